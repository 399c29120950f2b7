"""Sections made of what the sources say: cited sentences, points, questions and references. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.checks.subject import NEEDS_REVIEW
from app.extractive.asked import names_in, topic_of
from app.extractive.bygone import last_years
from app.extractive.grounds import given, ground
from app.extractive.noted import SPARE, abouts_of, notes_of
from app.extractive.quoting import cite
from app.extractive.ruled import ruled, thing_of
from app.extractive.same_question import own_answers
from app.extractive.spoken_rows import spoken_row
from app.extractive.statements import Statement, statements
from app.extractive.under_rule import items_under
from app.extractive.underlay import past_part
from app.material import Material, Piece
from app.queries import expand
from app.rewording.plain_style import to_plain
from app.rewording.requests import asked_politely
from app.tasks.template import Section
from app.text.polite import make_polite
from app.text.priced import answers, asks, asks_amount, asks_figure, counted, names_no_thing, priced, units
from app.text.stated import is_stated
from app.text.wording import pairs

_ROW = re.compile(r"[^。、：]{1,40}：[^。：]+$")
_OLD_NEWS = 2
_LOOKED_UP = ("{調べること}", "{ねらい}", "{課題}")
"""The boxes of a form whose lines the clerk wants looked up."""
_FIGURE_FIRST = re.compile(r"[0-9０-９][^はがも]*$")
_DONE = re.compile(r"(?:ました|でした)。?$")


def make_cited(section: Section, material: Material) -> Iterator[Piece]:
    """What the form gives (``lead``), then what the sources say ``about`` it; for want of it the section's ``text``.

    ``polite`` sections are a paragraph, others are items. A sentence is said once in a draft.
    """
    stated, abouts, named = _asked_of(section, material)
    missing: list[str] = []
    most = max(1, section.limit // max(len(abouts), 1))
    looked = missing if section.about in _LOOKED_UP and named else None
    notes = notes_of(section, material, abouts, most, unanswered=looked)
    notes = _spoken(notes, abouts) if section.polite else notes
    lines = [*stated, *(cite(words, number) for number, words in notes)]
    material.told.update(words for _, words in notes)
    body = _body(section, notes, lines, material)
    some = notes or section.about == _LOOKED_UP[0]  # else the section says itself what it lacks
    if some and (gone := _not_found(missing, notes, material)):
        body = "\n".join(
            filter(None, (body, *(f"{'　' if section.polite else '・'}{each}" for each in gone)))
        )
    lead = given(section.lead, material)
    laid = past_part(section, material)
    if body and section.polite:  # the new news stand, not last year's beside them
        laid = "\n".join(line for line in laid.split("\n") if line.count(NEEDS_REVIEW) < _OLD_NEWS)
    elif section.polite:
        laid = "\n".join(last_years(line) for line in laid.split("\n"))
    numbers = tuple(dict.fromkeys(number for number, _ in notes))
    if lead:
        yield Piece(lead, section)
    if body:
        ask = material.ask(section)
        yield Piece(
            body, section, ask=ask, target=section.target(material.values), sources=numbers, notes=notes
        )
    bare = not named and section.wider and section.about == _LOOKED_UP[0]  # a second post of its head alone
    if laid or not ((lead and not bare) or body or _in_past(abouts, material)):
        yield Piece(laid or ground(section, material) or material.fill(section.text), section)


def _asked_of(section: Section, material: Material) -> tuple[list[str], list[str], bool]:
    """What the form states itself, what is looked for, and whether the form names it: else the matter itself is."""
    abouts = abouts_of(section, material)
    stated = [asked_politely(each) for each in abouts if section.polite and is_stated(each)]
    abouts = [each for each in abouts if not (section.polite and is_stated(each))]
    if abouts or stated or not (section.wider and section.about == _LOOKED_UP[0]):
        return stated, abouts, bool(abouts)
    return [], [material.fill(material.template.sources.subject)], False


def _body(
    section: Section, notes: tuple[tuple[int, str], ...], lines: Sequence[str], material: Material
) -> str:
    """The lines as one paragraph, or as items with what stands under them."""
    if section.polite:
        body = make_polite("".join(line if line.endswith("。") else f"{line}。" for line in lines))
        return f"　{body}" if body else ""
    under = {cite(words, number): items_under(number, words, material.evidence) for number, words in notes}
    listed = [part for line in lines for part in (f"・{line}", *under.get(line, ()))]
    return "\n".join(to_plain(line)[0] if section.plain else line for line in listed)


def _not_found(missing: Sequence[str], notes: tuple[tuple[int, str], ...], material: Material) -> list[str]:
    """What the clerk wanted looked up and no source tells: nothing that was asked for goes away silently."""
    heads = (each.heading for each in statements(material.evidence) if missing and each.text in material.told)
    told = pairs("\n".join((*(words for _, words in notes), *material.told, *heads)))
    return [f"【要確認：{each.rstrip('。')}が分かる資料】" for each in missing if not topic_of(each) & told]


def _spoken(notes: tuple[tuple[int, str], ...], abouts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The notes of a paragraph, a row of a table as it is said: 「令和7年の火災件数は、6件である。」; without what cannot be."""
    about = "\n".join(abouts)
    said = (
        (number, spoken_row(words, about, first=True) if _ROW.match(words) else words)
        for number, words in notes
    )
    return tuple(each for each in said if each[1])


def _in_past(abouts: Sequence[str], material: Material) -> bool:
    """Whether the past document, which stands in the draft, tells each of ``abouts``."""
    past = material.past
    if past is None or not past.same or not material.template.past.stands:
        return False
    topics = [topic_of(about) for about in abouts]
    return all(topic and len(topic & pairs(past.document.text)) * 2 >= len(topic) for topic in topics)


def make_asked(section: Section, material: Material) -> Iterator[Piece]:
    """Each question of ``about`` answered in a paragraph of its own, or told as one that the sources do not answer."""
    lead = _closed(given(section.lead, material, polite=section.polite))
    if lead:
        yield Piece(lead, section)
    asked = abouts_of(section, material)
    own = own_answers(_in_whole(asked, section, material), statements(material.evidence, section.kinds))
    paragraphs, numbers = list[str](), list[int]()
    for question in asked:
        others = {text for one, notes in own.items() if question not in one for _, text in notes}
        notes = next((notes for one, notes in own.items() if question in one), ())
        notes = notes or _answer(question, section, material, max(1, section.limit // len(asked)))
        notes = tuple(each for each in notes if each[1] not in material.told and each[1] not in others)
        material.told.update(words for _, words in notes)
        said = [cite(words, number) for number, words in notes]
        body = make_polite("".join(line if line.endswith("。") else f"{line}。" for line in said))
        mine = units(question)
        cost = "いくら" in question or (asks_amount(question) and not mine)
        told = [one for one in paragraphs if cost and answers(question, one)]
        again = any(all(unit in one for unit in mine) for one in told) or any(unit in lead for unit in mine)
        again = again or any(counted(question, one) for one in paragraphs)
        if not body and asks(question) and not again:
            body = f"【要確認：「{question.rstrip('。？?')}」への答え】"
        paragraphs += [f"　{body}"] if body else []
        numbers += [number for number, _ in notes]
    if paragraphs and (numbers or len(asked) > 1):
        yield Piece("\n".join(paragraphs), section, sources=tuple(dict.fromkeys(numbers)))
    elif not lead:
        yield Piece(material.fill(section.text), section)


def _in_whole(asked: Sequence[str], section: Section, material: Material) -> list[str]:
    """The lines of the letter: what was done and what is asked of it stand in one."""
    return list(expand(section.about.split("\n"), material.values)) or list(asked)


def _closed(lead: str) -> str:
    """A conclusion noted as a noun (「契約済みの工事は対象外」) as a sentence."""
    return re.sub(r"(?<=[一-龠ァ-ヶー0-9０-９）])$", "です。", lead, flags=re.MULTILINE)


def _answer(question: str, section: Section, material: Material, most: int) -> tuple[tuple[int, str], ...]:
    """(number, sentence) that answer a question: the rows of a table that tell it, else what is said about it, where
    one of it has what is asked for."""
    subject = material.fill(material.template.sources.subject)
    places = [(one.passage, one.document) for one in material.evidence]
    at, rows = priced(places, question, subject)
    if not rows and names_no_thing(
        question
    ):  # 「使用料はいくらですか。」 asks of what the subject names (調理室)
        at, rows = priced(places, f"{subject}　{question}")
    if rows:
        return tuple((material.evidence[at].number, row) for row in rows if row not in material.told)
    if thing_of(subject) and (told := ruled(question, subject, material.evidence, section.kinds)):
        return told
    wider = (f"{subject}　{question}",) if subject and asks_figure(question) else ()
    for about in (
        question,
        *wider,
    ):  # 「ソファとたんすは、いくらですか。」 names nothing that the page on 粗大ごみ has
        notes = notes_of(section, material, (about,), most, unanswered=[])
        notes = tuple(each for each in notes if not _of_another(each, material))
        notes = _naming(question, notes, material)
        if any(answers(question, words) for _, words in notes):
            return _whole_answers(notes, material, most)
    return ()


def _naming(
    question: str, notes: tuple[tuple[int, str], ...], material: Material
) -> tuple[tuple[int, str], ...]:
    """Of what may answer, only what has the names of the question (のりあい号) where something has, each with the sentence
    behind it: the limit that stands there."""
    named = names_in(question)
    own = [each for each in notes if all(name in each[1] for name in named)]
    if not named or not own:
        return notes
    rows = list(statements(material.evidence))
    kept = dict.fromkeys(own)
    for before, after in pairwise(rows):
        beside = before.number == after.number and before.heading == after.heading
        if (before.number, before.text) in own and beside and not (after.row or after.text in material.told):
            kept[after.number, after.text] = None
    return tuple(kept)


def _of_another(note: tuple[int, str], material: Material) -> bool:
    """Whether a letter that answered somebody else tells what was done in that matter."""
    kinds = {one.number: one.document.kind for one in material.evidence}
    return kinds.get(note[0]) == "通知" and bool(_DONE.search(note[1]))


def _whole_answers(
    told: tuple[tuple[int, str], ...], material: Material, most: int
) -> tuple[tuple[int, str], ...]:
    """The sentences with what else the same answer of a FAQ says: 「1回に5点まで出せます。」 belongs to how."""
    rows = [each for each in statements(material.evidence) if each.asked and each.text not in material.told]
    kept: dict[tuple[int, str], None] = {}
    for number, words in told:
        kept |= dict.fromkeys((*_led(number, words, rows), (number, words)))
    for number, words in told:
        above = next((each.above for each in rows if each.number == number and each.text == words), "")
        more = [(each.number, each.text) for each in rows if above and each.above == above]
        kept |= dict.fromkeys(more if len(kept) + len(more) <= most + SPARE else ())
    return tuple(kept)


def _led(number: int, words: str, rows: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """The sentence of the same answer before one that begins with a figure and names nothing: 「10キログラムにつき120円です。」
    is of what is brought."""
    for before, after in pairwise(rows):
        same = before.number == after.number == number and before.above == after.above
        if same and after.text == words and _FIGURE_FIRST.match(words):
            yield before.number, before.text


def make_found(section: Section, material: Material) -> Iterator[Piece]:
    """The past document's part of the same heading, brought up to date; without one, what the sources say of it."""
    if body := past_part(section, material):
        yield Piece(body, section, ask=material.ask(section))
        return
    yield from make_cited(section, material)
