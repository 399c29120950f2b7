"""Which lines of a section are told, and from which on. Knows no other sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.asking import DOING, Asked, has_form, said_share
from app.residents.composing import CONTACT, term_of
from app.residents.furniture import without_furniture
from app.residents.nowadays import was_so
from app.residents.sections import Section, is_asked, without_answer_mark
from app.residents.ways import names_papers
from app.text.wording import pairs, sentences
from ingest.search_key import normalise

LINES = 5
LONGEST = 220
"""Characters of a conclusion, after which no further line is begun."""
FORM = 0.25
"""What it is worth to have the form of the answer that is asked for."""
_CONTACT = re.compile(
    r"^[^。、]{0,20}(?:電話|(?i:tel|fax)|☎|ファク)[^。、0-9]{0,8}[0-9-()（）]{8,}[^。]{0,40}$"
)
_GOES_ON = re.compile(
    r"(?:ほか|他|それ|これ|この|その|ここ|そこ|同じ)(?:以外)?(?:の|は|に|を|が|で|も)|ただし|なお|また、|なお、|さらに|その(?:際|とき|場合|後)"
)
_TOPIC = re.compile(r"([^。、は]{2,12})は、?")
_BULLET = re.compile(r"^(?:[-*・●○■※＊]|[(（]?\d{1,2}[)）.]|[①-⑳])\s*")


def lines_of(asked: Asked, section: Section) -> list[str]:
    """The lines in their order, from the one that answers best when the section is longer than an answer may be."""
    whole = [text for line in section.text.splitlines() for text in sentences(line)]
    if is_asked(section.heading or section.hit.passage.label):
        whole = [without_answer_mark(text) for text in whole]
    said = [line for text in whole if (line := _BULLET.sub("", without_furniture(text)).strip())]
    said = [line for line in said if asked.calls or not (_CONTACT.match(line) or CONTACT.match(line))]
    said = [line for line in said if not (asked.today and was_so(line, asked.question, asked.today))]
    if not said:
        return []

    def worth(at: int) -> float:
        named = bool(term := term_of(said[at])) and normalise(term) in normalise(asked.question)
        named = named or _is_kind(asked, said[at])
        share = said_share(asked, asked.wanted, said[at])
        return share + 2 * FORM * has_form(asked.forms, said[at]) + 2 * FORM * named - 0.01 * at

    place = normalise(section.place)
    things = [noun for noun in asked.nouns if noun not in place and not DOING.fullmatch(noun)]
    named = [at for at, line in enumerate(said) if any(noun in normalise(line) for noun in things)]
    held = any(has_form(asked.forms, line) for line in said)
    if named and (not held or any(has_form(asked.forms, line) for line in _from(said, named[0]))):
        return _from(said, named[0])  # 「猫などの動物は飼えません」 below who may apply
    headed = bool((asked.plain if asked.forms else asked.wanted) & pairs(section.heading))
    listed = 2 * sum(not line.endswith("。") for line in said) > len(said)
    if not headed and (asked.forms or not listed) and (sum(map(len, said)) > LONGEST or len(said) > LINES):
        fit = [at for at, line in enumerate(said) if has_form(asked.forms, line)]
        return _from(said, max(fit or range(len(said)), key=worth))
    return _from(said, 0)


def _is_kind(asked: Asked, line: str) -> bool:
    """Whether a sentence is of the kind of answer that is asked for: 「持ち物は、…」 for 必要なもの."""
    topic = _TOPIC.match(line)
    if topic is None:
        return False
    return bool(pairs(topic[1]) & asked.plain) or names_papers(asked.question, topic[1])


def _from(said: Sequence[str], start: int) -> list[str]:
    """The lines from ``start`` on, as many as an answer has; from the one before on where it only goes on with that: 「ほかの
    避難所には入れません」."""
    while start and _GOES_ON.match(said[start]):
        start -= 1
    chosen: list[str] = []
    for line in said[start:]:
        if len(chosen) < LINES and sum(map(len, chosen)) < LONGEST:
            chosen.append(line)
    return chosen
