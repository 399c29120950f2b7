"""A draft as PDF, Markdown and a workbook, read back."""

import dataclasses
import io

import pytest
from openpyxl import load_workbook

from app.exporters import export
from app.exporters.appendix import NOTICE
from ingest.errors import SettingError
from tests.test_exporters import CITATION, TITLE, draft, fact


def test_the_pdf_carries_its_letters_and_the_same_words():
    import pypdfium2

    pdf = pypdfium2.PdfDocument(export("pdf", draft(facts=(fact("720人"),)), title=TITLE))
    first, last = (pdf[at].get_textpage().get_text_range() for at in (0, len(pdf) - 1))
    assert NOTICE in first and "本業務は、会場を設営するものである" in first and "1,200円" in first
    assert "「720人」の根拠が、出典にも入力にも見当たりません。" in last and CITATION.label in last
    assert (round(pdf[0].get_width()), round(pdf[0].get_height())) == (595, 842)


def test_markdown_has_headings_tables_and_sources_as_footnotes():
    lines = export("md", draft(), title=TITLE).decode().split("\n")
    assert "## 1　目的" in lines and "| 机 | 1,200円 |" in lines and "| --- | --- |" in lines
    assert "本業務は、会場を設営するものである[^1]。来場者は720人【要確認】を見込む。" in lines
    assert lines[-2].startswith(f"[^1]: {CITATION.label}（施行日：令和7年4月1日）「会場は")


def test_the_workbook_has_each_table_with_figures_as_numbers():
    text = "1　数\n| 品目 | 単価 |\n|---|---|\n| 机 | △1,200円 |\n| =cmd()\x01\ufffe | 45.5% |\n"
    book = load_workbook(io.BytesIO(export("xlsx", draft(text), title=TITLE + "\x02")))
    sheet = book["1 1　数"]
    assert [cell.value for cell in sheet["B"]] == ["単価", -1200, 0.455]
    assert sheet["B2"].number_format == '#,##0"円";"△"#,##0"円"' and sheet["A3"].value == "'=cmd()"
    assert book["出典"]["A2"].value.startswith("[1]　みどり市敬老会実施要綱第3条")
    with pytest.raises(SettingError, match="表がない"):
        export("xlsx", draft("表のない文です。"), title=TITLE)


def test_a_letter_that_the_pdf_cannot_draw_is_told_and_one_of_a_source_is_marked():
    import pypdfium2

    with pytest.raises(SettingError, match=r"PDF の書体にない文字（简、แ）.*Word で保存"):
        export("pdf", draft("简体字とแの文。"), title=TITLE)
    quoted = dataclasses.replace(
        draft("会場を設営する[1]。"), citations=(dataclasses.replace(CITATION, quote="简体中文"),)
    )
    last = list(pypdfium2.PdfDocument(export("pdf", quoted, title=TITLE)))[-1]
    assert "「〓体中文」" in last.get_textpage().get_text_range()


def test_the_caption_of_an_article_stands_on_its_page_in_the_pdf():
    import pypdfium2

    articles = "\n".join(
        f"（見出し{n}）\n第{n}条　受注者は、{'この契約を守らなければならない。' * 3}" for n in range(1, 60)
    )
    pdf = pypdfium2.PdfDocument(export("pdf", draft(articles), title=TITLE))
    pages = [page.get_textpage().get_text_range().strip().split("\r\n") for page in pdf]
    assert len(pages) > 4 and not any(page[-1].startswith("（見出し") for page in pages)


def test_the_title_stands_once_in_plain_text():
    lines = export("txt", draft(f"{TITLE}\n本文です。"), title=TITLE).decode("utf-8-sig").split("\r\n")
    assert lines.count(TITLE) == 1 and lines[2:5] == [TITLE, "", "本文です。"]


def test_a_column_stands_right_only_where_all_of_it_are_figures():
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    text = "品目 | 数 | 時刻\n机 | 12台 | 14日\n椅子 | 【要確認】 | 8:30"
    table = Document(io.BytesIO(export("docx", draft(text), title=TITLE))).tables[0]
    right = WD_ALIGN_PARAGRAPH.RIGHT
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, right, None]
    assert table.cell(2, 1).paragraphs[0].alignment == right


def test_the_workbook_prints_on_a4_marks_what_is_open_and_tells_what_made_it():
    text = "1　数\n品目 | 説明\n机 | 【要確認：数】\n椅子 | 長い" + "説明" * 40
    book = load_workbook(io.BytesIO(export("xlsx", draft(text), title=TITLE)))
    sheet = book["1 1　数"]
    assert book.sheetnames == ["1 1　数", "未確認の事項", "出典"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        9,
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.orientation == "portrait"
    assert (sheet["B2"].fill.fgColor.rgb, sheet["B3"].fill.fill_type) == ("00FFFF00", None)
    assert sheet.row_dimensions[3].height == 72 and sheet.row_dimensions[2].height is None
    assert book["未確認の事項"]["A1"].value == NOTICE and "数" in book["未確認の事項"]["A2"].value
    assert book["出典"].column_dimensions["B"].width == 60 and book["出典"]["A2"].alignment.wrap_text
    assert (book.properties.title, book.properties.creator) == (TITLE, None)
    assert book.properties.description == "AIが作成した下書き"
