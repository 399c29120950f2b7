"""What cannot be meant is no regression: it is told in words, with an exit code of its own, and nothing is kept of it."""

import json
import re
import shutil
from base64 import b64encode
from hashlib import sha256

import pytest

from app.cli import main
from app.wire import Office
from evals.place import place_of
from evals.runs import RunStore, Score
from evals.short_marks import fell_short
from ingest.settings import load_settings
from tests.test_evals_own_suites import DRAFTS, SEARCHES, own, small_town, written


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The home of a town with a run of each of two suites that share no question."""
    folder = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch:
        _, _, ids = small_town(folder, patch)
        for name, rows in (("port", SEARCHES), ("letters", DRAFTS)):
            assert main(["eval", "run", str(written(folder / f"{name}.jsonl", own(rows, ids)))]) == 0
        yield folder / "home"


@pytest.fixture
def two(made, tmp_path, monkeypatch, capsys):
    """The runs of such a town, each test its own copy."""
    monkeypatch.setenv("SHITAGAKI_HOME", str(shutil.copytree(made, tmp_path / "home")))
    capsys.readouterr()
    return RunStore(place_of(Office(load_settings())) / "evals" / "runs")


def test_runs_without_a_question_in_common_are_not_compared(two, capsys):
    other = two.find("letters").id
    assert main(["eval", "run", "port", "--limit", "1"]) == 0
    capsys.readouterr()
    assert main(["eval", "compare", "port", "--against", other]) == 3
    told = capsys.readouterr()
    assert "同じ問いが一つもない" in told.err and "OK" not in told.out
    assert main(["eval", "report", "port", "--against", other]) == 2
    assert "同じ問いが一つもない" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "no-such-run"),
        ("report", "no-such-run"),
        ("run", "no-such-suite"),
        ("run", "missing.jsonl"),
        ("run", "port", "--vary", "k=5"),
        ("lint", "missing"),
    ],
)
def test_what_is_not_there_is_no_regression(two, words, capsys):
    assert main(["eval", *words]) == 2
    assert len(capsys.readouterr().err.strip()) > 10


@pytest.mark.parametrize("words", [("--repeats", "0"), ("--limit", "-1"), ("--jobs", "x")])
def test_a_number_that_cannot_be_is_refused_and_nothing_is_kept(two, words, capsys):
    before = len(two.all())
    with pytest.raises(SystemExit) as left:
        main(["eval", "run", "port", *words])
    assert left.value.code == 2 and "までの数で書いてください" in capsys.readouterr().err
    assert len(two.all()) == before


def test_a_suite_of_its_own_reader_is_not_called_free_of_mistakes(two, capsys):
    from evals.case import FOLDER

    assert main(["eval", "lint", str(FOLDER / "safety.jsonl")]) == 2
    told = capsys.readouterr()
    assert "lint では見ません" in told.err and "誤りはありません" not in told.out


def test_a_run_that_was_left_is_marked_and_its_way_on_is_told(two, monkeypatch, capsys):
    def leave(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("evals.asking.ask", leave)
    assert main(["eval", "run", "port", "--fresh"]) == 1
    assert "--resume" in capsys.readouterr().err
    monkeypatch.setattr("evals.watching.alive", lambda pid: False)
    assert main(["eval", "runs"]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert "（途中）" in first and not any("（途中）" in each for each in others)


def test_the_table_of_values_shows_the_measures_of_a_search(two, capsys):
    assert main(["eval", "run", "port", "--vary", "k=1,5"]) == 0
    table = capsys.readouterr().out
    assert all(f"\n| {name} | " in table for name in ("hit@1", "ndcg@10", "recall@10", "mrr@10", "f2"))
    assert main(["eval", "run", "port", "--vary", "k=1,5"]) == 0
    assert "（1 は 3 件、5 は 3 件）" in capsys.readouterr().out, "their seconds are of the run before"
    assert main(["eval", "run", "port", "--vary", "k=1,5", "--fresh"]) == 0
    assert "使い回した" not in capsys.readouterr().out


def test_what_decides_nothing_is_counted_beside_the_questions_that_fell_short():
    scores = [Score("a", 0, "hit@1.v1", 1.0, ""), Score("a", 0, "mrr@10.v1", 0.5, ""), Score("b", 0, "mrr@10.v1", 0.2, "")]  # fmt: skip
    assert fell_short(scores) == ["", "合否に使わない採点で満点でないもの：mrr@10.v1 2 件。"]


def test_a_report_may_run_nothing_but_its_own_script(two, tmp_path):
    out = tmp_path / "r.html"
    assert main(["eval", "report", "port", "--out", str(out), "--json", str(tmp_path / "r.json")]) == 0
    text = out.read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = [b64encode(sha256(one.encode()).digest()).decode() for one in scripts]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert (
        len(digests) == 1 and f"script-src 'sha256-{digests[0]}'" in policy and "default-src 'none'" in policy
    )
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
