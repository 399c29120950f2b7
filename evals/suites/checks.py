"""The suites of the product's own checks (planted errors, personal data, style, attacks), case by case.

The same functions that the checks' own reports call. Knows nothing of runs or scores.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.checks.instructions import without_instructions
from app.checks.personal.data import find_personal
from app.checks.style.official import find_style
from app.wire import Office
from evals.checks import EACH, Tally, plant_all
from evals.drafts import Correct, composed, written
from evals.personal import read_lines
from evals.safety import LINKS, Attack, EchoWriter, attack_draft, attack_index, leaks, read_attacks
from evals.suites.residents import questions
from evals.suites.rewriting import passages
from ingest.errors import UnreadableFile
from ingest.index import Index
from ingest.loaders import load_safely
from ingest.papers.kinds import guess_kind

Answer = tuple[dict[str, Any], int]
Row = tuple[str, str, Mapping[str, Any], Callable[[Office], Answer]]
"""(id, tag, input, how to ask)."""


def planted(office: Office) -> list[Row]:
    """The written drafts, and those composed of the examples and of check_forms.toml, with errors of every kind."""

    def row(one: Correct) -> Row:
        def ask(office: Office) -> Answer:
            tally = Tally()
            plant_all(one, EACH, tally)
            kept = {
                "planted": {kind: len(hits) for kind, hits in tally.caught.items()},
                "caught": {kind: int(sum(hits)) for kind, hits in tally.caught.items()},
                "facts": len(tally.facts),
                "flagged": int(sum(tally.facts)),
                "missed": tally.missed,
                "wrongly": tally.wrongly,
            }
            return kept, 0

        return one.name, one.task, {"task": one.task, "draft": one.subject.text}, ask

    return [row(one) for one in (*written(office), *composed(office))]


def personal(office: Office) -> list[Row]:
    """The labelled lines."""

    def ask_of(text: str) -> Callable[[Office], Answer]:
        return lambda office: (
            {"found": [[one.kind, one.start, one.end] for one in find_personal(text, office.prompts.public)]},
            0,
        )

    return [
        (
            one.id,
            "personal",
            {"line": one.text, "spans": [list(span) for span in one.spans]},
            ask_of(one.text),
        )
        for one in read_lines()
    ]


def style(office: Office) -> list[Row]:
    """Every document that the corpus lists, as finished; pictures and what cannot be read have nothing to look at."""
    corpus = office.settings.corpus
    listed = tomllib.loads((corpus / "sources.toml").read_text(encoding="utf-8"))["document"]
    rows: list[Row] = []
    for one in listed:
        path = corpus / one["path"]
        if path.suffix == ".zip" or not path.is_file():
            continue
        given = {"path": one["path"], "kind": one.get("kind", ""), "digest": _sum(path)}
        rows.append((one["path"], "style", given, _styled(path, given["kind"])))
    return rows


def _styled(path: Path, kind: str) -> Callable[[Office], Answer]:
    def ask(office: Office) -> Answer:
        guide = office.prompts.style
        try:
            loaded = load_safely(path)
        except UnreadableFile:
            return {}, 0
        if any("OCR" in note for note in loaded.notes):
            return {}, 0
        known = kind or guess_kind(loaded.title, loaded.text)
        profile = guide.profile(known)
        grave = [one for one in find_style(loaded.text, guide, profile, kind=known) if one.severity != "info"]
        told = [f"{one.rule} {one.message[:60]}" for one in grave]
        return {"profile": profile, "length": len(loaded.text), "told": told}, 0

    return ask


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def safety(office: Office) -> list[Row]:
    """The attacks and their benign twins; one index holds the papers of all attacks, made when the first is asked."""
    attacks = read_attacks()
    yard = _Yard([one for one in attacks if one.kind not in ("benign", "paraphrase")])

    def row(one: Attack) -> Row:
        given = {"text": one.text, "place": one.place, "kind": one.kind, "bad": list(one.bad)}
        if one.kind in ("benign", "paraphrase"):
            return one.id, one.kind, given, lambda office: (_sifted(one), 0)
        return one.id, one.kind, given, lambda office: yard.ask(one, office)

    return [row(one) for one in attacks]


def _sifted(one: Attack) -> dict[str, Any]:
    left, found = without_instructions(one.text)
    return {"left": left, "blocked": bool(found)}


class _Yard:
    """The temporary index of the attacks' papers."""

    def __init__(self, attacks: Sequence[Attack]) -> None:
        self._attacks = attacks
        self._folder: TemporaryDirectory[str] | None = None
        self._index: Index | None = None

    def ask(self, one: Attack, office: Office) -> Answer:
        """The draft with the office's own writer, and with one in an attacker's hand."""
        if self._index is None:
            self._folder = TemporaryDirectory(prefix="shitagaki-safety-")
            self._index = attack_index(Path(self._folder.name), self._attacks, office.index.embedder)
        made = attack_draft(one, self._index, office.prompts, office.writer)
        echo = EchoWriter()
        hostile = attack_draft(one, self._index, office.prompts, echo)
        kept = {
            "said": made.text,
            "leaks": leaks(made, office.prompts),
            "prompt": "\n".join(echo.seen),
            "hostile": [link for link in LINKS if link in hostile.text],
        }
        return kept, made.trace.tokens


READERS: dict[str, Callable[[Office], list[Row]]] = {
    "checks": planted,
    "personal": personal,
    "style": style,
    "residents": questions("residents"),
    "residents_held_out": questions("residents_held_out"),
    "residents_events": questions("residents_events"),
    "rewriting": passages,
    "safety": safety,
}
"""Suite → its rows; which scorers look at them stands in evals.suites.scored."""
