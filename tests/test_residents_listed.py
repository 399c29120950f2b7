"""Rows that a question asks for without naming one, rooms, two lines of names of columns, dialect, and whose page answers."""

from datetime import date
from pathlib import Path

import pytest

from app.residents.answering import Question, answer
from app.residents.furniture import without_furniture
from app.residents.rownames import named_in
from app.residents.tables import read_tables
from ingest.document import RESIDENT
from tests.test_residents import PHRASES

PAGES = {
    "shelters": "避難所・防災|総務課|<table><tr><th>施設</th><th>住所</th><th>収容人数</th><th>洪水</th><th>ペット</th></tr><tr><td>沢の集会所</td><td>沢8</td><td>40人</td><td>○</td><td>×</td></tr><tr><td>霧小学校</td><td>霧21</td><td>1,380人</td><td>○</td><td>○</td></tr><tr><td>中央会館</td><td>本町2</td><td>250人</td><td>×</td><td>×</td></tr></table><h2>土のう</h2><p>町民1世帯20袋まで、町の水防倉庫（役場裏）でお渡しします。</p>",
    "library": "霧町図書館 利用案内|図書館|<table><tr><th></th><th>本館</th><th>奥霧分室</th></tr><tr><th>開館時間</th><td>10時～18時</td><td>13時～17時</td></tr><tr><th>休館日</th><td>月曜日</td><td>月・水曜日</td></tr><tr><th>電話</th><td>0998-52-3100</td><td>0998-57-3105</td></tr></table>",
    "grants": "住まいの補助金|建設課|<table><tr><th>補助</th><th>額</th><th>受付</th><th>担当</th></tr><tr><td>耐震診断</td><td>上限6万円</td><td>4月～12月</td><td>建設課</td></tr><tr><td>薪ストーブ</td><td>上限10万円</td><td>通年</td><td>環境課長　泉田茂</td></tr></table>",
    "tax": "町税の納め方|税務課|<h2>納められる場所</h2><ul><li>役場、農協</li><li>スマートフォン決済（PayPay）</li></ul><h2>町県民税の納期</h2><p>6月30日、8月31日、11月2日、2月1日</p>",
    "people": "住民票の写し|町民課|<p>住民票の写しは1通300円です。住民票を郵便で請求できます。</p>",
    "offices": "役場の組織||<table><tr><th>係の名前</th><th>電話</th><th>仕事</th></tr><tr><td>土木担当</td><td>0998-52-1155</td><td>除雪、河川の工事</td></tr><tr><td>観光担当</td><td>0998-52-1180</td><td>花火大会、物産</td></tr></table>",
}  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.settings import load_settings

    place = tmp_path_factory.mktemp("listed")
    prompts = str(Path(__file__).parent.parent / "prompts")
    environ = {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_PROMPTS": prompts}
    office = Office(load_settings(environ))
    pages = place / "pages"
    pages.mkdir()
    for name, page in PAGES.items():
        title, section, body = page.split("|", 2)
        desk = f"<h2>お問い合わせ先</h2><p>{section} 0998-52-1100</p>" if section else ""
        made = f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}{desk}</main></body></html>"
        (pages / f"{name}.html").write_text(made, encoding="utf-8")
    (pages / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8")
    assert not ingest([pages], index=office.index).failed

    class Desk:
        index, prompts, viewer, writer, phrases = office.index, office.prompts, RESIDENT, None, PHRASES

    return lambda text: answer(Desk(), Question(text, as_of=date(2026, 11, 20)))


def test_places_of_a_list_are_told_the_largest_first(ask):
    assert ask("避難所はどこ").text.splitlines() == [
        "霧小学校　住所：霧21、収容人数：1,380人、洪水：○、ペット：○",
        "中央会館　住所：本町2、収容人数：250人、洪水：×、ペット：×",
        "沢の集会所　住所：沢8、収容人数：40人、洪水：○、ペット：×",
    ]


def test_the_rows_with_a_ring_under_what_is_asked(ask):
    assert ask("ペット連れて避難できるとこ").text == "霧小学校　住所：霧21、ペット：○"


def test_a_row_named_as_what_is_asked_of_a_table_read_across(ask):
    hours = "開館時間　本館：10時～18時、奥霧分室：13時～17時"
    assert ask("図書館 何時まであいとる？").text == hours == ask("図書館は何時までですか").text


def test_the_office_is_that_of_the_row_and_a_page_without_one_borrows_none(ask):
    assert ask("薪ストーブの補助はいくら").handoff["section"] == "環境課"
    told = ask("花火大会の係の電話番号")
    assert "0998-52-1180" in told.text and told.handoff == {}


def test_a_tax_is_not_told_by_a_page_that_has_a_part_of_its_name(ask):
    assert [one.label.partition("　")[0] for one in ask("住民税 paypay").citations] == ["町税の納め方"]


def test_dialect_is_read_as_it_is_written():
    plain = PHRASES.plainly
    assert plain("図書館 何時まであいとる？") == "図書館 何時まであいている？"
    assert plain("家賃払えへん") == "家賃払えない" == plain("家賃払えん")
    assert plain("これなんぼ？") == "これいくら？"
    assert plain("住民票ってなんえん") == "住民票って何円"
    assert plain("ゴミ袋が値上げしたって聞いたけど何円") == "ゴミ袋が値上げした　何円"
    assert plain("親が認知症っぽい") == "親が認知症かもしれない"
    assert plain("びんかん いつ") == "缶・びん いつ" and plain("びんかんに") == "びんかんに"
    for kept in ("戸籍とるとき", "住民票をとるには", "へんな音がする", "水道の水が出んのですが"):
        assert plain(kept) == kept


def test_the_longest_name_of_a_row_is_meant():
    rows = (("霧沢・本町", "月"), ("奥霧沢", "水"), ("奥霧沢連絡所", "木"))
    assert named_in("奥霧沢は何曜日", rows) == (rows[1],)
    assert named_in("霧沢は何曜日", rows) == (rows[0],)
    assert named_in("奥霧沢の連絡所は", rows) == (rows[1],)
    assert named_in("奥の連絡所は", (("奥連絡所", "木"),)) == (("奥連絡所", "木"),)


def test_names_of_columns_merged_to_the_end_are_read_in_two_lines():
    text = "地区 | もえるごみ |  | もえないごみ | 資源\n地区 | 曜日 | 年末 | 曜日 | 缶 | 紙\n北 | 月 | 28日 | 火 | 水 | 木\n南 | 火 | 29日 | 水 | 木 | 金"
    (table,) = read_tables(text)
    assert table.header[1:4] == ("もえるごみ（曜日）", "もえるごみ（年末）", "もえないごみ（曜日）")
    assert table.header[5] == "資源（紙）"
    assert table.columns("もえるごみは何曜日") == (1,)


def test_what_a_survey_offers_is_no_text():
    assert not without_furniture("見つけやすかった見つけにくかった")
    assert without_furniture("はい、その日もお使いになれます。")
