"""What a message asks for beside its matter: the plain Japanese in which to answer, or nothing at all (「asdf」, 「テスト」).

Knows no documents.
"""

from __future__ import annotations

import re
import unicodedata

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_RUN = 4
"""Neighbouring keys in a row that nobody types as a word."""
_TRIED = re.compile(r"(?:test|テスト|てすと|ﾃｽﾄ|あいうえお|abc+)[です0-9!！。.]*")
_SAME = re.compile(r"(.)\1{2,}")
_WISH = re.compile(
    r"[。、.\s　]*(?:やさしい|易しい|優しい|かんたんな|簡単な)[ 　]?(?:にほんご|日本語)[ 　]?(?:で|に)[ 　]?"
    r"(?:(?:おねがい|お願い|おしえて|教えて|こたえて|答えて|かいて|書いて|はなして|話して)[^。]*)?[。.\s　]*$"
)


def says_nothing(text: str) -> bool:
    """Whether somebody only tried the keys.

    >>> says_nothing("asdf"), says_nothing("ああああ"), says_nothing("pool"), says_nothing("？？")
    (True, True, False, True)
    """
    plain = re.sub(r"[\s　]", "", unicodedata.normalize("NFKC", text).lower())
    letters = "".join(one for one in plain if one.isalnum() or one == "ー")
    if not letters:
        return bool(plain)
    if _TRIED.fullmatch(plain) or _SAME.fullmatch(letters):
        return True
    keys = any(
        letters[at : at + _RUN] in row for row in _ROWS for at in range(max(0, len(letters) - _RUN + 1))
    )
    return keys and letters.isascii() and letters.isalpha() and len(letters) <= 3 * _RUN


def without_wish(text: str) -> tuple[str, bool]:
    """``text`` without the wish for plain Japanese, and whether it had one.

    >>> without_wish("ごみは いつ だしますか。やさしい日本語で おねがいします")
    ('ごみは いつ だしますか', True)
    """
    left = _WISH.sub("", text)
    return (left, True) if left.strip() and left != text else (text, False)


def read_wish(text: str, chosen: str) -> tuple[str, str]:
    """``text`` without the wish for plain Japanese, and the language to answer in, "auto" where the text has to tell."""
    left, easy = without_wish(text)
    if easy and chosen in ("auto", "ja"):
        return left, "ja-easy"
    return text, "ja" if chosen == "auto" and says_nothing(text) else chosen
