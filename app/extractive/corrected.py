"""A day or a figure that a speaker puts right in one breath, as it was put right. Knows no speakers."""

from __future__ import annotations

import re

_NUMBER = r"[0-9０-９][0-9０-９，,．.]*"
_SORRY = (
    r"(?:です)?、(?:あ+っ?、?|いや、?|いえ、?|えっと、?)*"
    r"(?:す[みい]ません|失礼(?:(?:いた)?しました)?|申し訳(?:あり|ござい)ません|間違(?:え|い)ました|訂正(?:し|いたし)ます)、"
)
_DAY = re.compile(
    rf"(?P<old>[0-9０-９]{{1,2}}月の?[0-9０-９]{{1,2}}日(?:の?[（(]?[月火水木金土日](?:曜日?)?[）)]?)?){_SORRY}"
    r"(?:[^。]{0,30}、)?(?P<new>[0-9０-９]{1,2}月の?[0-9０-９]{1,2}日)"
)
_FIGURE = re.compile(
    rf"(?P<old>{_NUMBER}(?P<unit>[万億千百]*[一-龠ァ-ヶー％%]{{1,6}})){_SORRY}"
    rf"(?P<new>{_NUMBER}(?P=unit))(?:です(?:ね)?(?=、))?"
)


def as_corrected(sentence: str) -> str:
    """The sentence with what was put right, to be looked at by who knows.

    >>> as_corrected("次は3月4日、あ、すみません、4日は祭りなので、3月11日です。")
    '次は3月11日【要確認：「3月4日」を言い直し】です。'
    >>> as_corrected("費用は20万円、失礼しました、30万円ですね、町が払います。")
    '費用は30万円【要確認：「20万円」を言い直し】、町が払います。'
    """
    for form in (_DAY, _FIGURE):
        sentence = form.sub(r"\g<new>【要確認：「\g<old>」を言い直し】", sentence)
    return sentence
