"""A small office for the tests of the faces: real index, real prompts, a real server on loopback. Knows no browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.models.llm import Writer
from app.tasks.template_file import Prompts, load_prompts
from app.upkeep.indexing import Indexing
from app.web.words import Words, load_words
from app.wire import be_quiet
from ingest.document import CLERK, Viewer
from ingest.embedders import Embedder, open_embedder
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.models import prepare_embedding
from ingest.settings import load_settings
from tests.openai_server import MODES

be_quiet()
ROOT = Path(__file__).resolve().parent.parent
EVIL = "<img src=x onerror=\"window.hacked='title'\">"

FILES = {
    "reiki/tesuryo.txt": """○みどり市手数料条例
令和元年6月28日
条例第12号
　（趣旨）
第1条　この条例は、手数料の徴収に関し必要な事項を定めるものとする。
　（手数料の額）
第2条　住民票の写しの交付手数料は、1通につき300円とする。
２　印鑑登録証明書の交付手数料は、1通につき300円とする。
　（減免）
第3条　市長は、災害その他特別の理由があると認めるときは、手数料を減額し、又は免除することができる。
""",
    "reiki/bosai.txt": """○みどり市防災会議条例
平成17年4月1日
条例第19号
　（趣旨）
第1条　この条例は、みどり市防災会議の所掌事務及び組織に関し必要な事項を定めるものとする。
　（所掌事務）
第2条　防災会議は、みどり市地域防災計画を作成し、その実施を推進する。
""",
    "past/aisatsu_dezome_r08.md": """# 第21回みどり市消防出初式　市長挨拶

日時　令和8年1月11日（日）
会場　緑川河川敷公園
話者　みどり市長　柊木　真理子（主催者）

　新年明けましておめでとうございます。みどり市長の柊木真理子です。

　本日は、第21回みどり市消防出初式に、多くの皆様にお集まりいただき、誠にありがとうございます。

　消防団員の皆様、そして、団員を支えてくださる御家族の皆様には、日頃から地域の防災に御尽力をいただいております。心から感謝申し上げます。

　昨年、市内の火災は18件でした。一昨年より3件減っております。

　結びに、本年が災害のない一年となりますことを祈念いたしまして、挨拶といたします。

令和8年1月11日
みどり市長　柊木　真理子
""",
    "past/keikaku_bosai.md": """# みどり市地域防災計画の概要

## 自主防災組織の組織率の目標

自主防災組織の組織率の目標は、令和10年度末に90パーセントとする。令和7年度末の組織率は82.4パーセントである。

## 個別避難計画の作成

個別避難計画の作成は、令和8年度に120人分を目標とする。個別避難計画の作成に当たっては、自主防災組織の協力を得る。
""",
    "past/tokei.csv": "年度,住民票の写し,印鑑登録証明書\n令和6年度,10234,8123\n令和7年度,9876,7990\n",
    "past/evil.txt": f"{EVIL}\n\n{EVIL}の手引です。javascript:alert(1) と書いてあります。\n\n<script>window.hacked='text'</script> 不審な文書の一節です。\n",
}
SOURCES = """
[[document]]
path = "reiki/tesuryo.txt"
title = "みどり市手数料条例"
kind = "条例"
number = "令和元年みどり市条例第12号"
section = "市民課"
sensitivity = "1"
issued = 2019-06-28
effective_from = 2019-07-01

[[document]]
path = "past/aisatsu_dezome_r08.md"
kind = "あいさつ文"
section = "危機管理課"
issued = 2026-01-11

[[document]]
path = "past/keikaku_bosai.md"
kind = "計画"
section = "危機管理課"
issued = 2026-03-31

[[document]]
path = "past/evil.txt"
section = "人事課"
kind = "手引"
"""
SECRET = "# 人事課の内部資料\n\n職員の評価に関する機密の一節です。\n"


@dataclass
class SmallOffice:
    """The parts that create_app asks for, opened in a temporary folder."""

    city: str
    index: Index
    prompts: Prompts
    words: Words
    writer: Writer | None
    viewer: Viewer
    uploads: Path
    upload_limit: int = 2 * 1024 * 1024
    list_rows: int = 200
    recordings: Any = None
    painter: tuple[str, str] = ("", "")
    translator: tuple[str, str] = ("", "")
    hosts: tuple[str, str] = ("", "127.0.0.1")
    widget_origins: str = ""
    widget_texts: Path = ROOT / "prompts" / "widget.toml"

    @property
    def folder(self) -> Path:
        return self.uploads.parent


def meaning() -> Embedder:
    """The product's own embedding model, prepared where ``make up`` prepares it."""
    models = load_settings({}).models
    prepare_embedding(models, progress=lambda done, total, message: None)
    return open_embedder("e5-small.int8", models=models)


def open_office(
    folder: Path, *, writer: Writer | None = None, embedder: Embedder | None = None, empty: bool = False
) -> SmallOffice:
    """An office with the documents above (none when ``empty``), one of them closed to ordinary clerks.

    ``embedder`` None is the one without a model: it finds what shares characters, and is never confident.
    """
    corpus = folder / "corpus"
    for name, text in {**FILES, "secret/jinji.md": SECRET}.items():
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    secret = '\n[[document]]\npath = "secret/jinji.md"\nsection = "人事課"\nsensitivity = "3A"\n'
    (corpus / "sources.toml").write_text(SOURCES + secret, encoding="utf-8")
    index = Index(folder / "index", tenant="midori", embedder=embedder or HashEmbedder())
    if not empty:
        report = ingest([corpus], index=index)
        assert report.failed == [], report.failed
    prompts, words = load_prompts(ROOT / "prompts"), load_words(ROOT / "prompts" / "ui.toml")
    return SmallOffice("みどり市", index, prompts, words, writer, CLERK, folder / "uploads")


@contextmanager
def serving(office: SmallOffice, indexing: Indexing | None = None) -> Iterator[str]:
    """The whole application on a free port of loopback; gives its address."""
    import uvicorn

    from app.web.api import create_app

    config = uvicorn.Config(
        create_app(office, indexing), host="127.0.0.1", port=0, log_level="error", lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
        assert thread.is_alive(), "the server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def steady(handler: Any, body: dict[str, Any], server: Any) -> None:
    """A model that writes a new sentence every tenth of a second for a minute, unless the client leaves."""
    handler.start()
    for number in range(600):
        handler.piece(f"これは{number}番目の文です。")
        time.sleep(0.1)
    handler.end()


MODES["steady"] = steady
