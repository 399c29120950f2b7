"""Judges held against people's labels, the result kept for each model; verdicts on the texts of a run. Knows no arguments.

What is kept of an agreement is a file for each judge and model in `SHITAGAKI_HOME/evals/judges`: another model, or
another wording, has not proved anything yet.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.models.llm import Writer
from evals.agreement import Agreement, agreement, corrected
from evals.case import FOLDER
from evals.judging import Judge, Verdict, judged
from evals.labels import Labels, readable
from evals.proofs import Proof
from evals.rows import lines_of, row_of
from evals.runs import Output, Run, RunStore, Score
from evals.scorers import JUDGES
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

LABELS = FOLDER / "labels.jsonl"
LONGEST = 1500
"""Characters of a source, an answer or a form that a judge reads: three of them fit into what the small model takes."""
Progress = Callable[[int, int], None]


def read_labels(file: Path = LABELS) -> tuple[dict[str, str], ...]:
    """Our own labels: id, judge, query, source, answer (or a and b), label, reason. Raises ShitagakiError naming the line."""
    rows = []
    for place, line in lines_of(file):
        row = row_of(place, line)
        texts = ("a", "b") if row.get("judge") == "pairwise" else ("answer",)
        if missing := [
            name for name in ("id", "judge", "query", "source", "label", *texts) if not row.get(name)
        ]:
            raise ShitagakiError(f"{place}：{'、'.join(missing)} がありません。")
        if wrong := [name for name, value in row.items() if not isinstance(value, str)]:
            raise ShitagakiError(f"{place}：「{'、'.join(wrong)}」は文字列です。")
        rows.append(row)
    return tuple(rows)


def office_labels(labels: Labels, store: RunStore) -> tuple[dict[str, str], ...]:
    """What people said on the page of single texts, with the texts; of those whose run is still there."""
    rows: list[dict[str, str]] = []
    for run_id in dict.fromkeys(one.run for one in labels.all() if not one.other):
        if not (store.folder / run_id / "run.json").is_file():
            continue
        outputs = {one.case: one for one in store.outputs(store.find(run_id)) if readable(one)}
        for case, label in labels.of(run_id).items():
            if case in outputs:
                rows.append(
                    {
                        "id": f"{run_id}/{case}",
                        "judge": "usable",
                        "label": label.value,
                        **texts_of(outputs[case]),
                    }
                )
    return tuple(rows)


def measure(
    writer: Writer,
    judge: Judge,
    rows: Sequence[Mapping[str, str]],
    *,
    progress: Progress = lambda done, total: None,
) -> tuple[Agreement, list[Verdict]]:
    """Ask the judge about everything that people have labelled. Raises ShitagakiError for a label that it does not know."""
    people = []
    for row in rows:
        if row["label"] not in judge.labels:
            raise ShitagakiError(
                f"{row['id']}：「{row['label']}」という印はありません（{'、'.join(judge.labels)}）。"
            )
        people.append(judge.labels[row["label"]])
    verdicts = []
    for done, row in enumerate(rows, start=1):
        verdicts.append(judged(writer, judge, row))
        progress(done, len(rows))
    return agreement(people, [one.value for one in verdicts]), verdicts


def keep(
    home: Path,
    judge: Judge,
    model: str,
    found: Agreement,
    rows: Sequence[Mapping[str, str]],
    said: Sequence[Verdict],
) -> Path:
    """Write down how far the judge agrees, and every verdict beside its label."""
    told = [
        {"id": row["id"], "label": judge.labels[row["label"]], **asdict(one)}
        for row, one in zip(rows, said, strict=True)
    ]
    file = _file(home, judge.name, model)
    file.parent.mkdir(parents=True, exist_ok=True)
    made = {
        "judge": judge.name,
        "digest": judge.digest,
        "model": model,
        "agreement": asdict(found),
        "verdicts": told,
    }
    write_whole(file, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    return file


def kept(home: Path, name: str, model: str) -> dict[str, Any] | None:
    """What was kept of a judge with a model."""
    file = _file(home, name, model)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def all_kept(home: Path) -> list[dict[str, Any]]:
    """Every judge that was held against people, with what came of it in words."""
    files = sorted((home / "evals" / "judges").glob("*.json"))
    found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    return [
        {"judge": one["judge"], "model": one["model"], "told": Agreement(**one["agreement"]).told}
        for one in found
    ]


def judge_run(writer: Writer, judge: Judge, outputs: Iterable[Output], *, progress: Progress) -> list[Score]:
    """The judge's verdict on every text of a run."""
    found, texts = [], [one for one in outputs if readable(one)]
    for done, one in enumerate(texts, start=1):
        verdict = judged(writer, judge, texts_of(one))
        reason = f"モデル {writer.name} の判断：{verdict.letters or '一字で答えなかった'}"
        found.append(Score(one.case, one.repeat, judge.name, verdict.value, reason))
        progress(done, len(texts))
    return found


def judge_proofs(store: RunStore, run: Run, names: Iterable[str]) -> dict[str, Proof]:
    """The proofs of the judges among ``names``: unusable texts are the faults, good ones the harmless. Without labels
    for the model that judged, it is refused."""
    found = {}
    for name in set(names) & set(JUDGES):
        model = next(
            (one.reason.split(" ")[1] for one in store.scores(run) if one.scorer == name and one.reason), ""
        )
        told = kept(store.folder.parent.parent, name, model)
        if told is None:
            found[name] = Proof(
                0, 0, 0, 0, told=f"印と比べていない（{model}）。合否には使いません", refused=True
            )
            continue
        one = Agreement(**told["agreement"])
        found[name] = Proof(
            one.caught, one.bad, one.blamed, one.good, told=one.told, refused=bool(one.refusals)
        )
    return found


def corrected_mean(
    home: Path, name: str, model: str, scores: Iterable[Score]
) -> tuple[float, float, float] | None:
    """Mean and interval of what people would say of the run's texts, by the judge's verdicts and its known error."""
    told = kept(home, name, model)
    values = [one.value for one in scores if one.scorer == name and one.value is not None]
    both = (
        [(row["label"], row["value"]) for row in told["verdicts"] if row["value"] is not None] if told else []
    )
    if len(values) < 2 or len(both) < 2:
        return None
    return corrected(values, [label for label, _ in both], [value for _, value in both])


def texts_of(one: Output) -> dict[str, str]:
    """What a judge reads of an output: the question or form, the quotes of the sources, the text."""
    fields = one.output.get("values") or one.input.get("fields") or {}
    asked = str(one.input.get("query") or "") or "\n".join(
        f"{name}：{value}" for name, value in fields.items() if value
    )
    quotes = "\n".join(
        f"[{each.get('number')}] {each.get('quote', '')}" for each in one.output.get("citations") or ()
    )
    return {
        "query": asked[:LONGEST],
        "source": quotes[:LONGEST] or "（なし）",
        "answer": str(one.output["text"])[:LONGEST],
    }


def _file(home: Path, name: str, model: str) -> Path:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", model)[:60]
    return home / "evals" / "judges" / f"{name}@{plain}-{hashlib.sha256(model.encode()).hexdigest()[:6]}.json"
