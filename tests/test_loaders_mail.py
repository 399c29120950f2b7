"""Mail of an office: head, words in the encodings of Japanese mail programs, what hangs on it told and left out."""

import pytest

from ingest.loaders import load
from ingest.papers.kinds import guess_kind
from tests.office_files import mail


@pytest.mark.parametrize("charset", ["utf-8", "iso-2022-jp", "shift_jis"])
def test_a_saved_mail_is_read_with_its_head(tmp_path, charset):
    path = tmp_path / "照会.eml"
    path.write_bytes(mail(charset=charset).as_bytes())
    loaded = load(path)
    assert loaded.title == "【照会】ごみ袋の値段について"
    assert loaded.text.splitlines()[:4] == [
        "件名：【照会】ごみ袋の値段について",
        "差出人：環境係 <kankyo@town.kunugi.example.jp>",
        "宛先：kacho@town.kunugi.example.jp",
        "日時：2026年3月17日",
    ]
    assert "4月1日から、ごみ袋（大）は10枚450円です。" in loaded.text
    assert guess_kind(loaded.title, loaded.text, "照会.eml") == "メール"


def test_a_mail_in_html_is_read_without_marks_and_its_attachments_are_named(tmp_path):
    made = mail(
        "<html><head><style>p{}</style></head><body><p>回答は</p><p>3月24日まで</p></body></html>",
        subtype="html",
    )
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="ちらし案.pdf")
    path = tmp_path / "b.eml"
    path.write_bytes(made.as_bytes())
    loaded = load(path)
    assert loaded.text.splitlines()[-2:] == ["回答は", "3月24日まで"]
    assert loaded.notes == (
        "添付ファイル1個（ちらし案.pdf）は取り込んでいません。要るものは、保存してフォルダに置いてください。",
    )


def test_a_mail_that_names_a_wrong_encoding_is_read_by_its_bytes(tmp_path):
    path = tmp_path / "c.eml"
    head = "Subject: kai\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\n"
    path.write_bytes(head.encode() + "ごみ袋の値段を知らせます。".encode("cp932"))
    assert "ごみ袋の値段を知らせます。" in load(path).text
