"""［氏名1］ for 山田太郎: personal data out of a text and back in. Knows nothing of models or drafts.

The same words always get the same placeholder, and ``restore(hide(x)) == x`` for every text, also for one that
already holds something like a placeholder. The table stays in memory and ends with the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.checks.personal.data import Personal, find_personal
from app.checks.personal.public import PublicNames

_LIKE = re.compile(r"[［\[【〔](?:[一-龠ァ-ヶー]{2,8})[0-9０-９]{1,4}[］\]】〕]")
"""Anything that could be taken for one of ours, in whatever brackets a model writes it."""
_OPEN = re.compile(r"[［\[【〔][^［\[【〔］\]】〕]{0,14}$")
_LITERAL = "原文"


class Pseudonyms:
    """The placeholders of one draft. ``replaced`` tells the clerk what stands for what."""

    def __init__(self, public: PublicNames) -> None:
        self._public = public
        self._given: dict[tuple[str, str], str] = {}
        self._meant: dict[str, str] = {}

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """(placeholder, words) of what is personal, in the order it was met."""
        return tuple(
            (f"［{key}］", words) for key, words in self._meant.items() if not key.startswith(_LITERAL)
        )

    def placeholder(self, kind: str, words: str) -> str:
        """What stands for ``words`` from now on."""
        key = self._given.get((kind, words))
        if key is None:
            number = sum(each == kind for each, _ in self._given) + 1
            key = f"{kind}{number}"
            self._given[kind, words] = key
            self._meant[key] = words
        return f"［{key}］"

    def hide(self, text: str) -> str:
        """``text`` with everything personal replaced."""
        found = sorted(
            (*find_personal(text, self._public), *_literal(text)), key=lambda one: (one.start, -one.end)
        )
        parts, at = [], 0
        for one in found:
            if one.start < at:
                continue
            parts.append(text[at : one.start] + self.placeholder(one.kind, one.text))
            at = one.end
        return "".join([*parts, text[at:]])

    def restore(self, text: str) -> str:
        """``text`` with every placeholder turned back. One that was never given becomes 【要確認：…】."""
        return _LIKE.sub(self._back, text)

    def restored(self, pieces: Iterable[str]) -> Iterator[str]:
        """The pieces of a stream, turned back; what may be the beginning of a placeholder waits for its end."""
        held = ""
        for piece in pieces:
            held += piece
            begun = _OPEN.search(held)
            ready = held[: begun.start()] if begun else held
            held = held[len(ready) :]
            if ready:
                yield self.restore(ready)
        if held:
            yield self.restore(held)

    def _back(self, match: re.Match[str]) -> str:
        key = match[0][1:-1].translate(_WIDTH)
        if key in self._meant:
            return self._meant[key]
        kinds = {kind for kind, _ in self._given}
        kind = key.rstrip("0123456789")
        return f"【要確認：{kind}】" if kind in kinds else match[0]


_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)}


def _literal(text: str) -> Iterator[Personal]:
    for match in _LIKE.finditer(text):
        yield Personal(_LITERAL, match.start(), match.end(), match[0])
