"""Models that come behind the open pages: what is told on the way, that drafts do without, what is told when none can be had."""

import threading
from dataclasses import replace
from functools import partial

import pytest
from fastapi.testclient import TestClient

from app.cli.lines import Lines, fitted
from app.upkeep.supplies import Supplies
from app.web.api import create_app
from ingest.errors import ModelError
from ingest.models.assembly import assemble, is_ready
from tests.test_models import BYTES, MODEL, PART
from tests.web_office import open_office


class Slow:
    """A source that gives its first two parts and holds the others back until it is let go; or fails, or is stopped."""

    title = "手元"

    def __init__(self, *, fails=False):
        self.held, self.go, self.fails = threading.Event(), threading.Event(), fails

    def fetch(self, model, part, *, work, stop):
        if self.fails:
            raise ModelError("つながりません。")
        if part.offset >= 2 * PART:
            self.held.set()
            while not self.go.wait(0.02):
                if stop.is_set():
                    return b""
        return BYTES[part.offset : part.offset + part.size]


def fetching(source, models):
    """Of several files, as the model for speech is: the end of one must not stop the next."""

    def fetch(progress, stop):
        for model in (MODEL, replace(MODEL, name="second.gguf")):
            assemble(model, models, sources=(source,), progress=progress, stop=stop)

    return fetch


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("supplies"))


def test_the_pages_say_how_far_the_model_is_and_take_it_when_it_has_come(office, tmp_path):
    source, ended, came = Slow(), [], []
    supplies = Supplies([("writer", fetching(source, tmp_path))], ended=ended.append)
    with TestClient(create_app(office, None, supplies)) as http:
        supplies.then = partial(came.append, "writer")
        assert source.held.wait(10)
        now = http.get("/api/indexing").json()
        assert now["state"] == "fetching" and now["text"].startswith("文章モデルを取り寄せています（0／0MB")
        assert "それまでの下書きは、出典と前回の文書から組み立てます。" in now["text"]
        page = http.get("/").text
        assert 'id="sg-indexing" data-state="fetching"' in page and 'data-writer="0"' in page
        assert http.get("/api/search", params={"q": "手数料"}).json()["hits"], "the search works meanwhile"
        assert supplies.waiting == {"writer"}
        source.go.set()
        assert supplies.wait(10)
        assert (ended, came, supplies.waiting) == ([""], ["writer"], set())
        assert http.get("/api/indexing").json()["text"] == ""
        assert is_ready(tmp_path / MODEL.name, MODEL)


def test_a_model_that_cannot_be_had_is_told_and_the_pages_stay(office, tmp_path):
    ended = []
    supplies = Supplies([("writer", fetching(Slow(fails=True), tmp_path))], ended=ended.append)
    with TestClient(create_app(office, None, supplies)) as http:
        assert supplies.wait(10)
        now = http.get("/api/indexing").json()
        assert now["state"] == "failed" and "文章モデルを取り寄せられませんでした。" in now["text"]
        assert "手元：つながりません。" in now["text"] and "\n" not in now["text"]
        assert http.get("/").status_code == 200
    assert len(ended) == 1 and supplies.state.failed and "続きから始まります" in ended[0]


def test_leaving_stops_the_download_and_the_next_start_goes_on(office, tmp_path):
    source, ended = Slow(), []
    supplies = Supplies([("writer", fetching(source, tmp_path))], ended=ended.append)
    supplies.start()
    assert source.held.wait(10)
    supplies.stop()
    assert supplies.wait(5) and ended == [], "who has left is told nothing"
    second = Slow()
    second.go.set()
    heard = []
    again = Supplies([("writer", fetching(second, tmp_path))], progress=lambda *told: heard.append(told))
    again.start()
    assert again.wait(10) and is_ready(tmp_path / MODEL.name, MODEL)
    assert any("前回の続き" in message for _, _, message in heard)


def test_the_line_of_a_terminal_never_wraps(capsys):
    assert fitted("文書 1/2", 5) == "文書 " and fitted("abc", 5) == "abc"
    lines = Lines()
    lines.part("文書")(3, 9, "a.txt")
    lines.part("文書")(
        4, 9, "b.txt"
    )  # within the ten seconds: not a line of its own where nothing is rewritten
    lines.part("モデル", left=lambda: 42.0)(0, 9, "文章モデル")
    lines.say("使えます。", part="文書")
    told = capsys.readouterr()
    assert told.err == "a.txt\n文章モデル（残り約 42 秒）\n" and told.out == "使えます。\n"
