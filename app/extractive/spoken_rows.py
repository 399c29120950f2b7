"""A row of a table as a sentence that can be said aloud, of what is asked alone. Knows nothing of sources.

What the row does not say is not said: the year and the unit are those that the row and its columns write.
"""

from __future__ import annotations

import re

from app.extractive.weighing import meaning_pairs

_ROW = re.compile(r"^(?P<name>[^：、。]{1,40})：(?P<cells>[^。]+)。?$")
_CELL = re.compile(r"^(?P<column>[^ ]{1,24}) (?P<value>[^ ]{1,20})$")
_OWN = re.compile(r"[（(](?P<own>[^（）()]{1,12})[）)]$")
_YEAR = re.compile(r"(?:令和|平成|[RHＲＨ])?[0-9０-９元]{1,4}年度?末?")
_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_WHOLE = ("合計", "計", "総数", "全体")
_NUMBER_OF = re.compile(r"(?:者数|客数|人数|件数|数|率|額)$")
_RUN = re.compile(r"[一-龠々ァ-ヶー]{3,}")
_MOST = 3
_NOTHING = ("0", "-", "－", "―", "…")
_OF_A_YEAR = re.compile(rf"^{_YEAR.pattern}の?")
_COUNTS = re.compile(r"(?:[者客員人件冊台戸]数|[額率])(?:[（(].*)?$")


def spoken_row(row: str, about: str, *, first: bool = False) -> str:
    """The row with the columns that ``about`` names, or all of a row that it names; "" where it names neither, or more than
    can be said. With ``first``, the first column that counts something stands for want of a named one.

    >>> spoken_row("令和7年：観光入込客数（人） 184,500、宿泊客数（人） 23,600", "宿泊客はどうか")
    '令和7年の宿泊客数は、23,600人である。'
    >>> spoken_row("漁港の水揚量：現状値（令和4年度） 4,310トン、目標値（令和10年度） 4,000トン", "水揚量")
    '漁港の水揚量は、令和4年度の現状値が4,310トン、令和10年度の目標値が4,000トンである。'
    """
    match = _ROW.match(row)
    cells = [_CELL.match(cell) for cell in _split(match["cells"])] if match else []
    if match is None or not all(cells):
        return ""
    told = [(cell["column"], cell["value"]) for cell in cells if cell and cell["value"] not in _NOTHING]
    if not told:
        return ""
    name, wanted = match["name"], meaning_pairs(about)
    asked = [(column, value) for column, value in told if _named(column, about, wanted)]
    if not asked and first:
        asked = [each for each in told if _COUNTS.search(each[0])][:1]
    if not asked and (len(told) > _MOST or not _named(name.rpartition("の")[2], about, wanted)):
        return ""
    return _said(name, (asked or told)[:_MOST])


def _named(column: str, about: str, wanted: frozenset[str]) -> bool:
    """Whether what is asked names a column: 宿泊客 is 宿泊客数, and 外国人宿泊客数 only where it says 外国人."""
    core = _NUMBER_OF.sub("", _OF_A_YEAR.sub("", _OWN.sub("", column)))
    return bool(core) and (
        meaning_pairs(core) <= wanted
        or any(_short_for(run, re.sub("[数率額]$", "", _OWN.sub("", column))) for run in _RUN.findall(about))
    )


def _split(cells: str) -> list[str]:
    """The cells of a row; a value of several things (「県1/3、一般財源」) is one."""
    found = list[str]()
    for part in cells.split("、"):
        if found and " " not in part:
            found[-1] += f"・{part}"
        else:
            found.append(part)
    return found


def _short_for(run: str, core: str) -> bool:
    """Whether 観光客 is what 観光入込客 is called for short: its letters in order, from the same first word on."""
    rest = iter(core)
    return core.startswith(run[:2]) and all(letter in rest for letter in run)


def _said(name: str, told: list[tuple[str, str]]) -> str:
    parts = []
    for column, value in told:
        own = _OWN.search(column)
        bare, inner = _OWN.sub("", column), own["own"] if own else ""
        unit = inner if inner and not _YEAR.fullmatch(inner) and _BARE.fullmatch(value) else ""
        when = f"{inner}の" if inner and _YEAR.fullmatch(inner) else ""
        lead, unit = ("延べ", unit[2:]) if unit.startswith("延べ") else ("", unit)
        parts.append((f"{when}{bare}", f"{lead}{value}{unit}"))
    if len(parts) == 1:
        column, value = parts[0]
        return (
            f"{column}は、{name}{value}である。" if name in _WHOLE else f"{name}の{column}は、{value}である。"
        )
    if _YEAR.fullmatch(name):
        return f"{name}の{'、'.join(f'{column}は{value}' for column, value in parts)}である。"
    return f"{name}は、{'、'.join(f'{column}が{value}' for column, value in parts)}である。"
