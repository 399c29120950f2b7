"""Whom to ask: the office and its telephone as a source writes it. Knows nothing of what is asked.

The number of another office that stands on the same page is never given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.extractive.grounds import given
from app.extractive.terms import LAW_KINDS
from app.material import Material, Piece
from app.retrieval import Evidence
from app.tasks.template import Section

_PHONE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")
_ENDS = r"(?:課|室|館|局|所|センター|消防本部|支所|署|係)"
_OFFICE = re.compile(
    rf"(?:.*(?:(?<!都)市(?![民立場])|[一-龠ぁ-ん](?:町(?![民立内場])|村(?![民立内場]))|部(?!局)|委員会))?(?P<office>[^\s、。・（）()「」0-9０-９]{{1,14}}?{_ENDS})"
)
_OTHER = re.compile(
    r"[^\s、。・（）()「」|0-9０-９]{2,12}(?:課|室|館|局|所|センター)(?=[ 　]*(?:電話|TEL|☎|0[0-9]{1,4}-|[（(]電話))"
)
_NEAR = 90


def make_contact(section: Section, material: Material) -> Iterator[Piece]:
    """The office that ``about`` names, or that the best source is of, with its telephone as a source writes it."""
    told = material.fill(section.about).strip() if given(section.about, material) else ""
    lead = material.fill(section.text)
    if _PHONE.search(told):
        yield Piece(f"{lead}{told}", section)
        return
    name = office_of(told)
    owners = [one.document for one in material.evidence if one.document.section]
    owners.sort(key=lambda document: document.kind not in LAW_KINDS)  # who keeps the rule, before who used it
    own = owners[0].section if owners else ""
    office = name if name else "" if told else own
    if not office and not told:
        yield Piece(f"{lead}【要確認：担当課と電話】", section)
        return
    phone = _phone(office, material.evidence)
    if not phone and told:
        phone = f"【要確認：{office or '担当課'}の電話】"
    yield Piece(f"{lead}{told or office}　{phone}".rstrip("　"), section)


def office_of(words: str) -> str:
    """The office of 「○○市○○部○○課○○係」 without what stands before it; "" where none is named.

    >>> office_of("葛浦町まちづくり課"), office_of("みどり市福祉部高齢介護課"), office_of("あさひ沢町町民課　住民係")
    ('まちづくり課', '高齢介護課', '町民課')
    """
    match = _OFFICE.match(words)
    return match["office"] if match else ""


def _phone(office: str, evidence: tuple[Evidence, ...]) -> str:
    """「電話0999-22-1144[3]」: the telephone that a source writes soon after the office's name, or ""."""
    for one in evidence:
        own = one.document.section == office
        for text in (one.passage.text, one.passage.context):
            found = _named(office, text) or (_asked_of(office, text) if own else "")
            if found:
                return f"電話{found}[{one.number}]"
    return ""


def _named(office: str, text: str) -> str:
    """The telephone behind one of the places where the office is named, no other office's before it."""
    at = text.find(office) if office else -1
    while at >= 0:
        end = at + len(office)
        match = _PHONE.search(text, end, end + _NEAR)
        if match and not _OTHER.search(text[end : match.start() + 2]):
            return match[0]
        at = text.find(office, end)
    return ""


def _asked_of(office: str, text: str) -> str:
    """The telephone under 「問い合わせ」 on the office's own page, unless it is another office's there."""
    at = max(text.find("問い合わせ"), text.find("問合せ"))
    match = _PHONE.search(text, at) if at >= 0 else None
    other = _OTHER.search(text, at, match.start() + 2) if match else None
    return match[0] if match and (other is None or office in other[0]) else ""
