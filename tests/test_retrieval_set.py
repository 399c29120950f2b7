"""Reading retrieval sets: the BEIR form and the form in which public sets lie about; what is wrong is named by its place."""

import json

import pytest

from evals.retrieval_set import read_retrieval_set
from ingest.errors import ShitagakiError


def put(folder, name, *rows):
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / name).write_text(text + "\n", encoding="utf-8")


def test_the_two_forms_say_the_same(tmp_path):
    beir, lying = tmp_path / "a", tmp_path / "b"
    beir.mkdir(), lying.mkdir()
    put(
        beir,
        "corpus.jsonl",
        {"_id": "d1", "title": "水道", "text": "使用料"},
        {"_id": "d2", "text": "図書館"},
    )
    put(beir, "queries.jsonl", {"_id": "q1", "text": "水道の料金"}, {"_id": "q2", "text": "正解がない"})
    put(beir, "qrels.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td2\t0")
    put(lying, "pages.jsonl", {"id": "d1", "title": "水道", "text": "使用料"}, {"id": "d2", "text": "図書館"})
    asked = (
        {"id": "q1", "query": "水道の料金", "gold_ids": ["d1"]},
        {"id": "q2", "query": "正解がない", "gold_ids": None},
    )
    put(lying, "queries.jsonl", *asked)
    one, other = read_retrieval_set(beir), read_retrieval_set(lying)
    assert one.documents == other.documents == {"d1": ("水道", "使用料"), "d2": ("", "図書館")}
    assert one.queries == other.queries == {"q1": "水道の料金"}
    assert one.gains == other.gains == {"q1": {"d1": 1.0}}


def test_what_is_wrong_is_named_by_its_place(tmp_path):
    with pytest.raises(ShitagakiError, match=r"corpus.jsonl がありません"):
        read_retrieval_set(tmp_path)
    put(tmp_path, "corpus.jsonl", {"_id": "d1", "text": "使用料"})
    put(tmp_path, "queries.jsonl", {"_id": "q1"})
    with pytest.raises(ShitagakiError, match=r"queries.jsonl の 1 行目に text がありません"):
        read_retrieval_set(tmp_path)
    put(tmp_path, "queries.jsonl", {"_id": "q1", "query": "水道"})
    with pytest.raises(ShitagakiError, match=r"qrels.tsv がありません"):
        read_retrieval_set(tmp_path)
    put(tmp_path, "qrels.tsv", "q1\td9\t1")
    with pytest.raises(ShitagakiError, match=r"qrels.tsv の 1 行目：corpus.jsonl に「d9」がありません"):
        read_retrieval_set(tmp_path)
    (tmp_path / "qrels.tsv").unlink()
    put(tmp_path, "queries.jsonl", {"id": "q1", "query": "水道", "gold_ids": ["d8"]})
    with pytest.raises(ShitagakiError, match=r"問い「q1」：corpus.jsonl に「d8」がありません"):
        read_retrieval_set(tmp_path)
