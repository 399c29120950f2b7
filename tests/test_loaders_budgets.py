"""Papers that go before an assembly: budgets with their explanations, seals and maps among printed pages, lists of bills."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Viewer
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.loaders import load
from ingest.loaders.builder import TextBuilder
from ingest.loaders.layout.amounts import with_amounts
from ingest.loaders.layout.fragments import Fragment
from ingest.loaders.layout.pdf_pages import Page
from ingest.loaders.pdf import _add_pages
from tests import office_files as office

EDGE = 500.0


def line(number, text, *, x0=400.0, x1=EDGE):
    return Fragment(text, x0, x1, 100.0 + 12 * number, 109.0 + 12 * number, 9.0)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["○体育施設費　8,360", "スポーツ大会選手派遣　178", "事業費補助金", "推進委員報酬　△140"],
            ["○体育施設費　8,360", "スポーツ大会選手派遣事業費補助金　178", "推進委員報酬　△140"],
        ),
        (["取崩　△ 3,000", "積立　3,000"], ["取崩　△ 3,000", "積立　3,000"]),
        (["番号制度システム整備費補　1,206", "助金(2/3)"], ["番号制度システム整備費補助金(2/3)　1,206"]),
        (["証書借入又は", "証券発行"], []),
        (["定員　30人", "ただし、休日を除く"], []),
    ],
)
def test_an_amount_stands_behind_its_whole_name(lines, told):
    assert with_amounts([line(number, text) for number, text in enumerate(lines)]) == told


def test_figures_that_do_not_end_at_one_edge_are_no_list_of_amounts():
    assert with_amounts([line(0, "令和7年度　120"), line(1, "令和8年度の見込み　90", x1=EDGE - 40)]) == []


def test_the_explanation_of_a_budget_names_each_amount(tmp_path):
    path = tmp_path / "予算.pdf"
    page = office.canvas(path)
    office.write_table(
        page, [["目", "本年度", "説明"], ["1.体育費", "318", ""]], x=70, top=100, widths=(90, 60, 200)
    )
    page.setFont(office.FONT, 9)
    page.rect(220, office.HEIGHT - 190, 200, 50)
    page.rect(70, office.HEIGHT - 190, 90, 50)
    page.rect(160, office.HEIGHT - 190, 60, 50)
    page.drawString(74, office.HEIGHT - 154, "2.振興費")
    page.drawString(164, office.HEIGHT - 154, "318")
    for number, (name, amount) in enumerate(
        [("選手派遣事業費補", "178"), ("助金", ""), ("推進委員報酬", "140")]
    ):
        page.drawString(224, office.HEIGHT - 154 - 14 * number, name)
        page.drawRightString(416, office.HEIGHT - 154 - 14 * number, amount)
    page.save()
    rows = [row for row in load(path).text.split("\n") if row.startswith("2.")]
    assert rows == ["2.振興費 | 318 | 選手派遣事業費補助金　178 推進委員報酬　140"]


def test_a_seal_on_a_scanned_page_heads_no_printed_page():
    printed = Page(2, 595, 842, [Fragment("歳入の総額は、次のとおりである。", 70, 300, 100, 111, 11.0)])
    scanned = Page(
        1,
        595,
        842,
        [
            Fragment("町長　柊木", 300, 400, 100, 111, 11.0),
            Fragment("之印長", 420, 470, 95, 140, 45.0),
        ],
        picture=True,
    )
    builder = TextBuilder()
    assert _add_pages(builder, [scanned, printed]) == ""
    assert builder.headings == 0


BILL = """議案第5号
けやき町火入れに関する条例
令和8年3月2日提出
けやき町長　柊木　真理子
けやき町火入れに関する条例
（目的）
第1条　この条例は、火入れの許可について定めることを目的とする。
附　則
この条例は、公布の日から施行する。
"""
LIST = """議案第　１号　けやき町手数料条例の一部を改正する条例
議案第　２号　けやき町火入れに関する条例
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("議会")
    session = folder / "31_2026_03"
    session.mkdir()
    (session / "議案第5号：火入れ.txt").write_text(BILL, encoding="utf-8")
    (session / "議案一覧表.txt").write_text(LIST, encoding="utf-8")
    (session / "施政方針.txt").write_text(
        "施政方針\n昨年末現在の保有率は、75パーセントでした。\n", encoding="utf-8"
    )
    index = Index(tmp_path_factory.mktemp("home"), tenant="keyaki", embedder=HashEmbedder())
    ingest([folder], index=index)
    return {each.source.rpartition("/")[2]: each for each in index.documents(Viewer(tenant="keyaki"))}


def test_the_day_a_bill_was_laid_is_not_its_promulgation(documents):
    bill = documents["議案第5号：火入れ.txt"]
    assert (bill.kind, bill.issued, bill.effective_from) == ("条例", date(2026, 3, 2), None)


def test_a_list_of_bills_is_not_called_by_the_first(documents):
    listed = documents["議案一覧表.txt"]
    assert (listed.title, listed.kind) == ("議案一覧表", "統計")


def test_a_speech_without_a_day_is_of_the_month_of_its_folder(documents):
    assert documents["施政方針.txt"].issued == date(2026, 3, 1)
