"""Last year's paper whose headings have no numbers; a reply to several questions; what a chair ends a matter with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.checks.grounds.facts import check_facts
from app.checks.grounds.pools import read_sentences
from app.checks.subject import Subject
from app.citation import make_citation
from app.drafting import draft
from app.events import DraftRequest
from app.extractive.headed import split_headed
from app.extractive.resolved import after_assent, resolved
from app.queries import expand
from app.retrieval import Evidence
from app.tasks.template_file import load_prompts
from app.text.priced import answers, priced, units
from ingest.document import CLERK, Passage
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.papers.headings import top_headings
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
SPEC = document(
    "josetsu-r07",
    "令和7年度町道除雪業務（南部工区）仕様書",
    "仕様書",
    """
令和7年度町道除雪業務（南部工区）仕様書
総則
受注者は、積雪が12cmに達したとき、又は町の指示があったときに出動する。
対象路線
路線名 | 幅員
南山1号線 | 5.5m
報告
受注者は、作業日報を翌日の正午までに提出する。
""",
    issued=date(2025, 10, 1),
)
FORM = {
    "業務名": "令和8年度町道除雪業務（南部工区）",
    "年度": "令和8年度",
    "所属": "建設課",
    "目的": "冬の交通の確保",
    "終了日": "2027-03-31",
    "履行場所": "大字南山ほか",
    "業務内容": "町道の除雪",
}
BAGS = document(
    "fukuro",
    "ごみの出し方",
    "ウェブページ",
    """
ごみの出し方
指定袋
種類 | 大（45L） | 小（20L）
燃えるごみ | 10枚 430円 | 10枚 230円
粗大ごみ
粗大ごみの収集は、毎月第4土曜日です。
""",
    sensitivity="1",
)
LARGE = document(
    "sodai",
    "粗大ごみ手数料",
    "統計",
    """
粗大ごみ手数料
品目 | 区分 | 処理手数料（円） | 備考
ふとん | 寝具 | 620 | 1枚につき
自転車 | その他 | 510 | 大人用
""",
    sensitivity="1",
)


def drafted(task, fields, documents):
    request = DraftRequest(task, fields)
    events = draft(request, index=TinyIndex(documents), writer=None, prompts=PROMPTS, viewer=CLERK)
    return list(events)[-1].draft


def test_short_lines_above_sentences_and_tables_are_headings_where_nothing_is_numbered():
    assert [part.title for part in split_headed(SPEC.text)] == ["", "総則", "対象路線", "報告"]
    assert [part.title for part in split_headed(SPEC.text, ("対象路線", "報告"))] == ["", "対象路線", "報告"]
    letter = "各課長\n総務課\n照会について\n回答は、10月1日までにください。\n"
    assert len(split_headed(letter)) == 1, "one short line above a sentence makes no chapters"
    numbered = "仕様書\n1　目的\n目的は、次のとおり。\n対象路線\n南山1号線とする。\n"
    assert [part.title for part in split_headed(numbered)] == ["", "目的"]


def test_the_chapters_of_a_towns_own_form_stand_in_the_new_paper():
    text = drafted("shiyousho", FORM, [SPEC]).text
    lines = text.split("\n")
    own = [lines.index(line) for line in lines if line[2:] in ("総則", "対象路線", "報告")]
    assert len(own) == 3 and own[-1] < next(
        at for at, line in enumerate(lines) if line.endswith("　業務内容")
    )
    assert "受注者は、積雪が【要確認：旧「12cm」】に達したとき、又は町の指示があったときに出動する。" in text
    assert "受注者は、作業日報を翌日の正午までに提出する。" in text


def test_the_headings_of_a_file_are_those_of_its_highest_level_with_several(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    page = "<html><head><title>除雪</title></head><body><h1>除雪の仕様</h1><p>次のとおりとする。</p>"
    page += "<h2>総則</h2><p>町道の除雪を行う。</p><h3>用語</h3><p>用語は、別に定める。</p><h2>報告</h2><p>翌日に報告する。</p>"
    (folder / "josetsu.html").write_text(f"{page}</body></html>", encoding="utf-8")
    index = Index(tmp_path / "home", tenant="midori", embedder=HashEmbedder())
    ingest([folder], index=index)
    only = index.documents(CLERK)[0]
    assert index.headings(only.id) == top_headings(index.ledger, only.id) == ("総則", "報告")


def test_each_question_of_a_mail_is_answered_or_told_as_unanswered():
    fields = {
        "件名": "ごみ袋の値段と粗大ごみ",
        "質問": "ごみ袋はいくらですか。\n粗大ごみの収集はいつですか。ふとんはいくらですか。\n絨毯はいくらですか。",
        "方法": "メール",
        "担当": "環境課",
    }
    text = drafted("kaitou", fields, [BAGS, LARGE]).text
    answer = text[text.index("お答え\n") :].split("\n")
    assert answer[1].startswith("　燃えるごみ：大（45L） 10枚 430円、小（20L） 10枚 230円")
    assert "毎月第4土曜日" in answer[2]
    assert answer[3].startswith("　ふとん：620円（1枚につき）[")
    assert answer[4] == "　【要確認：「絨毯はいくらですか」への答え】"


def test_a_table_that_is_not_public_is_no_answer_to_a_resident():
    fields = {
        "件名": "粗大ごみの手数料",
        "質問": "ふとんはいくらですか。",
        "方法": "メール",
        "担当": "環境課",
    }
    inside = document("sodai", LARGE.title, "統計", LARGE.text, sensitivity="2")
    assert "620円" in drafted("kaitou", fields, [BAGS, LARGE]).text
    assert "620円" not in drafted("kaitou", fields, [BAGS, inside]).text


def test_what_a_question_is_about_and_what_would_answer_it():
    assert units("ごみ袋はいくらですか。") == ("ごみ", "袋")
    assert units("住民票の写しの手数料はいくらか。") == ("住民票", "写", "")[:2]
    assert units("登録はいくらですか。", "犬の登録について") == ("犬", "登録")
    assert answers("いくらですか。", "10枚430円です。") and not answers(
        "いくらですか。", "袋に入れてください。"
    )
    assert answers("いつですか。", "毎月第4土曜日です。") and answers(
        "どう出しますか。", "袋に入れてください。"
    )
    rows = [(one, LARGE) for one in TinyIndex([LARGE]).passages("sodai")]
    assert priced(rows, "自転車の手数料はいくらですか。")[1] == ["自転車：510円（大人用）"]
    assert priced(rows, "自転車はいつですか。") == (-1, [])
    sums = document("meisai", "見積書", "統計", "見積書\n区分 | 金額\n単価 | 1,750円\n", sensitivity="1")
    of_sums = [(one, sums) for one in TinyIndex([sums]).passages("meisai")]
    assert priced(of_sums, "見積書の単価はいくらですか。")[1] == ["単価：1,750円"]
    assert priced(of_sums, "量子計算機の借上げの単価はいくらですか。") == (-1, [])


def test_a_line_of_several_questions_is_looked_for_question_by_question():
    values = {"質問": "収集はいつですか。ふとんはいくらですか。\n窓口はどこか。"}
    assert list(expand(["{質問}"], values)) == [
        "収集はいつですか。",
        "ふとんはいくらですか。",
        "窓口はどこか。",
    ]


@pytest.mark.parametrize(
    ("question", "decision"),
    [
        ("令和9年10月から300円にすることでよろしいか。", "令和9年10月から300円にすることとする。"),
        ("では、席を増やすことを了承してよろしいですか。", "席を増やすことを了承する。"),
        ("原案のとおり決することに御異議ございませんか。", "原案のとおり決する。"),
        ("会場は東館でよろしいでしょうか。", "会場は東館とする。"),
        ("それでは、これでよろしいですか。", ""),
        ("お茶を出してよろしいか。", ""),
        ("ほかに御意見はありませんか。", ""),
    ],
)
def test_a_question_becomes_the_decision_that_it_asks_for(question, decision):
    assert resolved(question) == decision


def test_assent_is_told_from_dissent_and_from_what_is_said_after_it():
    assert [after_assent(words) for words in ("（異議なし）", "（「異議なし」と呼ぶ者あり）", "はい。")] == [
        ""
    ] * 3
    assert after_assent("（異議あり）") is None and after_assent("会場は東館とする。") is None
    assert after_assent("（異議なし）では、費用は300円に改める。") == "では、費用は300円に改める。"


def test_minutes_tell_what_was_decided_and_who_has_to_do_what():
    record = (
        "委員長：使用料は、令和9年10月から310円にすることでよろしいか。\n（異議なし）\n"
        "委員長：夜間も開けてよろしいか。\n青木委員：反対です。\n"
        "委員長：事務局は規則の案を3月末までに作ること。閉会。"
    )
    fields = {"会議名": "第4回社会教育委員会議", "開催日": "2027-01-28", "発言記録": record}
    text = drafted("gijiroku", fields, []).text
    result = text[text.index("【会議の結果】") : text.index("【会議の経過】")]
    assert "1　使用料は、令和9年10月から310円にすることとする[1]。" in result and "夜間" not in result
    assert "・規則の案を3月末までに作ること[4]。　担当：事務局　期限：3月末" in text


# ---- the check


def source(number, title, text):
    passage = Passage(f"d{number}#p", f"d{number}", "冒頭", (), 0, len(text), "text", text)
    paper = document(f"d{number}", title, "会議録", text)
    return Evidence(number, make_citation(number, passage, paper, wanted=frozenset()), passage, paper, text)


def test_the_name_of_a_source_is_not_held_against_the_form():
    one = source(
        1, "令和7年第4回南山町議会定例会会議録", "令和7年第4回定例会で、バスの増便を検討すると答弁した。"
    )
    text = f"令和8年第4回定例会の答弁\n・{one.citation.label}[1]\n　増便は、令和6年から検討している[1]。\n"
    checked = check_facts(Subject(text, (one,), {"会期": "令和8年第4回定例会"}, today=date(2026, 11, 27)))
    assert f"・{one.citation.label}[1]" in checked.text
    inside = [fact for fact in checked.facts if "令和7年" in fact.text or fact.text == "第4回"]
    assert inside and all(fact.state in ("supported", "input") for fact in inside)
    assert any(fact.text.startswith("令和6年") and fact.state != "supported" for fact in checked.facts)


def test_two_persons_of_one_village_do_not_contradict_each_other():
    told = "最高齢は、大字南山の大沢ハナ様、104歳でいらっしゃいます。"
    one = source(1, "敬老会のあいさつ", told)
    other = "申込者の山本太郎様（大字南山123番地）には別に連絡します。"
    assert read_sentences(other)[0].words & read_sentences(told)[0].words
    rules = {each.rule for each in check_facts(Subject(other, (one,))).findings if "山本" in each.message}
    assert "fact.conflict" not in rules
    same = "最高齢は、大字南山の山本太郎様、104歳でいらっしゃいます。"
    rules = {each.rule for each in check_facts(Subject(same, (one,))).findings}
    assert "fact.conflict" in rules


def test_what_stands_beside_a_numbered_heading_is_its_body():
    text = "仕様書\n1　業務名　広報の印刷\n2　規格\n項目 | 仕様\n大きさ | A4判\n3　納期　毎月25日\n4　検査　納品の日から10日以内に検査する。\n"
    assert [(part.title, part.body) for part in split_headed(text)[1:]] == [
        ("業務名", "広報の印刷"),
        ("規格", "項目 | 仕様\n大きさ | A4判"),
        ("納期", "毎月25日"),
        ("検査", "納品の日から10日以内に検査する。"),
    ]
    steps = "手順\n1　目的\n正確に行う。\n2　必要なもの\n申請書\n3　職員　受付印を押す\n"
    assert [part.title for part in split_headed(steps)] == ["", "目的", "必要なもの", "職員　受付印を押す"]
