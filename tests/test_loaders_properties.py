"""Generated documents: whatever is in them, the blocks are the text and nothing a reader sees is lost."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from ingest.loaders import load
from ingest.loaders.builder import TextBuilder, clean
from ingest.loaders.speakers import find_speakers

LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "　", "第1章　総則", "（目的）", "第3条　市長は、定める。", "1　目　的", "(1)　住民票", "ア　細目", "○議長（山田太郎君）　開会します。",
         "委員：賛成です。", "問1　いくらか。", "答　300円。", "# 見出し", "| a | b |", "|---|---|", "区分\t金額", "■ 決定", "────", "```", "・点"]
    ),
)  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.booleans(),
)
SEEN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def whole(path):
    loaded = load(path)
    assert "".join(loaded.text[block.start : block.end] for block in loaded.blocks) == loaded.text
    edges = [0, *(block.end for block in loaded.blocks)]
    assert [block.start for block in loaded.blocks] == edges[:-1]
    assert all(loaded.text[block.start : block.end].strip() for block in loaded.blocks)
    return loaded


def words(text):
    return re.sub(r"[\s|]+", "", text)


@given(st.lists(LINES, max_size=30), st.sampled_from([".txt", ".md"]))
@SEEN
def test_text_and_markdown(lines, suffix):
    text = "\n".join(lines)
    if not clean(text).strip() or not re.sub(r"[#\s`|*_\-:~]", "", clean(text)):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"文書{suffix}"
        path.write_bytes(text.encode("utf-8", "ignore"))
        if b"\x00" in path.read_bytes() or re.search("[\x00-\x08\x0e-\x1f]", text) or "<" in text:
            return
        loaded = whole(path)
        if suffix == ".txt":
            assert loaded.text.rstrip("\n") == clean(text.encode("utf-8", "ignore").decode()).removeprefix(
                "\ufeff"
            ).rstrip("\n")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Normal", "Heading 1", "Heading 3", "List Number", "Title", "table"]), LINES
        ),
        min_size=1,
        max_size=15,
    )
)
@SEEN
def test_word(parts):
    from docx import Document

    document = Document()
    written = []
    for style, text in parts:
        text = re.sub("[\x00-\x1f\ufffe\uffff]", "", clean(text))
        if style == "table":
            table = document.add_table(rows=2, cols=2)
            for number, cell in enumerate(table._cells):
                cell.text = f"{text}{number}"
                written.append(f"{text}{number}")
        else:
            document.add_paragraph(text, style=style)
            written.append(text)
    if not any(text.strip() for text in written):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "文書.docx"
        document.save(str(path))
        loaded = whole(path)
        assert all(words(text) in words(loaded.text) for text in written)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12))
@SEEN
def test_excel(rows):
    from openpyxl import Workbook

    book = Workbook()
    try:
        for row in rows:
            book.active.append([None if isinstance(cell, str) and cell[:1] in "=#" else cell for cell in row])
    except IllegalCharacterError:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        book.save(path)
        from openpyxl import load_workbook

        seen = [
            cell
            for row in load_workbook(path).active.values
            for cell in row
            if isinstance(cell, str) and clean(cell).strip()
        ]
        numbers = [cell for row in rows for cell in row if type(cell) is int]
        if not seen and not numbers:
            return
        loaded = whole(path)
        assert all(words(clean(cell)) in words(loaded.text) for cell in seen)
        assert all(str(number) in loaded.text for number in numbers)


@given(
    st.lists(
        st.lists(st.text('甲乙丙,"\n 0123456789円区分金額年度', max_size=8), min_size=2, max_size=4),
        min_size=1,
        max_size=12,
    )
)
@SEEN
def test_csv(rows):
    import csv

    if not any(cell.strip() for row in rows for cell in row):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        loaded = whole(path)
        assert all(words(cell) in words(loaded.text) for row in rows for cell in row)


@given(
    st.lists(st.tuples(st.sampled_from(["heading", "paragraph", "row"]), st.text(max_size=30)), max_size=20)
)
@SEEN
def test_the_builder(parts):
    builder = TextBuilder()
    for kind, text in parts:
        builder.add(kind, text, level=1 if kind == "heading" else 0)
    loaded = builder.loaded("題")
    assert "".join(loaded.text[block.start : block.end] for block in loaded.blocks) == loaded.text
    assert all("\n" not in loaded.text[b.start : b.end].rstrip("\n") or b.kind for b in loaded.blocks)


@given(st.lists(LINES, max_size=20))
@SEEN
def test_every_line_gets_an_answer_about_its_speaker(lines):
    assert len(find_speakers(lines)) == len(lines)
