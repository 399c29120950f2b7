"""Figures traced to sources, the form and the calendar: pairs, planted mistakes in the city's own papers, offsets."""

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.grounds.figures import MARK, check_facts, mark_unsupported, move_findings

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
TODAY = date(2026, 11, 24)


def check(text, *told, inputs=None):
    return check_facts(text, evidence=list(enumerate(told, start=1)), inputs=inputs or {}, today=TODAY)


def states(text, *told, inputs=None):
    return [fact.state for fact in check(text, *told, inputs=inputs)[0]]


PAIRS = [
    # what the draft says, what the source says, the state of the one fact
    ("300円", "1通につき300円", "supported"),
    ("300円", "1通につき3,300円", "unsupported"),
    ("３００円", "300円", "supported"),
    ("2億640万円", "206,400,000円", "supported"),
    ("206,400千円", "2億640万円", "supported"),
    ("1,250万円", "12,500,000円", "supported"),
    ("1,250万円", "1,250円", "unsupported"),
    ("3人", "13人", "unsupported"),
    ("13人", "3人", "unsupported"),
    ("3人", "3件", "unsupported"),
    ("3人", "3", "unsupported"),
    ("720人", "区分 | 参加者（人）\n敬老会 | 720", "supported"),
    ("720名", "720人", "supported"),
    ("十二人", "12人", "supported"),
    ("1,742人", "1742人", "supported"),
    ("5万2,214人", "52,214人", "supported"),
    ("2か所", "2箇所", "supported"),
    ("8.2％", "8.2パーセント", "supported"),
    ("8.2％", "82％", "unsupported"),
    ("3割", "30％", "supported"),
    ("半額", "100分の50", "supported"),
    ("半額", "2分の1", "supported"),
    ("半額", "3割", "unsupported"),
    ("5割", "100分の50", "supported"),
    ("三割", "30％", "supported"),
    ("2割引", "100分の20", "supported"),
    ("2割引", "5割", "unsupported"),
    ("倍額", "2倍", "supported"),
    ("倍額", "3倍", "unsupported"),
    ("38.9％", "38.6％", "unsupported"),
    ("12月5日", "令和8年12月5日", "supported"),
    ("令和8年12月5日", "12月5日", "unsupported"),
    ("令和8年12月5日", "2026年12月5日", "supported"),
    ("2026年12月5日", "令和八年十二月五日", "supported"),
    ("令和8年12月5日", "令和8年12月15日", "unsupported"),
    ("令和8年12月5日", "令和7年12月5日", "unsupported"),
    ("令和元年6月24日", "2019年6月24日", "supported"),
    ("12月5日（土）", "令和8年12月5日（土）", "supported"),
    ("12月5日（土）", "令和8年12月5日", "derived"),
    ("12月5日（日）", "令和8年12月5日（土）", "conflict"),
    ("令和8年12月5日（日）", "令和8年12月5日", "conflict"),
    ("令和8年", "令和8年12月5日", "supported"),
    ("令和8年度", "令和9年3月31日", "derived"),
    ("令和9年度", "令和9年3月31日", "unsupported"),
    ("令和8年度", "2026年度", "supported"),
    ("6月31日", "6月31日", "conflict"),
    ("令和元年4月", "", "conflict"),
    ("平成31年5月1日", "", "conflict"),
    ("第21回", "第21回", "supported"),
    ("第21回", "第二十一回", "supported"),
    ("第21回", "第1回", "unsupported"),
    ("第2期", "第2回", "unsupported"),
    ("午後3時30分", "15:30", "supported"),
    ("午後3時", "午前3時", "unsupported"),
    ("午後3時半", "午後3時30分", "supported"),
    ("0999-22-1141", "0999（22）1141", "supported"),
    ("0999-22-1141", "0999-22-1144", "unsupported"),
    ("〒999-0001", "999-0001", "supported"),
    (
        "https://www.city.midori.example/gomi",
        "https://www.city.midori.example/gomi/",
        "supported",
    ),
    ("https://www.city.midori.example/gomi", "https://www.city.midori.example/", "unsupported"),
    ("shimin@city.midori.example", "Shimin@city.midori.example", "supported"),
    ("令和元年みどり市条例第18号", "令和元年みどり市条例第18号", "supported"),
    ("令和元年みどり市条例第18号", "令和元年みどり市条例第13号", "unsupported"),
    ("第3条第1項", "第三条第一項", "supported"),
    ("第3条", "第3条第2項", "supported"),
    ("第3条", "第33条", "unsupported"),
    ("第3条第2項", "第3条　趣旨\n2　前項の規定", "derived"),
    ("第3条第4項", "第3条　趣旨\n2　前項の規定", "unsupported"),
    ("第2条の2", "第2条", "unsupported"),
    ("別表第2", "別表第1", "unsupported"),
]


@pytest.mark.parametrize(("text", "told", "state"), PAIRS, ids=[f"{a}<{b[:20]}" for a, b, _ in PAIRS])
def test_a_value_is_compared_whole(text, told, state):
    assert states(text, told) == [state]


@pytest.mark.parametrize(
    "text",
    [
        "1　目的",
        "2　人員の配置",
        "(1)　会場\n(2)　時間",
        "ア　見積書",
        "第1章　総則",
        "A4の用紙で出す。",
        "会場は文化会館です[12]。",
        "【要確認：9月14日】に行う。",
        "〔数〕人が集まった。",
        "一宮市と第三者が統一した。",
    ],
)
def test_numbers_of_lists_marks_and_words_are_no_facts(text):
    assert check(text) == ((), ())


def test_the_evidence_says_which_source_and_which_words():
    ((fact,), findings) = check("手数料は300円です[2]。", "1枚につき300円", "発行1通につき300円とする。")
    assert (fact.text, fact.kind, fact.state, fact.evidence) == (
        "300円",
        "金額",
        "supported",
        "[2] 発行1通につき300円",
    )
    assert findings == ()


def test_what_the_clerk_gave_names_the_field():
    ((fact,), _) = check("定員は80人です。", "定員は30人", inputs={"定員": "80人", "会場": "文化会館"})
    assert (fact.state, fact.evidence) == ("input", "入力「定員」 80人")


def test_today_may_be_written_on_a_draft():
    assert states("令和8年11月24日作成") == ["derived"]


def test_what_is_not_supported_is_a_warning_that_names_it():
    _, (finding,) = check("およそ720人が来ます。")
    assert (finding.rule, finding.severity, finding.start, finding.end) == (
        "fact.unsupported",
        "warning",
        3,
        7,
    )
    assert finding.message.startswith("「720人」の根拠が、出典にも入力にも見付かりません。")


def test_a_wrong_weekday_says_the_right_one():
    _, (finding,) = check("令和8年12月5日（日）に行います。", "令和8年12月5日")
    assert (finding.rule, finding.severity) == ("fact.weekday", "error")
    assert "正しくは（土）です" in finding.message


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("令和8年12月5日から令和8年12月3日まで", "令和8年12月3日"),
        ("9月20日～9月18日", "9月18日"),
        ("午後5時から午後3時まで", "午後3時"),
        ("午後5時から3時まで", "3時"),
        ("12月28日から1月4日まで", None),
        ("午後9時から午前5時まで", None),
        ("午後1時から3時まで", None),
        ("午前10時から正午まで、午前9時から受付", None),
    ],
)
def test_an_end_before_its_start_is_a_conflict_only_when_certain(text, wrong):
    _, findings = check(text, text)
    assert [text[each.start : each.end] for each in findings if each.rule == "fact.order"] == [wrong] * bool(
        wrong
    )


def test_another_value_in_the_very_same_words_is_a_conflict():
    told = "証明書の手数料は、1通につき300円とする。"
    assert states("証明書の手数料は、1通につき400円とする。", told) == ["supported", "conflict"]
    assert states("窓口では、1通につき400円とする。", told) == ["supported", "unsupported"]


PLANTED = [
    ("reiki/tesuryo_jorei_20250401.txt", "1通につき200円とする。", "200円", "300円"),
    ("reiki/tesuryo_jorei_20250401.txt", "地方自治法（昭和22年法律第67号）第227条", "第227条", "第228条"),
    ("reiki/tesuryo_jorei_20250401.txt", "生活保護法（昭和25年法律第144号）", "第144号", "第145号"),
    ("reiki/toshokan_jorei.txt", "図書館法（昭和25年法律第118号。", "昭和25年", "昭和26年"),
    ("past/shisei/shiseihoushin_r08.md", "市内の四つの地区で", "12回", "13回"),
    ("past/shisei/shiseihoushin_r08.md", "本市の人口は、昨年4月1日現在で", "5万2,214人", "5万2,241人"),
    (
        "past/shisei/shiseihoushin_r08.md",
        "令和8年度の一般会計の当初予算案は",
        "1.8パーセント",
        "18パーセント",
    ),
    ("past/shisei/shiseihoushin_r08.md", "第3期子ども・子育て支援事業計画", "第3期", "第4期"),
    (
        "past/kouhou/line_nenmatsu_gomi_r08.txt",
        "令和8年12月31日（木）〜令和9年1月3日（日）",
        "12月31日（木）",
        "12月30日（水）",
    ),
    ("past/kouhou/line_nenmatsu_gomi_r08.txt", "12月30日（水）16:00まで", "（水）", "（木）"),
    ("past/kouhou/line_nenmatsu_gomi_r08.txt", "お問い合わせ　環境課 0999-22-1144", "22-1144", "22-1141"),
    ("past/kouhou/x_marathon_r08.txt", "第19回みどり市民マラソンのため", "第19回", "第18回"),
    ("past/kouhou/x_marathon_r08.txt", "投稿予定：令和8年12月3日（木）12:00", "（木）", "（金）"),
    ("past/meeru/marathon_juuji_r08_11.txt", "申込者　1,742人", "1,742人", "1,724人"),
]


@pytest.mark.parametrize(("name", "sentence", "right", "wrong"), PLANTED, ids=[each[3] for each in PLANTED])
def test_a_planted_mistake_is_caught_and_the_true_sentence_is_not(name, sentence, right, wrong):
    lines = (CORPUS / name).read_text(encoding="utf-8").split("\n")
    line = next(line for line in lines if sentence in line)
    assert check(line, line)[1] == ()
    at = line.index(right, line.index(sentence))
    _, findings = check(line[:at] + wrong + line[at + len(right) :], line)
    assert any(each.start < at + len(wrong) and at < each.end for each in findings)


@pytest.mark.parametrize("name", ["past/shisei/shiseihoushin_r08.md", "reiki/tesuryo_jorei_20250401.txt"])
def test_a_whole_paper_supports_itself_line_by_line(name):
    lines = (CORPUS / name).read_text(encoding="utf-8").split("\n")
    flagged = [line for line in lines if check(line, line)[1]]
    assert flagged == []


def test_a_mark_stands_once_right_after_each_open_fact():
    text = "来場者は720人、第20回、12月5日（日）です。"
    facts, findings = check(text, "第20回を令和8年12月5日（土）に開いた。")
    marked, moved = mark_unsupported(text, facts)
    assert marked == f"来場者は720人{MARK}、第20回、12月5日（日）{MARK}です。"
    assert [marked[fact.start : fact.end] for fact in moved] == ["720人", "第20回", "12月5日（日）"]
    again, _ = check(marked, "第20回を令和8年12月5日（土）に開いた。")
    assert mark_unsupported(marked, again) == (marked, again)
    assert [marked[each.start : each.end] for each in move_findings(findings, facts, moved)] == [
        "720人",
        "12月5日（日）",
    ]


def test_a_quotation_is_marked_behind_its_bracket():
    said = "市長は「参加は720人（『約束』は「30件」）だった」と述べ、第20回は5人とした。"
    facts, findings = check(said, "市長は述べた。")
    marked, moved = mark_unsupported(said, facts)
    quote = "「参加は720人（『約束』は「30件」）だった」"
    assert marked == f"市長は{quote}{MARK}と述べ、第20回{MARK}は5人{MARK}とした。"
    assert [marked[fact.start : fact.end] for fact in moved] == ["720人", "30件", "第20回", "5人"]
    assert len(move_findings(findings, facts, moved)) == 4
    again, _ = check(marked, "市長は述べた。")
    assert mark_unsupported(marked, again)[0] == marked


def test_a_share_in_words_contradicts_another_share():
    facts, _ = check("使用料は半額です。", "使用料の3割を減額する。")
    assert [(fact.text, fact.state) for fact in facts] == [("半額", "conflict")]


def test_the_first_paragraph_of_an_article_has_no_number():
    law = "第4条　使用者は、届け出る。\n第5条　使用者は、納める。\n2　前項の額は、別に定める。"
    facts, _ = check("規則第4条第1項、第4条第2項、第5条第1項、第5条第2項", law)
    assert [fact.state for fact in facts] == ["derived", "unsupported", "derived", "derived"]


SAID = st.lists(
    st.sampled_from(
        [
            "令和8年12月5日（土）",
            "6月31日",
            "第20回",
            "第3条第2項",
            "300円",
            "３人",
            "十二人",
            "【要確認】",
            "【要確認：数】",
            "[1]",
            "、",
            "。",
            "\n",
            "から",
            "8.2％",
            "0999-22-1141",
            "午後3時",
            "元",
            "年度",
            "令和",
            "Ａ",
            "😀",
            "𠮷",
            "1\u3000",
            "(1)",
            "〔数〕",
        ]
    )
    | st.text(max_size=4)
).map("".join)


@settings(deadline=None)
@given(text=SAID, told=SAID)
def test_facts_and_marks_keep_their_places(text, told):
    facts, findings = check(text, told)
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert all(left.end <= right.start for left, right in itertools.pairwise(facts))
    marked, moved = mark_unsupported(text, facts)
    assert all(marked[fact.start : fact.end] == fact.text for fact in moved)
    inserted = sum(
        fact.state in ("unsupported", "conflict") and not text.startswith("【要確認", fact.end)
        for fact in facts
    )
    assert len(marked) == len(text) + inserted * len(MARK)
    assert marked.replace(MARK, "") == text.replace(MARK, "")
    assert mark_unsupported(marked, moved) == (marked, moved)
    assert len(move_findings(findings, facts, moved)) == len(findings)


def test_a_day_without_its_year_is_no_other_day():
    """「4月1日」 in the source does not contradict 「令和8年4月1日」; 「4月2日」 does."""
    words = "指定ごみ袋の手数料は、{}から1枚40円に改定します。"
    text = words.format("令和8年4月1日").replace("。", "[1]。")
    _, findings = check_facts(text, evidence=[(1, words.format("4月1日"))], inputs={}, today=TODAY)
    assert "fact.conflict" not in {finding.rule for finding in findings}
    _, findings = check_facts(text, evidence=[(1, words.format("令和8年4月2日"))], inputs={}, today=TODAY)
    assert "fact.conflict" in {finding.rule for finding in findings}
