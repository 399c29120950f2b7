"""A resident's own way of writing: names in ひらがな, a case told by its verb, days that have passed, a row named in full."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.residents.bygone import ends_in
from app.residents.cases import is_asked_case
from app.residents.focus import focus_of
from app.residents.furniture import without_furniture
from app.residents.kana import in_kanji
from app.residents.rows import named_whole
from app.residents.tables import read_tables, tables_of
from app.residents.whom import Signs, contact
from ingest.document import RESIDENT, Document, Hit, Passage
from ingest.search.premises import places
from ingest.search.synonyms import Group, Synonyms
from tests.test_residents import PHRASES


class _Office(SimpleNamespace):
    """Stands for an index that a table is kept of."""

    __hash__ = object.__hash__


def _index(title: str) -> Any:
    groups = Synonyms((Group(("指定ごみ袋", "ごみ袋"), (), ()), Group(("児童手当",), ("子ども手当",), ())))
    page = "地区 | ペットボトル | 缶・びん\n滝上 | 第1水曜 | 月・木\n死亡届の更新は、14日以内です。"
    return _Office(
        lexicon=SimpleNamespace(synonyms=groups),
        ledger=SimpleNamespace(generation=1, blocks=lambda name: []),
        documents=lambda viewer: [SimpleNamespace(id="a", title=title, kind="ウェブページ", digest=title)],
        document=lambda name, viewer: SimpleNamespace(text=page),
    )


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("じどうてあて 3人目", "児童手当 3人目"),
        ("ごみぶくろ いくら", "ごみ袋 いくら"),
        ("こせきとうほんはどこ", "戸籍謄本はどこ"),
        ("ぺっとぼとるの日 滝上", "ペットボトルの日 滝上"),
        ("せいきゅうを する", "請求を する"),
        ("こせき謄本って夜でもとれる", "戸籍謄本って夜でもとれる"),
        ("どうしたらいいですか", "どうしたらいいですか"),
        ("たすけてください", "たすけてください"),
    ],
)
def test_a_name_in_hiragana_is_read_as_the_office_writes_it(asked: str, read: str) -> None:
    assert in_kanji(_index("戸籍謄本の請求"), asked, RESIDENT) == read


def test_a_heading_is_of_the_case_that_the_question_tells() -> None:
    assert is_asked_case("カードをなくしたとき", "マイナンバーカードをなくした")
    assert not is_asked_case("カードの更新", "マイナンバーカードをなくした")
    assert not is_asked_case("カードを更新するとき", "マイナンバーカードをなくした")


def test_a_change_that_holds_since_a_day_has_not_passed() -> None:
    assert list(ends_in("令和7年4月1日に200円から300円に変わりました。")) == [None]
    assert list(ends_in("受付は、令和7年10月31日で終了しました。")) == [date(2025, 10, 31)]


def test_a_space_between_two_things_makes_no_municipality() -> None:
    assert places("コミュニティバス最終 市役所") == ()
    assert places("青葉市の粗大ごみ") == ("青葉市",)


@pytest.mark.parametrize(
    "line",
    ["印刷", "このページの他の言語　やさしい日本語　English", "・役に立った", "・ふつう", "役に立たなかった"],
)
def test_what_every_page_has_answers_nothing(line: str) -> None:
    assert without_furniture(line) == ""


def test_a_row_named_in_full_tells_what_is_asked_of_it_and_nothing_else() -> None:
    text = "施設名 | 所在地 | 電話\n中央保育所 | 本町 | 0100-55-4101\nひばり保育園 | 桜ケ丘 | 0100-55-4103\n"
    table = read_tables(text)[0]

    def told(question: str) -> tuple[tuple[str, ...], ...]:
        return named_whole(table, question, focus_of(question, (), PHRASES.asks), table.columns(question))

    assert told("ひばり保育園の電話番号") == (("ひばり保育園", "桜ケ丘", "0100-55-4103"),)
    assert told("ひばり保育園の給食の電話") == ()


def test_a_row_of_several_blocks_is_named_by_each() -> None:
    table = read_tables("地区 | 燃やすごみ\n南台1〜3丁目 | 火・金\n南台4〜6丁目、桜ケ丘 | 月・木\n")[0]
    assert [row[1] for row in table.named("南台2丁目の燃やすごみ")] == ["火・金"]
    assert [row[1] for row in table.named("南台５丁目の燃やすごみ")] == ["月・木"]


def test_a_table_that_goes_on_is_read_below_the_header_that_it_began_with() -> None:
    text = "北地区 | 北公民館 | 120人\n南地区 | 南小学校 | 300人"
    passage = Passage("a#2", "a", "", (), 0, len(text), "table", text, context="地区 | 施設 | 収容人数")
    (table,) = tables_of(passage)
    assert table.told(table.rows[1], (1, 2)) == "南地区　施設：南小学校、収容人数：300人"
    (alone,) = tables_of(replace(passage, context=""))
    assert alone.header == ("北地区", "北公民館", "120人")


def test_the_hours_of_an_office_stand_beside_its_telephone() -> None:
    far = "持込みは第2日曜日の9:00〜12:00です。" + "分け方の案内です。" * 20
    for end, hours in (
        ("環境課　電話0999-22-1144", ""),
        ("環境課　0999-22-1144（8:30〜17:15）", "8:30〜17:15"),
    ):
        document = Document(
            "a", "ごみ", "ウェブページ", far + end, "a.html", "0", section="環境課", sensitivity="1"
        )
        hit = Hit(Passage("a#1", "a", "", (), 0, 5, "section", far), document, 1.0, 1, ("dense",))
        index = _Office(
            document=lambda name, viewer, document=document: document,
            documents=lambda viewer: [],
            ledger=SimpleNamespace(generation=1),
        )
        signs = Signs(r"[0-9]{4}-[0-9]{2}-[0-9]{4}", r"[0-9]{1,2}:[0-9]{2}〜[0-9]{1,2}:[0-9]{2}")
        told = contact(index, [hit], [hit], RESIDENT, signs)
        assert (told["telephone"], told["hours"]) == ("0999-22-1144", hours)
