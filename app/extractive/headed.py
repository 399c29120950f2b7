"""A past document taken apart at its headings. Knows nothing of what the parts are for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.wording import is_row

_NUMBERED = re.compile(r"^(?:第?[0-9０-９]{1,2}(?:条)?)(?:[　 ]+|[.．][　 ]*)(?P<title>[^。]{1,28})$")
_CHAPTER = re.compile(r"^第[0-9０-９一二三四五六七八九十]{1,3}章[　 ]+(?P<title>[^。]{1,28})$")
_BRACED = re.compile(r"^[　 ]*(?:【(?P<braced>[^【】]{1,24})】|[■●◆][　 ]*(?P<marked>[^。]{1,24}))[　 ]*$")
_SIGNATURE = re.compile(
    r"^[　 ]*(?:(?:令和|平成)[0-9０-９元]{1,2}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[^。、]{1,14}[長員][　 ]\S+[　 ]?\S*)$"
)

_CONTACT = re.compile(r"(?:\n[　 ]*(?:担当|電話|ＦＡＸ|FAX|メール|問合せ先|問い合わせ先)[　 ：:].*)+\s*$")


_SIGNED = re.compile(r"\n+(?:御不明な点[^\n]*\n+)?(?:[^\n]*よろしくお願い[^\n]*\n+)?--[ ]?\n[\s\S]*$")
"""The end of a mail: the courtesy and the signature below 「--」."""


@dataclass(frozen=True, slots=True)
class Headed:
    """One part: its heading without number or brackets, and the text under it."""

    title: str
    body: str


def split_headed(text: str) -> tuple[Headed, ...]:
    """The parts under the document's top headings (「1　目的」 or 「【答弁（案）】」), in order; what is above the
    first heading has the title ""."""
    lines = _CONTACT.sub("", _SIGNED.sub("", text)).split("\n")
    braced = sum(bool(_BRACED.match(line)) for line in lines) >= 2
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        match = _BRACED.match(line) if braced else _NUMBERED.match(line) or _CHAPTER.match(line)
        if match is None or is_row(line):
            parts[-1][1].append(line)
            continue
        groups = match.groupdict()
        parts.append(
            ((groups.get("title") or groups.get("braced") or groups.get("marked") or "").strip(), [])
        )
    return tuple(Headed(title, "\n".join(body).strip("\n")) for title, body in parts)


def find_part(parts: tuple[Headed, ...], names: tuple[str, ...]) -> Headed | None:
    """The part whose heading is one of ``names``, or has one of them as its beginning."""
    for name in names:
        for part in parts:
            if part.title == name:
                return part
    for name in names:
        for part in parts:
            if part.title and (part.title.startswith(name) or name.startswith(part.title)):
                return part
    return None


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a speech or a letter: no title, no table of particulars above it, no signature below."""
    lines = [line.rstrip() for line in text.split("\n")]
    indented = [
        line for line in lines if line.startswith("　") and not is_row(line) and not _SIGNATURE.match(line)
    ]
    if indented:
        return indented
    return [line for line in lines if len(line) > 30 and not is_row(line)]
