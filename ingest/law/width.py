"""Figures and brackets in one width: 「１２（３）」 and 「12(3)」. Knows nothing of what a number counts.

One way for every part of the law; a text that people read is never changed by it, only what is compared.
"""

from __future__ import annotations

import re

_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NARROW_BRACKETS = str.maketrans("（）", "()")


def narrow(text: str) -> str:
    """Its figures in half width: 「第１２条（１）」 → 「第12条（1）」."""
    return text.translate(_NARROW)


def wide(text: str) -> str:
    """Its figures in full width: 「第12条」 → 「第１２条」."""
    return text.translate(_WIDE)


def narrow_marks(text: str) -> str:
    """Its figures and brackets in half width: 「（１）」 → 「(1)」."""
    return narrow(text).translate(_NARROW_BRACKETS)


def close_up(words: str) -> str:
    """A line whose every character stands apart: 「訓　令　第　四　号」 → 「訓令第四号」."""
    return re.sub(r"[ 　]", "", words) if re.fullmatch(r"\S(?:[ 　]+\S)+", words) else words
