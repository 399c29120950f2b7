"""What seems to contradict a paper and does not: another article of a 例規, the day a mail was sent, an office's closing
days, another post's holder. Knows nothing of how findings are made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from app.checks.grounds.holders import holders
from app.checks.grounds.pools import read_sentences, read_spans
from app.checks.grounds.values import COUNTED, parts
from app.result import Finding
from app.retrieval import Evidence
from app.text.named import plain_name
from app.text.spans import Span
from ingest.law.numbers import normalise_ordinals

_LAW = re.compile(r"(?:条例|規則|規程|要綱|要領)(?:[（(][^（）()]*[）)])?[ 　]*$")
_PLACE = re.compile(
    r"^[ 　]*(?P<place>第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９]+)?|別表(?:第[0-9０-９一二三四五六七八九十]+)?|附[ 　]*則)",
    re.M,
)
_ADDED = re.compile(r"[ 　]*附")
_CHANGES = re.compile(r"新旧対照表|一部を改正する|一部改正")
_NAMED = re.compile(r"第[0-9０-９]+条(?:の[0-9０-９]+)?|別表(?:[ 　]?第[0-9０-９]+)?|附[ 　]*則")
_SENT = re.compile(
    r"(?:^|[ 　・-])(?:配信|投稿|掲載|送信|受信|更新|発行)(?:予定)?(?:日時?)?[ 　：:]+$|^[ 　・-]*日時[ 　]*[:：][ 　]*$"
)
_MAIL = re.compile(r"^[ 　]*(?:件名|差出人|宛先|From|To|Subject)[ 　]*[:：]", re.M)
_CLOSED = re.compile(r"休[館業みむ日]|閉[館庁]|除[くき]|受け付けま|診療")
_YEAR_END = ((12, 28), (12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3), (1, 4))
_GIVEN = re.compile(r"[ 　]*(?:付け|付の|づけ)")
_PROSE = re.compile(r"」の(?:回答|答え|説明)です")
"""A list of questions has no rows whose values could be taken for one another."""
_CELL, _WHICH = " | ", "どちらが正しいかを確かめてください。"
_HEADS, _WORDS = 3, 3
_LAWS = ("条例", "規則", "規程", "要綱")


def waved_off(text: str, one: Finding, evidence: Sequence[Evidence]) -> bool:
    """Whether a finding that a paper contradicts the text is none."""
    if one.severity == "info" or not one.rule.startswith("fact."):
        return False
    named = [each for each in evidence if each.citation.label in f"{one.message}{one.source}"]
    source = max(named, key=lambda each: len(each.citation.label), default=None)
    line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    span = next((each for each in read_spans(text) if each.start == one.start), None)
    if source is not None and (_other_article(text, one.start, source) or _of_two_editions(text, source)):
        return True
    if span is None or one.rule != "fact.conflict":
        return False
    if source is not None and one.message.endswith(_WHICH) and _beside(span, one, source):
        return True
    if span.kind in COUNTED and (source is None or source.document.kind not in _LAWS):
        return _by_law(text, span, evidence)
    if _PROSE.search(one.message):
        return True
    if span.kind == "日付":
        whole = text[text.rfind("\n", 0, one.start) + 1 : (text.find("\n", one.end) + 1 or len(text) + 1) - 1]
        closing = parts(span)[1:] in _YEAR_END and _CLOSED.search(whole)
        sent = _SENT.search(line) and (not line.strip(" 　・-").startswith("日時") or _MAIL.search(text))
        return bool(closing or sent or (source and _answered(one, source)))
    if not one.message.endswith(_WHICH):
        return False
    return span.kind == "氏名" and source is not None and _other_post(text, one, source)


def _other_article(text: str, at: int, source: Evidence) -> bool:
    """Whether a 例規 is held against another article than the one that the words stand in."""
    head = next((line for line in text.split("\n") if line.strip()), "")
    places = list(_PLACE.finditer(text))
    label = _NAMED.search(normalize("NFKC", source.citation.label))
    if not _LAW.search(head) or len(places) < _HEADS:
        return False
    own = [each["place"] for each in places if each.start() <= at]
    if own and _ADDED.match(own[-1]):
        return True  # each 附則 has days of its own
    return not label or not own or _plain(own[-1]) != _plain(label[0])


def _of_two_editions(text: str, source: Evidence) -> bool:
    """Whether the text is the 例規 of the source itself, as it was or as it is to be, or shows what is to change in it."""
    head = next((line for line in text.split("\n") if line.strip()), "").strip(" 　○#")
    changes = _CHANGES.search(head) and source.document.kind in (*_LAWS, "改正文", "新旧対照表")
    return bool(changes) or (
        _LAW.search(head) is not None and plain_name(head) == plain_name(source.document.title)
    )


def _beside(span: Span, one: Finding, source: Evidence) -> bool:
    """Whether the very row that says otherwise says the value as well: one of two columns, the old one and the new."""
    return any(
        _CELL in said.text
        and any((each.value, each.unit) == (span.value, span.unit) for each in said.spans)
        and any(f"{each.text}」" in one.message and each.value != span.value for each in said.spans)
        for said in read_sentences(source.words)
    )


def _by_law(text: str, span: Span, evidence: Sequence[Evidence]) -> bool:
    """Whether a 例規 says the value in a sentence of the same words: then a plan or a page that says otherwise is old."""
    mine = next(each for each in read_sentences(text) if each.start <= span.start < each.end)
    return any(
        (each.value, each.unit) == (span.value, span.unit) and len(mine.words & said.words) >= _WORDS
        for one in evidence
        if one.document.kind in _LAWS
        for said in read_sentences(one.words)
        for each in said.spans
    )


def _plain(place: str) -> str:
    return normalise_ordinals(re.sub(r"[ 　]", "", normalize("NFKC", place)))


def _answered(one: Finding, source: Evidence) -> bool:
    """Whether the day in the paper is that of a letter it answers: 「令和8年9月29日付け」."""
    days = [each for said in read_sentences(source.words) for each in said.spans if each.kind == "日付"]
    told = [each for each in days if f"「{each.text}" in one.message or f"{each.text}」" in one.message]
    return bool(told) and all(
        _GIVEN.match(source.words, each.end) or source.words.startswith(each.text) for each in told
    )


def _other_post(text: str, one: Finding, source: Evidence) -> bool:
    """Whether the two persons have not the same post right beside them."""
    if "とありますが" in one.message:
        return False
    mine = [post for said in read_sentences(text) for post, span in holders(said) if span.start == one.start]
    theirs = [
        post
        for said in read_sentences(source.words)
        for post, span in holders(said)
        if f"「{span.text}" in one.message or f"{span.text}」" in one.message
    ]
    return not any(own.endswith(told) or told.endswith(own) for own in mine for told in theirs)
