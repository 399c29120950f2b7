"""A retrieval set asked of the product and of the baselines: the rows, their order, and how far it is."""

from evals.retrieval import rows_beside, table
from evals.retrieval_set import RetrievalSet
from evals.runs import Output
from ingest.hashing import HashEmbedder

DOCUMENTS = {
    "a": ("住民票", "住民票の写しの交付手数料は1通300円です。"),
    "b": ("図書館", "図書館の休館日は毎週月曜日です。"),
    "c": ("公園", "公園を使うときは10日前までに申請します。"),
}
SET = RetrievalSet("小さな組", DOCUMENTS, {"q": "図書館の休館日"}, {"q": {"b": 1.0}})


def answered(ranked):
    given = {"ranked": ranked, "search_seconds": 0.5, "passages": 3, "index_seconds": 1.5, "failed": 0}
    return Output("q", 0, "", "b", (), {}, given)


def test_every_retriever_has_a_row_and_tells_how_far_it_is():
    heard = []
    rows = rows_beside(SET, HashEmbedder(), [answered(["a", "b"])], lambda *told: heard.append(told))
    means = {row.retriever: round(row.measures["MRR@10"][0], 3) for row in rows}
    assert means["shitagaki"] == 0.5, "second of what the product gave"
    assert means["bm25-sudachi"] == means["bm25-bigram"] == 1.0
    assert means["bm25-whitespace"] == 0.0, "no spaces stand in Japanese"
    assert heard == [(row.retriever, 1, 1) for row in rows[1:]]
    assert (rows[0].queries_per_second, rows[0].passages_per_second) == (2.0, 2.0)
    told = table(SET, rows).splitlines()
    assert told[0] == "小さな組：文書 3、質問 1（95% 区間つき）" and len(told) == 9
    assert "2.0 問/s" in told[1] and not any("問/s" in line for line in told[2:])
