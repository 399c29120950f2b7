"""The ablation on cases: what is left out counts nothing, and the table says what is told apart."""

from types import SimpleNamespace

import pytest

from evals.ablation import Ablation
from evals.ablation_cases import ablate_cases, count_folded, table
from evals.case import Case
from evals.suites.scored import SEARCHED
from evals.suites.suites import Suite, _searched
from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.search.fusion import WEIGHTS, blend


def test_a_ranking_without_weight_decides_nothing():
    rankings = {"dense": [("a", 0.9), ("b", 0.5)], "words": [("b", 7.0), ("a", 1.0)]}
    both = {key: score for key, score, _ in blend(rankings, depth=2)}
    alone = blend(rankings, depth=2, weights={**WEIGHTS, "dense": 0.0})
    assert both == {"a": 0.45, "b": 0.275}
    assert [(key, score) for key, score, _ in alone] == [("b", 0.275), ("a", 0.0)]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    files = tmp_path_factory.mktemp("files")
    for name, text in (("a", "水道の使用料は、2か月ごとに納めます。"), ("b", "図書館は、月曜日に休みます。")):
        (files / f"{name}.md").write_text(f"# {text[:3]}\n\n{text}\n", encoding="utf-8")
    (files / "c.md").write_text("# 図書館\n\n図書館は、月曜日に休みます。\n", encoding="utf-8")
    index = Index(tmp_path_factory.mktemp("index"), tenant="midori", embedder=HashEmbedder())
    ingest([files], index=index)
    return SimpleNamespace(index=index, viewer=CLERK)


def test_every_part_has_its_row_beside_the_product(office):
    cases = [
        Case("1", "水道の使用料", ("a-md",)),
        Case("2", "図書館の休み", ("b-md", "c-md")),
        Case("3", "空港"),
    ]
    suite = Suite("own", SEARCHED, tuple(_searched(case, 10, {}) for case in cases))
    rows = ablate_cases(suite, office)
    assert [row.name for row in rows[:3]] == ["製品", "同義語なし", "語なし"] and len(rows) == 12
    assert rows[0].ndcg[0] == 1.0 and "並べ直しなし" not in [row.name for row in rows]
    pages, folded, share = count_folded(suite, office)
    assert pages >= 1 and folded >= 1 and 0 < share < 0.5
    told = table(suite, [rows[0], Ablation("語なし", (0.5, 0.4, 0.6), (-0.5, -0.6, -0.4))], (1, 2, 0.1))
    assert "正解のある問い 2" in told and "差 -0.500 [-0.600, -0.400]" in told and "10.0%" in told
