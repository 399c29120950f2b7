"""`shitagaki law compare`: two texts of a regulation as a 新旧対照表. Knows nothing of how they are compared or laid out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import day, office, print_json
from app.cli.writing import write_as
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.law.shinkyu import Sheet
    from ingest.law.comparison import Comparison
    from ingest.law.review import Review
    from ingest.law.tree import LawTree

KINDS = {"changed": "改正", "added": "新設", "removed": "削る", "moved": "移動"}


def register(actions: Any) -> None:
    """Add `compare` to the commands of `law`."""
    about = "二つの時点の例規から、新旧対照表を作ります（ファイル二つか、取り込んだ例規の名と二つの日）。"
    action = actions.add_parser("compare", help=about, description=about)
    action.add_argument(
        "old", metavar="OLD", help="改正前の例規のファイル（--from を付けるときは、例規の名か番号）"
    )
    action.add_argument("new", nargs="?", metavar="NEW", help="改正後の例規のファイル")
    action.add_argument("--from", type=day, metavar="日", dest="first", help="この日の版を改正前とします")
    action.add_argument(
        "--to", type=day, metavar="日", dest="second", help="この日の版を改正後とします（省くと今日）"
    )
    action.add_argument(
        "--form", default="", metavar="様式", help="prompts/shinkyu.toml の様式の名前（gian で現行と改正案）"
    )
    action.add_argument("--out", type=Path, metavar="FILE", help="書き出すファイル（.docx か .html）")
    action.add_argument("--as-of", type=day, metavar="日", help="この日の例規の中で、引用や委任を確かめます")
    action.add_argument("--json", action="store_true", help="結果を JSON で出します")
    action.set_defaults(run=run_compare)


def run_compare(options: argparse.Namespace) -> int:
    from app.law.review import review_json
    from app.law.shinkyu import load_forms, sheet
    from ingest.law.comparison import compare
    from ingest.law.front import own_number
    from ingest.settings import load_settings

    prompts = load_settings().prompts
    form = load_forms(prompts / "shinkyu.toml").get(options.form)
    old, new, number, held = _texts(options)
    found = compare(old, new)
    made = sheet(found, form, title=bare(old.title), number=number or own_number(old))
    if options.out:
        write(made, options.out)
    reviewed = looked_over(old, new, options.as_of)
    if options.json:
        print_json(
            comparison_json(found, made)
            | review_json(reviewed)
            | {"revisions": held, "out": str(options.out) if options.out else None}
        )
        return 0
    _print(found, made)
    print_review(reviewed)
    if options.out:
        print(f"{options.out} に書き出しました。")
    return 0


def _texts(options: argparse.Namespace) -> tuple[LawTree, LawTree, str, list[str]]:
    """(old, new, 例規番号 where it is known, the ids of the revisions). Raises ShitagakiError where neither files nor days are given."""
    from app.law.naming import two_revisions
    from ingest.law.tree import parse
    from ingest.loaders import load_safely

    if options.new and not (options.first or options.second):
        old, new = (parse(load_safely(Path(path)).text) for path in (options.old, options.new))
        return old, new, "", []
    if options.new or not options.first:
        raise ShitagakiError(
            "ファイルを二つ（law compare 改正前.docx 改正後.docx）か、例規の名と日（law compare 手数料条例 --from 令和6年4月1日 --to 令和7年4月1日）を書いてください。"
        )
    built = office()
    desk = built.index.law
    one, two = two_revisions(
        options.old, desk.readable(built.viewer), options.first, options.second or date.today()
    )
    read = desk.regulations().tree
    return read(one.id), read(two.id), one.number, [one.id, two.id]


def looked_over(old: LawTree | None, new: LawTree, when: date | None) -> Review:
    """The findings on the new text, in the library of the office."""
    from app.law.review import look_over

    built = office()
    return look_over(new, old=old, desk=built.index.law, viewer=built.viewer, day=when or date.today())


def print_review(found: Review) -> None:
    """The findings and the places elsewhere that have to follow, a line each."""
    for each in found.findings:
        print(f"指摘　{each.line} 行目　{each.message}")
    for one in found.repercussions:
        print(f"ハネ改正　{one.title}{one.label}「{one.words}」（{one.told}）")


def bare(title: str) -> str:
    """A title without the ○ that stands before it in a collection."""
    return title.lstrip("○◯ 　")


def write(made: Sheet, path: Path) -> None:
    """The table as a file of the kind that its name says. Raises ShitagakiError for a kind that is none of ours."""
    from app.exporters.shinkyu_docx import export_shinkyu_docx
    from app.exporters.shinkyu_html import export_shinkyu_html

    kinds = {".docx": lambda: export_shinkyu_docx([made]), ".html": lambda: export_shinkyu_html([made])}
    write_as(path, kinds)


def comparison_json(found: Comparison, made: Sheet) -> dict[str, Any]:
    """A comparison as other programs read it: rows with what they are, and each side's words in runs."""
    from app.law.shinkyu import sheet_json

    told = sheet_json(made)
    rows = [
        {key: value for key, value in asdict(row).items() if key != "pairs"} | lines
        for row, lines in zip(found.rows, told["rows"], strict=True)
    ]
    return told | {"counts": found.counts, "rows": rows}


def _print(found: Comparison, made: Sheet) -> None:
    """Both sides one below the other, the words that differ between 〔 and 〕."""
    print(made.title)
    if not found.rows:
        print("違いはありません。")
        return
    for row, blocks in zip(found.rows, made.rows, strict=True):
        print(f"\n■ {row.label}（{KINDS[row.kind]}）")
        for head, name in zip(made.heads, ("left", "right"), strict=True):
            print(f"【{head}】")
            for block in blocks:
                for cells in getattr(block, name):
                    words = " | ".join(_marked(cell) for cell in cells)
                    if words.strip(" |"):
                        print(f"　{words}")
    counts = "、".join(f"{KINDS[kind]} {count}" for kind, count in found.counts.items() if count)
    print(f"\n{counts}")


def _marked(cell: Any) -> str:
    return "".join(f"〔{run.text}〕" if run.changed else run.text for run in cell)
