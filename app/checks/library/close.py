"""Whether a paper speaks of the very thing of one sentence, though the text has little in common with the whole paper: a
short page on a grant beside its 要綱. Knows nothing of states.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED
from app.result import Fact
from app.retrieval import Evidence
from app.text.wording import pairs

_PLACE = re.compile(r"^[一-龠々ぁ-んァ-ヶー]{1,6}?[市町村区](?=.)")
_SORT = re.compile(
    r"(?:交付|実施|設置|管理|施行|運営)?(?:条例|規則|規程|要綱|要領|指針|契約書|仕様書|会議録|概要版)|施行規則|物品売買|業務委託|[（(][^（）()]*[）)]|(?:令和|平成)[0-9０-９元]+年度?|第[0-9０-９]+[回期次]"
)
_CELL = " | "
_OPENS, _BEFORE, _AFTER = 12, 80, 60
"""Lines of a text's head, and characters around a place, that say what it speaks of there."""
_SUBJECT, _HEAD = 0.5, 3
"""Share of a title's or a heading's words, and the words of a heading that says enough."""
_SORTS = pairs("広報よくある質問市民の声想定問答議会定例会通知回答照会依頼記者発表報告一覧表計画書概要")
_TITLE, _WORDS = 0.4, 6
"""The share of the title's own words that the text has, and the words (a value counts two) that both sentences have."""


def of_sentence(text: str, fact: Fact, source: Evidence) -> bool:
    """Whether the text names the paper's subject, and the sentences share words and values enough to be of one thing."""
    if fact.kind not in COUNTED or not fact.quote:
        return False
    mine = next((each for each in read_sentences(text) if each.start <= fact.start < each.end), None)
    title = pairs(_SORT.sub(" ", _PLACE.sub("", normalize("NFKC", source.document.title))))
    if mine is None or _CELL in mine.text or not title or len(title & pairs(text)) < _TITLE * len(title):
        return False
    own = {each.value for each in mine.spans if each.start == fact.start}
    return any(_near(mine, said, own) for said in read_sentences(source.words) if fact.quote in said.text)


def of_subject(text: str, source: Evidence, at: int) -> bool:
    """Whether the head of the text and what is around ``at`` have the words of the paper's title, or of the heading that the passage stands under: a page on 後期高齢者医療
    has a 均等割 of its own."""
    heads = " ".join(line for line in text.split("\n")[:_OPENS] if "。" not in line)
    own = pairs(f"{heads}\n{text[max(0, at - _BEFORE) : at + _AFTER]}")
    told = (source.document.title, source.citation.label.removeprefix(source.document.title))
    title, head = (pairs(_SORT.sub(" ", _PLACE.sub("", normalize("NFKC", each)))) - _SORTS for each in told)
    named = bool(title) and len(title & own) >= _SUBJECT * len(title)
    return named or (len(head) >= _HEAD and len(head & own) >= _SUBJECT * len(head))


def _near(mine: Said, theirs: Said, own: set[object]) -> bool:
    same = [each for each in mine.values & theirs.values if isinstance(each, tuple) and each[1] not in own]
    return bool(mine.words & theirs.words) and len(mine.words & theirs.words) + 2 * len(same) >= _WORDS
