"""The list of a folder's documents, ``sources.toml``: kind, section, sensitivity, dates, sha256 of each. Knows nothing of indexes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from ingest.document import SENSITIVITIES
from ingest.errors import SettingError, UnreadableFile
from ingest.toml_file import read_toml

NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """What the office says of one file. ``path`` is relative to the folder of the list; "" leaves it to be found out."""

    path: str
    title: str = ""
    kind: str = ""
    number: str = ""
    section: str = ""
    sensitivity: str = "2"
    issued: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    sha256: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SourceList:
    """The entries by path, ``ignore``: paths under the folder that are not documents (["texts", "city.toml"]), and
    ``city``: whose papers they are ("" is not said)."""

    folder: Path
    entries: dict[str, Source]
    ignore: tuple[str, ...] = ()
    city: str = ""

    def ignores(self, path: str) -> bool:
        return any(path == each or path.startswith(each.rstrip("/") + "/") for each in self.ignore)


def find_sources(path: Path) -> SourceList | None:
    """The list that speaks for ``path``: in the folder itself or the nearest one above it; None when there is none."""
    for folder in (path, *path.parents) if path.is_dir() else path.parents:
        if (folder / NAME).is_file():
            return read_sources(folder)
    return None


def find_nested(root: Path) -> list[SourceList]:
    """The lists of the folders below ``root``, the deepest first: each speaks for what lies in its own folder.

    Hidden folders and links are left out, as they are when documents are looked for.
    """
    if not root.is_dir():
        return []
    folders = []
    for folder, below, files in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        if NAME in files and Path(folder) != root:
            folders.append(Path(folder))
    return [read_sources(folder) for folder in sorted(folders, key=lambda each: -len(each.parts))]


def read_sources(folder: Path) -> SourceList:
    """Read the list of ``folder``. Raises UnreadableFile naming the entry that is wrong."""
    file = folder / NAME
    try:
        table = read_toml(file, "文書の一覧")
    except SettingError as error:
        raise UnreadableFile(str(file), str(error).removeprefix(f"{file}："), "") from error
    unknown = sorted(set(table) - {"document", "ignore", "city"})
    if unknown:
        raise UnreadableFile(
            str(file),
            f"「{'、'.join(unknown)}」という項目はありません。",
            "使える項目：document、ignore、city。",
        )
    entries = table.get("document", [])
    found: dict[str, Source] = {}
    for order, entry in enumerate(entries, start=1):
        source = _source(file, order, entry)
        if source.path in found:
            raise UnreadableFile(
                str(file), f"{order} 件目の path「{source.path}」が重複しています。", "一つにしてください。"
            )
        found[source.path] = source
    return SourceList(folder, found, tuple(table.get("ignore", ())), str(table.get("city", "")))


def _source(file: Path, order: int, entry: dict[str, Any]) -> Source:
    known = {field.name for field in fields(Source)}
    name = f"{file}（{order} 件目 {entry.get('path', '')}）"
    unknown = sorted(set(entry) - known)
    if unknown:
        raise UnreadableFile(
            name,
            f"「{'、'.join(unknown)}」という項目はありません。",
            f"使える項目：{'、'.join(sorted(known))}。",
        )
    if not isinstance(entry.get("path"), str) or not entry["path"]:
        raise UnreadableFile(name, "path がありません。", "文書の場所を書いてください。")
    values = dict(entry)
    for key in ("issued", "effective_from", "effective_to"):
        values[key] = _day(name, key, entry.get(key))
    if values.get("sensitivity", "2") not in SENSITIVITIES:
        raise UnreadableFile(
            name,
            f"sensitivity「{values['sensitivity']}」は使えません。",
            f"{'、'.join(SENSITIVITIES)} のどれかにしてください。",
        )
    if values.get("url") and not is_address(str(values["url"])):
        raise UnreadableFile(
            name, f"url「{values['url']}」は使えません。", "https:// で始まるページのアドレスにしてください。"
        )
    if values.get("sha256") and not re.fullmatch(r"[0-9a-f]{64}", str(values["sha256"])):
        raise UnreadableFile(
            name, "sha256 の形が違います。", "64 桁の 16 進数にするか、項目を消してください。"
        )
    return Source(**values)


def is_address(url: str) -> bool:
    """Whether it is the address of a page as it may stand in a link: http or https, in plain letters."""
    return bool(re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[!-~]*)?", url)) and not re.search(
        r"[\\<>\"'`@]", url
    )


def _day(name: str, key: str, value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UnreadableFile(
            name, f"{key}「{value}」は日付ではありません。", "2025-04-01 の形で書いてください。"
        ) from error
