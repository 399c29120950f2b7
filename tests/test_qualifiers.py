"""Bounds, negation and firmness that change between a source's sentence and the draft's; totals; posts and telephones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.checks.alone.totals import check_totals
from app.checks.grounds.facts import check_facts
from app.checks.grounds.qualifiers import check_qualifiers
from app.checks.running import run_checks
from app.checks.subject import Subject
from app.retrieval import pack
from app.tasks.template_file import load_template
from app.text.wording import pairs
from ingest.document import Document, Passage


def evidence(*texts):
    found = []
    for number, text in enumerate(texts, start=1):
        document = Document(f"d{number}", f"資料{number}", "報告", text, "", "")
        found.append(
            (Passage(f"d{number}#p1", f"d{number}", "", (), 0, len(text), "paragraph", text), document)
        )
    return pack(found, wanted=pairs("\n".join(texts)), limit=9)


def subject(text, *told, **values):
    return Subject(text, evidence(*told), values, today=date(2026, 11, 26))


def rules(text, *told, **values):
    return [one.rule for one in check_qualifiers(subject(text, *told, **values)).findings]


SAME = [
    ("65歳以上の団体の使用料は免除します[1]。", "65歳以上の団体の使用料は、免除する。"),
    (
        "入札の公告は、少なくとも10日前までに行います[1]。",
        "入札の公告は、少なくとも10日前までに行わなければならない。",
    ),
    ("会場には駐車場がありません[1]。", "会場には駐車場がない。"),
    ("申請書は、窓口に提出しなければなりません[1]。", "申請書は、窓口に提出しなければならない。"),
    ("残高の確保に努めてまいります[1]。", "財源の調整に必要な額を見ながら、残高の確保に努める。"),
    ("待機児童はおりません[1]。", "待機児童数　0人"),
    ("・委員：席を増やせないか[1]", "席を増やせませんか。"),
    ("席を増やすべきではないか[1]。", "席を増やすべきではないでしょうか。"),
    (
        "2人目以降の児童は、2分の1に減額します[1]。",
        "同一の世帯から2人以上の児童が利用しているとき　2人目以降の児童につき2分の1に相当する額の減額",
    ),
    (
        "（暴力団等の排除）",
        "暴力団の排除は、暴力団を恐れないこと、資金を提供しないこと及び暴力団を利用しないことを基本とする。",
    ),
    (
        "これまで走ってこなかった人が、走ってみようと思える大会にする[1]。",
        "走ってこなかった人が走ってみようと思える大会にする。",
    ),
    ("「書かない窓口」を市民課で始めます[1]。", "市民課で、申請書に書かずに済む「書かない窓口」を始める。"),
]


@pytest.mark.parametrize(("text", "told"), SAME)
def test_the_same_in_other_words_is_no_finding(text, told):
    assert rules(text, told) == []


CHANGED = [
    (
        "65歳を超える団体の使用料は免除します[1]。",
        "65歳以上の団体の使用料は、免除する。",
        "fact.bound",
        "65歳以上",
    ),
    (
        "検査は、届出の日から10日以上に行います[1]。",
        "検査は、届出の日から10日以内に行う。",
        "fact.bound",
        "10日以内",
    ),
    ("設計は2月26日以後に終えます[1]。", "設計は2月26日までに終える。", "fact.bound", "2月26日まで"),
    ("会場には駐車場があります[1]。", "会場には駐車場がない。", "fact.negation", "駐車場がない"),
    ("会場には駐車場がありません[1]。", "会場には駐車場がある。", "fact.negation", "駐車場がある"),
    (
        "申請書は、窓口に提出しなくてもよい[1]。",
        "申請書は、窓口に提出しなければならない。",
        "fact.negation",
        "なければならない",
    ),
    ("利用児童数は前年より減少しました[1]。", "利用児童数は前年より増加した。", "fact.negation", "増加"),
    (
        "残高の確保に取り組んでまいります[1]。",
        "財源の調整に必要な額を見ながら、残高の確保に努める。",
        "fact.strength",
        "強くなって",
    ),
    (
        "給食費の無償化を研究してまいります[1]。",
        "給食費の無償化を検討してまいります。",
        "fact.strength",
        "弱くなって",
    ),
    (
        "申請書を窓口に提出することができる[1]。",
        "申請書を窓口に提出しなければならない。",
        "fact.strength",
        "なければならない",
    ),
]


@pytest.mark.parametrize(("text", "told", "rule", "words"), CHANGED, ids=[row[0][:12] for row in CHANGED])
def test_a_change_of_sense_is_told_with_both_sides(text, told, rule, words):
    (finding,) = check_qualifiers(subject(text, told)).findings
    assert finding.rule == rule
    assert words in finding.message and "[1]" in finding.message
    assert 0 <= finding.start < finding.end <= len(text)


def test_a_raised_promise_is_an_error_and_a_lowered_one_a_warning():
    told = "給食費の無償化を検討してまいります。"
    made = [
        check_qualifiers(subject(f"給食費の無償化を{word}[1]。", told)).findings[0].severity
        for word in ("実施いたします", "研究いたします")
    ]
    assert made == ["error", "warning"]


BY_KIND = (
    "契約担当者は、契約の相手方から履行を完了した旨の届出を受けたときは、当該届出を受けた日から、"
    "工事については14日以内、その他の契約については10日以内に検査をしなければならない。"
)


@pytest.mark.parametrize(
    ("text", "state", "told"),
    [
        ("発注者は、届出を受けた日から10日以内に検査する[1]。", "supported", []),
        ("発注者は、届出を受けた日から10日（工事については14日）以内に検査する[1]。", "supported", []),
        ("発注者は、届出を受けた日から10日【要確認】以内に検査する[1]。", "supported", []),
        ("発注者は、工事について届出を受けた日から10日以内に検査する[1]。", "conflict", []),
        ("受注者の業務完了報告書の提出を受けた日から10日以上に検査する[1]。", "supported", ["10日以内"]),
        (
            "発注者は、届出を受けた日から10日（工事については14日）以上に検査する[1]。",
            "supported",
            ["10日以内", "14日以内"],
        ),
    ],
)
def test_what_leads_to_two_figures_tells_neither_and_a_bound_is_read_behind_an_aside(text, state, told):
    made = subject(text, BY_KIND)
    assert {one.text: one.state for one in check_facts(made).facts}["10日"] == state
    bounds = [one.message for one in check_qualifiers(made).findings if one.rule == "fact.bound"]
    assert len(bounds) == len(told)
    assert all(words in message for words, message in zip(told, bounds, strict=True))


TOTALS = [
    ("男10人、女12人、計23人です。", "22人"),
    ("男10人、女12人、計22人です。", None),
    ("区分 | 定員\n中央 | 120人\n西原 | 80人\n合計 | 210人", "200人"),
    ("区分 | 定員\n中央 | 120人\n西原 | 80人\n合計 | 200人", None),
    ("改修費　1,800万円\n備品費　320万円\n計　2,100万円", "21,200,000円"),
    ("大人　3人\nうち職員　1人\n子ども　4人\n計　7人", None),
    ("小計 | 5人\n計画 | 9人\n計 | 5人", None),
]


@pytest.mark.parametrize(("text", "right"), TOTALS, ids=[row[0][:10] for row in TOTALS])
def test_totals_add_up(text, right):
    findings = check_totals(Subject(text)).findings
    assert [one.rule for one in findings] == ["total.wrong"] * bool(right)
    assert all(right in one.message for one in findings)


def states(text, *told, **values):
    return {
        fact.text: (fact.state, fact.evidence) for fact in check_facts(subject(text, *told, **values)).facts
    }


def test_a_post_held_by_another_and_a_telephone_of_another_section_are_conflicts():
    told = "市長の柊木真理子が答えた。教育長の佐藤花子も出席した。\n問合せ　環境課　0999-22-1144\n問合せ　税務課　0999-22-1131"
    found = states("市長の佐藤花子です。環境課の電話は0999-22-1131です。税務課　電話0999-22-1131", told)
    assert found["佐藤花子"][0] == "conflict" and "市長は柊木真理子" in found["佐藤花子"][1]
    assert (
        found["0999-22-1131"] == ("supported", "[1] 0999-22-1131") or found["0999-22-1131"][0] == "conflict"
    )
    wrong = states("環境課の電話は0999-22-1131です。", told)
    assert wrong["0999-22-1131"][0] == "conflict" and "環境課の電話は0999-22-1144" in wrong["0999-22-1131"][1]


DERIVED = [
    ("男10人、女12人、合わせて22人です[1]。", "男　10人\n女　12人", "22人", "10人＋12人＝22人"),
    ("昨年の471人から489人へ、18人増えました[1]。", "昨年　471人\n今年　489人", "18人", "489人－471人＝18人"),
    (
        "2,310世帯のうち1,386世帯が答え、回答率は60.0％です[1]。",
        "対象2,310世帯\n回答1,386世帯",
        "60.0％",
        "1,386世帯÷2,310世帯＝60.0％",
    ),
    ("8月3日から8月5日までの3日間です[1]。", "期間　8月3日から8月5日まで", "3日間", "8月3日から8月5日まで"),
    (
        "平成17年の市制施行から令和7年で20周年です[1]。",
        "平成17年に市制を施行した。\n令和7年の式典",
        "20周年",
        "平成17年と令和7年の間",
    ),
]


@pytest.mark.parametrize(("text", "told", "words", "how"), DERIVED, ids=[row[2] for row in DERIVED])
def test_what_follows_by_arithmetic_tells_how(text, told, words, how):
    state, evidence_ = states(text, told)[words]
    assert (state, how in evidence_) == ("derived", True), (state, evidence_)


def test_chance_is_no_derivation():
    """Among 3, 16 and 13 some difference is always small: without a word that reckons nothing is derived."""
    assert states("出動は3件です[1]。", "火災は16件、救助は13件である。")["3件"][0] == "unsupported"


SWAPPED = [
    ("走路の誘導36人、受付10人です[1]。", "走路の誘導　36人\n受付　14人\n給水所　10人", "10人"),
    (
        "令和6年の第17回が18,500人です[1]。",
        "令和5年 | 第17回 | 18,500人\n令和6年 | 第18回 | 21,000人",
        "令和6年 第17回",
    ),
    ("中央地区は120人、西原地区は120人です[1]。", "中央地区は120人、西原地区は80人である。", "120人"),
    (
        "令和8年度は、川添小学校の設計を進めます[1]。令和9年度は西原中学校の工事です[1]。",
        "令和8年度は、西原中学校の設計を進めている。令和9年度は、川添小学校の設計を行う。",
        "川添小学校",
    ),
]


@pytest.mark.parametrize(("text", "told", "wrong"), SWAPPED, ids=[row[2] for row in SWAPPED])
def test_a_value_that_stands_elsewhere_in_the_source_does_not_support_this_place(text, told, wrong):
    facts = check_facts(subject(text, told)).facts
    assert [fact.text for fact in facts if fact.state == "conflict"] == wrong.split()


def test_the_offices_own_words_contradict_nothing_and_a_changed_article_is_told():
    template = load_template(Path(__file__).parent.parent / "prompts" / "tasks" / "keiyaku.toml")
    own = next(
        line
        for section in template.sections
        for line in section.text.split("\n")
        if "てはならない。" in line and "{" not in line
    )

    def rules(text):
        return {
            one.rule
            for one in run_checks(Subject(text, template=template)).findings
            if one.rule.startswith("fact.")
        }

    assert "fact.negation" not in rules(own)
    assert "fact.negation" in rules(own.replace("てはならない。", "ることができる。"))


def test_a_bound_that_the_source_has_at_another_place_of_its_row_is_no_error():
    row = "災害 | 1日 | 4時間以内　4,000円 4時間を超えるとき　8,000円"
    said = "・災害：単位 1日、額 4時間以内　4,000円 4時間を超えるとき　8,000円[1]"
    assert rules(said, row) == []
    assert rules(
        said.replace("4時間を超えるとき", "4時間未満のとき"), row.replace(" 4時間を超えるとき　8,000円", "")
    ) == ["fact.bound"]


def test_a_row_with_two_bounds_of_one_amount_contradicts_neither():
    table = "事項 | 係長 | 部長\n備品の購入 | ２０万円以下 | ２０万円を超え８０万円以下\n物品の修繕 | ８０万円以下 | ８０万円を超えるもの"
    assert rules("・備品の購入：係長 ２０万円以下、部長 ２０万円を超え８０万円以下[1]", table) == []
    assert rules("・物品の修繕：係長 ８０万円以下、部長 ８０万円を超えるもの[1]", table) == []
    assert rules("・備品の購入：係長 ２０万円未満[1]", table) == ["fact.bound"]
