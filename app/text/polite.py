"""です・ます and である, one made the other at the ends of sentences. Knows nothing of meaning: only ends change.

What it does not know it leaves: a sentence in the wrong style is better than one that says something else.
"""

from __future__ import annotations

import re

_TAIL = r"(?=(?:\[\d+\]|【要確認[^】]*】|（[^（）。]*）)*。)"
_ENDS: tuple[tuple[str, str], ...] = (
    (r"(?<=まで)とする", "です"),
    (r"(?<=[一-龠ァ-ヶ0-9０-９％%])とする", "としています"),
    (r"(?:もの|の|こと)とする", "こととしています"),
    (r"(?<=[一-龠ァ-ヶ])する", "します"),
    (r"(?<=[一-龠ァ-ヶ])した", "しました"),
    (r"(?<=[一-龠ァ-ヶ])しない", "しません"),
    (r"(?<=[一-龠ァ-ヶ])できる", "できます"),
    (r"(?<=ことが)できる", "できます"),
    (r"(?<=次のとおり)とする", "です"),
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
    (r"(?<=[見着出寝得経似居来])る", "ます"),
    (r"(?<=[一-龠])る", "ります"),
    (r"(?<=[一-龠])だった", "でした"),
    (r"(?<=[0-9０-９人件円棟台％%])だった", "でした"),
    (r"(?:(?<=なければ)|(?<=[てで]は))ならない", "なりません"),
    (r"ことはできない", "ことはできません"),
    (r"を得た", "を得ました"),
    (r"進める", "進めます"),
    (r"目指す", "目指します"),
    (r"設ける", "設けます"),
    (r"広げる", "広げます"),
    (r"増えた", "増えました"),
    (r"減った", "減りました"),
    (r"増えている", "増えています"),
    (r"減っている", "減っています"),
)
_KANA = dict(zip("うくぐすつぬぶむ", "いきぎしちにびみ", strict=True))
_VERB = re.compile(
    rf"(?<=[一-龠])(?P<godan>[{''.join(_KANA)}]){_TAIL}|(?<=[一-龠][えけげせてねべめれ])(?P<ends>[るた]){_TAIL}"
)
"""使う, 示す, 続ける, 定めた: a verb is what 漢字 with one of these ends in."""
_RULES = tuple((re.compile(plain + _TAIL), polite) for plain, polite in _ENDS)
_NOUN = re.compile(r"(?<=[0-9０-９])(人|件|円|棟|台|か所|世帯|％|%|日|名|回)(?=(?:\[\d+\])*。)")


def make_polite(text: str) -> str:
    """``text`` with the ends of its sentences in です・ます.

    >>> make_polite("火災は11件である[1]。組織率を90.0％とする。")
    '火災は11件です[1]。組織率を90.0％としています。'
    >>> make_polite("基本設計を行う（予算380万円）[2]。備蓄は、避難所で使う。期限を定めた。")
    '基本設計を行います（予算380万円）[2]。備蓄は、避難所で使います。期限を定めました。'
    >>> make_polite("開館時間は、午前9時から午後9時までとする[1]。")
    '開館時間は、午前9時から午後9時までです[1]。'
    """
    for pattern, polite in _RULES:
        text = pattern.sub(polite, text)
    text = _VERB.sub(lambda match: _verb_ends(match["godan"], match["ends"]), text)
    return _NOUN.sub(r"\1です", text)


def _verb_ends(godan: str | None, ends: str | None) -> str:
    return f"{_KANA[godan]}ます" if godan else "ました" if ends == "た" else "ます"


_PLAIN_ENDS: tuple[tuple[str, str], ...] = (
    (r"でございました", "であった"),
    (r"でございます", "である"),
    (r"ございました", "あった"),
    (r"ございません", "ない"),
    (r"ございます", "ある"),
    (r"いたしました", "した"),
    (r"いたします", "する"),
    (r"てまいります", "ていく"),
    (r"しました", "した"),
    (r"します", "する"),
    (r"ではありませんでした", "ではなかった"),
    (r"ではありません", "ではない"),
    (r"ありませんでした", "なかった"),
    (r"ありません", "ない"),
    (r"ありました", "あった"),
    (r"あります", "ある"),
    (r"おりました", "いた"),
    (r"おります", "いる"),
    (r"なりました", "なった"),
    (r"なります", "なる"),
    (r"できません", "できない"),
    (r"できました", "できた"),
    (r"できます", "できる"),
    (r"ていました", "ていた"),
    (r"ています", "ている"),
    (r"開きます", "開く"),
    (r"示しします", "示す"),
    (r"思います", "思う"),
    (r"考えます", "考える"),
    (r"増えました", "増えた"),
    (r"減りました", "減った"),
    (r"かかります", "かかる"),
    (r"進めます", "進める"),
    (r"(?<=[しかきなよ]い)です", ""),
    (r"(?<=ない)です", ""),
    (r"でした", "であった"),
    (r"です", "である"),
)
_PLAIN_RULES = tuple((re.compile(polite + _TAIL), plain) for polite, plain in _PLAIN_ENDS)


def make_plain(text: str) -> str:
    """``text`` with the ends of its sentences in である; questions and requests stay as they were said.

    >>> make_plain("利用は延べ3,412人でした。席を増やすのは難しいです。要望します。")
    '利用は延べ3,412人であった。席を増やすのは難しい。要望する。'
    """
    for pattern, plain in _PLAIN_RULES:
        text = pattern.sub(plain, text)
    return text
