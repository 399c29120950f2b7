"""Totals that do not add up, in lists, tables and sentences with 計. Knows nothing of sources: wrong sums are wrong by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.rows import CELL
from app.text.spans import Span, find_spans

_TOTAL = re.compile(r"^[ 　・|｜]*(?:合[ 　]*計|総[ 　]*計|計|総数|総額)(?![画算測量上時器り])")
_TOTAL_CELL = re.compile(r"(?:^|[|｜])[ 　・]*(合[ 　]*計|総[ 　]*計|計|総数|総額)[ 　]*(?:[|｜]|[0-9０-９])")
_LEADS = " 　・|｜"
_SUBTOTAL = re.compile(r"(?:^|[|｜])[ 　・]*小[ 　]*計")
_PART = re.compile(r"^[ 　・|｜（(]*(?:うち|内訳|再掲)")
_ROUGH = re.compile(r"各[一-龠]?[0-9０-９一二三四五]|か[0-9０-９]|余|約|ほぼ|以上|超える|近く|程度")
_BREAKDOWN = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|[・○●]+[ 　]*)?[（(]?内[ 　]*訳[）)]?[ 　：:]+"
)
_INLINE = re.compile(r"(?:、|で、|の|（|[ 　])(?:合わせて|合計(?:で|は)?|計)[ 　]*$")
_BRACKETS = re.compile(
    r"(?<![0-9０-９,，.．])[0-9０-９][0-9０-９,，億万千]*[一-龠ァ-ヶー㎡%％]{1,6}[（(](?P<parts>[^（()）。\n]{6,120})[）)]"
)
_PARTLY = re.compile(
    r"うち|ほか|など|等|約|程度|あっては|当たり|につき|再掲|から|〜|～|前年|昨年|前回|[一-龠]{2}比"
)
_MINUS = re.compile(r"(?:^|[ 　|｜（(])[-－−△▲]+[ 　]*$")
_WHOLE = 100
_COUNTED = ("金額", "数")
_MESSAGE = "「{text}」は、内訳の合計（{sum}）と合いません。内訳と計のどちらが正しいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text with its counted figures, column by column."""

    start: int
    text: str
    figures: tuple[Span, ...]


def check_totals(subject: Subject) -> Checked:
    """A finding total.wrong for each total that its parts do not add up to; the text stays as it is."""
    lines = list(_lines(subject.text))
    findings = [
        *_tables(lines),
        *_sentences(subject.text),
        *_brackets(subject.text),
        *_broken_down(subject.text, lines),
    ]
    return Checked(subject.text, (), tuple(findings))


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        name = line.find(
            CELL, 2
        )  # 「公民館（4館） | 106,480」: what stands in the name of a row is none of its figures
        if name >= 0 and not re.search(r"[^0-9０-９,，.．| 　]", line[:name]):
            name = -1
        figures = tuple(
            span
            for span in find_spans(line)
            if span.kind in _COUNTED and isinstance(span.value, Decimal) and span.start > name
        )
        yield _Line(at, line, figures)
        at += len(line) + 1


def _tables(lines: Sequence[_Line]) -> Iterator[Finding]:
    """Rows above a line 「計 …」, as long as each has as many figures of the same units."""
    for at, line in enumerate(lines):
        if not line.figures or not _TOTAL.match(line.text):
            continue
        rows = _above(lines[:at], line)
        rows = [row for row in rows if not _PART.match(row.text)]
        ways = _ways(rows)
        for column, total in enumerate(line.figures if len(rows) >= 2 else ()):
            parts = [_signed(row, row.figures[column]) for row in rows]
            sums = [sum((_signed(row, row.figures[column]) for row in way), Decimal(0)) for way in ways]
            wrong = _signed(line, total) not in sums and _near(total, sums[0])
            if wrong and not _is_share(total, parts):
                yield _finding(total, line.start, sums[0])


def _ways(rows: Sequence[_Line]) -> list[list[_Line]]:
    """The rows that a total may be of: the 小計 and what stands in none of their groups, the 小計 alone, all but them."""
    subtotals = [row for row in rows if _SUBTOTAL.search(row.text)]
    if not subtotals:
        return [list(rows)]
    groups = {_group(row) for row in subtotals}
    single = [row for row in rows if row not in subtotals]
    beside = [row for row in single if _group(row) not in groups]
    below = single[: next(at for at, row in enumerate(rows) if row in subtotals)]
    grouped = all(not _SUBTOTAL.match(row.text) for row in subtotals)
    first = [*subtotals, *beside] if grouped else [*subtotals, *below]
    return [first, subtotals, single]


def _group(row: _Line) -> str:
    return row.text.strip(_LEADS).partition(CELL)[0].strip()


def _above(lines: Sequence[_Line], total: _Line) -> list[_Line]:
    """The rows of a total, nearest first; none where it adds up totals, and nothing tells which. In a list with one
    figure at the end of each line, other figures before it (「人件費（34人）　10,640,000円」) do not count."""
    rows: list[_Line] = []
    for above in reversed(lines):
        same = [each.unit for each in above.figures] == [each.unit for each in total.figures]
        if found := _TOTAL_CELL.search(above.text):
            return [] if same and not total.text.lstrip(_LEADS).startswith(found[1]) else rows
        last = above.figures[-1:] if len(total.figures) == 1 else ()
        if same:
            rows.append(above)
        elif last and last[0].unit == total.figures[0].unit and not above.text[last[0].end :].strip():
            rows.append(_Line(above.start, above.text, last))
        else:
            break
    return rows


def _signed(line: _Line, span: Span) -> Decimal:
    """The figure, below zero behind a sign of that: 「△ 4,120」「-7,000」."""
    return -_value(span) if _MINUS.search(line.text[: span.start]) else _value(span)


def _near(total: Span, wanted: Decimal) -> bool:
    """Whether a total may be of these parts: of a budget's page that goes on from another only some are at hand."""
    return bool(wanted) and Decimal("0.5") < abs(_value(total) / wanted) < 2


def _is_share(total: Span, parts: Sequence[Decimal]) -> bool:
    """Whether a column holds rates, which nobody adds up, or shares, which are rounded: 100.0 for 100.1."""
    broken = any(each != each.to_integral_value() for each in (*parts, _value(total)))
    return total.unit == "%" or (not total.unit and broken and abs(_value(total)) <= _WHOLE)


def _sentences(text: str) -> Iterator[Finding]:
    """「男10人、女12人、計23人」: the figures of the same unit right before 計."""
    for match in re.finditer(r"[^。\n]+", text):
        spans = [
            span for span in find_spans(match[0]) if span.kind in _COUNTED and isinstance(span.value, Decimal)
        ]
        for at, total in enumerate(spans):
            opened = match[0].rfind("（", 0, total.start)
            inside = opened >= 0 and "）" not in match[0][opened : total.start]
            before = [
                each for each in spans[:at] if each.unit == total.unit and (each.start > opened or not inside)
            ]
            if re.match("まで|以内", match[0][total.end :]):
                continue
            if len(before) < 2 or not _INLINE.search(match[0][: total.start]) or _ROUGH.search(match[0]):
                continue
            sums = {
                sum((_value(each) for each in before[begin:]), Decimal(0)) for begin in range(len(before) - 1)
            }
            again = total.value in {each.value for each in before}  # 「45機関（…、合わせて45機関）」
            if total.value not in sums and not again:
                yield _finding(total, match.start(), sum((_value(each) for each in before), Decimal(0)))


def _brackets(text: str) -> Iterator[Finding]:
    """「4,620食（小学校3,080食、中学校1,540食）」: the whole first, all of its parts in the brackets."""
    for match in _BRACKETS.finditer(text):
        total = next((each for each in find_spans(text[match.start() : match.start("parts") - 1])), None)
        pieces = re.split("[、,，](?![0-9０-９])", match["parts"])
        parts = [[each for each in find_spans(piece) if each.kind in _COUNTED] for piece in pieces]
        if total is None or len(parts) < 2 or _PARTLY.search(match["parts"]):
            continue
        named = all(
            len(one) == 1 and piece.endswith(one[0].text) and one[0].start > 1
            for one, piece in zip(parts, pieces, strict=True)
        )
        if not named or {one[0].unit for one in parts} != {total.unit} or not total.unit:
            continue
        wanted = sum((_value(one[0]) for one in parts), Decimal(0))
        near = wanted and Decimal("0.5") <= _value(total) / wanted <= 2
        if near and wanted != total.value and all(_value(one[0]) < _value(total) for one in parts):
            yield _finding(total, match.start(), wanted)


def _broken_down(text: str, lines: Sequence[_Line]) -> Iterator[Finding]:
    """「2 交付決定額　1,254,000円」 above 「3 内訳　研修費 486,000円、広報費 180,000円、…」."""
    for at, line in enumerate(lines):
        label = _BREAKDOWN.match(line.text)
        above = next((each for each in reversed(lines[:at]) if each.text.strip()), None)
        if label is None or above is None or len(above.figures) != 1 or CELL in line.text:
            continue
        total, parts = above.figures[0], [each for each in line.figures if each.start >= label.end()]
        pieces = re.split("[、,，](?![0-9０-９])", line.text[label.end() :])
        same = total.unit and {each.unit for each in parts} == {total.unit}
        if len(parts) < 2 or len(parts) != len(pieces) or not same or _PARTLY.search(line.text):
            continue
        wanted = sum((_value(each) for each in parts), Decimal(0))
        if wanted != _value(total):
            yield _finding(total, above.start, wanted)


def _value(span: Span) -> Decimal:
    assert isinstance(span.value, Decimal)
    return span.value


def _finding(total: Span, shift: int, wanted: Decimal) -> Finding:
    told = _MESSAGE.format(text=total.text, sum=f"{wanted:,}{total.unit}")
    return Finding("total.wrong", "error", told, total.start + shift, total.end + shift)
