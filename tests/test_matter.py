"""Papers of another matter, year, law or row contradict nothing; those of the same matter do."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks.alone.changes import check_changes
from app.checks.alone.totals import check_totals
from app.checks.grounds.facts import check_facts
from app.checks.library.columns import other_column
from app.checks.library.matter import same_matter
from app.checks.library.occasions import other_occasion
from app.checks.subject import Subject
from app.result import Citation, Fact
from app.retrieval import Evidence
from ingest.document import Document, Passage

TODAY = date(2026, 11, 27)


def source(words, title="資料", number=1):
    document = Document(f"d{number}", title, "報告", words, f"{number}.txt", str(number))
    passage = Passage(f"d{number}#p1", f"d{number}", title, (), 0, len(words), "paragraph", words)
    return Evidence(number, Citation(number, passage.id, title, words[:20], ""), passage, document, words)


def contradicted(text, *words):
    """The words of ``text`` that a source of the same matter says otherwise, and all that any source does."""
    sources = tuple(source(each, number=number) for number, each in enumerate(words, start=1))
    known = {one.number: one for one in sources}
    facts = check_facts(Subject(text, sources, marking=False, today=TODAY)).facts
    conflicts = [one for one in facts if one.state == "conflict" and one.citation in known]
    kept = [one.text for one in conflicts if same_matter(text, one, known[one.citation], sources)]
    return kept, [one.text for one in conflicts]


def test_a_sentence_of_the_same_matter_contradicts():
    text = "年度の途中から利用するときは、使い始める月の前の月の20日までに申し込んでください。"
    assert contradicted(text, "年度の途中からの利用は、使い始める月の前の月の15日までに申し込んでください。")[
        0
    ] == ["20日"]
    text = "対象となる75歳以上の方は、令和8年4月1日現在で9,571人です。"
    assert contradicted(text, "対象となる75歳以上の方は、令和8年4月1日現在で9,517人となりました。")[0] == [
        "9,571人"
    ]


def test_a_row_contradicts_only_where_another_of_its_values_agrees():
    row = "住民票の写し、印鑑登録証明書 | {} | 200円\n"
    head = "証明書 | 窓口 | コンビニ\n"
    assert contradicted(head + row.format("250円"), head + row.format("300円"))[0] == ["250円"]
    budget = "款 | 予算額\n市税収入 | {}\n"
    kept, found = contradicted(budget.format("6,912,000"), budget.format("6,841,957"))
    assert found == ["6,912,000"] and kept == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "駅前のレンタサイクルの年間の利用は120台増えました。",
            "駅前のレンタサイクルの年間の利用は1,126台でした。",
        ),
        (
            "令和6年度の1人1日当たりのごみの排出量は889グラムです。",
            "令和7年度の1人1日当たりのごみの排出量は878グラムです。",
        ),
        ("受付日 | 令和8年6月24日（水）\n", "受付日　　令和8年9月7日（月）\n"),
        ("第２５条を第２７条とし、第２４条の次に次の２条を加える。", "第２７条を第２９条とし、第２６条の次に次の２条を加える。"),
        (
            "南国市立交流施設設置条例（平成５年南国市条例第１号）の一部を次のように改正する。",
            "南国市立公民館設置条例（平成２４年南国市条例第３４号）の一部を次のように改正する。",
        ),
    ],
)  # fmt: skip
def test_a_change_a_form_an_amendment_and_another_law_contradict_nothing(text, words):
    kept, found = contradicted(text, words)
    assert found and kept == []


def test_where_every_contract_says_another_sum_none_of_them_contradicts():
    text = "契約の方法は一般競争入札、契約金額は４７，０８９，３５０円です。"
    said = "契約の方法は一般競争入札、契約金額は{}です。"
    assert contradicted(text, said.format("18億4,360万円"))[0] == ["４７，０８９，３５０円"]
    assert contradicted(text, said.format("18億4,360万円"), said.format("2億100万円"))[0] == []


def test_the_counts_of_the_first_lines_and_the_month_of_a_supplementary_budget_tell_the_occasion():
    def other(text, title):
        return other_occasion(
            text, Fact("1点", "数", "conflict", 0, 2, "", 1, "辺地度点数 2点"), source("x", title)
        )

    plan = "議案第２５号\n総合整備計画（第３次変更）について\n辺地度点数 1点"
    assert other(plan, "総合整備計画 第５次変更について") and not other(
        plan, "総合整備計画 第３次変更について"
    )
    assert other("令和８年第2回（6月）定例会　想定問答", "令和８年第3回定例会　想定問答")
    assert other("令和７年度　３月補正予算の主な事業", "令和７年度　12月一般会計補正予算")
    assert not other("令和７年度　３月補正予算の主な事業", "令和７年度　3月一般会計補正予算")


def wrong_totals(text):
    return [text[one.start : one.end] for one in check_totals(Subject(text)).findings]


def test_totals_with_figures_below_zero_rates_and_numbers_of_people_in_the_names():
    table = "会計 | 令和8年度 | 増減額 | 増減率（％）\n一般会計 | 1,000 | 450 | 1.8\n下水道 | 200 | {} | -0.6\n合計 | 1,200 | 438 | 1.1\n"
    assert wrong_totals(table.format("-12")) == wrong_totals(table.format("△ 12")) == []
    assert wrong_totals(table.format("-13")) == ["438"]
    listed = (
        "内訳（月額）\n人件費（乗務員34人）　10,640,000円\n燃料費　1,220,000円\n管理費　460,000円\n計　{}\n"
    )
    assert wrong_totals(listed.format("12,320,000円")) == []
    assert wrong_totals(listed.format("12,230,000円")) == ["12,230,000円"]


def test_a_change_from_a_named_year_is_reckoned():
    text = "排出量は、令和6年度は889グラムで、令和5年度の901グラムから{}グラム減りました。"
    assert [one.end - one.start for one in check_changes(Subject(text.format(22))).findings] == [5]
    assert check_changes(Subject(text.format(12))).findings == ()


RATIOS = "指標 | 令和5年度 | 令和6年度 | 令和7年度\n経常収支比率（％） | 91.8 | 92.6 | 93.1\n実質公債費比率（％） | 6.2 | 6.4 | 6.6\n"


def other_years(text):
    return [text[one.start : one.end] for one in other_column(text, (source(RATIOS),))]


def test_the_value_of_another_years_column():
    assert other_years("令和7年度の経常収支比率は、92.6％となりました。") == ["92.6％"]
    assert other_years("令和7年度決算の概要\n\n経常収支比率は、92.6％となりました。") == ["92.6％"]
    assert (
        other_years("令和7年度の経常収支比率は、93.1％で、前年度の92.6％から0.5ポイント上がりました。") == []
    )
    assert other_years("令和6年度の経常収支比率は、92.6％でした。") == []
    assert other_years("令和7年度の経常収支比率の目標は、90.0％です。") == []


def test_a_sentence_that_names_the_thing_weighs_more_than_one_that_has_the_value_of_another():
    said = "大会の参加者の名簿は、申込みの締切りの日から{}日以内に提出する。"
    other = "業務の計画書は、申込みの締切りの日から14日以内に提出する。"
    assert contradicted(said.format(14), said.format(7), other)[0] == ["14日"]
    assert contradicted(said.format(7), said.format(7), other)[1] == []


def test_a_sentence_that_names_a_row_is_held_against_it_even_where_the_cell_is_a_sentence():
    rows = "用語 | 意味\n本人確認書類の乙 | 顔写真のない書類（年金手帳など）。2点の提示を求める。\n"
    assert contradicted("本人確認書類の乙は、3点の提示を求めます。", rows)[0] == ["3点"]
