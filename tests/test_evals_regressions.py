"""A worse model, a dropped rule and a worse embedder are caught by the gate, each on the real product; the same again is not."""

import dataclasses
import random
import re
import shutil
from pathlib import Path

import pytest

from app.models.llm import open_writer
from app.tasks.template_file import load_prompts
from evals.comparison import FAILED, compare
from evals.drawn import pool
from evals.proofs import prove
from evals.runner import run_cases
from evals.suites.suites import open_suite, shared_out
from ingest.index import Index
from tests.openai_server import serving

ROOT = Path(__file__).resolve().parent.parent
SEEN = (
    "facts.v1",
    "numbers_cited.v3",
    "citation_marks.v1",
    "citation_recall.v2",
    "says.v1",
    "silent.v1",
    "status.v1",
)
TASKS = 18


def obedient(messages):
    """Writes the first sentence of the first source, as far as it has been told to: with its mark, with its own figures."""
    told, asked = messages[0]["content"], messages[-1]["content"]
    found = re.search(r"\[(\d+)\] [^：\n]*：([^\n]*)", asked)
    if not found:
        return "　担当課に確かめてください。"
    words = next(
        (one for one in re.split(r"(?<=。)", found[2]) if one.endswith("。") and 12 < len(one) < 200), ""
    )
    words = re.sub(r"^.*[／|]", "", words).strip() or "次のとおりです。"
    words = words if "数字、日付、金額" in told else f"費用は{len(found[2]) + 7}万8,531円です。"
    mark = f"[{found[1]}]" if "資料の番号を" in told else ""
    return f"　{words.rstrip('。')}{mark}。"


def inventive(messages):
    """A worse model: it says figures that no source has."""
    return "　費用は93万8,531円で、令和3年2月17日に、延べ6,482人が利用しました。"


class Written:
    """The office with another model, or other prompts."""

    def __init__(self, office, writer, prompts=None):
        self.index, self.viewer, self.settings = office.index, office.viewer, office.settings
        self.folder = office.folder
        self.writer, self.prompts = writer, prompts or office.prompts


def report(midori, answer, prompts=None):
    suite = shared_out(open_suite("drafting", office=midori), TASKS)
    suite = dataclasses.replace(suite, scorers=SEEN)
    with serving(answer) as server:
        office = Written(midori, open_writer(server.spec("m"), models=Path()), prompts)
        return run_cases("drafting", office, suite=suite)


def held(old, new):
    return compare(old.table, new.table, proofs=prove(new.outputs, new.table.values, each=12))


@pytest.fixture(scope="module")
def good(midori):
    return report(midori, obedient)


@pytest.mark.slow
def test_a_worse_model_is_caught(midori, good):
    found = held(good, report(midori, inventive))
    assert found.code == FAILED and not found.exact
    assert found.measures["facts.v1"].verdict == "worse", found.measures["facts.v1"]


@pytest.mark.slow
def test_prompts_that_drop_a_rule_are_caught_and_named(midori, good, tmp_path):
    changed = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    rules = changed / "parts/rules.md"
    kept = [line for line in rules.read_text("utf-8").splitlines(keepends=True) if not line.startswith("1.")]
    rules.write_text("".join(kept), "utf-8")
    found = held(good, report(midori, obedient, load_prompts(changed)))
    assert found.code == FAILED and found.measures["facts.v1"].verdict == "worse", found.measures["facts.v1"]


@pytest.mark.slow
def test_the_same_build_drawn_twice_is_never_worse_and_no_draft_stands_in_both(midori):
    """A sample of `python -m evals.gate_repeats`: four forms, each written twice by a writer of chance."""
    suite = shared_out(open_suite("drafting", office=midori), 4)
    drawn = pool(midori, dataclasses.replace(suite, scorers=SEEN), midori.prompts, 2, seed=3, slips=0.5)
    assert {len(drafts) for drafts in drawn.drafts.values()} == {2}
    old, new = drawn.tables(sorted(drawn.drafts), 1, random.Random(1))
    again, _ = drawn.tables(sorted(drawn.drafts), 1, random.Random(1))
    assert old == again and old.values != new.values, "another draft each"
    both = {case: {name: [one.values[name][case] for one in (old, new)] for name in old.values if case in old.values[name]} for case in drawn.drafts}  # fmt: skip
    for case, found in both.items():
        for name, pair in found.items():
            assert sorted(pair) == sorted(one[name] for one in drawn.drafts[case])
    assert compare(old, new, proofs=drawn.proofs).code != FAILED


class Deaf:
    """A worse embedder: of a question it hears the letters and not their order."""

    def __init__(self, embedder):
        self._embedder = embedder

    def __getattr__(self, name):
        return getattr(self._embedder, name)

    def embed_query(self, text):
        return self._embedder.embed_query("".join(sorted(text)))


@pytest.mark.slow
def test_a_worse_embedder_is_caught_also_where_words_find_what_meaning_does_not(midori):
    office = Written(midori, None)
    old = run_cases("answering", office)
    deaf = Deaf(midori.index.embedder)
    office.index = Index(midori.index.folder, tenant=midori.index.tenant, embedder=deaf)
    found = held(old, run_cases("answering", office))
    assert found.code == FAILED and found.exact
    assert found.measures["hit@1.v1"].worse >= 3 and "hit@1.v1" in found.lost()
    assert found.measures["documents@5.v1"].verdict == "worse", (
        "seventeen of 36 lists have more of other documents"
    )
