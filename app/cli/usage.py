"""The words of argparse in Japanese: headings of --help, and what is wrong with a command as it was typed. Knows no command."""

from __future__ import annotations

import argparse

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


def speak_japanese() -> None:
    """argparse asks ``gettext`` for its words, under this name; there is no other way to give it some."""
    vars(argparse)["_"] = lambda words: _WORDS.get(words, words)
    vars(argparse)["ngettext"] = lambda one, many, count: "値を %s 個書いてください。"
