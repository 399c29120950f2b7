"""The text of a recorded meeting: pieces with their times, put right by the meeting's words. Knows no pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.speech.correction import Correction, Corrector
from app.speech.punctuation import in_figures, punctuate
from app.speech.recognition import Recogniser
from app.speech.vocabulary import Vocabulary

_COLON = re.compile(r"[：:\r\n\t]+")
SPEAKER_PAUSE = 0.45
"""Seconds of silence after which another person may speak; a sentence must have ended too."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was said from ``start`` to ``end`` (seconds). ``corrections`` have offsets into ``text``.

    ``turn``: the pause before it is long enough for a new speaker. ``speaker`` is named by a person, or "".
    """

    start: float
    end: float
    text: str
    corrections: tuple[Correction, ...] = ()
    turn: bool = False
    speaker: str = ""


def transcribe(
    recording: Path,
    *,
    recogniser: Recogniser,
    vocabulary: Vocabulary,
    progress: Callable[[float, float], None] = lambda done, length: None,
    stop: threading.Event | None = None,
) -> Iterator[Piece]:
    """The pieces of ``recording`` in order, each as soon as it is known; ``progress`` gets seconds done and in all.

    The vocabulary is not told to Whisper: with the names of those present as hot words it heard worse (character
    error .225 for .192 on six spoken meetings). Raises RecordingError. What was yielded before ``stop`` stays good.
    """
    corrector = Corrector(vocabulary)
    last = 0.0
    ended = True
    for heard, length in recogniser.listen(recording, stop=stop):
        text, corrections = corrector.correct(in_figures(punctuate(heard.text, heard.pauses)))
        turn = ended and heard.start - last >= SPEAKER_PAUSE
        yield Piece(round(heard.start, 2), round(heard.end, 2), text, corrections, turn or not last)
        last, ended = heard.end, text.endswith(("。", "？", "！"))
        progress(min(heard.end, length), length)


def as_text(pieces: tuple[Piece, ...]) -> str:
    """The transcript as lines 「[00:01:05] 議長：…」, a line for each speech; a speaker not named is 発言者.

    This is what the task 議事録の要約 reads.
    """
    lines: list[str] = []
    who = ""
    for piece in pieces:
        if not lines or (piece.turn and (piece.speaker or who) != who) or (piece.turn and not piece.speaker):
            who = piece.speaker or "発言者"
            lines.append(f"[{clock(piece.start)}] {_COLON.sub(' ', who)}：{piece.text}")
        else:
            lines[-1] += piece.text
    return "\n".join(lines) + "\n" if lines else ""


def clock(seconds: float) -> str:
    """Seconds as 時:分:秒.

    >>> clock(3725.4)
    '01:02:05'
    """
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
