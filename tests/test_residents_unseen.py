"""Pages as cities write them: the section that has what is asked is told, from where it begins."""

import pytest

from app.residents.asking import Asked
from app.residents.cases import is_beneath, is_note
from app.residents.matter import _parts_of_names
from app.residents.phrases import put_as_questions
from app.residents.sections import Section
from app.residents.tables import read_tables
from app.residents.terms import with_terms
from ingest.document import Document, Hit, Passage
from ingest.search.coverage import is_spoken_in
from ingest.search.synonyms import Group
from tests.test_residents import PHRASES
from tests.town_of_pages import ask_of

PAGES = {
    "mimamori": (
        "見守り手当",
        "<h2>目的</h2><p>事故や災害で保護者を失った児童の福祉を増進することを目的とします。</p>"
        "<h2>支給要件</h2><p>交通事故や火災で父又は母を亡くした児童を養育している方に支給します。</p>"
        "<h2>支給金額</h2><p>対象の児童1人につき、月額4,200円</p>"
        "<h2>その他</h2><p>手当のことは、こども課にお尋ねください。</p>",
    ),
    "zakka": (
        "交通安全のお願い",
        "<h2>交通事故に注意</h2><p>子どもの交通事故が増えています。親子で歩き方を確かめましょう。</p>",
    ),
    "touhyou": (
        "前もって投票する方へ",
        "<h2>前もっての投票</h2><p>投票は当日に行うことが原則ですが、当日に仕事や旅行の予定がある方は、告示の日の翌日から前日まで、"
        "前もって投票することができます。入場券が届いていなくても、本人であることを確かめたうえで投票できます。</p>"
        "<table><tr><td>投票の場所</td><td>町役場1階の大会議室です。</td></tr>"
        "<tr><td>投票時間</td><td>午前8時30分から午後7時</td></tr>"
        "<tr><td>持参するもの</td><td>入場券（届いている場合）</td></tr></table>",
    ),
    "tokutei": (
        "体験農園の貸出し",
        "<p>町では、体験農園の区画を貸し出しています。</p><table><tr><td>貸出対象</td><td>町内に住む18歳以上の方</td></tr>"
        "<tr><td>申請方法</td><td>使う日の2週間前までに、申請書を出してください。</td></tr>"
        "<tr><td>費用</td><td>無料（種と苗は自分で用意します。）</td></tr></table>",
    ),
    "juminhyo": (
        "住民票",
        "<h2>請求できる方</h2><p>本人と同じ世帯の方が請求できます。窓口で本人確認書類をお見せください。</p>"
        "<h2>主な証明</h2><table><tr><th>証明書</th><th>手数料（1通）</th></tr>"
        "<tr><td>住民票</td><td>250円</td></tr><tr><td>除かれた住民票</td><td>350円</td></tr></table>",
    ),
    "inkan": (
        "印鑑証明書の請求",
        "<h2>手数料</h2><p>1通につき320円</p><h2>必要なもの</h2>"
        "<ul><li>住民票の写し・印鑑証明書等の請求書</li><li>印鑑登録証</li></ul>"
        "<p>代理人が請求するときも、委任状は必要ありません。</p>",
    ),
    "ininjo": (
        "委任状の書き方",
        "<p>戸籍の証明を代理人が請求するときは、委任状が必要です。委任状は本人が書いてください。</p>",
    ),
    "tennyu": (
        "町外から引っ越してきたとき（転入届）",
        "<h2>転入届</h2><p>町外からお引っ越ししてくる場合</p><h3>届け出期間</h3><p>転入した日から14日以内</p>"
        "<h3>届け出に必要なもの</h3><ul><li>届出人の本人確認書類</li><li>届出人の印鑑</li>"
        "<li>転出証明書（前に住んでいた市区町村が出したもの）</li><li>住民基本台帳カード（お持ちの方）</li>"
        "<li>お引っ越しする方全員の通知カード又はマイナンバーカード</li><li>パスポート（国外から転入の方）</li></ul>"
        "<p>カードによる転入を行う場合は、転出証明書が出ません。カードに決めた4桁の暗証番号を入力していただきます。</p>"
        "<h3>ご注意いただくこと</h3><p>代理の方が転入の手続きをする場合は、委任状が必要になります。</p>",
    ),
    "nenkin": (
        "国民年金の保険料",
        "<p>加入者は、保険料を20歳から60歳になる前の月まで納める必要があります。</p>"
        "<p>老齢の年金を受けるには、保険料の免除の期間を合わせて10年以上納めることが必要です。</p>"
        "<p>保険料は、月額17,510円です。</p>",
    ),
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """A town whose pages are HTML with headings and tables, as a site has them."""
    return ask_of(tmp_path_factory.mktemp("site"), PAGES)


@pytest.mark.parametrize(
    ("question", "first", "source"),
    [
        ("体験農園を借りたい。お金は？", "費用：無料（種と苗は自分で用意します。）", "tokutei"),
        ("転入届に持っていくものは何ですか", "届出人の本人確認書類", "tennyu"),
        ("国民年金の保険料は何歳から何歳まで払うのですか", "加入者は、保険料を20歳から60歳になる前の月まで納める必要があります。", "nenkin"),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_first_and_from_its_page(ask, question, first, source):
    made = ask(question)
    assert (made.text.splitlines()[0], made.citations[0].passage_id.partition("-")[0]) == (first, source)


def test_a_second_question_is_read_on_the_page_of_the_first(ask):
    made = ask("印鑑証明書の手数料はいくら？代理人が請求するとき委任状はいる？")
    assert made.text.splitlines()[1::2][:2] == [
        "1通につき320円",
        "代理人が請求するときも、委任状は必要ありません。",
    ]


def test_how_something_is_done_is_told_with_the_days_it_has(ask):
    made = ask("町外から引っ越してきたとき、手続きはどうすればよいですか")
    assert "期限：転入した日から14日以内" in made.text.splitlines()
    assert "町外からお引っ越ししてくる場合" not in made.text


def test_a_table_without_a_header_is_read_term_by_term():
    text = "費用 | 無料です。\n貸出期間 | 7日以内\n申請方法 | 窓口で"
    assert with_terms(text) == "費用：無料です。\n貸出期間：7日以内\n申請方法：窓口で"
    assert read_tables(text) == ()
    fees = "区分 | 料金\n大人 | 300円\n子ども | 100円"
    assert (with_terms(fees), read_tables(fees)[0].header) == (fees, ("区分", "料金"))


def test_of_what_a_question_has_words_for_the_question_itself_counts():
    asked = [one for one in PHRASES.asks if one.asked_in("保険料は何歳から払いますか")]
    kept = put_as_questions(asked, "保険料は何歳から払いますか")
    assert (len(asked), [one.pattern.search("20歳") is not None for one in kept]) == (2, [True])
    both = [one for one in PHRASES.asks if one.asked_in("料金と持ち物")]
    assert put_as_questions(both, "料金と持ち物") == tuple(both)


@pytest.mark.parametrize(
    ("heading", "question", "note"),
    [("ご注意いただくこと", "転入の手続きは", True), ("注意事項", "注意することは", False), ("持ち物", "持ち物は", False)],
)  # fmt: skip
def test_a_note_is_beside_the_matter_unless_it_is_asked_for(heading, question, note):
    document = Document("a", "表題", "ウェブページ", "本文", "a.html", "")
    hit = Hit(Passage("a#1", "a", "", (), 0, 2, "section", "本文"), document, 1.0, 1, ())
    assert is_note(Section(heading, "本文", hit), question) is note


def test_a_noun_is_found_in_another_spelling():
    assert is_spoken_in("子ども", "こどもの医療費") and not is_spoken_in("子ども", "大人の医療費")


def test_what_stands_beside_is_of_the_matter_unless_it_is_a_thing_of_its_own():
    def sections(title: str, *headings: str) -> list[Section]:
        document = Document("a", title, "ウェブページ", "本文", "a.html", "")
        hit = Hit(Passage("a#1", "a", "・".join(headings), (), 0, 2, "section", "本文"), document, 1.0, 1, ())
        return [Section(heading, "本文", hit) for heading in headings]

    terms, amount = sections("見守り手当", "支給要件", "支給金額")
    assert is_beneath(Asked.of("事故で親を亡くした子の手当は月いくら", ()), amount, terms)
    breast, stomach = sections("検診のご案内", "乳がん検診", "胃がん検診")
    assert not is_beneath(Asked.of("乳がん検診はいくら", ()), stomach, breast)


def test_the_head_of_a_name_is_the_matter_itself():
    copy, tax = Group(("住民票の写し",), (), ()), Group(("住民税",), (), ())
    assert _parts_of_names(["住民票"], [(copy, ("住民票の写し",))], ["住民票の写しの請求"]) == set()
    assert _parts_of_names(["住民"], [(tax, ("住民税",))], ["住民税の納期"]) == {"住民"}
