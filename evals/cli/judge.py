"""The command `shitagaki eval judge`: a model as judge, held against people first. Knows nothing of prompts or κ."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.main import whole_number
from evals.cli.runs import MOST
from ingest.errors import SettingError

if TYPE_CHECKING:
    from app.models.llm import Writer
    from app.wire import Office
    from evals.judging import Judge

TOLD = (
    "文章モデルに審査させます。labels なら、付属の印（この製品を作った側が付けたもの。--own で自分の団体の印も）との一致（κ）を測り、実行の名前ならその文案を審査します。"
    "κ の95%区間の下が .6 に届かないか、印が200件に足りない審査は、合否に使いません。"
)


def register(actions: Any) -> None:
    parser = actions.add_parser("judge", help=TOLD.partition("。")[0] + "。", description=TOLD)
    parser.add_argument("target", metavar="labels|RUN", help="labels、または実行か組の名前")
    parser.add_argument(
        "--judge", action="append", default=[], metavar="NAME", help="usable、pairwise（何度でも）"
    )
    parser.add_argument("--labels", type=Path, metavar="F.jsonl", help="印のファイル（既定は付属の230件）")
    parser.add_argument("--own", action="store_true", help="ページで付けた印も加えます")
    parser.add_argument("--against", metavar="RUN", help="相手の実行：二つの文案のどちらが良いか")
    parser.add_argument(
        "--limit", type=whole_number(0, MOST), default=0, metavar="N", help="はじめの N 件だけ"
    )
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")
    parser.set_defaults(run=run_judge)


def run_judge(options: argparse.Namespace) -> int:
    from app.wire import Office
    from evals.judging import read_judges
    from ingest.settings import load_settings

    office = Office(load_settings())
    judges = read_judges(office.settings.prompts)
    if unknown := sorted(set(options.judge) - set(judges)):
        raise SettingError(f"審査「{'、'.join(unknown)}」はありません。使えるもの：{'、'.join(judges)}。")
    if office.writer is None:
        raise SettingError("審査には文章モデルが要ります。SHITAGAKI_LLM を設定してください。")
    try:
        if options.target == "labels":
            return _labels(options, office, office.writer, judges)
        if options.against:
            return _pairs(options, office, office.writer, judges["pairwise"])
        return _run(options, office, office.writer, judges["usable"])
    finally:
        office.writer.close()


def _labels(options: argparse.Namespace, office: Office, writer: Writer, judges: dict[str, Judge]) -> int:
    """κ of every judge asked for; always 0: that a judge may decide nothing is a result, not a failure."""
    from evals.cli.runs import store_of
    from evals.judges import LABELS, keep, measure, office_labels, read_labels
    from evals.labels import Labels
    from evals.place import place_of

    home, told = place_of(office), []
    rows = list(read_labels(options.labels or LABELS))
    if options.own:
        rows += office_labels(Labels(home / "evals" / "labels.jsonl"), store_of(office))
    for name in options.judge or list(judges):
        of = [row for row in rows if row["judge"] == name]
        of = of[: options.limit] if options.limit else of
        found, said = measure(writer, judges[name], of, progress=_progress)
        file = keep(home, judges[name], writer.name, found, of, said)
        told.append(
            {
                "judge": judges[name].name,
                "model": writer.name,
                "told": found.told,
                "file": str(file),
                **asdict(found),
            }
        )
        if not options.json:
            print(f"{judges[name].name}（{writer.name}）　{found.told}")
            seen = f"、使えないものを見付けた {found.caught}／{found.bad}、良いものを責めた {found.blamed}／{found.good}"
            seen = "" if judges[name].pairs else seen
            if not found.n:
                continue
            print(
                f"  一致 {found.same:.0%}、重み付き κ {found.weighted:.2f}、一字で答えなかった {found.unread}{seen}"
            )
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _run(options: argparse.Namespace, office: Office, writer: Writer, judge: Judge) -> int:
    from evals.cli.runs import store_of
    from evals.judges import corrected_mean, judge_proofs, judge_run
    from evals.place import place_of

    store = store_of(office)
    run = store.find(options.target)
    outputs = store.outputs(run)[: options.limit or None]
    scores = judge_run(writer, judge, outputs, progress=_progress)
    store.judge(run, judge.name, scores)
    values = [one.value for one in scores if one.value is not None]
    proof = judge_proofs(store, run, [judge.name])[judge.name]
    mean = sum(values) / len(values) if values else None
    better = corrected_mean(place_of(office), judge.name, writer.name, scores)
    if options.json:
        print(json.dumps({"run": run.id, "judge": judge.name, "mean": mean, "n": len(values), "corrected": better, "told": proof.told}, ensure_ascii=False))  # fmt: skip
        return 0
    print(f"{judge.name}　平均 {'—' if mean is None else f'{mean:.3f}'}（{len(values)} 件）　{proof.told}")
    if better:
        print(f"  印で補正した平均 {better[0]:.3f}［{better[1]:.3f}、{better[2]:.3f}］")
    return 0


def _pairs(options: argparse.Namespace, office: Office, writer: Writer, judge: Judge) -> int:
    from evals.cli.runs import store_of
    from evals.judges import kept, texts_of
    from evals.judging import TIE, judged
    from evals.labels import readable
    from evals.place import place_of
    from evals.statistics import mcnemar

    store = store_of(office)
    run, other = store.find(options.target), store.find(options.against)
    if run.suite != other.suite:
        raise SettingError("問いの組が違うため、比べられません。同じ組の実行を選んでください。")
    rivals = {one.case: one for one in store.outputs(other) if readable(one)}
    rows = []
    for one in store.outputs(run):
        if readable(one) and one.case in rivals and rivals[one.case].output["text"] != one.output["text"]:
            rows.append(
                texts_of(one) | {"a": texts_of(one)["answer"], "b": texts_of(rivals[one.case])["answer"]}
            )
    values = []
    for done, row in enumerate(rows[: options.limit or None], start=1):
        values.append(judged(writer, judge, row).value)
        _progress(done, len(rows[: options.limit or None]))
    won, lost = values.count(1.0), values.count(0.0)
    proved = kept(place_of(office), judge.name, writer.name)
    told = {"better": won, "worse": lost, "undecided": values.count(TIE), "unread": values.count(None), "p": mcnemar(lost, won), "measured": proved is not None}  # fmt: skip
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"{run.id} が良い {won}、{other.id} が良い {lost}、決められない {told['undecided']}、答えなし {told['unread']}（p {told['p']:.3f}）")  # fmt: skip
    print(
        "この審査は合否に使いません。"
        + ("" if proved else "先に `eval judge labels` で、印との一致を測ってください。")
    )
    return 0


def _progress(done: int, total: int) -> None:
    print(f"\r審査 {done}/{total} 件", end="\n" if done == total else "", file=sys.stderr, flush=True)
