"""Whether a line of a form tells something itself, or names what is to be looked up. Knows nothing of sources.

「提出期限は11月27日（金）」 is said by the clerk; 「昨年度の支援世帯数」 is asked of the papers.
"""

from __future__ import annotations

import re

from app.text.spans import find_spans

_COUNTS = ("金額", "数", "割合", "時刻")
_TOLD_AFTER = re.compile(r"(?:から|まで|以[上下内]|です|ずつ|ほど|くらい|程度)?(?:。?$|[、　 （])")
_KINDS = ("日付", "時刻", "金額", "電話", "URL", "メール")
_ENDS = re.compile(r"[はがもで][^。]*$")
_DOES = re.compile(
    r"[をにがはでへ][^。]*(?:する|しない|ない|ます|ません|です|ください|(?:[一-龠]|[一-龠][ぁ-ん])[うくぐすつぬぶむる])。?$"
)
"""「鍵を返す」, 「便を増やす」: what is done is told, not looked up."""
_COURTESY = re.compile(r"(?P<for>[^。、]{2,30}?)(?P<to>へ|に対する)?の(?P<what>お礼|感謝|おわび|お祝い)$")
_BEGS = re.compile(
    r"[てで](?:ほしい|欲しい|もらいたい|いただきたい|頂きたい|ください|下さい)(?:です)?。?$|[てで](?:もらえ|いただけ)[^。]{1,10}。?$"
)
"""「灯台にも来てほしい」: what is asked of somebody is told, not looked up."""
_UNTIL = re.compile(r"^(?:（.）)?(?:まで|から|必着|締切)")


def is_stated(line: str) -> bool:
    """
    >>> is_stated("提出期限は11月27日（金）"), is_stated("昨年度の支援世帯数"), is_stated("令和9年4月1日の改正の内容")
    (True, False, False)
    >>> is_stated("午前の便を増やす"), is_stated("来場者が増えていること"), is_done("記録を確認する")
    (True, False, True)
    >>> is_stated("令和8年の火災は4件"), is_stated("時給1,250円　10月から"), is_stated("3歳児健診の受診率")
    (True, True, False)
    """
    if is_done(line):
        return True
    for span in find_spans(line):
        if span.kind in _KINDS and (_ENDS.search(line[: span.start]) or _UNTIL.match(line[span.end :])):
            return True
        if span.kind in _COUNTS and _TOLD_AFTER.match(line[span.end :]) and line[: span.start].strip():
            return True
    return False


def is_done(line: str) -> bool:
    """Whether a line ends in what is done, so that it is a sentence without more."""
    return bool(_DOES.search(line.strip()) or _BEGS.search(line.strip()))


def courteous(line: str) -> str:
    """What a line asks for is a courtesy, which no paper tells: 「協力へのお礼」; "" for another.

    >>> courteous("これまでの協力へのお礼"), courteous("海岸清掃のお礼"), courteous("協力へのお礼の品")
    ('これまでの協力に、お礼を申し上げます。', '海岸清掃につきまして、お礼を申し上げます。', '')
    """
    match = _COURTESY.match(line.strip())
    to = "に" if match and match["to"] else "につきまして"
    return f"{match['for']}{to}、{match['what']}を申し上げます。" if match else ""
