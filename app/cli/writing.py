"""A result as a file of the kind that its name says. Knows nothing of what the result is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.errors import ShitagakiError


def write_as(path: Path, kinds: Mapping[str, Callable[[], bytes]]) -> None:
    """Write what the maker for the ending of ``path`` makes. Raises ShitagakiError for another ending or a bad place."""
    make = kinds.get(path.suffix.lower())
    if make is None:
        known = " か ".join(kinds) if len(kinds) == 2 else f"{'、'.join(kinds)} のどれか"
        raise ShitagakiError(f"「{path.name}」には書き出せません。名前の終わりを {known}にしてください。")
    try:
        path.write_bytes(make())
    except OSError as error:
        raise ShitagakiError(
            f"{path} に書き出せません（{error.strerror}）。置き場所を確かめてください。"
        ) from error
