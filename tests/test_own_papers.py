"""A small town's own papers: guides of no known kind, a report on the plan, last year's speech without indents, lists under a rule."""

from __future__ import annotations

from datetime import date

import pytest

from app.checks.grounds.polarity import denials
from app.citation import make_citation
from app.extractive.headed import paragraphs
from app.extractive.relevance import tell
from app.extractive.same_question import own_answers, same
from app.extractive.statements import statements
from app.retrieval import Evidence
from app.tasks.placeholder import fill
from ingest.document import Passage
from ingest.papers.kinds import guess_kind
from tests.held import paper
from tests.test_hurried_forms import _written
from tests.test_makers import PROMPTS
from tests.tiny_index import document

READERS = {"広報", "ウェブページ", "FAQ", "記者発表"}


def _asked(question: str, answer: str, number: int = 1, kind: str = "文書") -> Evidence:
    text = f"{question}\n{answer}"
    paper = document("guide", "体育施設の使い方", kind, text)
    passage = Passage(
        f"guide#{number}",
        "guide",
        question,
        ("よくある質問", question),
        0,
        len(text),
        "section",
        text,
    )
    return Evidence(number, make_citation(number, passage, paper, wanted=frozenset()), passage, paper, text)


def test_what_stands_under_a_heading_that_asks_answers_it():
    guide = _asked(
        "鍵を壊してしまいました。どうすればよいですか。",
        "受付に申し出てください。修理の額を負担していただきます。",
    )
    told = list(statements([guide]))
    assert [(each.text, each.asked) for each in told] == [
        ("受付に申し出てください。", True),
        ("修理の額を負担していただきます。", True),
    ]
    assert {each.above for each in told} == {"鍵を壊してしまいました。どうすればよいですか。"}
    minutes = _asked("雨漏りは続いていますか。", "3か所で続いております。", kind="会議録")
    assert [each.asked for each in statements([minutes])] == [False]


def test_each_question_of_a_letter_has_the_answer_of_its_own_faq():
    guides = [
        _asked("鍵を壊してしまいました。どうすればよいですか。", "受付に申し出てください。"),
        _asked("スポーツ少年団の練習は無料ですか。", "使用料を免除します。免除申請書を提出してください。", 2),
    ]
    letter = [
        "体育館の更衣室の鍵を壊してしまいました。弁償はいくらですか。",
        "スポーツ少年団の練習は無料と聞きました。どんな手続が要りますか。",
        "駐車場はありますか。",
    ]
    assert own_answers(letter, statements(guides)) == {
        letter[0]: ((1, "受付に申し出てください。"),),
        letter[1]: ((2, "使用料を免除します。"), (2, "免除申請書を提出してください。")),
    }
    assert same("駐車場の利用は無料ですか。", "市の駐車場の利用は無料と聞きました。") == 1.0
    assert same("申込みは。", "申込みは。") == 0.0


def test_a_reply_uses_a_guide_whose_kind_nobody_could_tell():
    guide = document(
        "guide", "弓道場の使い方", "文書",
        "弓道場の使い方\n問　弓道場の弓を折ってしまいました。どうすればよいですか。\n"
        "答　弓道場の受付に、その日のうちに申し出てください。\n若草市　生涯学習課　電話0199-22-3145",
    )  # fmt: skip
    asked = {
        "件名": "弓道場の弓の破損",
        "質問": "弓道場の弓を折ってしまいました。どうすればよいですか。",
        "方法": "文書",
        "担当": "生涯学習課",
    }
    made = _written("kaitou", asked, guide)
    assert "1　お答え\n　弓道場の受付に、その日のうちに申し出てください[1]。\n" in made.text


def test_every_task_that_reads_what_residents_read_reads_papers_of_no_known_kind_too():
    for task in PROMPTS.templates.values():
        kinds = set(task.sources.kinds)
        assert not kinds & (READERS - {"ウェブページ"}) or "文書" in kinds, task.id


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("第2期スポーツ推進計画　令和7年度進捗状況報告", "報告"),
        ("地域福祉計画　令和6年度取組実績", "報告"),
        ("総合計画実施計画", "計画"),
        ("スポーツ推進計画", "計画"),
    ],
)
def test_a_report_on_a_plan_is_no_plan(title, kind):
    assert guess_kind(title, "本文です。") == kind


def test_the_newest_figures_that_a_report_has_stand_beside_the_targets_of_the_plan():
    plan = document(
        "plan2", "第2期スポーツ推進計画", "計画",
        "第2期スポーツ推進計画\n計画期間　令和4年度から令和8年度まで\n1　指標\n"
        "指標 | 現状値（令和3年度） | 目標値（令和8年度）\n"
        "週1回以上スポーツを行う成人の割合 | 38.2％ | 50.0％\n"
        "登録した指導者の数 | 0人 | 30人",
        issued=date(2022, 3, 1),
    )  # fmt: skip
    report = document(
        "report7", "第2期スポーツ推進計画　令和7年度進捗状況報告", "報告",
        "第2期スポーツ推進計画　令和7年度進捗状況報告\n1　指標の実績\n"
        "指標 | 目標値（令和8年度） | 令和6年度実績 | 令和7年度実績\n"
        "週1回以上スポーツを行う成人の割合 | 50.0％ | 41.7％ | 43.1％\n"
        "登録した指導者の数（人） | 30人 | 17人 | 22人",
        issued=date(2026, 6, 1),
    )  # fmt: skip
    form = {
        "計画名": "第3期スポーツ推進計画",
        "期間": "令和9年度から令和13年度まで",
        "所属": "生涯学習課",
        "趣旨": "次の5年間の施策を定める。",
        "調べること": "週1回以上スポーツを行う成人の割合\n登録した指導者の数",
        "課題": "指導者の高齢化",
        "施策": "若い指導者の登録の促進",
    }
    made = _written("keikaku", form, plan, report).text
    assert (
        "指標 | 目標 | 実績 | 評価\n"
        "週1回以上スポーツを行う成人の割合 | 50.0％（令和8年度） | 43.1％（令和7年度） | 【要確認】\n"
        "登録した指導者の数 | 30人（令和8年度） | 22人（令和7年度） | 【要確認】\n"
        "・週1回以上スポーツを行う成人の割合：令和7年度実績 43.1％[1]\n"
    ) in made


SPEECH = document(
    "sports19", "市長あいさつ　第19回若草市民スポーツ祭　開会式", "あいさつ文",
    "市長あいさつ　第19回若草市民スポーツ祭　開会式\n令和7年10月12日　若草市長　森下　悠斗\n"
    "皆さん、おはようございます。市長の森下です。\n"
    "第19回若草市民スポーツ祭に、朝早くからお集まりいただき、誠にありがとうございます。\n"
    "この大会の準備に当たっては、スポーツ協会の皆さんに、大変お世話になりました。厚くお礼を申し上げます。\n"
    "市では、総合体育館の照明のLED化を進めており、12月には明るいアリーナで皆さんをお迎えします。\n"
    "けがのない一日となりますことを祈念し、開会の挨拶といたします。",
    issued=date(2025, 10, 12),
)  # fmt: skip
DONE = document(
    "report", "令和7年度の体育施設の報告", "報告",
    "令和7年度の体育施設の報告\n総合体育館の照明のLED化は、令和7年12月に完了しました。",
    issued=date(2026, 6, 1),
)  # fmt: skip


def _speech(**more: str) -> str:
    form = {
        "行事名": "第20回若草市民スポーツ祭　開会式",
        "立場": "主催者",
        "話者": "市長　森下　悠斗",
        "開催日": "2026-10-11",
        "聴衆": "市民",
    }
    return _written("aisatsu", form | more, SPEECH, DONE).text


def test_a_speech_without_indents_keeps_its_greeting_and_this_years_news_replace_last_years():
    assert paragraphs(SPEECH.text)[0] == "皆さん、おはようございます。市長の森下です。"
    made = _speech(盛り込む事項="総合体育館の照明のLED化", 感謝="若草市スポーツ協会")
    assert "皆さん、おはようございます。市長の森下悠斗です。\n" in made
    assert "前回の話題" not in made and "進めており" not in made
    assert "　総合体育館の照明のLED化は、令和7年12月に完了しました[1]。\n" in made
    assert made.count("スポーツ協会") == 1


def test_who_is_not_thanked_yet_is_thanked_and_old_news_of_another_matter_stay_marked():
    made = _speech(感謝="若草市スポーツ協会、みなと婦人会")
    assert "　みなと婦人会の皆様には、日頃から" in made
    assert "皆さんをお迎えします。【要確認：前回の話題】" in made


def test_a_name_is_addressed_once():
    assert fill("{宛名}　様", {"宛名": "高波さま"}) == "高波　様"
    assert fill("{宛名}　様", {"宛名": "緑川 進さん"}) == "緑川 進　様"
    assert fill("{宛名}　様", {"宛名": "保護者の皆さん"}) == "保護者の皆さん"
    assert fill("{宛名}さん", {"宛名": "緑川"}) == "緑川さん"


def test_a_task_that_is_given_for_a_reason_has_its_office_and_its_day():
    said = (
        "○会長（島野義一）　議題の1、進捗について。\n○事務局（生涯学習課長）　目標に届きませんでした。\n"
        "○会長（島野義一）　両方の意見がありましたので、事務局は次回、他の市の目標値を調べて出してください。"
        "8月28日までにメールで送ってもらえますか。"
    )
    made = _written("gijiroku", {"会議名": "審議会", "開催日": "2026-07-08", "発言記録": said}).text
    assert (
        "・次回、他の市の目標値を調べて出すこと[3]。　担当：事務局　期限：次回\n"
        "・8月28日までにメールで送ってもらうこと[3]。　担当：事務局　期限：8月28日\n"
    ) in made


def test_a_rule_that_leads_to_a_list_stands_with_its_items():
    rule = document(
        "taiiku", "若草市体育施設条例", "条例",
        "若草市体育施設条例\n（使用の許可）\n第4条　体育施設を使用しようとする者は、市長の許可を受けなければならない。\n"
        "2　市長は、次の各号のいずれかに該当するときは、使用を許可しない。\n"
        "(1)　公の秩序を害するおそれがあると認めるとき。\n(2)　施設を損傷するおそれがあると認めるとき。",
    )  # fmt: skip
    form = {
        "業務名": "体育施設の使用許可",
        "所属": "生涯学習課",
        "手順": "申請書を受け付ける",
        "調べること": "使用を許可しないとき",
        "作成年月": "令和8年12月",
        "問合せ": "生涯学習課",
    }
    made = _written("manual", form, rule).text
    assert (
        "・市長は、次の各号のいずれかに該当するときは、使用を許可しない[1]。\n"
        "　(1)　公の秩序を害するおそれがあると認めるとき。\n　(2)　施設を損傷するおそれがあると認めるとき。\n"
    ) in made


def test_whom_to_ask_when_one_does_not_know_denies_nothing():
    assert denials("分からないときの連絡先：スポーツ係　電話0199-22-3145") == 0
    assert denials("分からない。") == 1


def test_of_what_a_place_has_only_the_thing_that_is_asked_is_told():
    rule = paper("体育館の休館日は、毎週火曜日とする。", number=1)
    news = paper(
        "体育館の照明のLED化は、令和7年12月に完了しました。体育館の利用者は4,310人でした。", number=2
    )
    told = tell([news, rule], "体育館の休館日", most=3)
    assert [each.text for each in told] == ["体育館の休館日は、毎週火曜日とする。"]
    assert [each.number for each in tell([news, rule], "体育館の利用者数", most=1)] == [2]
