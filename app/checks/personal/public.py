"""Names, telephones, addresses that are public: the mayor, the members, the offices. Knows no text but the list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from app.tasks.schema import optional, read_table, read_toml
from app.text.links import below

_KEYS = {
    "names": optional("texts", ()),
    "phones": optional("texts", ()),
    "addresses": optional("texts", ()),
    "domains": optional("texts", ()),
    "hosts": optional("texts", ()),
    "shared": optional("texts", ()),
    "city": optional("text", ""),
}


@dataclass(frozen=True, slots=True)
class PublicNames:
    """What prompts/public_names.toml lists. ``domains`` are of mail, ``hosts`` of web pages that an answer may link to
    (a name stands for all below it), ``shared`` are both for every office. ``city`` is the municipality that the list is of,
    "" for the one that reads it. ``told`` is text that anybody may read: what it names is public too."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    told: str = ""
    shared: tuple[str, ...] = ()
    city: str = ""

    def of(self, city: str) -> PublicNames:
        """What of the list holds for ``city``: of another municipality's only what is shared."""
        if self.city in ("", city):
            return self
        return PublicNames(domains=self.shared, hosts=self.shared, shared=self.shared, city=self.city)

    def with_text(self, text: str) -> PublicNames:
        """The same and everything that ``text`` names: the city's own papers of 機密性 1."""
        told = f"{self.told}\n{plain(text)}" if text else self.told
        return replace(self, told=told)

    def names_person(self, text: str) -> bool:
        """Whether a name, or the 姓 of one, is on the list."""
        name = plain(text)
        return bool(name) and (any(plain(one).startswith(name) for one in self.names) or self._is_told(name))

    def has_phone(self, text: str) -> bool:
        digits = re.sub(r"\D", "", plain(text))
        listed = (re.sub(r"\D", "", plain(one)) for one in self.phones)
        return digits in set(listed) or self._is_told(plain(text))

    def has_address(self, text: str) -> bool:
        address = plain(text)
        return any(
            plain(one).endswith(address) or address.endswith(plain(one)) for one in self.addresses
        ) or (self._is_told(address))

    def has_mail(self, text: str) -> bool:
        return below(text.rpartition("@")[2], self.domains) or self._is_told(plain(text))

    def _is_told(self, text: str) -> bool:
        return len(text) > 2 and text in self.told


def plain(text: str) -> str:
    """Without spaces, 全角 and 半角 alike, every dash the same."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[‐‑‒–—―−ｰ]", "-", text)


def load_public_names(path: Path) -> PublicNames:
    """The file; an office without one has nothing that is public. Raises TemplateError."""
    if not path.is_file():
        return PublicNames()
    made = PublicNames(**read_table(read_toml(path), _KEYS, file=str(path)))
    return replace(made, domains=(*made.domains, *made.shared), hosts=(*made.hosts, *made.shared))
