"""Joining a model file from its parts: resumable at any point, checked part by part and as a whole.

Knows nothing of where the parts come from or what the file is for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from ingest.errors import ModelError
from ingest.models.files import ModelFile, Part
from ingest.models.sources import Source, Stop
from ingest.models.workplace import (
    Progress,
    exclusive,
    read_json,
    require_room,
    settle,
    sha256_of,
    write_json,
)

WORKERS = 4
_SPARE = 200_000_000


@dataclass(frozen=True, slots=True)
class _Either:
    """This file is over, or the caller wants to leave off."""

    over: Event
    stop: Stop

    def is_set(self) -> bool:
        return self.over.is_set() or self.stop.is_set()


def assemble(
    model: ModelFile,
    models: Path,
    *,
    sources: Sequence[Source],
    progress: Progress,
    stop: Stop | None = None,
) -> Path:
    """Make ``models``/``model.name`` unless it is there and right; progress counts bytes.

    What was fetched before an interruption (also kill -9) is kept: every part already in place is recognised by
    its own checksum. The file appears under its name only when the checksum of the whole is right.
    Raises ModelError, also soon after ``stop`` is set; running it again continues.
    """
    target = models / model.name
    if not is_ready(target, model):
        with exclusive(
            models, model.name, lambda: progress(0, model.size, _line(model, "別の処理を待っています"))
        ) as work:
            if not is_ready(target, model):
                _assemble(model, target, work, sources, progress, stop or Event())
            shutil.rmtree(work)
    progress(model.size, model.size, f"{model.title}の用意ができました")
    return target


def is_ready(target: Path, model: ModelFile) -> bool:
    """Whether the file was checked before and has not been touched since; takes no time."""
    receipt = read_json(_receipt(target))
    try:
        status = target.stat()
    except OSError:
        return False
    return receipt == {"sha256": model.sha256, "bytes": status.st_size, "modified": status.st_mtime_ns}


def _assemble(
    model: ModelFile, target: Path, work: Path, sources: Sequence[Source], progress: Progress, stop: Stop
) -> None:
    partial = work / "whole"
    if target.exists():
        progress(0, model.size, _line(model, "置かれているファイルを確かめています"))
        if target.stat().st_size == model.size and sha256_of(target) == model.sha256:
            _sign(target, model)
            return
        target.replace(partial)  # cut short or changed: what is right in it is kept
    missing = _missing(model, partial, progress)
    if missing:
        biggest = max(part.size for part in missing)
        require_room(work, sum(part.size for part in missing) + 2 * WORKERS * biggest + _SPARE)
        _fetch(model, partial, missing, sources, progress, stop)
    os.truncate(partial, model.size)
    progress(model.size, model.size, _line(model, "全体を確かめています"))
    digest = sha256_of(partial)
    if digest != model.sha256:
        partial.unlink()
        raise ModelError(
            f"{model.title}（{model.name}）が、公開元のものと一致しません（sha256 {digest[:12]}…、正しくは {model.sha256[:12]}…）。"
            "使わずに削除しました。もう一度実行してください。"
        )
    settle(partial)
    partial.replace(target)
    settle(target.parent)
    _sign(target, model)


def _missing(model: ModelFile, partial: Path, progress: Progress) -> list[Part]:
    """The parts whose bytes are not in the partial file yet (2 s a gigabyte that is there)."""
    there = partial.stat().st_size if partial.exists() else 0
    missing = []
    for part in model.parts:
        if part.offset + part.size > there:
            missing.append(part)
            continue
        progress(part.offset, model.size, _line(model, "前回の続きを確かめています"))
        if sha256_of(partial, offset=part.offset, size=part.size) != part.sha256:
            missing.append(part)
    return missing


def _fetch(
    model: ModelFile,
    partial: Path,
    missing: Sequence[Part],
    sources: Sequence[Source],
    progress: Progress,
    stop: Stop,
) -> None:
    done = model.size - sum(part.size for part in missing)
    failures, over = dict[str, str](), Event()
    leave = _Either(over, stop)
    partial.touch()
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="fetch")
    try:
        progress(done, model.size, _line(model, _megabytes(done, model.size)))
        jobs = {pool.submit(_place, model, part, partial, sources, leave, failures): part for part in missing}
        for job in as_completed(jobs):
            job.result()
            done += jobs[job].size
            progress(done, model.size, _line(model, _megabytes(done, model.size)))
    finally:  # Ctrl-C included: nothing goes on downloading behind the prompt
        over.set()
        pool.shutdown(cancel_futures=True)


def _place(
    model: ModelFile,
    part: Part,
    partial: Path,
    sources: Sequence[Source],
    stop: Stop,
    failures: dict[str, str],
) -> None:
    """Get one part from the first source that has it and write it to its place."""
    # Its own folder for each process: a download that outlived a killed one may still be writing in the other.
    work = partial.with_name(f"part-{part.offset}-{os.getpid()}")
    for data in _offers(model, part, sources, work, stop, failures):
        with partial.open("r+b") as file:
            os.pwrite(file.fileno(), data, part.offset)
        settle(partial)
        return
    reasons = "".join(f"\n　{title}：{reason}" for title, reason in failures.items())
    raise ModelError(
        f"{model.title}（{model.name}、{model.size / 1e6:,.0f} MB）を取得できませんでした。{reasons}\n"
        f"接続を確かめてもう一度実行してください（続きから始まります）。{model.instead}"
    )


def _offers(
    model: ModelFile, part: Part, sources: Sequence[Source], work: Path, stop: Stop, failures: dict[str, str]
) -> Iterator[bytes]:
    """The right bytes, from the sources that have not failed yet; a source that fails is not asked again."""
    for source in sources:
        if stop.is_set() or source.title in failures:
            continue
        try:
            data = source.fetch(model, part, work=work, stop=stop)
        except ModelError as error:
            failures.setdefault(source.title, str(error))
            continue
        if hashlib.sha256(data).hexdigest() == part.sha256:
            yield data
            return
        if not stop.is_set():
            failures.setdefault(
                source.title, f"{part.offset:,} バイト目からの内容が公開元のものと一致しません。"
            )


def _sign(target: Path, model: ModelFile) -> None:
    """Note that the file was checked as it is now, so that the next start need not read a gigabyte."""
    status = target.stat()
    write_json(
        _receipt(target), {"sha256": model.sha256, "bytes": status.st_size, "modified": status.st_mtime_ns}
    )


def _receipt(target: Path) -> Path:
    return target.with_name(f".{target.name}.json")


def _line(model: ModelFile, what: str) -> str:
    return f"{model.title}を用意しています（{what}）"


def _megabytes(done: int, total: int) -> str:
    return f"{done / 1e6:,.0f} / {total / 1e6:,.0f} MB"
