"""What a clerk does by mistake on the pages loses nothing: Back over a question, an outline made anew, a reload in the
middle, another recording opened; and what Ctrl+P and forced colours show."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from docx import Document

from app.speech.recordings import Recordings
from tests.browser import chromium, until, visit
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow
EDITOR = "document.querySelector('#sg-editor')"
STATE = "document.querySelector('.sg-state-text').innerText"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(open_office(tmp_path_factory.mktemp("office"))) as address:
        yield address


def made(page, task="aisatsu"):
    page.goto(f"/draft?task={task}")
    page.locator(".sg-examples button").first.click()
    page.get_by_role("button", name="下書きを作る").click()
    page.wait_for_selector(".sg-textpane[data-view=text]")
    until(page, "!document.querySelector('.sg-make').disabled")


def outlined(page):
    page.goto("/draft?task=keikaku")
    page.locator(".sg-examples button").first.click()
    page.get_by_role("button", name="構成から一節ずつ作る").click()
    page.locator(".sg-outline-row").first.wait_for()


def titles(page):
    return page.evaluate("[...document.querySelectorAll('.sg-outline-row input')].map((one) => one.value)")


def written(page, title):
    page.get_by_role("button", name=f"「{title}」を書く", exact=True).click()
    until(page, f"!document.querySelector('.sg-make').disabled && {EDITOR}.value.length > 0")


def test_back_closes_a_question_and_the_answer_goes_on_as_before(browser, site):
    with visit(browser, site) as page:
        made(page)
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("手で足した文。")
        page.get_by_role("button", name="条件を変えて作り直す").click()
        page.locator("dialog[open]").wait_for()
        page.go_back()
        until(page, "document.querySelectorAll('dialog').length === 0")
        assert page.url.startswith(f"{site}/draft?task=aisatsu")
        assert page.locator("#sg-editor").input_value().endswith("手で足した文。")
        until(page, "document.activeElement.textContent === '条件を変えて作り直す'")
        page.get_by_role("button", name="3案を出す").click()
        page.get_by_role("button", name="作り直す", exact=True).click()
        page.locator(".sg-overlay-wide[open]").wait_for()
        until(page, "history.state?.over === true")
        assert page.locator(".sg-overlay-wide[open]").count() == 1, "what is asked for after a question stays"
        page.go_back()
        until(page, "document.querySelectorAll('dialog[open]').length === 0")
        assert page.url.startswith(f"{site}/draft?task=aisatsu")


def test_an_outline_made_anew_gives_back_the_one_before_and_its_text(browser, site):
    with visit(browser, site, width=1366) as page:
        outlined(page)
        box = page.get_by_label("節の見出し").first
        box.fill("わたしの見出し")
        box.press("Enter")
        mine = titles(page)
        page.get_by_role("button", name="構成を出す").click()
        until(page, "document.querySelector('.sg-outline-row input').value !== 'わたしの見出し'")
        page.get_by_role("button", name="構成をもとに戻す").click()
        until(page, "document.querySelector('.sg-outline-row input').value === 'わたしの見出し'")
        assert titles(page) == mine
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        for _ in range(2):
            page.locator("[data-do=remove]").nth(1).click()
        assert len(titles(page)) == len(mine) - 2
        for _ in range(2):
            page.get_by_role("button", name="構成をもとに戻す").press("Enter")
        assert titles(page) == mine, "every step is taken back"
        assert page.evaluate("document.activeElement.textContent") == "節を足す"
        written(page, "わたしの見出し")
        text = page.locator("#sg-editor").input_value()
        page.get_by_role("button", name="構成を出す").click()
        page.wait_for_selector(".sg-textpane[data-view=empty]")
        page.get_by_role("button", name="構成をもとに戻す").click()
        page.wait_for_selector(".sg-textpane[data-view=text]")
        assert page.locator("#sg-editor").input_value() == text and titles(page) == mine


def test_a_section_that_could_not_be_written_or_was_left_marks_the_document_no_longer(browser, site):
    with visit(browser, site, width=1366, quiet=False) as page:
        outlined(page)
        first, second = titles(page)[:2]
        page.route("**/api/drafts", lambda route: route.abort())
        page.get_by_role("button", name=f"「{first}」を書く", exact=True).click()
        until(page, f"{STATE} === '作れませんでした'")
        page.unroute("**/api/drafts")
        written(page, first)
        until(page, f"{STATE}.startsWith('書いていない節が')")
        page.route("**/api/drafts", lambda route: None)  # no answer comes before the page is left
        page.get_by_role("button", name=f"「{second}」を書く", exact=True).click()
        page.wait_for_selector("[data-state=writing]")
        kept = page.locator("#sg-editor").input_value()
        page.reload()
        page.locator(".sg-outline-row").first.wait_for()
        assert page.evaluate(STATE).startswith("前回は途中で終わりました")
        assert page.locator("#sg-editor").input_value() == kept


def test_ctrl_p_prints_the_text_of_a_draft_and_forced_colours_keep_its_marks(browser, site):
    with visit(browser, site, width=1366) as page:
        made(page)
        page.emulate_media(forced_colors="active")
        mark = "getComputedStyle(document.querySelector('.sg-check-mark')).outlineStyle"
        assert page.evaluate(mark) == "solid"
        page.emulate_media(forced_colors="none", media="print")
        for width in (1366, 720):  # a page of A4 is as narrow as the window whose panes are tabs
            page.set_viewport_size({"width": width, "height": 900})
            assert page.locator(".sg-editor-back").is_visible()
            assert page.evaluate("getComputedStyle(document.querySelector('.sg-editor-back')).color") == "rgb(26, 26, 26)"  # fmt: skip
            assert not page.locator("#sg-editor").is_visible()
            assert not page.locator(".sg-pane-form").is_visible()
            assert not page.get_by_role("button", name="下書きとして保存").is_visible()


def test_a_form_gets_the_whole_title_of_a_draft(browser, site):
    stream = io.BytesIO()
    (form := Document()).add_paragraph("{{件名}}")
    form.save(stream)
    long = "件名：【回答依頼：2月19日（金）まで】令和9年第1回定例会の一般質問に係る想定問答の作成について"
    with visit(browser, site) as page:
        made(page, "mail")
        page.locator("#sg-editor").fill(f"{long}\n\n各課長　様")
        with page.expect_download() as download:
            page.set_input_files(
                "input[accept='.docx,.xlsx']",
                {"name": "様式.docx", "mimeType": "", "buffer": stream.getvalue()},
            )
        assert Document(download.value.path()).paragraphs[0].text == long.removeprefix("件名：")


def test_drafts_closed_by_mistake_are_there_again_with_the_part_that_was_taken(browser, site):
    with visit(browser, site, width=390) as page:
        ready = "/案ができました|できたのは/.test(document.querySelector('.sg-variants-status')?.innerText)"
        page.goto("/draft?task=aisatsu")
        page.locator(".sg-examples button").first.click()
        page.get_by_role("button", name="3案を出す").click()
        until(page, ready)
        page.get_by_role("tab", name="2案").click()
        use = page.locator("#sg-variant-1 .sg-variant-block button").first
        key = use.get_attribute("data-key")
        use.press("Enter")
        assert page.evaluate("document.activeElement.dataset.key?.split('-').slice(0, 2).join('-')") in ("use-1", "take-1")  # fmt: skip
        assert page.evaluate("document.activeElement.dataset.key") != key
        page.get_by_role("tab", name="1案").click()
        mixed = page.locator("#sg-variant-0 .sg-variant-text").inner_text()
        page.go_back()
        until(page, "document.querySelectorAll('dialog[open]').length === 0")
        page.get_by_role("button", name="3案を出す").click()
        page.get_by_text("前に出した案です").wait_for()
        assert page.locator("#sg-variant-0 .sg-variant-text").inner_text() == mixed
        page.get_by_role("button", name="出し直す").click()
        until(page, ready)
        assert page.locator("#sg-variant-0").get_by_role("button", name="もとに戻す").count() == 0


def recorded(folder, recording_id, *words):
    pieces = [
        {"start": at * 5, "end": at * 5 + 4, "text": text, "corrections": [], "turn": True, "speaker": ""}
        for at, text in enumerate(words)
    ]
    table = {
        "id": recording_id,
        "title": words[0],
        "file": "recording.wav",
        "state": "done",
        "pieces": pieces,
    }
    (folder / recording_id).mkdir(parents=True)
    (folder / recording_id / "recording.wav").write_bytes(b"")
    (folder / recording_id / "transcript.json").write_text(json.dumps(table), encoding="utf-8")


def test_another_recording_opened_at_once_loses_no_word_and_sending_can_be_given_up(browser, tmp_path):
    one, other = "0" * 16, "1" * 16
    recorded(tmp_path / "kept", one, "防災会議", "始めます。")
    recorded(tmp_path / "kept", other, "例会", "別の会議。")
    kept = Recordings(tmp_path / "kept", recogniser=None, vocabulary=None)
    office = replace(open_office(tmp_path / "office"), recordings=kept)
    with serving(office) as site, visit(browser, site, quiet=False) as page:
        page.goto(f"/speech?id={one}")
        page.locator(".sg-speech-text").nth(1).fill("開会します。")
        page.get_by_role("button", name="例会", exact=True).click()
        until(page, "document.querySelector('.sg-speech-work h2').textContent === '例会'")
        assert [piece.text for piece in kept.find(one).pieces] == ["防災会議", "開会します。"]
        page.locator(".sg-speech-text").nth(1).fill("直しかけ。")
        page.reload()
        until(page, "document.querySelectorAll('.sg-speech-text')[1]?.value === '直しかけ。'")
        page.set_input_files("#sg-speech-picker", {"name": "空.mp3", "mimeType": "", "buffer": b""})
        page.get_by_role("button", name="文字にする").click()
        told = page.locator(".sg-speech-state")
        told.get_by_text("「空.mp3」は中身が空です（0バイト）。").wait_for()
        assert page.get_by_text("Ctrl＋Enter").is_hidden(), "there is no text to hear"
        page.route(
            "**/api/recordings", lambda route: None if route.request.method == "POST" else route.continue_()
        )
        page.set_input_files("#sg-speech-picker", {"name": "議会.mp3", "mimeType": "", "buffer": b"x" * 99})
        assert page.input_value("#sg-speech-title") == "議会", "the name of the file that is sent"
        page.get_by_role("button", name="文字にする").click()
        page.get_by_role("button", name="やめる").click()
        told.get_by_text("送るのを止めました。").wait_for()
        assert page.get_by_role("button", name="文字にする").is_enabled() and len(kept.all()) == 2
