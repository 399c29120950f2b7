"""である made です・ます at the ends of sentences, and before 「が、」. Knows nothing of meaning: the rest stays.

A sentence that ends in a noun of action (「申請書を提出。」) does not say when: it stays, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.rewording.conjugation import forms
from app.rewording.reading import Edit, Passage, Sentence
from app.rewording.verbs import inflection, text_at, verb_at
from app.text.morphology import Word

_TA, _DA, _NAI = "助動詞-タ", "助動詞-ダ", "助動詞-ナイ"
_POLITE = ("助動詞-マス", "助動詞-デス")
_BULLET = re.compile(r"^[　 ]*(?:[・●■○－‐-]|[(（]?[0-9０-９ア-ン]{1,3}[)）.．　 ])")
_NAMED = re.compile(r"(?:目的|趣旨|役割|狙い|ねらい|方針|要件|条件|目標|課題|基本|理由|特徴|の)は、?")
Found = tuple[Edit, ...] | None
"""The edits of one predicate: () for what is polite already, None for what stays and is told."""


def to_polite(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` in です・ます, and the sentences that stay as they are.

    >>> to_polite("組織率は90.0％である[1]。計画は変えないが、期間を延ばす。")[0]
    '組織率は90.0％です[1]。計画は変えませんが、期間を延ばします。'
    """
    passage = Passage(text)
    edits: list[Edit] = []
    left: list[str] = []
    for sentence in passage.sentences():
        for at, word in enumerate(sentence.words):
            if (
                at
                and word.text == "が"
                and word.parts[1] == "接続助詞"
                and text_at(sentence.words, at + 1) == "、"
            ):
                edits += _predicate(sentence.words[:at], sentence, within=True) or ()
        if not sentence.closed or sentence.bracketed:
            continue
        ends = _trimmed(sentence.words)
        if not ends:
            continue
        found = _predicate(ends, sentence)
        if found is None:
            left.append(sentence.text.strip())
        else:
            edits += found
    kept = (
        one
        for one in edits
        if not passage.quiet(one.start, max(one.end, one.start + 1)) or one.start == one.end
    )
    return passage.edited(kept), tuple(left)


def _trimmed(words: Sequence[Word]) -> Sequence[Word]:
    end = len(words)
    while end and not words[end - 1].text.strip("　 "):
        end -= 1
    return words[:end]


def _predicate(words: Sequence[Word], sentence: Sentence, *, within: bool = False) -> Found:
    """The edits that make the predicate at the end of ``words`` polite."""
    asking = words[-1].text == "か" and words[-1].parts[0] == "助詞"
    if asking and len(words) > 1:
        return _asked(words[:-1])
    last = words[-1]
    kind, before = inflection(last), words[-2] if len(words) > 1 else None
    if kind in _POLITE or (last.text == "ん" and before is not None and inflection(before) == "助動詞-マス"):
        return ()
    if last.parts[5] == "命令形":
        return () if last.plain in ("くださる", "下さる", "なさる") else None
    if kind == _TA and before is not None:
        return _past(words, last, before)
    if kind == _DA:
        return (Edit(last.start, last.end, "でしょう" if last.text == "だろう" else "です"),)
    if kind == _NAI and before is not None:
        return _denied(words, last)
    if last.parts[0] == "形容詞" and last.plain in ("ない", "無い"):
        return _absent(words, last, "")
    if last.parts[0] == "形容詞" or kind in ("助動詞-タイ", "助動詞-ラシイ"):
        return _bent(words, last)
    if last.parts[0] in ("動詞", "助動詞"):
        return _verb(words, last)
    return () if within else _noun(words, last, sentence)


def _asked(words: Sequence[Word]) -> Found:
    """Before か: するか → しますか, 必要か → 必要ですか, ではないか → ではないでしょうか."""
    last = words[-1]
    if last.plain == "ない" and last.parts[0] == "形容詞":
        return (Edit(last.end, last.end, "でしょう"),)
    if inflection(last) in _POLITE:
        return ()
    if (
        last.parts[0] in ("動詞", "助動詞")
        and (found := _predicate(words, Sentence(tuple(words), "", True, False))) is not None
    ):
        return found
    return (Edit(last.end, last.end, "です"),)


def _past(words: Sequence[Word], last: Word, before: Word) -> Found:
    third = words[-3] if len(words) > 2 else None
    if before.plain in ("だ",) and inflection(before) == _DA:
        return (Edit(before.start, last.end, "でした"),)
    if before.plain == "ある" and third is not None and inflection(third) == _DA:
        return (Edit(third.start, last.end, "でした"),)
    if inflection(before) in _POLITE:
        return ()
    if inflection(before) == _NAI and third is not None:
        known = forms(third.plain, inflection(third))
        return (Edit(third.start, last.end, f"{known.follows}ませんでした"),) if known else None
    if before.parts[0] == "形容詞" and before.plain in ("ない", "無い"):
        return _absent(words[:-1], before, "でした", end=last.end)
    if before.parts[0] == "形容詞" or inflection(before) in ("助動詞-タイ", "助動詞-ラシイ"):
        return (Edit(last.end, last.end, "です"),)
    plain, kind = verb_at(words, len(words) - 2)
    known = forms(plain, kind)
    return (Edit(before.start, last.end, f"{known.follows}ました"),) if known else None


def _denied(words: Sequence[Word], last: Word) -> Found:
    verb = words[-2]
    known = forms(verb.plain, inflection(verb))
    if known is None:
        return None
    return (Edit(verb.start, last.end, f"{known.follows}ません"),)


def _absent(words: Sequence[Word], last: Word, tail: str, *, end: int = 0) -> Found:
    """ない that stands by itself: ではない → ではありません, 少なくない → 少なくありません."""
    before = words[-2] if len(words) > 1 else None
    inserted = "は" if before is not None and inflection(before) == _DA and before.text == "で" else ""
    return (Edit(last.start, end or last.end, f"{inserted}ありません{tail}"),)


def _bent(words: Sequence[Word], last: Word) -> Found:
    """Adjectives, and requests made with たい: 提出されたい, 御出席願いたい."""
    if inflection(last) == "助動詞-タイ" and len(words) > 3:
        two, three = words[-2], words[-3]
        if inflection(two) == "助動詞-レル" and three.plain == "する":
            return (Edit(three.start, last.end, "してください"),)
        if two.plain == "願う" and words[-3].parts[0] == "名詞":
            return (Edit(two.start, last.end, "をお願いします"),)
    return (Edit(last.end, last.end, "です"),)


def _verb(words: Sequence[Word], last: Word) -> Found:
    before = words[-2] if len(words) > 1 else None
    judged = last.plain == "ある" and before is not None and inflection(before) == _DA and before.text == "で"
    will = last.parts[5].startswith("意志推量")
    if judged and before is not None:
        return (Edit(before.start, last.end, "でしょう" if will else "です"),)
    if last.parts[5].startswith(("終止", "連体")) or will:
        known = forms(last.plain, inflection(last))
        if known is not None:
            return (Edit(last.start, last.end, known.follows + ("ましょう" if will else "ます")),)
    if last.text == "べき":
        return (Edit(last.end, last.end, "です"),)
    return None


def _noun(words: Sequence[Word], last: Word, sentence: Sentence) -> Found:
    """A sentence that ends in a noun: です, 「…すること。」 as a request, or left where the tense is not said."""
    if _BULLET.match(sentence.text) and last.text != "こと":
        return ()
    before = words[-2] if len(words) > 1 else None
    if last.text == "こと" and before is not None and before.parts[0] in ("動詞", "助動詞"):
        return _rule(words, before, last, sentence)
    if last.parts[0] in ("名詞", "形状詞", "代名詞", "接尾辞") or last.text in (
        "）",
        ")",
        "」",
        "』",
        "％",
        "%",
    ):
        acts = last.parts[2:3] == ("サ変可能",) and before is not None and before.text != "の"
        return None if acts else (Edit(last.end, last.end, "です"),)
    if last.parts[0] == "助詞" and last.text in ("から", "まで", "など", "のみ", "だけ", "ほど", "くらい"):
        return (Edit(last.end, last.end, "です"),)
    return None


def _rule(words: Sequence[Word], before: Word, last: Word, sentence: Sentence) -> Found:
    if _NAMED.search(sentence.text):
        return (Edit(last.end, last.end, "です"),)
    if inflection(before) == _NAI and len(words) > 2:
        return (Edit(last.start, last.end, "でください"),)
    known = forms(before.plain, inflection(before))
    return (Edit(before.start, last.end, f"{known.and_then}ください"),) if known else None
