"""下敷き: last year's text laid under this year's, every slot answered or marked. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.bygone import counted_on, without_said
from app.extractive.filler import Filler
from app.extractive.headed import Headed, find_part, split_past
from app.extractive.quoting import with_sources
from app.extractive.speech import make_parts, make_speech
from app.extractive.terms import with_terms
from app.material import Material, Piece
from app.rewording.plain_style import to_plain
from app.rewording.requests import asked_politely
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.wording import pairs

_CLOSES = re.compile(r"^[　 ]*以[　 ]?上[　 ]*$")
_ITEM = re.compile(r"^[　 ]*(?:・|[(（][0-9０-９]{1,2}[)）])")
_OLD = re.compile(r"【要確認：[^】]*】|[0-9０-９,]+")
_SAME = 0.8
_THING, _ASIDE = re.compile(r"(?:[^、（(）)]|[（(][^（()）]*[）)])+"), re.compile(r"[（(].*$")
_NAME = 4
"""Characters of a thing's name at least."""
_BELOW = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"


def make_underlay(section: Section, material: Material) -> Iterator[Piece]:
    """A section on the past document: its part of the same heading, or its paragraphs where the section has no
    heading; the template's own text where there is no such document. The section's lead stands above either."""
    if material.past is None or not material.past.same:
        yield from _written_anew(section, material)
        return
    if not section.title:
        yield from make_speech(section, material, Filler(material))
        return
    body = past_part(section, material)
    if not body:
        yield from _written_anew(section, material)
        return
    lead = without_said(_lead(section, material, counted="(1)" not in body), body)
    body = _unsaid(body, lead) if lead else body
    if lead and "(1)" not in body:
        lead = without_said(_lead(section, material), body)
        body = counted_on(body, lead)
    text = "\n".join(filter(None, (lead, body)))
    yield Piece(text, section, ask=material.ask(section))


def _unsaid(body: str, lead: str) -> str:
    """The old part without the items that the form says anew: what was asked last year is asked again."""
    new = [pairs(line) for line in lead.split("\n")]
    kept = [
        _without_named(line, lead)
        for line in body.split("\n")
        if not (_ITEM.match(line) and any(_said_in(pairs(_OLD.sub("", line)), said) for said in new))
    ]
    return "\n".join(kept)


def _without_named(line: str, lead: str) -> str:
    """A line of several things without those that the form names: 「作業計画書、完了報告書（翌月5日まで）」 beside its own 完了報告書."""
    things = _THING.findall(line)
    left = [
        one for one in things if len(name := _ASIDE.sub("", one).strip(" 　")) < _NAME or name not in lead
    ]
    return line if "。" in line or not left or len(left) == len(things) else "、".join(left)


def _said_in(own: frozenset[str], said: frozenset[str]) -> bool:
    return len(own) > 1 and len(own & said) >= _SAME * len(own)


def past_part(section: Section, material: Material) -> str:
    """The past document's part under the section's heading, brought up to date; "" where there is none."""
    if material.past is None or not material.past.same or not section.title:
        return ""
    part = find_part(split_past(material.past), (section.title, *section.aliases))
    if part is None or not part.body.strip():
        return ""
    return _brought_up(part, material, Filler(material))


def make_whole(section: Section, material: Material) -> Iterator[Piece]:
    """The whole body of the past document of the same occasion, from its first sentence on; else the ``text``. Its
    「以上」 and what stands below it close the draft."""
    lines = material.past.document.text.split("\n") if material.past and material.past.same else []
    first = next((at for at, line in enumerate(lines) if line.rstrip().endswith("。")), len(lines))
    last = next((at for at, line in enumerate(lines) if at > first and _CLOSES.match(line)), len(lines))
    filler = Filler(material)
    body, material.closing = (
        filler.settle("\n".join(part).strip("\n")).text for part in (lines[first:last], lines[last:])
    )
    yield Piece(with_sources(body, material.evidence) or material.fill(section.text), section)


def make_items(section: Section, material: Material) -> Iterator[Piece]:
    """The section's text, a field of several lines counted (1), (2) …; what the clerk wrote is cited to nobody."""
    yield Piece(_in_manner(material.fill(_numbered(section.text, material)), section), section)


def kept_after(section: Section, material: Material) -> Iterator[Piece]:
    """The parts that only the past document has, where they stood in it: after the part that ``section`` covers."""
    if (
        not material.template.past.keep
        or not section.title
        or material.past is None
        or not material.past.same
    ):
        return
    parts = split_past(material.past)
    titled = [one for one in material.template.sections if one.title]
    found = [find_part(parts, (one.title, *one.aliases)) for one in titled]
    at = next((n for n, one in enumerate(titled) if one is section), len(titled))
    own = found[at] if at < len(titled) else None
    if material.template.past.stands:  # a manual's own steps come after those that the form names
        steps = next((n for n, one in enumerate(titled) if one.by == "items"), -1)
        before = next((each for each in reversed(found[: at + 1]) if each), None)
        own = before if at == steps else None if at < steps else own
    if own is None and (any(found) or section is not _alone_laid(titled, material)):
        return
    filler = Filler(material)
    for part in parts[parts.index(own) + 1 if own else 1 :]:
        if part in found:
            return
        if part.body.strip() and not _in_a_clause(part, titled, found, material):
            yield Piece(_brought_up(part, material, filler), section, heading=part.title)


def _in_a_clause(
    part: Headed, titled: Sequence[Section], found: Sequence[Headed | None], material: Material
) -> bool:
    """Whether a clause of the template, which the past document has under another heading, says the whole part."""
    clauses = (
        line
        for section, own in zip(titled, found, strict=True)
        if own is None and section.applies(material.values)
        for line in section.text.split("\n")
    )
    said = [pairs(clause) for clause in clauses]
    lines = [pairs(line) for line in part.body.split("\n") if line.strip()]
    return all(any(_said_in(line, clause) for clause in said) for line in lines)


def _alone_laid(titled: Sequence[Section], material: Material) -> Section | None:
    """The first section where it is the only one laid under: what the past document has alone comes after it; before
    any other, ``kept_before`` has brought it."""
    laid = [one for one in titled if one.by == "underlay" and one.applies(material.values)]
    return laid[0] if len(laid) == 1 and laid[0] is titled[0] else None


def kept_before(section: Section, material: Material) -> Iterator[Piece]:
    """The parts that only the past document has and that stand before all that the template covers: they come before
    the first section that the past document has too, or that its text is laid under."""
    past = material.past
    if not material.template.past.keep or not section.title or past is None or not past.same:
        return
    parts = split_past(past)[1:]
    titled = [one for one in material.template.sections if one.title and one.applies(material.values)]
    covered = {one.title: find_part(parts, (one.title, *one.aliases)) for one in titled}
    first = next((one for one in titled[1:] if covered[one.title] or one.by == "underlay"), None)
    if section is not first:
        return
    filler, known = Filler(material), [part for part in covered.values() if part]
    for part in parts:
        if part in known:
            return
        if part.body.strip():
            yield Piece(_brought_up(part, material, filler), section, heading=part.title)


def _brought_up(part: Headed, material: Material, filler: Filler) -> str:
    """The part with every slot answered and with its sources, in the manner of the template."""
    body = to_plain(part.body)[0] if material.template.past.plain else part.body
    settled = with_terms(filler.settle(body).text, material.evidence)
    return with_sources(settled, material.evidence)


def _lead(section: Section, material: Material, *, counted: bool = True) -> str:
    """The lead with what the form gives, "" when it gives nothing of it."""
    given = any(material.values.get(name, "").strip() for name in names(section.lead))
    lead = material.fill(_numbered(section.lead, material, counted=counted)) if given else ""
    return _in_manner(lead, section)


def _in_manner(text: str, section: Section) -> str:
    """What the form says, as it is asked or told of somebody where the section is polite."""
    return asked_politely(text) if section.polite else text


def _written_anew(section: Section, material: Material) -> Iterator[Piece]:
    """The template's own text, its last paragraph after what the form wants said."""
    own = material.fill(_numbered(section.text, material))
    own = with_sources(with_terms(own, material.evidence), material.evidence) if section.title else own
    lines = "\n".join(filter(None, (_lead(section, material), own))).split("\n")
    ask = material.ask(section)
    if not section.parts or (material.whole and ask):
        whole = "\n".join([*lines[:-1], *(part.text for part in make_parts(section, material)), *lines[-1:]])
        yield Piece(whole, section, ask=ask, target=section.target(material.values))
        return
    yield Piece("\n".join(lines[:-1]), section)
    yield from make_parts(section, material)
    yield Piece(lines[-1], section)


def _numbered(text: str, material: Material, *, counted: bool = True) -> str:
    """The text with a field of several lines, standing alone, written as (1), (2) …: clauses are counted.

    Not ``counted``, where the old text below counts from (1) itself, each line has a 「・」.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        name = line[1:-1] if line.startswith("{") and line.endswith("}") else ""
        many = [
            value for value in material.values.get(name.rstrip("?"), "").splitlines() if value.strip("・ 　")
        ]
        lines += _counted(many, counted) if len(many) > 1 else [line]
    return "\n".join(lines)


def _counted(values: list[str], counted: bool) -> Iterator[str]:
    """(1), (2) …, and ア, イ … for the lines begun further in below one: where not all but the first are, which is no order."""
    further = [value[0] in " 　\t" for value in values]
    nested, number, below = not all(further[1:]), 0, 0
    for value, deep in zip(values, further, strict=True):
        words = value.strip("・ 　\t")
        if nested and deep and number:
            yield f"{_BELOW[below % len(_BELOW)]}　{words}" if counted else f"　・{words}"
            below += 1
        else:
            number, below = number + 1, 0
            yield f"({number})　{words}" if counted else f"・{words}"
