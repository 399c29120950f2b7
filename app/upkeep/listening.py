"""The door of the server, taken before anything that takes long: a port in use is told at once. Knows nothing of pages."""

from __future__ import annotations

import errno
import socket

from ingest.errors import SettingError

MANY = 8192
"""Connections and files at once: a thousand open windows, their conversations, and the files of the index."""


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 takes a free one. Raises SettingError that says what to do instead."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as error:
        door.close()
        raise SettingError(_reason(host, port, error.errno)) from error
    return door


def _reason(host: str, port: int, number: int | None) -> str:
    other = port + 1 if port < 65_535 else 7860
    remedy = f"（`shitagaki serve --port {other}`、`make up` なら `SHITAGAKI_PORT={other} make up`）。"
    if number == errno.EADDRINUSE:
        return f"ポート {port} はもう使われています。下書きがもう開いていないかを確かめるか、ほかのポートにしてください{remedy}"
    if number == errno.EACCES:
        return f"ポート {port} を開く権限がありません。1024 以上のポートにしてください（`shitagaki serve --port 7860`）。"
    return f"アドレス「{host}」では待ち受けられません。この機械のアドレスか 127.0.0.1 にしてください（SHITAGAKI_HOST）。"


def allow_many(count: int = MANY) -> int:
    """Let this process hold ``count`` connections and files at once, or as many as the machine permits; what it may now
    hold. The usual 1,024 is used up by a thousand open windows, and whoever comes then is cut off (not on Windows)."""
    try:
        import resource
    except ImportError:
        return count
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft in (-1, resource.RLIM_INFINITY) or soft >= count:
        return soft
    wanted = count if hard in (-1, resource.RLIM_INFINITY) else min(count, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
