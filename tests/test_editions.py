"""Editions: this year's paper before last year's, the paper before its draft; named years and questions of change keep theirs."""

from datetime import date
from pathlib import Path

import pytest

from ingest.document import RESIDENT, Document, Viewer
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.papers.candidates import Defaults
from ingest.papers.editions import Editions, Wanted, read_wanted, recency
from ingest.search.hints import read_hints

DAY = date(2026, 11, 27)
FEES = "指定ごみ袋は、町内の商店で売っています。{0}\n大（45L）10枚　{1}円\n小（20L）10枚　{2}円\n燃えるごみの日の朝に出してください。\n"


def wanted(query, day) -> Wanted:
    return read_wanted(query, read_hints(query), day)


def paper(place, text="", *, title="ごみ袋の値段", kind="ウェブページ", issued=None):
    return Document(place, title, kind, text, place, "0", issued=issued)


def editions(*papers):
    texts = {each.id: each.text for each in papers}
    return Editions(papers, texts.__getitem__), set(texts)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (
            ("令和7年度/生活環境課/gomi.html", "ごみ袋の値段"),
            ("令和８年度/環境水道課/gomi.html", "ごみ袋の値段"),
        ),
        (("a.pdf", "令和7年度　ごみ袋の値段"), ("b.pdf", "令和8年度　ごみ袋の値段")),
        (("R7ごみ袋.xlsx", "ごみ袋の値段"), ("R8ごみ袋.xlsx", "ごみ袋の値段")),
        (("f/ごみ袋（案）.docx", "ごみ袋の値段（案）"), ("f/ごみ袋.docx", "ごみ袋の値段")),
        (("R8/ごみ袋 - コピー (2).docx", "ごみ袋の値段"), ("R8/ごみ袋.docx", "ごみ袋の値段")),
    ],
)
def test_the_earlier_of_two_editions_is_outdated(older, newer):
    one = paper(older[0], FEES.format("", 400, 200), title=older[1])
    two = paper(newer[0], FEES.format("", 450, 250), title=newer[1])
    found, every = editions(one, two)
    assert found.outdated(wanted("ごみ袋はいくら", DAY), every) == {one.id}
    assert found.outdated(wanted("ごみ袋はいくら", DAY), {one.id}) == frozenset()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (
            paper("R7/a.txt", "町道の除草を頼みます。", title="業務の依頼"),
            paper("R8/b.txt", "保育所の調理員を募る。", title="業務の依頼"),
        ),
        (
            paper("R7/a.txt", FEES.format("", 1, 2)),
            paper("R8/b.txt", FEES.format("", 3, 4), title="粗大ごみの値段"),
        ),
        (paper("a.txt", FEES.format("", 1, 2)), paper("b.txt", FEES.format("", 3, 4))),
        (
            paper("R7/a.txt", FEES.format("", 1, 2), kind="条例"),
            paper("R8/b.txt", FEES.format("", 3, 4), kind="条例"),
        ),
        (paper("R8/a.txt", FEES.format("", 1, 2)), paper("R9/b.txt", FEES.format("", 3, 4))),
    ],
    ids=["another matter", "another name", "no year", "regulations", "next year is not yet"],
)
def test_other_papers_stand_side_by_side(older, newer):
    found, every = editions(older, newer)
    assert found.outdated(wanted("ごみ袋はいくら", DAY), every) == frozenset()


@pytest.mark.parametrize("asked", ["令和7年度のごみ袋の値段", "2025年度のごみ袋", "去年のごみ袋はいくら"])
def test_a_year_that_the_question_names_comes_first(asked):
    one, two = paper("R7/a.html", FEES.format("", 400, 200)), paper("R8/a.html", FEES.format("", 450, 250))
    found, every = editions(one, two)
    assert found.outdated(wanted(asked, DAY), every) == {two.id}
    ranked = [(two.id, 2.0, ("dense",)), (one.id, 1.0, ("words",))]
    assert [key for key, _, _ in found.newest_first(ranked, str, wanted(asked, DAY))] == [one.id, two.id]


def test_a_question_of_the_change_keeps_both():
    one, two = paper("R7/a.html", FEES.format("", 400, 200)), paper("R8/a.html", FEES.format("", 450, 250))
    found, every = editions(one, two)
    assert found.outdated(wanted("ごみ袋はいくらに変わったか", DAY), every) == frozenset()


def test_the_newer_stands_right_before_the_older_and_nothing_else_moves():
    one, two = paper("R7/a.html", FEES.format("", 400, 200)), paper("R8/a.html", FEES.format("", 450, 250))
    found, _ = editions(one, two, paper("R8/c.html", "町営バスの時刻表", title="バス"))
    ranked = [
        (key, score, ()) for key, score in (("R8/c.html", 4.0), (one.id, 3.0), ("x", 2.0), (two.id, 1.0))
    ]
    made = found.newest_first(ranked, str, wanted("ごみ袋", DAY))
    assert [(key, score) for key, score, _ in made] == [
        ("R8/c.html", 4.0),
        (two.id, 3.0),
        (one.id, 3.0),
        ("x", 2.0),
    ]


def test_residents_are_told_this_years_fees_only(tmp_path):
    for year, fee in (("令和7年度", 400), ("令和8年度", 450)):
        place = tmp_path / "papers" / year / "環境課" / "ごみ袋の値段.txt"
        place.parent.mkdir(parents=True)
        place.write_text("ごみ袋の値段\n" + FEES.format("", fee, fee - 200), encoding="utf-8")
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    ingest([tmp_path / "papers"], index=index, defaults=Defaults(sensitivity="1"))
    names = lambda found: [Path(hit.document.source).parts[-3] for hit in found.hits]  # noqa: E731
    asked = "指定ごみ袋　大　いくら"
    assert names(index.search(asked, viewer=RESIDENT, current=True)) == ["令和8年度"]
    assert names(index.search("令和7年度の" + asked, viewer=RESIDENT, current=True)) == ["令和7年度"]
    (first,) = index.search(asked, viewer=Viewer()).hits
    assert first.document.source.count("令和8年度") == 1 and len(first.folded) == 1


def test_a_finished_paper_is_later_than_its_draft_of_the_same_day():
    draft, final = paper("R8/仕様書（案）.docx", title="仕様書"), paper("R8/仕様書.docx", title="仕様書")
    assert recency(draft) < recency(final) < recency(paper("R9/a.docx", issued=DAY))
