"""The Japanese font of PDFs: registered once, and which letters it has. Knows nothing of drafts."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from ingest.errors import SettingError

FONT = "IPAexGothic"
INSTEAD = "〓"
"""What printers set for a letter that they do not have."""
_TOLD = 10
_UNKNOWN = (
    "この文案には、PDF の書体にない文字（{letters}）があります。Word で保存し、Word から PDF にしてください。"
)


@cache
def font() -> str:
    """The name under which the font is known to a PDF."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(FONT, str(font_file())))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=FONT, italic=FONT, boldItalic=FONT)
    return FONT


def font_file() -> Path:
    """IPAex Gothic as its package carries it (found without importing the package, which wants a plotting library)."""
    spec = importlib.util.find_spec("matplotlib_fontja")
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "fonts" / "ipaexg.ttf"


@cache
def _letters() -> frozenset[int]:
    from reportlab.pdfbase import pdfmetrics

    return frozenset(pdfmetrics.getFont(font()).face.charToGlyph)


def unknown_in(text: str) -> str:
    """The letters of ``text`` that the font does not have, each once.

    >>> unknown_in("简体字の説明")
    '简'
    """
    return "".join(
        each
        for each in dict.fromkeys(text)
        if ord(each) not in _letters() and each.isprintable() and not each.isspace()
    )


def must_know(text: str) -> None:
    """Raises SettingError where a text has letters that would be drawn as empty boxes."""
    if unknown := unknown_in(text):
        more = " など" if len(unknown) > _TOLD else ""
        raise SettingError(_UNKNOWN.format(letters="、".join(unknown[:_TOLD]) + more))


def known(text: str) -> str:
    """``text`` with 〓 for each letter that the font does not have.

    >>> known("简体中文")
    '〓体中文'
    """
    return "".join(INSTEAD if each in set(unknown_in(text)) else each for each in text)
