"""Several things asked in one message: told apart, each answered from its own page or said to be without one. Real index."""

from dataclasses import replace

import pytest

from app.residents.answering import Question, answer
from app.residents.apart import matters, shared
from app.residents.several import Told, _without_again
from app.result import Answer, AnswerPart
from app.web.residents.desk import PublicOffice
from app.wire import Office
from ingest.ingestion import ingest
from ingest.settings import load_settings
from tests.test_residents import PHRASES

PAGES = {
    "tennyu.md": "# 転入届\n\n## 期間\n引っ越した日から14日以内に届け出てください。\n\n## 必要なもの\n- 転出証明書\n- 本人確認書類\n\n町民課 電話 0998-55-1111\n",
    "madoguchi.md": "# 休日の窓口\n\n## 土曜日の窓口\n第2土曜日と第4土曜日の8:30から12:00まで、転入届、転出届、住民票の写しを扱います。\n\n町民課 電話 0998-55-1111\n",
    "inu.md": "# 犬の登録\n\n犬の登録手数料は3,000円です。\n\n環境課 電話 0998-55-1122\n",
    "neko.md": "# 猫の不妊手術の補助\n\n飼い猫の不妊手術に、1匹につき5,000円を補助します。\n\n環境課 電話 0998-55-1122\n",
    "shussho.md": "# 出生届\n\n出生届の期限は、生まれた日から14日以内です。\n\n町民課 電話 0998-55-1111\n",
    "teate.md": "# 児童手当\n\n児童手当の申請の期限は、生まれた日の翌日から15日以内です。\n\n子ども課 電話 0998-55-1133\n",
    "toshokan.md": "# 町立図書館\n\n開館時間：9:30から18:00まで\n休館日：月曜日\nコピー：1枚10円\n\n図書館 電話 0998-55-1144\n",
}


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


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("転入届に必要なものと、土曜日もやっているか教えて", ("転入届に必要なもの", "土曜日もやっているか")),
        ("住民票の手数料とコンビニの時間", ("住民票の手数料", "コンビニの時間")),
        ("図書館は何時まで？あと、コピーできますか", ("図書館は何時まで？", "コピーできますか")),
        (
            "父が亡くなりました。届出はいつまでで、葬祭費はいくらもらえますか",
            ("父が亡くなりました。届出はいつまで", "葬祭費はいくらもらえますか"),
        ),
        (
            "How much is a residence certificate and when are you open?",
            ("How much is a residence certificate", "when are you open?"),
        ),
        (
            "転入届に要るものと、過ぎたら罰金はあるのか知りたい",
            ("転入届に要るもの", "過ぎたら罰金はあるのか"),
        ),
        ("犬の登録料と、猫の手術の補助の額が知りたいです", ("犬の登録料", "猫の手術の補助の額")),
        ("転入届の期限と、引っ越し業者の料金の相場", ("転入届の期限", "引っ越し業者の料金の相場")),
        # What is told before it asks nothing by どうしても, 何とか.
        ("仕事が6時までで、昼間はどうしても行けない。夜でもいいですか", ()),
        # One question: what only goes on, what is told first or last, what compares, と within a word or a thing.
        ("ソファを捨てたいです。いくらですか", ()),
        ("住民票がほしいのですが、土曜日はやっていますか", ()),
        ("結婚したら補助金は出ますか。28歳です", ()),
        ("国保の手続きと年金の手続きの違いは", ()),
        ("ことばの教室と体験の申込みは", ()),
        ("母と父の介護の相談はどこ", ()),
        ("出したあと、子どもの名字はどうなりますか", ()),
        ("保育園の申込み、会社の書類が間に合いそうにない", ()),
    ],
)
def test_questions_are_told_apart_only_where_both_parts_ask(text, apart):
    assert matters(text, PHRASES) == (apart or (text,))


def test_two_things_share_what_is_asked():
    first, second, things = shared("出生届と児童手当の手続きの期限", PHRASES)
    assert (first, second) == ("出生届の手続きの期限", "児童手当の手続きの期限")
    assert things == ("出生届", "児童手当")
    assert shared("令和6年度と令和7年度の予算はいくら", PHRASES) is None
    assert shared("母と子の名前", PHRASES) is None


@pytest.mark.parametrize(
    ("text", "says", "documents"),
    [
        ("転入届に必要なものと、土曜日もやっているか教えて", ("転出証明書", "第2土曜日"), ("tennyu-md", "madoguchi-md")),
        ("犬の登録料と猫の手術の補助を教えてください", ("3,000円", "5,000円"), ("inu-md", "neko-md")),
        ("出生届と児童手当の期限は", ("14日以内", "15日以内"), ("shussho-md", "teate-md")),
    ],
)  # fmt: skip
def test_each_part_is_answered_from_its_own_source(office, text, says, documents):
    made = answer(office, Question(text))
    assert made.status == "answered"
    assert all(each in made.text for each in says)
    assert {one.passage_id.partition("#")[0] for one in made.citations} == set(documents)
    numbers = {one.number for one in made.citations}
    assert {number for part in made.parts for number in part.citations} == numbers == {1, 2}
    assert [part.kind for part in made.parts if not part.citations] == ["問", "問"]


def test_what_has_no_source_is_said_beside_what_has(office):
    made = answer(office, Question("犬の登録料はいくらですか。それとプールは何時からですか"))
    assert made.status == "partial"
    assert "3,000円" in made.text
    asked, refused = made.parts[-2:]
    assert (asked.kind, asked.text, refused.citations) == ("問", "「プールは何時からですか」", ())
    assert "見付かりませんでした" in refused.text


def test_one_answer_that_tells_all_stays_one(office):
    for text in ("図書館は何時からで、何時までですか", "犬の登録料とプールの違い"):
        assert all(part.kind != "問" for part in answer(office, Question(text)).parts)


def test_of_three_questions_two_with_one_answer_are_told_together_and_the_third_by_itself(office):
    made = answer(office, Question("転入届に必要なものと、転入届の期限を教えて。あとプールは何時からですか"))
    assert made.status == "partial" and "14日以内" in made.text and "見付かりませんでした" in made.text
    told = [
        Told("a", _answer("x", "y")),
        Told("b", _answer("x")),
        Told("c", replace(_answer(), status="no_sources")),
    ]
    assert [(one.asked, len(one.lines)) for one in _without_again(told)] == [("a、b", 2), ("c", 0)]


def _answer(*lines):
    return Answer("", (), "answered", parts=tuple(AnswerPart("結論", line, (1,)) for line in lines))
