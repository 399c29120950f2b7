"""Tables as offices keep them, read for residents: two lines of names, rows without their last cells, numbered rows."""

from app.residents.choosing import conclusion
from app.residents.tables import read_tables
from ingest.document import Document, Hit, Passage

SHELTERS = (
    "避難所の一覧\n番号 | 名称 | 所在地 | 収容人数\n1 | 中央公民館 | 大字中央120 | 350\n2 | 北部公民館 | 大字北沢45 | 120\n"
    "3 | 小学校体育館 | 大字中央300 | 500\n4 | 谷山集会所 | 大字谷山77 | 60\n"
)


def hit(text):
    document = Document("a", "避難所の一覧", "統計", text, "a.xlsx", "0")
    return Hit(Passage("a#1", "a", "", (), 0, len(text), "row", text), document, 1.0, 1, ("dense",))


def test_two_lines_of_a_header_are_read_as_one():
    (table,) = read_tables(
        "月日 | 曜日 | 会場 | 受付時間 |  | 定員\n |  |  | 午前 | 午後\n12月6日 | 日 | 保健センター | 8:00 | 13:00 | 100"
    )
    assert table.header == ("月日", "曜日", "会場", "受付時間（午前）", "受付時間（午後）", "定員")
    assert table.rows == (("12月6日", "日", "保健センター", "8:00", "13:00", "100"),)
    (hall,) = read_tables("区分 | 午前 | 夜間\n区分 | 9時から | 18時から\n大ホール | 3,300円 | 5,500円")
    assert hall.header == ("区分", "午前（9時から）", "夜間（18時から）")


def test_a_row_without_its_last_cells_stays_in_its_table():
    (table,) = read_tables(
        "品目 | 区分 | 手数料 | 備考\nふとん | 寝具 | 600 | 1枚\nソファー | 家具 | 800\nベッド | 家具 | 1500"
    )
    assert table.rows[1] == ("ソファー", "家具", "800", "") and len(table.rows) == 3


def test_a_first_row_with_an_empty_name_is_no_header():
    (table,) = read_tables("地区 | 日\n | 月曜日\n北 | 火曜日")
    assert table.header == ("地区", "日") and len(table.rows) == 2


def test_a_numbered_row_is_found_by_what_it_holds():
    found = conclusion("谷山の避難所はどこ", [hit(SHELTERS)], lambda question, texts: [0.9] * len(texts))
    assert [line.text for line in found] == ["名称：谷山集会所、所在地：大字谷山77、収容人数：60"]


def test_neither_the_stamp_of_a_page_nor_the_courtesies_of_minutes_are_told():
    text = "更新日：2026年4月1日\n議長（百瀬健一君）　藤森町長。\n町長（藤森君）　小口議員の御質問にお答えします。\n空き家は、312戸でございます。\n"
    found = conclusion("空き家は何戸", [hit(text)], lambda question, texts: [0.9] * len(texts))
    assert [line.text for line in found] == ["空き家は、312戸でございます。"]
