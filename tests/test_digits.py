"""A number of many digits is found as it is, in whatever width and with whatever hyphens it is asked for."""

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest

FILES = {
    "swim": "水泳教室の御案内\n教室は、１２回行います。\n担当　体育係　電話０９８７（６５）４３２１\n",
    "dance": "舞踊教室の御案内\n教室は、８回行います。\n担当　文化係　電話０９８７（６５）４３２２\n",
}


def test_a_telephone_is_found_in_any_width_and_a_near_one_is_not_taken_for_it(tmp_path):
    (tmp_path / "files").mkdir()
    for name, text in FILES.items():
        (tmp_path / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([tmp_path / "files"], index=index).failed == []
    for asked in ("0987-65-4321", "０９８７－６５－４３２１", "0987(65)4321", "0987654321"):
        found = index.search(asked, viewer=CLERK)
        assert found.confident and "水泳" in found.hits[0].document.title, asked
        assert found.hits[0].via and "exact" in found.hits[0].via
    assert not any("exact" in hit.via for hit in index.search("0987-65-9999", viewer=CLERK).hits)
