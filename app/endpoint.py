"""Where a model answers, and whether that is this machine. Knows nothing of what is sent there."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from ingest.errors import SettingError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers. ``version`` is Azure's api-version, "" elsewhere."""

    model: str
    url: str
    key: str
    version: str = ""


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


def read_endpoint(argument: str, form: str, key: str) -> Endpoint:
    """From "MODEL@URL"; SettingError, showing the right ``form``, when it is not of it."""
    model, _, url = argument.rpartition("@")
    if not model or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise SettingError(
            f"設定 SHITAGAKI_LLM の「{argument}」は読めません。「{form}」の形で書いてください。"
        )
    return Endpoint(model, url.rstrip("/"), key)
