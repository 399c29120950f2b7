"""Several regulations in one file: each is a document with its own articles, and goes, stays and moves with its file."""

from __future__ import annotations

import pytest

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.shared_file import find_sections

BOOKS = """第6類　文書・公印
目次
霧原町文書管理規程……1
霧原町公印規則……5

○霧原町文書管理規程
平成15年3月28日
訓令第2号
（保存期間）
第1条　文書の保存期間は、永年、10年及び1年とする。
附　則
この訓令は、平成15年4月1日から施行する。

○霧原町公印規則
昭和41年7月1日
規則第5号
（公印の種類）
第1条　公印の種類は、別表のとおりとする。
（事故の届出）
第2条　管理者は、公印を紛失したときは、直ちに総務課長に届け出なければならない。
附　則
この規則は、公布の日から施行する。
別表（第1条関係）
名称　寸法　管理者
町長印　方21　総務課長
"""
UNMARKED = BOOKS.replace("○", "")[BOOKS.index("○") :]


def test_each_regulation_is_found_with_what_belongs_to_it():
    sections = find_sections(BOOKS)
    assert [each.title for each in sections] == ["霧原町文書管理規程", "霧原町公印規則"]
    assert BOOKS[sections[1].start : sections[1].end].splitlines()[:3] == [
        "○霧原町公印規則",
        "昭和41年7月1日",
        "規則第5号",
    ]
    assert sections[0].end == sections[1].start and sections[1].end == len(BOOKS)


SINGLE = [
    BOOKS[: BOOKS.index("○霧原町公印規則")],
    UNMARKED.split("霧原町公印規則")[0],
    # two states of one regulation, a list of what is repealed, an amendment that quotes a name, a regulation that has both names
    BOOKS[BOOKS.index("○") :].replace("公印規則", "文書管理規程"),
    "○霧原町条例廃止条例\n令和6年3月1日\n条例第1号\n第1条　次の条例は、廃止する。\n附　則\nこの条例は、公布の日から施行する。\n"
    "別表\n霧原町牛馬市場条例\n昭和30年条例第4号\n霧原町製氷所条例\n昭和31年条例第9号\n",
    "霧原町公印規則をここに公布する。\n昭和41年7月1日\n霧原町規則第5号\n霧原町公印規則\n第1条　公印は、別に定める。\n附　則\nこの規則は、公布の日から施行する。\n",
]


@pytest.mark.parametrize("text", SINGLE, ids=["one", "unmarked", "states", "repealed", "promulgated"])
def test_one_regulation_stays_whole(text):
    assert find_sections(text) == ()


def test_without_a_circle_a_title_stands_at_the_head_or_behind_the_supplement_of_the_one_before():
    third = (
        UNMARKED
        + "霧原町公文例規程\n昭和52年4月1日\n訓令第1号\n第1条　用字は、常用漢字表による。\n附則\nこの訓令は、公布の日から施行する。\n"
    )
    assert [each.title for each in find_sections(third)] == [
        "霧原町文書管理規程",
        "霧原町公印規則",
        "霧原町公文例規程",
    ]


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "bunsho.txt").write_text(BOOKS, encoding="utf-8")
    made = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([tmp_path / "files"], index=made).documents == 3
    return made, tmp_path


def told(index, query):
    found = index.search(query, viewer=CLERK)
    return [hit.passage.text.splitlines()[-1] for hit in found.hits], found.notice


def test_an_article_of_each_is_shown_and_those_that_are_none_are_told(shelf):
    index, _ = shelf
    numbers = {each.title: (each.number, each.kind) for each in index.documents(CLERK)}
    assert numbers["霧原町公印規則"] == ("昭和41年霧原町規則第5号", "規則")
    assert numbers["霧原町文書管理規程"] == ("平成15年霧原町訓令第2号", "規程")
    assert told(index, "公印規則第2条") == (
        ["第2条　管理者は、公印を紛失したときは、直ちに総務課長に届け出なければならない。"],
        "",
    )
    assert told(index, "文書管理規程第1条")[0] == ["第1条　文書の保存期間は、永年、10年及び1年とする。"]
    assert told(index, "文書管理規程第2条")[1].startswith("第2条はありません（最終は第1条）。")
    assert told(index, "公印規則別表")[0] == ["町長印　方21　総務課長"]


def titles(index):
    return sorted(each.title for each in index.documents(CLERK))


def test_they_stay_go_and_move_with_their_file(shelf):
    index, folder = shelf
    again = ingest([folder / "files"], index=index)
    assert (again.documents, again.unchanged, again.removed) == (3, 1, 0)
    (folder / "files").rename(folder / "moved")
    moved = ingest([folder / "moved"], index=index)
    assert (moved.documents, moved.moved, moved.removed) == (3, 3, 0)
    assert all(str(folder / "moved") in each.source for each in index.documents(CLERK))
    file = folder / "moved" / "bunsho.txt"
    file.write_text(BOOKS.replace("公印規則", "公印取扱規則"), encoding="utf-8")
    assert ingest([folder / "moved"], index=index).removed == 1
    assert titles(index) == ["第6類 文書・公印", "霧原町公印取扱規則", "霧原町文書管理規程"]
    file.write_text("休日のお知らせ\n12月29日は休みます。\n", encoding="utf-8")
    assert ingest([folder / "moved"], index=index).removed == 2
    file.unlink()
    (folder / "moved" / "b.txt").write_text("お知らせ\n来週は休みます。\n", encoding="utf-8")
    assert ingest([folder / "moved"], index=index).removed == 1 and len(titles(index)) == 1
