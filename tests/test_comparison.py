"""Two revisions side by side: which 条 answer which, which words differ; and against the tables of the office."""

import itertools
import re

import pytest
from public_data import public_data
from shinkyu_tables import OF, REIKI, tables

from ingest.law.comparison import compare
from ingest.law.difference import differing, words
from ingest.law.pieces import folded
from ingest.law.tree import parse
from ingest.loaders import load_safely

OLD = """○みどり市甲条例
平成20年3月1日
条例第3号
（趣旨）
第1条　この条例は、手数料に関し必要な事項を定める。
（手数料）
第2条　手数料は、次のとおりとする。
(1)　証明　300円
(2)　閲覧　200円
(3)　写し　100円
2　手数料は、前納とする。
3　市長は、手数料を減免することができる。
（雑則）
第3条　この条例の施行に関し必要な事項は、規則で定める。
（罰則）
第4条　偽りその他不正の行為により手数料の徴収を免れた者は、5万円以下の過料に処する。
附　則
この条例は、平成20年4月1日から施行する。
別表（第2条関係）
区分\t額
大\t1,000円
中\t800円
小\t500円
"""


def shown(line):
    if line is None:
        return None
    cells = "|".join("".join(f"[{r.text}]" if r.changed else r.text for r in cell) for cell in line.cells)
    return {"absent": "―", "omitted": f"{cells}　（略）".strip()}.get(line.kind, cells)


def table(old, new):
    rows = compare(parse(old), parse(new)).rows
    return [(row.kind, row.label, [(shown(p.old), shown(p.new)) for p in row.pairs]) for row in rows]


def test_only_what_changed_stands_there_and_neighbours_without_change_are_left_out():
    assert table(OLD, OLD) == []
    assert table(OLD, OLD.replace("閲覧　200円", "閲覧　250円")) == [
        (
            "changed",
            "第2条",
            [
                ("（手数料）", "（手数料）"),
                ("第2条　手数料は、次のとおりとする。", "第2条　手数料は、次のとおりとする。"),
                ("(1)　（略）", "(1)　（略）"),
                ("(2)　閲覧　[200円]", "(2)　閲覧　[250円]"),
                ("(3)　（略）", "(3)　（略）"),
                ("2・3　（略）", "2・3　（略）"),
            ],
        )
    ]


def test_a_new_paragraph_moves_those_behind_it():
    new = OLD.replace("2　手数料は、前納", "2　申請は、書面による。\n3　手数料は、前納").replace(
        "3　市長は", "4　市長は"
    )
    assert table(OLD, new)[0][2] == [
        ("（手数料）", "（手数料）"),
        ("第2条　（略）", "第2条　（略）"),
        ("―", "[2　申請は、書面による。]"),
        ("[2]　手数料は、前納とする。", "[3]　手数料は、前納とする。"),
        ("[3]　市長は、手数料を減免することができる。", "[4]　市長は、手数料を減免することができる。"),
    ]


def test_articles_are_matched_by_their_words_and_not_by_their_numbers():
    new = OLD.replace("（雑則）\n第3条", "（還付）\n第3条　手数料は、還付しない。\n（雑則）\n第4条").replace(
        "（罰則）\n第4条", "（罰則）\n第5条"
    )
    assert table(OLD, new) == [
        ("added", "第3条", [("―", "[（還付）]"), (None, "[第3条　手数料は、還付しない。]")]),
        ("moved", "第4条", [("（雑則）", "（雑則）"), ("[第3条]　（略）", "[第4条]　（略）")]),
        ("moved", "第5条", [("（罰則）", "（罰則）"), ("[第4条]　（略）", "[第5条]　（略）")]),
    ]
    assert [row[:2] for row in table(new, OLD)] == [
        ("removed", "第3条"),
        ("moved", "第3条"),
        ("moved", "第4条"),
    ]


def test_a_table_shows_its_head_and_the_rows_that_changed():
    new = OLD.replace("中\t800円", "中\t850円\n別\t700円")
    assert table(OLD, new)[0] == (
        "changed",
        "別表",
        [
            ("別表（第2条関係）", "別表（第2条関係）"),
            ("区分|額", "区分|額"),
            ("　（略）".strip(), "　（略）".strip()),
            ("中|[800円]", "中|[850円]"),
            ("―", "[別]|[700円]"),
            ("（略）", "（略）"),
        ],
    )


def test_the_supplement_of_an_amendment_and_notes_of_history_are_no_rows():
    new = OLD.replace("前納とする。\n3", "前納とする。\n（令6条例1・一部改正）\n3").replace(
        "別表（", "附　則（令和6年3月1日条例第1号）\nこの条例は、令和6年4月1日から施行する。\n別表（"
    )
    assert table(OLD, new) == []
    own = OLD.replace("平成20年4月1日から施行", "公布の日から施行")
    assert table(OLD, own)[0][1] == "附則"


def test_another_width_of_digits_or_another_format_of_a_table_is_no_change():
    wide = OLD.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）")).replace("\t", " | ")
    assert table(OLD, wide) == []


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("看護休暇とする。", "看護等休暇とする。", "[看護休暇]とする。", "[看護等休暇]とする。"),
        ("これを支給し、又は返す。", "これを交付し、又は返す。", "これを[支給]し、又は返す。", "これを[交付]し、又は返す。"),
        ("同条第2項の規定", "同条第3項の規定", "同条[第2項]の規定", "同条[第3項]の規定"),
        ("40万8,000円とする。", "48万8,000円とする。", "[40万8,000円]とする。", "[48万8,000円]とする。"),
        ("納期限前7日までに", "納期限までに", "納期限[前7日]までに", "納期限までに"),
        ("市長に届け出なければならない。", "市長に申し出なければならない。", "市長に[届け出]なければならない。", "市長に[申し出]なければならない。"),
        ("販売し、又は頒布すること。", "販売し、若しくは頒布し、又は飲食を提供すること。", "販売し、[又は]頒布すること。", "販売し、[若しくは]頒布[し、又は飲食を提供]すること。"),
    ],
)  # fmt: skip
def test_words_are_marked_whole(old, new, left, right):
    sides = differing(old, new)
    assert ["".join(f"[{r.text}]" if r.changed else r.text for r in side) for side in sides] == [left, right]


def test_the_words_of_a_line_are_the_line():
    line = "第12条の2第3項中「100分の125」を「48万8,000円」に改め、並びに届け出た者（以下「甲」という。）"
    assert "".join(words(line)) == line
    assert {"第12条の2", "第3項", "100分の125", "48万8,000円", "並びに", "届け出た"} <= set(words(line))


def sound(found):
    """On both sides of a line the words that are not marked are the same."""
    for row in found.rows:
        for pair in row.pairs:
            if pair.old and pair.new and pair.old.kind == pair.new.kind == "text":
                kept = [
                    "".join(run.text for cell in side.cells for run in cell if not run.changed)
                    for side in (pair.old, pair.new)
                ]
                assert folded(kept[0]) == folded(kept[1]), (row.label, kept)


def ours(old, new):
    found = compare(*(parse(load_safely(REIKI / name).text) for name in (old, new)))
    sound(found)
    sides = []
    for row in found.rows:
        side = []
        for new_side, words_ in ((True, "（削る）"), (False, "（新設）")):
            told = [shown(pair.new if new_side else pair.old) for pair in row.pairs]
            side.append([words_ if each == "―" else each for each in told if each is not None])
        sides.append(side)
    return sides


def test_the_tables_of_the_office_come_out_again():
    """20 tables, 76 rows: every row is found; 69 have the same lines, 63 the same underlines to the letter.

    The others: the office retyped full-width digits, took a changed 号 for one gone and one new, merged cells
    otherwise, or drew the line one word wider.
    """

    def bare(side):
        return [folded(line) for line in side]

    rows = found = same_lines = same_marks = 0
    for name, parts in OF.items():
        for theirs, (old, new) in zip(tables(name), parts, strict=True):
            made = [[bare(side) for side in row] for row in ours(old, new)]
            plain = [[[re.sub(r"[\[\]]", "", line) for line in side] for side in row] for row in made]
            for row in theirs:
                wanted = [bare(side) for side in row]
                words_ = [[re.sub(r"[\[\]]", "", line) for line in side] for side in wanted]
                label = re.search(r"第\d+条(?:の\d+)*|別表(?:第\d+)?|附則", "".join(words_[0] + words_[1]))
                rows += 1
                found += any(label[0] in "".join(each[0][:2] + each[1][:2]) for each in plain)
                same_lines += words_ in plain
                same_marks += wanted in made
    assert rows == found == 76
    assert (same_lines, same_marks) >= (69, 63)


def test_the_revisions_of_national_laws_differ_where_they_were_amended():
    """9 pairs: rows of the 条 that changed, nothing lost on the way."""
    files = sorted(public_data("egov_xml").glob("*.xml"))
    told = {}
    for _, group in itertools.groupby(files, key=lambda path: path.name.split("_")[0]):
        trees = [(path.name, parse(load_safely(path).text)) for path in group]
        for (_, old), (name, new) in itertools.pairwise(trees):
            found = compare(old, new)
            sound(found)
            told[name.split("_")[1]] = [row.label for row in found.rows]
    assert len(told) == 9 and all(told.values())
    assert told["20250606"] == ["第十六条の二"] and told["20180401"] == ["第十四条"]


def test_a_form_that_got_another_number_faces_itself_and_not_the_new_one_with_its_old_number():
    head = "みどり市乙規則\n平成20年3月25日\n規則第3号\n第1条　申請は、様式第1号による。\n附　則\nこの規則は、公布の日から施行する。\n"
    old = parse(head + "様式第1号（第1条関係）\n使用料還付申請書\n申請者　住所　氏名\n")
    new = parse(
        head
        + "様式第1号（第1条関係）\n変更許可届\n届出日\n様式第2号（第2条関係）\n使用料還付申請書\n申請者　住所　氏名\n"
    )
    assert [(row.kind, row.old_anchor, row.new_anchor) for row in compare(old, new).rows] == [
        ("added", "", "f1"),
        ("changed", "f1", "f2"),
    ]
