"""The amending 例規 of an edited regulation, whole: 題名, 本則, 附則 with 適用区分, and the others that have to follow. Knows nothing of pages or commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.law.amending import AmendingWords
from ingest.document import Viewer
from ingest.law.amending.bill import Bill, Change, enact, kind_of
from ingest.law.amending.commencing import listed
from ingest.law.amending.transition import occasions
from ingest.law.correspondence import places
from ingest.law.following import follow
from ingest.law.graph import Regulation
from ingest.law.numbers import parse_day, to_wareki
from ingest.lawdesk import LawDesk

PROMULGATED = "公布の日"


@dataclass(frozen=True, slots=True)
class Bills:
    """One amending 例規 for each kind (条例, 規則 …), that of the edited regulation first; ``open`` is what a person
    must decide, ``measures`` (where, text) the 経過措置 that changes like these often need."""

    bills: tuple[Bill, ...]
    open: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]


def law_bills(
    steps: Sequence[Change],
    known: Regulation | None,
    *,
    desk: LawDesk,
    viewer: Viewer,
    words: AmendingWords,
    when: date,
    measures: Sequence[str] = (),
    others: Sequence[Change] = (),
    name: str = "",
    articles: bool = False,
) -> Bills:
    """The bills of the edited regulation: ``steps`` are its changes in order, ``others`` those of further regulations.

    With ``known`` (the regulation as the library has it) what cites it follows in the same bill; of one that is in
    ``others`` the text there is taken, and a person is told. ``measures`` are 項 of the first 附則, behind the 施行期日;
    ``name`` is the 題名 of the first. Raises ShitagakiError for changes that cannot stand in one.
    """
    bills: dict[str, list[Change]] = {kind_of(steps[0].title): list(steps)}
    for each in others:
        bills.setdefault(kind_of(each.title), []).append(each)
    left = list[str]()
    if known is not None:
        given = {each.title for each in others}
        found, left = followed(steps[0], known, desk=desk, viewer=viewer, when=when)
        for each in (one for bill in found for one in bill if one is not steps[0]):
            if each.title in given:
                left.append(words.texts["given"].format(title=each.title))
            else:
                bills.setdefault(kind_of(each.title), []).append(each)
    made = tuple(
        enact(each, name="" if at else name, articles=articles, measures=() if at else measures)
        for at, each in enumerate(bills.values())
    )
    changes = [each for bill in bills.values() for each in bill]
    return Bills(made, tuple(left), tuple(told_measures(changes, words)))


def followed(
    change: Change, known: Regulation, *, desk: LawDesk, viewer: Viewer, when: date
) -> tuple[list[list[Change]], list[str]]:
    """(the changes by kind of regulation, ``change`` first; what a person must decide). Only what ``viewer`` may read."""
    readable = {each.id for each in desk.readable(viewer)}
    bills: dict[str, list[Change]] = {kind_of(change.title): [change]}
    left: list[str] = []
    moved = places(change.old, change.new)
    for each in follow(desk.regulations().graph, known, moved, when):
        if each.regulation.id not in readable:
            continue
        if each.old.text != each.new.text:
            other = Change(each.old, each.new, change.day)
            bills.setdefault(kind_of(other.title), []).append(other)
        left += [f"{one.title}{one.label}の「{one.words}」（{one.told}）" for one in each.open]
    return list(bills.values()), left


def said_day(words: str) -> str:
    """A day as a 附則 says it: 「令和9年4月1日」 of R9.4.1; other words (公布の日) stay."""
    found = parse_day(words)
    return to_wareki(found) if found else words


def told_measures(changes: Sequence[Change], words: AmendingWords) -> list[tuple[str, str]]:
    """(where, text) of the 経過措置 that changes like these often need, each text once."""
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    for each in changes:
        kind, later = kind_of(each.title), first.setdefault(each.title, each.day) != each.day
        for one in occasions(each.old, each.new):
            text = words.measure(one, each.title)
            if later:  # what begins by the ただし書 begins on another day than 「この条例の施行の日」
                text = text.replace(f"この{kind}の施行", "附則第1項ただし書に規定する規定の施行")
            found.setdefault(text, f"{each.title}{listed(one.places)}")
    return [(where, text) for text, where in found.items()]
