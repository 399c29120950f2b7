"""What a resident says has happened chooses the row; what is asked for chooses between a table and the lines beside it."""

import pytest

from app.residents.clause import core_of
from app.residents.happening import happened, of_case
from app.residents.rownames import named_in
from app.residents.tables import tables_of
from ingest.document import Passage
from tests.test_residents import PHRASES
from tests.town_of_pages import ask_of

PAGES = {
    "moped": (
        "原付バイクの登録と廃車",
        "<table><tr><th>手続</th><th>必要なもの</th><th>費用</th></tr>"
        "<tr><td>登録（買った）</td><td>販売証明書、身分証</td><td>無料</td></tr>"
        "<tr><td>登録（譲ってもらった）</td><td>譲渡証明書、廃車証明書</td><td>無料</td></tr>"
        "<tr><td>廃車</td><td>ナンバープレート</td><td>無料</td></tr>"
        "<tr><td>ナンバーをなくした</td><td>警察の受理番号</td><td>200円</td></tr></table>",
    ),
    "nursery": (
        "保育所の入所申込み",
        "<p>来年4月からの入所の申込みは、12月4日（金）までです。</p>"
        "<table><tr><th>保育所</th><th>定員</th><th>年齢</th><th>開いている時間</th></tr>"
        "<tr><td>みなと保育所</td><td>90人</td><td>6か月から</td><td>午前7時30分から</td></tr>"
        "<tr><td>やま保育所</td><td>60人</td><td>1歳から</td><td>午前8時から</td></tr></table>",
    ),
    "bags": (
        "指定ごみ袋",
        "<h2>取扱店</h2><p>町内のスーパーとコンビニで販売しています。役場では販売していません。</p>",
    ),
    "shots": (
        "高齢者のインフルエンザ予防接種",
        "<p>自己負担は1,600円です。</p><p>町立病院とうみかぜ内科で受けられます。</p>"
        "<dl><dt>お問い合わせ</dt><dd>健康福祉課 健康づくり係（保健センター）（電話 0999-55-2045）</dd></dl>"
        "<p>最終更新 2026年9月28日</p><p>ページの先頭へ戻る</p>",
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return ask_of(tmp_path_factory.mktemp("happening"), PAGES)


def test_the_row_of_what_happened_is_told(ask):
    made = ask("友達から原付もらったんだけど何持ってけばナンバーもらえる？")
    assert made.text == "登録（譲ってもらった）　必要なもの：譲渡証明書、廃車証明書、費用：無料"


def test_the_line_that_has_what_is_asked_is_told_and_not_the_table_beside_it(ask):
    made = ask("来年4月から保育所に入れたいんですが申し込みいつまでですか")
    assert "12月4日" in made.text and "定員" not in made.text


def test_of_two_questions_that_one_line_answers_the_answer_that_tells_both_is_given(ask):
    made = ask("ごみ袋どこで買える？役場にもある？")
    assert made.text.splitlines() == [
        "町内のスーパーとコンビニで販売しています。",
        "役場では販売していません。",
    ]


def test_whom_to_ask_and_the_foot_of_a_page_are_no_answer_to_where(ask):
    made = ask("インフルエンザの予防接種はどこで受けられますか")
    assert "町立病院" in made.text and "健康づくり係" not in made.text and "先頭" not in made.text


def test_what_happened_is_heard_in_kana_and_kanji_and_what_is_wished_is_not():
    assert happened("登録（もらった）") & happened("友達から貰った")
    assert happened("無くしちゃった") & happened("なくしたとき")
    assert happened("国保に入りたい") == frozenset() == happened("登録の変更")
    rows = (("買った", "1"), ("もらった", "2"), ("なくした", "3"))
    assert of_case("原付をもらいました", rows) == (rows[1],)
    assert of_case("原付を見た", rows) == ()


def test_a_header_of_its_own_is_not_joined_to_the_one_before():
    text = "区分 | 渡船 |  | バス\n区分 | 島民 | その他 | バス\n大人 | 250円 | 620円 | 200円"
    passage = Passage("a#1", "a", "", (), 0, 9, "table", text, "区分 | 渡船 島民 | 渡船 その他 | バス")
    assert tables_of(passage)[0].header == ("区分", "渡船（島民）", "渡船（その他）", "バス")


def test_a_story_ends_where_people_end_it_and_what_is_left_out_is_not_asked():
    assert core_of("先月会社をやめたんで国民健康保険に何を持って入ればいいですか", PHRASES).startswith(
        "国民健康保険"
    )
    assert core_of(
        "母の物忘れがひどくて、介護のことをどこに相談したらよいか分かりません", PHRASES
    ).startswith("介護")
    assert PHRASES.plainly("軽トラじゃなくて普通の乗用車はいくら") == "普通の乗用車はいくら"


def test_a_row_is_named_without_its_brackets_unless_another_is_so_called():
    rows = (("転入（町外から町内へ）", "14日"), ("登録（買った）", "無料"), ("登録（変更）", "有料"))
    assert named_in("転入の届出はいつまで", rows) == (rows[0],)
    assert named_in("登録はいくら", rows) == ()
