"""Papers of the invented city never lie in the index of another: what is refused, what is said, and the way out."""

import shutil

import pytest

from app.cli import main
from app.upkeep.doctor import examine
from app.upkeep.indexing import Indexing
from app.web.api_indexing import told
from app.wire import Office
from ingest.errors import ShitagakiError, UnreadableFile
from ingest.ingestion import ingest
from ingest.papers.belonging import BUNDLED, mixed, of_the_sample, refuse_strange_papers, unnamed
from ingest.papers.sources import read_sources
from ingest.settings import load_settings
from tests.web_office import open_office

SAMPLE = "reiki/tesuryo_jorei_20191001.txt"
ENVIRON = {"SHITAGAKI_EMBEDDER": "bigram-hash.v1", "SHITAGAKI_LLM": "none", "SHITAGAKI_SPEECH": "none"}


@pytest.fixture
def town(tmp_path, monkeypatch):
    """The settings of a town of its own, and a folder with one paper of it."""
    for name, value in {
        **ENVIRON,
        "SHITAGAKI_HOME": str(tmp_path / "home"),
        "SHITAGAKI_CITY": "くぬぎ町",
    }.items():
        monkeypatch.setenv(name, value)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "手数料.txt").write_text("粗大ごみの処理手数料は、1個につき500円です。", encoding="utf-8")
    return papers


def held():
    return Office(load_settings()).index.ledger.count()[0]


def test_the_bundled_list_says_whose_papers_it_lists(tmp_path):
    assert read_sources(BUNDLED).city == "みどり市"
    (tmp_path / "sources.toml").write_text('city = "くぬぎ町"\nmura = 1\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="使える項目：document、ignore、city。"):
        read_sources(tmp_path)


@pytest.mark.parametrize("below", ["", "reiki", SAMPLE])
def test_a_folder_or_a_file_of_another_city_is_refused(below):
    refuse_strange_papers([BUNDLED / below], "みどり市")
    with pytest.raises(ShitagakiError) as refused:
        refuse_strange_papers([BUNDLED / below], "くぬぎ町")
    assert "「みどり市」の文書なので、「くぬぎ町」の索引には入れませんでした。" in str(refused.value)
    assert "SHITAGAKI_CORPUS" in str(refused.value)


def test_the_command_leaves_the_index_as_it_was(town, capsys):
    assert main(["ingest", str(town)]) == 0
    assert main(["ingest", "--rebuild", str(BUNDLED / SAMPLE)]) == 1
    assert "何も変えていません。" in capsys.readouterr().err
    assert held() == 1, "refused before --rebuild emptied it"


def test_the_reading_behind_the_pages_says_it_there(tmp_path):
    office = open_office(tmp_path, empty=True)
    indexing = Indexing(office.index, [BUNDLED], city="くぬぎ町")
    indexing.start()
    assert indexing.wait(30)
    now = told(office, indexing)
    assert (now["state"], now["documents"]) == ("failed", 0) and "「みどり市」の文書なので" in now["text"]


@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_town_opens_no_index_that_a_trial_left(town, capsys, command, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_CITY", "みどり市")
    assert main(["ingest", str(BUNDLED / SAMPLE)]) == 0
    monkeypatch.setenv("SHITAGAKI_CITY", "くぬぎ町")
    monkeypatch.setenv("SHITAGAKI_CORPUS", str(town))
    monkeypatch.setenv("SHITAGAKI_PORT", "0")
    capsys.readouterr()
    assert main([command]) == 1
    said = capsys.readouterr()
    assert "この索引（符号 midori）には、見本の架空の「みどり市」の文書が 1 件入っている" in said.err
    assert "設定 SHITAGAKI_TENANT をくぬぎ町の符号" in said.err and "開きました" not in said.out
    assert [check.ok for check in examine(Office(load_settings())) if check.name == "索引"] == [False]
    assert main(["ingest", str(town)]) == 1 and held() == 1, "nor is anything put beside it"
    assert main(["ingest", "--rebuild", str(town)]) == 0 and held() == 1
    monkeypatch.setenv("SHITAGAKI_TENANT", "kunugi")
    assert main(["ingest", str(town)]) == 0 and held() == 1


def test_who_tries_his_own_papers_on_the_sample_is_told_once_they_lie_together(town, capsys, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_CITY", "みどり市")
    assert main(["ingest", str(BUNDLED / SAMPLE)]) == 0
    assert "見本" not in capsys.readouterr().out
    assert main(["ingest", str(town)]) == 0
    said = capsys.readouterr().out
    assert "注意　この索引には、見本の架空の「みどり市」の文書も 1 件入っています。" in said


def test_what_lies_in_a_listed_archive_and_what_the_pages_keep_is_nobody_elses(tmp_path):
    office = open_office(tmp_path, empty=True)
    archive = "past/zip/sumaho_kouza_r08.zip"
    ingest([BUNDLED / archive], index=office.index)
    kept = office.index.folder / "uploads"
    kept.mkdir(parents=True)
    shutil.copy(BUNDLED / SAMPLE, kept / "写し.txt")
    (kept / "メモ.txt").write_text("窓口は月曜日に混みます。", encoding="utf-8")
    ingest([kept], index=office.index)
    assert office.index.ledger.count()[0] == 4
    assert of_the_sample(office.index.ledger) == ("みどり市", 2, 0) and mixed(office.index.ledger) == ""


def test_own_papers_under_the_name_of_the_invented_city_are_told(town, monkeypatch):
    assert main(["ingest", str(town)]) == 0
    ledger = Office(load_settings()).index.ledger
    told = unnamed(ledger, "みどり市")
    assert "「みどり市」の文書はなく、ほかの文書が 1 件ありますが" in told and "SHITAGAKI_CITY" in told
    assert unnamed(ledger, "くぬぎ町") == ""
    monkeypatch.setenv("SHITAGAKI_CITY", "みどり市")
    assert main(["ingest", str(BUNDLED / SAMPLE)]) == 0
    assert unnamed(ledger, "みどり市") == ""
