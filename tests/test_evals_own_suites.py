"""An office's own case files of each form, linted, run and gated; what a run came from is told whole; copies of the index."""

import argparse
import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from app.cli import main
from app.wire import Office
from evals.acceptance import BASELINES
from evals.asking import digests_of, key_of
from evals.cli.files import taken_up
from evals.cli.gate import wanted
from evals.cli.runs import check_documents
from evals.comparison import suspects
from evals.copies import copy_of, even, with_splitter
from evals.desk import Desk
from evals.drafting import filled
from evals.forms import DRAFT, RESIDENT, SEARCH, form_of
from evals.lint import lint, lint_file, read_ground
from evals.place import place_of
from evals.runs import RunStore
from evals.scorers import texts
from evals.scorers.searching import early_hit
from evals.shelf import held_against
from evals.suites.scored import DRAFTED, SEARCHED, scorers_of
from evals.suites.suites import names, open_suite
from evals.varying import read_varied
from evals.verdict_words import CROSSED
from ingest.errors import SettingError, ShitagakiError
from ingest.hashing import HashEmbedder
from ingest.ingestion import ingest
from ingest.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
PORT = """潮見町漁港管理条例
（平成12年3月27日条例第14号）

（係留の許可）
第1条　漁港施設に7日を超えて船舶を係留しようとする者は、あらかじめ町長の許可を受けなければならない。
（使用料）
第2条　前条の許可を受けた者は、船舶の長さ1メートルにつき1月330円の使用料を納付しなければならない。
（過料）
第3条　町長は、許可を受けないで船舶を係留した者に対し、5万円以下の過料を科する。
"""
FERRY = """定期船のお知らせ

定期船は1日4便です。潮見港発は7時10分、10時40分、14時20分、17時30分です。
欠航は、町の防災無線でお知らせします。
"""
SEARCHES = [
    {
        "id": "s-1",
        "query": "船舶の使用料は1メートルにつきいくらですか",
        "gold": ["port#a2"],
        "quote": "330円",
    },
    {"id": "s-2", "query": "許可を受けないで係留した者の過料", "gold": ["port#a3"], "quote": "5万円"},
    {"id": "s-3", "query": "定期船は1日何便ですか", "gold": ["ferry"]},
]
DRAFTS = [{"id": "d-1", "task": "kaitou", "fields": {"件名": "使用料"}, "says": ["330円"]}]
QUESTIONS = [{"id": "r-1", "kind": "answerable", "query": "定期船は1日何便ですか", "gold": ["ferry"], "quote": "4便"},
             {"id": "r-2", "kind": "emergency", "query": "息をしていません", "phones": ["119"]}]  # fmt: skip


def written(file, rows):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def town(tmp_path, monkeypatch):
    return small_town(tmp_path, monkeypatch)


def small_town(folder, monkeypatch):
    """A small town's office, the settings of its commands, and its folder of papers."""
    papers = folder / "papers"
    papers.mkdir()
    (papers / "port.txt").write_text(PORT, encoding="utf-8")
    (papers / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (papers / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8")
    given = {"HOME": folder / "home", "EMBEDDER": "bigram-hash.v1", "LLM": "none", "SPEECH": "none", "PROMPTS": ROOT / "prompts"}  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(f"SHITAGAKI_{name}", str(value))
    office = Office(load_settings())
    ingest([papers], index=office.index)
    ids = {Path(one.source).stem: one.id for one in office.index.documents(office.viewer)}
    return office, papers, ids


def own(rows, ids):
    """The rows with the names of files as the ids of their documents."""
    text = json.dumps(rows, ensure_ascii=False)
    for stem, name in ids.items():
        text = text.replace(f'"{stem}#', f'"{name}#').replace(f'["{stem}"]', f'["{name}"]')
    return json.loads(text)


def test_files_of_any_name_and_form_are_looked_through_and_each_mistake_has_its_line(town, tmp_path):
    office, _, ids = town
    folder = tmp_path / "cases"
    folder.mkdir()
    searches, drafts, questions = (own(rows, ids) for rows in (SEARCHES, DRAFTS, QUESTIONS))
    for name, rows, form in (("port", searches, SEARCH), ("letters", drafts, DRAFT), ("desk", questions, RESIDENT)):  # fmt: skip
        assert form_of(written(folder / f"{name}.jsonl", rows)) == form
    ground = read_ground(office.prompts, office.index, office.viewer)
    assert lint(ground, folder) == []
    bad = [
        *questions, questions[0], "{", drafts[0], questions[0] | {"id": "r-3", "kind": "chat"}, questions[1] | {"id": "r-4", "query": "倒れた", "phones": []},
        questions[0] | {"id": "r-5", "query": "便", "gold": ["nai#a1"]}, questions[0] | {"id": "r-6", "query": "船", "gold": []}, {"id": "r-7", "kind": "outside"},
    ]  # fmt: skip
    written(folder / "desk.jsonl", bad)
    written(folder / "port.jsonl", [searches[0] | {"quote": "900円"}, *searches[1:]])
    found = lint(ground, folder)
    assert {(one.file, one.line) for one in found} == {("port.jsonl", 1), *(("desk.jsonl", line) for line in range(3, 11))}  # fmt: skip
    assert "別のファイル" in next(one.message for one in found if one.line == 5)
    with pytest.raises(ShitagakiError, match="問いのファイル"):
        lint(ground, tmp_path / "nowhere")


def test_a_file_with_a_mistake_is_not_run_and_not_kept(town, tmp_path):
    office, _, ids = town
    file = written(tmp_path / "port.jsonl", [{"id": "s-1", "query": "使用料", "gold": ["SETME"]}])
    with pytest.raises(ShitagakiError, match=r"port\.jsonl:1　gold「SETME」"):
        taken_up(str(file), office)
    assert "port" not in names(place_of(office))
    for name, rows, scorers in (("port", SEARCHES, SEARCHED), ("letters", DRAFTS, DRAFTED)):
        assert taken_up(str(written(tmp_path / f"{name}.jsonl", own(rows, ids))), office) == name
        assert open_suite(name, office=office).scorers == scorers
    taken_up(str(written(tmp_path / "desk.jsonl", own(QUESTIONS, ids))), office)
    assert {"port", "letters", "desk"} <= set(names(place_of(office)))
    desk = open_suite("desk", office=office)
    assert "resident.v1" in desk.scorers
    assert desk.cases[1].ask(office)[0]["told"] == ["息をしていません"]


def test_a_town_gates_its_own_suites_and_a_paper_that_went_is_caught_and_named(town, tmp_path, capsys):
    office, papers, ids = town
    port = written(tmp_path / "port.jsonl", own(SEARCHES, ids))
    desk = written(tmp_path / "desk.jsonl", own(QUESTIONS, ids))
    for file in (port, desk):
        assert main(["eval", "run", str(file)]) == 0
        assert main(["eval", "accept", file.stem]) == 0
    store = RunStore(place_of(office) / "evals" / "runs")
    capsys.readouterr()
    assert main(["eval", "gate", "port", "letters", "--json"]) == 3, "nobody has accepted letters"
    assert list(json.loads(capsys.readouterr().out)["refused"]) == ["letters"]
    sized = argparse.Namespace(suites=[], size="gate", json=True)
    assert set(wanted(sized, office)) == {"rewriting", "personal", "safety", "style", "port", "desk"}
    assert [one["name"] for one in Desk(office).overview()["suites"]][:3] == ["desk", "port", "drafting"]
    asked = store.find("desk")
    assert scorers_of("desk", store.outputs(asked)) == open_suite("desk", office=office).scorers
    capsys.readouterr()
    assert main(["eval", "gate", "port", "desk", "--json"]) == 0
    (papers / "port.txt").unlink()
    ingest([papers], index=office.index)
    capsys.readouterr()
    assert main(["eval", "gate", "port", "desk", "--json"]) == 1
    told = {one["suite"]: one for one in json.loads(capsys.readouterr().out)["suites"]}
    assert "hit@5.v1" in told["port"]["worse"] and told["port"]["code"] == 1 and told["desk"]["code"] == 0
    assert [one.partition("（")[0] for one in told["port"]["suspects"]] == [
        "索引",
        "一節の分け方・閲覧・期間",
    ]


def test_an_index_without_documents_is_told_at_once_and_nothing_is_asked(town, tmp_path, capsys):
    office, papers, ids = town
    port = written(tmp_path / "port.jsonl", own(SEARCHES, ids))
    assert main(["eval", "run", str(port)]) == main(["eval", "accept", "port"]) == 0
    for paper in papers.glob("*.txt"):
        paper.unlink()
    ingest([papers], index=office.index)
    before = RunStore(place_of(office) / "evals" / "runs").all()
    capsys.readouterr()
    assert main(["eval", "gate", "port", "personal"]) == 3 and main(["eval", "gate", "--smoke"]) == 3
    assert main(["eval", "gate", "port", "--json"]) == 3 and main(["eval", "run", "port"]) == 2
    told = capsys.readouterr()
    said = "に文書が一つもないので、port を動かしません。先に `shitagaki ingest corpus`"
    assert said in told.err and told.out.count(said) == 2
    assert "answering、residents、drafting を動かしません" in told.out
    assert RunStore(place_of(office) / "evals" / "runs").all() == before
    check_documents(office, ["personal", "rewriting"])


def test_what_is_accepted_is_the_newest_run_of_all_questions_that_came_to_its_end(town, tmp_path, capsys):
    office, _, ids = town
    assert main(["eval", "run", str(written(tmp_path / "port.jsonl", own(SEARCHES, ids)))]) == 0
    store = RunStore(place_of(office) / "evals" / "runs")
    whole = store.find("port").id
    assert main(["eval", "run", "port", "--vary", "k=1,5"]) == 0
    table = capsys.readouterr().out.split("| k | 1 | 5 |\n|---|---:|---:|\n| hit@1 | ")
    assert len(table) == 2 and table[1].count("\n| hit@5 | ") == 1
    assert store.find("port").varied == {"k": "5"}
    assert main(["eval", "accept", "port"]) == 0
    kept = json.loads((place_of(office) / "evals" / "baselines" / "port.json").read_text("utf-8"))
    assert kept["digests"] == dict(store.find(whole).digests) and len(kept["scores"]["hit@5.v1"]) == 3
    (store.folder / whole / "scores.jsonl").unlink()
    assert main(["eval", "accept", whole]) == 2
    assert f"--resume {whole}" in capsys.readouterr().err


def test_what_a_model_wrote_has_a_baseline_of_its_own(town, tmp_path, capsys):
    """The deterministic pair keeps the suite's; a run that a model wrote goes by the office's of written answers."""
    office, _, ids = town
    home = place_of(office)
    assert main(["eval", "run", str(written(tmp_path / "letters.jsonl", own(DRAFTS, ids)))]) == 0
    assert main(["eval", "accept", "letters"]) == 0
    store = RunStore(home / "evals" / "runs")
    composed = store.find("letters")

    def wrote(suite: str, model: str) -> str:
        run = store.create(suite, {**composed.digests, "model": model}, seed=0, repeats=1)
        for one in store.outputs(composed):
            store.add(run, dataclasses.replace(one, tokens=9))
        store.score(run, store.scores(composed))
        return run.id

    plain = home / "evals" / "baselines" / "letters.json"
    before, package = plain.read_bytes(), (BASELINES / "drafting.json").read_bytes()
    assert held_against("letters", home, "m-1") == plain.parent
    capsys.readouterr()
    assert main(["eval", "compare", wrote("letters", "m-1")]) == 0 and CROSSED in capsys.readouterr().out
    assert main(["eval", "accept", "letters"]) == main(["eval", "accept", wrote("drafting", "m-1")]) == 0
    assert plain.read_bytes() == before and (BASELINES / "drafting.json").read_bytes() == package
    assert (
        held_against("letters", home, "m-2")
        == held_against("drafting", home, "m-2")
        == plain.parent / "written"
    )
    assert (
        held_against("letters", home, "none") == plain.parent
        and held_against("drafting", home, "none") == BASELINES
    )
    capsys.readouterr()
    assert main(["eval", "compare", wrote("letters", "m-2")]) == 0
    told = capsys.readouterr().out
    assert CROSSED not in told and "文章モデル（m-1 → m-2）" in told
    assert Desk(office).compare(store.find("letters").id, "baseline")["suspects"] == [
        "文章モデル（m-1 → m-2）"
    ]


def test_lint_says_what_the_form_will_refuse_and_what_residents_may_not_read(town, tmp_path):
    office, _, ids = town
    ground = read_ground(office.prompts, office.index, office.viewer)
    name = ids["ferry"]
    files = {
        "letters": [{"id": "d-1", "task": "kaitou", "fields": {"結論": "たぶん", "質問": ""}}],
        "port": [{"id": "s-1", "query": "船は何便", "gold": [name], "quote": "１日4便", "as_of": "令和8年"}, '{"id": "s-2" "query": "船"}'],
        "desk": own(QUESTIONS, ids),
    }  # fmt: skip
    said = {
        stem: [one.message for one in lint_file(written(tmp_path / f"{stem}.jsonl", rows), ground)]
        for stem, rows in files.items()
    }
    assert "入力欄：「質問" in said["letters"][0] and "を入力してください。" in said["letters"][0]
    assert said["port"] == [
        "as_of「令和8年」は日付として読めません。ある日を 2026-04-01 の形で書きます。",
        f"gold「{name}」の一節に「１日4便」という語がありません。文書のとおりの全角・半角で書きます。",
        'JSON として読めません（14文字目の「"id": "s-2" "」のあたりの、括弧・読点・引用符を確かめてください）。',
    ]
    assert said["desk"] == []
    shut = dataclasses.replace(ground, closed=frozenset({name}))
    found = lint_file(tmp_path / "desk.jsonl", shut)
    assert [one.line for one in found] == [1] and "住民に公開していない" in found[0].message


def test_a_task_without_an_example_can_have_a_case(town, tmp_path):
    office, _, _ = town
    bare = dataclasses.replace(office.prompts.templates["kaitou"], examples=())
    assert filled(bare, 0, {"件名": "船", "質問": ""}) == {"件名": "船"}
    assert filled(office.prompts.templates["kaitou"], 0, {"件名": "船"})["件名"] == "船"


def test_what_people_wrote_is_told_whole_so_that_nothing_changed_is_answered_from_before(town, tmp_path):
    office, papers, _ = town
    before = digests_of(office, "drafting")
    other = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    rules = other / "parts" / "rules.md"
    rules.write_text("".join(rules.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    changed = Office(dataclasses.replace(office.settings, prompts=other))
    after = digests_of(changed, "drafting")
    assert [one.partition("（")[0] for one in suspects(before, after)] == ["モデルへの決まり"]
    case = open_suite("drafting").cases[0]
    assert key_of(case, before) != key_of(case, after)
    (office.folder / "tasks").mkdir(parents=True)
    shutil.copyfile(ROOT / "prompts/tasks/kaitou.toml", office.folder / "tasks" / "own.toml")
    assert [one.partition("（")[0] for one in suspects(before, digests_of(office, "drafting"))] == ["用途の雛形"]  # fmt: skip
    (papers / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "2"\n', encoding="utf-8")
    ingest([papers], index=office.index)
    assert digests_of(office, "drafting")["passages"] != before["passages"]
    with pytest.raises(SettingError, match="SHITAGAKI_PROMPTS"):
        digests_of(Office(dataclasses.replace(office.settings, prompts=tmp_path)), "drafting")
    assert suspects({"code": "1", "reranker": "x"}, {"code": "1", "rules": "2"}) == ("並べ直し（x → なし）",)


def test_a_template_that_lost_a_section_is_caught_though_the_scorers_read_the_changed_template(
    town, tmp_path, monkeypatch, capsys
):
    case = {"id": "d-1", "task": "mail", "headings": ["お願い・お知らせ", "期限・方法"]}
    file = written(tmp_path / "letters.jsonl", [case])
    texts.prompts.cache_clear()
    assert main(["eval", "run", str(file)]) == 0 and main(["eval", "accept", "letters"]) == 0
    other = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    task = other / "tasks" / "mail.toml"
    parts = task.read_text("utf-8").split("[[sections]]")
    kept = [part for part in parts if 'title = "期限・方法"' not in part]
    assert len(kept) == len(parts) - 1
    task.write_text("[[sections]]".join(kept), "utf-8")
    monkeypatch.setenv("SHITAGAKI_PROMPTS", str(other))
    texts.prompts.cache_clear()
    capsys.readouterr()
    try:
        assert main(["eval", "gate", "letters", "--json"]) == 1
    finally:
        texts.prompts.cache_clear()
    told = json.loads(capsys.readouterr().out)["suites"][0]
    assert "headings.v1" in told["worse"]
    assert [one.partition("（")[0] for one in told["suspects"]] == ["用途の雛形"]


class Renamed(HashEmbedder):
    name = "other-hash.v1"


def test_an_index_is_made_with_another_embedder_or_cut_otherwise_beside_the_office_s(town, tmp_path):
    office, _, ids = town
    source, day = office.index, {"viewer": office.viewer, "k": 5}
    told: list[tuple[int, int]] = []
    made = copy_of(
        source,
        tmp_path / "copy",
        embedder=Renamed(),
        splitter="structure",
        progress=lambda done, total: told.append((done, total)),
    ).index
    assert told[-1] == (len(source.ledger.documents()),) * 2
    assert made.embedder.name == "other-hash.v1" and source.ledger.meta("embedder") == "bigram-hash.v1"
    query = SEARCHES[0]["query"]
    assert [h.passage.id for h in made.search(query, **day).hits] == [h.passage.id for h in source.search(query, **day).hits]  # fmt: skip
    again = copy_of(source, tmp_path / "copy", embedder=Renamed(), splitter="structure").index
    assert again.ledger.generation == made.ledger.generation, "a whole copy is opened, not made"

    document = source.document(ids["port"], office.viewer)
    pieces = even(document, 80)
    assert "".join(one.text for one in pieces) == document.text and max(len(one.text) for one in pieces) <= 90
    cut = with_splitter(office, "chars:80")
    held = {place.partition("#")[2] for places in cut.holds.values() for place in places}
    assert {"a1", "a2", "a3"} <= held and cut.index.ledger.meta("splitter") == "chars:80"
    case = open_suite("answering").cases[0]
    there = dataclasses.replace(office.settings)
    moved = Office(there)
    moved.index = cut.index
    assert key_of(case, digests_of(moved, "x")) != key_of(case, digests_of(office, "x"))
    taken_up(str(written(tmp_path / "port.jsonl", own(SEARCHES, ids))), office)
    for one in open_suite("port", office=moved, holds=cut.holds).cases:
        assert early_hit(one.input, one.ask(moved)[0])[0] == 1.0, one.id


@pytest.mark.parametrize("told", ["k", "k=1", "k=a,2", "k=0,2", "colour=a,b", "prompts=prompts,/nowhere", "splitter=structure,words", "splitter=chars:9,structure"])  # fmt: skip
def test_what_cannot_be_varied_is_said_before_anything_is_run(told):
    with pytest.raises(SettingError):
        read_varied(told)
    assert read_varied("splitter=structure,chars:400") == ("splitter", ["structure", "chars:400"])


def test_what_an_older_version_kept_moves_in_and_a_package_of_that_name_stays(town):
    office, _, _ = town
    old, new = office.settings.home / "evals", office.folder / "evals"
    old.mkdir()
    (old / "__init__.py").write_text("", encoding="utf-8")
    assert place_of(office) == office.folder and old.is_dir() and not new.exists()
    (old / "__init__.py").rename(old / "runs.txt")
    assert place_of(office) == office.folder and not old.exists() and (new / "runs.txt").is_file()


def test_scorers_that_no_run_proves_are_not_called_good(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    assert main(["eval", "scorers"]) == 3
    assert "実行がなくて確かめていない採点：abstains.v1、" in capsys.readouterr().out
