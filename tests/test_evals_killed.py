"""A run of a suite killed with -9 at twenty points and taken up again is what it would have been, its report too, byte for byte but for seconds."""

import argparse
import json
import os
import re
import shutil
import signal
import sys

import pytest

from app.wire import Office
from evals.cli.runs import keep, store_of
from evals.reports import report_of
from evals.suites.suites import open_suite
from ingest.settings import load_settings

POINTS, CASES = 20, 12
EVENTS = ("open", "os.rename", "os.mkdir", "os.remove")


def office_in(folder):
    return Office(load_settings({"SHITAGAKI_HOME": str(folder), "SHITAGAKI_LLM": "none"}))


def perform(office, resume=None):
    given = {"limit": CASES, "tag": [], "case": [], "repeats": 1, "jobs": 1, "seed": 0, "fresh": False}
    options = argparse.Namespace(suite="personal", resume=resume, name="personal-a", **given)
    return keep(office, options, open_suite("personal", office=office), {"index": "1", "model": "none"})


def child(office, kill_at):
    """Run in a fork that is killed at event ``kill_at`` (never when 0); returns (killed, events seen)."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        seen = 0

        def hook(event, arguments):
            nonlocal seen
            if event in EVENTS:
                seen += 1
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(hook)
            perform(office)
            os.write(writer, str(seen).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status), int(told or 0)


def bytes_of(office):
    """The outputs, the scores, what was asked and the report, when the seconds that each answer took are put to nought."""
    store = store_of(office)
    folder = store.folder / "personal-a"
    told = (folder / "outputs.jsonl").read_text("utf-8").split("\n")
    whole = [re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0.0', line) for line in told if line.endswith("}")]
    (folder / "outputs.jsonl").write_text("\n".join(whole) + "\n", encoding="utf-8")
    run = json.loads((folder / "run.json").read_text("utf-8")) | {"started": "2026-04-01T00:00:00+00:00"}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    report = report_of(store, store.find("personal-a"))
    return whole, (folder / "scores.jsonl").read_bytes(), run, report


@pytest.mark.slow
def test_kill_minus_nine_at_twenty_points(tmp_path):
    whole = office_in(tmp_path / "whole")
    perform(whole)
    (_, events), wanted = child(office_in(tmp_path / "counted"), 0), bytes_of(whole)
    assert events > CASES
    left = set()
    for number in range(POINTS):
        office = office_in(tmp_path / f"killed-{number}")
        kill_at = 1 + number * (events - 1) // (POINTS - 1)
        assert child(office, kill_at)[0], kill_at
        folder = store_of(office).folder / "personal-a"
        begun = (folder / "run.json").is_file()
        if not begun and folder.is_dir():
            shutil.rmtree(folder)  # nothing was asked yet: a person starts the run again
        left.add(len(store_of(office).outputs(store_of(office).find("personal-a"))) if begun else -1)
        perform(office, resume="personal-a" if begun else None)
        assert bytes_of(office) == wanted, kill_at
    assert len(left) > 5, "the kills fell between many cases"
