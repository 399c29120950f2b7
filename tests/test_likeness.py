"""Nearness in meaning: what is embedded once is not embedded again, neither what an index has embedded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from app.text.likeness import Likeness
from app.wire import STILL
from ingest.document import CLERK
from ingest.embedders import Vectors
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.splitters import embedding_text


class Counting(HashEmbedder):
    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return super().embed_passages(texts)


def test_a_passage_of_the_index_is_not_embedded_again(tmp_path):
    (tmp_path / "gomi.md").write_text("# 粗大ごみ\n\n粗大ごみは、1点800円です。\n", encoding="utf-8")
    embedder = Counting()
    index = Index(tmp_path / "index", tenant=CLERK.tenant, embedder=embedder)
    ingest([tmp_path / "gomi.md"], index=index)
    (document,) = index.documents(CLERK)
    stored = embedding_text(index.passages(document.id)[0], document.title)
    embedder.embedded.clear()
    likeness = Likeness(embedder)
    found = likeness.to_question("粗大ごみはいくら", [stored, "新しい文です。"], index.ledger)
    assert embedder.embedded == ["新しい文です。"]
    assert found == pytest.approx(
        Likeness(embedder).to_question("粗大ごみはいくら", [stored, "新しい文です。"])
    )
    embedder.embedded.clear()
    assert likeness.to_question("粗大ごみはいくら", [stored, "新しい文です。"]) == found
    assert embedder.embedded == []


def test_numpy_starts_no_threads_of_its_own():
    program = (
        "import os, app.wire; app.wire.be_quiet(); import numpy as np; "
        "a = np.ones((600, 600)); a @ a; print(len(os.listdir('/proc/self/task')))"
    )
    environ = {name: value for name, value in os.environ.items() if name not in STILL}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environ
    )
    assert done.stdout.strip() == "1"
