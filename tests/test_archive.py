"""Backup and restore: everything comes back as it was, also copied while it is written to; nothing is lost or written over."""

import errno
import json
import os
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from app.cli import main
from app.records.callbacks import Callbacks
from app.records.drafts import Drafts
from app.upkeep.archive import NOTE, back_up
from app.upkeep.presence import serving
from app.upkeep.restoring import restore
from ingest.document import CLERK
from ingest.errors import ShitagakiError
from ingest.hashing import HashEmbedder
from ingest.index import Index
from tests.web_office import open_office


def quiet(done, total, message):
    assert 0 < done <= total and message


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with documents, a draft, a call-back request and a task of the office."""
    home = tmp_path_factory.mktemp("old") / "home"
    office = open_office(home / "made")
    folder = home / "tenants" / "midori"
    folder.parent.mkdir()
    (home / "made" / "index").rename(folder)
    del office
    Drafts(folder / "drafts.sqlite").save(
        "browser", "d1", task="aisatsu", title="出初式", named=True, state={"text": "文案"}, base=0
    )
    Callbacks(folder / "residents.sqlite3").add("c1", {"name": "緑川 花子", "phone": "0000"})
    (folder / "tasks").mkdir()
    (folder / "tasks" / "own.toml").write_text('id = "own"', encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def prompts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words") / "prompts"
    (folder / "tasks").mkdir(parents=True)
    (folder / "ui.toml").write_text('name = "わが市の言葉"', encoding="utf-8")
    return folder


@pytest.fixture
def copy(home, prompts, tmp_path):
    return back_up(home, prompts, tmp_path / "copy.zip", progress=quiet)


def test_everything_comes_back_and_the_key_stays_where_it_was(home, prompts, copy, tmp_path):
    with zipfile.ZipFile(copy.path) as packed:
        names = packed.namelist()
    assert copy.path.stat().st_mode & 0o077 == 0, "drafts and residents' words: for the owner alone"
    assert not [name for name in names if "caches" in name or name.endswith((".key", "-wal", "-shm"))]
    assert len(names) == copy.files + 1 and copy.tenants == ("midori",)
    assert copy.keys == (home / "tenants/midori/residents.key",)

    new = tmp_path / "new"
    back = restore(copy.path, new, prompts, replace=False, progress=quiet)
    folder = new / "tenants" / "midori"
    assert back.keys == (folder / "residents.key",) and not back.keys[0].exists()
    assert Drafts(folder / "drafts.sqlite").all("browser")[0].title == "出初式"
    assert (folder / "tasks/own.toml").read_text(encoding="utf-8") == 'id = "own"'
    assert (new / "tenants").stat().st_mode & 0o077 == 0
    assert not (new / "prompts").exists(), "the office's words are those in use"
    index = Index(folder, tenant="midori", embedder=HashEmbedder())
    old = Index(home / "tenants" / "midori", tenant="midori", embedder=HashEmbedder())
    assert index.ledger.count() == old.ledger.count() and index.ledger.count()[0] == 7
    found = index.search("住民票の写しの手数料", viewer=CLERK).hits[0]
    assert "300円" in found.passage.text and index.original(found.document).is_file()
    (folder / "residents.key").write_bytes((home / "tenants/midori/residents.key").read_bytes())
    assert Callbacks(folder / "residents.sqlite3").open(1, by="試験")["name"] == "緑川 花子"


def test_what_is_there_is_moved_aside_only_when_asked(home, prompts, copy, tmp_path):
    new, words = tmp_path / "new", tmp_path / "words"
    restore(copy.path, new, prompts, replace=False, progress=quiet)
    (new / "tenants/midori/residents.key").write_bytes(b"a key of here")
    with pytest.raises(ShitagakiError, match="--replace を付けてください"):
        restore(copy.path, new, words, replace=False, progress=quiet)
    back = restore(copy.path, new, words, replace=True, progress=quiet)
    assert len(list(new.glob("tenants.before-*/midori/ledger.sqlite3"))) == 1
    assert back.keys == () and (new / "tenants/midori/residents.key").read_bytes() == b"a key of here"
    assert "わが市の言葉" in (new / "prompts/ui.toml").read_text(encoding="utf-8"), "none like it is in use"
    assert not list(new.glob(".restore-*"))


def test_a_copy_made_while_it_is_written_to_is_of_one_moment(home, prompts, tmp_path):
    path, over = home / "tenants/midori/writing.sqlite3", threading.Event()
    with sqlite3.connect(path, isolation_level=None) as base:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("CREATE TABLE pair (one INTEGER, two INTEGER)")
        base.execute("INSERT INTO pair VALUES (0, 0)")

    def write():
        with sqlite3.connect(path, isolation_level=None, timeout=30) as base:
            number = 0
            while not over.is_set():
                number += 1
                base.execute("BEGIN IMMEDIATE")
                base.execute("UPDATE pair SET one = ?", (number,))
                base.execute("UPDATE pair SET two = ?", (number,))
                base.execute("COMMIT")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = back_up(home, prompts, tmp_path, progress=quiet)
    finally:
        over.set()
        thread.join()
    assert made.path.parent == tmp_path and made.path.name.startswith("shitagaki-2")
    restore(made.path, tmp_path / "new", prompts, replace=False, progress=quiet)
    with sqlite3.connect(tmp_path / "new/tenants/midori/writing.sqlite3") as base:
        one, two = base.execute("SELECT * FROM pair").fetchone()
    assert one == two > 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tenants/../../evil.txt", "使えない名前"),
        ("/etc/evil.txt", "使えない名前"),
        ("evil.txt", "使えない名前"),
        ("tenants\\..\\evil.txt", "使えない名前"),
        ("tenants/midori/ledger.sqlite3", "ledger.sqlite3 が壊れています"),
    ],
)
def test_a_copy_with_something_else_in_it_puts_nothing_anywhere(name, said, tmp_path):
    source, new = tmp_path / "evil.zip", tmp_path / "a" / "new"
    with zipfile.ZipFile(source, "w") as packed:
        packed.writestr(NOTE, json.dumps({"format": 1, "tenants": ["midori"]}))
        packed.writestr(name, b"x" * 5000)
    with pytest.raises(ShitagakiError, match=said):
        restore(source, new, tmp_path, replace=False, progress=quiet)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [source] and not list(new.iterdir())


def test_damage_and_other_files_are_told(copy, prompts, tmp_path):
    whole = copy.path.read_bytes()
    for name, content, said in (
        ("short.zip", whole[: len(whole) // 2], "壊れています"),
        ("bent.zip", whole[:2000] + b"\xff" * 4000 + whole[6000:], "壊れています|控えではありません"),
        ("text.zip", "控え".encode(), "壊れています"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ShitagakiError, match=said):
            restore(tmp_path / name, tmp_path / "new", prompts, replace=False, progress=quiet)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(ShitagakiError, match="控えではありません"):
        restore(tmp_path / "other.zip", tmp_path / "new", prompts, replace=False, progress=quiet)


def test_the_commands_say_what_was_done_and_what_to_do(home, prompts, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHITAGAKI_HOME", str(home))
    monkeypatch.setenv("SHITAGAKI_PROMPTS", str(prompts))
    target = tmp_path / "控え.zip"
    assert main(["backup", str(target)]) == 0
    told = capsys.readouterr().out
    assert f"{target} を作りました" in told and "residents.key" in told
    assert main(["backup", str(target)]) == 1 and "上書きはしません" in capsys.readouterr().err
    assert main(["backup", str(home / "tenants" / "x.zip")]) == 1
    assert "外に置いてください" in capsys.readouterr().err
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "new"))
    with serving(tmp_path / "new"):
        assert main(["restore", str(target)]) == 1
    assert "下書きが開いています" in capsys.readouterr().err
    assert main(["restore", str(target)]) == 0 and "に戻しました（団体 midori）" in capsys.readouterr().out
    assert main(["restore", str(Path("nai.zip"))]) == 1 and "ありません" in capsys.readouterr().err
    monkeypatch.setenv("SHITAGAKI_HOME", str(home))
    monkeypatch.setenv("SHITAGAKI_PROMPTS", str(tmp_path / "nai"))
    assert main(["backup", str(tmp_path / "b.zip")]) == 1, "run elsewhere, it would lack the office's words"
    assert "SHITAGAKI_PROMPTS を確かめて" in capsys.readouterr().err
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "empty"))
    assert main(["backup", str(tmp_path / "b.zip")]) == 1 and "まだ何もありません" in capsys.readouterr().err


def test_a_place_that_nobody_made_is_a_folder_night_after_night(home, prompts, tmp_path):
    place = tmp_path / "nightly" / "copies"
    made = back_up(home, prompts, place, progress=quiet)
    assert made.path.parent == place and made.path.suffix == ".zip" and place.stat().st_mode & 0o077 == 0
    made.path.rename(place / "shitagaki-20260101-020000.zip")
    assert back_up(home, prompts, place, progress=quiet).path.parent == place
    assert len(list(place.glob("shitagaki-*.zip"))) == 2


def test_a_file_that_is_no_zip_is_not_written_over(home, prompts, tmp_path):
    (tmp_path / "memo").write_text("覚え書き", encoding="utf-8")
    with pytest.raises(ShitagakiError, match="memo はファイルです"):
        back_up(home, prompts, tmp_path / "memo", progress=quiet)
    assert (tmp_path / "memo").read_text(encoding="utf-8") == "覚え書き"


def test_a_file_in_a_folder_that_is_not_there_is_refused_by_the_name_of_the_folder(home, prompts, tmp_path):
    with pytest.raises(ShitagakiError) as error:
        back_up(home, prompts, tmp_path / "nas" / "copy.zip", progress=quiet)
    assert str(error.value) == (
        f"控えを置くフォルダ {tmp_path / 'nas'} がありません。先に作るか、場所を確かめてください。"
    )
    assert not (tmp_path / "nas").exists()


def test_a_disk_that_is_full_names_the_place_of_the_copy(home, prompts, tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ShitagakiError) as told:
        back_up(home, prompts, tmp_path / "copies", progress=quiet)
    assert str(told.value).startswith(
        f"控えを置く {tmp_path / 'copies'} に空きがないため、控えは作っていません"
    )
    assert list((tmp_path / "copies").iterdir()) == []
