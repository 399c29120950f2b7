"""What a question asks: its words of matter, those that only ask, and how an answer to it looks. Knows no sections and no pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.residents.amounts import without_amounts
from app.text.wording import pairs
from ingest.search.coverage import Term, nouns_of, read_terms
from ingest.search.synonyms import Group
from ingest.search_key import normalise

DOING = re.compile(
    r"届出|届け出|申し?込み?|申請|手続き?|方法|利用|使用|相談|案内|予約|受付|登録|開始|修理|修繕|交換|変更"
)
"""What is done with a thing, on pages of any matter."""
GIVEN = re.compile(r"補助|助成|支援|援助|給付|制度|割引|減免|サービス|お?金")
"""What an office gives for things of any kind."""
_STEM = re.compile(r"[一-龠々]+")
LEAST, LOOSE = 0.35, 0.1
"""The weight of a word that all sections have, and of a pair of letters that is of no word."""
WHO = re.compile(
    r"(?:お|御)?(?:父|母|祖父|祖母|夫|妻|主人|旦那|嫁|息子|娘|孫|兄|姉|弟|妹|じい|ばあ|親|友達|友人|家族|[長次三]男|[長次三]女|本人|代わり)(?:さん|ちゃん|様)?"
)
"""For whom, or by whom, something is done: no thing that a page has to speak of."""
_SINCE = re.compile(r"\(?(?:令和|平成|20[0-9]{2}年)[^(),、:]*?(?:から|まで)\)?(?=[):])")
"""The time in the name of a column, as a row is told: 「値段（令和8年10月1日から）：520円」."""
_CALLS = re.compile(r"電話|連絡|問い?合わ?せ|番号|ファッ?クス|(?i:fax|tel)")
"""Whom to ask stands on every page too: no answer, unless that is asked."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The office's ``words`` for what a question says (転入届), the ``ways`` in which people say it, and how it was ``spoken``."""

    words: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    spoken: str = ""

    @classmethod
    def of(cls, groups: Iterable[Group], spoken: str) -> Meant:
        """``spoken``: the question before it was put in the words of the office."""
        found = tuple(groups)
        same = tuple(word for one in found for word in one.same)
        return cls(same, tuple(word for one in found for word in one.said), spoken)


NOTHING_MEANT = Meant()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: its pairs of characters, its words of matter, and how an answer to it looks."""

    wanted: frozenset[str]
    forms: tuple[re.Pattern[str], ...]
    question: str = ""
    matter: frozenset[str] = frozenset()
    meant: tuple[str, ...] = ()
    ways: str = ""
    letters: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    telling: Mapping[str, float] = field(default_factory=dict)
    told: str = ""
    today: date | None = None
    """``wanted`` without what only asks, and without what looks as an answer already (土曜日);
    ``meant`` are the office's words for what is said (転入届), ``ways`` the question with all that is said for it, ``told`` that alone,
    ``letters`` its nouns of one letter, ``plain`` the pairs of the words that only ask, ``nouns`` those of the matter, ``weights`` and ``telling``
    how much a pair and a word tell among what was found; ``today`` is the day of which is asked."""

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
        nouns = tuple(one.written for one in read if one.noun and not pairs(one.written) <= plain)
        return cls(wanted, forms, question, matter, letters=letters, plain=only, nouns=nouns)

    def matter_of(self, text: str) -> float:
        """How much of its words of matter a text has, by what they tell, also in the office's word for what is said with
        them; 1 where it has none."""
        total = sum(self.telling.values())
        called = any(normalise(word) in text for word in self.meant)

        def said(word: str) -> bool:
            return word in text or (called and len(word) > 1 and word in self.told)

        return sum(weight for word, weight in self.telling.items() if said(word)) / total if total else 1.0

    def beside(self, title: str) -> list[str]:
        """The nouns that name a thing, beside those of a title."""
        return [noun for noun in self.nouns if noun not in title and not _is_any(noun)]

    @property
    def gift(self) -> bool:
        """Whether something that an office gives is asked for: the 補助 for one thing is none for another."""
        return any(map(GIVEN.fullmatch, self.nouns))

    @property
    def calls(self) -> bool:
        return bool(_CALLS.search(self.question))


def has_form(forms: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether ``text`` looks as one of the answers asked for; since when a column of fees holds is no day that is asked for."""
    plain = _SINCE.sub("", normalise(text))
    return any(form.search(plain) for form in forms)


def weighed(asked: Asked, texts: Sequence[str]) -> Asked:
    """``asked`` with what each of its words, and each pair of them, tells among ``texts``: a word of one of them more than one
    of all, and a long word (ステーション) no more than a short one."""
    plain = [normalise(text) for text in texts]
    telling: dict[str, float] = {}
    weights: dict[str, float] = {}
    of_any = not all(map(_is_any, nouns_of(asked.question)))
    for term in read_terms(asked.question):
        own, word = pairs(term.written), stem_of(term)
        count = sum(word in text for text in plain)
        weight = max(LEAST, math.sqrt(math.log((len(plain) + 1) / (0.5 + count)))) if count else LEAST
        weight = LEAST if of_any and term.noun and _is_any(term.written) else weight
        telling[word] = weight
        for pair in own:
            weights[pair] = max(weights.get(pair, 0.0), weight / len(own))
    return replace(asked, weights=weights, telling=telling)


def _is_any(noun: str) -> bool:
    """Whether a noun is said of anything: the 補助 for a 手すり is none for a wall."""
    return bool(GIVEN.fullmatch(noun) or DOING.fullmatch(noun))


def stem_of(term: Term) -> str:
    """A noun as it is written; a verb by its 漢字, by which other words know it: 漏 of 漏れる in 漏水."""
    stem = _STEM.match(term.written) if not term.noun else None
    return stem[0] if stem else term.written


def said_share(asked: Asked, wanted: frozenset[str], text: str) -> float:
    """``share`` by what the pairs tell, but a noun of one letter (枝) is also found within a word (剪定枝)."""
    plain, found = normalise(text), pairs(text)
    weights = {each: asked.weights.get(each, LOOSE) for each in wanted}
    said = sum(
        weight
        for each, weight in weights.items()
        if each in found or (each in asked.letters and each in plain)
    )
    return said / sum(weights.values()) if wanted else 0.0
