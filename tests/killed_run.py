"""Ingests a folder again and again, each time killed at another point. Run by test_killed_runs.py.

Points are counted in the interpreter's own audit events (files opened, renamed, removed, processes started), so
they lie inside writes and between them. The parent never opens the index: each look is a process of its own.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

# Loaded before forking, so that a child starts in milliseconds.
import chromadb  # noqa: F401
import llama_index.vector_stores.chroma  # noqa: F401
import tantivy  # noqa: F401

import ingest.ingestion  # noqa: F401
from ingest.search_key import words

words("辞書を読む")

FILES, WORK, POINTS = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])


def in_child(work):
    """Fork, run ``work`` in the child; its result, or None when it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            answer = json.dumps(work())
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.WEXITSTATUS(status) == 0, "the child failed"
    return json.loads(answer)


def open_index(folder):
    from ingest.hashing import HashEmbedder
    from ingest.index import Index

    return Index(folder, tenant="midori", embedder=HashEmbedder())


def ingest_until(folder, kill_at):
    """Ingest; kill this process at event ``kill_at`` (never when 0); returns how many events there were."""
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event in (
            "open",
            "os.rename",
            "os.mkdir",
            "os.remove",
            "shutil.rmtree",
            "sqlite3.connect",
            "subprocess.Popen",
        ):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    index = open_index(folder)
    sys.addaudithook(hook)
    from ingest.ingestion import ingest

    report = ingest([FILES], index=index)
    assert not report.failed, report.failed
    return count


def look(folder):
    """What a person would see: counts, and the answers to some questions."""
    from ingest.document import CLERK

    index = open_index(folder)
    hits = [
        [hit.passage.id for hit in index.search(query, viewer=CLERK).hits]
        for query in ("図書館の使用料の減免", "避難訓練と道路の届出")
    ]
    return {"count": index.ledger.count(), "hits": hits}


def main():
    whole_folder = WORK / "whole"
    events = in_child(lambda: ingest_until(whole_folder, 0))
    whole = in_child(lambda: look(whole_folder))
    points = []
    for number in range(POINTS):
        folder = WORK / f"killed-{number}"
        kill_at = 1 + number * (events - 2) // (POINTS - 1)
        killed = in_child(lambda: ingest_until(folder, kill_at)) is None  # noqa: B023 - called at once
        first = in_child(lambda: look(folder))  # noqa: B023
        in_child(lambda: ingest_until(folder, 0))  # noqa: B023
        after = in_child(lambda: look(folder))  # noqa: B023
        points.append(
            {
                "at": kill_at,
                "killed": killed,
                "opened": first is not None,
                "acknowledged": first["count"][0],
                "after": after,
            }
        )
        shutil.rmtree(folder)
    print(json.dumps({"events": events, "whole": whole, "points": points}))


if __name__ == "__main__":
    main()
