"""Planted errors: what is planted is what is said, the same each time; a small set is caught with floors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.checks.running import run_checks
from app.wire import Office
from evals.checks import caught, ground_of, run_checks_suite
from evals.drafts import written
from evals.plants.planting import DATED, KINDS, LEGAL, NUMERIC, plant
from ingest.ingestion import ingest
from ingest.models import prepare_embedding
from ingest.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """みどり市's papers that the written cases cite, really ingested."""
    home = tmp_path_factory.mktemp("planting")
    made = Office(load_settings({"SHITAGAKI_HOME": str(home), "SHITAGAKI_LLM": "none"}))
    prepare_embedding(made.settings.models, progress=lambda done, total, message: None)
    folder = home / "corpus"
    for name in (
        "past/kisha/marathon_r08.pdf",
        "past/kisha/natsumatsuri_r08.docx",
        "past/kisha/kakanai_madoguchi_r08.docx",
        "past/meeru/marathon_juuji_r08_11.txt",
        "past/souteimondou/r08_09_keijou_shuushi.docx",
        "past/souteimondou/r08_12_taiikukan_kuuchou.docx",
        "past/tsuuchi/houkago_jidou_r08.docx",
        "reiki/keiyaku_kisoku.txt",
        "reiki/haiki_jorei_20240401.txt",
        "reiki/haiki_jorei_20260401.html",
        "reiki/kodomo_iryo_jorei_20211020.txt",
        "reiki/kodomo_iryo_jorei_20241001.html",
        "reiki/tesuryo_jorei_20240301.txt",
        "reiki/tesuryo_jorei_20250401.txt",
    ):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "corpus" / name, target)
    shutil.copy(ROOT / "corpus" / "sources.toml", folder)
    ingest([folder], index=made.index)
    return made


@pytest.fixture(scope="module")
def drafts(office):
    return list(written(office))


def test_a_plant_says_what_it_changed_and_is_the_same_for_the_same_seed(drafts):
    subject = drafts[0].subject
    ground = ground_of(subject, run_checks(subject))
    seen = 0
    for kind in KINDS:
        made = plant(ground, kind, 3, "seed")
        assert made == plant(ground, kind, 3, "seed")
        for one in made:
            seen += 1
            assert one.text[one.start : one.end] == one.wrong != one.right
            assert one.text[: one.start] + one.right + one.text[one.end :] == ground.text
    assert seen >= 20


def test_what_is_not_changed_is_not_caught(drafts):
    subject = drafts[0].subject
    before = run_checks(subject)
    (one,) = plant(ground_of(subject, before), "数", 1, "seed")
    assert not caught(one, before, run_checks(subject))
    assert caught(one, before, run_checks(subject.with_text(one.text)))


def test_the_written_drafts_keep_the_floors(office, drafts):
    outcome = run_checks_suite(office, each=2, drafts=drafts)
    assert {case.task for case in drafts} == {"aisatsu", "souteimondou", "shiyousho", "gijiroku"}
    exact, every = outcome.groups["数字・日付・条項"], outcome.groups["全て"]
    assert every[3] >= 180 and len(outcome.caught) >= 17
    assert exact[0] >= 0.96, outcome.missed
    assert every[0] >= 0.90, outcome.missed
    assert outcome.flagged["正しい事実"][0] <= 0.02, outcome.wrongly
    assert outcome.flagged["正しい文"][0] <= 0.05, outcome.wrongly
    assert {*NUMERIC, *DATED, *LEGAL} - {"旧年"} <= set(outcome.caught)
