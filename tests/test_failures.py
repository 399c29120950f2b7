"""What is logged of an error that nobody foresaw: where, never the words of it."""

import logging
import sqlite3

from fastapi.testclient import TestClient

from app.failures import told, trail
from app.web.api import create_app
from app.web.evaluations import open_evaluations
from app.wire import Office
from ingest.settings import load_settings
from tests.web_office import open_office

SECRET = "緑川花子さんの滞納額は12万円"


def test_the_places_of_an_error_are_told_and_its_words_are_not():
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        told = trail(error)
    lines = told.splitlines()
    assert lines[-1] == "RuntimeError" and "KeyError" in lines and SECRET not in told
    assert lines[0].startswith(f"  {__file__}:") and lines[0].endswith(
        " test_the_places_of_an_error_are_told_and_its_words_are_not"
    )


def test_a_request_that_fails_leaves_no_words_of_papers_in_the_log(tmp_path, caplog):
    app = create_app(open_office(tmp_path))

    def fail():
        raise ValueError(SECRET)

    async def half(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError(SECRET)

    app.router.routes.insert(0, app.router.route_class("/api/fail", fail))
    app.mount("/api/half", half)
    app.router.routes.insert(0, app.router.routes.pop())
    with caplog.at_level(logging.DEBUG), TestClient(app, raise_server_exceptions=False) as http:
        answer = http.get("/api/fail")
        http.get("/api/half/x")
        bad = http.post("/api/drafts/fill", data={"draft": "{"}, files={"file": ("a.xlsx", b"")})
        no = http.post("/api/documents", files={"files": ("sources.toml", b"")}).json()["files"][0]
    number = answer.json()["number"]
    assert answer.status_code == 500 and f"request {number} failed" in caplog.text and " fail" in caplog.text
    assert caplog.text.count("ValueError") == 2 and SECRET not in caplog.text
    assert bad.status_code == 422 and "読めませんでした" in bad.json()["detail"]
    assert not no["ok"] and "文書ではないため" in no["reason"]


def test_a_database_that_may_not_be_written_or_has_no_room_is_told():
    shut = told(sqlite3.OperationalError("attempt to write a readonly database"))
    assert shut.startswith("データベースを開く権限がないか、読み取り専用の場所にあります。")
    assert told(sqlite3.OperationalError("unable to open database file")) == shut
    assert told(sqlite3.OperationalError("database or disk is full")).startswith("空き容量がありません。")


def test_the_evaluators_page_finds_what_measures(tmp_path):
    """By the entry point of the command: whoever moves that module must take this along."""
    office = Office(load_settings({"SHITAGAKI_HOME": str(tmp_path), "SHITAGAKI_EMBEDDER": "bigram-hash.v1"}))
    assert open_evaluations(office) is not None


def test_a_file_where_a_folder_should_be_is_told_in_words(tmp_path):
    (tmp_path / "home").write_text("", encoding="utf-8")
    try:
        (tmp_path / "home").mkdir()
    except OSError as error:
        assert told(error) == (
            f"{tmp_path / 'home'}：同じ名前のファイルがあり、フォルダを作れません。場所を確かめてください。"
        )
