"""Tables that follow from what is there: last plan's targets to be measured, the figures that a translation keeps.

Knows nothing of models, and fills nothing in that nobody wrote: what was reached is 【要確認】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.extractive.asked import lead_of, names_in
from app.extractive.quoting import cite
from app.extractive.statements import statements
from app.extractive.tables import read_lines
from app.extractive.weighing import meaning_pairs
from app.material import Material, Piece
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.wording import is_row
from ingest.law.numbers import era_year

_OPEN = "【要確認】"
_MOST = 14
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?P<unit>[^0-9０-９,（）()]{0,4})")
_MEASURE = re.compile(r"の?(?:[件戸台回冊本組人]?数|者数|率|割合|金?額)$")
_UNIT = re.compile(r"[0-9０-９][0-9０-９,.．万億千]*(人|件|戸|台|回|冊|世帯|円|％|%|か所|頭|ha)")
_YEAR_ROW = re.compile(
    r"(?:(?P<era>令和|平成|[RHＲＨ])(?P<of>元|[0-9０-９]{1,2})|(?P<western>20[0-9]{2}))(?:年?度?)?$"
)
_YEAR_REACHED = re.compile(r"(?:令和|平成|[RHＲＨ])(?:元|[0-9０-９]{1,2})年?度?|20[0-9]{2}年?度?")
_AIMED = re.compile(r"目標|計画値?|見込|予定|基準|策定時|現状")
"""Columns of a table of indicators that tell what was aimed at, or what was before."""
_REACHED = re.compile(r"約?[0-9][0-9,]*(?:\.[0-9]+)?[^0-9。、]{0,4}")
_SHORT_NAME = 2
_TOTAL = re.compile(r"(?:[合総]?計|総数|全体)")
_WORDS = re.compile(r"[一-龠ァ-ヶー]{2,}")


def make_evaluation(section: Section, material: Material) -> Iterator[Piece]:
    """The indicators of the past plan with their targets, and columns for what was reached; else the ``text``."""
    rows, told = list[str](), list[str]()
    text = material.past.document.text if material.past and material.past.same else ""
    header: list[str] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")] if is_row(line) else []
        if "指標" in cells and "評価" not in cells and any("目標" in cell for cell in cells):
            header = cells
        elif header and len(cells) == len(header):
            row, source = _measured(header, cells, material)
            rows.append(row)
            told += [f"・{source}"] if source else []
        elif line.strip() and not cells:
            header = []
    lines = ["指標 | 目標 | 実績 | 評価", *dict.fromkeys(rows[:_MOST])] if rows else []
    lines += dict.fromkeys(told if len(rows) <= _MOST else ())
    yield Piece("\n".join(lines) or material.fill(section.text), section)


def _measured(header: list[str], cells: list[str], material: Material) -> tuple[str, str]:
    name = cells[header.index("指標")]
    at = next(place for place, cell in enumerate(header) if "目標" in cell)
    when = re.search(r"（[^）]*年度[^）]*）", header[at])
    reached, told = _reached(name, cells[at], material)
    return f"{name} | {cells[at]}{when[0] if when else ''} | {reached or _OPEN} | {_OPEN}", told


def _reached(name: str, target: str, material: Material) -> tuple[str, str]:
    """「83件」 and the sentence: what the newest source says right behind the indicator's last word, in the target's unit."""
    if tabled := _in_row(name, material) or _tabled(name, target, material):
        return tabled
    aim = _FIGURE.search(target)
    words = _WORDS.findall(_MEASURE.sub("", re.sub(r"（[^）]*）|年間", "", name)))
    if aim is None or not aim["unit"] or not words:
        return "", ""
    said = re.compile(
        rf"{re.escape(words[-1])}[^。0-9]{{0,12}}?(?:令和[0-9元]+年度?末?[^。0-9]{{0,6}})?(?P<reached>[0-9][0-9,]*(?:\.[0-9]+)?{re.escape(aim['unit'])})"
    )
    topic = meaning_pairs(lead_of(name))
    newest = sorted(material.grounds, key=lambda one: one.document.issued or date.min, reverse=True)
    for one in newest:
        for each in statements([one]):
            found = said.search(each.text)
            said_of = f"{each.above}\n{each.text}"
            about = topic <= meaning_pairs(said_of) and all(word in said_of for word in names_in(name))
            if found and about and not each.row and found["reached"] != aim[0]:
                several = len(re.findall(rf"[0-9]{re.escape(aim['unit'])}", each.text)) > 1
                return "" if several else found["reached"], cite(each.text, one.number)
    return "", ""


def _in_row(name: str, material: Material) -> tuple[str, str] | None:
    """The newest reached figure of the row that is named as the indicator is, as a report on the plan has it
    (「指標 | 目標値 | 令和6年度実績 | 令和7年度実績」); None where no table has such a row and such a column."""
    found = list[tuple[int, str, str]]()
    for one in material.grounds:
        for line in read_lines(one.passage):
            if not line.header or _bare(line.cells[0]) != _bare(name):
                continue
            for column, cell in zip(line.header[1:], line.cells[1:], strict=False):
                year = _YEAR_REACHED.search(column)
                if year is None or _AIMED.search(column) or not _REACHED.fullmatch(cell):
                    continue
                told = cite(f"{name}：{column} {cell}", one.number)
                found.append((_year_of(year[0]), f"{cell}（{year[0]}）", told))
    newest = max(found, key=lambda each: each[0], default=None)
    return newest[1:] if newest else None


def _bare(name: str) -> str:
    """The name of an indicator without its brackets, spaces and number: 「(1)　登録者数（人）」 is 登録者数."""
    return re.sub(r"[（(][^（）()]*[）)]|[\s　]|^[0-9０-９①-⑳]+[.．]?(?=[^0-9０-９])", "", name)


def _tabled(name: str, target: str, material: Material) -> tuple[str, str] | None:
    """The figure of the newest row of a table by years whose column the indicator is named after, and that row; None
    where no column is. 入込客数 of 観光入込客数, うち宿泊 of 延べ宿泊者数 under 宿泊者数."""
    unit, bare = _UNIT.search(target), re.sub(r"（[^）]*）", "", name)
    for one in material.grounds:
        lines = [line for line in read_lines(one.passage) if line.cells and line.header]
        rows = [line for line in lines if _year_of(line.cells[0])]
        said = meaning_pairs(f"{one.document.title}\n{one.passage.context}\n{one.passage.text}")
        if not rows or not meaning_pairs(lead_of(bare)) <= said:
            continue
        newest = max(rows, key=lambda line: _year_of(line.cells[0]))
        for column, cell in list(zip(newest.header, newest.cells, strict=False))[1:]:
            core = re.sub(r"^うち|（.*?）|[「」]", "", column)
            whole = bool(_TOTAL.fullmatch(core)) and _is_headed(bare, one)
            named = whole or (len(core) >= _SHORT_NAME and core in bare)
            figured = re.fullmatch(rf"(?P<figure>[0-9][0-9,]*)(?P<unit>{unit[1] if unit else ''})?", cell)
            if not named or figured is None:
                continue
            figure = f"{int(figured['figure'].replace(',', '')):,}"
            of = f"{one.passage.headings[-1]}　" if whole else ""
            told = cite(f"{of}{newest.cells[0]}：{column} {figure}{figured['unit'] or ''}", one.number)
            return f"{figure}{unit[1] if unit else ''}（{newest.cells[0]}）", told
    return None


def _is_headed(name: str, one: Evidence) -> bool:
    """Whether a table stands under a heading that the indicator is named after: 町営バスの年間利用者数, 「町営バスの利用者数」."""
    heading = meaning_pairs(one.passage.headings[-1]) if one.passage.headings else frozenset()
    return len(heading) > _SHORT_NAME and heading <= meaning_pairs(name.replace("年間", ""))


def _year_of(cell: str) -> int:
    """The Western year of a row's first cell, 0 for another: 令和7年度, R7 and 2025 are one."""
    match = _YEAR_ROW.match(cell)
    return (int(match["western"] or 0) or era_year(match["era"], match["of"])) if match else 0
