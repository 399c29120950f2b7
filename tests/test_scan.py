"""Looking at every passage of some scopes finds what the vector store's own filter finds, and nothing newer or older."""

import random
import re
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.document import RESIDENT, Viewer
from ingest.scan import Scan
from ingest.scope import allowed_scopes
from ingest.snapshot import digest_of, is_published, open_snapshot, publish, read_pointer
from ingest.spare import give_back
from tests.test_index import open_index, put

KINDS = ("条例", "FAQ", "公開ページ", "会議録")
STARTS = (None, date(2020, 4, 1), date(2025, 4, 1))
ENDS = (None, None, date(2024, 3, 31))
WORDS = [
    "住民票",
    "手数料",
    "粗大ごみ",
    "申込み",
    "水道",
    "料金",
    "転入",
    "届出",
    "印鑑",
    "登録",
    "保育所",
    "入所",
    "図書館",
    "開館",
    "避難所",
    "健診",
]
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made, draw = open_index(tmp_path_factory.mktemp("scan") / "index"), random.Random(5)
    for number in range(160):
        put(
            made,
            f"d{number}",
            f"{'、'.join(draw.sample(WORDS, 4))}について{number % 40}番の窓口で受け付けます。",
            kind=draw.choice(KINDS),
            sensitivity=draw.choice(("1", "1", "2", "3C")),
            section=draw.choice(("市民課", "環境課")),
            effective_from=draw.choice(STARTS),
            effective_to=draw.choice(ENDS),
        )
    made.refresh()
    return made


@pytest.fixture(params=[0, 20_000], ids=["many", "few"])
def few(request, monkeypatch):
    monkeypatch.setattr("ingest.snapshot.FEW", request.param)
    return bool(request.param)


def vectors(index, number=24):
    draw = random.Random(7)
    return [index.embedder.embed_query("の".join(draw.sample(WORDS, 3))) for _ in range(number)]


@pytest.mark.parametrize("kinds", [(), ("FAQ",), ("FAQ", "公開ページ")])
@pytest.mark.parametrize("day", [TODAY, date(2023, 1, 1)])
@pytest.mark.parametrize(
    "viewer", [RESIDENT, Viewer(sections=frozenset({"市民課"}), level="3C")], ids=["resident", "clerk"]
)
def test_the_passages_are_those_that_the_filter_of_the_store_gives(index, viewer, day, kinds, few):
    snapshot, every = index.snapshot(), index.ledger.scopes()
    allowed = allowed_scopes(every, viewer, day, kinds)
    assert 0 < len(allowed) < len(every)
    places = index.ledger.places(sorted(index.ledger.keys()))
    for vector in vectors(index):
        filtered = snapshot.vectors.nearest(vector, allowed, 30)
        found = snapshot.nearest(vector, allowed, 30)
        if few:  # which of equally near ones is the thirtieth, rounding decides
            last = filtered[-1][1] + 4e-6
            assert {key for key, near in found if near > last} == {
                key for key, near in filtered if near > last
            }
        else:
            assert [key for key, _ in found] == [key for key, _ in filtered]
        assert np.allclose([near for _, near in found], [near for _, near in filtered], atol=2e-6)
        assert {places[key][2] for key, _ in found} <= set(allowed)


def test_what_is_taken_in_later_is_found_when_it_is_published(tmp_path):
    index = open_index(tmp_path / "index")
    for number in range(6):
        put(index, f"d{number}", f"水道の料金は{number}円です。", kind=("FAQ", "条例")[number % 2])
    index.refresh()
    before = index.snapshot()
    put(index, "new", "水道の料金は9円です。", kind="FAQ")
    index.ledger.remove(["d0"])
    vector = index.embedder.embed_query("水道の料金")
    faq = [scope for scope in index.ledger.scopes() if scope.endswith("|FAQ")]

    def documents(snapshot):
        places = index.ledger.places([key for key, _ in snapshot.nearest(vector, faq, 10)])
        return {document for document, _, _ in places.values()}

    assert documents(before) == {"d2", "d4"}
    index.refresh()
    assert documents(index.snapshot()) == {"d2", "d4", "new"}


def test_what_is_published_is_published_once(tmp_path):
    index = open_index(tmp_path / "index")
    put(index, "d", "水道の料金は9円です。")
    index.refresh()
    first = read_pointer(index.caches)
    index.refresh()
    assert read_pointer(index.caches) == first, "nothing new: the caches are not even opened"
    asked = digest_of(("犬の散歩",))
    assert is_published(index.ledger, index.caches, index.store, digest_of(()))
    assert not is_published(index.ledger, index.caches, index.store, asked), "other questions are probed with"
    put(index, "e", "下水道の料金は8円です。")
    assert not is_published(index.ledger, index.caches, index.store, digest_of(()))
    index.refresh()
    assert read_pointer(index.caches)["passages"] == "2"


def test_a_snapshot_knows_how_like_its_passages_are_to_what_nothing_here_is_about(tmp_path):
    index = open_index(tmp_path / "index")
    put(index, "d", "水道の料金は9円です。")
    probes = [index.embedder.embed_query(each) for each in ("水道の料金は9円です。", "犬の散歩")]
    made = publish(index.ledger, index.caches, index.store, probes=probes)
    nearest = [made.vectors.nearest(probe, None, 1)[0][1] for probe in probes]
    assert made.unrelated == pytest.approx(sum(nearest) / 2) and nearest[0] > 0.5 > nearest[1]
    again = open_snapshot(index.ledger, index.caches, index.store)
    assert again is not None and again.unrelated == pytest.approx(made.unrelated, abs=1e-4)
    assert publish(index.ledger, index.caches, index.store).unrelated is None


def test_equal_passages_are_told_apart_by_their_key_however_many_there_are():
    one, other = np.array([1, 0], np.float32), np.array([0.6, 0.8], np.float32)
    rows = [(f"k{number:02}", "s", one if number % 3 else other) for number in reversed(range(30))]
    asked = []

    def read(scopes):
        asked.append(list(scopes))
        return (row for row in rows if row[1] in scopes)

    scan = Scan(read)
    assert scan.nearest(one, ["s"], 3) == [("k01", 1.0), ("k02", 1.0), ("k04", 1.0)]
    assert scan.nearest(one, ["s", "none"], 22)[-2:] == [("k00", 0.6), ("k03", 0.6)]
    assert scan.nearest(one, ["none"], 5) == [] and scan.nearest(one, ["s"], 0) == []
    assert asked == [["s"], ["none"]], "each scope is read once"


@pytest.mark.skipif(sys.platform != "linux", reason="メモリを返す呼出しは Linux（glibc）だけにあります")
def test_what_was_freed_goes_back_to_the_system():
    def held():
        return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1])

    small = [bytes(1000) for _ in range(200_000)]
    kept, before = small[::2000], held()
    del small
    assert give_back() and held() < before - 100_000 and len(kept) == 100
