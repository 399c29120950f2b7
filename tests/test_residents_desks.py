"""Whom residents are sent to: the 課 by its work, its own number, and the number of the hall where no 課 is known. Real index."""

from dataclasses import replace

import pytest

from app.residents.answering import Question, answer
from app.residents.directory import hall_of
from app.residents.nearby import near_questions
from app.web.residents.desk import PublicOffice
from app.wire import Office
from ingest.ingestion import ingest
from ingest.papers.attributes import section_of
from ingest.settings import load_settings

FOOT = "<footer><p>霧ノ原町役場　〒990-0000 霧ノ原町本町1番地　電話（代表）0998-55-1000</p><p>開庁時間：平日 午前8時30分から午後5時15分まで</p></footer>"
PAGE = "<!DOCTYPE html><html lang='ja'><head><title>{0}｜霧ノ原町</title></head><body><main><h1>{0}</h1>{1}</main>{2}</body></html>"
ROWS = {
    "総務課": ("防災、選挙", "1100"),
    "税務課": ("町税の課税、納税", "1112"),
    "環境課": ("ごみ、犬、墓地", "1115"),
    "こども課": ("児童手当、保育所", "1116"),
    "建設課": ("道路、町営住宅", "1117"),
}
TABLE = "".join(
    f"<tr><td>{name}</td><td>{work}</td><td>0998-55-{phone}</td></tr>" for name, (work, phone) in ROWS.items()
)
HOUSES = "# 移住の支援\n\n更新日：2026年4月1日　企画課 移住係（電話 0998-55-1101）\n\n## お試し住宅\n\n1泊1,500円で泊まれます。\n"
PAGES = {
    "soshiki.html": PAGE.format(
        "各課のしごとと電話番号",
        f"<table><tr><th>課</th><th>主なしごと</th><th>電話</th></tr>{TABLE}</table><p>総務課<br>電話：0998-55-1100</p>",
        FOOT,
    ),
    "kaigo.html": PAGE.format("介護保険料", "<p>介護保険料は、いちばん少ない人で年に4万円です。</p><p>福祉課<br>電話：0998-55-1114</p>", FOOT),
    "kouki.md": "# 後期高齢者医療\n\n更新日：2026年8月1日　担当：保険課 医療係（電話 0998-55-1113）\n\n## 葬祭費\n\n葬儀を行った人に2万円を支給します。\n\n保険料の額は、県の後期高齢者医療広域連合（電話 0998-20-8800）が決めます。\n",
    "sodai.html": PAGE.format("粗大ごみの出し方", "<p>粗大ごみは、環境課に電話で申し込んでください。</p><p>環境課<br>電話：0998-55-1115</p>", FOOT),
    "jidou.html": PAGE.format("児童手当", "<p>児童手当は、偶数月の10日に支給します。</p><p>こども課<br>電話：0998-55-1116</p>", FOOT),
    "fuyou.html": PAGE.format("児童扶養手当（ひとり親家庭など）", "<p>児童扶養手当は、奇数月の11日に支給します。</p><p>こども課<br>電話：0998-55-1116</p>", FOOT),
    "ijuu.md": HOUSES,
    "kouen.md": "# 公園のベンチ\n\n公園のベンチは、5基あります。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    place = tmp_path_factory.mktemp("town")
    pages = place / "pages"
    pages.mkdir()
    for name, text in PAGES.items():
        (pages / name).write_text(text, encoding="utf-8")
    (pages / "sources.toml").write_text('[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8")
    settings = {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_CITY": "霧ノ原町"}
    made = Office(load_settings(settings))
    assert not ingest([pages], index=made.index).failed
    return PublicOffice(made, None)


@pytest.fixture(scope="module")
def ask(office):
    return lambda text: answer(office, Question(text, "ja"))


@pytest.mark.parametrize(
    ("text", "section", "phone"),
    [
        ("私は非課税になりますか？年金が月9万円です", "税務課", "0998-55-1112"),
        ("犬が死んだときはどうすればいい？", "環境課", "0998-55-1115"),
        ("一時保育は1日いくら", "こども課", "0998-55-1116"),
        ("お試し住宅にペットは連れて行けますか", "企画課", "0998-55-1101"),
    ],
)
def test_the_work_of_a_section_decides_where_it_has_more_of_the_question_than_the_nearest_page(
    ask, text, section, phone
):
    made = ask(text)
    assert made.status == "no_sources"
    assert (made.handoff["section"], made.handoff["telephone"]) == (section, phone)


@pytest.mark.parametrize(
    "text", ["郷土資料館の開館時間は", "テニスコートのナイター代はいくら", "公園のベンチは何基"]
)
def test_without_a_section_the_number_of_the_hall_and_the_page_of_all_sections_are_shown(ask, text):
    told = ask(text).handoff
    assert told["section"] == "" and told["name"] == "町役場（代表電話）"
    assert told["telephone"] == "0998-55-1000" and "soshiki" in told["page"]


@pytest.mark.parametrize("text", ["こんにちは", "ありがとう"])
def test_who_only_greets_is_sent_nowhere(ask, text):
    assert ask(text).handoff == {}


def test_the_number_of_another_office_on_the_page_is_not_that_of_the_section(ask):
    made = ask("葬祭費はいくら出ますか")
    assert "2万円" in made.text
    assert (made.handoff["section"], made.handoff["telephone"]) == ("保険課", "0998-55-1113")


def test_whom_to_ask_may_stand_behind_the_day_of_the_page():
    assert section_of(HOUSES, name="ijuu.md") == "企画課"
    assert section_of("# 休みの日\n\n更新日：2026年4月1日　図書館は休みます。\n", name="a.md") == ""


def test_the_hours_of_the_hall_are_those_below_the_pages(office):
    assert hall_of(office).hours == "平日 午前8時30分から午後5時15分まで"


def test_a_rude_message_that_asks_is_answered_and_one_that_only_complains_gets_a_number(ask):
    made = ask("役場の奴らは税金泥棒か！さっさと粗大ごみを取りに来い")
    assert made.status == "answered" and "電話で申し込んで" in made.text
    assert made.text.startswith("御不便をお掛けし") and made.parts[0].text == made.text.splitlines()[0]
    rude = ask("税金泥棒！役場はいい加減にしろ")
    assert rude.status == "clarify" and rude.handoff["telephone"] == "0998-55-1000"


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("介護保険料、うちだといくらになる？", True),
        ("母の介護保険料はいくらになりますか", True),
        ("介護保険料はいくらになりますか", False),
        ("介護保険料、うちはどこで払えますか", False),
    ],
)
def test_how_a_case_will_be_decided_is_asked_in_many_forms(ask, text, judged):
    assert ask(text).text.startswith("あなたの場合に") == judged


def test_a_judgement_without_a_general_rule_names_who_decides(ask):
    made = ask("うちの犬の登録は免除になりますか")
    assert made.status == "no_sources" and "環境課が決めるため、この窓口では判断できません" in made.text


def test_a_title_that_is_a_sentence_and_the_list_of_sections_are_no_questions(office, ask):
    titles = ("介護保険料", "水道管の凍結に注意してください", "断水しています")
    pages = [
        replace(office.index.documents(office.viewer)[0], title=one, kind="ウェブページ") for one in titles
    ]
    assert near_questions(pages, set(), office.phrases, "ja") == ("介護保険料について知りたい",)
    assert not any("各課" in one for one in ask("町営住宅の担当課と防災の担当課").near)


def test_a_bare_word_with_which_several_pages_are_named_is_asked_back(ask):
    made = ask("手当")
    assert made.status == "clarify" and "どれについて" in made.text
    assert {one.label for one in made.choices} == {"児童手当", "児童扶養手当（ひとり親家庭など）"}
    assert "偶数月" in ask(next(one.question for one in made.choices if one.label == "児童手当")).text
    for text in ("児童手当", "児童手当はいつ", "介護保険料"):
        assert ask(text).status != "clarify"
