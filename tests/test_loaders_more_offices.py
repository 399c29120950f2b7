"""OpenDocument, rich text and the old formats of Office: what a reader sees of them, and what an attack comes to."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from ingest.errors import UnreadableFile
from ingest.loaders import Limits, load, load_safely
from tests import office_files as office


def blocks(loaded):
    return [(b.kind, b.header, loaded.text[b.start : b.end].rstrip("\n")) for b in loaded.blocks]


def test_a_notice_of_writer(tmp_path):
    loaded = load(office.odt_file(tmp_path))
    names = "区分 | 定員"
    assert loaded.title == "避難所の開設について"
    assert blocks(loaded) == [
        ("heading", "", "避難所の開設について"),
        ("heading", "", "概要"),
        ("paragraph", "", "開設は 次の通りである（注1）。"),
        ("item", "", "(1)　受付をする。"),
        ("item", "", "ア　名簿を作る。"),
        ("item", "", "(2)　毛布を配る。"),
        ("header", "", "区分 | 定員"),
        ("row", names, "東部 | 300人 | 体育館"),
        ("row", names, "東部 | 120人 | 集会所"),
        ("paragraph", "", "（注1）変わることがある。"),
    ]
    assert loaded.notes == (
        "画面や印刷では見えない文字（非表示の文字）が1か所ありました。本文には入れていません。元のファイルで確かめてください。",
    )


def test_lists_of_writer_go_on_or_begin_anew_as_they_say(tmp_path):
    style = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="１, ２, ３, ..." style:num-suffix="．"/></text:list-style>'
    item = "<text:list-item{}><text:p>項</text:p></text:list-item>"
    one = '<text:list text:style-name="L"{}>' + item.format("") + "</text:list>"
    body = one.format("") + one.format(' text:continue-numbering="true"') + one.format("")
    body += '<text:list text:style-name="L">' + item.format(' text:start-value="7"') + "</text:list>"
    loaded = load(office.odf_file(tmp_path / "a.odt", "text", body, style))
    assert loaded.text.split() == ["１．", "項", "２．", "項", "１．", "項", "７．", "項"]


def test_a_sheet_of_calc(tmp_path):
    loaded = load(office.ods_file(tmp_path))
    assert loaded.title == "地区別の人口"
    assert blocks(loaded)[2:] == [
        ("header", "", "地区 | 世帯 | 人口"),
        ("row", "地区 | 世帯 | 人口", "東部 | 1,204 | 3,018"),
        ("row", "地区 | 世帯 | 人口", "西部 | 980 | 2,410"),
        ("row", "地区 | 世帯 | 人口", "西部 | 980 | 2,410"),
    ]
    assert [b.place for b in loaded.blocks][-1] == "シート「人口」A6:C6"
    assert loaded.notes == (
        "シート「人口」の非表示の行・列（4行）は取り込んでいません。",
        "非表示のシート「控え」は取り込んでいません。",
    )


def test_a_slide_of_impress(tmp_path):
    loaded = load(office.odp_file(tmp_path))
    assert [(b.place, *row) for b, row in zip(loaded.blocks, blocks(loaded), strict=True)] == [
        ("スライド1", "heading", "", "スライド1　現状と課題"),
        ("スライド1", "paragraph", "", "左の箱"),
        ("スライド1", "paragraph", "", "右の箱"),
        ("スライド1", "header", "", "区分 | 件数"),
        ("スライド1", "row", "区分 | 件数", "照会 | 12"),
        ("スライド1 ノート", "paragraph", "", "ここで例を示す。"),
    ]
    assert loaded.notes == ("非表示のスライド2は取り込んでいません。",)


def test_a_rich_text_of_word(tmp_path):
    loaded = load(office.rtf_file(tmp_path))
    assert loaded.title == "施設見学会の案内について"
    assert blocks(loaded) == [
        ("paragraph", "", "施設見学会の案内について"),
        ("paragraph", "", "開催は5月です（注1）。"),
        ("item", "", "(1)　受付をする。"),
        ("header", "", "区分 | 定員"),
        ("row", "区分 | 定員", "東部 | 300"),
        ("row", "区分 | 定員", "東部 | 120"),
        ("paragraph", "", "以上"),
        ("paragraph", "", "（注1）雨天中止"),
    ]
    assert "非表示の文字" in loaded.notes[0]


def test_attacks_by_open_documents_and_rich_texts(tmp_path):
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row>'
    flood = office.odf_file(tmp_path / "a.ods", "spreadsheet", f"<table:table>{row}</table:table>")
    with pytest.raises(UnreadableFile, match="長すぎます"):
        load(flood)
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    content = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><office:document-content {office.NAMES}><office:body>'
        "<office:text><text:p>前&e;後</text:p></office:text></office:body></office:document-content>"
    )
    entity = office.odf_file(tmp_path / "b.odt", "text", "", **{"content.xml": content})
    assert "秘密" not in load(entity).text
    locked = office.odf_file(
        tmp_path / "c.odt", "text", "", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    )
    with pytest.raises(UnreadableFile, match="パスワード"):
        load(locked)
    deep = tmp_path / "d.rtf"
    deep.write_bytes(b"{\\rtf1" + b"{" * 100_000)
    with pytest.raises(UnreadableFile, match="壊れていて"):
        load(deep)
    with pytest.raises(UnreadableFile, match="異常に大きくなる"):
        load(
            office.odf_file(tmp_path / "e.odt", "text", "<text:p>" + "あ" * 4_000_000 + "</text:p>"),
            limits=Limits(unpacked=1024 * 1024),
        )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "stream", "reason", "remedy"),
    [
        ("旧.doc", "WordDocument", "Word 97-2003の文書は古い保存形式で、この機械にLibreOfficeがないため", "docx形式"),
        ("旧.xls", "Workbook", "Excel 97-2003のブックは古い保存形式", "xlsx形式"),
        ("旧.ppt", "PowerPoint Document", "PowerPoint 97-2003のスライドは古い保存形式", "LibreOfficeを入れると"),
    ],
)  # fmt: skip
def test_an_old_file_where_libreoffice_is_missing(name, stream, reason, remedy, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / name
    path.write_bytes(OLE + stream.encode("utf-16-le"))
    with pytest.raises(UnreadableFile) as caught:
        load(path, name=name)
    assert caught.value.reason.startswith(reason)
    assert remedy in caught.value.remedy


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice がないので、古い Word の読み取りを試していません"
)
def test_an_old_word_file_is_read_by_way_of_libreoffice(tmp_path):
    new = office.docx_file(tmp_path)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "doc",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(new)], capture_output=True, check=True)  # fmt: skip
    old = load_safely(tmp_path / "見本.doc")
    assert old.text == load(new).text
    assert old.title == "子育て会議の記録"
    broken = tmp_path / "壊.doc"
    broken.write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600)
    with pytest.raises(UnreadableFile) as caught:
        load(broken)
    assert "LibreOfficeで開けませんでした" in caught.value.reason
