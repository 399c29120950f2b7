"""A letter of an office (公文書) in Word, and in the office's own forms that have odd places: read back part by part."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

from app.exporters import export
from app.exporters.form_values import form_values
from app.exporters.layout import read_blocks
from app.exporters.letter import width
from app.exporters.office_form import fill_form
from app.exporters.paper import BODY_POINTS
from app.result import Citation, Draft, Finding, Trace
from app.tasks.template_file import load_prompts

TEXT = """第　　　　号
令和8年12月7日
みどり市自治会連合会
会長　見本　太郎　様

みどり市長　柊木　真理子
（公印省略）
こども医療費の自己負担について（回答）

　お寄せいただいた御質問に、下記のとおりお答えします。
記
1　お答え
　通院の自己負担は、500円です[1]。
2　手続
(1)　申請書を出してください。期限は15日以内です。
以上
担当　みどり市こども未来課こども給付係
電話　0999-22-1155"""
SOURCE = Citation(1, "x#1", "みどり市こども医療費助成条例第3条", "自己負担は、500円とする。", "", "")
TITLE = "こども医療費の自己負担について（回答案）"
TEMPLATE = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["kaitou"]
FIELDS = dict(TEMPLATE.examples[1].fields) | {"宛名": "見本　太郎　様"}


def draft():
    start = TEXT.index("15日以内")
    finding = Finding("fact.unsupported", "warning", "「15日以内」の根拠がありません。", start, start + 5)
    return Draft(TEXT, (SOURCE,), (), (finding,), "needs_review", Trace("", "", "none"))


def saved(made):
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def filled(content, kind="docx"):
    values = form_values(draft(), FIELDS, title=TITLE, template=TEMPLATE)
    return fill_form(content, kind, values, draft=draft())


def test_each_part_of_a_letter_is_known_by_its_place():
    found = [(block.kind, block.level) for block in read_blocks(TEXT, title=TITLE)]
    assert found[:9] == [
        ("head", 14),
        ("head", 14),
        ("to", 1),
        ("to", 2),
        ("sender", 1),
        ("sender", 0),
        ("subject", 0),
        ("body", 0),
        ("centre", 0),
    ]
    assert found[-3:] == [("right", 0), ("contact", 38), ("contact", 38)]


@pytest.mark.parametrize("subject", ["年末年始の閉庁の日程", "閉庁について", "閉庁（通知）"])
def test_a_subject_is_known_without_the_words_that_most_subjects_end_with(subject):
    text = f"みど総第12号\n令和8年12月7日\n各位\n総務課長\n{subject}\n　下記のとおり閉庁します。\n記"
    assert [block.text for block in read_blocks(text) if block.kind == "subject"] == [subject]


def test_the_day_loses_its_weekday_and_the_title_above_a_letter_is_its_subject():
    text = "閉庁の日程（案）\n令和8年12月7日（月）\n各所属長　様\n総務部人事課長\n　年末は、次のとおり閉庁します。"
    found = [(block.kind, block.text) for block in read_blocks(text, title="閉庁の日程（案）")]
    assert found[:4] == [
        ("head", "令和8年12月7日"),
        ("to", "各所属長　様"),
        ("sender", "総務部人事課長"),
        ("subject", "閉庁の日程（案）"),
    ]
    assert "subject" not in [block.kind for block in read_blocks(text[9:], title="その他")]


def test_a_text_that_is_no_letter_stays_as_it_is():
    kinds = {block.kind for block in read_blocks("　皆様。\n会長　見本　様\n　よろしく。\n令和8年12月7日")}
    assert kinds == {"body", "right"}


def test_the_letter_in_word_has_its_parts_where_an_office_puts_them():
    made = Document(io.BytesIO(export("docx", draft(), title=TITLE)))
    lines = {each.text.replace("[1]", ""): each for each in made.paragraphs}
    assert "Title" not in [each.style.name for each in made.paragraphs]
    for text, side, count in (
        ("第　　　　号", "rightChars", "100"),
        ("令和8年12月7日", "rightChars", "100"),
        ("みどり市自治会連合会", "leftChars", "100"),
        ("会長　見本　太郎　様", "leftChars", "200"),
        ("みどり市長　柊木　真理子", "rightChars", "200"),
        ("こども医療費の自己負担について（回答）", "leftChars", "300"),
        ("電話　0999-22-1155", "leftChars", "2200"),
    ):
        assert lines[text]._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == count, text
    assert lines["記"].alignment == WD_ALIGN_PARAGRAPH.CENTER
    number = lines["第　　　　号"].runs
    spread = int(number[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) * len(number[0].text)
    lacking = width("令和8年12月7日") - width("第　　　　号")
    assert abs(spread - lacking * BODY_POINTS * 10) <= len(number[0].text)


CONTROL = '<w:sdt {0}><w:sdtPr><w:alias w:val="{1}"/><w:showingPlcHdr/>{2}</w:sdtPr><w:sdtContent>{3}</w:sdtContent></w:sdt>'
WAITING = '<w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>ここに入力</w:t></w:r>'


def test_content_controls_are_filled_by_their_titles_and_stay_controls():
    form = Document()
    form.add_paragraph("標題　")._p.append(
        parse_xml(CONTROL.format(nsdecls("w"), "件名", "<w:text/>", WAITING))
    )
    form.add_paragraph("決裁日　")._p.append(
        parse_xml(CONTROL.format(nsdecls("w"), "決裁日", "<w:date/>", WAITING))
    )
    body = parse_xml(CONTROL.format(nsdecls("w"), "本文", "", f"<w:p>{WAITING}</w:p>"))
    form.element.body.insert(2, body)
    made = filled(saved(form))
    root = Document(io.BytesIO(made.content)).element.body
    texts = ["".join(t.text or "" for t in each.iter(qn("w:t"))) for each in root.iter(qn("w:sdt"))]
    assert texts[0] == "こども医療費の自己負担について（回答）" and texts[1] == "ここに入力"
    assert "500円です。" in texts[2] and made.placed == ("件名", "本文")
    assert len(list(root.iter(qn("w:showingPlcHdr")))) == len(list(root.iter(qn("w:color")))) == 1


def test_what_is_proposed_stands_in_the_room_below_the_question_and_keeps_its_sides():
    form = Document()
    outer = form.add_table(1, 1, style="Table Grid").cell(0, 0)
    inner = outer.add_table(3, 2)
    inner.cell(0, 0).text, inner.cell(1, 0).text = "件　　名", "あて先"
    inner.cell(2, 0).merge(inner.cell(2, 1)).text = "（伺い）次のとおり回答してよろしいか伺います。"
    inner.cell(2, 0).add_paragraph("")
    made = filled(saved(form))
    table = Document(io.BytesIO(made.content)).tables[0].cell(0, 0).tables[0]
    assert [table.cell(row, 1).text for row in (0, 1)] == [
        "こども医療費の自己負担について（回答）",
        "見本　太郎　様",
    ]
    lines = {each.text: each for each in table.cell(2, 0).paragraphs}
    assert lines["記"].alignment == WD_ALIGN_PARAGRAPH.CENTER
    for right in ("みどり市長　柊木　真理子", "以上", "電話　0999-22-1155"):
        assert lines[right].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert "こども医療費の自己負担について（回答）" not in lines  # it has a place of its own
    assert "第　　　　号" not in lines and "令和8年12月7日" in lines
    told = [each.text for each in Document(io.BytesIO(made.content)).comments]
    assert told == [
        "[1]　みどり市こども医療費助成条例第3条\n「自己負担は、500円とする。」",
        "「15日以内」の根拠がありません。",
    ]


def test_a_reading_above_a_label_and_a_line_for_a_pen_are_no_part_of_it():
    form = Document()
    form.add_paragraph("宛先：＿＿＿＿")
    row = form.add_table(1, 2).rows[0]
    ruby = "<w:ruby><w:rt><w:r><w:t>けんめい</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>件名</w:t></w:r></w:rubyBase></w:ruby>"
    row.cells[0].paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}>{ruby}</w:r>"))
    made = Document(io.BytesIO(filled(saved(form)).content))
    assert made.paragraphs[0].text == "宛先：　見本　太郎　様"
    assert made.tables[0].cell(0, 1).text == "こども医療費の自己負担について（回答）"
    assert len(list(made.element.body.iter(qn("w:ruby")))) == 1


def test_a_cell_has_the_end_of_a_letter_at_its_right_and_the_sheet_keeps_its_settings():
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = "（伺い）次のとおり回答してよろしいか伺います。", None
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
        sheet.cell(row, 1).border = Border(left=Side(style="thin"))
    sheet.print_area = "A1:F2"
    made = load_workbook(io.BytesIO(filled(saved(book), "xlsx").content)).active
    lines = made["A2"].value.split("\n")
    end = next(line for line in lines if line.endswith("以上"))
    middle = next(line for line in lines if line.endswith("　記"))
    room = round(6 * 8.43 - 1)
    assert room - 4 <= width(end) <= room and abs(width(middle) - room // 2) <= 3
    assert made.print_area == "'Sheet'!$A$1:$F$2"
