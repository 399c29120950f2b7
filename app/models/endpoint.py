"""Where a model answers. Knows nothing of what is sent there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.errors import SettingError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model answers. ``version`` is Azure's api-version, "" elsewhere."""

    model: str
    url: str
    key: str
    version: str = ""


def read_endpoint(argument: str, form: str, key: str) -> Endpoint:
    """From "MODEL@URL"; SettingError, showing the right ``form``, when it is not of it."""
    model, _, url = argument.rpartition("@")
    if not model or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise SettingError(
            f"設定 SHITAGAKI_LLM の「{argument}」は読めません。「{form}」の形で書いてください。"
        )
    return Endpoint(model, url.rstrip("/"), key)
