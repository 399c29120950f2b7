"""The long papers: a plan of sixty pages whose contents name the right pages, and papers that are made anew byte for byte."""

import re
import sys

import docx
import pypdfium2

from tests.corpus_texts import CORPUS

sys.path.insert(0, str(CORPUS / "tools"))
import books
import office
import papers

PLAN = "kodomo_keikaku_3ki"
TEXTS = CORPUS / "texts" / "past"


def plain(page):
    return books._plain(page.get_textpage().get_text_range())


def test_the_plan_for_children_is_long_and_its_contents_are_right():
    document = pypdfium2.PdfDocument(str(CORPUS / "past" / "keikaku" / f"{PLAN}.pdf"))
    texts = [plain(page) for page in document]
    assert len(texts) >= 55
    listed = re.findall(r"\n(第[0-9]章[^\n.]+)\.{3,}([0-9]+)", "".join(texts[:4]))
    assert [title[:3] for title, _ in listed] == [f"第{n}章" for n in range(1, 9)]
    first = next(n for n, text in enumerate(texts) if "\nはじめに\n" in text)
    for title, page in listed:
        assert f"\n{title}" in texts[first + int(page) - 1], title


def test_a_table_of_a_book_joins_the_cells_it_is_told_to(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text(
        "@title 題\n## 見出し\n| 区分 | 品目 | 数 |\n| 机 | 大 | 3 |\n| ^ | 小 | 4 |\n| 計 | < | 7 |\n",
        encoding="utf-8",
    )
    made = books.book(*papers.read(text), {})
    made.save(str(tmp_path / "a.docx"))
    table = docx.Document(str(tmp_path / "a.docx")).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["区分", "品目", "数"], ["机", "大", "3"], ["机", "小", "4"], ["計", "計", "7"],
    ]  # fmt: skip


def test_the_same_text_gives_the_same_bytes(tmp_path):
    source = TEXTS / "keiyaku" / "danball_bed_r08.txt"
    made = tmp_path / "made.docx"
    books.book(*papers.read(source), {}).save(str(made))
    office._settle(made)
    assert made.read_bytes() == (CORPUS / "past" / "keiyaku" / "danball_bed_r08.docx").read_bytes()
