"""An office's own vertical form filled: its direction stays, and numbers stand as vertical writing has them."""

import io

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment

from app.exporters.office_form import fill_form
from tests.test_exporters import draft

VALUES = {
    "件名": "第22回敬老会",
    "期日": "令和9年12月1日",
    "定員": "1,200人",
    "氏名": "見本　太郎",
    "本文": "12人\n3人",
}
SHAPE = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wps:wsp><wps:txbx>
 <w:txbxContent><w:p><w:r><w:t>{{期日}}</w:t></w:r></w:p></w:txbxContent></wps:txbx>
 <wps:bodyPr vert="DIRECTION"/></wps:wsp></w:drawing></w:r>"""


def downwards(holder, value="tbRl"):
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), value)
    holder.append(direction)


def filled(document, values=VALUES, **more):
    stream = io.BytesIO()
    document.save(stream)
    return Document(io.BytesIO(fill_form(stream.getvalue(), "docx", values, **more).content))


def runs(paragraph):
    """(words, stands side by side) of each run."""
    return [
        (run.text, run._r.find(f".//{qn('w:eastAsianLayout')}") is not None)
        for run in paragraph.runs
        if run.text
    ]


def cell_form(value):
    form = Document()
    cell = form.add_table(rows=1, cols=1).cell(0, 0)
    downwards(cell._tc.get_or_add_tcPr(), value)
    cell.paragraphs[0].add_run("期日　{{期日}}（{{定員}}）").bold = True
    return form


@pytest.mark.parametrize("value", ["tbRl", "tbRlV"])
def test_a_vertical_cell_has_two_digits_side_by_side_and_others_wide(value):
    cell = filled(cell_form(value)).tables[0].cell(0, 0)
    assert runs(cell.paragraphs[0]) == [
        ("期日　令和９年", False),
        ("12", True),
        ("月１日（１，２００人）", False),
    ]
    assert all(run.bold for run in cell.paragraphs[0].runs)
    layout = cell._tc.find(f".//{qn('w:eastAsianLayout')}")
    assert (layout.get(qn("w:vert")), layout.getparent()[-1]) == ("1", layout)
    assert cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == value


def test_a_cell_that_is_turned_as_a_whole_and_one_that_is_not_keep_their_numbers():
    for value in ("btLr", "lrTb"):
        paragraph = filled(cell_form(value)).tables[0].cell(0, 0).paragraphs[0]
        assert paragraph.text == "期日　令和9年12月1日（1,200人）"


def test_a_vertical_page_has_kanji_numbers_and_the_page_behind_it_has_not():
    form = Document()
    form.add_paragraph("{{件名}}（{{期日}}）")
    form.add_paragraph("{{本文}}")
    form.add_table(rows=1, cols=1).cell(0, 0).text = "{{定員}}"
    form.add_section(WD_SECTION.NEW_PAGE)
    downwards(form.sections[0]._sectPr)
    form.add_paragraph("担当　{{期日}}")
    made = filled(form)
    assert [each.text for each in made.paragraphs if each.text] == [
        "第二十二回敬老会（令和九年十二月一日）",
        "十二人",
        "三人",
        "担当　令和9年12月1日",
    ]
    assert made.tables[0].cell(0, 0).text == "千二百人"
    assert [each._sectPr.find(qn("w:textDirection")) is not None for each in made.sections] == [True, False]


def test_the_last_paragraph_of_a_section_is_filled_with_several_lines_and_ends_one_section():
    form = Document()
    form.add_paragraph("題")
    form.add_section(WD_SECTION.NEW_PAGE)
    last = form.paragraphs[-1] if form.paragraphs[-1]._p.pPr is not None else form.paragraphs[0]
    last.add_run("{{本文}}")
    made = filled(form)
    assert len(made.sections) == len(form.sections) == 2


@pytest.mark.parametrize(("direction", "told"), [("eaVert", "令和９年12月１日"), ("horz", "令和9年12月1日")])
def test_a_vertical_text_box_is_seen(direction, told):
    form = Document()
    form.add_paragraph()._p.append(parse_xml(SHAPE.replace("DIRECTION", direction)))
    made = filled(form).element.body
    assert "".join(each.text or "" for each in made.iter(qn("w:t"))) == told
    assert len(list(made.iter(qn("w:eastAsianLayout")))) == (1 if direction == "eaVert" else 0)


def test_the_comment_of_a_vertical_cell_stands_beside_its_words():
    form = Document()
    cell = form.add_table(rows=1, cols=1).cell(0, 0)
    downwards(cell._tc.get_or_add_tcPr())
    cell.text = "{{本文}}"
    made = filled(form, {"本文": "12人が参加する[1]。"}, draft=draft("12人が参加する[1]。"))
    assert len(list(made.comments)) == 1
    assert runs(made.tables[0].cell(0, 0).paragraphs[0]) == [("12", True), ("人が参加する。", False)]


def stacked_sheet(**sizes):
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "{{期日}}", "{{期日}}"
    sheet["A1"].alignment = Alignment(textRotation=255)
    sheet.column_dimensions["A"].width = sizes.get("wide", 4)
    sheet.row_dimensions[1].height = sizes.get("tall", 200)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cell_of_stacked_letters_has_wide_digits_and_keeps_its_height():
    made = load_workbook(io.BytesIO(fill_form(stacked_sheet(), "xlsx", VALUES).content)).active
    assert (made["A1"].value, made["B1"].value) == ("令和９年１２月１日", "令和9年12月1日")
    assert made["A1"].alignment.textRotation == 255 and made.row_dimensions[1].height == 200


def test_stacked_letters_that_have_no_room_are_told():
    assert fill_form(stacked_sheet(tall=60), "xlsx", VALUES).cut == ("期日",)
    wide = fill_form(stacked_sheet(tall=60, wide=12), "xlsx", VALUES)
    assert wide.cut == () and load_workbook(io.BytesIO(wide.content)).active["A1"].alignment.wrap_text
