"""Telephone numbers, addresses of mail and of the web: that they are the city's, and of the 課 that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import urlparse

from app.text.span_patterns import PATTERNS
from tests.corpus_texts import WIDE, Paper, Violation
from tests.corpus_world import PHONE, World

BESIDE = 90
"""Characters before a number in which the name it belongs to is looked for."""
_COMPANY = re.compile(
    r"^(?:(?:社会福祉|公益社団|一般社団|公益財団)法人|株式会社|有限会社)?(?:みどり市立?(?=.{3}))?"
)
REAL_HOSTS = frozenset(
    {"www.jpki.go.jp", "www.kojinbango-card.go.jp", "myna.go.jp", "www.e-gov.go.jp", "laws.e-gov.go.jp"}
)
"""Sites of the nation that the city's pages may point to."""


def check_contacts(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """The slips in the contacts of a paper, and how many were looked at: 「電話」「メール」「URL」."""
    found: list[Violation] = []
    counts = {"電話": 0, "メール": 0, "URL": 0}
    text = paper.text.translate(WIDE)
    whole, ahead = f"{paper.source.title}\n{text}", len(paper.source.title) + 1
    for kind, check in (("電話", _phone), ("メール", _mail), ("URL", _url)):
        for span in chain.from_iterable(each.finditer(text) for name, each in PATTERNS if name == kind):
            counts[kind] += 1
            expected = check(whole, span.start() + ahead, span[0], world)
            if expected:
                found.append(paper.violation(kind, paper.text[span.start() : span.end()], expected))
    return list(dict.fromkeys(found)), counts


@lru_cache(maxsize=8)
def owners(world: World) -> dict[str, frozenset[str]]:
    """Name of a 課, facility or body → its numbers. A 課 also answers at the facilities it keeps."""
    found: dict[str, set[str]] = {}
    for entry in _with_phones({key: value for key, value in world.table.items() if key != "city"}):
        for name in {entry["name"], _COMPANY.sub("", entry["name"])}:
            found.setdefault(name, set()).update(PHONE.findall(entry["phone"]))
    for facility in world.all("facility"):
        if facility.get("phone"):
            found.setdefault(facility["section"], set()).add(facility["phone"])
            found.setdefault(facility["name"], set()).add(
                world.sections.get(facility["section"], {}).get("phone", "")
            )
    for former, name in world.former_names.items():
        found[former] = found[name]
    for name, number in world.table.get("care_centers", {}).items():
        found[name] = {number}
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _with_phones(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("name"), str) and isinstance(value.get("phone"), str):
            yield value
        for each in value.values():
            yield from _with_phones(each)
    elif isinstance(value, list):
        for each in value:
            yield from _with_phones(each)


def _phone(text: str, start: int, number: str, world: World) -> str:
    city = world.table["city"]
    if number in world.table.get("outside_phones", {}).values():
        return ""
    if number not in world.phones:
        return "city.toml にない番号"
    if number in (city["phone"], city["fax"]):
        return ""
    name = _nearest(text[max(0, start - BESIDE) : start], owners(world))
    if name is None or number in owners(world)[name]:
        return ""
    if any(
        number in numbers and owner in text[: text.find("\n")] + text[max(0, start - 250) : start]
        for owner, numbers in owners(world).items()
    ):
        return ""  # 休日急患診療所（健康づくりセンター1階）: the page or the part of it is that office's own
    after = text[start : start + 34].split("\n", maxsplit=1)[0]
    if any(number in numbers and owner in after for owner, numbers in owners(world).items()):
        return ""  # in a table: the number, then the 課
    if not any(number in numbers for numbers in owners(world).values()):
        return ""  # 粗大ごみ受付センター: a number that city.toml gives within a sentence
    return f"{name}の電話は{'、'.join(sorted(filter(None, owners(world)[name])))}"


def _nearest(before: str, names: dict[str, frozenset[str]]) -> str | None:
    """The name that ends last in the words before a number, the longest of those that end there; past another number, none."""
    last = list(PHONE.finditer(before))
    before = before[last[-1].end() :] if last else before
    before = re.sub(r"\([^()]*\)|[一-龠]+内", "", before)  # （上沢公民館内）: where it lies, not who answers
    ends = [(before.rfind(name) + len(name), len(name), name) for name in names if name in before]
    return max(ends)[2] if ends else None


_ADDRESS = re.compile(
    r"(?:中央|上沢|川添|西原)(?:[一二三四五六七八九十]丁目[0-9]{1,4}番(?:[0-9]{1,3}号)?|[0-9]{1,4}番地)"
)


def check_addresses(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """The address right behind the name of a facility; counts 「住所」."""
    found, count = [], 0
    known = _addresses(world)
    for line in paper.lines:
        plain = line.translate(WIDE)
        for match in _ADDRESS.finditer(plain):
            before = plain[max(0, match.start() - 26) : match.start()]
            names = [(before.rfind(name) + len(name), len(name), name) for name in known if name in before]
            if (
                not names
                or _ADDRESS.search(before[max(names)[0] :])
                or re.search(r"[。、]", before[max(names)[0] :])
            ):
                continue
            count += 1
            right = known[max(names)[2]]
            if not (right.startswith(match[0]) or match[0].startswith(right)):
                words = line[match.start() - len(before) + max(names)[0] - max(names)[1] : match.end()]
                found.append(paper.violation("住所", words, f"{max(names)[2]}は{right}"))
    return list(dict.fromkeys(found)), {"住所": count}


@lru_cache(maxsize=4)
def _addresses(world: World) -> dict[str, str]:
    entries = (*world.all("facility"), *world.all("organization"), *world.all("municipal_housing"))
    said = {each["name"]: each.get("address", each.get("place", "")) for each in entries}
    found = {name: _ADDRESS.match(place) for name, place in said.items()}
    return {name: match[0] for name, match in found.items() if match}


def _mail(text: str, start: int, address: str, world: World) -> str:
    local, _, domain = address.partition("@")
    if domain != world.table["city"]["email_domain"]:
        return "" if domain in world.everything else f"市のアドレスは @{world.table['city']['email_domain']}"
    mails: dict[str, str] = world.table.get("section_mail", {})
    units: dict[str, str] = world.table.get("unit_mail", {})
    if local in units.values():
        return ""
    if local not in mails.values():
        return "" if re.search(rf"\b{re.escape(local)}\b", world.everything) else "city.toml にないアドレス"
    before = text[max(0, start - BESIDE) : start]
    named = [(before.rfind(section), section) for section in mails if section in before]
    if named and mails[max(named)[1]] != local and f"{local}@" not in before:
        return f"{max(named)[1]}のアドレスは {mails[max(named)[1]]}@"
    return ""


def _url(text: str, start: int, url: str, world: World) -> str:
    host = urlparse(url).hostname or ""
    home = urlparse(world.table["city"]["website"]).hostname
    known = host == home or host in REAL_HOSTS or host in world.everything
    return "" if known else f"市のホームページは {home}"
