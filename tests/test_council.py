"""Past answers of the council: read out of minutes, found by subject, compared with the draft; the tree of questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.checks.grounds.polarity import reversed_sense
from app.checks.grounds.pools import read_sentences
from app.checks.subject import Subject
from app.checks.uses.council import check_council, compared, rung_of
from app.checks.uses.further import check_further
from app.citation import make_citation
from app.council import concluding, exchanges, gist, is_on, session_of
from app.drafting import draft
from app.events import Done, DraftRequest
from app.extractive.past_answers import make_answers
from app.extractive.unsaid import PROMISES, is_said
from app.material import Material
from app.recalling import recalled
from app.rechecking import recheck
from app.retrieval import Evidence
from app.tasks.template_file import load_prompts
from evals.council_pairs import measure, precision
from ingest.document import CLERK, Document
from tests.tiny_index import TinyIndex

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
TEMPLATE = PROMPTS.templates["souteimondou"]
OLD = """令和6年第4回さくら市議会定例会会議録（第2号）
○議長（稲葉光男君）　一般質問を行います。3番、山川花子君。
◆3番（山川花子君）　移動図書館の運行について伺います。運行の回数を増やす考えはないか、お聞きします。
◎教育部長（岸本原洋君）　山川議員の御質問にお答えいたします。移動図書館は、月に8回、市内の12か所を巡回しております。利用は年間3,400人です。
　移動図書館の運行の回数を増やすことにつきましては、運転手の確保と費用の面から、検討してまいります。
○議長（稲葉光男君）　山川花子君。
◆3番（山川花子君）　再質問いたします。検討の期限はいつですか。
○議長（稲葉光男君）　教育部長。
◎教育部長（岸本原洋君）　移動図書館の運行の回数は、令和7年度中に結論を出してまいります。
○議長（稲葉光男君）　次に、5番、深町和樹君。
◆5番（深町和樹君）　道の駅の駐車場について伺います。
◎産業建設部長（大槻芳男君）　深町議員の御質問にお答えいたします。道の駅の駐車場は84台分で、休日は足りておりません。拡張に取り組んでまいります。
"""
NEW = """令和８年３月定例会会議録
令和８年３月５日（木曜日）
○議長（稲葉光男君）　質疑を行います。
◆7番（西田一郎議員）　移動図書館の運行の費用を伺います。
◎市長（柊木真理子君）　西田議員にお答えします。移動図書館の運行の費用は、年間620万円です。運行の回数を増やすことは、引き続き検討してまいります。
○総務常任委員長（谷口昭君）　移動図書館の運行の条例案は、原案のとおり可決しました。
"""
MINUTES = (
    Document(
        "old",
        "令和6年第4回さくら市議会定例会会議録（第2号）",
        "会議録",
        OLD,
        "",
        "",
        issued=date(2024, 12, 11),
    ),
    Document("new", "令和８年３月定例会会議録", "会議録", NEW, "", ""),
    Document(
        "other",
        "図書館協議会会議録",
        "会議録",
        "移動図書館の運行の回数を増やすべきだという意見があった。\n",
        "",
        "",
    ),
)
FIELDS = {
    "会期": "令和9年第1回（3月）定例会",
    "質問事項": "移動図書館の運行の回数について",
    "質問要旨": "増やす考えはあるか。",
    "答弁者": "教育部長",
    "方針": "実施しない",
    "担当課": "図書館",
}


def made(**fields):
    index = TinyIndex(MINUTES)
    events = draft(
        DraftRequest("souteimondou", FIELDS | fields), index=index, writer=None, prompts=PROMPTS, viewer=CLERK
    )
    last = list(events)[-1]
    assert isinstance(last, Done)
    return last.draft


def test_sessions_are_named_as_each_city_names_them():
    assert [session_of(one) for one in MINUTES] == ["令和6年第4回定例会", "令和８年３月定例会", ""]


def test_an_answer_belongs_to_the_member_who_asked_last():
    told = [(one.member, one.post, one.name, one.again) for one in exchanges(MINUTES[0])]
    assert told == [
        ("山川花子", "教育部長", "岸本原洋", False),
        ("山川花子", "教育部長", "岸本原洋", True),
        ("深町和樹", "産業建設部長", "大槻芳男", False),
    ]
    first = exchanges(MINUTES[0])[0]
    assert OLD[first.start : first.end].startswith("◎教育部長")
    assert first.when == "令和6年第4回定例会（12月11日）"


def test_a_report_of_a_committee_is_no_answer_and_the_day_is_read_from_the_minutes():
    (one,) = exchanges(MINUTES[1])
    assert (one.member, one.post, one.day) == ("西田一郎", "市長", date(2026, 3, 5))


def test_the_gist_is_what_was_said_word_for_word():
    one = exchanges(MINUTES[0])[0]
    subject = "移動図書館の運行の回数について"
    assert is_on(one, subject) and not is_on(exchanges(MINUTES[0])[2], subject)
    assert concluding(one, subject).endswith("検討してまいります。")
    assert all(part + "。" in OLD for part in gist(one, subject).split("。") if part)
    assert "お答えいたします" not in gist(one, subject)


def test_past_answers_come_newest_first_and_only_on_the_subject():
    found = recalled("移動図書館の運行の回数について", library=TinyIndex(MINUTES), viewer=CLERK)
    assert [one.exchange.session for one in found] == [
        "令和８年３月定例会",
        "令和6年第4回定例会",
        "令和6年第4回定例会",
    ]
    assert {one.document.id for one in found} == {"old", "new"}
    assert all(one.passage.start <= one.exchange.end for one in found)


def test_the_draft_shows_them_as_a_table_with_sources_and_names_nobody_unknown():
    text = made().text
    assert "会期 | 議員 | 答弁者 | 答弁の要旨\n令和８年３月定例会（3月5日） | 西田一郎議員 | 市長 | " in text
    row = next(
        line
        for line in text.split("\n")
        if line.startswith("令和6年第4回定例会（12月11日） | 山川花子議員 | ")
    )
    assert "検討してまいります[" in row and "【要確認" not in row


def test_a_changed_policy_is_told_with_both_places():
    told = [one for one in made().findings if one.rule == "council.stance"]
    assert len(told) == 1
    assert "今回の方針は「実施しない」" in told[0].message
    assert "令和８年３月定例会（3月5日）で、西田一郎議員に市長が" in told[0].message
    assert told[0].source.startswith("令和８年３月定例会会議録")
    assert not [one for one in made(方針="検討する").findings if one.rule == "council.stance"]


def test_changed_figures_and_denials_are_told_where_they_stand():
    text = "\n".join((
        "【答弁（案）】",
        "　移動図書館は、月に10回、市内の12か所を巡回しております。",
        "　移動図書館の運行の回数を増やすことにつきましては、運転手の確保と費用の面から、検討してまいりません。",
        "【再質問想定】",
        "1　いつか。",
    ))  # fmt: skip
    subject = Subject(text, values=FIELDS, template=TEMPLATE, library=TinyIndex(MINUTES), viewer=CLERK)
    found = {(one.rule, text[one.start : one.end]): one.message for one in check_council(subject).findings}
    figure = found[("council.figure", "10回")]
    assert "前の答弁では「8回」です" in figure and "山川花子議員に教育部長が" in figure
    assert any(rule == "council.negation" for rule, _ in found)
    same = subject.with_text(text.replace("10回", "8回").replace("まいりません", "まいります"))
    assert {one.rule for one in check_council(same).findings} == {"council.stance"}


def test_a_stronger_promise_than_before_is_told():
    text = "【答弁（案）】\n　移動図書館の運行の回数は、令和7年度中に結論を出すよう努めてまいります。\n【関係課】\n　図書館"
    assert rung_of("運転手の確保と費用の面から、慎重に検討してまいります。") == "慎重に検討する"
    values = FIELDS | {"方針": "必ず実施する"}
    index = TinyIndex(MINUTES)
    subject = Subject(text, values=values, template=TEMPLATE, library=index, viewer=CLERK)
    told = [one.message for one in check_council(subject).findings if one.rule == "council.stance"]
    assert told and "今回の方針は「必ず実施する」" in told[0] and "（検討する）" in told[0]


def test_three_further_questions_each_with_an_answer_and_what_it_calls_forth():
    text = made(方針="研究する").text
    body = text.split("【再質問想定】")[1].split("【過去の答弁】")[0]
    assert body.count("（再々質問）") == 3 and body.count("（答弁案）") == 6
    assert body.startswith("\n1　いつまでに、何を研究するのか。")
    assert not [one for one in made(方針="研究する").findings if one.rule.startswith("questions.")]


def test_a_branch_without_answer_or_grounds_is_told():
    text = "【再質問想定】\n1　費用は。\n　（答弁案）年620万円です[1]。\n　（再々質問）財源は。\n　（答弁案）一般財源です。\n2　期限は。\n【関係課】\n　図書館"
    subject = Subject(text, values=FIELDS, template=TEMPLATE)
    told = {
        (one.rule, text[one.start : one.end])
        for one in check_further(subject).findings
        if one.end - one.start < 9
    }
    assert told == {("questions.grounds", "財源は。"), ("questions.answer", "期限は。")}
    assert any("2件" in one.message for one in check_further(subject).findings if one.rule == "questions.few")


def test_an_answer_without_a_policy_or_without_its_words_is_told():
    text = "【答弁（案）】\n　移動図書館は、月に8回、巡回しております。\n【関係課】\n　図書館"
    index = TinyIndex(MINUTES)

    def rules(fields):
        made = recheck(
            text, template=TEMPLATE, fields=fields, sources=[], past="", library=index, viewer=CLERK
        )
        return {one.rule for one in made.findings}

    assert "stance.unsaid" in rules(FIELDS)
    assert "stance.missing" in rules(FIELDS | {"方針": ""})


def test_pairs_of_answers_are_warned_of_only_where_they_are_against_each_other():
    counts, wrong = measure()
    right, warned = precision(counts)
    assert right >= 0.9 * warned and right >= 15, wrong
    assert counts["same", "same"] >= 15
    assert counts["changed", "against"] == 0


def test_a_short_question_goes_on_from_the_answer_before_it_and_asks_again_in_the_draft():
    asked = "◆7番（西田一郎議員）　運転手は何人いて、何人足りないのですか。\n◎総務課長（黒川亜希君）　運転手は6人です。あと2人が必要です。\n"
    more = "◆7番（西田一郎議員）　道の駅についても伺います。\n◎市長（柊木真理子君）　道の駅は84台分です。\n"
    text = NEW.replace("○総務常任委員長", f"{asked}{more}○総務常任委員長")
    index = TinyIndex((Document("new", "令和８年３月定例会会議録", "会議録", text, "", ""),))
    told = recalled("移動図書館の運行について", library=index, viewer=CLERK)
    assert [one.exchange.post for one in told] == ["市長", "総務課長"], "道の駅 is of another subject"


def test_what_a_line_asks_to_be_told_and_no_source_tells_stays_open():
    text = made(質問要旨="(1) 10月からの団体貸出しの利用状況を伺う。\n(2) 回数を増やさないか。").text
    answer = text.split("【答弁（案）】")[1].split("【根拠・資料】")[0]
    assert "　【要確認：10月からの団体貸出しの利用状況】\n" in answer


def test_a_question_of_when_is_not_asked_of_what_is_not_done():
    for policy, asked in (("実施しない", False), ("実現に努める", True)):
        body = made(方針=policy).text.split("【再質問想定】")[1].split("【過去の答弁】")[0]
        assert ("いつまでに、どの程度進めるのか。" in body) is asked, policy


def test_what_is_said_of_sundays_contradicts_nothing_of_weekdays_and_a_title_denies_nothing():
    sunday, week = (
        read_sentences(one)[0]
        for one in (
            "町営バスは、日曜日には運行しません。",
            "町営バスは、平日と土曜日に1日7便を運行しています。",
        )
    )
    assert list(compared(sunday, week)) == []
    mine = read_sentences("学校給食費の無償化につきましては、現時点で実施は考えておりません。")[0]
    title = read_sentences("質問事項：学校給食費の無償化について")[0]
    assert reversed_sense(mine, title) is None


TOWN = Document(
    "town",
    "令和７年第２回月影町議会定例会会議録（第１号）",
    "会議録",
    """令和７年第２回月影町議会定例会会議録（第１号）
○議長（稲葉　光男君）　６番、白井卓也君。
○６番（白井　卓也君）　紙おむつの購入助成について、対象が広がりました。利用の様子を伺います。
○福祉課長（芦田　実君）　白井議員の御質問にお答えいたします。紙おむつの購入助成は、対象を広げたことにより、１２０人が利用しております。
""",
    "",
    "",
    issued=date(2025, 6, 9),
)


def test_what_may_be_asked_of_any_matter_hides_no_past_answer():
    index = TinyIndex((TOWN,))
    for subject in (
        "紙おむつの購入助成",
        "紙おむつの購入助成の拡充の効果と財源",
        "紙おむつの購入助成の今後の見通し",
    ):
        found = recalled(subject, library=index, viewer=CLERK)
        assert [one.exchange.post for one in found] == ["福祉課長"], subject
    assert session_of(TOWN) == "令和７年第２回定例会"


def test_nobody_is_told_that_there_is_no_past_answer_where_the_minutes_are_a_source():
    section = next(one for one in TEMPLATE.sections if one.by == "answers")
    index = TinyIndex((TOWN,))
    hit = index.search("紙おむつ", viewer=CLERK).hits[0]
    source = Evidence(
        3,
        make_citation(3, hit.passage, hit.document, wanted=frozenset()),
        hit.passage,
        hit.document,
        hit.passage.text,
    )
    for evidence, told in (((source,), "近いやり取りがあります[3]"), ((), "見当たりません")):
        (piece,) = make_answers(section, Material(TEMPLATE, FIELDS, evidence, None))
        assert told in piece.text


def test_who_speaks_is_read_with_a_space_in_the_name_and_giving_the_floor_is_no_fact():
    passage = next(one for one in TinyIndex((TOWN,)).passages("town") if "福祉課長" in one.label)
    assert not is_said(
        Evidence(1, make_citation(1, passage, TOWN, wanted=frozenset()), passage, TOWN, passage.text)
    )
    assert PROMISES.search("運行の計画案について、事務局お願いします。")
    assert not PROMISES.search("運行の計画案は、６か月間です。")


def test_what_a_number_fell_by_is_no_other_total():
    mine = read_sentences("移動図書館の利用者は、年間２，９８０人に減りました。")[0]
    theirs = read_sentences("移動図書館の利用者は、年間１０５人の減となりました。")[0]
    assert list(compared(mine, theirs)) == []
