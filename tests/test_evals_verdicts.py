"""Verdicts that agree with each other: measures, marks of tasks and the heading; time, tokens and yen; where repeats differ."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from evals.acceptance import accept, baseline
from evals.case import FOLDER
from evals.comparison import (
    BAD,
    DOUBT,
    FAILED,
    FELL,
    OK,
    PASSED,
    UNSURE,
    Comparison,
    Table,
    compare,
    tabulate,
)
from evals.coverage import differences
from evals.margins import Margins
from evals.page import page
from evals.proved import proofs_of
from evals.reading import comparison_json, comparison_markdown, run_json, run_markdown
from evals.runs import Output, Run, RunStore, Score
from evals.scorers import SCORERS, score_outputs
from evals.scorers.texts import task_name
from evals.scoring import score_many
from evals.spending import BUSY, EQUAL, LESS, MORE, OPEN, changes, spent_of
from evals.statistics import BETTER, SAME, UNDECIDED, WORSE, Difference, chance_of, difference, holm
from evals.suites.scored import DRAFTED
from evals.variation import noise, vary
from evals.verdict_words import chance_in_words, lost_in_words, measure_in_words, wanted, why


def table(value, model, count=6, names=DRAFTED, group="kaitou"):
    cases = [f"c-{n}" for n in range(count)]
    return Table(
        "drafting",
        {"model": model},
        {name: dict.fromkeys(cases, value) for name in names},
        {case: case for case in cases},
        dict.fromkeys(cases, (group,)),
    )


def told(found: Comparison):
    """What stands on the page: the heading, the verdicts that decide, the marks."""
    made = comparison_json(found, against="baseline", named=str)
    return made["code"], {one["verdict"] for one in made["measures"] if one["gates"]}, {one["mark"] for one in made["tasks"]}  # fmt: skip


def test_six_of_six_that_fell_without_a_model_are_worse_on_every_line():
    found = compare(table(1.0, "none"), table(0.0, "none"))
    assert told(found) == (FAILED, {FELL}, {BAD})
    one = found.measures["says.v1"]
    assert one.low == -1.0 and -0.5 < one.high < 0, "six that fell are not certain of the seventh"
    reason = why(found, "says.v1")
    assert (
        "6件のうち6件" in reason and f"{len(found.gating)}の採点" in reason and "同じ向きに10件から" in reason
    )
    assert "この問いでは悪化（" in comparison_markdown(found, against="基準") and "決められない |" not in comparison_markdown(found, against="基準")  # fmt: skip


def test_the_same_six_written_by_a_model_are_left_open_on_every_line():
    found = compare(table(1.0, "openai:x"), table(0.0, "openai:x"))
    assert told(found) == (UNSURE, {UNDECIDED}, {DOUBT})
    assert "同じ向きに10件から" in why(found, "says.v1")


def test_what_could_not_be_wrong_before_and_is_wrong_now_has_fallen():
    names = ("says.v1", "articles.v2", "resident.v1")
    old, new = table(1.0, "none", 12, names), table(1.0, "none", 12, names)
    for name in (
        "articles.v2",
        "resident.v1",
    ):  # before, one case named an article; one was told to whom to turn
        old.values[name] = {"c-0": 1.0}
        new.values[name] = {**dict.fromkeys(new.values["says.v1"], 0.0), "c-0": 1.0}
    found = compare(old, new)
    assert (found.measures["articles.v2"].n, found.verdict("articles.v2")) == (12, WORSE)
    assert ("c-1", "articles.v2", 1.0, 0.0) in found.changed
    assert (found.measures["resident.v1"].n, found.verdict("resident.v1")) == (1, SAME), (
        "None is no verdict here"
    )
    assert compare(new, old).verdict("articles.v2") == BETTER
    assert compare(new, old).lost() == ()


def test_ten_that_fell_are_enough_whoever_wrote():
    found = compare(table(1.0, "openai:x", 10), table(0.0, "openai:x", 10))
    assert told(found) == (FAILED, {WORSE}, {BAD}) and why(found, "says.v1") == ""


@pytest.mark.parametrize("model", ["none", "openai:x"])
def test_heading_marks_and_verdicts_never_contradict_each_other(model):
    """Every mix of cases that fell and rose, 0 to 12 of 24, in two tasks: the heading is the worst that stands below it."""
    for worse in range(0, 13, 2):
        for better in range(0, 13, 3):
            old, new = (
                table(0.5, model, 24, ("says.v1", "order.v1")),
                table(0.5, model, 24, ("says.v1", "order.v1")),
            )
            moved = {f"c-{n}": 0.0 for n in range(worse)} | {f"c-{23 - n}": 1.0 for n in range(better)}
            halves = {f"c-{n}": ("eins",) if n < 12 else ("zwei",) for n in range(24)}
            new = replace(new, values=new.values | {"says.v1": new.values["says.v1"] | moved}, groups=halves)
            found = compare(old, new)
            code, verdicts, marks = told(found)
            bad, doubt = BAD in marks or verdicts & {WORSE, FELL}, DOUBT in marks
            one = found.measures["says.v1"]
            fell = one.mean < 0 if found.exact else one.worse > 0 and one.low < -0.05
            open_ = (doubt and found.exact) or (one.verdict == UNDECIDED and fell)
            assert code == (FAILED if bad else UNSURE if open_ else PASSED)
            assert bool(found.lost()) == (code == FAILED)
            if not worse:
                assert (code, marks) == (PASSED, {OK})
            for name in found.measures:
                still = (
                    found.verdict(name) == SAME
                    and not found.measures[name].worse + found.measures[name].better
                )
                assert bool(why(found, name)) == (found.verdict(name) not in (WORSE, BETTER) and not still)
            assert bool(lost_in_words(found)) == (code == FAILED), "a heading of what got worse names it"


def eighteen(model, fallen):
    """Eighteen tasks of six cases; ``fallen``: case → what it scored instead of 1."""
    cases = [f"c-{n}" for n in range(108)]
    values = {"says.v1": dict.fromkeys(cases, 1.0) | fallen, "order.v1": dict.fromkeys(cases, 1.0)}
    groups = {case: (f"task-{n // 6}",) for n, case in enumerate(cases)}
    return Table("drafting", {"model": model}, values, {case: case for case in cases}, groups)


def test_where_a_model_wrote_a_doubtful_task_is_shown_and_the_whole_decides():
    def found(model, fallen):
        return compare(eighteen(model, {}), eighteen(model, fallen))

    one = found("openai:x", {"c-3": 0.8})
    assert (one.code, one.mark("task-0"), one.open) == (PASSED, DOUBT, ()), (
        "one case of 108 wrote a little less"
    )
    assert "△ だけでは合否を決めません" in chance_in_words(one)[0]
    assert found("none", {"c-3": 0.8}).code == FAILED, "without a model it is no chance"
    more = found("openai:x", {f"c-{18 * n}": 0.0 for n in range(4)})
    assert (more.code, more.open) == (UNSURE, ("says.v1",)), "four of 108 may be more than the margin"
    low, mean = more.measures["says.v1"].low, more.measures["says.v1"].mean
    wanted = max(3, math.ceil(2 * ((mean - low) / 0.05) ** 2))
    assert f"`--repeats {wanted}`" in chance_in_words(more, repeats=2)[-1]
    assert chance_in_words(found("none", {"c-3": 0.8})) == []
    assert found("openai:x", {f"c-{n}": 0.0 for n in range(0, 60, 3)}).code == FAILED


def test_eighteen_tasks_looked_at_at_once_are_paid_for_where_chance_wrote():
    fallen = {f"c-{n}": 0.9 for n in range(6)} | {f"c-{n}": 1.0 for n in range(6, 108)}
    risen = eighteen("openai:x", {f"c-{n}": 0.9 for n in range(6, 108)})
    found = compare(risen, eighteen("openai:x", fallen))
    one = found.tasks["task-0"]["says.v1"]
    assert one.p < 0.05 < one.adjusted and found.mark("task-0") == DOUBT, (
        "six of six, but of eighteen such tasks"
    )
    assert found.code == PASSED, "the other seventeen rose"


def test_a_measure_that_cannot_be_told_costs_the_others_nothing():
    names = [str(n) for n in range(12)]
    clear = difference([1.0] * 12, [0.0] * 7 + [1.0] * 5, names)
    still = difference([1.0] * 12, [1.0] * 12, names)
    one = difference([1.0] * 12, [0.0] + [1.0] * 11, names)
    paid = holm({"clear": clear, **{f"still-{n}": still for n in range(15)}, "one": one})
    assert (clear.p, clear.moved, paid["clear"].family) == (pytest.approx(2 / 2**7), 7, 1)
    assert paid["clear"].verdict == WORSE and paid["one"].verdict == UNDECIDED
    assert holm({str(n): clear for n in range(4)})["0"].verdict == UNDECIDED, (
        "four that can be told are paid for"
    )
    assert (paid["clear"].wanted, holm({str(n): clear for n in range(4)})["0"].wanted) == (6, 8)


def answers(seconds, tokens=0, count=12, text="あ", error=""):
    return [Output(f"c-{n}", 0, "", f"c-{n}", (), {}, {"text": text}, seconds + n / 100, tokens, error) for n in range(count)]  # fmt: skip


def test_seconds_tokens_and_yen_have_intervals_and_their_changes_a_verdict():
    seconds, tokens, yen = spent_of(answers(1.0, 500), price=2.0)
    assert (seconds.mean, tokens.mean, yen.mean, yen.total) == (pytest.approx(1.055), 500, 1.0, 12.0)
    assert seconds.low < seconds.mean < seconds.high and seconds.n == 12
    assert [one.name for one in spent_of(answers(1.0))] == ["秒"], "no tokens, no line of noughts"
    slower = {one.name: one for one in changes(answers(1.0, 500), answers(2.0, 400), price=2.0)}
    assert [slower[name].told for name in ("秒", "トークン", "円")] == [MORE + BUSY, LESS, LESS]
    assert slower["トークン"].share == pytest.approx(-0.2)
    assert changes(answers(1.0), answers(1.0))[0].told == EQUAL
    assert changes(answers(1.0, count=4), answers(2.0, count=4))[0].told == OPEN, "four are too few"
    assert changes(answers(1.0), answers(9.0, error="切れた")) == ()


def repeated(found, text, value):
    """Two questions asked four times: who differs is said by the arguments (a value for each repeat)."""
    outputs, scores = [], []
    for case in ("a", "b"):
        for repeat in range(4):
            given = {"text": str(text[repeat]), "trace": {"hits": [found[repeat]]}}
            outputs.append(Output(case, repeat, "", case, (), {}, given, 0.1))
            scores.append(Score(case, repeat, "says.v1", value[repeat] if case == "a" else 1.0))
    return outputs, scores


@pytest.mark.parametrize(
    ("found", "text", "which"),
    [((1, 1, 2, 2), (1, 1, 2, 2), "found"), ((1, 1, 1, 1), (1, 1, 2, 2), "written"), ((1, 1, 1, 1), (1, 1, 1, 1), "judged")],
)  # fmt: skip
def test_what_varies_is_laid_at_the_door_of_search_model_or_judge(found, text, which):
    outputs, scores = repeated(found, text, (0.0, 0.0, 1.0, 1.0))
    one = vary(outputs, scores)["says.v1"]
    assert {name for name in ("found", "written", "judged") if getattr(one, name) > 0} == {which}
    assert one.within == pytest.approx(0.125) and one.questions == pytest.approx(0.0625)
    assert (one.always, one.ever, one.repeats, one.n) == (0.5, 1.0, 4, 2)
    assert vary(outputs[:1], scores[:1]) == {}


def test_reports_show_what_it_took_how_it_varied_and_intervals_of_groups_and_runs(tmp_path):
    store = RunStore(tmp_path)
    outputs, scores = repeated((1, 1, 2, 2), (1, 1, 2, 2), (0.0, 0.0, 1.0, 1.0))
    outputs = [replace(one, tags=("kaitou",), tokens=300) for one in outputs]
    run = store.create("drafting", {"model": "openai:x"}, seed=0, repeats=4)
    made = Table("drafting", run.digests, {"says.v1": {"a": 0.5, "b": 1.0}}, {"a": "a", "b": "b"}, {"a": ("kaitou",), "b": ("kaitou",)})  # fmt: skip
    text = run_markdown(run, made, {}, tuple(outputs), scores, price=3.0)
    assert (
        "| トークン | 300 |" in text
        and "| 円 | 0.9 |" in text
        and "検索による揺れ" in text
        and "| 50% | 100% | 2×4 |" in text
    )
    told = run_json(run, made, scores, outputs, price=3.0)
    assert [one["name"] for one in told["took"]] == ["秒", "トークン", "円"]
    assert told["variation"]["says"]["found"] == pytest.approx(0.125)
    other = Run("z", "drafting", "2026-11-27T00:00:00+00:00", {"model": "none"})
    html = page(run, made, outputs, scores, {}, trend=[(other, made), (run, made)], against=("前", compare(made, made, margins=Margins()), {one.case: one for one in outputs}), price=3.0)  # fmt: skip
    one = made.estimates()["says.v1"]
    assert one.low < 0 and one.high > 1, "a page shows no value that no score can have"
    low, high = 0.0, 1.0
    assert f"0.75（2）{low:.2f}〜{high:.2f}" in html, "a group has its interval"
    assert html.count(f"0.750 {low:.2f}〜{high:.2f}") == 2 and "<polygon" in html, (
        "so has every run of the trend"
    )
    assert "前 との違い" in html and "繰り返したときの揺れ" in html
    assert all(SCORERS[name].asks for name in made.values)


def test_scores_made_by_several_processes_are_those_of_one_in_the_same_order():
    outputs = [replace(one, output={"text": f"手数料は{n}円です[1]。", "status": "ok", "citations": [{"number": 1, "quote": "", "kind": "", "label": "", "source": "手数料は7円とする。"}]}) for n, one in enumerate(answers(0.1, count=80))]  # fmt: skip
    names = ("status.v1", "numbers_cited.v3", "style.v1", "personal.v1")
    made = score_many(outputs, names, processes=2)
    assert made == score_outputs(outputs, names)
    assert [one.value for one in made if one.scorer == "numbers_cited.v3"][6:9] == [0.0, 1.0, 0.0]


def test_proofs_are_kept_with_the_run_and_made_anew_when_the_outputs_change(tmp_path):
    store = RunStore(tmp_path)
    run = store.create("drafting", {}, seed=0, repeats=1)
    for one in answers(0.1, text="手数料は300円です。"):
        store.add(
            run,
            replace(one, input={"says": ["300円"]}, output=one.output | {"status": "ok", "citations": []}),
        )
    first = proofs_of(store, run, store.outputs(run), ["says.v1"])
    assert first["says.v1"].kinds == {"言葉が落ちた": (50, 50)} and first["says.v1"].tells
    file = tmp_path / run.id / "proofs.json"
    kept = json.loads(file.read_text("utf-8"))
    kept["proofs"]["says.v1"]["kinds"]["言葉が落ちた"] = [48, 50]
    file.write_text(json.dumps(kept), "utf-8")
    again = proofs_of(store, run, store.outputs(run), ["says.v1"])["says.v1"]
    assert again.kinds == {"言葉が落ちた": (48, 50)} and not again.tells and again.blind == ("言葉が落ちた",)
    store.add(run, store.outputs(run)[0])
    assert proofs_of(store, run, store.outputs(run), ["says.v1"])["says.v1"].tells


def test_intervals_of_differences_hold_the_truth_as_often_as_they_say():
    """300 suites of 24 documents by 2 cases: 92 to 99 in 100; `python -m evals.coverage` runs 2,000 of four shapes."""
    (kind, held, count), (other, called, _) = list(
        differences(np.random.default_rng(11), 300, shapes=((24, 2),))
    )
    assert (kind, other) == ("差 24 文書×2 問", "等しいものを違うとした 24 文書×2 問")
    assert 0.92 <= held / count <= 0.99 and called / count <= 0.06


def test_how_much_a_written_run_may_fall_comes_from_its_own_repeats():
    def asked(values):
        return [
            Score(f"c{case}", at, "says.v1", value)
            for case, some in enumerate(values)
            for at, value in enumerate(some)
        ]

    assert noise(asked([[1.0], [0.0]])) == {}, "nothing was asked again"
    assert noise(asked([[1.0, 1.0], [0.0, 1.0]])) == {"says.v1": pytest.approx((0.0 + 0.5 / 2) / 2)}
    fell = Difference(-0.01, -0.04, 0.02, 100, 0.4, 0.05, 3, 1, 0.4, UNDECIDED, moved=4)
    gating = frozenset({"says.v1"})

    def held(**noisy):
        return Comparison({"says.v1": fell}, {}, (), (), (), (), gating, noise=noisy)

    steady, loose, wild = held(**{"says.v1": 1e-6}), held(**{"says.v1": 0.002}), held(**{"says.v1": 0.5})
    assert [one.allowed("says.v1") for one in (held(), steady, wild)] == [0.05, 0.02, 0.05]
    assert (
        loose.allowed("says.v1") == pytest.approx(chance_of(0.002, fell, 1))
        and 0.02 < loose.allowed("says.v1") < 0.05
    )
    spread = math.sqrt(2 * 0.002 / 100) * math.sqrt(1 + 1 / 4)
    assert loose.allowed("says.v1") == pytest.approx(spread * (1.96 + 1.645), rel=0.02)
    assert [one.code for one in (held(), steady, wild)] == [PASSED, UNSURE, PASSED]
    assert wanted(held(), "says.v1", 2) == 3 and wanted(wild, "says.v1", 2) > 100 > wanted(
        loose, "says.v1", 2
    )


def test_a_model_that_is_set_and_writes_nothing_leaves_nothing_to_chance(tmp_path):
    """Where no answer cost a token, composed drafts are held against composed ones: what fell is a fault, not chance."""
    run = RunStore(tmp_path).create("drafting", {"model": "embedded:m"}, seed=0, repeats=1)
    scores = [Score("c-1", 0, "says.v1", 0.5)]

    def one(tokens=0, error=""):
        return Output("c-1", 0, "k", "c-1", ("kaitou",), {}, {}, 0.1, tokens, error)

    assert not tabulate(run, [one()], scores).written
    assert tabulate(run, [one(), one(tokens=9)], scores).written
    assert tabulate(run, [one(error="文章モデルが答えません。")], scores).written
    idle = tabulate(run, [one()], scores)
    accept(idle, tmp_path)
    kept = baseline("drafting", tmp_path)
    assert not kept.written and kept.digests["model"] == "embedded:m"
    assert compare(kept, idle).exact and compare(eighteen("none", {}), idle).exact
    assert not compare(eighteen("embedded:m", {}), idle).exact


def test_groups_and_measures_are_told_in_words():
    """Every group of the packaged suites has a name; so has what got worse in one of them."""
    files = [file for file in FOLDER.glob("*.jsonl") if file.stem not in ("labels", "checks")]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    groups = {tag for row in rows for tag in (row.get("kind", ""), *row.get("tags", ())) if tag.isascii()}
    assert {one for one in groups if one and task_name(one) == one} == set()
    assert (task_name("emergency"), task_name("kaitou"), task_name("時点")) == (
        "緊急",
        "住民等からの質問への回答案",
        "時点",
    )
    assert measure_in_words("hit@1.v1@時点") == "先頭が正しい一節（時点）"
    assert measure_in_words("numbers_cited.v3") == "出典の番号が付いた文の数字が、その出典か入力にある"
    assert measure_in_words("says.v1@kaitou") == "なければならない言葉がある（住民等からの質問への回答案）"
