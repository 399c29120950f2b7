"""Who signs a contract for the office: its head as the newest paper names them, its seat as the past contract has it.

Knows nothing of models. What no paper tells stays 【要確認】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.material import Material, Piece
from app.signing import HEAD, holder
from app.tasks.form import company_in
from app.tasks.template import Section

_SEAT = re.compile(r"【要確認：[^】]*の役所の所在地】")
_PARTY = re.compile(
    r"^[ 　]*(?:発注者|委託者|買主|賃借人|甲)[ 　]+(?P<seat>\S*[都道府県市町村区]\S*[0-9０-９]\S*)",
    re.MULTILINE,
)

_SIGNED = re.compile(r"^(?P<lead>[ 　]+\S+　)(?P<party>\S.*?)(?P<seal>　+印)$", re.MULTILINE)


def _on_lines(signed: re.Match[str]) -> str:
    """A company that signs as the office does: where it is, its name, who stands for it, each on a line."""
    company = company_in(signed["party"])
    if not company:
        return signed[0]
    seat, _, stands = signed["party"].partition(company)
    parts = [part for each in (seat, company, stands) if (part := each.strip("、, 　"))]
    return signed["lead"] + ("\n" + "　" * len(signed["lead"])).join(parts) + signed["seal"]


def make_signed(section: Section, material: Material) -> Iterator[Piece]:
    """The section's text with the head of the office, cited, and the seat of the past contract."""
    text = material.fill(section.text)
    seat = _PARTY.search(material.past.document.text) if material.past else None
    if seat:
        text = _SEAT.sub(seat["seat"], text)
    numbers = list[int]()

    def signed(asked: re.Match[str]) -> str:
        post = f"{asked['city']}{asked['post']}"
        for one in reversed(material.evidence):
            if name := holder(post, one.passage.text):
                numbers.append(one.number)
                return f"{post}　{name}[{one.number}]"
        return asked[0]

    text = _SIGNED.sub(_on_lines, HEAD.sub(signed, text))
    yield Piece(text, section, sources=tuple(numbers))
