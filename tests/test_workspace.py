"""下書き in a real browser: the form, the text as it is written, stopping, editing, the sources, what a reload keeps."""

from __future__ import annotations

import json
import re
import time

import pytest

from app.models.llm import open_writer
from tests.browser import HEADINGS, NAMELESS, OVERFLOW, chromium, until, visit
from tests.openai_server import serving as serving_model
from tests.web_office import meaning, open_office, serving

pytestmark = pytest.mark.slow
TASK = "/draft?task=aisatsu"
WRITTEN = (
    "本日は、総合防災訓練に多くの皆様にお集まりいただき、誠にありがとうございます。\n"
    "自主防災組織の皆様には、日頃から地域の防災活動に御尽力をいただいております[1]。\n"
    "昨年の訓練には5,432人が参加しました。\n"
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def model():
    with serving_model(lambda messages: WRITTEN) as server:
        yield server


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"), embedder=meaning())


@pytest.fixture(scope="module")
def plain(office):
    """A site without a writing model."""
    with serving(office) as address:
        yield address


@pytest.fixture(scope="module")
def site(office, model, tmp_path_factory):
    """A site whose model writes WRITTEN, whatever it is asked."""
    writer = open_writer(model.spec("m"), models=tmp_path_factory.mktemp("models"))
    with serving(_with(office, writer)) as address:
        yield address


@pytest.fixture(scope="module")
def slow(office, model, tmp_path_factory):
    """A site whose model writes for a minute unless it is stopped."""
    writer = open_writer(model.spec("steady"), models=tmp_path_factory.mktemp("slow"))
    with serving(_with(office, writer)) as address:
        yield address


def _with(office, writer):
    from dataclasses import replace

    return replace(office, writer=writer)


def fill_in(page):
    page.goto(TASK)
    page.locator(".sg-examples button").first.click()


def make(page):
    page.get_by_role("button", name="下書きを作る").click()


def finished(page):
    page.wait_for_selector(".sg-textpane[data-view=text] .sg-checklist")


def text_of(page):
    return page.locator("#sg-editor").input_value()


def test_the_form_is_the_templates_and_an_example_fills_it_and_can_be_taken_back(browser, plain, office):
    template = office.prompts.templates["aisatsu"]
    with visit(browser, plain) as page:
        page.goto(TASK)
        page.wait_for_selector(".sg-form")
        assert page.locator("h1").inner_text() == template.name
        assert page.locator(".sg-label > span:first-child").all_inner_texts() == [
            field.label for field in template.fields
        ]
        required = page.locator(
            ".sg-field:has(.sg-badge-required) .sg-label > span:first-child"
        ).all_inner_texts()
        assert required == [field.label for field in template.fields if field.required]
        page.locator(".sg-examples button").first.click()
        example = template.examples[0]
        for field in template.fields:
            if field.type != "check" and field.id in example.fields:
                assert page.locator(f"[id='sg-field-{field.id}']").input_value() == example.fields[field.id]
        page.get_by_role("button", name="もとに戻す").click()
        first = template.fields[0].id
        assert page.locator(f"[id='sg-field-{first}']").input_value() == template.fields[0].default


def test_what_is_missing_is_named_at_the_top_and_at_its_field(browser, plain, office):
    template = office.prompts.templates["aisatsu"]
    missing = [field for field in template.fields if field.required and not field.default]
    with visit(browser, plain) as page:
        page.goto(TASK)
        make(page)
        summary = page.locator(".sg-form .sg-note-error")
        assert summary.locator("li").all_inner_texts() == [
            f"「{field.label}」を入れてください。" for field in missing
        ]
        assert page.evaluate("document.activeElement.className").startswith("sg-note")
        summary.locator("a").first.click()
        assert page.evaluate("document.activeElement.id") == f"sg-field-{missing[0].id}"
        assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_documents_near_the_form_appear_as_one_types(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        page.wait_for_selector(".sg-source")
        page.locator(".sg-pane-sources >> text=条件に近い文書").wait_for()
        card = page.locator(".sg-source").first
        title, words = card.locator("a").first.inner_text(), card.inner_text()
        assert "みどり市" in title
        card.locator("a").first.click()
        marked = page.locator("dialog .is-marked").first
        marked.wait_for()
        assert page.locator("#sg-overlay-title").inner_text() in title
        assert marked.inner_text()[:10] in words


def test_back_closes_the_original_and_stays_on_the_page(browser, plain):
    with visit(browser, plain) as page:
        page.goto("/")
        page.goto("/draft?task=aisatsu")
        fill_in(page)
        title = page.locator(".sg-source a").first
        title.click()
        page.locator("dialog[open] .sg-doc").wait_for()
        until(page, "location.search.includes('&d=')")  # kept meanwhile
        kept = page.evaluate("location.search")
        page.evaluate("history.back()")
        page.locator("dialog[open]").wait_for(state="detached")
        until(page, f"location.search === {kept!r}")
        until(page, "document.activeElement.closest('.sg-source') !== null")
        title.click()
        page.locator("dialog[open] .sg-doc").wait_for()
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="detached")
        until(page, "!history.state?.over")
        assert page.evaluate("location.search") == kept
        page.evaluate("history.back()")
        page.wait_for_url("**/")


def test_a_draft_streams_beside_its_sources_and_stays_editable(browser, site):
    with visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        assert "自主防災組織の皆様には" in text_of(page)
        assert (
            page.locator(".sg-disclaimer").inner_text()
            == "AIが作成した下書きです。内容を確認してから使用してください。"
        )
        state = page.locator(".sg-state-text").inner_text()
        assert state.startswith(("確認してください", "できました"))
        assert page.locator(".sg-steps [aria-current=step]").inner_text() == "確認"
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("以上です。")
        assert text_of(page).endswith("以上です。")
        page.get_by_role("button", name="コピー").click()
        page.wait_for_selector("text=文案をコピーしました。")
        assert page.evaluate("navigator.clipboard.readText()") == text_of(page)


def test_a_press_on_a_number_shows_its_source_and_the_original_at_the_passage(browser, site):
    with visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        mark = page.locator("[data-cite]").first
        number = mark.get_attribute("data-cite")
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        card = page.locator(f"#sg-source-{number}")
        assert "is-lit" in card.get_attribute("class")
        until(page, f"document.activeElement.closest('.sg-source')?.id === 'sg-source-{number}'")
        page.keyboard.press("Enter")
        page.locator("dialog .is-marked").first.wait_for()
        page.keyboard.press("Escape")
        until(page, f"document.activeElement.closest('.sg-source')?.id === 'sg-source-{number}'")


def test_what_must_be_checked_is_marked_counted_and_filled_in_by_typing(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        count = text_of(page).count("【要確認")
        assert count >= 1
        assert page.locator(".sg-check-mark").count() == count
        assert f"要確認 {count}" in page.locator(".sg-state-text").inner_text()
        shape = page.locator(".sg-check-mark").first.evaluate("e => getComputedStyle(e).boxShadow")
        assert "rgb(206, 0, 0)" in shape
        page.get_by_role("button", name="次の要確認へ").click()
        page.keyboard.type("確かめました")
        until(page, f"document.querySelectorAll('.sg-check-mark').length === {count - 1}")
        for _ in "確かめました":
            page.keyboard.press("Control+z")
        until(page, f"document.querySelectorAll('.sg-check-mark').length === {count}")


def test_facts_are_walked_ticked_checked_again_and_then_the_file_is_a_confirmed_one(browser, site):
    with visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        assert page.locator(".sg-fact.is-unsupported").all_inner_texts() == ["5,432人"]
        assert "5,432人【要確認】" in text_of(page)
        save = page.locator(".sg-kind .sg-button")
        assert save.inner_text() == "下書きとして保存"
        row = page.locator(".sg-fact-row", has_text="5,432人")
        assert "出典にも入力にも見付かりません" in row.inner_text()
        page.locator("#sg-editor").focus()
        page.evaluate("document.querySelector('#sg-editor').setSelectionRange(0, 0)")
        chosen = (
            "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.querySelector('#sg-editor'))"
        )
        for _ in range(40):
            page.keyboard.press("F8")
            if page.evaluate(chosen) == "5,432人":
                break
        page.keyboard.press("Space")
        until(page, "!document.querySelector('#sg-editor').value.includes('5,432人【要確認】')")
        page.keyboard.press("Control+z")
        until(page, "document.querySelector('#sg-editor').value.includes('5,432人【要確認】')")
        page.locator("#sg-editor").evaluate(
            "(e) => { const at = e.value.indexOf('5,432人'); e.setSelectionRange(at, at + 1); }"
        )
        page.keyboard.type("6")
        until(page, "document.querySelector('.sg-fact.is-edited')?.textContent === '6,432人'")
        page.get_by_role("button", name="もう一度確かめる").click()
        page.wait_for_selector("text=確かめ直しました。")
        assert page.locator(".sg-fact.is-unsupported").all_inner_texts() == ["6,432人"]
        while page.locator(".sg-check-mark").count():
            page.locator("#sg-editor").evaluate(
                "(e) => { const m = /【要確認[^】]*】/.exec(e.value); e.focus(); e.setSelectionRange(m.index, m.index + m[0].length); }"
            )
            count = page.locator(".sg-check-mark").count()
            page.keyboard.press("Delete")
            until(page, f"document.querySelectorAll('.sg-check-mark').length < {count}")
        boxes = page.locator(".sg-fact-list input")
        for number in range(boxes.count()):
            boxes.nth(number).check()
        until(
            page,
            "document.querySelector('.sg-kind .sg-button').innerText === '確認済みとして保存'",
        )
        assert "確認済み" in page.locator(".sg-state-text").inner_text()
        with page.expect_download() as download:
            save.click()
        assert "（下書き）" not in download.value.suggested_filename
        page.reload()
        finished(page)
        assert page.locator(".sg-kind .sg-button").inner_text() == "確認済みとして保存"


def test_a_supported_value_opens_its_source_at_the_words(browser, plain):
    with visit(browser, plain) as page:
        page.goto("/draft?task=souteimondou")
        page.locator(".sg-examples button").first.click()
        make(page)
        finished(page)
        mark = page.locator(".sg-fact.is-supported").first
        mark.scroll_into_view_if_needed()
        box = mark.evaluate("(e) => { const b = e.getClientRects()[0]; return {x: b.x, y: b.y}; }")
        page.mouse.move(box["x"] + 6, box["y"] + 8)
        card = page.locator(".sg-fact-card")
        card.wait_for()
        assert "根拠あり" in card.inner_text()
        card.get_by_role("button", name="出典を開く").click()
        page.locator("dialog .is-marked, dialog mark").first.wait_for()


def test_without_a_model_the_page_says_so(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        page.wait_for_selector("text=文章モデルなし：出典と前回の文書から組み立てます")
        make(page)
        finished(page)
        assert "AIは使っていません。" in page.locator(".sg-pane-text").inner_text()
        assert "AIが作成した" not in page.locator(".sg-pane-text").inner_text()


def hung_up(model, before):
    """Wait until one more client has left the model, which would write for a minute. (Within a second: test_api_drafts.)"""
    end = time.monotonic() + 45
    while len(model.left) == before:
        assert time.monotonic() < end, "nobody left the model"
        time.sleep(0.02)
    assert len(model.left) == before + 1


def test_stopping_stops_the_model_and_keeps_what_is_written(browser, slow, model):
    with visit(browser, slow) as page:
        fill_in(page)
        make(page)
        until(page, "document.querySelector('#sg-editor')?.value.includes('番目の文')")
        stop = page.get_by_role("button", name="やめる")
        assert page.evaluate("document.activeElement.innerText") == "やめる"
        before = len(model.left)
        stop.press("Enter")
        page.wait_for_selector("text=止めました。ここまでの文は残っています")
        hung_up(model, before)
        assert "番目の文" in text_of(page)
        assert not page.locator("#sg-editor").get_attribute("readonly")


def test_leaving_the_page_stops_the_model_and_a_reload_finds_what_was_written(browser, slow, model):
    with visit(browser, slow) as page:
        fill_in(page)
        make(page)
        until(page, "document.querySelector('#sg-editor')?.value.includes('番目の文')")
        page.wait_for_timeout(1100)
        before = len(model.left)
        page.reload()
        page.wait_for_selector("text=前回は途中で終わりました。ここまでの文は残っています")
        assert "番目の文" in text_of(page)
        hung_up(model, before)
        page.goto("/")
        page.wait_for_selector(".sg-recent li")
        assert "途中まで" not in page.locator(".sg-recent li").inner_text()


def test_a_dead_server_loses_nothing(browser, office):
    with serving(office) as site, visit(browser, site, quiet=False) as page:
        fill_in(page)
        values = page.locator(".sg-form .sg-input").evaluate_all("all => all.map((e) => e.value)")
        page.route("**/api/drafts", lambda route: route.abort())
        make(page)
        page.wait_for_selector("text=サーバーにつながりません。")
        page.unroute("**/api/drafts")
        make(page)
        finished(page)
        assert page.locator(".sg-form .sg-input").evaluate_all("all => all.map((e) => e.value)") == values


def test_what_was_written_while_the_server_was_away_goes_there_when_it_is_back(browser, office):
    """Without another key: the text was in this browser only, and the page went on saying that the server is away."""
    away = "p:has-text('サーバーにつながりません。')"
    with serving(office) as site, visit(browser, site, quiet=False) as page:
        fill_in(page)
        make(page)
        finished(page)
        page.route("**/api/**", lambda route: route.abort())
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("留守の間に書いた。")
        page.get_by_role("button", name="もう一度確かめる").click()
        page.wait_for_selector(away)
        page.unroute("**/api/**")
        page.wait_for_selector(away, state="detached")
        page.wait_for_function(
            "async () => { const id = new URLSearchParams(location.search).get('d');"
            " const kept = await (await fetch(`/api/saved/${id}`)).json();"
            " return kept.state.text.endsWith('留守の間に書いた。'); }"
        )


def test_the_first_page_lists_recent_drafts_and_a_removed_one_comes_back(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        text = text_of(page)
        page.wait_for_timeout(600)
        page.goto("/")
        item = page.locator(".sg-recent li")
        item.wait_for()
        assert "前回" in page.locator(".sg-card", has_text="あいさつ文").first.inner_text()
        item.get_by_role("button", name="消す").click()
        page.wait_for_selector("text=まだ下書きはありません")
        page.get_by_role("button", name="もとに戻す").click()
        item.locator("a").click()
        finished(page)
        assert text_of(page) == text


def test_a_draft_taken_off_while_the_list_is_on_its_way_comes_back_once(browser, plain):
    held = []

    def late(route):
        if route.request.method == "GET":
            held.append((route, route.fetch()))  # as it was before
        else:
            route.continue_()

    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        page.wait_for_timeout(600)
        page.route("**/api/saved", late)
        page.goto("/")
        item = page.locator(".sg-recent li")
        item.get_by_role("button", name="消す").click()
        page.wait_for_selector("text=まだ下書きはありません")
        route, told = held.pop(0)
        with page.expect_response("**/api/saved"):
            route.fulfill(response=told)
        page.evaluate("new Promise((done) => setTimeout(done))")
        page.get_by_role("button", name="もとに戻す").click()
        item.first.wait_for()
        assert item.count() == 1


def test_making_again_asks_before_it_replaces_what_was_edited(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("手で足した文。")
        page.get_by_role("button", name="条件を変えて作り直す").click()
        page.get_by_role("button", name="今の文案を残す").click()
        assert text_of(page).endswith("手で足した文。")
        page.get_by_role("button", name="条件を変えて作り直す").click()
        page.get_by_role("button", name="作り直す", exact=True).click()
        until(page, "!document.querySelector('#sg-editor').value.includes('手で足した文')")
        finished(page)


def test_the_word_file_comes_down(browser, plain):
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="下書きとして保存").click()
        assert download.value.suggested_filename.endswith(".docx")
        assert download.value.path().read_bytes()[:2] == b"PK"


def test_other_kinds_come_down_and_the_office_s_own_form_says_which_marks_had_no_text(
    browser, plain, tmp_path
):
    from docx import Document

    paper, form = Document(), tmp_path / "様式.docx"
    paper.add_paragraph("{{行事名}}／{{文書番号}}")
    paper.add_paragraph("{{本文}}")
    paper.save(form)
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        kinds = page.get_by_label("形式")
        assert kinds.locator("option").all_inner_texts() == [
            "Word",
            "縦書きの原稿（Word）",
            "PDF",
            "Excel（表だけ）",
            "Markdown",
            "テキスト",
        ]
        for kind, start in (("txt", b"\xef\xbb\xbf"), ("md", b"> ")):
            kinds.select_option(kind)
            with page.expect_download() as download:
                page.get_by_role("button", name="下書きとして保存").click()
            assert download.value.suggested_filename.endswith(f"（下書き）.{kind}")
            assert download.value.path().read_bytes().startswith(start)
        kinds.select_option("tate")
        with page.expect_download() as download:
            page.get_by_role("button", name="下書きとして保存").click()
        assert download.value.suggested_filename.endswith("（下書き）.docx")
        assert 'w:textDirection w:val="tbRl"' in Document(download.value.path()).element.body.xml
        event = page.locator("#sg-field-行事名").input_value()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="市の様式に入れる").click()
        with page.expect_download() as download:
            chooser.value.set_files(form)
        lines = [one.text for one in Document(download.value.path()).paragraphs]
        assert lines[0] == f"{event}／【要確認：文書番号】" and event
        assert lines[1:] == re.sub(r"\[\d+\]", "", text_of(page)).strip().split("\n")
        page.get_by_text("文書番号 に入れる文がなかった").first.wait_for()
        unmarked = Document()
        unmarked.add_paragraph("会場：")
        unmarked.save(form)
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="市の様式に入れる").click()
        with page.expect_download():
            chooser.value.set_files(form)
        page.get_by_text("文案の本文は入っていません").first.wait_for()


def test_the_whole_way_by_keyboard_alone(browser, site, office):
    with visit(browser, site) as page:
        page.goto("/")
        page.wait_for_selector(".sg-card a")
        reach(page, "document.activeElement.matches('.sg-card a[href=\"/draft?task=aisatsu\"]')")
        page.keyboard.press("Enter")
        page.wait_for_selector(".sg-form")
        reach(page, "document.activeElement.matches('.sg-examples button')")
        page.keyboard.press("Enter")
        reach(page, "document.activeElement.matches('.sg-make')")
        page.keyboard.press("Enter")
        finished(page)
        reach(page, "document.activeElement.id === 'sg-editor'")
        page.keyboard.press("Control+Home")
        before = text_of(page)[: text_of(page).index("[1]") + 1]
        page.evaluate("(at) => document.activeElement.setSelectionRange(at, at)", len(before))
        page.keyboard.press("Control+Enter")
        until(page, "document.activeElement.closest('.sg-source')")
        title = page.evaluate("document.activeElement.closest('.sg-source').innerText")
        page.keyboard.press("Enter")
        page.locator("dialog .sg-doc").wait_for()
        assert page.locator("#sg-overlay-title").inner_text() in title
        page.keyboard.press("Escape")
        until(page, f"document.activeElement.closest('.sg-source')?.innerText === {json.dumps(title)}")
        reach(page, "document.activeElement.innerText === '下書きとして保存'", keys="Shift+Tab")
        from docx import Document

        with page.expect_download() as download:
            page.keyboard.press("Enter")
        lines = [one.text for one in Document(download.value.path()).paragraphs]
        assert any("自主防災組織の皆様には、日頃から" in line for line in lines), lines


def reach(page, wanted, *, keys="Tab", most=120):
    """Press Tab until the focus is there."""
    for _ in range(most):
        if page.evaluate(wanted):
            return
        page.keyboard.press(keys)
    raise AssertionError(f"the keyboard does not reach: {wanted}")


@pytest.mark.parametrize("width", [1366, 1280, 683, 390, 320])
def test_the_workspace_fits_every_width(browser, plain, width):
    with visit(browser, plain, width=width, height=768) as page:
        fill_in(page)
        page.wait_for_selector(".sg-source", state="attached")
        assert page.evaluate(OVERFLOW) == []
        make(page)
        finished(page)
        tabs = page.locator(".sg-tabs")
        assert tabs.is_visible() == (width < 1100)
        for name in ("条件", "文案", "根拠"):
            if width < 1100:
                page.get_by_role("tab", name=name).click()
            assert page.evaluate(OVERFLOW) == [], name
            assert page.evaluate(NAMELESS) == [], name
            levels = page.evaluate(HEADINGS)
            assert levels[0] == 1 and levels.count(1) == 1, (name, levels)
        if width >= 1100:
            boxes = [page.locator(f".sg-pane-{name}").bounding_box() for name in ("form", "text", "sources")]
            assert (
                boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
                and boxes[1]["x"] + boxes[1]["width"] <= boxes[2]["x"]
            )
        else:
            assert (
                sum(page.locator(f".sg-pane-{name}").is_visible() for name in ("form", "text", "sources"))
                == 1
            )


def test_what_is_written_is_read_out_sentence_by_sentence(browser, site):
    with visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        said = page.locator("[aria-live=polite][role=log] p").all_inner_texts()
        assert any(
            "自主防災組織の皆様には、日頃から地域の防災活動に御尽力をいただいております" in one
            for one in said
        )
        assert all(len(one) < 200 for one in said)


def test_a_finding_leads_to_its_words_even_after_editing(browser, site):
    with visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        row = page.locator(".sg-finding:has(button)").first
        page.locator("#sg-editor").press("Control+Home")
        page.keyboard.type("𠮷野町から書き足した行です。")
        row.get_by_role("button").click()
        chosen = (
            "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.querySelector('#sg-editor'))"
        )
        assert page.evaluate(chosen) in text_of(page) and page.evaluate(chosen) != ""
        assert page.evaluate(chosen).startswith("自主防災組織の皆様には、日頃から")
        assert "引いた出典[1]の言葉と離れています" in row.inner_text()


def test_minutes_cite_what_was_said_and_open_it_in_the_record(browser, plain):
    with visit(browser, plain) as page:
        page.goto("/draft?task=gijiroku")
        page.locator(".sg-examples button").first.click()
        page.wait_for_selector("text=この用途は、入れた文章だけをもとに書きます。")
        make(page)
        finished(page)
        card = page.locator(".sg-source").first
        quote = card.locator(".sg-quote").inner_text()
        assert card.locator("[aria-pressed]").count() == 0
        card.locator("a").click()
        mark = page.locator("dialog mark")
        mark.wait_for()
        assert mark.inner_text() == quote
        page.keyboard.press("Escape")
        until(page, "document.activeElement.closest('.sg-source') !== null")


def test_without_a_source_nothing_is_written_and_the_page_says_what_to_do(browser, plain):
    with visit(browser, plain) as page:
        page.goto("/draft?task=souteimondou")
        page.locator(".sg-examples button").first.click()
        texts = page.locator(".sg-form textarea, .sg-form input[type=text]")
        for number in range(texts.count()):
            texts.nth(number).fill("量子重力理論の火星での検証とロケットの燃料")
        make(page)
        page.wait_for_selector(".sg-state-text >> text=根拠になる文書が見つかりませんでした")
        assert "下書きを作りませんでした" in page.locator(".sg-textpane .sg-note").inner_text()
        assert not page.locator(".sg-paper").is_visible()
        assert (
            page.locator(".sg-form textarea").first.input_value()
            == "量子重力理論の火星での検証とロケットの燃料"
        )


def test_a_model_that_fails_leaves_the_composed_text_and_says_so(browser, office, model, tmp_path):
    writer = open_writer(model.spec("e500"), models=tmp_path)
    with serving(_with(office, writer)) as site, visit(browser, site) as page:
        fill_in(page)
        make(page)
        finished(page)
        assert page.locator(".sg-state-text").inner_text() == "文章モデルが答えませんでした"
        assert (
            "出典から組み立てた文案は、そのまま使えます" in page.locator(".sg-textpane .sg-note").inner_text()
        )
        assert "第22回みどり市消防出初式" in text_of(page)


def test_two_windows_of_one_browser_lose_no_word(browser, plain):
    """The second to write goes on as a draft of its own; one that wrote nothing takes nothing back when it is closed."""
    with visit(browser, plain) as page:
        fill_in(page)
        make(page)
        finished(page)
        page.get_by_text("保存しました").wait_for()
        other = page.context.new_page()
        reader = page.context.new_page()
        for window in (other, reader):
            window.goto(page.url)
            window.locator("#sg-editor").wait_for()
        for window, words in ((page, "甲の直し"), (other, "乙の直し")):
            window.locator("#sg-editor").focus()
            window.keyboard.press("Control+Home")
            window.keyboard.type(words)
            if window is page:
                until(page, f"localStorage.getItem('shitagaki.drafts.1').includes({words!r})")
        other.get_by_text("別の画面でも直されています").wait_for()
        until(other, "localStorage.getItem('shitagaki.drafts.1').includes('乙の直し')")
        assert other.url != page.url
        reader.goto("/")  # its pagehide keeps what it holds: the text before both
        reader.locator(".sg-recent li").nth(1).wait_for()
        texts = page.evaluate("JSON.parse(localStorage.getItem('shitagaki.drafts.1')).map((one) => one.text)")
        assert sorted(text[:4] for text in texts if text[:4] in ("甲の直し", "乙の直し")) == [
            "乙の直し",
            "甲の直し",
        ]


def test_a_draft_that_this_browser_has_not_is_said_to_be_elsewhere(browser, plain):
    with visit(browser, plain, quiet=False) as page:
        page.goto(TASK)
        page.wait_for_selector(".sg-form")
        assert page.locator("text=このブラウザにはありません").count() == 0
        page.goto(f"{TASK}&d=0123456789abcdef")
        page.wait_for_selector("text=このアドレスの下書きは、このブラウザにはありません。")


def test_a_draft_that_is_opened_again_shows_its_text_and_names_its_window(browser, plain):
    with visit(browser, plain, width=390) as page:
        fill_in(page)
        assert page.title().startswith("あいさつ文案 - 下書き - ")
        make(page)
        finished(page)
        first = text_of(page).splitlines()[0]
        until(page, f"document.title.startsWith({json.dumps(f'{first[:40]} - 下書き - ')})")
        page.reload()
        page.wait_for_selector("#sg-editor", state="visible")
        assert page.get_by_role("tab", name="文案").get_attribute("aria-selected") == "true"
        assert text_of(page).splitlines()[0] == first
