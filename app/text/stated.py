"""Whether a line of a form tells something itself, or names what is to be looked up. Knows nothing of sources.

「提出期限は11月27日（金）」 is said by the clerk; 「昨年度の支援世帯数」 is asked of the papers.
"""

from __future__ import annotations

import re

from app.text.spans import find_spans

_KINDS = ("日付", "時刻", "金額", "電話", "URL", "メール")
_ENDS = re.compile(r"[はがもで][^。]*$")
_UNTIL = re.compile(r"^(?:（.）)?(?:まで|から|必着|締切)")


def is_stated(line: str) -> bool:
    """
    >>> is_stated("提出期限は11月27日（金）"), is_stated("昨年度の支援世帯数"), is_stated("令和9年4月1日の改正の内容")
    (True, False, False)
    """
    for span in find_spans(line):
        if span.kind in _KINDS and (_ENDS.search(line[: span.start]) or _UNTIL.match(line[span.end :])):
            return True
    return False
