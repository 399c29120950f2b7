"""Reading a TOML file that an office may have edited. Knows nothing of what its keys mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ingest.errors import SettingError

SHIPPED = Path(__file__).resolve().parent.parent / "prompts"
_AT = re.compile(r"line (\d+), column (\d+)")


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """The file as a table. Raises SettingError naming the file, ``what`` it is, and where the mistake is."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why, remedy = error.strerror or type(error).__name__, "ファイルの置き場所と権限を確かめてください。"
    except UnicodeDecodeError:
        why, remedy = "文字コードが UTF-8 ではありません", "UTF-8 で保存し直してください。"
    except tomllib.TOMLDecodeError as error:
        why, remedy = place_of(error), "その行の引用符と括弧を確かめてください。"
    except RecursionError:
        why, remedy = "括弧の重なりが深すぎます", "括弧の閉じ忘れを確かめてください。"
    raise SettingError(f"{path}：{what}を読めません（{why}）。{remedy}")


def read_whole(path: Path, what: str, *, rows: Collection[str] = ()) -> dict[str, Any]:
    """``read_toml`` of a file of prompts/, ``filled`` from the one that the product ships. Raises SettingError."""
    shipped = SHIPPED / path.name
    if not shipped.is_file():
        return read_toml(path, what)
    usual = read_toml(shipped, what)
    return filled(read_toml(path, what), usual, rows) if path.is_file() else usual


def filled(own: Mapping[str, Any], usual: Mapping[str, Any], rows: Collection[str] = ()) -> dict[str, Any]:
    """``own`` with what it lacks as it usually is: an office's copy of the words outlives a new version. To the tables named
    in ``rows`` (lists of the office's, its languages) none is added that it took out.

    >>> filled({"say": {"ja": {"a": "い"}}}, {"say": {"ja": {"a": "あ", "b": "う"}, "en": {}}, "c": "え"}, ("say",))
    {'say': {'ja': {'a': 'い', 'b': 'う'}}, 'c': 'え'}
    """
    made = dict(usual)
    for key, value in own.items():
        there = usual.get(key)
        if not isinstance(value, Mapping) or not isinstance(there, Mapping):
            made[key] = value
        elif key in rows:
            made[key] = filled(value, {name: there[name] for name in value if name in there})
        else:
            made[key] = filled(value, there)
    return made


def place_of(error: tomllib.TOMLDecodeError) -> str:
    """Where the mistake is, for a person.

    >>> place_of(tomllib.TOMLDecodeError("Invalid value (at line 3, column 12)"))
    '3行目の12字目の辺り'
    """
    found = _AT.search(str(error))
    return f"{found[1]}行目の{found[2]}字目の辺り" if found else "終わりの行の辺り"
