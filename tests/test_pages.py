"""The pages in a real browser: searching, opening, taking in, at every width and by keyboard. Drafting is in test_workspace."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.browser import HEADINGS, NAMELESS, OVERFLOW, chromium, until, visit
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


def search(page, words):
    box = page.get_by_label("さがす言葉、または質問")
    box.fill(words)
    box.press("Enter")
    page.wait_for_selector(".sg-told")


def ready(page, path):
    """Open the page and wait until its own part is there."""
    page.goto(path)
    page.wait_for_selector(
        {"/": ".sg-card", "/library": "#sg-list table"}.get(path.split("?")[0], ".sg-ws, .sg-doc")
    )


def test_the_first_page_has_search_then_the_eighteen_tasks_then_the_others_then_recent_drafts(
    browser, site, office
):
    with visit(browser, site) as page:
        ready(page, "/")
        page.wait_for_selector("text=まだ下書きはありません")
        assert page.title() == "はじめる - 下書き - みどり市"
        assert page.locator("h1").all_inner_texts() == ["規則・過去文書をさがす、または用途をえらぶ"]
        assert page.locator(".sg-card-name").all_inner_texts() == [card.name for card in office.prompts.cards]
        links = page.locator(".sg-card a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert links == [f"/draft?task={card.id}" for card in office.prompts.cards if card.available]
        later = sum(not card.available for card in office.prompts.cards)
        assert page.locator(".sg-card .sg-badge", has_text="準備中").count() == later
        assert page.locator("#sg-cards .sg-card").count() == 18
        others = ["起案文（伺い文）案", "通知文案"]
        assert page.locator("#sg-more-cards .sg-card-name").all_inner_texts() == others
        assert page.locator("h2").all_inner_texts()[:3] == ["用途をえらぶ", "ほかの用途", "最近の下書き"]
        assert page.locator("#sg-more-cards .sg-making-link a").get_attribute("href") == "/making"
        tops = page.locator("#sg-cards .sg-card").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect().top)"
        )
        assert len({round(top) for top in tops[:4]}) == 1 and tops[4] > tops[3]


def test_search_shows_the_words_in_bold_and_opens_the_passage_over_the_page(browser, site):
    with visit(browser, site) as page:
        ready(page, "/")
        search(page, "住民票の写しの交付手数料")
        first = page.locator(".sg-hit").first
        assert (
            first.locator("h3").inner_text() == "みどり市手数料条例　第2条第1項"
            or "第2条" in first.inner_text()
        )
        assert "住民票の写し" in "".join(first.locator("b").all_inner_texts())
        assert "施行日 令和元年7月1日" in first.inner_text()
        first.locator("a").click()
        marked = page.locator("dialog .is-marked")
        marked.wait_for()
        assert "1通につき300円" in marked.first.inner_text()
        box, window = marked.first.bounding_box(), page.viewport_size
        assert 0 <= box["y"] < window["height"]
        page.keyboard.press("Escape")
        assert not page.locator("dialog").is_visible()
        until(page, "document.activeElement.closest('.sg-hit') !== null")
        assert page.url == f"{site}/"


def test_search_says_what_to_do_when_there_is_nothing(browser, site, tmp_path):
    with visit(browser, site) as page:
        ready(page, "/")
        page.get_by_role("button", name="さがす").click()
        page.wait_for_selector("text=さがす言葉を入れてください。")
        assert page.locator(".sg-hit").count() == 0
        page.get_by_label("文書の種類").click()
        page.get_by_role("option", name="条例").click()
        page.get_by_label("いつの時点か（空なら今日）").fill("明治33年1月1日")
        search(page, "住民票の手数料")
        page.wait_for_selector("text=「住民票の手数料」に当てはまる文書は見つかりませんでした。")
        assert page.locator(".sg-hit").count() == 0
        page.get_by_label("いつの時点か（空なら今日）").fill("そのうち")
        search(page, "住民票の手数料")
        page.wait_for_selector("text=「そのうち」は日付ではありません。")
    bare_office = open_office(tmp_path, empty=True)
    with serving(bare_office) as bare, visit(browser, bare) as page:
        page.goto("/")
        page.wait_for_selector(".sg-card")
        search(page, "手数料")
        assert page.locator("#sg-results").inner_text().strip() == bare_office.words.say("home.empty_index")
        page.goto("/library")
        page.wait_for_selector("#sg-list .sg-told")
        assert page.locator("#sg-list").inner_text().strip() == bare_office.words.say("library.empty")
        assert page.locator("#sg-list tr").count() == 0


def test_files_are_taken_in_on_the_page_with_a_result_each(browser, site, tmp_path):
    good, empty = tmp_path / "公園の使用.md", tmp_path / "空.txt"
    good.write_text(
        "# 公園の使用について\n\n公園を催しに使うときは、10日前までに申請します。\n", encoding="utf-8"
    )
    empty.write_bytes(b"")
    with visit(browser, site) as page:
        ready(page, "/library")
        page.get_by_role("button", name="取り込む", exact=True).click()
        page.wait_for_selector("text=取り込むファイルを、上の枠に置いてください。")
        page.locator("#sg-drop input[type=file]").set_input_files([good, empty])
        page.wait_for_selector("#sg-drop :text('空')")
        page.get_by_role("button", name="取り込む", exact=True).click()
        page.wait_for_selector("text=2件のうち1件を取り込みました。")
        rows = page.locator("#sg-taken tbody tr").all_inner_texts()
        assert "✓ 取り込みました" in rows[0] and "公園の使用.md" in rows[0]
        assert "× 取り込めませんでした" in rows[1] and len(rows[1]) > 30
        page.wait_for_selector("#sg-list >> text=公園の使用について")
        page.get_by_label("題名で絞る").fill("公園")
        page.wait_for_selector("#sg-list >> text=1件")
        page.locator("#sg-list tbody a").first.click()
        page.locator("dialog >> text=10日前までに申請します。").wait_for()
        page.keyboard.press("Escape")
        page.get_by_label("「公園の使用について」を消す").click()
        page.wait_for_selector("#sg-list >> text=当てはまる文書はありません。")
        undo = page.get_by_role("button", name="もとに戻す")
        assert undo.evaluate("(e) => e === document.activeElement")
        undo.click()
        page.wait_for_selector("text=「公園の使用について」を戻しました。")
        page.wait_for_selector("#sg-list >> text=1件")
        page.get_by_label("題名で絞る").fill("みどり市手数料条例")
        page.wait_for_selector("#sg-list >> text=令和元年7月1日")
        assert page.locator("#sg-list .sg-remove").count() == 0  # what a folder brought is not taken off here


def test_a_long_list_comes_in_parts(browser, office):
    every = len(office.index.documents(office.viewer))
    with serving(replace(office, list_rows=2)) as site, visit(browser, site) as page:
        ready(page, "/library")
        page.wait_for_selector(f"#sg-list >> text={every}件のうち、はじめの2件")
        more = page.get_by_role("button", name="続きを出す")
        more.click()
        page.wait_for_selector("#sg-list tbody tr:nth-child(3)")
        while more.is_visible():
            before = page.locator("#sg-list tbody tr").count()
            more.click()
            page.wait_for_selector(f"#sg-list tbody tr:nth-child({before + 1})")
        assert page.locator("#sg-list tbody tr").count() == every
        assert page.locator("#sg-list .sg-told").inner_text() == f"{every}件"


def test_the_draft_page_with_nothing_chosen_offers_every_task_and_the_recent_drafts(browser, site, office):
    with visit(browser, site) as page:
        page.goto("/draft")
        page.wait_for_selector(".sg-choose a")
        page.wait_for_selector("text=まだ下書きはありません")
        links = page.locator(".sg-choose a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert links == [f"/draft?task={card.id}" for card in office.prompts.cards if card.available]
        page.get_by_role("link", name="メール文案").click()
        page.wait_for_selector(".sg-ws h1 >> text=メール文案")


def test_what_documents_say_never_runs(browser, site):
    with visit(browser, site) as page:
        ready(page, "/")
        search(page, "不審な文書の一節 手引")
        page.wait_for_selector(".sg-hit >> text=<img src=x onerror")
        page.locator(".sg-hit a", has_text="<img").first.click()
        page.locator("dialog .sg-doc").wait_for()
        assert page.locator("#sg-overlay-title").inner_text().startswith("<img src=x onerror")
        ready(page, "/library")
        page.locator("#sg-list tbody a", has_text="<img").wait_for()
        page.goto(page.locator("#sg-list tbody a", has_text="<img").get_attribute("href"))
        page.wait_for_selector(".sg-doc")
        assert page.evaluate(
            "[window.hacked, document.querySelectorAll('.sg-doc img, .sg-doc script').length]"
        ) == [None, 0]


@pytest.mark.parametrize("width", [1280, 683, 640, 390, 320])
def test_nothing_stands_out_of_the_window_and_headings_are_in_order(browser, site, width):
    with visit(browser, site, width=width) as page:
        for path in ("/", "/library", "/draft"):
            ready(page, path)
            if path == "/":
                search(page, "住民票の写しの交付手数料")
            assert page.evaluate(OVERFLOW) == [], path
            assert page.evaluate(NAMELESS) == [], path
            levels = page.evaluate(HEADINGS)
            assert levels[0] == 1 and levels.count(1) == 1, (path, levels)
            assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (
                path,
                levels,
            )
            assert page.evaluate("document.documentElement.lang") == "ja"


def test_the_skip_link_comes_first_and_the_ring_can_be_seen(browser, site):
    with visit(browser, site) as page:
        ready(page, "/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "本文へ移る"
        ring = page.evaluate(
            "(({outlineWidth, outlineColor, boxShadow}) => [outlineWidth, outlineColor, boxShadow])(getComputedStyle(document.activeElement))"
        )
        assert ring[:2] == ["4px", "rgb(0, 0, 0)"] and "rgb(255, 212, 61)" in ring[2]
        page.keyboard.press("Enter")
        until(page, "location.hash === '#main'")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") in ("TEXTAREA", "INPUT")
        page.keyboard.type("防災会議")
        page.keyboard.press("Enter")
        page.wait_for_selector(".sg-hit")
        for _ in range(4):  # 「さがす」, the day, the kind, the first hit
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("dialog .is-marked").first.wait_for()
        page.keyboard.press("Escape")
        until(page, "!history.state?.over")  # the way back to …#main is walked
        until(page, "document.activeElement.closest('.sg-hit') !== null")


def test_a_document_has_a_page_of_its_own_with_its_address(browser, site):
    with visit(browser, site) as page:
        ready(page, "/")
        search(page, "印鑑登録証明書の交付手数料")
        address = page.locator(".sg-hit a").first.get_attribute("href")
        ready(page, address)
        assert page.locator(".sg-passage.is-marked").count() == 1
        assert page.locator("nav[aria-label=ページ] a").all_inner_texts() == [
            "はじめる",
            "下書き",
            "文書",
            "例規",
            "点検",
            "録音",
            "住民対応",
            "評価",
        ]
        box = page.locator(".is-marked").bounding_box()
        assert 0 <= box["y"] < 800
        with page.expect_download() as download:
            page.get_by_role("link", name="元のファイルを開く").click()
        assert download.value.suggested_filename == "tesuryo.txt"


def test_every_label_of_the_frameworks_parts_is_japanese(browser, site):
    with visit(browser, site) as page:
        for path in ("/", "/library"):
            ready(page, path)
            text = page.locator("body").inner_text()
            for word in ("Submit", "Upload", "Drop", "Share", "Gradio", "API", "Settings", "Loading"):
                assert word not in text, (path, word)
