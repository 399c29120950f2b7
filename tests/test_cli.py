"""What a person who mistypes, or whose machine refuses, is told on the command line: Japanese, with the remedy, no traceback."""

import os
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app import failures
from app.cli import main
from tests.openai_server import serving


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["search", " "], "質問：空です。さがす言葉や質問を書いてください。"),
        (["ask", ""], "質問：空です。"),
        (["search"], "足りないものがあります：質問"),
        (["search", "手数料", "--k", "0"], "--k：「0」は使えません。1 から 1,000 までの数で書いてください。"),
        (["search", "手数料", "--k"], "--k：値を一つ書いてください。"),
        (
            ["search", "手数料", "--as-of", "昨日"],
            "--as-of：「昨日」は日付ではありません。2023-04-01 か 令和5年4月1日",
        ),
        (["check", "x.txt", "--profile", "nai"], "--profile：「nai」はありません。使えるもの：'formal'"),
        (["serve", "--port", "99999"], "--port：「99999」は使えません。0 から 65,535 までの数"),
        (["draw"], "「draw」はありません。使えるもの：'draft'"),
        (["tasks", "--colour"], "知らない書き方です：--colour"),
    ],
)
def test_what_was_mistyped_is_told_in_japanese(capsys, given, said):
    with pytest.raises(SystemExit) as ended:
        main(given)
    told = capsys.readouterr().err
    assert ended.value.code == 2 and said in told and told.startswith("書き方：shitagaki")


@pytest.mark.parametrize("command", ["serve", "up"])
def test_a_port_in_use_is_told_before_anything_long_begins(capsys, command, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("SHITAGAKI_PORT", str(port))
        assert main([command]) == 1
    told = capsys.readouterr()
    assert (
        f"ポート {port} はもう使われています。" in told.err
        and f"SHITAGAKI_PORT={port + 1} make up" in told.err
    )
    assert "開きました" not in told.out and not list(tmp_path.glob("tenants/*/ledger*"))


def test_an_address_of_another_machine_is_refused(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    assert main(["serve", "--host", "203.0.113.1", "--port", "0"]) == 1
    assert "アドレス「203.0.113.1」では待ち受けられません。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("home", "said"),
    [("/proc/nai", "場所がありません。"), ("/dev/null/x", "途中にフォルダでないものがあります。")],
)
def test_a_home_that_cannot_be_is_told(home, said, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHITAGAKI_HOME", home)
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    assert main(["ingest", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err


def test_a_disk_without_room_is_told():
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-u", "-m", "app.cli", "settings"]
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1 and done.stderr.startswith("空き容量がありません。要らないファイルを消すか")


def test_the_doctor_asks_the_server_of_the_writing_model(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    monkeypatch.setenv("SHITAGAKI_LLM", "openai:m@http://127.0.0.1:9/v1")
    main(["doctor"])
    (away,) = [line for line in capsys.readouterr().out.splitlines() if "文章モデル" in line]
    assert away.startswith("要対応") and "サーバーにつながりません" in away
    with serving() as model:
        monkeypatch.setenv("SHITAGAKI_LLM", f"openai:m@{model.url}")
        main(["doctor"])
    (there,) = [line for line in capsys.readouterr().out.splitlines() if "文章モデル" in line]
    assert there.startswith("良")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (
            "WIDGET_ORIGINS",
            "www.city.example.jp",
            "SHITAGAKI_WIDGET_ORIGINS の「www.city.example.jp」は使えません。",
        ),
        (
            "HOSTS",
            "https://shitagaki.example.jp/",
            "SHITAGAKI_HOSTS の「https://shitagaki.example.jp/」は使えません。",
        ),
        ("TRANSLATOR", "localhost:5000", "設定 SHITAGAKI_TRANSLATOR の「localhost:5000」は読めません。"),
        ("IMAGE", "http://localhost", "設定 SHITAGAKI_IMAGE の「http://localhost」は読めません。"),
        ("CORPUS", "/nai/文書", "SHITAGAKI_CORPUS の /nai/文書 がありません。場所を確かめてください。"),
        ("SPEECH", "/nai/whisper", "SHITAGAKI_SPEECH の /nai/whisper がありません。場所を確かめてください。"),
    ],
)
def test_the_doctor_reads_settings_that_are_read_late(name, value, said, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    monkeypatch.setenv("SHITAGAKI_LLM", "none")
    main(["doctor"])
    assert capsys.readouterr().out.startswith("良　設定：")
    monkeypatch.setenv(f"SHITAGAKI_{name}", value)
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.startswith(f"要対応　設定：{said}")


def test_a_full_disk_is_told_by_the_doctor_too(capsys, tmp_path, monkeypatch):
    """The vectors' own engine reports a full disk in words of its own."""
    import chromadb

    from ingest.vectors import open_vector_store

    def refuse(**_):
        raise chromadb.errors.InternalError(
            "error returned from database: (code: 13) database or disk is full"
        )

    monkeypatch.setattr(chromadb, "PersistentClient", refuse)
    with pytest.raises(OSError, match="no room") as full:
        open_vector_store("chroma", tmp_path)
    assert failures.told(full.value).startswith("空き容量がありません。要らないファイルを消すか")


def test_the_doctor_tells_a_first_reading_that_was_cut_off(capsys, tmp_path, monkeypatch):
    from ingest.ledger import Ledger

    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    monkeypatch.setenv("SHITAGAKI_LLM", "none")
    (tmp_path / "通知.txt").write_text("清掃の日を変えます。", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "通知.txt")]) == 0
    assert main(["doctor"]) == 0
    capsys.readouterr()
    (place,) = (tmp_path / "home").rglob("ledger.sqlite3")
    ledger = Ledger(place)
    ledger.set_meta("whole", "no")
    assert main(["doctor"]) == 1
    (told,) = [line for line in capsys.readouterr().out.splitlines() if "索引" in line]
    assert told.startswith("要対応　索引：1 文書、") and "初めの取り込みが終わっていません。" in told


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    told = capsys.readouterr().out
    written = tomllib.loads(Path("pyproject.toml").read_text())["project"]["version"]
    assert ended.value.code == 0 and told.startswith(f"下書き（Shitagaki）{written}、Python 3.")


@pytest.mark.parametrize("name", ["ui", "widget", "residents", "residents_hours", "staff", "dangers", "easy"])
def test_the_doctor_reads_the_words_that_are_read_late(name, capsys, tmp_path, monkeypatch):
    shutil.copytree("prompts", tmp_path / "prompts")
    for setting, value in {
        "HOME": tmp_path,
        "EMBEDDER": "bigram-hash.v1",
        "PROMPTS": tmp_path / "prompts",
    }.items():
        monkeypatch.setenv(f"SHITAGAKI_{setting}", str(value))
    main(["doctor"])
    assert "良　文言：" in capsys.readouterr().out
    file = tmp_path / "prompts" / f"{name}.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[[x\n", encoding="utf-8")
    assert main(["doctor"]) == 1
    (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("要対応　文言")]
    assert str(file) in told and "その行の引用符と括弧を確かめてください。" in told


def test_a_home_of_another_tenant_is_told_to_whoever_forgot_the_setting(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    monkeypatch.setenv("SHITAGAKI_LLM", "none")
    monkeypatch.setenv("SHITAGAKI_TENANT", "aoba")
    (tmp_path / "通知.txt").write_text("清掃の日を変えます。", encoding="utf-8")
    assert main(["ingest", str(tmp_path / "通知.txt")]) == 0
    assert main(["backup", str(tmp_path / "a.zip")]) == 0
    monkeypatch.delenv("SHITAGAKI_TENANT")
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "new"))
    capsys.readouterr()
    said = "には団体 aoba の索引があります。その団体を使うときは、設定 SHITAGAKI_TENANT（今は midori）を合わせてください。"
    assert main(["restore", str(tmp_path / "a.zip")]) == 0 and said in capsys.readouterr().out
    assert main(["doctor"]) == 1 and said in capsys.readouterr().out


def test_a_place_that_is_read_only_is_told_as_that(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    main(["doctor"])
    seen = os.statvfs(tmp_path)
    shut = os.statvfs_result((*seen[:8], seen.f_flag | os.ST_RDONLY, *seen[9:]))
    monkeypatch.setattr(os, "statvfs", lambda _: shut)
    capsys.readouterr()
    assert main(["doctor"]) == 1
    assert (
        f"要対応　保管場所：{tmp_path}/tenants は、読み取り専用の場所にあります。" in capsys.readouterr().out
    )
