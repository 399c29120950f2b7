"""The recordings of an office: kept, recognised one after another, taken up again after a stop. Knows nothing of HTTP.

A recording is a folder with the sound and ``transcript.json``, written atomically after every piece.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from app import failures
from app.speech.correction import Correction
from app.speech.recognition import SUFFIXES, RecordingError
from app.speech.transcript import Piece, transcribe
from app.speech.vocabulary import Vocabulary
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

log = logging.getLogger(__name__)
WAITING, WORKING, DONE, STOPPED, FAILED = "waiting", "working", "done", "stopped", "failed"
_ID = re.compile(r"^[0-9a-f]{16}$")


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording. ``done`` of ``length`` seconds are recognised; ``message`` says why it failed.

    ``words`` is what the clerk gave as help: names of those present, the agenda, papers.
    """

    id: str
    title: str
    file: str
    state: str = WAITING
    done: float = 0.0
    length: float = 0.0
    words: str = ""
    message: str = ""
    pieces: tuple[Piece, ...] = field(default=())


class Recordings:
    """All of them, in ``folder``. ``recogniser`` is opened at the first work; ``vocabulary(title, words)`` per recording."""

    def __init__(
        self, folder: Path, *, recogniser: Callable[[], Any], vocabulary: Callable[[str, str], Vocabulary]
    ) -> None:
        self._folder, self._recogniser, self._vocabulary = folder, recogniser, vocabulary
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()  # one recording is recognised at a time; the others say that they wait

    def add(self, name: str, content: BinaryIO, *, title: str = "", words: str = "") -> Recording:
        """Keep the sound and begin. Raises RecordingError for a file that is no sound by its name."""
        suffix = Path(name).suffix.lower()
        if suffix not in SUFFIXES:
            known = "、".join(each.lstrip(".") for each in SUFFIXES[:4])
            raise RecordingError(
                f"「{name}」は録音のファイルではありません。{known} などのファイルを選んでください。"
            )
        made = Recording(secrets.token_hex(8), title or Path(name).stem, f"recording{suffix}", words=words)
        place = self._folder / made.id
        place.mkdir(parents=True)
        with (place / made.file).open("wb") as target:
            shutil.copyfileobj(content, target)
            empty = target.tell() == 0
        if empty:
            shutil.rmtree(place)
            raise RecordingError(f"「{name}」は中身が空です（0バイト）。録音した機器から写し直してください。")
        self._write(made)
        self.begin(made.id)
        return made

    def begin(self, recording_id: str) -> None:
        """Recognise from the beginning in a thread of its own; nothing happens while it is being done."""
        with self._lock:
            found = self.find(recording_id)
            if recording_id in self._stops or found is None:
                return
            stop = self._stops[recording_id] = threading.Event()
            self._write(replace(found, state=WAITING, done=0.0, pieces=(), message=""))
        threading.Thread(target=self._work, args=(recording_id, stop), daemon=True).start()

    def stop(self, recording_id: str) -> None:
        """Stop soon; what was recognised stays."""
        if event := self._stops.get(recording_id):
            event.set()

    def stop_all(self) -> None:
        for event in list(self._stops.values()):
            event.set()

    def find(self, recording_id: str) -> Recording | None:
        """The recording as it is now. One that a dead server left in the middle counts as stopped."""
        if not _ID.match(recording_id):
            return None
        try:
            table = json.loads((self._folder / recording_id / "transcript.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        pieces = tuple(
            Piece(**one | {"corrections": tuple(Correction(**each) for each in one["corrections"])})
            for one in table.pop("pieces")
        )
        found = Recording(**table, pieces=pieces)
        left = found.state in (WAITING, WORKING) and recording_id not in self._stops
        return replace(found, state=STOPPED) if left else found

    def all(self) -> tuple[Recording, ...]:
        """Newest first."""
        if not self._folder.is_dir():
            return ()
        places = sorted(self._folder.iterdir(), key=lambda place: place.stat().st_mtime, reverse=True)
        return tuple(found for place in places if (found := self.find(place.name)) is not None)

    def sound(self, recording: Recording) -> Path:
        return self._folder / recording.id / recording.file

    def change(self, recording_id: str, pieces: tuple[Piece, ...], *, title: str = "") -> Recording | None:
        """Keep what a person has changed: words and speakers. None when there is none, or while it is being done."""
        with self._lock:
            found = self.find(recording_id)
            if found is None or recording_id in self._stops:
                return None
            changed = replace(found, pieces=pieces, title=title or found.title)
            self._write(changed)
            return changed

    def remove(self, recording_id: str) -> bool:
        """Delete sound and text; False when there is none."""
        if self.find(recording_id) is None:
            return False
        self.stop(recording_id)
        shutil.rmtree(self._folder / recording_id, ignore_errors=True)
        return True

    def _work(self, recording_id: str, stop: threading.Event) -> None:
        found = self.find(recording_id)
        assert found is not None
        try:
            found = self._in_turn(found, stop)
        except ShitagakiError as error:
            found = replace(found, state=FAILED, message=str(error))
        except Exception as error:  # the edge of the thread
            log.error("recording %s failed:\n%s", recording_id, failures.trail(error))
            found = replace(
                found, state=FAILED, message="録音を文字にできませんでした。もう一度お試しください。"
            )
        finally:
            with self._lock:
                if (self._folder / recording_id).is_dir():
                    self._write(found)
                self._stops.pop(recording_id, None)

    def _in_turn(self, found: Recording, stop: threading.Event) -> Recording:
        """Recognise it when the one before is done; stopped while it waits, it stays as it is."""
        while not self._turn.acquire(timeout=0.2):
            if stop.is_set():
                return replace(found, state=STOPPED)
        try:
            working = replace(found, state=WORKING)
            if (self._folder / found.id).is_dir():
                self._write(working)
            return self._recognise(working, stop)
        finally:
            self._turn.release()

    def _recognise(self, found: Recording, stop: threading.Event) -> Recording:
        length = [0.0]

        def progress(done: float, whole: float) -> None:
            length[0] = whole

        pieces: list[Piece] = []
        for piece in transcribe(
            self.sound(found),
            recogniser=self._recogniser(),
            vocabulary=self._vocabulary(found.title, found.words),
            progress=progress,
            stop=stop,
        ):
            pieces.append(piece)
            found = replace(found, pieces=tuple(pieces), done=piece.end, length=length[0])
            if (self._folder / found.id).is_dir():
                self._write(found)
        if stop.is_set():
            return replace(found, state=STOPPED)
        if not pieces:
            raise RecordingError(
                "人の声が聞き取れませんでした。録音の音量と、無音でないかを確かめてください。"
            )
        return replace(found, state=DONE, done=found.length or found.done)

    def _write(self, recording: Recording) -> None:
        target = self._folder / recording.id / "transcript.json"
        write_whole(target, json.dumps(asdict(recording), ensure_ascii=False))
