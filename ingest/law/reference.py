"""Places in a regulation as people name them, and as anchors: 第12条の2第1項第3号 ↔ a12_2p1i3.

Knows nothing of which regulation is meant, and leaves 前条, 同項 and the like to whoever knows where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.numbers import branch_number, normalise_ordinals
from ingest.law.width import narrow

_N = r"[0-9]++"
_B = rf"(?:の{_N}(?!つ|人|件|年|月|日|以上|の項|[ァ-ヺA-Za-z%]))*"
# 条例第25号 and 昭和22年法律第67号 name whole regulations, 第3号議案 a bill; 第1条件 is a word.
_NOT_A_PLACE = re.compile(
    rf"(?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|法律|政令|勅令|省令|府令|内規|議案|発議|請願|陳情)第?{_N}号"
    rf"|第{_N}号(?:議案|線|車|館|室|棟)"
)
_PLACE = re.compile(
    rf"(?P<table>(?:別表|付表)(?:第?{_N}{_B})?)"
    rf"|(?P<form>(?:別記)?様式(?:第?{_N}号?{_B})?)"
    rf"|(?P<suppl>[附付]則)?"
    rf"(?P<article>(?:第|(?<![0-9.第])){_N}条(?!例|件|約|里|通){_B})?"
    rf"(?P<paragraph>第?{_N}項{_B}(?!目))?"
    rf"(?P<item>第?{_N}号{_B})?"
)
_BEGINS = re.compile(r"[別付様附第0-9]")
"""What a place begins with: the pattern is tried nowhere else."""
_JOIN = re.compile(r"[ 　]*(?:、|及び|並びに|又は|若しくは|から|・|と)[ 　]*")
_PART = re.compile(r"(part|ch|sec|sub|div|[aspietfxn])(\d+(?:_\d+)*)?")
_GROUP_UNITS = {"part": "編", "ch": "章", "sec": "節", "sub": "款", "div": "目"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A place named in a text. ``start``/``end`` are offsets into the text with its numbers normalised."""

    text: str
    anchor: str
    start: int
    end: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Every place named by number, in order; digits of any width, 漢数字 after 第, 枝番号.

    「第5条第1項及び第3項」 gives a5p1 and a5p3; 「第12条第3号」 gives a12p1i3 (a 条 with 号 and no 項 has one 項);
    「附則第2項」 s1p2; 「別表第1」 t1; 「別表」 t. A 項 or 号 that follows nothing names no place.
    """
    plain = normalise_ordinals(narrow(text))
    words = [match.span() for match in _NOT_A_PLACE.finditer(plain)]
    found: list[Reference] = []
    for match in _places(plain):
        if any(begin < match.end() and match.start() < end for begin, end in words):
            continue
        joined = bool(found) and _JOIN.fullmatch(plain, found[-1].end, match.start()) is not None
        anchor = _anchor(match, found[-1].anchor if joined else "")
        if anchor:
            found.append(Reference(match[0], anchor, match.start(), match.end()))
    return tuple(found)


def _places(plain: str) -> Iterator[re.Match[str]]:
    """The matches of _PLACE that are not empty, in order, none overlapping."""
    at = 0
    for begin in _BEGINS.finditer(plain):
        match = _PLACE.match(plain, begin.start()) if begin.start() >= at else None
        if match and match[0]:
            yield match
            at = match.end()


def find_anchors(text: str) -> tuple[str, ...]:
    """The anchors of ``find_references``, each once, in the order of the text."""
    return tuple(dict.fromkeys(reference.anchor for reference in find_references(text)))


def label_of(anchor: str) -> str:
    """What an anchor is called: a12_2p1i3 → 第12条の2第1項第3号, s2p1 → 附則第1項, t1 → 別表第1, ch2sec1 → 第2章第1節.

    The lists below a 号 are not named (their marks are not in the anchor); an unknown anchor gives "".
    """
    parts = list(_parts(anchor))
    if "".join(letter + (number or "") for letter, number in parts) != re.sub(r"-\d+$", "", anchor):
        return ""
    return "".join(_name(letter, number) for letter, number in parts)


def _name(letter: str, number: str | None) -> str:
    head, *branches = (number or "").split("_")
    tail = "".join(f"の{branch}" for branch in branches)
    if letter in _GROUP_UNITS:
        return f"第{head}{_GROUP_UNITS[letter]}{tail}"
    if letter in ("t", "x"):
        name = "別表" if letter == "t" else "別紙"
        return f"{name}第{head}{tail}" if head else name
    if letter == "f":
        return f"様式第{head}号{tail}" if head else "様式"
    units = {"a": "条", "n": "", "p": "項", "i": "号"}
    if letter in units:
        return f"第{head}{units[letter]}{tail}"
    return "附則" if letter == "s" else ""


def _parts(anchor: str) -> Iterator[tuple[str, str | None]]:
    for match in _PART.finditer(anchor):
        yield match[1], match[2]


def _anchor(match: re.Match[str], before: str) -> str:
    """The anchor of a match, with what it leaves out taken from the place just ``before`` it; "" without one."""
    if match["table"] or match["form"]:
        return ("t" if match["table"] else "f") + branch_number(match[0])
    article, paragraph, item = (branch_number(match[part] or "") for part in ("article", "paragraph", "item"))
    scope = "s1" if match["suppl"] else ""
    if not article and not scope:
        # 「第5条第1項及び第3項」「第5条第1項第2号又は第3号」
        kept = re.match(r"((?:s\d+)?(?:a[\d_]+)?)(p[\d_]+)?(i[\d_]+)?", before)
        if kept is None or not kept[2 if paragraph else 3]:
            return ""
        scope = kept[1] + ("" if paragraph else kept[2])
    elif item and not paragraph:
        paragraph = "1"
    return scope + "".join(k + n for k, n in (("a", article), ("p", paragraph), ("i", item)) if n)
