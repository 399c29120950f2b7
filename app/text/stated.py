"""Whether a line of a form tells something itself, or names what is to be looked up. Knows nothing of sources.

「提出期限は11月27日（金）」 is said by the clerk; 「昨年度の支援世帯数」 is asked of the papers.
"""

from __future__ import annotations

import re

from app.text.spans import find_spans

_KINDS = ("日付", "時刻", "金額", "電話", "URL", "メール")
_ENDS = re.compile(r"[はがもで][^。]*$")
_DOES = re.compile(
    r"[をにがはでへ][^。]*(?:する|しない|ない|ます|ません|です|ください|(?:[一-龠]|[一-龠][ぁ-ん])[うくぐすつぬぶむる])。?$"
)
"""「鍵を返す」, 「便を増やす」: what is done is told, not looked up."""
_COURTESY = re.compile(r"(?P<for>[^。、]{2,30}?)(?:へ|に対する)の(?P<what>お礼|感謝|おわび|お祝い)$")
_UNTIL = re.compile(r"^(?:（.）)?(?:まで|から|必着|締切)")


def is_stated(line: str) -> bool:
    """
    >>> is_stated("提出期限は11月27日（金）"), is_stated("昨年度の支援世帯数"), is_stated("令和9年4月1日の改正の内容")
    (True, False, False)
    >>> is_stated("午前の便を増やす"), is_stated("来場者が増えていること"), is_done("記録を確認する")
    (True, False, True)
    """
    if is_done(line):
        return True
    for span in find_spans(line):
        if span.kind in _KINDS and (_ENDS.search(line[: span.start]) or _UNTIL.match(line[span.end :])):
            return True
    return False


def is_done(line: str) -> bool:
    """Whether a line ends in what is done, so that it is a sentence without more."""
    return bool(_DOES.search(line.strip()))


def courteous(line: str) -> str:
    """What a line asks for is a courtesy, which no paper tells: 「協力へのお礼」; "" for another.

    >>> courteous("これまでの協力へのお礼"), courteous("協力へのお礼の品")
    ('これまでの協力に、お礼を申し上げます。', '')
    """
    match = _COURTESY.match(line.strip())
    return f"{match['for']}に、{match['what']}を申し上げます。" if match else ""
