"""The sites that may show the widget. Knows nothing of requests; an origin is 「https://www.city.example.jp」, nothing more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.errors import SettingError

_FORM = re.compile(
    r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?|http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?"
)


@dataclass(frozen=True, slots=True)
class Origins:
    """The allowed origins, exact: no wildcard, so that a page of somebody else below the same domain gets nothing."""

    listed: tuple[str, ...] = ()

    def allows(self, origin: str) -> bool:
        return origin in self.listed

    def ancestors(self) -> str:
        """The value of frame-ancestors for the page that may stand in a frame: in a frame the Origin header is our
        own, so this list is the only control there."""
        return " ".join(("'self'", *self.listed))


def read_origins(text: str) -> Origins:
    """Origins parted by commas or spaces. Raises SettingError for what is no origin.

    >>> read_origins("https://www.city.midori.example.jp, http://localhost:8080").listed
    ('https://www.city.midori.example.jp', 'http://localhost:8080')
    """
    listed = []
    for one in re.split(r"[,、\s]+", text.strip()):
        if not one:
            continue
        if not _FORM.fullmatch(one):
            raise SettingError(
                f"SHITAGAKI_WIDGET_ORIGINS の「{one}」は使えません。https:// とホスト名だけを、"
                "https://www.city.example.jp のように書いてください（終わりの / は要りません）。"
            )
        listed.append(one)
    return Origins(tuple(dict.fromkeys(listed)))


def same_site(origin: str, host: str) -> bool:
    """Whether ``origin`` is this server itself, known by its Host header."""
    return urlsplit(origin).netloc == host
