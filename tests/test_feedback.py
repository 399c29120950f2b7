"""What people said in use: masked, sampled the same way each time, forgotten in time, made into cases and missing FAQs."""

import json
import sqlite3
import time

import httpx
import pytest

from app.records.feedback import Feedback, changed, queue, sampled
from app.web.residents.desk import open_conversations
from tests.browser import OVERFLOW, chromium, visit
from tests.test_evals_page import office, site  # noqa: F401
from tests.web_office import serving  # noqa: F401

TEXT = "住民票の写しの手数料は300円です。"


@pytest.fixture(scope="module")
def http(site):  # noqa: F811
    with httpx.Client(base_url=f"{site}/api/", timeout=60) as client:
        yield client


def say(http, number, good, reason="", **more):
    body = {
        "draft": f"{number:016x}",
        "task": "kaitou",
        "good": good,
        "reason": reason,
        "text": TEXT,
        "made": TEXT,
    }
    return http.post("feedback", json=body | {"fields": {"件名": "手数料", "質問": "いくらか"}} | more)


def shown(http):
    return {one["id"]: one for group in http.get("evals/voices").json()["groups"] for one in group["voices"]}


def test_a_voice_is_masked_counts_once_and_is_taken_off_by_one_click(http, office):  # noqa: F811
    assert http.put("evals/voices/settings", json={"days": 180, "share": 0}).status_code == 200
    first = say(
        http, 1, False, "090-1234-5678の山田太郎様の件が抜けた", fields={"質問": "電話090-1234-5678の件"}
    )
    assert first.status_code == 201
    voice = shown(http)[first.json()["id"]]
    assert (
        voice["good"] is False
        and "［電話番号1］" in voice["reason"]
        and "［電話番号1］" in voice["fields"]["質問"]
    )
    raw = (office.folder / "feedback.sqlite").read_bytes()
    assert b"090-1234" not in raw and "山田太郎".encode() not in raw
    assert say(http, 1, True).json() == first.json()
    assert first.json()["id"] not in shown(http), "the last word counts, and nobody asked for a sample"
    (group,) = [one for one in http.get("evals/voices").json()["groups"] if one["group"] == "kaitou"]
    assert (group["all"], group["good"], group["bad"]) == (1, 1, 0)
    assert say(http, 2, False, "1234 5678 9018").status_code == 422, "no マイナンバー is kept"
    other = say(http, 3, False, made=f"{TEXT}\n二\n三\n四").json()["id"]
    assert shown(http)[other]["edited"] == pytest.approx(0.6)
    assert http.post("evals/voices/deal", json={"voice": other, "how": "none"}).json() == {"done": True}
    assert other not in shown(http)
    assert http.post("evals/voices/deal", json={"voice": "x' or 1", "how": "none"}).status_code == 422


def test_a_bad_draft_becomes_a_case(http, office):  # noqa: F811
    voice = say(http, 4, False, "支所の案内がない").json()["id"]
    seen = http.get(f"evals/voices/{voice}/case").json()
    assert seen["taskName"] and {one["id"]: one["value"] for one in seen["fields"]}["件名"] == "手数料"
    fields = {one["id"]: one["value"] for one in seen["fields"]} | {"方法": "文書", "担当": "市民課"}
    form = {"task": "kaitou", "fields": fields, "says": ["支所"]}
    made = http.post("evals/cases", json=form).json()
    http.post("evals/voices/deal", json={"voice": voice, "how": made["id"]})
    assert voice not in shown(http)
    rows = (office.folder / "evals" / "suites" / "own-drafting.jsonl").read_text(encoding="utf-8")
    assert json.loads(rows.splitlines()[-1])["says"] == ["支所"]


def test_a_resident_s_question_becomes_a_case_or_a_missing_faq(http, office):  # noqa: F811
    kept = open_conversations(office)
    found = office.index.search("住民票の写しの手数料", viewer=office.viewer, k=1).hits[0].passage.id
    numbers = []
    for text, good in (("住民票はいくら", False), ("印鑑証明はいくら", None)):
        token = kept.open("ja")
        kept.append(token, "question", {"text": text})
        cited = [{"passage_id": found, "label": "手数料条例", "quote": "300円"}]
        answer = kept.append(token, "answer", {"status": "answered", "text": "300円です。", "citations": cited, "handoff": {"section": "市民課"}})  # fmt: skip
        numbers.append(answer)
        if good is not None:
            kept.append(token, "rating", {"answer": answer, "good": good, "comment": "場所も知りたい"})
    bad, quiet = (f"r{number}" for number in numbers)
    assert bad in shown(http) and quiet not in shown(http)
    http.put("evals/voices/settings", json={"days": 180, "share": 100})
    assert shown(http)[quiet]["group"] == "市民課"
    wrong = http.post("evals/questions", json={"voice": bad, "query": "住民票はいくら", "gold": ["nai#a1"]})
    assert wrong.status_code == 409 and "索引にありません" in wrong.json()["detail"] and bad in shown(http)
    made = http.post("evals/questions", json={"voice": bad, "query": "住民票はいくら", "gold": [found]})
    assert made.status_code == 201 and bad not in shown(http)
    none = http.post("evals/questions", json={"query": "火星の住民票はいくら"}).json()
    assert none["tags"] == ["no_sources"]
    assert "印鑑証明はいくら" not in http.get("staff/gaps").text
    http.post("evals/voices/deal", json={"voice": quiet, "how": "gap"})
    assert "印鑑証明はいくら" in http.get("staff/gaps").text and quiet not in shown(http)


def test_the_sample_is_a_share_of_what_is_not_bad_and_the_same_each_time(tmp_path):
    kept = Feedback(tmp_path / "f.sqlite")
    for number in range(400):
        kept.say(f"{number}", task="mail", good=number % 10 > 0, reason="", fields={}, text="a", made="a")
    chosen = queue(kept.drafts(), {}, share=20)
    bad = [one for one in chosen if one.good is False]
    assert len(bad) == 40 and 45 <= len(chosen) - len(bad) <= 100
    assert chosen == queue(kept.drafts(), {}, share=20) != queue(kept.drafts(), {}, share=20, seed=1)
    assert not sampled("r1", 0) and sampled("r1", 100)


def test_what_is_over_its_time_is_gone(tmp_path):
    kept, now = Feedback(tmp_path / "f.sqlite"), time.time()
    for days in (10, 31):
        kept.say(
            f"{days}",
            task="mail",
            good=False,
            reason="",
            fields={},
            text=f"文{days}",
            made="",
            now=now - days * 86400,
        )
    kept.set(days=30)
    assert kept.forget(now=now) == 1 and [one.text for one in kept.drafts()] == ["文10"]
    with sqlite3.connect(tmp_path / "f.sqlite") as base:
        base.execute("pragma wal_checkpoint(truncate)")
    assert "文31".encode() not in (tmp_path / "f.sqlite").read_bytes()
    with pytest.raises(ValueError, match="days"):
        kept.set(days=0)
    assert changed("a\nb", "a\nb") == 0 and changed("a\nb", "a\nc") == 0.5 and changed("", "neu") == 0


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_clerk_says_what_a_draft_was_worth_and_the_evaluator_finds_it(site, http, width):  # noqa: F811
    http.put("evals/voices/settings", json={"days": 180, "share": 0})
    with chromium() as browser, visit(browser, site, width=width) as page:
        page.goto("/draft?task=mail")
        page.get_by_role("button", name="記入例を入れる").first.click()
        page.locator("[type=submit].sg-make").click()
        voice = page.get_by_role("group", name="この文案は")
        voice.get_by_role("button", name="役に立たなかった").click()
        page.wait_for_selector("text=受け取りました")
        reason = f"電話番号が古い（{width}）"
        page.fill("#sg-voice-reason", reason)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        assert page.evaluate(OVERFLOW) == []
        page.goto("/evals#voices")
        row = page.locator(".sg-staff-row", has_text=reason)
        row.get_by_role("button", name="問いにする").click()
        row.get_by_label("なければならない言葉").fill("0999")
        row.get_by_role("button", name="この内容で足す").click()
        page.wait_for_selector("text=を足しました")
        assert page.locator(".sg-staff-row", has_text=reason).count() == 0
        assert page.evaluate(OVERFLOW) == []


@pytest.mark.slow
def test_many_voices_are_shown_ten_at_a_time_and_the_focus_goes_on(site, http):  # noqa: F811
    http.put("evals/voices/settings", json={"days": 180, "share": 0})
    before = len(shown(http))
    made = [say(http, 1000 + at, False, f"長すぎる（{at}）").json()["id"] for at in range(23)]
    with chromium() as browser, visit(browser, site, width=390) as page:
        page.goto("/evals#voices")
        group = page.locator("section", has_text="長すぎる")
        rows, more = group.locator(".sg-staff-row"), group.get_by_role("button", name="続きを見せる")
        page.wait_for_selector(".sg-staff-row")
        total = 23 + before
        assert rows.count() == 10 and more.text_content() == f"続きを見せる（残り {total - 10} 件）"
        more.click()
        assert rows.count() == 20 and rows.nth(10).evaluate("one => one === document.activeElement")
        while more.is_visible():
            more.press("Enter")
        assert rows.count() == total
        assert page.evaluate(OVERFLOW) == []
    for voice in made:
        http.post("evals/voices/deal", json={"voice": voice, "how": "none"})
