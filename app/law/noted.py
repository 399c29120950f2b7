"""A note of new amounts as the change of a regulation's lines: 「住民票の写しと印鑑証明を350円にしたい」. Knows no grammar.

A note that could mean two lines is left to the clerk; what was read out of one is told, for a person to confirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.width import wide

_NOTE = re.compile(
    r"(?P<of>[^。\n]{2,60}?)を、?(?P<values>[^。\n]*?[0-9０-９][^。\n]*?)(?:へ|に)(?:する|した|します|改|変|引き|値|上げ|下げ|増|減)[^。\n]*"
)
_AMOUNT = re.compile(
    r"(?P<name>[^0-9０-９、。・]*?)[　 ]*(?P<amount>[0-9０-９][0-9０-９,，]*(?P<unit>万円|千円|円|日|人|回|年|月|％|パーセント))"
)
_APART = re.compile(r"[、・]|と|及び|並びに")
_FRAME = re.compile(
    r"^(?:別表(?:第[0-9０-９]+)?|第[0-9０-９]+条)の|の?(?:使用料|手数料|料金|額|金額|期限|上限額?)$"
)
_SUPPLEMENT = re.compile(r"^[　 ]*附[　 ]*則")
_MARKS = "　 ・●○■"
_WIDE = re.compile(r"[０-９]")
_CELL = " | "
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Noted:
    """The text after the notes, and the notes that were read."""

    text: str
    told: tuple[str, ...]


def noted(text: str, wanted: str) -> Noted:
    """``text`` with the amounts that the notes of ``wanted`` give; as it was where one of them is not clear.

    >>> noted("(1)　住民票の写し　1通につき300円\\n(2)　印鑑登録証明書　1通につき300円", "印鑑証明を350円にしたい").told
    ('「印鑑証明を350円にしたい」',)
    """
    lines, told = text.split("\n"), list[str]()
    end = next((at for at, line in enumerate(lines) if _SUPPLEMENT.match(line)), len(lines))
    after = next((at for at in range(end, len(lines)) if lines[at].startswith("別表")), len(lines))
    searched = [*range(end), *range(after, len(lines))]
    for note in _NOTE.finditer(wanted):
        found = list(_changes(note, lines, searched))
        if not found:
            return Noted(text, ())
        for at, start, stop, new in found:
            line = lines[at]
            new = wide(new) if _WIDE.search(line[start:stop]) else new
            lines[at] = line[:start] + new + line[stop:]
        told.append(f"「{note[0].strip(_MARKS)}」")
    return Noted("\n".join(lines), tuple(told))


def _changes(
    note: re.Match[str], lines: Sequence[str], searched: Sequence[int]
) -> Iterator[tuple[int, int, int, str]]:
    """(line, start, end, new amount) of each change that a note means, the last of a line first; none where it is unclear."""
    labels = [label for label in map(_bare, _APART.split(note["of"])) if len(label) >= _SHORTEST]
    values = list(_AMOUNT.finditer(note["values"]))
    named = [value for value in values if value["name"].strip("　 はを")]
    found = list[tuple[int, int, int, str]]()
    for label in labels:
        at = _line_of(label, lines, searched, cells=bool(named))
        if at is None:
            return
        if not named:
            old = [each for each in _AMOUNT.finditer(lines[at]) if each["unit"] == values[0]["unit"]]
            if len(values) != 1 or not old or (len(old) > 1 and _CELL in lines[at]):
                return
            found.append((at, *old[-1].span("amount"), values[0]["amount"]))
            continue
        row = _row(at, named, lines)
        if row is None:
            return
        found += row
    yield from sorted(found, key=lambda each: (each[0], -each[1]))


def _row(
    at: int, named: Sequence[re.Match[str]], lines: Sequence[str]
) -> list[tuple[int, int, int, str]] | None:
    """The cells of a row under the columns that the note names; None where a column is not there."""
    head = next((lines[up] for up in range(at - 1, -1, -1) if _CELL not in lines[up - 1]), "")
    columns = [cell.strip() for cell in head.split(_CELL)]
    starts = [0, *(match.end() for match in re.finditer(re.escape(_CELL), lines[at]))]
    made = []
    for value in named:
        name = value["name"].strip("　 はを")
        place = next((n for n, cell in enumerate(columns) if n and cell == name), None)
        if place is None or place >= len(starts):
            return None
        old = _AMOUNT.match(lines[at], starts[place])
        if old is None:
            return None
        made.append((at, *old.span("amount"), value["amount"]))
    return made


def _line_of(label: str, lines: Sequence[str], searched: Sequence[int], *, cells: bool) -> int | None:
    """The one line with an amount that is of what a label names, in full or shortened (印鑑証明 of 印鑑登録証明書)."""
    rows = [at for at in searched if _AMOUNT.search(lines[at]) and (_CELL in lines[at] or not cells)]
    for fits in (_says, _shortens):
        found = [at for at in rows if fits(label, lines[at].split(_CELL)[0])]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _says(label: str, line: str) -> bool:
    return label in line


def _shortens(label: str, line: str) -> bool:
    """Whether the letters of a label stand in a line one after another."""
    rest = iter(line)
    return len(label) > _SHORTEST and all(letter in rest for letter in label)


def _bare(label: str) -> str:
    before = ""
    label = label.strip("　 ・「」")
    while before != label:
        before, label = label, _FRAME.sub("", label)
    return label
