"""Which part of a page answers: the section of the matter, its lines in order, the row with its columns."""

from __future__ import annotations

import re

from app.residents.asking import Asked, Meant
from app.residents.cases import is_asked_itself
from app.residents.choosing import conclusion
from app.residents.sections import sections_of
from ingest.document import Document, Hit, Passage

CLUB = """利用の案内
開く時間
学校のある日：授業の後から18時まで
学校の休みの日：8時から18時まで
休みの日
日曜日、祝日、年末年始
料金
月額9,500円
所得により減免の制度があります。"""


def _hit(
    text: str, *, title: str = "学童クラブ", headings: tuple[str, ...] = (), label: str = "", rank: int = 1
) -> Hit:
    document = Document(title, title, "ウェブページ", text, f"{title}.html", "0", sensitivity="1")
    passage = Passage(f"{title}#{rank}", title, label, headings, 0, len(text), "section", text)
    return Hit(passage, document, 1.0, rank, ("dense",))


def _even(question: str, lines: list[str]) -> list[float]:
    """A meaning that prefers nothing: words, headings and form have to decide."""
    return [0.0] * len(lines)


def _told(question: str, *hits: Hit) -> list[str]:
    return [line.text for line in conclusion(question, hits, _even)]


def test_a_passage_is_taken_apart_at_the_headings_that_its_label_names():
    hit = _hit(CLUB, headings=("利用の案内", "開く時間・休みの日・料金"), label="開く時間・休みの日・料金")
    assert [(one.heading, one.text.splitlines()[0]) for one in sections_of(hit)] == [
        ("開く時間", "学校のある日：授業の後から18時まで"),
        ("休みの日", "日曜日、祝日、年末年始"),
        ("料金", "月額9,500円"),
    ]


def test_the_section_of_the_matter_is_told_whole_and_in_order():
    hit = _hit(CLUB, headings=("利用の案内", "開く時間・休みの日・料金"), label="開く時間・休みの日・料金")
    assert _told("学童クラブの料金はいくらですか", hit) == ["月額9,500円", "所得により減免の制度があります。"]
    assert _told("学童クラブは何時まで開いていますか", hit)[0] == "学校のある日：授業の後から18時まで"


def test_another_pages_line_does_not_answer_though_its_words_are_the_same():
    breast = _hit("受診券と自己負担金1,500円が要ります。", title="乳がん検診", rank=2)
    womb = _hit("受診券と自己負担金1,200円が要ります。", title="子宮がん検診", rank=1)
    assert _told("乳がん検診の自己負担はいくら", womb, breast) == ["受診券と自己負担金1,500円が要ります。"]


def test_a_row_is_told_with_its_columns():
    text = "証明書 | 手数料 | 内容\n住民票の写し | 200円 | 住所など\n身分証明書 | 300円 | 宣告の有無\n年金の現況届 | 無料 | 記載の証明"
    hit = _hit(text, title="証明書の手数料")
    assert _told("住民票の写しは1通いくらですか", hit) == ["住民票の写し　手数料：200円、内容：住所など"]


def test_a_long_section_begins_with_the_line_of_the_form_asked_for():
    lines = [
        f"制度の説明の{number}番目の文で、答えにはならないことを長く書いています。" for number in range(9)
    ]
    hit = _hit(
        "\n".join([*lines[:6], "投票は、午前8時30分から午後8時までできます。", *lines[6:]]),
        title="期日前投票",
    )
    assert _told("期日前投票は何時までできますか", hit)[0] == "投票は、午前8時30分から午後8時までできます。"


def test_what_only_asks_is_no_conclusion():
    assert _told("不法投棄", _hit("委員（水越）：市内の山林での不法投棄の件数は。")) == []
    assert _told("不法投棄", _hit("市内の山林での不法投棄は増えていますか。")) == []
    assert _told("不法投棄", _hit("市内の山林での不法投棄は、127件です。")) == [
        "市内の山林での不法投棄は、127件です。"
    ]


def test_nothing_to_tell_is_no_conclusion():
    assert _told("何ですか", _hit("はい")) == []
    assert _told("何ですか") == []


def test_what_every_page_of_the_site_has_is_no_answer():
    hit = _hit(
        "ページ番号 1000312　更新日 令和8年4月1日\n粗大ごみは、申込制です。\n電話で申し込んでください。",
        title="粗大ごみ",
    )
    assert _told("粗大ごみの出し方", hit) == ["粗大ごみは、申込制です。", "電話で申し込んでください。"]


def test_a_section_far_behind_by_its_words_is_not_embedded_unless_those_before_it_do_not_answer():
    asked: list[list[str]] = []

    def even(question: str, texts: list[str]) -> list[float]:
        asked.append(list(texts))
        return [0.0] * len(texts)

    near = _hit("乳がん検診の自己負担金は、1,500円です。", title="乳がん検診")
    far = _hit("市営プールは、7月1日から8月31日まで泳げます。", title="市営プール", rank=4)
    assert conclusion("乳がん検診の自己負担金", [near, far], even)[0].hit is near
    assert [len(texts) for texts in asked] == [1]
    conclusion("乳がん検診の自己負担金は何人", [near, far], even, (re.compile("[0-9]人"),))
    assert [len(texts) for texts in asked[1:]] == [1, 1]


def test_a_passage_that_is_one_section_is_read_as_the_index_has_embedded_it():
    whole = _hit("料金\n月額9,500円", headings=("料金",), label="料金")
    assert [one.read_as for one in sections_of(whole)] == ["学童クラブ > 料金\n料金\n月額9,500円"]
    parts = _hit(CLUB, headings=("利用の案内", "開く時間・休みの日・料金"), label="開く時間・休みの日・料金")
    assert sections_of(parts)[1].read_as == "学童クラブ\n休みの日\n\n日曜日、祝日、年末年始"


def test_a_row_is_told_that_is_named_as_the_office_calls_what_is_asked():
    roads = "道路など | 連絡先\n市道 | 建設課　電話0999-22-1162\n防犯灯 | 危機管理課　電話0999-22-1125"
    hit = _hit(roads, title="道路の破損を見付けたら")
    called = conclusion("街灯切れてる", [hit], _even, meant=Meant(("防犯灯", "街路灯")))
    assert [line.text for line in called] == ["防犯灯　連絡先：危機管理課　電話0999-22-1125"]
    two = _hit(roads.replace("市道", "防犯灯の新設"), title="道路の破損を見付けたら")
    assert [line.text for line in conclusion("街灯切れてる", [two], _even, meant=Meant(("防犯灯",)))] != [
        line.text for line in called
    ], "of two rows so named neither is the one"


def test_of_a_list_of_questions_the_one_that_is_asked_answers():
    asked = "9 | ごみ | {} | {} | 環境課"
    busy = _hit("年末は込み合い、1時間以上お待ちいただくことがあります。", title="ごみの持込み", rank=1)
    rest = _hit(
        asked.format("年末年始のごみの収集はどうなりますか。", "12月31日から休みます。"), title="FAQ", rank=2
    )
    assert _told("年末のごみはどうなりますか", busy, rest) == ["12月31日から休みます。"]
    section = sections_of(_hit(asked.format("保育料は無料ですか。", "無料です。"), title="FAQ"))[0]
    assert is_asked_itself(Asked.of("保育料は無料", ()), section)
    assert not is_asked_itself(Asked.of("第2子の保育料は無料", ()), section)
    assert not is_asked_itself(Asked.of("保育所の給食は無料", ()), section)
