"""The command `shitagaki eval lint`. Knows nothing of what makes a case wrong."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(actions: Any) -> None:
    told = "問いのファイルの誤り（書き方、重複、ない一節、ない語）を、行を示して出します。"
    parser = actions.add_parser("lint", help=told, description=told)
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="問いのフォルダ（既定は付属）")
    parser.set_defaults(run=run_lint)


def run_lint(options: argparse.Namespace) -> int:
    """1 when a case file says something that cannot be meant."""
    from app.wire import Office
    from evals.case import FOLDER
    from evals.lint import lint, read_ground
    from ingest.settings import load_settings

    office = Office(load_settings())
    found = lint(read_ground(office.prompts, office.index, office.viewer), options.folder or FOLDER)
    for one in found:
        print(one)
    print(f"誤り {len(found)} 件" if found else "誤りはありません。")
    return 1 if found else 0
