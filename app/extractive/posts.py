"""Who is named in a form, and in what post. Knows nothing of drafts."""

from __future__ import annotations

import re

from app.text.names import POSTS, find_names


def named(text: str) -> list[tuple[str, str]]:
    """(name, post) of every person in a form value; post "" where none stands beside the name."""
    return [
        (text[start:end], post_before(text, start) or post_after(text, end))
        for start, end in find_names(text)
    ]


def post_before(text: str, at: int) -> str:
    """The post that stands before a place: 市長 of 「市長の蔵田」."""
    before = re.sub(r"[ 　の、・]+$", "", text[max(0, at - 12) : at])
    return max((post for post in POSTS if before.endswith(post)), key=len, default="")


def post_after(text: str, at: int) -> str:
    """The post that stands behind a place: 市長 of 「蔵田市長」."""
    return max((post for post in POSTS if text[at : at + 8].startswith(post)), key=len, default="")
