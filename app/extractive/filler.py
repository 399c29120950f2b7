"""What becomes of each slot of an old text: the form's new value, a value that still stands, or 【要確認：旧「…」】.

Knows nothing of sections. A slot is never dropped and never guessed: what nobody has confirmed stays visible, with
what the form suggests for it (【要確認：旧「9月14日」→「9月19日」か】).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.extractive.bygone import of_then
from app.extractive.marks import OPENS, Told, joined, marked
from app.extractive.posts import named, post_after, post_before
from app.extractive.records import Records
from app.extractive.suggestion import Suggestions, like
from app.masking import Slot, find_slots
from app.material import Material
from app.text.spans import Span, find_spans, is_whole_day, per, supports
from app.text.wording import pairs
from ingest.law.numbers import to_wareki

_AFTER = 3
_DAY_PARTS = 3
_BEFORE = 14
_ENOUGH, _NEARLY = 3, 0.7
"""Pairs before an old figure, and the share of them that a newer paper must have before its own."""
_FORMER = re.compile(r"(?:前年度?|前回|前期|昨年度?|従来|改正前|変更前)[^、。（）()\n]{0,10}$")
_TURNS = re.compile(r"から|まで|未満|以上|以下|減|増")
_SINCE = re.compile(r"(?:から|より|に比べて?|比で?)[、 ]?$")
"""What makes a difference of the figure behind it: 「前年度から7,800万円」 is no 寄附額 of 4億7,600万円."""
_OF_A_PLACE = re.compile(r"^[^市町村区県（）、。]{1,6}[市町村区県]")
"""第2次つづら町観光振興計画 is the next of no 第5次つづら町総合計画: the place's name makes two things alike that are not."""
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_MILESTONE = re.compile(r"節目|記念|周年")


@dataclass(frozen=True, slots=True)
class Settled:
    """A stretch of old text brought up to date; ``open`` is how many slots nobody has confirmed."""

    text: str
    open: int


class Filler:
    """Answers for one form and one past document."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._old = material.past.document.text if material.past else ""
        values = list(material.values.values())
        self._new = [(span, value) for value in values for span in find_spans(value)]
        self._names = {name: post for value in values for name, post in named(value)}
        self._occasion = self._old_occasion()
        of = material.template.past.day  # a contract has no occasion
        own = [span for span in find_spans(material.values.get(of, "")) if is_whole_day(span)]
        days = [span for span, _ in self._new if span.kind == "日付" and is_whole_day(span)]
        self._day = next(iter([*own, *days]), None) if of else None
        self._editions = self._new_editions("回数")
        self._years = self._new_editions("年度")
        day = material.values.get(material.template.past.day, "")
        written = material.past.document.issued if material.past else None
        self._suggestions = Suggestions(self._old, day, tuple(self._new), written=written)
        self._records = Records(material)
        others = material.past.others if material.past else ()
        clauses = (section.text for section in material.template.sections)
        self._standard = [_squeeze(text) for text in (*others, *clauses)]

    def settle(self, text: str) -> Settled:
        """``text`` with every slot answered."""
        told: list[Told] = []
        at = missing = 0
        for slot in find_slots(text):
            answer, number = self._answer(slot, text), 0
            if answer is None:
                number = self._records.source(slot, text) or self._cited(slot, text)
                said, newer = ("", 0) if number else self._renewed(slot, text)
                answer = slot.text if number else said or self._open(slot, text)
                number = number or newer
                missing += not number
            told.append(Told(text[at : slot.start], answer, number))
            at = slot.end
        apart = marked(told, text[at:])
        one = joined(apart)
        return Settled(one, missing - (apart.count(OPENS) - one.count(OPENS)))

    def _open(self, slot: Slot, text: str) -> str:
        """The mark of a slot that nobody has confirmed."""
        said = self._suggestions.of(slot, text)
        return f"【要確認：旧「{slot.text}」→「{said}」か】" if said else f"【要確認：旧「{slot.text}」】"

    def _answer(self, slot: Slot, text: str) -> str | None:
        span = slot.span
        if span is None:
            return self._person(slot, text)
        if span.kind == "回数" and span.value in self._editions:
            around = text[max(0, slot.start - 10) : slot.end + 10]
            return None if _MILESTONE.search(around) else self._editions[span.value][0]
        if (
            span.kind == "年度"
            and span.value in self._years
            and _entitles(text[slot.end :], self._years[span.value])
        ):
            return _in_width(self._years[span.value][0], slot.text)
        said = (
            new
            for new, value in self._new
            if span.kind != "時刻" and supports(new, span) and per(value, new.start) == per(text, slot.start)
        )
        if any(self._of_the_week(new, span) for new in said):
            return slot.text
        if span.kind == "日付" and self._occasion and supports(self._occasion, span) and self._day:
            return like(span, self._day)
        return slot.text if self._is_standard(slot, text) else None

    def _of_the_week(self, new: Span, old: Span) -> bool:
        """Whether a day that the form says too has the old day's weekday this year: 12月26日（金） is another day a year later."""
        if not old.weekday or not isinstance(new.value, tuple) or len(new.value) != _DAY_PARTS:
            return True
        years = (
            span.value[0] for span, _ in self._new if isinstance(span.value, tuple) and is_whole_day(span)
        )
        year, month, day = new.value[0] or next(years, None), *new.value[1:]
        try:
            return not year or "月火水木金土日"[date(year, month, day).weekday()] == old.weekday[0]
        except (TypeError, ValueError):
            return True

    def _person(self, slot: Slot, text: str) -> str | None:
        """The same person, or the form's person in the same post; None when the form names nobody there."""
        if any(_same_name(slot.text, name) for name in self._names):
            return slot.text
        post = post_before(text, slot.start) or post_after(text, slot.end)
        for name, new_post in self._names.items():
            if post and post == new_post:
                return name if re.search(r"[ 　]", slot.text) else re.sub(r"[ 　]", "", name)
        return None

    def _cited(self, slot: Slot, text: str) -> int:
        """The number of the source that says the old value today, in nearly the same words; 0 for none."""
        if slot.span is None:
            return 0
        if standing := self._standing(slot, text):
            return standing
        if slot.span.kind not in ("数", "金額", "割合"):
            return 0
        around = pairs(text[max(0, slot.start - _BEFORE) : slot.start])
        for evidence in self._material.evidence:
            if of_then(evidence, self._material.past, self._occasion):
                continue
            for span in find_spans(evidence.text):
                said = evidence.text[max(0, span.start - 2 * _BEFORE) : span.start]
                before = pairs(said)
                if _FORMER.search(said):  # 「238人（前年度214人）」 says 214 of another year
                    continue
                if supports(span, slot.span) and around and len(around & before) >= max(2, len(around) // 2):
                    return evidence.number
        return 0

    def _standing(self, slot: Slot, text: str) -> int:
        """The number of the past document itself, where the task cites it and the line is still in it."""
        past = self._material.past
        end = text.find("\n", slot.end)
        line = text[text.rfind("\n", 0, slot.start) + 1 : end if end >= 0 else len(text)].strip()
        own = (one for one in self._material.evidence if past and one.document.id == past.document.id)
        return next((one.number for one in own if line and line in one.text), 0)

    def _renewed(self, slot: Slot, text: str) -> tuple[str, int]:
        """This year's figure and its source: what a newer paper says in the same words; ("", 0) where none or two do."""
        past, span = self._material.past, slot.span
        around = pairs(text[max(0, slot.start - _BEFORE) : slot.start])
        if past is None or past.document.issued is None or span is None or span.kind not in ("数", "金額"):
            return "", 0
        found: dict[str, int] = {}
        for one in self._material.evidence:
            if one.document.issued is None or one.document.issued <= past.document.issued:
                continue
            for new in find_spans(one.text):
                before = pairs(one.text[max(0, new.start - _BEFORE - 2) : new.start])
                alike = new.kind == span.kind and new.unit == span.unit and new.value != span.value
                if _turned(one.text[new.end :]) != _turned(text[slot.end :]):
                    continue
                if _is_difference(one.text[: new.start]) != _is_difference(text[: slot.start]):
                    continue
                if alike and len(around) >= _ENOUGH and len(around & before) >= _NEARLY * len(around):
                    found.setdefault(new.text, one.number)
        return next(iter(found.items())) if len(found) == 1 else ("", 0)

    def _is_standard(self, slot: Slot, text: str) -> bool:
        """Whether other documents of the kind say the same in the same words: 「10日以内に検査」 is no old figure."""
        if slot.kind != "数":
            return False
        phrase = _squeeze(text[slot.start : slot.end + _AFTER])
        return len(phrase) > len(slot.text) + 1 and any(phrase in other for other in self._standard)

    def _old_occasion(self) -> Span | None:
        """The day of the past occasion: the first whole date near the top, else the document's own."""
        dates = [span for span in find_spans(self._old[:600]) if span.kind == "日付" and is_whole_day(span)]
        if dates:
            return dates[0]
        issued = self._material.past.document.issued if self._material.past else None
        return next(iter(find_spans(to_wareki(issued))), None) if issued else None

    def _new_editions(self, kind: str) -> dict[object, tuple[str, str]]:
        """Old 「第20回」 (of a ``kind`` 年度 「令和7年度」) → new 「第21回」 and what stands behind both, where it is the same."""
        found: dict[object, tuple[str, str]] = {}
        for span, value in self._new:
            if span.kind != kind:
                continue
            after = _OF_A_PLACE.sub("", _squeeze(value[span.end :]))[:_AFTER]
            for old in find_spans(self._old):
                following = _OF_A_PLACE.sub("", _squeeze(self._old[old.end : old.end + 18]))
                if (
                    old.kind == kind
                    and old.text[-1] == span.text[-1]
                    and after
                    and following.startswith(after)
                ):
                    found[old.value] = span.text, after
        return found


def _entitles(following: str, edition: tuple[str, str]) -> bool:
    """Whether a year stands before the name of the occasion: another 「令和7年度」 is of what was then."""
    return _OF_A_PLACE.sub("", _squeeze(following[:18])).startswith(edition[1])


def _in_width(new: str, old: str) -> str:
    """A year with its figures as wide as the old text has them."""
    return new.translate(_WIDE) if re.search("[０-９]", old) else new


def _turned(after: str) -> str:
    """The word behind a figure that makes another thing of it: 23か所から is not what 26か所に is."""
    found = _TURNS.match(after)
    return found[0] if found else ""


def _is_difference(before: str) -> bool:
    return bool(_SINCE.search(before[-6:]))


def _same_name(one: str, other: str) -> bool:
    return re.sub(r"[ 　]", "", one) == re.sub(r"[ 　]", "", other)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
