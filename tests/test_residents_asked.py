"""What a question asks is held: amounts within ranges, past years, prices and days where the first page lacks them."""

from dataclasses import replace
from datetime import date

import pytest

from app.residents.amounts import amounts_in, narrowed, range_in, without_amounts
from app.residents.answering import Question, answer
from app.residents.composing import Line
from app.residents.finding import Sources, same_matter
from app.residents.focus import Spoken
from app.residents.holding import Holding
from app.residents.lacking import undone
from app.residents.matter import about
from app.residents.past import past_period, without_years
from app.residents.tables import read_tables
from ingest.document import RESIDENT, Document, Hit, Passage
from ingest.search.synonyms import Group, Synonyms
from ingest.search_key import normalise
from tests.test_residents import PHRASES

TODAY = date(2026, 11, 27)
NURSERY = """階層 | 世帯の区分 | | 月額
第２ | 町民税 | 所得割額 20,000円未満 | 8,000円
第３ | 町民税 | 所得割額 20,000円以上48,000円未満 | 12,000円
第４ | 町民税 | 所得割額 48,000円以上97,000円未満 | 21,000円
第５ | 町民税 | 所得割額 97,000円以上169,000円未満 | 32,000円
"""
FEES = """○かすみ谷町手数料条例
平成12年3月24日
条例第{number}号

（手数料）
第１条　手数料の額は、別表のとおりとする。

　　　附　則
この条例は、{begins}から施行する。

別表（第１条関係）
番号 | 種類 | 単位 | 手数料
1 | 住民票の写しの交付 | 1通 | {fee}円
2 | 狂犬病予防注射済票の交付 | 1件 | 550円
3 | 犬の登録 | 1頭 | 3,000円
"""
TOWN = {
    "web/hoiku.txt": ("ウェブページ", f"保育料（月額）\n保育所の保育料は、次の表のとおりです。\n{NURSERY}"),
    "web/gomi.txt": ("ウェブページ", "ごみの出し方\nごみは、収集日の朝8時までに、集積所に出してください。\nソファなどの粗大ごみは、電話で申し込んでください。\n"),
    "web/gomi_en.txt": ("ウェブページ", "Garbage (English)\nPut out garbage by 8 in the morning at the collection point.\nBurnable garbage is collected on Monday and Thursday.\n"),
    "web/juminhyo.txt": ("ウェブページ", "住民票の写し\n住民票の写しの手数料は、1通350円です。窓口で申請してください。\n"),
    "web/yobou.txt": ("ウェブページ", "高齢者の予防接種\n65歳以上の人に、予防接種の費用を助成します。窓口へお越しください。\n"),
    "toukei/gomi.csv": ("統計", "地区,燃えるごみ,燃えないごみ\n森下地区,月・木,第1水曜\n北谷地区,火・金,第4水曜\n"),
    "gikai/akiya.txt": ("会議録", "令和8年第2回定例会会議録\n○町長（山本一郎君）　空き家を壊す補助金の令和7年度の実績は9件、412万円でありました。空き家を壊す補助金を続けてまいります。\n"),
    "youkou/akiya.txt": ("要綱", "かすみ谷町危険空き家除却補助金交付要綱\n（補助金の額）\n第１条　空き家を壊す費用に対する補助金の額は、費用の3分の2とし、80万円を限度とする。\n"),
    "reiki/old.txt": ("条例", FEES.format(number=8, begins="平成12年4月1日", fee=300)),
    "reiki/new.txt": ("条例", FEES.format(number=9, begins="令和8年4月1日", fee=350)),
}  # fmt: skip
DAYS = {
    "reiki/old.txt": "effective_from = 2000-04-01\neffective_to = 2026-03-31\n",
    "reiki/new.txt": "effective_from = 2026-04-01\n",
    "web/juminhyo.txt": "issued = 2026-04-01\n",
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """A town of ten papers, asked on one day."""
    from pathlib import Path

    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.settings import load_settings

    place = tmp_path_factory.mktemp("town")
    prompts = Path(__file__).parent.parent / "prompts"
    environ = {
        "SHITAGAKI_HOME": str(place / "home"),
        "SHITAGAKI_LLM": "none",
        "SHITAGAKI_PROMPTS": str(prompts),
    }
    office = Office(load_settings(environ))
    rows = []
    for name, (kind, text) in TOWN.items():
        path = place / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        rows.append(
            f'[[document]]\npath = "{name}"\nkind = "{kind}"\nsensitivity = "1"\n{DAYS.get(name, "")}'
        )
    (place / "papers" / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    assert not ingest([place / "papers"], index=office.index).failed

    class Desk:
        index, prompts, viewer, writer, phrases = office.index, office.prompts, RESIDENT, None, PHRASES

    return lambda text: answer(Desk(), Question(text, as_of=None))


@pytest.mark.parametrize(
    ("cell", "inside", "outside"),
    [
        ("48,600円以上97,000円未満", 48600, 97000),
        ("300万円を超え500万円以下", 5_000_000, 3_000_000),
        ("100〜200万円", 1_500_000, 900_000),
        ("〜10万円", 100_000, 100_001),
        ("1億2,000万円以上", 120_000_000, 119_999_999),
        ("100㎡超500㎡以下", 500, 100),
    ],
)
def test_an_amount_is_within_a_range_or_not(cell, inside, outside):
    made = range_in(cell)
    assert made.holds(inside) and not made.holds(outside)


def test_a_price_is_no_range_and_a_column_may_name_the_unit():
    assert range_in("1頭 3,000円") is None and range_in("第4水曜") is None
    assert range_in("48,600以上97,000未満", "円").holds(50_000)


def test_an_amount_is_looked_up_only_where_the_table_is_of_it():
    (table,) = read_tables(NURSERY)
    assert [row[0] for row in narrowed(table, amounts_in("所得割額が５万円"), "").rows] == ["第４"]
    assert narrowed(table, amounts_in("所得割額が50万円"), "").rows == ()
    assert narrowed(table, amounts_in("年収500万円"), "") is None
    assert narrowed(table, amounts_in("所得5万円"), "") is None
    assert "5" not in without_amounts("令和5年に所得割額5万円")


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("住民票の手数料は令和7年はいくらでしたか", date(2025, 12, 31)),
        ("昨年度の手数料", date(2026, 3, 31)),
        ("2024年度の手数料", date(2025, 3, 31)),
        ("平成元年の手数料", date(1989, 12, 31)),
        ("令和7年6月の手数料", date(2025, 6, 30)),
        ("令和8年度の手数料", None),
        ("令和7年生まれの子の予防接種", None),
        ("昨年度と比べて手数料は", None),
        ("令和7年4月から住んでいます", None),
    ],
)
def test_a_past_year_is_known(question, last):
    made = past_period(question, TODAY)
    assert (made and made.last) == last
    assert without_years("昨年度の住民票の手数料") == "住民票の手数料"


def test_the_row_of_the_range_is_told_and_no_other(ask):
    made = ask("保育料は所得割額5万円だといくらですか")
    assert "21,000円" in made.text and "32,000円" not in made.text
    assert ask("保育料は所得割額50万円だといくらですか").status == "no_sources"


def test_a_past_year_is_answered_from_what_was_in_force_or_not_at_all(ask):
    assert "350円" in ask("住民票の写しの手数料はいくらですか").text
    made = ask("住民票の写しの手数料は令和7年はいくらでしたか")
    assert "300円" in made.text and "350円" not in made.text
    assert "350円" not in ask("住民票の写しの手数料は平成10年はいくらでしたか").text


def test_other_sources_are_read_where_the_first_page_lacks_what_is_asked(ask):
    assert "3,000円" in ask("犬の登録料").text
    assert "第4水曜" in ask("北谷地区の燃えないごみはいつですか").text


def test_a_rule_comes_before_what_was_said_in_a_meeting(ask):
    made = ask("空き家を壊す補助金はいくら出ますか")
    assert "80万円" in made.text and "412万円" not in made.text


def test_a_meeting_is_cited_only_where_no_rule_answers():
    question = "空き家を壊す補助金はいくら出ますか"
    holding = Holding.of(question, question, PHRASES.asks, Spoken(PHRASES.words["spoken"]))
    said, rule = (
        _line("会議録", "空き家を壊す補助金の実績は412万円でありました。"),
        _line("要綱", "補助金は80万円を限度とする。"),
    )
    assert not holding.enough([said]) and holding.enough([_line("要綱", said.text)])
    assert holding.is_better([rule], [said]) and not holding.is_better([said], [rule])
    assert not holding.is_better([_line("要綱", "補助金は町長が決める。")], [said])
    assert holding.gives_way([said], [rule]) and not holding.gives_way([rule], [said])
    assert not holding.gives_way([said], []) and not holding.gives_way([said], [said])


def test_an_article_without_the_amount_does_not_say_how_much():
    holding = Holding.of("市長の給料はいくら", "市長の給料はいくら", PHRASES.asks, Spoken())
    assert not holding.answers([_line("条例", "市長の給料の額は、審議会の意見を聴いて定める。")])
    assert holding.answers([_line("条例", "市長の給料は、月額820,000円とする。")])


def test_the_name_of_who_holds_an_office_is_told_only_where_it_stands():
    for question in ("村長の名前は", "村長は誰ですか", "図書館の館長って誰"):
        holding = Holding.of(question, question, PHRASES.asks, Spoken(PHRASES.words["spoken"]))
        for text in (
            "村長への手紙は、村長の部屋と図書館の館長が受け付けます。",
            "館長は、上司の命を受け、図書館の事務を掌理する。",
        ):
            assert not holding.answers([_line("頁", text)]), (question, text)
        for text in (
            "図書館の館長、村長　木崎一郎",
            "図書館の館長（木崎 一郎）村長",
            "村長、図書館の館長は木崎一郎です。",
        ):
            assert holding.answers([_line("頁", text)]), (question, text)
        assert not holding.answers([_line("会議録", "○図書館の館長、村長（木崎一郎君）　お答えします。")])
    asked = [one for one in PHRASES.asks if one.strict]
    assert [one.asked_in("子どもの名前に使える漢字") for one in asked] == [False]


def test_of_a_list_of_questions_each_is_of_a_matter_of_its_own():
    table = Synonyms((Group(("国民健康保険税", "国保の保険料"), (), ()),))
    row = "{} | 保険 | {} | {} | 保険年金課"
    pension = _line(
        "FAQ", row.format(1, "年金の保険料を納められません。相談できますか。", "免除があります。")
    )
    tax = _line("FAQ", row.format(2, "国民健康保険税を納められますか。", "分けて納められます。"))
    hits = tuple(
        replace(one.hit, passage=replace(one.hit.passage, id=f"FAQ#{at}"))
        for at, one in enumerate((pension, tax))
    )
    found = about(Sources(hits), "国保の保険料が払えない", PHRASES, table).hits
    assert [hit.passage.id for hit in found] == ["FAQ#1"]


def test_a_page_in_the_askers_language_is_of_the_same_matter():
    moving = _line("頁", "Moving in").hit
    moving = replace(moving, document=replace(moving.document, title="Moving to the city（転入届・英語）"))
    plain = replace(moving, document=replace(moving.document, title="Living here"))
    copy, entry = (
        replace(moving, document=replace(moving.document, title=title))
        for title in ("住民票の写しの請求", "転入届")
    )
    assert same_matter((moving, plain), (copy,)) == (plain,)
    assert same_matter((moving,), (entry,)) == (moving,)


def test_a_question_of_one_word_is_not_answered_from_what_has_it_as_an_example():
    def found(query, text, label=""):
        hit = _line("頁", text).hit
        hit = replace(hit, passage=replace(hit.passage, label=label))
        return bool(about(Sources((hit,)), query, PHRASES, Synonyms(())).hits)

    example = "所得の証明書 | 300円 | 扶養の申請、保育所、奨学金"
    assert not found("奨学金", example)
    assert found("奨学金", "奨学金を貸します。") and found("奨学金", "市の奨学金は、月額2万円です。")
    assert found("奨学金", example, "奨学金") and found("奨学金の証明書", example)
    assert found("奨学金", "扶養、奨学金の証明です。学校の奨学金に使います。")


def test_the_hours_of_the_hall_are_not_those_of_a_place_to_vote_in_it():
    def found(label):
        hit = _line("頁", "場所 | 時間\n市役所本庁舎1階 | 8:30〜20:00").hit
        hit = replace(hit, passage=replace(hit.passage, label=label))
        return bool(about(Sources((hit,)), "市役所は何時まで", PHRASES, Synonyms(())).hits)

    assert not found("期日前投票所の表") and found("開庁時間の表")


def test_another_answer_names_a_thing_that_the_question_names():
    question = "布団はどうやって捨てればいい？"
    holding = Holding.of(question, question, PHRASES.asks, Spoken())
    rounded, bedding = (
        _line("要綱", "1,000円未満の端数は、切り捨てる。"),
        _line("頁", "布団は、袋に入れずに捨てられます。"),
    )
    assert not holding.is_better([rounded], []) and holding.is_better([bedding], [])


def test_a_question_with_its_answer_on_the_fee_is_no_answer_on_how_to_apply():
    def hit(kind, label, text):
        made = _line(kind, text).hit
        return replace(made, passage=replace(made.passage, label=label))

    fee = hit("FAQ", "がん検診の費用はいくらですか。", "胃がん1,000円、肺がん300円です。")
    page = hit("ウェブページ", "がん検診", "胃がん1,000円、肺がん300円です。")
    assert undone("がん検診の申込方法", normalise(fee.passage.text), [fee]) == ("申込",)
    assert undone("がん検診の申込方法", normalise("電話で申し込んでください。"), [fee]) == ()
    assert undone("がん検診の費用", normalise(fee.passage.text), [fee]) == ()
    assert undone("がん検診の申込方法", normalise(page.passage.text), [page]) == ()


def test_a_page_that_has_the_offices_word_speaks_of_the_matter_as_much_as_one_that_has_the_askers():
    question = "学童に入れたい"
    plain = Holding.of(question, question, PHRASES.asks, Spoken())
    known = replace(plain, same=((("学童",), ("放課後児童クラブ", "学童保育")),))
    page = _line("頁", "放課後児童クラブは、小学生を預かる所です。")
    plan = _line("計画", "「学童は楽しいけど、狭い。」（小学5年生）")
    assert plain.is_better([plan], [page]) and not known.is_better([plan], [page])
    assert known.worth([page]) == known.worth([plan]) == plain.worth([plan]) > plain.worth([page])


def _line(kind: str, text: str) -> Line:
    document = Document(kind, "空き家", kind, text, f"{kind}.txt", "0", sensitivity="1")
    passage = Passage(f"{kind}#1", kind, "", (), 0, len(text), "section", text)
    return Line("結論", text, Hit(passage, document, 1.0, 1, ("dense",)))


def test_the_askers_page_has_to_hold_what_is_asked(ask):
    assert "Monday" in ask("When is burnable garbage collected?").text
    assert "garbage" in ask("How do I put out garbage?").text
    made = ask("How much is a garbage bag?")
    assert made.status == "no_sources" and made.language == "en"


def test_who_cannot_pay_the_rent_asks_no_price():
    def price(question):
        return any("いくら" in one.words for one in PHRASES.asks if one.asked_in(question))

    assert price("市営住宅の家賃は") and price("家賃はいくらですか")
    assert not price("家賃が払えなくて困っている。助けてくれる制度は")


def test_what_somebody_says_in_a_speech_answers_only_where_it_says_what_is_asked():
    spoken = Spoken(PHRASES.words["spoken"])
    told = _line("あいさつ文", "その人の言葉だけは、今日中に覚えてください。")
    named = Holding.of("市長の言葉", "市長の言葉", PHRASES.asks, spoken)
    assert not named.answers([told]) and named.answers([_line("頁", told.text)])
    assert named.answers([_line("あいさつ文", "市長の言葉は、柊木真理子です。")])


def test_whether_there_is_a_subsidy_is_not_answered_where_none_is_spoken_of():
    table = Synonyms((Group(("太陽光発電設備", "太陽光パネル"), (), ()),))
    rule = _line("条例", "太陽光発電設備を設けるときは、許可を受けなければならない。").hit
    paid = _line("頁", "太陽光発電設備を設ける費用の一部を補助します。").hit

    def found(*hits, query="太陽光パネル補助金ある？"):
        return about(Sources(hits), query, PHRASES, table).hits

    assert found(rule) == () and found(rule, paid) == (rule, paid)
    assert found(rule, query="太陽光パネルの許可について") == (rule,)
    done = _line("FAQ", "市役所でできますか。 | 市役所でできます。無料です。").hit
    assert found(done, query="市役所に無料のWi-Fiはありますか") == ()
    assert found(done, query="市役所にシャワーはありますか") == ()
