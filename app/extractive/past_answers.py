"""The council's past answers as a table, and the tree of further questions. Knows nothing of models or of search."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.checks.further import ANSWER, FURTHER
from app.citation import cited_numbers
from app.extractive.quoting import cite, cited_sentence
from app.material import Material, Piece
from app.tasks.template import Section
from app.text.polite import make_polite
from app.text.spans import find_spans
from app.text.wording import pairs, sentences, share

_ON_TOPIC, _SIZE = 0.6, 2
"""Share of the topic's words in a sentence that is on it, and how many times another amount may be as large."""
_SAYS = 0.34
"""Share of a question's words that a sentence must have to answer it: 「年度」 alone answers no 「期限」."""


def make_answers(section: Section, material: Material) -> Iterator[Piece]:
    """Rows 「会期 | 議員 | 答弁者 | 答弁の要旨」 under the header ``lead``, newest first; ``text`` where there are none."""
    rows = []
    for one in material.answered:
        told = one.exchange
        again = "（再質問）" if told.again else ""
        words = "".join(cite(each.replace("|", "／"), one.citation.number) for each in sentences(one.gist))
        rows.append(f"{told.when} | {told.member}議員{again} | {told.post} | {words}")
    yield Piece("\n".join([section.lead, *rows]) if rows else material.fill(section.text), section)


def make_questions(section: Section, material: Material) -> Iterator[Piece]:
    """Three branches: a further question, its answer, the question that this calls forth, and the answer to that.

    An answer is the sentence of a source, or what has to be found out. The policy's own question comes first.
    """
    stance = material.template.stance
    level = stance.level(material.values) if stance else None
    asked = [level.question] if level and level.question else []
    asked += [each for each in section.questions if each not in asked]
    most = len(section.questions)
    topic = material.fill(material.template.past.query)
    lines: list[str] = []
    taken: set[str] = set()
    for number, branch in enumerate(asked[:most], start=1):
        question, words, further, more = [*branch.split("｜"), "", "", ""][:4]
        lines.append(f"{number}　{material.fill(question)}")
        lines.append(f"　{ANSWER}{_answer(section, material, topic, words, taken)}")
        if further:
            lines.append(f"　{FURTHER}{material.fill(further)}")
            lines.append(f"　{ANSWER}{_answer(section, material, topic, more, taken)}")
    yield Piece("\n".join(lines), section)


def _answer(section: Section, material: Material, topic: str, words: str, taken: set[str]) -> str:
    """A sentence on the topic that says something of ``words`` and answers no other question, or the open mark."""
    wanted = material.fill(words)
    found = cited_sentence(material.evidence, topic, also=wanted)
    found = make_polite(found) if section.polite else found
    if found and found not in taken and share(pairs(wanted), found) >= _SAYS:
        taken.add(found)
        return f"{found}{_differing(found, material, topic)}"
    return f"【要確認：{'・'.join(wanted.split()) or '答弁'}が分かる資料】"


def _differing(found: str, material: Material, topic: str) -> str:
    """【要確認：…】 with what another source says of the same topic in another amount of about the same size; "" for none."""
    own, wanted = set(cited_numbers(found)), pairs(topic)
    amounts = [span.value for span in find_spans(found) if span.kind == "金額"]
    for one in material.evidence:
        if one.number in own:
            continue
        for sentence in sentences(one.text):
            said = [span.value for span in find_spans(sentence) if span.kind == "金額"]
            near = [
                (there, here)
                for there in said
                for here in amounts
                if isinstance(there, Decimal) and isinstance(here, Decimal) and _alike(there, here)
            ]
            if near and not set(said) & set(amounts) and share(wanted, sentence) >= _ON_TOPIC:
                return f"【要確認：{cite(sentence, one.number)}との違い】"
    return ""


def _alike(one: Decimal, other: Decimal) -> bool:
    return one != other and other / _SIZE <= one <= other * _SIZE
