"""Every row of the loaders' table keeps the same promises: exact blocks, a title, ours and only our errors."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest import loaders
from ingest.document import BLOCK_KINDS
from ingest.errors import UnreadableFile
from ingest.loaders import LIMITS, LOADERS, Limits, load, load_safely
from ingest.loaders.kinds import recognise
from ingest.loaders.messages import NOTES, REFUSALS
from tests import office_files as office

PACKAGE = Path(loaders.__file__).parent

SAMPLES = {
    "text": lambda folder: office.text_file(folder, "会議録.txt", office.MINUTES),
    "markdown": lambda folder: office.text_file(
        folder, "計画.md", "# 計画\n\n本文。\n\n| 区分 | 金額 |\n|---|---|\n| 甲 | 1 |\n"
    ),
    "csv": lambda folder: office.text_file(
        folder, "予算.csv", "款,項,金額\n総務費,総務管理費,1200\n民生費,児童福祉費,900\n"
    ),
    "docx": office.docx_file,
    "xlsx": office.xlsx_file,
    "pptx": office.pptx_file,
    "odt": office.odt_file,
    "ods": office.ods_file,
    "odp": office.odp_file,
    "rtf": office.rtf_file,
    "pdf": office.pdf_file,
    "html": office.html_file,
    "mail": office.mail_file,
    "law_xml": lambda folder: office.text_file(folder, "見本条例.xml", office.LAW),
}


def covers(loaded):
    """The blocks, in order, are the text."""
    edges = [0, *(block.end for block in loaded.blocks)]
    return [block.start for block in loaded.blocks] == edges[:-1] and edges[-1] == len(loaded.text)


def test_every_kind_has_a_sample():
    assert set(SAMPLES) == set(LOADERS)


@pytest.mark.parametrize("kind", LOADERS)
def test_blocks_cover_the_text_and_have_known_kinds(kind, tmp_path):
    path = SAMPLES[kind](tmp_path)
    assert recognise(path, path.name) == kind
    loaded = load(path)
    assert covers(loaded)
    assert all(loaded.text[block.start : block.end].strip() for block in loaded.blocks)
    assert {block.kind for block in loaded.blocks} <= set(BLOCK_KINDS)
    assert all(1 <= block.level <= 6 for block in loaded.blocks if block.kind == "heading")
    assert all(block.level == 0 for block in loaded.blocks if block.kind != "heading")
    assert loaded.title.strip()
    assert loaded.text.endswith("\n")
    assert "\r" not in loaded.text


@pytest.mark.parametrize("kind", LOADERS)
def test_the_worker_gives_what_the_loader_gives(kind, tmp_path):
    path = SAMPLES[kind](tmp_path)
    assert load_safely(path, name="見本") == load(path, name="見本")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "pdf"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_file_is_refused_or_read_never_an_error_of_ours(kind, share, tmp_path):
    path = SAMPLES[kind](tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    try:
        assert covers(load(path))
    except UnreadableFile as error:
        assert error.reason
        assert error.remedy


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "pdf", "html", "law_xml"])
def test_damaged_bytes_are_refused_or_read_never_an_error_of_ours(kind, tmp_path):
    path = SAMPLES[kind](tmp_path)
    data = bytearray(path.read_bytes())
    for at in range(40, len(data), max(1, len(data) // 40)):
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))
    try:
        assert covers(load(path))
    except UnreadableFile as error:
        assert error.reason


def refusal(path, limits=LIMITS):
    with pytest.raises(UnreadableFile) as caught:
        load(path, name=path.name, limits=limits)
    return caught.value


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "ない.docx").reason == "ファイルが見つかりません。"


def test_an_empty_file(tmp_path):
    path = office.text_file(tmp_path, "空.txt", "")
    assert str(refusal(path)) == (
        "空.txt：中身が空です（0バイト）。元のファイルを確かめ、保存し直してから取り込んでください。"
    )


def test_a_file_of_blank_lines_has_no_text(tmp_path):
    assert refusal(office.text_file(tmp_path, "白紙.txt", "\n　\n\n")).reason == "文字が1字もありません。"


def test_a_file_of_300_mb_is_refused_without_being_read(tmp_path):
    path = tmp_path / "大きい.pdf"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert refusal(path).reason == "大きさが300MBあり、上限の200MBを超えています。"


def test_a_text_that_is_too_long(tmp_path):
    path = office.text_file(tmp_path, "長い.txt", "あいうえお\n\n" * 100)
    assert (
        refusal(path, Limits(blocks=50)).reason == "文章が長すぎます（上限は5,000,000字、50段落・行です）。"
    )
    assert refusal(path, Limits(characters=100)).reason.startswith("文章が長すぎます（上限は100字")


@pytest.mark.parametrize(
    ("name", "data", "reason", "remedy"),
    [
        ("図.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "画像のファイル（.png）は、このままでは取り込めません。", "Microsoft Print to PDF"),
        ("台帳.mdb", b"\x00\x01\x00\x00Standard Jet DB", "この種類のファイル（.mdb）は取り込めません。", "保存し直してください"),
        ("壊れた.docx", b"this is not a zip", "ファイルが壊れていてWord文書として読めません。", "保存し直して"),
        ("壊れた.pdf", b"not a pdf at all", "ファイルが壊れていてPDFとして読めません。", "保存し直して"),
        ("壊れた.pdf", b"%PDF-1.7\nnothing else", "ファイルが壊れていてPDFとして読めません。", "保存し直して"),
        ("文書.jtd", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "DocumentText".encode("utf-16-le"), "一太郎の文書は、そのソフトでしか開けない形式", "一太郎で開き"),
        ("秘.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護されているため", "Wordで開き、パスワードを外して"),
        ("秘.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "パスワードで保護されているため", "Excelで開き"),
        ("メモ.rtf", b"hello", "ファイルが壊れていてリッチテキストとして読めません。", "保存し直して"),
        ("設定.xml", b"<?xml version='1.0'?><config/>", "法令標準XML以外のXMLは取り込めません。", "書き出して"),
        ("二進.txt", bytes(range(256)) * 30, "文字コードを判別できません。", "UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_what_to_do(name, data, reason, remedy, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)
    error = refusal(path)
    assert error.path == name
    assert error.reason.startswith(reason)
    assert remedy in error.remedy


def test_an_encrypted_pdf(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = tmp_path / "秘.pdf"
    page = office.canvas(path, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    office.write_lines(page, ["秘密の本文である。"])
    page.save()
    error = refusal(path)
    assert error.reason == "パスワードで保護されているため開けません。"


def test_content_counts_more_than_the_suffix(tmp_path):
    page = office.html_file(tmp_path, "帳票.xls")
    assert recognise(page, page.name) == "html"
    pdf = office.pdf_file(tmp_path, "計画.txt")
    assert recognise(pdf, pdf.name) == "pdf"


def test_a_file_without_a_suffix_is_read_as_text(tmp_path):
    path = office.text_file(tmp_path, "README", "はじめに\n本文である。\n")
    assert load(path).text == "はじめに\n本文である。\n"


def test_every_sentence_for_people_is_used():
    written = "".join(
        path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "messages.py"
    )
    unused = [key for key in (*REFUSALS, *NOTES) if f'"{key}"' not in written]
    assert unused == []


def altered(path, chance):
    """The file with some of its bytes changed, moved or lost."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(data) + 1)
        if chance.random() < 0.6:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif chance.random() < 0.5:
            del data[at : at + chance.randrange(50)]
        else:
            data[at:at] = data[max(0, at - 30) : at] * chance.randrange(4)
    path.write_bytes(bytes(data) or b"x")
    return path


@pytest.mark.parametrize("kind", LOADERS)
def test_forty_altered_files_of_each_kind_are_read_or_refused(kind, tmp_path):
    chance = random.Random(f"{kind}.v1")
    original = SAMPLES[kind](tmp_path).read_bytes()
    path = SAMPLES[kind](tmp_path)
    for _ in range(40):
        path.write_bytes(original)
        try:
            assert covers(load(altered(path, chance)))
        except UnreadableFile as error:
            assert error.remedy
