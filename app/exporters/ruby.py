"""振り仮名 in Word: a reading above its word (w:ruby). Knows nothing of where readings come from."""

from __future__ import annotations

from typing import Any

from app.exporters.paper import BODY_POINTS, LINE_POINTS, tag_name
from app.exporters.readings import Reading


def put_reading(paragraph: Any, one: Reading, *, points: int = BODY_POINTS) -> list[Any]:
    """Runs with the words of ``one``, their readings above them; gives the runs.

    Each word is a run of its own: LibreOffice shows a reading twice where a run holds two. The lines of the paragraph
    become as high as they need, for at 18 points exactly a reading touches the line above.
    """
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    if points == BODY_POINTS:
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        paragraph.paragraph_format.line_spacing = Pt(LINE_POINTS)
    runs = []
    for word, reading in one.parts:
        run = paragraph.add_run("" if reading else word)
        runs.append(run)
        if reading:
            _ruby(run._r, word, reading, points)
    return runs


def _ruby(run: Any, word: str, reading: str, points: int) -> None:
    ruby = _child(run, "w:ruby")
    properties = _child(ruby, "w:rubyPr")
    _child(properties, "w:rubyAlign", val="distributeSpace")
    _child(properties, "w:hps", val=str(points))
    _child(properties, "w:hpsRaise", val=str(points * 2 - 2))
    _child(properties, "w:hpsBaseText", val=str(points * 2))
    _child(properties, "w:lid", val="ja-JP")
    for tag, words, small in (("w:rt", reading, True), ("w:rubyBase", word, False)):
        inner = _child(_child(ruby, tag), "w:r")
        if small:
            _child(_child(inner, "w:rPr"), "w:sz", val=str(points))
        _child(inner, "w:t").text = words


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(tag_name(f"w:{name}"), value)
    parent.append(made)
    return made
