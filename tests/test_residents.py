"""The residents' assistant on みどり市: emergencies, languages, routes, tables, refusals. Real index, no writing model."""

import json
from pathlib import Path

import pytest

from app.cli import main
from app.residents.answering import Question, Turn, answer
from app.residents.languages import language_of, with_readings
from app.residents.phrases import load_phrases
from app.residents.tables import read_tables
from app.result import answer_json
from evals.residents import run_residents
from ingest.document import RESIDENT

PHRASES = load_phrases(Path(__file__).parent.parent / "prompts" / "residents.toml")


@pytest.fixture(scope="module")
def ask(midori):
    class Desk:
        index, prompts, viewer, writer, phrases = midori.index, midori.prompts, RESIDENT, None, PHRASES

    def run(text, language="auto", history=()):
        return answer(Desk(), Question(text, language, history))

    return run


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("家が火事です", "119"),
        ("父が倒れて意識がないです", "119"),
        ("泥棒に入られました", "110"),
        ("隣の家で子どもが虐待されています", "189"),
        ("もう死にたい", "0120-279-338"),
        ("夫に暴力を振るわれました", "#8008"),
        ("My house is on fire!", "119"),
        ("救急車を呼ぶべきか迷っています", "#7119"),
    ],
)
def test_an_emergency_has_its_number(text, phone):
    assert phone in [one.contact.telephone for one in PHRASES.urgent_in(text)]


@pytest.mark.parametrize(
    "text",
    ["救急車の適正利用とは", "消防団員募集について", "火災の件数", "自殺対策計画はありますか", "ごみの日"],
)
def test_a_calm_question_is_no_emergency(text):
    assert PHRASES.urgent_in(text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ごみの日はいつですか", "ja"),
        ("住民票", "ja"),
        ("When is garbage collected?", "en"),
        ("什么时候扔垃圾？", "zh-CN"),
        ("什麼時候丟垃圾？", "zh-TW"),
        ("쓰레기는 언제 버려요?", "ko"),
        ("Khi nào thu gom rác?", "vi"),
        ("Quando é o dia do lixo?", "pt-BR"),
        ("Kailan ang koleksyon ng basura?", "tl"),
        ("फोहोर कहिले फाल्ने?", "ne"),
        ("Kapan sampah diambil? Saya tinggal di sini", "id"),
        ("ทิ้งขยะวันไหน", "th"),
    ],
)
def test_the_language_is_known_by_its_letters_and_words(text, code):
    assert language_of(text, PHRASES.known) == code


def test_every_language_says_every_fixed_sentence():
    assert set(PHRASES.said) == {"ja", "ja-easy", *PHRASES.languages} and len(PHRASES.said) == 12
    for said in PHRASES.said.values():
        assert set(said) == set(PHRASES.said["ja"]) and "{ask}" in said["outside"]


def test_a_table_asks_back_for_the_district_and_then_answers(ask):
    first = ask("燃やすごみの収集日はいつですか")
    assert first.status == "clarify" and "上沢地区" in [choice.label for choice in first.choices]
    turn = Turn("燃やすごみの収集日はいつですか", first.text)
    second = ask("上沢です", history=(turn,))
    assert second.status == "answered" and "燃やすごみ：火・金" in second.text
    assert second.citations[0].passage_id.startswith("web-gomi-html")


def test_without_a_source_there_is_no_answer(ask):
    assert ask("市営の水族館の入館料はいくらですか").status == "no_sources"
    outside = ask("パスポートの更新をしたい")
    assert outside.status == "out_of_scope" and "旅券" in outside.text and not outside.citations


def test_a_refusal_says_why_and_whom_to_ask(ask):
    elsewhere = ask("東京都の転入届の手続き")
    assert elsewhere.status == "out_of_scope" and "東京都の役所" in elsewhere.text
    assert ask("市営ドームの使用料").text.startswith("「市営ドーム」のことは、市の公開の文書に見当たりません")
    own = ask("私の国民健康保険の滞納額はいくらですか")
    assert own.status == "no_sources" and "御本人の記録" in own.text and own.handoff
    politics = ask("市長選挙ではどの候補がよいですか")
    assert politics.status == "out_of_scope" and "意見を申し上げることはできません" in politics.text
    assert "税事務所" in ask("自動車税を払いたい").text
    english = ask("Where can I renew my passport? パスポート", "en")
    assert english.status in ("out_of_scope", "no_sources") and english.language == "en"


def test_a_question_with_how_many_people_is_no_question_about_the_machine():
    assert (
        PHRASES.route("令和20年の人口は何人ですか") == "" and PHRASES.route("あなたは人間ですか") == "machine"
    )


def test_an_answer_has_its_source_its_office_and_only_public_documents(ask):
    made = ask("住民票の写しの手数料はいくらですか")
    assert made.status == "answered" and "300円" in made.text
    assert made.handoff["section"] and made.handoff["telephone"]
    assert set(answer_json(made)) >= {"status", "text", "citations", "handoff", "trace", "parts", "near"}


def test_a_judgement_about_one_person_is_left_to_the_office(ask):
    made = ask("私の家庭は児童手当をもらえますか")
    assert made.status == "partial" and "決めます" in made.text


def test_the_citys_own_page_answers_in_its_language_and_easy_japanese_has_readings(ask):
    made = ask("How do I put out garbage?")
    assert made.language == "en" and "garbage" in made.text.lower()
    assert with_readings("市役所") == "市役所（しやくしょ）"
    assert read_tables("地区 | 日\n上沢地区 | 火\n")[0].named("上沢はいつ")[0][1] == "火"


def test_the_cases_reach_their_baseline(midori):
    class Desk:
        index, prompts, viewer, writer, phrases = midori.index, midori.prompts, RESIDENT, None, PHRASES

    outcome = run_residents(Desk())
    assert outcome.regressed == () and outcome.leaks == 0, outcome.text()


@pytest.mark.parametrize(
    "question",
    ["台所から火が出た", "母がのどに餅を詰まらせた", "夫に首を絞められた", "薬をたくさん飲んでしまった", "裏山が崩れてきた", "There is a fire in my kitchen"],
)  # fmt: skip
def test_an_emergency_in_other_words_is_seen(question):
    assert PHRASES.urgent_in(question)


@pytest.mark.parametrize(
    "question",
    ["火災警報器の補助はありますか", "消火器の処分", "薬の飲み残しの捨て方", "階段の手すりの補助", "土砂災害の警戒区域はどこ", "救急車の適正な利用"],
)  # fmt: skip
def test_words_of_danger_in_a_calm_question_are_no_emergency(question):
    assert not PHRASES.urgent_in(question)


@pytest.mark.slow
def test_the_suite_runs_by_its_command(midori, monkeypatch, capsys):
    monkeypatch.setenv("SHITAGAKI_HOME", str(midori.settings.home))
    monkeypatch.setenv("SHITAGAKI_LLM", "none")
    assert main(["eval", "run", "residents", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["groups"]["resident@emergency"] == 1.0 and told["means"]["public"]["mean"] == 1.0
    assert told["below_floor"] == []
