"""Make regulations in the formats offices keep them in, from one plain text each: corpus/texts/reiki/NAME.txt → reiki/NAME.EXT.

A text starts with ``@key value`` lines: ``@as docx`` (or html, xml, md, txt); for txt also ``@encoding cp932`` and ``@digits full``
(第１条) or ``@digits kanji`` (第一条); for html ``@taikei 第8編　厚生／第4章　環境・衛生`` and ``@effective 令和8年4月1日``.
The rest is the regulation, a 条, 項 or 号 a line, as in the plain texts of corpus/reiki; tabs part the cells of a table, where
"<" joins the cell at its left and "^" the one above, and "⏎" breaks a line inside a cell.
Run with no argument to make all of them, or name the texts to make. The same text always gives the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import office

TEXTS, TARGET = office.CORPUS / "texts" / "reiki", office.CORPUS / "reiki"
_NUMBER = r"(?:条例|規則|規程|訓令|告示|要綱|教育委員会規則|議会規則|水道事業管理規程)第[0-9]+号"
_FORMS = (
    ("title", r"○(?P<text>.+)"),
    ("date", r"(?P<text>(?:平成|令和)[0-9元]+年[0-9]+月[0-9]+日)"),
    ("number", rf"(?P<text>{_NUMBER})"),
    ("enact", r"(?P<text>.+の全部を改正する。)"),
    ("group", r"(?P<mark>第[0-9]+[編章節款目](?:の[0-9]+)*)　(?P<text>.+)"),
    ("suppl", r"(?P<text>附　則.*)"),
    ("appendix", r"(?P<text>(?:別表|様式|別記)(?:第[0-9]+号?(?:の[0-9]+)*)?(?:その[0-9]+)?(?:（.+関係）)?)"),
    ("note", r"(?P<text>（[平令][^（）]*(?:改正|追加|削除|繰上|繰下)[^（）]*）)"),
    ("caption", r"(?P<text>（[^（）。]+（?[^（）。]*）?[^（）。]*）)"),
    (
        "article",
        r"(?P<mark>第[0-9]+条(?:の[0-9]+)*(?:(?:から|及び)第[0-9]+条(?:の[0-9]+)*(?:まで)?)?)　(?P<text>.+)",
    ),
    ("paragraph", r"(?P<mark>[0-9]+(?:の[0-9]+)*)　(?P<text>.+)"),
    ("item", r"(?P<mark>\([0-9]+\)(?:の[0-9]+)*(?:(?:から|及び)\([0-9]+\)(?:まで)?)?)　(?P<text>.+)"),
    ("subitem1", r"(?P<mark>[ア-ン])　(?P<text>.+)"),
    ("subitem2", r"(?P<mark>\([ア-ン]\))　(?P<text>.+)"),
)
FORMS = [(kind, re.compile(form)) for kind, form in _FORMS]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a regulation; ``kind`` is one of FORMS, "toc", "text" or "table", whose ``rows`` are its cells."""

    kind: str
    text: str
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def whole(self) -> str:
        return f"{self.mark}　{self.text}" if self.mark else self.text


def read(source: Path) -> tuple[dict[str, str], list[Line]]:
    """The values of the ``@`` lines, and the regulation's lines."""
    lines = source.read_text(encoding="utf-8").splitlines()
    head = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    return head, list(_lines([line for line in lines if line.strip() and not line.startswith("@")]))


def _lines(lines: list[str]) -> Iterator[Line]:
    table: list[tuple[str, ...]] = []
    contents = form = False
    for line in [*lines, ""]:
        if "\t" in line:
            table.append(tuple(line.split("\t")))
            continue
        if table:
            width = max(map(len, table))
            yield Line("table", "", rows=tuple(row + ("",) * (width - len(row)) for row in table))
            table = []
        if not line:
            return
        if contents or line == "目次":
            contents = line != "附則"
            yield Line("toc", line)
            continue
        found = next(((kind, match) for kind, rule in FORMS if (match := rule.fullmatch(line))), None)
        if found is None or (form and found[0] not in ("appendix", "note")):
            yield Line("text", line)
            continue
        kind, match = found
        form = (kind == "appendix" and line.startswith(("様式", "別記"))) or (form and kind == "note")
        yield Line(kind, match["text"], match.groupdict().get("mark") or "")


def spans(rows: tuple[tuple[str, ...], ...]) -> list[list[tuple[str, int, int]]]:
    """The cells that are written, row by row: (text, columns, rows)."""
    found = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = next((n for n in range(1, len(row) - c) if row[c + n] != "<"), len(row) - c)
            down = next((n for n in range(1, len(rows) - r) if rows[r + n][c] != "^"), len(rows) - r)
            cells.append((text, across, down))
        found.append(cells)
    return found


def written_out(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    """The rows with the text of a joined cell in every place it covers."""
    grid: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for c, text in enumerate(row):
            line.append(line[c - 1] if text == "<" else grid[-1][c] if text == "^" else text)
        grid.append(line)
    return grid


def as_txt(head: dict[str, str], lines: list[Line]) -> bytes:
    text = ""
    for line in lines:
        if line.kind == "table":
            text += "".join("\t".join(row).replace("⏎", "") + "\n" for row in written_out(line.rows))
        else:
            text += ("○" if line.kind == "title" else "") + line.whole + "\n"
    if head.get("digits") == "full":
        text = text.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）"))
    elif head.get("digits") == "kanji":
        text = _kanji(text)
    if "encoding" in head:
        text = text.replace("\n", "\r\n")
    return text.encode(head.get("encoding", "utf-8"))


def _kanji(text: str) -> str:
    """Numbers as upright pages have them: 第12条の2 → 第十二条の二, (1) → 一, 500円 → 五百円."""

    def value(number: int) -> str:
        if number >= 10000:
            rest = number % 10000
            return value(number // 10000) + "万" + (value(rest) if rest else "")
        places = zip(("千", "百", "十", ""), f"{number:04}", strict=True)
        return "".join(
            ("" if d == "1" and unit else "〇一二三四五六七八九"[int(d)]) + unit
            for unit, d in places
            if d != "0"
        )

    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    text = re.sub(
        r"(?m)^[0-9]+(?=　)", lambda found: found[0].translate(wide), text
    )  # 項 stay digits: 2　 → ２
    text = re.sub(r"(?m)^\(([0-9]+)\)", r"\1", text)
    return re.sub(r"[0-9][0-9,]*", lambda found: value(int(found[0].replace(",", ""))), text)


def as_md(lines: list[Line]) -> bytes:
    parts = []
    for line in lines:
        if line.kind == "table":
            rows = [[cell.replace("⏎", "<br>") for cell in row] for row in written_out(line.rows)]
            rows.insert(1, ["---"] * len(rows[0]))
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
        else:
            level = {"title": 1, "group": 2, "suppl": 2, "appendix": 2}.get(line.kind, 0)
            level += line.kind == "group" and line.mark[-1:] in "節款目"
            parts.append(f"{'#' * level} {line.whole}" if level else line.whole)
    return ("\n\n".join(parts) + "\n").encode()


def write_docx(lines: list[Line], path: Path) -> None:
    import docx.table
    import papers
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    paper = papers.new_paper(lines[0].text)
    for name in ("Heading 2", "Heading 3"):
        papers_style = paper.styles[name]
        papers_style.base_style = paper.styles["Heading 1"]
        papers_style.font.size, papers_style.font.name = Pt(10.5), office.GOTHIC
    hang = {
        "article": (1, -1),
        "paragraph": (1, -1),
        "item": (2, -1),
        "subitem1": (3, -1),
        "subitem2": (4, -1),
    }

    def add_table(rows: tuple[tuple[str, ...], ...]) -> docx.table.Table:
        table = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for r, row in enumerate(spans(rows)):
            places = [c for c, text in enumerate(rows[r]) if text not in ("<", "^")]
            for c, (text, across, down) in zip(places, row, strict=True):
                cell = table.cell(r, c)
                if (across, down) != (1, 1):
                    cell = cell.merge(table.cell(r + down - 1, c + across - 1))
                cell.text = text.replace("⏎", "\n")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        shares = [
            max(min(papers.wide(c.split("⏎")[0]), 22) for c in column) + 2
            for column in zip(*rows, strict=True)
        ]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(160 * share / sum(shares))
        return table

    for line in lines:
        if line.kind == "table":
            add_table(line.rows)
        elif line.kind == "title":
            paper.add_paragraph(line.text, style="Title")
        elif line.kind in ("date", "number"):
            paper.add_paragraph(line.text).alignment = papers.RIGHT
        elif line.kind in ("group", "suppl", "appendix"):
            level = (
                2 + (line.mark[-1:] in "款目") if line.kind == "group" and line.mark[-1:] in "節款目" else 1
            )
            paper.add_heading(line.whole, level=level)
        else:
            left, first = hang.get(line.kind, (1, 0) if line.kind == "caption" else (0, 0))
            papers.indent(paper.add_paragraph(line.whole), left=left, first=first)
    path.parent.mkdir(parents=True, exist_ok=True)
    paper.save(str(path))
    office._settle(path)


def make(source: Path) -> Path:
    import reiki_markup

    head, lines = read(source)
    target = TARGET / source.resolve().relative_to(TEXTS).with_suffix(f".{head['as']}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if head["as"] == "docx":
        write_docx(lines, target)
    elif head["as"] in ("html", "xml"):
        write = reiki_markup.as_html if head["as"] == "html" else reiki_markup.as_xml
        target.write_bytes(write(head, lines).encode())
    else:
        target.write_bytes(as_txt(head, lines) if head["as"] == "txt" else as_md(lines))
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    every = (path for path in sorted(TEXTS.rglob("*.txt")) if path.parent.name != "shinkyu")
    for source in named or every:
        print(make(source).relative_to(office.CORPUS))
