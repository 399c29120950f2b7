"""Web pages, pages of a 例規集 and law XML: the text alone, in the form of a regulation where it is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.loaders import load
from tests import office_files as office

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"


def blocks(loaded):
    return [(b.kind, b.level, b.header, loaded.text[b.start : b.end].rstrip("\n")) for b in loaded.blocks]


def test_a_page_of_the_city(tmp_path):
    loaded = load(office.html_file(tmp_path))
    names = "種類 | 手数料 窓口 | 手数料 コンビニ"
    assert loaded.title == "証明書の手数料"
    assert blocks(loaded) == [
        ("heading", 1, "", "証明書の手数料"),
        ("paragraph", 0, "", "証明書の手数料は、次のとおりです。"),
        ("item", 0, "", "・住民票"),
        ("item", 0, "", "　・写し"),
        ("header", 0, "", "種類 | 手数料"),
        ("header", 0, "", "種類 | 窓口 | コンビニ"),
        ("row", 0, names, "住民票 | 300円 | 200円"),
        ("row", 0, names, "戸籍 | 450円 | 450円"),
        ("row", 0, names, "戸籍 | 750円"),
        ("heading", 2, "", "問合せ"),
        ("paragraph", 0, "", "市民課"),
        ("paragraph", 0, "", "電話 0999-22-1141"),
    ]


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_page_in_an_old_encoding(encoding, tmp_path):
    charset = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}[encoding]
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body><p>髙齢者①</p>'
    page = page if encoding == "cp932" else page.replace("髙", "高").replace("①", "1")
    text = load(office.text_file(tmp_path, "古い.html", page, encoding)).text
    assert text == ("髙齢者①\n" if encoding == "cp932" else "高齢者1\n")


def test_a_page_that_names_the_wrong_encoding(tmp_path):
    page = '<html><head><meta charset="utf-8"></head><body><p>手数料の一覧です。</p></body></html>'
    assert load(office.text_file(tmp_path, "誤り.html", page, "cp932")).text == "手数料の一覧です。\n"


def test_a_table_that_only_lays_out_the_page_is_text(tmp_path):
    page = "<html><body><table><tr><td><h1>件名</h1><p>本文です。</p></td></tr></table></body></html>"
    loaded = load(office.text_file(tmp_path, "枠.html", page))
    assert blocks(loaded) == [("heading", 1, "", "件名"), ("paragraph", 0, "", "本文です。")]


def test_lists_with_numbers_and_paragraphs_in_items(tmp_path):
    page = "<html><body><ol><li><p>申請する。</p><p>補足。</p></li><li>受け取る。</li></ol></body></html>"
    assert (
        load(office.text_file(tmp_path, "手順.html", page)).text == "1. 申請する。\n補足。\n2. 受け取る。\n"
    )


def test_deep_nesting_is_read_or_refused(tmp_path):
    def nested(depth):
        return office.text_file(tmp_path, "深い.html", "<html><body>" + "<div>" * depth + "底")

    assert load(nested(200)).text == "底\n"
    with pytest.raises(UnreadableFile, match="文字が1字もありません"):
        load(nested(20_000))


def test_a_page_of_regulations_has_the_form_of_a_text_file(tmp_path):
    loaded = load(office.reiki_file(tmp_path))
    assert loaded.title == "みどり市見本条例"
    assert loaded.text == (
        "○みどり市見本条例\n令和6年3月1日\n条例第1号\n(目的)\n"
        "第1条　この条例は、見本(例をいう。)を定める。ただし、例外がある。\n2　次に掲げる。\n(1)　甲\n"
        "名称 | 位置\n中央 | 中央1番地\n"
        "附　則\nこの条例は、公布の日から施行する。\n附　則(令和7年3月1日条例第2号)抄\n"
    )
    assert [b for b in blocks(loaded) if b[0] in ("heading", "item", "header", "row")] == [
        ("heading", 1, "", "○みどり市見本条例"),
        ("item", 0, "", "(1)　甲"),
        ("header", 0, "", "名称 | 位置"),
        ("row", 0, "名称 | 位置", "中央 | 中央1番地"),
        ("heading", 2, "", "附　則"),
        ("heading", 2, "", "附　則(令和7年3月1日条例第2号)抄"),
    ]


def test_law_xml_has_the_form_of_a_text_file(tmp_path):
    loaded = load(office.text_file(tmp_path, "見本.xml", office.LAW))
    assert loaded.title == "みどり市見本条例"
    assert loaded.text == (
        "みどり市見本条例\n令和六年みどり市条例第一号\n目次\n第一章　総則（第一条・第二条）\n第一章　総則\n（目的）\n"
        "第一条　この条例は、見本を定める。ただし、別に定めるときは、この限りでない。\n２　次に掲げるものをいう。\n"
        "一　甲　最初のものをいう。\nイ　細かいもの\n二　次のもの\n第二条　前条の手数料は、別表のとおりとする。\n"
        "附　則　抄\nこの条例は、公布の日から施行する。\n"
        "附　則（令和七年みどり市条例第九号）\n令和七年四月一日から施行する。\n"
        "別表第一（第二条関係）\n区分 | 金額\n証明 | 三百円\n証明 | 四百円\n"
    )
    assert [b[:3] for b in blocks(loaded) if b[0] == "row"] == [("row", 0, "区分 | 金額")] * 2
    assert ("heading", 2, "", "第一章　総則") in blocks(loaded)


def test_paragraphs_that_old_laws_do_not_number_are_circled(tmp_path):
    law = office.LAW.replace("<ParagraphNum>２</ParagraphNum>", "<ParagraphNum/>")
    assert "\n②　次に掲げるものをいう。\n" in load(office.text_file(tmp_path, "旧.xml", law)).text


def test_law_xml_knows_no_entities(tmp_path):
    law = office.LAW.replace("<Law ", '<!DOCTYPE Law [<!ENTITY x SYSTEM "file:///etc/passwd">]><Law ', 1)
    text = load(office.text_file(tmp_path, "実体.xml", law.replace("甲", "&x;"))).text
    assert "root:" not in text


@pytest.mark.parametrize("pattern", ["egov_xml/*.xml", "reiki_html/*.html"])
def test_real_laws_load_whole(pattern):
    """On files kept beside the repository, where there are any."""
    files = sorted(REAL.glob(pattern))
    if not files:
        pytest.skip("the real laws are not on this machine")
    for path in files:
        loaded = load(path)
        assert "".join(loaded.text[b.start : b.end] for b in loaded.blocks) == loaded.text
        assert loaded.notes == ()
        assert loaded.title in loaded.text
        assert "第1条　" in loaded.text or "第一条　" in loaded.text
