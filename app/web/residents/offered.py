"""Which of the common questions are offered to residents: those that the public documents answer. Knows nothing of pages.

The buttons of prompts/widget.toml suit a city with pages on everything; a town with two public pages must not offer a
question and then say that it has no answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.residents.several import TOLD

HELPFUL = (*TOLD, "clarify")
"""What a resident gets on with: an answer, a part of it, or being asked which district is meant."""


@dataclass
class Offered:
    """``ask`` is how a question ends (its status); it is asked again where ``now`` (the state of the index) or the day
    has changed."""

    ask: Callable[[str], str]
    now: Callable[[], str]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _known: tuple[object, dict[str, bool]] = ("", {})

    def among(self, questions: Sequence[str]) -> frozenset[str]:
        """Those of ``questions`` that are answered now."""
        key = (self.now(), date.today())
        with self._lock:
            kept = self._known[1] if self._known[0] == key else {}
            for one in questions:
                if one not in kept:
                    kept[one] = self.ask(one) in HELPFUL
            self._known = (key, kept)
            return frozenset(one for one in questions if kept[one])
