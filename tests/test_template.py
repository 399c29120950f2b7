"""Task templates: the four of the product, and one mistake after another in a copy of one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events import FormError
from app.tasks.form import read_form
from app.tasks.placeholder import fill, names
from app.tasks.schema import TemplateError
from app.tasks.template_file import load_cards, load_prompts, load_template, load_templates

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_SURVEY = (
    "あいさつ文案 議事録の要約 企画書案 メール文案 議会の想定問答 ローコード（マクロ・VBA・関数） 翻訳 "
    "住民等からの質問への回答案 計画案 マニュアル案 SNS投稿文案 仕様書案 記者発表資料案 庁内情報の検索 例規案 契約書案 "
    "ポスター・チラシ その他（自由な用途）"
)
SURVEY = _SURVEY.split()
OTHERS = ["起案文（伺い文）案", "通知文案"]


def test_the_cards_are_the_eighteen_uses_in_the_order_of_the_survey_then_the_others():
    cards = load_prompts(PROMPTS).cards
    assert [card.name for card in cards if card.listed] == SURVEY
    assert [card.name for card in cards] == SURVEY + OTHERS
    assert [card.id for card in cards if not card.available] == []
    assert all(card.result and card.minutes for card in cards)


def test_every_task_has_two_worked_examples_that_pass_its_own_form():
    for template in load_prompts(PROMPTS).templates.values():
        assert len(template.examples) >= 2
        for example in template.examples:
            values = read_form(template, example.fields)
            assert all(values[field.id] for field in template.fields if field.required)
        assert len(template.checklist) >= 5
        assert template.digest == load_template(Path(template.file)).digest


def test_every_model_section_shows_one_worked_case_without_the_city_of_the_corpus():
    for template in load_prompts(PROMPTS).templates.values():
        for section in template.sections:
            if section.model and not section.instruction:
                assert section.instruction_whole, "a section that only a large model writes"
            elif section.model:
                assert section.sample_request and section.sample_answer
                assert "みどり市" not in section.sample_request + section.sample_answer


def test_the_order_of_the_tasks_is_their_own():
    templates = load_templates(PROMPTS / "tasks")
    orders = [template.order for template in templates.values()]
    assert orders == sorted(orders) and set(orders) == set(range(1, 21))
    names = [template.name for template in templates.values()]
    assert names == [name for place, name in enumerate(SURVEY + OTHERS, start=1) if place in orders]


MISTAKES = [
    ("order = 1\n", 'order = "一"\n', ("「order」", "整数")),
    ("order = 1\n", "", ("「order」がありません", "整数")),
    ("order = 1\n", "order = 0\n", ("「order」", "1 から 99")),
    ("minutes = 3\n", "minutes = 3\nmodel = 1\n", ("「model」という項目はありません", "使えるのは")),
    ('name = "あいさつ文案"', 'name = ""', ("「name」が空",)),
    ('type = "select"', 'type = "radio"', ("「radio」", "textarea", "select")),
    ('options = ["主催者", "来賓"]', "options = [1, 2]", ("「options」", "文字列の並び")),
    ('"立場" = "主催者"', '"立場" = "司会"', ("「司会」", "主催者、来賓")),
    ('"時間" = "3"', '"時間" = 3', ("文字列",)),
    ('"会場" = "緑川河川敷公園"', '"場" = "公園"', ("「場」に当たる入力欄がありません",)),
    ('query = "{行事名}"', 'query = "{行事}"', ("{行事}", "行事名")),
    ("会場　{会場?}", "会場　{会場所?}", ("{会場所}", "会場")),
    ('length_from = "時間"', 'length_from = "分"', ("length_from", "「分」")),
    ('by = "underlay"', 'by = "magic"', ("「magic」", "underlay")),
    ("temperature = 0.3", "temperature = 3", ("temperature", "0 から 2")),
    ('id = "話者"', 'id = "立場"', ("「立場」が2回",)),
    ('when = "立場=主催者"', 'when = "立場=司会"', ("when", "立場=司会", "主催者、来賓")),
    ('by = "underlay"', 'by = "underlay"\nkeeps = "原文"', ("keeps", "「原文」")),
    ('by = "underlay"', 'by = "underlay"\ncount = "Y"', ("count", "「Y」")),
    ('query = "{行事名}"', 'query = "{会場（月日）}"', ("会場（月日）",)),
    ('title = "{行事名}　挨拶（案）"', 'title = "{行事名"\n[', ("TOML",)),
]


@pytest.mark.parametrize(("before", "after", "words"), MISTAKES)
def test_a_mistake_is_one_error_with_the_file_the_key_and_what_is_allowed(tmp_path, before, after, words):
    source = (PROMPTS / "tasks" / "aisatsu.toml").read_text(encoding="utf-8")
    assert before in source
    file = tmp_path / "aisatsu.toml"
    file.write_text(source.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(TemplateError) as failure:
        load_template(file)
    message = str(failure.value)
    assert str(file) in message
    for word in words:
        assert word in message, message


def test_two_files_with_one_id_are_named(tmp_path):
    for name in ("a.toml", "b.toml"):
        shutil.copy(PROMPTS / "tasks" / "aisatsu.toml", tmp_path / name)
    with pytest.raises(TemplateError, match=r"b\.toml.*aisatsu.*a\.toml"):
        load_templates(tmp_path)


def test_the_options_of_a_stance_must_be_those_of_its_field(tmp_path):
    source = (PROMPTS / "tasks" / "souteimondou.toml").read_text(encoding="utf-8")
    file = tmp_path / "s.toml"
    file.write_text(source.replace('  "研究する",\n', "", 1), encoding="utf-8")
    with pytest.raises(TemplateError, match="stance"):
        load_template(file)


def test_a_missing_file_and_a_wrong_encoding_are_told(tmp_path):
    with pytest.raises(TemplateError, match="開けません"):
        load_cards(tmp_path / "cards.toml", {})
    file = tmp_path / "x.toml"
    file.write_bytes('id = "挨拶"'.encode("cp932"))
    with pytest.raises(TemplateError, match="UTF-8"):
        load_template(file)


def test_a_task_file_of_the_offices_own_is_added_after_the_survey(tmp_path):
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    source = (PROMPTS / "tasks" / "aisatsu.toml").read_text(encoding="utf-8")
    own = source.replace('id = "aisatsu"', 'id = "shukuji"').replace('"あいさつ文案"', '"祝電"')
    (tmp_path / "prompts" / "tasks" / "shukuji.toml").write_text(own, encoding="utf-8")
    cards = load_prompts(tmp_path / "prompts").cards
    made = cards[18]
    assert (made.id, made.name, made.available, made.listed) == ("shukuji", "祝電", True, False)
    assert len(cards) == 21


# ---- placeholders


def test_a_line_may_stand_only_where_a_value_is_missing():
    text = "【{行動}：{期限?}まで】{用件}\n【{行動}】{用件}{期限!}"
    assert fill(text, {"行動": "依頼", "用件": "A", "期限": "2月1日"}) == "【依頼：2月1日まで】A"
    assert fill(text, {"行動": "依頼", "用件": "A", "期限": " "}) == "【依頼】A"
    assert names(text) == ("行動", "期限", "用件")


def test_a_date_is_there_without_its_year_for_a_subject_line():
    template = load_prompts(PROMPTS).templates["mail"]
    values = read_form(template, dict(template.examples[0].fields))
    assert values["期限"] == "令和9年2月19日（金）"
    assert values["期限（月日）"] == "2月19日（金）"
    assert template.fill(template.title, values).startswith("件名：【回答依頼：2月19日（金）まで】令和9年")
    assert template.fill(template.title, values | {"期限（月日）": "", "期限": ""}).startswith(
        "件名：【回答依頼】令和9年"
    )


def test_values_go_in_once_and_empty_optional_lines_go_away():
    text = "{名}様\n住所 {住所?}\n電話 {電話}"
    assert names(text) == ("名", "住所", "電話")
    assert fill(text, {"名": "青木"}, missing=lambda name: f"【{name}】") == "青木様\n電話 【電話】"
    assert fill("目的は{目的}こと。", {"目的": "守る。"}) == "目的は守ること。"


HOSTILE = [
    "{{7*7}}",
    "{名.__class__.__mro__}",
    "{名!r}",
    "{0}",
    "%(名)s ${名} {%raw%}",
    "{名:>100000000}",
    "${jndi:ldap://x}",
    "{{config}}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_value_is_ever_evaluated(text):
    assert fill("件名：{名}", {"名": text, "住所": "秘密"}) == f"件名：{text}"


@given(st.text(alphabet="{}名住所?%$!:.\n a", max_size=60))
def test_a_value_comes_out_as_it_went_in(value):
    assert fill("{名}", {"名": value, "住所": "秘密"}) == value.strip()


# ---- forms


def test_a_form_tells_every_problem_at_once():
    template = load_template(PROMPTS / "tasks" / "aisatsu.toml")
    with pytest.raises(FormError) as failure:
        read_form(template, {"立場": "司会", "開催日": "12月6日", "時間": "三分", "なぞ": "x"})
    told = dict(failure.value.problems)
    assert set(told) == {"なぞ", "行事名", "立場", "話者", "開催日", "時間"}
    assert "主催者、来賓" in told["立場"]
    assert "2026-12-06" in told["開催日"]


def test_dates_are_written_with_their_weekday_and_defaults_fill_in():
    template = load_template(PROMPTS / "tasks" / "aisatsu.toml")
    given = {"行事名": "式", "立場": "来賓", "話者": "市長", "開催日": "2027-01-10"}
    values = read_form(template, given)
    assert values["開催日"] == "令和9年1月10日（日）"
    assert values["時間"] == "3"
    assert values["会場"] == ""
