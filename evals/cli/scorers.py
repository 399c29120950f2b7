"""`shitagaki eval scorers`: every scorer with what it saw of the faults planted into the newest run of each suite. Knows no scorer."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evals.proofs import Proof


def register(actions: Any) -> None:
    told = "採点が、植えた誤りを見付けるかを、組ごとの最新の実行で確かめます。0 すべて見分けられる、1 見分けられない採点がある、3 実行がなくて確かめられない。"
    parser = actions.add_parser("scorers", help=told, description=told)
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser.set_defaults(run=run_scorers)


def run_scorers(options: argparse.Namespace) -> int:
    """1 when a scorer is blind to a kind of fault or blames harmless changes; what no run can prove is named, and 3 when that
    is all of them."""
    from evals.cli.runs import open_office, store_of
    from evals.comparison import FAILED, PASSED, UNSURE, table_of
    from evals.plants.faults import FAULTS
    from evals.proved import proofs_of

    store = store_of(open_office())
    newest: dict[str, Any] = {}
    plain = [run for run in store.all() if not set(run.varied) - {"cases", "size"}]
    for run in sorted(plain, key=lambda one: "cases" in one.varied):  # of whole suites first
        newest.setdefault(run.suite, run)
    found: dict[str, dict[str, Proof]] = {}
    for suite, run in sorted(newest.items()):
        proofs = proofs_of(store, run, store.outputs(run), table_of(store, run).values)
        found[suite] = {name: one for name, one in proofs.items() if one.planted}
    blind = sorted({name for proofs in found.values() for name, one in proofs.items() if not one.tells})
    open_ = sorted(set(FAULTS) - {name for proofs in found.values() for name in proofs})
    if options.json:
        told = {suite: {name: _row(one) for name, one in proofs.items()} for suite, proofs in found.items()}
        print(json.dumps({"suites": told, "blind": blind, "unproved": open_}, ensure_ascii=False))
    else:
        print(_told(found))
        print(
            f"\n見分けられない採点：{'、'.join(blind) or 'なし'}\n実行がなくて確かめていない採点：{'、'.join(open_) or 'なし'}"
        )
    if not found:
        return UNSURE
    return FAILED if blind else PASSED


def _row(one: Proof) -> dict[str, Any]:
    return asdict(one) | {"precision": one.precision, "recall": one.recall}


def _told(found: dict[str, dict[str, Proof]]) -> str:
    lines = [
        "| 組 | 採点 | 適合率 | 再現率 | 植えた誤り：見付けた／植えた | 無害な変更：誤りとした／した |",
        "|---|---|---:|---:|---|---:|",
    ]
    for suite, proofs in found.items():
        for name, one in proofs.items():
            kinds = "、".join(f"{title} {seen}／{planted}" for title, (seen, planted) in one.kinds.items())
            mark = "" if one.tells else "　**見分けられない**"
            lines.append(
                f"| {suite} | {name} | {_figure(one.precision)} | {_figure(one.recall)} | {kinds}{mark} | {one.false}／{one.harmless} |"
            )
    mutants = sum(one.planted for proofs in found.values() for one in proofs.values())
    caught = sum(one.caught for proofs in found.values() for one in proofs.values())
    harmless = sum(one.harmless for proofs in found.values() for one in proofs.values())
    false = sum(one.false for proofs in found.values() for one in proofs.values())
    sorts = {title for proofs in found.values() for one in proofs.values() for title in one.kinds}
    lines += [
        "",
        "適合率：誤りのある答えとない答えが同じ数だけあるとき、誤りとしたもののうち本当に誤りだった割合。再現率：植えた誤りのうち見付けた割合。",
        f"誤り {len(sorts)} 種、{caught}／{mutants} を見付け、無害な変更 {false}／{harmless} を誤りとしました。",
    ]
    return "\n".join(lines)


def _figure(share: float | None) -> str:
    return "—" if share is None else f"{share:.3f}"
