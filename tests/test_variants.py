"""Several drafts that differ: on the corpus without a model, by manner with one, and the columns in a real browser."""

from __future__ import annotations

import threading

import httpx
import pytest

from app.events import DraftRequest, FormError
from app.models.llm import open_writer
from app.rewording.guide import load_guide
from app.variants import Variant, Varied, draft_variants, fresh
from tests.browser import NAMELESS, OVERFLOW, chromium, visit
from tests.conftest import ROOT
from tests.openai_server import serving as serving_model
from tests.web_office import meaning, open_office, serving


@pytest.fixture(scope="module")
def guide():
    return load_guide(ROOT / "prompts")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"), embedder=meaning())


def example(prompts, task, number=0):
    return dict(prompts.templates[task].examples[number].fields)


def made(office, guide, task, fields, count=3, **more):
    parts = {
        "index": office.index,
        "writer": more.pop("writer", None),
        "prompts": office.prompts,
        "viewer": office.viewer,
    }
    events = list(draft_variants(DraftRequest(task, fields=fields), count, guide=guide, **parts, **more))
    return [one for one in events if isinstance(one, Variant)], events[-1]


def test_without_a_model_the_drafts_follow_other_speeches_and_share_their_numbers(midori, guide):
    found, end = made(midori, guide, "aisatsu", example(midori.prompts, "aisatsu"))
    assert [one.number for one in found] == [1, 2, 3] and end == Varied(3, "")
    assert found[0].name == "標準" and "第20回" in found[1].name and "第19回" in found[2].name
    texts = [one.draft.text for one in found]
    assert all(fresh(text, texts[:at]) for at, text in enumerate(texts))
    numbers = {}
    for one in found:
        for citation in one.draft.citations:
            assert numbers.setdefault(citation.number, citation.passage_id) == citation.passage_id
    assert "".join(part.text for part in found[1].parts if part.kind != "del") == texts[1]


def test_an_answer_and_a_post_come_in_shapes_that_fit_them_without_a_model(midori, guide):
    short, _ = made(midori, guide, "kaitou", example(midori.prompts, "kaitou"))
    assert [one.name for one in short][1:] == ["前置きとかっこ書きを除いて"], (
        "a sentence a question is no list"
    )
    assert all("1点700円" in one.draft.text for one in short)
    long, _ = made(midori, guide, "kaitou", example(midori.prompts, "kaitou", 1))
    assert "箇条書きで" in [one.name for one in long]
    assert all("1日500円で、月2回まで" in one.draft.text for one in long)
    posts, end = made(midori, guide, "sns", example(midori.prompts, "sns"))
    assert [one.name for one in posts] == ["標準", "要点だけ", "呼びかけ"] and end.note == ""


def test_where_none_is_possible_it_says_so(midori, guide):
    with pytest.raises(FormError, match="いくつもの案は作れません"):
        made(midori, guide, "keikaku", {})
    stop = threading.Event()
    stop.set()
    assert made(midori, guide, "aisatsu", example(midori.prompts, "aisatsu"), stop_event=stop)[0] == []


def test_a_model_is_told_the_manner_of_each_draft(office, guide, tmp_path):
    def answer(messages):
        said = messages[0]["content"]
        if "言い切る" in said:
            return "訓練を始めます。気を引き締めて取り組みます。"
        if "語りかける" in said:
            return "御参集の皆様に、心よりお礼を申し上げます。どうか最後までお力添えください。"
        return "本日は総合防災訓練を開催いたします。多くの方の御参加を得て、大変心強く感じております。"

    with serving_model(answer) as server:
        writer = open_writer(server.spec("m"), models=tmp_path)
        fields = example(office.prompts, "aisatsu")
        found, _ = made(office, guide, "aisatsu", fields, writer=writer)
    assert [one.name for one in found] == ["標準", "簡潔", "呼びかけ"]
    assert "訓練を始めます。" in found[1].draft.text and "御参集の皆様に" in found[2].draft.text
    assert found[1].draft.trace.model.startswith("openai:m")


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_the_drafts_stand_side_by_side_and_one_is_taken_with_a_part_of_another(site, width):
    with chromium() as browser, visit(browser, site, width=width) as page:
        page.goto("/draft?task=aisatsu")
        page.locator(".sg-examples button").first.click()
        page.get_by_role("button", name="3案を出す").click()
        page.get_by_text("できたのは").or_(page.get_by_text("案ができました")).first.wait_for(timeout=60000)
        shown = page.locator(".sg-variant:visible")
        assert page.locator(".sg-variant").count() >= 2
        assert shown.count() == (page.locator(".sg-variant").count() if width == 1280 else 1)
        assert page.evaluate(OVERFLOW) == [] and page.evaluate(NAMELESS) == []
        if width == 390:
            page.get_by_role("tab", name="2案").click()
        second = page.locator(".sg-variant").nth(1)
        assert second.locator("ins").count() > 0
        assert page.locator(".sg-variant del").count() > 0, "what only the first draft says is marked, too"
        block = second.locator(".sg-variant-block:has(button)").first
        words = block.inner_text().split("\n")[0]
        block.get_by_role("button").click()
        if width == 390:
            page.get_by_role("tab", name="1案").click()
        page.locator(".sg-variant").first.get_by_role("button", name="この案にする").click()
        page.wait_for_selector(".sg-textpane[data-view=text]")
        assert words in page.locator("#sg-editor").input_value()
        assert "AIは使っていません" in page.locator(".sg-disclaimer").inner_text()


def test_the_api_gives_them_at_once_or_as_they_come(site, office):
    asked = {"task": "aisatsu", "fields": example(office.prompts, "aisatsu"), "count": 2}
    told = httpx.post(f"{site}/api/drafts/variants", json=asked, timeout=60).json()
    assert [one["number"] for one in told["variants"]] == [1, 2] and told["note"] == ""
    with httpx.stream(
        "POST", f"{site}/api/drafts/variants", json=asked, headers={"accept": "text/event-stream"}, timeout=60
    ) as stream:
        names = [line.removeprefix("event: ") for line in stream.iter_lines() if line.startswith("event: ")]
    assert names[0] == "start" and names[-1] == "done" and names.count("variant") == 2
