"""The first reading of the documents behind the open pages: what is told on the way, at the end, when it fails or is stopped."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from app.upkeep.indexing import Indexing
from app.web.api import create_app
from app.web.api_indexing import told
from app.web.ui_home import results
from app.web.ui_library import document_list
from ingest.ingestion import ingest
from ingest.loaders import worker
from tests.browser import chromium, visit
from tests.web_office import ROOT, open_office, serving

HELD = 3
PREPARING = "準備中です。市の文書を読み込んでいます。"


class Gate:
    """Hears the progress, and holds the run after ``HELD`` files until it is opened."""

    def __init__(self):
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, done, total, message):
        if done == HELD and total > HELD and "残り約" in message:
            self.reached.set()
            assert self.opened.wait(60)


@contextmanager
def half_read(folder):
    """An office whose first run is held half-way: (office, indexing, gate)."""
    office, gate = open_office(folder, empty=True), Gate()
    indexing = Indexing(office.index, [folder / "corpus"], progress=gate)
    try:
        yield office, indexing, gate
    finally:
        gate.opened.set()
        indexing.wait(60)


def test_what_is_told_on_the_way_and_at_the_end(tmp_path):
    with half_read(tmp_path) as (office, indexing, gate):
        assert told(office, indexing)["text"].startswith("取り込む文書を調べています。")
        with TestClient(create_app(office, indexing)) as http:
            assert gate.reached.wait(30)
            now = http.get("/api/indexing").json()
            assert (now["state"], now["done"], now["total"]) == ("reading", HELD, 7)
            assert now["text"] == f"文書を取り込んでいます（{HELD}／7件）。取り込んだものから使えます。"
            page = http.get("/").text
            assert 'id="sg-indexing" data-state="reading"' in page and now["text"] in page
            begun = time.monotonic()
            assert "文書の取り込みが、まだ終わっていません。" in results("手数料", office)
            assert time.monotonic() - begun < 5, "a search must not wait for the end of the run"
            assert "文書の取り込みが、まだ終わっていません。" in document_list(office, rows=9)[0]
            assert http.get("/api/residents/config").json()["paused"].startswith(PREPARING)
            refused = http.post("/api/residents/conversations", json={})
            assert refused.status_code == 503 and PREPARING in refused.json()["detail"]

            gate.opened.set()
            assert indexing.wait(30)
            assert worker._idle == [], "a reader of files that has nothing to read holds no memory"
            now = http.get("/api/indexing").json()
            assert (now["state"], now["text"], now["documents"]) == ("done", "", 7)
            assert 'id="sg-indexing"' not in http.get("/").text
            assert "みどり市手数料条例" in results("手数料", office)
            assert http.get("/api/residents/config").json()["paused"] == ""
            assert http.post("/api/residents/conversations", json={}).status_code == 201


def test_a_run_that_changes_nothing_tells_nothing(tmp_path):
    office = open_office(tmp_path)
    indexing = Indexing(office.index, [tmp_path / "corpus"])
    assert told(office, indexing)["text"] == "", "the pages open as if nothing were going on"
    indexing.start()
    assert indexing.wait(30) and told(office, indexing)["state"] == "done"
    assert indexing.state.reason == "", "nor as it finishes"
    assert told(office, None) == {"state": "done", "text": "", "done": 0, "total": 0, "documents": 7}


def test_a_run_that_fails_says_why_and_what_to_do(tmp_path):
    office, ended = open_office(tmp_path, empty=True), []
    (tmp_path / "index" / "originals").write_text("a file where a folder has to be", encoding="utf-8")
    indexing = Indexing(office.index, [tmp_path / "corpus"], ended=ended.append)
    with TestClient(create_app(office, indexing)) as http:
        assert indexing.wait(30)
        now = http.get("/api/indexing").json()
        assert now["state"] == "failed" and indexing.failed
        assert "文書の取り込みが止まりました。" in now["text"] and "originals" in now["text"]
        assert "make up をもう一度実行すると、続きから取り込みます" in now["text"]
        assert len(ended) == 1 and ended[0] in now["text"]
        assert 'data-state="failed"' in http.get("/library").text
        assert http.get("/api/residents/config").json()["paused"].startswith(PREPARING)
    # The next start, of pages alone: nobody reads on, and the pages say so, until a run has come to its end.
    assert (
        told(office, None)["state"] == "unfinished" and "まだ終わっていません" in told(office, None)["text"]
    )
    (tmp_path / "index" / "originals").unlink()
    ingest([tmp_path / "corpus"], index=office.index)
    assert told(office, None)["state"] == "done"


def test_a_folder_that_is_not_there_is_told_on_the_pages(tmp_path):
    office = open_office(tmp_path, empty=True)
    indexing = Indexing(office.index, [tmp_path / "nai"])
    indexing.start()
    assert indexing.wait(30)
    now = told(office, indexing)
    assert now["state"] == "failed" and "nai：見つかりません。" in now["text"] and not indexing.failed


def test_a_run_that_is_stopped_leaves_off_where_it_is_and_goes_on_next_time(tmp_path):
    with half_read(tmp_path) as (office, indexing, gate):
        indexing.start()
        assert gate.reached.wait(30)
        stopping = threading.Thread(target=indexing.stop)
        stopping.start()
        time.sleep(0.2)
        gate.opened.set()
        stopping.join(30)
        assert indexing.wait(0) and indexing.state.name == "stopped" and not indexing.failed
        there = office.index.ledger.count()[0]
        assert there < 7 and told(office, indexing)["state"] == "unfinished"
        report = ingest([tmp_path / "corpus"], index=office.index)
        assert (report.unchanged, report.documents) == (there, 7)


@pytest.mark.slow
def test_an_open_page_follows_without_moving(tmp_path):
    with half_read(tmp_path) as (office, indexing, gate), chromium() as browser:
        served = serving(office, indexing)
        with served as site, visit(browser, site, width=390) as page:
            assert gate.reached.wait(30)
            page.goto("/library")
            strip = page.locator("#sg-indexing")
            page.wait_for_selector("text=文書を取り込んでいます（3／7件）")
            page.wait_for_selector("#sg-list p")
            heading = page.locator("h1").first.bounding_box()
            assert strip.locator("[role=status]").count() == 1
            law = page.context.new_page()
            law.goto("/reiki")
            law.wait_for_selector("#sg-reiki .sg-empty")
            gate.opened.set()
            page.wait_for_selector('#sg-indexing[data-state="done"]', state="attached", timeout=15000)
            page.wait_for_selector("#sg-list table")
            assert not strip.is_visible() and page.locator("h1").first.bounding_box() == heading
            assert page.locator("#sg-list tbody tr").count() == len(office.index.documents(office.viewer))
            law.wait_for_selector("#sg-reiki tbody tr")  # without being loaded anew
            page.get_by_label("種類で絞る").click()
            assert "条例" in " ".join(page.locator("[role=option]").all_inner_texts())


def up(home, corpus, port):
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SHITAGAKI_HOME": str(home),
        "SHITAGAKI_CORPUS": str(corpus),
        "SHITAGAKI_PORT": str(port),
        "SHITAGAKI_EMBEDDER": "bigram-hash.v1",
        "SHITAGAKI_LLM": "none",
        "SHITAGAKI_SPEECH": "none",
    }
    begin = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        " from app.cli import main; sys.exit(main(['up']))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", begin],
        env=environ,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def reaches(process, port, name):
    """What /api/indexing says once it says ``name``."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        assert process.poll() is None, process.stderr.read()
        try:
            now = httpx.get(f"http://127.0.0.1:{port}/api/indexing").json()
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        if now["state"] == name and (name == "done" or now["documents"]):
            return now
        time.sleep(0.05)
    raise AssertionError(f"never {name}")


def children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended meanwhile
            found += [int(each) for each in (task / "children").read_text().split()]
    return found


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.mark.slow
def test_ctrl_c_stops_pages_and_reading_and_the_second_start_goes_on(tmp_path, free_port):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(600):
        (corpus / f"{number:04}.txt").write_text(f"第{number}回の記録です。", encoding="utf-8")
    first = up(tmp_path / "home", corpus, free_port)
    try:
        reaches(first, free_port, "reading")
        left = children(first.pid)
        first.send_signal(signal.SIGINT)
        said, error = first.communicate(timeout=60)
    finally:
        first.kill()
    assert first.returncode == 1 and "中止しました。ここまでに読んだ分は残っています。" in error
    assert "下書きを開きました" in said and "ページはもう使えます。" in said and "Traceback" not in error
    assert left and not [pid for pid in left if Path(f"/proc/{pid}").exists()]

    for number in range(3, 600):
        (corpus / f"{number:04}.txt").unlink()
    second = up(tmp_path / "home", corpus, free_port)
    try:
        assert reaches(second, free_port, "done")["documents"] == 3
        second.send_signal(signal.SIGINT)
        said, error = second.communicate(timeout=60)
    finally:
        second.kill()
    assert (second.returncode, "3 文書、3 節が使えます" in said) == (0, True), error
