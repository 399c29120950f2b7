"""The lines of a clerk's form as the amending sentences that they mean. Knows nothing of regulations.

A form is filled in notes: 「・第2条第1号の「300円」を「250円」にする」 means 「第2条第1号中「300円」を「250円」に改める。」 What is no such
note stays as it was written.
"""

from __future__ import annotations

import re

from ingest.law.amending.grammar import looks_amending

_MARK = re.compile(r"^[　 ]*(?:[・●○■◆*＊-]|[(（]?[0-9０-９]{1,2}[)）.．](?=[　 ]|第)|[①-⑳])[　 ]*")
_ITEM = re.compile(r"(?<=[条項])[(（](?P<number>[0-9]{1,2})[)）](?=[の中　 「])")
"""「第2条(2)」 is what a clerk calls 第2条第2号."""
_ARROW = re.compile(r"(?<=」)[　 ]*(?:→|⇒|->|=>)[　 ]*(?=「)")
_PLACE = re.compile(r"(?<=[条項号則表])[　 ]*(?:の|の中の|中の|、|，|：|:)?[　 ]*(?=「)")
_CHANGES = re.compile(
    r"」に(?:(?:改正|変更|修正)(?:する|します)?|する|します|変える|変えます|改めます|直す)?$"
)


def as_amending(wanted: str) -> str:
    """``wanted`` line by line, each note that can be read as an amending sentence written as one.

    >>> as_amending("・第2条第1号　「300円」→「250円」")
    '第2条第1号中「300円」を「250円」に改める。'
    """
    return "\n".join(_read(line) for line in wanted.split("\n"))


def _read(line: str) -> str:
    if looks_amending(line):
        return line
    words = _ITEM.sub(r"第\g<number>号", _MARK.sub("", line)).strip(" 　").rstrip("。")
    if looks_amending(f"{words}。"):
        return f"{words}。"
    words = _ARROW.sub("を", words)
    words = _CHANGES.sub("」に改める", words) if "」を「" in words else words
    words = words if words.endswith("改める") or not words.endswith("」") else f"{words}に改める"
    words = _PLACE.sub("中", words, count=1) if "」を「" in words else words
    return f"{words}。" if "」を「" in words and looks_amending(f"{words}。") else line
