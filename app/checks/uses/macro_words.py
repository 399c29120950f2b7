"""The words of VBA by which a macro leaves its own workbook, with what each would do. Knows no texts and no findings."""

from __future__ import annotations

import re

OWN_OBJECT = re.compile(r'\bCreateObject\s*\(?\s*"Scripting\.Dictionary"', re.IGNORECASE)
"""A dictionary lives in the macro's own memory: the one object that is made here."""

FORBIDDEN = tuple(
    (re.compile(pattern, re.IGNORECASE | re.MULTILINE), what)
    for pattern, what in (
        (
            r"\bShell\b|WScript\.|\bSendKeys\b|\bAppActivate\b|\bExecuteExcel4Macro\b|\bDDE(?:Initiate|Execute|Poke)\b",
            "ほかのプログラムを動かす命令",
        ),
        (
            r"XMLHTTP|WinHttp|InternetExplorer|FollowHyperlink|\.Follow\b|https?://|\bftp://|\bMSXML2\b|\bWebService\b"
            r"|\bQueryTables\b|\bADODB\b|\bDAO\.|\bOLEDB|\bODBC|\bConnections\.Add",
            "外部と通信する命令",
        ),
        (
            r"\bKill\b|\bRmDir\b|DeleteFile|DeleteFolder|\bFileSystemObject\b|\bFileCopy\b|\bSetAttr\b|\bMkDir\b"
            r"|^[ \t]*Name\b[^=\n]*\bAs\b|\bOpen\b[^\n]*\bFor[ \t]+(?:Output|Append|Input|Binary|Random)\b",
            "ファイルを消し、写し、書き換える命令",
        ),
        (
            r"Outlook\.Application|\.Send(?:Mail|ForReview)\b|CDO\.Message|\bMailEnvelope\b",
            "メールを送る命令",
        ),
        (
            r"\bWorkbooks\s*\.\s*(?:Open\w*|Add|CheckOut)\b|\bGetOpenFilename\b|\bApplication\s*\.\s*(?:Run|FindFile)\b"
            r"|\bWorkbooks\s*\(|\bChangeLink\b|\.\s*SaveAs\b",
            "ほかのブックを開き、動かし、書き換える命令",
        ),
        (
            r"\bDeclare\b[ \t]+(?:PtrSafe[ \t]+)?(?:Sub|Function)|\bEnviron\b|\bGetObject\b|winmgmts|\bVBProject\b|\bVBE\b"
            r"|\bCallByName\b|\bRegWrite\b|\bSaveSetting\b|\bDeleteSetting\b|\bCreateObject\b|\bNew[ \t]+(?:Shell32|IWshRuntimeLibrary|Scripting\.File\w+)",
            "端末の機能を直接使う命令",
        ),
    )
)
"""What a pattern finds is told in one message each: a procedure that has two of a kind is mended once."""

CODE = re.compile(
    r"^[ \t]*(?:Public |Private |Friend |Static )*(?:(?:Sub|Function|Property (?:Get|Let|Set))[ \t]+\w"
    r"|Declare\b|Option[ \t]+Explicit\b|(?:Dim|Set)[ \t]+\w)",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that only VBA has; a formula of a cell has none."""
_JOINED = re.compile(r'"[ \t]*(?:&|\+)[ \t]*(?:_[ \t]*\n[ \t]*)?"')
_CONTINUED = re.compile(r"[ \t]+_[ \t]*\n[ \t]*")


def as_run(code: str) -> str:
    """The code as it runs: without comments, a line over two lines as one, and "Sh" & "ell" as one word.

    >>> as_run('Set o = CreateObject("Sh" & "ell.Application") \\' opens it')
    'Set o = CreateObject("Shell.Application") '
    """
    lines = (_without_comment(line) for line in _CONTINUED.sub(" ", code).split("\n"))
    return _JOINED.sub("", "\n".join(lines))


def _without_comment(line: str) -> str:
    if re.match(r"[ \t]*Rem\b", line, re.IGNORECASE):
        return ""
    inside = False
    for at, letter in enumerate(line):
        inside ^= letter == '"'
        if letter == "'" and not inside:
            return line[:at]
    return line
