"""Several changes in one amending 例規: two steps of one regulation, several regulations, each from its own day.

Knows nothing of files. The text is proved before it is given: on each of its days it must give the text of that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ingest.errors import ShitagakiError
from ingest.law.amending.amendment import KINDS, amend, lines_of
from ingest.law.amending.commencing import Rule, late_provisions, listed, supplement
from ingest.law.amending.laying import laid_in
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.staging import apply_on
from ingest.law.amending.unit import read
from ingest.law.front import own_number
from ingest.law.numbers import parse_day, to_wareki
from ingest.law.tree import LawTree, parse
from ingest.law.wrapping import readied

FORMS = ("whole", "proviso", "articles")


@dataclass(frozen=True, slots=True)
class Change:
    """One regulation before and after; ``day`` as a 附則 says it: 「令和9年4月1日」, 「公布の日」."""

    old: LawTree
    new: LawTree
    day: str

    @property
    def title(self) -> str:
        return self.old.title.lstrip("○◯ 　")


@dataclass(frozen=True, slots=True)
class Bill:
    """``form`` is one of FORMS: one day, a ただし書 for what comes later, or a 条 for each change. ``wrong``: texts not met."""

    title: str
    text: str
    form: str
    wrong: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        return not self.wrong


def enact(
    changes: Sequence[Change],
    *,
    name: str = "",
    behind: str = "下",
    articles: bool = False,
    measures: Sequence[str] = (),
) -> Bill:
    """The amending 例規 that makes all the changes, in their order; those of one regulation follow each other.

    ``articles``: two steps of one regulation as 第1条 and 第2条 even where a ただし書 would do. ``measures`` are 項 of the
    附則 behind the 施行期日. Raises ShitagakiError for changes that cannot stand in one 例規.
    """
    _check(changes)
    titles = list(dict.fromkeys(each.title for each in changes))
    kind = kind_of(titles[0])
    title = name or _name(titles, kind)
    if len(titles) == 1 and len({each.day for each in changes}) <= 2 and not articles:
        found = _single(changes, title, kind, behind, measures)
        if found is not None:
            return found
    days = _days(changes)

    def written(said: dict[str, str]) -> str:
        body = list(_articles(changes, len(titles) > 1, behind))
        others: dict[str, list[str]] = {}
        for at, each in enumerate(changes, start=1):
            others.setdefault(said[each.day], []).append(f"第{at}条")
        main = said[changes[0].day]
        rules = [Rule(f"{listed(at)}の規定", day) for day, at in others.items() if day != main]
        text = "\n".join([f"　　　{title}", *body, *supplement(kind, main, rules, measures)]) + "\n"
        return _laid(text, changes)

    told = {each.day: each.day for each in changes}
    return Bill(title, written(told), "articles", tuple(_unmet(changes, written(days), days)))


def _single(
    changes: Sequence[Change], title: str, kind: str, behind: str, measures: Sequence[str]
) -> Bill | None:
    """One 柱書, with a ただし書 for the sentences that come later; None where a sentence belongs to both days."""
    first, last = changes[0], changes[-1]
    made = amend(first.old, last.new, behind=behind)
    what = ""
    if len(changes) > 1:
        what = late_provisions(first.old, first.new, made.sentences)
        if not what or len(changes) > 2:
            return None

    def written(said: dict[str, str]) -> str:
        rules = [Rule(what, said[last.day])] if what else []
        lead = _lead(first, "")
        below = supplement(kind, said[first.day], rules, measures)
        return _laid("\n".join([f"　　　{title}", lead, *made.sentences, *below]) + "\n", changes)

    days = _days(changes)
    wrong = tuple(_unmet(changes, written(days), days))
    if wrong and len(changes) > 1:
        return None
    form = "proviso" if what else "whole"
    return Bill(title, written({each.day: each.day for each in changes}), form, wrong)


def _laid(text: str, changes: Sequence[Change]) -> str:
    """The text with the 様式 that it gives laid out as the new texts have them."""
    for each in changes:
        text = laid_in(text, each.new)
    return text


def _articles(changes: Sequence[Change], several: bool, behind: str) -> Iterator[str]:
    seen: set[str] = set()
    for at, each in enumerate(changes, start=1):
        if several:
            yield f"　（{each.title}の一部改正）"
        number = habit_of(each.old.text).ordinal(str(at), "条")
        yield _lead(each, f"{number}　", again=each.title in seen)
        seen.add(each.title)
        yield from amend(each.old, each.new, behind=behind).sentences


def _lead(change: Change, number: str, *, again: bool = False) -> str:
    own = "" if again else own_number(change.old)
    return f"{number or '　'}{change.title}{f'（{own}）' if own else ''}の一部を次のように改正する。"


def _name(titles: Sequence[str], kind: str) -> str:
    if len(titles) > 2:
        return f"○○に伴う関係{kind}の整備に関する{kind}"
    return f"{'及び'.join(titles)}の一部を改正する{kind}"


def kind_of(title: str) -> str:
    """条例, 規則, … of a title; 条例 where it does not say."""
    return next((each for each in KINDS if title.endswith(each)), "条例")


def _check(changes: Sequence[Change]) -> None:
    kinds = {kind_of(each.title): each.title for each in changes}
    if len(kinds) > 1:
        told = "、".join(kinds.values())
        raise ShitagakiError(
            f"種類の違う例規（{told}）は、一つの改正例規では改められません。条例は条例で、規則は規則で改めてください。"
        )
    for one, two in pairwise(changes):
        if one.title != two.title:
            continue
        before, after = parse_day(one.day), parse_day(two.day)
        if one.day == two.day or (before and after and after <= before):
            raise ShitagakiError(
                f"{one.title}の二段目の施行日（{two.day}）は、一段目（{one.day}）より後の日にしてください。"
            )
    titles = [each.title for each in changes]
    if any(title in titles[:at] and titles[at - 1] != title for at, title in enumerate(titles)):
        raise ShitagakiError("同じ例規の改正は、続けて並べてください。")


def _days(changes: Sequence[Change]) -> dict[str, str]:
    """A day of its own for each that is told, so that the stages can be tried before the days are filled in."""
    told = dict.fromkeys(each.day for each in changes)
    return {day: to_wareki(date(2900, 1, 1 + at)) for at, day in enumerate(told)}


def _unmet(changes: Sequence[Change], text: str, days: dict[str, str]) -> Iterator[str]:
    """The changes whose new text is not what the amendment has made by their day."""
    first: dict[str, LawTree] = {}
    for each in changes:
        old = first.setdefault(each.title, each.old)
        day = parse_day(days[each.day])
        assert day is not None
        found = apply_on(old, text, day).applied
        habit = habit_of(old.text)
        new = parse(widths(each.new.text, habit)) if habit_of(each.new.text) != habit else each.new
        if found.failures or lines_of(read(readied(found.tree))) != lines_of(read(readied(new))):
            yield f"{each.title}（{each.day}）"
