"""PDF: reading order, paragraphs put together, running heads gone, ruled tables, scans."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.loaders import load, load_safely
from ingest.loaders.layout.fragments import Fragment, gap_between, join_broken
from ingest.loaders.layout.running import without_running
from ingest.loaders.worker import stop_workers
from tests import office_files as office

FONTS = [
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf"),
    Path("/usr/share/fonts/truetype/fonts-japanese-gothic.ttf"),
]


def blocks(loaded):
    return [
        (b.kind, b.level, b.place, b.header, loaded.text[b.start : b.end].rstrip("\n")) for b in loaded.blocks
    ]


def test_a_plan_of_three_pages(tmp_path):
    loaded = load(office.pdf_file(tmp_path))
    names = "指標 | 現状 | 目標"
    assert loaded.title == "みどり市DX推進計画（第2期）"
    assert loaded.notes == ()
    assert blocks(loaded) == [
        ("heading", 1, "1頁", "", "みどり市DX推進計画（第2期）"),
        ("heading", 2, "1頁", "", "1　現状と課題"),
        ("paragraph", 0, "1頁", "", "本市の人口は、令和4年4月1日の52,986人から、令和6年4月1日には52,463人と、僅か2年の間に大きく減り続けている。"),
        ("item", 0, "1頁", "", "(1)　窓口で書く手間を減らす。"),
        ("item", 0, "1頁", "", "(2)　文書を探す時間を減らす。"),
        ("header", 0, "1頁", "", names),
        ("row", 0, "1頁", names, "オンライン手続 | 62 | 150"),
        ("row", 0, "1頁", names, "コンビニ交付率 | 31.5％ | 50.0％"),
        ("row", 0, "2頁", names, "研修の回数 | 2回 | 4回"),
        ("paragraph", 0, "2頁", "", "2ページの本文である。"),
        ("row", 0, "3頁", "", "受講者 | 120人 | 400人"),
        ("paragraph", 0, "3頁", "", "3ページの本文である。"),
    ]  # fmt: skip


def test_two_columns_are_read_one_after_the_other(tmp_path):
    path = tmp_path / "広報.pdf"
    page = office.canvas(path)
    left = [f"左の段の{number}行目は、紙面の左側を下へ進むので続け" for number in range(1, 12)] + ["て読む。"]
    right = [f"右の段の{number}行目は、左の段を読み終えてから続けて" for number in range(1, 12)] + ["読む。"]
    office.write_lines(page, ["広報みどり　くらしの情報を二段組でお知らせする紙面です"], top=80, size=16)
    office.write_lines(page, left, x=60, top=130, size=9, leading=14)
    office.write_lines(page, right, x=320, top=130, size=9, leading=14)
    page.save()
    text = load(path).text
    assert text.index("左の段の11行目") < text.index("右の段の1行目")
    assert "続けて読む。" in text.split("右の段")[0]


def test_labels_beside_their_values_are_not_columns(tmp_path):
    path = tmp_path / "開催.pdf"
    page = office.canvas(path)
    rows = [("日時", "令和6年12月2日（月）午前10時"), ("場所", "みどり市役所"), ("定員", "30人"), ("費用", "無料"), ("申込", "電話で"), ("問合せ", "市民課")]  # fmt: skip
    office.write_lines(page, [label for label, _ in rows], x=70, top=100)
    office.write_lines(page, [value for _, value in rows], x=200, top=100)
    page.save()
    assert load(path).text.splitlines()[:2] == ["日時　令和6年12月2日（月）午前10時", "場所　みどり市役所"]


def test_speeches_over_a_page_keep_their_speaker(tmp_path):
    path = tmp_path / "会議録.pdf"
    page = office.canvas(path)
    office.write_lines(page, ["○議長（戸倉勇君）　これより本日の会議を開きます。"], top=120)
    office.write_lines(page, ["◆５番（白石のぞみ君）　こども医療費について伺います。"], top=150)
    page.showPage()
    office.write_lines(page, ["　次に、図書館について伺います。"], top=120)
    page.save()
    assert [(b[0], b[2], b[3]) for b in blocks(load(path))] == [
        ("utterance", "1頁", "議長（戸倉勇君）"),
        ("utterance", "1頁", "５番（白石のぞみ君）"),
        ("utterance", "2頁", "５番（白石のぞみ君）"),
    ]


def test_a_sentence_cut_by_the_page_is_whole_again(tmp_path):
    path = tmp_path / "続く.pdf"
    page = office.canvas(path)
    sentence = "この文は行の端まで続いていて、句点で終わらないまま次の頁へ送られるので、つないで読んでみる"
    office.write_lines(page, [sentence, sentence], top=120)
    page.showPage()
    office.write_lines(page, ["必要がある。", "次の段落である。"], top=120)
    page.save()
    found = blocks(load(path))
    assert found[0][2] == "1頁"
    assert found[0][4].endswith("つないで読んでみる必要がある。")
    assert found[1][4] == "次の段落である。"


def test_slanted_stamps_are_left_out(tmp_path):
    path = tmp_path / "案.pdf"
    page = office.canvas(path)
    office.write_lines(page, ["計画の本文である。"])
    page.saveState()
    page.translate(200, 300)
    page.rotate(45)
    page.setFont(office.FONT, 60)
    page.drawString(0, 0, "未定稿")
    page.restoreState()
    page.save()
    assert load(path).text == "計画の本文である。\n"


def test_vertical_writing_is_read_from_right_to_left(tmp_path):
    path = tmp_path / "縦書き.pdf"
    page = office.canvas(path)
    page.setFont(office.FONT, 12)
    for column, text in enumerate(
        ["縦書きの文は右の行から左の行へと読み進めるものである。", "二行目はその左にある。"]
    ):
        for row, char in enumerate(text):
            page.drawString(500 - column * 24, 760 - row * 14, char)
    page.save()
    assert (
        load(path).text.replace("\n", "")
        == "縦書きの文は右の行から左の行へと読み進めるものである。二行目はその左にある。"
    )


def test_running_heads_need_to_return():
    def page(number, head):
        return [
            Fragment(head, 50, 200, 20, 30, 9),
            Fragment(f"- {number} -", 280, 310, 800, 810, 9),
            Fragment(f"本文{number}", 50, 90, 300, 310, 10),
        ], 842.0

    kept = without_running([page(1, "表紙"), page(2, "第1章 4"), page(3, "第1章 5"), page(4, "第1章 6")])
    assert [[each.text for each in fragments] for fragments in kept] == [
        ["表紙", "本文1"],
        ["本文2"],
        ["本文3"],
        ["本文4"],
    ]


@pytest.mark.parametrize(
    ("before", "after", "gap", "between"),
    [
        ("令和", "8", 2.5, ""),
        ("1", "現", 9.0, "　"),
        ("make", "up", 3.0, " "),
        ("make", "up", 0.5, ""),
        ("項　", "目", 20.0, ""),
    ],
)
def test_a_gap_is_a_space_only_where_a_reader_sees_one(before, after, gap, between):
    assert gap_between(before, after, gap, 10.0) == between


def test_broken_words_of_latin_letters():
    assert join_broken("inter-", "national") == "international"
    assert join_broken("e-mail", "address") == "e-mail address"


def picture_pdf(folder, lines):
    """A page that is nothing but a picture of text."""
    from PIL import Image, ImageDraw, ImageFont

    font = next((path for path in FONTS if path.exists()), None)
    if font is None:
        pytest.skip("no Japanese font on this machine: the scanned page cannot be drawn")
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    letters = ImageFont.truetype(str(font), 36)
    for number, line in enumerate(lines):
        draw.text((120, 160 + 90 * number), line, font=letters, fill="black")
    path = folder / "スキャン.pdf"
    image.save(path, "PDF", resolution=150)
    return path


SCANNED = [
    "みどり市手数料条例の一部改正について",
    "令和7年4月1日から、市民課で取り扱う住民票の写し",
    "の交付手数料を、1通につき200円から300円に改め",
    "る。",
]


@pytest.mark.slow
def test_a_scanned_page_is_read(tmp_path):
    path = picture_pdf(tmp_path, SCANNED)
    if importlib.util.find_spec("rapidocr") is None and shutil.which("tesseract") is None:
        pytest.skip("neither rapidocr nor tesseract with Japanese is on this machine")
    loaded = load_safely(path)
    stop_workers()  # and with it the memory of its engine
    assert loaded.title == "みどり市手数料条例の一部改正について"
    assert "住民票の写しの交付手数料を、1通につき200円から300円に改める。" in loaded.text
    assert loaded.blocks[0].place == "1頁"
    assert loaded.notes == (
        "1頁は画像から文字を読み取りました（OCR）。数字や固有名詞は原本で確かめてください。",
    )


@pytest.mark.slow
def test_tesseract_reads_it_too(tmp_path):
    from ingest.loaders.layout import ocr

    if not shutil.which("tesseract") or "jpn" not in ocr._tesseract_languages():
        pytest.skip("tesseract with Japanese is not on this machine")
    import pypdfium2

    page = pypdfium2.PdfDocument(picture_pdf(tmp_path, SCANNED))[0]
    image = page.render(scale=ocr.DOTS_PER_INCH / 72).to_pil()
    text = "".join(fragment.text for fragment in ocr._tesseract(image))
    assert "手数料条例の一部改正" in text


def test_a_page_without_text_or_picture_is_nothing(tmp_path):
    path = tmp_path / "白紙.pdf"
    page = office.canvas(path)
    page.showPage()
    page.save()
    with pytest.raises(UnreadableFile, match="文字が1字もありません"):
        load(path)
