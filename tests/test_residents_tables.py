"""Tables asked by day, age and name, and what a question asks about. The tables are read from the corpus where it matters."""

from datetime import date

import pytest

from app.residents.ages import within
from app.residents.answering import Question, answer
from app.residents.celldays import day_in
from app.residents.focus import focus_of
from app.residents.tables import Table, read_tables
from ingest.document import RESIDENT
from tests.test_residents import PHRASES

DAYS = read_tables("日 | 場所\n令和8年11月15日（日） | 保健センター\n令和8年12月12日（土） | 上沢公民館\n")[0]


@pytest.fixture(scope="module")
def ask(midori):
    class Desk:
        index, prompts, viewer, writer, phrases = midori.index, midori.prompts, RESIDENT, None, PHRASES

    return lambda text, day=date(2026, 11, 20): answer(Desk(), Question(text, as_of=day))


def test_days_are_read_in_both_calendars():
    assert day_in("令和8年11月15日（日）") == date(2026, 11, 15) == day_in("2026年11月15日")
    assert day_in("第1金曜日") is None and day_in("2026年2月30日") is None
    assert DAYS.dated() == 0 and Table(("種類", "額"), (("大", "40円"),)).dated() is None


@pytest.mark.parametrize(
    ("age", "cell", "held"),
    [
        (40, "40歳以上", True),
        (39, "40歳以上", False),
        (74, "40歳から74歳までの人", True),
        (75, "40歳から74歳までの人", False),
        (65, "20歳以上65歳未満", False),
        (3, "3歳未満", False),
        (50, "全員", False),
    ],
)
def test_an_age_is_within_a_range_or_not(age, cell, held):
    assert within(age, cell) is held


def test_rows_are_told_apart_by_the_words_that_others_lack():
    table = read_tables(
        "相談 | 時間\n法律相談（弁護士） | 水曜\n税務相談（税理士） | 金曜\n人権相談 | 月曜\n"
    )[0]
    assert [row[1] for row in table.spoken_of("税理士さんへの相談はいつ")] == ["金曜"]
    assert table.spoken_of("相談の日を教えて") == ()


def test_the_kind_of_answer_is_known_by_the_words_of_the_question():
    focus = focus_of("手数料はいくらですか", (), PHRASES.asks)
    assert focus.answers("1通300円です。") and not focus.answers("市民課で受け付けます。")
    assert not focus_of("何時からですか", (), PHRASES.asks).answers("300円です。")


def test_the_next_day_comes_first_and_past_days_are_left_out(ask):
    made = ask("集団検診の次の日程はいつですか")
    assert made.parts[0].text.startswith("令和8年11月28日") and "11月15日" not in made.text
    assert "12月12日" in made.text and made.citations[0].passage_id.startswith("web-kenshin-html")
    assert ask("12月の集団検診はいつ").text.startswith("令和8年12月12日")


def test_a_row_is_found_by_its_name_and_by_an_age(ask):
    rent = ask("上沢団地の家賃はいくら")
    assert "19,300円〜42,700円" in rent.text and "16,200円" not in rent.text
    assert "第3期　納期限：令和8年12月25日（金）" in ask("固定資産税の第3期の納期限はいつですか").text
    young = ask("30歳です。受けられるがん検診は")
    assert "子宮頸がん" in young.text and "肺がん" not in young.text


def test_the_office_of_a_list_is_the_one_that_its_row_names(ask):
    handoff = ask("仮ナンバーを借りたい").handoff
    assert handoff["section"] == "市民課" and handoff["telephone"].startswith("0999-22-")


ROOMS = read_tables(
    "名称 | 箇所 | 使用料（1時間当たり） | 冷暖房\n西会館 | ホール | 400円 | 100円\n中央会館 | 調理室 | 200円\n"
    "中央会館 | ホール | 300円 | 100円\n中央会館 | 和室（1階） | 250円 | 50円\n中央会館 | 和室（2階） | 150円 | 50円\n"
)[0]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("中央会館のホールを借りるといくらですか", ["中央会館　ホール　使用料（1時間当たり）：300円"]),
        (
            "中央会館の和室はいくら",
            [
                "中央会館　和室（1階）　使用料（1時間当たり）：250円",
                "中央会館　和室（2階）　使用料（1時間当たり）：150円",
            ],
        ),
        ("西会館の和室はいくら", []),
        ("西会館はいくら", ["西会館　ホール　使用料（1時間当たり）：400円"]),
    ],
)
def test_a_room_of_a_building_is_named_by_two_columns(question, told):
    assert [ROOMS.told(row, (2,)) for row in ROOMS.named(question)] == told
    assert set(ROOMS.named(question)) == set(ROOMS.meant(question))
