"""An article named for what another article of the same 例規 says: 「（要領第8条）」 for what stands in 第9条. Knows no law.

Only where the text names the 例規 by its kind or name, both articles are at hand, and the words are clearly the other's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.checks.grounds.pools import Said, read_sentences, read_spans
from app.checks.library.generations import opening
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span
from app.text.wording import pairs
from ingest.law.numbers import normalise_ordinals

_ARTICLE = re.compile(r"第([0-9０-９一二三四五六七八九十百]+)条")
_BEGINS = re.compile(r"^(第[0-9０-９]+条)(?:の[0-9０-９]+)?[ 　]", re.M)
_CITES = re.compile(
    r"[（(][^（）()]*第[0-9０-９]+条[^（）()]*[）)]|第[0-9０-９]+[条項号]|(?:条例|規則|要綱|要領|指針)(?=第)"
)
_KIND = re.compile(
    r"(?P<name>[一-龠々ァ-ヶー]*(?:条例|規則|規程|要綱|要領|指針|法))(?:[（(][^（）()]*[）)])?$"
)
_BARE = re.compile(r"(?:^|[ 　、。）)・])$")
_DEFINED = re.compile(r"[^、。]{0,12}に(?:規定|掲げ|定め)")
"""「条例第2条第3号に規定する医療保険各法」 names what is defined there; the sentence is of something else."""
_WHOLE = re.compile(r"第[0-9０-９]+条")
_SHARE, _APART, _LEAST = 0.5, 2.5, 4
"""How much of the sentence the right article has, how much more than the one named, and pairs of a sentence that tell."""
_WRONG = "「{text}」は、「{source}」では、この内容は{right}にあります。条番号を確かめてください。"


def misnumbered(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each article whose words stand in another article of the paper."""
    articles = [(place, words, one) for one in papers for place, words in _articles(one)]
    if not articles:
        return
    head = opening(text)
    named = {one.document.title for _, _, one in articles if one.document.title in head}
    own = [each for each in articles if len(named) == 1 and each[2].document.title in named]
    for said in read_sentences(text):
        words = pairs(_CITES.sub("", _without_titles(said.text, articles)))
        for span in said.spans:
            if span.kind == "条番号" and len(words) >= _LEAST:
                before = said.text[: span.start - said.start]
                bare = _BARE.search(before) and _WHOLE.fullmatch(span.text)
                yield from _of_title(span, said, own) if bare else _wrong(span, said, words, articles)


def _without_titles(text: str, articles: Sequence[tuple[str, str, Evidence]]) -> str:
    """A sentence without the titles of the 例規, which the 趣旨 of each says again."""
    for title in {one.document.title for _, _, one in articles if one.document.title}:
        text = text.replace(title, " ")
    return text


def _of_title(span: Span, said: Said, articles: Sequence[tuple[str, str, Evidence]]) -> Iterator[Finding]:
    """An article of the 例規 that the title names, where a figure of the sentence stands in another article alone."""
    values = {(each.value, each.unit) for each in said.spans if each.unit and each.value != 1}
    having = {
        place: one
        for place, told, one in articles
        if values & {(each.value, each.unit) for each in read_spans(told)}
        and len(pairs(said.text) & pairs(told)) >= _LEAST
    }
    named = _ARTICLE.match(span.text)
    if (
        named
        and len(having) == 1
        and _plain(named[0]) not in having
        and any(place == _plain(named[0]) for place, _, _ in articles)
    ):
        right, one = next(iter(having.items()))
        told = _WRONG.format(text=span.text, source=one.document.title, right=right)
        yield Finding("fact.conflict", "warning", told, span.start, span.end, source=one.citation.label)


def _articles(one: Evidence) -> Iterator[tuple[str, str]]:
    """(第N条, its words) of a passage that is an article, or has some."""
    if match := _ARTICLE.search(one.citation.label):
        yield _plain(match[0]), one.text
        return
    begins = list(_BEGINS.finditer(one.text))
    for at, match in enumerate(begins):
        yield (
            _plain(match[1]),
            one.text[match.start() : begins[at + 1].start() if at + 1 < len(begins) else len(one.text)],
        )


def _plain(place: str) -> str:
    """第９条 and 第九条 are 第9条."""
    return normalise_ordinals(normalize("NFKC", place))


def _wrong(
    span: Span, said: Said, words: frozenset[str], articles: Sequence[tuple[str, str, Evidence]]
) -> Iterator[Finding]:
    kind = _KIND.search(said.text[: span.start - said.start].rstrip("（("))
    named = _ARTICLE.match(span.text)
    if kind is None or named is None or _DEFINED.match(said.text, span.end - said.start):
        return
    same = [each for each in articles if kind["name"][-2:] in each[2].document.title]
    scores = [(len(words & pairs(told)) / len(words), place, one) for place, told, one in same]
    scores.sort(key=lambda row: -row[0])
    own = max((score for score, place, _ in scores if place == _plain(named[0])), default=0.0)
    if (
        scores
        and scores[0][1] != _plain(named[0])
        and scores[0][0] >= _SHARE
        and scores[0][0] >= _APART * own
    ):
        _, right, one = scores[0]
        told = _WRONG.format(text=span.text, source=one.document.title, right=right)
        yield Finding("fact.conflict", "warning", told, span.start, span.end, source=one.citation.label)
