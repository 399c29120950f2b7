"""Sections made of what the sources say: cited sentences, points, questions and references. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from app.checks.subject import NEEDS_REVIEW
from app.extractive.asked import both_asked, names_in, topic_of
from app.extractive.bygone import last_years
from app.extractive.form_words import form_pairs, in_form, own_words
from app.extractive.grounds import given, ground
from app.extractive.quoting import cite
from app.extractive.relevance import COURSE, tell
from app.extractive.statements import Statement, statements
from app.extractive.underlay import past_part
from app.material import Material, Piece
from app.queries import expand
from app.rewording.plain_style import to_plain
from app.tasks.template import Section
from app.text.polite import make_polite
from app.text.priced import answers, asks, asks_figure, counted, priced, units
from app.text.wording import pairs

_ASKS = re.compile(r"(?<=か。)|(?<=知りたい。)|(?<=ほしい。)|(?<=教えて。)")
_ADDRESSING = re.compile(
    r"貴(?:市|町|村|県|職|課|団体|会)(?![重金])|(?:のですね|ますね|ですか|ますか|でしょうか)[。？]?$"
    r"|お手数|くださいますよう|頂きたく|いただきたく|同封の|(?:伺いま|伺いたい|お尋ね)"
)
"""A sentence said to somebody (貴市におかれては, …のですね) asks or repeats: it states nothing of ours."""
_PROMISES = re.compile(
    r"(?:する|連絡する|提出する)こと。$|^[^0-9０-９]*(?:検討|研究|注視)(?:を(?:進め|続け))?(?:して)?(?:まいり|いき|いたし|し)?ます。$"
)
"""What the council was promised then, or what a notice demands of its reader, is no news of today."""
_OLD_NEWS = 2
_SPARE = 2
_DONE = re.compile(r"(?:ました|でした)。?$")
_ASKED_OF = re.compile(r"^(?P<of>[^。、？はが]{2,20}?)(?:を教えて|は(?:いつ|どこ|何|いくら|だれ|誰))")
_SUBJECT = re.compile(r"[^（）]{1,20}[はがも]、|[一-龠ァ-ヶー][はが](?![、。])")
_NAME = 14
_BARE = re.compile(
    r"^(?:午前|午後|毎[週月日]|[0-9０-９])|され(?:る|ます|た|ました)。$|(?:制度|もの|こと)(?:です|である|をいう)。$"
)
"""A sentence that says of something what is done with it, or what it is."""


def make_cited(section: Section, material: Material) -> Iterator[Piece]:
    """What the form gives (``lead``), then what the sources say ``about`` it; for want of it the section's ``text``.

    ``polite`` sections are a paragraph, others are items. A sentence is said once in a draft.
    """
    abouts = abouts_of(section, material)
    notes = notes_of(section, material, abouts, max(1, section.limit // max(len(abouts), 1)))
    lines = [cite(words, number) for number, words in notes]
    material.told.update(words for _, words in notes)
    if section.polite:
        body = make_polite("".join(line if line.endswith("。") else f"{line}。" for line in lines))
        body = f"　{body}" if body else ""
    else:
        body = "\n".join(f"・{to_plain(line)[0] if section.plain else line}" for line in lines)
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
    if laid or not (lead or body or _in_past(abouts, material)):
        yield Piece(laid or ground(section, material) or material.fill(section.text), section)


def _in_past(abouts: Sequence[str], material: Material) -> bool:
    """Whether the past document, which stands in the draft, tells each of ``abouts``."""
    past = material.past
    if past is None or not past.same or not material.template.past.stands:
        return False
    topics = [topic_of(about) for about in abouts]
    return all(topic and len(topic & pairs(past.document.text)) * 2 >= len(topic) for topic in topics)


def make_asked(section: Section, material: Material) -> Iterator[Piece]:
    """Each question of ``about`` answered in a paragraph of its own, or told as one that the sources do not answer."""
    lead = given(section.lead, material)
    if lead:
        yield Piece(lead, section)
    asked = abouts_of(section, material)
    paragraphs, numbers = list[str](), list[int]()
    for question in asked:
        notes = _answer(question, section, material, max(1, section.limit // len(asked)))
        material.told.update(words for _, words in notes)
        said = [cite(words, number) for number, words in notes]
        body = make_polite("".join(line if line.endswith("。") else f"{line}。" for line in said))
        mine = units(question)
        told = [one for one in paragraphs if "いくら" in question and answers(question, one)]
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


def _answer(question: str, section: Section, material: Material, most: int) -> tuple[tuple[int, str], ...]:
    """(number, sentence) that answer a question: the rows of a table that tell it, else what is said about it, where
    one of it has what is asked for."""
    subject = material.fill(material.template.sources.subject)
    at, rows = priced(((one.passage, one.document) for one in material.evidence), question, subject)
    if rows:
        return tuple((material.evidence[at].number, row) for row in rows if row not in material.told)
    wider = (f"{subject}　{question}",) if subject and asks_figure(question) else ()
    for about in (
        question,
        *wider,
    ):  # 「ソファとたんすは、いくらですか。」 names nothing that the page on 粗大ごみ has
        notes = notes_of(section, material, (about,), most)
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
    kept = dict.fromkeys(told)
    for number, words in told:
        above = next((each.above for each in rows if each.number == number and each.text == words), "")
        more = [(each.number, each.text) for each in rows if above and each.above == above]
        kept |= dict.fromkeys(more if len(kept) + len(more) <= most + _SPARE else ())
    return tuple(kept)


def abouts_of(section: Section, material: Material) -> list[str]:
    """The lines of ``about``, a line of several questions as each of them."""
    lines = expand(section.about.split("\n"), material.values)
    parts = [part.strip() for line in lines for part in _ASKS.split(line) if part.strip()]
    return [each for part in parts for each in both_asked(part)]


def notes_of(
    section: Section, material: Material, abouts: Sequence[str], each_most: int, *, subject: str = ""
) -> tuple[tuple[int, str], ...]:
    """(number, sentence) about each of ``abouts``, in the order of the sources; the best first where the section
    prefers a kind."""
    subject = subject or material.fill(material.template.sources.subject)
    found: dict[str, Statement] = {}
    own = own_words(material, section)
    given_words = form_pairs(material, section)
    for about in abouts:
        telling = partial(
            tell,
            material.evidence,
            about,
            most=each_most + _SPARE,
            kinds=section.kinds,
            words=section.words,
            prefer=section.prefer,
            prose=section.polite,
            but=frozenset((*material.told, *found, *own)),
        )
        told = telling(subject=subject)
        if not told and section.wider and len(topic_of(about)) > 1:
            told = telling()
        speech = section.polite and not material.template.sources.council
        told = [
            each
            for each in told
            if not _ADDRESSING.search(each.text)
            and not (speech and _PROMISES.search(each.text))
            and not in_form(each.text, given_words)
        ][: each_most + bool(COURSE.search(about))]
        if not section.prefer:
            told.sort(key=lambda each: each.order)
        found |= {each.text: each for each in told}
    headed = not section.polite
    said = _headed if headed else _of_its_question if section.by == "cited" else None
    return tuple((each.number, said(each) if said else each.text) for each in found.values())


def _of_its_question(each: Statement) -> str:
    """An answer that names nothing, of what its question names: 「図書館の休館日は、月曜日…です。」"""
    match = _ASKED_OF.match(each.above) if each.asked and not _SUBJECT.search(each.text) else None
    return f"{match['of']}は、{each.text}" if match else each.text


def _headed(each: Statement) -> str:
    """A sentence that names nothing, with its heading: 「熱中症警戒アラート：暑さ指数が33以上と予測された日に発表されます。」"""
    named, own = pairs(each.heading), pairs(each.text)
    plain = len(each.heading) <= _NAME and not re.search(
        r"[（(]|方法|手続|お知らせ|もの$|こと$|とは$|結果|状況", each.heading
    )
    bare = bool(_BARE.search(each.text)) and not each.row and not each.asked
    return f"{each.heading}：{each.text}" if bare and plain and named and not named & own else each.text


def make_found(section: Section, material: Material) -> Iterator[Piece]:
    """The past document's part of the same heading, brought up to date; without one, what the sources say of it."""
    if body := past_part(section, material):
        yield Piece(body, section, ask=material.ask(section))
        return
    yield from make_cited(section, material)
