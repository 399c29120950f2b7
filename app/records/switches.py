"""Whether the residents' desk is open, and the banner above it: one small file, read for every request. Knows no pages."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.whole_file import write_whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """``paused`` is the text that residents read instead of answers, "" while the desk is open; ``banner`` stands above."""

    paused: str = ""
    banner: str = ""


class Switches:
    """The file ``path``. A change is in force at the next request, in every process of the service."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, State] = (-1, State())

    def state(self) -> State:
        """What is in force now; a file that cannot be read leaves what was in force."""
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return State()
        if changed != self._read[0]:
            try:
                told = json.loads(self._path.read_text(encoding="utf-8"))
                self._read = (changed, State(str(told.get("paused", "")), str(told.get("banner", ""))))
            except (OSError, ValueError):
                log.warning("the switches of the residents' desk cannot be read")
        return self._read[1]

    def set(self, state: State, *, by: str) -> None:
        """Put ``state`` in force; who did it stands in the history; the product's log holds no name."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps(asdict(state), ensure_ascii=False))
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "by": by, **asdict(state)}
        with self._path.with_suffix(".log").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        state_of = "shut" if state.paused else "open"  # who changed it stands in the history
        log.info("the residents' desk is %s, %s a notice", state_of, "with" if state.banner else "without")

    def history(self, most: int = 20) -> list[dict[str, str]]:
        """The last changes, newest first: at, by, paused, banner."""
        try:
            lines = self._path.with_suffix(".log").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in reversed(lines[-most:])]
