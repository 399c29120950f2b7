"""Which law is meant by the words before a 条: 「法」, 「同法」, 「この条例」, 「地方自治法（昭和22年法律第67号）」.

Knows the document's own definitions and the names it was given; knows nothing of 条, 項 and 号.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.law.brackets import all_spans
from ingest.law.definitions import Definition, find_definitions
from ingest.law.lawname import LAW_NUMBER, NO_NAMES, SUFFIX, Names, authorities_in, name_ending

_OWN = re.compile(
    r"(?:この|(?<![一-龠])(?:本|当該))(?:法律|法|条例|規則|規程|規約|要綱|要領|訓令|告示|政令|省令|府令|令|細則)$"
)
_SAME = re.compile(r"同(法|令|条例|規則|規程|要綱|要領|細則|告示|訓令|省令|政令|府令)(施行令|施行規則)?$")
_REVISED = re.compile(r"(?:この(?:条例|規則|法律|規程|要綱|訓令)による)?改正(前|後)の(?:同)?$")
_SUFFIXED = re.compile(SUFFIX + r"(?=[（第(にのそ、及又若並でとをはが附別])")
_KINDS = {
    "法": r"法(?:律)?$", "令": r"(?:令)$", "条例": r"条例$", "規則": r"規則$|細則$", "細則": r"細則$", "政令": r"令$",
    "省令": r"令$", "府令": r"令$",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Law:
    """A law or 例規. ``name`` "" is the document's own; ``revised`` "前" or "後" of an amendment, "" as it stands.

    ``known`` is False for a short name that the document never defines (「法」 alone).
    """

    name: str = ""
    number: str = ""
    revised: str = ""
    known: bool = True

    @property
    def own(self) -> bool:
        return not self.name and self.known


OWN = Law()


class Laws:
    """The laws of one document. ``title`` and ``number`` are its own."""

    def __init__(self, text: str, *, title: str = "", number: str = "", names: Names = NO_NAMES) -> None:
        self.text, self.title, self.number = text, title, number
        more = [(title, number)] if title else []
        first = names.joined(more, authorities_in(f"{number}\n{text}"))
        self.definitions = find_definitions(text, first)
        self.names = first.joined((each.name, each.number) for each in self.definitions)
        self._short: dict[str, list[Definition]] = {}
        for each in self.definitions:
            if each.short:
                self._short.setdefault(each.short, []).append(each)
        self._longest_first = sorted(self._short, key=len, reverse=True)
        self._quoted = all_spans(text, opening="「")
        self._opened = all_spans(text, opening="（(", longest=1200)
        self._closed_by = {end: begin for begin, end in self._opened}

    def before(self, at: int) -> tuple[int, Law] | None:
        """(where its words begin, the law) named right before ``at``; None where no law is."""
        text = self.text
        end = self._without_parentheses(at)
        if text[end - 1 : end] not in (
            "法",
            "律",
            "令",
            "例",
            "則",
            "程",
            "綱",
            "領",
            "示",
            "約",
            "定",
            "範",
        ):
            return None
        window = text[max(0, end - 14) : end]
        if match := _OWN.search(window):
            return end - len(match[0]), OWN
        if match := _SAME.search(window):
            law = self.last_named(end - len(match[0]), match[1])
            name = law.name + (match[2] or "") if law and match[2] else ""
            if name:
                law = Law(name, self.names.number_of(name))
            return end - len(match[0]), law or Law(match[0], known=False)
        if found := self._defined(end):
            return found
        name = name_ending(text, end, self.names)
        if not name:
            return self._undefined(end)
        inside = LAW_NUMBER.search(text, end, at)
        return end - len(name), self._named(name, inside[0] if inside else "", end - len(name))

    def last_named(self, at: int, kind: str) -> Law | None:
        """The law of a kind (法, 令, 条例) named last before ``at`` in the same 条: what 「同法」 means.

        One in parentheses that are closed counts only where none stands outside in the same sentence.
        """
        text = self.text
        floor = max(0, at - 3000)
        sentence = text.rfind("\n", 0, at) + 1
        inner: Law | None = None
        for match in reversed(list(_SUFFIXED.finditer(text, floor, at))):
            found = (
                self.before(match.end())
                if not _SAME.search(text[max(0, match.end() - 6) : match.end()])
                else None
            )
            law = found[1] if found else None
            if (
                law is None
                or law.own
                or not law.known
                or not re.search(_KINDS.get(kind, kind + "$"), law.name or self.title)
            ):
                continue
            if any(begin < match.start() < end < at for begin, end in self._quoted):
                continue
            if not any(begin < match.start() < end < at for begin, end in self._opened):
                return law if inner is None or match.start() >= sentence else inner
            inner = inner or law
        return inner

    def _without_parentheses(self, at: int) -> int:
        """``at``, or where 「（昭和22年法律第67号。以下「法」という。）」 right before it opens."""
        while self.text[at - 1 : at] in ("）", ")"):
            span = self._closed_by.get(at - 1)
            if span is None:
                opened = max(self.text.rfind("（", 0, at), self.text.rfind("(", 0, at))
                span = opened if opened >= 0 else None
            if span is None or not re.search(
                rf"{LAW_NUMBER.pattern}|以下|において「|を除く|を含む", self.text[span:at]
            ):
                return at
            at = span
        return at

    def _defined(self, end: int) -> tuple[int, Law] | None:
        for short in self._longest_first:
            start = end - len(short)
            if not self.text.startswith(short, start) or self._inside_a_word(start, short):
                continue
            earlier = [each for each in self._short[short] if each.start < start] or self._short[short][:1]
            each = earlier[-1]
            if each.name == self.title:
                return start, Law(revised="前" if short.startswith("旧") else "後")
            return start, Law(each.name, each.number or self.names.number_of(each.name))
        return None

    def _inside_a_word(self, start: int, short: str) -> bool:
        before = self.text[max(0, start - 2) : start]
        return bool(re.search(r"[一-龠々ァ-ヶー]$", before)) and not re.search(
            r"(?:及|又|当該|並|各|旧|新)$", before
        )

    def _undefined(self, end: int) -> tuple[int, Law] | None:
        """「法」, 「条例」 or 「新条例」 that the document never says the name of."""
        match = re.search(r"(?:新|旧)?(?:法|令|条例|規則|規程|要綱)$", self.text[max(0, end - 4) : end])
        if match is None or self._inside_a_word(end - len(match[0]), match[0]):
            return None
        if revised := _REVISED.search(self.text[max(0, end - 30) : end - len(match[0])]):
            return end - len(match[0]) - len(revised[0]), Law(revised=revised[1])
        return end - len(match[0]), Law(match[0], known=False)

    def _named(self, name: str, number: str, start: int) -> Law:
        revised = _REVISED.search(self.text[max(0, start - 24) : start])
        if name == self.title:
            return Law(revised=revised[1] if revised else "")
        return Law(name, number or self.names.number_of(name), revised[1] if revised else "")
