"""Rankings brought to one scale and added up, and plain reciprocal rank fusion."""

import pytest

from ingest.search.fusion import RANK_OFFSET, WEIGHTS, blend, rank_fusion


def test_a_ranking_counts_between_its_best_and_its_last_score():
    """With depth 3 the dense ranking is full: 0.9, 0.8 and 0.7 become 1, 0.5 and 0."""
    blended = blend(
        {"dense": [("a", 0.9), ("b", 0.8), ("c", 0.7)], "words": [("b", 4.0), ("c", 1.0)]}, depth=3
    )
    assert [key for key, _, _ in blended] == ["b", "a", "c"]
    scores = {key: score for key, score, _ in blended}
    assert scores["a"] == pytest.approx(WEIGHTS["dense"])
    assert scores["b"] == pytest.approx(WEIGHTS["dense"] / 2 + WEIGHTS["words"])
    assert scores["c"] == pytest.approx(WEIGHTS["words"] / 4)
    assert blended[0][2] == ("dense", "words")


def test_a_ranking_that_is_sure_of_one_passage_says_so():
    """Ranks alone would call it even: b is first in words by far, a first in dense by a hair."""
    rankings = {
        "dense": [("a", 0.851), ("b", 0.850), ("c", 0.80)],
        "words": [("b", 30.0), ("a", 3.0), ("c", 2.9)],
    }
    assert blend(rankings, depth=3)[0][0] == "b"


def test_what_is_alone_counts_whole_and_what_nobody_found_counts_nothing():
    assert blend({"dense": [("a", 0.8)], "words": [], "bigrams": []}, depth=50) == [
        ("a", pytest.approx(WEIGHTS["dense"]), ("dense",))
    ]
    assert blend({}, depth=50) == []


def test_a_named_article_is_above_everything_else():
    """Also the last of many named ones."""
    best = [("a", 1.0), ("b", 0.2)]
    rankings = {"dense": best, "words": best, "bigrams": best, "title": [("a", 1.0)]}
    exact = [(f"z{rank}", 1 + 1 / rank) for rank in range(1, 40)]
    assert [key for key, _, _ in blend({**rankings, "exact": exact}, depth=50)][:39] == [
        key for key, _ in exact
    ]


def test_equal_scores_are_in_the_order_of_the_keys():
    assert [key for key, _, _ in blend({"words": [("b", 1.0)], "bigrams": [("a", 1.0)]}, depth=9)] == [
        "a",
        "b",
    ]


def test_rank_fusion_adds_reciprocal_ranks():
    assert RANK_OFFSET == 60
    assert rank_fusion({"dense": ["a", "b", "c"], "words": ["b"]}) == ["b", "a", "c"]
