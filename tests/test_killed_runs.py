"""A run that is killed at any point leaves an index that opens, and run again it is complete."""

import json
import os
import subprocess
import sys
from pathlib import Path

POINTS = 20
RUNNER = Path(__file__).with_name("killed_run.py")


def run(*arguments):
    done = subprocess.run(
        [sys.executable, str(RUNNER), *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_kill_minus_nine_at_twenty_points(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    for number in range(12):
        text = "\n\n".join(f"第{number}号の文書の第{line}段落です。手数料は{number * 10 + line}円とします。" for line in range(8))
        (files / f"{number:02}.txt").write_text(text, encoding="utf-8")
    result = run(files, tmp_path / "work", POINTS)
    assert result["events"] > POINTS * 5, "the run must be long enough to be killed at many points"
    assert [point["killed"] for point in result["points"]] == [True] * POINTS
    for point in result["points"]:
        assert point["opened"], point
        assert point["after"] == result["whole"], point
    partial = {point["acknowledged"] for point in result["points"]}
    assert len(partial) > 2, "the kills fell at different stages"
    assert os.listdir(tmp_path / "work")
