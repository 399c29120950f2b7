"""振り仮名 in every kind of file, read back: above the words in Word and PDF, as ruby in Markdown, in brackets in text."""

import io

import pypdfium2
import pytest
from docx import Document

from app.exporters import EASY, export, export_paper
from app.exporters.pdf_lines import Unit, break_lines, units
from app.exporters.readings import ALL
from tests.test_exporters import draft

EASY_TEXT = (
    "【訳文】\n14日までに市役所へ来てください[1]。\n項目 | 所\n届 | 市役所\n【原文】\n市役所に来庁すること。"
)
NAMED = "市長の柊木　真理子（ひいらぎ　まりこ）です。川添《かわぞえ》地区"


def made(kind, **fields):
    return export_paper("", kind, draft(EASY_TEXT), {"言語": EASY, **fields}, title="お知らせ")


def test_the_pdf_has_readings_above_the_words_of_the_text_only():
    page = pypdfium2.PdfDocument(made("pdf"))[0].get_textpage()
    whole = page.get_text_range()
    assert whole.count("しやくしょ") == 2 and whole.count("市役所") == 3  # not in 原文
    word, reading = (whole.index(each) for each in ("市役所へ", "しやくしょ"))
    left, low, _, high = page.get_charbox(word)
    left_above, low_above, _, high_above = page.get_charbox(reading)
    assert low_above >= high - 1 and high_above - low_above < (high - low) * 0.7
    assert abs(left - left_above) < 6 and "14日までに市役所へ来てください[1]。" in whole.replace("\r\n", "")
    assert (
        "しやくしょ"
        not in pypdfium2.PdfDocument(made("pdf", 振り仮名="付けない"))[0].get_textpage().get_text_range()
    )


def test_markdown_has_ruby_and_text_has_brackets():
    lines = made("md").decode().split("\n")
    ruby = "<ruby>市役所<rp>（</rp><rt>しやくしょ</rt><rp>）</rp></ruby>"
    assert f"14日までに{ruby}へ<ruby>来<rp>（</rp><rt>き</rt><rp>）</rp></ruby>てください[^1]。" in lines
    assert "市役所に来庁すること。" in lines
    told = made("txt").decode("utf-8-sig").split("\r\n")
    assert "14日までに市役所（しやくしょ）へ来（き）てください[1]。" in told
    assert "市役所に来庁すること。" in told


def test_what_a_text_gives_itself_is_set_in_every_kind():
    assert "市長の柊木　真理子（ひいらぎ　まりこ）です。川添（かわぞえ）地区" in export(
        "txt", draft(NAMED), title="案"
    ).decode("utf-8-sig")
    assert "<rt>まりこ</rt>" in export("md", draft(NAMED), title="案").decode()
    page = pypdfium2.PdfDocument(export("pdf", draft(NAMED), title="案"))[0].get_textpage().get_text_range()
    assert "市長の柊木 真理子です。川添地区" in page.replace("\r\n", "") and "《" not in page


def test_the_whole_text_may_have_readings():
    made = Document(io.BytesIO(export("docx", draft("　御来賓の皆様へ。"), title="案", read=ALL)))
    assert made.element.body.xml.count("<w:ruby>") == 2


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("あいうえお。かき", 50, ["あいうえ", "お。かき"]),
        ("あいう「えおか", 40, ["あいう", "「えおか"]),
        ("あいうえ」。か", 40, ["あいう", "え」。か"]),
        ("あい1,200円か", 40, ["あい", "1,200円", "か"]),
        ("あいうえ[1]。お", 40, ["あいう", "え[1]。お"]),
        ("市役所《しやくしょ》へ市役所《しやくしょ》へ", 60, ["市役所へ", "市役所へ"]),
    ],
)
def test_lines_end_as_japanese_ones_do(text, room, lines):
    def wide(one: Unit) -> float:
        return sum(5 if each.isascii() else 10 for each in one.text) if one.kind != "cite" else 7

    broken = break_lines(units(text), room, 0, wide)
    assert ["".join(one.text for one in line) for _, line in broken] == lines
