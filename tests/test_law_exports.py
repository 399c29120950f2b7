"""Regulations as small offices export and scan them: 題名 below the place in the 例規集, 見出し without （ ）, 第1号様式, OCR, 旧字."""

from datetime import date

import pytest

from ingest.law.force import read_force
from ingest.law.tree import parse

NAME, NUMBER = "浜町公園管理条例", "平成9年3月10日条例第5号"
END = "附　則\nこの条例は、平成9年4月1日から施行する。\n"
BODY = (
    "（趣旨）\n第1条　この条例は、公園の管理について定める。\n（禁止）\n第2条　公園では、火を使用してはならない。\n"
    + END
)


@pytest.mark.parametrize(
    "head",
    [
        f"例規集\n第8編　建設\n第3章　公園\n{NAME}\n{NUMBER}\n",
        f"トップページ > 第8編 建設 > {NAME}\n{NAME}\n{NUMBER}\n",
        f"体系情報\n第8編　建設\n沿革情報\n{NUMBER}\n○{NAME}\n平成9年3月10日\n条例第5号\n",
        f"1 / 3 ページ\n{NAME}\n{NUMBER}\n",
        f"【{NAME}】\n{NUMBER}\n",
        f"「{NAME}」\n{NUMBER}\n",
        f"{NAME}（はままちこうえんかんりじょうれい）\n{NUMBER}\n",
        "三 沢 村 公 園 管 理 条 例\n平成 9 年 3 月 10 日 条例 第 5 号\n",
        "浜町公園の設置及び管理に関する\n　　　条例\n平成9年3月10日\n条例第5号\n",
    ],
)
def test_the_title_below_what_an_export_puts_above_it(head):
    tree = parse(head + BODY)
    names = (NAME, "三沢村公園管理条例", "浜町公園の設置及び管理に関する条例")
    assert tree.title in names and str(tree) == head + BODY
    assert [(node.anchor, node.caption) for node in tree.articles()] == [("a1", "趣旨"), ("a2", "禁止")]
    force = read_force(tree)
    assert (force.promulgated, force.current) == (date(1997, 3, 10), date(1997, 4, 1))


ONE, TWO = "この条例は、公園の管理について定める。", "公園では、火を使用してはならない。"


@pytest.mark.parametrize(
    "body",
    [
        f"趣旨\n第1条　{ONE}\n禁止\n第2条　{TWO}\n",
        f"【趣旨】\n第1条　{ONE}\n【禁止】\n第2条　{TWO}\n",
        f"〔趣旨〕\n第1条　{ONE}\n〔禁止〕\n第2条　{TWO}\n",
        f"第1条\n（趣旨）\n{ONE}\n第2条\n（禁止）\n{TWO}\n",
        f"第1条　趣旨\n　{ONE}\n第2条　禁止\n　{TWO}\n",
        f"第1条　趣旨　{ONE}\n第2条　禁止\n　{TWO}\n",
    ],
)
def test_captions_without_their_brackets_or_below_the_number(body):
    text = f"{NAME}\n{NUMBER}\n{body}{END}"
    tree = parse(text)
    assert [(node.anchor, node.caption) for node in tree.articles()] == [("a1", "趣旨"), ("a2", "禁止")]
    assert [tree.text_of(tree.find(anchor)).strip(" 　\n") for anchor in ("a1p1", "a2p1")] == [ONE, TWO]
    assert str(tree) == text


@pytest.mark.parametrize(
    "body",
    [
        f"第1条　{ONE}\n第2条　次のとおりとする。\n野球場\n第3条　{TWO}\n",
        f"（趣旨）\n第1条　{ONE}\n野球場\n第2条　{TWO}\n庭球場\n第3条　削除\n",
        f"第1条　削除\n第2条　{TWO}\n第3条　略\n",
    ],
)
def test_a_line_above_some_article_is_no_caption(body):
    tree = parse(f"{NAME}\n{NUMBER}\n{body}{END}")
    assert {node.caption for node in tree.articles()} <= {"", "趣旨"}


def test_forms_whose_number_stands_before_the_word():
    text = f"{NAME}施行規則\n{NUMBER.replace('条例第', '規則第')}\n（申請）\n第1条　申請は、別記第1号様式による。\n{END}別記\n第1号様式（第1条関係）\n申請書\n第1号様式の2（第1条関係）\n"
    tree = parse(text)
    forms = [(node.anchor, node.caption) for node in tree.walk() if node.kind == "form"]
    assert forms == [("f1", "第1条関係"), ("f1_2", "第1条関係")]


def test_articles_in_the_old_characters():
    tree = parse("三沢村規則\n大正十五年五月一日\n規則第三號\n第一條　届出ハ村長ニ之ヲ為スベシ\n第二條　前條ノ届出ハ左ニ依ル\n一　氏名\n附則\n本則ハ公布ノ日ヨリ之ヲ施行ス\n")  # fmt: skip
    assert [node.anchor for node in tree.walk() if node.kind in ("article", "item")] == ["a1", "a2", "a2p1i1"]


def test_an_item_of_one_character_is_an_item():
    tree = parse(f"{NAME}\n{NUMBER}\n第1条　次のとおりとする。\n一　略\n二　甲　乙\n{END}")
    assert [node.anchor for node in tree.walk() if node.kind == "item"] == ["a1p1i1", "a1p1i2"]
