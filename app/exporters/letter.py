"""The parts of an office's letter (公文書) by their places: number, day, addressee, sender, subject, 担当. Knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.exporters.layout import Block

_HEAD = 12
"""Within so many lines a letter has told whom it is for."""
NUMBER = re.compile(r"^[一-龠々ぁ-んァ-ヶー]{0,8}第[0-9０-９　 ]+号(?:の[0-9０-９]+)?$")
DAY = re.compile(r"^令和[0-9０-９元　 ]+年[0-9０-９　 ]+月[0-9０-９　 ]+日(?:[（(][月火水木金土日][)）])?$")
_WEEKDAY = re.compile(r"[（(][月火水木金土日][)）]$")
_TO = ("様", "各位", "殿", "御中")
_SUBJECT = re.compile(
    r"(?:（(?:回答|通知|依頼|照会|送付|報告|案内|伺い|諮問|答申|申請|進達|協議|提出|再通知|督促)）|について)$"
)
_POST = re.compile(r"(?:.[長員課部局室係会所]|[都道府県市町村区])(?:[　 ]+\S+){0,2}$|^（公印省略）$")
_LINE = re.compile(r"^[^。、|｜]{2,30}$")
_CONTACT = re.compile(r"^(?:担当|電話|内線|ファクス|ＦＡＸ|FAX|メール|電子メール|E-mail|直通)", re.IGNORECASE)
_SENDERS = 4


def lay_letter(blocks: Sequence[Block], *, title: str = "") -> list[Block]:
    """The blocks of a text; where it is a letter, those of its head and of its end have kinds of their own.

    ``head``: number and day, which stand right with the same beginning and end (``level``: their width in half
    characters). ``to``: addressee (``level`` 1, a second line 2). ``sender`` (the first has ``level`` 1), ``subject``. ``contact``: 担当 after
    以上, at the right, begun on one line (``level`` as of ``head``). Anything else is no letter and stays as it is.
    The day of a letter has no weekday. A letter without a subject has ``title``, which stood above it, as its subject.
    """
    made = list(blocks)
    to = next((at for at, block in enumerate(made[:_HEAD]) if block.text.endswith(_TO)), -1)
    heads = [at for at in range(max(to, 0)) if made[at].kind == "right" and _is_head(made[at].text)]
    if not heads:
        return made
    words = {at: without_weekday(made[at].text) for at in heads}
    wide = max(map(width, words.values()))
    for at in heads:
        made[at] = replace(made[at], kind="head", text=words[at], level=wide)
    named = [at for at in range(heads[-1] + 1, to + 1) if made[at].kind in ("body", "deep")]
    for place, at in enumerate(named, start=1):
        made[at] = replace(made[at], kind="to", level=min(place, 2), indent=False)
    end = _sent(made, to + 1)
    if title and not any(block.kind == "subject" for block in made):
        made.insert(end, replace(made[to], kind="subject", text=title, level=0))
        end += 1
    while end < len(made) and made[end].kind == "blank":
        end += 1
    made = [block for at, block in enumerate(made) if block.kind != "blank" or at >= end]
    return _closed(made)


def width(text: str) -> int:
    """The width of a line in half characters.

    >>> width("令和8年")
    7
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def without_weekday(text: str) -> str:
    """A day as a letter's head has it.

    >>> without_weekday("令和8年11月30日（月）")
    '令和8年11月30日'
    """
    return _WEEKDAY.sub("", text)


def _is_head(text: str) -> bool:
    return bool(NUMBER.match(text) or DAY.match(text))


def _sent(blocks: list[Block], start: int) -> int:
    """Mark who sends the letter and its subject, from the line after the addressee; gives the place after them.

    Without 「…について」 the subject is the last short line before the text, below a sender.
    """
    lines: list[int] = []
    for at in range(start, len(blocks)):
        if blocks[at].kind == "blank":
            continue
        words = blocks[at].text
        if len(lines) > _SENDERS or words == "記" or not (_LINE.match(words) or _SUBJECT.search(words)):
            break
        lines.append(at)
        if _SUBJECT.search(words):
            break
    titled = bool(lines) and bool(_SUBJECT.search(blocks[lines[-1]].text))
    if not titled:
        posts = [at for at in lines if _POST.search(blocks[at].text)]
        titled = bool(posts) and posts[-1] != lines[-1]
        lines = lines if titled else posts
    for place, at in enumerate(lines):  # the first has an empty line before it
        blocks[at] = replace(blocks[at], kind="sender", level=int(place == 0), indent=False)
    if titled:
        blocks[lines[-1]] = replace(blocks[lines[-1]], kind="subject")
    return lines[-1] + 1 if lines else start


def _closed(blocks: list[Block]) -> list[Block]:
    """担当 and what stands below it after 以上, as a block at the right."""
    end = next((at for at, block in enumerate(blocks) if block.kind == "right" and block.text == "以上"), -1)
    if end < 0:
        return blocks
    places = [
        at
        for at in range(end + 1, len(blocks))
        if blocks[at].kind in ("body", "deep", "item", "bullet", "heading")
    ]
    if not places or not _CONTACT.match(blocks[places[0]].text):
        return blocks
    wide = max(width(_plain(blocks[at].text)) for at in places)
    for at in places:
        blocks[at] = replace(blocks[at], kind="contact", level=wide, indent=False)
    return [block for at, block in enumerate(blocks) if block.kind != "blank" or at < end]


def _plain(text: str) -> str:
    return re.sub(r"\[\d+\]", "", text)
