"""Strict reading of a TOML table: every key known, every type right. Knows nothing of what the keys mean.

A mistake becomes one TemplateError that names the file, the key and what is allowed: it is read by the
person in the office who edited the file, not by a programmer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import ShitagakiError
from ingest.toml_file import SHIPPED, filled, place_of

KINDS = {
    "text": '文字列（"…"）',
    "texts": '文字列の並び（["…", "…"]）',
    "integer": "整数",
    "number": "数値",
    "flag": "true 又は false",
    "table": "表（[見出し]）",
    "tables": "表の並び（[[見出し]]）",
}


class TemplateError(ShitagakiError):
    """A file under prompts/ cannot be used: which file, which key, what was found, what is allowed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: its kind (of KINDS), its default when it may be left out, the values or range allowed."""

    kind: str
    default: Any = None
    required: bool = True
    choices: tuple[str, ...] = ()
    low: float = float("-inf")
    high: float = float("inf")


NOT_UTF8 = "文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。"


def optional(kind: str, default: Any, **limits: Any) -> Key:
    return Key(kind, default=default, required=False, **limits)


def read_toml(path: Path) -> dict[str, Any]:
    """The file as a dict; a file that is missing or is no TOML becomes a TemplateError with the line."""
    try:
        return parse_toml(path.read_text(encoding="utf-8"), file=str(path))
    except OSError as error:
        raise TemplateError(
            f"{path}：ファイルを開けません。置き場所と権限（SHITAGAKI_PROMPTS のフォルダなら、その設定）を確かめてください。"
        ) from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path}：{NOT_UTF8}") from error


def parse_toml(text: str, *, file: str) -> dict[str, Any]:
    """The table that ``text`` is; TemplateError with the line for what is no TOML or is nested without end."""
    try:
        if "\ufffd" in text:  # a browser puts it for what it cannot read
            raise TemplateError(f"{file}：{NOT_UTF8}")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(
            f"{file}：TOML の書き方に誤りがあります（{place_of(error)}）。その行の引用符と括弧を確かめてください。"
        ) from error
    except RecursionError as error:
        raise TemplateError(
            f"{file}：括弧の重なりが深すぎます。括弧の閉じ忘れを確かめてください。"
        ) from error


def read_whole(path: Path) -> dict[str, Any]:
    """``read_toml`` of a file of prompts/; what it lacks, or the file itself, is as the product ships it."""
    shipped = SHIPPED / path.name
    if not shipped.is_file():
        return read_toml(path)
    return filled(read_toml(path), read_toml(shipped)) if path.is_file() else read_toml(shipped)


def read_texts(path: Path) -> dict[str, str]:
    """A file in which every key is a text. Raises TemplateError."""
    data = read_whole(path)
    return read_table(data, {key: Key("text") for key in data}, file=str(path))


def read_table(
    data: Mapping[str, Any], keys: Mapping[str, Key], *, file: str, place: str = ""
) -> dict[str, Any]:
    """``data`` checked against ``keys``, with defaults filled in. ``place`` names the table (「fields 2番目」)."""
    where = f"{file}：{place}の" if place else f"{file}："
    for name in data:
        if name not in keys:
            raise TemplateError(
                f"{where}「{name}」という項目はありません。使えるのは {'、'.join(keys)} です。"
            )
    result: dict[str, Any] = {}
    for name, key in keys.items():
        if name not in data:
            if key.required:
                raise TemplateError(f"{where}「{name}」がありません。{KINDS[key.kind]}で書いてください。")
            result[name] = key.default
            continue
        result[name] = _value(data[name], key, f"{where}「{name}」")
    return result


def _value(value: Any, key: Key, where: str) -> Any:
    if not _is_kind(value, key.kind):
        raise TemplateError(f"{where}は {KINDS[key.kind]} で書きます。今は {value!r} です。")
    if key.choices:
        for one in value if key.kind == "texts" else (value,):
            if one not in key.choices:
                raise TemplateError(
                    f"{where}の値「{one}」は使えません。使えるのは {'、'.join(key.choices)} です。"
                )
    if key.kind in ("integer", "number") and not key.low <= value <= key.high:
        raise TemplateError(f"{where}は {key.low:g} から {key.high:g} までです。今は {value} です。")
    if key.kind == "text" and key.required and not value.strip():
        raise TemplateError(f"{where}が空です。{KINDS[key.kind]}で書いてください。")
    return tuple(value) if key.kind in ("texts", "tables") else value


def _is_kind(value: Any, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "flag":
            return isinstance(value, bool)
        case "texts":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "table":
            return isinstance(value, dict)
        case _:
            return isinstance(value, list) and all(isinstance(one, dict) for one in value)
