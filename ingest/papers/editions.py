"""Which papers are editions of one another: last year's fees beside this year's, a draft beside what it became. Knows no scores.

Two papers are editions when they are of one kind, bear one name once the year is taken away, differ in the year (of title,
file, folder or day) or in being a draft, and say mostly the same. Regulations have days in force instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from ingest.document import Document
from ingest.law.numbers import era_year, fiscal_year
from ingest.regulations import KINDS
from ingest.search.hints import Hints

Fused = tuple[str, float, tuple[str, ...]]

SHORTEST = 3
"""Characters of a name without its year; 「通知」 names nothing."""
SAME_MATTER = 0.3
"""Share of the lines and cells of the shorter paper, figures left out, that the other one has too: this year's page, table or
specification has .55 to 1.0 of last year's, a draft .3 of the paper it became, two years of answers to citizens and of
minutes .13 to .18."""
RECORDS = frozenset({"会議録", "改正文", "新旧対照表", "メール"})
"""What was said or enacted then stays so, whatever came after."""
LOOKED = 30
"""Places of a ranking in which a newer edition is looked for."""
_ERA = r"(?P<era>令和|平成|(?<![A-Za-z])[RH](?=\d))\s*(?P<of>元|\d{1,2})"
_WEST = r"(?<!\d)(?P<west>(?:19|20)\d\d)(?=[年度./\-_]|\d{4}(?!\d)|$)"
_DAY = r"(?:年度?|[./\-_](?=\d))?(?:\s*\d{1,2}\s*[月./\-_]\s*\d{1,2}日?(?:\([月火水木金土日][^)]*\))?|\d{4}(?!\d))?"
YEAR = re.compile(rf"(?:{_ERA}|{_WEST}){_DAY}")
_DRAFT = r"旧版?|改[訂定正]前|素案|原案|(?:第?\d*|最終)案\d*|速報値?|未定稿|下書き?|草案|たたき台|写し|コピー(?:\s*\(?\d+\)?)?|暫定版?|作業中"
MARKED = re.compile(rf"[(【\[](?:{_DRAFT}|\d{{1,2}})[)】\]]|[\s_・\-]+(?:{_DRAFT})$")
AGO = ((r"一昨年|おととし", 2), (r"(?<!一)昨年|去年|前年(?!比)", 1))
_COMPARES = re.compile(r"変わ|変更|改定前|値上げ|前回|従前|以前|比べ|比較|推移|増え|減っ|違い")
"""A question about the change wants both editions as they are found."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A document's place among its editions. ``year`` is the 年度 it is of, ``final`` False for a draft or a copy."""

    series: int
    year: int
    final: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """The years that a question names, the year that it is asked in, and whether it asks for the change between two."""

    years: frozenset[int]
    now: int
    both: bool = False


def read_wanted(query: str, hints: Hints, day: date | None = None) -> Wanted:
    """What a question asked on ``day`` (None: today) says of the years it wants (「令和7年度の」「去年の」「変わったこと」)."""
    now = fiscal_year(day or date.today())
    years = {year for first, last in hints.periods for year in (first.year, fiscal_year(last))}
    years |= {now - ago for words, ago in AGO if re.search(words, query)}
    return Wanted(frozenset(years), now, bool(_COMPARES.search(query)))


class Editions:
    """The editions among a tenant's documents."""

    def __init__(self, documents: Iterable[Document], text_of: Callable[[str], str]) -> None:
        """``text_of`` reads the text of a document; it is asked only for papers that bear one name."""
        named: dict[tuple[str, str], list[tuple[Document, int, bool]]] = defaultdict(list)
        for document in documents:
            if document.kind not in (*KINDS, *RECORDS) and len(name := _name(document)) >= SHORTEST:
                named[(document.kind, name)].append((document, _year(document), is_final(document)))
        self._of: dict[str, Edition] = {}
        self._series: dict[int, list[str]] = {}
        for rows in named.values():
            rows = [row for row in rows if row[1]] or rows
            if len({(year, final) for _, year, final in rows}) > 1:
                self._group(rows, text_of)

    def _group(self, rows: Sequence[tuple[Document, int, bool]], text_of: Callable[[str], str]) -> None:
        """Those of one name that say mostly the same as the one before them, by year."""
        said = {document.id: _said(text_of(document.id)) for document, _, _ in rows}
        series: list[list[tuple[Document, int, bool]]] = []
        for row in sorted(rows, key=lambda each: (each[1], each[2], each[0].id)):
            for group in series:
                if _mostly(said[group[-1][0].id], said[row[0].id]):
                    group.append(row)
                    break
            else:
                series.append([row])
        for group in series:
            if any((one[1], one[2]) != (two[1], two[2]) for one, two in pairwise(group)):
                number = len(self._series)
                self._series[number] = [document.id for document, _, _ in group]
                self._of.update({d.id: Edition(number, year, final) for d, year, final in group})

    def outdated(self, wanted: Wanted, visible: Collection[str]) -> frozenset[str]:
        """The documents with a later edition among ``visible``; those of a year that the question names stay."""
        found: set[str] = set()
        for ids in self._series.values():
            places = {each: _place(self._of[each], wanted) for each in ids if each in visible}
            best = max(places.values(), default=None)
            found.update(each for each, place in places.items() if best is not None and place < best)
        return frozenset() if wanted.both else frozenset(found)

    def newest_first(
        self, ranked: Sequence[Fused], document_of: Callable[[str], str], wanted: Wanted
    ) -> list[Fused]:
        """A ranking in which a passage of a later edition stands right before what was found of an earlier one."""
        if wanted.both or not self._of:
            return list(ranked)
        rest = list(ranked)
        done: list[Fused] = []
        while rest:
            first = rest.pop(0)
            own = self._of.get(document_of(first[0]))
            near = range(min(LOOKED, len(rest))) if own else ()
            at = next((n for n in near if self._later(document_of(rest[n][0]), own, wanted)), None)
            if at is not None:
                key, _, via = rest.pop(at)
                done.append((key, first[1], via))
            done.append(first)
        return done

    def _later(self, document: str, than: Edition | None, wanted: Wanted) -> bool:
        own = self._of.get(document)
        if own is None or than is None or own.series != than.series:
            return False
        return _place(own, wanted) > _place(than, wanted)


def _place(edition: Edition, wanted: Wanted) -> tuple[bool, int, bool]:
    """Later is greater; an edition of a year to come is not yet later than this year's."""
    return edition.year in wanted.years, min(edition.year, wanted.now), edition.final


def _mostly(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= SAME_MATTER * least


def _said(text: str) -> frozenset[str]:
    """The lines, sentences and cells of a text without their figures."""
    bare = re.sub(r"[\d \t]", "", unicodedata.normalize("NFKC", text))
    return frozenset(line for line in re.split(r"[\n。|]", bare) if len(line) >= SHORTEST)


def _name(document: Document) -> str:
    """「令和8年度 町税の納期」 → 「町税の納期」; 「広報 2026年6月号」 → 「広報 6月号」."""
    bare = MARKED.sub("", YEAR.sub("", _plain(document.title)))
    return re.sub(r"[\s_・\-()【】]+", "", bare)


def is_final(document: Document) -> bool:
    """Whether neither the title nor the name of the file says draft, old or copy."""
    return not any(MARKED.search(name) for name in (_plain(document.title), _stem(document)))


def recency(document: Document) -> tuple[date, bool]:
    """Greater for the later paper, of one day for the finished one: its draft or copy is no model."""
    return document.issued or date.min, is_final(document)


def _year(document: Document) -> int:
    """Of the title, the file, the nearest folder that names one, the day; 0 when none does."""
    folders = [_plain(part) for part in reversed(PurePosixPath(document.source).parts[:-1])]
    for name in (_plain(document.title), _stem(document), *folders):
        if match := YEAR.search(name):
            return int(match["west"] or 0) or era_year(match["era"], match["of"])
    return fiscal_year(document.issued) if document.issued else 0


def _stem(document: Document) -> str:
    return _plain(PurePosixPath(document.source).stem)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()
