"""Runs kept, taken up again, scored anew; differences that are told and those that cannot be; scorers that prove themselves."""

import json
import math
import random
from dataclasses import asdict, replace

import numpy as np
import pytest

from evals.acceptance import accept, baseline, floors
from evals.asking import ask
from evals.comparison import BAD, FAILED, OK, PASSED, UNSURE, compare, tabulate
from evals.margins import Margins
from evals.page import page
from evals.plants.faults import FAULTS
from evals.proofs import Proof, prove
from evals.reading import comparison_markdown, run_markdown, scores_csv
from evals.runs import Output, RunStore, Score
from evals.scorers import JUDGES, RETIRED, SCORERS, score_outputs, scorer
from evals.scorers.texts import suite_name
from evals.scoring import spread
from evals.statistics import BETTER, SAME, UNDECIDED, WORSE, difference, estimate, holm, mcnemar
from evals.suites.scored import DRAFTED, SEARCHED
from evals.suites.suites import Asked
from evals.watching import DONE, RUNNING, Progress, state_of
from ingest.errors import SettingError, ShitagakiError
from tests.browser import chromium
from tests.widget_page import axe

TEXT = "手数料は、1通につき300円です[1]。令和8年4月1日から受け付けます[1]。\n窓口で申請してください[2]。"
CITATIONS = [
    {"number": 1, "quote": "1通につき300円", "kind": "条例", "source": "手数料は、1通につき300円とする。令和8年4月1日から受け付けます。", "label": "条例第2条"},
    {"number": 2, "quote": "", "kind": "FAQ", "source": "窓口で申請してください。", "label": "FAQ"},
]  # fmt: skip


def drafted(case="d-1", **changed):
    output = {
        "text": TEXT,
        "status": "ok",
        "citations": CITATIONS,
        "facts": [],
        "findings": [],
        "values": {},
        "told": [],
    }
    given = {"task": "kaitou", "says": ["300円"], "silent": ["500円"], "kinds": ["条例"], "status": ["ok"]}
    return Output(case, 0, case, "kaitou", ("kaitou",), given, output | changed)


def searched(case="s-1", gold=("a#a1",), ids=("a#a1", "b#a1"), confident=True, **more):
    hits = [
        {"id": each, "rank": n, "title": each, "label": "", "text": "文", "from": "", "to": ""}
        for n, each in enumerate(ids, 1)
    ]
    given = {"query": "問い", "gold": list(gold), "quote": "", "as_of": "2026-04-01", "tags": []} | more
    return Output(case, 0, case, case, ("市民",), given, {"hits": hits, "confident": confident})


def scored(outputs):
    names = SEARCHED if "hits" in outputs[0].output else DRAFTED
    return {one.scorer: one.value for one in score_outputs(outputs, names) if one.value is not None}


# ---- the store


def test_a_run_is_written_as_it_goes_and_a_torn_line_costs_only_itself(tmp_path):
    store = RunStore(tmp_path)
    run = store.create("answering", {"index": "x"}, seed=3, repeats=1)
    store.add(run, searched("a"))
    store.add(run, searched("b"))
    with (tmp_path / run.id / "outputs.jsonl").open("a") as file:
        file.write('{"case": "c", "rep')
    assert [one.case for one in store.outputs(run)] == ["a", "b"]
    assert store.find("answering") == store.find(run.id) == run
    with pytest.raises(ShitagakiError, match="nai"):
        store.find("nai")


def asked(case, answers):
    def run(office):
        answers.append(case)
        return dict(searched(case).output), 7

    return Asked(case, case, (), searched(case).input, run)


def test_a_stopped_run_goes_on_and_equal_questions_are_not_asked_twice(tmp_path):
    store, answers = RunStore(tmp_path), []
    cases = tuple(asked(case, answers) for case in "abc")
    run = store.create("answering", {"index": "1"}, seed=0, repeats=1)
    ask(run, cases[:1], None, store)
    outputs = ask(run, cases, None, store)
    assert answers == ["a", "b", "c"] and [one.tokens for one in outputs] == [7, 7, 7]
    again = store.create("answering", {"index": "1"}, seed=0, repeats=1)
    ask(again, cases, None, store)
    assert answers == ["a", "b", "c"], "everything is known"
    other = store.create("answering", {"index": "2"}, seed=0, repeats=1)
    ask(other, cases, None, store)
    assert len(answers) == 6, "another index, asked anew"
    twice = store.create("answering", {"index": "2"}, seed=0, repeats=2)
    assert len(ask(twice, cases, None, store)) == 6 and len(answers) == 12


def test_a_question_that_fails_is_kept_with_its_reason_and_scores_nothing(tmp_path):
    def fails(office):
        raise ShitagakiError("モデルが答えません。")

    store = RunStore(tmp_path)
    run = store.create("answering", {}, seed=0, repeats=1)
    (one,) = ask(run, (Asked("a", "a", (), {}, fails),), None, store)
    assert one.error == "モデルが答えません。"
    assert score_outputs([one], ["hit@1.v1"]) == [Score("a", 0, "hit@1.v1", 0.0, "モデルが答えません。")]


# ---- statistics


def test_intervals_hold_the_truth_as_often_as_they_say():
    """400 suites of 60 cases in 20 clusters: the 95% interval covers the mean 90 to 98 times in 100."""
    draw = np.random.default_rng(5)
    covered = 0
    for trial in range(400):
        shift = np.repeat(draw.normal(0, 0.2, 20), 3)
        values = 0.5 + shift + draw.normal(0, 0.2, 60)
        one = estimate(list(values), [str(n // 3) for n in range(60)], seed=trial)
        covered += one.low <= 0.5 <= one.high
    assert 0.90 <= covered / 400 <= 0.98


def test_alike_cases_count_as_one():
    values = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    apart = estimate(values, list("abcdef"))
    together = estimate(values, list("aaabbb"))
    assert together.high - together.low > apart.high - apart.low and together.clusters == 2
    assert math.isnan(estimate([], []).mean)


def test_no_winner_is_named_inside_the_noise():
    names = [str(n) for n in range(60)]
    zeros = [0.0] * 60
    clear = difference(zeros, [1.0] * 30 + zeros[:30], names)
    assert clear.verdict == BETTER and clear.better == 30 and clear.low > 0
    assert difference([1.0] * 60, [0.0] * 20 + [1.0] * 40, names).verdict == WORSE
    small = difference(zeros, [1.0, 1.0] + zeros[:58], names)
    assert small.verdict == UNDECIDED and small.seen > small.mean > 0
    assert difference(zeros, zeros, names).verdict == SAME
    assert difference(zeros, [1e-9] * 60, names).verdict == SAME


def test_chance_alone_is_rarely_called_a_difference():
    """Of 200 pairs of equal systems at most 14 are called different (5% and its noise)."""
    draw = random.Random(1)
    names = [str(n) for n in range(40)]
    called = 0
    for trial in range(200):
        old, new = ([float(draw.random() < 0.8) for _ in names] for _ in range(2))
        called += difference(old, new, names, seed=trial).verdict in (WORSE, BETTER)
    assert called <= 14


def test_several_measures_are_paid_for_and_exact_pairs_counted():
    names = [str(n) for n in range(12)]
    one = difference([0.0] * 12, [1.0] * 6 + [0.0] * 6, names)
    assert one.p == 0.03125 and one.verdict == BETTER
    assert holm({str(n): one for n in range(3)})["0"].verdict == UNDECIDED
    assert (mcnemar(4, 0), mcnemar(0, 0), mcnemar(5, 5)) == (0.125, 1.0, 1.0)


# ---- scorers


def test_the_scorers_of_a_search():
    assert scored([searched()])["hit@1.v1"] == 1 and "abstains.v1" not in scored([searched()])
    late = scored([searched(ids=("b#a1", "c#1", "a#a1p1"))])
    assert (late["hit@1.v1"], late["hit@5.v1"], late["mrr@10.v1"], late["document.v1"]) == (
        0,
        1,
        pytest.approx(1 / 3),
        0,
    )
    told = [
        [
            SCORERS[name].judge(one.input, one.output)[1].partition("。")[0]
            for name in ("hit@1.v1", "hit@5.v1")
        ]
        for one in (searched(ids=("b#a1", "c#1", "a#a1p1")), searched(ids=("b#a1", "c#1")))
    ]
    assert told == [["正解は 3 番目", ""], ["正解は見付かった中にない", "正解は見付かった中にない"]]
    both = searched(gold=("a#a1", "b#a1"), tags=["multi"], ids=("a#a1", "x#1", "x#2", "x#3", "x#4", "b#a1"))
    assert (scored([both])["hit@5.v1"], scored([both])["recall@10.v1"]) == (0, 1)
    assert scored([searched(gold=(), confident=True)]) == {"abstains.v1": 0, "in_force.v1": 1}
    stale = searched()
    stale.output["hits"][1]["to"] = "2026-03-31"
    assert scored([stale])["in_force.v1"] == 0


def test_the_scorers_of_a_text_with_citations():
    good = scored([drafted()])
    assert all(
        good[name] == 1
        for name in ("says.v1", "silent.v1", "cites.v1", "quotes.v1", "numbers_cited.v3", "links.v1")
    )
    assert scored([drafted(text=TEXT.replace("300円です", "350円です"))])[
        "numbers_cited.v3"
    ] == pytest.approx(2 / 3)
    assert scored([drafted(text=TEXT.replace("[2]", "［２］"))])["citation_marks.v1"] == 1
    assert scored([drafted(text=TEXT + "【7】")])["citation_marks.v1"] == 0
    assert scored([drafted(text=TEXT + "\n[詳しく](https://evil.example/)")])["links.v1"] == 0
    assert scored([drafted(text=TEXT + "\n電話は090-1234-5678です。")])["personal.v1"] == 0
    with pytest.raises(SettingError, match=r"says\.v1"):
        scorer("nai")


def test_every_scorer_has_a_fault_that_it_must_see():
    assert set(FAULTS) == set(SCORERS) - set(JUDGES) - set(RETIRED), (
        "what a judge by a model sees is told by people's labels"
    )


def numbers_cited(text, label="みどり市役所庁舎清掃業務委託仕様書　11 秘密保持・12 再委託"):
    cited = {"number": 1, "quote": "", "kind": "", "label": label, "source": "請求書を受け取った日から30日以内に支払う。"}  # fmt: skip
    given = {"text": text, "status": "ok", "citations": [cited]}
    return SCORERS["numbers_cited.v3"].judge({}, given)


def test_a_figure_may_stand_in_the_headings_of_its_source_and_a_mark_is_for_its_sentence_or_its_row():
    named = "・みどり市役所庁舎清掃業務委託仕様書　11 秘密保持・12 再委託[1]"
    assert numbers_cited(named) == (1.0, "")
    assert numbers_cited(named.replace("12 再", "13 再")) == (0.5, "出典にない 13")
    assert numbers_cited(named, label="") == (0.0, "出典にない 11、出典にない 12")
    two = "委託料は、契約金額を36で除した額を毎月支払う。請求書を受け取った日から30日以内に支払う[1]。"
    assert numbers_cited(two) == (1.0, "")
    assert numbers_cited(two.replace("30日", "40日")) == (0.0, "出典にない 40日")
    assert numbers_cited("つり看板 | 横9.0メートル、縦0.9メートル。30日以内に支払う[1]。") == (
        1 / 3,
        "出典にない 9.0メートル、出典にない 0.9メートル",
    )


def test_a_right_passage_that_comes_late_is_out_of_what_a_prompt_has_room_for():
    """Of ten short hits, all read, the one right document was one of ten before the plant and after it."""
    short = searched("s-1", ids=("a#a1", *(f"b#a{n}" for n in range(1, 10))))
    proof = prove([short], ["f2.v1"])["f2.v1"]
    assert proof.kinds["正しい一節が後ろ"] == (50, 50) and proof.tells


def test_scorers_prove_themselves_and_a_blind_one_is_told(monkeypatch):
    outputs = [drafted(f"d-{n}") for n in range(5)]
    proofs = prove(
        outputs, ["says.v1", "quotes.v1", "numbers_cited.v3", "personal.v1", "cites.v1", "status.v1"]
    )
    assert all(one.tells and one.planted >= 5 and not one.false for one in proofs.values()), proofs
    blind = replace(SCORERS["says.v1"], judge=lambda case, given: (1.0, ""))
    monkeypatch.setitem(SCORERS, "says.v1", blind)
    (proof,) = prove(outputs, ["says.v1"]).values()
    assert not proof.tells and proof.caught == 0 and proof.missed


def test_proofs_are_the_same_whoever_scored_and_however_many_processes_there_are():
    outputs, names = [drafted(f"d-{n}") for n in range(5)], ["says.v1", "numbers_cited.v3", "cites.v1"]
    alone = prove(outputs, names)
    assert {name: (one.caught, one.planted) for name, one in alone.items()} == {
        "says.v1": (50, 50),
        "numbers_cited.v3": (200, 200),
        "cites.v1": (50, 50),
    }
    assert prove(outputs, names, scores=score_outputs(outputs, names)) == alone
    assert spread(lambda number: number * number, range(5), processes=2) == [0, 1, 4, 9, 16]
    assert spread(lambda number: number + 1, [7], processes=2) == [8]


# ---- comparing, accepting, showing


def table_of(tmp_path, outputs, digests=None):
    store = RunStore(tmp_path)
    run = store.create("answering", digests or {"index": "1"}, seed=0, repeats=1)
    scores = score_outputs(outputs, ["hit@1.v1", "hit@5.v1", "answers.v1"])
    store.score(run, scores)
    return run, tabulate(run, outputs, scores), scores


def many(wrong, count=40, tokens=0):
    found = [searched(f"s-{n}", ids=("b#a1",) if n < wrong else ("a#a1",)) for n in range(count)]
    return [replace(one, tokens=tokens) for one in found]


def test_a_regression_fails_a_rebuild_passes_and_a_small_one_is_left_open(tmp_path):
    _, old, _ = table_of(tmp_path, many(0))
    same = compare(old, table_of(tmp_path, many(0))[1])
    assert same.code == PASSED and same.mark("市民") == OK and not same.changed
    bad = compare(old, table_of(tmp_path, many(15), {"index": "2"})[1])
    assert bad.code == FAILED and bad.mark("市民") == BAD and bad.suspects == ("索引（文書）（1 → 2）",)
    assert bad.changed[0][1:] == ("hit@1.v1", 1.0, 0.0) and len(bad.changed) == 30
    assert compare(old, table_of(tmp_path, many(2, tokens=9))[1]).code == UNSURE
    assert compare(old, table_of(tmp_path, many(2))[1]).code == FAILED, "nothing was written by a model"
    assert compare(table_of(tmp_path, many(2))[1], old).code == PASSED
    told = comparison_markdown(bad, against="基準")
    assert "悪化" in told and "索引（文書）（1 → 2）" in told and "| 市民 | NG |" in told
    gone = compare(old, table_of(tmp_path, many(0, 39))[1])
    assert gone.code == FAILED and gone.gone == ("s-39",)
    proofs = prove(many(0), ["hit@1.v1"]) | {"hit@5.v1": Proof(0, 40, 0, 40)}
    assert compare(old, old, proofs=proofs).gating == {"hit@1.v1", "answers.v1"}, (
        "a blind scorer decides nothing"
    )


def test_a_baseline_is_a_file_to_review_and_keeps_its_floors(tmp_path):
    (tmp_path / "answering.json").write_text(json.dumps({"floors": {"hit@1": 0.7}}))
    _, table, _ = table_of(tmp_path, many(3))
    accept(table, tmp_path)
    assert floors("answering", tmp_path) == {"hit@1": 0.7}
    back = baseline("answering", tmp_path)
    assert back.values == {name: dict(values) for name, values in table.values.items()}
    assert compare(back, table).code == PASSED
    first = (tmp_path / "answering.json").read_bytes()
    accept(table, tmp_path)
    assert (tmp_path / "answering.json").read_bytes() == first
    with pytest.raises(ShitagakiError, match="eval accept midori"):
        baseline("midori", tmp_path)


def test_the_report_is_one_file_the_same_every_time_and_text_is_never_markup(tmp_path):
    evil = drafted("<img src=x onerror=alert(1)>", text=TEXT + "<script>alert(1)</script>")
    outputs = [evil, drafted("d-2")]
    store = RunStore(tmp_path)
    run = store.create("drafting", {"index": "1"}, seed=0, repeats=1)
    scores = score_outputs(outputs, ["says.v1", "links.v1"])
    table = tabulate(run, outputs, scores)
    proofs = prove(outputs, table.values)
    made = page(run, table, outputs, scores, proofs, against=("基準", compare(table, table), {}))
    assert made == page(run, table, outputs, scores, proofs, against=("基準", compare(table, table), {}))
    assert (
        "<img" not in made
        and made.count("<script>") == 1
        and "http://" not in made
        and "src=" not in made.split("<main>")[0]
    )
    assert "<h1>下書きの評価</h1>" in made and suite_name("shiomi") == "shiomi"
    assert "見分けられる差" in made and "says.v1" in run_markdown(run, table, proofs, tuple(outputs))
    assert scores_csv(scores).splitlines()[0] == "case,repeat,scorer,value,reason"
    evil = scores_csv([Score("=cmd()", 0, "says.v1", 0.0, "+1")]).splitlines()[1]
    assert evil == "'=cmd(),0,says.v1,0.0,'+1", "a spreadsheet takes nothing of it for a formula"


def report(tmp_path):
    """A run of two drafts against one before it, the text of one changed, the trend of both."""
    store = RunStore(tmp_path)
    sides = []
    for number in (1, 2):
        text = TEXT if number == 1 else TEXT.replace("300円", "400円")
        fact = {
            "text": TEXT[:2],
            "kind": "数",
            "state": "unsupported",
            "start": 0,
            "end": 2,
            "evidence": "ない",
        }
        outputs = [replace(drafted("d-1", text=text), tags=("mail",)), drafted("d-2")]
        outputs[0] = replace(outputs[0], output={**outputs[0].output, "facts": [fact]})
        run = store.create("drafting", {"index": str(number)}, seed=0, repeats=1)
        scores = score_outputs(outputs, ["says.v1", "personal.v1"])
        sides.append((run, outputs, scores, tabulate(run, outputs, scores)))
    (first, before, _, old), (run, outputs, scores, table) = sides
    against = (first.id, compare(old, table), {one.case: one for one in before})
    return page(run, table, outputs, scores, {}, trend=[(first, old), (run, table)], against=against)


def test_a_case_stands_beside_what_it_was_and_its_facts_are_marked_by_more_than_colour(tmp_path):
    made = report(tmp_path)
    assert made.count('class="sides"') == 1, "only the text that changed"
    before, now = made.split('class="sides"')[1].split("<h4>今</h4>")
    assert "300円" in before.split("<del>")[1].split("</del>")[0] and "400円" in now.split("<ins>")[1].split("</ins>")[0]  # fmt: skip
    assert 'class="fact unsupported" title="根拠なし：ない"' in made and "polyline" in made


@pytest.mark.slow
def test_the_report_opens_without_a_network_at_the_case_of_its_address_and_filters(tmp_path):
    file = tmp_path / "report.html"
    file.write_text(report(tmp_path / "runs"), encoding="utf-8")
    with chromium() as browser:
        context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
        shown, said = context.new_page(), []
        shown.on("pageerror", lambda error: said.append(str(error)))
        shown.goto(f"{file.as_uri()}#d-2")
        assert shown.locator("details.case[open]").get_attribute("id") == "d-2"
        shown.fill("#q", "400円")
        assert shown.inner_text("#t") == "1 件"
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390 and said == []
        assert axe(shown) == []


def test_the_repeats_of_a_case_stand_each_with_their_own_scores_and_place(tmp_path):
    outputs = [drafted("d-1"), replace(drafted("d-1", text="ほかの文。"), repeat=1)]
    run = RunStore(tmp_path).create("drafting", {}, seed=0, repeats=2)
    scores = score_outputs(outputs, ["says.v1"])
    first, second = page(run, tabulate(run, outputs, scores), outputs, scores, {}).split("<details")[1:]
    assert 'id="d-1" data-state=""' in first and first.count("says.v1") == 1
    assert 'id="d-1.2" data-state="bad"' in second and "（2回目）" in second and 'href="#d-1.2"' in second


def test_a_run_that_is_scored_is_done_though_its_process_asks_the_next_suite(tmp_path, monkeypatch):
    store = RunStore(tmp_path)
    run = store.create("drafting", {}, seed=0, repeats=1)
    told = Progress(1, 1, 0.0, 4321, 0.0, {})
    (tmp_path / run.id / "progress.json").write_text(json.dumps(asdict(told)), encoding="utf-8")
    monkeypatch.setattr("evals.watching.alive", lambda pid: pid == 4321)
    assert state_of(store, run) == RUNNING, "all is asked, nothing is scored yet"
    store.score(run, [])
    assert state_of(store, run) == DONE


def test_a_scorer_that_this_version_does_not_know_is_shown_and_decides_nothing(tmp_path):
    """A newer version, or another office, has written the run."""
    store, outputs = RunStore(tmp_path), [drafted("d-1"), drafted("d-2")]
    run = store.create("drafting", {}, seed=0, repeats=1)
    scores = [Score(one.case, 0, "mine.v7", 0.0, "") for one in outputs]
    table = tabulate(run, outputs, scores)
    before = tabulate(run, outputs, [replace(one, value=1.0) for one in scores])
    found = compare(before, table)
    assert found.gating == frozenset() and found.code == PASSED
    shown = page(
        run, table, outputs, scores, {}, against=("基準", found, {}), trend=[(run, before), (run, table)]
    )
    assert "この版の知らない採点" in shown
    assert "この版の知らない採点" in run_markdown(run, table, {}, tuple(outputs), scores)


def test_every_kind_of_fault_is_planted_fifty_times_and_the_rates_have_intervals(tmp_path):
    outputs = [drafted(f"d-{n}") for n in range(3)]
    (proof,) = prove(outputs, ["says.v1"]).values()
    assert (proof.caught, proof.planted) == (50, 50)
    scores = score_outputs(outputs, ["says.v1"])
    run = RunStore(tmp_path).create("drafting", {}, seed=0, repeats=1)
    told = run_markdown(run, tabulate(run, outputs, scores), {"says.v1": proof}, tuple(outputs))
    assert "50／50 [0.93, 1.00]" in told


def test_a_run_torn_while_writing_goes_on_after_the_torn_line(tmp_path):
    store = RunStore(tmp_path)
    run = store.create("answering", {}, seed=0, repeats=1)
    store.add(run, searched("a"))
    with (tmp_path / run.id / "outputs.jsonl").open("a") as file:
        file.write('{"case": "b", "rep')
    store.add(run, searched("c"))
    assert [one.case for one in store.outputs(run)] == ["a", "c"]


def test_a_task_that_lost_more_than_its_margin_fails_where_no_model_wrote(tmp_path):
    def told(model, margin=0.02, tokens=0):
        digests = {"index": "1", "model": model}
        old, new = (table_of(tmp_path, many(wrong, tokens=tokens), digests)[1] for wrong in (0, 3))
        return compare(old, new, margins=Margins(margin))

    assert told("none").code == FAILED and "hit@1.v1@市民" in told("none").lost()
    assert told("openai:x", tokens=9).code == UNSURE, "a model may have written otherwise by chance"
    assert told("openai:x").code == FAILED, "a model is set, and it wrote nothing"
    assert told("none", 0.2).lost() == ()


def test_precision_weighs_faults_and_harmless_changes_alike():
    one = Proof(caught=45, planted=50, false=15, harmless=150)
    assert (one.recall, one.precision) == (0.9, pytest.approx(0.9))
    assert Proof(250, 250, 0, 150).precision == 1.0
    assert Proof(250, 250, 0, 0).precision is None and Proof(0, 50, 0, 150).precision is None
    assert Proof(0, 0, 1, 150).recall is None
