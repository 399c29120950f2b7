"""Old formats of office programs, turned into today's by LibreOffice where it is on the machine. Knows no text.

LibreOffice runs in a profile of its own that is thrown away: no macros, no links followed, a time and a size it keeps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.loaders.messages import refuse
from ingest.loaders.source import MIB, Source

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_SECONDS = 90
_LARGEST = 512 * MIB
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""No macros, no pictures or texts fetched from elsewhere, links never brought up to date."""


@dataclass(frozen=True, slots=True)
class Old:
    """An old kind of file, read after LibreOffice has turned it into ``into``; ``program`` can save it so as well.

    ``reader`` is LibreOffice's own reader of it: left to guess, it takes a broken file for a text.
    """

    called: str
    program: str
    into: str
    reader: str


def soffice() -> str | None:
    """Where LibreOffice is, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


@contextmanager
def converted(source: Source, old: Old) -> Iterator[Path]:
    """The file in its new kind (docx, xlsx, pptx), as long as the block lasts.

    Raises UnreadableFile where LibreOffice is missing, cannot open it, or takes longer than it may.
    """
    told = {"kind": old.called, "program": old.program, "suffix": old.into}
    if (office := soffice()) is None:
        raise refuse(source.name, "old_office", **told)
    with TemporaryDirectory(prefix="shitagaki-") as folder:
        home, out = Path(folder), Path(folder) / "out"
        _lay(home / "profile" / "user" / "registrymodifications.xcu", _PROFILE)
        original = home / f"original{Path(source.name).suffix.lower()}"
        shutil.copyfile(source.path, original)
        command = [
            office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore",
            f"--infilter={old.reader}", "--convert-to", old.into, "--outdir", str(out), str(original),
        ]  # fmt: skip
        try:
            with _small_files():
                subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=min(_SECONDS, source.limits.seconds),
                    check=False,
                    cwd=home,
                    env={**os.environ, "HOME": folder, "TMPDIR": folder},
                )
        except subprocess.TimeoutExpired as error:
            raise refuse(source.name, "too_slow", seconds=round(error.timeout)) from error
        made = out / f"original.{old.into}"
        if not made.is_file() or not made.stat().st_size:
            raise refuse(source.name, "not_converted", **told)
        yield made


def _lay(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def _small_files() -> Iterator[None]:
    """Let no file that is written meanwhile grow beyond _LARGEST (not on Windows)."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST if hard < 0 else min(_LARGEST, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
