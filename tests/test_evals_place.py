"""Where a tenant's evaluations lie: not with those of another of the same home; an older folder goes with its tenant."""

from dataclasses import replace

from app.wire import Office
from evals.cli.runs import store_of
from evals.comparison import Table
from evals.desk import Desk
from evals.runs import RunStore
from evals.shelf import adopt
from evals.suites.suites import names
from ingest.settings import load_settings


def office(home, tenant):
    environ = {"HOME": str(home), "TENANT": tenant, "EMBEDDER": "bigram-hash.v1", "LLM": "none"}
    return Office(load_settings({f"SHITAGAKI_{name}": value for name, value in environ.items()}))


def ids(desk):
    return [one["id"] for one in desk.overview()["runs"]]


def test_two_tenants_of_one_home_see_neither_runs_nor_cases_nor_labels_of_each_other(tmp_path):
    east, west = Desk(office(tmp_path, "east")), Desk(office(tmp_path, "west"))
    run = east.store.create("midori", {}, seed=0, repeats=1)
    east.labels.add(by="", run=run.id, other="", case="a", value="good", reason="")
    (tmp_path / "mine.jsonl").write_text('{"id": "1", "query": "手数料"}\n', encoding="utf-8")
    adopt(tmp_path / "mine.jsonl", office(tmp_path, "east").folder)
    assert ids(east) == [run.id] and ids(west) == []
    assert [one.case for one in east.labels.all()] == ["a"] and west.labels.all() == ()
    mine = ["mine" in {one["name"] for one in desk.overview()["suites"]} for desk in (east, west)]
    assert mine == [True, False]
    assert "mine" in names(office(tmp_path, "east").folder)


def test_an_older_folder_is_still_read_and_belongs_to_the_only_tenant(tmp_path):
    run = RunStore(tmp_path / "evals" / "runs").create("midori", {}, seed=0, repeats=1)
    (tmp_path / "tenants" / "east").mkdir(parents=True)
    assert [one.id for one in store_of(office(tmp_path, "east")).all()] == [run.id]
    assert not (tmp_path / "evals").exists()
    assert store_of(office(tmp_path, "west")).all() == ()
    assert [one.id for one in store_of(office(tmp_path, "east")).all()] == [run.id]


def test_of_two_tenants_none_is_given_what_may_be_the_other_s(tmp_path):
    RunStore(tmp_path / "evals" / "runs").create("midori", {}, seed=0, repeats=1)
    for name in ("east", "west"):
        (tmp_path / "tenants" / name).mkdir(parents=True)
    assert [store_of(office(tmp_path, name)).all() for name in ("east", "west")] == [(), ()]
    assert len(list((tmp_path / "evals" / "runs").iterdir())) == 1, "nothing is lost"


def test_a_part_is_not_told_that_a_scorer_of_other_cases_is_missing():
    whole = Table("drafting", {}, {"a.v1": {"1": 1.0, "2": 0.0}, "b.v1": {"2": 1.0}}, {"1": "1", "2": "2"})
    part = whole.only(frozenset({"1"}))
    assert part == replace(whole, values={"a.v1": {"1": 1.0}})
