"""The colours of a poster: pairs that can be read, and the office's own, mended where it could not be. Knows no layout."""

from __future__ import annotations

import colorsys
import re
import unicodedata
from collections.abc import Mapping

from ingest.errors import SettingError

COLOURS = {
    "青": ("#0017c1", "#e8f1fe"),
    "緑": ("#115a36", "#e6f5ec"),
    "赤": ("#a80000", "#fdeeee"),
    "茶": ("#6d4400", "#faf1e4"),
    "墨": ("#1a1a1a", "#f2f2f2"),
}
"""Name → (strong, soft). White on strong and text on soft both have a contrast of 4.5:1 and more."""
TEXT, WHITE = "#1a1a1a", "#ffffff"
FIELD, OFFICE = "色", "市の色"
"""The form's fields: which colour, and the office's own where that is chosen."""
LEAST = 4.5
"""WCAG 2.2: the contrast of text that is not large. The title is large (3:1), but the words above it are not."""
_SOFT = 0.9
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_PARTS = re.compile(
    r"(?:RGB[ (:]*)?R?([0-9]{1,3})[ ,/、]+G?([0-9]{1,3})[ ,/、]+B?([0-9]{1,3})\)?", re.IGNORECASE
)
_UNREADABLE = "「市の色」は、#115a36 か「17, 90, 54」（赤、緑、青）の形で書いてください（今の値：{said}）。"
_MENDED = "市の色 {asked} は、白い字との明るさの差が {ratio:.1f}:1 で、読みにくい人がいます（{least}:1 以上が要ります）。暗くした {made}（{better:.1f}:1）で作りました。"


def colours_of(fields: Mapping[str, str]) -> tuple[str, str]:
    """(strong, soft) of a filled form: one of ``COLOURS``, or the office's own, darker where white could not be read on it.

    Raises SettingError where the office's own colour is chosen and cannot be read.
    """
    name = fields.get(FIELD, "")
    if name != OFFICE:
        return COLOURS.get(name, COLOURS["青"])
    strong = readable(read_colour(fields.get(OFFICE, "")))
    return strong, _mixed(strong, _SOFT)


def colour_note(fields: Mapping[str, str]) -> str:
    """What the clerk is told where the office's own colour was made darker; "" else."""
    if fields.get(FIELD, "") != OFFICE:
        return ""
    asked = read_colour(fields.get(OFFICE, ""))
    made = readable(asked)
    if made == asked:
        return ""
    return _MENDED.format(
        asked=asked, ratio=contrast(asked, WHITE), least=LEAST, made=made, better=contrast(made, WHITE)
    )


def read_colour(said: str) -> str:
    """A colour as 「#115a36」. Raises SettingError for what is none.

    >>> read_colour("＃115A36"), read_colour("R17 G90 B54"), read_colour("17,90,54")
    ('#115a36', '#115a36', '#115a36')
    """
    plain = unicodedata.normalize("NFKC", said).strip()
    if found := _HEX.fullmatch(plain):
        return f"#{found[1].lower()}"
    parts = [int(each) for each in found.groups()] if (found := _PARTS.fullmatch(plain)) else []
    if not parts or max(parts) > 255:
        raise SettingError(_UNREADABLE.format(said=said.strip() or "空"))
    return "#" + "".join(f"{each:02x}" for each in parts)


def readable(colour: str) -> str:
    """``colour``, or the nearest darker one of its hue on which white can be read.

    >>> readable("#115a36"), readable("#f5a800")
    ('#115a36', '#9e6d00')
    """
    hue, light, full = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    made = colour
    while contrast(made, WHITE) < LEAST:
        light -= 0.005
        made = "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, full))
    return made


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 counts it, 1 to 21.

    >>> round(contrast("#ffffff", "#000000"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _mixed(colour: str, white: float) -> str:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 * white + part * (1 - white)):02x}" for part in parts)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
