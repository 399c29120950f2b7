"""/api/law: the list of a day, the parts of a text, two revisions, an edited text with what follows from it, its files."""

import io

import pytest
from docx import Document
from fastapi.testclient import TestClient

from app.web.api import create_app
from tests.law_office import NEW, OLD, open_law_office


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with TestClient(create_app(open_law_office(tmp_path_factory.mktemp("office")))) as opened:
        yield opened


def listed(client, **query):
    return client.get("/api/law/regulations", params=query).json()["regulations"]


def park(client):
    return next(each["id"] for each in listed(client, q="公園条例") if each["kind"] == "条例")


def test_the_list_of_a_day_in_either_calendar(client):
    now = client.get("/api/law/regulations", params={"as_of": "令和7年4月1日"}).json()
    assert now["as_of"] == "令和7年4月1日"
    titles = [each["title"] for each in now["regulations"]]
    assert titles.count("みどり市公園条例") == 1 and titles.index("みどり市公園条例") < titles.index(
        "みどり市公園条例施行規則"
    )
    then = {each["title"]: each for each in listed(client, as_of="2007-01-01")}
    assert "みどり市広場条例" not in then and then["みどり市公園条例"]["until"] == "令和7年3月31日"
    assert [each["title"] for each in listed(client, q="広場 条例")] == ["みどり市広場条例"]
    assert listed(client, q="宇宙港") == []
    assert [each["title"] for each in listed(client, q="減免 準用")] == ["みどり市公園条例"], "by its text"
    wrong = client.get("/api/law/regulations", params={"as_of": "きのう"})
    assert wrong.status_code == 422 and "as_of" in wrong.json()["detail"]


def test_a_regulation_comes_in_parts_that_are_its_text(client):
    law = client.get(f"/api/law/regulations/{park(client)}").json()
    assert "".join(part["text"] for part in law["parts"]) == NEW
    assert {part["later"] for part in law["parts"]} == {""}
    assert [part["label"] for part in law["parts"]] == [
        "題名",
        "公布",
        "第1条",
        "第2条",
        "第3条",
        "第4条",
        "第5条",
        "附則",
        "附則",
        "別表",
    ]
    assert [each["effective"] for each in law["revisions"]] == ["平成17年4月1日", "令和7年4月1日"]
    before = client.get(f"/api/law/regulations/{law['id']}", params={"as_of": "R6.4.1"}).json()
    assert before["id"] == law["revisions"][0]["id"] and "減免" not in str(before["parts"])
    assert client.get("/api/law/regulations/nothing").status_code == 404


def test_two_revisions_side_by_side(client):
    revisions = client.get(f"/api/law/regulations/{park(client)}").json()["revisions"]
    made = client.get(
        "/api/law/comparison", params={"old": revisions[0]["id"], "new": revisions[1]["id"]}
    ).json()
    assert made["counts"] == {"changed": 0, "added": 1, "removed": 0, "moved": 1}
    assert made["table"]["heads"] == ["改正後", "改正前"]
    gian = client.get(
        "/api/law/comparison", params={"old": revisions[0]["id"], "new": revisions[1]["id"], "form": "gian"}
    )
    assert gian.json()["table"]["heads"] == ["現行", "改正案"]
    bad = client.get(
        "/api/law/comparison", params={"old": revisions[0]["id"], "new": revisions[1]["id"], "form": "x"}
    )
    assert bad.status_code == 422 and "kaisei" in bad.json()["detail"]


def test_an_edited_text_and_what_follows_from_it(client):
    law = park(client)
    assert client.post("/api/law/drafts", json={"document": law, "text": NEW}).json()["changed"] is False
    text = (
        NEW.replace("（使用料）\n第3条", "（禁止）\n第3条　火気を使用してはならない。\n（使用料）\n第4条")
        .replace("（減免）\n第4条", "（減免）\n第5条")
        .replace("（準用）\n第5条", "（準用）\n第6条")
    )
    made = client.post("/api/law/drafts", json={"document": law, "text": text}).json()
    assert made["counts"] == {"changed": 0, "added": 1, "removed": 0, "moved": 3}
    assert [(each["rule"], each["anchor"]) for each in made["findings"]] == [
        ("astray", "a2p2"),
        ("astray", "t"),
    ]
    assert [(each["title"], each["words"], each["new"]) for each in made["repercussions"]] == [
        ("みどり市公園条例施行規則", "条例第3条", "第4条")
    ]
    assert client.post("/api/law/drafts", json={"document": "nothing", "text": ""}).status_code == 404


def test_the_amendment_gives_the_new_text(client):
    asked = {"document": park(client), "text": NEW.replace("100円", "120円")}
    made = client.post("/api/law/drafts", json=asked).json()["amendment"]
    assert made["exact"] is True and made["rest"] == []
    assert "みどり市公園条例（平成17年みどり市条例第40号）の一部を次のように改正する。" in made["text"]
    assert "120円" in made["text"] and "附　則" in made["text"]


def test_the_files(client):
    asked = {"document": park(client), "text": NEW.replace("100円", "120円")}
    table = client.post("/api/law/files", json=asked | {"what": "table"})
    assert (
        "120円"
        in Document(io.BytesIO(table.content)).tables[0].rows[-1].cells[0].tables[-1].rows[1].cells[1].text
    )
    assert "filename*=UTF-8''" in table.headers["content-disposition"]
    word = Document(io.BytesIO(client.post("/api/law/files", json=asked | {"what": "amendment"}).content))
    assert any("の一部を次のように改正する。" in paragraph.text for paragraph in word.paragraphs)
    text = client.post("/api/law/files", json=asked | {"what": "text", "kind": "txt"})
    assert text.content.decode("utf-8-sig").replace("\r\n", "\n") == asked["text"]
    assert client.post("/api/law/files", json=asked | {"what": "text", "kind": "docx"}).status_code == 422


def test_what_can_be_compared_is_listed_and_comes_as_word_too(client):
    rows = client.get("/api/law/revised").json()["regulations"]
    assert [each["title"] for each in rows] == ["みどり市公園条例"]
    old, new = (each["id"] for each in rows[0]["revisions"])
    assert [each["effective"] for each in rows[0]["revisions"]] == ["平成17年4月1日", "令和7年4月1日"]
    file = client.get("/api/law/comparison/file", params={"old": old, "new": new})
    words = "\n".join(
        cell.text for table in Document(io.BytesIO(file.content)).tables for cell in table._cells
    )
    assert "市長は、使用料を減免することができる。" in words


def test_two_files_are_compared_and_not_kept(client):
    files = {"old": ("前.txt", OLD.encode("cp932")), "new": ("後.txt", NEW.encode())}
    made = client.post("/api/law/comparison", files=files).json()
    assert made["changed"] and made["counts"]["added"] == 1 and made["amendment"]["exact"]
    page = client.post("/api/law/comparison/file", files=files, data={"kind": "html"})
    assert page.headers["content-type"].startswith("text/html") and "使用料を減免する" in page.text
    files["new"] = ("後.docx", b"not a docx")
    wrong = client.post("/api/law/comparison", files=files)
    assert wrong.status_code == 409 and "後.docx" in wrong.json()["detail"]


def test_the_whole_bill_has_its_supplement_and_takes_the_others_along(client):
    law = client.get(f"/api/law/regulations/{park(client)}").json()
    text = "".join(part["text"] for part in law["parts"])
    moved = (
        text.replace("（使用料）\n第3条", "（占用）\n第3条　占用は、市長が定める。\n（使用料）\n第4条")
        .replace("（減免）\n第4条", "（減免）\n第5条")
        .replace("（準用）\n第5条", "（準用）\n第6条")
        .replace("2　前項の申請は、第3条の", "2　前項の申請は、第4条の")
    )
    asked = {"document": law["id"], "text": moved, "day": "R9.4.1"}
    alone = client.post("/api/law/bills", json=asked).json()
    assert [each["title"] for each in alone["bills"]] == ["みどり市公園条例の一部を改正する条例"]
    assert (
        alone["bills"][0]["exact"] and "この条例は、令和9年4月1日から施行する。" in alone["bills"][0]["text"]
    )
    assert "（経過措置）" not in alone["bills"][0]["text"]
    rule = "この条例による改正後の第4条の規定は、この条例の施行の日以後の使用について適用する。"
    both = client.post("/api/law/bills", json=asked | {"others": True, "measures": f"{rule}\n"}).json()
    first = both["bills"][0]
    assert first["exact"] and f"2　{rule}" in first["text"]
    told = "\n".join([each["text"] for each in both["bills"]] + both["open"])
    assert "みどり市広場条例" in told or "みどり市公園条例施行規則" in told
    word = client.post("/api/law/bills/file", json=asked | {"kind": "docx"})
    lines = [each.text for each in Document(io.BytesIO(word.content)).paragraphs]
    assert any("みどり市公園条例の一部を改正する条例" in line for line in lines)
    assert client.post("/api/law/bills/file", json=asked | {"number": 9}).status_code == 422
    same = client.post("/api/law/bills", json=asked | {"text": text})
    assert same.status_code == 422 and "もとの条文と同じ" in same.json()["detail"]


def test_two_steps_further_regulations_and_a_name_in_one_bill(client):
    law = client.get(f"/api/law/regulations/{park(client)}").json()
    text = "".join(part["text"] for part in law["parts"])
    first = text.replace("規則で定める。\n", "100円とする。\n")
    second = first.replace("100円とする", "200円とする")
    asked = {
        "document": law["id"],
        "text": first,
        "day": "R9.4.1",
        "steps": [{"text": second, "day": "R10.4.1"}],
    }
    made = client.post("/api/law/bills", json=asked | {"articles": True}).json()["bills"][0]
    assert made["exact"] and "ただし、第2条の規定は、令和10年4月1日から施行する。" in made["text"]
    other = client.get(f"/api/law/regulations/{listed(client, q='広場 条例')[0]['id']}").json()
    plaza = "".join(part["text"] for part in other["parts"])
    joined = {"document": other["id"], "text": plaza.replace("附", "第3条　委任する。\n附", 1)}
    both = client.post(
        "/api/law/bills", json=asked | {"joined": [joined], "name": "公園等条例の整備に関する条例"}
    ).json()
    assert [each["title"] for each in both["bills"]] == ["公園等条例の整備に関する条例"] and both["bills"][0][
        "exact"
    ]
    assert "第3条　みどり市広場条例" in both["bills"][0]["text"]
    back = client.post("/api/law/bills", json=asked | {"steps": [{"text": second, "day": "R8.4.1"}]})
    assert back.status_code == 422 and "より後の日" in back.json()["detail"]
    same = client.post("/api/law/bills", json=asked | {"steps": [{"text": first, "day": "R10.4.1"}]})
    assert same.status_code == 422 and "みどり市公園条例" in same.json()["detail"]
