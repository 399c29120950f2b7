"""A retrieval test set in the BEIR form: corpus.jsonl, queries.jsonl, qrels.tsv. Knows nothing of retrievers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import ShitagakiError


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """``documents``: id → (title, text). ``queries``: id → question. ``gains``: query id → {document id: gain}."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, float]]


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """Read ``folder``; raises ShitagakiError naming the file and line that is wrong. Queries without gold are left out."""
    documents = {
        row["_id"]: (str(row.get("title", "")), row["text"])
        for row in _rows(folder / "corpus.jsonl", ("_id", "text"))
    }
    questions = {row["_id"]: row["text"] for row in _rows(folder / "queries.jsonl", ("_id", "text"))}
    file = folder / "qrels.tsv"
    gains: dict[str, dict[str, float]] = {}
    for number, line in enumerate(_lines(file), start=1):
        parts = line.split("\t")
        if number == 1 and not _is_number(parts[-1]):
            continue  # the header
        if len(parts) == 4:
            parts = [parts[0], parts[2], parts[3]]  # the TREC form, with an unused second column
        if len(parts) != 3 or not _is_number(parts[2]):
            raise ShitagakiError(
                f"{file} の {number} 行目：query-id、corpus-id、score をタブで区切ってください（今の値：{line}）。"
            )
        if parts[1] not in documents:
            raise ShitagakiError(f"{file} の {number} 行目：corpus.jsonl に「{parts[1]}」がありません。")
        if float(parts[2]) > 0:
            gains.setdefault(parts[0], {})[parts[1]] = float(parts[2])
    kept = {query: text for query, text in questions.items() if query in gains}
    return RetrievalSet(folder.name, documents, kept, {query: gains[query] for query in kept})


def _rows(file: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_lines(file), start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ShitagakiError(f"{file} の {number} 行目は JSON ではありません（{error}）。") from error
        missing = [key for key in needed if key not in row]
        if missing:
            raise ShitagakiError(f"{file} の {number} 行目に {'、'.join(missing)} がありません。")
        yield {key: str(value) for key, value in row.items() if isinstance(value, str | int)}


def _lines(file: Path) -> Iterator[str]:
    if not file.is_file():
        raise ShitagakiError(
            f"{file} がありません。corpus.jsonl、queries.jsonl、qrels.tsv を同じフォルダに置いてください。"
        )
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield line.rstrip("\n")


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
