"""False alarms of the style rules on finished documents, by profile, and their speed. Knows nothing of the rules."""

from __future__ import annotations

import time
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from app.checks.style.guide import StyleGuide
from app.checks.style.official import find_style
from ingest.errors import UnreadableFile
from ingest.loaders import load_safely
from ingest.papers.kinds import guess_kind

PER = 2000
"""Characters for which one error or warning is allowed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """By profile: documents, characters, errors and warnings, and milliseconds for 10,000 characters."""

    profiles: dict[str, tuple[int, int, int, float]]
    told: tuple[str, ...]

    @property
    def reached_bar(self) -> bool:
        return all(found * PER <= size for _, size, found, _ in self.profiles.values())

    def text(self) -> str:
        lines = ["style（仕上がった文書での指摘。直す・確かめる）"]
        for name, (documents, size, found, speed) in sorted(self.profiles.items()):
            rate = found * PER / size if size else 0.0
            lines.append(
                f"  {name:<8}{documents} 文書 {size:,} 字　{found} 件（{PER:,} 字に {rate:.2f} 件）　1万字 {speed:.0f} ms"
            )
        return "\n".join([*lines, *(f"  {one}" for one in self.told)])


def run_style(guide: StyleGuide, corpus: Path) -> Outcome:
    """Every document that the corpus lists, by the profile of its kind. Pictures and what cannot be read are left out."""
    listed = tomllib.loads((corpus / "sources.toml").read_text(encoding="utf-8"))["document"]
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0])
    told = []
    for row in listed:
        path = corpus / row["path"]
        if path.suffix == ".zip" or not path.is_file():
            continue
        try:
            loaded = load_safely(path)
        except UnreadableFile:
            continue
        if any("OCR" in note for note in loaded.notes):
            continue
        kind = row.get("kind") or guess_kind(loaded.title, loaded.text)
        profile = guide.profile(kind)
        started = time.perf_counter()
        findings = find_style(loaded.text, guide, profile, kind=kind)
        seconds = time.perf_counter() - started
        grave = [one for one in findings if one.severity != "info"]
        for place, value in enumerate((1, len(loaded.text), len(grave), seconds)):
            sums[profile][place] += value
        told += [f"{row['path']}　{one.rule}　{one.message[:60]}" for one in grave]
    profiles = {
        name: (int(documents), int(size), int(found), seconds / max(size, 1) * 1e7)
        for name, (documents, size, found, seconds) in sums.items()
    }
    return Outcome(profiles, tuple(told))
