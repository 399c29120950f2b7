"""Passages of each kind of document: labels, anchors, headings, context, and that they cover any text exactly."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import BLOCK_KINDS, Block, Passage
from ingest.splitters import SPLITTERS, embedding_text, lexical_text, split, splitter_of
from ingest.splitters.places import join_places, row_label
from ingest.splitters.sentences import LONGEST, pieces, sentence_ends
from ingest.splitters.utterance import label_of_speaker

Part = tuple[str, str] | tuple[str, str, dict[str, object]]


def made(*parts: Part, title: str = "文書", kind: str = "") -> tuple[tuple[Passage, ...], str]:
    """The passages of blocks given as (kind, text) or (kind, text, other fields), and their whole text."""
    text, blocks = "", []
    for part in parts:
        fields = part[2] if len(part) == 3 else {}
        blocks.append(Block(part[0], len(text), len(text) + len(part[1]), **fields))
        text += part[1]
    passages = split(document_id="d", title=title, kind=kind, text=text, blocks=tuple(blocks))
    covers(passages, text)
    return passages, text


def covers(passages: Sequence[Passage], text: str) -> None:
    assert "".join(passage.text for passage in passages) == (text if text.strip() else "")
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)
    assert all(passage.text.strip() and passage.label for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(passage.id.startswith(f"{passage.document}#") for passage in passages)


def rows(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(passage.id, passage.label) for passage in passages]


# ---- article.v1

ITEMS = "".join(f"({n})　事務その{n}　{'住民票の写しの交付その他の事務' * 4}\n" for n in range(1, 21))
LAW = f"""○みどり市手数料条例
令和元年9月30日
条例第12号
目次
第1章　総則（第1条・第2条）
第2章　手数料（第3条）
附則
第1章　総則
（目的）
第1条　この条例は、手数料の徴収に関し必要な事項を定める。
（手数料の額）
第2条　手数料を徴収する事務は、次に掲げるものとする。
{ITEMS}2　手数料の額は、別表第1のとおりとする。
第2章　手数料
第3条　{"市長は、必要があると認めるときは、手数料を減額することができる。" * 30}
2　前項の規定は、準用する。
附　則
この条例は、公布の日から施行する。
附　則（令和3年3月25日条例第5号）
（施行期日）
1　この条例は、令和3年4月1日から施行する。
（経過措置）
2　{"この条例の施行の際現にされた申請については、なお従前の例による。" * 20}
別表第1（第2条関係）
項	事務	金額
{"".join(f"{n}	住民票の写しの交付その他の事務で市長が定めるもの	{n}00円{chr(10)}" for n in range(1, 31))}様式第1号（第3条関係）
　手数料減免申請書
"""


def law() -> tuple[Passage, ...]:
    passages = split(document_id="tesuryo", title="みどり市手数料条例", kind="条例", text=LAW, blocks=())
    covers(passages, LAW)
    return passages


def test_a_regulation_is_split_by_articles_paragraphs_and_items() -> None:
    found = rows(law())
    assert found[:2] == [("tesuryo#title", "題名・目次"), ("tesuryo#a1", "第1条")]
    assert found[2:6] == [
        ("tesuryo#a2p1", "第2条第1項"),
        ("tesuryo#a2p1i8", "第2条第1項第8号から第15号まで"),
        ("tesuryo#a2p1i16", "第2条第1項第16号から第20号まで"),
        ("tesuryo#a2p2", "第2条第2項"),
    ]
    assert found[6:9] == [
        ("tesuryo#a3p1", "第3条第1項"),
        ("tesuryo#a3p1-2", "第3条第1項"),
        ("tesuryo#a3p2", "第3条第2項"),
    ]
    assert found[9:12] == [
        ("tesuryo#s1", "附則"),
        ("tesuryo#s2p1", "附則（令和3年3月25日条例第5号）第1項"),
        ("tesuryo#s2p2", "附則（令和3年3月25日条例第5号）第2項"),
    ]
    assert found[12:] == [
        ("tesuryo#t1", "別表第1"),
        ("tesuryo#t1r13", "別表第1の12の項から"),
        ("tesuryo#t1r24", "別表第1の23の項から"),
        ("tesuryo#f1", "様式第1号"),
    ]


def test_headings_contexts_and_kinds_of_a_regulation() -> None:
    by_id = {passage.id.split("#")[1]: passage for passage in law()}
    assert by_id["a1"].headings == ("第1章　総則", "第1条（目的）")
    assert by_id["a1"].text.startswith("第1章　総則\n（目的）\n第1条")
    assert by_id["a2p1i8"].headings == ("第1章　総則", "第2条（手数料の額）")
    assert by_id["a2p1i8"].context == "手数料を徴収する事務は、次に掲げるものとする。"
    assert by_id["a2p1"].context == ""
    assert by_id["s2p2"].headings == ("附則（令和3年3月25日条例第5号）", "第2項（経過措置）")
    assert by_id["t1"].headings == ("別表第1（第2条関係）",)
    assert by_id["t1r13"].context == "項 | 事務 | 金額"
    assert by_id["t1r13"].text.startswith("12	住民票")
    kinds = {anchor: by_id[anchor].kind for anchor in ("title", "a1", "a2p2", "s1", "s2p1", "t1r13", "f1")}
    assert kinds == {
        "title": "preamble", "a1": "article", "a2p2": "paragraph", "s1": "suppl", "s2p1": "suppl",
        "t1r13": "table", "f1": "table",
    }  # fmt: skip


def test_no_piece_of_a_regulation_begins_within_a_sentence() -> None:
    for passage in law()[1:]:
        assert LAW[passage.start - 1] in "\n。"


def test_ids_of_a_regulation_stay_when_other_articles_change() -> None:
    changed = LAW.replace("（目的）\n第1条", "（趣旨）\n第1条").replace(
        "必要な事項を定める。", "定める。\n2　加える。"
    )
    new = split(document_id="tesuryo", title="みどり市手数料条例", kind="条例", text=changed, blocks=())
    assert [p.id for p in new] == [p.id for p in law()]


def test_a_short_article_with_one_paragraph_has_no_paragraph_in_its_label() -> None:
    text = f"甲規則\n第1条　置く。\n第2条　次のとおりとする。\n{ITEMS}附則\n施行する。\n"
    passages = split(document_id="d", title="甲規則", kind="規則", text=text, blocks=())
    assert rows(passages)[2:5] == [
        ("d#a2", "第2条"),
        ("d#a2p1i9", "第2条第9号から第16号まで"),
        ("d#a2p1i17", "第2条第17号から第20号まで"),
    ]


def test_a_long_table_within_an_article_keeps_its_column_names() -> None:
    table = "".join(
        f"第{n}公園\tみどり市中央{n}丁目1番1号　面積及び施設の概要は別に定める。\n" for n in range(1, 41)
    )
    text = f"甲条例\n第1条　置く。\n第2条　公園の名称及び位置は、次の表のとおりとする。\n名称\t位置\n{table}附則\n施行する。\n"
    passages = split(document_id="d", title="甲条例", kind="条例", text=text, blocks=())
    covers(passages, text)
    assert [(p.id, p.context) for p in passages[2:5]] == [
        ("d#a2", ""),
        ("d#a2-2", "名称 | 位置"),
        ("d#a2-3", "名称 | 位置"),
    ]


def test_a_contract_is_split_by_articles_when_it_is_called_one() -> None:
    text = "業務委託契約書\n甲と乙は、次のとおり契約する。\n第1条　甲は\n第2条　乙は\n第3条　その他\n"
    assert splitter_of(kind="契約書", text=text, blocks=()) == "article.v1"
    assert splitter_of(kind="文書", text=text, blocks=()) == "blocks"
    passages = split(document_id="d", title="業務委託契約書", kind="契約書", text=text, blocks=())
    assert [p.label for p in passages] == ["題名", "第1条", "第2条", "第3条"]


def test_an_amending_ordinance() -> None:
    text = (
        "甲条例の一部を改正する条例\n令和6年甲市条例第5号\n甲条例（平成17年条例第1号）の一部を次のように改正する。\n"
        "第3条を次のように改める。\n第3条　新しい第3条とする。\n附則\nこの条例は、公布の日から施行する。\n"
    )
    passages = split(document_id="d", title="甲条例の一部を改正する条例", kind="条例", text=text, blocks=())
    assert rows(passages) == [("d#title", "題名"), ("d#p1", "本則"), ("d#s1", "附則")]


# ---- utterance.v1


def spoken(speaker: str, words: str, **fields: object) -> Part:
    return "utterance", f"○{speaker}　{words}\n", {"header": speaker, **fields}


def test_speeches_one_by_one_with_the_calls_of_the_chair_before_them() -> None:
    passages, _ = made(
        ("heading", "一般質問\n", {"level": 1}),
        ("paragraph", "午前10時開議\n"),
        spoken("議長（稲葉光男君）", "梶原美咲君。"),
        spoken("２番（梶原美咲議員）", "こども医療費の助成について伺います。" * 6),
        spoken("議長（稲葉光男君）", "答弁を求めます。"),
        spoken("福祉部長（本多千秋君）", "お答えいたします。助成の対象は、18歳までです。" * 6),
        ("paragraph", "午後4時散会\n"),
        title="会議録",
    )
    assert [(p.id, p.label, p.kind) for p in passages] == [
        ("d#u2", "質問 ２番（梶原美咲議員）", "utterance"),
        ("d#u4", "答弁 福祉部長（本多千秋君）", "utterance"),
    ]
    assert passages[0].text.startswith("一般質問\n午前10時開議\n○議長")
    assert passages[0].headings == ("一般質問",)
    assert passages[1].text.endswith("午後4時散会\n")


def test_a_long_speech_is_cut_at_sentences_and_keeps_its_speaker() -> None:
    passages, _ = made(
        spoken("市民部長（佐藤花子）", "窓口の待ち時間は、平均で12分です。" * 60), title="会議録"
    )
    assert [p.id for p in passages] == ["d#u1", "d#u1-2", "d#u1-3"]
    assert {p.label for p in passages} == {"市民部長（佐藤花子）"}
    assert [p.context for p in passages] == ["", "市民部長（佐藤花子）", "市民部長（佐藤花子）"]
    assert all(p.text.rstrip().endswith("。") for p in passages)


@pytest.mark.parametrize(
    ("speaker", "council", "label"),
    [
        ("市民部長（佐藤花子）", True, "答弁 市民部長（佐藤花子）"),
        ("市民部長（佐藤花子）", False, "市民部長（佐藤花子）"),
        ("２番（梶原美咲君）", True, "質問 ２番（梶原美咲君）"),
        ("鈴木議員", True, "質問 鈴木議員"),
        ("議長（稲葉光男君）", True, "議長（稲葉光男君）"),
        ("市長", True, "答弁 市長"),
        ("事務局", True, "事務局"),
    ],
)
def test_labels_of_speakers(speaker: str, council: bool, label: str) -> None:
    assert label_of_speaker(speaker, council=council) == label


# ---- qa.v1


def test_each_question_with_its_answers() -> None:
    passages, _ = made(
        ("heading", "証明書\n", {"level": 1}),
        ("question", "問1　住民票の写しの手数料はいくらですか。\n"),
        ("answer", "答　300円です。\n"),
        ("answer", "コンビニでは200円です。\n"),
        ("question", "問2　支所でも取れますか。\n"),
        ("answer", "答　" + "取れます。上沢支所の窓口へお越しください。" * 50 + "\n"),
        title="FAQ",
    )
    assert rows(passages)[:2] == [
        ("d#q1", "問1 住民票の写しの手数料はいくらですか。"),
        ("d#q2", "問2 支所でも取れますか。"),
    ]
    assert passages[0].text.endswith("コンビニでは200円です。\n")
    assert passages[1].headings == ("証明書",)
    assert [p.context for p in passages[1:]] == ["", "問2 支所でも取れますか。"]


# ---- row.v1


def sheet(sheet_name: str, count: int, *, header: str = "区分 | 令和5年度 | 令和6年度") -> list[Part]:
    names: Part = ("header", header + "\n", {"place": f"シート「{sheet_name}」A1:C1"})
    lines: list[Part] = [
        (
            "row",
            f"市税その{n}の収入 | {n},000 | {n},500\n",
            {"place": f"シート「{sheet_name}」A{n + 1}:C{n + 1}", "header": header},
        )
        for n in range(1, count + 1)
    ]
    return [names, *lines]


def test_rows_keep_their_header_and_their_cells() -> None:
    passages, _ = made(
        ("heading", "歳入\n", {"level": 1, "place": "シート「歳入」"}),
        ("paragraph", "（単位：千円）\n", {"place": "シート「歳入」"}),
        *sheet("歳入", 30),
        *sheet("歳出", 2),
        title="決算",
    )
    assert [(p.id, p.label, p.place) for p in passages] == [
        ("d#r1", "シート「歳入」2～15行", "シート「歳入」A1:C15"),
        ("d#r15", "シート「歳入」16～29行", "シート「歳入」A16:C29"),
        ("d#r29", "シート「歳入」30～31行", "シート「歳入」A30:C31"),
        ("d#r31", "シート「歳出」2～3行", "シート「歳出」A1:C3"),
    ]
    assert passages[0].text.startswith("歳入\n（単位：千円）\n区分 | 令和5年度")
    assert passages[1].context == "（単位：千円） 区分 | 令和5年度 | 令和6年度"
    assert {p.kind for p in passages} == {"row"}


def test_a_row_that_asks_and_answers_is_a_passage() -> None:
    header = "番号 | 質問 | 回答"
    passages, _ = made(
        ("header", header + "\n"),
        ("row", "1 | 印鑑登録に必要なものは。 | 印鑑です。\n", {"header": header, "place": "2行"}),
        ("row", "2 | 代理でもできますか。 | できます。\n", {"header": header, "place": "3行"}),
        title="よくある質問",
    )
    assert rows(passages) == [("d#r1", "印鑑登録に必要なものは。"), ("d#r2", "代理でもできますか。")]
    assert [p.context for p in passages] == ["", header]
    assert {p.kind for p in passages} == {"qa"}


def test_places_and_labels_of_rows() -> None:
    assert join_places("3頁", "3頁") == "3頁"
    assert join_places("3頁", "5頁") == "3～5頁"
    assert join_places("シート「歳入」A5:F5", "シート「歳入」A9:F9") == "シート「歳入」A5:F9"
    assert join_places("スライド2", "スライド4") == "スライド2～4"
    assert join_places("表紙", "3頁") == "表紙～3頁"
    assert row_label("シート「歳入」A5:F5") == "シート「歳入」5行"
    assert row_label("7行") == "7行"


# ---- heading.v1


def test_sections_by_their_headings() -> None:
    passages, _ = made(
        ("heading", "敬老会会場設営業務委託仕様書\n", {"level": 1}),
        ("paragraph", "みどり市福祉部高齢福祉課が発注する業務の仕様を定める。" * 6 + "\n"),
        ("heading", "1　業務名\n", {"level": 2}),
        ("paragraph", "敬老会会場設営業務\n"),
        ("heading", "2　履行場所\n", {"level": 2}),
        ("paragraph", "文化会館\n"),
        ("heading", "3　業務内容\n", {"level": 2}),
        ("heading", "(1)　設営\n", {"level": 3}),
        ("paragraph", "いすを並べる。" * 30 + "\n"),
        ("heading", "(2)　撤去\n", {"level": 3}),
        ("paragraph", "いすを片付ける。" * 30 + "\n"),
        title="敬老会会場設営業務委託仕様書",
    )
    assert [(p.id, p.label, p.headings) for p in passages] == [
        ("d#h1", "冒頭", ()),
        ("d#h1_1", "1 業務名・2 履行場所", ("1 業務名・2 履行場所",)),
        ("d#h1_3_1", "(1) 設営", ("3 業務内容", "(1) 設営")),
        ("d#h1_3_2", "(2) 撤去", ("3 業務内容", "(2) 撤去")),
    ]
    assert passages[2].text.startswith("3　業務内容\n(1)　設営\n")


def test_the_articles_of_a_newsletter_stay_apart_and_the_parts_of_a_post_together() -> None:
    blocks = (
        ("heading", "町営プール開き\n", {"level": 1}),
        ("paragraph", "7月18日から開場します。利用料は大人300円です。\n"),
        ("heading", "消防団員を募集\n", {"level": 1}),
        ("paragraph", "年額報酬は36,500円です。\n"),
    )
    issue, _ = made(*blocks, title="広報あさひ沢　2026年6月号", kind="広報")
    assert [p.label for p in issue] == ["町営プール開き", "消防団員を募集"]
    page, _ = made(("heading", "くらしの情報\n", {"level": 1}), *((*each[:2], {"level": 2}) if each[0] == "heading" else each for each in blocks), title="広報あさひ沢　2026年6月号", kind="広報")  # fmt: skip
    assert [p.label for p in page] == ["町営プール開き・消防団員を募集"]
    post, _ = made(*blocks, title="LINE配信　夏のお知らせ", kind="広報")
    assert [p.label for p in post] == ["町営プール開き・消防団員を募集"]


def test_a_long_section_is_cut_at_paragraphs_and_lists_keep_their_stem() -> None:
    passages, _ = made(
        ("heading", "持ち物\n", {"level": 1}),
        ("paragraph", "次のものをお持ちください。\n"),
        *[("item", f"・{n}番目の書類　{'本人を確認できるもの' * 8}\n") for n in range(12)],
        ("paragraph", "御不明な点は、市民課へお尋ねください。" * 10 + "\n", {"place": "2頁"}),
        title="案内",
    )
    assert [p.id for p in passages] == ["d#h1", "d#h1-2", "d#h1-3"]
    assert passages[1].context == "次のものをお持ちください。"
    assert passages[0].context == ""
    assert passages[-1].place == "2頁"
    assert all(len(p.text) <= 600 for p in passages)


def test_texts_without_headings() -> None:
    short, _ = made(("paragraph", "本日はありがとうございます。\n"))
    assert rows(short) == [("d#h0", "全文")]
    long, _ = made(
        *[("paragraph", f"{n}つ目の段落です。" + "皆様に感謝します。" * 20 + "\n") for n in range(5)]
    )
    assert [p.label for p in long] == ["冒頭", "2/3", "3/3"]
    pages, _ = made(
        *[("paragraph", "皆様に感謝します。" * 40 + "\n", {"place": f"{page}頁"}) for page in (1, 2)]
    )
    assert [p.label for p in pages] == ["1頁", "2頁"]


def test_a_mixed_document_uses_a_splitter_for_each_run() -> None:
    passages, _ = made(
        ("heading", "1　経過\n", {"level": 1}),
        ("paragraph", "これまでの経過は、次のとおりである。" * 12 + "\n"),
        ("heading", "2　来場者\n", {"level": 1}),
        ("header", "年 | 人数\n"),
        ("row", "令和6年 | 1,200\n", {"header": "年 | 人数"}),
        ("heading", "3　意見\n", {"level": 1}),
        spoken("会長", "今年も開くべきである。" * 10),
        ("paragraph", "以上\n"),
        title="報告",
    )
    assert [(p.id, p.kind, p.headings) for p in passages] == [
        ("d#h1", "section", ("1 経過",)),
        ("d#r1", "row", ("2 来場者",)),
        ("d#u1", "utterance", ("3 意見",)),
    ]
    assert passages[1].label == "2 来場者の表"
    assert passages[1].text == "2　来場者\n年 | 人数\n令和6年 | 1,200\n"
    assert passages[2].text.endswith("以上\n")


# ---- sentences


def test_sentences_end_outside_brackets() -> None:
    text = "市長は「行います。必ずやります。」と述べた。次に（注：昨年度。）移る。\n　別の段落\n・項目\nつづきの\n行です"
    ends = sentence_ends(text, 0, len(text))
    assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == [
        "市長は「行います。必ずやります。」と述べた。",
        "次に（注：昨年度。）移る。\n",
        "　別の段落\n",
        "・項目\nつづきの\n行です",
    ]


def test_only_a_sentence_beyond_the_limit_is_cut_in_its_middle() -> None:
    text = "短い文です。" + "とても長い文で、" * 400 + "終わる。" + "後の文です。"
    starts = pieces(text, 0, len(text), limit=500)
    assert [text[at - 1] for at in starts[1:]] == ["。", "、", "、", "。"]
    assert all(b - a <= LONGEST for a, b in zip(starts, [*starts[1:], len(text)], strict=True))


# ---- what is embedded and searched


def test_embedding_and_lexical_text() -> None:
    passage = Passage(
        "d#a2p1i8",
        "d",
        "第2条第1項第9号",
        ("第1章　総則", "第2条（定義）"),
        0,
        6,
        "paragraph",
        "(9)　甲\n",
        "",
        "次に掲げる。",
    )
    assert embedding_text(passage, "甲条例") == "甲条例 > 第1章　総則 > 第2条（定義）\n次に掲げる。\n(9)　甲"
    assert lexical_text(passage, "甲条例").startswith("第2条第1項第9号\n甲条例 > ")


def test_the_names_of_splitters_carry_a_version() -> None:
    assert set(SPLITTERS) == {"heading.v1", "utterance.v1", "qa.v1", "row.v1"}


# ---- any text

fields = st.fixed_dictionaries(
    {
        "level": st.integers(0, 6),
        "place": st.sampled_from(["", "1頁", "2頁", "シート「甲」A5:F5", "シート「乙」A9:F9", "スライド3"]),
        "header": st.sampled_from(["", "区分 | 金額", "質問 | 回答", "議長", "市民部長（佐藤花子）"]),
    }
)
words = st.sampled_from(
    [
        "第1条　置く。",
        "（目的）",
        "　",
        "",
        "長い文です。" * 60,
        "切れない" * 700,
        "問1　何か。",
        "甲 | 乙",
        "「",
        "（",
        "。",
        "附則",
        "別表第1",
    ]
) | st.text(max_size=12)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BLOCK_KINDS), words, fields), min_size=1, max_size=14))
def test_passages_of_any_blocks_cover_the_text(parts: list[tuple[str, str, dict[str, object]]]) -> None:
    passages, _ = made(*((kind, text + "\n", other) for kind, text, other in parts), title="甲条例")
    assert all(len(passage.text.strip()) <= LONGEST for passage in passages)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(
        words
        | st.sampled_from(
            [
                "第2条（手数料）　" + "徴収する。" * 300,
                "2　前項の",
                "(1)　甲" + "乙" * 400,
                "(2)　丙",
                "附　則（令和3年条例第5号）抄",
                "1　施行する。",
            ]
            + [
                "第1章　総則",
                "甲市条例第5号",
                "甲条例",
                "様式第1号",
                "1\t住民票\t300円",
                "項\t事務\t金額",
                "第3条　削除",
                "目次",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from(["条例", "契約書", "文書"]),
)
def test_passages_of_any_law_like_text_cover_it(lines: list[str], kind: str) -> None:
    text = "\n".join(lines)
    passages = split(document_id="d", title="甲条例", kind=kind, text=text, blocks=())
    covers(passages, text)
    assert all(len(passage.text.strip()) <= LONGEST for passage in passages)
    assert passages == split(document_id="d", title="甲条例", kind=kind, text=text, blocks=())


def test_a_blank_text_has_no_passages() -> None:
    assert split(document_id="d", title="", kind="", text=" \n　\n", blocks=()) == ()
    assert split(document_id="d", title="", kind="", text="", blocks=()) == ()


def test_the_questions_of_a_real_council() -> None:
    folder = os.environ.get("SHITAGAKI_PUBLIC_DATA")
    if not folder:
        pytest.skip("公開データの場所が SHITAGAKI_PUBLIC_DATA にありません")
    lengths = []
    for line in (Path(folder) / "kodaira_gikai" / "qa.jsonl").read_text(encoding="utf-8").splitlines():
        topic = json.loads(line)
        turns = [spoken(turn["speaker"] or "議員", turn["text"]) for turn in topic["turns"]]
        passages, _ = made(
            ("heading", topic["topic"] + "\n", {"level": 1}), *turns, title=topic["bill"], kind="会議録"
        )
        lengths += [len(p.text) for p in passages]
        assert all(p.headings == (" ".join(topic["topic"].split())[:80].lstrip("#"),) for p in passages)
    assert len(lengths) > 649
    assert max(lengths) <= LONGEST


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        *(
            "（" * 100_000,
            "（「" * 50_000 + "」）" * 50_000,
            "「\n" * 10_000 + "」\n" * 10_000,
            "あ" * 500_000,
        ),
        *("第1条" + "の2" * 30_000, "十" * 100_000 + "　x\n", " " * 30_000 + "\n" + "　" * 30_000 + "x"),
        *(("附則" + " " * 3000 + "\n") * 30, ("第1条（" * 2000 + "\n") * 5),
        *("".join(f"第{n}条　あ\n" for n in range(5000)), "".join(f"({n})　あ\n" for n in range(1, 5000))),
    ],
    ids=lambda text: text[:6].replace("\n", "|"),
)
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    passages = split(document_id="d", title="題", kind="契約書", text=text, blocks=())
    covers(passages, text)
    assert all(len(passage.text.strip()) <= LONGEST for passage in passages)
