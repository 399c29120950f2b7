"""`shitagaki law amend` and `law apply`: 改め文 from two texts, 溶け込み from an amendment. Knows nothing of how either is made."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import enact
from app.cli.main import day, print_json, read_law
from app.cli.writing import write_as
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.law.amending import AmendingWords
    from ingest.law.amending import Amendment


def register(actions: Any) -> None:
    """Add `amend` and `apply` to the commands of `law`."""
    about = "改正前と改正後の例規から、改め文（一部改正の例規案）を作ります。"
    more = "溶け込ませて改正後と一致することを確かめ、動いた条・項・号、改めた題名、それを引用する例規と、経過措置の例も出します。"
    action = actions.add_parser("amend", help=about, description=about + more)
    action.add_argument("old", type=Path, metavar="OLD", help="改正前の例規のファイル")
    action.add_argument("new", type=Path, metavar="NEW", help="改正後の例規のファイル")
    action.add_argument(
        "--day", default="○年○月○日", metavar="日", help="附則に書く施行期日（例：令和9年4月1日、公布の日）"
    )
    action.add_argument(
        "--behind",
        choices=("下", "次"),
        default="下",
        help="字句を加えるときの言い方（「の下に」か「の次に」）",
    )
    action.add_argument("--as-of", type=day, metavar="日", help="この日の例規の中で、引用や委任を確かめます")
    action.add_argument("--whole", action="store_true", help="一部改正ではなく、全部改正の例規案にします")
    enact.register(action)
    _shared(action, run_amend)
    about = "改め文を例規に溶け込ませます。溶け込まない文は、行、字句、理由を出し（終了コード 1）、残りは溶け込ませます。"
    action = actions.add_parser("apply", help=about, description=about)
    action.add_argument("old", type=Path, metavar="OLD", help="改正前の例規のファイル")
    action.add_argument("amendment", type=Path, metavar="AMENDMENT", help="改め文のファイル")
    action.add_argument(
        "--on",
        type=day,
        metavar="日",
        help="この日までに施行されるところだけを溶け込ませます（附則の施行期日を読みます）",
    )
    action.add_argument(
        "--promulgated", type=day, metavar="日", help="公布の日（改め文に公布文がないとき。--on と使います）"
    )
    _shared(action, run_apply)


def _shared(action: Any, run: Any) -> None:
    action.add_argument("--out", type=Path, metavar="FILE", help="書き出すファイル（.txt、.md、.docx）")
    action.add_argument("--json", action="store_true", help="結果を JSON で出します")
    action.set_defaults(run=run)


def run_amend(options: argparse.Namespace) -> int:
    from app.cli.compare import looked_over, print_review
    from app.law import bill
    from app.law.amending import amendment_json, load_amending_words
    from app.law.review import review_json
    from ingest.law.amending import amend
    from ingest.law.amending.bill import Change
    from ingest.law.amending.displacement import displaced
    from ingest.law.amending.entire import mostly_new
    from ingest.settings import load_settings

    if options.whole:
        return _run_entire(options)
    if enact.many(options):
        return enact.run_enact(options, _write)
    old, new = read_law(options.old), read_law(options.new)
    words, start = load_amending_words(load_settings().prompts), bill.said_day(options.day)
    made, moved = amend(old, new, day=start, behind=options.behind), displaced(old, new)
    measures = bill.told_measures([Change(old, new, start)], words)
    reviewed = looked_over(old, new, options.as_of)
    _write(made.text, options.out)
    if options.json:
        told = {"measures": [{"places": where, "text": text} for where, text in measures]}
        print_json(amendment_json(made, moved) | told | review_json(reviewed) | {"out": _named(options.out)})
        return 0 if made.exact else 1
    if not made.sentences and made.exact:
        print(words.texts["same"])
        return 0
    if not options.out:
        print(made.text)
    print(words.texts["fill"].format(day=start))
    for each in moved:
        print(words.displaced(each))
    if mostly_new(old, new):
        print(words.texts["whole"])
    print_review(reviewed)
    for line in enact.measure_lines(measures, words):
        print(line)
    return _told_proof(made, words)


def _told_proof(made: Amendment, words: AmendingWords) -> int:
    """Whether the text comes out to the letter, and where not; the exit code."""
    if made.exact:
        print(words.texts["proved"])
        return 0
    print(words.texts["inexact"].format(count=len(made.rest)), file=sys.stderr)
    for wanted, got in made.rest:
        print(f"　改正後　{wanted}\n　溶け込み　{got}", file=sys.stderr)
    return 1


def _run_entire(options: argparse.Namespace) -> int:
    from app.law.amending import amendment_json, load_amending_words
    from ingest.law.amending.entire import entire
    from ingest.settings import load_settings

    if enact.many(options):
        raise ShitagakiError(
            "--whole は、二段の改正やほかの例規の改正と一緒には使えません。別に作ってください。"
        )
    made, words = (
        entire(read_law(options.old), read_law(options.new)),
        load_amending_words(load_settings().prompts),
    )
    _write(made.text, options.out)
    if options.json:
        print_json(amendment_json(made, ()) | {"out": _named(options.out)})
        return 0 if made.exact else 1
    if not options.out:
        print(made.text)
    return _told_proof(made, words)


def run_apply(options: argparse.Namespace) -> int:
    from app.law.amending import applied_json, load_amending_words, pending_json
    from ingest.law.amending import apply
    from ingest.law.amending.staging import apply_on
    from ingest.settings import load_settings

    if options.promulgated and not options.on:
        raise ShitagakiError(
            "--promulgated は --on と使います。--on には、どの日の姿にするかを書いてください。"
        )
    words = load_amending_words(load_settings().prompts)
    old, text = read_law(options.old), read_law(options.amendment).text
    staged = apply_on(old, text, options.on, promulgated=options.promulgated) if options.on else None
    found = staged.applied if staged else apply(old, text)
    _write(found.text, options.out)
    if options.json:
        told = applied_json(found, words) | (pending_json(staged) if staged else {})
        print_json(told | {"out": _named(options.out)})
    elif not options.out:
        print(found.text, end="")
    else:
        print(words.texts["applied"].format(done=found.done))
    for line in words.pending(staged, options.on) if staged and not options.json else ():
        print(line, file=sys.stderr)
    if found.doubts:
        print(words.texts["doubted"].format(count=len(found.doubts)), file=sys.stderr)
    for each in found.doubts:
        print(words.failure(each), file=sys.stderr)
    if found.failures:
        print(words.texts["failed"].format(count=len(found.failures)), file=sys.stderr)
        for each in found.failures:
            print(words.failure(each), file=sys.stderr)
    return 1 if found.failures else 0


def _named(path: Path | None) -> str | None:
    return str(path) if path else None


def _write(text: str, path: Path | None) -> None:
    """Raises ShitagakiError where the file cannot be written or its name says another kind."""
    from app.exporters.amendment_docx import export_amendment_docx

    if path is not None:
        kinds = {".txt": text.encode, ".md": text.encode, ".docx": lambda: export_amendment_docx(text)}
        write_as(path, kinds)
