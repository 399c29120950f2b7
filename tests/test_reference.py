"""Places as clerks type them, and as national laws cite them (the publisher's own links, where they are at hand)."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.law.reference import find_anchors, find_references, label_of


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("第12条の2第1項第3号", ("a12_2p1i3",)),
        ("第十二条の二", ("a12_2",)),
        ("附則第2項", ("s1p2",)),
        ("附則第3条第1項", ("s1a3p1",)),
        ("附則はどうなっているか", ("s1",)),
        ("別表第1", ("t1",)),
        ("別表第二の三の区分", ("t2_3",)),
        ("別表第1の12の項", ("t1",)),
        ("別表にある額", ("t",)),
        ("様式第3号の2", ("f3_2",)),
        ("別記様式第1号", ("f1",)),
        ("税条例12条の2", ("a12_2",)),
        ("手数料条例３条２項は", ("a3p2",)),
        ("第12条第3号", ("a12p1i3",)),
        ("第5条第1項及び第3項", ("a5p1", "a5p3")),
        ("第5条第1項第2号又は第3号", ("a5p1i2", "a5p1i3")),
        ("第5条から第8条まで", ("a5", "a8")),
        ("第1条、第2条及び第1条", ("a1", "a2")),
        ("昭和22年法律第67号第2条第1項第11号の2", ("a2p1i11_2",)),
        ("第3条の一部を改正する", ("a3",)),
        ("第9条の2つの号", ("a9",)),
    ],
)
def test_find_anchors(text: str, anchors: tuple[str, ...]) -> None:
    assert find_anchors(text) == anchors


@pytest.mark.parametrize(
    "text",
    [
        "条例第25号",
        "三条市と二条城",
        "第一条件",
        "第3号議案",
        "議案第3号",
        "前条第2項",
        "第2項",
        "3条件",
        "第三者",
        "",
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert find_anchors(text) == ()


def test_references_say_where_they_stand() -> None:
    text = "みどり市手数料条例第3条第1項及び別表第2"
    assert [(r.text, r.anchor, text[r.start : r.end]) for r in find_references(text)] == [
        ("第3条第1項", "a3p1", "第3条第1項"),
        ("別表第2", "t2", "別表第2"),
    ]


@pytest.mark.parametrize(
    ("anchor", "label"),
    [
        ("a12_2p1i3", "第12条の2第1項第3号"),
        ("s2p1", "附則第1項"),
        ("s1a3", "附則第3条"),
        ("t1", "別表第1"),
        ("t", "別表"),
        ("f1_2", "様式第1号の2"),
        ("ch2sec1", "第2章第1節"),
        ("a5-2", "第5条"),
        ("a2p1i1e1", "第2条第1項第1号"),
        ("u14", ""),
        ("title", ""),
        ("", ""),
    ],
)
def test_label_of(anchor: str, label: str) -> None:
    assert label_of(anchor) == label


numbers = st.lists(st.integers(1, 999), min_size=1, max_size=3).map(lambda n: "_".join(map(str, n)))


@given(
    article=numbers, paragraph=st.none() | st.integers(1, 99), item=st.none() | numbers, suppl=st.booleans()
)
def test_a_label_reads_back_as_its_anchor(
    article: str, paragraph: int | None, item: str | None, suppl: bool
) -> None:
    anchor = ("s1" if suppl else "") + f"a{article}"
    if paragraph:
        anchor += f"p{paragraph}" + (f"i{item}" if item else "")
    assert find_anchors(label_of(anchor)) == (anchor,)


def test_the_links_of_national_laws() -> None:
    folder = os.environ.get("SHITAGAKI_PUBLIC_DATA")
    if not folder:
        pytest.skip("公開データの場所が SHITAGAKI_PUBLIC_DATA にありません")
    lines = (Path(folder) / "egov_laws_50" / "refs_gold.jsonl").read_text(encoding="utf-8").splitlines()
    wrong, read = [], 0
    for gold in map(json.loads, lines):
        if "条" not in gold["anchor"] or any(c in gold["anchor"] for c in "同前次"):
            continue
        anchor = "a" + gold["tgt_article"].replace("-", "_")
        if "項" in gold["anchor"]:
            anchor += f"p{gold['tgt_paragraph']}"
        if "号" in gold["anchor"]:
            anchor += ("" if "項" in gold["anchor"] else "p1") + f"i{gold['tgt_item']}".replace("-", "_")
        read += 1
        if find_anchors(gold["anchor"])[:1] != (anchor,):
            wrong.append((gold["anchor"], anchor, find_anchors(gold["anchor"])))
    assert read > 600
    assert wrong == []
