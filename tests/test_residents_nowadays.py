"""Figures of several years side by side, days without a year, rows that go on in the next passage, a refusal with what is near."""

import re
from datetime import date

import pytest

from app.residents.asking import has_form
from app.residents.bareword import names_nothing
from app.residents.celldays import day_of_year
from app.residents.nowadays import of_today, was_so
from app.residents.past import past_period
from app.residents.tables import Table, read_tables, tables_of
from ingest.document import Passage
from ingest.search.coverage import nouns_of
from tests.test_residents import PHRASES
from tests.town_of_pages import ask_of

TODAY = date(2026, 11, 20)
PAGES = {
    "zei": (
        "国民健康保険税の税率",
        "<h2>税率</h2><table><tr><th>区分</th><th>令和7年度</th><th>令和8年度</th></tr>"
        "<tr><td>所得割</td><td>6.8%</td><td>7.1%</td></tr><tr><td>均等割（1人）</td><td>25,000円</td><td>26,400円</td></tr></table>",
    ),
    "yobou": (
        "高齢者の予防接種",
        "<h2>自己負担</h2><p>令和7年度のインフルエンザの自己負担は1,200円でした。</p>"
        "<p>今年度のインフルエンザの自己負担は1,500円です。生活保護を受けている方は無料です。</p>",
    ),
    "kyuujitsu": (
        "マイナンバーカードの休日の受取窓口",
        "<h2>休日の受取窓口</h2><table><tr><th>月</th><th>開設日</th><th>時間</th></tr>"
        "<tr><td>令和8年11月</td><td>11月8日（日曜日）</td><td>午前9時から正午</td></tr>"
        "<tr><td>令和8年12月</td><td>12月13日（日曜日）</td><td>午前9時から正午</td></tr>"
        "<tr><td>令和9年1月</td><td>1月17日（日曜日）</td><td>午前9時から正午</td></tr></table>",
    ),
    "inu": ("犬の登録", "<p>犬を飼い始めたら30日以内に登録してください。登録の手数料は3,000円です。</p>"),
    "kouen": (
        "公園の使い方",
        "<p>芝生の広場では、犬の綱を放さないでください。花火は手持ちのものに限ります。ごみは持ち帰ってください。</p>",
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return ask_of(tmp_path_factory.mktemp("nowadays"), PAGES, as_of=TODAY)


FEES = read_tables("区分 | 令和8年9月まで | 令和8年10月から | 備考\n1から10 | 66円 | 77円 | 税込\n")[0]


def test_what_is_over_is_left_out_beside_what_is_not():
    kept = of_today(FEES, "水道料金はいくらですか", TODAY)
    assert kept.header == ("区分", "令和8年10月から", "備考") and kept.rows == (("1から10", "77円", "税込"),)
    assert of_today(FEES, "水道料金はいくら上がりましたか", TODAY) is FEES
    assert of_today(FEES, "令和7年の水道料金は", TODAY) is FEES
    assert of_today(FEES, "水道料金はいくらですか", date(2026, 9, 30)) == FEES, (
        "the old fee holds until its last day"
    )
    alone = Table(("品目", "令和7年度"), (("いす", "400円"),))
    assert of_today(alone, "いすはいくら", TODAY) == alone, "nothing newer stands beside it"
    years = read_tables("年度 | 負担\n令和7年度 | 1,200円\n令和8年度 | 1,500円\n")[0]
    assert of_today(years, "負担はいくら", TODAY).rows == (("令和8年度", "1,500円"),)


@pytest.mark.parametrize(
    "header",
    [
        "車種 | 平成27年3月まで | 平成27年4月から",
        "車種 | 令和8年3月31日までに登録した車 | 令和8年4月1日以後に登録した車",
        "対象 | 令和8年4月1日以前に生まれた方 | 令和8年4月2日以後に生まれた方",
    ],
)
def test_days_that_part_cases_are_no_time_that_is_over(header):
    table = read_tables(f"{header}\n軽 | 7,200円 | 10,800円\n")[0]
    assert of_today(table, "軽の税金はいくら", TODAY) == table


def test_a_line_of_last_year_is_told_only_to_who_asks_of_it():
    line = "令和7年度の自己負担は1,200円でした。"
    assert was_so(line, "自己負担はいくら", TODAY) and not was_so(line, "去年の自己負担は", TODAY)
    assert not was_so("令和8年度の自己負担は1,500円です。", "自己負担はいくら", TODAY)


def test_who_remembers_last_year_asks_of_this_year():
    assert past_period("今年はいくらですか。去年は1,200円だったと思う", TODAY) is None
    assert past_period("去年はいくらでしたか", TODAY) is not None


def test_answers_are_of_this_year(ask):
    assert (
        "26,400円" in ask("国保の均等割はいくら").text and "25,000円" not in ask("国保の均等割はいくら").text
    )
    told = ask("67歳です。インフルの注射、今年は自己負担いくらですか。去年は1200円だったと思う").text
    assert "1,500円" in told and "1,200円" not in told


def test_the_row_of_next_month_is_told(ask):
    told = ask("来月の日曜日にマイナンバーカードを受け取れる日はありますか")
    assert "12月13日" in told.text and "11月8日" not in told.text and "1月17日" not in told.text


def test_a_day_without_a_year_is_of_the_year_that_its_row_or_its_weekday_says():
    assert day_of_year(("令和8年12月", "12月13日"), 1, date(2026, 4, 2)) == date(2026, 12, 13)
    assert day_of_year(("健診", "1月15日"), 1, TODAY) == date(2027, 1, 15)
    assert day_of_year(("健診", "1月15日（木）"), 1, TODAY) is None, "it was a Thursday in another year"
    assert (
        day_of_year(("健診", "2月30日"), 1, TODAY) is None and day_of_year(("健診", "随時"), 1, TODAY) is None
    )


def part(text, above):
    return Passage("p", "d", "表", (), 0, len(text), "rows", text, context=above)


def test_one_row_that_goes_on_has_the_names_of_its_columns():
    header = "地区 | 燃やすごみ | 資源\n"
    passage = part("南浜 | 月・木 | 第3水曜日\n", header)
    assert tables_of(passage) == (Table(("地区", "燃やすごみ", "資源"), (("南浜", "月・木", "第3水曜日"),)),)
    asked = part("7 | ごみ | 出せますか。 | 出せません。\n", "番号 | 分類 | 質問 | 回答\n")
    assert tables_of(asked) == (), "a question with its answer is no row of figures"


@pytest.mark.parametrize("text", ["いくらですか", "手数料はいくらですか？", "申し込みはいつまでですか", "必要なものは何ですか", "補助金はいくらもらえますか"])  # fmt: skip
def test_a_question_without_a_matter_is_asked_back(ask, text):
    assert names_nothing(text, PHRASES)
    made = ask(text)
    assert made.status == "clarify" and "何について" in made.text and not made.citations and made.choices


@pytest.mark.parametrize("text", ["犬の登録の手数料はいくらですか", "家賃はいくら", "ごみ袋は何円", "受付時間は？", "引っ越したら何が必要ですか"])  # fmt: skip
def test_a_question_with_a_matter_is_not(text):
    assert not names_nothing(text, PHRASES)


def test_what_is_counted_is_no_matter():
    assert nouns_of("ごみ袋は何円") == ("ごみ袋",) and nouns_of("定員は何名") == ("定員",)


def test_a_refusal_shows_what_stands_nearest_and_calls_it_no_answer(ask):
    made = ask("芝生の広場でドローンを飛ばしてもいいですか")
    assert made.status == "no_sources" and not made.citations and not made.parts
    assert [one.label.split("　")[0] for one in made.related][:1] == ["公園の使い方"]
    assert "芝生の広場では" in made.related[0].quote and made.related[0].url
    assert ask("犬の登録の手数料はいくらですか").related == ()


def test_since_when_a_fee_holds_is_no_day_that_is_asked_for():
    day = (re.compile("[0-9] ?日|曜"),)
    assert not has_form(day, "大（45リットル）　値段（令和8年10月1日から）：520円")
    assert has_form(day, "期間：令和8年10月1日から12月1日まで") and has_form(day, "燃やすごみ：火曜")


def test_a_column_of_what_is_burnt_is_found_by_any_word_for_it():
    table = Table(("地区", "燃やすごみ", "燃やさないごみ"), (("大手", "月・木", "第1水曜日"),))
    assert table.columns("もえるごみいつ") == (1,) and table.columns("もえないごみの日") == (2,)


def test_what_is_far_in_every_way_is_not_told_but_shown(ask):
    made = ask("犬小屋を建てたいのですが建築の確認はどこに出すのですか")
    assert made.status == "no_sources" and not made.citations


def test_the_last_clause_alone_is_not_answered_from_a_page_that_knows_nothing_of_the_story(ask):
    made = ask("畑のトラクターにナンバーを付けたいんです。登録の手数料はいくらですか")
    assert "3,000円" not in made.text
