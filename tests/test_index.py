"""The ledger, its caches and the search over them, with the embedder that needs no model."""

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ingest.document import CLERK, RESIDENT, Document, Passage, Viewer
from ingest.errors import IndexUnusable
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.rows import Indexed, vector_digest
from ingest.scope import scope_of

EMBEDDER = HashEmbedder()
TEXTS = {
    "juminhyo": "住民票の写しの交付手数料は、1通につき300円とする。",
    "gomi": "粗大ごみは、申し込みの上、指定の日に出してください。",
    "suido": "水道使用料は、2か月ごとに納入通知書により納付する。",
    "inkan": "印鑑登録証明書の交付手数料は、1通につき300円とする。",
}


def open_index(folder, **options):
    return Index(folder, tenant="midori", embedder=EMBEDDER, **options)


def put(index, document_id, text, *, title="", anchors=(), **about):
    document = Document(
        document_id,
        title or document_id,
        about.pop("kind", "条例"),
        text,
        f"source/{document_id}",
        "0",
        **about,
    )
    pieces = text.split("\n") if anchors else [text]
    passages, at = [], 0
    for anchor, piece in zip(anchors or ("h1",), pieces, strict=True):
        end = min(at + len(piece) + 1, len(text))
        passages.append(
            Passage(f"{document_id}#{anchor}", document_id, anchor, (), at, end, "article", text[at:end])
        )
        at = end
    indexed = [
        Indexed(p, f"{document.title}\n{p.text}", vector_digest(EMBEDDER.name, p.text)) for p in passages
    ]
    vectors = {each.vector: EMBEDDER.embed_query(each.read_as) for each in indexed}
    index.ledger.set_meta("dimensions", str(EMBEDDER.dimensions))
    index.ledger.put(document, indexed, scope=scope_of(document), recipe="", vectors=vectors)
    return document


@pytest.fixture
def index(tmp_path):
    made = open_index(tmp_path / "index")
    for document_id, text in TEXTS.items():
        put(made, document_id, text)
    return made


def found(index, query, **options):
    return [
        hit.document.id for hit in index.search(query, viewer=options.pop("viewer", CLERK), **options).hits
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("住民票の手数料はいくらですか", "juminhyo"),
        ("水道", "suido"),
        ("粗大ゴミの申込み", "gomi"),
        ("印鑑証明", "inkan"),
    ],
)
def test_a_question_in_other_words_finds_its_passage(index, query, first):
    assert found(index, query)[0] == first


def test_hits_are_ranked_and_carry_the_passage_as_it_is(index):
    hits = index.search("水道使用料", viewer=CLERK, k=3).hits
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].passage.text == TEXTS["suido"]
    assert hits[0].score > hits[1].score
    assert set(hits[0].via) == {"dense", "words", "bigrams"}


def test_forty_clerks_search_at_once_and_get_the_same(index):
    index.refresh()
    queries = ["水道使用料", "粗大ごみの申込み", "印鑑登録証明書の手数料", "住民票の写し"] * 10
    alone = [found(index, query) for query in queries]
    with ThreadPoolExecutor(max_workers=40) as clerks:
        assert list(clerks.map(lambda query: found(index, query), queries)) == alone


def test_nothing_is_found_for_an_empty_question_or_another_tenant(index):
    assert found(index, "　") == []
    assert found(index, "水道", viewer=Viewer(tenant="other")) == []


@pytest.mark.parametrize("damage", ["caches", "lexical", "vectors", "files", "pointer"])
def test_caches_can_be_lost_at_any_time_and_the_answers_stay(index, damage):
    queries = ("水道", "手数料", "粗大ごみ")
    before = [
        [(h.passage.id, round(h.score, 9)) for h in index.search(q, viewer=CLERK).hits] for q in queries
    ]
    caches = index.caches
    snapshot = next(path for path in caches.iterdir() if path.is_dir())
    if damage == "caches":
        shutil.rmtree(caches)
    elif damage == "pointer":
        (caches / "CURRENT").write_text("{broken", encoding="utf-8")
    elif damage == "files":
        for path in sorted(p for p in snapshot.rglob("*") if p.is_file()):
            if random.Random(7).random() < 0.9:
                path.write_bytes(b"\0" * 10)
    else:
        shutil.rmtree(snapshot / damage)
    again = open_index(index.folder)
    assert [
        [(h.passage.id, round(h.score, 9)) for h in again.search(q, viewer=CLERK).hits] for q in queries
    ] == before


def test_a_document_taken_away_is_not_found_even_before_the_caches_are_published(index):
    assert "suido" in found(index, "水道")
    index.ledger.remove(["suido"])
    assert "suido" not in found(index, "水道")
    assert index.document("suido", CLERK) is None


def test_rights_are_applied_inside_the_search(index):
    put(index, "secret", "水道使用料の滞納者の名簿", sensitivity="3C", section="上下水道課")
    put(index, "open", "水道使用料のお知らせ", sensitivity="1")
    index.refresh()
    waterworks = Viewer(sections=frozenset({"上下水道課"}), level="3C")
    assert "secret" not in found(index, "水道使用料の滞納者の名簿", k=50)
    assert found(index, "水道使用料の滞納者の名簿", viewer=waterworks)[0] == "secret"
    assert found(index, "水道使用料", viewer=RESIDENT, k=50) == ["open"]
    assert index.document("secret", CLERK) is None
    assert index.document("secret", waterworks).section == "上下水道課"


def test_the_text_in_force_on_the_day_is_found(index):
    put(index, "old", "放課後児童クラブの使用料は月額5000円とする。", effective_to=date(2025, 3, 31))
    put(index, "new", "放課後児童クラブの使用料は月額6000円とする。", effective_from=date(2025, 4, 1))
    index.refresh()
    query = "放課後児童クラブの使用料"
    assert found(index, query, as_of=date(2025, 3, 31))[0] == "old"
    assert found(index, query, as_of=date(2025, 4, 1))[0] == "new"
    assert "old" not in found(index, query, as_of=date(2025, 4, 1), k=50)


def test_an_article_named_with_its_regulation_comes_first(index):
    text = "第1条　この条例は、手数料について定める。\n第2条　市長は、手数料を減免することができる。\n第2条の2　前条の規定は、準用する。"
    put(index, "tesuryo", text, title="みどり市手数料条例", anchors=("a1", "a2", "a2_2"))
    index.refresh()
    for query, anchor in [
        ("手数料条例第2条", "a2"),
        ("みどり市手数料条例第二条の二", "a2_2"),
        ("手数料条例第1条の目的", "a1"),
    ]:
        hit = index.search(query, viewer=CLERK).hits[0]
        assert hit.passage.id == f"tesuryo#{anchor}" and "exact" in hit.via


def test_an_index_refuses_another_embedder_and_says_what_to_do(index):
    index.ledger.set_meta("embedder", "e5-small.int8")
    with pytest.raises(IndexUnusable, match=r"SHITAGAKI_EMBEDDER=e5-small.int8 .*--rebuild"):
        open_index(index.folder)
    assert open_index(index.folder, rebuild=True).ledger.count() == (0, 0)


def test_a_new_embedding_is_not_needed_for_the_same_text(index):
    digest = vector_digest(EMBEDDER.name, TEXTS["suido"])
    assert list(index.ledger.vectors([digest, "unknown"])) == [digest]
    assert index.ledger.vectors([digest])[digest].shape == (EMBEDDER.dimensions,)
