"""widget.js: the small sources of app/web/widget put together when the server starts. Knows nothing of conversations."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.web.tokens import DARK, TOKENS

SOURCES = Path(__file__).parent.parent / "widget"
ORDER = ("dom.js", "personal.js", "net.js", "answer.js", "forms.js", "frame.js", "chat.js", "start.js")
"""A later file may use the names of an earlier one; all stand in one function, so that the host page sees none."""
_HEAD = (
    "/* 住民の窓口。https で読み込み、クッキーも外部の部品も使いません。 */\n"
    '(() => { "use strict";\n'
    "const SCRIPT = document.currentScript, ORIGIN = SCRIPT ? new URL(SCRIPT.src).origin : location.origin;\n"
)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/[ \t]*)\n", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The script, its ETag, and its value for ``integrity``."""

    script: bytes
    tag: str
    integrity: str


@cache
def bundle() -> Bundle:
    """The whole script; lines that are only a comment are left out."""
    style = re.sub(r"/\*.*?\*/\n?", "", (SOURCES / "widget.css").read_text(encoding="utf-8"), flags=re.S)
    parts = [_HEAD, f"const STYLE = {json.dumps(style, ensure_ascii=False)};\n"]
    for name in ORDER:
        parts.append(_COMMENT.sub("", (SOURCES / name).read_text(encoding="utf-8")))
    script = "".join([*parts, "})();\n"]).encode("utf-8")
    digest = hashlib.sha384(script).digest()
    return Bundle(script, f'"{digest.hex()[:32]}"', f"sha384-{base64.b64encode(digest).decode()}")


def colours() -> str:
    """The table of the look as variables of the component, light and dark."""
    light = ";".join(f"--{name}:{value}" for name, value in TOKENS.items() if not name.startswith("size"))
    dark = ";".join(f"--{name}:{value}" for name, value in DARK.items())
    return f":host{{{light}}}@media (prefers-color-scheme: dark){{:host{{{dark};color-scheme:dark}}}}"
