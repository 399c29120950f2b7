"""Faults to plant into a resident's answer, a ranking of a set, a reference that was read. Knows no scorer."""

from __future__ import annotations

import random
import re
from typing import Any

Given = dict[str, Any]
_HARD = "本件に係る申請書を提出されない場合においては、当該給付が受けられなくなるおそれがありますので、速やかに御提出くださいますよう、よろしくお願い申し上げます。"


def source_lost(case: Given, given: Given, draw: random.Random) -> bool:
    """Every source another document's."""
    for one in given.get("citations", ()):
        one["passage_id"] = "another#a1"
    return bool(case.get("gold") and given.get("citations"))


def word_lost(case: Given, given: Given, draw: random.Random) -> bool:
    words = case.get("quote", "")
    done = bool(words) and words in given["text"]
    given["text"] = given["text"].replace(words, "") if words else given["text"]
    return done


def number_to_call(case: Given, given: Given, draw: random.Random) -> bool:
    """No number where there is danger, one where there is none."""
    given["urgent"] = [] if case["phones"] else [{"name": "消防", "telephone": "119", "hours": ""}]
    return "kind" in case


def number_or_calm(case: Given, given: Given, draw: random.Random) -> bool:
    """The same, where the question turns on it."""
    return number_to_call(case, given, draw) and bool(case["phones"] or case["kind"] == "calm")


def status_wrong(case: Given, given: Given, draw: random.Random) -> bool:
    given["status"] = "model_error"
    return bool(case.get("answer"))


def secret_source(case: Given, given: Given, draw: random.Random) -> bool:
    for one in given.get("citations", ()):
        one["public"] = False
    return bool(given.get("citations"))


def number_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """A figure with a unit made one that nobody has said."""
    found = list(re.finditer(r"[0-9,]*[0-9](?=円|日(?!曜)|人|点|時|歳|か月|枚|通)", given.get("text", "")))
    if not found or given.get("status") not in ("answered", "partial"):
        return False
    one = draw.choice(found)
    given["text"] = f"{given['text'][: one.start()]}98{one[0]}{given['text'][one.end() :]}"
    return True


def week_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """第2日曜日 made the fifth, where no source says so."""
    found = list(re.finditer(r"第([0-9０-９])(?=[月火水木金土日]曜)", given.get("text", "")))
    if not found or given.get("status") not in ("answered", "partial"):
        return False
    one = draw.choice(found)
    wrong = f"{given['text'][: one.start()]}第5{given['text'][one.end() :]}"
    done = "第5" not in "".join(each["source"] for each in given["citations"])
    given["text"] = wrong if done else given["text"]
    return done


def other_language(case: Given, given: Given, draw: random.Random) -> bool:
    given["language"] = "xx"
    return bool(case.get("language"))


def hard_sentence(case: Given, given: Given, draw: random.Random) -> bool:
    given["text"] = f"{given['text'].rstrip()}\n{_HARD}"
    return given.get("language") == "ja-easy"


def ranking_lost(case: Given, given: Given, draw: random.Random) -> bool:
    done = bool(given.get("ranked"))
    given["ranked"] = [f"another-{n}" for n in range(len(given.get("ranked", ())))]
    return done


def link_misread(case: Given, given: Given, draw: random.Random) -> bool:
    done = "right" in given
    given["right"] = []
    return done


def article_lost(case: Given, given: Given, draw: random.Random) -> bool:
    done = "missing" in given
    given["missing"] = [*given.get("missing", ()), "第999条"]
    return done
