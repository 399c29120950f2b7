"""The kind of answer that a question asks for, on pages as towns write them: steps for どうやって, days for 日曜も, the
other case left out, and no answer from a page that only shares a word."""

from datetime import date

import pytest

from app.residents.asking import Asked
from app.residents.cases import is_asked_case, is_of_longer
from app.residents.rownames import same_sense
from app.residents.tables import read_tables
from ingest.search.coverage import read_terms, squeezed
from tests.test_residents import PHRASES
from tests.town_of_pages import ask_of

PAGES = {
    "ookiigomi": (
        "大型ごみの出し方",
        "<p>大型ごみとは、指定袋に入らない大きさのごみをいいます。</p>"
        "<h2>家まで取りに来てほしい場合</h2><ol><li>受付センターに電話で申し込みます。</li>"
        "<li>処理券を買って品物に貼ります。</li><li>収集日の朝8時までに玄関先に出してください。</li></ol>"
        "<h2>処理場へ持ち込む場合</h2><p>北浦処理場に直接持ち込むことができます。</p>"
        "<ul><li>受付：月曜日から金曜日および第3日曜日の9時から16時まで</li><li>料金：10キログラムにつき90円</li></ul>",
    ),
    "nittei": (
        "ごみの収集日",
        "<h2>燃やすごみ</h2><table><tr><th>地区</th><th>燃やすごみ</th></tr><tr><td>北浦・東浦</td><td>月曜日・木曜日</td></tr>"
        "<tr><td>西浦</td><td>火曜日・金曜日</td></tr></table>"
        "<h2>燃やさないごみ</h2><table><tr><th>月</th><th>北浦・東浦</th><th>西浦</th></tr>"
        "<tr><td>10月</td><td>7日</td><td>14日</td></tr><tr><td>11月</td><td>4日</td><td>11日</td></tr>"
        "<tr><td>12月</td><td>2日</td><td>9日</td></tr><tr><td>1月</td><td>6日</td><td>13日</td></tr></table>"
        "<h2>指定袋</h2><table><tr><th>袋</th><th>価格（10枚）</th></tr><tr><td>燃やすごみ用　大</td><td>420円</td></tr>"
        "<tr><td>燃やすごみ用　小</td><td>210円</td></tr></table>",
    ),
    "shoumei": (
        "証明書の交付",
        "<h2>コンビニで取るとき</h2><p>コピー機で住民票の写しを取ることができます。</p><p>手数料：1通180円</p>"
        "<h2>郵送で請求するとき</h2><ol><li>交付請求書に必要なことを書いてください。</li>"
        "<li>手数料の分の定額小為替を同封して、住民課に送ってください。</li></ol>",
    ),
    "hikkoshi": (
        "引っ越しの手続き",
        "<h2>町から町外へ引っ越すとき（転出届）</h2><p>引っ越す日の14日前から、引っ越した後14日以内に届け出てください。</p>"
        "<h2>町外から町へ引っ越してきたとき（転入届）</h2><p>住み始めた日から14日以内に届け出てください。</p>",
    ),
    "inuneko": (
        "犬・猫を飼っている方へ",
        "<h2>猫の手術の補助</h2><p>飼い猫に手術を受けさせる町民の方に、1匹7,000円を補助します。</p>",
    ),
    "puuru": (
        "町民プール",
        "<h2>開場</h2><p>7月18日から8月31日まで開場します。水曜日は休みです。</p><h2>料金</h2><p>大人300円、子ども100円</p>",
    ),
    "kenshin": (
        "がん検診",
        "<h2>自己負担</h2><table><tr><th>検診</th><th>自己負担</th></tr><tr><td>肺がん検診</td><td>300円</td></tr>"
        "<tr><td>胃がん検診</td><td>900円</td></tr></table><p>※70歳以上の方は無料です。</p><p>町外の方は受けられません。</p>",
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """A town whose pages are HTML, asked on 2026-11-20."""
    return ask_of(tmp_path_factory.mktemp("kinds"), PAGES, as_of=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("大型ごみはどうやって出すの？", ["受付センターに電話で申し込みます。", "処理券を買って品物に貼ります。", "収集日の朝8時までに玄関先に出してください。"]),
        ("北浦処理場って日曜もやってる？", ["北浦処理場に直接持ち込むことができます。", "受付：月曜日から金曜日および第3日曜日の9時から16時まで", "料金：10キログラムにつき90円"]),
        ("西浦の燃やさないごみの次の日っていつ", ["12月　西浦：9日", "1月　西浦：13日"]),
        ("東浦の燃えないごみ、12月はいつ", ["12月　北浦・東浦：2日"]),
        ("先週引越してきました。いつまでに届ければいいですか", ["住み始めた日から14日以内に届け出てください。"]),
        ("証明書を郵送で請求したい、どうやるの", ["交付請求書に必要なことを書いてください。", "手数料の分の定額小為替を同封して、住民課に送ってください。"]),
    ],
)  # fmt: skip
def test_what_is_told_is_of_the_kind_and_of_the_case_that_is_asked(ask, question, lines):
    assert ask(question).text.splitlines() == lines


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("肺がん検診はいくら？75歳です", ["肺がん検診　自己負担：300円", "70歳以上の方は無料です。"]),
        ("肺がん検診はいくら？50歳です", ["肺がん検診　自己負担：300円"]),
    ],
)
def test_what_holds_for_the_age_that_is_told_is_told_with_the_price(ask, question, lines):
    assert ask(question).text.splitlines() == lines


def test_a_price_is_not_asked_back_by_district(ask):
    made = ask("燃やすごみの袋の大いくら？")
    assert made.status == "answered" and "420円" in made.text and "北浦" not in made.text


def test_the_day_for_rubbish_is_asked_back_by_district(ask):
    made = ask("ごみを出す日はいつ？")
    assert (made.status, [one.label for one in made.choices]) == ("clarify", ["北浦・東浦", "西浦"])


@pytest.mark.parametrize(
    "question",
    ["鹿に畑を荒らされた。柵の補助ある？", "町民プールの回数券ありますか", "町民プールでWi-Fi使える？"],
)
def test_a_page_that_shares_a_word_only_does_not_answer(ask, question):
    made = ask(question)
    assert (made.status, made.citations) == ("no_sources", ())


def test_a_heading_is_of_the_case_also_with_the_name_of_the_form_behind():
    heading = "町外から町へ引っ越してきたとき（転入届）"
    assert is_asked_case("犬が死んだとき", "飼ってた犬が死んだ")
    assert is_asked_case(heading, "引っ越してきました") and not is_asked_case("水道（料金）", "水道の料金")


def test_a_thing_is_not_another_that_ends_in_its_name():
    asked = Asked.of("水道の開始", ())
    assert is_of_longer(asked, "下水道の使用") and not is_of_longer(asked, "水道・下水道の使用")
    assert not is_of_longer(Asked.of("下水道の開始", ()), "下水道の使用")


def test_what_is_burnt_is_not_what_is_not():
    table = read_tables("地区 | 燃やすごみ | 不燃ごみ\n上町 | 月曜 | 火曜\n")[0]
    assert (table.columns("不燃ごみは何曜"), table.columns("燃やさないごみは何曜")) == ((2,), (2,))
    assert not same_sense("燃やすごみ", "もえないごみ") and same_sense("燃やすごみ・不燃ごみ", "不燃ごみ")


def test_a_noun_is_found_however_much_kana_it_is_written_with():
    assert [squeezed(word) for word in ("祝い金", "受け取り", "お知らせ")] == ["祝金", "受取", "お知らせ"]


def test_each_of_them_is_no_thing_that_a_page_speaks_of():
    assert "それぞれ" not in [term.written for term in read_terms("登録と注射はそれぞれいくら")]


def test_days_and_loans_are_read_as_they_are_spoken():
    assert PHRASES.plainly("なんにちに入りますか") == "何日に入りますか"
    assert PHRASES.reworded("お金を借りられますか")[0] == "資金の貸付られますか"
