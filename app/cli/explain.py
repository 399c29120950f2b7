"""`shitagaki law explain`: the 逐条解説 of a regulation, from a file or from the library. Knows nothing of how it is read."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import day, office, print_json
from app.cli.writing import write_as
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.law.book import Book


def register(actions: Any) -> None:
    """Add `explain` to the commands of `law`."""
    about = "逐条解説を作ります（条ごとに、趣旨と内容、根拠となる国の法令、用語、引いている規定と引かれている規定、委任を受けた規則、改正の経過）。"
    action = actions.add_parser("explain", help=about, description=about)
    action.add_argument("law", metavar="例規", help="取り込んだ例規の名か、例規のファイル")
    action.add_argument("--article", default="", metavar="第○条", help="この条だけを解説します")
    action.add_argument("--as-of", type=day, metavar="日", help="この日に効力のある例規で作ります")
    action.add_argument("--out", type=Path, metavar="FILE", help="書き出すファイル（.docx、.txt、.md）")
    action.add_argument("--json", action="store_true", help="結果を JSON で出します")
    action.set_defaults(run=run_explain)


def run_explain(options: argparse.Namespace) -> int:
    from app.law.book import book_json

    book = _book(options)
    if options.out:
        _write(book, options.out)
    if options.json:
        print_json(book_json(book) | {"out": str(options.out) if options.out else None})
    elif not options.out:
        print(book.text(), end="")
    else:
        print(f"{options.out} に書き出しました（{len(book.articles)}条）。")
    return 0


def _book(options: argparse.Namespace) -> Book:
    from app.law.book import load_commentary_words
    from app.law.commentary import Commentator
    from app.law.naming import revision_of
    from ingest.law.reference import find_anchors
    from ingest.law.tree import parse
    from ingest.loaders import load_safely

    built, when = office(), options.as_of or date.today()
    words = load_commentary_words(built.settings.prompts)
    desk, viewer = built.index.law, built.viewer
    commentator = Commentator(words, desk, viewer, when)
    anchor = next(iter(find_anchors(options.article)), "") if options.article else ""
    if options.article and not anchor:
        raise ShitagakiError(
            f"「{options.article}」は条の番号ではありません。第5条、第12条の2 のように書いてください。"
        )
    file = Path(options.law)
    if file.is_file():
        book = commentator.of_text(parse(load_safely(file).text), anchor)
    else:
        document = revision_of(options.law, desk.readable(viewer), when)
        if document is None:
            raise ShitagakiError(
                f"「{options.law}」という例規もファイルもありません。題名を略さずに書くか、ファイルの場所を確かめてください。"
            )
        book = commentator.of_document(document, anchor)
    if not book.articles:
        raise ShitagakiError(f"{options.article or options.law}：{words['none']}")
    return book


def _write(book: Book, path: Path) -> None:
    """Raises ShitagakiError where the file cannot be written or its name says another kind."""
    from app.exporters.commentary_docx import export_commentary_docx

    def plain() -> bytes:
        return book.text().encode()

    write_as(path, {".docx": lambda: export_commentary_docx(book), ".txt": plain, ".md": plain})
