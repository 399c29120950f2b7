"""Judges by a model: letters to numbers, pairs asked both ways, κ known to the books, refused until it has proved itself."""

import json
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.models.llm import open_writer
from evals.agreement import Agreement, agreement, corrected, kappa
from evals.cli.runs import read
from evals.comparison import compare, tabulate
from evals.judges import all_kept, judge_proofs, judge_run, keep, kept, measure, read_labels
from evals.judging import judged, letter_of, read_judges
from evals.labels import SINGLE
from evals.page import page
from evals.reading import run_markdown
from evals.runs import Output, RunStore
from ingest.errors import SettingError, ShitagakiError
from tests.openai_server import serving

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
JUDGES = read_judges(PROMPTS)


def writer_of(server):
    return open_writer(server.spec("judge"), models=Path("nowhere"))


def by_length(messages):
    """A judge that likes the longer of two answers, wherever it stands."""
    asked = messages[-1]["content"]
    a, b = asked.split("答えA：")[1].split("\n")[0], asked.split("答えB：")[1].split("\n")[0]
    return "A" if len(a) > len(b) else "B です"


PAIR = {"query": "額", "source": "300円", "a": "300円です", "b": "1通300円です、窓口では"}


def test_a_pair_is_asked_both_ways_and_a_judge_that_likes_a_place_decides_nothing():
    with serving(by_length) as server:
        said = judged(writer_of(server), JUDGES["pairwise"], PAIR)
        assert (said.value, said.letters) == (0.0, "BA")
        turned = judged(writer_of(server), JUDGES["pairwise"], PAIR | {"a": PAIR["b"], "b": PAIR["a"]})
        assert turned.value == 1.0
        assert server.requests[0]["temperature"] == 0
    with serving(lambda messages: "A") as server:
        assert judged(writer_of(server), JUDGES["pairwise"], PAIR).value == 0.5
    with serving(lambda messages: "どちらとも言えません") as server:
        assert judged(writer_of(server), JUDGES["pairwise"], PAIR).value is None


def test_letters_are_read_in_any_width_and_never_out_of_a_word():
    letters = JUDGES["usable"].letters
    assert [letter_of(text, letters) for text in ("B", "判断：Ｃ。", " a\n", "ABC", "わかりません")] == ["B", "C", "A", "", ""]  # fmt: skip
    assert set(JUDGES["usable"].labels) == set(SINGLE)


def test_a_judge_s_file_that_lacks_something_is_named(tmp_path):
    (tmp_path / "judges").mkdir()
    (tmp_path / "judges" / "x.toml").write_text('name = "x.v1"\n', encoding="utf-8")
    with pytest.raises(SettingError, match=r"x\.toml.*asks"):
        read_judges(tmp_path)


def test_kappa_is_that_of_the_books():
    """Cohen 1960, table 1 shape: 20 both yes, 15 both no, 5 and 10 apart: κ .40; weighted by hand for three levels."""
    rows = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert kappa(np.array(rows), 2) == pytest.approx(0.4)
    three = np.array([(0, 0), (1, 1), (2, 2), (0, 1), (1, 2), (2, 0)])
    assert kappa(three, 3) == pytest.approx(0.25)
    assert kappa(three, 3, linear=True) == pytest.approx(1 - (4 / 12) / (4 / 9))
    assert math.isnan(kappa(np.array([(1, 1)] * 9), 2)), "where all say the same, chance explains it"


def test_agreement_may_decide_only_with_enough_labels_and_a_high_lower_end():
    people = [0.0, 0.5, 1.0] * 80
    perfect = agreement(people, people)
    assert (perfect.kappa, perfect.refusals, perfect.caught, perfect.blamed) == (1.0, (), 80, 0)
    few = agreement(people[:60], people[:60])
    assert few.kappa == 1.0 and few.refusals == ("印が 200 件に足りない（60 件）",)
    draw = np.random.default_rng(3)
    noise = agreement(people, list(draw.choice([0.0, 0.5, 1.0], 240)))
    assert abs(noise.kappa) < 0.15 and noise.low < noise.kappa < noise.high
    assert "κ の95%区間の下が 0.6 に届かない" in noise.refusals and "合否には使いません" in noise.told
    assert agreement(people, list(draw.choice([0.0, 0.5, 1.0], 240)), seed=7) != noise
    blind = agreement([0.0, 1.0, 1.0], [None, 1.0, None])
    assert (blind.n, blind.unread) == (1, 2) and blind.refusals


def test_a_mean_is_corrected_by_what_people_said():
    """A judge that is .3 too kind everywhere: people's mean is met, and the interval holds it 19 times in 20."""
    draw = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        truth = draw.uniform(0.2, 0.6, 400)
        judge = truth + 0.3 + draw.normal(0, 0.1, 400)
        mean, low, high = corrected(list(judge), list(truth[:60]), list(judge[:60]))
        held += low <= 0.4 <= high
        assert abs(mean - 0.4) < 0.06
    assert held >= 0.92 * 300


def test_our_labels_are_thirty_answers_and_two_hundred_pairs():
    rows = read_labels()
    assert len(rows) == len({row["id"] for row in rows}) == 230
    pairs = [row for row in rows if row["judge"] == "pairwise"]
    assert len(pairs) == 200, "as many as a judge must be held against"
    assert min(Counter(row["label"] for row in pairs).values()) >= 50, "no letter is the usual one"
    assert all(row["a"] != row["b"] and row["reason"] and row["source"] for row in pairs)
    singles = [row for row in rows if row["judge"] == "usable"]
    assert [sum(row["label"] == name for row in singles) for name in ("good", "mend", "bad")] == [10, 10, 10]
    assert all(row["label"] in JUDGES[row["judge"]].labels and row["reason"] for row in rows)
    good = [row for row in singles if row["label"] == "good"]
    assert all(digit in row["source"] for row in good for digit in re.findall(r"\d+", row["answer"]))


def test_labels_that_cannot_be_read_name_their_line(tmp_path):
    file = tmp_path / "labels.jsonl"
    file.write_text(
        json.dumps({"id": "a", "judge": "usable", "query": "q", "source": "s", "label": "good"}) + "\n"
    )
    with pytest.raises(ShitagakiError, match=r"1 行目：answer"):
        read_labels(file)


def drafted(case, text):
    return Output(
        case, 0, case, case, ("mail",), {"task": "mail"}, {"text": text, "status": "ok", "citations": []}
    )


def test_a_judge_enters_the_report_with_its_proof_and_is_refused_as_a_gate(tmp_path):
    store = RunStore(tmp_path / "evals" / "runs")
    run = store.create("drafting", {}, seed=0, repeats=1)
    outputs = [drafted(f"d-{n}", f"本文{n}") for n in range(12)]
    for one in outputs:
        store.add(run, one)
    store.score(run, [])
    judge = JUDGES["usable"]
    with serving(lambda messages: "C" if "本文1" in messages[-1]["content"] else "A") as server:
        writer = writer_of(server)
        scores = judge_run(writer, judge, outputs, progress=lambda done, total: None)
        assert [one.value for one in scores] == [1, 0, *[1] * 8, 0, 0]
        store.judge(run, judge.name, scores)
        store.judge(run, judge.name, scores)
        assert len(store.scores(run)) == 12, "judged again, not twice"
        (proof,) = judge_proofs(store, run, [judge.name]).values()
        assert proof.refused and "比べていない" in proof.told
        found, said = measure(writer, judge, read_labels()[:30])
        keep(tmp_path, judge, writer.name, found, read_labels()[:30], said)
    assert kept(tmp_path, judge.name, "openai:judge")["agreement"]["n"] == 30
    (shown,) = all_kept(tmp_path)
    assert (shown["judge"], shown["model"]) == (judge.name, "openai:judge") and "κ 0.00" in shown["told"]
    assert kept(tmp_path, judge.name, "openai:other") is None, "another model has proved nothing"
    assert found.kappa == 0 and (found.caught, found.bad, found.blamed, found.good) == (0, 10, 0, 10)
    table, _, _, proofs = read(store, run)
    told = run_markdown(run, table, proofs, tuple(outputs), scores)
    assert "合否には使いません" in told and "満点でない問い" not in told
    shown = page(run, table, outputs, scores, proofs)
    assert shown.count("<tr class=grey>") == 13, "its mean, and its verdict on each of the twelve"
    assert 'data-state="bad"' not in shown and shown.count('data-state=""') == 12
    old = tabulate(run, outputs, [replace(one, value=1.0) for one in scores])
    assert judge.name not in compare(old, table, proofs=proofs).gating
    assert compare(old, table, proofs=proofs).code == 0
    trusted = Agreement(**{**kept(tmp_path, judge.name, "openai:judge")["agreement"], "n": 240, "low": 0.7})
    assert trusted.refusals == ()
