"""The frameworks that the product is compared with, as they come. Knows nothing of measures; the product uses none of this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ingest.embedders import Vectors

Split = Callable[[str], list[str]]


def llama_index_pieces() -> Split:
    """LlamaIndex's default splitter: 1,024 tokens (cl100k) with 20 of overlap."""
    from llama_index.core.node_parser import SentenceSplitter

    splitter: Any = SentenceSplitter(chunk_size=1024, chunk_overlap=20)
    return lambda text: list(splitter.split_text(text))


def langchain_pieces() -> Split:
    """LangChain's RecursiveCharacterTextSplitter with 1,000 characters and 100 of overlap, as Open WebUI sets it."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter: Any = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=100)
    return lambda text: list(splitter.split_text(text))


def chroma_search(keys: Sequence[str], vectors: Vectors) -> Callable[[Any, int], list[str]]:
    """A Chroma collection in memory, with its own settings, that gives the keys of the pieces nearest to a vector."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    name = f"pieces-{id(vectors)}"
    collection = client.create_collection(name, embedding_function=None)
    for at in range(0, len(keys), 2000):
        rows = range(at, min(at + 2000, len(keys)))
        collection.add(ids=[str(row) for row in rows], embeddings=[vectors[row].tolist() for row in rows])

    def search(vector: Any, k: int) -> list[str]:
        found = collection.query(query_embeddings=[vector.tolist()], n_results=min(k, len(keys)))
        return [keys[int(row)] for row in found["ids"][0]]

    return search
