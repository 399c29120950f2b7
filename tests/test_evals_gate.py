"""The gate on the real product: an identical rebuild passes, a regression of each kind is caught and its cause is named."""

import dataclasses
from pathlib import Path

import pytest

from evals.acceptance import baseline
from evals.comparison import BAD, FAILED, PASSED, compare
from evals.margins import load_margins
from evals.proofs import prove
from evals.runner import run_cases
from evals.suites.suites import chosen, open_suite, shared_out

ROOT = Path(__file__).resolve().parent.parent


def held(old, new):
    return compare(old.table, new.table, proofs=prove(new.outputs, new.table.values, each=12))


@pytest.fixture(scope="module")
def before(midori):
    return run_cases("midori", midori)


@pytest.mark.slow
def test_an_identical_rebuild_passes(midori, before):
    found = held(before, run_cases("midori", midori))
    assert found.code == PASSED and not found.changed
    assert {"hit@1.v1", "hit@5.v1", "in_force.v1", "answers.v1", "abstains.v1"} <= found.gating


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suite", "most", "least"),
    [
        ("midori", 0, 300),
        ("answering", 0, 48),
        ("abstention", 0, 120),
        ("drafting", 36, 33),
        ("residents", 60, 50),
        ("rewriting", 0, 48),
        ("personal", 0, 250),
    ],
)
def test_the_deterministic_pair_keeps_its_baseline(midori, before, suite, most, least):
    """The gate of continuous integration: the real embedding model and extractive.v1 against what was accepted."""
    opened = open_suite(suite, office=midori)
    some = shared_out(opened, most) if most else opened
    report = before if suite == "midori" else run_cases(suite, midori, suite=some)
    accepted = baseline(suite).only({one.id for one in some.cases})
    found = compare(
        accepted,
        report.table,
        proofs=prove(report.outputs, report.table.values, each=12),
        margins=load_margins(suite),
    )
    assert len(accepted.cases) >= least
    told = f"`shitagaki eval run {suite}` と `eval compare {suite}` で問いごとに見て、良ければ `eval accept {suite}`"
    assert found.code != FAILED, (found.lost(), found.gone, found.suspects, told)
    assert found.exact, "without a model nothing in it is chance"


@pytest.mark.slow
def test_a_search_that_reads_one_hit_is_caught(midori, before):
    found = held(before, run_cases("midori", midori, suite=open_suite("midori", k=1)))
    assert found.code == FAILED and found.measures["hit@5.v1"].verdict == "worse"
    assert found.measures["hit@1.v1"].verdict == "same"


@pytest.mark.slow
def test_an_index_that_holds_only_an_old_revision_is_caught(midori, tmp_path):
    from app.wire import Office
    from ingest.ingestion import ingest

    stale = Office(dataclasses.replace(midori.settings, home=tmp_path))
    ingest([ROOT / "corpus/reiki/tesuryo_jorei_20240301.txt"], index=stale.index)
    found = held(run_cases("answering", midori), run_cases("answering", stale))
    assert found.code == FAILED and found.suspects[0].startswith("索引")
    assert found.measures["hit@5.v1"].worse >= 20


@pytest.mark.slow
def test_templates_that_drop_a_section_are_caught_task_by_task(midori):
    suite = open_suite("drafting")
    some = dataclasses.replace(suite, scorers=("sections.v1",), cases=chosen(suite, tags=["manual"]))
    office = _Cut(midori)
    old, new = run_cases("drafting", midori, suite=some), run_cases("drafting", office, suite=some)
    found = held(old, new)
    assert found.code == FAILED and found.measures["sections.v1"].verdict == "worse"
    assert found.mark("manual") == BAD


class _Cut:
    """The office with templates that have lost their headed sections."""

    def __init__(self, office):
        self.index, self.writer, self.viewer = office.index, office.writer, office.viewer
        self.settings, self.folder = office.settings, office.folder
        cut = {
            name: dataclasses.replace(one, sections=tuple(each for each in one.sections if not each.title))
            for name, one in office.prompts.templates.items()
        }
        self.prompts = dataclasses.replace(office.prompts, templates=cut)
