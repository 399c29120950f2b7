"""Which words an amendment quotes: the fewest that say without doubt what becomes what. Knows no places.

公用文 quotes whole words, and words that occur once where they are looked for; the same change made everywhere is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.amending.partial import depend, find, together
from ingest.law.amending.quotable import balanced, closed, quotable, words
from ingest.law.difference import blocks

MOST = 7
"""Changes in one unit above which nobody could read them: it is written anew."""
_Part = tuple[str, int, int, int, int]
COMMA = 3
"""Characters that a quote may be longer for it not to begin or end at a comma: 「一般600円」, not 「600円、」."""
_JOINTS = "、をにはがでとへも"
_RANGES = "・―～"
"""A quote does not begin at a comma or a particle where it can be helped: 「申請書を」, not 「を町長」."""
_MARKS = "。　 "
_GOES_ON = re.compile("[しさせ](?:、|又は|及び|て|た)")
"""What is added as the end of a verb: 「制限する」を「制限し、又は停止する」に, not 「制限」の下に「し、又は停止」."""
MARK, FURTHER = 8, 4
"""Characters that a quote may be longer, and words further that are looked at, for it not to begin at the end of a sentence or a
gap: 「1時間に満たない」, not 「　1時間」."""
ADDED = 8
"""Characters that a quote may be longer for what is only added to be said as added: 「駐車場」の下に, not 「以外」を「及び私有地以外」に."""
NEAR = 12
"""Characters between two changes, one of a conjunction or comma alone, that are told as one."""
SHARE = 0.8
"""Quoted characters, as a share of both wordings, above which it is shorter to write the unit anew."""


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
    if not _one_by_one(now, new, others, found) or _carried_out(old, found) != new:
        found = _at_once(old, new, others)
    if not found or len(found) > MOST:
        return None
    quoted = sum(len(each.old) + len(each.new) for each in found)
    return None if not whole and quoted > SHARE * (len(old) + len(new)) and len(old) > 12 else tuple(found)


def _at_once(old: str, new: str, others: Sequence[str]) -> list[Change]:
    """「300円」を「400円」に、「400円」を「500円」に: all quoted as the text was before; [] where that cannot be said."""
    before, after, parts = _by_cells(old, new)
    found: list[Change] = []
    for at, (tag, *place) in enumerate(parts):
        if tag == "equal":
            continue
        left = parts[at - 1][2] - parts[at - 1][1] if at and parts[at - 1][0] == "equal" else 0
        spans = (one for wide in range(FURTHER) for one in _spans(before, after, place, left, wide))
        made = (one.change for one in spans if one.change.verb == "replace")
        change = next((each for each in made if _plain(each, old, others)), None)
        if change is None:
            return []
        found.append(change)
    pairs = [(each.old, each.new) for each in found]
    return found if depend(pairs) and together(old, pairs) == new else []


def _by_cells(old: str, new: str) -> tuple[list[str], list[str], list[_Part]]:
    """The words of both and what differs, cell by cell where both have as many."""
    before, after, parts = list[str](), list[str](), list[_Part]()
    sides = old.split("\t"), new.split("\t")
    for one, two in zip(*sides, strict=True) if len(sides[0]) == len(sides[1]) else [(old, new)]:
        if before:
            parts.append(("equal", len(before), len(before) + 1, len(after), len(after) + 1))
            before, after = [*before, "\t"], [*after, "\t"]
        left, right = words(one), words(two)
        found = _merged(list(blocks(left, right)), left, right)
        b, a = len(before), len(after)
        parts += [(tag, i + b, j + b, m + a, n + a) for tag, i, j, m, n in found]
        before, after = [*before, *left], [*after, *right]
    return before, after, parts


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
            and quotable(one)
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
            light = any(_light(each, before, after) for each in (found[-2], part))
            if gap <= (NEAR if light else 1):
                start = found[-2]
                found[-2:] = [("replace", start[1], part[2], start[3], part[4])]
                continue
        found.append(part)
    return found


def _light(part: _Part, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a change is of a particle, comma or conjunction alone, or nothing that could be quoted is taken away or put in."""
    gone, come = "".join(before[part[1] : part[2]]), "".join(after[part[3] : part[4]])
    return not quotable(gone) and not (not gone and quotable(come) and come[0] in "（(")


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
            last = min(last, wide + FURTHER if _poor(best[1]) else wide)
        wide += 1
    return best[1] if best else None


def _poor(change: Change) -> bool:
    """Whether a quote begins at the end of a sentence or a gap, has half of a bracket or ends within a range, or what is added
    is the rest of a verb."""
    quote = change.old
    torn = quote[0] in _MARKS or quote[-1] in _RANGES or not closed(quote)
    return torn or (change.verb == "insert" and bool(_GOES_ON.match(change.new)))


def _cost(change: Change) -> int:
    """The length of its quote, more where that begins or ends where no word does, less where what is added is said so."""
    quote = change.old
    joint = quote[0] in _JOINTS or quote[-1] == "、"
    added = change.verb == "insert" and quote[-1] not in _MARKS and not _poor(change)
    return len(quote) + COMMA * joint + MARK * _poor(change) - ADDED * added


@dataclass(frozen=True, slots=True)
class _Span:
    change: Change
    end: int
    after: int


def _spans(
    before: list[str], after: list[str], place: Sequence[int], left: int, wide: int
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
    return once and quotable(change.old) and balanced(change.new) and _stands_alone(change.old, now)


def _stands_alone(quote: str, text: str) -> bool:
    """Whether no place of a quote is a part of a longer number or 条名 (「600円」 of 「3,600円」)."""
    return not any(each.whole for each in find(quote, text))
