"""The fact check of a draft: sources, form, past document, names, marks and offsets; the stance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.checks.grounds.facts import check_facts
from app.checks.running import CHECKS, run_checks
from app.checks.subject import Subject
from app.checks.uses.stance import check_stance
from app.retrieval import pack
from app.tasks.form import read_form
from app.tasks.template_file import load_template
from app.text.named import find_named
from app.text.wording import pairs
from tests.papers import FEES, FIRE_REPORT, SPEECH_R08, document
from tests.tiny_index import TinyIndex

PROMPTS = Path(__file__).resolve().parent.parent / "prompts" / "tasks"
INDEX = TinyIndex([FEES, FIRE_REPORT])
EVIDENCE = pack(
    [
        (one, document)
        for document in (FEES, FIRE_REPORT)
        for one in INDEX.passages(document.id)
        if "300円" in one.text or "11件" in one.text
    ],
    wanted=pairs("住民票の写し 手数料 火災 救急"),
    limit=5,
)


def subject(text, **more):
    values = {"行事名": "第22回みどり市消防出初式", "話者": "みどり市長　柊木　真理子", "時間": "3"}
    template = load_template(PROMPTS / "aisatsu.toml")
    more = {"values": values, "template": template, "today": date(2026, 11, 24)} | more
    return Subject(text, EVIDENCE, **more)


def states(text, **more):
    return {fact.text: fact.state for fact in check_facts(subject(text, **more)).facts}


def test_every_state_has_its_reason():
    told = states(
        "第22回の出初式です。火災は11件[2]、出動は2,534件、来賓は999人です。団は12分団あります。約3分話します。",
        past=SPEECH_R08.text.replace("2,648", "2,534") + "消防団には12分団があります。",
        past_title="前回",
    )
    assert told == {
        "第22回": "input",
        "11件": "supported",
        "2,534件": "conflict",
        "12分団": "stale",
        "999人": "unsupported",
        "3分": "input",
    }


def test_three_is_not_thirteen():
    assert states("火災は1件でした[2]。") == {"1件": "unsupported"}
    assert states("手数料は30円です。") == {"30円": "conflict"}  # every source says 300円 there


def test_what_cannot_be_traced_is_marked_in_the_text_and_the_offsets_hold():
    checked = check_facts(subject("団員は999人、火災は11件[2]で、午後1時に始まります。"))
    assert checked.text == "団員は999人【要確認】、火災は11件[2]で、午後1時【要確認】に始まります。"
    assert [checked.text[fact.start : fact.end] for fact in checked.facts] == [
        fact.text for fact in checked.facts
    ]
    assert [checked.text[one.start : one.end] for one in checked.findings] == ["999人", "午後1時"]
    again = check_facts(subject(checked.text))
    assert again.text == checked.text


def test_what_is_marked_already_is_no_fact():
    assert states("火災は【要確認：旧「13件」】、〔数〕人でした。") == {}


def test_a_name_is_known_from_the_form_the_sources_or_the_past_document():
    text = "市長の柊木真理子です。市長の柊木です。鳴海重雄市長です。山田太郎さんです。"
    told = states(text, past="市長の鳴海重雄です。", past_title="前回")
    assert told == {"柊木真理子": "input", "柊木": "input", "鳴海重雄": "conflict", "山田太郎": "unsupported"}


def test_a_wrong_weekday_and_an_impossible_day_are_errors():
    checked = check_facts(
        subject("令和8年12月6日（土）と6月31日です。", values={"日": "令和8年12月6日（日）"})
    )
    assert [(one.rule, one.severity) for one in checked.findings] == [
        ("fact.weekday", "error"),
        ("fact.impossible", "error"),
    ]
    assert "（日）" in checked.findings[0].message


ANSWER = load_template(PROMPTS / "souteimondou.toml")
FORM = read_form(ANSWER, ANSWER.examples[0].fields)


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("実現するよう努めてまいります。", None),
        ("着実に取り組んでまいります。", "error"),
        ("引き続き研究してまいります。", "warning"),
        ("昨年、取り組んでまいりますと答弁しました[1]。", "warning"),
        ("研究を続ける考えはあるか。", None),
        ("「研究してまいります」との答弁であった。", None),
    ],
)
def test_a_promise_is_as_firm_as_the_clerk_chose(sentence, severity):
    checked = check_stance(Subject(sentence, values=FORM, template=ANSWER))
    assert [one.severity for one in checked.findings] == ([severity] if severity else [])
    for one in checked.findings:
        assert sentence[one.start : one.end] in sentence
        assert "実現に努める" in one.message


def test_every_check_of_the_table_keeps_the_words():
    text = "火災は11件[2]、団員は999人です。取り組んでまいります。"
    for name in CHECKS:
        checked = run_checks(subject(text), (name,))
        assert checked.text.replace("【要確認】", "") == text
    assert "999人【要確認】" in run_checks(subject(text)).text


def test_a_list_of_sources_names_who_keeps_the_paper_and_no_sentence_does():
    first, *rest = EVIDENCE
    kept = (replace(first, document=replace(first.document, section="市民税課")), *rest)

    def states(text):
        return {one.text: one.state for one in check_facts(replace(subject(text), evidence=kept)).facts}

    line = f"・みどり市手数料条例[{first.number}]\n　条例、担当　"
    assert states(f"{line}市民税課")["市民税課"] == "supported"
    assert states(f"市民税課に相談しました[{first.number}]。")["市民税課"] == "unsupported"
    assert states(f"{line}農林水産課")["農林水産課"] == "unsupported"


def test_a_section_of_another_section_and_one_named_twice_are_told():
    values = {"行事名": "出初式", "問合せ先": "総務課行政係"}
    result = check_facts(subject("担当は、総務課年金係です。\n関係課は、財政課、財政課です。", values=values))
    told = {
        (one.message.split("」")[0], one.severity) for one in result.findings if one.rule == "fact.conflict"
    }
    assert ("「年金係", "error") in told and ("「財政課", "warning") in told


def test_the_number_before_a_name_is_the_forms():
    values = {"行事名": "第22回みどり市消防出初式"}
    assert states("第21回みどり市消防出初式を行います。", values=values)["第21回"] == "conflict"


def test_an_old_papers_weekday_does_not_make_this_years_wrong():
    old = replace(
        EVIDENCE[0], passage=replace(EVIDENCE[0].passage, text="令和6年10月1日（火）から手数料を改める。")
    )

    def rules(text):
        return [one.rule for one in check_facts(replace(subject(text), evidence=(old,))).findings]

    assert "fact.weekday" not in rules("予防接種は、10月1日（木）から受けられます。")
    assert "fact.weekday" in rules("令和8年10月1日（金）から受けられます。")


def test_a_day_without_a_year_is_of_the_year_that_the_text_tells():
    def rules(text):
        return [one.rule for one in check_facts(subject(text)).findings]

    assert "fact.weekday" in rules("令和8年5月17日に行いました。次は12月13日（月）に行います。")
    assert "fact.weekday" not in rules("令和8年5月17日に行いました。次は12月13日（日）に行います。")
    assert "fact.weekday" not in rules("令和8年11月17日に行いました。次は2月14日（日）に行います。")


def test_an_article_of_the_regulation_that_is_named_does_not_contradict_its_name():
    fees = document(
        "asahisawa",
        "あさひ沢町手数料徴収条例",
        "条例",
        "あさひ沢町手数料徴収条例\n第1条　この条例は、地方自治法第227条の規定に基づき徴収する手数料に関し必要な事項を定める。\n",
    )
    index = TinyIndex([fees])
    evidence = pack([(one, fees) for one in index.passages("asahisawa")], wanted=pairs("手数料"), limit=3)

    def found(text):
        facts = check_facts(replace(subject(text), evidence=evidence)).facts
        return {one.text: one.state for one in facts if one.kind == "例規名"}

    assert found("手数料は、あさひ沢町手数料徴収条例の規定に基づき徴収する。") == {
        "あさひ沢町手数料徴収条例": "supported"
    }
    assert found("手数料は、地方税法の規定に基づき徴収する。") == {"地方税法": "conflict"}


def test_a_laws_name_has_the_name_of_its_city_in_hiragana():
    told = "手数料は、つくば市手数料条例及びいわき市手数料条例並びにあさひ沢町税条例による。すべて市税条例により、または市税条例による。"
    named = [(one.text, one.value) for one in find_named(told) if one.kind == "例規名"]
    assert named == [
        ("つくば市手数料条例", "手数料条例"),
        ("いわき市手数料条例", "手数料条例"),
        ("あさひ沢町税条例", "税条例"),
        ("市税条例", "市税条例"),
        ("市税条例", "市税条例"),
    ]


def test_a_figure_that_a_row_has_with_the_words_around_it_is_no_other_one_of_the_row():
    words = "災害 | 7時間45分以内の場合 | 4時間以内　4,000円 4時間を超えるとき　8,000円\n災害 | 7時間45分を超える場合 | 8,000円に、7時間45分を超える時間1時間につき1,000円を加えた額"
    table = document("pay", "団の条例", "条例", f"団の条例\n\n{words}")
    shelf = TinyIndex([table])
    evidence = pack([(one, table) for one in shelf.passages("pay")], wanted=pairs("7時間45分 災害"), limit=5)
    row = "・災害：7時間45分を超える場合、出動報酬の額 8,000円に、{}45分を超える時間1時間につき1,000円を加えた額[1]"

    def told(hours):
        made = check_facts(replace(subject(row.format(hours)), evidence=evidence))
        return [fact.state for fact in made.facts if fact.text == hours][-1]

    assert told("7時間") == "supported" and told("9時間") in ("conflict", "unsupported")
