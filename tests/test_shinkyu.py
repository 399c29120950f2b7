"""The 新旧対照表 as a file: the office's forms, a real Word table with underlined runs, HTML, the command."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.cli import main
from app.exporters.amendment_docx import export_amendment_docx
from app.exporters.shinkyu_docx import export_shinkyu_docx
from app.exporters.shinkyu_html import export_shinkyu_html
from app.law.shinkyu import load_forms, sheet
from ingest.errors import SettingError, ShitagakiError
from ingest.law.comparison import compare
from ingest.law.tree import parse
from tests.test_comparison import OLD

FILE = Path(__file__).resolve().parent.parent / "prompts" / "shinkyu.toml"
NEW = OLD.replace("300円", "350円").replace("中\t800円", "中\t<b>850円").replace("（雑則）\n", "（委任）\n")


def made(form="kaisei"):
    found = compare(parse(OLD), parse(NEW))
    return sheet(
        found, load_forms(FILE).get(form), title="みどり市甲条例", number="平成20年みどり市条例第3号"
    )


def test_word_gets_a_table_on_its_side_with_a_head_that_repeats():
    document = Document(io.BytesIO(export_shinkyu_docx([made()])))
    section, table = document.sections[0], document.tables[0]
    assert section.page_width > section.page_height and round(section.page_width.mm) == 297
    assert [cell.text for cell in table.rows[0].cells] == ["改正後", "改正前"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "○みどり市甲条例（平成20年みどり市条例第3号）" in [p.text for p in document.paragraphs]
    lined = [
        [[run.text for p in cell.paragraphs for run in p.runs if run.underline] for cell in row.cells]
        for row in table.rows
    ]
    assert [["350円"], ["300円"]] in lined and [["委任"], ["雑則"]] in [
        [["".join(side).strip("（）")] for side in row] for row in lined
    ]
    inner = table.rows[-1].cells[0].tables[0]
    assert [cell.text for cell in inner.rows[0].cells] == ["区分", "額"]
    gap, changed = inner.rows[1].cells, inner.rows[2].cells[1]
    assert [cell.text for cell in gap] == ["（略）", "（略）"] and gap[0]._tc is gap[1]._tc
    assert (changed.text, changed.paragraphs[0].runs[0].underline) == ("<b>850円", True)


def test_the_office_chooses_the_sides_and_the_words():
    gian = made("gian")
    assert gian.heads == ("現行", "改正案") and gian.remark.startswith("備考")
    old_line, new_line = gian.rows[0][2].left[0][0], gian.rows[0][2].right[0][0]
    assert "300円" in [run.text for run in old_line] and "350円" in [run.text for run in new_line]
    assert "次の表の改正前の欄に掲げる規定を" in made("hoshiki").lead
    assert made().title == "みどり市甲条例の一部を改正する条例　新旧対照表"
    with pytest.raises(ShitagakiError, match="kaisei"):
        load_forms(FILE).get("tate")


def test_a_form_with_a_wrong_entry_is_named(tmp_path):
    path = tmp_path / "shinkyu.toml"
    path.write_text(
        FILE.read_text(encoding="utf-8").replace('new_side = "right"', 'new_side = "up"'), encoding="utf-8"
    )
    with pytest.raises(SettingError, match="gian"):
        load_forms(path)


def test_html_underlines_and_escapes():
    html = export_shinkyu_html([made()]).decode()
    assert "<u>350円</u>" in html and "<u>300円</u>" in html
    assert "<u>&lt;b&gt;850円</u>" in html and "<b>850" not in html
    assert "（略）" in html


def test_what_no_xml_can_hold_is_left_out_of_the_files():
    old, new = parse(OLD.replace("300円", "30\x0b0円")), parse(NEW.replace("350円", "35\x0c0円\ufffe"))
    with_marks = [sheet(compare(old, new), load_forms(FILE).get("kaisei"), title="手数料条例", number="")]
    words = "\n".join(
        cell.text
        for row in Document(io.BytesIO(export_shinkyu_docx(with_marks))).tables[0].rows
        for cell in row.cells
    )
    assert "300円" in words and "350円" in words
    page = export_shinkyu_html([replace(with_marks[0], title="\ufffe手数料条例")]).decode()
    assert "<title>手数料条例</title>" in page and "\x0c" not in page
    assert Document(io.BytesIO(export_shinkyu_docx([replace(with_marks[0], title="\ufffe手数料条例")])))
    paper = Document(
        io.BytesIO(export_amendment_docx("手数料\x0b条例の一部を改正する条例\n　第2条中「\x01円」を削る。"))
    )
    assert [each.text for each in paper.paragraphs if each.text] == [
        "手数料条例の一部を改正する条例",
        "第2条中「円」を削る。",
    ]


def test_the_command_writes_the_file_and_says_what_changed(tmp_path, capsys):
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    out = tmp_path / "対照.docx"
    assert main(["law", "compare", str(old), str(new), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"changed": 3, "added": 0, "removed": 0, "moved": 0}
    assert [row["label"] for row in told["rows"]] == ["第2条", "第3条", "別表"]
    runs = told["rows"][0]["lines"][2]["left"][0][0]
    assert {"text": "350円", "changed": True} in runs
    assert Document(str(out)).tables
    assert main(["law", "compare", str(old), str(old)]) == 0 and "違いはありません" in capsys.readouterr().out
    assert main(["law", "compare", str(old), str(new), "--out", str(tmp_path / "対照.pdf")]) == 1
    assert ".docx か .html" in capsys.readouterr().err
