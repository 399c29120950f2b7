"""A run that is killed at any point leaves an index that opens, and run again it is complete."""

import json
import random
import subprocess
import sys
from pathlib import Path

POINTS = 10
WORDS = [
    "手数料",
    "使用料",
    "水道",
    "道路",
    "公園",
    "図書館",
    "住民票",
    "印鑑",
    "登録",
    "証明",
    "粗大",
    "資源",
    "収集",
    "避難",
    "訓練",
    "補助",
    "交付",
    "申請",
    "届出",
    "減免",
]
RUNNER = Path(__file__).with_name("killed_run.py")


def run(*arguments):
    done = subprocess.run(
        [sys.executable, str(RUNNER), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_kill_minus_nine_at_ten_points(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    chance = random.Random(1)
    for number in range(12):
        lines = [
            "".join(chance.choices(WORDS, k=9)) + f"は{chance.randint(1, 99999):,}円とする。"
            for _ in range(60)
        ]
        (files / f"{number:02}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    result = run(files, tmp_path / "work", POINTS)
    assert result["events"] > POINTS * 5, "the run must be long enough to be killed at many points"
    assert [point["killed"] for point in result["points"]] == [True] * POINTS
    for point in result["points"]:
        assert point["opened"], point
        assert point["after"] == result["whole"], point
    partial = {point["acknowledged"] for point in result["points"]}
    assert len(partial) > 2, "the kills fell at different stages"
