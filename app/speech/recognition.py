"""Speech to text by faster-whisper on this machine. Knows nothing of vocabularies, minutes or pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.speech.reading import is_kana
from ingest.errors import ModelError, ShitagakiError

SUFFIXES = (".mp3", ".m4a", ".wav", ".aac", ".flac", ".ogg", ".opus", ".wma", ".mp4", ".webm")
SILENCE_MS = 400
"""A pause of this length parts two pieces: speakers and sentences are mostly parted by more (400 to 700 ms)."""


class RecordingError(ShitagakiError):
    """A recording that cannot be read or recognised; says what to do."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece: seconds from the beginning, what was heard, and the pause after each of its words.

    ``pauses`` are (offset into ``text`` behind a word, seconds of silence after it).
    """

    start: float
    end: float
    text: str
    pauses: tuple[tuple[int, float], ...] = ()


class Recogniser:
    """The model, opened once and used by one recording at a time: two at once would halve both.

    ``folder`` is in faster-whisper's form. Raises ModelError when there is none.
    """

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        from faster_whisper import WhisperModel

        if not (folder / "model.bin").is_file():
            raise ModelError(
                f"{folder} に音声認識モデル（model.bin）がありません。SHITAGAKI_SPEECH のフォルダを確かめてください。"
            )
        self.name = folder.name
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        self._turn = threading.Lock()

    def listen(
        self, recording: Path, *, stop: threading.Event | None = None
    ) -> Iterator[tuple[Heard, float]]:
        """Each piece as it is recognised, with the whole length in seconds. Stops soon after ``stop`` is set.

        Raises RecordingError when the file holds no sound that can be read.
        """
        with self._turn:
            segments, length = self._open(recording)
            for segment in segments:
                if stop is not None and stop.is_set():
                    return
                yield _heard(segment), length

    def _open(self, recording: Path) -> tuple[Iterator[Any], float]:
        from av.error import FFmpegError

        try:
            segments, info = self._model.transcribe(
                str(recording),
                language="ja",
                beam_size=5,
                word_timestamps=True,
                vad_filter=True,
                vad_parameters={"min_silence_duration_ms": SILENCE_MS},
                condition_on_previous_text=False,
            )
        except (FFmpegError, ValueError, IndexError, RuntimeError, OSError) as error:
            raise RecordingError(
                "この録音から音を読めません。再生できるかを確かめ、mp3、m4a、wav のどれかに直してください。"
            ) from error
        return iter(segments), float(info.duration)


def _heard(segment: Any) -> Heard:
    """A segment without the spaces that Whisper leaves between Japanese phrases; a space counts as a short pause."""
    text, pauses = "", list[tuple[int, float]]()
    words = list(segment.words or ())
    for at, word in enumerate(words):
        said = word.word
        if said.startswith((" ", "　")) and text and not text[-1].isascii():
            pauses.append((len(text), 0.2))
        text += said.strip(" 　") if is_japanese(said) else said.lstrip() if not text else said
        if at + 1 < len(words) and (gap := words[at + 1].start - word.end) >= SILENCE_MS / 2000:
            pauses.append((len(text), gap))
    return Heard(float(segment.start), float(segment.end), text or segment.text.strip(), tuple(pauses))


def is_japanese(text: str) -> bool:
    return any(is_kana(each) or "一" <= each <= "鿿" for each in text)
