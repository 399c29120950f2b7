"""What a file holds that its reader does not see: unseen characters, text in white or of no size. Knows no blocks.

Such text is left out by the loaders and reported: it is how orders to a program travel in a paper.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from ingest.loaders.markup import attribute, child, local
from ingest.loaders.messages import note

_ZERO = "\u00ad\u200b\u2060-\u2064\ufeff"
_UNSEEN = re.compile(f"[{_ZERO}\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_GRAVE = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_FEW = 8
"""Zero-width characters that a text may have got from a web page; bidirectional marks and tags are told from the first."""
XML_KINDS = ("docx", "pptx", "xlsx", "odt", "ods", "odp")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_MOST = 64 * 1024 * 1024
_TINY = 6
"""Half-points (3 pt) up to which a letter is no letter for a reader."""
_PAPER = ("", "auto", "FFFFFF", "FFF")
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?(?:[;\s]|$)|font-size\s*:\s*(?:0|1|2|3)(?:\.\d+)?(?:px|pt|%|em)?(?:[;\s]|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em|pt)|clip\s*:\s*rect\(\s*0|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)\b", re.IGNORECASE
)
_GROUND = re.compile(r"background", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_READERS = re.compile(r"sr-only|visually-?hidden|screen-?reader|skip|clearfix", re.IGNORECASE)
_PROSE = re.compile(r"[ぁ-んァ-ヶ一-龠]{12,}|(?:[A-Za-z']{2,}\s+){6,}")


def unseen_notes(path: Path, kind: str, text: str) -> Iterator[str]:
    """The note on characters that nobody sees, in ``text`` as decoded (or in the parts of an Office file)."""
    texts = _parts(path) if kind in XML_KINDS else (text,)
    found = grave = 0
    for each in texts:
        whole = _REFERENCE.sub(_character, each.removeprefix("\ufeff"))
        found += len(_UNSEEN.findall(whole))
        grave += len(_GRAVE.findall(whole))
    if grave or found >= _FEW:
        yield note("unseen", count=found)


def _parts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        left = _MOST
        for info in archive.infolist():
            if info.filename.endswith(".xml") and info.file_size <= left:
                left -= info.file_size
                yield archive.read(info).decode("utf-8", "replace")


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code < 0x110000 else ""


def run_is_unseen(run: etree._Element) -> str:
    """How Word hides a run: 「非表示」「極小」「白」, or "" for one that is seen. White on a coloured ground is seen."""
    properties = child(run, "rPr")
    if properties is None:
        return ""
    vanish = child(properties, "vanish")
    if vanish is not None and attribute(vanish, "val") not in ("0", "false", "off"):
        return "非表示の文字"
    size = attribute(child(properties, "sz"), "val")
    if size.isdigit() and int(size) <= _TINY:
        return "極端に小さい文字"
    if attribute(child(properties, "color"), "val").upper() == "FFFFFF" and not _coloured(run):
        return "白い文字"
    return ""


def _coloured(run: etree._Element) -> bool:
    """Whether something under a run is not paper: shading, highlighting, a table style, a text box."""
    highlight = attribute(child(run, "rPr", "highlight"), "val")
    if highlight not in ("", "none", "white"):
        return True
    for above in (run, *run.iterancestors()):
        name = local(above)
        if name == "txbxContent" or (name == "tbl" and child(above, "tblPr", "tblStyle") is not None):
            return True
        shade = child(above, {"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}.get(name, ""), "shd")
        if attribute(shade, "fill").upper() not in _PAPER:
            return True
    return False


def hidden_notes(counted: Counter[str]) -> Iterator[str]:
    """One note for all that was hidden, saying how."""
    if counted:
        yield note("hidden_text", how="、".join(counted), count=counted.total())


def hidden_names(sheets: Iterable[str]) -> frozenset[str]:
    """The classes and ids that a page's own style sheets hide (".x" and "#y")."""
    names: set[str] = set()
    for sheet in sheets:
        for selectors, body in _RULE.findall(sheet):
            if _STYLE.search(body) or (_WHITE.search(body) and not _GROUND.search(body)):
                names.update(re.findall(r"(?:^|,)\s*[a-z0-9]*([.#][\w-]+)\s*(?=,|$)", selectors))
    return frozenset(name for name in names if not _READERS.search(name))


def element_is_unseen(element: etree._Element, names: frozenset[str]) -> str:
    """How a page hides an element, or "". Labels for screen readers are no secret."""
    style, own = element.get("style") or "", (element.get("class") or "").split()
    if _READERS.search(" ".join(own)):
        return ""
    if _STYLE.search(style) or element.get("hidden") is not None:
        return "表示されない部分"
    if any(f".{each}" in names for each in own) or f"#{element.get('id')}" in names:
        return "表示されない部分"
    if _WHITE.search(style) and not _grounded(element):
        return "白い文字"
    size = element.get("size") if local(element) == "font" else None
    colour = (element.get("color") or "").lower() if local(element) == "font" else ""
    if colour in ("#ffffff", "#fff", "white") and not _grounded(element):
        return "白い文字"
    return "極端に小さい文字" if size == "0" else ""


def _grounded(element: etree._Element) -> bool:
    """Whether an element, or one around it, has a ground of its own (or a class that may give it one)."""
    return any(
        _GROUND.search(each.get("style") or "") or each.get("bgcolor") or each.get("class")
        for each in (element, *element.iterancestors())
    )


def comment_notes(page: str) -> Iterator[str]:
    """The note on comments of a page that hold sentences, not the names of its parts."""
    comments = re.findall(r"<!--(?!\[if)(.*?)(?:-->|$)", page, re.DOTALL)
    count = sum(bool(_PROSE.search(re.sub(r"<[^>]*>", " ", each))) for each in comments)
    if count:
        yield note("page_comments", count=count)
