"""How far several things are, on one line of a terminal that is rewritten; elsewhere a line of each every ten seconds.

Knows nothing of what goes on.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable
from unicodedata import east_asian_width

_EVERY = 10.0


class Lines:
    """Parts stand side by side, in the order in which they were first told of."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()

    def part(self, name: str, *, left: Callable[[], float | None] = lambda: None) -> _Part:
        """What hears (done, total, message) of one thing; ``left`` gives the seconds that it still takes."""
        return _Part(self, name, left)

    def say(self, text: str, *, part: str = "") -> None:
        """A line that stays; ``part`` has come to its end and leaves the changing one."""
        with self._lock:
            self._parts.pop(part, None)
            sys.stderr.write("\r\x1b[K" if sys.stderr.isatty() else "")
            sys.stderr.flush()
            print(text, flush=True)
            self._paint()

    def show(self, name: str, text: str, *, whole: bool) -> None:
        """``whole``: it is the first or the last of its kind, told also where lines are rare."""
        with self._lock:
            self._parts[name] = text
            if sys.stderr.isatty():
                self._paint()
            elif whole or time.monotonic() - self._told.get(name, float("-inf")) > _EVERY:
                self._told[name] = time.monotonic()
                sys.stderr.write(text + "\n")
            sys.stderr.flush()

    def _paint(self) -> None:
        if self._parts and sys.stderr.isatty():
            room = shutil.get_terminal_size().columns - 1
            sys.stderr.write("\r\x1b[K" + fitted("　｜　".join(self._parts.values()), room))
            sys.stderr.flush()


class _Part:
    def __init__(self, lines: Lines, name: str, left: Callable[[], float | None]) -> None:
        self._lines, self._name, self._left = lines, name, left

    def __call__(self, done: int, total: int, message: str) -> None:
        seconds = self._left()
        more = "" if seconds is None or done == total else f"（残り約 {seconds:,.0f} 秒）"
        self._lines.show(self._name, message + more, whole=total in (0, done))


def fitted(text: str, room: int) -> str:
    """``text`` cut to ``room`` columns: a line that wraps is not rewritten but repeated."""
    used = 0
    for at, letter in enumerate(text):
        used += 2 if east_asian_width(letter) in "WFA" else 1
        if used > room:
            return text[:at]
    return text
