"""The list beside a regulation's text in a real browser: added articles, also within a 章, those taken out, and undo."""

from __future__ import annotations

import pytest

from ingest.ingestion import ingest
from tests.browser import OVERFLOW, chromium, until, visit
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow
LAW = """○白樺町空き家条例
平成27年12月18日
白樺町条例第30号
目次
第1章　総則（第1条・第2条）
第2章　措置（第3条・第4条）
附則
第1章　総則
（目的）
第1条　この条例は、空き家の管理に関し必要な事項を定める。
（責務）
第2条　所有者は、空き家を適切に管理しなければならない。
第2章　措置
（助言）
第3条　町長は、所有者に助言することができる。
（委任）
第4条　この条例の施行に関し必要な事項は、規則で定める。
附　則
この条例は、平成28年4月1日から施行する。
"""
TREE = "[...document.querySelectorAll('.sg-law-tree li')].map((one) => one.innerText.trim())"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    office = open_office(folder)
    papers = folder / "papers"
    papers.mkdir()
    (papers / "akiya.txt").write_text(LAW, encoding="utf-8")
    ingest([papers], index=office.index)
    with serving(office) as address:
        yield address


def opened(page):
    page.goto("/reiki?q=空き家条例")
    page.locator(".sg-list a", has_text="白樺町空き家条例").first.click()
    page.wait_for_selector("#law-a3")


@pytest.mark.parametrize("width", [1280, 390])
def test_an_article_added_within_a_chapter_stands_in_the_list_until_it_is_undone(browser, site, width):
    with visit(browser, site) as page:
        page.set_viewport_size({"width": width, "height": 900})
        opened(page)
        before = page.evaluate(TREE)
        page.get_by_role("button", name="第2条を直す").click()
        page.locator("#sg-law-area").press("End")
        page.get_by_role("button", name="次に条を加える").click()
        area = page.locator("#sg-law-area")
        area.fill(area.input_value().replace("（見出し）", "（町の責務）") + "町は、施策を講ずる。")
        until(page, f"{TREE}.some((one) => one.includes('第2条の2 町の責務'))")
        after = page.evaluate(TREE)
        at = next(n for n, one in enumerate(after) if one.startswith("第2条の2"))
        assert [one for n, one in enumerate(after) if n != at] == before
        assert after[at - 1].startswith("第2条 ") and after[at + 1].startswith("第2章")
        assert after[at].endswith("加えた条")
        assert page.evaluate(OVERFLOW) == []
        page.get_by_role("button", name="一つ戻す").click()
        until(page, f"{TREE}.every((one) => !one.includes('町の責務'))")
        while page.get_by_role("button", name="一つ戻す").is_enabled():
            page.get_by_role("button", name="一つ戻す").click()
        until(page, f"{TREE}.length === {len(before)}")
        assert page.evaluate(TREE) == before


def test_an_article_taken_out_is_struck_in_the_list(browser, site):
    with visit(browser, site) as page:
        opened(page)
        page.get_by_role("button", name="第3条を直す").click()
        page.get_by_role("button", name="この条を削る").click()
        until(page, "document.querySelector('.sg-law-tree del')?.innerText === '第3条'")
        page.get_by_role("button", name="一つ戻す").click()
        until(page, "document.querySelector('.sg-law-tree del') === null")
