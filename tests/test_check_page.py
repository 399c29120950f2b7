"""点検 in a real browser: a text pasted, a file dropped, 直す and 無視 with undo, the keyboard, what goes wrong."""

from __future__ import annotations

import itertools

import pytest

from app.models.llm import open_writer
from tests.browser import HEADINGS, NAMELESS, OVERFLOW, chromium, until, visit
from tests.openai_server import serving as serving_model
from tests.web_office import meaning, open_office, serving

pytestmark = pytest.mark.slow
TEXT = "申請および届出は、予め窓口へお知らせ下さい。\n世帯主の山田太郎様（090-1234-5678）です。\n"
FIXED = "申請及び届出は、あらかじめ窓口へお知らせください。\n世帯主の山田太郎様（090-1234-5678）です。\n"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(open_office(tmp_path_factory.mktemp("office"))) as address:
        yield address


def opened(page):
    page.goto("/check")
    page.wait_for_selector("#sg-check-text")


def checked(page, text=TEXT, profile="formal"):
    opened(page)
    page.select_option("#sg-check-profile", profile)
    page.fill("#sg-check-text", text)
    page.get_by_role("button", name="点検する", exact=True).click()
    page.wait_for_selector(".sg-check-list section")


def value(page):
    return page.eval_on_selector("#sg-check-text", "area => area.value")


def rows(page):
    return page.locator(".sg-check-row").count()


def test_the_page_says_what_to_do_and_what_was_found(browser, site):
    with visit(browser, site) as page:
        opened(page)
        assert page.title() == "点検 - 下書き - みどり市"
        assert "ここに指摘が出ます" in page.locator(".sg-empty").inner_text()
        page.get_by_role("button", name="点検する", exact=True).click()
        assert "点検する文章を入れてください" in page.locator(".sg-check-right").inner_text()
        checked(page)
        assert [text.split("（")[0] for text in page.locator(".sg-check-list h2").all_inner_texts()] == [
            "公用文",
            "個人情報",
        ]
        first = page.locator(".sg-check-row").first
        assert "「および」は「及び」と書きます。" in first.inner_text() and "1行" in first.inner_text()
        assert "山田太郎" in page.locator(".sg-flag.is-warning").all_inner_texts()
        why = first.locator("details")
        why.locator("summary").click()
        assert "内閣訓令" in why.inner_text()


def test_one_fix_ignoring_and_undo(browser, site):
    with visit(browser, site) as page:
        checked(page)
        count = rows(page)
        page.get_by_role("button", name="「及び」に直す").click()
        assert value(page).startswith("申請及び届出は、予め")
        assert rows(page) == count - 1
        page.get_by_role("button", name="「あらかじめ」に直す").click()
        assert value(page).startswith("申請及び届出は、あらかじめ窓口")
        page.locator(".sg-check-row").first.get_by_role("button", name="無視").click()
        assert rows(page) == count - 3
        for _ in range(3):
            page.get_by_role("button", name="もとに戻す").click()
        assert value(page) == TEXT and rows(page) == count
        assert page.get_by_role("button", name="もとに戻す").count() == 0


def test_everything_at_once_and_undo(browser, site):
    with visit(browser, site) as page:
        checked(page)
        count = rows(page)
        page.get_by_role("button", name="直せるものを全て直す").click()
        assert value(page) == FIXED
        page.get_by_role("button", name="個人情報を全て伏せる").click()
        assert value(page) == FIXED.replace("山田太郎", "［氏名1］").replace("090-1234-5678", "［電話番号1］")
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        assert value(page) == TEXT and rows(page) == count


def test_places_move_along_while_somebody_types(browser, site):
    with visit(browser, site) as page:
        checked(page)
        page.eval_on_selector("#sg-check-text", "area => { area.focus(); area.setSelectionRange(0, 0); }")
        page.keyboard.type("Aさん、")
        page.get_by_role("button", name="「及び」に直す").click()
        assert value(page).startswith("Aさん、申請及び届出は")


def test_the_keyboard_is_enough(browser, site):
    with visit(browser, site) as page:
        opened(page)
        page.select_option("#sg-check-profile", "formal")
        page.focus("#sg-check-text")
        page.keyboard.insert_text(TEXT)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".sg-check-list section")
        count = rows(page)
        page.keyboard.press("F8")
        assert page.evaluate("document.activeElement.matches('.sg-check-row.is-lit')")
        page.keyboard.press("Enter")
        assert (
            page.evaluate(
                "document.getSelection().toString() || (() => { const a = document.activeElement; return a.value.slice(a.selectionStart, a.selectionEnd); })()"
            )
            == "および"
        )
        page.keyboard.press("F8")
        page.keyboard.press("Shift+F8")
        page.keyboard.press("f")
        assert value(page).startswith("申請及び届出") and rows(page) == count - 1
        page.keyboard.press("i")
        assert rows(page) == count - 2
        page.keyboard.press("Control+z")
        assert rows(page) == count - 1


def test_a_file_is_read_and_looked_over(browser, site, tmp_path):
    (tmp_path / "案内.txt").write_text("案内です。\u202eうら\u202c\n申請および届出\n", encoding="utf-8")
    with visit(browser, site) as page:
        opened(page)
        page.set_input_files("input[type=file]", tmp_path / "案内.txt")
        page.wait_for_selector(".sg-check-list section")
        assert value(page) == "案内です。うら\n申請および届出\n"
        assert "目に見えない文字" in page.locator(".sg-check-right").inner_text()


def test_a_file_that_cannot_be_read_and_a_server_that_is_gone(browser, site, tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with visit(browser, site, quiet=False) as page:
        checked(page)
        page.set_input_files("input[type=file]", tmp_path / "a.doc")
        page.wait_for_selector(".sg-note-error")
        assert "読めませんでした" in page.locator(".sg-note-error").inner_text() and value(page) == TEXT
        page.route("**/api/checks", lambda route: route.abort())
        page.get_by_role("button", name="もう一度点検する").click()
        until(page, "document.querySelector('.sg-note-error')?.innerText.includes('つながりません')")
        assert value(page) == TEXT


def test_a_clean_text_and_groups_that_are_off(browser, site):
    with visit(browser, site) as page:
        opened(page)
        for name in ("事実", "個人情報", "命令と読める文"):
            page.get_by_label(name).uncheck()
        page.fill("#sg-check-text", "山田太郎様、案内です。")
        page.get_by_role("button", name="点検する", exact=True).click()
        page.wait_for_selector(".sg-note-success")
        assert "指摘はありません" in page.locator(".sg-note-success").inner_text()


def test_what_is_pasted_is_never_markup(browser, site):
    evil = '<img src=x onerror="window.hacked=1"> 申請および届出 [市](javascript:alert(1)) ![x](https://evil.example/)\n'
    with visit(browser, site) as page:
        checked(page, evil)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hacked") is None
        assert page.locator(".sg-check-page img, .sg-check-list a").count() == 0


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_it_fits_every_width_and_everything_has_a_name(browser, site, width):
    with visit(browser, site, width=width) as page:
        checked(page, TEXT * 3)
        assert page.evaluate(OVERFLOW) == []
        assert page.evaluate(NAMELESS) == []
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_draft_shows_the_same_findings_and_puts_one_right(browser, tmp_path):
    def answer(messages):
        return "本日は、予め御案内のとおり、多くの皆様にお集まりいただき、有難うございます。\n"

    with serving_model(answer) as model:
        writer = open_writer(model.spec("m"), models=tmp_path)
        office = open_office(tmp_path / "office", embedder=meaning(), writer=writer)
        with serving(office) as site, visit(browser, site) as page:
            page.goto("/draft?task=aisatsu")
            page.locator(".sg-examples button").first.click()
            page.locator("[type=submit].sg-make").click()
            page.wait_for_selector(".sg-textpane[data-view=text] .sg-checklist")
            row = page.locator(".sg-finding", has_text="「予め」は「あらかじめ」と書きます。").first
            assert "内閣訓令" in row.locator("details").text_content()
            row.get_by_role("button", name="「あらかじめ」に直す").click()
            text = page.eval_on_selector("#sg-editor", "area => area.value")
            assert "あらかじめ御案内のとおり" in text
            page.keyboard.press("Control+z")
            assert "予め御案内のとおり" in page.eval_on_selector("#sg-editor", "area => area.value")
            assert page.locator("#sg-closed").count() == 0


def test_an_input_can_be_closed_to_a_model_elsewhere(browser, tmp_path):
    with serving_model(lambda messages: "お集まりいただき、ありがとうございます。\n") as model:
        writer = open_writer(f"openai:m@{model.url.replace('127.0.0.1', '0.0.0.0')}", models=tmp_path)
        office = open_office(tmp_path / "office", embedder=meaning(), writer=writer)
        with serving(office) as site, visit(browser, site) as page:
            page.goto("/draft?task=aisatsu")
            page.locator(".sg-examples button").first.click()
            page.get_by_label("機密性3の入力").check()
            page.locator("[type=submit].sg-make").click()
            page.wait_for_selector(".sg-textpane[data-view=text] .sg-checklist")
            assert model.requests == []
            assert page.locator(".sg-finding", has_text="機密性3の入力のため").count() == 1
