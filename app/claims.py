"""What a model's sentence claims beyond its sources: a target told as reached, one row's figure as the whole's. Knows no models.

A small model turns 「令和11年度の目標　1,800人」 into 「目標は、1,800人に達しています。」: every figure is right, and it is false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.text.wording import pairs
from ingest.search_key import normalise

_REACHED = re.compile(r"達して|達した|達しました|達成して|達成した|達成しました")
_CLAIMS = (
    "上回",
    "下回",
    "超え",
    "増え|増加",
    "減っ|減り|減少",
    "実現",
    "完了",
    "最も|最多|最大",
    "大幅",
    "現在",
)
_FIRST = re.compile(r"初の|全国初|県内初|市内初|初めての")
"""Of each only the stem: what says 増加 bears 「増えています」."""
_FIGURE = re.compile(r"[0-9](?:[0-9,.]*[0-9])?[人件円台回世戸%％冊]")
_ROW = re.compile(r" \| |(?<![0-9]):(?![0-9])")
_WHOLE = re.compile(r"合計|総数|総計|全体|計$")


def oversteps(sentence: str, grounds: Sequence[str]) -> bool:
    """Whether a sentence with a figure claims something of it that none of the ``grounds`` says, or gives the figure
    of one row of a table without the name of the row.

    >>> oversteps("目標は、1,800人に達しています。", ["目標　1,800人（令和11年度末）"])
    True
    >>> oversteps("申込みは、684人です。", ["ハーフマラソン | 684人"]), oversteps("ハーフは、684人です。", ["ハーフマラソン | 684人"])
    (True, False)
    """
    plain = normalise(sentence)
    if not re.search(r"[0-9]", plain):
        return False
    said = "\n".join(normalise(line) for ground in grounds for line in ground.split("\n"))
    if any(claim.search(plain) and not claim.search(said) for claim in (_REACHED, _FIRST)):
        return True
    if any(re.search(each, plain) and not re.search(each, said) for each in _CLAIMS):
        return True
    return any(_of_another(figure, plain, said) for figure in _FIGURE.findall(plain))


def _of_another(figure: str, sentence: str, said: str) -> bool:
    """Whether all lines that have the figure are rows whose name the sentence does not say."""
    exact = re.compile(rf"(?<![0-9,.]){re.escape(figure)}")
    lines = [line for line in said.split("\n") if exact.search(line)]
    names = [_ROW.split(line, maxsplit=1)[0] for line in lines if _ROW.search(line)]
    if not lines or len(names) < len(lines) or any(_WHOLE.search(name.strip()) for name in names):
        return False
    own = pairs(sentence)
    return not any(not pairs(name) or pairs(name) & own for name in names)
