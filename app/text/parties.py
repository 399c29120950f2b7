"""What a contract or its specification calls the two parties: 発注者 and 受注者, 村 and 受託者, 甲 and 乙. Knows no sections."""

from __future__ import annotations

import re
from functools import lru_cache

ORDERS, TAKES = "発注者", "受注者"
"""How the texts of the office's templates call them."""
_CALLED = re.compile(r"以下「([^」]{1,6})」という。")
_WHO_TAKES = ("受託者", "受注者", "請負者", "供給者", "賃貸人", "乙")
_WHO_ORDERS = ("発注者", "委託者", "注文者", "賃借人", "甲")
_FEWEST = 2


@lru_cache(maxsize=32)
def parties_of(text: str) -> tuple[str, str]:
    """How a past text calls (who orders, who takes the order), as templates do where it does not say.

    >>> parties_of("霧ヶ原村（以下「甲」という。）と会社（以下「乙」という。）は、次のとおり契約する。乙は、…")
    ('甲', '乙')
    """
    taking = [name for name in _WHO_TAKES if text.count(name) >= _FEWEST]
    ordering = [name for name in _CALLED.findall(text) if re.fullmatch(r"[市町村区県]|本[市町村区]", name)]
    ordering += [name for name in _WHO_ORDERS if text.count(name) >= (1 if name == "甲" else _FEWEST)]
    if not taking or (taking[0] == "乙") != ("甲" in ordering[:1]):
        return ORDERS, TAKES
    return (ordering[0] if ordering else ORDERS), taking[0]


def in_names_of(text: str, past: str) -> str:
    """A template's text with the parties called as the past document calls them."""
    ordering, taking = parties_of(past)
    return text.replace(ORDERS, ordering).replace(TAKES, taking)
