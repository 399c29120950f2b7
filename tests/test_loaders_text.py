"""Text and Markdown: encodings told apart, lines kept, headings and items only where they are plain."""

from __future__ import annotations

import pytest

from ingest.loaders import load
from ingest.loaders.encodings import decode
from ingest.loaders.lines import mark_lines
from tests.office_files import MINUTES, text_file

ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "utf-16-be", "iso2022_jp"]
LETTER = "市民課長　様\n令和6年4月1日から、手数料を300円に改めます。\n① 住民票の写し\n"


def blocks(loaded):
    return [(b.kind, b.level, b.header, loaded.text[b.start : b.end]) for b in loaded.blocks]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_of_a_japanese_office_is_told(encoding):
    text = MINUTES if encoding != "iso2022_jp" else MINUTES.replace("髙", "高")
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded[0] == text
    assert decoded[2] == 0


@pytest.mark.parametrize("encoding", ["cp932", "euc_jis_2004", "utf-8"])
@pytest.mark.parametrize(
    "text",
    [
        "議案第一号",
        "あいさつ",
        "山田太郎\n佐藤花子\n",
        "総務費,総務管理費\n",
        "①と㈱",
        "ﾔﾏﾀﾞ ﾀﾛｳ様、申込みを受け付けました。",
    ],
)
def test_short_texts_too(encoding, text):
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded[0] == text


def test_mail_with_the_characters_of_vendors():
    mail = b"\x1b$B-!\x1b(B \x1b$BN`N\x60\x1b(B"  # ① in ISO-2022-JP, which the standard does not have
    decoded = decode(mail)
    assert decoded is not None
    assert decoded[0].startswith("①")


def test_a_few_broken_bytes_are_counted():
    data = ("手数料を改めます。" * 40).encode("cp932") + b"\x81"
    decoded = decode(data)
    assert decoded is not None
    assert decoded[0].startswith("手数料を改めます。")
    assert (decoded[1], decoded[2]) == ("cp932", 1)


def test_broken_bytes_are_noted(tmp_path):
    path = tmp_path / "壊れ.txt"
    path.write_bytes(("手数料を改めます。" * 40).encode("cp932") + b"\x81")
    assert load(path).notes == (
        "1か所に読めない文字があり、「\ufffd」に置き換えました（文字コード cp932）。",
    )


def test_lines_stay_as_they_are_and_breaks_become_one_kind(tmp_path):
    path = text_file(tmp_path, "通知.txt", "一行目\r\n\r\n　二行目  \r三行目")
    assert load(path).text == "一行目\n\n　二行目  \n三行目\n"


def test_characters_that_no_reader_sees_are_left_out(tmp_path):
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "ignore")
    path = text_file(tmp_path, "隠し.txt", f"本文\u200b{hidden}です。\n葛\U000e0100城市\n")
    assert load(path).text == "本文です。\n葛\U000e0100城市\n"


def test_paragraphs_items_and_headings_of_a_notice(tmp_path):
    text = (
        "総総第12号\n令和6年4月1日\n各課長　様\n\n文書の保存について（通知）\n\n　このことについて、\n次のとおり定めた。\n\n"
        "1　目　的\n文書を保存する。\n2　期間\n(1)　永年\n(2)　10年\n3　日時　4月1日\n"
    )
    loaded = load(text_file(tmp_path, "通知.txt", text))
    assert loaded.title == "文書の保存について（通知）"
    found = blocks(loaded)
    assert ("paragraph", 0, "", "　このことについて、\n次のとおり定めた。\n\n") in found
    assert ("heading", 2, "", "1　目　的\n") in found
    assert ("heading", 2, "", "2　期間\n") in found
    assert [b[3] for b in found if b[0] == "item"] == ["(1)　永年\n", "(2)　10年\n", "3　日時　4月1日\n"]


def test_chapters_are_headings_but_not_in_the_contents():
    lines = [
        "目次",
        "第1章　総則（第1条―第3条）",
        "第2章　雑則（第4条）",
        "第1章　総則",
        "（目的）",
        "第1条　目的とする。",
    ]
    assert [mark.level for mark in mark_lines(lines)] == [0, 0, 0, 2, 0, 0]


def test_articles_and_their_items_are_not_headings():
    lines = [
        "第3条　次に掲げる。",
        "(1)　甲",
        "(2)　乙",
        "2　前項の規定は、適用しない。",
        "（会長）",
        "第4条　会長を置く。",
    ]
    assert all(mark.kind in ("paragraph", "item") for mark in mark_lines(lines))


def test_speeches_go_on_until_the_next(tmp_path):
    loaded = load(text_file(tmp_path, "会議録.txt", MINUTES))
    assert blocks(loaded)[2:] == [
        (
            "utterance",
            0,
            "議長（戸倉勇君）",
            "○議長（戸倉勇君）　これより本日の会議を開きます。\n　日程に入ります。\n",
        ),
        ("utterance", 0, "５番（白石のぞみ君）", "◆５番（白石のぞみ君）　こども医療費について伺います。\n"),
        ("utterance", 0, "福祉部長（宇治川明子君）", "◎福祉部長（宇治川明子君）　お答えいたします。\n"),
    ]


def test_questions_and_answers(tmp_path):
    loaded = load(text_file(tmp_path, "想定問答.txt", "問1　手数料はいくらか。\n答　300円である。\n"))
    assert [block[0] for block in blocks(loaded)] == ["question", "answer"]


def test_lines_divided_by_tabs_are_rows(tmp_path):
    text = "別表（第3条関係）\n項\t区分\t金額\n1\t住民票\t300円\n2\t戸籍\t450円\n"
    loaded = load(text_file(tmp_path, "条例.txt", text))
    assert loaded.text == text
    assert blocks(loaded)[1:] == [
        ("header", 0, "", "項\t区分\t金額\n"),
        ("row", 0, "項 | 区分 | 金額", "1\t住民票\t300円\n"),
        ("row", 0, "項 | 区分 | 金額", "2\t戸籍\t450円\n"),
    ]


def test_markdown_is_read_as_it_is_shown(tmp_path):
    text = "---\ntitle: DX推進計画\n---\n# 計画\n\n**重要**な[計画](https://example.jp/a)です。\n\n## 指標\n\n| 指標 | 値 |\n|:--|--:|\n| 交付率 | 31.5％ |\n\n- 点\n"
    loaded = load(text_file(tmp_path, "計画.md", text))
    assert loaded.title == "DX推進計画"
    assert blocks(loaded) == [
        ("heading", 1, "", "計画\n\n"),
        ("paragraph", 0, "", "重要な計画（https://example.jp/a）です。\n\n"),
        ("heading", 2, "", "指標\n\n"),
        ("header", 0, "", "指標 | 値\n"),
        ("row", 0, "指標 | 値", "交付率 | 31.5％\n\n"),
        ("item", 0, "", "- 点\n"),
    ]


def test_a_table_written_as_in_markdown_is_rows_in_a_plain_text_too(tmp_path):
    text = "別表（第3条関係）\n| 区分 | 限度額 |\n| --- | --- |\n| 5人槽 | 332,000円 |\n| 7人槽 | 414,000円 |\n備考　町内に限る。\n"
    loaded = load(text_file(tmp_path, "a.txt", text))
    assert loaded.text.split("\n")[1:] == [
        "区分 | 限度額",
        "5人槽 | 332,000円",
        "7人槽 | 414,000円",
        "備考　町内に限る。",
        "",
    ]


def test_code_in_markdown_is_not_structure(tmp_path):
    loaded = load(
        text_file(tmp_path, "手順.md", "# 手順\n```\n# これは見出しではない\n| a | b |\n|---|---|\n```\n")
    )
    assert [b.kind for b in loaded.blocks if b.kind == "heading"] == ["heading"]
    assert "# これは見出しではない\n" in loaded.text


def test_html_within_markdown_is_read_without_its_tags(tmp_path):
    text = (
        '# 議案第3号\n\n<p id="record">会議録（<a href="https://www.example.jp/1">初日</a>）</p>\n\n'
        "＊[第9号](./gian-9.md)と同種、[市の頁](https://www.example.jp/2)\n\n"
        '<div class="left" data-speaker="議員">\n\n接種の体制は。\n\n</div>\n'
        "<tr><td>森</td> <td>賛成</td></tr>\n\n5 < 6 である。\n```\n<div>\n```\n"
    )
    loaded = load(text_file(tmp_path, "議案.md", text))
    assert [line for line in loaded.text.split("\n") if line] == [
        "議案第3号",
        "会議録（初日）",
        "＊第9号と同種、市の頁（https://www.example.jp/2）",
        "接種の体制は。",
        "森 | 賛成",
        "5 < 6 である。",
        "<div>",
    ]


def test_a_part_with_a_sign_is_no_title_of_a_markdown_paper(tmp_path):
    words = "町営バス検討会（第2回）メモ\n8/19（水）役場\n\n■停留所の移設\n費用は18万円。\n"
    memo = text_file(tmp_path, "memo.md", words)
    assert load(memo).title == "町営バス検討会（第2回）メモ"
