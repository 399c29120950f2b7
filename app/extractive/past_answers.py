"""The council's past answers as a table, and the tree of further questions. Knows nothing of models or of search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from app.checks.uses.further import ANSWER, BRANCHES, FURTHER
from app.citation import cited_numbers
from app.council import again_asked, session_of
from app.extractive.answer import reason_of
from app.extractive.quoting import cite, cited_sentence, is_said_row
from app.extractive.spoken_rows import spoken_row
from app.extractive.statements import RECORDS
from app.extractive.touching import concerns
from app.extractive.unsaid import PROMISES
from app.material import Material, Piece
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.matters import core_of, matters_of
from app.text.polite import make_polite
from app.text.spans import find_spans
from app.text.wording import pairs, sentences, share

_ON_TOPIC, _SIZE = 0.6, 2
"""Share of the topic's words in a sentence that is on it, and how many times another amount may be as large."""
PREPARED = "想定問答"
_NEAR = "{出典}"
_AGAIN = re.compile(
    r"^[　 ]*再々?(?:質)?問[0-9０-９①-⑨]*[　 ]*[|：:　 ][　 ]*(?P<question>[^\n|]{6,80})\n[　 ]*答(?:弁)?(?:案|（案）)?[0-9０-９①-⑨]*[　 ]*[|：:　 ][　 ]*(?P<answer>[^\n|]{8,})",
    re.MULTILINE,
)
_SUBJECT = re.compile(r"(?:また|一方|なお|次に)?、?([^、。はがも]{4,24})(?:は|につきましては|については)、")
_CITED = re.compile(r"^(?P<row>[^。]+?)(?P<mark>(?:\[[0-9]+\])+)。?$")
_OF_A_RULE = re.compile(r"この(?:条例|規則|要綱|規程|要領)は、")
_OPTIONS = 4
"""The part of a question that names the policies it is for; none is for all."""
_OPEN = "【要確認"
_WHY = "理由は何か。"
"""The question that the form's own reason for the policy answers."""
_AROUND = 160
"""Characters before a sentence of minutes in which its topic has to have been named."""
_SAYS = 0.34
"""Share of a question's words that a sentence must have to answer it: 「年度」 alone answers no 「期限」."""


def make_answers(section: Section, material: Material) -> Iterator[Piece]:
    """Rows 「会期 | 議員 | 答弁者 | 答弁の要旨」 under the header ``lead``, newest first; where there are none ``text``, or
    ``ground`` where the draft's sources have minutes of the council: nobody is told that there are none."""
    rows = []
    for one in material.answered:
        told = one.exchange
        again = "（再質問）" if told.again else ""
        words = "".join(cite(each.replace("|", "／"), one.citation.number) for each in sentences(one.gist))
        rows.append(f"{told.when} | {told.member}議員{again} | {told.post} | {words}")
    near = "".join(f"[{one.number}]" for one in material.grounds if session_of(one.document))
    none = section.ground.replace(_NEAR, near) if near and section.ground else material.fill(section.text)
    yield Piece("\n".join([section.lead, *rows]) if rows else none, section)


def make_questions(section: Section, material: Material) -> Iterator[Piece]:
    """Three branches: a further question, its answer, the question that this calls forth, and the answer to that.

    The policy's own question comes first, then what the council really went on to ask, with what it was told, then
    those of the task that fit the policy: first the ones that the sources answer. An answer is the sentence of a source,
    or what has to be found out.
    """
    stance = material.template.stance
    level = stance.level(material.values) if stance else None
    own = [level.question] if level and level.question else []
    real = [(question, answer, "", "") for question, answer in _asked_again(material)]
    taken = {answer for _, answer, *_ in real}
    branches = [_branch(section, material, each, taken) for each in own]
    branches += real[: BRANCHES - len(branches)]
    option = level.option if level else ""
    fitting = [each for each in section.questions if each not in own and _fits(each, option)]
    made = [_branch(section, material, each, taken) for each in fitting]
    made.sort(key=lambda each: each[1].startswith(_OPEN))
    left = iter(made[BRANCHES - len(branches) :])
    branches += made[: BRANCHES - len(branches)]
    branches = [each if each[2] else (*each[:2], *(next(left, ("", "")))[:2]) for each in branches]
    lines: list[str] = []
    for at, (question, answer, further, more) in enumerate(branches, start=1):
        lines += [f"{at}　{question}", f"　{ANSWER}{make_polite(answer) if section.polite else answer}"]
        lines += [f"　{FURTHER}{further}", f"　{ANSWER}{more}"] if further else []
    yield Piece("\n".join(lines), section)


def _branch(section: Section, material: Material, branch: str, taken: set[str]) -> tuple[str, str, str, str]:
    """A further question of the task with its answer, and what that calls forth with the answer to it."""
    question, words, further, more = [*branch.split("｜"), "", "", ""][:4]
    reason = reason_of(material) if question.endswith(_WHY) else ""
    answer = reason or _answer(section, material, words, taken)
    taken.add(answer)
    after = _answer(section, material, more, taken) if further else ""
    return material.fill(question), answer, material.fill(further), after


def _fits(branch: str, option: str) -> bool:
    """Whether a question is for this policy: 「いつまでに、どの程度進めるのか。」 asks nothing of what is not done."""
    options = [*branch.split("｜"), "", "", "", ""][_OPTIONS].split()
    return not options or option in options


def _asked_again(material: Material) -> Iterator[tuple[str, str]]:
    """(further question, what was answered) of the minutes on the same subject, then of the answers prepared before."""
    seen: set[str] = set()
    for one in material.answered:
        question = again_asked(one.exchange)
        if question and question not in seen:
            seen.add(question)
            yield (
                question,
                "".join(cite(each, one.citation.number) for each in sentences(one.gist) if each.strip()),
            )
    matter = pairs(core_of(material.fill(material.template.past.query)))
    for source in material.grounds:
        if source.document.kind != PREPARED:
            continue
        for found in _AGAIN.finditer(source.passage.text):
            if matter and len(matter & pairs(found[0])) * 2 >= len(matter):
                yield found["question"].strip(), cite(sentences(found["answer"])[0], source.number)


def _answer(section: Section, material: Material, words: str, taken: set[str]) -> str:
    """A sentence on the topic that says something of ``words`` and answers no other question, or the open mark. Words
    behind 「／」 are only looked for: the mark names what stands before it."""
    named, _, more = material.fill(words).partition("／")
    looked = f"{named} {more}".split()
    topics = [core_of(material.fill(material.template.past.query))]
    topics += matters_of(material.fill(material.template.sources.council).partition("\n")[2])
    near = tuple(one for one in material.evidence if concerns(f"{one.document.title}\n{one.text}", topics[0]))
    for topic in topics:
        found = cited_sentence(
            near,
            topic,
            also=" ".join(looked),
            fit=lambda told, topic=topic: (
                _states(told) and near_topic(told, topic, material.evidence, also=" ".join(looked))
            ),  # type: ignore[misc]
        )
        found = spoken(found, f"{topic}\n{' '.join(looked)}")
        found = make_polite(found) if section.polite else found
        says = share(pairs(" ".join(looked)), found) >= _SAYS or sum(word in found for word in looked) > 1
        if found and found not in taken and says:
            taken.add(found)
            return f"{found}{_differing(found, material, topic)}"
    return f"【要確認：{'・'.join(named.split()) or '答弁'}が分かる資料】"


def spoken(found: str, about: str) -> str:
    """A row of a table as it can be said in the council; "" where it cannot; a sentence as it is."""
    row = _CITED.match(found)
    if row is None or not is_said_row(f"{row['row']}。"):
        return found
    said = spoken_row(row["row"], about, first=True)
    return f"{said.removesuffix('。')}{row['mark']}。" if said else ""


def near_topic(sentence: str, topic: str, evidence: Sequence[Evidence], *, also: str = "") -> bool:
    """Whether minutes say a sentence where they speak of the topic: an answer of the mayor goes through several. One
    that has a subject of its own (「医療費の助成は、」), neither the topic nor what is asked of it (``also``), does not."""
    wanted = pairs(topic)
    own = _SUBJECT.match(sentence.strip())
    other = own is not None and not pairs(own[1]) & (wanted | pairs(also))
    for one in evidence:
        at = one.text.find(sentence.strip()) if one.document.kind in RECORDS else -1
        if at >= 0 and other:
            return False
        if at >= 0 and share(wanted, one.text[max(0, at - _AROUND) : at + len(sentence)]) < _SAYS:
            return False
    return True


def _states(sentence: str) -> bool:
    """Whether a sentence tells what is; what was promised then is not promised again by itself."""
    return not (PROMISES.search(sentence) or _OF_A_RULE.search(sentence))


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
