"""Rewording what is selected, in a real browser: by key, by pointer, taken and taken back; and the API behind it."""

from __future__ import annotations

import httpx
import pytest

from app.models.llm import open_writer
from tests.browser import NAMELESS, OVERFLOW, chromium, until, visit
from tests.openai_server import serving as serving_model
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow
TEXT = "防災計画は令和8年3月に改める[1]。訓練には5,432人が参加した。\n続きの段落である。"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def model():
    with serving_model(lambda messages: "訓練には6,000人が来ました。") as server:
        yield server


@pytest.fixture(scope="module")
def site(tmp_path_factory, model):
    writer = open_writer(model.spec("m"), models=tmp_path_factory.mktemp("models"))
    with serving(open_office(tmp_path_factory.mktemp("office"), writer=writer)) as address:
        yield address


def opened(page):
    page.goto("/draft?task=mail")
    page.wait_for_selector("#sg-workspace .sg-ws h1")
    page.evaluate(
        """(text) => { localStorage.setItem("shitagaki.drafts.1", JSON.stringify([{ id: "0123456789abcdef", task: "mail",
        values: {}, text, original: text, citations: [], past: {}, findings: [], facts: [], marks: [], status: "needs_review",
        choice: {}, ticks: [], unsent: true, version: 0, updated: Date.now() }])); }""",
        TEXT,
    )
    page.goto("/draft?task=mail&d=0123456789abcdef")
    page.wait_for_selector("#sg-editor", state="attached")
    until(page, "document.querySelector('#sg-editor').value.length > 10")
    return page.locator("#sg-editor")


def test_the_sentence_at_the_caret_is_reworded_by_key_and_comes_back_with_undo(browser, site):
    with visit(browser, site) as page:
        editor = opened(page)
        editor.focus()
        page.evaluate("document.querySelector('#sg-editor').setSelectionRange(25, 27)")
        page.keyboard.press("Alt+/")
        page.wait_for_selector(".sg-rewrite-ways button")
        assert page.locator(".sg-rewrite-ways button").all_inner_texts()[1:3] == [
            "です・ます体に",
            "である体に",
        ]
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_selector(".sg-rewrite-parts ins")
        assert page.locator(".sg-rewrite-parts ins").inner_text().split() == ["追加：", "まし"]
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#sg-editor').value.includes('参加しました。')")
        assert editor.input_value() == TEXT.replace("参加した", "参加しました")
        page.keyboard.press("Control+z")
        until(page, "document.querySelector('#sg-editor').value.includes('参加した。')")
        assert editor.input_value() == TEXT


def test_a_model_s_offer_that_changed_a_figure_says_so_and_can_be_left(browser, site):
    with visit(browser, site) as page:
        editor = opened(page)
        editor.focus()
        page.evaluate("document.querySelector('#sg-editor').setSelectionRange(25, 27)")
        page.get_by_role("button", name="文を書き直す").click()
        page.get_by_role("button", name="もっと短く").click()
        page.get_by_role("button", name="文章モデルの案も見る").click()
        page.get_by_text("落ちたか変わったもの").wait_for()
        assert "「5,432人」" in page.locator(".sg-rewrite .sg-note").first.inner_text()
        page.keyboard.press("Escape")
        assert page.locator(".sg-rewrite").is_hidden() and editor.input_value() == TEXT


@pytest.mark.parametrize("width", [1280, 390])
def test_a_selection_shows_the_button_and_everything_fits(browser, site, width):
    with visit(browser, site, width=width) as page:
        opened(page)
        if width == 390:
            page.get_by_role("tab", name="文案").click()
        page.locator("#sg-editor").dblclick(position={"x": 60, "y": 40})
        page.locator(".sg-rewrite-bar").click()
        page.get_by_role("button", name="読み上げ用").wait_for()
        assert page.evaluate(OVERFLOW) == [] and page.evaluate(NAMELESS) == []
        page.get_by_role("button", name="箇条書きに").click()
        page.get_by_text("ほかの書き直し").wait_for()
        assert page.evaluate(OVERFLOW) == []


def test_the_api_lists_the_ways_rewords_and_refuses_clearly(site):
    modes = httpx.get(f"{site}/api/rewrites").json()["modes"]
    assert [one["id"] for one in modes if not one["model"]] == ["polite", "plain", "spoken"]
    made = httpx.post(f"{site}/api/rewrites", json={"text": "火災は11件である[1]。", "mode": "polite"}).json()
    assert made["text"] == "火災は11件です[1]。" and made["carried"] == {"lost": [], "added": []}
    refused = httpx.post(f"{site}/api/rewrites", json={"text": "文。", "mode": "louder"})
    assert refused.status_code == 409
    assert "shorter（もっと短く）" in refused.json()["detail"]
