"""The value of another row of a table told of a row: 「断熱窓は3分の1以内」 where that is what 蓄電池 has. Knows nothing of
states: only of tables whose rows the text names.

A value counts as a row's where the row's name was the last one named before it in the line. Only a table from which the
text tells other things rightly can contradict.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED, says
from app.checks.library.generations import of_now
from app.checks.library.tables import KINDS, WIDE, Row, Table, figures, pieces, tables
from app.result import Finding
from app.retrieval import Evidence
from app.text.rows import CELL
from app.text.spans import Span

_AGREE = 2
"""Values that a text tells rightly of a table's rows before another may be wrong."""
_LIST = re.compile(r"それぞれ|順に|各々|いずれも|ともに|共に|合計|合わせて|計|総|全体|平均|から|前年|昨年")
_SENSE = re.compile(r"(?:の|を)?(?:(?P<more>増(?!減)|追加|上回)|(?P<less>減(?!免)|下回))")
_MINUS = re.compile(r"^[ 　]*[△▲−－-]")
_CHANGE = re.compile("増減|補正額|比較|差引")
_BEFORE = re.compile(r"前年度?|昨年度?")
_PAST = "「{text}」は、「{source}」の「{row}」の{old}です。{head}は「{value}」です。どちらを書くかを確かめてください。"
_SIGN = "「{text}」は、「{source}」では「{row}」の{head}が「{value}」です。増か減かを確かめてください。"
_PER_ONE = re.compile(r"[ 　]*(?:当たり|あたり|につき|ごと|の|[0-9０-９])")
_OTHER = "「{text}」は、「{source}」では「{other}」の{head}です。「{row}」の{head}は「{value}」です。どちらが正しいかを確かめてください。"
_ITS = "「{text}」は、「{source}」の「{row}」の{head}（{value}）と食い違っています。どちらが正しいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of the text, the row that it is told of, and the words between the two."""

    span: Span
    row: int
    said: Said
    between: str


def other_row(text: str, evidence: Sequence[Evidence]) -> tuple[Finding, ...]:
    """A warning for each value that a table has for another row, or another value of the column that is named."""
    found: dict[tuple[int, int], Finding] = {}
    now = [one for one in evidence if of_now(text, one.document.title)]
    for table in tables(now):
        told = [each for said in _lines(text) for each in _governed(said, table)]
        agree = sum(_right(each, table) for each in told)
        for each in told if agree >= _AGREE else ():
            if finding := _wrong(each, table, told) or _turned(each, table) or _past(each, table):
                found.setdefault((finding.start, finding.end), finding)
    return tuple(found.values())


def _lines(text: str) -> Iterator[Said]:
    """Each line as one: a row that is named in one sentence is still spoken of in the next."""
    by: dict[int, list[Said]] = defaultdict(list)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    at = 0
    for said in read_sentences(text):
        while at + 1 < len(starts) and starts[at + 1] <= said.start:
            at += 1
        by[at].append(said)
    for row, said_ in by.items():
        line = text[starts[row] : starts[row + 1] - 1 if row + 1 < len(starts) else len(text)]
        spans = tuple(each for said in said_ for each in said.spans)
        if spans:
            yield Said(starts[row], starts[row] + len(line), line, spans, frozenset(), frozenset())


def _governed(said: Said, table: Table) -> Iterator[_Told]:
    """The figures of a line with the one row that was named last before each."""
    line = said.text.translate(WIDE)
    named = sorted(_mentions(line, table))
    if not named or (CELL in line and not _is_row(line, table)):
        return
    for span in said.spans:
        at = span.start - said.start
        before = [each for each in named if each[1] <= at]
        bare = span.kind == "数" and not span.unit
        if span.kind not in KINDS or bare or not before or any(begin <= at < end for begin, end, _ in named):
            continue
        row, end = _row(before, table)
        if row is not None:
            yield _Told(span, row, said, line[end:at])


def _is_row(line: str, table: Table) -> bool:
    """Whether a row of the text's own is one of the table: all of its names, up to its first figure, are the table's."""
    cells = line.split(CELL)
    first = next((at for at, cell in enumerate(cells) if at and any(figures(cell))), len(cells))
    return all(piece in table.places for cell in cells[:first] for piece in pieces(cell))


def _mentions(line: str, table: Table) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of each name of a row in a line, the longest first, none within another."""
    taken = bytearray(len(line))
    for name in sorted(table.places, key=len, reverse=True):
        digits = r"(?<![0-9.])" if name[0].isdigit() else ""
        for match in re.finditer(digits + re.escape(name), line):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(name)
                yield match.start(), match.end(), name


def _row(before: Sequence[tuple[int, int, str]], table: Table) -> tuple[int | None, int]:
    """The row that the last names before a figure leave, and where the last of them ends."""
    rows = table.places[before[-1][2]]
    begin = before[-1][1]
    for _, _, name in reversed(before[:-1]):
        if len(rows) == 1:
            break
        rows = rows & table.places[name] or rows
    return (next(iter(rows)), begin) if len(rows) == 1 else (None, begin)


def _columns(told: _Told, table: Table) -> tuple[list[int], bool]:
    """The columns whose figures could stand for the one told, those whose head is named before it, where one is; and
    whether one is."""
    row = table.rows[told.row]
    fit = [at for at, spans in enumerate(row.spans) if at and any(_alike(told.span, each) for each in spans)]
    named = [at for at in fit if (head := _head(table.heads[at])) and head in told.between]
    return named or fit, bool(named)


def _head(head: str) -> str:
    return next(pieces(head), "")


def _alike(span: Span, cell: Span) -> bool:
    return alike(span, cell) or (span.kind in COUNTED and cell.kind == "数" and not cell.unit)


def _name(row: Row) -> str:
    """The cell by which a person finds the row: the first that names it, not its number."""
    return next(
        (cell for cell in row.cells if row.names and row.names[0] in cell.translate(WIDE)), row.cells[0]
    )


def _has(row: Row, at: int, span: Span, table: Table) -> bool:
    words = f"{table.words}\n{table.heads[at]}"
    return any(says(each, span, words) for each in row.spans[at])


def _right(told: _Told, table: Table) -> bool:
    row = table.rows[told.row]
    return told.span.value != 1 and any(_has(row, at, told.span, table) for at in range(1, len(row.cells)))


def _wrong(told: _Told, table: Table, all_: Sequence[_Told]) -> Finding | None:
    row, span = table.rows[told.row], told.span
    clause = re.split("[。、]", told.between)[-1]
    after = told.said.text[span.end - told.said.start :]
    rate = span.value == 1 and _PER_ONE.match(after)
    if rate or _right(told, table) or _LIST.search(clause) or span.text in row.names:
        return None
    columns, named = _columns(told, table)
    for at in columns:
        if _elsewhere(told, at, all_, table):
            continue
        others = [each for each in table.rows if each is not row and _has(each, at, span, table)]
        if others:
            return _finding(_OTHER, told, at, table, others[0])
        sure = named and len(columns) == 1 and len(row.spans[at]) == 1 and CELL not in told.said.text
        if sure and _head(table.heads[at]) in clause and alike(span, row.spans[at][0]):
            return _finding(_ITS, told, at, table, row)
    return None


def _turned(told: _Told, table: Table) -> Finding | None:
    """「8,220千円の増」 where the row has △8,220, and the other way round in a column of changes."""
    row, span = table.rows[told.row], told.span
    sense = _SENSE.match(told.said.text, span.end - told.said.start)
    columns = [at for at in range(1, len(row.cells)) if sense and _has(row, at, span, table)]
    if not sense or len(columns) != 1:
        return None
    at = columns[0]
    less = bool(_MINUS.search(row.cells[at]))
    if less == bool(sense["less"]) or not (less or _CHANGE.search(table.heads[at])):
        return None
    words = _SIGN.format(
        text=f"{span.text}{sense[0]}",
        source=table.source,
        row=row.cells[0],
        head=table.heads[at],
        value=row.cells[at],
    )
    return Finding(
        "fact.negation", "warning", words, span.start, span.end + len(sense[0]), source=table.source
    )


def _past(told: _Told, table: Table) -> Finding | None:
    """The row's own figure of the year before: 「予算額 | 前年度予算額」."""
    row, span = table.rows[told.row], told.span
    columns = [at for at in range(1, len(row.cells)) if _has(row, at, span, table)]
    head = _BEFORE.match(table.heads[columns[0]]) if len(columns) == 1 else None
    if head is None or _BEFORE.search(told.between):
        return None
    old = table.heads[columns[0]]
    rest = old[head.end() :]
    now = [
        at for at, other in enumerate(table.heads) if at and other in (rest, f"本年度{rest}", f"今年度{rest}")
    ]
    if len(now) != 1 or not row.spans[now[0]]:
        return None
    told_ = {"old": old, "head": table.heads[now[0]], "value": row.cells[now[0]], "row": _name(row)}
    words = _PAST.format(text=span.text, source=table.source, **told_)
    return Finding("fact.conflict", "warning", words, span.start, span.end, source=table.source)


def _elsewhere(told: _Told, at: int, all_: Sequence[_Told], table: Table) -> bool:
    """Whether the line says the row's own figure of that column as well, beside the one at hand."""
    row = table.rows[told.row]
    return any(
        each.said is told.said and each.row == told.row and _has(row, at, each.span, table) for each in all_
    )


def _finding(message: str, told: _Told, at: int, table: Table, other: Row) -> Finding:
    row, span = table.rows[told.row], told.span
    words = message.format(
        text=span.text,
        source=table.source,
        other=_name(other),
        row=_name(row),
        head=table.heads[at],
        value=row.cells[at],
    )
    return Finding("fact.conflict", "warning", words, span.start, span.end, source=table.source)
