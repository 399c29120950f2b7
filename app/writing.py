"""The model's part of a draft: piece by piece, each cleaned and sourced as it comes. Knows nothing of search or pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from app.attribution import attach
from app.citation import keep_known
from app.claims import oversteps
from app.events import Delta, DraftEvent, Stage
from app.extractive.quoting import cite
from app.material import Material, Piece
from app.models.chat import Message
from app.models.llm import Writer
from app.prompt import build_messages, chosen, cost, new_fence
from app.replacing import fault
from app.retrieval import Evidence
from app.rewording.plain_style import to_plain
from app.tasks.template_file import Prompts
from app.text.polite import make_plain, make_polite
from app.text.tidy import Sentences
from ingest.errors import ModelError
from ingest.tokens import count_tokens

_LOOK = 0.25
"""Seconds between two looks at the place in line."""
_ROOM = 1.6
"""Tokens allowed for a character of the target length; more is a model that does not stop."""
_SHORTEST = 96
_MOST_SENTENCES = 4
"""Sentences of one utterance in minutes."""


@dataclass(slots=True)
class Pen:
    """Who writes, for whom, until when; and what came of it: tokens spent, the ``error`` that ended it (for
    people), the citations ``rejected``."""

    writer: Writer
    prompts: Prompts
    owner: str
    stop: threading.Event
    tokens: int = 0
    error: str = ""
    rejected: tuple[str, ...] = field(default=())
    kept: dict[str, int] = field(default_factory=dict)
    """Why the composed text stayed, and how often (``app.replacing.fault``)."""


def write_pieces(pieces: Sequence[Piece], material: Material, pen: Pen) -> Iterator[DraftEvent]:
    """The pieces as deltas, in order; those that ask for it written by the model, the others as they are.

    After an error or a stop the rest stays as it was composed.
    """
    total = sum(bool(piece.ask) for piece in pieces)
    done = 0
    for piece in pieces:
        told = False
        if piece.ask and not pen.error and not pen.stop.is_set():
            done += 1
            stage = Stage(
                "writing", pen.prompts.messages["writing"].format(done=done, total=total), done, total
            )
            written = _write(piece, material, pen, stage)
            for event in (
                written
                if material.whole or piece.section.verbatim
                else _upheld(written, piece, material, pen)
            ):
                told = told or isinstance(event, Delta)
                yield event
        yield Delta("\n" if told else f"{piece.text.rstrip()}\n")


def _upheld(
    written: Iterator[DraftEvent], piece: Piece, material: Material, pen: Pen
) -> Iterator[DraftEvent]:
    """A small model's piece, told when it is whole and may stand for the composed one; the page shows that one meanwhile."""
    told: list[str] = []
    for event in written:
        if isinstance(event, Delta):
            told.append(event.text)
        else:
            yield event
    text = "".join(told)
    if not text.strip() or pen.stop.is_set():
        return
    grounds = [piece.ask, *material.values.values(), *(one.words for one in chosen(piece, material))]
    if why := fault(text, piece.text, grounds, shorter=bool(piece.lead)):
        pen.kept[why] = pen.kept.get(why, 0) + 1
    else:
        yield Delta(text)


def _write(piece: Piece, material: Material, pen: Pen, stage: Stage) -> Iterator[DraftEvent]:
    """One piece, when it is our turn. A ModelError ends it and is kept in ``pen``."""
    with pen.writer.queue.ticket(pen.owner) as ticket:
        place = 0
        while not ticket.called.wait(_LOOK if place else 0) and not pen.stop.is_set():
            if ticket.place and ticket.place != place:
                place = ticket.place
                yield Stage("waiting", pen.prompts.messages["waiting"].format(place=place), place=place)
        if pen.stop.is_set():
            return
        yield stage
        try:
            yield from _sentences(piece, material, pen)
        except ModelError as error:
            pen.error = str(error)


def _sentences(piece: Piece, material: Material, pen: Pen) -> Iterator[Delta]:
    """The model's sentences as they are finished; one that it repeats, or leaves unfinished, is not told."""
    evidence = chosen(piece, material)
    clean = Sentences(indent=piece.text.startswith("　"), prose=piece.section.polite)
    options = material.template.writing
    most = (
        min(options.max_tokens, max(_SHORTEST, round(piece.target * _ROOM)))
        if piece.target
        else options.max_tokens
    )
    grounds = [piece.text, piece.ask, *material.values.values(), *(one.words for one in evidence)]
    beyond = partial(oversteps, grounds=grounds)
    fence = new_fence()
    messages: tuple[Message, ...] = build_messages(piece, material, pen.prompts.parts, fence=fence)
    pen.tokens += cost(messages)

    stream = pen.writer.stream(
        messages, max_tokens=most, temperature=options.temperature, stop_event=pen.stop
    )
    with closing(stream):
        if piece.lead:
            yield from _line(piece, clean, stream, pen)
            return
        if piece.section.verbatim:
            yield from _verbatim(stream, pen)
            return
        for text in stream:
            pen.tokens += count_tokens(text)
            for sentence in clean.feed(text):
                if fence in sentence or beyond(sentence):  # it copied the line around its sources
                    continue
                yield _sourced(sentence, piece, evidence, pen)
            if clean.stuck:
                return
    for sentence in clean.finish(cut=True):
        if beyond(sentence):
            continue
        yield _sourced(sentence, piece, evidence, pen)


def _sourced(sentence: str, piece: Piece, evidence: Sequence[Evidence], pen: Pen) -> Delta:
    """A sentence with real citations only, and with the one that its figures come from."""
    words = make_polite(sentence) if piece.section.polite else sentence
    marked = keep_known(words, {one.number for one in evidence})
    pen.rejected += marked.rejected
    return Delta(attach(marked.text, evidence))


def _line(piece: Piece, clean: Sentences, stream: Iterator[str], pen: Pen) -> Iterator[Delta]:
    """One line after its lead, with the piece's one source at its end, whatever marks the model put."""
    told: list[str] = []
    for text in stream:
        pen.tokens += count_tokens(text)
        told += [sentence for sentence in clean.feed(text) if sentence.strip()]
        if clean.stuck or len(told) >= _MOST_SENTENCES:
            break
    told += [] if clean.stuck else clean.finish(cut=True)
    words = "".join(keep_known(sentence, set()).text.strip() for sentence in told[:_MOST_SENTENCES])
    if words:
        yield Delta(f"{piece.lead}{cite(to_plain(make_plain(words))[0], piece.sources[0])}")


def _verbatim(stream: Iterator[str], pen: Pen) -> Iterator[Delta]:
    """The lines as they come, white space included, without the fences around them."""
    buffer = ""
    for text in stream:
        pen.tokens += count_tokens(text)
        buffer += text
        *lines, buffer = buffer.split("\n")
        for line in lines:
            if not line.lstrip().startswith("```"):
                yield Delta(f"{line}\n")
    if buffer.strip() and not buffer.lstrip().startswith("```"):
        yield Delta(buffer)
