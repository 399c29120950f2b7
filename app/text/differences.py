"""Where two texts differ, word by word, for people to look at. Knows nothing of what the texts are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.text.morphology import words

KINDS = ("same", "del", "ins")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words: in both (same), only in the old (del) or only in the new text (ins)."""

    kind: str
    text: str


def differences(old: str, new: str) -> tuple[Part, ...]:
    """The runs in order: without ``ins`` they are ``old``, without ``del`` they are ``new``.

    >>> [(one.kind, one.text) for one in differences("火災は11件である。", "火災は11件です。")]
    [('same', '火災は11件'), ('del', 'である'), ('ins', 'です'), ('same', '。')]
    """
    mine, theirs = _pieces(old), _pieces(new)
    found: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Part("same", "".join(mine[a:b])))
            continue
        found += [Part("del", "".join(mine[a:b])), Part("ins", "".join(theirs[c:d]))]
    return tuple(_joined([one for one in found if one.text]))


def _joined(parts: list[Part]) -> list[Part]:
    """Single words between two changes that say nothing by themselves (を, の) belong to the change."""
    made: list[Part] = []
    for at, part in enumerate(parts):
        small = part.kind == "same" and 0 < at < len(parts) - 1 and re.fullmatch(r"[ぁ-ん、]", part.text)
        made += [Part("del", part.text), Part("ins", part.text)] if small else [part]
    order: list[Part] = []
    pending: dict[str, str] = {"del": "", "ins": ""}
    for part in [*made, Part("same", "")]:
        if part.kind != "same":
            pending[part.kind] += part.text
            continue
        order += [Part(kind, text) for kind, text in pending.items() if text]
        pending = {"del": "", "ins": ""}
        order += [part] if part.text else []
    return order


def _pieces(text: str) -> list[str]:
    """Words; a number with its commas is one."""
    found: list[str] = []
    at = 0
    for match in _NUMBER.finditer(text):
        found += [word.text for word in words(text[at : match.start()])] + [match[0]]
        at = match.end()
    return found + [word.text for word in words(text[at:])]
