"""Which rooms of a form in Word run downwards (縦書き), and numbers as they stand there. Knows nothing of what is filled in."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from app.exporters.paper import tag_name
from app.text.vertical import in_kanji, upright

PAPER, ROOM = "paper", "room"
"""A whole page that runs downwards (賞状, 式辞), or a cell or text box of it on a page that does not."""
_DOWN = ("tbRl", "tbRlV", "tbV", "rl", "rlV", "tbLrV")
_SHAPES = ("eaVert", "mongolianVert", "wordArtVertRtl")
_BEGIN, _END = "\ue000", "\ue001"
_SIDE_BY_SIDE = re.compile(f"({_BEGIN}[0-9]+{_END})")
_LATER = ("w:specVanish", "w:oMath")
"""What stands behind w:eastAsianLayout among the properties of a run."""


def direction_of(paragraph: Any) -> str:
    """``PAPER`` or ``ROOM`` where a paragraph runs downwards, "" where it does not."""
    for each in paragraph.iterancestors():
        if each.tag == tag_name("w:tc"):
            told = each.find(f"{tag_name('w:tcPr')}/{tag_name('w:textDirection')}")
            if told is not None:
                return ROOM if told.get(tag_name("w:val")) in _DOWN else ""
        elif each.tag == tag_name("w:txbxContent"):
            return ROOM if _shape_runs_down(each) else ""
    section = _section_of(paragraph)
    told = section.find(tag_name("w:textDirection")) if section is not None else None
    return PAPER if told is not None and told.get(tag_name("w:val")) in _DOWN else ""


def _shape_runs_down(content: Any) -> bool:
    """The shape that holds a text box says so in its own way: DrawingML in bodyPr, VML in a style."""
    box = content.getparent()
    if "vertical" in box.get("style", ""):
        return True
    holder = box.getparent()
    shapes = [each for each in holder if each.tag.endswith("}bodyPr")] if holder is not None else []
    return any(each.get("vert") in _SHAPES for each in shapes)


def _section_of(paragraph: Any) -> Any:
    """The w:sectPr that a paragraph's page follows: the next one below it in the text; None outside the text."""
    place = paragraph
    while place.getparent() is not None and place.getparent().tag != tag_name("w:body"):
        place = place.getparent()
    if place.getparent() is None:
        return None
    for each in (place, *place.itersiblings()):
        if each.tag == tag_name("w:sectPr"):
            return each
        own = each.find(f"{tag_name('w:pPr')}/{tag_name('w:sectPr')}")
        if own is not None:
            return own
    return None


def turned(words: str, direction: str) -> str:
    """``words`` as they stand in a room of that direction; what stands side by side is set by ``set_side_by_side``."""
    if direction == PAPER:
        return in_kanji(words)
    if direction == ROOM:
        return "".join(f"{_BEGIN}{piece}{_END}" if beside else piece for piece, beside in upright(words))
    return words


def set_side_by_side(texts: list[Any]) -> None:
    """A run of its own, set side by side (縦中横), for each number that ``turned`` has told of."""
    for text in texts:
        parts = [part for part in _SIDE_BY_SIDE.split(text.text or "") if part]
        if _BEGIN not in (text.text or ""):
            continue
        run = text.getparent()
        behind = list(text.itersiblings())
        text.text, last = "", run
        for at, part in enumerate(parts):
            beside = part.startswith(_BEGIN)
            one = run if at == 0 and not beside else _run_like(run, last)
            home = text if one is run else next(one.iter(tag_name("w:t")))
            home.text = part.strip(_BEGIN + _END)
            if beside:
                _combine(one, at)
            last = one
        if last is not run:
            last.extend(behind)


def _run_like(run: Any, after: Any) -> Any:
    """A new run behind ``after`` with the letters of ``run`` and an empty text."""
    from docx.oxml import OxmlElement

    made = OxmlElement("w:r")
    properties = run.find(tag_name("w:rPr"))
    if properties is not None:
        own = deepcopy(properties)
        for each in own.findall(tag_name("w:eastAsianLayout")):
            own.remove(each)
        made.append(own)
    text = OxmlElement("w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(text)
    after.addnext(made)
    return made


def _combine(run: Any, number: int) -> None:
    from docx.oxml import OxmlElement

    properties = run.find(tag_name("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    layout = OxmlElement("w:eastAsianLayout")
    layout.set(tag_name("w:id"), str(number + 1))
    layout.set(tag_name("w:vert"), "1")
    later = next((each for tag in _LATER if (each := properties.find(tag_name(tag))) is not None), None)
    if later is not None:
        later.addprevious(layout)
    else:
        properties.append(layout)
