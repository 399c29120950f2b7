"""The vector cache: passages nearest to a query vector. Knows nothing of texts, rights or the ledger.

The store is reached through LlamaIndex's vector-store interface, so another of its adapters is one row of
VECTOR_STORES. Chroma runs in this process on a folder that nobody else writes; its server is never used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

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

    def close(self) -> None:
        """Free the files."""


def open_vector_store(spec: str, folder: Path) -> VectorStore:
    """The store named ``spec`` on ``folder``; a ValueError lists the known names."""
    if spec not in VECTOR_STORES:
        raise ValueError(f"ベクトル索引「{spec}」はありません。使えるもの：{'、'.join(VECTOR_STORES)}")
    return VECTOR_STORES[spec](folder)


class LlamaIndexStore:
    """A VectorStore over any LlamaIndex vector store whose similarity is exp(-distance), as Chroma's is."""

    def __init__(self, adapter: Any, list_keys: Callable[[], set[str]], close: Callable[[], None]) -> None:
        self._adapter = adapter
        self._list_keys = list_keys
        self._close = close

    def keys(self) -> set[str]:
        return self._list_keys()

    def add(self, rows: Iterable[tuple[str, str, Vector]]) -> None:
        from llama_index.core.schema import TextNode

        nodes: list[TextNode] = []
        for key, scope, vector in rows:
            nodes.append(TextNode(id_=key, text="", metadata={"scope": scope}, embedding=vector.tolist()))
            if len(nodes) == BATCH:
                self._adapter.add(nodes)
                nodes = []
        if nodes:
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

        if scopes is not None and not scopes:
            return []
        filters = None
        if scopes is not None:
            allowed = MetadataFilter(key="scope", operator=FilterOperator.IN, value=list(scopes))
            filters = MetadataFilters(filters=[allowed])
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k, filters=filters)
        found = self._adapter.query(query)
        pairs = zip(found.ids or [], found.similarities or [], strict=True)
        cosines = [(key, round(1.0 + math.log(max(similarity, 1e-9)), 6)) for key, similarity in pairs]
        return sorted(cosines, key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        self._close()


def _open_chroma(folder: Path) -> VectorStore:
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(
        "passages",
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200}},
    )
    return LlamaIndexStore(
        ChromaVectorStore(chroma_collection=collection),
        lambda: set(collection.get(include=[])["ids"]),
        client.close,
    )


VECTOR_STORES: dict[str, Callable[[Path], VectorStore]] = {"chroma": _open_chroma}
