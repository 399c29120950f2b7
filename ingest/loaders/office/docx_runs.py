"""The text of a Word paragraph: its runs, without what Word does not show. Knows nothing of blocks.

Left out: tracked deletions, text that is hidden, white or of no size (counted), field codes, comments, the readings of ruby.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.loaders.hidden import run_is_unseen
from ingest.loaders.markup import attribute, descendants, local
from ingest.loaders.office.docx_numbers import Numbering
from ingest.loaders.office.docx_styles import Style

_UNREAD = re.compile(
    "(?:[pr]Pr|del|moveFrom|delText|instrText|delInstrText|Fallback|sdtPr|sdtEndPr|fldData|rt|commentReference"
    "|annotationRef|footnoteRef|endnoteRef|separator|continuationSeparator|tblPr|trPr|tcPr|proofErr)$"
)
_SYMBOLS = {"f06f": "□", "f0a8": "□", "f0a3": "□", "f0fe": "☑", "f052": "☑", "f0fd": "☒", "f0e0": "→"}
"""The characters of Wingdings that stand for boxes to tick; others come out as 「・」."""


LARGE = (8 * 360_000, 3 * 360_000)
"""8 by 3 cm in Word's own unit: from this size on a picture may be a table that somebody put in as one."""


@dataclass(slots=True)
class Parts:
    """What the body refers to, and the text boxes met on the way, waiting for their paragraph to end."""

    styles: dict[str, Style]
    numbering: Numbering
    notes: dict[str, str]
    cited: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    objects: int = 0
    pictures: int = 0
    unseen: Counter[str] = field(default_factory=Counter)


def read_runs(element: etree._Element, parts: Parts) -> Iterator[str]:
    """The pieces of text below an element; text boxes and notes met on the way wait in ``parts``."""
    for each in element:
        name = local(each)
        if _UNREAD.match(name):
            continue
        if name == "r" and (how := run_is_unseen(each)):
            parts.unseen[how] += any(str(text).strip() for text in each.itertext())
            continue
        if name == "t":
            yield each.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "" if attribute(each, "type") in ("page", "column") else "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _SYMBOLS.get(attribute(each, "char").lower(), "・")
        elif name in ("footnoteReference", "endnoteReference"):
            yield _reference(name.removesuffix("Reference") + attribute(each, "id"), parts)
        elif name == "txbxContent":
            parts.boxes.append(each)
        else:
            parts.objects += name in ("OLEObject", "chart", "relIds")
            parts.pictures += name == "drawing" and _is_large_picture(each)
            yield from read_runs(each, parts)


def _is_large_picture(drawing: etree._Element) -> bool:
    """Whether a drawing is a picture large enough to hold a table or a 様式; a seal, a logo or an icon is none."""
    extent = next((each for each in descendants(drawing, "extent")), None)
    size = [attribute(extent, side) if extent is not None else "" for side in ("cx", "cy")]
    large = all(side.isdigit() and int(side) >= least for side, least in zip(size, LARGE, strict=True))
    return large and any(True for _ in descendants(drawing, "pic"))


def _reference(key: str, parts: Parts) -> str:
    if key not in parts.notes:
        return ""
    if key not in parts.cited:
        parts.cited.append(key)
    return f"（注{parts.cited.index(key) + 1}）"
