"""The command rewrite: a text said another way. Knows nothing of drafts or pages."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.main import add_command, add_sensitivity, office, print_json
from app.rewording.modes import MODES


def register(commands: Any) -> None:
    parser = add_command(
        commands,
        "rewrite",
        run_rewrite,
        "文を書き直し、事実が落ちていないかを比べます。",
        "比べるのは、数字・日付・名前・否定・出典です。",
    )
    ways = "、".join(f"{name} {told}" for name, told in MODES.items())
    parser.add_argument("mode", metavar="MODE", help=f"書き直し方：{ways}")
    parser.add_argument("file", metavar="FILE", help="文のファイル（- で標準入力）")
    parser.add_argument("--model", action="store_true", help="規則ではなく、文章モデルの案を作ります")
    add_sensitivity(parser, "文")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")


def run_rewrite(options: argparse.Namespace) -> int:
    from app.rewording.guide import load_guide
    from app.rewriting import rewrite, rewrite_by_model

    built = office()
    text = _read(options.file)
    guide = load_guide(built.settings.prompts)
    if options.model:
        made = rewrite_by_model(
            text,
            options.mode,
            guide=guide,
            prompts=built.prompts,
            writer=built.writer,
            sensitivity=options.sensitivity,
            owner="cli",
        )
    else:
        made = rewrite(text, options.mode, guide=guide, prompts=built.prompts)
    if options.json:
        print_json(asdict(made))
    else:
        print(made.text)
        for kind, found in (
            ("落ちたか変わったもの", made.carried.lost),
            ("元になかったもの", made.carried.added),
        ):
            if found:
                print(f"{kind}：{'、'.join(f'{one.kind}「{one.text}」' for one in found)}", file=sys.stderr)
        for note in made.notes:
            print(note, file=sys.stderr)
    return 0 if made.changed and made.carried.whole else 1


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read().rstrip("\n")
    from ingest.loaders import load_safely

    return load_safely(Path(name)).text.rstrip("\n")
