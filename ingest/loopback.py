"""Whether an address is this machine. Knows nothing of what is sent there."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def on_this_machine(url: str) -> bool:
    """Whether what is sent to ``url`` stays here: localhost or an address of loopback.

    >>> on_this_machine("http://127.0.0.1:8080/v1"), on_this_machine("http://10.0.0.5/v1")
    (True, False)
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
