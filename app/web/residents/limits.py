"""How often one visitor may ask. Knows nothing of HTTP, and keeps no address: only a number made from it, in memory."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

MINUTE, DAY = 60.0, 86_400.0
MOST = 50_000
"""Visitors remembered at once (about 30 MB when every one of them asks to the limit)."""


@dataclass(slots=True)
class _Seen:
    minute: deque[float] = field(default_factory=deque)
    day: deque[float] = field(default_factory=deque)


class Limits:
    """At most ``per_minute`` in any 60 seconds and ``per_day`` in any 24 hours, for each visitor."""

    def __init__(
        self, per_minute: int, per_day: int, clock: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self.per_minute, self.per_day, self._clock, self._most = per_minute, per_day, clock, most
        self._salt = secrets.token_bytes(16)
        self._seen: dict[bytes, _Seen] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> int:
        """0 when the visitor may go on (and this one is counted), else the whole seconds to wait.

        >>> limits = Limits(2, 10, clock=lambda: 100.0)
        >>> limits.take("192.0.2.1"), limits.take("192.0.2.1"), limits.take("192.0.2.1")
        (0, 0, 60)
        """
        now = self._clock()
        key = self._key(address)
        with self._lock:
            seen = self._seen.pop(key, None) or _Seen()
            self._seen[key] = seen  # the newest stands last
            self._forget(now)
            if seconds := self._left(seen, now):
                return seconds
            seen.minute.append(now)
            seen.day.append(now)
            return 0

    def wait(self, address: str) -> int:
        """What ``take`` would say now; nothing is counted, and who was not seen before is not remembered."""
        with self._lock:
            seen = self._seen.get(self._key(address))
            return self._left(seen, self._clock()) if seen else 0

    def _key(self, address: str) -> bytes:
        return hashlib.blake2b(visitor(address).encode(), key=self._salt, digest_size=12).digest()

    def _left(self, seen: _Seen, now: float) -> int:
        """Whole seconds until the visitor may go on, 0 for now. The lock is held."""
        for times, most, span in ((seen.minute, self.per_minute, MINUTE), (seen.day, self.per_day, DAY)):
            while times and now - times[0] >= span:
                times.popleft()
            if len(times) >= most:
                return max(1, math.ceil(times[0] + span - now))
        return 0

    def __len__(self) -> int:
        return len(self._seen)

    def _forget(self, now: float) -> None:
        """The oldest leave when there are too many, or when their day is over. The lock is held."""
        while self._seen:
            oldest, seen = next(iter(self._seen.items()))
            over = not seen.day or now - seen.day[-1] >= DAY
            if len(self._seen) <= self._most and (len(self._seen) == 1 or not over):
                return
            del self._seen[oldest]


def in_units(seconds: int) -> tuple[str, int]:
    """A wait as it is told: in seconds, from a minute and a half in minutes, from that many hours in hours; rounded up.

    >>> in_units(42), in_units(400), in_units(85_680)
    (('seconds', 42), ('minutes', 7), ('hours', 24))
    """
    if seconds < 90:
        return "seconds", seconds
    return ("minutes", math.ceil(seconds / 60)) if seconds < 5400 else ("hours", math.ceil(seconds / 3600))


def visitor(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 that one household has.

    >>> visitor("2001:db8:1:2:3:4:5:6"), visitor("192.0.2.1")
    ('2001:db8:1:2::/64', '192.0.2.1')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
