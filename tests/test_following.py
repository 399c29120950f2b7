"""ハネ改正 drafted, and an amendment carried out on each of its days, over the library of a small office."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.web.api import create_app
from ingest.document import CLERK
from ingest.law.amending.bill import Change, enact
from ingest.law.correspondence import places
from ingest.law.following import follow
from ingest.law.tree import parse
from tests.law_office import NEW, open_law_office

DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_law_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def park(office):
    return next(each for each in office.index.law.readable(CLERK) if each.id.endswith("koen-txt"))


def followed(office, park, text):
    graph = office.index.law.regulations().graph
    old = graph.read(park.id)
    return old, follow(graph, graph.regulations[park.id], places(old, parse(text)), DAY)


def test_others_follow_what_moved(office, park):
    added = NEW.replace("（許可）\n第2条", "（定義）\n第2条　公園とは、広場をいう。\n（許可）\n第3条")
    moved = (
        added.replace("（使用料）\n第3条", "（使用料）\n第4条")
        .replace("（減免）\n第4条", "（減免）\n第5条")
        .replace("（準用）\n第5条", "（準用）\n第6条")
    )
    old, found = followed(office, park, moved.replace("第3条の使用料", "第4条の使用料"))
    assert [each.regulation.title for each in found] == ["みどり市公園条例施行規則", "みどり市広場条例"]
    for each in found:
        assert each.old.text != each.new.text and each.open == ()
        assert old.text != each.new.text
        changed = [
            (a, b)
            for a, b in zip(each.old.text.split("\n"), each.new.text.split("\n"), strict=True)
            if a != b
        ]
        assert changed and all(
            ("第2条" in a and "第3条" in b) or ("第3条" in a and "第4条" in b) for a, b in changed
        ), changed
        assert enact([Change(each.old, each.new, "令和9年4月1日")]).exact


def test_what_is_gone_is_left_to_a_person(office, park):
    gone = NEW.replace(
        "（許可）\n第2条　許可を受けようとする者は、規則で定めるところにより、申請しなければならない。\n2　前項の申請は、第3条の使用料を納めてしなければならない。\n",
        "第2条　削除\n",
    )
    _, found = followed(office, park, gone)
    assert found
    for each in found:
        assert each.old.text == each.new.text
        assert each.open and all(one.new == "" for one in each.open)


AMENDMENT = """　　　みどり市公園条例の一部を改正する条例
　みどり市公園条例（平成17年みどり市条例第40号）の一部を次のように改正する。
　第1条中「公園」を「公園及び広場」に改める。
　第3条中「規則」を「市長」に改める。
　第30条を削る。
　　　附　則
　この条例は、令和9年4月1日から施行する。ただし、第3条の改正規定は、令和9年10月1日から施行する。
"""


def test_an_amendment_is_carried_out_day_by_day(office, park):
    with TestClient(create_app(office)) as http:
        made = http.post("/api/law/stages", json={"document": park.id, "amendment": AMENDMENT}).json()
        assert [each["day"] for each in made["stages"]] == ["令和9年4月1日", "令和9年10月1日"]
        first, second = made["stages"]
        assert "公園及び広場に関し" in first["text"] and "使用料は、規則で定める。" in first["text"]
        assert "使用料は、市長で定める。" in second["text"] and second["counts"]["changed"] == 1
        assert [each["reason"] for each in made["failures"]] == [
            "第30条がありません。条・項・号の番号を確かめてください。"
        ]
        later = (
            AMENDMENT.split("　　　附　則", maxsplit=1)[0]
            + "　　　附　則\n　この条例は、規則で定める日から施行する。\n"
        )
        open_ = http.post("/api/law/stages", json={"document": park.id, "amendment": later}).json()
        assert [each["day"] for each in open_["stages"]] == [""] and open_["pending"]
        assert http.post("/api/law/stages", json={"document": "x", "amendment": "a"}).status_code == 404
