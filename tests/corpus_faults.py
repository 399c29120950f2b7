"""The planned faults of corpus/faults.toml, held against what the checks find. Knows nothing of how they find it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpus_texts import CORPUS, Paper, Violation

ANY = frozenset({"*"})
FOUND_BY: dict[str, frozenset[str]] = {
    "superseded_copy": frozenset(),
    "contradiction": frozenset(),
    "half_updated": ANY,
    "wrong_weekday": frozenset({"曜日"}),
    "wrong_date": frozenset({"日付", "年度"}),
    "wrong_edition": frozenset({"第○回", "行事の人数", "行事の日", "行事の会場"}),
    "wrong_post": frozenset({"役職", "議席", "係", "課名"}),
    "wrong_amount": frozenset({"料金", "数値"}),
    "wrong_sum": frozenset({"合計"}),
    "wrong_number": frozenset({"改正", "例規番号", "例規名", "文書番号", "電話", "メール", "URL", "住所"}),
    "dangling_article": frozenset({"条番号"}),
    "hidden_instructions": frozenset({"隠れた文字"}),
    "personal_data": frozenset({"個人情報"}),
    "sensitive": frozenset(),
    "staff_only": frozenset({"職員限り"}),
    "mojibake": frozenset({"文字化け"}),
    "empty_file": frozenset({"空のファイル"}),
    "wrong_suffix": frozenset({"拡張子"}),
}
"""Kind → the checks of which one must find it; where there is none, the words in the papers are the proof."""


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    kind: str
    why: str
    place: str = ""
    counterpart: str = ""
    counterpart_words: str = ""

    def covers(self, violation: Violation) -> bool:
        """Whether a violation is this fault: in its file, its words and the fault's within each other."""
        if violation.path != self.path:
            return False
        return (
            violation.words in self.place or self.place in violation.words
            if self.place
            else not violation.words
        )


def read_faults(corpus: Path = CORPUS) -> list[Fault]:
    table = tomllib.loads((corpus / "faults.toml").read_text(encoding="utf-8"))
    return [Fault(**entry) for entry in table.get("fault", [])]


def unplanned(violations: Sequence[Violation], faults: Sequence[Fault]) -> list[Violation]:
    """What nobody meant."""
    return [each for each in violations if not any(fault.covers(each) for fault in faults)]


def unfound(violations: Sequence[Violation], faults: Sequence[Fault], papers: Sequence[Paper]) -> list[str]:
    """What was meant and is not there, or is not found by the check that should find it."""
    missing = []
    for fault in faults:
        checks = FOUND_BY.get(fault.kind)
        if checks is None:
            missing.append(f"{fault.path}: kind「{fault.kind}」は {'、'.join(FOUND_BY)} のどれか")
        elif checks:
            hits = {each.check for each in violations if fault.covers(each)}
            if not (hits if checks == ANY else hits & checks):
                missing.append(f"{fault.path}: {fault.kind}: 「{fault.place}」を検査が見付けない")
        missing += _unproved(fault, papers)
    return missing


def _unproved(fault: Fault, papers: Sequence[Paper]) -> list[str]:
    texts: dict[str, str] = {}
    for paper in papers:
        texts[paper.path] = texts.get(paper.path, "") + paper.text
    missing = []
    if fault.path not in texts:
        missing.append(f"{fault.path}: sources.toml にない")
    elif (
        fault.kind not in ("hidden_instructions", "empty_file", "wrong_suffix")
        and fault.place not in texts[fault.path]
    ):
        missing.append(f"{fault.path}: 「{fault.place}」がない")
    if fault.kind in ("superseded_copy", "contradiction") and not fault.counterpart:
        missing.append(f"{fault.path}: {fault.kind} には counterpart が要る")
    if fault.counterpart and fault.counterpart_words not in texts.get(fault.counterpart, ""):
        missing.append(f"{fault.counterpart}: 「{fault.counterpart_words}」がない")
    if fault.kind == "sensitive" and all(
        p.source.sensitivity in ("1", "2") for p in papers if p.path == fault.path
    ):
        missing.append(f"{fault.path}: 機密性3ではない")
    if len(fault.why) < 15:
        missing.append(f"{fault.path}: why が短い")
    return missing
