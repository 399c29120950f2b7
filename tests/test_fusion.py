"""Reciprocal rank fusion."""

from ingest.fusion import RANK_OFFSET, fuse


def test_a_passage_found_in_two_ways_goes_first():
    fused = fuse({"dense": ["a", "b", "c"], "words": ["b"], "bigrams": []})
    assert [key for key, _, _ in fused] == ["b", "a", "c"]
    assert fused[0][1:] == (1 / (RANK_OFFSET + 2) + 1 / (RANK_OFFSET + 1), ("dense", "words"))


def test_a_named_article_is_above_everything_else():
    rankings = {
        "dense": ["a", "b"],
        "words": ["a", "b"],
        "bigrams": ["a", "b"],
        "title": ["a"],
        "exact": ["z"],
    }
    assert fuse(rankings)[0][0] == "z"


def test_equal_scores_are_in_the_order_of_the_keys():
    assert [key for key, _, _ in fuse({"dense": ["b"], "words": ["a"]})] == ["a", "b"]
