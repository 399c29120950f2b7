"""A form told with another number than the papers give it: 「交付申請書（様式第3号）」 for 様式第1号. Knows no law."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.result import Finding
from app.retrieval import Evidence

_NUMBER = r"(?:別記)?(?:様式第[0-9０-９]+号(?:の[0-9０-９]+)?|第[0-9０-９]+号(?:の[0-9０-９]+)?様式)"
_FORM = re.compile(
    rf"(?P<name>[一-龠々ァ-ヶーぁ-ん・]{{3,40}}?(?:[（(][一-龠]{{2,6}}[）)])?[一-龠]{{0,10}}(?:書|届|票|証|簿|表|調書|通知))[（(](?P<number>{_NUMBER})[）)]"
)
_ARTICLES = re.compile(r"^第[0-9０-９一二三四五六七八九十]+条[ 　]", re.M)
_LEAST = 6
_OTHER = "「{text}」は、「{source}」では「{name}」が{told}です。様式の番号を確かめてください。"


def misformed(text: str, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each form whose whole name the papers have with one other number; a 例規 has forms of its own."""
    if _ARTICLES.search(text):
        return
    known: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for one in evidence:
        for match in _FORM.finditer(one.words):
            known[_plain(match["name"])].setdefault(_plain(match["number"]), one)
    for match in _FORM.finditer(text) if known else ():
        mine, number = _plain(match["name"]), _plain(match["number"])
        same = [
            name
            for name in known
            if min(len(name), len(mine)) >= _LEAST and (name.endswith(mine) or mine.endswith(name))
        ]
        numbers = {each: one for name in same for each, one in known[name].items()}
        if len(numbers) == 1 and number not in numbers:
            told, one = next(iter(numbers.items()))
            label = one.citation.label
            words = _OTHER.format(text=match["number"], source=label, name=same[0], told=told)
            yield Finding(
                "fact.conflict", "warning", words, match.start("number"), match.end("number"), source=label
            )


def _plain(words: str) -> str:
    return re.sub(r"^.*[、。をにはが]|[ 　]", "", normalize("NFKC", words))
