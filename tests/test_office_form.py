"""The office's own form, read back after it was filled."""

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from app.exporters import title_of
from app.exporters.office_form import fill_form, form_values
from app.template_file import load_prompts
from ingest.errors import SettingError
from tests.test_exporters import TITLE, draft


def form_of(*paragraphs, header=""):
    """A form in Word; a paragraph is a tuple of runs, each a text or (text, bold)."""
    document = Document()
    for runs in paragraphs:
        made = document.add_paragraph()
        for run in runs:
            text, bold = run if isinstance(run, tuple) else (run, False)
            made.add_run(text).bold = bold
    if header:
        document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_office_s_own_form_is_filled_and_keeps_its_formatting():
    table = Document(
        io.BytesIO(
            form_of(("件名：", ("{{件", True), ("名}}", False), "（案）"), ("{{その他}}",), header="{{課}}")
        )
    )
    table.add_table(rows=1, cols=1).cell(0, 0).text = "単価 {{ 数量 }} / ｛｛不明｝｝"
    stream = io.BytesIO()
    table.save(stream)
    values = form_values(draft(), {"課": "高齢福祉課"}, title=TITLE)
    filled = fill_form(stream.getvalue(), "docx", values)
    made = Document(io.BytesIO(filled.content))
    first = made.paragraphs[0]
    assert first.text == f"件名：{TITLE}（案）" and [run.bold for run in first.runs if run.text == TITLE] == [
        True
    ]
    assert [each.text for each in made.paragraphs[1:]] == [
        "(1)　受注者は、みどり市契約規則を守る。",
        "ア　見積書は、**メール**で受け付ける。",
        "以上",
    ]
    assert made.sections[0].header.paragraphs[0].text == "高齢福祉課"
    assert made.tables[0].cell(0, 0).text == "単価 品目　単価\n机　1,200円 / 【要確認：不明】"
    assert filled.missing == ("不明",)


def test_a_form_in_excel_is_filled_and_no_value_becomes_a_formula():
    book = Workbook()
    book.active["B2"], book.active["B3"] = "{{件名}}", "番号 {{番号}}"
    book.active["B2"].font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    filled = fill_form(stream.getvalue(), "xlsx", {"件名": "=1+1", "番号": "12"})
    sheet = load_workbook(io.BytesIO(filled.content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].font.bold) == ("'=1+1", "s", True)
    assert (sheet["B3"].value, filled.missing) == ("番号 12", ())


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (form_of(("印なし",)), "docx", "印がありません"),
        (b"x", "docx", "開けません"),
        (b"x", "pdf", "Word（.docx）か Excel"),
    ],
)
def test_a_form_that_cannot_be_filled_is_refused_with_what_to_do(content, kind, message):
    with pytest.raises(SettingError, match=message):
        fill_form(content, kind, {})


def test_a_file_is_called_by_the_title_of_its_draft_or_by_its_task():
    template = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["aisatsu"]
    fields = dict(template.examples[0].fields)
    title = f"{fields['行事名']}　挨拶（案）"
    assert title_of(template, fields, f"{title}\n　本日は、") == title
    assert title_of(template, fields, "総総第12号\n　本日は、") == template.name
    assert title_of(template, {}, title) == template.name
