"""A heading in a text, with or without a number or mark before it. Knows nothing of templates."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = r"[ 　]*(?:[■●○◆◎・【「]|第?[0-9０-９一二三四五六七八九十]{1,3}[章節条]?[ 　．.、)）]|[(（][0-9０-９ア-ン一二三四五六七八九十]{1,2}[)）])?[ 　]*"


def has_heading(text: str, title: str) -> bool:
    """Whether a line of ``text`` is that heading.

    >>> has_heading("前文\\n1　お答え\\n　次の", "お答え"), has_heading("【理由】", "理由"), has_heading("理由は次のとおり", "理由")
    (True, True, False)
    """
    return title in text and _heading(title).search(text) is not None


@lru_cache(maxsize=512)
def _heading(title: str) -> re.Pattern[str]:
    return re.compile(rf"^{_MARK}{re.escape(title)}(?:[】」：:（(　 ]|$)", re.MULTILINE)
