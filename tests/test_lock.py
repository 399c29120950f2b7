"""One writer at a time, across processes."""

import subprocess
import sys
import time

import pytest

from ingest.errors import IndexUnusable
from ingest.lock import writer_lock

HOLD = "import sys,time; from pathlib import Path; from ingest.lock import writer_lock\nwith writer_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def test_a_second_writer_is_told_who_holds_it_and_gets_it_when_the_first_dies(tmp_path):
    path = tmp_path / "writer.lock"
    first = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout.readline().strip() == "held"
        told = []
        with (
            pytest.raises(IndexUnusable, match=f"プロセス {first.pid}"),
            writer_lock(path, wait=0.3, waiting=told.append),
        ):
            pass
        assert len(told) == 1 and "終わるのを待っています" in told[0]
    finally:
        first.kill()
        first.wait()
    started = time.monotonic()
    with writer_lock(path, wait=5):
        assert time.monotonic() - started < 5
