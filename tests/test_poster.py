"""A poster read back: its letters are letters, its code leads where it says, its colours can be read."""

import dataclasses
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from app.exporters import export_paper, paper_note
from app.exporters.poster.colours import COLOURS, OFFICE, TEXT, colour_note, colours_of, contrast
from app.exporters.poster.content import LAYOUTS, read_poster
from app.exporters.poster.lines import text_width, title_lines, wrapped
from app.extractive import TABLE
from app.material import Material
from app.tasks.template_file import load_prompts
from ingest.errors import SettingError
from tests.test_exporters import draft

DRAFT = """第19回みどり市民マラソン
走る人も、応援する人も
【日時】
令和8年12月6日（日）午前8時30分から午後0時30分まで
【場所】
緑川河川敷公園
【御案内】
項目 | 内容
定員 | 30人（先着順）
費用 | 無料
【内容】
う回に御協力ください
・緑川堤防道路などが車両通行止めになります[2]。
【問合せ先】
生涯学習課　電話0999-22-1172[5]
【主催】
みどり市
【リンク先】
https://www.city.midori.example/sports/marathon/
【画像の代替テキスト】
市民マラソンの案内。"""
URL = "https://www.city.midori.example/sports/marathon/"


def made(kind, layout="帯", colour="青", text=DRAFT):
    return export_paper("poster", kind, draft(text), {"体裁": layout, "色": colour}, title="案")


def test_the_poster_reads_the_sections_and_leaves_the_marks_of_sources():
    poster = read_poster(draft(DRAFT), {"体裁": "枠", "色": "緑"}, title="案")
    assert (poster.title, poster.catch, poster.layout, poster.strong) == (
        "第19回みどり市民マラソン",
        "走る人も、応援する人も",
        "枠",
        "#115a36",
    )
    assert [name for name, _ in poster.facts] == ["日時", "場所", "定員", "費用"]
    assert poster.lines == ("う回に御協力ください", "緑川堤防道路などが車両通行止めになります")
    assert (poster.contact, poster.url) == ("生涯学習課　電話0999-22-1172", URL)


def test_what_the_task_itself_writes_is_all_on_the_poster():
    template = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["poster"]
    section = next(one for one in template.sections if one.title == "御案内")
    given = {"対象": "小学生と保護者", "定員": "先着30組", "費用": "無料", "申込み": "12月1日から電話で"}
    for filled in (given, {"費用": "無料"}):
        material = Material(template, filled, ())
        rows = "".join(piece.text for piece in TABLE["table"](section, material))
        poster = read_poster(draft(f"観望会\n【日時】\n12月19日\n【御案内】\n{rows}"), {}, title="案")
        assert dict(poster.facts) == {"日時": "12月19日", **filled}


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_can_be_read(name):
    strong, soft = COLOURS[name]
    assert (
        contrast("#ffffff", strong) >= 4.5
        and contrast(TEXT, soft) >= 4.5
        and contrast(strong, "#ffffff") >= 4.5
    )


@pytest.mark.parametrize("asked", ["#f5a800", "#ffffff", "0, 174, 239", "#808080", "#ff69b4", "R0 G104 B183"])
def test_the_office_s_own_colour_can_be_read_too(asked):
    strong, soft = colours_of({"色": OFFICE, OFFICE: asked})
    assert contrast("#ffffff", strong) >= 4.5 and contrast(TEXT, soft) >= 4.5


def test_a_colour_that_was_mended_is_told_and_one_that_need_not_be_stays():
    fields = {"色": OFFICE, OFFICE: "#F5A800"}
    assert colours_of(fields)[0] == "#9e6d00"
    assert "白い字との明るさの差が 2.0:1" in colour_note(fields) and "#9e6d00（4.5:1）" in colour_note(fields)
    kept = {"色": OFFICE, OFFICE: "#115a36"}
    assert colours_of(kept)[0] == "#115a36" and colour_note(kept) == ""
    assert paper_note("poster", "pdf", fields) and paper_note("poster", "md", fields) == ""
    assert colour_note({"色": "青", OFFICE: "#F5A800"}) == ""
    with pytest.raises(SettingError, match="「市の色」は、#115a36"):
        colours_of({"色": OFFICE, OFFICE: "空色"})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_colours_that_are_drawn_are_the_mended_ones(layout):
    def made(kind):
        fields = {"体裁": layout, "色": OFFICE, OFFICE: "#F5A800"}
        return export_paper("poster", kind, draft(DRAFT), fields, title="案")

    word = Document(io.BytesIO(made("docx"))).element.body
    drawn = {each.get(qn("w:val")) for each in word.iter(qn("w:color"))}
    drawn |= {each.get(qn("w:fill")).upper() for each in word.iter(qn("w:shd"))}
    assert "9E6D00" in drawn and "F5A800" not in drawn
    page = pypdfium2.PdfDocument(made("pdf"))[0].render(scale=0.5).to_pil().convert("RGB")
    seen = {colour for _, colour in page.getcolors(1 << 20)}
    assert (0x9E, 0x6D, 0x00) in seen and (0xF5, 0xA8, 0x00) not in seen


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pdf_is_one_page_of_a4_with_letters_as_letters(layout):
    pdf = pypdfium2.PdfDocument(made("pdf", layout))
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    assert len(pdf) == 1 and (round(pdf[0].get_width()), round(pdf[0].get_height())) == (595, 842)
    for words in (
        "第19回みどり市民マラソン",
        "午前8時30分から",
        "30人（先着順）",
        "電話0999-22-1172",
        "AIの下書き",
    ):
        assert words in text, words
    assert "[2]" not in text and pdf.get_metadata_value("Title") == "第19回みどり市民マラソン"


def test_a_long_text_is_set_smaller_and_nothing_is_lost():
    many = DRAFT.replace(
        "う回に御協力ください", "\n".join(f"{n}番目の長いお願いの文を書きます" for n in range(24))
    )
    text = "".join(pypdfium2.PdfDocument(made("pdf", text=many))[0].get_textpage().get_text_range().split())
    assert all(f"{n}番目の長いお願い" in text for n in range(24))


def test_the_picture_is_a4_and_its_code_is_the_address():
    import segno

    picture = Image.open(io.BytesIO(made("png", "余白")))
    assert picture.text["Description"] == "市民マラソンの案内。"
    assert abs(picture.width - 1240) <= 1 and abs(picture.height - 1754) <= 1
    wanted = np.array([list(row) for row in segno.make(URL, error="m", micro=False).matrix], dtype=bool)
    dots, size = 150 / 72, 84.0
    left, top = (595.28 - 42 - size) * dots, (841.89 - (130 - 12)) * dots
    each = size * dots / len(wanted)
    grey = np.asarray(picture.convert("L"))
    seen = np.array(
        [
            [
                grey[int(top + (r + 0.5) * each), int(left + (c + 0.5) * each)] < 128
                for c in range(len(wanted))
            ]
            for r in range(len(wanted))
        ]
    )
    assert (seen == wanted).all()


def test_the_word_file_can_be_edited_and_its_picture_is_described():
    document = Document(io.BytesIO(made("docx")))
    texts = [each.text for each in document.paragraphs]
    assert "第19回みどり市民マラソン" in texts and "●\tう回に御協力ください" in texts
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["定員", "30人（先着順）"]
    assert document.core_properties.comments == document.core_properties.category
    edges = {
        layout: [
            each.tag.split("}")[1]
            for each in Document(io.BytesIO(made("docx", layout))).element.body.iterfind(".//{*}pgBorders/*")
        ]
        for layout in ("帯", "枠", "余白")
    }
    assert edges == {"帯": [], "枠": ["top", "left", "bottom", "right"], "余白": ["left"]}
    foot = document.sections[0].footer  # at the lower end of the page, whatever stands above it
    (picture,) = foot._element.iter(qn("wp:docPr"))
    assert "問合せ先　生涯学習課　電話0999-22-1172" in foot.tables[0].cell(0, 0).text
    assert picture.get("descr") == f"リンク先のQRコード（{URL}）"


def test_other_kinds_are_made_as_usual_and_an_unknown_layout_is_the_first():
    assert made("txt").startswith(b"\xef\xbb\xbf") and made("pdf", "ない", "ない").startswith(b"%PDF")
    plain = dataclasses.replace(draft("題だけ"), citations=())
    assert export_paper("poster", "pdf", plain, {}, title="案").startswith(b"%PDF")


LONG = "第21回みどり市緑川河川敷クリーン作戦及び水辺の生きもの観察会並びに親子カヌー体験"


def test_a_long_title_ends_its_lines_where_words_end_and_a_number_stays_whole():
    lines = title_lines(LONG, 32, 511)
    assert "".join(lines) == LONG and len(lines) <= 3
    assert not any(line.endswith(("カヌ", "観", "クリー", "親")) for line in lines)
    widths = [text_width(line, 32) for line in lines]
    assert max(widths) <= 511 and min(widths) > 0.6 * max(widths)
    assert wrapped("環境課環境保全係　電話0999-22-1160（直通）", 15, 250)[1].startswith("0999-22-1160")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_foot_holds_several_lines_and_nothing_lies_over_another(layout):
    text = f"{LONG}\n【内容】\n" + "\n".join(f"・{n}番目のお知らせを、ここに書きます" for n in range(1, 15))
    text += "\n【問合せ先】\n環境課環境保全係　電話0999-22-1160\nファクス0999-22-1199\n夜間0999-22-1111"
    text += f"\n【主催】\n{'みどり市・緑川を守る会連絡協議会・' * 3}\n【リンク先】\nhttps://www.city.midori.example/{'a' * 60}"
    page = pypdfium2.PdfDocument(made("pdf", layout, text=text))[0].get_textpage()
    boxes = [page.get_rect(at) for at in range(page.count_rects())]
    assert len(boxes) > 20 and min(below for _, below, _, _ in boxes) > 20
    over = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    ]
    assert over == []


def test_a_time_is_not_broken_between_its_number_and_what_it_counts():
    said = "令和8年12月6日（日）午前8時30分から午後0時30分まで"
    broken = [line for room in range(60, 400, 7) for line in wrapped(said, 15, room)]
    assert not [line for line in broken if line[0] in "時分年月日" or line.endswith(("午前", "午後", "令和"))]
