"""What a macro must have and may never do in an office. Knows VBA's words; it does not run anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.place import section_places
from app.checks.subject import Checked, Subject
from app.result import Finding

_PROCEDURE = re.compile(r"^[ \t]*(?:Public |Private )?(?:Sub|Function)[ \t]+\w", re.MULTILINE | re.IGNORECASE)
_EXPLICIT = re.compile(r"^[ \t]*Option[ \t]+Explicit\b", re.MULTILINE | re.IGNORECASE)
_FORBIDDEN = (
    (r"\bShell\b|WScript\.|\bSendKeys\b", "ほかのプログラムを動かす命令"),
    (r"XMLHTTP|WinHttp|InternetExplorer|FollowHyperlink|https?://|\bMSXML2\b", "外部と通信する命令"),
    (r"\bKill\b|\bRmDir\b|DeleteFile|DeleteFolder", "ファイルを消す命令"),
    (r"Outlook\.Application|\.SendMail\b|CDO\.Message", "メールを送る命令"),
    (
        r"\bDeclare\b[ \t]+(?:PtrSafe[ \t]+)?(?:Sub|Function)|\bEnviron\b|\bGetObject\b",
        "端末の機能を直接使う命令",
    ),
)
_PAIRS = (
    (r"(?:Public |Private )?Sub\b", r"End Sub\b"),
    (r"(?:Public |Private )?Function\b", r"End Function\b"),
    (r"For\b", r"Next\b"),
    (r"With\b", r"End With\b"),
    (r"Do\b", r"Loop\b"),
    (r"Select Case\b", r"End Select\b"),
)
_BLOCK_IF = re.compile(r"^[ \t]*If\b.*\bThen[ \t]*(?:'.*)?$", re.MULTILINE | re.IGNORECASE)
_END_IF = re.compile(r"^[ \t]*End If\b", re.MULTILINE | re.IGNORECASE)


def check_macro(subject: Subject) -> Checked:
    """Errors for what an office forbids, warnings for a missing Option Explicit and for blocks that do not close."""
    return Checked(subject.text, (), tuple(_findings(subject)))


def _findings(subject: Subject) -> Iterator[Finding]:
    for section, start, end in section_places(subject):
        code = subject.text[start:end]
        if not section.verbatim or not _PROCEDURE.search(code):
            continue
        plain = re.sub(r'"[^"\n]*"', '""', re.sub(r"^[ \t]*'.*$", "", code, flags=re.MULTILINE))
        if not _EXPLICIT.search(plain):
            message = "マクロの初めに「Option Explicit」がありません。変数の打ち間違いを見付けるため、加えてください。"
            yield Finding("macro.explicit", "warning", message, start, end)
        for pattern, what in _FORBIDDEN:
            match = re.search(pattern, code, re.IGNORECASE)
            if match:
                message = f"「{match[0]}」は{what}です。庁内の端末では使わないでください。"
                yield Finding("macro.forbidden", "error", message, start + match.start(), start + match.end())
        for opening, closing in _PAIRS:
            if _count(opening, plain) != _count(closing, plain):
                word = closing.replace(r"\b", "")
                message = f"「{word}」の数が、始まりの数と合いません。コードが途中で切れていないか、確かめてください。"
                yield Finding("macro.unclosed", "error", message, start, end)
        if len(_BLOCK_IF.findall(plain)) != len(_END_IF.findall(plain)):
            message = "「End If」の数が、Ifの数と合いません。コードが途中で切れていないか、確かめてください。"
            yield Finding("macro.unclosed", "error", message, start, end)


def _count(word: str, code: str) -> int:
    return len(re.findall(rf"^[ \t]*{word}", code, re.MULTILINE | re.IGNORECASE))
