"""What of the sources answers a question: the section of a page that is nearest in words, meaning and form, told in its own
order; of a table the rows asked for. Knows no search.

A section is judged with the title and headings it stands under: below 「乳がん検診」「自己負担金」 the line 「1,500円」 answers,
below another page's title the same line does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.residents.asking import NOTHING_MEANT, Asked, Meant, has_form, said_share, weighed
from app.residents.cases import (
    asks_holiday,
    is_asked_case,
    is_asked_itself,
    is_beneath,
    is_beside,
    is_beside_rows,
    is_called,
    is_entry,
    is_headed,
    is_note,
    is_of_longer,
    lacks_rest,
    names_row,
    tells_rest,
)
from app.residents.composing import WHOM, Line, term_of
from app.residents.heads import Heads
from app.residents.reading import LINES, lines_of
from app.residents.rownames import same_sense
from app.residents.sections import MARKS, Section, read
from app.residents.telling_rows import rows_of
from app.residents.ways import only_defines
from app.text.wording import pairs
from ingest.document import Hit
from ingest.search_key import normalise

Cosines = Callable[[str, Sequence[str]], Sequence[float]]
"""(question, texts) → the cosine of each text to the question."""
READ = 4
"""Hits that are read for the conclusion; the others only where none of these has the form of an answer."""
SHORTEST = 12
BY_MEANING = 10.0
"""What nearness in meaning is worth: cosines of an answer and of its neighbours differ by some hundredths. This weight and
the next ones were fitted to 353 questions of six sets of pages, each set judged by the weights of the other five: the
best section holds the answer in 302, in 276 by the weights set by hand before; what else was counted then told nothing."""
BY_SCORE = 0.9
"""What it is worth to be found first by the search, which read the whole question; less for what was found far behind."""
BY_FORM = 0.6
"""What it is worth to have the form of the answer that is asked for."""
BY_MATTER = 0.4
"""What it is worth to say, or to stand below, the words of the question by what they tell."""
BY_CASE = 0.7
"""What it costs to be of another case or thing than asked about, and is worth to be of the very one."""
BY_NOTE = 0.25
"""What it costs to be a note, or beside the matter (注意、その他), where nobody asks for that."""
BY_ASKED, BY_CLOSED = 0.2, 0.55
"""What it is worth that the heading names what is asked (手数料 for いくら), and that days of rest are told where those are
asked: 「あいている時間」 has days and hours too."""
BEHIND = 0.35
"""What meaning can make up at most: the cosines of sections to a question lie from .77 to .96 (n = 1,516)."""
MARGIN = 0.4
"""How much less a section that answers in the form asked for may be worth than one that does not."""
_OPENS = re.compile(r"^[^。]*(?:とき|場合|は|か)(?:は?・+|：)?。?$|次のとおり(?:です)?。?$")
"""A line that only asks, or says of whom or what the next ones are."""


def conclusion(
    question: str,
    hits: Sequence[Hit],
    cosines: Cosines,
    forms: tuple[re.Pattern[str], ...] = (),
    heads: Heads | None = None,
    plain: frozenset[str] = frozenset(),
    meant: Meant = NOTHING_MEANT,
    rest: Callable[[], Sequence[Hit]] = tuple,
    today: date | None = None,
) -> list[Line]:
    """The rows or lines of the section that answers best, in its order; [] when no hit says anything.

    ``forms``: how an answer of the kind that is asked for looks (円 for いくら), in normalised text: what lacks it is told
    only where no section that is about as good has it. ``heads``: the headings of a document, where they are known.
    ``rest`` gives what else of a page that is titled as what is asked.
    """
    forms = () if asks_holiday(question) else forms
    asked = asked_with(question, forms, plain, meant, today)
    found = _read(asked, hits, heads, rest)
    first, best, spoken, top = list[Line](), 0.0, 0.0, 0.0
    leader: Section | None = None
    for worth, section in _ranked(asked, found, cosines):
        matter = said_share(asked, asked.matter, f"{section.place}\n{section.text}")
        top = max(top, worth)
        behind = (best if first else top) - worth
        if behind > (2 if first else 1) * MARGIN:
            break  # of what is this far behind nothing is told, also where the nearest says nothing by itself
        beneath = is_beneath(asked, section, leader) and is_headed(asked, section)
        if behind > MARGIN and not (beneath or is_entry(asked, section, leader)):
            continue
        if first and matter < spoken and not is_beneath(asked, section, leader):
            continue  # 「土曜日」 of the library is no answer about 住民票
        lines = _listed(asked, section, found)
        if lines and (not forms or any(has_form(forms, line.text) for line in lines)):
            return lines
        if lines and not first:
            first, best, spoken, leader = lines, worth, matter, section
    return first


def asked_with(
    question: str,
    forms: tuple[re.Pattern[str], ...],
    plain: frozenset[str],
    meant: Meant,
    today: date | None = None,
) -> Asked:
    """The question with what the office has for its words."""
    ways = "　".join((question, *meant.words, *meant.ways, meant.spoken))
    made = Asked.of(question, forms, plain)
    return replace(made, meant=meant.words, ways=ways, told=" ".join(meant.ways), today=today)


def nearest(
    asked: Asked, hits: Sequence[Hit], cosines: Cosines, heads: Heads | None
) -> Iterator[tuple[float, Section]]:
    """(worth, section) of the first ``hits``, the nearest to the question first."""
    found = [one for hit in hits[:READ] for one in read(hit, heads)]
    yield from _ranked(asked, found, cosines)


def _read(
    asked: Asked, hits: Sequence[Hit], heads: Heads | None, rest: Callable[[], Sequence[Hit]]
) -> list[Section]:
    """The sections of the first hits, and what of ``rest``, or where none has the form asked for of the other hits, has it."""
    found = [
        one for hit in hits[:READ] for one in read(hit, heads) if asked.calls or not WHOM.search(one.heading)
    ]
    if not asked.forms:
        return found
    more = [*rest()]
    if not any(has_form(asked.forms, section.text) for section in found):
        more += hits[READ:]
    return [*found, *(one for hit in more for one in read(hit, heads) if has_form(asked.forms, one.text))]


def _listed(asked: Asked, section: Section, found: Sequence[Section]) -> list[Line]:
    """What a section tells; of an entry of a list that the question does not name, what its neighbours tell in the same form
    too: 平日, 土曜日 and 夏休み of until when children are looked after."""
    term = term_of(section.text.partition("\n")[0].strip(MARKS))
    if not asked.forms or not term or term != section.heading or pairs(term) & asked.wanted:
        return _told(asked, section)
    beside = [
        one for one in found if (one.hit.passage.id, one.above) == (section.hit.passage.id, section.above)
    ]
    alike = [
        one
        for one in beside
        if one is section or all(form.search(normalise(one.text)) for form in asked.forms)
    ]
    return [line for one in alike for line in _told(asked, one)][:LINES]


def _told(asked: Asked, section: Section) -> list[Line]:
    """The rows or lines of a section; [] where they say too little, or only of whom or what others are."""
    beside = is_beside_rows(asked, section) and not names_row(asked, section)
    rows = [] if beside else rows_of(asked, section)
    lines = [] if rows and not asked.forms else lines_of(asked, section)
    rows = [] if _held(asked, lines) > _held(asked, rows) else rows
    said = rows or lines
    short = sum(map(len, said)) < SHORTEST and not _short(asked, said)
    short = short or (
        asks_holiday(asked.question) and lacks_rest(asked.question, "\n".join((section.heading, *said)))
    )
    if (not rows and is_beside(asked, section, said)) or short or all(map(_OPENS.search, said)):
        return []
    return [Line("結論", text, section.hit, section.heading) for text in said]


def _held(asked: Asked, said: Sequence[str]) -> int:
    """How many of the forms asked for are told: the capacity of a nursery is no answer to 「申し込みはいつまで」, the day above the
    table is."""
    plain = normalise("\n".join(said))
    return sum(bool(form.search(plain)) for form in asked.forms)


def _ranked(asked: Asked, found: Sequence[Section], cosines: Cosines) -> Iterator[tuple[float, Section]]:
    """(worth, section), best first. The meaning of those that are behind by their words is taken only when those before
    them did not answer: most of the time that an answer takes is taken by meanings."""
    asked = weighed(asked, [f"{one.heading}\n{one.text}" for one in found])
    said = [(_worth(asked, section), section) for section in found]
    line = max((worth for worth, _ in said), default=0.0) - BEHIND
    for group in (
        [pair for pair in said if pair[0] >= line],
        [pair for pair in said if pair[0] < line],
    ):
        near = cosines(asked.question, [section.read_as for _, section in group])
        meant = [worth + BY_MEANING * cosine for (worth, _), cosine in zip(group, near, strict=True)]
        for at in sorted(range(len(group)), key=lambda at: -meant[at]):
            yield meant[at], group[at][1]


def _short(asked: Asked, said: Sequence[str]) -> bool:
    """Whether a few words are a whole answer all the same: 「毎週木曜日」 below 「休館日」."""
    return bool(asked.forms) and any(has_form(asked.forms, text) for text in said)


def _worth(asked: Asked, section: Section) -> float:
    """What a section is worth by how it was found, its form, its words and its case; its meaning comes on top."""
    place, text = normalise(section.place), normalise(section.text)
    form = sum(bool(form.search(text)) for form in asked.forms) / len(asked.forms) if asked.forms else 0.0
    worth = (
        BY_SCORE * min(1.0, section.hit.score) + BY_FORM * form + BY_MATTER * asked.matter_of(place + text)
    )
    worth += BY_ASKED * (is_headed(asked, section) or names_row(asked, section))
    worth += BY_CLOSED * tells_rest(asked.question, f"{section.head}\n{section.text}")
    worth += BY_ASKED * (is_asked_case(section.heading, asked.ways) or is_asked_itself(asked, section))
    gifts = asked.beside(normalise(section.hit.document.title)) if asked.gift else ()
    worth += BY_CASE * (is_called(asked, section) or any(noun in text for noun in gifts))
    worth -= BY_CASE * (not same_sense(section.heading, asked.question))
    worth -= BY_CASE * is_of_longer(asked, section.hit.document.title)
    worth -= BY_CASE * only_defines(asked.question, section.text)
    return worth - BY_NOTE * is_note(section, asked.question)
