"""What stands on a poster, read from the draft's sections: the marks of sources stay behind. Knows no layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.exporters.appendix import MADE_PLAIN, by_model, made_of
from app.result import Draft

LAYOUTS = ("帯", "枠", "余白")
COLOURS = {
    "青": ("#0017c1", "#e8f1fe"),
    "緑": ("#115a36", "#e6f5ec"),
    "赤": ("#a80000", "#fdeeee"),
    "茶": ("#6d4400", "#faf1e4"),
    "墨": ("#1a1a1a", "#f2f2f2"),
}
"""Name → (strong, soft). White on strong and text on soft both have a contrast of 4.5:1 and more."""
TEXT = "#1a1a1a"
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
    colour: str = "青"
    picture: bytes = b""
    picture_alt: str = ""

    @property
    def strong(self) -> str:
        return COLOURS[self.colour][0]

    @property
    def soft(self) -> str:
        return COLOURS[self.colour][1]


def read_poster(draft: Draft, fields: Mapping[str, str], *, title: str) -> Poster:
    """The poster of a draft as a person has edited it; layout and colour from the form."""
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
    layout, colour = fields.get("体裁", ""), fields.get("色", "")
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
        colour=colour if colour in COLOURS else "青",
    )


def _item(line: str) -> str:
    """A line of the text without its mark, and without 。 where it is one sentence."""
    words = line.lstrip("・ ")
    return words.removesuffix("。") if words.count("。") == 1 else words


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 counts it, 1 to 21.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
