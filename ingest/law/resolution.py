"""What every 第○条, 前条, 同項 and 法第○条 of a regulation refers to: its law and the anchors there.

Knows one document; whether another law has such a 条 is for the graph to say (graph.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.law.brackets import all_spans
from ingest.law.lawname import NO_NAMES, Names
from ingest.law.lawword import OWN, Law, Laws
from ingest.law.memory import Memory, after_parentheses
from ingest.law.mention import Mention, Step, find_mentions
from ingest.law.place import UNITS, Place, Placing
from ingest.law.standing import Standing
from ingest.law.stack import APPENDICES
from ingest.law.tree import LawTree, Node, parse

_JOIN = re.compile(
    r"(?:[ 　\n]|、|及び|並びに|又は|若しくは|から|まで|・|と|ただし書|本文|前段|後段|(?:に規定する|の)(?=$))*"
)
_JOINED_END = re.compile(r"(?:、|及び|並びに|又は|若しくは|から|・|と)[ 　]*$")
_AMENDS = re.compile(r"の(?:一部|全部)を(?:次|以下)の(?:ように|とおり)?改正する")
_TERM = re.compile("法定受託事務|被保険者")
"""Behind 第N号 these make a name (第1号被保険者), a reference only right after the 号 that gives it."""
SILENT = ("title", "number", "toc", "note")
"""Kinds of node whose 第○条 are no references: 「第1章　総則（第1条―第7条）」, 「（令6規則9・旧第26条繰下）」."""


@dataclass(frozen=True, slots=True)
class Link:
    """One reference, as written at ``start``–``end`` in the node ``source``, and what it refers to.

    ``law`` "" is the document's own; ``anchors`` are a12p2, t1 … as passages have them (of a range every 条 in
    it); ``part`` is 本文, ただし書, 前段 …; ``mark`` the ア or イ below a 号. ``state``: found, dangling (``reason`` says why), outside (another law,
    not looked up here), former (of the text before an amendment), quoted (words that are put into another
    provision), unclear.
    """

    text: str
    start: int
    end: int
    source: str
    law: str
    number: str
    anchors: tuple[str, ...]
    state: str
    reason: str = ""
    part: str = ""
    mark: str = ""


def find_links(
    text: str, *, tree: LawTree | None = None, title: str = "", number: str = "", names: Names = NO_NAMES
) -> tuple[Link, ...]:
    """Every reference of a regulation, in order. ``names`` are laws and 例規 known from elsewhere."""
    tree = tree or parse(text)
    return _Resolver(tree, Laws(text, title=title or tree.title, number=number or tree.number, names=names)).links()


class _Resolver:
    """Reads the mentions in order and remembers what was named."""

    def __init__(self, tree: LawTree, laws: Laws) -> None:
        self.tree, self.laws, self.text = tree, laws, tree.text
        self.standing = Standing(tree)
        self.placing = Placing(self.standing)
        self.quotes = all_spans(self.text, opening="「")
        self.brackets = sorted((*self.quotes, *all_spans(self.text, opening="（(")))
        self.memory = Memory()
        self.saved: list[tuple[int, Memory]] = []
        self.here: tuple[Node, ...] = ()

    def links(self) -> tuple[Link, ...]:
        found = []
        for mention in find_mentions(self.text):
            path = self.standing.at(mention.start)
            if not path or path[-1].kind in SILENT or self._is_heading(mention, path):
                continue
            self._move(mention, path)
            link = self._link(mention, path)
            if link is not None:
                found.append(link)
        return tuple(found)

    def _is_heading(self, mention: Mention, path: Sequence[Node]) -> bool:
        """The number of a 条, 章 or 別表 itself."""
        node = path[-1]
        if node.kind == "article" and mention.start < node.head_end:
            return True
        if node.kind in APPENDICES or node.kind in ("suppl", "chapter", "section", "part", "subsection", "division"):
            line = self.text.find("\n", node.start)
            own = re.sub(r"[\s#*　（(]", "", self.text[node.start : mention.start])
            return mention.start < (line if line >= 0 else len(self.text)) and not own
        return False

    def _move(self, mention: Mention, path: tuple[Node, ...]) -> None:
        """Forget what 同条 meant in another 条; what was named in parentheses counts for less once they close."""
        article = next((node for node in path if node.kind in ("article", "suppl", *APPENDICES)), path[0])
        before = next((node for node in self.here if node.kind in ("article", "suppl", *APPENDICES)), None)
        if before is not article or self._in_new_paragraph(path):
            self.memory, self.saved = Memory(), []
        self.here = path
        while self.saved and self.saved[-1][0] < mention.start:
            closed, outer = self.saved.pop()
            self.memory = outer if self.text[closed] == "」" else after_parentheses(outer, self.memory)
        for begin, end in self.brackets:
            if begin < mention.start < end and all(end != closing for closing, _ in self.saved):
                self.saved.append((end, replace(self.memory)))
                self.memory.last = None

    def _in_new_paragraph(self, path: tuple[Node, ...]) -> bool:
        def of(nodes: tuple[Node, ...]) -> Node | None:
            return next((node for node in nodes if node.kind == "paragraph"), None)

        return bool(self.here) and of(self.here) is not of(path) and path[-1].kind not in APPENDICES

    # ---- one reference

    def _link(self, mention: Mention, path: tuple[Node, ...]) -> Link | None:
        steps = mention.steps
        quoted = any(begin < mention.start < end for begin, end in self.quotes)
        named = self.laws.before(mention.start) if _may_be_prefixed(steps[0]) else None
        start = named[0] if named else mention.start
        joined = named is None and self._joins(mention.start)
        if _TERM.match(self.text, mention.end):
            if self._gap(mention.start) != "に規定する" or self.memory.last is None:
                return None
            joined = True
        before = self.memory.last if joined else None
        amended = self._amended(mention.start, path)
        law = named[1] if named else before.law if before and steps[0].how == "number" else amended or OWN
        if quoted and not named and not before and self.memory.outside is not None:
            law = self.memory.outside.law
        place, reason = self._place(steps, law, path, before)
        if place is None:
            if reason == "":
                return None
            return self._made(mention, start, path, Place(law), "quoted" if quoted or amended else "unclear", reason)
        through = self._gap(mention.start) == "から" and joined and self.memory.last is not None
        first = self.memory.last if through else None
        self.memory.remember(place, mention, quoted=quoted)
        state, reason = self._state(place, quoted, amended is not None and named is None)
        anchors = self.placing.through(first, place) if first else place.several or (place.anchor,)
        return self._made(mention, start, path, place, state, reason, anchors)

    def _made(
        self,
        mention: Mention,
        start: int,
        path: tuple[Node, ...],
        place: Place,
        state: str,
        reason: str,
        anchors: tuple[str, ...] = (),
    ) -> Link:
        part, mark = mention.step("part"), mention.step("sub")
        return Link(
            self.text[start : mention.end],
            start,
            mention.end,
            path[-1].anchor,
            place.law.name,
            place.law.number,
            anchors,
            state,
            reason,
            part.number if part else "",
            mark.number if mark else "",
        )

    def _state(self, place: Place, quoted: bool, amended: bool) -> tuple[str, str]:
        if quoted:
            return "quoted", ""
        if place.law.revised == "前" or amended:
            return "former", ""
        if not place.law.known:
            return "dangling", f"「{place.law.name}」が何を指すかの定義がありません。"
        if not place.law.own:
            return "outside", ""
        reason = self.placing.missing(place)
        return ("dangling", reason) if reason else ("found", "")

    def _place(
        self, steps: Sequence[Step], law: Law, path: tuple[Node, ...], before: Place | None
    ) -> tuple[Place | None, str]:
        """The place of a mention; None with a reason where it cannot be told, with "" where it is no reference."""
        first = steps[0]
        if first.unit in ("paragraph", "item") and first.how != "number" and path[-1].kind in APPENDICES:
            return Place(OWN, table=path[-1].anchor), ""  # 「前項」 and 「前各項」 of a table are its rows
        if first.unit == "table" and first.how == "same" and self.memory.table is None:
            return self._own(path), ""  # 「次の表の左欄に…、同表の右欄」
        if first.unit in ("table", "form", "group", "suppl"):
            base = self.placing.outer(first, law, path, self.memory.table)
            return self.placing.down(base, steps[1:], path) if base else (None, _UNKNOWN)
        if first.unit in ("part", "sub"):
            return (before or self._own(path)), ""
        if first.how == "same":
            kept = {"article": self.memory.article, "paragraph": self.memory.paragraph, "item": self.memory.item}[
                first.unit
            ]
            if kept is None:
                kept = self._own(path, first.unit) if first.unit != "article" or self.memory.paragraph is None else None
                kept = self.memory.paragraph if kept is None else kept
            if kept is None:
                return None, _UNKNOWN
            place, reason = self.placing.down(kept.upto(first.unit), steps[1:], path)
            if place and first.unit == "article" and self.memory.inner and place.law.own and self.placing.missing(place):
                return self.placing.down(self.memory.inner, steps[1:], path)
            return place, reason
        if first.how == "number":
            base = Place(law)
            if first.unit != "article":
                base = before.upto(UNITS[UNITS.index(first.unit) - 1]) if before else Place(law)
                if not before and law.own:
                    base = self._own(path).upto(UNITS[UNITS.index(first.unit) - 1])
            return self.placing.down(base, steps, path)
        own = self.placing.beside(first, path)
        if own is None and first.unit == "paragraph" and "\t" in self.text[path[-1].start : path[-1].end]:
            own = self._own(path)
        return self.placing.down(own, steps[1:], path) if own else (None, self.placing.nothing_beside(first))

    def _own(self, path: tuple[Node, ...], unit: str = "item") -> Place:
        return self.placing.own(path).upto(unit)

    def _joins(self, start: int) -> bool:
        """Whether only 及び, 又は, 、 or から lie between the reference before and this one."""
        if self.memory.last is None:
            return False
        gap = self._gap(start)
        return _JOIN.fullmatch(gap) is not None and _JOINED_END.search(gap) is not None

    def _gap(self, start: int) -> str:
        """The words between the reference before and this one, without what is in parentheses."""
        if not 0 <= self.memory.last_end <= start <= self.memory.last_end + 600:
            return "？"
        gap = self.text[self.memory.last_end : start]
        for _ in range(3):
            gap = re.sub(r"[（(][^（）()]*[）)]", "", gap)
        return gap

    def _amended(self, start: int, path: Sequence[Node]) -> Law | None:
        """The regulation that a 改め文 changes: 「第3条中」 in it is of that one."""
        head = next((node for node in path if node.kind in ("paragraph", "article")), None)
        match = _AMENDS.search(self.text, head.start, start) if head else None
        if match is None:
            return None
        named = self.laws.before(match.start())
        return named[1] if named else Law("改正される例規", known=True)


_UNKNOWN = "何を指すかを、前の文から決められません。"


def _may_be_prefixed(step: Step) -> bool:
    """第○条, 附則, 別表 and 様式 may have a law before them; 前条 and 同項 never."""
    return step.how == "number" and step.unit in ("article", "suppl", "table", "form", "group", "paragraph", "item")
