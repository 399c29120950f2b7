"""The rows of a passage's tables, each with the names of its columns. Knows nothing of what is asked of them.

A row that only names columns is no row: 「年度 | 貸出冊数 | うち児童書」 says nothing of any year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.text.spans import find_spans
from app.text.wording import is_row
from app.text.years import of_year
from ingest.document import Passage

_ANSWERS, _ASKS = ("回答", "答え", "答弁"), ("質問", "問い", "問", "御質問")
_OWN = re.compile(r"[（(][^（）()]*[）)]")
_LABEL = re.compile(
    r"(?:(?:令和|平成)?[0-9０-９元]{1,4}年度?(?:[0-9０-９]{1,2}月)?(?:末)?)?[^0-9０-９。]{0,20}"
    r"|[0-9０-９]{1,3}[日回人歳か]?[^0-9０-９。]{2,10}"
)
_KEY = re.compile(
    r"項目|区分|種類|質問|御質問|問い?|年度?|月|品目|施設名?|事業名?|届出|手続|地区名?|地域名?|学校名?"
)
_TOLD = re.compile(
    r"^[・●○■◆]?[　 ]*(?P<label>(?:(?:令和|平成)[0-9０-９元]{1,2}年度?の)?[^　 、。：:|｜0-9０-９「」（）()〇○]{2,16})(?:[　 ]+|[：:][　 ]*)(?P<value>[^。|｜]{2,60})$"
)
"""「運航便数　1,286便」, as offices write what they count."""
_UNTOLD = re.compile(
    r"電話|内線|日時|期日|期限|期間|時間|会場|場所|住所|所在|担当|連絡|様式|資料|議題|注$|別[表記]|附則|記$|費用?$|料金?$|発行|定員|氏名|件名|番号|対象|財源|予算|委託料"
)
_COUNTED = ("数", "金額", "割合")
_IN_WORDS = re.compile(r"[がをはもに]")
_APART = re.compile(r" \| |\t")
COUNTER = re.compile(r"(?i:no)[.．]?|№|番号|項番?|連番|順")
_NUMBER, _GROUPS = re.compile(r"[0-9]{4,}"), re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
"""A cell of a workbook that holds a number and nothing else: 231600 is read as 231,600."""
_IN_UNITS = re.compile(r"（単位：[^（）]{1,6}）$")
_OWN_PART = re.compile(r"[（(][^（）()]*[）)]")
"""What the first of two columns is called: 「名称 | なぎさ広場」 is a row, 「項目 | 内容」 names columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage; of a row its ``cells``, and the ``header`` where the table has one."""

    text: str
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


def read_lines(passage: Passage) -> Iterator[Line]:
    """The lines that say something, in order. The names of columns stand in the passage or in its context."""
    header = _cells(passage.context.split("\n")[-1])
    lines = [line.strip() for line in passage.text.split("\n") if line.strip()]
    inside = False
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        if not is_row(line):
            header, inside = () if inside else header, False
            yield Line(line)
            continue
        cells = _cells(line)
        if not inside and len(_cells(below)) == len(cells) and is_row(below) and names_columns(cells):
            header, inside = cells, True
            continue
        inside = True
        yield Line(line, cells, header if len(header) >= len(cells) > 1 else ())


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row is the head of a table.

    >>> names_columns(["事業名", "予算額（千円）", "財源"]), names_columns(["名称", "産業まつり"])
    (True, False)
    """
    if not all(cells) or (len(cells) == 2 and not _KEY.fullmatch(_OWN.sub("", cells[0]))):
        return False
    return all(_LABEL.fullmatch(_OWN.sub("", cell)) for cell in cells)


def said(line: Line) -> str:
    """A row as a sentence: 「令和7年度：貸出冊数 20,915冊、うち児童書 8,460冊。」; of a question and its answer the answer."""
    named = dict(zip(line.header, line.cells, strict=False))
    answer = next((named[name] for name in _ANSWERS if name in named), "")
    if answer and any(name in named for name in _ASKS):
        return answer
    if len(line.cells) < 3 or not line.header:
        return line.text
    header, cells = without_counter(line.header, line.cells)
    shown = zip(spanned(header, cells)[1:], map(grouped, cells[1:]), strict=False)
    return f"{cells[0]}：{'、'.join(f'{name} {cell}' for name, cell in shown if cell)}。"


def spanned(header: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns as they are true of a row: a cell that goes over several columns has what they share.

    >>> spanned(["年", "R7 窓口", "R7 計", "R8 窓口", "R8 計"], ["率", "24.8", "", "31.5", "30.0"])
    ('年', 'R7', 'R7 計', 'R8 窓口', 'R8 計')
    """
    names = list(header)
    for at, (name, cell) in enumerate(zip(header, cells, strict=False)):
        over, _, part = name.partition(" ")
        beside = header[at + 1 : at + 2]
        empty = bool(cell) and len(cells) > at + 1 and not cells[at + 1]
        if part and empty and beside and beside[0].startswith(f"{over} "):
            names[at] = over
    return tuple(names)


def grouped(cell: str) -> str:
    return _GROUPS.sub(",", cell) if _NUMBER.fullmatch(cell) else cell


def without_counter(
    header: tuple[str, ...], cells: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row without the column that only counts: 「No. | 事業名 | 予算額」 is of what the second column names."""
    counts = bool(header) and COUNTER.fullmatch(header[0]) and cells[0].isdigit() and len(cells) > 2
    return (header[1:], cells[1:]) if counts else (header, cells)


def told(line: str, title: str = "") -> str:
    """What a line counts, as a sentence with the year that its paper is of; with 「：」 where it is more than a count, "" where
    it counts nothing.

    >>> told("欠航　延べ29日（前年度21日）", "離島航路の運航状況（令和7年度）")
    '令和7年度の欠航は、延べ29日（前年度21日）である。'
    """
    match = _TOLD.match(line)
    counts = match and any(span.kind in _COUNTED for span in find_spans(match["value"]))
    if match is None or not counts or _UNTOLD.search(match["label"]):
        return ""
    name, value = of_year(match["label"], line, title), match["value"].strip()
    return f"{name}：{value}" if _IN_WORDS.search(_OWN_PART.sub("", value)) else f"{name}は、{value}である。"


def columns_asked(row: str, about: str, part: str = "") -> str:
    """A row with those columns alone that a question names, where it names some and not all: 県外 of 県内 and 県外.

    >>> columns_asked("令和7年度：本線 20,640人、浜線 9,730人、計 30,370人", "浜線の利用者数")
    '令和7年度：浜線 9,730人'
    """
    name, colon, rest = row.partition("：")
    unit = _IN_UNITS.search(rest)
    cells = _IN_UNITS.sub("", rest).split("、")
    asked = [cell for cell in cells if re.sub(r"^うち|（.*?）", "", cell.partition(" ")[0]) in about]
    if asked and part and part in about and cells[0] not in asked:
        asked.insert(0, cells[0])  # 和室 of 中央公民館, whose price is asked
    plain = colon and len(cells) > 1 and all(" " in cell for cell in cells)
    if not plain or not 0 < len(asked) < len(cells):
        return row
    return f"{name}：{'、'.join(asked)}{unit[0] if unit else ''}"


def said_rows(text: str, passage: Passage, title: str = "") -> str:
    """``text``, which is of ``passage``, with its rows as sentences and without the rows that name columns."""
    rows = {line.text: said(line) for line in read_lines(passage) if line.cells}
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(
        rows.get(line, "") if is_row(line) and rows else told(line, title) or line for line in lines
    )


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in _APART.split(line)) if is_row(line) else ()
