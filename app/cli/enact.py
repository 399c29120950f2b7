"""`shitagaki law amend` for more than one change: further steps, further regulations, 経過措置. Knows nothing of how a text is made."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import hane
from app.cli.main import print_json, read_law
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.law.amending import AmendingWords
    from ingest.law.amending.bill import Bill, Change


def register(action: Any) -> None:
    """Add the options to `law amend`."""
    action.add_argument(
        "--next", nargs=2, action="append", default=[], metavar=("FILE", "日"), dest="steps",
        help="二段の改正：この日から、さらに FILE のようになります（何段でも書けます）",
    )  # fmt: skip
    action.add_argument(
        "--with", nargs="+", action="append", default=[], metavar="FILE", dest="others",
        help="同じ改正例規で改めるほかの例規：改正前と改正後のファイル、施行日（省くと --day の日）",
    )  # fmt: skip
    action.add_argument(
        "--name", default="", metavar="題名", help="改正例規の題名（省くと例規の名から作ります）"
    )
    action.add_argument(
        "--articles", action="store_true", help="二段の改正を、ただし書ではなく第1条・第2条の条建てにします"
    )
    hane.register(action)
    action.add_argument("--measures", action="store_true", help="経過措置の例を附則に入れます")


def many(options: argparse.Namespace) -> bool:
    """Whether more is asked for than one change on one day."""
    return bool(options.steps or options.others or options.name or options.measures or options.hane)


def run_enact(options: argparse.Namespace, write: Any) -> int:
    """Make the amending 例規 of all changes; ``write`` is that of the command."""
    from app.law.amending import load_amending_words
    from ingest.settings import load_settings

    words = load_amending_words(load_settings().prompts)
    bills, left = [_changes(options)], list[str]()
    if options.hane:
        if options.steps:
            raise ShitagakiError("--hane は、--next と一緒には使えません。一段ずつ作ってください。")
        first = bills[0]
        bills, left = hane.with_followers(options, first[0].old, first[0].new, first[0].day)
        bills[0] += first[1:]
    good = [_one(options, bill, at, words, write) for at, bill in enumerate(bills)]
    for line in left:
        print(words.texts["hane_open"].format(place=line), file=sys.stderr)
    return 0 if all(good) else 1


def _one(
    options: argparse.Namespace, changes: list[Change], at: int, words: AmendingWords, write: Any
) -> bool:
    """One bill: made, written, told; whether it gives the texts that are wanted."""
    from app.law.bill import told_measures
    from ingest.law.amending.bill import enact, kind_of

    measures = told_measures(changes, words)
    made = enact(
        changes,
        name=options.name if at == 0 else "",
        behind=options.behind,
        articles=options.articles,
        measures=[text for _, text in measures] if options.measures else (),
    )
    kind = kind_of(changes[0].title)
    out = options.out.with_stem(f"{options.out.stem}_{kind}") if options.out and at else options.out
    write(made.text, out)
    if options.json:
        print_json(_json(made, measures) | {"out": str(out) if out else None})
        return made.exact
    if not out:
        print(made.text)
    if not options.measures:
        for line in measure_lines(measures, words):
            print(line)
    if made.exact:
        print(words.texts["enacted"].format(count=len(changes)))
    else:
        print(words.texts["unmet"].format(wrong="、".join(made.wrong)), file=sys.stderr)
    return made.exact


def _changes(options: argparse.Namespace) -> list[Change]:
    from app.law.bill import said_day
    from ingest.law.amending.bill import Change

    day = said_day(options.day)
    last = read_law(options.new)
    found = [Change(read_law(options.old), last, day)]
    for name, when in options.steps:
        after = read_law(Path(name))
        found.append(Change(last, after, said_day(when)))
        last = after
    for given in options.others:
        if len(given) not in (2, 3):
            raise ShitagakiError(
                "--with には、改正前のファイル、改正後のファイル、施行日（省けます）の順に書いてください。"
            )
        when = said_day(given[2]) if len(given) == 3 else day
        found.append(Change(read_law(Path(given[0])), read_law(Path(given[1])), when))
    return found


def measure_lines(measures: list[tuple[str, str]], words: AmendingWords) -> list[str]:
    """The examples as lines for a person; [] without any."""
    rows = [words.texts["measure"].format(places=where, text=text) for where, text in measures]
    return [words.texts["measures_head"], *rows] if rows else []


def _json(made: Bill, measures: list[tuple[str, str]]) -> dict[str, Any]:
    told = [{"places": where, "text": text} for where, text in measures]
    return {
        "title": made.title, "text": made.text, "form": made.form, "exact": made.exact,
        "wrong": list(made.wrong), "measures": told,
    }  # fmt: skip
