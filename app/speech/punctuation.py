"""Marks where a speaker pauses: 。 behind a finished sentence, 、 behind a pause in one. Knows nothing of sound."""

from __future__ import annotations

import re
from typing import Any

from app.text.morphology import tokenizer

PAUSE = 0.3
"""Seconds of silence inside a sentence that ask for a 、."""
_OPENERS = (
    "以上",
    "それ",
    "それでは",
    "では",
    "次",
    "次に",
    "続い",
    "続き",
    "なお",
    "また",
    "ほか",
    "ほかに",
    "本日",
)
"""What a chair begins the next sentence with, right behind 「…ください」."""
_MARKS = re.compile(r"[。、？！?!,，.．]$")
NOUNS = ("名詞", "接頭辞", "代名詞", "形状詞")
_NUMERALS = re.compile(
    r"([一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=月|日|年|時|分|人|名|件|回|世帯|か所|カ所|箇所|円|割|台|校|歳)"
)
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:、[0-9]{3})+(?=円|千円|万円|人|件|世帯|戸|票|平方)")
"""「3、600円」: the recogniser writes the comma of a figure so."""
_DIGITS = {each: at for at, each in enumerate("〇一二三四五六七八九")}


def punctuate(text: str, pauses: tuple[tuple[int, float], ...] = ()) -> str:
    """``text`` with 。 and 、. ``pauses`` are (offset, seconds); marks that are there stay.

    >>> punctuate("説明会を開きました次に質問です", ((9, 0.2),))
    '説明会を開きました。次に質問です。'
    """
    silent = dict(pauses)
    made = ""
    morphemes = [None, *tokenizer().tokenize(text), None]
    for before, morpheme, following in zip(morphemes, morphemes[1:], morphemes[2:], strict=False):
        made += morpheme.surface()
        if _MARKS.search(made) or (following is not None and _MARKS.match(following.surface())):
            continue
        silence = silent.get(morpheme.end(), 0.0)
        if _finished(before, morpheme, following, silence):
            made += "。"
        elif silence >= PAUSE and following is not None:
            made += "、"
    return made


def _finished(before: Any, morpheme: Any, following: Any, silence: float) -> bool:
    """Whether a sentence of polite speech ends here: …ます, …でした, …ません, …ですか, and nothing that goes on.

    A noun may go on with it (開きました説明会), so before a noun it ends only where the speaker is silent.
    """
    parts, said = morpheme.part_of_speech(), morpheme.surface()
    polite = before is not None and before.surface() in ("まし", "でし", "ませ") and said in ("た", "ん")
    plain = parts[0] == "助動詞" and said in ("ます", "です")
    begs = said in ("ください", "下さい")
    asks = tuple(parts[:2]) == ("助詞", "終助詞") and said in ("か", "ね", "よ")
    if not (polite or plain or asks or begs):
        return False
    if following is None:
        return True
    if begs:
        return silence > 0 or following.surface() in _OPENERS
    then = following.part_of_speech()[0]
    return then not in ("助詞", "助動詞", "接尾辞", "補助記号") and (silence > 0 or asks or then not in NOUNS)


def in_figures(text: str) -> str:
    """Kanji numerals before a unit as an office writes them: 六月 → 6月, 十二人 → 12人. 一部, 一般 stay.

    >>> in_figures("六月の説明会に十二人")
    '6月の説明会に12人'
    >>> in_figures("3、600円から4、200円に、3、4人で")
    '3,600円から4,200円に、3、4人で'
    """

    def figure(match: re.Match[str]) -> str:
        tens, ten, ones = match[1].rpartition("十") if "十" in match[1] else ("", "", match[1])
        value = (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
        return str(value)

    return _THOUSANDS.sub(lambda match: match[0].replace("、", ","), _NUMERALS.sub(figure, text))
