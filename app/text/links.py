"""Links in what is written: known hosts stay, all else becomes 【要確認：リンク先】. Knows nothing of who wrote it.

Nothing here is ever fetched. Images, HTML and other schemes do not stay at all: a draft and an answer are plain text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

UNKNOWN = "【要確認：リンク先】"
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\s*(?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_TAG = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|img|image|svg|object|embed|form|input|meta|link|base|a|video|audio|source|button|"
    r"textarea|math|details|body|html|div|span|p|br|table|td|tr|template|marquee|picture|portal)\b[^>\n]*>?",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"(?:javascript|vbscript|data|blob|intent)\s*:(?=\S)[^\s、。）」]+|(?:file|ftp)://[^\s、。）」]+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:(?:h(?:tt|xx)ps?|ｈｔｔｐｓ?)\s*[:：]\s*[/／\\]{1,2}|(?<![A-Za-z0-9@.:/])//|(?<![A-Za-z0-9@.])www\.)[^\s、。）」』】\]<>\"'（]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A text whose links are all known; ``removed`` are the hosts (or schemes) of those that were not."""

    text: str
    removed: tuple[str, ...] = ()


def keep_known_links(text: str, hosts: tuple[str, ...]) -> Linked:
    """``text`` with links to ``hosts`` (and below them) only.

    >>> keep_known_links("詳細は[こちら](https://evil.example/?q=1)。", ("city.midori.example",))
    Linked(text='詳細はこちら【要確認：リンク先】。', removed=('evil.example',))
    """
    removed: list[str] = []

    def drop(found: re.Match[str]) -> str:
        removed.append(found[0].strip()[:40])
        return ""

    def link(found: re.Match[str]) -> str:
        return f"{found[1]}（{found[2]}）" if _known(found[2], hosts) else f"{found[1]}{_note(found[2])}"

    def address(found: re.Match[str]) -> str:
        return found[0] if _known(found[0], hosts) else _note(found[0])

    def _note(url: str) -> str:
        removed.append(_host(url) or url[:40])
        return UNKNOWN

    text = _IMAGE.sub(drop, text)
    text = _REFERENCE.sub(drop, text)
    text = _TAG.sub(drop, text)
    text = _LINK.sub(link, text)
    text = _SCHEME.sub(lambda found: _note(found[0]), text)
    return Linked(_ADDRESS.sub(address, text), tuple(dict.fromkeys(removed)))


def hosts_in(text: str) -> tuple[str, ...]:
    """The hosts that a person has written himself: what the form names may stand in the draft."""
    return tuple(dict.fromkeys(host for found in _ADDRESS.finditer(text) if (host := _host(found[0]))))


def _host(url: str) -> str:
    plain = unicodedata.normalize("NFKC", url).replace("\\", "/").strip()
    if plain.startswith("www."):
        plain = f"//{plain}"
    try:
        return (urlsplit(plain).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _known(url: str, hosts: tuple[str, ...]) -> bool:
    """Two readings of an address must agree on its host: no user part, no backslash, only http(s), only ASCII."""
    if re.search(r"[\\@\s\x00-\x20]", url) or not url.isascii():
        return False
    try:
        scheme = urlsplit(url if not url.startswith("www.") else f"//{url}").scheme
    except ValueError:
        return False
    return scheme in ("http", "https", "") and below(_host(url), hosts) and "." in _host(url)


def below(host: str, known: tuple[str, ...]) -> bool:
    """Whether ``host`` is one of ``known`` or a name below one: www.city.midori.example is below midori.example."""
    host = host.lower().rstrip(".")
    return any(host == one.lower() or host.endswith(f".{one.lower()}") for one in known if one)
