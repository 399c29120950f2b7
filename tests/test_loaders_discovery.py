"""Folders and archives: what is a document, in what order, and what hostile archives come to."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile

import pytest

from ingest.errors import UnreadableFile
from ingest.loaders import Limits, discover, load, load_safely
from tests import office_files as office

TEXT = "本文である。\n".encode()


def found(path, **limits):
    return {each.name.removeprefix(f"{path}/"): each for each in discover(path, limits=Limits(**limits))}


def reasons(path, **limits):
    return {name: each.error.reason if each.error else "" for name, each in found(path, **limits).items()}


def test_a_folder_is_walked_in_order_without_what_is_no_document(tmp_path):
    for name in [
        "b.txt",
        "a/2.txt",
        "a/10.txt",
        ".隠し.txt",
        ".git/x.txt",
        "~$開いている.docx",
        "sources.toml",
        "Thumbs.db",
        "a/__MACOSX/x.txt",
    ]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(TEXT)
    assert list(found(tmp_path)) == ["a/10.txt", "a/2.txt", "b.txt"]


def test_a_single_file_keeps_the_name_it_was_given(tmp_path):
    path = office.text_file(tmp_path, "通知.txt", "本文")
    assert [(each.name, each.path) for each in discover(path)] == [(str(path), path)]


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path):
    office.text_file(tmp_path, "a.txt", "本文")
    office.text_file(tmp_path, "b空.txt", "")
    with (tmp_path / "c大.pdf").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    office.text_file(tmp_path, "d.txt", "本文")
    assert reasons(tmp_path) == {
        "a.txt": "",
        "b空.txt": "中身が空です（0バイト）。",
        "c大.pdf": "大きさが300MBあり、上限の200MBを超えています。",
        "d.txt": "",
    }


def test_a_path_that_is_not_there(tmp_path):
    assert reasons(tmp_path / "ない") == {str(tmp_path / "ない"): "ファイルが見つかりません。"}


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    secret = office.text_file(tmp_path, "秘密.txt", "秘密")
    folder = tmp_path / "文書"
    (folder / "下").mkdir(parents=True)
    office.text_file(folder, "a.txt", "本文")
    (folder / "b.txt").symlink_to(secret)
    (folder / "下" / "c.txt").symlink_to(folder / "a.txt")
    (folder / "輪").symlink_to(folder)
    assert reasons(folder) == {
        "a.txt": "",
        "b.txt": "別の場所を指すリンクのため、取り込みませんでした。",
        "下/c.txt": "",
    }


def test_members_of_an_archive_are_files(tmp_path):
    document = office.docx_file(tmp_path, "報告.docx").read_bytes()
    path = office.zip_file(
        tmp_path / "過去.zip", {"令和5年/通知.txt": TEXT, "令和5年/報告.docx": document, "sources.toml": b"x"}
    )
    members = found(path)
    assert list(members) == ["令和5年/報告.docx", "令和5年/通知.txt"]
    assert load(members["令和5年/報告.docx"].path, name="報告.docx").title == "子育て会議の記録"
    assert members["令和5年/通知.txt"].name == f"{path}/令和5年/通知.txt"


def test_the_bytes_of_a_member_live_as_long_as_it_is_held(tmp_path):
    path = office.zip_file(tmp_path / "過去.zip", {"a.txt": TEXT, "b.txt": TEXT})
    held = list(discover(path))
    places = [each.path for each in held]
    assert [place.read_bytes() for place in places] == [TEXT, TEXT]
    del held
    assert not any(place.exists() for place in places)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_written_by_japanese_windows(encoding, tmp_path):
    path = tmp_path / "古い.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("X" * len("表示／予算.txt".encode(encoding))), TEXT)
    data = path.read_bytes().replace(
        b"X" * len("表示／予算.txt".encode(encoding)), "表示／予算.txt".encode(encoding)
    )
    path.write_bytes(data)
    assert list(found(path)) == ["表示／予算.txt"]


def test_names_written_by_a_mac_are_composed(tmp_path):
    name = unicodedata.normalize("NFD", "がぎぐ.txt")
    path = office.zip_file(tmp_path / "mac.zip", {name: TEXT})
    assert list(found(path)) == ["がぎぐ.txt"]


@pytest.mark.parametrize("name", ["../外.txt", "a/../../外.txt", "/etc/外.txt", "C:/外.txt", "..\\外.txt"])
def test_no_member_leaves_its_folder(name, tmp_path):
    path = office.zip_file(tmp_path / "悪.zip", {name: TEXT, "良.txt": TEXT})
    refused = reasons(path)
    assert refused.pop("良.txt") == ""
    assert list(refused.values()) == ["保存先をさかのぼる名前が付いているため、取り込みませんでした。"]
    assert not (tmp_path / "外.txt").exists()
    assert not (tmp_path.parent / "外.txt").exists()


def test_links_in_an_archive_are_not_made(tmp_path):
    path = tmp_path / "悪.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("鍵.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert reasons(path) == {"鍵.txt": "別の場所を指すリンクのため、取り込みませんでした。"}


def test_encrypted_members_are_named_and_the_rest_goes_on(tmp_path):
    path = office.zip_file(tmp_path / "秘.zip", {"a.txt": TEXT, "b.txt": TEXT})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        (flags,) = struct.unpack_from("<H", data, at + offset)
        struct.pack_into("<H", data, at + offset, flags | 1)
    path.write_bytes(bytes(data))
    assert reasons(path) == {"a.txt": "パスワード付きの圧縮ファイルに入っているため開けません。", "b.txt": ""}


def test_members_that_are_bad_are_named_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "混.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a空.txt", b"")
        archive.writestr("b.txt", TEXT)
        archive.writestr("c別方式.txt", TEXT, compress_type=zipfile.ZIP_BZIP2)
        archive.writestr("d壊.txt", TEXT * 10)
    data = path.read_bytes()
    at = data.rfind("本文である。".encode())
    path.write_bytes(data[:at] + b"\x00" * 9 + data[at + 9 :])
    assert reasons(path) == {
        "a空.txt": "中身が空です（0バイト）。",
        "b.txt": "",
        "c別方式.txt": "この圧縮方式（12）には対応していません。",
        "d壊.txt": "ファイルが壊れていて圧縮ファイルの中身として読めません。",
    }


def test_one_archive_within_another_is_opened_a_third_is_not(tmp_path):
    inner = office.zip_file(tmp_path / "中の中.zip", {"深い.txt": TEXT}).read_bytes()
    middle = office.zip_file(tmp_path / "中.zip", {"中.txt": TEXT, "中の中.zip": inner}).read_bytes()
    path = office.zip_file(tmp_path / "外.zip", {"外.txt": TEXT, "中.zip": middle})
    assert reasons(path) == {
        "中.zip/中.txt": "",
        "中.zip/中の中.zip": "圧縮ファイルの中にさらに圧縮ファイルがあります（取り込むのは1段までです）。",
        "外.txt": "",
    }


def bomb(path, member, size):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as file:
        for _ in range(size // (1 << 20)):
            file.write(b"\0" * (1 << 20))
    return path


@pytest.mark.parametrize(("name", "member"), [("爆.zip", "a.txt"), ("爆.docx", "word/document.xml")])
def test_a_bomb_is_refused_before_it_is_unpacked(name, member, tmp_path):
    path = bomb(tmp_path / name, member, 100 << 20)
    (refused,) = reasons(path).values()
    assert re.fullmatch(r"圧縮を解くと異常に大きくなる（99\.\dKBが100MB）ため、開かずに止めました。", refused)


def test_archives_within_an_archive_share_one_allowance(tmp_path):
    inner = office.zip_file(
        tmp_path / "中.zip", {f"{n}.txt": bytes(range(256)) * 2000 for n in range(3)}
    ).read_bytes()
    path = office.zip_file(tmp_path / "外.zip", {"1.zip": inner, "2.zip": inner})
    limited = reasons(path, unpacked=2_000_000)
    assert [bool(reason) for reason in limited.values()] == [False, False, False, True, True, True]


def test_a_member_that_lies_about_its_size_is_cut_off(tmp_path):
    path = office.zip_file(tmp_path / "嘘.zip", {"a.txt": b"\0" * 3_000_000})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(signature) + offset, 1000)
    path.write_bytes(bytes(data))
    assert reasons(path) == {"a.txt": "ファイルが壊れていて圧縮ファイルの中身として読めません。"}


def test_too_many_members(tmp_path):
    path = office.zip_file(tmp_path / "多.zip", {f"{number}.txt": b"x" for number in range(60)})
    assert list(reasons(path, members=50).values()) == [
        "ファイルが60個入っており、上限の50個を超えています。"
    ]


def test_a_directory_of_a_million_members_is_not_read(tmp_path):
    path = tmp_path / "百万.zip"
    path.write_bytes(
        b"PK\x03\x04"
        + b"\0" * 100
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 60000, 60000, 3_000_000, 0, 0)
    )
    assert list(reasons(path).values()) == ["ファイルが60,000個入っており、上限の10,000個を超えています。"]


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"\0" * 200, b"PK\x05\x06" + b"\0" * 4, b"PK\x03\x04"])
def test_a_broken_archive(data, tmp_path):
    path = tmp_path / "壊.zip"
    path.write_bytes(data)
    assert list(reasons(path).values()) == ["ファイルが壊れていて圧縮ファイルとして読めません。"]


def test_a_broken_word_paper_a_picture_and_a_folder_are_called_what_an_office_calls_them(tmp_path):
    (tmp_path / "通知.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (tmp_path / "掲示.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    told = {}
    for name in ("通知.docx", "掲示.jpg", "."):
        with pytest.raises(UnreadableFile) as refused:
            load_safely(tmp_path / name)
        told[name] = refused.value.reason
    assert told == {
        "通知.docx": "ファイルが壊れていてWord文書として読めません。",
        "掲示.jpg": "画像のファイル（.jpg）は、このままでは取り込めません。",
        ".": "フォルダです。",
    }
