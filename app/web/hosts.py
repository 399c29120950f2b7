"""The names under which the clerks' side of this server may be asked for. Knows nothing of requests but their Host header.

A page of somebody else can turn its own name to this machine (DNS rebinding): the browser then takes our answers for
that page's. An address in digits, a name without a dot and localhost can be turned by nobody outside.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from ingest.errors import SettingError

ANY = "*"
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_PORT = re.compile(r":[0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The listed names, exact and without a port; ``*`` is every name."""

    listed: frozenset[str] = frozenset()

    def allows(self, header: str) -> bool:
        """Whether to answer a request with this Host header; "" is no browser's.

        >>> Hosts().allows("192.168.1.5:7860"), Hosts().allows("pc-12"), Hosts().allows("evil.example.com:7860")
        (True, True, False)
        """
        name = name_of(header)
        if not name or ANY in self.listed or name in self.listed:
            return True
        return "." not in name.rstrip(".") or name.endswith(".localhost") or _in_digits(name)


def name_of(header: str) -> str:
    """The name in a Host header: small letters, no port, no brackets."""
    return _PORT.sub("", header.strip().lower()).strip("[]")


def _in_digits(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def read_hosts(text: str, *, bound: str = "", origins: tuple[str, ...] = ()) -> Hosts:
    """Names parted by commas or spaces, with the host that the server listens at, the name of this machine and those of
    ``origins``.

    Raises SettingError for what is no name.

    >>> read_hosts("shitagaki.city.example.jp").allows("shitagaki.city.example.jp:7860")
    True
    """
    names = {bound.lower(), socket.gethostname().lower()} | {
        urlsplit(origin).hostname or "" for origin in origins
    }
    for one in re.split(r"[,、\s]+", text.strip().lower()):
        if one and one != ANY and not _NAME.fullmatch(one):
            raise SettingError(
                f"SHITAGAKI_HOSTS の「{one}」は使えません。https:// やポートを付けず、名前だけを "
                "shitagaki.city.example.jp のように書いてください（いくつもあるときはカンマ区切り）。"
            )
        names.add(one)
    return Hosts(frozenset(names - {""}))
