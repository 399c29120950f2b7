"""Tables of documents read by row and column: a 地区, a name, a day, an age. Knows nothing of any city's tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.residents.ages import begins, in_years, within
from app.residents.celldays import day_in
from app.residents.happening import of_case
from app.residents.rownames import (
    has_parts,
    in_hiragana,
    is_same_kind,
    named_in,
    names_in,
    part_of,
    parts_of,
    same_sense,
    upper_of,
)
from app.residents.terms import are_terms
from app.text.wording import is_row, pairs, share
from ingest.document import Passage

_CELLS = re.compile(r"\s*[|｜]\s*|\t")
_COLUMN = 0.5
_NUMBER = re.compile(r"(?:No\.? ?)?[0-9０-９]{1,4}[.．)）]?|")
_CODE = re.compile(r"[0-9０-９]{5,}")
_FIGURE = re.compile(r"^[0-9０-９△▲]|[0-9０-９][ 　]*(?:円|人|件|％|%|時|日|月|年)|^$")
_NAMES = re.compile(r"(?:施設|避難所|設備|団体|事業所)?名称?")
_WEEKDAY = re.compile(r"[月火水木金土日](?:曜日?)?(?:[・、][月火水木金土日](?:曜日?)?)*")
_TURN = re.compile(r"第?[0-9]{1,3}(?:期|回目?|学期|次|部|種|号)")
"""What a cell has where a table is read from the inside out: in which row 第2期 stands."""


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` and ``rows`` of equal width; the first column names the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def columns(self, question: str) -> tuple[int, ...]:
        """The columns (not the first) of which ``question`` speaks."""
        wanted = [(share(pairs(name), question), at) for at, name in enumerate(self.header) if at]
        found = [at for worth, at in wanted if worth >= _COLUMN and pairs(self.header[at]) & pairs(question)]
        found = found or [at for _, at in wanted if has_parts(self.header[at], question)]
        found = [at for at in found if same_sense(self.header[at], question)]
        found = found or [at for _, at in wanted if is_same_kind(self.header[at], question)]
        # 「もえるごみは何曜日」 is no 「もえないごみ（曜日）」, though most letters are the same.
        whole = [at for at in found if (name := upper_of(self.header[at])) and name in in_hiragana(question)]
        return tuple(whole or found)

    def parts_named(self, question: str) -> tuple[int, ...]:
        """The columns (not the first) one of whose names stands in ``question`` as it is, 上町 of a column 「上町・中町」."""
        asked = in_hiragana(question)
        said = [
            any(len(one) > 1 and in_hiragana(one) in asked for one in names_in(name)) for name in self.header
        ]
        return tuple(at for at, named in enumerate(said) if at and named)

    def named(self, question: str) -> tuple[tuple[str, ...], ...]:
        """The rows whose names are in ``question`` (rownames.py), also in the second column: 町立 | 南保育所, where the first sorts."""
        second = (row for row in self.rows if self.in_two and named_in(question, [row[1:]]))
        return self.parted(question, named_in(question, self.rows) or tuple(second))

    def parted(self, question: str, rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """``rows`` without those of other things than ``question`` names, where two columns together name a row: of
        「中央公民館の和室」 no row 中央公民館 | ホール, nor 西公民館 | 和室. All of them where it names no part."""
        named = [part_of(row[1]) for row in self.rows] if self.in_two else []
        parts = {part for part in named if len(part) > 1 and part in question}
        if not parts:
            return tuple(rows)
        owners = {row[0] for row in self.rows if len(row[0]) > 1 and row[0] in question}
        return tuple(row for row in rows if part_of(row[1]) in parts and (not owners or row[0] in owners))

    def meant(self, question: str, above: str = "") -> tuple[tuple[str, ...], ...]:
        """The rows that ``question`` names, or of whose words it has most; ``above``: see spoken_of."""
        named = of_case(question, self.rows) or self.named(question)
        return self.parted(question, named or self.spoken_of(question, above))

    @property
    def in_two(self) -> bool:
        """Whether the first two columns name a row together: 施設 and 室, where the rooms of one building are rows."""
        names = [row[:2] for row in self.rows]
        again = len({row[0] for row in self.rows}) < len(names) == len(set(names))
        return (
            again and len(self.header) > 2 and not any(_FIGURE.search(part_of(row[1])) for row in self.rows)
        )

    def spoken_of(self, question: str, above: str = "") -> tuple[tuple[str, ...], ...]:
        """The rows of which ``question`` has most words that most other rows lack; () when it has none of them. What stands
        ``above`` the table singles out no row: 転入届 on the page 転入届, though one row has a 転入学."""
        asked = pairs(question) - pairs(above)
        told = [pairs(" ".join(cell for cell in row if not re.match(r"[\d,]+", cell))) for row in self.rows]
        counts = Counter(pair for row in told for pair in row)
        rare = {
            pair for pair, count in counts.items() if pair in asked and count <= max(1, len(self.rows) // 2)
        }
        scores = [
            sum(1 / counts[pair] for pair in row & rare if not any(map(str.isdigit, pair))) for row in told
        ]
        best = max(scores, default=0.0)
        return tuple(row for row, score in zip(self.rows, scores, strict=True) if score == best > 0)

    def told(self, row: Sequence[str], columns: Iterable[int]) -> str:
        """A row as it is said: its name, and each of the cells with the name of its column; a cell that is a sentence
        needs neither, and a running number is no name.

        >>> Table(("番号", "質問", "回答"), ()).told(("1", "手数料は", "1通300円です。"), (2,))
        '1通300円です。'
        >>> Table(("品目", "手数料"), ()).told(("いす", "400円"), (1,))
        'いす　手数料：400円'
        >>> Table(("番号", "種類", "手数料"), ()).told(("1", "住民票の写し", "300円"), (2,))
        '住民票の写し　手数料：300円'
        """
        columns = tuple(columns)
        own = self._name_column(row)
        if own:  # a row of open data begins with codes; what is called 名称 is its name
            columns = tuple(at for at in columns if at != own) or tuple(range(own + 1, len(self.header)))
        shown = [(self.header[at], row[at]) for at in columns if row[at]]
        if len(shown) == 1 and shown[0][1].endswith("。"):
            return shown[0][1]
        cells = "、".join(f"{name}：{cell}" if name else cell for name, cell in shown)
        if own:
            return f"{row[own]}　{cells}"
        if self.in_two and len(shown) > (1 in columns):
            cells = "、".join(f"{self.header[at]}：{row[at]}" for at in columns if at != 1 and row[at])
            return f"{row[0]}　{row[1]}　{cells}"
        numbered = bool(_NUMBER.fullmatch(row[0]))
        if numbered and (1 in columns or _NUMBER.fullmatch(row[1])):
            return cells
        return f"{row[int(numbered)]}　{cells}"

    def _name_column(self, row: Sequence[str]) -> int:
        """The column that names a row whose first cell is a code; 0 where the first cell is the name."""
        if not _CODE.fullmatch(row[0]):
            return 0
        return next((at for at, name in enumerate(self.header) if _NAMES.fullmatch(name) and row[at]), 0)

    def crossing(self, question: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """(row, column) of the cells that ``question`` names by both: 「固定資産税の第2期」 is the row that has 第2期 under
        固定資産税. Only of cells that are a number with a word (第2期, 2回目), which say nothing by themselves."""
        asked = unicodedata.normalize("NFKC", question)
        columns = [
            at for at, name in enumerate(self.header) if at and any(part in asked for part in parts_of(name))
        ]
        found = [
            (row, at)
            for row in self.rows
            for at in columns
            if _TURN.fullmatch(turn := unicodedata.normalize("NFKC", row[at]))
            and re.search(rf"(?<![0-9]){re.escape(turn)}", asked)
        ]
        return tuple(found)

    def held(self, question: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """(row, column) of the cells, not of the first column, that are a word of ``question``, under columns that are days
        of the week: 「小児科は何曜」 of the table of a clinic. () where most cells are."""
        if not all(_WEEKDAY.fullmatch(name.strip()) for name in self.header[1:]):
            return ()
        cells = [(row, at) for row in self.rows for at in range(1, len(self.header))]
        found = [(row, at) for row, at in cells if len(row[at]) > 1 and row[at] in question]
        return tuple(found) if 2 * len(found) < len(cells) else ()

    def dated(self) -> int | None:
        """The column whose cells are days; None without one."""
        for at in range(len(self.header)):
            days = sum(day_in(row[at]) is not None for row in self.rows)
            if 2 * days > len(self.rows):
                return at
        return None

    def for_age(self, age: float) -> tuple[tuple[str, ...], ...]:
        """The rows that have a cell with a range of ages and ``age`` within it; () when no column is of ages. Where the ages
        name the rows (beside 一般 and 高校生), only one of two that hold ``age`` is meant: the one that begins later."""
        counts = [sum("歳" in in_years(row[at]) for row in self.rows) for at in range(len(self.header))]
        column = next(
            (at for at, n in enumerate(counts) if 2 * n > len(self.rows) or (not at and n > 1)), None
        )
        if column is None:
            return ()
        held = [row for row in self.rows if within(age, row[column])]
        if column or 2 * counts[0] > len(self.rows):
            return tuple(held)
        latest = max((begins(row[0]) for row in held), default=0.0)
        return tuple(row for row in held if begins(row[0]) == latest)


def tables_of(passage: Passage, text: str = "") -> Sequence[Table]:
    """The tables of a passage (or of ``text``, a part of it). Where the passage goes on with a table that began before it,
    its rows stand below the header that is kept as its context: 「川添小学校」 is no row of a column 「上沢公民館」. A row by itself
    that says a sentence is a question with its answer, and no table."""
    text = text or passage.text
    lines, above = text.splitlines(), [row for row in passage.context.splitlines() if is_row(row)]
    goes_on = bool(above) and all(map(is_row, lines[:2])) and above[-1] not in lines
    goes_on = goes_on and (len(lines) > 1 or not re.search(r"[。？?]", text))
    goes_on = goes_on and _CELLS.split(lines[0].strip())[0] != _CELLS.split(above[-1].strip())[0]
    return read_tables(f"{above[-1]}\n{text}" if goes_on else text)


@lru_cache(maxsize=1024)
def read_tables(text: str) -> tuple[Table, ...]:
    """The tables in ``text``: runs of lines with cells, none with more than the first, which is the header.

    A row that lost its empty last cells has them again; a second line of the header (「 | | 午前 | 午後」) is read with
    the first.
    """
    found: list[Table] = []
    run: list[tuple[str, ...]] = []
    for line in (*text.splitlines(), ""):
        cells = tuple(_CELLS.split(line.strip())) if _CELLS.search(line.strip()) else ()
        if len(run) == 1 and len(cells) > len(run[0]) and _goes_on(run[0], cells):
            run = [run[0] + ("",) * (len(cells) - len(run[0]))]  # merged across to the end
        if run and not 1 < len(cells) <= len(run[0]):
            if len(run) > 1 and not are_terms(run):
                found.append(Table(run[0], tuple(run[1:])))
            run = []
        if cells and run:
            cells += ("",) * (len(run[0]) - len(cells))
        if len(run) == 1 and cells and _goes_on(run[0], cells):
            run = [_joined(run[0], cells)]
        elif cells:
            run.append(cells)
    return tuple(found)


def _goes_on(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a line is a header's second one: it names the row column again, or stands under cells merged across."""
    return below[0] == names[0] or (not below[0] and "" in names[:-1])


def _joined(names: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Two lines of a header as one; a cell merged across speaks for the empty ones behind it where they have names."""
    made: list[str] = []
    over = ""
    for name, under in zip(names, below, strict=True):
        over = name or over
        made.append(f"{over}（{under}）" if under and under != over else name)
    return tuple(made)


def by_district(tables: Sequence[Table], districts: Sequence[str]) -> Table | None:
    """The first table whose rows are 地区 or the like."""
    return next((one for one in tables if one.header[0].strip() in districts and len(one.rows) > 1), None)
