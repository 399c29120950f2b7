"""The tasks of the survey on the papers of みどり市, without a model: sections, sources, facts, the file for Word."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from app.drafting import draft
from app.events import Done, DraftRequest, Found
from app.exporters import export
from app.tasks.template_file import load_prompts
from ingest.document import CLERK

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
LAWS = {"条例", "規則", "要綱", "規程"}
TASKS = {
    "kikakusho": ({"通知", "記者発表", "FAQ", "会議録"}, "目的 現状と課題 対象 事業の内容 期待する状態と指標 スケジュール 実施体制 概算予算と財源 法令、例規及び計画との関係 リスクと対応 代わりの案"),
    "mail": ({"要綱", "通知", "マニュアル", "FAQ", "仕様書"}, "お願い・お知らせ 期限・方法 参考"),
    "kaitou": ({"FAQ", "ウェブページ"}, "お答え 理由"),
    "keikaku": ({"会議録", "統計", "想定問答", "広報", "FAQ"}, "策定の趣旨 計画の位置付け 計画の期間 策定の体制 前の計画の評価 現状 課題 基本理念 課題と施策の対応 施策と取組 指標 推進体制 進行管理"),
    "manual": ({"条例", "規則", "FAQ", "ウェブページ"}, "目的及び適用範囲 根拠となる法令及び例規 手順 期限・必要なもの・費用 判断が分かれるとき 誤りがあったとき 個人情報の取扱い よくある質問 改訂の履歴"),
    "sns": ({"広報", "ウェブページ", "FAQ", "通知"}, "画像の代替テキスト 問い合わせ先"),
    "kisha": ({"広報", "記者発表", "FAQ", "通知"}, "概要 主な内容 背景・ねらい 問合せ先"),
    "chounai": (LAWS | {"契約書"}, "答え 根拠 確かめる先"),
    "keiyaku": ({"規則"}, ""),
    "reiki": ({"条例"}, "提案理由 ほかの例規への影響と確かめること"),
    "honyaku": ({"ウェブページ"}, "訳文 数字・日付の対照 市が前に出した同じ言語などのページ 注記 原文"),
    "macro": ({"マニュアル", "要綱"}, "前提 コード 使い方 試し方 うまくいかないとき 個人情報の注意"),
    "poster": ({"広報", "記者発表", "ウェブページ", "通知"}, "日時 場所 内容 問合せ先 主催 リンク先 画像の代替テキスト"),
    "sonota": ({"要綱", "マニュアル", "通知", "ウェブページ"}, "今回の事項"),
}  # fmt: skip
"""Of which kinds one source at least must be, and the headings in their order."""
CASES = [(task, number) for task in TASKS for number in (0, 1)]


@pytest.fixture(scope="module")
def made(midori):
    @lru_cache
    def make(task, number):
        fields = dict(PROMPTS.templates[task].examples[number].fields)
        request = DraftRequest(task, fields=fields)
        events = list(draft(request, index=midori.index, writer=None, prompts=PROMPTS, viewer=CLERK))
        assert isinstance(events[-1], Done)
        past = next((event.past for event in events if isinstance(event, Found)), "")
        return events[-1].draft, past

    return make


@pytest.mark.parametrize(("task", "number"), CASES)
def test_an_example_is_drafted_from_the_right_kind_of_document(made, midori, task, number):
    result, _ = made(task, number)
    assert result.status in ("ok", "needs_review")
    documents = {citation.passage_id.split("#")[0] for citation in result.citations}
    kinds = {midori.index.document(document, CLERK).kind for document in documents}
    assert kinds & TASKS[task][0], kinds
    for citation in result.citations:
        read = midori.index.document(citation.passage_id.split("#")[0], CLERK)
        assert citation.quote in read.text


@pytest.mark.parametrize(("task", "number"), CASES)
def test_the_sections_stand_in_their_order(made, task, number):
    result, _ = made(task, number)
    heading = re.escape(PROMPTS.templates[task].heading).replace(r"\{番号\}", "[0-9]+")
    places = []
    for title in TASKS[task][1].split():
        match = re.search(f"^{heading.replace(re.escape('{見出し}'), re.escape(title))}$", result.text, re.M)
        assert match, f"{title} がありません\n{result.text}"
        places.append(match.start())
    assert places == sorted(places)


@pytest.mark.parametrize(("task", "number"), CASES)
def test_what_the_form_gives_is_never_asked_for(made, task, number):
    result, _ = made(task, number)
    template = PROMPTS.templates[task]
    for name in template.examples[number].fields:
        assert f"【要確認：{template.label(name)}】" not in result.text


@pytest.mark.parametrize(("task", "number"), CASES)
def test_no_figure_is_without_a_source(made, task, number):
    result, _ = made(task, number)
    assert [fact.text for fact in result.facts if fact.state == "unsupported"] == []
    assert not [finding for finding in result.findings if finding.severity == "error"]
    assert not re.search(r"\{[^{}\n]+[?!]?\}", result.text), "a placeholder was left"


@pytest.mark.parametrize(("task", "number"), CASES)
def test_it_opens_in_word_with_everything_in_it(made, task, number):
    result, _ = made(task, number)
    document = Document(io.BytesIO(export("docx", result, title=PROMPTS.templates[task].name)))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for line in result.text.split("\n"):
        if line.strip() and " | " not in line:
            plain = re.sub(
                r"（[日月火水木金土]）$", "", line.strip()
            )  # a letter's day has no weekday in Word
            assert line.strip() in words or plain in words, line


def test_similar_papers_are_laid_under(made):
    assert made("mail", 0)[1] == "past-meeru-soutei-irai-r08-11-txt"
    assert made("keiyaku", 0)[1] == "past-keiyaku-keiroukai-r07-docx"
    assert made("keiyaku", 1)[1] == "past-keiyaku-chousha-seisou-r08-docx"
    assert made("keikaku", 0)[1] == "past-keikaku-dx-keikaku-2ki-pdf"
    assert made("sonota", 0)[1] == "past-tsuuchi-fukumu-r07-docx"


def test_a_resident_gets_the_fee_the_way_and_the_office(made):
    text = made("kaitou", 0)[0].text
    assert "1点700円" in text and "500円の処理券" in text and "運び出しは、原則としてしません" in text
    assert re.search(r"環境課廃棄物対策係　電話0999-22-1144\[\d\]", text) and "3　手続" in text
    letter = made("kaitou", 1)[0].text
    answer = letter.index(
        "通院の自己負担をなくすことは、費用と効果を調べているところで、実施は決まっていません。"
    )
    assert answer < letter.index("2　理由") < letter.index("以上") < letter.index("担当　こども未来課")
    assert (
        "翌日から30日以内に申請" in letter
        and letter.count("こども未来課（本庁舎2階）で申請してください") == 1
    )


def test_a_letter_has_the_layout_of_an_office(made):
    result, _ = made("kaitou", 1)
    document = Document(io.BytesIO(export("docx", result, title="回答案")))
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    right = WD_ALIGN_PARAGRAPH.RIGHT
    assert by_text["令和　年　月　日"].alignment == right
    assert by_text["（お問合せの方）　様"].alignment != right
    assert by_text["みどり市長　柊木　真理子"].alignment == right
    assert by_text["記"].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert by_text["以上"].alignment == right
    subject = by_text["こども医療費の自己負担について（回答）"].paragraph_format
    assert subject.left_indent == subject.right_indent and subject.left_indent.pt == 33


def test_a_press_release_has_its_particulars_as_a_table(made):
    result, _ = made("kisha", 0)
    document = Document(io.BytesIO(export("docx", result, title="記者発表資料案")))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["項目", "内容"]
    assert ["日時", "令和9年12月5日（日）　午前9時から"] in rows
    assert not [row for row in rows if "費用" in row[0]], "an empty field makes no row"


def test_the_office_is_told_the_article_and_since_when(made):
    text = made("chounai", 0)[0].text
    assert re.search(
        r"【答え】\n　契約担当者は、.*その他の契約については10日以内に検査をしなければなりません\[\d\]。",
        text,
    )
    assert re.search(
        r"・みどり市契約規則（平成17年みどり市規則第52号）第35条\[\d\]\n　規則、施行日　令和7年4月1日、担当　契約管財課",
        text,
    )


def test_a_contract_keeps_its_articles_in_order_and_adds_what_it_lacks(made):
    text = made("keiyaku", 0)[0].text
    assert [int(number) for number in re.findall(r"^第([0-9]+)条　", text, re.M)] == list(range(1, 19))
    assert re.search(
        r"^（生成AIの利用）(?:【要確認：[^】]*前回の契約書にない条。標準の案】)?\n第16条", text, re.M
    )
    assert "前回の契約書にない条。標準の案】" in text
    assert "前条第2項の検査に合格" in text and "けやき舞台企画" not in text
    assert "1,375,000円" not in text


def test_a_plan_measures_the_last_one(made):
    text = made("keikaku", 0)[0].text
    assert "コンビニ交付率 | 50.0％（令和10年度） | 【要確認】 | 【要確認】" in text
    assert text.count("第2章") == 1
    assert "コンビニ交付率は、令和6年度31.5％、令和7年度38.9％" in text


def test_a_macro_is_of_the_tried_ones(made):
    assert made("macro", 0)[0].text.count('=IF(A2="","",DATE(') == 1
    code = made("macro", 1)[0].text
    assert "Option Explicit" in code and "    For Each 元 In ThisWorkbook.Worksheets" in code


def test_easy_japanese_needs_no_model_and_a_foreign_language_says_that_it_does(made):
    easy = made("honyaku", 0)[0].text
    assert "郵便で 出すことは できません。" in easy
    assert "【要確認：訳文（文章モデルが使えないため" in made("honyaku", 1)[0].text
    assert "令和9年1月3日 | 2027-01-03 (Sun)" in made("honyaku", 1)[0].text
