"""Pages as cities' systems make them, asked as residents do: rest days, other cases, old announcements, 地区 side by side, whom to call."""

from datetime import date
from pathlib import Path

import pytest

from app.residents.answering import Question, Turn, answer
from app.residents.cases import tells_rest
from app.residents.tables import read_tables
from ingest.document import RESIDENT
from ingest.loaders.html import load
from ingest.loaders.source import Source
from ingest.papers.attributes import section_of
from tests.test_residents import PHRASES

MENU = '<ul><li><a href="1">ごみの日</a></li><li><a href="2">当番医</a></li><li><a href="3">町長の車</a></li></ul>'
PAGE = """<html><head><title>{title} | 霧沢町</title></head><body><div>{menu}</div><main><article><h1>{title}</h1>{body}
<aside class="contact"><p>▼担当・お問い合わせ</p><p>霧沢町役場　{desk}</p><p>ファクス 0260-88-9999</p></aside></article>
<aside><ul><li>新着</li></ul></aside></main></body></html>"""
SITE = {
    "library": ("町民図書室", "<table><tr><td>あいている時間</td><td>10時～18時</td></tr><tr><td>お休み</td><td>月曜日と祝日、年末年始</td></tr><tr><td>貸出</td><td>1人5冊、3週間</td></tr></table>", "公民館 0260-88-2350"),
    "seal": ("印鑑登録", "<h2>手続きに必要なもの</h2><p>登録する印鑑と本人確認書類</p><h2>登録手数料</h2><p>1件 350円</p><h2>印鑑登録証をなくしたとき</h2><p>廃止届を出し、印鑑登録をし直してください。手数料は500円です。</p>", "住民課 戸籍係 0260-88-2110"),
    "waste": ("ごみの収集日", "<table><tr><th>地区</th><th>燃やすごみ</th><th>びん・缶</th></tr><tr><td>港町・浜町</td><td>月・木</td><td>第1金曜</td></tr><tr><td>本町・桜台</td><td>火・金</td><td>第2月曜</td></tr></table><details><summary>乾電池は？</summary><p>公民館の回収箱に入れてください。</p></details>", "住民課 環境係 0260-88-2130"),
    "hall": ("文化会館", "<h2>ご案内</h2><table><tr><th>施設</th><th>電話</th><th>開館時間</th></tr><tr><td>文化会館</td><td>0260-88-1111</td><td>9:00〜21:00</td></tr><tr><td>文化会館の分館</td><td>0260-88-1112</td><td>9:00〜17:00</td></tr></table><h2>お休みの日</h2><p>毎週火曜日と年末年始です。</p><p>役に立った　役に立たなかった</p>", "公民館 0260-88-2350"),
    "pool": ("町民プール", "<p>定休日：毎週水曜日、12月29日～1月3日</p><p>大人600円</p>", "生涯学習課 0260-88-2340"),
    "pool_old": ("町民プールの臨時休業（令和5年）", "<p>点検のため、令和5年9月4日から9月15日まで町民プールを休みます。</p>", "生涯学習課 0260-88-2340"),
    "fair_old": ("令和6年度 花火大会のお知らせ", "<p>令和6年8月3日（土曜日）に花火を打ち上げます。</p>", "産業課 0260-88-2510"),
    "bear": ("サル・クマを見かけたら", "<p>クマが出たときは、静かに離れて、農林課に知らせてください。</p>", "農林課 0260-88-2620"),
    "nursery": ("町立保育園", "<h2>空き状況</h2><table><tr><th>年齢</th><th>定員</th><th>空き</th></tr><tr><td>0歳児</td><td>6人</td><td>0人</td></tr><tr><td>1歳児</td><td>9人</td><td>2人</td></tr></table>", "住民課 0260-88-2110"),
    "nursery_r8": ("令和8年度 保育園の入園申込み", "<p>申込みは、令和7年11月4日から11月28日まで受け付けます。</p>", "住民課 0260-88-2110"),
    "nursery_r9": ("令和9年度 保育園の入園申込み", "<h2>受付期間</h2><p>令和8年11月9日から12月11日まで</p><h2>必要書類</h2><ul><li>入園申込書</li><li>就労証明書（父母それぞれ）</li></ul><h2>受付場所</h2><p>住民課、保育園</p>", "住民課 0260-88-2110"),
    "waste_new_year": ("令和8年度 年末年始のごみ収集", "<table><tr><th>地区</th><th>燃やすごみ 最後の日</th></tr><tr><td>港町・浜町</td><td>12月28日</td></tr><tr><td>本町・桜台</td><td>12月29日</td></tr></table>", "住民課 環境係 0260-88-2130"),
    "camp": ("夕日の丘キャンプ場", "<h2>使用料</h2><table><tr><th>種別</th><th>1泊</th></tr><tr><td>テント</td><td>1,500円</td></tr><tr><td>小屋</td><td>6,000円</td></tr></table><h2>取消し</h2><p>前日は使用料の半額、50パーセントをいただきます。</p>", "産業課 0260-88-2510"),
    "homes": ("町営住宅の募集", "<table><tr><th>住宅</th><th>家賃</th></tr><tr><td>東団地</td><td>18,000円</td></tr><tr><td>西団地</td><td>12,000円</td></tr></table><h2>申込みのできる方</h2><ul><li>住む所に困っている方</li></ul><p>犬・猫などの動物は飼えません。</p>", "建設課 0260-88-2410"),
    "hall_room": ("公民館の部屋", "<h2>申込み</h2><p>使う日の3日前までに申し込んでください。</p><h2>取消し</h2><p>当日の取消しは、使用料をお返しできません。</p>", "公民館 0260-88-2350"),
    "licence": ("運転免許証を自主返納した方への支援", "<p>返納した方に、タクシー券10,000円分を差し上げます。</p>", "総務課 0260-88-2000"),
    "ferry": ("町営フェリー", "<h2>時刻表</h2><table><tr><th>便</th><th>島 発</th><th>港 着</th></tr><tr><td>1便</td><td>7時00分</td><td>7時40分</td></tr><tr><td>2便</td><td>17時00分</td><td>17時40分</td></tr></table><p>2便は、土曜日だけ運航します。</p>", "産業課 0260-88-2510"),
    "clinic": ("町の診療所", "<table><tr><th></th><th>月</th><th>火</th><th>水</th><th>木</th></tr><tr><td>午前</td><td>内科</td><td>内科</td><td>休診</td><td>内科</td></tr><tr><td>午後</td><td>内科</td><td>内科</td><td>休診</td><td>小児科</td></tr></table>", "保健課 0260-88-3100"),
}  # fmt: skip


def page(name):
    title, body, desk = SITE[name]
    return PAGE.format(title=title, body=body, desk=desk, menu=MENU)


def read(tmp_path, html):
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    return load(Source(path, path.name)).text


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """A town of a few pages, asked on one day."""
    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.settings import load_settings

    place = tmp_path_factory.mktemp("site")
    prompts = str(Path(__file__).parent.parent / "prompts")
    environ = {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_PROMPTS": prompts}
    office = Office(load_settings(environ))
    (place / "pages").mkdir()
    for name in SITE:
        (place / "pages" / f"{name}.html").write_text(page(name), encoding="utf-8")
    (place / "pages" / "sources.toml").write_text(
        '[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8"
    )
    assert not ingest([place / "pages"], index=office.index).failed

    class Desk:
        index, prompts, viewer, writer, phrases = office.index, office.prompts, RESIDENT, None, PHRASES

    def asked(text, *before):
        turns = ()
        for one in before:
            said = answer(Desk(), Question(one, history=turns, as_of=date(2026, 11, 27)))
            turns = (*turns, Turn(one, said.text, tuple(each.passage_id for each in said.citations)))
        return answer(Desk(), Question(text, history=turns, as_of=date(2026, 11, 27)))

    return asked


def test_a_new_matter_is_not_read_with_the_one_before(ask):
    assert "毎週水曜日" in ask("プールの休みの日は", "保育園の空き").text
    assert "350円" in ask("印鑑登録っていくら", "町営住宅の家賃はいくら").text
    assert "600円" in ask("大人はいくら", "プール休みの日").text
    assert ask("薪いくら", "キャンプ場はいくら").status == "no_sources"
    assert "50パーセント" not in ask("公民館 当日キャンセル").text
    assert ask("2人目が生まれたらいくらもらえる").status == "no_sources"
    assert "60" not in ask("ゴミ袋いくら", "保育園の空き").text
    assert "1,500円" in ask("Cắm trại một đêm là bao nhiêu?", "保育園の空き").text
    assert "毎週水曜日" in ask("プールの休みの日は", "プールの休みの日は").text


def test_whom_to_ask_stays_and_menus_go(tmp_path):
    text = read(tmp_path, page("library"))
    assert "霧沢町役場　公民館 0260-88-2350" in text, "an <aside> of the article that says whom to ask"
    assert "新着" not in text and "町長の車" not in text
    assert text.splitlines()[1:4] == [
        "あいている時間：10時～18時",
        "お休み：月曜日と祝日、年末年始",
        "貸出：1人5冊、3週間",
    ], "a table of two columns without names says each as a line"


def test_a_table_with_names_stays_a_table_and_a_framed_text_is_text(tmp_path):
    fees = "<table><tr><td>品目</td><td>手数料</td></tr><tr><td>いす</td><td>400円</td></tr></table>"
    assert read(tmp_path, f"<body><p>粗大ごみ</p>{fees}</body>") == "粗大ごみ\n品目 | 手数料\nいす | 400円\n"
    said = "<br>".join(
        f"{at}番目の決まりは、農地を売るときと貸すときの許可のことです。" for at in range(1, 6)
    )
    links = '<a href="a">トップ</a><br><a href="b">町の紹介</a><br><a href="c">リンク集</a>'
    framed = f"<body><table><tr><td>{links}</td><td>{said}</td></tr></table></body>"
    lines = read(tmp_path, framed).splitlines()
    assert len(lines) == 5 and lines[0].startswith("1番目") and " | " not in "".join(lines)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("霧沢町役場　住民課 環境係 0260-88-2130", "住民課"),
        ("農業委員会事務局（農林課内）　電話 0260-88-2610", "農業委員会事務局"),
        ("教育委員会 生涯学習係 0260-88-2340", "教育委員会"),
        ("前日までに 0260-88-3100 へお電話ください。", ""),
    ],
)
def test_a_desk_is_known_by_its_number_alone(line, section):
    assert section_of(f"ごみの出し方\n朝8時までに出してください。\n{line}", name="a.html") == section


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("図書室の休館日は", "月曜日と祝日", "10時"),
        ("文化会館の休館日は", "毎週火曜日", "9:00"),
        ("印鑑登録っていくらかかるの", "350円", "500円"),
        ("印鑑登録証をなくした 手数料", "500円", "350円"),
        ("燃えるゴミ桜台は何曜日？", "火・金", "月・木"),
        ("プール休みの日", "毎週水曜日", "令和5年"),
        ("くまが出た", "農林課", "町民プール"),
        ("診療所の小児科は何曜", "木", "休診"),
        ("保育園の空き", "1歳児　空き：2人", "申込み"),
        ("来年の保育園の申込みはいつまで", "12月11日", "11月28日"),
        ("保育園の申込みに何がいる？", "就労証明書", "受け付けます"),
        ("年末のごみは桜台はいつまで", "12月29日", "火・金"),
        ("町営住宅 猫飼える？", "飼えません", "18,000円"),
        ("免許返納", "10,000円分", "警察署"),
        ("フェリーの最終便", "17時00分", "警察署"),
        ("フェリーの最終便", "土曜日だけ", "警察署"),
    ],
)
def test_what_is_asked_is_told_and_not_what_stands_beside_it(ask, question, told, untold):
    said = ask(question)
    assert said.status == "answered" and told in said.text and untold not in said.text, said.text


def test_an_old_day_is_no_answer(ask):
    assert ask("花火大会はいつですか").status == "no_sources"
    assert "8月3日" in ask("令和6年度の花火大会はいつでしたか").text


def test_who_is_told_an_old_day_is_told_that_it_is_old(ask):
    said = ask("令和8年度の保育園の申込みはいつまで")
    assert "11月28日" in said.text and "もう過ぎています" in said.notes[0], said.notes
    assert "過ぎた年のページ" in ask("令和6年度の花火大会はいつでしたか").notes[0]
    assert not ask("来年の保育園の申込みはいつまで").notes


def test_keys_tried_are_answered_in_japanese_and_the_wish_for_plain_japanese_is_heard(ask):
    tried = ask("asdf")
    assert (tried.status, tried.language) == ("clarify", "ja") and "短い文" in tried.text and tried.choices
    easy = ask("ごみは いつ だしますか。やさしい日本語で おねがいします")
    assert easy.language == "ja-easy"
    days = ask("ごみの収集日")
    assert days.status == "clarify" and [one.label for one in days.choices] == ["港町・浜町", "本町・桜台"]


@pytest.mark.parametrize(
    ("question", "told", "note"),
    [
        ("What time does the ferry leave?", "17時00分", "やさしい日本語"),
        ("Cắm trại một đêm là bao nhiêu?", "1,500円", "nguyên văn tiếng Nhật"),
        ("露营多少钱", "1,500円", "日语原文"),
    ],
)
def test_other_languages_without_a_model(ask, question, told, note):
    said = ask(question)
    assert said.status == "answered" and told in said.text and note in said.notes[-1], (said.text, said.notes)
    assert said.original and said.parts[0].ruby


def test_the_price_of_another_thing_is_no_answer(ask):
    said = ask("キャンプ場の薪いくら")
    assert said.status == "no_sources" and said.handoff["section"] == "産業課"


def test_the_box_of_whom_to_ask_names_the_section():
    boxed = "島の図書館\n自習室\n20席あります。\nお問い合わせ\n汐凪島町教育委員会\n〒999-9301　本浦1番地\n電話番号：0999-55-2130"
    assert section_of(boxed, name="a.html") == "教育委員会"


def test_nobody_is_sent_to_a_fax(ask):
    found = ask("燃えるゴミ桜台は何曜日？").handoff
    assert (found["section"], found["telephone"]) == ("住民課", "0260-88-2130")


@pytest.mark.parametrize(("age", "fee"), [(70, "300円"), (5, "100円"), (3, "無料"), (10, "")])
def test_ages_among_other_names_of_rows(age, fee):
    rows = "区分 | 料金\n一般 | 600円\n高校生 | 400円\n小・中学生 | 200円\n4歳以上の幼児 | 100円\n3歳以下 | 無料\n65歳以上 | 300円"
    (table,) = read_tables(rows)
    assert [row[1] for row in table.for_age(age)] == ([fee] if fee else [])


def test_rest_days_and_rows_of_several_names():
    assert not tells_rest("夏休みの開館時間は", "休館日：月曜日") and tells_rest("店の定休日", "水曜はお休み")
    (table,) = read_tables("地区 | 燃やすごみ\n港町・浜町 | 月・木\n本町 | 火・金")
    assert [row[1] for row in table.named("浜町の燃やすごみ")] == ["月・木"]
