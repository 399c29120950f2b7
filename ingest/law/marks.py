"""The mark of a 号 and the ways to read it: イ is second of アイウ or first of イロハ. Knows nothing of lines."""

from __future__ import annotations

from ingest.law.numbers import branch_number

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def branched(number: str, branches: str) -> str:
    return "_".join(part for part in (number, branch_number(branches)) if part)


def styles_of(mark: str, *, bare: bool) -> list[tuple[str, str]]:
    """The readings of a mark: イ is second of アイウ or first of イロハ; (i) is ninth of a–z or first of i–xii."""
    wrap = "" if bare else "paren "
    inner = mark.strip("()")
    if inner.isdecimal() or branch_number(inner):
        return [(wrap + "number", branch_number(inner))]
    found = [
        (wrap + style, str(order.index(inner) + 1))
        for style, order in (("kana", _KANA), ("iroha", _IROHA), ("roman", _ROMAN))
        if inner in order
    ]
    if len(inner) == 1 and "a" <= inner <= "z":
        found.append((wrap + "alpha", str(ord(inner) - ord("a") + 1)))
    return found
