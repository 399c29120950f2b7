"""The messages for one piece of a draft. Knows nothing of models: what stays the same comes first, for their caches.

Order: rules and the task's instructions, one worked case, then sources, the past document (figures covered), the
request, and last what to write now.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.extractive.headed import find_part, paragraphs, split_headed
from app.llm import Message
from app.masking import mask
from app.material import Material, Piece
from app.retrieval import Evidence
from ingest.tokens import count_tokens, fit_tokens

PAST_TOKENS = 900
_LONGEST_VALUE = 400


def build_messages(piece: Piece, material: Material, parts: Mapping[str, str]) -> tuple[Message, ...]:
    """System, the worked case where the section has one, and the request for ``piece``."""
    section = piece.section
    system = "\n".join(filter(None, (parts.get("rules", ""), material.template.writing.instructions.strip())))
    messages: list[Message] = [("system", system)]
    if section.sample_request and section.sample_answer:
        messages.append(("user", section.sample_request.strip("\n")))
        messages.append(("assistant", section.sample_answer.strip("\n")))
    blocks = [
        _sources(piece, material),
        _past(piece, material),
        _request(piece, material),
        _task(piece, material),
    ]
    messages.append(("user", "\n\n".join(block for block in blocks if block)))
    return tuple(messages)


def chosen(piece: Piece, material: Material) -> tuple[Evidence, ...]:
    """The evidence that the piece is written from."""
    if not piece.sources:
        return material.evidence
    return tuple(one for one in material.evidence if one.number in piece.sources)


def cost(messages: tuple[Message, ...]) -> int:
    return sum(count_tokens(text) + 4 for _, text in messages)


def _sources(piece: Piece, material: Material) -> str:
    lines = []
    for one in chosen(piece, material):
        name = "" if material.meeting else f"{one.document.title}："
        lines.append(f"[{one.number}] {name}{_one_line(one.text)}")
    return "資料\n" + "\n".join(lines) if lines else ""


def _past(piece: Piece, material: Material) -> str:
    """The past document as the example: figures, dates and names covered. A small model would copy it word for word,
    covers included, so it only gets it where the section is written in one go."""
    if material.past is None or not material.whole or material.meeting is not None:
        return ""
    text = material.past.document.text
    if piece.section.title:
        part = find_part(split_headed(text), (piece.section.title, *piece.section.aliases))
        text = part.body if part else ""
    else:
        text = "\n".join(paragraphs(text))
    if not text.strip():
        return ""
    note = "前回の文書（流れと言い回しの手本。伏せた所には今回の事実を入れるか、書かない）"
    return f"{note}\n{fit_tokens(mask(text), PAST_TOKENS)}"


def _request(piece: Piece, material: Material) -> str:
    """The form's values, but for the text that is itself the source and, for one part of many, the other parts."""
    left_out = {material.template.sources.input}
    if piece.sources and piece.section.parts:
        left_out.add(piece.section.parts)
    lines = []
    for field in material.template.fields:
        value = material.values.get(field.id, "")
        if value and field.id not in left_out and field.type != "check":
            label = field.label.split("（")[0]
            lines.append(f"{label}：{_one_line(value[:_LONGEST_VALUE])}")
    return "依頼\n" + "\n".join(lines) if lines and material.meeting is None else ""


def _task(piece: Piece, material: Material) -> str:
    length = f"（{piece.target}字くらい）" if piece.target else ""
    return f"書くこと\n{material.fill(piece.ask).strip()}{length}"


def _one_line(text: str) -> str:
    return " ／ ".join(line.strip("　 ・") for line in text.splitlines() if line.strip())
