"""Macros (VBA) really run, by LibreOffice on a profile of its own. Knows nothing of what a macro is for.

Only macros of the office's own library are run here, never what a model has just written.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ingest.loaders.conversion import soffice

SECONDS = 120
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SET = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)
_KIND = '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_LIBRARY = (
    _KIND.format("library:library", "library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
    ' library:passwordprotected="false">{elements}</library:library>'
)
_LIBRARIES = (
    _KIND.format("library:libraries", "libraries")
    + '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple"'
    ' library:link="false"/></library:libraries>'
)
_MODULE = (
    _KIND.format("script:module", "module")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Run" script:language="StarBasic">{code}'
    "</script:module>"
)
_ENTRY = "ShitagakiTrial"
# A module that does not compile, here too, is not told of by a headless LibreOffice: it just does not run, and waits.
# The objects of VBA (ThisWorkbook) are there only for sheets with code names, and End(xlUp) only in a document with a
# view: so the file is opened as usual, not hidden.
_RUNNER = """
Sub Say(path As String, said As String)
  Dim f As Integer
  f = FreeFile
  Open path For Append As #f
  Print #f, said
  Close #f
End Sub

Function ReadCode(path As String) As String
  Dim files, source
  files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  source = CreateUnoService("com.sun.star.io.TextInputStream")
  source.setInputStream(files.openFileRead(ConvertToURL(path)))
  source.setEncoding("UTF-8")
  ReadCode = source.readString(Array(), False)
  source.closeInput()
End Function

Sub PutModule(shelf, name As String, kind As Integer, owner, code As String)
  Dim info
  info = CreateUnoStruct("com.sun.star.script.ModuleInfo")
  info.ModuleType = kind
  If kind = 4 Then info.ModuleObject = owner
  If Not shelf.hasByName(name) Then
    shelf.insertModuleInfo(name, info)
    shelf.insertByName(name, code)
  End If
End Sub

Sub Attempt(path As String)
  On Error GoTo Bad
  Dim doc, libs, shelf, owners, names, i, made, script
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim kept(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "MacroExecutionMode" : how(0).Value = 4
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(path & ".xlsx"), "_blank", 0, how())
  libs = doc.BasicLibraries
  libs.VBACompatibilityMode = True
  made = doc.createInstance("ooo.vba.VBAGlobals")
  If Not libs.hasByName("Standard") Then libs.createLibrary("Standard")
  shelf = libs.getByName("Standard")
  owners = doc.createInstance("ooo.vba.VBAObjectModuleObjectProvider")
  names = owners.getElementNames()
  For i = 0 To UBound(names)
    PutModule(shelf, names(i), 4, owners.getByName(names(i)), "Option VBASupport 1" & Chr(10))
  Next i
  PutModule(shelf, "Trial", 1, Nothing, ReadCode(path & ".bas"))
  script = doc.getScriptProvider().getScript("vnd.sun.star.script:Standard.Trial.%(entry)s?language=Basic&location=document")
  script.invoke(Array(), Array(), Array())
  kept(0).Name = "FilterName" : kept(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(path & ".out.xlsx"), kept())
  doc.close(True)
  Exit Sub
Bad:
  Say path & ".error", Error$
End Sub

Sub Main
  Dim i
  For i = 0 To %(last)d
    Attempt("%(folder)s/b" & i)
  Next i
  StarDesktop.terminate()
End Sub
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """``code`` is the whole module, ``entry`` the procedure to run, ``book`` the workbook (.xlsx) it is run in."""

    code: str
    entry: str
    book: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """``book`` is the workbook afterwards; b"" where the macro did not run to its end, and ``error`` what was said."""

    book: bytes
    error: str = ""


def run_macros(trials: Sequence[Trial]) -> tuple[Outcome, ...]:
    """Every macro in its own workbook, all in one run. Raises FileNotFoundError without LibreOffice."""
    program = soffice()
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, trial in enumerate(trials):
            (folder / f"b{number}.xlsx").write_bytes(_named(trial.book))
            code = f"Option VBASupport 1\n{trial.code}\n\nPublic Sub {_ENTRY}()\n    {trial.entry}\nEnd Sub\n"
            (folder / f"b{number}.bas").write_text(code, "utf-8")
        _start(program, folder, len(trials) - 1)
        return tuple(_outcome(folder, number) for number in range(len(trials)))


def _named(book: bytes) -> bytes:
    """The workbook with the code names that Excel gives and other writers leave out."""
    import io

    from openpyxl import load_workbook

    opened = load_workbook(io.BytesIO(book))
    opened.code_name = "ThisWorkbook"
    for number, sheet in enumerate(opened.worksheets, start=1):
        sheet.sheet_properties.codeName = f"Sheet{number}"
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def _start(program: str, folder: Path, last: int) -> None:
    profile = folder / "profile"
    command = [program, "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"]
    subprocess.run([*command, "--terminate_after_init"], capture_output=True, timeout=SECONDS, check=False)
    shelf = profile / "user" / "basic" / "Standard"
    shelf.mkdir(parents=True, exist_ok=True)
    settings = (
        profile / "user" / "registrymodifications.xcu"
    )  # a new one would make the profile anew, without the macro
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", _SET), "utf-8")
    for kind, elements in (("script", '<library:element library:name="Run"/>'), ("dialog", "")):
        (shelf.parent / f"{kind}.xlc").write_text(_XML + _LIBRARIES.format(kind=kind), "utf-8")
        (shelf / f"{kind}.xlb").write_text(_XML + _LIBRARY.format(elements=elements), "utf-8")
    code = _RUNNER % {"entry": _ENTRY, "last": last, "folder": folder}
    (shelf / "Run.xba").write_text(_XML + _MODULE.format(code=escape(code)), "utf-8")
    running = subprocess.Popen(
        [*command, "macro:///Standard.Run.Main"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _outcome(folder: Path, number: int) -> Outcome:
    made, told = folder / f"b{number}.out.xlsx", folder / f"b{number}.error"
    if told.exists():
        return Outcome(b"", told.read_text("utf-8", errors="replace").strip())
    if not made.exists():
        return Outcome(b"", "終わりまで動きませんでした。")
    return Outcome(made.read_bytes())
