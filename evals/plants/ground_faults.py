"""Faults of grounds to plant into a text with citations: figures, idle and lost marks, articles, promises. Knows no scorer.

A fault is planted only where the text was right: into a sentence that carries its mark and that its sources bear.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from app.checks.grounds.alignment import likeness
from app.checks.grounds.pools import read_sentences
from app.checks.grounds.values import checkable
from app.citation import cited_numbers
from app.text.marks import MARKS
from evals.citing import SENTENCE, Cited, bears, cited_sentences
from evals.own_places import own_places
from evals.plants.text_faults import DENY, citations_swapped
from evals.scorers.answers import CHECKED
from evals.scorers.texts import marked, prompts

Given = dict[str, Any]
_IDLE = "図書館の蔵書点検のため、閲覧席を休止します。"
NEAR = 0.5
"""The likeness from which a sentence follows one of its source and does not paraphrase several."""
_FIGURES = ("数", "金額", "割合", "回数")
_MARKED = re.compile(r"(?:[ 　]*\[\d+\])*。?[」）)]?(?:[ 　]*\[\d+\])*$")


def _borne(given: Given) -> list[tuple[int, int, Cited]]:
    """(start, end, sentence) of the citing sentences that are borne: only they can be made worse."""
    told = "\n".join([*map(str, given.get("told", ())), given.get("past", "")])
    sources = {one["number"]: one["source"] for one in given["citations"]}
    found = []
    for match in SENTENCE.finditer(given["text"]):
        cited = cited_sentences(match[0]) if "【要確認" not in match[0] else ()
        if len(cited) == 1 and cited[0].numbers:
            grounds = [sources.get(number, "") for number in cited[0].numbers]
            if not bears(cited[0].text, *grounds, told=told):
                found.append((match.start(), match.end(), cited[0]))
    return found


def _drawn(given: Given, draw: random.Random) -> Iterator[tuple[int, str]]:
    """Where borne sentences begin, and how they stand in the text, in an order of chance."""
    found = _borne(given)
    for start, end, _ in draw.sample(found, len(found)):
        yield start, given["text"][start:end]


def _put(given: Given, start: int, end: int, words: str) -> bool:
    given["text"] = given["text"][:start] + words + given["text"][end:]
    return True


def _before_marks(sentence: str) -> int:
    """Where the words of a sentence end and its mark or its 。 begins."""
    found = _MARKED.search(sentence)
    return found.start() if found else len(sentence)


def number_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """A figure of a borne sentence made another that nobody has said."""
    for start, sentence in _drawn(given, draw):
        marks = [(one.start(), one.end()) for one in re.finditer(r"\[\d+\]", sentence)]
        for span in checkable(sentence):
            digits = re.search(r"[0-9０-９]+", span.text)
            if not digits or span.kind not in _FIGURES or any(a <= span.start < b for a, b in marks):
                continue
            at = start + span.start + digits.start()
            return _put(given, at, at, "98")
    return False


def article_invented(case: Given, given: Given, draw: random.Random) -> bool:
    """A 条 that no source has, named in a borne sentence."""
    for start, sentence in _drawn(given, draw):
        at = start + _before_marks(sentence)
        return _put(given, at, at, "（第987条の規定による）")
    return False


def denied(case: Given, given: Given, draw: random.Random) -> bool:
    """A borne sentence that says nearly the words of one of its source turned into the opposite.

    Of free paraphrases less is seen: of any borne sentence 47 of 50 ([.84, .98]).
    """
    source = [said for one in given["citations"] for said in read_sentences(one["source"])]
    for start, sentence in _drawn(given, draw):
        mine = read_sentences(sentence)
        near = max((likeness(mine[0], other) for other in source), default=0.0) if mine else 0.0
        for said, against in DENY if near >= NEAR else ():
            if said in sentence and against not in sentence:
                return _put(given, start, start + len(sentence), sentence.replace(said, against))
    return False


def marks_lost(case: Given, given: Given, draw: random.Random) -> bool:
    """Every mark of the text pointing to a source that is not there."""
    changed = re.sub(r"\[\d+\]", "[97]", given["text"])
    done = bool(changed != given["text"] and _borne(given))
    given["text"] = changed
    return done


def idle_mark(case: Given, given: Given, draw: random.Random) -> bool:
    """A source that says nothing of it added to a borne sentence."""
    for start, sentence in _drawn(given, draw):
        given["citations"].append({"number": 96, "quote": "", "kind": "", "label": "", "source": _IDLE})
        at = start + _before_marks(sentence)
        return _put(given, at, at, "[96]")
    return False


def article_moved(case: Given, given: Given, draw: random.Random) -> bool:
    """第3条 of a citing sentence written as the 第937条 that no source has."""
    known = "\n".join(f"{one.get('label', '')}\n{one['source']}" for one in given["citations"])
    for match in SENTENCE.finditer(given["text"]):
        named = re.search(r"第([0-9０-９]+)条", match[0])
        if not named or named[0] not in known or not any(one.numbers for one in cited_sentences(match[0])):
            continue
        if match[0].lstrip(" 　").startswith(named[0]):  # its own number: an article of the draft itself
            continue
        at = match.start() + named.start()
        return _put(given, at, match.start() + named.end(), f"第9{named[1]}7条")
    return False


def promised(case: Given, given: Given, draw: random.Random) -> bool:
    """A sentence of the firmest level where the form chose a softer one."""
    template = prompts().templates.get(case.get("task", ""))
    chosen = template.stance.level(given.get("values", {})) if template and template.stance else None
    if template is None or template.stance is None or chosen in (None, template.stance.levels[0]):
        return False
    given["text"] = f"{given['text'].rstrip()}\n市として{template.stance.levels[0].words[0]}。\n"
    return True


def figures_orphaned(case: Given, given: Given, draw: random.Random) -> bool:
    """Every source replaced by another, where a cited sentence has a figure that is no article of the text itself."""
    text, own = given["text"], own_places(given["text"])
    cited = [text[start:end] for start, end in marked(text) if cited_numbers(text[start:end])]
    figures = [one.text for said in cited for one in checkable(MARKS.sub("", said)) if one.kind in CHECKED]
    foreign = [one for one in figures if not any(one in place for place in own)]
    return bool(foreign) and citations_swapped(case, given, draw)
