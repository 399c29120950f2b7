"""A retrieval test set: corpus.jsonl, queries.jsonl, qrels.tsv (BEIR). Knows nothing of retrievers.

Also read as sets lie about: ``pages.jsonl`` for the corpus, ``id`` for ``_id``, ``query`` for ``text``, and ``gold_ids`` in the
queries where there is no qrels.tsv.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import ShitagakiError

Gain = tuple[str, str, str, float]
"""(where it is written, query id, document id, gain)."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """``documents``: id → (title, text). ``queries``: id → question. ``gains``: query id → {document id: gain}."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    gains: Mapping[str, Mapping[str, float]]


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """Read ``folder``; raises ShitagakiError naming the file and line that is wrong. Queries without gold are left out."""
    pages = folder / "pages.jsonl"
    corpus = pages if pages.is_file() and not (folder / "corpus.jsonl").is_file() else folder / "corpus.jsonl"
    documents = {
        row["_id"]: (str(row.get("title") or ""), row["text"])
        for row in _rows(corpus, {"_id": "id", "text": "text"})
    }
    asked = list(_rows(folder / "queries.jsonl", {"_id": "id", "text": "query"}))
    listed = not (folder / "qrels.tsv").is_file() and any("gold_ids" in row for row in asked)
    gains: dict[str, dict[str, float]] = {}
    for place, query, document, gain in _listed(folder, asked) if listed else _judged(folder / "qrels.tsv"):
        if document not in documents:
            raise ShitagakiError(f"{place}：{corpus.name} に「{document}」がありません。")
        if gain > 0:
            gains.setdefault(query, {})[document] = gain
    kept = {row["_id"]: row["text"] for row in asked if row["_id"] in gains}
    return RetrievalSet(folder.name, documents, kept, {query: gains[query] for query in kept})


def _listed(folder: Path, asked: Iterable[Mapping[str, Any]]) -> Iterator[Gain]:
    for row in asked:
        for document in row.get("gold_ids") or ():
            yield f"{folder / 'queries.jsonl'} の問い「{row['_id']}」", row["_id"], str(document), 1.0


def _judged(file: Path) -> Iterator[Gain]:
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
        yield f"{file} の {number} 行目", parts[0], parts[1], float(parts[2])


def _rows(file: Path, needed: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows with ``needed`` by its first name; the second is another name for it."""
    for number, line in enumerate(_lines(file), start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ShitagakiError(f"{file} の {number} 行目は JSON ではありません（{error}）。") from error
        found = {name: row.get(name, row.get(other)) for name, other in needed.items()}
        if missing := [name for name, value in found.items() if value is None]:
            raise ShitagakiError(f"{file} の {number} 行目に {'、'.join(missing)} がありません。")
        yield row | {name: str(value) for name, value in found.items()}


def _lines(file: Path) -> Iterator[str]:
    if not file.is_file():
        raise ShitagakiError(
            f"{file} がありません。corpus.jsonl、queries.jsonl、qrels.tsv を同じフォルダに置いてください（qrels.tsv の代わりに、queries.jsonl の gold_ids でも読めます）。"
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
