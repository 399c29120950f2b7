"""Case files with one planted mistake each: every one is refused with its line; those of the product are clean."""

import json
import re
import shutil

import pytest

from evals import forms
from evals.case import FOLDER
from evals.lint import lint, lint_file, read_ground

SEARCH = {"id": "x-1", "query": "手数料はいくらですか", "gold": ["reiki-tesuryo-jorei-20250401-txt#a2"]}
DRAFT = {"id": "d-1", "task": "kaitou", "says": ["1点700円"], "kinds": ["FAQ"]}


def s(**changed):
    return json.dumps(SEARCH | changed, ensure_ascii=False)


def d(**changed):
    return json.dumps(DRAFT | changed, ensure_ascii=False)


def without(row, name):
    return json.dumps({key: value for key, value in row.items() if key != name}, ensure_ascii=False)


BAD_SEARCHES = [
    "{", "[]", '"x"', "1", "null", s()[:-1], s() + s(), "{}", '{"id": "a", "id": "b", "query": "問い"}', "見出し",
    without(SEARCH, "id"), without(SEARCH, "query"), s(id=""), s(id=" "), s(id=3), s(id=None), s(query=""), s(query="　"), s(query=["問い"]),
    s(golds=[]), s(expect={}), s(scorer="nDCG"), s(gold="reiki"), s(gold=[""]), s(gold=[3]), s(gold=[None]), s(gold=["reiki", "reiki"]), s(gold={}),
    s(tags="multi"), s(tags=[""]), s(tags=["a", "a"]), s(tags=[1]), s(quote=3), s(note=["x"]),
    s(as_of="令和6年"), s(as_of="2024-13-01"), s(as_of="2024-02-30"), s(as_of=20240401), s(as_of="2024/04/01"),
    s(gold=[], quote="300円"), s(tags=["multi"]), s(tags=["no_sources"]), s(gold=["reiki-nai-jorei#a1"]),
    s(gold=["reiki-tesuryo-jorei-20250401-txt#a999"]), s(quote="九百万円"), s(gold=["reiki-tesuryo-jorei-20250401-txt#a2", "nai#a1"]),
    s(query="か\u3099っこう"),
]  # fmt: skip
BAD_DRAFTS = [
    without(DRAFT, "task"), d(task="nai"), d(task=""), d(task=3), d(example=99), d(example=-1), d(example="0"), d(example=True), d(example=1.5),
    d(fields=[]), d(fields={"ない欄": "x"}), d(fields={"件名": 3}), d(says="700円"), d(says=[""]), d(says=["a", "a"]), d(silent=["1点700円"]),
    d(status=["done"]), d(status="ok"), d(kinds=["ない種類"]), d(kinds=[1]), d(query="問い"), d(scorers=["nai.v1"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def ground(midori):
    return read_ground(midori.prompts, midori.index, midori.viewer)


def test_every_planted_mistake_is_refused_with_its_line(ground, tmp_path):
    accepted = []
    for drafts, bad in ((False, BAD_SEARCHES), (True, BAD_DRAFTS)):
        good = d(id="good") if drafts else s(id="good", query="別の問い")
        for number, line in enumerate(bad):
            file = tmp_path / f"{drafts}-{number}.jsonl"
            file.write_text(f"{good}\n\n{line}\n", encoding="utf-8")
            found = lint_file(file, ground, forms.DRAFT if drafts else forms.SEARCH)
            if not found or {one.line for one in found} != {3}:
                accepted.append((line, [str(one) for one in found]))
    assert accepted == []
    assert len(BAD_SEARCHES) + len(BAD_DRAFTS) >= 50


def test_what_is_said_twice_is_named_with_both_lines(ground, tmp_path):
    file = tmp_path / "answering.jsonl"
    file.write_text("\n".join([s(), s(query="別の問い"), s(id="x-2")]), encoding="utf-8")
    found = lint_file(file, ground)
    assert [str(one) for one in found] == [
        "answering.jsonl:2　id「x-1」は 1 行目にもあります。",
        "answering.jsonl:3　同じ問いが 1 行目にもあります。",
    ]


def test_the_cases_of_the_product_are_clean(ground, tmp_path):
    assert [str(one) for one in lint(ground)] == []
    copy = shutil.copytree(FOLDER, tmp_path / "cases")
    text = (copy / "midori.jsonl").read_text("utf-8")
    (copy / "midori.jsonl").write_text(re.sub(r'"gold": \["', '"gold": ["nai-', text, count=1), "utf-8")
    assert [one.file for one in lint(ground, copy)] == ["midori.jsonl"]
