"""Everyday questions on pages as towns write them: which row, which line, which page, and what is of something else. Real index."""

from datetime import date

import pytest

from app.residents.ages import asked_age, within
from app.residents.answering import Question, answer
from app.web.residents.desk import PublicOffice
from app.wire import Office
from ingest.document import Document, Hit, Passage
from ingest.ingestion import ingest
from ingest.search.premises import unmet
from ingest.settings import load_settings

CONTACT = "\n\n## このページに関するお問い合わせ\n{} 電話 0998-55-1111\n"
PAGES = {
    "tennyu.md": "# 転入届\n\n## 届出の期間\n引っ越した日から14日以内です。引っ越す前に届け出ることはできません。\n\n## 必要なもの\n- 転出証明書\n- 本人確認書類\n\n"
    "## 転入届と一緒にする手続き\n\n| 該当する人 | 手続き |\n|---|---|\n| 国民健康保険に入る人 | 加入（14日以内） |\n| 小・中学生がいる人 | 転入学の手続き（7日以内） |\n| 犬を飼っている人 | 犬の登録事項の変更（30日以内） |\n",
    "kokuhozei.md": "# 国民健康保険税の税率（令和8年度）\n\n令和8年度の税率は次のとおりです。\n\n| 区分 | 医療分 | 支援分 |\n|---|---|---|\n| 所得割 | 6.80％ | 2.50％ |\n| 均等割（1人） | 24,000円 | 9,000円 |\n\n"
    "## 令和7年度の税率（参考）\n\n| 区分 | 医療分 | 支援分 |\n|---|---|---|\n| 所得割 | 6.50％ | 2.40％ |\n| 均等割（1人） | 23,000円 | 8,500円 |\n\n未就学児の均等割は半額になります。納期は7月から翌年2月までの8回です。\n",
    "jidou_teate.md": "# 児童手当\n\n| 年齢 | 第1子・第2子（月額） | 第3子以降（月額） |\n|---|---|---|\n| 3歳未満 | 15,000円 | 30,000円 |\n| 3歳から18歳の年度末まで | 10,000円 | 30,000円 |\n",
    "shugaku.md": "# 就学援助制度\n\n小・中学生の保護者に、学用品費などを援助します。\n\n| 費目 | 小学生（年額） | 中学生（年額） |\n|---|---|---|\n| 新入学学用品費（1年生） | 57,060円 | 63,000円 |\n| 学用品費（5年生） | 11,630円 | 22,730円 |\n",
    "hoiku.md": "# 保育所\n\n## 町内の施設\n\n| 施設 | 定員 | 受入年齢 |\n|---|---|---|\n| 沢の保育所 | 90人 | 生後6か月から |\n| 浜の保育所 | 45人 | 1歳から |\n| こども園ひまわり | 120人 | 生後3か月から |\n",
    "gakudo.md": "# 放課後児童クラブ（学童保育）\n\n## 開いている時間\n- 平日：放課後から午後6時30分まで\n- 土曜日：午前8時から午後5時まで\n- 夏休みなど：午前8時から午後6時まで\n- 休み：日曜日、祝日\n",
    "taiikukan.md": "# 公共施設の使用料\n\n| 施設 | 午前 | 夜間 |\n|---|---|---|\n| 町民体育館 全面 | 1,500円 | 2,400円 |\n| 町民体育館 半面 | 750円 | 1,200円 |\n\n町外の方は2倍です。入場料を取るときは3倍です。\n",
    "hinanjo.md": "# 指定避難所\n\n## 避難するとき\n- 犬や猫は、ケージに入れれば沢の中学校の駐輪場に一緒に避難できます。\n- ほかの避難所に犬は連れて行けません。\n- 食べ物と毛布を持ってきてください。\n",
    "card.md": "# マイナンバーカード\n\n## 受け取る\nカードの用意ができると、交付通知書（はがき）が届きます。受取りは予約制です。はがきにある二次元コードか、電話で予約してください。\n- 平日 8:30〜17:00\n- 木曜日 8:30〜18:45（祝日を除く。）\n- 日曜日 毎月第4日曜日の9:00〜12:00\n本人が来ることが原則です。15歳未満の人は、法定代理人と一緒においでください。\n持ち物は、交付通知書、本人確認書類、通知カード（お持ちの人）です。\n",
    "toshokan.md": "# 図書館の利用\n\n- 開館時間：午前9時30分から午後6時まで\n- 休館日：毎週火曜日、12月29日から1月4日\n- 場所：本町二丁目1番\n",
    "bochi.md": "# 町営墓地\n\n| 広さ | 永代使用料 | 年間管理料 |\n|---|---|---|\n| 4平方メートル | 240,000円 | 3,000円 |\n| 6平方メートル | 360,000円 | 4,500円 |\n\n## 改葬\nほかの墓地に遺骨を移すときは申請してください。手数料は1体300円です。\n",
    "yobou.md": "# 高齢者インフルエンザの予防接種\n\n対象は65歳以上の方です。生活保護の方は無料です。\n\n| ワクチン | 自己負担 |\n|---|---|\n| インフルエンザ | 1,500円 |\n",
}  # fmt: skip
TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    place = tmp_path_factory.mktemp("town")
    pages = place / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text + CONTACT.format("町民課"), encoding="utf-8")
    (pages / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8")
    settings = {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_CITY": "霧ノ原町"}
    made = Office(load_settings(settings))
    assert not ingest([pages], index=made.index).failed
    return PublicOffice(made, None)


@pytest.mark.parametrize(
    ("asked", "told", "not_told"),
    [
        ("転入届はいつまで", "14日以内", "転入学"),
        ("転入届の期限", "引っ越した日から14日以内", "30日"),
        ("国保税の均等割はいくら", "24,000円", "23,000円"),
        ("国民健康保険税　均等割　令和7年度", "23,000円", "24,000円"),
        ("児童手当は小学5年生だといくら", "10,000円", "57,060円"),
        ("生後4か月の赤ちゃんを預けられる保育所は", "こども園ひまわり", "沢の保育所"),
        ("学童は何時まで見てもらえますか", "午後5時まで", "祝日"),
        ("学童は何時まで見てもらえますか", "午後6時30分まで", "祝日"),
        ("町の外の人が体育館の半面を夜借りるといくら", "町外の方は2倍", "1,500円"),
        ("避難所に犬を連れて行けますか", "駐輪場に一緒に避難できます", "\0"),
        ("マイナンバーカードの受取りに必要なもの", "持ち物は、交付通知書、本人確認書類", "転出証明書"),
        ("図書館は元日に開いていますか", "12月29日から1月4日", "午前9時30分"),
        ("図書館は何時まで", "午後6時まで", "火曜日"),
        ("4平米のお墓はいくら", "240,000円", "300円"),
    ],
)
def test_the_right_row_and_line_are_told(office, asked, told, not_told):
    made = answer(office, Question(asked, as_of=TODAY))
    assert made.status == "answered", made.text
    assert told in made.text and not_told not in made.text


@pytest.mark.parametrize("asked", ["帯状疱疹ワクチンの自己負担は", "中央公民館は朝何時に開くのですか"])
def test_what_is_of_another_thing_is_no_answer(office, asked):
    made = answer(office, Question(asked, as_of=TODAY))
    assert (made.status, made.citations) == ("no_sources", ()), made.text


@pytest.mark.parametrize(
    ("question", "cell", "held"),
    [
        ("生後4か月です", "生後3か月から", True),
        ("生後2か月です", "生後57日から", True),
        ("生後1か月です", "生後57日から", False),
        ("1歳6か月です", "1歳から", True),
        ("1歳6か月です", "2歳未満", True),
        ("小5です", "3歳から18歳まで", True),
        ("中学3年生です", "12歳以下", False),
        ("高1です", "15歳以上", True),
    ],
)
def test_months_and_school_years_are_ages(question, cell, held):
    assert within(asked_age(question), cell) is held


@pytest.mark.parametrize("question", ["3か月前に申請しました", "小学校の1階", "高2つ", "65歳以上の人"])
def test_what_tells_no_age(question):
    assert asked_age(question) is None


def test_a_year_that_a_heading_names_is_stated_on_a_page_of_the_next_one():
    document = Document("d", "税率（令和8年度）", "web", "", "d.md", "0")
    passage = Passage("d#1", "d", "", ("令和7年度の税率（参考）",), 0, 5, "rows", "均等割 | 23,000円")
    assert unmet("令和7年度の均等割", [Hit(passage, document, 1.0, 1, ())]) == ()
    assert unmet("令和6年度の均等割", [Hit(passage, document, 1.0, 1, ())]) == ("令和6年度",)
