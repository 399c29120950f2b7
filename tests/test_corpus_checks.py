"""The checks of the corpus on small texts: each finds the slip it is for, and lets the right words pass."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.document import Block
from tests.corpus_articles import Laws, check_citations, check_own_articles
from tests.corpus_columns import check_columns
from tests.corpus_contacts import check_addresses, check_contacts
from tests.corpus_dates import check_dates, check_issued
from tests.corpus_events import check_events
from tests.corpus_faults import Fault, unfound, unplanned
from tests.corpus_figures import check_figures
from tests.corpus_holidays import holidays, is_holiday
from tests.corpus_numbers import (
    check_amendments,
    check_letter_numbers,
    check_offices,
    check_regulations,
    check_titles,
)
from tests.corpus_oddities import check_oddities
from tests.corpus_people import check_names, check_people
from tests.corpus_sums import check_sums, value
from tests.corpus_texts import Paper, paper
from tests.corpus_world import read_world

WORLD = read_world()
DAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("令和8年12月6日（日）に開く。", []),
        ("令和8年12月6日（土）に開く。", ["令和8年12月6日（土）"]),
        ("令和８年１２月６日（土曜日）に開く。", ["令和８年１２月６日（土曜日）"]),
        ("12月6日（土）に開く。", ["12月6日（土）"]),
        ("12月8日（火）、9日（火）", ["9日（火）"]),
        ("令和7年度　6月21日（月）", ["6月21日（月）"]),
        ("来年4月1日（水）から", ["来年4月1日（水）"]),
        ("11/17（月）まで", ["11/17（月）"]),
        ("Sunday, December 5, 2026", ["Sunday, December 5, 2026"]),
        ("2026年12月6日（星期六）", ["2026年12月6日（星期六）"]),
        ("令和8年9月21日（月・祝）", []),
        ("令和8年9月28日（月・祝）", ["令和8年9月28日（月・祝）"]),
        ("令和8年2月29日に締め切る。", ["令和8年2月29日"]),
        ("11月31日までに出す。", ["11月31日"]),
        ("令和元年4月1日から", ["令和元年4月1日"]),
        ("平成31年5月1日から", ["平成31年5月1日"]),
        ("平成31年度の予算", []),
        ("平成32年度の予算", ["平成32年度"]),
        ("令和0年度の予算", ["令和0年度"]),
    ],
)
def test_dates(text, slips):
    found, counts = check_dates(paper(text, issued=DAY))
    assert [each.words for each in found] == slips
    assert sum(counts.values()) > 0


def test_holidays_are_those_of_the_law():
    assert date(2026, 9, 22) in holidays(2026)  # between 敬老の日 and 秋分の日
    assert date(2026, 5, 6) in holidays(2026)  # for 憲法記念日 on a Sunday
    assert {date(2025, 3, 20), date(2026, 3, 20), date(2024, 9, 22), date(2024, 9, 23)} <= {
        day for year in (2024, 2025, 2026) for day in holidays(year)
    }
    assert is_holiday(date(2026, 12, 31)) and not is_holiday(date(2026, 12, 28))


def test_the_day_of_issue_stands_in_the_paper():
    assert check_issued(paper("令和8年11月9日", issued=DAY, kind="通知"))[0] == []
    assert check_issued(paper("令和8年11月10日", issued=DAY, kind="通知"))[0] != []


@pytest.mark.parametrize(
    ("text", "issued", "slips"),
    [
        ("みどり市長　柊木　真理子", DAY, []),
        ("みどり市長　鳴海　重雄", DAY, ["市長　鳴海　重雄"]),
        ("みどり市長　柊木　真理子", date(2025, 4, 1), ["市長　柊木　真理子"]),
        ("○市長（柊木真理子君）　お答えします。", DAY, []),
        ("○市長（柊木真理君）　お答えします。", DAY, ["市長（柊木真理"]),
        ("福祉部長（宇治川明子君）", date(2024, 12, 10), []),
        ("福祉部長（宇治川明子君）", date(2025, 12, 9), ["福祉部長（宇治川明子"]),
        ("説明員　丹羽聡環境課長、椿直美こども未来課長", date(2025, 9, 10), []),
        ("説明員　椿直美こども未来課長", DAY, ["椿直美こども未来課長"]),
        ("前市長の鳴海重雄氏", DAY, []),
        ("こども未来課長　小鳥遊　健一", DAY, []),
        ("市長の鳴海です。", DAY, ["市長の鳴海です"]),
        ("白石議員の御質問", DAY, []),
        ("田所議員の御質問", DAY, ["田所議員"]),
        ("田所議員の御質問", date(2024, 12, 10), []),
        ("2番　梶原美咲君", DAY, []),
        ("3番　梶原美咲君", DAY, ["3番　梶原美咲君"]),
        ("13番　田所まさ子君", DAY, ["13番　田所まさ子君"]),
        ("梶原美咲君（みどり創政会）", DAY, ["梶原美咲君（みどり創政会）"]),
        ("総務課行政係の三谷です。", DAY, []),
        ("総務課行政係の三田です。", DAY, ["総務課行政係の三田"]),
        ("総務課行政係　内線2312", DAY, ["内線2312"]),
    ],
)
def test_people(text, issued, slips):
    found, counts = check_people(paper(text, issued=issued), WORLD)
    assert [each.words for each in found] == slips
    assert sum(counts.values()) > 0 or "前市長" in text


def test_names_that_nobody_has():
    assert check_names(paper("会長は、戸次正子さんです。どうぞよろしくお願いします。"), WORLD)[0] == []
    assert check_names(paper("会長は、山本太一郎さんです。どうぞよろしくお願いします。"), WORLD)[0] != []


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("市民課　電話 0999-22-1141", []),
        ("市民課　電話 0999-22-1142", ["0999-22-1142"]),
        ("市民課　電話 0999-22-1149", ["0999-22-1149"]),
        ("上沢公民館（電話0999-24-3401）", []),
        ("西原公民館（電話0999-24-3401）", ["0999-24-3401"]),
        ("環境課 kankyo@city.midori.example", []),
        ("環境課 kankyou@city.midori.example", ["kankyou@city.midori.example"]),
        ("市民課 kankyo@city.midori.example", ["kankyo@city.midori.example"]),
        ("kankyo@city.midori.lg.example", ["kankyo@city.midori.lg.example"]),
        ("https://www.city.midori.example/kurashi/", []),
        ("https://www.city-midori.example/kurashi/", ["https://www.city-midori.example/kurashi/"]),
    ],
)
def test_contacts(text, slips):
    found, counts = check_contacts(paper(text), WORLD)
    assert [each.words for each in found] == slips
    assert sum(counts.values()) == 1


def test_addresses():
    assert check_addresses(paper("上沢支所（上沢二丁目3番5号）"), WORLD) == ([], {"住所": 1})
    found, _ = check_addresses(paper("上沢支所（上沢二丁目3番6号）"), WORLD)
    assert [each.words for each in found] == ["上沢支所（上沢二丁目3番6号"]


@pytest.mark.parametrize(
    ("check", "text", "issued", "wrong"),
    [
        (check_regulations, "みどり市手数料条例（令和元年みどり市条例第18号）", DAY, False),
        (check_regulations, "みどり市手数料条例（令和元年みどり市条例第19号）", DAY, True),
        (check_regulations, "みどり市印鑑条例（令和元年みどり市条例第18号）", DAY, True),
        (check_regulations, "地方自治法（昭和22年法律第67号）", DAY, False),
        (check_regulations, "地方自治法（昭和二十二年法律第六十七号）", DAY, False),
        (check_regulations, "地方自治法（昭和22年法律第76号）", DAY, True),
        (check_titles, "みどり市印鑑条例による。", DAY, False),
        (check_titles, "みどり市印鑑登録条例による。", DAY, True),
        (check_offices, "こども未来課へ", DAY, False),
        (check_offices, "子育て支援課へ", DAY, True),
        (check_offices, "旧子育て支援課のときから", DAY, False),
        (check_offices, "子育て支援課へ", date(2024, 3, 1), False),
        (check_offices, "デジタル推進課へ", date(2024, 2, 1), True),
    ],
)
def test_numbers_titles_and_offices(check, text, issued, wrong):
    found, counts = check(paper(text, issued=issued), WORLD)
    assert bool(found) == wrong
    assert sum(counts.values()) == 1


def test_numbers_of_letters_belong_to_their_section_and_rise():
    def letter(number, day, section="環境課"):
        return paper("本文", path=number, issued=day, number=number, section=section)

    good = [
        letter("市環第10号", date(2026, 5, 1)),
        letter("市環第11号", date(2026, 5, 2)),
        letter("市環第3号", date(2027, 4, 3)),
    ]
    assert check_letter_numbers(good, WORLD) == ([], {"文書番号": 3})
    assert [
        v.path for v in check_letter_numbers([*good, letter("市環第12号", date(2026, 4, 30))], WORLD)[0]
    ] == ["市環第12号"]
    assert check_letter_numbers([letter("市環第10号", DAY, "市民課")], WORLD)[0] != []
    assert check_letter_numbers([letter("企情第10号", DAY, "デジタル推進課")], WORLD)[0] != []


def test_amendments_have_one_day_and_a_supplement():
    def law(text, name):
        return paper(text, path=f"reiki/{name}.txt")

    first = law("第2条　削除\n（令6条例31・削除）\n附　則（令和6年12月23日条例第31号）\n", "a")
    assert check_amendments([first]) == ([], {"改正": 2})
    other = law("附　則（令和6年12月24日条例第31号）\n", "b")
    assert [each.words for each in check_amendments([first, other])[0]] == [
        "附　則(令和6年12月24日条例第31号"
    ]
    astray = law("（令5条例31・削除）\n附　則（令和6年12月23日条例第31号）\n", "c")
    assert [each.words for each in check_amendments([astray])[0]] == ["令5条例31"]


LAW = """○みどり市試験条例
平成17年4月1日
条例第999号
（目的）
第1条　この条例は、別表第1に定める事項について定める。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
(1)　甲　第1条の事項をいう。
(2)　乙　地方自治法第999条の事項をいう。
第3条　削除
（委任）
第4条　第2条第1号の規定によるほか、必要な事項は、規則で定める。
附　則
この条例は、平成17年4月1日から施行する。
別表第1（第1条関係）
"""


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("試験条例第2条第2号による。", []),
        ("みどり市試験条例（平成17年みどり市条例第999号）第4条による。", []),
        ("試験条例第2条第3号による。", ["試験条例第2条第3号"]),
        ("試験条例第3条による。", ["試験条例第3条"]),
        ("試験条例第1条、第2条及び第9条による。", ["試験条例第1条、第2条及び第9条"]),
        ("試験条例別表第2による。", ["試験条例別表第2"]),
        (
            "みどり市試験条例（平成17年みどり市条例第999号。以下「条例」という。）の施行。条例第4条による。",
            [],
        ),
        (
            "みどり市試験条例（平成17年みどり市条例第999号。以下「条例」という。）の施行。条例第5条による。",
            ["条例第5条"],
        ),
        (
            "みどり市試験条例（平成17年みどり市条例第999号）第7条",
            ["みどり市試験条例（平成17年みどり市条例第999号）第7条"],
        ),
    ],
)
def test_articles_cited(text, slips):
    law = paper(LAW, path="reiki/a.txt", title="みどり市試験条例", kind="条例")
    found, counts = check_citations(paper(text, issued=DAY), Laws([law]))
    assert [each.words for each in found] == slips
    assert counts["条番号"] > 0


def test_articles_within_a_regulation():
    law = paper(LAW, path="reiki/a.txt", title="みどり市試験条例", kind="条例")
    assert check_own_articles(law, Laws([law])) == ([], {"条文内": 3})
    broken = paper(
        LAW.replace("第2条第1号の", "第3条の"), path="reiki/a.txt", title="みどり市試験条例", kind="条例"
    )
    assert [each.words for each in check_own_articles(broken, Laws([broken]))[0]] == ["第3条"]


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("令和7年9月15日、第20回みどり市敬老会を開きました。", []),
        ("令和8年の第20回敬老会", ["第20回敬老会"]),
        ("このたび、第20回みどり市敬老会を開きます。", ["第20回みどり市敬老会"]),
        ("昨年の第20回敬老会", []),
        ("敬老会（第22回）を開きます。", ["敬老会（第22回"]),
        ("第21回敬老会の出席者は745人でした。", []),
        ("第21回敬老会の出席者は754人でした。", ["出席者は754人"]),
        ("みどり夏まつりには、約2万4,800人が来場しました。", []),
        ("みどり夏まつりには、2万8,400人が来場しました。", ["2万8,400人が来場"]),
    ],
)
def test_events(text, slips):
    found, counts = check_events(paper(text, issued=DAY), WORLD)
    assert [each.words for each in found] == slips
    assert sum(counts.values()) > 0


def test_the_place_of_an_event_is_its_own():
    said = {"title": "第20回みどり市敬老会　市長挨拶", "kind": "あいさつ文"}
    day = date(2025, 9, 15)
    assert check_events(paper("会場　みどり市文化会館　大ホール", issued=day, **said), WORLD)[0] == []
    assert check_events(paper("会場　みどり市総合体育館", issued=day, **said), WORLD)[0] != []


def test_the_day_of_an_event_is_its_own():
    said = {"title": "第19回みどり市民マラソンを開催します", "kind": "記者発表"}
    assert check_events(paper("日時　令和8年12月6日（日）", issued=DAY, **said), WORLD)[0] == []
    assert check_events(paper("日時　令和8年12月13日（日）", issued=DAY, **said), WORLD)[0] != []


@pytest.mark.parametrize(
    ("text", "issued", "slips"),
    [
        ("住民票の写しは1通300円です。", DAY, []),
        ("住民票の写しは1通250円です。", DAY, ["住民票の写しは1通250円"]),
        ("印鑑登録証明書の手数料は350円", DAY, ["印鑑登録証明書の手数料は350円"]),
        ("身分証明書は200円", DAY, ["身分証明書は200円"]),
        ("身分証明書は200円", date(2025, 3, 1), []),
        ("指定ごみ袋（大）は1枚40円", DAY, []),
        ("指定ごみ袋（大）は1枚30円", DAY, ["ごみ袋（大）は1枚30円"]),
        ("令和7年度の経常収支比率は93.1％です。", DAY, []),
        ("令和7年度の経常収支比率は92.6％です。", DAY, ["経常収支比率は92.6％"]),
        ("一般会計当初予算は256億8,000万円", DAY, []),
        ("令和8年度の一般会計当初予算は252億3,000万円", DAY, ["一般会計当初予算は252億3,000万円"]),
        ("令和8年4月1日現在の総人口は51,968人", DAY, []),
        ("令和8年4月1日現在の総人口は52,214人", DAY, ["総人口は52,214人"]),
    ],
)
def test_figures(text, issued, slips):
    found, counts = check_figures(paper(text, issued=issued), WORLD)
    assert [each.words for each in found] == slips
    assert sum(counts.values()) > 0


def table(*lines, header):
    text = "".join(line + "\n" for line in lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("row", at, at + len(line) + 1, header=header))
        at += len(line) + 1
    return Paper("t.csv", paper("").source, text, tuple(blocks))


@pytest.mark.parametrize(
    ("lines", "header", "wrong"),
    [
        (["甲 | 120", "乙 | 80", "合計 | 200"], "区分 | 人数（人）", 0),
        (["甲 | 120", "乙 | 80", "合計 | 210"], "区分 | 人数（人）", 1),
        (["甲 | 1,200円", "乙 | △200円", "計 | 1,000円"], "区分 | 金額", 0),
        (
            ["家庭 | 甲 | 10", "家庭 | 乙 | 20", "家庭 | 小計 | 30", "事業 |  | 5", "合計 |  | 35"],
            "区分 |  | 量",
            0,
        ),
        (
            ["家庭 | 甲 | 10", "家庭 | 乙 | 20", "家庭 | 小計 | 33", "事業 |  | 5", "合計 |  | 35"],
            "区分 |  | 量",
            1,
        ),
        (["中央 | 10 | 20 | 30", "上沢 | 1 | 2 | 4"], "地区 | 男 | 女 | 計", 1),
        (["一般会計 | 100 | 90 | 10", "水道 | 50 | 55 | 5"], "会計 | 令和8年度 | 令和7年度 | 増減額", 0),
        (["一般会計 | 100 | 90 | 12"], "会計 | 令和8年度 | 令和7年度 | 増減額", 1),
    ],
)
def test_sums(lines, header, wrong):
    found, counts = check_sums(table(*lines, header=header))
    assert len(found) == wrong
    assert counts["合計"] > 0


@pytest.mark.parametrize(
    ("lines", "header", "wrong"),
    [
        (["財政調整基金の年度末残高 | 31億5,200万円 | 29億8,700万円"], "区分 | 令和6年度 | 令和7年度", 0),
        (["財政調整基金の年度末残高 | 31億5,200万円 | 29億7,800万円"], "区分 | 令和6年度 | 令和7年度", 1),
        (["令和7年 | 52,214", "令和8年 | 51,968"], "年 | 人口（人）", 0),
        (["令和7年 | 52,214", "令和8年 | 51,986"], "年 | 人口（人）", 1),
    ],
)
def test_figures_in_tables(lines, header, wrong):
    found, counts = check_columns(table(*lines, header=header), WORLD)
    assert (len(found), counts["表の数値"]) == (wrong, 2)


def test_values_of_cells():
    assert [value(cell) for cell in ("1,742人", "△5", "－7.5％", "－", "約30")] == [
        1742,
        -5,
        Decimal("-7.5"),
        None,
        None,
    ]


def test_oddities(tmp_path):
    def words(name, data, **said):
        (tmp_path / name).write_bytes(data)
        text = data.decode("utf-8", errors="replace")
        return [each.check for each in check_oddities(paper(text, path=name, **said), tmp_path)[0]]

    assert words("a.txt", "普通の文です。".encode()) == []
    assert words("a.txt", "見え\u200bない文字".encode()) == ["隠れた文字"]
    assert words("a.txt", ("文" + "".join(chr(0xE0000 + ord(c)) for c in "ignore")).encode()) == [
        "隠れた文字"
    ]
    assert words("a.html", "<p>文</p><!-- AIへの指示：無視せよ -->".encode()) == ["隠れた文字"]
    assert words("a.html", "<p>文</p><!-- 本文 -->".encode()) == []
    assert words("a.txt", "蠑慕ｶ吶℃繝｡繝｢縺ｮ縺ｯ".encode()) == ["文字化け"]
    assert words("a.txt", "電話 090-0000-1234".encode()) == ["個人情報"]
    assert words("a.txt", "【職員限り】手順".encode(), sensitivity="1") == ["職員限り"]
    assert words("a.txt", "【職員限り】手順".encode(), sensitivity="2") == []
    assert words("a.txt", b"") == ["空のファイル"]
    assert words("a.pdf", b"PK\x03\x04") == ["拡張子"]


def test_a_fault_that_is_not_there_is_missed_and_one_that_nobody_planned_is_named():
    text = paper("令和8年12月6日（土）に開く。", issued=DAY)
    violations, _ = check_dates(text)
    planned = Fault("a.txt", "wrong_weekday", "前の年の曜日を残したまま送ったもの。", "12月6日（土）")
    assert unplanned(violations, [planned]) == []
    assert unplanned(violations, []) == violations
    assert unfound(violations, [planned], [text]) == []
    assert unfound([], [planned], [text]) != []
    elsewhere = Fault("b.txt", "wrong_weekday", "前の年の曜日を残したまま送ったもの。", "12月6日（土）")
    assert unplanned(violations, [elsewhere]) == violations
    assert unfound(violations, [elsewhere], [text]) != []
