"""Whether a statement touches the subject of a draft, or its source is about it. Knows nothing of what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.extractive.asked import lead_of, names_in
from app.extractive.statements import Statement
from app.extractive.weighing import meaning_pairs, share
from app.retrieval import Evidence
from app.text.matters import matter_of
from app.text.morphology import words

_RUN = re.compile(r"[ァ-ヶー]{2,}|[一-龠々]{2,}(?=[のがをは]|$)")
_CALLED = re.compile(r"[ぁ-んー]{4,}")
"""A subject that has a name in ひらがな alone (かきまつり) is what has that name."""
_HALF, _NEARLY = 0.5, 0.75
_TOUCHES = 0.3
_ON_IT = 0.6
_CONCERNS = 0.25
_SINGLE = 4
"""Cells up to which a passage is one row, and all that it says of one matter."""
_REST = 4
"""Pairs that a subject has to have beside a name for a source to be on it without the name."""
_FEW = 5
"""Pairs up to which a subject is short: half of it has to be there, 登録 alone is not 犬の登録."""
_ASKED_OF = re.compile(
    r"[のと、・](?:料金|費用|手数料|値段|(?:出し|捨て|使い)方|(?:申込み?|申請|利用)?方法|手続き?|開催|実施)$"
)
_OF_YEAR = re.compile(r"^(?:令和|平成)[0-9０-９元]{1,2}年度?(?:の|当初)?")
"""A year that stands before a subject says of every table with years that it is of the subject."""
_SLOGAN = re.compile(r"[でをにへ][^、。]{1,14}(?:ませんか|ましょう|(?<=[よろもこそぼご])う)[。！!？?]*$")
_DOES = re.compile(r"[一-龠]{1,4}[いえきけしせちてみめりれ]")
_AND = re.compile(r"(?<=[一-龠ァ-ヺーみ])と(?=[一-龠ァ-ヺ])|及び|並びに|・|、")


def matter_named(subject: str) -> str:
    """The subject without what may be asked of anything, and without what a slogan asks to do with it: 粗大ごみ of
    「粗大ごみの料金と出し方」, 空き店舗 of 「空き店舗で店を始めませんか」."""
    bare = _OF_YEAR.sub("", matter_of(subject.strip())) or matter_of(subject)
    called = _SLOGAN.sub("", bare)
    bare = called if meaning_pairs(called) else bare
    while (shorter := _ASKED_OF.sub("", bare)) != bare and meaning_pairs(shorter):
        bare = shorter
    return bare


def concerns(text: str, subject: str) -> bool:
    """Whether a text has to do with a subject at all; always, without a subject."""
    named, said = meaning_pairs(subject), meaning_pairs(text)
    short = len(named) <= _FEW and not meaning_pairs(lead_of(subject)) <= said
    return not subject or share(named, said, {}) >= (_HALF if short else _CONCERNS)


def on_it_of(
    evidence: Sequence[Evidence],
    subject: str,
    wanted: frozenset[str],
    rare: dict[str, float],
    topic: frozenset[str],
) -> Callable[[Statement], bool]:
    """Whether a statement touches the subject, or its source is about it; always, without a subject. Where the
    subject is ``wanted`` and half of it is in no source, nothing does: 市民 and 利用 alone are no 市民農園の利用. A page of
    several matters is about the subject where its heading's part is."""
    if len(lines := [line for line in subject.split("\n") if line.strip()]) > 1:
        judges = [on_it_of(evidence, line, wanted, rare, topic) for line in lines]
        return lambda each: any(judge(each) for judge in judges)
    named, names, first = meaning_pairs(matter_named(subject)), names_in(subject), _first_run(subject)
    whole = {one.number: meaning_pairs(f"{one.document.title}\n{one.text}") for one in evidence}
    titles = {one.number: meaning_pairs(one.document.title) for one in evidence}
    parts, acts = _matters(subject), _acts(subject)
    least = _TOUCHES if len(named) > _FEW else _HALF
    rows = {one.number: one.passage.text.count(" | ") for one in evidence}
    nameless = _nameless(evidence, subject) | (frozenset() if named else _uncalled(evidence, subject))
    if named and named <= wanted and len(named & frozenset().union(*whole.values())) <= _HALF * len(named):
        return lambda each: False

    def judge(each: Statement) -> bool:
        if each.number in nameless:
            return False
        if _named_by(each, names) or (each.asked and len(named) <= _FEW and first and first in each.above):
            return True
        near = meaning_pairs(f"{each.above}\n{each.text}")
        whole_topic = topic and named & near and share(topic, near, {}) >= _NEARLY
        very = _very_question(each, named, wanted, whole[each.number])
        if very or whole_topic or not named or min(share(named, near, rare), share(named, near, {})) >= least:
            return True
        heads = wanted & meaning_pairs(each.above if each.asked else each.heading)
        bare = acts if parts and share(parts[0], whole[each.number], {}) < _HALF else ()
        if any(part <= heads and part not in bare for part in parts) or _entitled(titles[each.number], named):
            return True
        return _in_part(each, named, rows[each.number]) and share(named, whole[each.number], {}) >= _ON_IT

    return judge


def _very_question(
    each: Statement, named: frozenset[str], wanted: frozenset[str], whole: frozenset[str]
) -> bool:
    """Whether the heading of a statement, or the question that it answers, is what is asked."""
    heads = meaning_pairs(each.above if each.asked else each.heading)
    very = len(heads & wanted) > 1 and len(heads & wanted) >= _HALF * min(len(heads), len(wanted))
    return very and (each.asked or share(named, whole, {}) >= _HALF)


def _in_part(each: Statement, named: frozenset[str], rows: int) -> bool:
    """Whether the part of its source that a statement stands in is about the subject; a source of one part is."""
    apart = each.heading or ((each.asked or each.row) and rows > _SINGLE)
    return not apart or share(named, meaning_pairs(each.block), {}) >= _TOUCHES


def _named_by(each: Statement, names: Sequence[str]) -> bool:
    """Whether a statement says all the names in ひらがな of a subject that has some."""
    return bool(names) and all(name in each.text for name in names)


def _entitled(title: frozenset[str], named: frozenset[str]) -> bool:
    """Whether a source's title says most of the subject, or nothing besides it."""
    return share(named, title, {}) >= _ON_IT or bool(title and title <= named)


def _first_run(subject: str) -> str:
    """The word that a subject begins with, whole: クマ of クマ出没対応, 罹災証明書 of 罹災証明書の発行."""
    found = _RUN.match(matter_of(subject))
    return found[0] if found else ""


def _uncalled(evidence: Sequence[Evidence], subject: str) -> frozenset[int]:
    """The numbers of the sources that have no name of a subject in ひらがな alone."""
    names = _CALLED.findall(subject)
    read = {one.number: f"{one.document.title}\n{one.text}" for one in evidence} if names else {}
    return frozenset(number for number, text in read.items() if not any(name in text for name in names))


def _nameless(evidence: Sequence[Evidence], subject: str) -> frozenset[int]:
    """The numbers of the sources that lack a name in ひらがな of the subject, and half of what else it says: the minutes on
    the Saturday runs of a bus need not name the bus again."""
    names = names_in(subject)
    read = {one.number: f"{one.document.title}\n{one.passage.text}" for one in evidence}
    rest = (
        meaning_pairs(re.sub("|".join(f"{name}[一-龠ァ-ヶー]{{0,2}}" for name in names), " ", subject))
        if names
        else frozenset()
    )
    return frozenset(
        number
        for number, text in read.items()
        if not all(name in text for name in names)
        and (len(rest) < _REST or share(rest, meaning_pairs(text), {}) < _HALF)
    )


def _acts(subject: str) -> list[frozenset[str]]:
    """The pairs of the parts of a subject that are one word for something done: 取消し, of 「公民館の使用料と取消し」, is that of
    the 公民館, and no rule on another 取消し is of it."""
    read = ((part, words(part)) for part in _AND.split(subject)[1:])
    return [
        meaning_pairs(part)
        for part, said in read
        if len(said) == 1 and ("サ変可能" in said[0].parts or _DOES.fullmatch(part))
    ]


def _matters(subject: str) -> list[frozenset[str]]:
    """The pairs of each matter of a subject of several (「ごみ袋の値段と粗大ごみ」); none for a subject of one."""
    found = [meaning_pairs(part) for part in _AND.split(subject)]
    return [pairs for pairs in found if pairs] if len(found) > 1 else []
