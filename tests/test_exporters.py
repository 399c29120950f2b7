"""A draft read back from the files it was made into: words, styles, marks, tables, page."""

import dataclasses
import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook

from app.exporters import EXPORTERS, export
from app.exporters.appendix import NOTHING_OPEN, NOTICE, open_lines
from app.exporters.layout import column_widths, read_blocks
from app.result import Citation, Draft, Fact, Finding, Trace
from ingest.errors import SettingError

TITLE = "第21回みどり市敬老会会場設営業務委託仕様書"
TEXT = """第21回みどり市敬老会会場設営業務委託仕様書
令和8年7月1日
【概要】
　本業務は、会場を設営するものである[1]。来場者は720人【要確認】を見込む。
1　目的
　敬老会は、75歳以上の市民を敬う行事である。
2　業務内容
(1)　日程
作業 | 日時
搬入 | 9月20日（日）[1]
撤去 | 【要確認：撤去の時刻】
(2)　数量
| 品目 | 単価 |
|---|---:|
| 机 | 1,200円 |
3　その他
(1)　受注者は、みどり市契約規則を守る。
ア　見積書は、**メール**で受け付ける。
以上"""
CITATION = Citation(
    1,
    "youkou#a3",
    "みどり市敬老会実施要綱第3条",
    "会場は、みどり市文化会館とする。",
    "/documents/youkou",
    "令和7年4月1日",
)


def draft(text=TEXT, *, facts=(), findings=(), citations=(CITATION,)):
    return Draft(text, citations, facts, findings, "needs_review", Trace("t", "i", "m"))


def fact(text, of=TEXT, state="unsupported", evidence=""):
    start = of.index(text)
    return Fact(text, "数", state, start, start + len(text), evidence)


@pytest.fixture(scope="module")
def document():
    finding = Finding("stance.level", "warning", "「必ず」は方針より強い言葉です。", 30, 32)
    made = draft(facts=(fact("720人"),), findings=(finding,))
    return Document(io.BytesIO(export("docx", made, title=TITLE)))


def paragraph(document, beginning):
    return next(each for each in document.paragraphs if each.text.startswith(beginning))


def test_the_page_is_a4_upright_with_the_margins_of_an_office(document):
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [25, 20, 20, 20]


@pytest.mark.parametrize("name", ["Normal", "Title", "Heading 2"])
def test_the_styles_are_in_mincho_for_japanese_too(document, name):
    style = document.styles[name]
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "ＭＳ 明朝"
    assert style.element.rPr.rFonts.get(qn("w:asciiTheme")) is None


def test_the_body_is_11_points_on_lines_of_18(document):
    normal = document.styles["Normal"]
    assert (normal.font.size, normal.paragraph_format.line_spacing) == (Pt(11), Pt(18))


def test_the_notice_stands_first_in_a_box_and_the_title_once_below_it(document):
    first, second = document.paragraphs[:2]
    assert first.text == NOTICE == "AIが作成した下書きです。内容を確認してから使用してください。"
    assert [side.tag for side in first._p.pPr.find(qn("w:pBdr"))] == [
        qn(f"w:{side}") for side in ("top", "left", "bottom", "right")
    ]
    assert (second.text, second.style.name) == (TITLE, "Title")
    assert document.styles["Title"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert document.styles["Title"].font.size == Pt(14) and document.styles["Title"].font.bold
    assert sum(each.text == TITLE for each in document.paragraphs) == 1


def test_headings_are_real_styles(document):
    headings = [(each.style.name, each.text) for each in document.paragraphs if "Heading" in each.style.name]
    assert headings == [
        ("Heading 1", "【概要】"),
        ("Heading 1", "1　目的"),
        ("Heading 1", "2　業務内容"),
        ("Heading 2", "(1)　日程"),
        ("Heading 2", "(2)　数量"),
        ("Heading 1", "3　その他"),
        ("Heading 1", "未確認の事項"),
        ("Heading 1", "出典"),
    ]


@pytest.mark.parametrize(
    ("beginning", "left", "hanging"),
    [("(1)　受注者", 200, 100), ("ア　見積書", 300, 100), ("(2)　数量", 200, 100)],
)
def test_items_step_in_one_character_a_level(document, beginning, left, hanging):
    indent = paragraph(document, beginning)._p.pPr.ind
    assert int(indent.get(qn("w:leftChars"))) == left
    assert int(indent.get(qn("w:hangingChars"))) == hanging


def test_a_body_paragraph_begins_one_character_in(document):
    body = paragraph(document, "本業務は")
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "100"
    assert body._p.pPr.ind.get(qn("w:leftChars")) is None
    assert paragraph(document, "敬老会は")._p.pPr.ind.get(qn("w:leftChars")) == "100"


def test_what_is_to_be_confirmed_is_bold_on_yellow(document):
    runs = [run for each in document.paragraphs for run in each.runs if run.font.highlight_color]
    cells = [
        run
        for table in document.tables
        for cell in table._cells
        for run in cell.paragraphs[0].runs
        if run.font.highlight_color
    ]
    assert [run.text for run in runs + cells] == [
        "【要確認】",
        "【要確認：撤去の時刻】",
        "【要確認：撤去の時刻】",
    ]
    assert all(run.font.bold and run.font.highlight_color == WD_COLOR_INDEX.YELLOW for run in runs + cells)


def test_a_citation_stays_plain_text_and_small(document):
    body = paragraph(document, "本業務は")
    assert body.text == "本業務は、会場を設営するものである[1]。来場者は720人【要確認】を見込む。"
    (mark,) = [run for run in body.runs if run.text == "[1]"]
    assert mark.font.size == Pt(8) and not mark.font.bold


def test_rows_become_tables_with_borders_and_a_repeated_header(document):
    first, second = document.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["作業", "日時"],
        ["搬入", "9月20日（日）[1]"],
        ["撤去", "【要確認：撤去の時刻】"],
    ]
    assert [[cell.text for cell in row.cells] for row in second.rows] == [["品目", "単価"], ["机", "1,200円"]]
    assert second.rows[1].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert first.style.name == "Table Grid"
    assert first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert abs(sum(column.width for column in first.columns) - Mm(165)) < Mm(1)


def test_the_last_page_tells_what_is_open_and_the_sources(document):
    texts = [each.text for each in document.paragraphs]
    assert texts[texts.index("未確認の事項") :] == [
        "未確認の事項",
        "1　「必ず」は方針より強い言葉です。",
        "2　「720人」の根拠が、出典にも入力にも見当たりません。",
        "3　本文の【要確認：撤去の時刻】を埋めてください。",
        "出典",
        "[1]　みどり市敬老会実施要綱第3条（施行日：令和7年4月1日）",
        "「会場は、みどり市文化会館とする。」",
    ]


def test_the_footer_counts_pages(document):
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text == "- 1 -" and footer.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [each.text for each in footer._p.iter(qn("w:instrText"))] == [" PAGE "]


def test_the_properties_name_the_title_and_no_machine(document):
    properties = document.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (TITLE, "", "")
    assert properties.category == "AIが作成した下書き" and properties.content_status == "下書き"
    assert properties.comments == "AIが作成した下書き。作成：m。出典：みどり市敬老会実施要綱第3条"


def test_a_draft_that_no_model_wrote_says_so_in_the_notice_and_the_properties():
    made = replace(draft(), trace=Trace("t", "i", "extractive.v1"))
    document = Document(io.BytesIO(export("docx", made, title=TITLE)))
    assert document.paragraphs[0].text.startswith("AIは使っていません。資料から組み立てた下書きです。")
    assert document.core_properties.category == "AIは使っていません。資料からの組み立て"
    assert document.core_properties.comments.startswith("AIは使っていません。資料からの組み立て。出典：")
    for kind in ("txt", "md"):
        text = export(kind, made, title=TITLE).decode("utf-8-sig")
        assert "AIは使っていません" in text and "AIが作成" not in text


def commented(document):
    """(words in the text, words in the margin) of every comment, in order."""
    words = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        open_ids = []
        for each in paragraph.iter():
            if each.tag == qn("w:commentRangeStart"):
                open_ids.append(each.get(qn("w:id")))
            elif each.tag == qn("w:commentRangeEnd"):
                open_ids.remove(each.get(qn("w:id")))
            elif each.tag == qn("w:t"):
                for number in open_ids:
                    words[number] = words.get(number, "") + each.text
    return [(words[str(each.comment_id)], each.text) for each in document.comments]


def test_comments_in_the_margin_carry_sources_and_what_is_not_confirmed(document):
    assert commented(document) == [
        ("日", "「必ず」は方針より強い言葉です。"),
        (
            "[1]",
            "出典　[1]　みどり市敬老会実施要綱第3条（施行日：令和7年4月1日）\n「会場は、みどり市文化会館とする。」",
        ),
        ("720人", "「720人」の根拠が、出典にも入力にも見当たりません。"),
        ("【要確認】", "確かめて、埋めてください。"),
        ("【要確認：撤去の時刻】", "確かめて、埋めてください。"),
    ]
    assert {each.author for each in document.comments} == {"下書き"}


def test_a_comment_says_how_to_mend_and_a_ticked_fact_has_none():
    found = Finding("style.x", "warning", "重ねた言い方です。", 5, 7, "まず")
    ticked = dataclasses.replace(fact("720人"), ticked=True)
    text = TEXT.replace("本業務", "まず本業務")
    made = Document(io.BytesIO(export("docx", draft(text, facts=(ticked,), findings=(found,)), title="別")))
    told = commented(made)
    assert "720人" not in [words for words, _ in told]
    assert (text[5:7], "重ねた言い方です。\n直し方：「まず」") in told


def test_a_draft_with_nothing_open_says_so():
    made = draft("　問題のない文です[1]。", citations=())
    texts = [each.text for each in Document(io.BytesIO(export("docx", made, title="案"))).paragraphs]
    assert NOTHING_OPEN in texts and "番号を付けた出典はありません。" in texts


def test_marks_left_in_the_text_are_open_even_when_no_check_spoke_of_them():
    assert open_lines(draft("会場は【要確認】です。")) == ("本文に【要確認】の印が1か所残っています。",)
    assert open_lines(draft("会場は【要確認：会場】、【要確認：会場】。")) == (
        "本文の【要確認：会場】を埋めてください。",
    )


def test_a_fact_that_a_finding_speaks_of_is_told_once():
    number = fact("720人")
    finding = Finding(
        "fact.unsupported", "warning", "「720人」の根拠がありません。", number.start, number.end
    )
    told = open_lines(draft("720人", facts=(fact("720人", "720人"),), findings=()))
    assert told == ("「720人」の根拠が、出典にも入力にも見当たりません。",)
    told = open_lines(draft(facts=(number,), findings=(finding,)))
    assert told == ("「720人」の根拠がありません。", "本文の【要確認：撤去の時刻】を埋めてください。")


def test_a_ticked_fact_is_not_open_but_told_as_ticked():
    from dataclasses import replace

    from app.exporters.appendix import ticked_lines

    number = replace(fact("720人", "720人"), ticked=True)
    finding = Finding(
        "fact.unsupported", "warning", "「720人」の根拠がありません。", number.start, number.end
    )
    made = draft("720人", facts=(number,), findings=(finding,))
    assert open_lines(made) == ()
    assert ticked_lines(made) == ("☑　「720人」　根拠なし",)
    assert ticked_lines(draft("720人", facts=(fact("720人", "720人"),))) == ()


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("第1章　総則\n本文", "heading", 1),
        ("【答弁（案）】\n本文", "heading", 1),
        ("## 目的\n本文", "heading", 1),
        ("第3条（契約期間）\n本文", "heading", 2),
        ("(1)　日程\n　午前9時から行う。", "heading", 2),
        ("(1)　住民票の写し\n(2)　戸籍の附票", "item", 2),
        ("1　会場は、文化会館とする。\n2　定員は、720人とする。", "item", 1),
        ("(ア)　別に定める。", "item", 4),
        ("・持ち物", "bullet", 0),
        ("【要確認：会場】", "body", 0),
        ("1.5倍になりました。", "body", 0),
        ("記", "centre", 0),
        ("総総第123号", "right", 0),
        ("以上のとおりです。", "body", 0),
        ("料金は a|b と書く。", "body", 0),
    ],
)
def test_the_first_block_of_a_text(text, kind, level):
    first = read_blocks(text)[0]
    assert (first.kind, first.level) == (kind, level)


def test_rows_of_unequal_length_make_one_table():
    (table,) = read_blocks("a | b | c\nd | e")
    assert table.rows == (("a", "b", "c"), ("d", "e", ""))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "壊れた\x00文字\x0b\ud800です", "|", "|---|\n|---|", "【要確認"]
)
def test_any_text_makes_a_file_that_opens(text):
    made = draft(text, findings=(Finding("x", "info", "制御\x07文字"),))
    document = Document(io.BytesIO(export("docx", made, title="")))
    assert document.paragraphs[1].text == "下書き"


def test_plain_text_has_the_same_parts():
    text = export("txt", draft(), title=TITLE).decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines[:3] == [f"【{NOTICE}】", "", TITLE]
    assert "【未確認の事項】" in lines and lines[-3].startswith("[1]　みどり市敬老会実施要綱第3条")
    assert "　　「会場は、みどり市文化会館とする。」" in lines


@pytest.mark.parametrize("spec", EXPORTERS)
def test_every_exporter_gives_bytes_with_the_words_of_the_draft(spec):
    assert len(export(spec, draft("　短い文です。\n数 | 額\n机 | 3円"), title="案")) > 100


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(
        SettingError,
        match="「odt」という出力の形式はありません。使えるものは docx、pdf、xlsx、md、txt です。",
    ):
        export("odt", draft(), title="案")


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice がないので、別の読み手では開いていません"
)
def test_libreoffice_opens_it(tmp_path):
    (tmp_path / "draft.docx").write_bytes(export("docx", draft(facts=(fact("720人"),)), title=TITLE))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "draft.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "draft.txt").read_text(encoding="utf-8-sig")
    assert text.startswith(NOTICE) and "「720人」の根拠が" in text and "1,200円" in text


def test_a_short_column_stands_on_one_line_beside_a_long_one():
    rows = (("区分", "品目", "数量", "仕様"), ("ホワイエ", "受付用机・椅子", "机【要確認：旧「10台」】、椅子【要確認：旧「30脚」】", "机にはクロスを掛け、周囲に案内を置く。" * 2))  # fmt: skip
    widths = column_widths(rows, 165)
    letter = 165 / 42
    assert sum(widths) == pytest.approx(165)
    assert widths[0] >= 4 * letter + 3.8 and widths[1] >= 7 * letter + 3.8
    assert widths[3] > widths[2] > widths[1] > widths[0]
    even = column_widths((("大会", "開催日"), ("第16回", "12月3日")), 165)
    assert sum(even) == pytest.approx(165) and 0.8 < even[0] / even[1] < 1


def test_the_last_of_a_run_of_items_and_a_short_article_are_no_headings():
    blocks = read_blocks(
        "6　日程\n(1)　1月　会議に諮る\n(2)　4月　始める\n【要確認：ほかの日程】\n（届出）\n第3条　届出をする\n附則"
    )
    kinds = {block.text: block.kind for block in blocks}
    assert kinds["(2)　4月　始める"] == "item" and kinds["第3条　届出をする"] == "article"
    assert kinds["（届出）"] == "caption"
    assert kinds["6　日程"] == "heading"


_CONTRACT = """
業務委託契約書
1　件名　清掃
2　場所　庁舎
3　金額　1円
4　期間　1年
5　保証金　免除
（協議）
第2条　この契約に定めのない事項は、協議して定める。
　令和　年　月　日
　　発注者　くぬぎ市中央1番1号
　　　　　　くぬぎ市長　　印"""


def test_an_article_hangs_and_who_signs_stands_where_it_was_written_on_one_page():
    kinds = [(block.kind, block.level) for block in read_blocks(_CONTRACT)]
    assert kinds[-5:] == [("caption", 0), ("article", 0), ("body", 0), ("deep", 2), ("deep", 6)]
    document = Document(io.BytesIO(export("docx", draft(_CONTRACT), title="契約書")))
    told = {paragraph.text: paragraph.paragraph_format for paragraph in document.paragraphs}
    article = told["第2条　この契約に定めのない事項は、協議して定める。"]
    assert (article.left_indent, article.first_line_indent) == (Pt(11), Pt(-11))
    assert told["くぬぎ市長　　印"].left_indent == Pt(66)
    kept = [
        told[words].keep_with_next for words in ("（協議）", "令和　年　月　日", "発注者　くぬぎ市中央1番1号")
    ]
    assert kept == [True, True, True]


def test_a_short_table_stays_on_one_page_and_of_a_long_one_the_head_with_its_first_row():
    for rows, kept in ((4, [True, True, True, None]), (9, [True, *[None] * 8])):
        text = "\n".join(["品目 | 数", *(f"机{at} | {at}台" for at in range(1, rows))])
        table = Document(io.BytesIO(export("docx", draft(text), title="表"))).tables[0]
        assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] == kept


def test_many_values_of_the_past_document_are_told_in_one_line():
    marks = "".join(f"【要確認：旧「{at}台」】" for at in range(6))
    assert open_lines(draft(f"{marks}【要確認：会場】")) == (
        "本文の【要確認：会場】を埋めてください。",
        "本文の6か所は、前回の値のままです。【要確認：旧「…」】の印を順に確かめてください。",
    )
    assert len(open_lines(draft(marks[: len(marks) * 5 // 6]))) == 5


def test_code_stays_line_by_line_with_its_spaces():
    text = "【コード】\nOption Explicit\n\nPublic Sub 分ける()\n    Dim 行 As Long\nEnd Sub\n【使い方】\n1　写しで動かす。"
    kinds = [(block.kind, block.text) for block in read_blocks(text)]
    code = "Option Explicit\n\nPublic Sub 分ける()\n    Dim 行 As Long\nEnd Sub"
    assert kinds[:3] == [("heading", "【コード】"), ("code", code), ("heading", "【使い方】")]
    document = Document(io.BytesIO(export("docx", draft(text), title="表")))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "\n".join(lines).count(code) == 1
    assert f"```\n{code}\n```" in export("md", draft(text), title="表").decode()
    assert [block.kind for block in read_blocks("【コード】\n【要確認：コード】")] == ["heading", "body"]


@pytest.mark.parametrize("kind", ["docx", "txt", "md", "xlsx"])
def test_the_document_that_is_followed_stands_below_the_sources(kind):
    """Without a number: it proves nothing of this year, and a reader is to know where the words come from."""
    told, plain = (
        "下敷きにした文書　令和7年度みなと町庁舎清掃業務委託仕様書",
        draft("表\n\n項目 | 額\n清掃 | 1円"),
    )
    followed = replace(plain, trace=replace(plain.trace, past=told.partition("　")[2]))
    assert told in _words_of(export(kind, followed, title="題"), kind)
    assert "下敷きにした文書" not in _words_of(export(kind, plain, title="題"), kind)


def _words_of(content, kind):
    if kind in ("txt", "md"):
        return content.decode("utf-8-sig")
    if kind == "xlsx":
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
