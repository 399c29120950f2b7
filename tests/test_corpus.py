"""みどり市's papers: every date, figure, name, post and number agrees with city.toml or is a planned fault; and the checks can fail."""

import hashlib
import itertools
import subprocess
import sys
from datetime import date, timedelta

import pytest

from ingest.document import SENSITIVITIES
from ingest.law.numbers import WEEKDAYS
from ingest.papers.sources import read_sources
from tests.corpus_check import check_all
from tests.corpus_contacts import check_contacts
from tests.corpus_dates import check_dates, find_days
from tests.corpus_events import check_events
from tests.corpus_faults import FOUND_BY, read_faults, unfound, unplanned
from tests.corpus_figures import check_figures
from tests.corpus_numbers import check_offices, check_titles
from tests.corpus_people import check_names, check_people
from tests.corpus_texts import CORPUS, paper, read_papers
from tests.corpus_world import read_world

WORLD = read_world()
NOW = date(2026, 11, 30)
LEAST = {
    "文書番号": 23, "改正": 823, "日付": 3053, "曜日": 784, "年度": 1294, "発出日": 93, "合計": 562, "隠れた文字": 457,
    "表の数値": 58, "役職": 855, "議席": 311, "係": 43, "氏名": 1465, "電話": 399, "メール": 44, "URL": 24,
    "住所": 94, "例規番号": 577, "例規名": 452, "課名": 1857, "第○回": 88, "行事の日": 48, "行事の会場": 45, "行事の人数": 5,
    "数値": 103, "料金": 52, "条番号": 169, "条文内": 493,
}  # fmt: skip
"""How many of each were looked at when this was written, a twentieth less: a check that finds nothing to look at is none."""


@pytest.fixture(scope="module")
def papers():
    return read_papers()


@pytest.fixture(scope="module")
def checked(papers):
    return check_all(papers, WORLD)


# ---------------------------------------------------------------- the papers


def test_what_differs_from_the_city_is_planned(checked):
    violations, _ = checked
    assert [str(each) for each in unplanned(violations, read_faults())] == []


def test_every_planned_fault_is_there_and_its_check_finds_it(papers, checked):
    violations, _ = checked
    assert unfound(violations, read_faults(), papers) == []


def test_the_checks_looked_at_enough(checked):
    _, counts = checked
    assert {name: counts[name] for name, least in LEAST.items() if counts[name] < least} == {}


def test_only_the_planned_files_cannot_be_read(papers):
    broken = [fault.path for fault in read_faults() if fault.kind == "empty_file"]
    assert [each.path for each in papers if each.error] == broken
    assert all(each.error.endswith("。") for each in papers if each.error)


def test_the_list_of_sources_is_whole_and_its_sums_are_right():
    listed = read_sources(CORPUS)
    files = {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    documents = {name for name in files if not listed.ignores(name)} - {"sources.toml"}
    assert documents == set(listed.entries)
    for name, source in listed.entries.items():
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == source.sha256, name
        assert source.title and source.kind and source.sensitivity in SENSITIVITIES, name
        assert source.section in WORLD.sections, f"{name}: {source.section}"
        assert source.issued and date(2005, 4, 1) <= source.issued <= NOW, name
        if source.effective_from and source.effective_to:
            assert source.effective_from <= source.effective_to, name


def test_the_revisions_of_a_regulation_follow_each_other():
    revisions = {}
    for source in read_sources(CORPUS).entries.values():
        if source.path.startswith("reiki/") and source.effective_from and "改正" not in source.title:
            revisions.setdefault((source.title, source.kind), []).append(source)
    for (title, _), texts in revisions.items():
        texts.sort(key=lambda each: each.effective_from)
        for earlier, later in itertools.pairwise(texts):
            assert earlier.effective_to is not None, f"{title}: {earlier.path} に終わりの日がない"
            assert earlier.effective_to + timedelta(1) == later.effective_from, f"{title}: {earlier.path}"
            assert earlier.number == later.number and earlier.issued == later.issued, title


def test_regulations_are_listed_in_the_city_file_under_their_numbers():
    numbers = {(entry["title"], entry["number"]) for entry in WORLD.all("regulation")}
    for source in read_sources(CORPUS).entries.values():
        if (
            source.path.startswith("reiki/")
            and source.kind in ("条例", "規則", "規程", "要綱")
            and "改正" not in source.title
        ):
            assert (source.title, source.number) in numbers, source.path


def test_the_refresher_of_the_list_agrees():
    done = subprocess.run(
        [sys.executable, str(CORPUS / "tools" / "refresh_sources.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_counts_what_is_there_and_agrees_with_the_city():
    done = subprocess.run(
        [sys.executable, str(CORPUS / "tools" / "readme.py"), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    text = (CORPUS / "README.md").read_text(encoding="utf-8")
    text = text[: text.index("<!-- 不備")]
    read = paper(text, path="README.md", issued=NOW)
    for check in (
        check_people,
        check_names,
        check_contacts,
        check_titles,
        check_offices,
        check_events,
        check_figures,
    ):
        assert check(read, WORLD)[0] == []
    assert check_dates(read)[0] == []
    people = WORLD.all("population")[-1]["people"]
    sections = [name for name in WORLD.sections if name.endswith("課")]
    for words in (
        f"人口{people:,}人",
        f"{WORLD.table['city']['area_km2']}平方キロメートル",
        f"{len(sections)}の課",
        f"定数{WORLD.table['assembly']['seats']}人",
    ):
        assert words in text


def test_every_kind_of_fault_is_planned_with_a_reason():
    faults = read_faults()
    assert set(FOUND_BY) >= {fault.kind for fault in faults}
    wanted = {
        "superseded_copy", "contradiction", "half_updated", "wrong_weekday", "dangling_article", "hidden_instructions",
        "personal_data", "sensitive", "staff_only", "mojibake", "empty_file", "wrong_suffix",
    }  # fmt: skip
    assert wanted - {fault.kind for fault in faults} == set()


# ---------------------------------------------------------------- the city file itself


def test_the_dates_of_the_city_file_have_their_weekdays():
    slips = [
        f"{line}: {dated.words}"
        for line in (CORPUS / "city.toml").read_text(encoding="utf-8").split("\n")
        for dated in find_days(line, NOW)
        if dated.weekday
        and "年" in dated.words
        and all(WEEKDAYS[day.weekday()] != dated.weekday for day in dated.days)
    ]
    assert slips == []


def test_the_figures_of_the_city_file_add_up():
    for year in WORLD.all("population"):
        assert year["under15"] + year["age15_64"] + year["age65"] == year["people"]
    districts = WORLD.all("district_population")
    assert sum(each["people"] for each in districts) == WORLD.all("population")[-1]["people"]
    general = WORLD.all("budget")[-1]["general"]
    assert (
        sum(WORLD.table["budget_r8_expenditure"].values())
        == general
        == sum(WORLD.table["budget_r8_revenue"].values())
    )
    for closed in WORLD.all("settlement"):
        assert closed["revenue"] - closed["expenditure"] - closed["carried"] == closed["real_balance"]
    for session in WORLD.table["assembly"]["session"]:
        first, last = (find_days(session[key], NOW)[0].days[0] for key in ("from", "to"))
        assert (last - first).days + 1 == session["days"], session["name"]


def test_numbers_of_regulations_and_phones_are_used_once():
    numbers = [entry["number"] for entry in (*WORLD.all("regulation"), *WORLD.all("national_law"))]
    assert sorted(numbers) == sorted(set(numbers))
    phones = [section["phone"] for section in WORLD.sections.values()]
    assert len(phones) == len(set(phones))


def test_editions_of_an_event_rise_by_one_a_year():
    for event in WORLD.all("event"):
        said = sorted(
            (each["date"], int(each["edition"].strip("第回")))
            for each in event.values()
            if isinstance(each, dict) and "edition" in each
        )
        assert [number - said[0][1] for _, number in said] == list(range(len(said))), event["name"]
