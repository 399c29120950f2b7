"""What a macro must have and may never do in an office. Knows VBA's words; it does not run anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.place import section_places
from app.checks.subject import Checked, Subject
from app.checks.uses.macro_words import CODE, FORBIDDEN, OWN_OBJECT, as_run
from app.result import Finding

_EXPLICIT = re.compile(r"^[ \t]*Option[ \t]+Explicit\b", re.MULTILINE | re.IGNORECASE)
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
        if not section.verbatim or not CODE.search(code):
            continue
        plain = re.sub(r'"[^"\n]*"', '""', re.sub(r"^[ \t]*'.*$", "", code, flags=re.MULTILINE))
        if not _EXPLICIT.search(plain):
            message = "マクロの初めに「Option Explicit」がありません。変数の打ち間違いを見付けるため、加えてください。"
            yield Finding("macro.explicit", "warning", message, start, end)
        yield from _forbidden(code, start)
        for opening, closing in _PAIRS:
            if _count(opening, plain) != _count(closing, plain):
                word = closing.replace(r"\b", "")
                message = f"「{word}」の数が、始まりの数と合いません。コードが途中で切れていないか、確かめてください。"
                yield Finding("macro.unclosed", "error", message, start, end)
        if len(_BLOCK_IF.findall(plain)) != len(_END_IF.findall(plain)):
            message = "「End If」の数が、Ifの数と合いません。コードが途中で切れていないか、確かめてください。"
            yield Finding("macro.unclosed", "error", message, start, end)


def _forbidden(code: str, start: int) -> Iterator[Finding]:
    """One error for each kind of what leaves the macro's own workbook, at its first place."""
    run = OWN_OBJECT.sub("", as_run(code))
    for pattern, what in FORBIDDEN:
        match = next((found for found in pattern.finditer(run) if found[0].strip()), None)
        if match:
            word = match[0].strip()
            at = max(code.lower().find(word.lower()), 0)  # joined of two parts it stands nowhere
            message = f"「{word}」は{what}です。庁内の端末では使わないでください。"
            yield Finding("macro.forbidden", "error", message, start + at, start + at + len(word))


def _count(word: str, code: str) -> int:
    return len(re.findall(rf"^[ \t]*{word}", code, re.MULTILINE | re.IGNORECASE))
