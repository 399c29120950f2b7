"""A speech on vertical paper, read back from the Word file; numbers in 漢数字."""

import io

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from app.exporters import export_paper
from app.text.vertical import in_kanji, upright
from ingest.errors import SettingError
from tests.test_exporters import CITATION, draft

TITLE = "第22回消防出初式　挨拶（案）"
SPEECH = f"""{TITLE}
日時　令和9年1月10日（日）
会場　緑川河川敷公園
話者　みどり市長　柊木　真理子（主催者）
　昨年の救急の出動は、2,648件でした[1]。川添《かわぞえ》地区へ、【要確認：旧「13件」】です。
　自主防災組織率は80.1％です。
令和9年1月10日（日）
みどり市長　柊木　真理子"""


@pytest.fixture(scope="module")
def made():
    said = draft(SPEECH)
    return Document(io.BytesIO(export_paper("speech", "tate", said, {}, title=TITLE)))


def test_the_speech_runs_downwards_on_a_page_on_its_side_and_the_sources_stand_upright_behind(made):
    speech, end = made.sections
    assert speech._sectPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRl"
    order = [each.tag for each in speech._sectPr]
    assert order.index(qn("w:textDirection")) < order.index(qn("w:docGrid"))
    assert speech.orientation == WD_ORIENT.LANDSCAPE and round(speech.page_width.mm) == 297
    assert end._sectPr.find(qn("w:textDirection")) is None
    assert (end.orientation, round(end.page_width.mm)) == (WD_ORIENT.PORTRAIT, 210)


def test_what_is_said_has_kanji_numbers_and_no_numbers_of_sources(made):
    said = [each for each in made.paragraphs if each.style.name == "式辞"]
    assert [each.text for each in said] == [
        "第二十二回消防出初式　挨拶（案）",
        "昨年の救急の出動は、二千六百四十八件でした。地区へ、【要確認：旧「十三件」】です。",
        "自主防災組織率は八十・一パーセントです。",
        "令和九年一月十日",
        "みどり市長　柊木　真理子",
    ]
    assert "かわぞえ" in said[1]._p.xml and said[1].runs[0].font.size is None
    assert said[1].style.font.size.pt == 16 and said[-1].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_the_comments_stay_beside_the_words_and_the_lines_of_the_head_are_not_lost(made):
    comments = [each.text for each in made.comments]
    assert any(text.startswith(f"出典　[1]　{CITATION.label}") for text in comments)
    start = next(made.element.body.iter(qn("w:commentRangeStart")))
    assert "件でした" in "".join(t.text for t in start.getnext().iter(qn("w:t")))
    end = [each.text for each in made.paragraphs]
    assert end[end.index("原稿に載せていない行") + 1] == "日時　令和9年1月10日（日）"


def test_only_a_speech_has_vertical_paper():
    with pytest.raises(SettingError, match="tate"):
        export_paper("", "tate", draft(SPEECH), {}, title=TITLE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("令和8年度の予算1億2,300万円", "令和八年度の予算一億二千三百万円"),
        ("中央三丁目2番10号、電話0999-22-1141", "中央三丁目二番十号、電話〇九九九―二二―一一四一"),
        (
            "A4判で3か所、https://www.city.midori.example/12/",
            "Ａ４判で三箇所、https://www.city.midori.example/12/",
        ),
        ("０時３０分、100分の10、1,001人", "零時三十分、百分の十、千一人"),
    ],
)
def test_numbers_are_written_as_a_vertical_paper_has_them(text, told):
    assert in_kanji(text) == told


def test_in_a_narrow_room_two_digits_stand_side_by_side():
    assert upright("令和9年12月1日　300円") == (
        ("令和９年", False),
        ("12", True),
        ("月１日　３００円", False),
    )
