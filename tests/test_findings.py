"""Text that breaks the form parses all the same and is reported with its place; the sentences of a 項 by name."""

import pytest
from public_data import public_data

from ingest.law.findings import counts, find_findings
from ingest.law.sentences import parts_of
from ingest.law.tree import parse
from ingest.loaders import load

BROKEN = """○みどり市試験条例
平成20年4月1日条例第3号
目次
第1章　総則（第1条・第2条）
第2章　雑則（第3条―第9条）
附則
第1章　総則
（目的）
第1条　目的とする。
（定義）
第2条　次のとおりとする。ただし、例外がある。
(1)　甲
(3)　乙
第2章　その他
（欠番）
第4条　第3条がない。この場合において、後段がある。
3　項が飛ぶ。
（重複）
第4条　重複する。
第5条　見出しがない。
（戻る）
第3条　戻る。
"""


def test_every_break_is_reported_with_its_line_and_the_text_is_kept():
    tree = parse(BROKEN)
    assert str(tree) == BROKEN
    assert [(each.line, each.rule, each.anchor) for each in find_findings(tree)] == [
        (1, "supplement", ""),
        (3, "contents", "toc"),
        (5, "contents", "toc"),
        (13, "gap", "a2p1i3"),
        (14, "contents", "ch2"),
        (15, "gap", "a4"),
        (17, "gap", "a4p3"),
        (18, "repeated", "a4-2"),
        (20, "caption", "a5"),
        (22, "disorder", "a5p1"),
    ]
    ranges = [each.message for each in find_findings(tree) if each.line == 5]
    assert ranges == ["目次の第2章は「第3条―第9条」ですが、本文では第4条から第5条までです。"]
    told = {each.rule + each.anchor: each.message for each in find_findings(tree)}
    assert told["gapa4"] == "第2条の次が第4条です（第3条がありません。欠番なら「削除」と書きます）。"
    assert told["repeateda4-2"] == "第4条が二つあります。番号を確かめてください。"
    assert tree.text_of(tree.find("a4-2")).endswith("重複する。\n")


def test_a_sound_regulation_has_nothing_to_report():
    text = "みどり市甲条例\n平成17年条例第1号\n（目的）\n第1条　甲とする。\n第2条及び第3条　削除\n（委任）\n第4条　規則で定める。\n附則\n施行する。\n"
    assert find_findings(parse(text)) == ()


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            "甲とする。ただし、乙は、この限りでない。",
            [("本文", "甲とする。"), ("ただし書", "ただし、乙は、この限りでない。")],
        ),
        (
            "甲とする。この場合において、乙とする。",
            [("前段", "甲とする。"), ("後段", "この場合において、乙とする。")],
        ),
        (
            "甲とする。乙とする。丙とする。",
            [("前段", "甲とする。"), ("中段", "乙とする。"), ("後段", "丙とする。")],
        ),
        ("甲（乙をいう。以下同じ。）とする。", []),
        ("「甲とする。」とあるのは、「乙とする。」とする。", []),
    ],
)
def test_the_sentences_of_a_paragraph(body, parts):
    tree = parse(f"みどり市甲条例\n第1条　{body}\n2　{body}\n")
    for anchor in ("a1p1", "a1p2"):
        found = [(part.name, tree.text[part.start : part.end]) for part in parts_of(tree, tree.find(anchor))]
        assert found == parts


def xml_counts(path):
    from defusedxml.ElementTree import parse as read

    body = read(path).getroot().find("LawBody")
    tags = {
        "article": ("Article",),
        "paragraph": ("Paragraph",),
        "item": ("Item",),
        "suppl": ("SupplProvision",),
    }
    tags["subitem"] = tuple(f"Subitem{n}" for n in range(1, 11))
    return {kind: sum(1 for name in names for _ in body.iter(name)) for kind, names in tags.items()}


def test_counts_of_every_statute_are_those_of_its_xml():
    files = sorted(public_data("egov_xml").glob("*.xml"))
    assert len(files) == 13
    for path in files:
        tree = parse(load(path).text)
        found = counts(tree)
        assert str(tree) == tree.text
        assert {kind: found.get(kind, 0) for kind in xml_counts(path)} == xml_counts(path), path.name


def test_provisos_are_those_that_the_xml_marks():
    from defusedxml.ElementTree import parse as read

    path = next(public_data("egov_xml").glob("405AC0000000088_*.xml"))
    marked = [
        "".join(sentence.itertext()).strip()
        for paragraph in read(path).getroot().iter("ParagraphSentence")
        for sentence in paragraph.iter("Sentence")
        if sentence.get("Function") == "proviso"
    ]
    tree = parse(load(path).text)
    found = [
        tree.text[part.start : part.end].strip()
        for node in tree.walk()
        if node.kind == "paragraph"
        for part in parts_of(tree, node)
        if part.name == "ただし書"
    ]
    assert len(marked) == 11 and found == marked
