"""The plain style of sources made the です・ます of speeches and answers. Knows nothing of meaning: only ends change.

What it does not know it leaves: a sentence in the wrong style is better than one that says something else.
"""

from __future__ import annotations

import re

_TAIL = r"(?=(?:\[\d+\]|【要確認[^】]*】)*。)"
_ENDS: tuple[tuple[str, str], ...] = (
    (r"(?<=[一-龠ァ-ヶ0-9０-９％%])とする", "としています"),
    (r"(?:もの|の|こと)とする", "こととしています"),
    (r"(?<=[一-龠ァ-ヶ])する", "します"),
    (r"(?<=[一-龠ァ-ヶ])した", "しました"),
    (r"(?<=[一-龠ァ-ヶ])しない", "しません"),
    (r"(?<=[一-龠ァ-ヶ])できる", "できます"),
    (r"であった", "でした"),
    (r"ではない", "ではありません"),
    (r"である", "です"),
    (r"ている", "ています"),
    (r"ていた", "ていました"),
    (r"となった", "となりました"),
    (r"となる", "となります"),
    (r"になった", "になりました"),
    (r"になる", "になります"),
    (r"を行う", "を行います"),
    (r"を行った", "を行いました"),
    (r"(?<=[がはも])ある", "あります"),
    (r"(?<=[がはも])あった", "ありました"),
    (r"(?<=[がはも])ない", "ありません"),
    (r"(?<=[一-龠])だった", "でした"),
    (r"(?<=[0-9０-９人件円棟台％%])だった", "でした"),
    (r"進める", "進めます"),
    (r"目指す", "目指します"),
    (r"設ける", "設けます"),
    (r"広げる", "広げます"),
    (r"増えた", "増えました"),
    (r"減った", "減りました"),
    (r"増えている", "増えています"),
    (r"減っている", "減っています"),
)
_RULES = tuple((re.compile(plain + _TAIL), polite) for plain, polite in _ENDS)
_NOUN = re.compile(r"(?<=[0-9０-９])(人|件|円|棟|台|か所|世帯|％|%|日|名|回)(?=(?:\[\d+\])*。)")


def make_polite(text: str) -> str:
    """``text`` with the ends of its sentences in です・ます.

    >>> make_polite("火災は11件である[1]。組織率を90.0％とする。")
    '火災は11件です[1]。組織率を90.0％としています。'
    """
    for pattern, polite in _RULES:
        text = pattern.sub(polite, text)
    return _NOUN.sub(r"\1です", text)
