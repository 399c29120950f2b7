"""A passage without roundabout phrases, and with an office's or the residents' words. Knows no facts: phrases only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.rewording.reading import MARKS, QUIET, Edit, Passage
from app.text.morphology import Word

_KEPT = re.compile(f"(?:{MARKS.pattern})|(?:{QUIET.pattern})|(?m:^.*(?: [|｜] |\\t).*$)")
_DONE = {"行う": "する", "行い": "し", "行っ": "し", "行わ": "さ", "行え": "すれ"}
_HEADS = ("、", "は", "が", "で", "に", "も", "と", "へ", "。")


def outside(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` done to all of it but marks, quotations, addresses and rows of tables."""
    parts, at = [], 0
    for match in _KEPT.finditer(text):
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, change(text[at:])])


def shorten(text: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """``text`` by the office's ``rules``, then 「調査を行う」 as 「調査する」.

    >>> shorten("現地調査を行った。丁寧な説明を行う。", ())
    '現地調査した。丁寧な説明を行う。'
    """

    def change(piece: str) -> str:
        for pattern, use in rules:
            piece = pattern.sub(use, piece)
        return piece

    passage = Passage(outside(text, change))
    found = (one for one in _acts(passage.words) if not passage.quiet(one.start, one.end))
    return passage.edited(found)


def _acts(words: Sequence[Word]) -> Iterator[Edit]:
    """A noun of action, を, 行う: only where nothing describes the noun (丁寧な説明を行う stays)."""
    for at in range(1, len(words) - 1):
        verb, mark, noun = words[at + 1], words[at], words[at - 1]
        if mark.text != "を" or noun.parts[2:3] != ("サ変可能",) or verb.text not in _DONE:
            continue
        if not re.fullmatch(r"[一-龠]{2,4}", noun.text):
            continue
        head = at - 2
        while head >= 0 and words[head].parts[0] in ("名詞", "接頭辞", "接尾辞"):
            head -= 1
        free = head < 0 or words[head].text in _HEADS or words[head].text.endswith("\n")
        follows = words[at + 2].text if at + 2 < len(words) else ""
        if free and not (verb.text == "行わ" and follows not in ("れ", "れる")):
            yield Edit(mark.start, verb.end, _DONE[verb.text])


def swap(text: str, words: Mapping[str, str]) -> str:
    """``text`` with each of ``words`` said the other way."""
    if not words:
        return text
    pattern = re.compile("|".join(re.escape(word) for word in words))
    return outside(text, lambda piece: pattern.sub(lambda match: words[match[0]], piece))
