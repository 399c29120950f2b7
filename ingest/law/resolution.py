"""What every 第○条, 前条, 同項 and 法第○条 of a regulation refers to: its law and the anchors there.

Knows one document; whether another law has such a 条 is for the graph to say (graph.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.law.lawname import NO_NAMES, Names
from ingest.law.lawword import OWN, Law, Laws
from ingest.law.link import Link
from ingest.law.memory import Memory, Recall, gap, joins
from ingest.law.mention import Mention, Step, find_mentions
from ingest.law.place import UNITS, Place, Placing
from ingest.law.rowed import rows_behind
from ingest.law.stack import APPENDICES
from ingest.law.standing import SILENT, Standing, is_heading
from ingest.law.tabular import in_reading_table, is_row
from ingest.law.tree import LawTree, Node, parse
from ingest.law.wrapping import unwrap

_AMENDS = re.compile(r"の(?:一部|全部)を(?:次|以下)の(?:ように|とおり)?改正する")
_TERM = re.compile("法定受託事務|被保険者")
"""Behind 第N号 these make a name (第1号被保険者), a reference only right after the 号 that gives it."""


def find_links(
    text: str, *, tree: LawTree | None = None, title: str = "", number: str = "", names: Names = NO_NAMES
) -> tuple[Link, ...]:
    """Every reference of a regulation, in order. ``names`` are laws and 例規 known from elsewhere."""
    tree = tree or parse(text)
    flat, offsets = unwrap(tree)
    whole = tree if flat == text else parse(flat)
    laws = Laws(flat, title=title or tree.title, number=number or tree.number, names=names)
    found = _Resolver(whole, laws).links()
    return found if whole is tree else tuple(link.moved(text, offsets) for link in found)


class _Resolver:
    """Reads the mentions in order and remembers what was named."""

    def __init__(self, tree: LawTree, laws: Laws) -> None:
        self.tree, self.laws, self.text = tree, laws, tree.text
        self.standing = Standing(tree)
        self.placing = Placing(self.standing)
        self.recall = Recall(self.text)
        self.amends = "改正する" in tree.title or "廃止する" in tree.title
        self.here: tuple[Node, ...] = ()

    def links(self) -> tuple[Link, ...]:
        found = []
        for mention in find_mentions(self.text, bare=self.standing.bare):
            path = self.standing.at(mention.start)
            if not path or path[-1].kind in SILENT or is_heading(self.text, mention.start, path):
                continue
            self._move(mention, path)
            link = self._link(mention, path)
            if link is not None:
                found.append(link)
        return tuple(found)

    def _move(self, mention: Mention, path: tuple[Node, ...]) -> None:
        """Forget what 同条 meant in another 条; what was named in parentheses counts for less once they close."""
        article = next((node for node in path if node.kind in ("article", "suppl", *APPENDICES)), path[0])
        before = next((node for node in self.here if node.kind in ("article", "suppl", *APPENDICES)), None)
        if before is not article or self._in_new_paragraph(path):
            self.recall.forget()
        self.here = path
        self.recall.move(mention.start)

    def _in_new_paragraph(self, path: tuple[Node, ...]) -> bool:
        def of(nodes: tuple[Node, ...]) -> Node | None:
            return next((node for node in nodes if node.kind == "paragraph"), None)

        return bool(self.here) and of(self.here) is not of(path) and path[-1].kind not in APPENDICES

    @property
    def memory(self) -> Memory:
        """What was named up to here."""
        return self.recall.memory

    # ---- one reference

    def _link(self, mention: Mention, path: tuple[Node, ...]) -> Link | None:
        steps = mention.steps
        if is_row(self.text, mention.start, mention.end) or self._no_form(steps[0]):
            return None
        quoted = self.recall.quoted(mention.start) or in_reading_table(self.text, path[-1], mention.start)
        named = self.laws.before(mention.start) if _may_be_prefixed(steps[0]) else None
        start = named[0] if named else mention.start
        between = gap(self.text, self.memory.last_end, mention.start) if self.memory.last else "？"
        joined = named is None and joins(between)
        if _TERM.match(self.text, mention.end):
            if between != "に規定する":
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
            return self._made(
                mention, start, path, Place(law), "quoted" if quoted or amended else "unclear", reason
            )
        first = before if between == "から" else None
        self.memory.remember(place, mention, quoted=quoted)
        part = mention.step("part")
        former = (amended is not None and named is None) or self._of_amendment(mention.start, path)
        state, reason = self._state(place, part.number if part else "", quoted, former, self._rows(mention))
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
            self._rows(mention),
        )

    def _state(
        self, place: Place, part: str, quoted: bool, former: bool, rows: tuple[str, ...] = ()
    ) -> tuple[str, str]:
        if quoted:
            return "quoted", ""
        if place.law.revised == "前" or former:
            return "former", ""
        if not place.law.known:
            return "dangling", f"「{place.law.name}」が何を指すかの定義がありません。"
        if not place.law.own:
            return "outside", ""
        reason = self.placing.missing(place) or self._missing_within(place, part, rows)
        if reason and self.amends:
            return "former", ""
        return ("dangling", reason) if reason else ("found", "")

    def _missing_within(self, place: Place, part: str, rows: tuple[str, ...]) -> str:
        """Why there is no such ただし書, 後段 or row of a 別表; "" where there is, or where none is named."""
        if place.several:
            return ""
        return self.placing.missing_part(place.anchor, part) or self.placing.missing_row(place.anchor, rows)

    def _rows(self, mention: Mention) -> tuple[str, ...]:
        """The rows of a 別表 named in one breath: 「別表の2の項及び3の項」."""
        row = mention.step("row")
        return (row.number, *rows_behind(self.text, mention.end)[0]) if row else ()

    def _place(
        self, steps: Sequence[Step], law: Law, path: tuple[Node, ...], before: Place | None
    ) -> tuple[Place | None, str]:
        """The place of a mention; None with a reason where it cannot be told, with "" where it is no reference."""
        first = steps[0]
        in_table = first.unit in ("paragraph", "item") and path[-1].kind in APPENDICES
        if in_table and (first.how != "number" or (before is None and law.own)):
            return Place(OWN, table=path[-1].anchor), ""  # 「前項」, 「第1項」 of a table are its rows
        if first.unit == "table" and first.how == "same" and self.memory.table is None:
            return self.placing.own(path).upto("item"), ""  # 「次の表の左欄に…、同表の右欄」
        if first.unit in ("table", "form", "group", "suppl"):
            base = self.placing.outer(first, law, path, self.memory.table)
            return self.placing.down(base, steps[1:], path) if base else (None, _UNKNOWN)
        if first.unit in ("part", "sub"):
            return (before or self.placing.own(path).upto("item")), ""
        if first.how == "same":
            return self._same(first, steps[1:], path)
        if first.how == "number":
            base = Place(law)
            if first.unit != "article":
                base = before.upto(UNITS[UNITS.index(first.unit) - 1]) if before else Place(law)
                if not before and law.own:
                    base = self.placing.own(path).upto("item").upto(UNITS[UNITS.index(first.unit) - 1])
            return self.placing.down(base, steps, path)
        own = self.placing.beside(first, path)
        if own is None and first.unit == "paragraph" and "\t" in self.text[path[-1].start : path[-1].end]:
            own = self.placing.own(path).upto("item")
        return self.placing.down(own, steps[1:], path) if own else (None, self.placing.nothing_beside(first))

    def _same(self, first: Step, below: Sequence[Step], path: tuple[Node, ...]) -> tuple[Place | None, str]:
        """同条, 同項, 同号: what was named last; 同条 of a 条 that lacks the 項 is the one named in parentheses."""
        memory = self.memory
        kept = {"article": memory.article, "paragraph": memory.paragraph, "item": memory.item}[first.unit]
        if kept is None and (first.unit != "article" or memory.paragraph is None):
            kept = self.placing.own(path).upto(first.unit)
        kept = kept or memory.paragraph
        if kept is None:
            return None, _UNKNOWN
        place, reason = self.placing.down(kept.upto(first.unit), below, path)
        if (
            first.unit == "article"
            and memory.inner
            and place
            and place.law.own
            and self.placing.missing(place)
        ):
            return self.placing.down(memory.inner, below, path)
        return place, reason

    def _no_form(self, step: Step) -> bool:
        """「様式に定める」 where no 様式 stands below is a word and no reference."""
        return step.unit == "form" and not step.number and not any(a[0] == "f" for a in self.standing.nodes)

    def _of_amendment(self, start: int, path: Sequence[Node]) -> bool:
        """「第18条の改正規定は、…から施行する」 of a 附則 names a part of the amendment, not of this text."""
        begin = max(self.text.rfind("\n", 0, start), 0)
        line = self.text[begin : self.text.find("\n", start) if "\n" in self.text[start:] else len(self.text)]
        return path[0].kind == "suppl" and "改正規定" in line

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
    return step.how == "number" and step.unit not in ("part", "sub")
