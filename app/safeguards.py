"""What may reach a model: no マイナンバー, no orders hidden in papers, nothing of 機密性 3 outside. Knows no prompts.

Drafting asks here before it writes; every answer comes with the findings that tell the clerk what was kept back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.checks.instructions import is_instruction, told, without_instructions
from app.checks.personal.data import has_my_number
from app.checks.personal.public import PublicNames
from app.material import Piece
from app.models.discreet import DiscreetWriter
from app.models.llm import Writer
from app.result import Finding
from app.retrieval import Evidence, PastDocument, is_closed
from app.text.links import keep_known_links

_SOURCE = "機密性3の文書「{label}」は、この端末の外にある文章モデルには渡していません。この出典の文は、引用のままです。"
_INPUT = "機密性3の入力のため、この端末の外にある文章モデルは使わずに作りました。"
_NUMBER = "「{label}」にマイナンバー（個人番号）と思われる番号があるため、根拠に使いませんでした。文書の管理を確かめてください。"
_REPLACED = "この端末の外にある文章モデルには、{words} を伏せ字（{marks}）に替えて渡し、戻しました。"
_WHY = "市の情報セキュリティポリシーと個人情報の保護に関する法律"
_NAMELESS = "（題名を伏せた文書）"
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Sifted:
    """What remains: the evidence to draft from, the past document, the numbers ``withheld`` from the model."""

    evidence: tuple[Evidence, ...]
    past: PastDocument | None
    withheld: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()


def writer_for(
    writer: Writer | None, sensitivity: str, public: PublicNames
) -> tuple[Writer | None, tuple[Finding, ...]]:
    """The writer that may see an input of ``sensitivity``: itself on this machine, else one that sees pseudonyms, or none."""
    if writer is None or writer.local:
        return writer, ()
    if is_closed(sensitivity):
        return None, (Finding("sensitivity.input", "info", _INPUT, source=_WHY),)
    return DiscreetWriter(writer, public), ()


def holds_my_number(values: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the fields that hold a マイナンバー: then nothing is searched, written or kept."""
    return tuple(name for name, value in values.items() if has_my_number(value))


def sift_values(
    values: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The form without sentences that order the program about (somebody may have pasted them), and what was taken."""
    kept: dict[str, str] = {}
    findings: list[Finding] = []
    for name, value in values.items():
        kept[name], taken = without_instructions(value)
        findings.extend(told(f"入力「{labels.get(name, name)}」", sentence) for sentence in taken)
    return kept, tuple(findings)


def sift(evidence: Sequence[Evidence], past: PastDocument | None, *, outside: bool) -> Sifted:
    """Take out what gives orders and what holds a マイナンバー; withhold what is closed, where the model is ``outside``."""
    kept: list[Evidence] = []
    findings: list[Finding] = []
    withheld = set()
    for one in evidence:
        if has_my_number(one.passage.text):
            findings.append(_finding("personal.source", _NUMBER, one.citation.label))
            continue
        text, taken = without_instructions(one.text)
        findings.extend(told(one.citation.label, sentence) for sentence in taken)
        if not text.strip():
            continue
        if outside and is_closed(one.document.sensitivity):
            withheld.add(one.number)
            findings.append(_finding("sensitivity.source", _SOURCE, one.citation.label))
        one, renamed = _without_order_in_title(one)
        findings.extend(renamed)
        kept.append(replace(one, text=text) if taken else one)
    past, more = _sift_past(past, outside=outside)
    return Sifted(tuple(kept), past, frozenset(withheld), tuple(_once((*findings, *more))))


def _without_order_in_title(one: Evidence) -> tuple[Evidence, tuple[Finding, ...]]:
    """A document that is called like an order, or like a link, is cited by another name; its address stays."""
    title = one.document.title
    if not is_instruction(title) and not keep_known_links(title, ()).removed:
        return one, ()
    label = one.citation.label.replace(title, _NAMELESS)
    document, citation = replace(one.document, title=_NAMELESS), replace(one.citation, label=label)
    return replace(one, document=document, citation=citation), (told(_NAMELESS, title),)


def _sift_past(
    past: PastDocument | None, *, outside: bool
) -> tuple[PastDocument | None, tuple[Finding, ...]]:
    if past is None:
        return None, ()
    title = past.document.title
    if has_my_number(past.document.text):
        return None, (_finding("personal.source", _NUMBER, title),)
    text, taken = without_instructions(past.document.text)
    findings = [told(title, sentence) for sentence in taken]
    if taken:
        past = replace(past, document=replace(past.document, text=text))
    if outside and is_closed(past.document.sensitivity):
        findings.append(_finding("sensitivity.source", _SOURCE, title))
    return past, tuple(findings)


def spare(pieces: Iterable[Piece], withheld: frozenset[int]) -> tuple[Piece, ...]:
    """The pieces as a model outside may be asked for them: nothing of a withheld source is in what it gets.

    A piece that stands on withheld sources alone is not asked for: it stays as it was composed.
    """
    return tuple(_spared(pieces, withheld)) if withheld else tuple(pieces)


def _spared(pieces: Iterable[Piece], withheld: frozenset[int]) -> Iterator[Piece]:
    for piece in pieces:
        sources = tuple(number for number in piece.sources if number not in withheld)
        notes = tuple(note for note in piece.notes if note[0] not in withheld)
        lost = (piece.sources and not sources) or (piece.notes and not notes)
        yield replace(piece, sources=sources or piece.sources, notes=notes, ask="" if lost else piece.ask)


def replaced(writer: Writer | None) -> Iterator[Finding]:
    """What the clerk is told of the pseudonyms: which words, and what stood for them."""
    if isinstance(writer, DiscreetWriter) and (pairs := writer.replaced):
        words = "、".join(f"「{text}」" for _, text in pairs[:_SHOWN])
        marks = "、".join(mark for mark, _ in pairs[:_SHOWN])
        more = f"ほか{len(pairs) - _SHOWN}件" if len(pairs) > _SHOWN else ""
        message = _REPLACED.format(words=words + more, marks=marks)
        yield Finding("personal.replaced", "info", message, source=_WHY)


def _finding(rule: str, message: str, label: str) -> Finding:
    return Finding(rule, "warning", message.format(label=label), source=_WHY)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    return iter(dict.fromkeys(findings))
