"""What a question says of the document it wants, and what it takes for granted."""

from datetime import date

import pytest

from ingest.document import Document, Hit, Passage
from ingest.search.hints import read_hints, without_day
from ingest.search.lexicon import Lexicon
from ingest.search.outside import Outside, load_outside, responsible
from ingest.search.premises import asks_nothing, asks_own_record, premises, unmet


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("令和7年12月定例会での答弁", date(2025, 12, 1), date(2026, 1, 31)),
        ("2024年のあいさつ", date(2024, 1, 1), date(2024, 12, 31)),
        ("令和6年度の決算", date(2024, 4, 1), date(2025, 3, 31)),
        ("2024年度の決算", date(2024, 4, 1), date(2025, 3, 31)),
        ("令和元年の台風", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_year_month_or_fiscal_year_is_a_period(query, first, last):
    assert read_hints(query).periods == ((first, last),)


def test_the_day_that_is_searched_as_of_is_no_word_of_the_question():
    day = date(2024, 4, 1)
    assert without_day("令和6年4月1日時点のこども医療費助成の対象", day) == "こども医療費助成の対象"
    assert without_day("2024年4月1日の時点で、手数料はいくら", day) == "手数料はいくら"
    assert without_day("令和６年４月１日に出産した場合", day) == "出産した場合"
    assert (
        without_day("令和7年3月15日の会議", day) == "令和7年3月15日の会議"
    )  # another day is what is asked for
    assert without_day("令和6年4月1日", day) == "令和6年4月1日"


def test_a_document_is_dated_by_the_day_it_was_made():
    hints = read_hints("令和7年12月の答弁")
    assert hints.kinds == ("会議録",)
    minutes = Document("m", "会議録", "会議録", "", "m", "0", issued=date(2025, 12, 9))
    later = Document("s", "想定問答", "想定問答", "", "s", "0", issued=date(2026, 11, 10))
    assert (hints.dated(minutes), hints.of_kind(minutes)) == (True, True)
    assert (hints.dated(later), hints.of_kind(later)) == (False, False)
    assert read_hints("住民票の手数料") == read_hints("ごみの日")


def hit(text, title="第21回みどり市市民文化祭", issued=date(2026, 11, 3)):
    document = Document("d", title, "あいさつ文", text, "d", "0", issued=issued)
    return Hit(Passage("d#h1", "d", "冒頭", (), 0, len(text), "text", text), document, 1.0, 1, ("dense",))


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("第23回市民文化祭の来場者数", ("第23回",)),
        ("令和9年度の決算", ("令和9年度",)),
        ("市立美術館の観覧料", ("市立美術館",)),
        ("桐ヶ丘市の住民票の手数料", ("桐ヶ丘市",)),
        ("隣のあさひ市の住民票", ("あさひ市",)),
        ("みどり市の住民票の手数料", ()),
        ("令和7年3月15日に取ると", ()),
        ("合併前の町村の条例", ()),
        ("各市町村の負担", ()),
        ("東京都の転入届の手続き", ("東京都",)),
        ("東京都杉並区の保育園", ("東京都", "杉並区")),
        ("横浜市から引っ越してきました。転入届に必要なものは", ()),
        ("東京都杉並区から転入しました", ()),
        ("大阪府に引っ越します", ()),
        ("中央地区のごみの日", ()),
        ("わくわくキッズプラザの利用料", ("キッズプラザ",)),
    ],
)
def test_premises_are_years_editions_facilities_and_other_cities(query, named):
    assert premises(query, city="みどり市") == named


def test_a_premise_is_met_in_any_spelling():
    hits = [hit("今年も多くの方にお越しいただきました。")]
    assert unmet("第21回の来場者数", hits) == ()
    assert unmet("第二十一回の来場者数", hits) == ()
    assert unmet("第23回の来場者数", hits) == ("第23回",)
    assert unmet("令和8年度の文化祭", hits) == ()
    assert unmet("2026年の文化祭", hits) == ()
    assert unmet("令和6年度の文化祭", hits) == ("令和6年度",)


def test_only_the_first_hits_count():
    hits = [hit("別の話", title="別の文書")] * 5 + [hit("ここにある")]
    assert unmet("第21回の来場者数", hits) == ("第21回",)


@pytest.mark.parametrize(
    ("query", "own"),
    [
        ("私の印鑑登録証の番号は何番ですか", True),
        ("うちの子は保育園の選考で何点でしたか", True),
        ("昨日出した転入届の処理は終わりましたか", True),
        ("先月申請した介護の認定はもう決まりましたか", True),
        ("わたしが借りている本は何冊ですか", True),
        ("夫の国保の資格は切れていますか", True),
        ("印鑑登録証の番号はどこに書いてありますか", False),
        ("私の代わりに家族が取れますか", False),
        ("申請したマイナンバーカードはいつ届きますか", False),  # the rule answers
        ("うちの地区は洪水の区域に入っていますか", False),  # the map answers
        ("母の日の行事は決まりましたか", False),
        ("父の戸籍は郵送で取れますか", False),
        ("子どもの医療費は助成されていますか", False),
    ],
)
def test_ones_own_record_is_nobodys_passage(query, own):
    assert asks_own_record(query) is own


def test_who_only_greets_asks_for_nothing():
    assert asks_nothing("こんにちは、元気ですか") and asks_nothing("ありがとう、助かりました")
    assert not asks_nothing("こんにちは、元気な子どもの健診はいつですか")
    assert not asks_nothing("ありがとう。転入届も教えて") and not asks_nothing("元気ですか")
    assert Lexicon().barred("おはようございます", [hit("皆様、おはようございます。")]).nothing


def test_a_matter_of_another_office_is_outside_unless_a_heading_names_it():
    table = (Outside(("パスポート", "旅券"), "県の旅券窓口"),)
    assert responsible("パスポートの更新", [hit("手数料の話")], table) == "県の旅券窓口"
    assert (
        responsible("パスポートの更新", [hit("受け取れます", title="パスポートの申請について")], table) == ""
    )
    assert responsible("住民票の写し", [hit("手数料の話")], table) == ""
    named = "市役所でできますか。 | 市役所でできます。運転免許証かパスポートをお持ちください。"
    assert responsible("パスポートの申請は市役所でできますか", [hit(named)], table) == "県の旅券窓口"


def test_headings_must_name_all_that_the_question_names():
    table = (Outside(("所得税", "確定申告", "法人税"), "税務署", ("法人税割",)),)
    about = [hit("日曜にも受け付けます。", title="確定申告の相談")]
    assert responsible("確定申告の相談の日", about, table) == ""
    assert responsible("所得税の確定申告の控除の額", about, table) == "税務署"
    here = [hit("毎月第2水曜日に、年金事務所の職員が市役所で相談を受けます。", title="国民年金")]
    pensions = (Outside(("年金事務所",), "年金事務所"),)
    assert responsible("年金事務所の人に市役所で相談できる日", here, pensions) == ""
    assert responsible("年金事務所の人に相談できる日", here, pensions) == "年金事務所"
    assert responsible("年金事務所は市役所の近くですか", [hit("年金事務所へ。")], pensions) == "年金事務所"
    assert responsible("法人税の税率", [hit("8.4", title="（法人税割の税率）")], table) == "税務署"
    assert responsible("法人税割の税率", [hit("8.4")], table) == ""


def test_a_longer_word_of_the_city_is_not_the_other_offices_matter():
    table = (Outside(("自動車税",), "県税事務所", ("軽自動車税",)),)
    assert responsible("軽自動車税の納期", [hit("納期の話")], table) == ""
    assert responsible("自動車税を払いたい", [hit("納期の話", title="軽自動車税")], table) == "県税事務所"


def test_a_wrong_table_of_other_offices_is_refused(tmp_path):
    from ingest.errors import SettingError

    file = tmp_path / "scope.toml"
    file.write_text("[[outside]]\nwords = ['旅券']\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"1 番目.*ask"):
        load_outside(file)
    assert load_outside(tmp_path / "none.toml") == ()


def test_a_page_of_the_city_that_answers_wins_over_the_table():
    table = (Outside(("パスポート", "旅券"), "県の旅券窓口", same=True), Outside(("裁判",), "裁判所"))
    center = hit("日曜日は受取りだけができます。", title="パスポートセンター")
    assert responsible("旅券の受取りは日曜もできますか", [center], table) == ""
    assert responsible("旅券の受取りは日曜もできますか", [hit("手数料")], table) == "県の旅券窓口"
    advice = hit("裁判になりそうなことは、弁護士が聞きます。", title="無料法律相談")
    assert responsible("裁判の無料法律相談", [advice], table) == ""
    assert responsible("裁判の日程", [advice], table) == "裁判所"
    assert responsible("裁判の無料法律相談", [hit("水曜日です。", title="無料法律相談")], table) == "裁判所"


def test_another_municipality_needs_no_name():
    own = hit("休館日は月曜日です。", title="図書館")
    assert unmet("隣の市の図書館の休館日", [own]) == ("隣の市",)
    assert unmet("となりの町のごみの出し方", [own]) == ("となりの町",)
    assert unmet("他の市の人も図書館を使えますか", [own]) == ()
    assert unmet("隣の市から引っ越してきました", [own]) == ()
    assert unmet("隣の市の図書館でも借りられますか", [own]) == ()
