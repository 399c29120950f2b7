"""A past document taken apart at its headings. Knows nothing of what the parts are for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from app.retrieval import PastDocument
from app.text.wording import is_row

_NUMBERED = re.compile(r"^(?:第?[0-9０-９]{1,2}(?:条)?)(?:[　 ]+|[.．][　 ]*)(?P<title>[^。]{1,28})$")
_CHAPTER = re.compile(r"^第[0-9０-９一二三四五六七八九十]{1,3}章[　 ]+(?P<title>[^。]{1,28})$")
_BRACED = re.compile(r"^[　 ]*(?:【(?P<braced>[^【】]{1,24})】|[■●◆][　 ]*(?P<marked>[^。]{1,24}))[　 ]*$")
_SIGNATURE = re.compile(
    r"^[　 ]*(?:(?:令和|平成)[0-9０-９元]{1,2}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[^。、]{1,14}[長員][　 ]\S+[　 ]?\S*)$"
)

_CONTACT = re.compile(r"(?:\n[　 ]*(?:担当|電話|ＦＡＸ|FAX|メール|問合せ先|問い合わせ先)[　 ：:].*)+\s*$")


_SIGNED = re.compile(
    r"\n+(?:御不明な点[^\n]*\n+)?(?:[^\n]*よろしくお願い[^\n]*\n+)?(?:--[ ]?|[-─━＝=＊*_]{4,})\n[\s\S]*$"
)
"""The end of a mail: the courtesy and the signature below 「--」."""


_LABELLED = re.compile(r"^[　 ]*■[　 ]*([^\s。、：:]{1,10})[　 ：:]+([^\s：:].*)$")
_BESIDE = re.compile(r"^([0-9０-９]{1,2})[　 ]+([^\s。、：:|｜（(0-9０-９]{2,14})　+(\S.*)$")
_LABELS = 3
"""Lines of a mail that make its items: 「■日時　10月21日（火）13:30」."""
_SPREAD, _SPREAD_OUT = re.compile(r"[　 ]+"), re.compile(r"\S(?:[　 ]+\S){1,4}(?![^　 （(])")
"""「趣　　旨」, 「提 出 先」: a heading spread out to the width of the others."""
_SHORT = re.compile(r"^[^\s　、。：:|｜（）()「」・※〒@0-9０-９][^、。：:|｜「」※〒@]{1,13}$")
_NO_HEADING = re.compile(r"^記$|^以[　 ]?上$|案$|[様殿中長]$|各位$|[課係室局所部]$|[都道府県市町村]$")
_SENTENCE = re.compile(r"。[）)]?$")
_FEWEST = 2
"""Headings that make a document one with headings: a single short line is a label."""


@dataclass(frozen=True, slots=True)
class Headed:
    """One part: its heading without number or brackets, and the text under it."""

    title: str
    body: str


def split_past(past: PastDocument) -> tuple[Headed, ...]:
    """The parts of a past document, by the headings that its file has where its lines have no numbers."""
    return split_headed(past.document.text, past.headings)


def split_headed(text: str, known: Collection[str] = ()) -> tuple[Headed, ...]:
    """The parts under the document's top headings (「1　目的」 or 「【答弁（案）】」), in order; what is above the
    first heading has the title "". Where no line is written so, the ``known`` lines are the headings, and without
    those the short lines that stand alone above sentences or a table."""
    lines = _CONTACT.sub("", _SIGNED.sub("", text)).split("\n")
    if sum(bool(_LABELLED.match(line)) for line in lines) >= _LABELS:
        lines = [part for line in lines for part in _LABELLED.sub(r"■\1\n　\2", line).split("\n")]
    lines = _beside_apart(lines)
    braced = sum(bool(_BRACED.match(line)) for line in lines) >= _FEWEST
    titles = [_title(line, braced) for line in lines]
    if not any(titles):
        titles = _plain_titles(lines, known)
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line, title in zip(lines, titles, strict=True):
        if title:
            parts.append((title, []))
        else:
            parts[-1][1].append(line)
    return tuple(Headed(title, "\n".join(body).strip("\n")) for title, body in parts)


def _beside_apart(lines: list[str]) -> list[str]:
    """The lines with what stands beside a numbered heading under it: 「7　検査　納品の日から10日以内」. Only where most of
    the numbered lines are written so, for one alone is an item of a list."""
    beside = sum(bool(_BESIDE.match(line)) for line in lines)
    numbered = sum(bool(_NUMBERED.match(line) or _BESIDE.match(line)) for line in lines)
    if beside < _LABELS or beside * 2 < numbered:
        return lines
    return [part for line in lines for part in _BESIDE.sub(r"\1　\2\n\3", line).split("\n")]


def _title(line: str, braced: bool) -> str:
    """The heading that a line with a number or brackets is, else ""."""
    match = _BRACED.match(line) if braced else _NUMBERED.match(line) or _CHAPTER.match(line)
    if match is None or is_row(line):
        return ""
    groups = match.groupdict()
    title = (groups.get("title") or groups.get("braced") or groups.get("marked") or "").strip()
    return _SPREAD.sub("", title) if _SPREAD_OUT.match(title) else title


def _plain_titles(lines: list[str], known: Collection[str]) -> list[str]:
    """For each line the heading that it is, "" for none; the first line that is written is the document's name."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    told = [line.strip() if at > first and line.strip() in known else "" for at, line in enumerate(lines)]
    if sum(map(bool, told)) >= _FEWEST:
        return told
    short = [line if at > first and _heads(lines, at) else "" for at, line in enumerate(lines)]
    return short if sum(map(bool, short)) >= _FEWEST else [""] * len(lines)


def _heads(lines: list[str], at: int) -> bool:
    """Whether a short line stands above a sentence, an item or a table."""
    line = lines[at].rstrip()
    if not _SHORT.match(line) or _NO_HEADING.search(line) or is_row(line):
        return False
    below = next((each for each in lines[at + 1 :] if each.strip()), "")
    return bool(_SENTENCE.search(below.rstrip())) or is_row(below)


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
    return [line for line in lines if "。" in line and not (is_row(line) or _SIGNATURE.match(line))]
