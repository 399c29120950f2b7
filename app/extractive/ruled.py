"""What a rule says of the thing that a letter asks about, where the pages for residents are silent on it: 減免 of 「体育館の使用料の減免」.

Knows nothing of how it is laid out. A 号 is said as a sentence, for nobody outside the office reads 「次の各号」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.extractive.asked import is_general
from app.extractive.paragraphs import Paragraph, paragraphs_of
from app.extractive.statements import Statement, statements
from app.extractive.terms import LAW_KINDS
from app.extractive.weighing import meaning_pairs, share
from app.retrieval import Evidence
from app.text.priced import answers, asks_figure

_THING = re.compile(
    r"\S(?:の|(?<=[料金費額])(?=減免|免除|還付|軽減))(?P<thing>[一-龠ァ-ヶー]{2,8})(?:の?(?:手続き?|方法|条件|対象))?$"
)
_NAMED = re.compile(r"[一-龠々ァ-ヶー]{3,}")
_NEARLY = 0.75
_LIST = re.compile(
    r"次(?:の(?:各号|いずれか)(?:のいずれか)?|に掲げる(?:もの)?)[^。、]{0,12}?(?P<end>とき|場合|者|もの|世帯|団体)"
)
_OUTCOME = re.compile(r"^(?P<case>\S.*?(?:とき|場合))[　 ]+(?P<told>[^　 。]{1,16})$")
_MARK = re.compile(r"^(?:[(（][0-9０-９ア-ン]{1,2}[)）]|[ア-ン](?=[　 ])|[①-⑳]|[・●○])[　 ]*")
_PART = re.compile(r"^(?:前[0-9０-９]?項|同項|第[0-9０-９]+項)の")


def thing_of(subject: str) -> str:
    """What a subject asks of a place or a charge, "" where that may be asked of anything.

    >>> thing_of("体育館の使用料の減免"), thing_of("粗大ごみの手続"), thing_of("粗大ごみ")
    ('減免', '', '')
    """
    found = _THING.search(subject.strip().partition("\n")[0])
    return found["thing"] if found and not is_general(found["thing"]) else ""


def ruled(
    question: str, subject: str, evidence: Sequence[Evidence], kinds: Sequence[str]
) -> tuple[tuple[int, str], ...]:
    """(number, sentence) of the rule that answers a question on a thing of which no source of the ``kinds`` speaks; () else."""
    thing = meaning_pairs(thing_of(subject))
    if not thing or any(_says(thing, each) for each in statements(evidence, kinds)):
        return ()
    told = _paragraphs_on(thing, evidence)
    named = [word for word in _NAMED.findall(question) if meaning_pairs(word) - meaning_pairs(subject)]
    for each in told:
        if said := [_of_item(each, item) for item in each.items if _names(item, named)]:
            return ((each.number, said[0]),)
    for each in told if asks_figure(question) else ():
        if said := [_PART.sub("", words) for words in each.lead if answers(question, words)]:
            return ((each.number, said[0]),)
    return () if asks_figure(question) else _first_list(told)


def listed_of(subject: str, evidence: Sequence[Evidence]) -> tuple[tuple[int, str], ...]:
    """(number, sentence) of the rule's list on the thing of a subject, as the rule is today; () where there is none."""
    thing = meaning_pairs(thing_of(subject))
    return _first_list(_paragraphs_on(thing, evidence)) if thing else ()


def _paragraphs_on(thing: frozenset[str], evidence: Sequence[Evidence]) -> list[Paragraph]:
    """The paragraphs of rules that speak of a thing, in the order of the sources."""
    return [
        each
        for one in evidence
        if one.document.kind in LAW_KINDS
        for each in paragraphs_of(one)
        if each.lead and _says(thing, each)
    ]


def _first_list(told: Sequence[Paragraph]) -> tuple[tuple[int, str], ...]:
    found = next((each for each in told if each.items and _LIST.search(each.lead[0])), None)
    return of_list(found) if found else ()


def of_list(each: Paragraph) -> tuple[tuple[int, str], ...]:
    """A paragraph that leads to a list, and its items as one sentence."""
    items = "、".join(_OUTCOME.sub(r"\g<case>（\g<told>）", _bare(item)) for item in each.items)
    found = _LIST.search(each.lead[0])
    lead = (
        each.lead[0].replace(found[0], f"次の{found['end'].replace('とき', '場合')}")
        if found
        else each.lead[0]
    )
    return (each.number, lead), (each.number, f"対象は、{items}です。")


def _of_item(each: Paragraph, item: str) -> str:
    """A 号 said with what its paragraph says of it."""
    bare = _bare(item)
    if outcome := _OUTCOME.match(bare):
        return f"{outcome['case']}は、{outcome['told']}です。"
    return _LIST.sub(lambda _: bare, each.lead[0], count=1)


def _bare(item: str) -> str:
    return _MARK.sub("", item).rstrip("。 　")


def _names(item: str, words: Sequence[str]) -> bool:
    said = meaning_pairs(item)
    return any(share(meaning_pairs(word), said, {}) >= _NEARLY for word in words)


def _says(thing: frozenset[str], each: Statement | Paragraph) -> bool:
    return thing <= meaning_pairs(f"{each.above}\n{each.text}")
