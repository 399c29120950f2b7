"""Tables of a regulation that are set with spaces or tabs: read in cells, amended by 項, given back as they stood."""

from __future__ import annotations

import pytest

from app.law.matter import changed_text
from ingest.law.amending import amend, apply
from ingest.law.columns import find_columns
from ingest.law.comparison import compare
from ingest.law.gaps import cells_of, width
from ingest.law.tree import parse
from ingest.law.wrapping import readied

HEAD = """○あさぎり町集会所条例
平成20年3月25日
条例第14号
（設置）
第1条　町民の交流を図るため、集会所を設置する。
（使用料）
第2条　使用料は、別表のとおりとする。
附　則
この条例は、平成20年4月1日から施行する。
別表（第2条関係）
"""
ROWS = (
    ("区分", "午前", "午後"),
    ("大ホール", "3,000円", "4,000円"),
    ("会議室", "500円", "600円"),
    ("和室", "400円", "500円"),
)
REMARK = "備考　冷暖房を使用するときは、使用料の3割に相当する額を加算する。\n"


def padded(rows, fill):
    size = 2 if fill == "　" else 1
    widths = [max(width(row[n]) for row in rows) + 4 for n in range(len(rows[0]))]
    return "".join(
        "".join(
            cell + fill * (-(-(room - width(cell)) // size)) for cell, room in zip(row, widths, strict=True)
        ).rstrip()
        + "\n"
        for row in rows
    )


WAYS = {
    "columns of wide spaces": lambda rows: padded(rows, "　"),
    "columns of narrow spaces": lambda rows: padded(rows, " "),
    "one wide space": lambda rows: "".join("　".join(row) + "\n" for row in rows),
    "two wide spaces, indented": lambda rows: "".join("　" + "　　".join(row) + "\n" for row in rows),
    "tabs to one column": lambda rows: "".join(
        "".join(cell + "\t" * (2 if width(cell) < 8 else 1) for cell in row[:-1]) + row[-1] + "\n"
        for row in rows
    ),
    "figures on the right": lambda rows: "".join(
        f"{row[0]}{' ' * (8 - width(row[0]))}"
        + "".join(" " * (10 - width(cell)) + cell for cell in row[1:])
        + "\n"
        for row in rows
    ),
    "bars": lambda rows: "".join(" | ".join(row) + "\n" for row in rows),
}
EDITS = {
    "a figure": (
        [*ROWS[:2], ("会議室", "550円", "600円"), ROWS[3]],
        "　別表会議室の項中「500円」を「550円」に改める。",
    ),
    "a row more": (
        [*ROWS[:3], ("音楽室", "800円", "900円"), ROWS[3]],
        "　別表会議室の項の次に次のように加える。\n音楽室\t800円\t900円",
    ),
    "a row less": ([*ROWS[:2], ROWS[3]], "　別表会議室の項を削る。"),
    "the name of a column": (
        [("区分", "午前", "夜間"), *ROWS[1:]],
        "　別表中「午後」を「夜間」に改める。",
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("edit", EDITS)
def test_a_table_however_set_is_amended_by_its_rows_and_comes_out_as_it_was_set(way, edit):
    rows, said = EDITS[edit]
    old, new = (HEAD + WAYS[way](each) + REMARK for each in (ROWS, rows))
    made = amend(parse(old), parse(new))
    assert "\n".join(made.sentences) == said
    assert made.exact
    found = apply(parse(old), made.text)
    assert found.failures == ()
    assert found.text == new


def table(text):
    return [tuple(row.split("\t")) for each in find_columns(parse(HEAD + text)) for row in each.rows]


def told(old, new):
    made = amend(parse(HEAD + old), parse(HEAD + new))
    assert made.exact
    assert apply(parse(HEAD + old), made.text).text == HEAD + new
    return "\n".join(made.sentences)


PARTS = """区分　　　　単位　　　　金額
専用使用　　全面　　　　3,000円
　　　　　　半面　　　　1,500円
個人使用　　一般　　　　200円
　　　　　　学生　　　　100円
"""


def test_the_first_cell_of_a_part_goes_on_until_the_next_one():
    assert table(PARTS)[2] == ("専用使用", "半面", "1,500円")
    gone = PARTS.replace("　　　　　　半面　　　　1,500円\n", "")
    assert told(PARTS, gone) == "　別表専用使用の部半面の項を削る。"
    more = PARTS + "　　　　　　小学生　　　50円\n"
    assert told(PARTS, more) == "　別表個人使用の部学生の項の次に次のように加える。\n個人使用\t小学生\t50円"


def test_numbered_rows_move_up_when_one_goes():
    old = "1　住民票の写し　　　1通300円\n2　納税証明書　　　　1件300円\n3　戸籍の附票の写し　1通400円\n"
    new = "1　住民票の写し　　　1通300円\n2　戸籍の附票の写し　1通400円\n"
    assert told(old, new) == "　別表の2の項を削り、同表の3の項を同表の2の項とする。"


def test_several_tables_below_titles_of_their_own_are_each_set_their_own_way():
    old = "1　ホール\n区分　　午前　　　午後\n平日　　300円　　　400円\n2　設備\n品名　　　　金額\nピアノ　　　2,000円\n音響　　　　1,000円\n"
    assert [len(row) for row in table(old)] == [3, 3, 2, 2, 2]
    assert told(old, old + "照明　　　　1,500円\n") == "　別表音響の項の次に次のように加える。\n照明\t1,500円"


def test_what_goes_on_in_a_bracket_on_the_next_line_is_one_cell():
    rows = table(
        "区分　　　　　　　　　金額\n大ホール（舞台を　　　1,000円\n含む。）\n会議室　　　　　　　　500円\n"
    )
    assert rows[1] == ("大ホール（舞台を含む。）", "1,000円")


@pytest.mark.parametrize(
    "text",
    [
        "1　施設を損傷しないこと\n2　許可なく火気を使用しないこと\n3　物品の販売　宣伝をしないこと\n",
        "（1）　町内に住所を有する者\n（2）　町内に勤務する者\n（3）　その他町長が認める者\n",
        "この表に掲げる額は、消費税を含む。\n町外の者については、2倍とする。\n",
    ],
)
def test_a_list_or_sentences_are_no_table(text):
    assert table(text) == []


def test_a_form_is_no_table():
    form = "様式第1号（第2条関係）\n　　　使用許可申請書\n　　　年　　月　　日\n　申請者　住　所\n　　　　　氏　名　　　印\n"
    assert find_columns(parse(HEAD + form)) == ()


def test_a_table_within_an_article_is_told_by_its_rows():
    rule = HEAD.replace(
        "第2条　使用料は、別表のとおりとする。\n",
        "第2条　使用料は、次の表のとおりとする。\n{}",
    )
    old = "名称　　　　　位置\n第一集会所　　大字山田100番地\n第二集会所　　大字川上25番地\n第三集会所　　大字谷8番地\n"
    made = amend(parse(rule.format(old)), parse(rule.format(old.replace("25番地", "30番地"))))
    assert made.sentences == ("　第2条の表第二集会所の項中「25番地」を「30番地」に改める。",)


def test_the_rows_of_a_table_for_reading_keep_the_whole_of_their_places():
    rule = HEAD.replace(
        "第2条　使用料は、別表のとおりとする。\n",
        "第2条　次の表の左欄に掲げる規定を同表の右欄のように読み替える。\n{}第3条　この条例の施行に必要な事項は、規則で定める。\n",
    )
    old = "第4条第1項　　町長　　　指定管理者\n第5条　　　　　使用料　　利用料金\n第6条第2項　　町　　　　指定管理者\n"
    made = amend(
        parse(rule.format(old)), parse(rule.format(old.replace("第5条　　　　　使用料　　利用料金\n", "")))
    )
    assert made.sentences == ("　第2条の表第5条の項を削る。",)
    assert made.exact


def test_new_rows_of_an_amendment_written_by_hand_are_read_in_cells():
    old = HEAD + WAYS["columns of wide spaces"](ROWS)
    amendment = "　集会所条例の一部を次のように改正する。\n　別表会議室の項の次に次のように加える。\n　音楽室　　800円　　900円\n"
    found = apply(parse(old), amendment.replace("　集会所", "　あさぎり町集会所"))
    assert found.failures == ()
    assert "\n音楽室　　　800円　　　900円\n和室" in found.text


def test_the_comparison_shows_the_rows_as_a_table():
    old, new = (HEAD + WAYS["columns of wide spaces"](rows) for rows in (ROWS, EDITS["a figure"][0]))
    (row,) = compare(parse(old), parse(new)).rows
    kinds = [pair.new.kind for pair in row.pairs]
    assert kinds == ["text", "row", "omitted", "row", "omitted"]
    assert row.pairs[3].new.text == "会議室 | 550円 | 600円"
    assert [run.text for cell in row.pairs[3].new.cells for run in cell if run.changed] == ["550円"]


def test_a_gap_within_brackets_and_between_single_characters_parts_nothing():
    assert [each.text for each in cells_of("大ホール（2階 東）　500円", 1)] == ["大ホール（2階 東）", "500円"]
    assert [each.text for each in cells_of("区　　分　　午　前", 2, joined=True)] == ["区　　分　　午　前"]
    assert [each.text for each in cells_of("和　室　　400円", 2, joined=True)] == ["和　室", "400円"]


def test_a_regulation_without_such_a_table_is_left_as_it_is():
    tree = parse(HEAD + "区分\t金額\n一般\t500円\n")
    assert readied(tree) is tree


def test_a_note_of_a_new_amount_finds_its_column_in_a_table_set_with_spaces():
    old = HEAD + WAYS["columns of wide spaces"](ROWS) + REMARK
    text, read = changed_text(parse(old), "会議室を午前550円にする。")
    assert (
        text
        == HEAD + WAYS["columns of wide spaces"]([*ROWS[:2], ("会議室", "550円", "600円"), ROWS[3]]) + REMARK
    )
    assert len(read) == 1
    text, read = changed_text(parse(old), "会議室を550円にする。")
    assert text == old  # of two amounts neither is meant
    assert read == ("会議室を550円にする。",)
