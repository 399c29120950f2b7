"""What the machine itself refuses (no room, no right, no such folder), as a sentence with what to do; and what may be
logged of an error that nobody foresaw. Knows no command."""

from __future__ import annotations

import errno
import sqlite3
import traceback
from collections.abc import Iterator

_REASONS = {
    errno.ENOSPC: "空き容量がありません。要らないファイルを消すか、データのフォルダ（設定 SHITAGAKI_HOME）を空きのある所に移してから、もう一度お試しください。",
    errno.EDQUOT: "使える容量を超えました。要らないファイルを消してから、もう一度お試しください。",
    errno.EACCES: "開く権限がありません。持ち主と権限を確かめてください。",
    errno.EPERM: "開く権限がありません。持ち主と権限を確かめてください。",
    errno.EROFS: "書き込めない場所です。別の場所にしてください。",
    errno.ENOENT: "場所がありません。フォルダの名前を確かめてください。",
    errno.ENOTDIR: "途中にフォルダでないものがあります。場所を確かめてください。",
    errno.EEXIST: "同じ名前のファイルがあり、フォルダを作れません。場所を確かめてください。",
    errno.EISDIR: "フォルダです。ファイルの名前まで書いてください。",
    errno.EMFILE: "一度に開けるファイルの数を超えました。ほかのプログラムを閉じてから、もう一度お試しください。",
}


_SHUT = (
    "データベースを開く権限がないか、読み取り専用の場所にあります。データのフォルダ（設定 SHITAGAKI_HOME）の持ち主と権限、"
    "ディスクが書き込める状態かを確かめてください。"
)


def told(error: OSError | sqlite3.OperationalError) -> str:
    """The sentence, with the name of the file where there is one."""
    if isinstance(error, sqlite3.OperationalError):
        said = str(error)
        shut = "readonly" in said or "unable to open" in said
        reason = _REASONS[errno.ENOSPC] if "full" in said else _SHUT if shut else ""
        return reason or f"索引のデータベースを使えません（{error}）。`shitagaki doctor` で確かめてください。"
    reason = _REASONS.get(error.errno or 0, f"使えません（{error.strerror or error}）。")
    full = error.errno in (
        errno.ENOSPC,
        errno.EDQUOT,
    )  # a copy names what it reads, which is not where the room is
    return f"{error.filename}：{reason}" if error.filename and not full else reason


def trail(error: BaseException) -> str:
    """Where it came up, the innermost last, and what led to it; never its words: they may be those of a paper.

    >>> trail(ValueError("秘密"))
    'ValueError'
    """
    return "\n".join(_steps(error))


def _steps(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _steps(before)
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
    yield type(error).__name__
