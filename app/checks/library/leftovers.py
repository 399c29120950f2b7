"""Words of last year's paper that stand behind the same label still: 「会場　市役所第1会議室」. Knows no figures.

Only where this year's paper has that label once and other words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.checks.library.generations import Generations, told_before
from app.result import Finding
from app.retrieval import Evidence

_LINE = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|[○●・◆■]+[ 　]*)?(?P<label>[一-龠ぁ-んァ-ヶー]{2,8})(?:[ 　]+|[ 　]*[：:][ 　]*)(?P<value>[^ 　\n][^\n]*)$",
    re.M,
)
_SHORT, _LONG = 3, 40
_OUT = re.compile(r"[（(][^（）()]*[）)]|[ 　、。：:]|電話(?:番号)?|TEL|℡", re.I)


def leftovers(text: str, papers: Sequence[Evidence], generations: Generations) -> Iterator[Finding]:
    """A warning for each label whose words are last year's, where this year's paper has others."""
    old = {
        (match["label"], _plain(match["value"])): title
        for title, pool in generations.before
        for match in _LINE.finditer(pool.text)
    }
    for match in _LINE.finditer(text) if old else ():
        value = _plain(match["value"])
        older = old.get((match["label"], value))
        if older is None or not _SHORT <= len(value) <= _LONG:
            continue
        told = [
            (each["value"], one)
            for one in papers
            for each in _LINE.finditer(one.text)
            if each["label"] == match["label"]
        ]
        if len(told) != 1:
            continue
        words, one = told[0]
        plain = _plain(words)
        if plain and value not in plain and plain not in value:
            label = one.citation.label
            message = told_before(match["value"].strip(), older, label, words.strip()[:_LONG])
            yield Finding("fact.conflict", "warning", message, *match.span("value"), source=label)


def _plain(words: str) -> str:
    return _OUT.sub("", normalize("NFKC", _OUT.sub("", words)))
