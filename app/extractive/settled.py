"""What a chair's sentences settle: a question and the assent to it as one decision. Knows no meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.resolved import AGAIN, ASKS_BARELY, ASSENT, BARELY, OBJECTS, VOTE, after_assent, resolved

DECIDES = re.compile(
    r"改めて(?:諮|協議)|次回(?:に|へ)(?:諮|持ち越|継続)|決定|(?<!採)決する|(?<!採)決しま|可決|否決|了承|承認|採択|継続(?:審[査議]|して|とし|とする|にし)|異議(?:なし|はない)|賛成(?:多数|全員)|原案のとおり|"
    r"(?:こと|1日|案|形)とする|ことにし|据え置く|改める|に改め|で進め|進める。|登録しない|行わない|広げる。|目標とする"
)
_SO = re.compile(r"^[　 ]*(?:(?:(?:それ)?では|じゃあ|はい)、?)*(?:そのよう|そう|さよう)")
"""「では、そのように決定します。」 says of nothing what it was."""
_REPEATS = re.compile(
    r"^[　 ]*(?:(?:それ)?では、?|じゃあ、?|はい、?)*(?P<what>[^。、]{2,20}?)(?:は|を|について)、?(?:了承|承認|決定|可決|採択)[とをしいさ]"
)
"""「それでは大枠は了承と。」 says again what was agreed to, where that named it."""


def with_what_is_asked(told: Sequence[str]) -> list[str]:
    """The sentences, 「いかがでしょうか。」 with the one before it as one."""
    joined = list[str]()
    for sentence in told:
        if joined and ASKS_BARELY.fullmatch(sentence.strip()):
            joined[-1] += sentence
        else:
            joined.append(sentence)
    return joined


def settled(told: Sequence[str]) -> Iterator[str]:
    """The decisions of a chair's sentences; a question that all agree to is told as what it asked for."""
    before, agreed, stated, last = "", False, "", ""
    for sentence in told:
        if not (before or stated or agreed) and BARELY.search(sentence):
            continue
        rest = after_assent(sentence)
        if ASSENT.match(sentence) and not resolved(before) and (stated or agreed):
            if stated and not _decides(stated):
                yield stated
            before, stated, agreed = (
                "",
                "",
                True,
            )  # 「…といたします。御異議ありませんか。御異議なしと認め、そのように決定しました。」
            continue
        stated = (
            stated if OBJECTS.fullmatch(sentence.strip()) else "" if sentence.endswith("か。") else sentence
        )
        made = resolved(before) if rest is not None else ""
        if made:
            vote = VOTE.match(sentence)
            yield f"{made.removesuffix('。')}（{vote[1]}）。" if vote else made
            if rest and _decides(rest) and not ASSENT.match(rest):
                yield rest
            before, agreed, last = "", True, made
        elif agreed and (AGAIN.match(sentence) or _repeats(sentence, last)):
            before = ""
        elif _decides(sentence):
            if not (rest == "" and (agreed or (not before and _SO.match(sentence)))):
                yield before + sentence
            before = ""
        else:
            before = sentence if sentence.endswith("か。") else ""


def _repeats(sentence: str, last: str) -> bool:
    found = _REPEATS.match(sentence)
    return found is not None and found["what"] in last


def _decides(sentence: str) -> bool:
    return bool(DECIDES.search(sentence)) and not sentence.endswith("か。")
