"""Whether the product can work here, part by part, and what to do where it cannot. Knows nothing of how it is shown."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import failures
from ingest.errors import ShitagakiError
from ingest.papers.belonging import mixed, refuse_strange_index, unnamed
from ingest.toml_file import read_toml
from ingest.unread import unread
from ingest.wholeness import is_whole

if TYPE_CHECKING:
    from app.wire import Office

ROOM = 3_000_000_000
"""Bytes that models and an index of a small city need."""


@dataclass(frozen=True, slots=True)
class Check:
    """One part: its name, whether it is as it should be, and a sentence (with the remedy where it is not)."""

    name: str
    ok: bool
    message: str


def other_tenants(home: Path, tenant: str) -> str:
    """What to tell whoever opens an empty index in a ``home`` that holds other tenants': the setting is soon forgotten on a
    new machine. "" where there are none."""
    there = sorted(one.parent.name for one in (home / "tenants").glob("*/ledger.sqlite3"))
    others = "、".join(name for name in there if name != tenant)
    return (
        f"{home} には団体 {others} の索引があります。その団体を使うときは、設定 SHITAGAKI_TENANT（今は {tenant}）を合わせてください。"
        if others
        else ""
    )


def examine(office: Office) -> tuple[Check, ...]:
    """Look at every part; a part that fails does not stop the others."""
    parts: tuple[tuple[str, Callable[[Office], Check]], ...] = (
        ("設定", _settings),
        ("空き容量", _room),
        ("保管場所", _place),
        ("用途の雛形", _templates),
        ("文言", _texts),
        ("索引", _index),
        ("文章モデル", _writer),
    )
    found = []
    for name, look in parts:
        try:
            found.append(look(office))
        except ShitagakiError as error:
            found.append(Check(name, False, str(error)))
        except (OSError, sqlite3.OperationalError) as error:
            found.append(Check(name, False, failures.told(error)))
    return tuple(found)


def _settings(office: Office) -> Check:
    """Whether the settings that are read only when they are needed can be read: a slip there is silent until then."""
    from app.models.painting import read_server
    from app.models.translation import check_server
    from app.web.hosts import read_hosts
    from app.web.residents.origins import read_origins

    set_ = office.settings
    read_hosts(set_.hosts, origins=read_origins(set_.widget_origins).listed)
    if set_.translator:
        check_server(set_.translator)
    if set_.image:
        read_server(set_.image)
    files = {"LLM_FILE": set_.llm_file} if set_.llm == "embedded" else {}
    if set_.speech not in ("embedded", "none"):
        files["SPEECH"] = set_.speech
    for name, place in {"CORPUS": str(set_.corpus), **files}.items():
        if place and not Path(place).expanduser().exists():
            return Check("設定", False, f"SHITAGAKI_{name} の {place} がありません。場所を確かめてください。")
    return Check("設定", True, "どれも読めます。値は `shitagaki settings` で見られます。")


def _room(office: Office) -> Check:
    office.settings.home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(office.settings.home).free
    message = f"{free / 1e9:.1f} GB あります。"
    return Check("空き容量", free > ROOM, message if free > ROOM else message + "3 GB 以上空けてください。")


def _place(office: Office) -> Check:
    """Whether the folder can be written to, by nobody but its owner: drafts and residents' words are in it."""
    folder = office.folder.parent
    if not folder.is_dir():
        office.index.ledger.count()  # makes it
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        told = f"{folder} は、読み取り専用の場所にあります。ディスクの故障や、つなぎ方（マウント）を確かめてください。"
        return Check("保管場所", False, told)
    if not os.access(folder, os.W_OK):
        return Check("保管場所", False, f"{folder} に書き込めません。持ち主と権限を確かめてください。")
    if folder.stat().st_mode & 0o077:
        told = f"{folder} は、この機械のほかの利用者にも読めます。`chmod 700 {folder}` で閉じてください。"
        return Check("保管場所", False, told)
    return Check("保管場所", True, f"{folder} は、持ち主だけが読み書きできます。")


def _templates(office: Office) -> Check:
    return Check(
        "用途の雛形", bool(office.prompts.templates), f"{len(office.prompts.templates)} 件あります。"
    )


def _texts(office: Office) -> Check:
    """Whether the words that the office may have edited can be read: most files are opened only when they are needed."""
    from app.records.hours import load_hours
    from app.residents.phrases import load_phrases
    from app.web.residents.texts import load_texts
    from app.web.words import load_words

    folder = office.settings.prompts
    load_words(folder / "ui.toml")
    load_texts(office.widget_texts)
    load_phrases(folder / "residents.toml")
    load_hours(folder / "residents_hours.toml")
    files = sorted(folder.glob("*.toml"))
    for file in files:
        read_toml(file, "文言")
    return Check("文言", True, f"{len(files)} 件のファイルが読めます。")


def _index(office: Office) -> Check:
    documents, passages = office.index.ledger.count()
    if not documents:
        told = "文書がありません。`shitagaki ingest フォルダ` で取り込んでください。"
        return Check("索引", False, told + other_tenants(office.settings.home, office.settings.tenant))
    refuse_strange_index(office.index.ledger, office.city, tenant=office.settings.tenant)
    started = office.index.snapshot()
    told = f"{documents} 文書、{passages} 節。埋込みは {office.index.embedder.name}。"
    public = sum(one.sensitivity == "1" for one in office.index.ledger.documents())
    told += f"住民の窓口が使うもの（機密性 1）は {public} 文書。"
    told += mixed(office.index.ledger) + unnamed(office.index.ledger, office.city)
    if not public:
        told += '窓口を開くには、公開してよい文書に sources.toml で sensitivity = "1" と書いてください。'
    if left := unread(office.index.ledger):
        told += f"読めなかったファイルが {len(left)} 件あります（`shitagaki doctor --corpus` で出ます）。"
    if not is_whole(office.index.ledger):
        told += (
            "初めの取り込みが終わっていません。取り込みが動いていなければ、もう一度 `make up`（または "
            "`shitagaki ingest フォルダ`）を実行してください。済んだ分は残り、続きから始まります。"
        )
        return Check("索引", False, told)
    return Check("索引", started.generation > 0, told)


def _writer(office: Office) -> Check:
    if office.settings.llm == "none":
        return Check("文章モデル", True, "使わない設定です。出典と前回の文書から組み立てます。")
    writer = office.writer
    if writer is None:
        return Check("文章モデル", False, "なし を使います。")
    if not office.settings.llm.startswith(
        "embedded"
    ):  # a server: it may be away, or know neither model nor key
        writer.whole((("user", "はい"),), max_tokens=4, temperature=0.0, stop_event=threading.Event())
    return Check("文章モデル", True, f"{writer.name} を使います。")
