"""Faults of grounds to plant into a text with citations: idle and lost marks, moved articles, promises. Knows no scorer."""

from __future__ import annotations

import random
import re
from typing import Any

from app.checks.values import checkable
from evals.citing import bears, cited_sentences
from evals.scorers.texts import prompts

Given = dict[str, Any]
_IDLE = "図書館の蔵書点検のため、閲覧席を休止します。"


def _borne(given: Given) -> list[str]:
    """The citing sentences that stand in the text as they are and are borne: only they can be made worse."""
    told = "\n".join([*map(str, given.get("told", ())), given.get("past", "")])
    sources = {one["number"]: one["source"] for one in given["citations"]}
    return [
        one.text
        for one in cited_sentences(given["text"])
        if one.numbers
        and one.text in given["text"]
        and not bears(one.text, "\n".join(sources.get(number, "") for number in one.numbers), told)
    ]


def number_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """A figure of a borne sentence made another that nobody has said."""
    found = _borne(given)
    for sentence in draw.sample(found, len(found)):
        for span in checkable(sentence):
            digits = re.search(r"[0-9０-９]+", span.text)
            if digits and span.kind in ("数", "金額", "割合", "回数"):
                wrong = span.text[: digits.start()] + "98" + span.text[digits.start() :]
                given["text"] = given["text"].replace(sentence, sentence.replace(span.text, wrong, 1))
                return True
    return False


def marks_lost(case: Given, given: Given, draw: random.Random) -> bool:
    """Every mark of the text pointing to a source that is not there."""
    changed = re.sub(r"\[\d+\]", "[97]", given["text"])
    done = bool(changed != given["text"] and _borne(given))
    given["text"] = changed
    return done


def idle_mark(case: Given, given: Given, draw: random.Random) -> bool:
    """A source that says nothing of it added to a borne sentence."""
    found = [one for one in _borne(given) if f"{one}[" in given["text"] or one.endswith("。")]
    if not found:
        return False
    one = draw.choice(found)
    head = one.rstrip("。")
    if head not in given["text"]:
        return False
    given["citations"].append({"number": 96, "quote": "", "kind": "", "label": "", "source": _IDLE})
    given["text"] = given["text"].replace(head, f"{head}[96]", 1)
    return True


def article_moved(case: Given, given: Given, draw: random.Random) -> bool:
    """第3条 of a citing sentence written as the 第937条 that no source has."""
    for one in cited_sentences(given["text"]):
        named = re.search(r"第([0-9０-９]+)条", one.text)
        if one.numbers and named and one.text in given["text"] and named[0] in _known(given):
            moved = one.text.replace(named[0], f"第9{named[1]}7条")
            given["text"] = given["text"].replace(one.text, moved)
            return True
    return False


def _known(given: Given) -> str:
    return "\n".join(f"{one.get('label', '')}\n{one['source']}" for one in given["citations"])


def promised(case: Given, given: Given, draw: random.Random) -> bool:
    """A sentence of the firmest level where the form chose a softer one."""
    template = prompts().templates.get(case.get("task", ""))
    chosen = template.stance.level(given.get("values", {})) if template and template.stance else None
    if template is None or template.stance is None or chosen in (None, template.stance.levels[0]):
        return False
    given["text"] = f"{given['text'].rstrip()}\n市として{template.stance.levels[0].words[0]}。\n"
    return True
