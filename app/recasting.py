"""A draft in another shape by rule: its paragraphs as lists, or without courtesies and asides. Knows nothing of variants.

What is told stays: no sentence with a figure, a condition or an answer is left out.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。（]*(?:（[^）]*）[^。（]*)*。(?:\[\d+\])*")
_BULLET = re.compile(r"^[・○]")
_ASIDE = re.compile(r"（[^（）0-9０-９第【】「」]{2,30}）")
_DEFINES = re.compile(r"以下|という|案|仮称|回答|通知|依頼|照会|公印")
_COURTESY = re.compile(
    r"^[ 　]*(?:このたびは|日頃から|日頃より|平素は|平素より|いつも)[^。]*(?:ありがとうございます|感謝申し上げます|お礼申し上げます|賜り[^。]*)。[ 　]*$"
)


def listed(text: str) -> str:
    """The paragraphs of two sentences and more as lists; a bracket that holds sentences is not cut.

    >>> print(listed("1点700円（4月から。前は500円。）[1]。運び出しはしません。"))
    ・1点700円（4月から。前は500円。）[1]。
    ・運び出しはしません。
    """
    return "\n".join(_list_of(line) for line in text.split("\n"))


def _list_of(line: str) -> str:
    found = _SENTENCE.findall(line)
    if len(found) < 2 or " | " in line or _BULLET.match(line) or "".join(found) != line:
        return line
    return "\n".join(f"・{each.strip(' 　')}" for each in found)


def without_asides(text: str) -> str:
    """The text without lines that only thank and without asides in brackets that tell no figure and no name.

    >>> without_asides("平素よりありがとうございます。\\n取扱店（コンビニなど）で買ってください（電話0999-22-5300）。")
    '取扱店で買ってください（電話0999-22-5300）。'
    """
    lines = [line for line in text.split("\n") if not _COURTESY.match(line)]
    return "\n".join(_ASIDE.sub(_kept, line) if "。" in line else line for line in lines)


def _kept(aside: re.Match[str]) -> str:
    return aside[0] if _DEFINES.search(aside[0]) else ""
