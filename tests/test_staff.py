"""The staff page and its API on a real server: take, answer, pass on; callbacks; the switch; nothing sideways, axe finds nothing."""

import json
import time

import httpx
import pytest

from app.records.callbacks import Callbacks
from app.web.residents.desk import open_conversations
from tests.browser import chromium
from tests.web_office import open_office, serving
from tests.widget_page import AXE_TAGS, axe_source

ME = {"name": "佐藤", "section": "市民課"}
OTHER = {"name": "鈴木", "section": "税務課"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("staff"))


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.fixture
def http(site):
    with httpx.Client(base_url=f"{site}/api/staff/", timeout=30) as client:
        yield client


def faults(page):
    return page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        ".then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target}`)))",
        AXE_TAGS,
    )


def waiting(office, text="住民票の写しの交付手数料はいくらですか", status="answered"):
    kept = open_conversations(office)
    token = kept.open("ja")
    kept.append(token, "question", {"text": text})
    cited = {"passage_id": "tesuryo#a2", "label": "みどり市手数料条例第2条", "quote": "300円とする。", "url": "/residents/documents/tesuryo"}  # fmt: skip
    data = {"status": status, "text": "300円です。", "citations": [cited], "handoff": {"section": "市民課"}}
    kept.append(token, "answer", data)
    kept.append(token, "handoff_requested", {"section": "市民課", "summary_ok": True})
    return token


def number(http, text):
    return next(
        one["number"] for one in http.get("queue").json()["conversations"] if one["asked"][-1:] == [text]
    )


def test_the_resident_and_the_staff_hear_each_other(http, office, site):
    token = waiting(office, "窓口の場所はどこですか")
    n = number(http, "窓口の場所はどこですか")
    last = http.get("queue").json()["last"]
    assert http.post(f"conversations/{n}/messages", json=ME | {"text": "早い"}).status_code == 409
    assert http.post(f"conversations/{n}/take", json=ME).status_code == 200
    refused = http.post(f"conversations/{n}/take", json=OTHER)
    assert refused.status_code == 409 and "市民課 佐藤さんが対応しています" in refused.json()["detail"]
    http.post(f"conversations/{n}/messages", json=ME | {"text": "本館1階です。"})
    residents = f"{site}/api/residents/conversations/{token}"
    assert http.post(f"{residents}/messages", json={"text": "ありがとうございます"}).status_code == 200
    http.post(f"conversations/{n}/transfer", json=ME | {"to": "税務課"})
    with http.stream("GET", "events", headers={"last-event-id": str(last)}) as answer:
        heard = []
        for line in answer.iter_lines():
            if line.startswith("data: "):
                heard.append(json.loads(line[6:]))
            if len(heard) == 4:
                break
    assert [(one["conversation"], one["kind"]) for one in heard] == [
        (n, "taken"),
        (n, "staff_message"),
        (n, "resident_message"),
        (n, "transferred"),
    ]
    held = next(one for one in http.get("queue").json()["conversations"] if one["number"] == n)
    assert (held["state"], held["section"], held["sources"][0]["label"]) == ("waiting", "税務課", "みどり市手数料条例第2条")  # fmt: skip
    http.post(f"conversations/{n}/take", json=OTHER)
    http.post(f"conversations/{n}/close", json=OTHER)
    assert http.get(f"conversations/{n}").status_code == 409, "what is over is not read by staff"


def test_a_resident_who_leaves_is_answered_by_the_machine_again(http, office, site):
    token = waiting(office, "印鑑登録証明書の手数料はいくらですか")
    n = number(http, "印鑑登録証明書の手数料はいくらですか")
    http.post(f"conversations/{n}/take", json=ME)
    residents = f"{site}/api/residents/conversations/{token}"
    assert (
        http.post(
            f"{residents}/questions", json={"question": "住民票の写しの手数料はいくらですか"}
        ).status_code
        == 409
    )
    left = http.post(f"{residents}/leave").json()["id"]
    assert http.post(f"{residents}/leave").json()["id"] == left, "twice is once"
    assert http.post(f"conversations/{n}/messages", json=ME | {"text": "まだです"}).status_code == 409
    assert n not in [one["number"] for one in http.get("queue").json()["conversations"]]
    assert (
        http.post(
            f"{residents}/questions", json={"question": "住民票の写しの手数料はいくらですか"}
        ).status_code
        == 200
    )


def test_a_reply_is_checked_as_it_will_be_covered(http, office):
    token = waiting(office, "担当はだれですか")
    n = number(http, "担当はだれですか")
    http.post(f"conversations/{n}/take", json=ME)
    for text in (
        "担当の佐藤 花子が伺います。",
        "090-1234-5678に電話します。",
        "市民課の窓口に、お越しください。",
    ):
        words = http.post("replies/check", json=ME | {"text": text}).json()["covered"]
        http.post(f"conversations/{n}/messages", json=ME | {"text": text})
        sent = open_conversations(office).events(token)[-1].data["text"]
        assert bool(words) == (sent != text) and not any(word in sent for word in words), sent
    assert http.post("replies/check", json=ME | {"text": ""}).status_code == 422


def test_the_switch_is_in_force_within_a_second_and_remembered(http, site):
    body = ME | {"paused": "点検中です。", "banner": "大雨警報"}
    assert http.put("switches", json=body).status_code == 200
    started = time.perf_counter()
    refused = http.post(f"{site}/api/residents/conversations", json={"language": "ja"})
    assert refused.status_code == 503 and "点検中です。" in refused.text and time.perf_counter() - started < 1
    opened = http.put("switches", json=ME).json()
    assert [one["by"] for one in opened["history"]] == ["市民課 佐藤", "市民課 佐藤"]
    assert http.post(f"{site}/api/residents/conversations", json={"language": "ja"}).status_code == 201


def test_figures_as_csv_and_bad_bodies_are_refused(http, office):
    waiting(office)
    answer = http.get("statistics.csv")
    assert answer.text.startswith("\ufeff") and "質問の数" in answer.text
    assert http.post("gaps/dismiss", json=ME | {"questions": []}).status_code == 422
    assert http.post("faqs/publish", json=ME | {"id": "../../etc"}).status_code == 422
    assert http.put("retention", json=ME | {"conversation_days": 0, "callback_days": 1}).status_code == 422
    assert http.post("checklist", json=ME | {"number": 4}).json()["mark"] == "ok", "119 for a fire"


@pytest.mark.slow
def test_the_gaps_say_that_they_are_on_their_way_and_each_wording_once(office, site):
    for _ in range(3):
        waiting(office, "ドローンの練習場はどこですか", status="no_sources")
    waiting(office, "ドローンの練習場はどこにありますか", status="no_sources")
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.add_init_script(f"localStorage.setItem('sg-staff', JSON.stringify({json.dumps(ME)}))")
        held = []

        def hold(route):
            held.append(route)

        page.route("**/api/staff/gaps*", hold)
        page.goto(f"{site}/staff")
        page.click("#sg-tab-gaps")
        panel = page.locator("#sg-panel-gaps")
        panel.get_by_text("読み込んでいます。").wait_for()
        held[0].continue_()
        panel.locator("h2").wait_for()
        assert panel.get_by_text("読み込んでいます。").count() == 0
        lines = panel.locator(".sg-staff-row", has_text="ドローン").locator("li").all_inner_texts()
        assert lines[0] == "ドローンの練習場はどこですか（答えなし、3回）"
        assert sorted(lines[1:]) == ["ドローンの練習場はどこにありますか（答えなし）"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1366, 390])
def test_the_page_from_the_queue_to_the_desk(office, site, width):
    text = f"手数料を知りたい（{width}）"
    waiting(office, text, status="no_sources")
    Callbacks(office.folder / "residents.sqlite3").add(
        "x", {"name": "見本花子", "telephone": "0999990000", "about": "住民票"}, section="市民課"
    )
    with chromium() as browser:
        page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
        page.goto(f"{site}/staff")
        page.get_by_role("button", name="この氏名で始める").click()
        assert "氏名と課を入れてください" in page.locator(".sg-staff-missing").inner_text()
        page.fill("#sg-staff-name", ME["name"])
        page.fill("#sg-staff-section", ME["section"])
        page.keyboard.press("Enter")
        row = page.locator(".sg-staff-row", has_text=text)
        row.wait_for()
        assert page.title().startswith("(") and "住民対応" in page.title()
        row.get_by_role("button", name="受け持つ").click()
        page.locator("#sg-staff-reply").wait_for(state="visible")
        page.select_option("#sg-staff-canned", "0")
        assert "市民課の職員です" in page.input_value("#sg-staff-reply")
        page.get_by_role("button", name="送る", exact=True).click()
        said = page.locator(".is-staff_message p").last.inner_text()
        assert "［" not in said and "市民課の職員です" in said, (
            "a name would be masked before the resident sees it"
        )
        page.fill("#sg-staff-reply", "担当の佐藤 花子が伺います。")
        page.get_by_role("button", name="送る", exact=True).click()
        page.locator(
            "#sg-staff-covered", has_text="「佐藤 花子」は、個人情報として［氏名1］などに伏せて"
        ).wait_for()
        assert page.locator(".is-staff_message").count() == 1, "it waits to be corrected or sent as it is"
        page.evaluate(f"() => {{ {axe_source()} }}")
        assert faults(page) == [], "the warning"
        assert page.evaluate("document.activeElement.id") == "sg-staff-reply"
        page.get_by_role("button", name="送る", exact=True).click()
        page.locator(".is-staff_message", has_text="担当の［氏名1］が伺います。").wait_for()
        assert page.locator("#sg-staff-covered").inner_text() == "" == page.input_value("#sg-staff-reply")
        found = []
        for name in ("queue", "callbacks", "gaps", "figures", "desk"):
            page.click(f"#sg-tab-{name}")
            page.locator(f"#sg-panel-{name} h2").first.wait_for()
            if name == "callbacks":
                page.get_by_role("button", name="名前と電話番号を開く").first.click()
                page.get_by_text("見本花子").wait_for()
                page.click("#sg-tab-callbacks")
                seen = page.get_by_text("開いた人：市民課 佐藤").first.inner_text()
                assert "月" in seen and "T" not in seen, "the time as people read it"
            if name == "gaps":
                page.locator(".sg-staff-row", has_text=text).get_by_role("button", name="FAQを書く").click()
            found += faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found == []


@pytest.mark.slow
def test_what_could_not_be_read_at_once_is_read_when_the_line_is_back(office, site):
    token = waiting(office, "回線の切れた質問")
    with chromium() as browser:
        page = browser.new_page()
        page.add_init_script(f"localStorage.setItem('sg-staff', '{json.dumps(ME)}')")
        page.goto(f"{site}/staff")
        page.locator(".sg-staff-row", has_text="回線の切れた質問").get_by_role(
            "button", name="受け持つ"
        ).click()
        page.locator("#sg-staff-reply").wait_for(state="visible")
        for cut in ("**/api/staff/conversations/*", "**/api/staff/queue"):
            page.route(cut, lambda route: route.abort("internetdisconnected"))
        line = f"{site}/api/residents/conversations/{token}/messages"
        assert httpx.post(line, json={"text": "まだいますか"}, timeout=30).status_code == 200
        told = page.locator(".sg-note-error")
        told.wait_for()
        assert told.inner_text().startswith("サーバーにつながりません"), "not the browser's English"
        assert page.locator(".is-resident_message").count() == 0
        page.unroute_all()
        page.evaluate("dispatchEvent(new Event('online'))")
        page.locator(".is-resident_message", has_text="まだいますか").wait_for()
        told.wait_for(state="detached")
        assert page.locator(".is-resident_message").count() == 1
