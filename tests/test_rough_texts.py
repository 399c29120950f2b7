"""例規 as offices really hand them over: page numbers, running heads, odd spaces, OCR, numbers close up. Nothing is lost, and it is told."""

import random
import re

import pytest

from evals.revisions import REIKI, tree
from ingest.law.amending import amend, apply
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.unit import read
from ingest.law.findings import find_findings
from ingest.law.tree import parse
from ingest.loaders import load_safely

FILES = [path for path in sorted(REIKI.iterdir()) if path.suffix in (".txt", ".md")][::6]
MARK = r"(?:第[0-9０-９]+条(?:の[0-9０-９]+)*|[0-9０-９]+|[(（][0-9０-９]+[)）])"


def pages(text, _):
    made = []
    for number, line in enumerate(text.split("\n")):
        made.append(line)
        if number % 28 == 27:
            made.append(
                (f"- {number // 28} -", f"　　　　{number // 28}", f"{number // 28} / 12")[number % 3]
            )
    return "\n".join(made)


def heads(text, _):
    made = []
    for number, line in enumerate(text.split("\n")):
        made.append(line)
        if number % 20 == 19:
            made.append("みどり市例規集　第3類")
    return "\n".join(made)


def wrapped(text, _):
    rows = [
        line if "\t" in line or " | " in line else re.sub(r"(.{38})", r"\1\n", line)
        for line in text.split("\n")
    ]
    return "\n".join(rows)


def ocr(text, chance):
    """A space here and there, as text recognition puts them; not within numbers."""
    return re.sub(
        r"(?<=[^\n\t |0-9０-９])(?=[^\n\t |])", lambda _: " " if chance.random() < 0.04 else "", text
    )


def widths(text, chance):
    one, two = "0123456789()", "０１２３４５６７８９（）"
    other = dict(zip(one + two, two + one, strict=True))
    return "".join(other.get(char, char) if chance.random() < 0.5 else char for char in text)


def close_up(text, _):
    return re.sub(rf"^([ 　]*{MARK})[ 　]+(?=[ぁ-んァ-ヶ一-龠「])", r"\1", text, flags=re.M)


def spaces(text, chance):
    odd = ("\u00a0", "\u2003", " ", "　\u200b")
    return "\ufeff" + "".join(chance.choice(odd) if char == "　" else char for char in text).replace(
        "\n", "\r\n"
    )


def anchors(law):
    return {node.anchor for node in law.walk() if node.kind in ("article", "paragraph", "item", "suppl")}


def bare(text):
    plain = text.translate(str.maketrans("０１２３４５６７８９（）", "0123456789()"))
    return re.sub(r"[\s\u200b\ufeff|]", "", plain)


@pytest.mark.parametrize(
    ("noise", "least"),
    [
        (pages, 0.997),
        (heads, 1.0),
        (wrapped, 1.0),
        (widths, 1.0),
        (spaces, 1.0),
        (ocr, 0.95),
        (close_up, 0.97),
    ],
)
def test_rough_texts_keep_their_provisions_and_every_word(tmp_path, noise, least):
    wanted = found = 0
    for path in FILES:
        clean = tree(path)
        file = tmp_path / "rough.txt"
        file.write_bytes(noise(clean.text, random.Random(path.name)).encode())
        text = load_safely(file).text
        rough = parse(text)
        assert str(rough) == text
        if noise not in (pages, heads):
            assert bare(text) == bare(clean.text)
        assert all(line.strip() in text or noise is not pages for line in clean.text.split("\n"))
        wanted += len(anchors(clean))
        found += len(anchors(clean) & anchors(rough))
        assert len(anchors(rough) - anchors(clean)) <= max(2, (1 - least) * len(anchors(clean))), path.name
    assert wanted > 600
    assert found >= least * wanted - 1


LAW = """みどり市灯台条例
（趣旨）
第1条この条例は、灯台の管理に関し必要な事項を定める。
（入館料）
第2条入館料は、1人300円とする。
2前項の入館料は、前納とする。
（還付）
第3条第2条第1項の規定により納めた入館料は、還付しない。
附則
この条例は、令和6年4月1日から施行する。
"""


def test_numbers_close_up_are_amended_like_others():
    old = parse(LAW)
    assert {"a1", "a2p1", "a2p2", "a3", "s1"} <= {node.anchor for node in old.walk()}
    new = parse(LAW.replace("2前項の入館料は、前納とする。", "2前項の入館料は、後納とする。"))
    made = amend(old, new)
    assert made.sentences == ("　第2条第2項中「前納」を「後納」に改める。",)
    assert lines_of(read(apply(old, made.text).tree)) == lines_of(read(new))


def test_a_broken_line_that_begins_with_a_number_is_no_provision():
    text = LAW.replace(
        "定める。\n（入館料）",
        "定めるものであり、その運用に当たっては\n第3条の規定によるほか\n5町村の協議による。\n（入館料）",
    )
    assert anchors(parse(text)) == anchors(parse(LAW))


def test_pages_and_heads_are_named():
    text = LAW.replace("前納とする。\n", "前納とする。\n- 3 -\n").replace(
        "1人300円とする。\n", "1人300円とする。\n　　　2\n"
    )
    rough = parse(text)
    assert anchors(rough) == anchors(parse(LAW))
    found = [each for each in find_findings(rough) if each.rule == "page"]
    assert [each.message for each in found] == [
        "ページの番号か柱と読める行が2行あります（「2」から「- 3 -」まで）。条文の一部として残してあるので、条文でなければ消してください。"
    ]
    assert not [each for each in find_findings(parse(LAW)) if each.rule == "page"]
