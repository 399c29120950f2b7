"""The harness itself is closed: what a case names is words, and scoring asks nobody."""

import socket
import threading

import pytest

from app.cli import main
from evals.place import place_of
from evals.runs import RunStore
from tests.test_evals_own_suites import own, town, written  # noqa: F401

WORD = "極秘の合言葉は月見草"


@pytest.fixture
def door():
    """A port of this machine, and who came to it."""
    came = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    over = threading.Event()

    def watch():
        while not over.is_set():
            try:
                came.append(server.accept()[1])
            except TimeoutError:
                continue

    keeper = threading.Thread(target=watch)
    keeper.start()
    yield server.getsockname()[1], came
    over.set()
    keeper.join()
    server.close()


@pytest.mark.parametrize("form", ["search", "draft", "resident"])
def test_nothing_that_a_case_names_is_fetched_or_opened(town, tmp_path, door, form):  # noqa: F811
    office, _, ids = town
    port, came = door
    secret = tmp_path / "secret.txt"
    secret.write_text(WORD, encoding="utf-8")
    named = [
        f"http://127.0.0.1:{port}/x",
        f"file://{secret}",
        str(secret),
        f"![図](http://127.0.0.1:{port}/y.png) 係留",
    ]
    rows = {
        "search": [{"id": f"s-{at}", "query": f"使用料 {one}", "gold": ["port#a2"]} for at, one in enumerate(named)],
        "draft": [{"id": f"d-{at}", "task": "kaitou", "fields": {"件名": "使用料", "質問": one}} for at, one in enumerate(named)],
        "resident": [
            {"id": f"r-{at}", "kind": "answerable", "query": f"定期船は1日何便 {one}", "gold": ["ferry"]}
            for at, one in enumerate(named)
        ],
    }[form]  # fmt: skip
    assert main(["eval", "run", str(written(tmp_path / "closed.jsonl", own(rows, ids)))]) == 0
    store = RunStore(place_of(office) / "evals" / "runs")
    kept = (store.folder / store.find("closed").id / "outputs.jsonl").read_text(encoding="utf-8")
    assert kept.count("\n") == len(named) and WORD not in kept
    assert came == []


def test_scoring_again_asks_no_network(town, tmp_path, monkeypatch):  # noqa: F811
    _, _, ids = town
    row = {"id": "s-1", "query": "船舶の使用料はいくらですか", "gold": ["port#a2"], "quote": "330円"}
    assert main(["eval", "run", str(written(tmp_path / "again.jsonl", own([row], ids)))]) == 0

    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for words in (["score", "again"], ["report", "again", "--out", str(tmp_path / "r.html")]):
        assert main(["eval", *words]) == 0
