"""Reading a TOML file that an office may have edited. Knows nothing of what its keys mean."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ingest.errors import SettingError

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


def place_of(error: tomllib.TOMLDecodeError) -> str:
    """Where the mistake is, for a person.

    >>> place_of(tomllib.TOMLDecodeError("Invalid value (at line 3, column 12)"))
    '3行目の12字目の辺り'
    """
    found = _AT.search(str(error))
    return f"{found[1]}行目の{found[2]}字目の辺り" if found else "終わりの行の辺り"
