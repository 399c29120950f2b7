"""Which words an amendment quotes: the fewest that say without doubt what becomes what. Knows no places.

公用文 quotes whole words, and words that occur once where they are looked for; the same change made everywhere is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.amending.partial import find
from ingest.law.difference import blocks
from ingest.law.difference import words as pieces

MOST = 7
"""Changes in one unit above which nobody could read them: it is written anew."""
_Part = tuple[str, int, int, int, int]
COMMA = 3
"""Characters that a quote may be longer for it not to begin or end at a comma: 「一般600円」, not 「600円、」."""
_JOINTS = "、をにはがでとへも"
"""A quote does not begin at a comma or a particle where it can be helped: 「申請書を」, not 「を町長」."""
_MARKS = "。　 "
MARK, FURTHER = 8, 4
"""Characters that a quote may be longer, and words further that are looked at, for it not to begin at the end of a sentence or a
gap: 「1時間に満たない」, not 「　1時間」."""
ADDED = 8
"""Characters that a quote may be longer for what is only added to be said as added: 「駐車場」の下に, not 「以外」を「及び私有地以外」に."""
NEAR = 12
"""Characters between two changes, one of a conjunction or comma alone, that are told as one."""
SHARE = 0.8
"""Quoted characters, as a share of both wordings, above which it is shorter to write the unit anew."""


_N = r"[0-9０-９元〇一二三四五六七八九十百千]+"
_ADVERBS = ("あらかじめ", "おおむね", "おおよそ", "すみやかに", "ただちに", "すべて", "ことごとく", "みずから", "おのおの")  # fmt: skip
"""Words without 漢字 that a quote may be."""
_CITED = rf"(?:(?:第{_N}(?:条|項|号|編|章|節|欄)(?:の{_N})*|前{_N}?[条項号]|[次同][条項号]|同[法令表]|別表(?:第{_N})?|様式第{_N}号|附則)+(?:本文|ただし書|前段|後段|各号)?)"
_WHOLE = re.compile(
    rf"{_CITED}|(?:明治|大正|昭和|平成|令和){_N}年(?:度分?)?(?:{_N}月(?:{_N}日)?)?|{_N}月{_N}日|(?:午前|午後){_N}時(?:{_N}分)?"
)
"""What is quoted whole: a citation (第2条第4項), a date, a time of day."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text as an amendment quotes them."""
    found: list[str] = []
    at = 0
    for match in _WHOLE.finditer(text):
        found += [*pieces(text[at : match.start()]), match[0]]
        at = match.end()
    return (*found, *pieces(text[at:]))


@dataclass(frozen=True, slots=True)
class Change:
    """``verb``: replace (old becomes new), insert (new comes behind old), delete (old goes)."""

    verb: str
    old: str
    new: str = ""


def changes(
    old: str, new: str, others: Sequence[str] = (), *, whole: bool = False
) -> tuple[Change, ...] | None:
    """The changes, in order, that make ``new`` of ``old`` and leave ``others`` alone; None where it cannot be said well.

    Each change is made wherever its words occur, as the rule of reading amendments has it. ``whole`` allows quoting
    nearly everything (a 見出し, a cell of a table).
    """
    found: list[Change] = []
    now = _everywhere(old, new, others, found)
    if not _one_by_one(now, new, others, found):
        return None
    if _carried_out(old, found) != new or len(found) > MOST:
        return None
    quoted = sum(len(each.old) + len(each.new) for each in found)
    return None if not whole and quoted > SHARE * (len(old) + len(new)) and len(old) > 12 else tuple(found)


def _carried_out(text: str, found: Sequence[Change]) -> str:
    for each in found:
        text = text.replace(each.old, each.old + each.new if each.verb == "insert" else each.new)
    return text


def _everywhere(old: str, new: str, others: Sequence[str], found: list[Change]) -> str:
    """Say once what becomes the same in several places; the text after it."""
    before, after = words(old), words(new)
    seen: dict[tuple[str, str], int] = {}
    for tag, a, b, c, d in blocks(before, after):
        if tag != "equal" and b > a and d > c:
            pair = "".join(before[a:b]), "".join(after[c:d])
            seen[pair] = seen.get(pair, 0) + 1
    for (one, two), count in seen.items():
        if (
            count > 1
            and old.count(one) == count
            and _quotable(one)
            and _stands_alone(one, old)
            and not any(one in each for each in others)
        ):
            found.append(Change("replace", one, two))
            old = old.replace(one, two)
    return old


def _one_by_one(now: str, new: str, others: Sequence[str], found: list[Change]) -> bool:
    for _ in range(MOST + 1):
        if now == new:
            return True
        before, after = words(now), words(new)
        parts = _merged(list(blocks(before, after)), before, after)
        at = next((n for n, part in enumerate(parts) if part[0] != "equal"), None)
        if at is None:
            return False
        change = _first(now, new, (list(before), list(after)), parts, at, others)
        if change is None:
            return False
        made = _carried_out(now, [change])
        if made == now:
            return False
        found.append(change)
        now = made
    return now == new


def _merged(parts: list[_Part], before: Sequence[str], after: Sequence[str]) -> list[_Part]:
    """Changes with little between them told as one: 「又は扶養控除額を」を「、扶養控除額又は特定親族特別控除額を」."""
    found: list[_Part] = []
    for part in parts:
        if part[0] != "equal" and len(found) > 1 and found[-1][0] == "equal" and found[-2][0] != "equal":
            between = "".join(before[found[-1][1] : found[-1][2]])
            gap = len(between) if "\t" not in between else NEAR + 1  # no quote goes from one cell to the next
            light = any(not _quotable("".join(before[each[1] : each[2]])) for each in (found[-2], part))
            if gap <= (NEAR if light else 1):
                start = found[-2]
                found[-2:] = [("replace", start[1], part[2], start[3], part[4])]
                continue
        found.append(part)
    return found


def _first(
    now: str,
    new: str,
    sides: tuple[list[str], list[str]],
    parts: list[_Part],
    at: int,
    others: Sequence[str],
) -> Change | None:
    """The shortest way to say the change at ``parts[at]``, with as much around it as makes it plain."""
    before, after = sides
    _, a, b, c, d = parts[at]
    left = parts[at - 1][2] - parts[at - 1][1] if at else 0
    best: tuple[int, Change] | None = None
    wide, last = 0, 40
    while wide <= last:
        for one in _spans(before, after, (a, b, c, d), left, wide):
            end = one.end
            if _plain(one.change, now, others) and _carried_out(now, [one.change]) == "".join(
                after[: one.after]
            ) + "".join(before[end:]):
                size = _cost(one.change)
                if best is None or size < best[0]:
                    best = size, one.change
        if best:
            last = min(last, wide + FURTHER if best[1].old[0] in _MARKS else wide)
        wide += 1
    return best[1] if best else None


def _cost(change: Change) -> int:
    """The length of its quote, more where that begins or ends where no word does, less where what is added is said so."""
    quote = change.old
    joint = quote[0] in _JOINTS or quote[-1] == "、"
    added = change.verb == "insert" and quote[-1] not in _MARKS
    return len(quote) + COMMA * joint + MARK * (quote[0] in _MARKS) - ADDED * added


@dataclass(frozen=True, slots=True)
class _Span:
    change: Change
    end: int
    after: int


def _spans(
    before: list[str], after: list[str], place: tuple[int, int, int, int], left: int, wide: int
) -> Iterator[_Span]:
    """Ways to quote with ``wide`` more words around; those to the right may take in the next change."""
    a, b, c, d = place
    for more_left in range(min(wide, left), -1, -1):
        more_right = wide - more_left
        if b + more_right > len(before):
            continue
        head = "".join(before[a - more_left : a])
        tail = before[b : b + more_right]
        if tail != after[d : d + more_right]:
            continue
        old, new, rest = "".join(before[a:b]), "".join(after[c:d]), "".join(tail)
        end, upto = b + more_right, d + more_right
        if not old and head and not rest:
            yield _Span(Change("insert", head, new), end, upto)
        elif not new and not head and not rest:
            yield _Span(Change("delete", old), end, upto)
        elif head + old + rest and head + new + rest:
            yield _Span(Change("replace", head + old + rest, head + new + rest), end, upto)


def _plain(change: Change, now: str, others: Sequence[str]) -> bool:
    once = now.count(change.old) == 1 and not any(change.old in each for each in others)
    return once and _quotable(change.old) and _balanced(change.new) and _stands_alone(change.old, now)


def _stands_alone(quote: str, text: str) -> bool:
    """Whether no place of a quote is a part of a longer number or 条名 (「600円」 of 「3,600円」)."""
    return not any(each.whole for each in find(quote, text))


def _quotable(quote: str) -> bool:
    """Words that stand for themselves: not a particle, a comma or 以外 alone, no bracket of 「」 open."""
    return (
        len(quote) > 1
        and quote != "以外"
        and _balanced(quote)
        and "\t" not in quote
        and bool(re.search(r"[一-龠々ァ-ヶ0-9０-９A-Za-z]", quote) or quote in _ADVERBS)
    )


def _balanced(quote: str) -> bool:
    depth = 0
    for char in quote:
        depth += (char == "「") - (char == "」")
        if depth < 0:
            return False
    return depth == 0
