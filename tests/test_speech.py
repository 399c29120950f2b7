"""Three meetings of the corpus also as sound: their words stand in the minutes, and the sound has their length."""

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.loaders import load_safely
from tests.speech import RATE, read_spoken, speak

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = sorted((CORPUS / "texts" / "audio").glob("*.toml"))


def test_three_meetings_are_spoken():
    assert len(FILES) == 3
    assert len({read_spoken(file).minutes for file in FILES}) == 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_words_are_those_of_the_minutes(file):
    spoken = read_spoken(file)
    text = load_safely(CORPUS / spoken.minutes, name=spoken.minutes).text
    said = "".join(text.split())
    assert len(spoken.speeches) >= 3
    assert 120 <= sum(len(words) for _, words in spoken.speeches) <= 300
    for speaker, words in spoken.speeches:
        assert "".join(words.split()) in said, words
        assert speaker.split("（")[0][:2] in said


@pytest.mark.slow
def test_the_sound_is_as_long_as_the_words_and_loud_where_somebody_speaks(tmp_path):
    """Japanese is read at 5 to 11 characters a second; the pauses between speakers are silent."""
    spoken = read_spoken(FILES[0])
    spoken = replace(spoken, speeches=spoken.speeches[:2])
    places = speak(spoken, tmp_path / "meeting.wav")
    with wave.open(str(tmp_path / "meeting.wav")) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype=np.int16).astype(float)
    for (start, end), (_, words) in zip(places, spoken.speeches, strict=True):
        assert 4 <= len(words) / (end - start) <= 12, words
        assert np.abs(samples[int(start * RATE) : int(end * RATE)]).mean() > 300
        assert np.abs(samples[int(end * RATE) + 100 : int((end + 0.5) * RATE)]).mean() == 0
