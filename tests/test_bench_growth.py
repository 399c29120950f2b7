"""The bench of growth: repeats of real text with other numbers, through the product's own index and search."""

import re

import numpy as np

from evals.bench.growth import grow
from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.rows import vector_digest
from ingest.search.lexicon import Lexicon
from ingest.splitters import embedding_text


def test_an_index_grows_by_copies_that_are_found_by_their_own_number(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    for name, fee in (("水道", 300), ("図書館", 20)):
        (files / f"{name}.md").write_text(f"# {name}\n\n{name}の手数料は{fee}円です。\n", encoding="utf-8")
    seed = Index(tmp_path / "seed", tenant=CLERK.tenant, embedder=HashEmbedder())
    ingest([files], index=seed)
    first, second = grow(seed, Lexicon(), tmp_path / "grown", sizes=(4, 20))
    assert (first.passages, second.passages, second.documents) == (4, 20, 20)
    assert second.disk_bytes > first.disk_bytes > 0 and second.memory_mb > 50 < second.most_mb
    assert second.search[0] <= second.search[1] and set(second.stages) >= {"意味", "語", "2字", "統合"}
    grown = Index(tmp_path / "grown", tenant=CLERK.tenant, embedder=HashEmbedder())
    fees = {re.findall(r"(\d+)円", grown.document(d.id, CLERK).text)[0] for d in grown.documents(CLERK)}
    assert fees == {str(300 + n) for n in range(1, 11)} | {str(20 + n) for n in range(1, 11)}
    assert grown.search("水道 7", viewer=CLERK).hits[0].document.title == "水道 7"


def test_the_vectors_of_copies_lie_around_those_of_their_models(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.md").write_text("# 水道\n\n水道の手数料は300円です。\n", encoding="utf-8")
    seed = Index(tmp_path / "seed", tenant=CLERK.tenant, embedder=HashEmbedder())
    ingest([files], index=seed)
    list(grow(seed, Lexicon(), tmp_path / "grown", sizes=(30,)))
    document = seed.documents(CLERK)[0]
    (passage,) = seed.passages(document.id)
    digest = vector_digest(seed.embedder.name, embedding_text(passage, document.title))
    model = seed.ledger.vectors([digest])[digest]
    grown = Index(tmp_path / "grown", tenant=CLERK.tenant, embedder=HashEmbedder())
    entries = list(grown.ledger.entries(sorted(grown.ledger.keys())))
    values = np.array(list(grown.ledger.vectors([entry.vector for entry in entries]).values()))
    assert len(values) == 30
    assert np.allclose(np.linalg.norm(values, axis=1), 1, atol=1e-5)
    cosines = values @ model / np.linalg.norm(model)
    assert cosines.min() > 0.5 and cosines.max() < 0.99999
