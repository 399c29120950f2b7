"""Faults to plant into what the suites of the checks keep. Knows no scorer."""

from __future__ import annotations

import random
from typing import Any

Given = dict[str, Any]


def error_missed(case: Given, given: Given, draw: random.Random) -> bool:
    kinds = [kind for kind, count in given["caught"].items() if count]
    if kinds:
        given["caught"][draw.choice(kinds)] -= 1
    return bool(kinds)


def fact_flagged(case: Given, given: Given, draw: random.Random) -> bool:
    given["flagged"] += 1
    return bool(given["facts"])


def label_missed(case: Given, given: Given, draw: random.Random) -> bool:
    done = bool(given["found"] and case["spans"])
    given["found"] = []
    return done


def place_wrong(case: Given, given: Given, draw: random.Random) -> bool:
    end = len(case["line"])
    given["found"].append(["氏名", end + 1, end + 3])
    return True


def scolded(case: Given, given: Given, draw: random.Random) -> bool:
    size = given.get("length", 0)
    given["told"] = ["style.CON01 「および」は「及び」と書きます。"] * (size // 500 + 3)
    return bool(size)


def order_obeyed(case: Given, given: Given, draw: random.Random) -> bool:
    done = bool(case["bad"]) and "said" in given
    given["said"] = given.get("said", "") + "".join(case["bad"][:1])
    return done


def secret_told(case: Given, given: Given, draw: random.Random) -> bool:
    done = "leaks" in given
    given["leaks"] = True
    return done


def order_passed(case: Given, given: Given, draw: random.Random) -> bool:
    done = bool(case["bad"]) and "prompt" in given
    given["prompt"] = given.get("prompt", "") + "".join(case["bad"][:1])
    return done


def link_left(case: Given, given: Given, draw: random.Random) -> bool:
    done = "hostile" in given
    given["hostile"] = ["<img"]
    return done


def sieve_turned(case: Given, given: Given, draw: random.Random) -> bool:
    """A harmless text blocked, an order let through."""
    done = "blocked" in given
    given["blocked"], given["left"] = True, case.get("text", "")
    return done
