"""The vector cache: passages nearest to a query vector. Knows nothing of texts or the ledger.

The store is reached through LlamaIndex's vector-store interface, so another of its adapters is one row of
VECTOR_STORES. Chroma runs in this process on a folder that nobody else writes; its server is never used.
"""

from __future__ import annotations

import errno
import hashlib
import json
import math
import weakref
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ingest.scope import shelf_of

Vector = npt.NDArray[np.float32]
BATCH = 2000
"""Rows in one call; 1,000–5,000 measured about equal, 5,461 is Chroma's most."""


class VectorStore(Protocol):
    """Vectors by key, each with the scope that says who may find it."""

    def keys(self) -> set[str]:
        """Every key stored."""

    def add(self, rows: Iterable[tuple[str, str, Vector]]) -> None:
        """Add (key, scope, float32[d]) rows with keys not stored yet."""

    def delete(self, keys: Sequence[str]) -> None:
        """Forget these keys."""

    def nearest(self, vector: Vector, scopes: Sequence[str] | None, k: int) -> list[tuple[str, float]]:
        """The ``k`` (key, cosine) nearest to ``vector`` among ``scopes`` (None: all), nearest first."""

    def whole(self, scopes: Sequence[str]) -> list[str]:
        """Those of ``scopes`` that a search reaches without looking at anything outside ``scopes``."""

    def close(self) -> None:
        """Free the files."""


def open_vector_store(spec: str, folder: Path) -> VectorStore:
    """The store named ``spec`` on ``folder``; a ValueError lists the known names."""
    if spec not in VECTOR_STORES:
        raise ValueError(f"ベクトル索引「{spec}」はありません。使えるもの：{'、'.join(VECTOR_STORES)}")
    return VECTOR_STORES[spec](folder)


class Shelf:
    """One collection of a LlamaIndex vector store whose similarity is exp(-distance), as Chroma's is."""

    def __init__(self, adapter: Any, list_keys: Callable[[], list[str]]) -> None:
        self._adapter = adapter
        self.list_keys = list_keys

    def add(self, rows: Sequence[tuple[str, str, Vector]]) -> None:
        from llama_index.core.schema import TextNode

        for at in range(0, len(rows), BATCH):
            nodes = [
                TextNode(id_=key, text="", metadata={"scope": scope}, embedding=vector.tolist())
                for key, scope, vector in rows[at : at + BATCH]
            ]
            self._adapter.add(nodes)

    def delete(self, keys: Sequence[str]) -> None:
        for at in range(0, len(keys), BATCH):
            self._adapter.delete_nodes(node_ids=list(keys[at : at + BATCH]))

    def nearest(self, vector: Vector, scopes: Sequence[str] | None, k: int) -> list[tuple[str, float]]:
        from llama_index.core.vector_stores import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        filters = None
        if scopes is not None:
            allowed = MetadataFilter(key="scope", operator=FilterOperator.IN, value=list(scopes))
            filters = MetadataFilters(filters=[allowed])
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k, filters=filters)
        found = self._adapter.query(query)
        pairs = zip(found.ids or [], found.similarities or [], strict=True)
        return [(key, round(1.0 + math.log(max(similarity, 1e-9)), 6)) for key, similarity in pairs]


class ShelvedStore:
    """Shelves side by side, each with the scopes it has held: a shelf that the searcher may read whole needs no
    filter, one that he may not read at all is not opened."""

    def __init__(self, folder: Path, open_shelf: Callable[[str], Shelf], close: Callable[[], None]) -> None:
        self._list = folder / "shelves.json"
        self._open_shelf, self.close = open_shelf, close
        held: dict[str, list[str]] = json.loads(self._list.read_text("utf-8")) if self._list.exists() else {}
        self._scopes = {name: set(scopes) for name, scopes in held.items()}
        self._shelves = {name: open_shelf(name) for name in self._scopes}

    def keys(self) -> set[str]:
        return {key for shelf in self._shelves.values() for key in shelf.list_keys()}

    def add(self, rows: Iterable[tuple[str, str, Vector]]) -> None:
        today = date.today()
        by_shelf: dict[str, list[tuple[str, str, Vector]]] = {}
        for row in rows:
            by_shelf.setdefault(shelf_of(row[1], today), []).append(row)
        for name, each in by_shelf.items():
            if name not in self._shelves:
                self._shelves[name], self._scopes[name] = self._open_shelf(name), set()
            self._shelves[name].add(each)
            self._scopes[name].update(scope for _, scope, _ in each)
        held = {name: sorted(scopes) for name, scopes in self._scopes.items()}
        self._list.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")

    def delete(self, keys: Sequence[str]) -> None:
        gone = set(keys)
        for shelf in self._shelves.values():
            shelf.delete([key for key in shelf.list_keys() if key in gone])

    def whole(self, scopes: Sequence[str]) -> list[str]:
        wanted = set(scopes)
        return sorted(scope for held in self._scopes.values() if held <= wanted for scope in held)

    def nearest(self, vector: Vector, scopes: Sequence[str] | None, k: int) -> list[tuple[str, float]]:
        found: list[tuple[str, float]] = []
        for name, shelf in self._shelves.items():
            allowed = self._scopes[name] if scopes is None else self._scopes[name].intersection(scopes)
            if allowed:
                whole = len(allowed) == len(self._scopes[name])
                found.extend(shelf.nearest(vector, None if whole else sorted(allowed), k))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]


def _open_chroma(folder: Path) -> VectorStore:
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    folder.mkdir(parents=True, exist_ok=True)
    try:
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    except chromadb.errors.InternalError as error:
        if "is full" not in str(error):
            raise
        raise OSError(errno.ENOSPC, "no room", str(folder)) from error
    space: Any = {"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}}

    def open_shelf(name: str) -> Shelf:
        plain = hashlib.sha256(name.encode()).hexdigest()[:16]  # Chroma refuses Japanese names
        made = client.get_or_create_collection(f"shelf-{plain}", embedding_function=None, configuration=space)
        return Shelf(ChromaVectorStore(chroma_collection=made), lambda: list(made.get(include=[])["ids"]))

    store = ShelvedStore(folder, open_shelf, client.close)
    # Chroma keeps every client of the process by its folder, with threads and 10 MB, until it is closed.
    weakref.finalize(store, client.close).atexit = False
    return store


VECTOR_STORES: dict[str, Callable[[Path], VectorStore]] = {"chroma": _open_chroma}
