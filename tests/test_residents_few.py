"""Few public pages, as in the first hour of an office: what they do not say is refused, whatever stands nearest."""

from pathlib import Path

import pytest

from app.residents.answering import Question, answer
from ingest.document import RESIDENT
from tests.test_residents import PHRASES

FAQ = """<html><head><title>よくある質問</title></head><body><h1>よくある質問</h1>
<h2>Q　休日に住民票は取れますか。</h2><p>A　役場の窓口では取れません。コンビニエンスストアで6時30分から取れます。手数料は1通250円です。</p>
<h2>Q　犬を飼い始めました。手続は必要ですか。</h2><p>A　飼い始めた日から30日以内に登録してください。登録料は1頭3,000円です。</p>
<h2>Q　公民館を予約したいのですが。</h2><p>A　中央公民館の窓口で申し込んでください。電話0990-12-3471</p></body></html>"""
GARBAGE = """<html><head><title>家庭ごみの出し方</title></head><body><h1>家庭ごみの出し方</h1>
<p>収集日の朝8時までに、集積所に出してください。</p><p>A地区の袋は、10枚入り400円です。</p></body></html>"""
HALL = """<html><head><title>税金の窓口</title></head><body><h1>税金の窓口</h1>
<p>町税は、役場とコンビニエンスストアで納められます。役場は、浜町100番地です。</p></body></html>"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.settings import load_settings

    def desk_of(**pages):
        place = tmp_path_factory.mktemp("few")
        prompts = str(Path(__file__).parent.parent / "prompts")
        environ = {
            "SHITAGAKI_HOME": str(place / "home"),
            "SHITAGAKI_LLM": "none",
            "SHITAGAKI_PROMPTS": prompts,
        }
        office = Office(load_settings(environ))
        folder = place / "pages"
        folder.mkdir()
        for name, page in pages.items():
            (folder / f"{name}.html").write_text(page, encoding="utf-8")
        (folder / "sources.toml").write_text(
            '[[document]]\npath = "."\nsensitivity = "1"\n', encoding="utf-8"
        )
        assert not ingest([folder], index=office.index).failed

        class Desk:
            index, prompts, viewer, writer, phrases = office.index, office.prompts, RESIDENT, None, PHRASES

        return lambda text: answer(Desk(), Question(text))

    return desk_of(faq=FAQ, gomi=GARBAGE), desk_of(faq=FAQ, zei=HALL)


@pytest.mark.parametrize(
    "question", ["引っ越しの手続を教えてください", "結婚の届出の手続", "婚姻届の申請の仕方"]
)
def test_what_is_done_with_another_thing_is_no_answer(ask, question):
    assert ask[0](question).status == "no_sources"


@pytest.mark.parametrize("question", ["役場の電話番号", "役場はどこですか", "役場の場所"])
def test_the_hall_itself_is_not_told_from_a_page_that_only_names_it(ask, question):
    assert ask[0](question).status == "no_sources"


def test_the_hall_is_told_where_a_sentence_says_where_it_is(ask):
    assert "浜町100番地" in ask[1]("役場はどこですか").text


def test_an_answer_of_a_list_of_questions_stands_without_its_letter(ask):
    told = ask[0]("休日に住民票は取れますか").text.splitlines()
    assert told[:2] == [
        "役場の窓口では取れません。",
        "コンビニエンスストアで6時30分から取れます。",
    ]
    assert ask[0]("犬の登録料はいくらですか").text.splitlines()[-1] == "登録料は1頭3,000円です。"
    assert ask[0]("A地区のごみ袋はいくら").text.startswith("A地区の袋は、10枚入り400円です。")
