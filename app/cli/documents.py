"""The commands about documents: ingest, search. Knows nothing of drafts."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from app.cli.main import add_command, day, office, print_json, whole_number, words
from ingest.document import SENSITIVITIES

_EVERY = 10.0
"""Seconds between two lines about the progress where no terminal shows one line that changes."""


def register(commands: Any) -> None:
    parser = add_command(
        commands,
        "ingest",
        run_ingest,
        "文書を取り込みます（変わったものだけを読み直し、なくなったものは除きます）。",
        "取り込んでいる間も、済んだものからさがせます。途中で止めても、済んだ分は残ります。",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="ファイル、フォルダ、zip")
    parser.add_argument("--tenant", metavar="符号", help="団体の符号（既定は設定の値）")
    parser.add_argument(
        "--kind",
        default="",
        metavar="種類",
        help="種類（条例、会議録、仕様書など。既定は題名と中身から判断）",
    )
    parser.add_argument("--section", default="", metavar="課", help="担当課")
    parser.add_argument(
        "--sensitivity", default="2", choices=SENSITIVITIES, help="機密性（1 は公開、2 は庁内。既定は 2）"
    )
    parser.add_argument("--rebuild", action="store_true", help="索引を空にしてから取り込みます")
    parser.add_argument(
        "--forget",
        action="store_true",
        help="取り込まずに、この場所から取り込んだ文書を索引から除きます（もうないフォルダでも。ファイルは消しません）",
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    _register_search(commands)


def _register_search(commands: Any) -> None:
    parser = add_command(
        commands,
        "search",
        run_search,
        "例規と過去の文書をさがします。",
        "条や別表を名指しすると（手数料条例第2条の2第1項、税条例12の2①、手数料条例別表第3の2の項）そこだけを出し、ない条や略称は一文で知らせます。"
        "「○○条例第2条を引用しているのは」「規則に委任しているのは」には、その規定を並べます。"
        "例規の時点は --as-of のほか、問いの中の「令和6年3月時点の」「令和5年度の」「改正前の」でも選べます。",
    )
    parser.add_argument("query", type=words, metavar="質問", help="さがす言葉、または質問")
    parser.add_argument(
        "--k", type=whole_number(1, 1000), default=10, metavar="件数", help="件数（既定は 10）"
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="日",
        help="この日に効力のあるものをさがします（2023-04-01、令和5年4月1日）",
    )
    parser.add_argument(
        "--kind", action="append", default=[], metavar="種類", help="種類を限ります（何度でも書けます）"
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")


def run_ingest(options: argparse.Namespace) -> int:
    from ingest.forgetting import forget
    from ingest.ingestion import ingest
    from ingest.papers.belonging import mixed, refuse_strange_index, refuse_strange_papers
    from ingest.papers.candidates import Defaults

    built = office(tenant=options.tenant)
    if options.forget:
        return _told_forgotten(forget(options.paths, index=built.open_index()), options)
    defaults = Defaults(kind=options.kind, section=options.section, sensitivity=options.sensitivity)
    refuse_strange_papers(options.paths, built.city)  # before --rebuild empties the index
    index = built.open_index(rebuild=options.rebuild)
    refuse_strange_index(index.ledger, built.city, tenant=index.tenant)
    report = ingest(options.paths, index=index, defaults=defaults, progress=show_progress)
    sys.stderr.write("\r\x1b[K" if sys.stderr.isatty() else "")
    if options.json:
        print_json(report.as_dict())
    else:
        print(
            f"{report.documents} 文書、{report.passages} 節を取り込みました"
            f"（変更なし {report.unchanged}、移動 {report.moved}、除いたもの {report.removed}、{report.seconds:.1f} 秒）。"
        )
        for note in report.notes:
            print(f"注意　{note.path}：{note.reason}")
        if told := mixed(index.ledger):
            print(f"注意　{told}")
        if not (report.documents or report.unchanged or report.moved or report.failed):
            print("読める文書がありませんでした。文書のあるフォルダを指定してください。")
    for failure in report.failed:
        print(f"読めませんでした　{failure.path}：{failure.reason}", file=sys.stderr)
    return 0 if report.documents or not report.failed else 1


def _told_forgotten(removed: int, options: argparse.Namespace) -> int:
    if options.json:
        print_json({"removed": removed})
    elif removed:
        print(f"{removed} 文書を索引から除きました。ファイルはそのままです。")
    else:
        places = "、".join(map(str, options.paths))
        print(
            f"{places} から取り込んだ文書はありません。場所の書き方を確かめてください（取り込んだときと同じ書き方で）。",
            file=sys.stderr,
        )
    return 0 if removed else 1


_told = [float("-inf")]


def show_progress(done: int, total: int, message: str) -> None:
    """One line on stderr, rewritten in place on a terminal; elsewhere a line of it every ten seconds."""
    count = f"{done}/{total} " if total else ""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{count}{message}")
    elif total in (0, done) or time.monotonic() - _told[0] > _EVERY:
        _told[0] = time.monotonic()
        sys.stderr.write(f"{count}{message}\n")
    sys.stderr.flush()


def run_search(options: argparse.Namespace) -> int:
    from app.citation import source_label
    from ingest.law.numbers import to_wareki

    built = office()
    found = built.index.search(
        options.query, viewer=built.viewer, k=options.k, as_of=options.as_of, kinds=tuple(options.kind)
    )
    if options.json:
        hits = [
            {
                "passage_id": hit.passage.id,
                "document": hit.document.title,
                "label": hit.passage.label,
                "score": round(hit.score, 6),
                "text": hit.passage.text,
                "number": hit.document.number,
                "effective": to_wareki(hit.document.effective_from) if hit.document.effective_from else "",
            }
            for hit in found.hits
        ]
        told = {"notice": found.notice, "confident": found.confident, "seconds": round(found.seconds, 4)}
        print_json({"hits": hits, **told})
        return 0
    if found.notice:
        print(found.notice)
    if not found.hits and not found.notice:
        print("見つかりませんでした。別の言い方にするか、文書を取り込んでください：shitagaki ingest フォルダ")
        return 0
    if found.hits and not found.confident and not found.notice:
        print("近いものはありませんでした。参考までに、似ている順に並べます。")
    for hit in found.hits:
        since = f"（{to_wareki(hit.document.effective_from)}施行）" if hit.document.effective_from else ""
        print(f"{hit.rank}. {source_label(hit.document, hit.passage)}　{hit.passage.place}".rstrip() + since)
        print(f"   {' '.join(hit.passage.text.split())[:120]}")
    return 0
