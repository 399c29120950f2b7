"""The workbooks of figures: that formulas hold their results, and that the totals are those of city.toml. Knows nothing of layout."""

import sys
from itertools import pairwise

import openpyxl
import pytest

from tests.corpus_texts import CORPUS
from tests.corpus_world import read_world

sys.path.insert(0, str(CORPUS / "tools"))
import sums
import tables

CITY = read_world().table
FIGURES = CORPUS / "past" / "toukei"
BOOKS = sorted(FIGURES.glob("*.xlsx"))
TEXTS = CORPUS / "texts" / "past" / "toukei"


def sheet(book, name):
    return openpyxl.load_workbook(FIGURES / f"{book}.xlsx", data_only=True)[name]


def row(book, name, label):
    """The values of the first row that starts with ``label``, without the empty cells of merged ones."""
    for values in sheet(book, name).iter_rows(values_only=True):
        if label in values[:2]:
            return [each for each in values if isinstance(each, int | float)]
    raise AssertionError(f"{book}「{name}」に「{label}」の行がありません")


def of_year(table, year):
    return next(each for each in CITY[table] if each["year"] == year)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_formula_stores_its_result(path):
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for one in formulas.worksheets:
        values = stored[one.title]
        found = sums.results(one)
        assert {cell: values[cell].value for cell in found} == pytest.approx(found)


def test_the_new_workbooks_hold_formulas():
    counted = {
        path.stem: sum(len(sums.results(one)) for one in openpyxl.load_workbook(path).worksheets)
        for path in BOOKS
    }
    new = ("yosan_r06", "yosan_r07", "kessan_r07", "jinkou_r08", "shisetsu_r07", "gomi_r07", "kaigo_r07")
    assert {name: count for name, count in counted.items() if name in new and count < 12} == {}


@pytest.mark.parametrize(
    ("book", "year", "before"),
    [("yosan_r06", "令和6年度", "令和5年度"), ("yosan_r07", "令和7年度", "令和6年度")],
)
def test_the_budgets_add_up_to_those_of_the_city(book, year, before):
    now, then = of_year("budget", year), of_year("budget", before)
    for name in ("歳入", "歳出", "性質別"):
        total, _, earlier, change, _ = row(book, name, "合計")
        assert (total, earlier, change) == (now["general"], then["general"], now["general"] - then["general"])
    assert row(book, "会計別", "小計")[:2] == [now["special_total"], then["special_total"]]
    parts = of_year("special_budget", year)
    assert parts["kokuho"] + parts["kouki"] + parts["kaigo"] == now["special_total"]
    whole = [each["general"] + each["special_total"] + each["water"] + each["sewer"] for each in (now, then)]
    assert row(book, "会計別", "合計")[:2] == whole


def test_the_parts_of_the_expenditure_add_up():
    lists = CITY["expenditure_by_kan"]
    for number, year in ((5, "令和5年度"), (6, "令和6年度"), (7, "令和7年度")):
        assert sum(lists[f"r{number}_budget"]) == of_year("budget", year)["general"]
        assert sum(lists[f"r{number}_settled"]) == of_year("settlement", year)["expenditure"]


def test_the_settlements_are_those_of_the_city():
    years = CITY["settlement"]
    for name, key in (("歳入", "revenue"), ("歳出", "expenditure"), ("性質別", "expenditure")):
        assert row("kessan_r07", name, "合計")[:6:2] == [each[key] for each in years]
    balances = [each["real_balance"] for each in years]
    assert row("kessan_r07", "収支と指標", "実質収支　E（C－D）") == balances
    assert row("kessan_r07", "基金と市債", "財政調整基金")[:3] == [each["fiscal_reserve"] for each in years]


def test_the_people_by_age_and_district_are_those_of_the_city():
    whole = of_year("population", "令和8年")
    total = row("jinkou_r08", "年齢別（地区）", "合計")
    districts = [each["people"] for each in CITY["district_population"]]
    assert total[2:] == [whole["people"], *districts]
    ages = [
        row("jinkou_r08", "年齢別（地区）", f"小計　{name}")[2]
        for name in ("0〜14歳", "15〜64歳", "65歳以上")
    ]
    assert ages == [whole["under15"], whole["age15_64"], whole["age65"]]
    assert row("jinkou_r08", "年齢別（地区）", "うち75歳以上")[2] == whole["age75"]
    people = [each["people"] for each in CITY["population"]]
    changes = [after - before for before, after in pairwise(people)]
    assert row("jinkou_r08", "人口動態", "人口の増減") == changes
    assert row("jinkou_r08", "外国人住民", "計") == [each["foreign"] for each in CITY["population"]]


def test_the_months_of_waste_and_the_care_add_up_to_the_year():
    for name, total in (("燃やすごみ", 9842), ("計", 13277)):
        column = next(n for n, cell in enumerate(sheet("gomi_r07", "月別")[2]) if cell.value == name)
        assert row("gomi_r07", "月別", "計")[column - 1] == total
        assert total in row("toukei_midori_r08", "ごみ排出量", "燃やすごみ" if name != "計" else "小計")
    care = CITY["care"]["certified"]
    assert row("kaigo_r07", "被保険者と認定者", "認定率（％）")[:3] == [17.1, 17.3, 17.7]
    counted = [
        values[2:]
        for values in sheet("kaigo_r07", "被保険者と認定者").iter_rows(values_only=True)
        if values[1] == "計"
    ]
    assert list(counted[1]) == [*care.values(), 3018, 3094]
    assert row("kaigo_r07", "給付費", "計")[0] == CITY["care"]["benefit_r5"]


def test_formulas_are_worked_out_as_excel_does():
    book = openpyxl.Workbook()
    one = book.active
    for values in ([1, 2], [3, 5], ["=SUM(A1:B2)", "=ROUND(A1/B2*100,1)"], ["=A3-B1*2", "=ROUND(A1/8,2)"]):
        one.append(values)
    assert sums.results(one) == {"A3": 11, "B3": 20.0, "A4": 7, "B4": 0.13}
    one["A5"] = "=VLOOKUP(1,A1:B2,2)"
    with pytest.raises(ValueError, match="VLOOKUP"):
        sums.results(one)


def test_the_same_text_gives_the_same_bytes(tmp_path):
    made = tables.make(TEXTS / "kaigo_r07.tsv", folder=tmp_path)
    assert made.read_bytes() == (FIGURES / "kaigo_r07.xlsx").read_bytes()
