"""Last year's papers beside last year's text: what they say proves nothing of this year; a table of this year does."""

from __future__ import annotations

from datetime import date

import pytest

from app.extractive.statements import statements
from app.extractive.subjects import day_told, is_over
from app.text.telephones import telephone_of
from tests.test_clerks_notes import drafted
from tests.test_unsaid import source
from tests.tiny_index import document

SPEECH = document(
    "speech",
    "令和7年度しぶき町敬老会　町長あいさつ",
    "あいさつ文",
    "令和7年度しぶき町敬老会　町長あいさつ\n令和7年9月15日\n　本日は、敬老会にお越しいただき、ありがとうございます。\n"
    "　町内で75歳以上の方は1,842人となりました。心からお祝いを申し上げます。\n　会場では、汁粉を先着500食、用意しております。\n"
    "　皆様の御健勝をお祈りして、お祝いの言葉といたします。\n",
    issued=date(2025, 9, 15),
)
PROPOSAL = document(
    "proposal",
    "令和7年度しぶき町敬老会の開催について（伺い）",
    "文書",
    "敬老会を開催する。\n対象　町内で75歳以上の方は1,842人である。\n",
    issued=date(2025, 7, 8),
)
FLYER = document(
    "flyer",
    "敬老会のちらし",
    "広報",
    "敬老会\n9月15日に開きます。\n会場では、汁粉を先着500食、用意しております。\n",
)
COUNTED = document(
    "counted",
    "人口統計",
    "統計",
    "75歳以上の人口\n年 | 75歳以上 | 最高齢\n令和7年 | 1842 | 104歳\n令和8年 | 1879 | 105歳\n",
)
FORM = {
    "行事名": "令和8年度しぶき町敬老会",
    "立場": "主催者",
    "話者": "しぶき町長　浜田　恒夫",
    "開催日": "2026-09-21",
}


def test_a_paper_of_last_years_occasion_does_not_prove_last_years_figure_today():
    text = drafted("aisatsu", [SPEECH, PROPOSAL, FLYER], **FORM, 盛り込む事項="汁粉")
    assert "【要確認：旧「500食」】" in text
    assert "1,842人[" not in text
    page = document("page", "敬老会の汁粉", "ウェブページ", FLYER.text, issued=date(2025, 4, 1))
    standing = drafted("aisatsu", [SPEECH, page], **FORM, 盛り込む事項="汁粉")
    assert "旧「500食」" not in standing, "a page holds until it is changed"


def test_how_many_there_are_is_told_by_the_row_that_counts_them_and_its_column_is_no_rival():
    text = drafted("aisatsu", [SPEECH, COUNTED], **FORM, 盛り込む事項="75歳以上の人数")
    assert "令和8年の75歳以上は、1,879です[" in text
    tickets = document("tickets", "タクシーの助成", "FAQ", "75歳以上の方に、助成券を年24枚お渡しします。\n")
    assert "【要確認：75歳以上の人数が分かる資料】" in drafted(
        "aisatsu", [SPEECH, tickets], **FORM, 盛り込む事項="75歳以上の人数"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("質問要旨　町内の空き家の数と、危険な空き家への対応を伺う。", []),
        ("答弁　町内の空き家は、412戸です。", ["町内の空き家は、412戸です。"]),
        ("1　空き家の数　412戸（令和7年度の調査）", ["空き家の数は、412戸（令和7年度の調査）である。"]),
        ("うち75歳以上が812人である。", []),
    ],
)
def test_what_asks_tells_nothing_and_a_label_is_not_said(line, told):
    assert [each.text for each in statements([source(line, kind="通知")])] == told


def test_a_day_whose_weekday_is_of_another_year_is_over():
    posts = [source("11月9日（日）に避難訓練を行います。", kind="広報")]
    assert is_over("11月9日（日）に避難訓練を行います[1]。", posts, date(2026, 12, 6))
    assert not is_over("12月13日（日）に避難訓練を行います[1]。", posts, date(2026, 12, 6))
    newest = [source("会議を開いた。", issued=date(2026, 11, 1))]
    assert day_told(["津波避難訓練", "12月6日（日）午前8時30分"], newest) == date(2026, 12, 6)
    assert day_told(["12月6日（水）"], newest) is None


def test_an_offices_own_page_gives_no_telephone_of_another_unit():
    page = "問合せ先\nしぶき町総務課防災係　電話0998-55-2112"
    assert telephone_of("総務課", page, own=True, unit="人事係") == ""
    assert telephone_of("総務課", page, own=True, unit="防災係") == "0998-55-2112"
    assert telephone_of("総務課", "問合せ先　電話0998-55-2110", own=True, unit="人事係") == "0998-55-2110"
