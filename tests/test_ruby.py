"""振り仮名 as Word writes it, and the office's own vertical form kept vertical when it is filled."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.exporters import export
from app.exporters.office_form import fill_form
from app.exporters.readings import readings
from tests.test_exporters import draft


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "みどり市長　柊木　真理子（ひいらぎ　まりこ）です。",
            [("柊木", "ひいらぎ"), ("　", ""), ("真理子", "まりこ")],
        ),
        ("｜雪消し《ゆきげし》の作業", [("雪消し", "ゆきげし")]),
        ("川添《かわぞえ》地区", [("川添", "かわぞえ")]),
        ("事業の進捗（しんちょく）を報告する。", [("進捗", "しんちょく")]),
        ("当日の天候（てんこう）", [("天候", "てんこう")]),
        ("欠席議員（なし）", []),
        ("申請書類（すべて）を持参", []),
        ("会議（ほか）", []),
        ("費用（無料）", []),
    ],
)
def test_a_reading_is_one_only_where_the_text_gives_it(text, parts):
    assert [part for one in readings(text) for part in one.parts] == parts


def test_readings_stand_above_their_words_in_word():
    text = "　皆様、おはようございます。市長の柊木　真理子（ひいらぎ　まりこ）です[1]。進捗（しんちょく）を報告します。"
    made = Document(io.BytesIO(export("docx", draft(text), title="挨拶")))
    paragraph = next(each for each in made.paragraphs if "皆様" in each.text)
    rubies = list(paragraph._p.iter(qn("w:ruby")))
    told = [
        (
            "".join(t.text for t in ruby.find(qn("w:rubyBase")).iter(qn("w:t"))),
            "".join(t.text for t in ruby.find(qn("w:rt")).iter(qn("w:t"))),
        )
        for ruby in rubies
    ]
    assert told == [("柊木", "ひいらぎ"), ("真理子", "まりこ"), ("進捗", "しんちょく")]
    whole = "".join(each.text or "" for each in paragraph._p.iter(qn("w:t")))
    assert "（" not in whole and "です[1]。" in whole
    homes = [ruby.getparent() for ruby in rubies]
    assert all(home.tag == qn("w:r") for home in homes) and len(set(homes)) == 3
    assert paragraph.paragraph_format.line_spacing_rule == WD_LINE_SPACING.AT_LEAST


def vertical_form():
    """A certificate as an office has it: landscape, the text from top to bottom, a box beside it."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "tbRl")
    section._sectPr.append(direction)
    title = document.add_paragraph()
    title.add_run("{{件").bold = True
    title.add_run("名}}").bold = True
    document.add_paragraph("{{本文}}")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    down = OxmlElement("w:textDirection")
    down.set(qn("w:val"), "tbRlV")
    cell._tc.get_or_add_tcPr().append(down)
    cell.text = "{{氏名}}"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_vertical_form_stays_vertical_when_it_is_filled():
    form = vertical_form()
    values = {
        "件名": "表彰状",
        "本文": "あなたは多年にわたり\n地域の福祉に尽くされました",
        "氏名": "見本　太郎",
    }
    made = Document(io.BytesIO(fill_form(form, "docx", values).content))
    before = Document(io.BytesIO(form))
    section, old = made.sections[0], before.sections[0]
    assert section._sectPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRl"
    assert (section.page_width, section.page_height) == (old.page_width, old.page_height)
    assert (section.left_margin, section.top_margin) == (old.left_margin, old.top_margin)
    assert [each.text for each in made.paragraphs] == [
        "表彰状",
        "あなたは多年にわたり",
        "地域の福祉に尽くされました",
    ]
    assert made.paragraphs[0].runs[0].bold is True
    cell = made.tables[0].cell(0, 0)
    assert cell.text == "見本　太郎"
    assert cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRlV"
