"""One file into text and blocks, in this process. Knows nothing of folders, archives or worker processes."""

from __future__ import annotations

import importlib
import logging
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.loaders.builder import Loaded
from ingest.loaders.conversion import converted
from ingest.loaders.encodings import decode
from ingest.loaders.hidden import XML_KINDS, unseen_notes
from ingest.loaders.kinds import CONVERTED, LOADERS, recognise
from ingest.loaders.messages import refuse, size_text
from ingest.loaders.source import LIMITS, Limits, Source

_log = logging.getLogger(__name__)

Loader = Callable[[Source], Loaded]

# What the parsers raise on damaged files, each seen with a truncated or altered sample of its format. lxml's
# XMLSyntaxError is a SyntaxError; pdfminer's and python-pptx's errors are plain Exceptions and are turned into
# ours where they are called.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    OSError,
)

_XML_NO_MEMORY = 2
"""libxml2 reports that memory is short as one of its syntax errors."""


def load(
    path: Path, *, name: str = "", limits: Limits = LIMITS, scanned: Callable[[int], None] | None = None
) -> Loaded:
    """The text of one file, its blocks, its title, and what was lost.

    ``name`` is what people call the file (a member of an archive lies elsewhere). ``scanned`` hears of pages
    that are about to be read from pictures. Raises UnreadableFile with the reason and the remedy.
    """
    name = name or str(path)
    check(path, name, limits=limits)
    kind = recognise(path, name, limits=limits)
    if kind == "zip":
        raise refuse(name, "zip")
    if kind in CONVERTED:
        return _converted(Source(path, name, limits), kind)
    source = Source(path, name, limits) if scanned is None else Source(path, name, limits, scanned)
    try:
        loaded = _loader(kind)(source)
    except OverflowError as error:
        raise refuse(name, "too_long", limit=f"{limits.characters:,}", blocks=f"{limits.blocks:,}") from error
    except _DAMAGE as error:
        _log.info("the %s loader stopped with %s", kind, type(error).__name__)
        if getattr(error, "code", None) == _XML_NO_MEMORY:
            raise refuse(name, "crashed") from error
        raise refuse(name, "broken", kind=LOADERS[kind].called) from error
    except MemoryError as error:
        raise refuse(name, "crashed") from error
    if not loaded.text.strip():
        raise refuse(name, "blank")
    return replace(loaded, notes=(*loaded.notes, *_unseen(path, kind)))


def _converted(source: Source, kind: str) -> Loaded:
    """The text of an old file by way of the new one that LibreOffice makes of it."""
    old = CONVERTED[kind]
    with converted(source, old) as made:
        if recognise(made, source.name, limits=source.limits) not in LOADERS:
            raise refuse(source.name, "not_converted", kind=old.called, program=old.program, suffix=old.into)
        return load(made, name=source.name, limits=source.limits)


def _unseen(path: Path, kind: str) -> tuple[str, ...]:
    """What of the file nobody sees; a file that was loaded but cannot be looked at so is only said to be loaded."""
    if kind in ("pdf", "audio", "mail", "rtf"):
        return ()
    try:
        decoded = None if kind in XML_KINDS else decode(path.read_bytes())
        return tuple(unseen_notes(path, kind, decoded[0] if decoded else ""))
    except _DAMAGE:
        return ()


def check(path: Path, name: str, *, limits: Limits = LIMITS) -> None:
    """Refuse a file that need not be opened to be refused: missing, empty, too big, not readable."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse(name, "folder" if path.is_dir() else "not_a_file")
        if size == 0:
            raise refuse(name, "empty")
        if size > limits.size:
            reason = "too_big_zip" if name.lower().endswith(".zip") else "too_big"
            raise refuse(name, reason, size=size_text(size), limit=size_text(limits.size))
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError as error:
        raise refuse(name, "missing") from error
    except PermissionError as error:
        raise refuse(name, "forbidden") from error


def _loader(kind: str) -> Loader:
    module, _, function = LOADERS[kind].loader.partition(":")
    loader: Loader = getattr(importlib.import_module(f"{__package__}.{module}"), function)
    return loader
