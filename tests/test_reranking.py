"""The second look at the first hits: a real /rerank server, a real cross-encoder, and what happens when they fail."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.document import CLERK, Document, Hit, Passage, Viewer
from ingest.errors import ModelError, SettingError
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.papers.candidates import Defaults
from ingest.search.rerank_server import ServedReranker
from ingest.search.reranking import FAILED, Reranking, open_reranking


@contextmanager
def served(how="well"):
    """A server that puts the text with most 「円」 first; its address and the requests that it saw."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.path, dict(self.headers), body))
            if how == "slow":
                time.sleep(4)
            plain = "texts" in body
            scores = [text.count("円") for text in body["texts" if plain else "documents"]]
            order = sorted(range(len(scores)), key=lambda n: -scores[n])
            rows = [{"index": n, "score" if plain else "relevance_score": scores[n]} for n in order]
            if how == "short":
                rows = rows[:1]
            answer = {"wrong": {"data": []}}.get(how, rows if plain else {"results": rows})
            text = json.dumps(answer).encode()
            self.send_response(500 if how == "broken" else 200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            with suppress(BrokenPipeError):
                self.wfile.write(text)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()


def hit(text, rank, sensitivity="2", via=("dense",)):
    passage = Passage(f"d{rank}#1", f"d{rank}", "", (), 0, len(text), "paragraph", text)
    document = Document(f"d{rank}", "手数料", "文書", text, text, "", sensitivity=sensitivity)
    return Hit(passage, document, 1.0 / rank, rank, via)


HITS = [hit("問合せ先", 1), hit("300円", 2), hit("円、円、円", 3)]


def order(reranking, hits=HITS):
    found, note = reranking.order("手数料", hits)
    return [each.passage.text for each in found], note


@pytest.mark.parametrize(
    ("spec", "path"), [("rerank:bge@{}/v1/rerank", "/v1/rerank"), ("tei:{}/rerank", "/rerank")]
)
def test_a_server_orders_the_hits(spec, path):
    with served() as (url, seen):
        reranking = open_reranking(spec.format(url), key="secret")
        assert order(reranking) == (["円、円、円", "300円", "問合せ先"], "")
    asked, headers, body = seen[0]
    assert (asked, headers["Authorization"], body["query"]) == (path, "Bearer secret", "手数料")
    assert body.get("model", "bge") == "bge"
    texts = body.get("documents", body.get("texts"))
    assert texts[1] == "手数料\n300円"


@pytest.mark.parametrize("how", ["broken", "wrong", "short", "slow"])
def test_one_that_fails_costs_two_seconds_once_and_the_old_order_is_shown_with_a_note(how):
    with served(how) as (url, seen):
        reranking = open_reranking(f"rerank:m@{url}/rerank")
        started = time.monotonic()
        assert order(reranking) == (["問合せ先", "300円", "円、円、円"], FAILED.format(name="m"))
        assert time.monotonic() - started < 2.3
        assert order(reranking)[1] and len(seen) == 1  # not asked again for a while
        reranking.again = 0.0
        order(reranking)
        assert len(seen) == 2


def test_one_that_is_not_there_is_told():
    with pytest.raises(ModelError, match="接続できません（ConnectError）"):
        ServedReranker("m", "http://127.0.0.1:9/rerank").scores("問い", ["文"])


def test_no_closed_paper_leaves_this_machine_and_a_named_article_stays_first():
    with served() as (url, seen):
        reranker = ServedReranker("m", f"{url}/rerank")
        reranker.outside = True  # as an address elsewhere is
        hits = [
            hit("第2条", 1, via=("exact",)),
            hit("問合せ先", 2),
            hit("秘密の円、円", 3, "3C"),
            hit("円", 4),
        ]
        assert order(Reranking(reranker), hits)[0] == ["第2条", "円", "秘密の円、円", "問合せ先"]
    assert not any("秘密" in text for text in seen[0][2]["documents"])
    assert ServedReranker("m", "https://api.example.jp/v1/rerank").outside
    assert not ServedReranker("m", "http://127.0.0.1:1/rerank").outside


@pytest.mark.parametrize("spec", ["cohere", "rerank:", "rerank:http://x/rerank", "tei:x", "bge@http://x"])
def test_a_wrong_setting_says_what_is_right(spec):
    with pytest.raises(SettingError, match="rerank:"):
        open_reranking(spec)


def test_nothing_set_changes_nothing():
    assert order(open_reranking("")) == (["問合せ先", "300円", "円、円、円"], "")


def test_the_search_shows_the_new_order_and_the_note(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.md").write_text("手数料の問合せ先は市民課です。手数料の窓口です。\n", "utf-8")
    (files / "b.md").write_text("手数料は、戸籍450円、住民票300円、印鑑300円です。\n", "utf-8")
    plain = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    ingest([files], index=plain, defaults=Defaults(sensitivity="1"))
    viewer = Viewer(level=CLERK.level)
    first = plain.search("手数料の窓口", viewer=viewer)
    assert [each.document.id for each in first.hits] == ["a-md", "b-md"]

    def asked(spec):
        index = Index(
            tmp_path / "index", tenant="midori", embedder=HashEmbedder(), reranking=open_reranking(spec)
        )
        return index.search("手数料の窓口", viewer=viewer)

    with served() as (url, _):
        found = asked(f"rerank:m@{url}/rerank")
    assert [(each.document.id, each.rank) for each in found.hits] == [("b-md", 1), ("a-md", 2)]
    assert (found.notice, found.confident) == ("", first.confident)
    with served("broken") as (url, _):
        broken = asked(f"rerank:m@{url}/rerank")
    assert [each.document.id for each in broken.hits] == ["a-md", "b-md"]
    assert broken.notice == FAILED.format(name="m")


def test_a_cross_encoder_folder_reads_question_and_passage_together(tmp_path):
    transformers = pytest.importorskip("transformers", reason="torch と transformers がありません")
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    vocabulary = tmp_path / "vocab.txt"
    vocabulary.write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"手数料問合せ先市民課円"]), "utf-8"
    )
    config = transformers.BertConfig(
        vocab_size=16,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path / "model")
    transformers.BertTokenizerFast(str(vocabulary)).save_pretrained(tmp_path / "model")
    reranker = open_reranking(f"sentence-transformers:{tmp_path / 'model'}").reranker
    scores = reranker.scores("手数料", ["問合せ先", "円", "市民課"])
    assert len(scores) == 3 and len(set(scores)) == 3 and not reranker.outside
    assert scores != reranker.scores("円", ["問合せ先", "円", "市民課"])
    with pytest.raises(ModelError, match=r"config\.json"):
        open_reranking(f"sentence-transformers:{tmp_path}")
