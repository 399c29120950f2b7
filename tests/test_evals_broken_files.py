"""Files of the evaluations broken by hand or by a disk, in a thousand ways from one seed: a sentence with file and line, never a traceback."""

import json
import random
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from app.tasks.template_file import load_prompts
from evals.acceptance import accept, baseline, floors
from evals.case import read_cases
from evals.comparison import tabulate
from evals.drafting import read_draft_cases
from evals.forms import DRAFT, SEARCH
from evals.judges import LABELS, read_labels
from evals.labels import Labels
from evals.lint import Ground, lint_file
from evals.runs import Output, RunStore, Score
from ingest.errors import ShitagakiError

CASES = Path("evals/cases")
TIMES = 150
"""Breaks of each kind of file."""
VALUES = (None, True, 0, -1, 1e999, float("nan"), "", " ", "\ud800", "\x00", "あ" * 3000, [], [[]], [None], {}, {"": {}}, 10**400)  # fmt: skip
RAW = (b"\xff\xfe", b"\x80", b"[" * 30_000, b"{", b"null", b"[]", b"3", b'"a"', b"{}", b"\xef\xbb\xbf", b'{"id": 1, "id": 2}', b"NaN", "{\u2028}".encode())  # fmt: skip


def broken(whole: bytes, draw: random.Random) -> bytes:
    """The file with one line cut, filled with rubbish, or with a value, a name or the line itself replaced."""
    lines = whole.rstrip(b"\n").split(b"\n")
    at = draw.randrange(len(lines))
    line = lines[at]
    how = draw.randrange(6)
    if how == 0:
        lines[at] = line[: draw.randrange(len(line) + 1)]
    elif how == 1:
        lines[at] = draw.choice(RAW)
    elif how == 2:
        place = draw.randrange(len(line) + 1)
        lines[at] = line[:place] + draw.choice(RAW) + line[place:]
    elif how == 3 and len(lines) > 1:
        lines[at] = draw.choice(lines)
    else:
        lines[at] = replaced(line, draw, rename=how == 4)
    return b"\n".join(lines) + b"\n"


def replaced(line: bytes, draw: random.Random, *, rename: bool) -> bytes:
    try:
        row = json.loads(line)
    except ValueError:
        return b'{"id"'  # of a file of one object, a line is none
    name = draw.choice(sorted(row))
    value = row.pop(name)
    if rename:
        row[draw.choice((name + "s", "", "\ud800", "__class__"))] = value
    else:
        row[name] = draw.choice(VALUES)
    return json.dumps(row).encode()


def told(read, file: Path, whole: bytes, seed: str, *, line: bool = True) -> tuple[int, int]:
    """Break the file TIMES over: (how often it was read all the same, how often refused); anything else fails."""
    draw, read_, refused = random.Random(seed), 0, 0
    for _ in range(TIMES):
        given = broken(whole, draw)
        file.write_bytes(given)
        try:
            json.dumps(str(read()), ensure_ascii=True)
            read_ += 1
        except ShitagakiError as error:
            refused += 1
            said = str(error)
            assert file.stem in said and (not line or re.search(r"\d+ 行目", said)), (said, given[:200])
            assert len(said) < 2000 and re.search("[ぁ-ん]", said)
    return read_, refused


def head(name: str, count: int = 5) -> bytes:
    return b"\n".join((CASES / name).read_bytes().split(b"\n")[:count]) + b"\n"


@pytest.mark.parametrize("suite", ["midori", "drafting"])
def test_case_lines(tmp_path, suite):
    file = tmp_path / f"{suite}.jsonl"
    read = (lambda: read_draft_cases(file)) if suite == "drafting" else (lambda: read_cases(suite, tmp_path))
    whole = head(f"{suite}.jsonl")
    file.write_bytes(whole)
    assert len(read()) == 5
    read_, refused = told(read, file, whole, suite)
    assert refused > TIMES / 2 and read_ > 5


@pytest.mark.parametrize("suite", ["midori", "drafting"])
def test_the_lint_complains_and_never_fails(tmp_path, suite):
    file, ground, draw, complained = (
        tmp_path / f"{suite}.jsonl",
        Ground(load_prompts(Path("prompts"))),
        random.Random(1),
        0,
    )
    for _ in range(TIMES):
        file.write_bytes(broken(head(f"{suite}.jsonl"), draw))
        found = lint_file(file, ground, form=DRAFT if suite == "drafting" else SEARCH)
        assert all(1 <= one.line <= 5 and one.message for one in found)
        complained += bool(found)
    assert complained > TIMES / 2


def test_labels_that_come_along_and_those_of_the_page(tmp_path):
    file = tmp_path / "labels.jsonl"
    whole = b"\n".join(LABELS.read_bytes().split(b"\n")[:5]) + b"\n"
    assert told(lambda: read_labels(file), file, whole, "labels")[1] > TIMES / 3
    own = Labels(tmp_path / "own.jsonl")
    for case in "abcde":
        own.add(by="", run="r", other="", case=case, value="good", reason="")
    assert told(own.all, own.file, own.file.read_bytes(), "own")[1] > TIMES / 3


def kept(folder: Path):
    store = RunStore(folder)
    run = store.create("midori", {"index": "a"}, seed=0, repeats=1)
    for case in "abcde":
        store.add(run, Output(case, 0, "key", case, ("t",), {"query": "問"}, {"hits": []}, 0.5))
    store.score(run, [Score(case, 0, "hit@1.v1", 1.0) for case in "abcde"])
    return store, run


@pytest.mark.parametrize("name", ["outputs.jsonl", "scores.jsonl", "run.json"])
def test_kept_outputs_scores_and_runs(tmp_path, name):
    store, run = kept(tmp_path)
    file = tmp_path / run.id / name

    def read():
        found = store.find(run.id)
        return asdict(tabulate(found, store.outputs(found), store.scores(found)))

    whole = file.read_bytes()
    if name == "run.json":
        whole = json.dumps(json.loads(whole)).encode()  # one line, so that its values are broken too
    read_, refused = told(read, file, whole, name, line=False)
    assert refused > TIMES / 6 and (read_ > 5 or name == "run.json")


def test_baselines(tmp_path):
    store, run = kept(tmp_path / "runs")
    file = accept(tabulate(run, store.outputs(run), store.scores(run)), tmp_path)
    whole = json.dumps(json.loads(file.read_bytes())).encode()

    def read():
        return baseline("midori", tmp_path), floors("midori", tmp_path)

    assert told(read, file, whole, "one line", line=False)[1] > TIMES / 2
    lines = json.dumps(json.loads(whole), indent=1).encode()
    assert told(read, file, lines, "many", line=False)[1] > TIMES / 3
    file.write_bytes(lines.replace(b'"index": "a"', b'"index": a'))
    with pytest.raises(ShitagakiError, match=r"midori\.json の \d+ 行目"):
        read()


def test_a_score_outside_0_to_1_is_named_with_its_line(tmp_path):
    store, run = kept(tmp_path)
    file = tmp_path / run.id / "scores.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("1.0", "1.5", 1), encoding="utf-8")
    with pytest.raises(ShitagakiError, match=r"scores\.jsonl の 1 行目の「value」は、0 から 1"):
        store.scores(run)
