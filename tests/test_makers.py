"""The makers and checks that the tasks brought: cited sentences, articles, tables, lengths, translations, macros."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.checks.uses.kept import numbers
from app.checks.uses.length import count
from app.citation import make_citation
from app.extractive import compose, join
from app.extractive.articles import split_articles
from app.extractive.easy import easier, easy_words
from app.extractive.figures import make_figures
from app.extractive.noted import notes_of
from app.extractive.recipe import choose_recipe, recipe_values
from app.extractive.relevance import tell
from app.extractive.statements import statements
from app.material import Material
from app.retrieval import Choice, Evidence, PastDocument, gather
from app.tasks.form import read_form
from app.tasks.template_file import load_prompts
from ingest.document import CLERK, Passage
from tests.papers import ALL
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
FAQ = document("faq", "よくある質問", "FAQ", "番号 | 質問 | 回答 | 担当課\n", section="図書館")
ROWS = (
    "1 | 図書館の本は何冊まで借りられますか。 | お問い合わせありがとうございます。1人10冊まで借りられます。期間は15日以内です。視聴覚資料は3点までです。 | 図書館",
    "2 | 図書館の駐車場はありますか。 | 本館の北側に42台分あります。満車のときは市役所の駐車場を使ってください。料金は要りません。 | 図書館",
)
PAGE = document(
    "page",
    "図書館の利用",
    "ウェブページ",
    """
図書館の利用
貸出し
一度に10冊まで、15日間借りられます。
予約した本の取置きは、連絡した日から7日間です。
利用者カードの再交付
カードをなくしたときは、窓口で再交付を申し込んでください。手数料は200円です。
このページに関するお問い合わせ
図書館　奉仕係
電話　0999-22-3100
""",
    section="図書館",
)
CONTRACT = document(
    "keiyaku-r07",
    "第20回みどり市敬老会会場設営業務委託契約書",
    "契約書",
    """
業務委託契約書
頭書
（総則）
第1条　受注者は、仕様書に従い、業務を実施する。
（検査）
第2条　受注者は、業務報告書を令和7年9月24日までに提出しなければならない。
2　発注者は、前項の報告書の提出を受けた日から10日以内に検査を行わなければならない。
（支払）
第3条　発注者は、第2条第2項の検査に合格したときは、支払う。みどり市契約規則第2条の規定による。
（瑕疵担保責任）
第4条　受注者は、手直しをする。
（協議）
第5条　第3条に定めのない事項は、協議して定める。
　この契約の締結を証するため、本書2通を作成する。
""",
    issued=date(2025, 7, 14),
)


def row_of_faq(row, number):
    """A row as the loaders give it: its cells, and the names of its columns beside it."""
    context = "番号 | 質問 | 回答 | 担当課"
    passage = Passage(f"faq#r{number}", "faq", "行", (), 0, len(row), "qa", row, context=context)
    citation = make_citation(number, passage, FAQ, wanted=frozenset())
    return Evidence(number, citation, passage, FAQ, row)


def material(task, fields, documents=(PAGE,), past=None):
    template = PROMPTS.templates[task]
    values = read_form(template, fields)
    index = TinyIndex([*ALL, *documents])
    evidence = gather(template, values, library=index, viewer=CLERK, choice=Choice())
    evidence += tuple(row_of_faq(row, len(evidence) + at) for at, row in enumerate(ROWS, start=1))
    return Material(template, values, evidence, PastDocument(past, True, ()) if past else None)


REPLY = {
    "件名": "図書館の本の貸出し",
    "質問": "図書館の本は何冊まで借りられるか。\nカードをなくしたときの再交付の手数料はいくらか。",
    "方法": "メール",
    "担当": "図書館奉仕係",
}

# ---- sentences


def test_of_a_question_and_its_answer_only_the_answer_is_said():
    told = [each.text for each in statements(material("kaitou", REPLY).evidence)]
    assert "1人10冊まで借りられます。" in told
    assert not [text for text in told if "借りられますか" in text or "ありがとうございます" in text]
    assert not [text for text in told if "電話" in text or text.startswith("このページ")]


def test_each_question_gets_the_sentence_that_answers_it():
    evidence = material("kaitou", REPLY).evidence
    assert tell(evidence, "図書館の本は何冊まで借りられるか。", most=1)[0].text == "1人10冊まで借りられます。"
    assert tell(evidence, "カードの再交付の手数料はいくらか。", most=1)[0].text == "手数料は200円です。"
    assert tell(evidence, "火星の気象台の観測", most=3) == []
    assert tell(evidence, "図書館の本", most=3, kinds=("条例",)) == []


def test_a_reply_answers_in_order_and_names_the_office_with_its_telephone():
    text = join(compose(material("kaitou", REPLY)))
    assert text.index("1人10冊まで") < text.index("手数料は200円です")
    assert "みどり市図書館奉仕係　電話0999-22-3100[" in text
    assert "令和　年" not in text, "a mail has no date line"
    assert "令和　年　月　日\n" in join(compose(material("kaitou", REPLY | {"方法": "文書"})))


def test_nobody_is_invented_where_no_source_has_the_office():
    text = join(compose(material("kaitou", REPLY | {"担当": "天文課観測係"})))
    assert "みどり市天文課観測係　【要確認：観測係の電話】" in text


POSTER = next(one for one in PROMPTS.templates["poster"].sections if one.by == "cited")
SHEET = {
    "題名": "図書館の夜",
    "日時": "12月19日（土）",
    "場所": "図書館",
    "内容": "朗読",
    "担当": "図書館",
    "体裁": "帯",
    "色": "青",
}


def test_what_was_to_be_looked_up_and_is_in_no_source_stands_on_the_poster_as_open():
    text = join(compose(material("poster", SHEET | {"調べること": "再交付の手数料\n望遠鏡の口径"})))
    assert "200円" in text
    assert "・【要確認：望遠鏡の口径が分かる資料】" in text
    assert "【要確認：再交付" not in text


def test_a_short_answer_is_told_with_what_is_said_of_it_and_answers_what_it_costs():
    row = "3 | 図書館の催しにお金はかかりますか。 | 無料です。飲み物は持ってきてください。 | 図書館"
    made = material("kaitou", REPLY | {"質問": "図書館の催しの持ち物は何か。\nお金はかかるか。"})
    made = replace(made, evidence=(*made.evidence, row_of_faq(row, len(made.evidence) + 1)))
    told = [each.text for each in statements(made.evidence)]
    assert "無料です。飲み物は持ってきてください。" in told and "飲み物は持ってきてください。" not in told
    text = join(compose(made))
    assert "無料です。飲み物は持ってきてください[" in text and "への答え】" not in text


def test_of_what_is_named_in_hiragana_alone_nothing_else_is_told():
    memo = document(
        "memo",
        "打合せの記録",
        "文書",
        "打合せの記録\n次回　1月20日午前10時\n開催の時間は午前10時からです。\n",
    )
    fields = {
        "媒体": "X",
        "用件": "かきまつり",
        "伝えること": "焼きがき",
        "調べること": "かきまつりの時間",
        "担当": "産業課",
    }
    text = join(compose(material("sns", fields, (memo,))))
    assert "午前10時" not in text and "【要確認：かきまつりの時間が分かる資料】" in text


# ---- contracts


def test_articles_are_read_with_their_numbers_and_the_signature_is_not_one():
    read = split_articles(CONTRACT.text)
    assert [(each.title, each.number) for each in read] == [
        ("総則", 1), ("検査", 2), ("支払", 3), ("瑕疵担保責任", 4), ("協議", 5),
    ]  # fmt: skip
    assert read[1].body.endswith("検査を行わなければならない。")


def test_a_contract_is_numbered_anew_and_its_own_references_follow():
    fields = {
        "業務名": "第22回みどり市敬老会会場設営業務委託", "契約の種類": "業務委託", "所属": "高齢介護課",
        "履行場所": "文化会館", "終了日": "2027-09-30", "個人情報": "扱わない",
    }  # fmt: skip
    made = material("keiyaku", fields, past=CONTRACT)
    text = join(compose(made))
    assert "（協議）\n第17条　第3条に定めのない事項" in text, "第3条 stands where it stood"
    assert "第2条第2項の検査に合格" in text and "契約規則第2条の規定" in text
    assert "（契約不適合責任）" not in text, "瑕疵担保責任 is the same under its old name"
    assert (
        "（権利義務の譲渡の禁止）【要確認：この条から第16条までは、前回の契約書にない条。標準の案】" in text
    )
    assert text.count("前回の契約書にない条") == 1, "one mark for all that are added in a row"
    assert "【要確認：旧「令和7年9月24日」】" in text
    shuffled = replace(
        CONTRACT,
        text=CONTRACT.text.replace("第3条　発注者", "第9条　発注者").replace("第5条　第3条", "第10条　第9条"),
    )
    moved = join(compose(replace(made, past=PastDocument(shuffled, True, ()))))
    assert "第17条　第3条に定めのない事項" in moved


# ---- limits, translations, macros


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("お知らせ", 4),
        ("abcd", 2),
        ("お知らせ https://www.city.midori.example/kurashi/very/long/path.html", 16),
        ("12月6日（日）[1]", 7),
        ("見て【要確認：時刻】", 2),
    ],
)
def test_x_counts_wide_characters_whole_narrow_ones_half_and_a_url_as_23(text, length):
    assert count(text, "X") == length


def test_a_post_that_is_too_long_is_told_and_a_short_one_is_not():
    template = PROMPTS.templates["sns"]
    values = read_form(template, dict(template.examples[0].fields))
    for words, over in (("短い知らせ", False), ("長い知らせです。" * 20, True)):
        subject = Subject(
            f"【第1案（X）】\n{words}\n【画像の代替テキスト】\n地図", values=values, template=template
        )
        told = [finding for finding in run_checks(subject).findings if finding.rule == "length.over"]
        assert bool(told) == over
        assert not over or ("160字" in told[0].message and "20字減らして" in told[0].message)


@pytest.mark.parametrize(
    ("translation", "lost", "added"),
    [
        ("A large bag costs 40 yen. Closed from December 31, 2026 to January 3, 2027.", [], []),
        ("A large bag costs 4 yen. Closed from December 31, 2026 to January 3, 2027.", ["40円"], []),
        ("A large bag costs 40 yen. Closed from December 31 to January 3.", ["令和8年12月31日", "令和9年1月3日"], []),
        ("A large bag costs 40 yen (50 yen from April). Closed 2026/12/31 - 2027/1/3.", [], ["50"]),
        ("大袋40日元。令和8年12月31日至令和9年1月3日休息。", [], []),
    ],
)  # fmt: skip
def test_a_translation_keeps_every_figure(translation, lost, added):
    template = PROMPTS.templates["honyaku"]
    original = "大の袋は40円です。令和8年12月31日から令和9年1月3日まで休みます。"
    values = read_form(template, {"言語": "英語", "原文": original, "用件": "ごみ"})
    text = f"【訳文】\n{translation}\n【注記】\n参考です。"
    checked = run_checks(Subject(text, values=values, template=template))
    messages = [finding.message for finding in checked.findings]
    assert [
        word
        for word in ("40円", "令和8年12月31日", "令和9年1月3日")
        if any(f"原文の「{word}」" in m for m in messages)
    ] == lost
    assert [word for word in ("50", "4") if any(f"の「{word}」は原文にありません" in m for m in messages)][
        : len(added)
    ] == added
    assert checked.text == text, "a figure of a translation is never marked inside it"


def test_numbers_are_read_whatever_a_language_writes():
    assert numbers("1,386世帯、Sept. 3, ５時") == {1386, 9, 3, 5}


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("Option Explicit\nSub A()\n  x = 1\nEnd Sub", set()),
        ("Sub A()\n  x = 1\nEnd Sub", {"macro.explicit"}),
        ("Option Explicit\nSub A()\n  Shell \"cmd\"\nEnd Sub", {"macro.forbidden"}),
        ("Option Explicit\nSub A()\n  Kill \"a.xlsx\"\nEnd Sub", {"macro.forbidden"}),
        ("Option Explicit\nSub A()\n  Set o = CreateObject(\"MSXML2.XMLHTTP\")\nEnd Sub", {"macro.forbidden"}),
        ("Option Explicit\nSub A()\n  For i = 1 To 3\nEnd Sub", {"macro.unclosed"}),
        ("Option Explicit\nSub A()\n  If x = 1 Then\n    y = 2\nEnd Sub", {"macro.unclosed"}),
        ("=SUM(A1:A9)", set()),
    ],
)  # fmt: skip
def test_a_macro_may_not_do_what_an_office_forbids(code, rules):
    template = PROMPTS.templates["macro"]
    values = read_form(template, dict(template.examples[1].fields))
    subject = Subject(f"【コード】\n{code}\n【使い方】\n動かす。", values=values, template=template)
    found = {finding.rule for finding in run_checks(subject).findings if finding.rule.startswith("macro.")}
    assert found == rules


def test_every_recipe_of_ours_passes_our_own_check():
    template = PROMPTS.templates["macro"]
    assert len(template.recipes) >= 9
    for recipe in template.recipes:
        values = read_form(template, dict(template.examples[0].fields) | {"種類": recipe.kind})
        code = template.fill(recipe.code, values)
        subject = Subject(f"【コード】\n{code}\n【使い方】\n動かす。", values=values, template=template)
        assert not [finding for finding in run_checks(subject).findings if finding.rule.startswith("macro.")]
        assert code.count("(") == code.count(")") and "{" not in code


def test_the_recipe_is_chosen_by_what_it_is_for():
    template = PROMPTS.templates["macro"]

    def chosen(purpose, told, kind):
        values = read_form(template, {"目的": purpose, "説明": told, "種類": kind})
        found = choose_recipe(Material(template, values))
        return found.name if found else ""

    assert chosen("和暦を西暦に直す", "令和の日付がある", "関数") == "和暦の文字を西暦の日付に"
    assert chosen("全角と半角をそろえる", "空白もある", "おまかせ") == "全角と半角、空白をそろえる"
    assert chosen("シートをまとめる", "課ごとのシート", "VBA") == "シートを一つにまとめる"
    assert (
        chosen("地区ごとに行を分けて別シートにしたい", "A地区 B世帯主", "VBA")
        == "一覧を区分ごとのシートに分ける"
    )
    assert chosen("課ごとのシートを一つにまとめる", "1行目が見出し", "VBA") == "シートを一つにまとめる"
    assert chosen("宇宙の形を計算する", "星の数", "関数") == ""


def test_a_macro_reads_and_makes_the_sheets_that_the_form_names():
    template = PROMPTS.templates["macro"]
    taken = next(one for one in template.recipes if one.name == "条件に合う行を別のシートに抜き出す")
    told = {
        "目的": "75歳以上の人を「対象者」シートに抜き出す",
        "説明": "A列：氏名　C列：年齢",
        "シート": "名簿",
    }
    values = recipe_values(taken, {"列": "A", "出す列": "B", **told})
    assert (values["シート"], values["写し先"]) == ("名簿", "対象者")
    plain = recipe_values(taken, {"列": "A", "出す列": "B", **told, "目的": "75歳以上の人を抜き出す"})
    assert plain["写し先"] == "抜き出し"
    both = {
        "目的": "突き合わせる",
        "説明": "シート「対象者」A列番号、シート「申請」A列番号",
        "シート": "申請",
    }
    assert recipe_values(None, {"列": "A", "出す列": "B", **both})["別シート"] == "対象者"


def test_easy_words_take_the_longest_first():
    words = easy_words(Path(PROMPTS.templates["honyaku"].file).parent.parent / "easy.toml")
    assert len(words) > 40
    assert easier("郵送での届出はできません。", words) == "郵便で 出すことは できません。"
    assert easier("14日以内に提出してください。", words) == "14日までに出してください。"
    assert easier("申請する人は、納付の前に相談窓口へ", words) == (
        "申し込む人は、払うことの前に相談窓口（受け付けを する ところ）へ"
    )
    assert "知らせること" not in easier("妊娠届出書", words) and "逃げること" not in easier("避難訓練", words)
    assert easier("申請される方", words) == "申請される 人"
    assert easier("飲料水及び常備薬", words) == "飲む 水といつも 飲んでいる 薬"


def test_a_day_that_cannot_be_is_to_be_confirmed_in_the_table_of_a_translation():
    fields = {
        "原文": "令和9年6月31日（木）か、8月に申し込んでください。13月の分は500円です。",
        "言語": "英語",
        "用件": "体育館の利用",
    }
    template = PROMPTS.templates["honyaku"]
    section = next(one for one in template.sections if one.by == "figures")
    (piece,) = make_figures(section, material("honyaku", fields))
    assert piece.text.split("\n")[1:] == [
        "令和9年6月31日（木） | 【要確認】",
        "8月 | August",
        "13月 | 【要確認】",
        "500円 | 500 yen",
    ]


# ---- sections


def test_a_section_for_another_choice_is_left_out_and_chapters_count_anew():
    template = PROMPTS.templates["keikaku"]
    values = read_form(template, dict(template.examples[0].fields))
    text = join(compose(Material(template, values)))
    assert text.index("第1章　計画の策定に当たって\n1　策定の趣旨") < text.index(
        "第2章　現状と課題\n1　前の計画の評価"
    )
    assert "第3章　基本理念と基本目標\n1　基本理念\n　【要確認：基本理念】" in text
    sns = PROMPTS.templates["sns"]
    values = read_form(sns, dict(sns.examples[1].fields))
    text = join(compose(Material(sns, values)))
    assert "【第1案】" in text and "X" not in text.replace("Box", "")


def test_a_task_that_needs_no_source_is_drafted_without_one_and_another_is_not():
    assert not PROMPTS.templates["honyaku"].sources.needed
    assert PROMPTS.templates["kaitou"].sources.needed


COMPUTED = [
    ("和暦の文字を西暦の日付に", ["令和8年4月1日", "令和元年5月1日", "平成31年4月30日", "昭和64年1月7日", "令和８年１２月３１日", ""], ["2026/04/01", "2019/05/01", "2019/04/30", "1989/01/07", "2026/12/31", ""]),
    ("日付から年度", [date(2026, 4, 1), date(2026, 3, 31), None], ["2026", "2025", ""]),
    ("全角と半角、空白をそろえる", ["　ＡＢＣ１２３　", "Ａ　Ｂ"], ["ABC123", "A B"]),
    ("重複を見付ける", ["1001", "1002", "1001"], ["重複", "", "重複"]),
]  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice（LibreOffice）がありません")
@pytest.mark.parametrize(("name", "given", "wanted"), COMPUTED, ids=[row[0] for row in COMPUTED])
def test_a_formula_computes_what_its_recipe_says(tmp_path, name, given, wanted):
    """The formula of the draft, put beside the example values in a real workbook and computed by LibreOffice."""
    template = PROMPTS.templates["macro"]
    recipe = next(recipe for recipe in template.recipes if recipe.name == name)
    values = read_form(template, dict(template.examples[0].fields))
    formula = template.fill(recipe.code, values)
    book = openpyxl.Workbook()
    for row, value in enumerate(given, start=2):
        book.active.cell(row, 1, value)
        cell = book.active.cell(row, 2, formula.replace("A2", f"A{row}"))
        cell.number_format = "yyyy/mm/dd" if wanted[0][4:5] == "/" else "General"
    book.save(tmp_path / "book.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    rows = list(csv.reader((tmp_path / "book.csv").read_text(encoding="utf-8").splitlines()))[1:]
    assert [row[1] if len(row) > 1 else "" for row in rows][: len(wanted)] == wanted[: len(rows)]


def test_years_typed_in_short_are_written_out_and_a_plan_has_the_western_ones():
    plan = PROMPTS.templates["keikaku"]
    assert (
        read_form(plan, dict(plan.examples[0].fields) | {"期間": "R9〜R13"})["期間"]
        == "令和9年度（2027年度）から令和13年度（2031年度）まで"
    )
    spec = PROMPTS.templates["shiyousho"]
    assert read_form(spec, dict(spec.examples[0].fields) | {"年度": "R9"})["年度"] == "令和9年度"


def test_the_lines_of_a_signature_stand_under_each_other():
    contract = PROMPTS.templates["keiyaku"]
    fields = dict(contract.examples[0].fields) | {"受注者": "栄町1番\n株式会社みどり\n代表取締役　緑川　進"}
    text = contract.fill("　　受注者　{受注者?}　　印", read_form(contract, fields))
    assert text == "　　受注者　栄町1番\n　　　　　　株式会社みどり\n　　　　　　代表取締役　緑川　進　　印"


def test_what_was_said_in_a_memo_s_meeting_is_told_only_where_a_meeting_is_asked_for():
    said = "磯部課長：登録が2割でも180人になる。"
    memo = document("memo", "見守りの打合せ", "文書", f"見守りの打合せ\n{said}\n")
    passage = Passage("memo#u", "memo", "発言", (), 0, len(said), "utterance", said)
    citation = make_citation(90, passage, memo, wanted=frozenset())
    fields = SHEET | {"題名": "見守り", "調べること": "見守りの登録\n見守りの打合せの登録"}
    made = material("poster", fields)
    made = replace(made, evidence=(*made.evidence, Evidence(90, citation, passage, memo, said)))
    told = [notes_of(POSTER, made, (about,), 2) for about in ("登録", "打合せの登録")]
    assert told == [(), ((90, said),)]


RELEASE = {
    "見出し": "星空の会を開きます",
    "発表日": "2026-12-01",
    "発信者": "図書館",
    "件名": "星空の会",
    "日時": "令和8年12月20日（日）",
    "内容": "星を見ます",
    "問合せ": "図書館",
}


def test_the_background_of_a_release_tells_the_thing_that_is_asked_or_leaves_it_open():
    text = join(compose(material("kisha", RELEASE | {"ねらい": "図書館の来館者の数\n図書館の貸出し"})))
    background = text.split("背景・ねらい")[1].split("問合せ先")[0]
    assert "一度に10冊まで" in background or "1人10冊まで" in background
    assert "【要確認：図書館の来館者の数が分かる資料】" in background and "42台" not in background
    assert "【要確認：背景・ねらい" in join(compose(material("kisha", RELEASE | {"件名": "図書館の利用"})))


def test_the_second_post_stands_alone_and_has_words_of_the_papers():
    fields = {
        "媒体": "X",
        "用件": "図書館の利用",
        "日時": "12月20日",
        "場所": "本館",
        "伝えること": "だれでも",
        "担当": "図書館",
    }
    second = join(compose(material("sns", fields | {"調べること": "貸出しの冊数"}))).split("第2案")[1]
    assert "【図書館の利用】\n12月20日　本館\n" in second and "10冊" in second and "だれでも" not in second
    nothing = join(compose(material("sns", fields | {"用件": "門松作り"}))).split("第2案")[1]
    assert "【要確認：第1案にない、文書の言葉" in nothing
