"""Forms as a hurried clerk fills them: several questions in a line, a company with its address, talk without colons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import Done, DraftRequest
from app.extractive.colloquial import in_minutes
from app.extractive.resolved import after_assent
from app.municipality import in_own_words
from app.queries import expand
from app.tasks.template_file import load_prompts
from app.text.priced import counted
from ingest.document import CLERK
from ingest.loaders.speakers import find_speakers
from tests.tiny_index import TinyIndex, document

CONTRACT = {
    "業務名": "公用車4台",
    "契約の種類": "物品売買",
    "所属": "総務課",
    "履行場所": "本庁舎",
    "終了日": "2027-09-30",
    "個人情報": "扱わない",
}


def test_each_question_of_a_line_is_looked_for_by_itself():
    asked = {"質問": "会議室は何人入れる？夜は何時まで？", "件名": "会議室"}
    assert list(expand(["{質問}", "{件名} {質問}"], asked)) == [
        "会議室は何人入れる？",
        "夜は何時まで？",
        "会議室 会議室は何人入れる？夜は何時まで？",
    ]


def test_a_speaker_has_an_office_before_the_name_or_one_space_behind_it():
    lines = [
        "会長：始めます。",
        "市民協働課　北沢：説明します。",
        "会長：次です。",
        "南委員：よいです。",
        "北沢：はい、分かりました。",
    ]
    assert find_speakers(lines) == ["会長", "市民協働課　北沢", "会長", "南委員", "北沢"]
    spaced = [
        "課長　始めます。",
        "南さん　足りません。",
        "係長　増えます。",
        "担当　集まりました。",
        "課長　終わります。",
    ]
    assert find_speakers(spaced) == ["課長", "南さん", "係長", "担当", "課長"]


def test_a_decision_is_told_once_and_a_subject_is_no_wish():
    assert after_assent("（異議なし）それでは原案のとおりとします。") == ""
    assert in_minutes("続いて議題2、運賃の割引について。") == "続いて議題2、運賃の割引について。"
    assert in_minutes("はい、資料1のとおりです。") == "資料1のとおりです。"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("門を広げていただけないかなと思いまして。", "門を広げていただけないかなと思いまして。"),
        ("坂の下が困ってまして。", "坂の下が困ってまして。"),
        ("傘は要らないですよね。", "傘は要らないのではないか。"),
        ("別の道はないんでしょうか。", "別の道はないだろうか。"),
        ("反対とは言いませんけども、両方がいいです。", "反対とは言いませんが、両方がいいです。"),
        ("来てもらえればいいんですけどね。", "来てもらえればいいんですけどね。"),
        ("あのですね、町は反対です。", "町は反対です。"),
    ],
)
def test_talk_keeps_its_sense(said, written):
    assert in_minutes(said) == written


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("基準は何デシベルですか。", "昼間は65デシベルです。", True),
        ("基準は何デシベルですか。", "昼間は午後6時までです。", False),
        ("測ってもらえますか。", "昼間は65デシベルです。", False),
        ("一度に何点まで出せますか。", "1点500円の処理券を貼って出します。", False),
    ],
)
def test_a_count_that_another_answer_says_is_not_asked_again(question, said, told):
    assert counted(question, said) is told


def _written(task, fields, *papers):
    prompts = load_prompts(Path(__file__).parent.parent / "prompts")
    prompts = replace(prompts, templates=in_own_words(prompts.templates, "若草市"))
    request = DraftRequest(task, fields=fields)
    events = list(draft(request, index=TinyIndex(list(papers)), writer=None, prompts=prompts, viewer=CLERK))
    assert isinstance(events[-1], Done)
    return events[-1].draft


RULES = document(
    "zaimu", "若草市財務規則（抄）", "規則",
    "第120条　検査職員は、完了の届出を受けた日から10日以内に検査を行わなければならない。\n"
    "第125条　契約代金は、適法な請求書を受理した日から30日以内に支払うものとする。",
    number="平成18年若草市規則第42号",
)  # fmt: skip


def test_a_contract_for_goods_is_one_without_any_paper_of_the_town():
    made = _written("keiyaku", CONTRACT)
    assert made.status == "needs_review"
    assert "（納入）\n第3条　受注者は、物品を納入したときは" in made.text
    assert "業務完了報告書" not in made.text and "（著作権）" not in made.text


def test_what_the_form_and_the_rules_say_of_a_contract_is_not_asked():
    form = CONTRACT | {"受注者": "若草市栄町1-1 株式会社みどり舞台 代表取締役 緑川 進", "契約金額": "3300000"}
    made = _written("keiyaku", form, RULES)
    assert "若草市（以下「発注者」という。）と株式会社みどり舞台（以下「受注者」という。）は、" in made.text
    assert "若草市財務規則（平成18年若草市規則第42号）及び次の条項により" in made.text
    assert "| 金3,300,000円（うち" in made.text
    assert "適法な請求書を受理した日から30日以内[" in made.text and "支払の期限" not in made.text


def test_a_question_that_an_earlier_letter_answered_is_answered_from_it_without_the_other_persons_case():
    letter = document(
        "kaito", "工場の騒音について（回答）", "通知",
        "工場の騒音の規制の基準は、昼間は65デシベル、夜間は50デシベルです。\n"
        "市が8月20日に工場の騒音を測ったところ、48デシベルで、基準の範囲内でした。",
    )  # fmt: skip
    form = {
        "件名": "工場の騒音",
        "質問": "工場の騒音の基準は何デシベルですか。",
        "方法": "文書",
        "担当": "環境課",
    }
    made = _written("kaitou", form, letter)
    assert "夜間は50デシベルです[1]。" in made.text and "48デシベル" not in made.text


def test_a_decision_that_the_chair_repeats_after_the_assent_is_told():
    said = "会長：月2回紹介することでよろしいですか。\n（異議なし）\n会長：それでは、そのように決定します。"
    made = _written("gijiroku", {"会議名": "会議", "開催日": "2026-11-25", "発言記録": said})
    assert "1　月2回紹介することとする[1]。" in made.text


HALL = document(
    "kaikan", "若草市公民館条例", "条例",
    "第5条　使用の許可を受けた者は、別表に定める使用料を前納しなければならない。",
    number="平成18年若草市条例第21号",
)  # fmt: skip
RADIO = document(
    "musen", "若草市防災行政無線管理規程", "規則",
    "第4条　市長は、防災行政無線の保守を専門の業者に委託することができる。",
    number="平成20年若草市規則第9号",
)  # fmt: skip


def test_a_submission_names_the_rules_of_its_matter_alone():
    fields = {
        "件名": "防災行政無線の保守委託",
        "性質": "伺い",
        "伺う事": "防災行政無線の保守を委託する",
        "理由": "機器を使える状態に保つためです。",
        "内容": "期間　令和9年4月1日から",
        "起案者": "総務課防災係",
        "公開区分": "公開",
    }
    laws = "3　根拠となる法令、例規等\n"
    made = _written("kian", fields, HALL, RADIO).text.partition(laws)[2].splitlines()
    assert made[0].startswith("・若草市防災行政無線管理規程（平成20年若草市規則第9号）[")
    assert not made[1].startswith("・若草市公民館条例")
    alone = _written("kian", fields, HALL).text.partition(laws)[2].splitlines()
    assert alone[0] == "【要確認：根拠となる法令、例規等】"
