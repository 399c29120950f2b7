"""The whole journey makes no connection outside loopback, native code included."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.wire import QUIET

RUNNER = Path(__file__).with_name("offline_journey.py")
QUIETED = {*QUIET, "CI"}
"""Taken out of the environment: the product must be quiet by itself (onnxruntime is, where CI is set)."""
ALONE = ["unshare", "--net", "--"]

needs_namespaces = pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode != 0,
    reason="unshare --net is not allowed here: the network-less journey was NOT tried",
)


def run(*arguments):
    environ = {name: value for name, value in os.environ.items() if name not in QUIETED}
    done = subprocess.run(
        [*ALONE, sys.executable, str(RUNNER), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=environ,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@needs_namespaces
def test_the_counter_sees_an_attempt(tmp_path):
    assert run("--attempt", tmp_path)["attempts"] > 0


@needs_namespaces
def test_ingest_search_draft_and_pages_without_a_network(tmp_path):
    result = run("--journey", tmp_path)
    assert result["attempts"] == 0, "something tried to leave this machine"
    assert result["documents"] == 2
    assert result["first"] == "みどり市水道条例"
    assert result["status"] in ("ok", "needs_review")
    assert result["pages"] == {"/health": 200, "/": 200, "/api/tasks": 200}
