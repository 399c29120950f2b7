"""The messages for one piece of a draft. Knows nothing of models: what stays the same comes first, for their caches.

Order: rules and the task's instructions, one worked case, then sources, the past document (figures covered), the
request, and last what to write now.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from app.checks.instructions import inert
from app.extractive.headed import find_part, paragraphs, split_past
from app.masking import mask
from app.material import Material, Piece
from app.models.chat import Message
from app.retrieval import Evidence, is_closed
from ingest.tokens import count_tokens, fit_tokens

PAST_TOKENS = 900
_LONGEST_VALUE = 400


def build_messages(
    piece: Piece, material: Material, parts: Mapping[str, str], *, fence: str = ""
) -> tuple[Message, ...]:
    """System, the worked case where the section has one, and the request for ``piece``.

    What comes from papers and people stands between two lines with ``fence`` in them, a word that is new for every
    call (``new_fence``), so that nothing inside can close it; it is made inert first.

    A small model gets little: the sentences that matter and what to write. A large one gets the sources whole, the
    past document, and the form.
    """
    section = piece.section
    large = material.whole and bool(section.instruction_whole)
    system = "\n".join(filter(None, (parts.get("rules", ""), material.template.writing.instructions.strip())))
    messages: list[Message] = [("system", system)]
    if section.sample_request and section.sample_answer and not large:
        messages.append(("user", section.sample_request.strip("\n")))
        messages.append(("assistant", section.sample_answer.strip("\n")))
    fence = fence or new_fence()
    blocks = [_fenced(_sources(piece, material), fence)]
    if large:
        blocks += [_fenced(_past(piece, material), fence), _fenced(_request(material), fence)]
    blocks.append(_task(piece, material, length=large))
    messages.append(("user", "\n\n".join(block for block in blocks if block)))
    return tuple(messages)


def new_fence() -> str:
    """Eight characters that nobody can guess.

    >>> len(new_fence())
    8
    """
    return secrets.token_hex(4)


def _fenced(block: str, fence: str) -> str:
    """A block's first line is ours (「資料」); the rest is data between two lines that only this call knows."""
    head, line_break, data = block.partition("\n")
    if not line_break:
        return inert(block, fence)
    return f"{head}\n―{fence}―\n{inert(data, fence)}\n―{fence}―"


def chosen(piece: Piece, material: Material) -> tuple[Evidence, ...]:
    """The evidence that the piece is written from; none where the section is made from the form alone."""
    if piece.section.by == "fields":
        return ()
    allowed = [one for one in material.grounds if one.number not in material.withheld]
    return tuple(one for one in allowed if not piece.sources or {one.number, one.beside} & set(piece.sources))


def cost(messages: tuple[Message, ...]) -> int:
    return sum(count_tokens(text) + 4 for _, text in messages)


def _sources(piece: Piece, material: Material) -> str:
    evidence = chosen(piece, material)
    if piece.lead and evidence:
        return f"発言：{_one_line(evidence[0].said)}"
    if material.whole or material.meeting:
        lines = [f"[{one.number}] {_named(one, material)}{_one_line(one.text)}" for one in evidence]
    else:
        lines = [f"[{number}] {words}" for number, words in piece.notes]
    return "資料\n" + "\n".join(lines) if lines else ""


def _named(one: Evidence, material: Material) -> str:
    """The name before a source, and of a text that is only read with another, which one refers to it."""
    if material.meeting:
        return ""
    beside = f"（[{one.beside}]が引く）" if one.beside else ""
    return f"{one.document.title}{beside}："


def _past(piece: Piece, material: Material) -> str:
    """The past document as the example: figures, dates and names covered. Only a large model gets it: a small one
    copies it word for word, covers included."""
    if material.past is None or material.meeting is not None:
        return ""
    if material.outside and is_closed(material.past.document.sensitivity):
        return ""
    text = material.past.document.text
    if piece.section.title:
        part = find_part(split_past(material.past), (piece.section.title, *piece.section.aliases))
        text = part.body if part else ""
    else:
        text = "\n".join(paragraphs(text))
    if not text.strip():
        return ""
    note = "前回の文書（流れと言い回しの手本。伏せた所には今回の事実を入れるか、書かない）"
    return f"{note}\n{fit_tokens(mask(text), PAST_TOKENS)}"


def _request(material: Material) -> str:
    """The form's values, but for the text that is itself the source."""
    lines = []
    for field in material.template.fields:
        value = material.values.get(field.id, "")
        if value and field.id != material.template.sources.input and field.type != "check":
            label = field.label.split("（")[0]
            lines.append(f"{label}：{_one_line(value[:_LONGEST_VALUE])}")
    return "依頼\n" + "\n".join(lines) if lines and material.meeting is None else ""


def _task(piece: Piece, material: Material, *, length: bool) -> str:
    target = f"（{piece.target}字くらい）" if piece.target and length else ""
    return f"{inert(material.fill(piece.ask)).strip()}{target}"


def _one_line(text: str) -> str:
    return " ／ ".join(line.strip("　 ・") for line in text.splitlines() if line.strip())
