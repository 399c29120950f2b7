"""The words of argparse in Japanese: headings of --help, and what is wrong with a command as it was typed. Knows no command."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_WORDS = {
    "usage: ": "書き方：",
    "positional arguments": "書くもの",
    "options": "付けられるもの",
    "show this help message and exit": "この説明を出します",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "「%(value)s」はありません。使えるもの：%(choices)s",
    "invalid %(type)s value: %(value)r": "「%(value)s」は数ではありません。",
    "the following arguments are required: %s": "足りないものがあります：%s",
    "unrecognized arguments: %s": "知らない書き方です：%s",
    "one of the arguments %s is required": "%s のどれかを書いてください。",
    "not allowed with argument %s": "%s とは一緒に使えません。",
    "ambiguous option: %(option)s could match %(matches)s": "「%(option)s」は %(matches)s のどれか分かりません。",
    "expected one argument": "値を一つ書いてください。",
    "expected at most one argument": "値は一つまでです。",
    "expected at least one argument": "値を一つ以上書いてください。",
}
"""The keys are those of Python 3.11; one that a later Python words otherwise stays in English."""


_HALF = "\0"
"""Stands behind each full-width letter until the page is whole: argparse counts letters, a terminal counts columns."""
_LINE_END = re.compile(r"[^ \n、。]*(?:[、。]+[）」』]*| +|$)")
_CLAUSE = re.compile(r"（?[^・（]+・?|.", re.DOTALL)
_ASCII_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST = "、。，．）」』〕】・：；！？ーっゃゅょッャュョ〜～"


class Parser(argparse.ArgumentParser):
    """A parser whose --help, and that of every command below it, keeps its columns in Japanese."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("formatter_class", _Columns)
        super().__init__(*arguments, **named)


class _Columns(argparse.HelpFormatter):
    """argparse's page, counted in the columns of a terminal and broken at blanks, 、 and 。"""

    def _metavar_formatter(
        self, action: argparse.Action, default_metavar: str
    ) -> Callable[[int], tuple[str, ...]]:
        plain = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(_widened(each) for each in plain(size))

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None,
    ) -> str:
        head = _widened(_WORDS["usage: "] if prefix is None else prefix)
        return super()._format_usage(usage, actions, groups, head)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(broken(" ".join(text.split()), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = self._split_lines(text, width - len(indent))
        return "\n".join(indent + line for line in lines)

    def format_help(self) -> str:
        return super().format_help().replace(_HALF, "")


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes: two for each full-width letter."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def broken(text: str, width: int) -> Iterator[str]:
    """The lines of ``text``, none wider than ``width``: broken behind a blank, 、 or 。. Only what has none of them for
    a whole line is broken at ・ or （, or between two Japanese letters. A word of ASCII letters is never cut."""
    line = ""
    pieces = (
        part
        for piece in _LINE_END.findall(text)
        for part in ((piece,) if columns(piece.rstrip()) <= width else _CLAUSE.findall(piece))
    )
    for piece in pieces:
        if columns(line + piece.rstrip()) > width and line:
            yield line.rstrip()
            line = ""
        line += piece
        while columns(line.rstrip()) > width:
            cut = _cut(line, width)
            if cut == len(line):
                break
            yield line[:cut].rstrip()
            line = line[cut:]
    if line.strip():
        yield line.rstrip()


def _cut(line: str, width: int) -> int:
    """Where a line without a blank is cut: before the last letter or ASCII word that no longer fits, never before 、."""
    fits = [
        each.start()
        for each in _ASCII_WORD.finditer(line)
        if each.start() and line[each.start()] not in _NEVER_FIRST
    ]
    return max((at for at in fits if columns(line[:at]) <= width), default=min(fits, default=len(line)))


def _widened(text: str | None) -> str:
    return "".join(each + _HALF * (columns(each) - 1) for each in text or "")


def speak_japanese() -> None:
    """argparse asks ``gettext`` for its words, under this name; there is no other way to give it some."""
    vars(argparse)["_"] = lambda words: _WORDS.get(words, words)
    vars(argparse)["ngettext"] = lambda one, many, count: "値を %s 個書いてください。"
