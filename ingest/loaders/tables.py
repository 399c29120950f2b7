"""Tables: merged cells laid out on a grid, and whether the first row names the columns. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.loaders.builder import Table

# Words that stand at the head of a column in municipal tables, alone or as part of a longer name.
_COLUMN_WORDS = re.compile(
    "区分|種別|種類|項目|名称|内容|備考|摘要|年度|年月日|月日|日時|時間|時期|期間|期限|曜日|場所|位置|所在地|住所|会場|施設|"
    "対象|定員|人数|件数|数量|単位|単価|金額|予算|決算|歳入|歳出|本年度|前年度|比較|増減|割合|構成比|合計|料金|手数料|使用料|氏名|名前|"
    "役職|職名|所属|担当|部署|課名|電話|番号|No|№|質問|回答|答弁|問|答|意見|市の考え方|現行|改正|改正前|改正後|旧|新|款|項|目|節|説明|"
    "事業|目的|方法|手段|根拠|条文|地区|町名|世帯|人口|順位|点数|配点|評価|基準|様式|書類|提出|添付|議案|議題|結果|回数|回$|年$|月$|日$|"
    "資料|連絡|問合|問い合わせ|窓口|取組|機器|理由|状況|課題|対応|方針|機能|資格|要件|成果|種目|地域|ごみ|分類|品目|型|規格|仕様|計画|実績|目標|指標|効果|主な|別$|欄$"
)
_NUMERIC = re.compile(
    r"^[△▲\-−－+(（]?[¥￥]?[ 　]*[0-9０-９][0-9０-９,，.．:：/]*[ 　]*(?:円|千円|人|件|％|%|戸|世帯|か所|台|㎡|ha|km|t|点|票|回|日|名|歳)?[)）]?$|^[-－―ー—…皆減増]$"
)
_DATED = re.compile(
    "[0-9０-９]月[ 　]*[0-9０-９]+日|[0-9０-９][:：][0-9０-９]|[0-9０-９]/[0-9０-９]+/[0-9０-９]"
)
_NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is written in the file; it covers ``across`` columns and ``down`` rows of the grid."""

    text: str
    across: int = 1
    down: int = 1
    heading: bool = False


MAX_SPAN = 500


def lay_out(rows: Iterable[Sequence[Cell]], *, spread: bool = False) -> list[list[str]]:
    """The grid of a table with merged cells, all rows of one width.

    A cell that spans columns is written once, in the first of them (in all of them with ``spread``); one that spans
    rows is written in each, so that every row can be read alone.

    >>> lay_out([[Cell("区分", down=2), Cell("令和6年度", across=2)], [Cell("予算"), Cell("決算")]])
    [['区分', '令和6年度', ''], ['区分', '予算', '決算']]
    """
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or any(column >= len(line) for column in hanging):
            if len(line) in hanging:
                left, text = hanging.pop(len(line))
                if left > 1:
                    hanging[len(line)] = (left - 1, text)
                line.append(text)
                continue
            if cell is None:
                line.append("")
                continue
            for step in range(min(cell.across, MAX_SPAN)):
                text = cell.text if spread or step == 0 else ""
                if cell.down > 1:
                    hanging[len(line)] = (min(cell.down, MAX_SPAN) - 1, text)
                line.append(text)
            cell = next(cells, None)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def numeric(text: str) -> bool:
    """Whether a cell holds a number, an amount, or the dash that stands for one."""
    return bool(_NUMERIC.match(text.strip()))


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a table names the columns of the others.

    It must be short different texts without numbers or dates of its own, and then either have numbers below it,
    or be made of words that name columns, or be at least three columns wide.
    """
    if len(rows) < 2:
        return False
    names = [cell.strip() for cell in rows[0]]
    filled = [name for name in names if name]
    if len(filled) < 2 or len(set(filled)) < len(filled) or not all(map(_can_name, filled)):
        return False
    if len(filled) < len(names) - 1 and len(filled) * 2 <= len(names):
        return False
    below = [row for row in rows[1:6] if any(cell.strip() for cell in row)]
    if any(_numbers_below(below, column) for column, name in enumerate(names) if name):
        return True
    known = sum(bool(_COLUMN_WORDS.search(name)) for name in filled)
    return known == 2 if len(filled) == 2 else known > 0 or len(rows) >= 3


def read_table(
    grid: Sequence[Sequence[str]], spread: Sequence[Sequence[str]] = (), *, marked: int = 0
) -> Table:
    """The table in a grid, without its blank rows and columns, and with the names of its columns.

    ``spread`` is the same grid with the text of merged cells in all their columns, for names in two or three rows
    (「令和6年度 予算」). ``marked`` is how many rows the file itself calls a header.
    """
    spread = spread or grid
    kept = [number for number, row in enumerate(grid) if any(cell.strip() for cell in row)]
    width = max((len(grid[number]) for number in kept), default=0)
    columns = [column for column in range(width) if any(_at(grid[number], column).strip() for number in kept)]
    rows = [[_at(grid[number], column) for column in columns] for number in kept]
    wide = [[_at(spread[number], column) for column in columns] for number in kept]
    for depth in (marked,) if 0 < marked < len(rows) else _depths(rows, wide):
        if any(map(numeric, filter(None, (cell for row in rows[1:depth] for cell in row)))) and not marked:
            continue
        names = [
            " ".join(dict.fromkeys(filter(None, map(_one_line, parts))))
            for parts in zip(*(wide if depth > 1 else rows)[:depth], strict=True)
        ]
        if marked or names_columns([names, *rows[depth:]]):
            return Table(rows, names, depth)
    return Table(rows)


def _depths(rows: Sequence[Sequence[str]], wide: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """How many rows may name the columns, the likeliest first: one more for every row with cells merged across."""
    depth = 1
    while depth < min(3, len(rows) - 1) and rows[depth - 1] != wide[depth - 1] and any(rows[depth - 1]):
        depth += 1
    return (depth, 1) if depth > 1 else (1,)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text).strip()


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _can_name(text: str) -> bool:
    if len(text) > _NAME_LENGTH or text.endswith(("。", "、")) or numeric(text):
        return False
    return not _DATED.search(text) or text.endswith(("現在", "時点", "まで", "以降", "から"))


def _numbers_below(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return bool(cells) and sum(map(numeric, cells)) * 3 >= len(cells) * 2
