"""A place in a regulation as amending sentences name it: 第3条第2項ただし書, 同項第1号, 別表第1の2の項, 附則第2項.

Knows nothing of what is done there. Numbers are read in any form; 「同条」 and its kind stand for the place named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.law.amending.unit import plain
from ingest.law.lines import GROUP_KINDS
from ingest.law.numbers import BRANCHES, NUMERAL, branch_number

Step = tuple[str, str]
"""(kind, number or name): ("article", "12_2"), ("subitem", "ア"), ("named", "別表第1"), ("row", "2"), ("table", "")."""
PARTS = {
    "の見出し": "caption", "の前の見出し": "caption", "各号": "items", "の章名": "name", "の節名": "name", "の款名": "name", "の編名": "name", "の目名": "name",
    "各号列記以外の部分": "head", "以外の部分": "head",
    "本文": "main", "ただし書": "proviso", "前段": "first", "後段": "second",
}  # fmt: skip
"""How a part of a unit is called behind it, and its name in ``Place.part``."""
_KANA_STEP = re.compile(r"[(（][ア-ン][)）]|[(（](?:[0-9０-９]+|[a-z]+)[)）]|[ア-ンヰヱ](?![ァ-ヶー])")
_STEPS = (
    ("group", re.compile(rf"(第{NUMERAL})([編章節款目])({BRANCHES})")),
    ("article", re.compile(rf"第({NUMERAL})条({BRANCHES})")),
    ("paragraph", re.compile(rf"第({NUMERAL})項({BRANCHES})")),
    ("item", re.compile(rf"第({NUMERAL})号({BRANCHES})")),
)
_NAMED = re.compile(
    rf"第{NUMERAL}号様式|(?:別表|別記様式|別記|別図|別紙|付表|様式)(?:第{NUMERAL}号?(?:{BRANCHES}(?=$|[の中第（各以備])|)|{NUMERAL}(?=$|[の中第（備]))?"
)
_SAME = {
    "同条": "article",
    "同項": "paragraph",
    "同号": "item",
    "同表": "named",
    "同様式": "named",
    "同章": "group",
    "同節": "group",
    "同編": "group",
    "同款": "group",
    "同目": "group",
    "同別表": "named",
}
_RANK = (
    "law",
    "group",
    "suppl",
    "named",
    "article",
    "paragraph",
    "item",
    "table",
    "subitem",
    "row",
    "remarks",
)


@dataclass(frozen=True, slots=True)
class Place:
    """``steps`` from the outermost; ``part`` "" for all of it, or a value of PARTS; ``with_caption`` for 「（見出しを含む。）」.

    ``shared``: the 見出し stands for the 条 behind it too (「第2条の前の見出し」). ``through``: everything between the place before it in a list and this one is meant too (「第3条から第5条まで」).
    """

    steps: tuple[Step, ...]
    part: str = ""
    with_caption: bool = False
    through: bool = False
    shared: bool = False

    @property
    def kind(self) -> str:
        return self.steps[-1][0] if self.steps else ""

    @property
    def above(self) -> Place:
        return Place(self.steps[:-1])


class Unreadable(ValueError):
    """Words that name no place; the words are the message."""


def read_place(words: str, before: Place | None) -> Place:
    """The place that the words name, after ``before``. Raises Unreadable."""
    rest = plain(
        re.sub(r"^(?:この(?:条例|規則|要綱|規程|法律|政令|省令)(?:の)?|本則(?:中)?)(?=.)", "", words.strip())
    )
    steps: list[Step] = []
    part, caption = "", False
    if re.fullmatch(r"この(?:条例|規則|要綱|規程|要領|訓令|告示|法律|政令|省令)", rest):
        return Place((("law", ""),))
    for whole, kind in (("題名", "title"), ("目次", "toc"), ("前文", "preamble"), ("本則", "law")):
        if rest == whole:
            return Place(((kind, ""),))
    rest, steps = _start(rest, before)
    while rest:
        if steps and steps[-1][0] not in ("named", "table") and re.match(r"中(?=第|[ア-ン(（])", rest):
            rest = rest[1:]  # 「第2条中第3項を第4項とし」
        found = _next(rest, steps, before)
        if found is None:
            break
        step, length = found
        steps.append(step)
        rest = rest[length:]
    rest = re.sub(r"^の規定$", "", rest)
    if re.fullmatch(r"[（(]見出しを含む。?[）)]", rest):
        rest, caption = "", True
    if rest in PARTS:
        rest, part = "", PARTS[rest]
    if rest or not steps:
        raise Unreadable(words)
    return Place(tuple(steps), part, caption)


def row_name(cell: str) -> str:
    """The first cell of a row as places name it."""
    return re.sub(r"^第(?=[0-9]+(?:の[0-9]+)*$)|[ 　]", "", plain(cell))


def _start(rest: str, before: Place | None) -> tuple[str, list[Step]]:
    group = before.steps[-1] if before is not None and before.steps else ("", "")
    if rest.startswith("同部") and group[0] == "row" and before is not None and "の部" in group[1]:
        return f"{group[1].partition('の部')[0]}の部{rest[2:]}", list(before.steps[:-1])
    for same, kind in _SAME.items():
        if rest.startswith(same) and before is not None:
            kinds = [step[0] for step in before.steps]
            if same == "同表" and "named" not in kinds:
                kind = "table"
            if same == "同項" and kinds[-1] == "row":
                kind = "row"
            if kind == "paragraph" and "paragraph" not in kinds and "article" in kinds:
                kind = "article"
            if kind == "group":
                kind = GROUP_KINDS[same[1]]
            if kind not in kinds:
                raise Unreadable(rest)
            return rest[len(same) :], list(before.steps[: len(kinds) - kinds[::-1].index(kind)])
    if rest.startswith(("附則", "付則")):
        return rest[2:], [("suppl", "")]
    return rest, []


def _next(rest: str, steps: list[Step], before: Place | None) -> tuple[Step, int] | None:
    named = _NAMED.match(rest)
    if named and not steps:
        return ("named", named[0]), named.end()
    if steps and steps[-1][0] == "table" and (row := re.match(r"の?(第[^、「]+?)の項", rest)):
        return ("row", row_name(row[1])), row.end()
    for kind, pattern in _STEPS:
        match = pattern.match(rest)
        if match is None or (
            kind == "article" and steps and steps[-1][0] not in ("suppl", *GROUP_KINDS.values())
        ):
            continue
        if kind == "group":
            return (GROUP_KINDS[match[2]], branch_number(match[1] + match[3])), match.end()
        if not steps and kind in ("paragraph", "item") and before is not None:
            steps += _base(before, kind)
        return (kind, branch_number(match[1] + match[2])), match.end()
    if rest.startswith("の表") and steps:
        return ("table", ""), 2
    remarks = re.match(rf"(?:の)?(備考|注)(?:第?({NUMERAL})(?:号|項|の項)?)?", rest)
    if remarks and steps and steps[-1][0] in ("named", "table"):
        return ("remarks", remarks[1] + branch_number(remarks[2] or "")), remarks.end()
    if steps and steps[-1][0] in ("named", "table"):
        row = re.match(r"の?(.+?)の項", rest) or re.match(r"の?([^「、]+?)の部$", rest)
        if row:
            return ("row", row_name(row[1])), row.end()
    sub = _KANA_STEP.match(rest)
    if sub and (steps or before):
        name = sub[0].replace("（", "(").replace("）", ")")
        if not steps and before is not None:
            steps += [*_base(before, "subitem"), *_holders(before, name)]
        return ("subitem", name), sub.end()
    if not steps and before is not None and before.steps[-1][0] == "row":
        row = re.match(r"(.+?)の項", rest)
        if row:
            steps += before.steps[:-1]
            return ("row", row_name(row[1])), row.end()
    return None


def _base(before: Place, kind: str) -> list[Step]:
    """What a 項 or 号 named alone belongs to: the 条, or the 項, of the place named last."""
    rank = _RANK.index(kind)
    return [
        step
        for step in before.steps
        if (step[0] in _RANK and _RANK.index(step[0]) < rank) or step[0] in GROUP_KINDS.values()
    ]


def _holders(before: Place, name: str) -> Iterator[Step]:
    """The イロハ of the place named last above one that is written like ``name``: 「ア(ア)から(エ)まで」 ends in ア(エ)."""
    subs = (step for step in before.steps if step[0] == "subitem")
    return takewhile(lambda step: step[1].startswith("(") != name.startswith("("), subs)


def _in_same_supplement(place: Place, found: list[Place]) -> Place:
    """「附則第2条から第4条まで」, 「附則第2条及び第3条」: the 条 named after one of the 附則 is of the 附則 too."""
    inherits = found and found[-1].steps[0][0] == "suppl" and place.steps[0][0] == "article"
    return replace(place, steps=(found[-1].steps[0], *place.steps)) if inherits else place


def read_places(words: str, before: Place | None) -> tuple[Place, ...]:
    """One or several: 「第8条及び第9条」, 「第3条から第5条まで」, 「1の項から5の項まで及び7の項」. Raises Unreadable."""
    found: list[Place] = []
    pieces = re.split(r"(、|及び|並びに|から)", re.sub(r"の規定$", "", words))
    at = 0
    last = before
    while at < len(pieces):
        for end in range(at + 1, len(pieces) + 1, 2):  # a joint may be part of a name: try the shortest first
            piece = "".join(pieces[at:end])
            through = at > 0 and pieces[at - 1] == "から"
            try:
                place = read_place(re.sub(r"まで$", "", piece) if through else piece, last)
            except Unreadable:
                continue
            place = _in_same_supplement(place, found)
            found.append(replace(place, through=through))
            last, at = place, end + 1
            break
        else:
            raise Unreadable(words)
    return tuple(found)
