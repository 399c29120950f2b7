"""The command `shitagaki eval lint`. Knows nothing of what makes a case wrong."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(actions: Any) -> None:
    told = "問いのファイルの誤り（書き方、重複、ない一節、ない語）を、行を示して出します。"
    parser = actions.add_parser("lint", help=told, description=told)
    parser.add_argument(
        "place", nargs="?", type=Path, metavar="FILE|DIR", help="問いのファイルかフォルダ（既定は付属）"
    )
    parser.set_defaults(run=run_lint)


def run_lint(options: argparse.Namespace) -> int:
    """1 when a case file says something that cannot be meant."""
    from app.wire import Office
    from evals.case import FOLDER
    from evals.lint import files_of, lint, read_ground
    from evals.shelf import checked
    from ingest.settings import load_settings

    office, place = Office(load_settings()), options.place or FOLDER
    files = files_of(place)
    found = lint(read_ground(office.prompts, office.index, office.viewer), place)
    if place.is_file() and not place.resolve().is_relative_to(FOLDER):
        checked(place.stem)
    for one in found:
        print(one)
    count = sum(1 for file in files for line in file.read_bytes().split(b"\n") if line.strip())
    seen = f"{len(files)} ファイル、{count} 件を見ました。"
    print(f"誤り {len(found)} 件。{seen}" if found else f"{seen}誤りはありません。")
    return 1 if found else 0
