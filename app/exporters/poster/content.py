"""What stands on a poster, read from the draft's sections: the marks of sources stay behind. Knows no layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.exporters.appendix import MADE_PLAIN, by_model, made_of
from app.exporters.poster.colours import COLOURS, colours_of
from app.result import Draft

LAYOUTS = ("帯", "枠", "余白")
_MARKS = re.compile(r"\[\d+\]")
_HEADING = re.compile(r"^【([^】]+)】$")


@dataclass(frozen=True, slots=True)
class Poster:
    """``facts`` are (name, text) in order: 日時, 場所, 対象 …; ``alt`` is what a picture of it says when read out.
    ``picture`` is a PNG (b"": drawn ornament only), ``picture_alt`` what is read out in its place."""

    title: str
    catch: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    contact: str
    host: str
    url: str
    alt: str
    made: str = MADE_PLAIN
    by_model: bool = False
    layout: str = "帯"
    strong: str = COLOURS["青"][0]
    soft: str = COLOURS["青"][1]
    picture: bytes = b""
    picture_alt: str = ""


def read_poster(draft: Draft, fields: Mapping[str, str], *, title: str) -> Poster:
    """The poster of a draft as a person has edited it; layout and colour from the form.

    Raises SettingError where the office's own colour is asked for and cannot be read.
    """
    parts: dict[str, list[str]] = {"": []}
    at = ""
    for line in draft.text.splitlines():
        heading = _HEADING.match(line.strip())
        if heading:
            at = heading[1]
            parts.setdefault(at, [])
        elif line.strip():
            parts[at].append(_MARKS.sub("", line).strip(" 　"))
    head = parts[""] or [title]
    facts = [(name, "\n".join(parts[name])) for name in ("日時", "場所") if parts.get(name)]
    for row in parts.get("御案内", ()):
        cells = [cell.strip() for cell in re.split(r"[|：]", row.strip("|"), maxsplit=1)]
        if len(cells) == 2 and cells[0] != "項目" and not set(cells[0]) <= set("-: "):
            facts.append((cells[0], cells[1]))
    layout = fields.get("体裁", "")
    strong, soft = colours_of(fields)
    return Poster(
        title=head[0],
        catch=" ".join(head[1:2]),
        facts=tuple(facts),
        lines=tuple(_item(line) for line in parts.get("内容", ())),
        contact="\n".join(parts.get("問合せ先", ())),
        host="　".join(parts.get("主催", ())),
        url="".join(parts.get("リンク先", ()))[:300],
        alt="".join(parts.get("画像の代替テキスト", ())) or head[0],
        made=made_of(draft),
        by_model=by_model(draft),
        layout=layout if layout in LAYOUTS else LAYOUTS[0],
        strong=strong,
        soft=soft,
    )


def _item(line: str) -> str:
    """A line of the text without its mark, and without 。 where it is one sentence."""
    words = line.lstrip("・ ")
    return words.removesuffix("。") if words.count("。") == 1 else words
