"""A message that tells a story before it asks, and one that asks of a thing of which no page speaks."""

from pathlib import Path

import pytest

from app.residents.clause import core_of, names, things
from ingest.loaders.layout.spaced import spaced_tables
from ingest.loaders.source import Source
from ingest.loaders.text import load
from ingest.papers.kinds import guess_kind
from ingest.search.synonyms import Group
from tests.test_residents import PHRASES
from tests.town_of_pages import ask_of

PAGES = {
    "water": (
        "水道の使用開始と中止",
        "<h2>やめるとき</h2><p>引っ越しの3営業日前までに、お客様センターへ電話してください。</p>"
        "<h2>断水のお知らせ</h2><p>配水管の工事のため、12月8日午後10時まで断水します。</p><p>お問い合わせ</p><p>水道課</p>",
    ),
    "bus": (
        "町内バスかもめ",
        "<h2>回数券</h2><p>200円券11枚つづりを2,000円で、車内で販売しています。</p>"
        "<h2>運行日</h2><p>月曜日から土曜日まで運行します。</p>",
    ),
    "waste": (
        "家庭ごみの出し方",
        "<h2>燃やすごみ</h2><p>生ごみはよく水を切り、指定の袋に入れて出してください。</p>",
    ),
}  # fmt: skip
SPACED = """がん検診のご案内

検診　　　　　　対象者　　　　　　　　　自己負担
胃がん　　　　　５０歳以上　　　　　　　３，０００円
肺がん　　　　　４０歳以上（２年に１回）　３００円
大腸がん　　　　　　　　　　　　　　　　５００円

７５歳以上の方は無料です。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return ask_of(tmp_path_factory.mktemp("story"), PAGES)


@pytest.mark.parametrize(
    ("text", "core", "found"),
    [
        ("来週アパートを出ます。水道はいつまでに電話すれば止まりますか", "水道はいつまでに電話すれば止まりますか", ("水道",)),
        ("市民農園を借りたいのですが空きはありますか", "市民農園を借りたいのですが空きはありますか", ("農園",)),
        ("引っ越します。自分でクリーンセンターに持って行けますか", "自分でクリーンセンターに持って行けますか", ("センター",)),
        ("平日の夜に駅前で自転車を置けますか", "平日の夜に駅前で自転車を置けますか", ("自転車",)),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_apart_from_the_story(text, core, found):
    assert core_of(text, PHRASES) == core
    assert things(core, PHRASES) == found


def test_a_thing_of_several_words_has_a_whole_name():
    assert names("クリーンセンターに予約はいりますか", PHRASES) == ("クリーンセンター",)


def test_the_last_clause_is_answered_and_not_the_story(ask):
    made = ask("来週アパートを出ます。水道はいつまでに電話すれば止めてもらえますか")
    assert made.text == "引っ越しの3営業日前までに、お客様センターへ電話してください。"


@pytest.mark.parametrize(
    "question", ["かもめに自転車を載せられますか", "生ごみ処理機を買ったら補助が出ますか"]
)
def test_a_thing_of_which_the_page_does_not_speak_is_answered_by_nothing_on_it(ask, question):
    assert ask(question).status == "no_sources"


def test_whom_to_ask_is_no_part_of_an_answer(ask):
    assert ask("断水はいつですか").text == "配水管の工事のため、12月8日午後10時まで断水します。"


def test_a_table_set_with_spaces_is_read_by_its_columns(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(SPACED, encoding="utf-8")
    rows = [line for line in load(Source(path, path.name)).text.splitlines() if "|" in line]
    assert rows == [
        "検診 | 対象者 | 自己負担",
        "胃がん | ５０歳以上 | ３，０００円",
        "肺がん | ４０歳以上（２年に１回） | ３００円",
        "大腸がん |  | ５００円",
    ]


def test_a_letter_that_is_spread_is_no_table():
    assert not list(spaced_tables(["年　　月　　日", "みどり市長　　氏　　名", "第　　　　号　　　あ"][:2]))


def test_a_table_of_questions_is_one_whatever_they_are_about():
    assert guess_kind("faq", "質問 | 回答\n広報紙はいつ届きますか | 毎月1日です。", "faq.csv") == "FAQ"
    assert guess_kind("固定資産税・都市計画税の納期", "第1期　6月1日", "a.txt") == "文書"


def test_a_thing_and_what_is_done_may_stand_apart():
    group = Group(("水道の使用中止",), ("水道を止め",), ())
    assert group.matched("水道はいつまでに言えば止めてもらえますか") == ("水道を止め",)
    assert group.matched("水道の料金。車を止めたい") == ()
