"""The command transcribe: a recording into text. Knows nothing of how speech is recognised."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.main import add_command, office, print_json
from ingest.errors import SettingError


def register(commands: Any) -> None:
    parser = add_command(
        commands,
        "transcribe",
        run_transcribe,
        "会議の録音（mp3、m4a、wav など）を、時刻の付いた文字にします。",
    )
    parser.add_argument("file", type=Path, metavar="録音", help="録音のファイル")
    parser.add_argument(
        "--title", default="", metavar="会議の名称", help="関係する文書から、人名や言葉を拾います"
    )
    parser.add_argument(
        "--words", type=Path, metavar="F.txt", help="出席者や次第など、出てくる言葉を書いた文章"
    )
    parser.add_argument("--out", type=Path, metavar="F.txt", help="文字にしたものを保存します")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")


def run_transcribe(options: argparse.Namespace) -> int:
    from app.speech.papers import vocabulary_of
    from app.speech.transcript import as_text, clock, transcribe
    from ingest.loaders import load_safely

    if not options.file.is_file():
        raise SettingError(f"録音「{options.file}」がありません。場所を確かめてください。")
    built = office()
    if built.recordings is None:
        raise SettingError("録音を文字にする機能は、SHITAGAKI_SPEECH=none で止めてあります。")
    words = load_safely(options.words).text if options.words else ""
    vocabulary = vocabulary_of(
        options.title, words, index=built.index, viewer=built.viewer, prompts=built.settings.prompts
    )

    def progress(done: float, length: float) -> None:
        print(f"\r{clock(done)} / {clock(length)}", end="", file=sys.stderr, flush=True)

    pieces = tuple(
        transcribe(options.file, recogniser=built.recogniser, vocabulary=vocabulary, progress=progress)
    )
    print(file=sys.stderr)
    text = as_text(pieces)
    for piece in pieces:
        for each in piece.corrections:
            print(f"直した言葉　[{clock(piece.start)}]「{each.heard}」→「{each.right}」", file=sys.stderr)
    if options.out is not None:
        options.out.write_text(text, encoding="utf-8")
        print(f"{options.out} に保存しました。", file=sys.stderr)
    if options.json:
        print_json({"pieces": [asdict(piece) for piece in pieces], "text": text})
    elif options.out is None:
        print(text, end="")
    if not pieces:
        print("人の声が聞き取れませんでした。録音の音量を確かめてください。", file=sys.stderr)
    return 0 if pieces else 1
