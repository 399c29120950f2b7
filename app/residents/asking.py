"""What a question asks: its words of matter, those that only ask, and how an answer to it looks. Knows no sections and no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.residents.amounts import without_amounts
from app.text.wording import pairs
from ingest.search.coverage import read_terms
from ingest.search.synonyms import Group
from ingest.search_key import normalise

DOING = re.compile(
    r"届出|届け出|申し?込み?|申請|手続き?|方法|利用|使用|相談|案内|予約|受付|登録|開始|修理|修繕|交換|変更"
)
"""What is done with a thing, on pages of any matter."""
WHO = re.compile(
    r"(?:お|御)?(?:父|母|祖父|祖母|夫|妻|主人|旦那|嫁|息子|娘|孫|兄|姉|弟|妹|じい|ばあ|親|友達|友人|家族|本人|代わり)(?:さん|ちゃん|様)?"
)
"""For whom, or by whom, something is done: no thing that a page has to speak of."""
_CALLS = re.compile(r"電話|連絡|問い?合わ?せ|番号|ファッ?クス|(?i:fax|tel)")
"""Whom to ask stands on every page too: no answer, unless that is asked."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The office's ``words`` for what a question says (転入届), and the ``ways`` in which people say it."""

    words: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()

    @classmethod
    def of(cls, groups: Iterable[Group], spoken: str) -> Meant:
        """``spoken``: the question as it was asked, before it was put in the words of the office."""
        found = tuple(groups)
        same = tuple(word for one in found for word in one.same)
        return cls(same, (*(word for one in found for word in one.said), spoken))


NOTHING_MEANT = Meant()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: its pairs of characters, its words of matter, and how an answer to it looks."""

    wanted: frozenset[str]
    terms: tuple[str, ...]
    forms: tuple[re.Pattern[str], ...]
    question: str = ""
    matter: frozenset[str] = frozenset()
    meant: tuple[str, ...] = ()
    ways: str = ""
    letters: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    """``wanted`` without what only asks, and without what looks as an answer already (土曜日);
    ``meant`` are the office's words for what is said (転入届), ``ways`` the question with all that is said for it,
    ``letters`` its nouns of one letter, ``plain`` the pairs of the words that only ask, ``nouns`` those of the matter."""

    @classmethod
    def of(
        cls, question: str, forms: tuple[re.Pattern[str], ...], plain: frozenset[str] = frozenset()
    ) -> Asked:
        wanted = pairs(without_amounts(question))
        left = normalise(question)
        for form in forms:
            left = form.sub(" ", left)
        read = read_terms(question)
        letters = frozenset(one.written for one in read if one.noun and len(one.written) == 1)
        matter = (wanted & pairs(left)) - plain
        only = frozenset(pair for pair in plain if len(pair) > 1)
        terms = tuple(one.written for one in read)
        nouns = tuple(one.written for one in read if one.noun and not pairs(one.written) <= plain)
        return cls(wanted, terms, forms, question, matter, letters=letters, plain=only, nouns=nouns)

    @property
    def calls(self) -> bool:
        return bool(_CALLS.search(self.question))


def has_form(forms: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether ``text`` looks as one of the answers asked for."""
    plain = normalise(text)
    return any(form.search(plain) for form in forms)


def said_share(asked: Asked, wanted: frozenset[str], text: str) -> float:
    """``share``, but a noun of one letter (枝) is also found within a word (剪定枝)."""
    plain, found = normalise(text), pairs(text)
    said = sum(each in found or (each in asked.letters and each in plain) for each in wanted)
    return said / len(wanted) if wanted else 0.0
