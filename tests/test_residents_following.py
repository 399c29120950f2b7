"""Follow-up questions, the words of the office, what a table goes by, and an old site laid out in tables. Real index, no model."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.residents.amounts import basis_of
from app.residents.answering import Question, Turn, answer
from app.residents.columns import districts_of_questions, with_column
from app.residents.composing import Line, without_contact
from app.residents.following import bare, continued, follows
from app.residents.lacking import alone, is_of_another
from app.residents.tables import read_tables
from app.web.residents.desk import PublicOffice
from app.wire import Office
from ingest.document import Document, Hit, Passage
from ingest.ingestion import ingest
from ingest.settings import load_settings
from tests.test_residents import PHRASES

HEAD = """<html><head><title>{title} | 霧ノ原村</title></head><body><table width=100%><tr><td width=180 class=left>
<ul><li><a href=a.html>くらしの情報</a><li><a href=b.html>ごみの出し方</a><li><a href=c.html>村の税金</a></ul></td>
<td valign=top><h1>{title}</h1>{body}</td></tr></table></body></html>"""
PAGES = {
    "bus": ("村営バス", "<h2>村営バス</h2><p>運賃は、1回200円です。</p><p>土曜日、日曜日、祝日は運休します。</p>"),
    "juminhyo": (
        "住民票の写し",
        "<h2>住民票の写し</h2><p>手数料は、1通400円です。</p><p>住民生活課の窓口と、原公民館で受け取れます。</p>"
        "<h3>お問い合わせ</h3><p>住民生活課 戸籍係　電話 0998-55-1121</p>",
    ),
    "passport": (
        "パスポートの申請",
        "<h2>パスポートの申請</h2><p>住民生活課で、新規と更新の申請ができます。</p><h3>手数料</h3><p>10年用は16,300円です。</p>",
    ),
    "gakudo": (
        "放課後児童クラブ",
        "<h2>放課後児童クラブ</h2><p>学校の後に子どもが過ごすところです。学童とも呼びます。</p><p>申込みは、2月に受け付けます。</p>",
    ),
    "madoguchi": (
        "証明書の窓口",
        "<h2>印鑑登録証明書</h2><p>印鑑登録をした人に交付します。</p><h3>手数料</h3><p>1通400円です。</p>"
        "<h3>持ち物</h3><p>印鑑登録証をお持ちください。</p><h3>代理人の請求</h3><p>代理人も請求できます。</p>"
        "<h3>暗証番号</h3><p>自動交付機では暗証番号を使います。</p><h3>受付の時間</h3><p>8:30から17:15まで（土・日曜日、祝日を除く。）</p>",
    ),
    "toshoshitsu": (
        "霧ノ原会館",
        "<h2>霧ノ原会館</h2><p>開館時間は、9:00から17:00までです。</p><p>休館日は、月曜日です。</p><p>部屋の予約は、使う日の10日前までです。</p>",
    ),
    "onsen": (
        "霧ノ湯",
        "<h2>霧ノ湯</h2><p>村長の家の隣にあります。</p><dl><dt>入浴料</dt><dd>大人500円</dd><dt>定休日</dt><dd>毎週火曜日</dd></dl>",
    ),
    "koe": (
        "村民の声と回答",
        "<h2>霧ノ原会館は何時まで開いていますか。もっと遅くまで開けてください。</h2><p>会館は17:00まで開いています。御要望の延長は、令和9年度に検討します。</p>",
    ),
    "gomi": (
        "ごみの収集日",
        "<h2>ごみの収集日</h2><table><tr><th>地区<th>燃やすごみ<th>資源<tr><td>上霧<td>月・木<td>第2水曜<tr><td>原<td>火・金<td>第2金曜</table>",
    ),
    "hoiku": (
        "保育料",
        "<h2>保育料（月額）</h2><table><tr><th>階層<th>市町村民税所得割額<th>月額<tr><td>第3<td>48,600円未満<td>9,000円"
        "<tr><td>第4<td>48,600円以上97,000円未満<td>18,000円<tr><td>第5<td>97,000円以上<td>27,000円</table>",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    place = tmp_path_factory.mktemp("village")
    pages = place / "pages"
    pages.mkdir()
    for name, (title, body) in PAGES.items():
        (pages / f"{name}.html").write_text(HEAD.format(title=title, body=body), encoding="utf-8")
    (pages / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8")
    made = Office(
        load_settings(
            {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_CITY": "霧ノ原村"}
        )
    )
    assert not ingest([pages], index=made.index).failed
    return PublicOffice(made, None)


@pytest.fixture(scope="module")
def talk(office):
    """The last answer of a conversation."""

    def run(*questions, language="auto"):
        turns, made = (), None
        for text in questions:
            made = answer(office, Question(text, language, turns))
            turns = (*turns, Turn(text, made.text))
        return made

    return run


def test_an_old_site_laid_out_in_tables_is_read_as_text_without_its_menu(office):
    texts = {
        one.title: office.index.document(one.id, office.viewer).text
        for one in office.index.documents(office.viewer)
    }
    assert "くらしの情報" not in "".join(texts.values()) and " | " not in texts["村営バス"]
    assert "地区 | 燃やすごみ | 資源" in texts["ごみの収集日"]
    assert (
        next(one.section for one in office.index.documents(office.viewer) if one.title == "住民票の写し")
        == "住民生活課"
    )


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (("住民票の写しはいくらですか", "それはどこで受け取れますか"), "原公民館"),
        (("村営バスの運賃はいくらですか", "土日は？"), "運休します"),
        (("村営バスの運賃はいくらですか", "高いですね", "土日は？"), "運休します"),
        (("日曜日に村営バスは走っていますか",), "運休します"),
        (("原地区の燃やすごみの日はいつですか",), "火・金"),
        (("印鑑登録証明書を取りたい", "土日は？"), "土・日曜日、祝日を除く"),
        (("霧ノ原会館の開館時間は", "休みはいつですか"), "休館日は、月曜日"),
        (("旅券の更新はどこでできますか",), "更新の申請ができます"),
        (("10年用の旅券の手数料はいくらですか",), "16,300円"),
        (("所得割額5万円だと保育料はいくらですか",), "18,000円"),
    ],
)  # fmt: skip
def test_what_is_asked_in_other_words_or_after_another_question_is_answered(talk, questions, told):
    made = talk(*questions)
    assert made.status == "answered" and told in made.text, made.text


def test_what_is_asked_of_an_owner_is_not_answered_with_another_price(talk):
    assert talk("霧ノ湯の入浴料はいくらですか").text == "入浴料：大人500円"
    for text in (
        "村長の給料はいくらですか",
        "霧ノ湯の暖房費はいくらでしょうか",
        "村営バスの修理代はいくらできまりますか",
    ):
        assert talk(text).status == "no_sources", text


def test_the_quote_below_a_source_is_the_line_that_the_answer_tells(talk):
    made = talk("霧ノ湯の定休日は何曜日ですか")
    assert [one.quote for one in made.citations] == ["定休日：毎週火曜日"]


def test_the_reply_to_a_complaint_gives_way_to_the_page_that_says_it(talk):
    made = talk("霧ノ原会館は何時まで開いていますか")
    assert "17:00" in made.text and made.citations[0].label.startswith("霧ノ原会館")


def test_a_question_that_names_but_a_column_is_asked_back_the_district(office, talk):
    made = talk("資源は何曜日ですか")
    assert made.status == "clarify" and [one.label for one in made.choices] == ["上霧", "原"]
    assert "第2金曜" in talk("原地区の資源は何曜日ですか").text
    hits = office.index.search("ごみの収集日", viewer=office.viewer, k=10).hits
    found = [
        with_column(text, hits, PHRASES.asks, ("地区",))
        for text in ("資源は何曜日ですか", "電池は何曜日ですか", "資源はいくらですか", "資源とは")
    ]
    assert [len(one) for one in found] == [1, 0, 0, 0]


def test_the_days_of_one_district_are_no_answer_to_who_names_none():
    def asked(label):
        passage = Passage(label, "faq", "", (), 0, 1, "row", "月曜日です。")
        return Hit(replace(passage, label=label), Document("faq", "FAQ", "FAQ", "", "", "0"), 1.0, 1, ())

    upper, lower, rest = (
        asked(text)
        for text in (
            "上霧地区のごみの収集日を教えてください。",
            "原地区の燃やすごみの収集日はいつですか。",
            "粗大ごみの申込みは。",
        )
    )

    def told(question, *hits):
        return districts_of_questions(question, hits, ("地区", "校区"))

    assert told("ごみの収集日を教えて", upper, rest, lower) == ("上霧地区", "原地区")
    assert (
        told("上霧のごみの収集日を教えて", upper, lower) == told("原地区のごみの収集日は", upper, lower) == ()
    )
    assert told("ごみの収集日を教えて", rest, upper, lower) == told("ごみの収集日を教えて", upper, rest) == ()
    assert told("体育館の休館日を教えて", upper, lower) == ()


def test_a_holiday_of_a_house_is_its_closing_day_and_one_of_summer_is_not():
    assert PHRASES.reworded("図書館の休みはいつですか")[0] == "図書館の休館日はいつですか"
    for text in ("図書館の夏休みの行事は", "保育園を休みます", "館長の休み方は"):
        assert PHRASES.reworded(text) == (text,)


def test_what_is_asked_of_a_thing_is_not_answered_of_another_thing_that_shares_a_word(talk):
    for question in ("パスポートの手数料", "霧ノ原会館の休館日", "印鑑登録証明書の代理人"):
        assert talk(question).status == "answered", question
    beside, human, house = ("ペット", "火葬"), "火葬は、斎場で行います。", "ペットは、避難所で飼えます。"
    assert alone("ペットの火葬は", beside, {"ペット"}, human) == ("ペット",)
    assert alone("ペットの火葬は", beside, {"火葬"}, house) == ("火葬",)
    assert alone("ペットの火葬は", beside, set(), human + house) == ()
    assert alone("花火大会の駐車場", ("花火", "大会"), {"花火", "大会"}, "花火大会の日は") == ()
    told = [
        ("ペットの火葬は", "ペット"),
        ("原付の名義変更", "原付"),
        ("夜間に診てくれる病院", "病院"),
        ("図書館の休館日", ""),
    ]
    assert [
        is_of_another(SimpleNamespace(query=query), tuple(filter(None, (lacking,))))
        for query, lacking in told
    ] == [True, True, False, False]


def test_an_animal_found_dead_is_another_matter_than_ones_own_that_died():
    assert PHRASES.reworded("道で狸が死んでいます")[0] == "道で動物が死んでいます"
    assert "動物の死体" in PHRASES.reworded("庭で猫が死んでいた。どうすれば")[1]
    assert PHRASES.reworded("飼い犬が死にました") == ("飼い犬が死亡",)


def test_a_question_without_what_people_say_is_read_once_whatever_the_ways_of_the_office():
    class Counting:
        times = 0

        def sub(self, way, text):
            Counting.times += 1
            return text.replace("休み", way)

    forms = replace(PHRASES, rewords=tuple((Counting(), ("休館日", "閉館日")) for _ in range(20)))
    assert forms.reworded("手数料は") == ("手数料は",)
    assert Counting.times == 40
    assert forms.reworded("休み") == ("休館日", "閉館日")


def test_an_amount_of_another_thing_is_told_what_the_table_goes_by_and_no_row(talk):
    made = talk("年収400万円だと保育料はいくらですか")
    assert made.status == "clarify" and "年収ではなく、市町村民税所得割額で決まります" in made.text
    assert "円" not in made.text and made.citations[0].label.startswith("保育料")
    english = talk("年収400万円だと保育料はいくらですか", language="en")
    assert english.text.startswith("「保育料」 goes by 市町村民税所得割額, not by 年収")


def test_the_price_of_another_matter_is_not_told_beside_the_answer(talk):
    made = talk("学童の手数料はいくらですか")
    assert "16,300" not in made.text and "400円" not in made.text


def test_what_is_not_translated_is_beside_its_japanese_in_easy_japanese_with_readings(talk):
    made = talk("住民票の写しの手数料はいくらですか", language="vi")
    assert made.language == "ja" and "400円" in made.text and made.notes
    assert "［" in made.parts[0].ruby and "手続き" in made.parts[0].ruby and "400" in made.parts[0].ruby
    assert made.original and "［" not in made.original
    judged = talk("うちは住民票の写しの手数料を免除されますか。いくら払いますか", language="ja-easy")
    assert all("［" in one for one in judged.notes_ruby) and len(judged.notes_ruby) == len(judged.notes)


def test_the_office_to_ask_is_that_of_the_page_that_answers(talk):
    made = talk("住民票の写しの手数料はいくらですか")
    assert made.handoff["section"] == "住民生活課" and made.handoff["page"].startswith("/documents/")
    assert (
        made.handoff["page"].rsplit("/", 1)[1] in made.citations[0].url
        and made.handoff["telephone"] == "0998-55-1121"
    )


@pytest.mark.parametrize(
    ("text", "before", "said", "is_one"),
    [
        ("土日は？", "住民票の写しの手数料は", "1通300円です。", True),
        ("それはいくらですか", "粗大ごみの出し方を教えて", "", True),
        ("夜間の使用料は", "公民館の使用料はいくら", "", True),
        ("図書館の休館日は", "住民票の写しの手数料は", "1通300円です。", False),
        ("図書館の休館日はいつで、駐車場は何台分ありますか", "住民票の写しの手数料は", "", False),
        ("ありがとう", "住民票の写しの手数料は", "", False),
    ],
)
def test_a_question_follows_when_it_says_so_or_names_nothing_new(text, before, said, is_one):
    assert follows(text, before, said, PHRASES) is is_one


def test_the_subject_is_that_of_the_last_question_that_stood_by_itself():
    history = (Turn("粗大ごみの申込み方法を教えて", ""), Turn("それはいくらですか", ""))
    assert continued("どこに出しますか", history, PHRASES).startswith("粗大ごみの申込み方法")
    assert continued("ソファは？", history, PHRASES) == "粗大ごみの申込み方法を教えて　ソファは？"
    assert bare("図書館の使用料はいくらですか", PHRASES).startswith("図書館")
    assert bare("いくらですか", PHRASES) == "いくらですか"
    assert bare("図書館の開館時間は", PHRASES) == "図書館"


def test_a_table_goes_by_what_stands_before_its_ranges_or_by_the_name_of_their_column():
    merged = "区分 | | 月額\n町民税所得割額 | 48,600円未満 | 1円\n町民税所得割額 | 48,600円以上97,000円未満 | 2円\n"
    joined = "区分 | 月額\n所得割額 20,000円未満 | 1円\n所得割額 20,000円以上 | 2円\n"
    assert basis_of(read_tables(merged)[0], "円") == "町民税所得割額"
    assert basis_of(read_tables(joined)[0], "円") == "所得割額"
    assert basis_of(read_tables("品目 | 手数料\nいす | 300円\n机 | 500円\n")[0], "円") == ""


def test_the_language_of_a_question_is_known_where_its_answer_stands_in_japanese(talk):
    made = talk("Lệ phí phiếu cư trú là bao nhiêu?", language="auto")
    assert (made.asked, made.language, made.status) == ("vi", "ja", "answered")
    assert made.near == ()  # nobody who asks in Vietnamese is offered questions in Japanese
    judged = talk("Can I receive public assistance?", language="auto")
    assert judged.status in ("partial", "no_sources") and judged.asked == "en"


def test_who_is_in_charge_stands_below_the_answer_and_not_in_it():
    told = [Line("結論", text, None) for text in ("月曜日に休みます。", "担当：教育委員会　0888-55-1260")]
    assert [line.text for line in without_contact(told, "図書館の休みはいつですか")] == ["月曜日に休みます。"]
    assert without_contact(told, "図書館の電話番号は") == told
    assert without_contact(told[1:], "図書館の休みはいつですか") == told[1:]


def test_who_has_moved_here_asks_for_the_registration():
    asked = PHRASES.reworded("引っ越してきました。いつまでに届け出ればよいですか")
    assert asked[:2] == (
        "引っ越してきました。いつまでに届け出ればよいですか",
        "転入の届出。いつまでに届け出ればよいですか",
    )
