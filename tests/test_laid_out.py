"""What a clerk sees at first on a paper: items and bullets by their steps, rooms around 記, lines that end with a word."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from app.checks.style.file import load_style
from app.checks.style.official import find_style
from app.exporters import export, export_paper
from app.exporters.form_values import form_values
from app.exporters.layout import kept_together, read_blocks
from app.exporters.office_form import fill_form
from app.extractive.grounds import make_laws
from app.extractive.lists import make_pairs
from app.extractive.recipe import choose_recipe
from app.extractive.signed import make_signed
from app.extractive.underlay import make_items
from app.material import Material
from app.tasks.template_file import load_prompts
from tests.test_exporters import draft
from tests.test_qualifiers import evidence

_PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
PROMPTS = load_prompts(_PROMPTS)
LETTER = """巡回の日程について（照会の案）
緑総第12号
令和9年1月8日（金）
各施設長　様
みどり市長　緑川　進
（公印省略）
巡回の日程について（照会）
　下記のとおり照会します。
記
1　内容
(1)　巡回の希望日
ア　午前か午後かを書く
(2)　立会いの職員
以上
担当　総務課"""


def plain(text):
    return replace(draft(text), citations=(), facts=(), findings=())


def word(text, title="案"):
    return Document(io.BytesIO(export("docx", plain(text), title=title))).paragraphs


def steps(paragraph):
    found = paragraph._p.pPr.find(qn("w:ind"))
    return tuple(int(found.get(qn(f"w:{side}Chars"), 0)) for side in ("left", "hanging"))


def section(task, **said):
    return replace(PROMPTS.templates[task].sections[0], **said)


def made(make, one, task="tsuuchi", **values):
    return "".join(piece.text for piece in make(one, Material(PROMPTS.templates[task], values)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("・鍵", 100),
        ("1　持ち物\n・鍵", 200),
        ("1　持ち物\n(1)　巡回\n　する。\n・鍵", 300),
        ("1　持ち物\n　・鍵", 300),
    ],
)
def test_a_bullet_begins_where_the_text_under_its_heading_does(text, left):
    bullet = next(each for each in word(text) if each.text.startswith("・"))
    assert steps(bullet) == (left, 100)


def test_there_is_room_around_the_middle_word_of_a_letter_and_before_who_is_asked():
    by = {each.text: each.paragraph_format for each in word(LETTER, "巡回の日程について（照会の案）")}
    assert (by["記"].space_before, by["記"].space_after) == (Pt(9), Pt(9))
    assert by["以上"].space_after == Pt(9)


def test_a_question_is_not_left_alone_at_the_end_of_a_page():
    asked, answer, more = read_blocks("　問　いつですか。\n　答　明日です。\n　なお、無料です。")
    assert kept_together(asked, answer) and not kept_together(answer, more)


def test_lines_begun_further_in_are_a_step_below():
    one = section("tsuuchi", text="{内容}", by="items")
    told = "希望日\n　午前か午後か\n　曜日\n立会い\n　職名"
    assert made(make_items, one, 内容=told).split("\n") == [
        "(1)　希望日", "ア　午前か午後か", "イ　曜日", "(2)　立会い", "ア　職名",
    ]  # fmt: skip
    assert made(make_items, one, 内容="希望日\n　立会い\n　職名") == "(1)　希望日\n(2)　立会い\n(3)　職名"


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        (
            "栄町1番2号　株式会社みどり舞台　代表取締役　緑川　進",
            ["栄町1番2号", "株式会社みどり舞台", "代表取締役　緑川　進"],
        ),
        ("株式会社みどり舞台　代表取締役　緑川　進", ["株式会社みどり舞台", "代表取締役　緑川　進"]),
        ("栄町1番2号　緑川　進", ["栄町1番2号　緑川　進"]),
    ],
)
def test_a_company_signs_on_lines_as_the_office_does(who, lines):
    one = section("keiyaku", text="　　受注者　{受注者}　　印", by="signed")
    assert (
        made(make_signed, one, "keiyaku", 受注者=who)
        == "　　受注者　" + "\n　　　　　　".join(lines) + "　　印"
    )


def test_the_figures_of_a_plan_are_a_table():
    one = next(each for each in PROMPTS.templates["keikaku"].sections if each.title == "指標")
    told = "相談の件数　30件（令和7年度）　60件（令和13年度）　建設課\n空き家の数\t12件"
    assert made(make_pairs, one, "keikaku", 指標=told).split("\n") == [
        "指標 | 現状値（年度） | 目標値（年度） | 担当課",
        "相談の件数 | 30件（令和7年度） | 60件（令和13年度） | 建設課",
        "空き家の数 | 12件 | 【要確認】 | 【要確認】",
    ]
    assert made(make_pairs, one, "keikaku").endswith(
        "\n【要確認：施策ごとの指標】 | 【要確認】 | 【要確認】 | 【要確認】"
    )


def test_a_long_title_in_word_ends_its_lines_where_a_word_ends():
    fields = {"体裁": "帯", "色": "青"}
    title = "第20回みどり市民文化祭記念特別講演会及び郷土資料展示会のお知らせ"
    made = plain(f"{title}\n【日時】\n令和9年2月7日（日）")
    content = export_paper("poster", "docx", made, fields, title=title)
    document = Document(io.BytesIO(content))
    head = next(each for each in document.paragraphs if each.style.name == "Title")
    assert head.text.replace("\n", "") == title == document.core_properties.title
    assert 2 <= len(head.text.split("\n")) <= 3 and "特\n別" not in head.text
    assert head.runs[0].font.size >= Pt(28)


def test_the_text_in_an_office_s_form_has_no_head_that_stands_in_boxes_of_its_own():
    form = Document()
    for name in ("件名", "宛先", "発信日", "本文"):
        form.add_paragraph(f"{{{{{name}}}}}")
    stream = io.BytesIO()
    form.save(stream)
    fields = {"宛先": "各施設長", "発信日": "令和9年1月8日（金）"}
    values = form_values(plain(LETTER), fields, title="巡回の日程について（照会の案）")
    filled = fill_form(stream.getvalue(), "docx", values, draft=plain(LETTER))
    lines = [each.text for each in Document(io.BytesIO(filled.content)).paragraphs]
    assert lines[:6] == [
        "巡回の日程について（照会）", "各施設長", "令和9年1月8日（金）", "緑総第12号", "みどり市長　緑川　進", "（公印省略）",
    ]  # fmt: skip


def test_a_macro_that_stays_in_its_workbook_is_not_given_for_one_that_leaves_it():
    template = PROMPTS.templates["macro"]

    def chosen(purpose):
        found = choose_recipe(Material(template, {"目的": purpose, "説明": "A列は課名", "種類": "VBA"}))
        return found.name if found else ""

    assert chosen("課ごとにシートを分ける") == "一覧を区分ごとのシートに分ける"
    assert chosen("課ごとにシートを分けて、別のブックに保存する") == ""


def test_the_style_rules_leave_code_and_the_names_of_offices_alone():
    guide = load_style(_PROMPTS)

    def said(text):
        return [text[one.start : one.end] for one in find_style(text, guide, "formal")]

    code = "Private Function 区分(ByVal 値 As String, ByVal 行 As Long)\n"
    assert said(f"【コード】\n{code}【使い方】\n動かす。") == []
    assert said(f"【使い方】\n{code}") != []
    assert said("担当は、こども育成係の係長とする。") == said("こども政策室長が決める。") == []
    assert said("こどもの数を調べる。") == ["こども"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "施行された、共生社会の実現を推進するための認知症基本法",
            "共生社会の実現を推進するための認知症基本法",
        ),
        ("市は支援を障害者総合支援法", "障害者総合支援法"),
    ],
)
def test_the_whole_name_of_a_law_is_told(said, name):
    told = evidence(f"{said}（令和5年法律第65号）に沿う。")
    material = Material(PROMPTS.templates["kikakusho"], {}, evidence=told)
    one = section("kikakusho", text="なし", by="laws", about=name, limit=5, kinds=())
    assert "".join(piece.text for piece in make_laws(one, material)) == f"・{name}（令和5年法律第65号）[1]"
