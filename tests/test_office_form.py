"""The office's own form, read back after it was filled."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, Side

from app.exporters import title_of
from app.exporters.form_values import form_values
from app.exporters.office_form import fill_form
from app.result import Citation, Draft, Trace
from app.tasks.template_file import load_prompts
from ingest.errors import ShitagakiError
from tests.test_exporters import TITLE, draft


def form_of(*paragraphs, header=""):
    """A form in Word; a paragraph is a tuple of runs, each a text or (text, bold)."""
    document = Document()
    for runs in paragraphs:
        made = document.add_paragraph()
        for run in runs:
            text, bold = run if isinstance(run, tuple) else (run, False)
            made.add_run(text).bold = bold
    if header:
        document.sections[0].header.paragraphs[0].text = header
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(**parts):
    """A container with these members: ``word_document`` is word/document.xml."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("_", "/", 1) + ".xml", data)
    return stream.getvalue()


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "笑" * 10}">' for n in range(9))


def test_the_office_s_own_form_is_filled_and_keeps_its_formatting():
    table = Document(
        io.BytesIO(
            form_of(("件名：", ("{{件", True), ("名}}", False), "（案）"), ("{{その他}}",), header="{{課}}")
        )
    )
    table.add_table(rows=1, cols=1).cell(0, 0).text = "単価 {{ 数量 }} / ｛｛不明｝｝"
    stream = io.BytesIO()
    table.save(stream)
    values = form_values(draft(), {"課": "高齢福祉課"}, title=TITLE)
    filled = fill_form(stream.getvalue(), "docx", values)
    made = Document(io.BytesIO(filled.content))
    first = made.paragraphs[0]
    assert first.text == f"件名：{TITLE}（案）" and [run.bold for run in first.runs if run.text == TITLE] == [
        True
    ]
    assert [each.text for each in made.paragraphs[1:]] == [
        "(1)　受注者は、みどり市契約規則を守る。",
        "ア　見積書は、**メール**で受け付ける。",
    ]
    assert made.sections[0].header.paragraphs[0].text == "高齢福祉課"
    assert made.tables[0].cell(0, 0).text == "単価 品目　単価\n机　1,200円 / 【要確認：不明】"
    assert filled.missing == ("不明",)


def test_a_form_in_excel_is_filled_and_no_value_becomes_a_formula():
    book = Workbook()
    book.active["B2"], book.active["B3"] = "{{件名}}", "番号 {{番号}}"
    book.active["B2"].font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    filled = fill_form(stream.getvalue(), "xlsx", {"件名": "=1+1", "番号": "12"})
    sheet = load_workbook(io.BytesIO(filled.content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].font.bold) == ("=1+1", "s", True)
    assert sheet["B2"].quotePrefix and not sheet["B3"].quotePrefix
    assert (sheet["B3"].value, filled.missing) == ("番号 12", ())


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (form_of(("印なし",)), "docx", "印がありません"),
        (b"x", "docx", "開けません"),
        (packed(xl_workbook="<x"), "xlsx", "開けません"),
        (packed(xl_workbook=f"<!DOCTYPE x [{LAUGHS}]><x>&e8;</x>"), "xlsx", "開けません"),
        (packed(xl_workbook="<x/>", xl_much=bytes(200_000_000)), "xlsx", "異常に大きくなる"),
        (b"x", "pdf", "Word（.docx）か Excel"),
    ],
)
def test_a_form_that_cannot_be_filled_is_refused_with_what_to_do(content, kind, message):
    with pytest.raises(ShitagakiError, match=message):
        fill_form(content, kind, {})


def test_a_file_is_called_by_the_title_of_its_draft_or_by_its_task():
    template = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["aisatsu"]
    fields = dict(template.examples[0].fields)
    title = f"{fields['行事名']}　挨拶（案）"
    assert title_of(template, fields, f"{title}\n　本日は、") == title
    assert title_of(template, fields, "総総第12号\n　本日は、") == template.name
    assert title_of(template, {}, title) == template.name


def kian():
    """An office's own paper: boxes for seals, merged cells, a label under which one writes, a vertical label."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "様式第1号（第12条関係）"
    table = document.add_table(rows=6, cols=4, style="Table Grid")
    for column, name in enumerate(("市長", "部長", "課長", "担当")):
        table.cell(0, column).text = name
    for row, name in ((2, "所　属"), (3, "１　件\n　　名"), (4, "期　日")):
        table.cell(row, 0).text = name
        table.cell(row, 1).merge(table.cell(row, 3))
    table.cell(3, 0).paragraphs[0].runs[0].bold = True
    table.cell(5, 0).merge(table.cell(5, 3)).text = "（伺い文）"
    document.add_paragraph("会場：")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_form_in_word_without_marks_is_filled_beside_its_labels_and_its_boxes_for_seals_stay_empty():
    prompts = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
    template = prompts.templates["aisatsu"]
    fields = dict(template.examples[0].fields)
    made = Draft(
        text="出初式　挨拶（案）\n　本日は[1]、御参集を賜り\n区分 | 数\n団員 | 420人",
        citations=(Citation(1, "x#1", "消防団規則　第3条", "団員の定数は、420人とする。", "", ""),),
        facts=(),
        findings=(),
        status="ok",
        trace=Trace("", "", "none"),
    )
    values = form_values(made, fields, title="出初式　挨拶（案）", template=template)
    filled = fill_form(kian(), "docx", values | {"所属": "消防本部"}, draft=made)
    table = Document(io.BytesIO(filled.content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["", "", "", ""]
    assert table.cell(2, 1).text == "消防本部"
    assert table.cell(3, 1).text == "出初式　挨拶（案）" and table.cell(3, 1).paragraphs[0].runs[0].bold
    assert table.cell(4, 1).text == ""  # nothing of the form is meant by 期日
    assert table.cell(5, 0).text == "（伺い文）\n　本日は、御参集を賜り\n区分　数\n団員　420人"
    assert filled.placed == ("所属", "件名", "本文", "会場") and filled.missing == ()
    last = Document(io.BytesIO(filled.content))
    assert last.paragraphs[-1].text == f"会場：　{fields['会場']}"
    assert [each.text for each in last.comments] == [
        "[1]　消防団規則　第3条\n「団員の定数は、420人とする。」"
    ]


def test_days_stand_in_a_form_as_in_a_draft_and_marks_may_be_spaced_or_called_otherwise():
    template = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["aisatsu"]
    fields = {**template.examples[0].fields, "開催日": "2027-01-10"}
    values = form_values(draft(), fields, title=TITLE, template=template)
    filled = fill_form(form_of(("{{開催日}}",), ("{{ 標　題 }}",)), "docx", values)
    assert [each.text for each in Document(io.BytesIO(filled.content)).paragraphs] == [
        "令和9年1月10日（日）",
        TITLE,
    ]


def test_a_form_in_excel_keeps_its_shapes_and_its_rows_grow_with_the_text():
    book = Workbook()
    sheet = book.active
    for row, name in ((1, "部長"), (3, "件　名"), (4, "内　容")):
        sheet.cell(row, 1, name)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
    sheet.cell(1, 5, "担当")
    sheet["A5"], sheet["B5"] = "数", 3
    for row in sheet["A1:E5"]:
        for cell in row:
            cell.border = Border(left=Side(style="thin"))
    stream, drawn = io.BytesIO(), io.BytesIO()
    book.save(stream)
    shape = (
        '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:t>至急</a:t></a:p></d>'
    )
    with ZipFile(stream) as given, ZipFile(drawn, "w") as wanted:
        for name in given.namelist():
            wanted.writestr(name, given.read(name))
        wanted.writestr("xl/drawings/drawing1.xml", shape)
    filled = fill_form(
        drawn.getvalue(), "xlsx", {"件名": "開催について", "本文": "よし。\n" * 9, "担当": "係"}
    )
    made = load_workbook(io.BytesIO(filled.content)).active
    assert (made["B3"].value, made["B4"].value) == ("開催について", "よし。\n" * 8 + "よし。")
    assert made["B4"].alignment.wrap_text and made["B4"].border.left.style == "thin"
    assert made.row_dimensions[4].height >= 9 * 15 and made.row_dimensions[3].height is None
    assert (made["A5"].value, made["B5"].value, made["E1"].value) == ("数", 3, "担当")
    assert filled.placed == ("件名", "本文") and filled.cut == ()
    with ZipFile(io.BytesIO(filled.content)) as archive:
        assert "至急" in archive.read("xl/drawings/drawing1.xml").decode()
    long = fill_form(drawn.getvalue(), "xlsx", {"本文": "よし。\n" * 60})
    assert long.cut == ("本文",)


def test_an_answer_goes_into_the_boxes_of_a_form_for_answers():
    sheet = (book := Workbook()).active
    for row, name in enumerate(("発信者", "ご意見の内容", "回　答"), start=1):
        sheet.cell(row, 1, name).border = Border(right=Side(style="thin"))
        sheet.cell(row, 2).border = Border(right=Side(style="thin"))
    stream = io.BytesIO()
    book.save(stream)
    values = {"名義": "みどり市長", "質問": "いつからか。", "本文": "10月からです。"}
    filled = fill_form(stream.getvalue(), "xlsx", values)
    made = load_workbook(io.BytesIO(filled.content)).active
    assert [made.cell(row, 2).value for row in (1, 2, 3)] == list(values.values())


def test_a_long_text_makes_all_rows_of_its_box_higher():
    sheet = (book := Workbook()).active
    sheet["A1"] = "本文"
    sheet.merge_cells("B1:D4")
    for row in sheet["A1:D4"]:
        for cell in row:
            cell.border = Border(left=Side(style="thin"))
    book.save(stream := io.BytesIO())
    filled = fill_form(stream.getvalue(), "xlsx", {"本文": "\n".join(["よし。"] * 60)})
    made = load_workbook(io.BytesIO(filled.content)).active
    heights = [made.row_dimensions[row].height for row in range(1, 5)]
    needed = 60 * 1.5 * 11 + 4  # 60 lines of 11 points
    assert heights == [None, 15 + needed - 15 * 4 - 394 * 2, 409, 409]
    assert filled.cut == ()


def test_the_title_of_a_form_has_no_label_of_its_own():
    draft = Draft(text="件名：日程について", citations=(), facts=(), findings=(), status="ok", trace=None)
    assert form_values(draft, {}, title="件名：日程について（案）")["件名"] == "日程について（案）"


def test_blanks_in_a_line_boxes_to_tick_and_printed_letters_are_filled():
    form = Document()
    form.add_paragraph("作成年月：＿＿＿年＿＿月　　事業名（　　　　　）")
    form.add_paragraph("1　目的")
    form.add_paragraph("")
    rows = (
        ("契約の種類", "□業務委託　□物品売買"),
        ("件名", ""),
        ("契約金額", "　　　円"),
        ("期間", "令和　年　月　日まで"),
    )
    table = form.add_table(rows=len(rows), cols=2)
    for row, cells in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = cells
    stream = io.BytesIO()
    form.save(stream)
    values = {
        "件名": "庁舎清掃",
        "契約の種類": "物品売買",
        "契約金額": "660,000円",
        "期間": "令和9年3月31日まで",
    }
    values |= {"作成年月": "令和9年1月", "事業名": "見守り", "目的": "安心して暮らせるようにする。"}
    made = Document(io.BytesIO(fill_form(stream.getvalue(), "docx", values).content))
    assert [each.text for each in made.paragraphs] == [
        "作成年月：令和9年1月　　事業名（見守り）",
        "1　目的",
        "安心して暮らせるようにする。",
    ]
    assert [tuple(cell.text for cell in row.cells) for row in made.tables[0].rows] == [
        ("契約の種類", "□業務委託　☑物品売買"),
        ("件名", "庁舎清掃"),
        ("契約金額", "660,000円"),
        ("期間", "令和9年3月31日まで"),
    ]


def test_an_amount_that_a_formula_of_the_form_reads_is_a_number_and_a_box_is_ticked():
    book = Workbook()
    sheet = book.active
    for row in (
        ("契約金額", None),
        ("税抜額", "=B1/1.1"),
        ("契約の種類", "□業務委託　□物品売買"),
        ("金額", None),
    ):
        sheet.append(row)
    for row in sheet["A1:B4"]:
        for cell in row:
            cell.border = Border(left=Side(style="thin"))
    stream = io.BytesIO()
    book.save(stream)
    values = {"契約金額": "660,000円", "契約の種類": "業務委託"}
    made = load_workbook(io.BytesIO(fill_form(stream.getvalue(), "xlsx", values).content)).active
    assert [made[name].value for name in ("B1", "B2", "B3", "B4")] == [
        660000,
        "=B1/1.1",
        "☑業務委託　□物品売買",
        "660,000円",
    ]


def test_a_form_asks_for_rows_of_the_draft_and_for_whole_chapters():
    text = "契約書\n頭書\n項目 | 内容\n1　件名 | 庁舎清掃\n第2章　現状と課題\n1　現状\n　人口は減っている。\n2　課題\n　担い手が足りない。"
    values = form_values(draft(text), {}, title="契約書")
    assert values["件名"] == "庁舎清掃" and "項目" not in values
    assert values["現状と課題"] == "1　現状\n人口は減っている。\n2　課題\n担い手が足りない。"


def plain(text):
    return Draft(text, (), (), (), "needs_review", Trace("t", "i", "m"))


REVISED = plain(
    "巡回の手引\n1　手順\n(1)　鍵を受け取る\n(2)　巡回する\n(3)　鍵を返す\n2　改訂履歴\n版 | 年月 | 内容\n初版 | 令和9年1月 | 作成\n"
)
STEPS = {
    "業務名": "庁舎の巡回",
    "手順": "鍵を受け取る\n巡回する\n鍵を返す",
    "所属": "総務課",
    "受注者": "西町1番地\n北原商店",
}
"""What a task of a manual tells: a list of steps, and an address of two lines that is one thing."""


def stepped(*rows):
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def cells_of(content):
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[0].rows]


def test_a_list_goes_down_the_rows_of_a_form_and_rows_are_added_where_there_are_too_few():
    values = form_values(REVISED, STEPS, title="巡回の手引")
    form = stepped(("番号", "手　順", "担当", "期限"), ("1", "", "", ""), ("2", "", "", ""))
    filled = fill_form(form, "docx", values, draft=REVISED)
    assert cells_of(filled.content) == [
        ["番号", "手　順", "担当", "期限"],
        ["1", "鍵を受け取る", "", ""],
        ["2", "巡回する", "", ""],
        ["3", "鍵を返す", "", ""],
    ]
    assert (filled.placed, filled.missing) == (("手順",), ())
    marked = fill_form(stepped(("番号", "手順", "課"), ("(1)", "{{手順}}", "{{所属}}")), "docx", values)
    assert cells_of(marked.content)[1:] == [
        ["(1)", "鍵を受け取る", "総務課"],
        ["(2)", "巡回する", "総務課"],
        ["(3)", "鍵を返す", "総務課"],
    ]
    assert marked.missing == ()


def test_the_rows_of_the_draft_s_table_go_below_the_same_heads_and_its_whole_text_does_not():
    values = form_values(REVISED, STEPS, title="巡回の手引")
    rows = (("版", "年月", "内容"), ("", "", ""), ("", "", ""))
    filled = fill_form(stepped(*rows), "docx", values, draft=REVISED)
    assert cells_of(filled.content)[1:] == [["初版", "令和9年1月", "作成"], ["", "", ""]]
    assert filled.placed == ("版", "年月", "内容")
    with pytest.raises(ShitagakiError, match="印がありません"):
        fill_form(stepped(("業者", "内容"), ("", ""), ("", "")), "docx", values)
    address = fill_form(stepped(("業務名", "受注者"), ("", "")), "docx", values)
    assert cells_of(address.content)[1] == ["庁舎の巡回", "西町1番地\n北原商店"]


def test_a_list_goes_down_the_rows_of_a_sheet_and_the_last_takes_what_is_left():
    book = Workbook()
    sheet = book.active
    for row in (("番号", "手順", "担当"), (1, None, None), (2, None, None)):
        sheet.append(row)
    for row in sheet["A1:C3"]:
        for cell in row:
            cell.border = Border(left=Side("thin"))
    stream = io.BytesIO()
    book.save(stream)
    filled = fill_form(stream.getvalue(), "xlsx", form_values(REVISED, STEPS, title="巡回の手引"))
    made = load_workbook(io.BytesIO(filled.content)).active
    assert [[cell.value for cell in row] for row in made["A2:C3"]] == [
        [1, "鍵を受け取る", None],
        [2, "巡回する\n鍵を返す", None],
    ]
    assert filled.placed == ("手順",)


def test_a_row_that_ends_with_an_empty_column_leaves_no_bar_in_a_form():
    made = plain("表\n区分 | 指標 | 値\n活動 | 回数 |\n")
    assert form_values(made, {}, title="表")["本文"] == "表\n区分　指標　値\n活動　回数"
