"""How firmly a sentence promises or obliges: the rungs from 実施する down to 実施しない. Knows no figures and no sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RUNGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "実施する",
        re.compile(
            r"(?:に|で)?取り組(?:む|み|んで|みます)|実施(?:する|します|いたします|してまいり|していく)|行(?:います|ってまいり)|(?:設置|導入|整備|作成|完了)(?:する|します|してまいり)"
        ),
    ),
    ("努める", re.compile(r"努め(?:る|ます|て|たい)|図(?:ってまいり|るよう努め)")),
    ("検討する", re.compile(r"検討(?:する|します|いたします|して|を進め|を行|を重ね|してまいり|したい)")),
    ("注視する", re.compile(r"注視(?:する|します|いたします|して)")),
    ("研究する", re.compile(r"研究(?:する|します|いたします|して|を続け|を進め)")),
    (
        "実施しない",
        re.compile(r"(?:実施|導入|設置|予定)(?:し|は考えており|はあり)ません|考えておりません|時期尚早"),
    ),
)
_DUTIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("しなければならない", re.compile(r"なければな(?:らない|りません)|義務(?:とする|がある)")),
    (
        "努めなければならない",
        re.compile(r"よう(?:に)?努め(?:なければなら|るものと)|努めるものと|努めなければ"),
    ),
    ("することができる", re.compile(r"(?:する|ける|める)?ことができ(?:る|ます)")),
)


def firmness_changed(mine: str, theirs: str) -> tuple[int, str, str, bool] | None:
    """(offset of my words, mine, theirs, whether mine is firmer) where both promise, or both oblige, and not alike."""
    for rungs in (_RUNGS, _DUTIES):
        (own, word), (told, other) = _rung(mine, rungs), _rung(theirs, rungs)
        if own >= 0 and told >= 0 and own != told:
            return mine.rindex(word), word, other, own < told
    return None


def _rung(text: str, rungs: Sequence[tuple[str, re.Pattern[str]]]) -> tuple[int, str]:
    """The rung of the last promise of the sentence and its words; (-1, "") where it promises nothing."""
    found = [
        (match.end(), -number, match[0])
        for number, (_, pattern) in enumerate(rungs)
        for match in pattern.finditer(text)
    ]
    if not found:
        return -1, ""
    _, number, word = max(found)
    return -number, word
