"""A macro stays in its own workbook: what would leave it is refused, whatever way it is written, and what stays passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.tasks.form import read_form
from app.tasks.template_file import load_prompts

MACRO = load_prompts(Path(__file__).resolve().parent.parent / "prompts").templates["macro"]
VALUES = read_form(MACRO, dict(MACRO.examples[1].fields))


def refused(line, *, whole=False):
    code = line if whole else f"Option Explicit\nSub A()\n  {line}\nEnd Sub"
    subject = Subject(f"【コード】\n{code}\n【使い方】\n動かす。", values=VALUES, template=MACRO)
    found = [each for each in run_checks(subject).findings if each.rule == "macro.forbidden"]
    assert all(each.severity == "error" for each in found)
    return [each.message.partition("」は")[2].partition("です")[0] for each in found]


BOOKS = "ほかのブックを開き、動かし、書き換える命令"
RUNS = "ほかのプログラムを動かす命令"
NET = "外部と通信する命令"
FILES = "ファイルを消し、写し、書き換える命令"
MAIL = "メールを送る命令"
MACHINE = "端末の機能を直接使う命令"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('Workbooks.Open "\\\\server\\share\\a.xlsx"', [BOOKS]),
        ('Workbooks ("b.xlsx").Worksheets(1).Cells(1, 1) = 1', [BOOKS]),
        ('Application.Run "\'b.xlsm\'!Erase"', [BOOKS]),
        ('ActiveWorkbook.SaveAs "c.xlsx"', [BOOKS]),
        ('Shell "cmd /c del *.*"', [RUNS]),
        ('SendKeys "%{F4}"', [RUNS]),
        ('x = ExecuteExcel4Macro("EXEC(""calc"")")', [RUNS]),
        ('Set o = CreateObject("WScr" & "ipt.Sh" & "ell")', [RUNS, MACHINE]),
        ('Set o = CreateObject( _\n    "Shell.Application")', [RUNS, MACHINE]),
        ('Set o = CreateObject("Scripting.FileSystemObject")', [FILES, MACHINE]),
        ('Set o = CreateObject(name)', [MACHINE]),
        ('Set o = GetObject("winmgmts:\\\\.\\root\\cimv2")', [MACHINE]),
        ('Set c = CreateObject("ADODB.Connection")', [NET, MACHINE]),
        ('ActiveSheet.QueryTables.Add "URL;a", Range("A1")', [NET]),
        ('ThisWorkbook.FollowHyperlink "a"', [NET]),
        ('Kill "a.xlsx"', [FILES]),
        ('FileCopy "a", "b"', [FILES]),
        ('Open "a.csv" For Output As #1', [FILES]),
        ('Name "a.xlsx" As "b.xlsx"', [FILES]),
        ('ActiveWorkbook.SendMail "a"', [MAIL]),
        ('x = Environ$("USERNAME")', [MACHINE]),
        ('ThisWorkbook.VBProject.VBComponents.Remove c', [MACHINE]),
        ('CallByName o, "Quit", 1', [MACHINE]),
    ],
)  # fmt: skip
def test_what_leaves_the_workbook_is_refused(line, what):
    assert refused(line) == what


def test_a_call_of_windows_is_refused_without_any_procedure():
    line = 'Private Declare PtrSafe Function F Lib "user32" () As Long'
    assert refused(line, whole=True) == [MACHINE]


@pytest.mark.parametrize(
    "line",
    [
        'Set seen = CreateObject("Scripting.Dictionary")',
        'Set page = ThisWorkbook.Worksheets("一覧")',
        'page.Name = "名前"',
        "' Shell と Kill は使わない",
        'MsgBox "Name は氏名の列です。" \' Workbooks.Open はしない',
        'page.Range("A1").Value = WorksheetFunction.Sum(page.Range("B1:B9"))',
        "Application.ScreenUpdating = False",
        "page.Rows(3).Delete",
        "Dim opened As Boolean",
        "page.Copy After:=ThisWorkbook.Worksheets(1)",
    ],
)
def test_what_stays_in_the_workbook_passes(line):
    assert refused(line) == []
