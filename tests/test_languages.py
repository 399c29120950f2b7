"""Which language a question is in, and that what the window offers in a language is understood in it."""

import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.residents.furniture import of_every_page, without_furniture
from app.residents.languages import language_of, with_ruby
from app.residents.own_language import in_own_language
from app.residents.phrases import load_phrases

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
PHRASES = load_phrases(PROMPTS / "residents.toml")
WIDGET = tomllib.loads((PROMPTS / "widget.toml").read_text("utf-8"))
FOREIGN = [code for code in WIDGET["languages"] if code not in ("auto", "ja", "ja-easy")]
ASKED = {
    "ja": [
        "住民票 手数料",
        "図書館 休館日",
        "公的年金 源泉徴収票 再発行",
        "児童手当の現況届",
        "ごみ",
        "有料 駐車場",
    ],
    "en": ["Where can I park my bicycle?", "Is the pool open on Sunday", "school lunch fee", "tax office"],
    "zh-CN": ["公交车多少钱", "孩子发烧了", "有人跟踪我", "在哪里办护照", "我想结婚"],
    "zh-TW": ["公車多少錢", "廚房冒煙了", "在哪裡辦護照", "請問圖書館在哪裡"],
    "ko": ["버스 요금은 얼마예요", "여권은 어디서 만들어요"],
    "vi": ["Nhà tôi bị ngập", "Làm hộ chiếu ở đâu", "con tôi bị sốt"],
    "pt-BR": ["Onde fica a escola", "Perdi meu cartão de saúde", "Tem piscina aqui?", "A casa pegou fogo"],
    "tl": [
        "Magkano ang pamasahe sa bus",
        "Nasaan ang ospital",
        "Nawawala ang anak ko",
        "Kailangan ko ng doktor",
    ],
    "ne": ["बस भाडा कति हो", "अस्पताल कहाँ छ"],
    "id": ["Berapa ongkos bus", "Anak saya demam", "Di mana rumah sakit", "Kapan kolam renang buka"],
    "th": ["ค่ารถเมล์เท่าไหร่", "โรงพยาบาลอยู่ที่ไหน"],
}


@pytest.mark.parametrize("language", ASKED)
def test_a_question_is_heard_in_its_language(language):
    assert {text: language_of(text, PHRASES.known) for text in ASKED[language]} == dict.fromkeys(
        ASKED[language], language
    )


@pytest.mark.parametrize("language", FOREIGN)
def test_what_the_window_offers_is_understood_in_its_language(language):
    hint = re.split("[:：]", WIDGET["text"][language]["hint"], maxsplit=1)[-1].strip()
    assert language_of(hint, PHRASES.known) == language
    assert PHRASES.japanese_query(hint) == "住民票の写しの手数料"
    assert "いくら" in [one.words[0] for one in PHRASES.asks if one.asked_in(hint)]
    offered = {row["ja"]: PHRASES.japanese_query(row[language]) for row in WIDGET["button"]}
    assert offered == {
        "住民票の写し": "住民票の写しの手数料",
        "ごみを出す日": "ごみの収集日",
        "引っ越しの手続": "引っ越しの届出",
        "児童手当": "児童手当の申請",
        "粗大ごみ": "粗大ごみの手数料",
    }


def test_what_stands_on_every_page_is_told_in_no_language():
    for line in (
        "页面编号 1002201　更新日期 2026年4月1日",
        "ページの 番号 1002001　新しく した 日 2026年（令和8年）4月1日",
        "本页的其他语言：日本語　やさしい日本語　English　Tiếng Việt",
    ):
        assert of_every_page(line) and without_furniture(line) == ""
    for line in (
        "电话 0999-22-1144（2026年4月1日起）",
        "English classes begin on May 8, 2026.",
        "電話 0999-22-1144",
    ):
        assert not of_every_page(line)


def test_a_table_of_the_citys_own_page_is_told_whole():
    text = "Collection days\n\nType | Chuo\nBurnable | Mon, Thu\nPlastic | Wed\n\nTake it out by 8:00."
    hit = SimpleNamespace(passage=SimpleNamespace(text=text))
    days = SimpleNamespace(has_form=lambda lines: "Mon" in lines[0].text, must=True)
    told = [(line.kind, line.text) for line in in_own_language([hit], days)]
    assert told == [
        ("結論", "Collection days"),
        ("表", "Type | Chuo\nBurnable | Mon, Thu\nPlastic | Wed"),
        ("結論", "Take it out by 8:00."),
    ]


def test_the_days_of_the_week_are_read_as_days():
    told = "燃やすごみ：月・木、プラスチック：水、紙：第1・第3金、4月から"
    assert re.findall(r"［([^｜]{1,2})｜([^］]*)］", with_ruby(told)) == [
        ("月", "げつ"), ("木", "もく"), ("水", "すい"), ("紙", "かみ"), ("第", "だい"), ("金", "きん"), ("月", "がつ"),
    ]  # fmt: skip
    assert "［水｜みず］" in with_ruby("水・食料を3日分")
