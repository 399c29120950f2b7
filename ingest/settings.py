"""The settings, one table: name, default, help. Knows nothing of what they are used for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingError

PREFIX = "SHITAGAKI_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the environment variable is ``SHITAGAKI_`` + ``name`` in capitals."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


SETTINGS = (
    Setting("home", "var", "索引・原本の写し・下書きなど、この製品が書くものを置くフォルダ"),
    Setting(
        "models",
        "~/.cache/shitagaki/models",
        "埋込みモデルと文章モデルを置くフォルダ（複数の版で共用できます）",
    ),
    Setting("corpus", "corpus", "`make up` が取り込むフォルダ。自分の市の文書に替えるときはここを変えます"),
    Setting("prompts", "prompts", "用途の雛形・文言のフォルダ"),
    Setting("tenant", "midori", "団体の符号（半角英小文字・数字・ハイフン）。索引は団体ごとに分かれます"),
    Setting("city", "みどり市", "団体の名前。ページと文書に出ます"),
    Setting("embedder", "e5-small.int8", "埋込みの方式。`sentence-transformers:フォルダ` なども使えます"),
    Setting(
        "reranker",
        "",
        "検索の並べ直し（空は使わない）。`rerank:モデル名@http://ホスト/v1/rerank`、`tei:http://ホスト/rerank`、`sentence-transformers:フォルダ`",
    ),
    Setting("reranker_key", "", "並べ直しのサーバの接続鍵"),
    Setting(
        "llm",
        "embedded",
        "文章モデル。`embedded`（同梱）、`none`（使わない）、`openai:モデル名@http://ホスト/v1`、`azure:配置名@https://ホスト`",
    ),
    Setting("llm_key", "", "文章モデルの接続鍵。同梱のモデルでは要りません"),
    Setting("llm_file", "", "同梱のモデルの代わりに使う GGUF ファイル"),
    Setting(
        "llm_price",
        "",
        "文章モデルの 1,000 トークンの値段（円）。評価の報告に費用が出ます。空のときは出しません",
    ),
    Setting(
        "speech",
        "embedded",
        "録音を文字にするモデル。`embedded`（同梱の Whisper base）、faster-whisper の形のモデルのフォルダ、`none`（使わない）",
    ),
    Setting(
        "image",
        "",
        "画像サーバ（OpenAI の形で答えるもの）。`モデル名@http://ホスト/v1`。ポスターの絵に使います。空のときは飾りだけです",
    ),
    Setting("image_key", "", "画像サーバの接続鍵"),
    Setting(
        "translator",
        "",
        "翻訳サーバ（LibreTranslate の形で答えるもの）のアドレス。`http://ホスト:5000`。空のときは、文章モデルが訳します",
    ),
    Setting("translator_key", "", "翻訳サーバの接続鍵"),
    Setting("host", "127.0.0.1", "待ち受けるアドレス"),
    Setting("port", "7860", "待ち受けるポート"),
    Setting(
        "hosts",
        "",
        "職員のページを開いてよい、このサーバの名前（`shitagaki.city.example.jp` の形で、カンマ区切り）。IP アドレス、localhost、この機械の名前、点のない名前は、書かなくても開けます",
    ),
    Setting(
        "widget_origins",
        "",
        "住民の窓口を置いてよいサイト（`https://www.city.example.jp` の形で、カンマ区切り）。空のときは、このサーバのページにだけ出ます",
    ),
    Setting("log_level", "INFO", "記録の細かさ（DEBUG、INFO、WARNING、ERROR）。本文や個人情報は記録しません"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force, every path absolute."""

    home: Path
    models: Path
    corpus: Path
    prompts: Path
    tenant: str
    city: str
    embedder: str
    reranker: str
    reranker_key: str
    llm: str
    llm_key: str
    llm_file: str
    llm_price: str
    speech: str
    image: str
    image_key: str
    translator: str
    translator_key: str
    host: str
    port: int
    hosts: str
    widget_origins: str
    log_level: str


_FOLDERS = ("home", "models", "corpus", "prompts")


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment; raise SettingError for a name or a value that cannot be used."""
    environ = os.environ if environ is None else environ
    values = _checked(environ)

    def folder(name: str) -> Path:
        return Path(values[name]).expanduser().absolute()

    return Settings(
        home=folder("home"),
        models=folder("models"),
        corpus=folder("corpus"),
        prompts=folder("prompts"),
        tenant=values["tenant"],
        city=values["city"],
        embedder=values["embedder"],
        reranker=values["reranker"],
        reranker_key=values["reranker_key"],
        llm=values["llm"],
        llm_key=values["llm_key"],
        llm_file=values["llm_file"],
        llm_price=values["llm_price"],
        speech=values["speech"],
        image=values["image"],
        image_key=values["image_key"],
        translator=values["translator"],
        translator_key=values["translator_key"],
        host=values["host"],
        port=int(values["port"]),
        hosts=values["hosts"],
        widget_origins=values["widget_origins"],
        log_level=values["log_level"],
    )


def _checked(environ: Mapping[str, str]) -> dict[str, str]:
    """name → value of every setting; a name or a value that cannot be used is refused."""
    known = {setting.variable for setting in SETTINGS} | {PREFIX + "PUBLIC_DATA"}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingError(
            f"{'、'.join(unknown)} という設定はありません。使える名前は `shitagaki settings` で見られます。"
        )
    values = {setting.name: environ.get(setting.variable, setting.default) for setting in SETTINGS}
    # An empty folder would be the one in which the program happens to run.
    values |= {
        one.name: one.default for one in SETTINGS if one.name in _FOLDERS and not values[one.name].strip()
    }
    if not values["port"].isdigit() or not 0 <= int(values["port"]) <= 65535:
        raise SettingError(f"{PREFIX}PORT は 0〜65535 の数です（今の値：{values['port']}）。")
    try:
        priced = not values["llm_price"] or 0 <= float(values["llm_price"]) < float("inf")
    except ValueError:
        priced = False
    if not priced:
        raise SettingError(f"{PREFIX}LLM_PRICE は 0 以上の数です（今の値：{values['llm_price']}）。例：0.5")
    tenant = values["tenant"]
    if not tenant or not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in tenant):
        raise SettingError(
            f"{PREFIX}TENANT は半角英小文字・数字・ハイフンです（今の値：{tenant}）。例：midori"
        )
    values["log_level"] = values["log_level"].upper()
    if values["log_level"] not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingError(
            f"{PREFIX}LOG_LEVEL は DEBUG、INFO、WARNING、ERROR のどれかです（今の値：{values['log_level']}）。"
        )
    return values
