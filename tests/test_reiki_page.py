"""例規 in a real browser: the list of a day, the tree, an article edited, undo, what is kept, findings, two revisions."""

from __future__ import annotations

import itertools
import json

import pytest

from tests.browser import HEADINGS, NAMELESS, OVERFLOW, chromium, until, visit
from tests.law_office import open_law_office
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(open_law_office(tmp_path_factory.mktemp("office"))) as address:
        yield address


def opened(page):
    page.goto("/reiki?q=公園条例")
    page.locator(".sg-list a", has_text="みどり市公園条例").first.click()
    page.wait_for_selector("#law-a3")


def edited(page, before="規則で定める。", after="1日につき100円とする。"):
    page.get_by_role("button", name="第3条を直す").click()
    area = page.locator("#sg-law-area")
    area.fill(area.input_value().replace(before, after))
    page.wait_for_selector(".sg-shinkyu", state="attached")


def table(page):
    return page.locator("#sg-law-pane-table .sg-shinkyu").text_content()


def test_the_list_of_a_day(browser, site):
    with visit(browser, site) as page:
        page.goto("/reiki")
        page.wait_for_selector(".sg-list tbody tr")
        assert page.title() == "例規 - 下書き - みどり市"
        page.fill("#sg-reiki-day", "平成18年1月1日")
        page.keyboard.press("Enter")
        until(
            page,
            "document.querySelector('form[role=search] ~ [role=status]').innerText.startsWith('平成18年1月1日時点')",
        )
        assert "広場条例" not in page.locator(".sg-list").inner_text()
        page.fill("#sg-reiki-q", "かがみもち")
        until(page, "document.querySelector('.sg-empty')?.innerText.includes('当てはまる例規はありません')")


def test_a_day_that_is_none_is_refused_in_words(browser, site):
    with visit(browser, site, quiet=False) as page:
        page.goto("/reiki")
        page.wait_for_selector(".sg-list tbody tr")
        page.fill("#sg-reiki-day", "あした")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#sg-reiki-day').getAttribute('aria-invalid') === 'true'")
        assert "日付として読めません" in page.locator("#sg-reiki-day-help").inner_text()


def test_an_article_is_edited_and_the_table_grows(browser, site):
    with visit(browser, site) as page:
        opened(page)
        assert page.locator("#law-a2 .sg-law-words p").count() == 3
        assert "直す" in page.locator("#sg-law-pane-amendment .sg-empty").inner_text()
        edited(page)
        shown = page.locator("#sg-law-pane-amendment").inner_text()
        assert (
            "第3条中「規則で定める」を「1日につき100円とする」に改める。" in shown and "一字一句同じ" in shown
        )
        page.locator("#sg-law-tab-table").click()
        assert "第3条" in table(page) and "改正前" in table(page)
        marked = page.locator("#sg-law-pane-table .sg-shinkyu u").all_text_contents()
        assert any("100円" in words for words in marked) and any("規則" in words for words in marked)
        page.get_by_role("button", name="次に条を加える").click()
        page.keyboard.type("減額")
        until(
            page, "document.querySelector('#sg-law-pane-table .sg-shinkyu').textContent.includes('第3条の2')"
        )
        assert "（減額）" in table(page) and "（新設）" in table(page)
        with page.expect_download() as saved:
            page.get_by_role("button", name="新旧対照表（Word）").click()
        assert saved.value.suggested_filename == "みどり市公園条例_新旧対照表.docx"


def added(page, label):
    page.get_by_role("button", name=f"{label}を直す", exact=True).click()
    page.get_by_role("button", name="次に条を加える").click()
    return page.locator("#sg-law-area").input_value().splitlines()[-2:]


def test_an_added_article_has_the_next_number_that_is_free(browser, site):
    with visit(browser, site) as page:
        opened(page)
        assert added(page, "第2条") == ["（見出し）", "第2条の2　"]
        page.get_by_role("button", name="次に条を加える").click()
        assert page.locator("#sg-law-area").input_value().splitlines()[-1] == "第2条の3　"
        assert added(page, "第5条")[1] == "第6条　", "behind the last article no branch is made"
        page.keyboard.press("Escape")
        number = "import('/site/lawnumber.js').then((law) => law.numberAfter({}, '{}'))"
        branched = [["a2", "第2条　甲\n第3条の規定は"], ["a2_2", "（乙）\n第2条の2　乙"], ["a3", "第3条　丙"]]
        kanji = [["a9", "第九条　甲"], ["a10", "第十条の十二　乙"]]
        for texts, anchor, numbers, place in [
            (branched, "a2", [2, 3], "a2_2"),
            (branched, "a2_2", [2, 3], "a2_2"),
            (branched, "a3", [4], "a3"),
            (kanji, "a9", [10], "a9"),
            (kanji, "a10", [10, 13], "a10"),
        ]:
            made = page.evaluate(number.format(json.dumps(texts), anchor))
            assert made == {"numbers": numbers, "anchor": place}
        assert page.evaluate("import('/site/lawnumber.js').then((law) => [2, 10, 12, 20, 105].map(law.kanji))") == ["二", "十", "十二", "二十", "百五"]  # fmt: skip


def test_what_was_typed_survives_and_goes_back_step_by_step(browser, site):
    with visit(browser, site) as page:
        opened(page)
        edited(page)
        page.reload()
        page.wait_for_selector(".sg-shinkyu", state="attached")
        assert "前に直した条文を開きました" in page.locator(".sg-pane-text .sg-told-small").inner_text()
        assert (
            "100円" in page.locator("#law-a3").inner_text()
            and "変更あり" in page.locator("#law-a3").inner_text()
        )
        page.get_by_role("button", name="第4条を直す").click()
        page.get_by_role("button", name="この条を削る").click()
        until(
            page, "document.querySelector('#sg-law-pane-table .sg-shinkyu').textContent.includes('（削る）')"
        )
        page.keyboard.press("Control+z")
        until(
            page, "!document.querySelector('#sg-law-pane-table .sg-shinkyu').textContent.includes('（削る）')"
        )
        page.get_by_role("button", name="すべてもとに戻す").click()
        page.get_by_role("button", name="消して戻す").click()
        page.wait_for_selector("#sg-law-pane-amendment .sg-empty")
        assert "規則で定める" in page.locator("#law-a3").inner_text()


def test_findings_and_who_has_to_follow(browser, site):
    with visit(browser, site) as page:
        opened(page)
        edited(page, "（使用料）\n第3条", "（禁止）\n第3条　火気を使用してはならない。\n（使用料）\n第3条の2")
        page.locator("#sg-law-tab-findings").click()
        pane = page.locator("#sg-law-pane-findings")
        until(page, "document.querySelector('#sg-law-pane-findings').innerText.includes('ハネ改正　1件')")
        assert "みどり市公園条例施行規則第3条第1項「条例第3条」" in pane.inner_text().replace("\n", "")
        assert "第3条は第3条の2になります" in pane.inner_text()
        pane.locator(".sg-check-place").first.click()
        assert page.evaluate("document.activeElement.id") == "law-a2"


def test_two_revisions_and_the_keyboard(browser, site):
    with visit(browser, site) as page:
        opened(page)
        page.locator("#sg-law-tab-amendment").focus()
        page.keyboard.press("ArrowLeft")
        page.get_by_role("button", name="並べる").click()
        page.wait_for_selector("#sg-law-pane-revisions .sg-shinkyu")
        assert "（減免）" in page.locator("#sg-law-pane-revisions").inner_text()
        page.locator(".sg-law-tree a", has_text="第2条").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "law-a2"
        page.keyboard.press("e")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == "law-a2"


def test_an_article_is_explained_and_an_amendment_carried_out(browser, site):
    with visit(browser, site) as page:
        opened(page)
        page.get_by_role("button", name="第4条の逐条解説").click()
        page.wait_for_selector(".sg-explain h4")
        assert (
            "令和7年4月1日施行（令和7年3月1日条例第2号）：新たに加えられました。"
            in page.locator(".sg-explain").inner_text()
        )
        page.get_by_role("tab", name="溶け込み").click()
        lead = "みどり市公園条例の一部を次のように改正する。\n　第1条中「公園」を「広場」に改める。\n　　　附　則\n"
        page.fill("#sg-law-stages", f"{lead}　この条例は、令和9年4月1日から施行する。\n")
        page.get_by_role("button", name="施行日ごとに溶け込ませる").click()
        page.wait_for_selector("#sg-law-pane-stages h3")
        told = page.locator("#sg-law-pane-stages").inner_text()
        assert "令和9年4月1日から" in told and "広場に関し" in told


def test_a_server_that_is_gone_loses_nothing(browser, site):
    with visit(browser, site, quiet=False) as page:
        opened(page)
        page.route("**/api/law/drafts", lambda route: route.abort())
        page.get_by_role("button", name="第3条を直す").click()
        page.locator("#sg-law-area").fill("（使用料）\n第3条　<b>使用料</b>は、無料とする。")
        page.wait_for_selector(".sg-law-note .sg-note-error")
        assert "条文は残っています" in page.locator(".sg-law-note").inner_text()
        page.unroute("**/api/law/drafts")
        page.keyboard.press("End")
        page.keyboard.type("。")
        page.wait_for_selector(".sg-shinkyu", state="attached")
        assert "<b>使用料</b>" in table(page) and page.locator(".sg-reiki-page b").count() == 0


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_it_fits_every_width_and_everything_has_a_name(browser, site, width):
    with visit(browser, site, width=width) as page:
        opened(page)
        edited(page)
        for tab in ("form", "text", "sources") if width < 1100 else ("",):
            if tab:
                page.locator(f"#sg-tab-{tab}").click()
            assert page.evaluate(OVERFLOW) == []
            assert page.evaluate(NAMELESS) == []
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_an_office_without_regulations_is_told_what_to_do(browser, tmp_path):
    with serving(open_office(tmp_path / "office", empty=True)) as site, visit(browser, site) as page:
        page.goto("/reiki")
        page.wait_for_selector(".sg-empty")
        assert "取り込んでください" in page.locator(".sg-empty").inner_text()
        assert page.locator(".sg-empty a").get_attribute("href") == "/library"


def test_a_whole_bill_with_its_supplement(browser, site):
    with visit(browser, site) as page:
        opened(page)
        page.get_by_role("tab", name="改正例規").click()
        page.get_by_role("button", name="改正例規を作る").click()
        until(page, "document.querySelector('#sg-law-pane-bill').innerText.includes('書き換えてから')")
        edited(page)
        page.fill("#sg-law-day", "R9.4.1")
        page.fill(
            "#sg-law-measures", "この条例による改正後の第3条の規定は、施行の日以後の使用について適用する。"
        )
        page.check("#sg-law-others")
        page.get_by_role("button", name="改正例規を作る").click()
        page.wait_for_selector("#sg-law-pane-bill .sg-amendment")
        told = page.locator("#sg-law-pane-bill .sg-amendment").first.inner_text()
        assert "みどり市公園条例の一部を改正する条例" in told and "令和9年4月1日から施行する。" in told
        assert "施行の日以後の使用について適用する。" in told
        assert page.evaluate(OVERFLOW) == [] and page.evaluate(NAMELESS) == []


def test_two_steps_and_another_regulation_in_one_bill(browser, site):
    with visit(browser, site) as page:
        page.goto("/reiki?q=広場条例")
        page.locator(".sg-list a", has_text="みどり市広場条例").first.click()
        page.wait_for_selector("#law-a1")
        page.get_by_role("button", name="第1条を直す").click()
        area = page.locator("#sg-law-area")
        area.fill(area.input_value().rstrip("\n") + "この場合において、掲示する。\n")
        page.wait_for_selector(".sg-shinkyu", state="attached")
        opened(page)
        page.get_by_role("tab", name="改正例規").click()
        edited(page)
        page.locator(".sg-bill-more > summary").click()
        page.get_by_role("button", name="ここまでを第1段として").click()
        assert "施行の日を入れて" in page.locator(".sg-bill-more [role=status]").inner_text()
        page.fill("#sg-law-day", "令和9年4月1日")
        page.get_by_role("button", name="ここまでを第1段として").click()
        assert "第1段　令和9年4月1日施行" in page.locator(".sg-bill-steps").inner_text()
        area.fill(area.input_value().replace("100円", "200円"))
        page.fill("#sg-law-day", "R10.4.1")
        page.get_by_label("みどり市広場条例", exact=True).check()
        page.get_by_role("button", name="改正例規を作る").click()
        page.wait_for_selector("#sg-law-pane-bill .sg-amendment")
        told = page.locator("#sg-law-pane-bill .sg-amendment").first.inner_text()
        assert "第3条　みどり市広場条例（平成20年みどり市条例第5号）の一部を" in told
        assert "ただし、第2条の規定は、令和10年4月1日から施行する。" in told
        assert page.evaluate(OVERFLOW) == [] and page.evaluate(NAMELESS) == []
