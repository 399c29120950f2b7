"""Whether a letter asks the very question that a FAQ answers, word for word. Knows nothing of what words mean.

「総合体育館の更衣室の鍵を壊してしまいました。」 asks what stands under 「鍵を壊してしまいました。どうすればよいですか。」, whatever
the subject of the letter is called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from app.extractive.statements import Statement

_SHORTEST = 7
"""Letters of a question that say what it is of: 「申込みは」 is of anything."""
_SAME = 0.75
_SENTENCE = re.compile(r"[。？?\n]")
_ENDING = re.compile(r"(?:でしょう|です|ます|ました)?か$|です$|ます$|ました$")
_NO_MATTER = re.compile(r"^(?:どう|どの|何|なに|いつ|どこ|教えて)[ぁ-ん]*$")
_UNIT = "日間|週間|か月|時間|日|冊|点|人|名|回|枚|個|本|台|円|歳|件|年"
_TWO = re.compile(rf"(何(?:{_UNIT}))(?:、|と|や|・)(何(?:{_UNIT}))")
_SPACE = re.compile(r"[\s　、]")


def own_answers(
    questions: Sequence[str], told: Iterable[Statement]
) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """For each question that a FAQ has too, (number, sentence) of all that is answered there; a FAQ answers the question
    that is nearest to it, and one only.

    >>> rows = [Statement(1, 0, "窓口に申し出てください。", "鍵を壊してしまいました。どうすればよいですか。", asked=True)]
    >>> own_answers(["更衣室の鍵を壊してしまいました。", "町外の人も使えますか。"], rows)
    {'更衣室の鍵を壊してしまいました。': ((1, '窓口に申し出てください。'),)}
    """
    found = dict[tuple[int, str], list[tuple[int, str]]]()
    for each in told:
        if each.asked:
            found.setdefault((each.number, each.above), []).append((each.number, each.text))
    made = dict[str, tuple[tuple[int, str], ...]]()
    best = dict[str, float]()
    for (_, asked), answer in found.items():
        near, question = max(((same(asked, one), one) for one in questions), default=(0.0, ""))
        if near >= _SAME and near > best.get(question, 0.0):
            best[question], made[question] = near, tuple(answer)
    return made


def same(asked: str, question: str) -> float:
    """How much of a sentence of ``asked`` a sentence of ``question`` has, float in [0, 1].

    >>> same("住民票は郵便で取れますか。", "住民票はコンビニで取れますか。")
    0.625
    >>> same("本は何冊、何日間借りられますか。", "図書館の本は何冊まで借りられるか。") >= 0.75
    True
    """
    wanted = [_pairs(each) for each in _told(asked)]
    said = [_pairs(each) for each in _told(question)]
    return max((len(one & other) / len(one) for one in wanted for other in said), default=0.0)


def _told(text: str) -> list[str]:
    """The sentences that name a matter, without their endings."""
    parts = (one for each in _SENTENCE.split(unicodedata.normalize("NFKC", text)) for one in _each(each))
    plain = (_SPACE.sub("", each) for each in parts)
    bare = (_ENDING.sub("", each) for each in plain)
    return [each for each in bare if len(each) >= _SHORTEST and not _NO_MATTER.match(each)]


def _each(sentence: str) -> tuple[str, ...]:
    """「本は何冊、何日間借りられますか」 asks two things: as each of them."""
    found = _TWO.search(sentence)
    if found is None:
        return (sentence,)
    return tuple(f"{sentence[: found.start()]}{found[one]}{sentence[found.end() :]}" for one in (1, 2))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(str.__add__, text, text[1:]))
