"""The command line: arguments in, text or one JSON object out. Knows nothing of how things are done.

Exit codes: 0 done, 1 the thing asked for failed (the message is on stderr), 2 wrong usage. Of `eval` 1 is a regression,
2 whatever else could not be done, 3 what cannot be decided.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import failures
from app.cli import usage
from ingest.document import SENSITIVITIES
from ingest.errors import ShitagakiError
from ingest.settings import load_settings

if TYPE_CHECKING:
    from app.wire import Office
    from ingest.law.tree import LawTree

Command = Callable[[argparse.Namespace], int]
LEFT_OFF = "\n中止しました。ここまでに読んだ分は残っています。もう一度実行すると続きから始まります。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    run: Command | None = getattr(options, "run", None)
    if run is None:
        parser.print_help()
        return 2
    try:
        return run(options)
    except ShitagakiError as error:
        print(str(error), file=sys.stderr)
        return getattr(options, "mistaken", 1)
    except BrokenPipeError:  # the reader went away (`| head`): nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, sqlite3.OperationalError) as error:
        print(failures.told(error), file=sys.stderr)
        return getattr(options, "mistaken", 1)
    except KeyboardInterrupt:
        print(getattr(options, "left_off", LEFT_OFF), file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    usage.speak_japanese()
    parser = usage.Parser(
        prog="shitagaki", description="下書き：自治体の例規と過去の文書から、出典の付いた文案を作ります。"
    )
    parser.add_argument("--version", action="version", version=version(), help="この製品の版を出します")
    commands = parser.add_subparsers(title="コマンド", metavar="コマンド")
    from app.cli import checks, documents, drafts, keeping, law, office, opening, residents, rewrite, speech

    for module in (
        drafts,
        rewrite,
        residents,
        speech,
        checks,
        documents,
        law,
        opening,
        office,
        keeping,
    ):
        module.register(commands)
    _register_plugins(commands)
    return parser


def version() -> str:
    """What a report of a fault should name: 「下書き（Shitagaki）0.1.0、Python 3.11.2」."""
    from importlib.metadata import version as installed
    from platform import python_version

    return f"下書き（Shitagaki）{installed('shitagaki')}、Python {python_version()}"


def _register_plugins(commands: Any) -> None:
    """Commands of packages above this one (the evals): found by name, so that nothing here imports them."""
    from importlib.metadata import entry_points

    for plugin in sorted(entry_points(group="shitagaki.commands"), key=lambda each: each.name):
        plugin.load()(commands)


def add_command(
    commands: Any, name: str, run: Command, help_text: str, more: str = ""
) -> argparse.ArgumentParser:
    """``more`` stands only in the command's own --help."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_text, description=help_text + more)
    parser.set_defaults(run=run)
    return parser


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """An argparse type: a number from ``least`` to ``most``."""

    def read(value: str) -> int:
        if not value.isdecimal() or not least <= int(value) <= most:
            raise argparse.ArgumentTypeError(
                f"「{value}」は使えません。{least} から {most:,} までの数で書いてください。"
            )
        return int(value)

    return read


def words(value: str) -> str:
    """An argparse type: a question or words to look for, not empty."""
    if not value.strip():
        raise argparse.ArgumentTypeError("空です。さがす言葉や質問を書いてください。")
    return value


def day(value: str) -> date:
    """An argparse type: 2023-04-01, 2023年4月1日, 令和5年4月1日 or R5.4.1."""
    from ingest.law.days import read_day

    try:
        return read_day(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"「{value}」は{error}。") from error


def add_sensitivity(parser: argparse.ArgumentParser, of: str) -> None:
    """The option --sensitivity: how secret the 入力 or the 文 is."""
    parser.add_argument(
        "--sensitivity",
        default="",
        choices=("1", "2", "3", *SENSITIVITIES[2:]),
        help=f"{of}の機密性（3 は外の文章モデルを使いません）",
    )


def read_law(path: Path) -> LawTree:
    """The regulation in a file. Raises UnreadableFile."""
    from ingest.law.tree import parse
    from ingest.loaders import load_safely

    return parse(load_safely(path).text)


def office(*, tenant: str | None = None) -> Office:
    """The product, wired from the environment."""
    from app.wire import Office

    environ = {**os.environ, "SHITAGAKI_TENANT": tenant} if tenant else os.environ
    settings = load_settings(environ)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("httpx", "faster_whisper"):  # they tell every call and every recording, in English
        logging.getLogger(name).setLevel("WARNING")
    return Office(settings)
