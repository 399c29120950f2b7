"""Who may use the model next. Knows nothing of models: it hands out turns, fairly, and says the place in line."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Ticket:
    """One call waiting for its turn. ``place`` is how many calls go first (0: it is our turn)."""

    owner: str
    place: int = 0
    called: threading.Event = field(default_factory=threading.Event)


class FairQueue:
    """At most ``slots`` calls at once; the others wait, owners taking turns.

    One person who starts five drafts waits behind each other person's first: the second call of an owner
    goes after the first calls of everyone in line. Within an owner, first come, first served.
    """

    def __init__(self, slots: int = 1) -> None:
        self.slots = slots
        self._lock = threading.Lock()
        self._lines: dict[str, deque[Ticket]] = {}
        self._running = 0

    @contextmanager
    def ticket(self, owner: str = "") -> Iterator[Ticket]:
        """A ticket in line; leaving the block gives the turn (or the place) back, whatever happened."""
        ticket = Ticket(owner)
        with self._lock:
            self._lines.setdefault(owner, deque()).append(ticket)
            self._advance()
        try:
            yield ticket
        finally:
            with self._lock:
                if ticket.called.is_set():
                    self._running -= 1
                else:
                    self._drop(ticket)
                self._advance()

    def waiting(self) -> int:
        """How many calls are in line, those running not counted."""
        with self._lock:
            return sum(len(line) for line in self._lines.values())

    def _drop(self, ticket: Ticket) -> None:
        line = self._lines.get(ticket.owner)
        if line and ticket in line:
            line.remove(ticket)
            if not line:
                del self._lines[ticket.owner]

    def _advance(self) -> None:
        """Call the next owners while there is room, then number those who still wait. The lock is held."""
        while self._running < self.slots and self._lines:
            owner = next(iter(self._lines))
            line = self._lines.pop(owner)
            ticket = line.popleft()
            if line:
                self._lines[owner] = line  # to the end: the others' turn first
            self._running += 1
            ticket.place = 0
            ticket.called.set()
        for place, ticket in enumerate(_round_robin(list(self._lines.values())), start=1):
            ticket.place = place


def _round_robin(lines: list[deque[Ticket]]) -> Iterator[Ticket]:
    for turn in range(max((len(line) for line in lines), default=0)):
        for line in lines:
            if turn < len(line):
                yield line[turn]
