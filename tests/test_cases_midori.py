"""The questions about みどり市: their mix, and that every right answer stands in the corpus as the product reads it.

Knows nothing of what a search finds. SHITAGAKI_CORPUS names the folder of the corpus; without it, ``corpus/``.
"""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from evals.case import Case, read_cases
from ingest.loaders import LIMITS, load
from ingest.papers.candidates import Candidate, Defaults, document_id_of, survey
from ingest.papers.kinds import guess_kind
from ingest.splitters import split

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("SHITAGAKI_CORPUS", ROOT / "corpus"))
CASES = read_cases("midori")
ANSWERABLE = [case for case in CASES if case.gold]
NO_SOURCES = "no_sources"
AT_LEAST = {
    "resident": 45,
    "clerk": 45,
    "俗称": 15,
    "略称": 15,
    "表記ゆれ": 12,
    "誤字": 8,
    "条番号": 20,
    "時点": 20,
    "multi": 12,
    "表・図": 15,
    NO_SOURCES: 45,
}
NEVER = {
    "sensitive",
    "superseded_copy",
    "half_updated",
    "hidden_instructions",
    "personal_data",
    "staff_only",
    "mojibake",
    "empty_file",
}
"""Planned faults that spoil the whole document; of the others only the passage with the slip is no answer."""


@pytest.fixture(scope="module")
def candidates() -> dict[str, Candidate]:
    """The documents of the corpus by id, not yet read."""
    found = survey([CORPUS], embedder="none", known={}, defaults=Defaults(), limits=LIMITS)
    return {each.document_id: each for each in found.candidates}


@pytest.fixture(scope="module")
def passages(candidates: dict[str, Candidate]) -> dict[str, list[tuple[str, str]]]:
    """The passages, id and text, of every document that a gold prefix reaches, each document read once."""
    wanted = {gold.split("#")[0] for case in ANSWERABLE for gold in case.gold}
    reached = [each for name, each in candidates.items() if any(name.startswith(start) for start in wanted)]
    return {each.document_id: _passages(each) for each in reached}


def _passages(candidate: Candidate) -> list[tuple[str, str]]:
    loaded = load(candidate.path, name=candidate.name)
    title = candidate.said.title or loaded.title or Path(candidate.name).stem
    kind = candidate.said.kind or guess_kind(title, loaded.text, candidate.name)
    pieces = split(
        document_id=candidate.document_id, title=title, kind=kind, text=loaded.text, blocks=loaded.blocks
    )
    return [(piece.id, piece.text) for piece in pieces]


def _reached(gold: str, passages: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The passages that a gold prefix matches, as the runner of the evaluation matches them."""
    start, _, _ = gold.partition("#")
    documents = (pieces for name, pieces in passages.items() if name.startswith(start))
    return [piece for pieces in documents for piece in pieces if piece[0].startswith(gold)]


def _faults() -> list[dict[str, str]]:
    file = CORPUS / "faults.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["fault"] if file.is_file() else []


def test_the_mix_is_the_promised_one():
    counts = Counter(tag for case in CASES for tag in case.tags)
    assert {tag: counts[tag] for tag, least in AT_LEAST.items() if counts[tag] < least} == {}
    assert len(CASES) >= 220
    assert counts[NO_SOURCES] >= len(CASES) / 5


def test_no_question_is_asked_twice():
    asked = Counter((case.query, case.as_of) for case in CASES)
    assert [query for (query, _), count in asked.items() if count > 1] == []
    assert len({case.id for case in CASES}) == len(CASES)


def test_only_the_questions_without_an_answer_lack_gold():
    assert [case.id for case in CASES if bool(case.gold) == (NO_SOURCES in case.tags)] == []
    assert [case.id for case in CASES if case.quote and not case.gold] == []
    assert [case.id for case in CASES if "multi" in case.tags and len(set(_documents(case))) < 2] == []
    assert [case.id for case in CASES if "時点" in case.tags and not (case.as_of and case.gold)] == []


def _documents(case: Case) -> list[str]:
    return [gold.split("#")[0] for gold in case.gold]


def test_the_words_are_written_as_the_index_writes_them():
    written = [(case.id, text) for case in CASES for text in (case.query, case.quote)]
    assert [each for each in written if not unicodedata.is_normalized("NFC", each[1])] == []


def test_gold_names_documents_that_are_there_and_open_to_every_clerk(candidates):
    named = {(case.id, document) for case in ANSWERABLE for document in _documents(case)}
    assert sorted(each for each in named if each[1] not in candidates) == []
    assert sorted(each for each in named if candidates[each[1]].said.sensitivity.startswith("3")) == []


def test_every_gold_prefix_reaches_a_passage_that_holds_the_quote(passages):
    missing = [
        (case.id, gold)
        for case in ANSWERABLE
        for gold in case.gold
        if not any(case.quote in text for _, text in _reached(gold, passages))
    ]
    assert missing == []


def test_a_planned_fault_is_never_the_right_answer(passages):
    faults = [(document_id_of(fault["path"]), fault["kind"], fault["place"]) for fault in _faults()]
    spoilt = {document for document, kind, _ in faults if kind in NEVER}
    slips = [(document, place) for document, _, place in faults if place]
    assert [(case.id, name) for case in ANSWERABLE for name in _documents(case) if name in spoilt] == []
    wrong = [
        (case.id, name)
        for case in ANSWERABLE
        for gold in case.gold
        for name, text in _reached(gold, passages)
        if case.quote in text and any(name.startswith(f"{one}#") and place in text for one, place in slips)
    ]
    assert wrong == []
