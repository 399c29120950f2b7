"""The worker process: hangs, crashes and floods end in one line about one file, and the next file is read."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.loaders import Limits, load_safely, worker
from tests import office_files as office

ROOT = Path(__file__).resolve().parent.parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def slow_file(folder, paragraphs=60_000):
    """A Word file that takes seconds: many different paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>段落{number}である。</w:t></w:r></w:p>" for number in range(paragraphs))
    path = folder / "遅い.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


def waiting():
    """The process ids of the workers that wait for a file."""
    return {each._process.pid for each in worker._idle}


def reading():
    """The process ids of the workers of this process that have a file in hand."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rsplit(")", 1)[1].split()[1])
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"ingest.loaders.child" in command:
            found.add(int(status.parent.name))
    return found - waiting()


@pytest.fixture
def good(tmp_path):
    return office.text_file(tmp_path, "良い.txt", "本文である。\n")


def test_refusals_come_through_with_their_remedy(tmp_path):
    path = office.text_file(tmp_path, "壊.docx", "zipではない")
    with pytest.raises(UnreadableFile) as caught:
        load_safely(path, name="過去.zip/壊.docx")
    assert (caught.value.path, caught.value.reason) == (
        "過去.zip/壊.docx",
        "ファイルが壊れていてWord文書として読めません。",
    )
    assert "保存し直して" in caught.value.remedy


def test_a_file_that_takes_too_long(tmp_path, good):
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="1秒たっても読み終わらないため"):
        load_safely(slow_file(tmp_path), limits=Limits(seconds=1))
    assert time.monotonic() - began < 20
    assert load_safely(good).text == "本文である。\n"


def test_a_flood_of_memory_stays_in_the_worker(tmp_path, good):
    path = slow_file(tmp_path, 400_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFile, match="処理が止まりました"):
        load_safely(path, limits=Limits(memory=300 << 20, blocks=10**6))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
    assert load_safely(good).text == "本文である。\n"


def test_a_worker_that_is_killed_in_the_middle(tmp_path, good):
    load_safely(good)
    path = slow_file(tmp_path, 60_000)
    refusals = []

    def read():
        try:
            load_safely(path)
        except UnreadableFile as error:
            refusals.append(error.reason)

    thread = threading.Thread(target=read)
    thread.start()
    for _ in range(200):
        if busy := reading():
            break
        time.sleep(0.02)
    time.sleep(0.1)
    for pid in busy:
        os.kill(pid, signal.SIGKILL)
    thread.join(30)
    assert refusals == [
        "読み取りの途中で処理が止まりました（ファイルが壊れているか、異常に大きい内容を含んでいます）。"
    ]
    assert load_safely(good).text == "本文である。\n"


def test_a_worker_that_died_while_it_waited_is_replaced(good):
    load_safely(good)
    for pid in waiting():
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    assert load_safely(good).text == "本文である。\n"


def test_the_worker_is_kept_for_the_next_file(good):
    load_safely(good)
    before = waiting()
    for _ in range(5):
        load_safely(good)
    assert waiting() == before


def test_several_threads_have_workers_of_their_own(tmp_path):
    paths = [office.text_file(tmp_path, f"{number}.txt", f"本文{number}\n") for number in range(12)]
    with ThreadPoolExecutor(3) as pool:
        texts = list(pool.map(lambda path: load_safely(path).text, paths))
    assert texts == [f"本文{number}\n" for number in range(12)]


def test_the_worker_of_a_large_process_is_kept_too(good):
    program = (
        "import sys; from pathlib import Path; from ingest.loaders import Limits, load_safely, worker\n"
        "held = bytearray(b'x') * (600 * 1024 * 1024)\n"
        "for _ in range(2): load_safely(Path(sys.argv[1]), limits=Limits(memory=1024 * 1024 * 1024))\n"
        "print(len(worker._idle))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(good)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "1"


def test_workers_without_a_file_are_sent_home_and_the_next_file_gets_a_new_one(good):
    assert load_safely(good).text == "本文である。\n"
    before = waiting()
    worker.rest_workers()
    assert before and waiting() == set() and not before & reading()
    assert load_safely(good).text == "本文である。\n" and not before & waiting()


def test_workers_end_with_the_process_that_started_them(tmp_path, good):
    script = (
        "import sys, time; from pathlib import Path; from ingest.loaders import load_safely, worker;"
        f"load_safely(Path({str(good)!r})); print(worker._idle[0]._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text()
