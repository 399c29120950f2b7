"""What the name of a file says of the paper in it, where the paper itself does not say. Knows nothing of formats or kinds.

A bill, a budget or an explanatory sheet often begins with 「令和７年度」, a table or a picture; the office has named the
file with care (「議案第３号：介護保険特別会計補正予算.pdf」).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

UNNAMED = frozenset({"条例", "規則", "規程", "要綱", "法律", "改正文", "メール", "ウェブページ", "会議録"})
"""Kinds of paper that are called by what stands in them, whatever their files are called."""
_EMPTY = "資料|別紙|別添|別記|別冊|様式|添付|参考|文書|書類|無題|新規|名称未設定|コピー|スキャン|写し|本文|表紙|目次|最終|確定|修正|提出用|配布用|公開用|統合|完成|印刷|原稿|ページ|頁"
_SAYS_NOTHING = re.compile(rf"{_EMPTY}|[^一-龠々ァ-ヶ]")
_FEW = 3
"""Kanji or katakana that a file's name must have beside words like 「資料」 to say what the paper is."""
_YEAR = r"(?:令和|平成|昭和|[RHＲＨ])?\s*(?:元|\d{1,4})\s*(?:年度|年|[./-])"
_WEAK = re.compile(
    rf"(?:{_YEAR}[\s\d月日.()/-]*|[\W\d_a-zA-Z]*|.{{1,2}}|(?:第?\d+|[一二三四五六七八九十]+)(?:[章節項回号]|[.、)])\s*.{{1,20}}"
    r"|(?:専決処分書|報告書?|議案|資料|目次|閲覧|本文|概要|一覧表?|別紙\d*|様式\S{0,4}|記|様|殿))"
)
"""What a paper begins with and is not called by: a year, a number, a heading of its first part, a form's word."""
_SUBJECT = re.compile(r"第\d+回.{3,}(?:について|のお知らせ|の[御ご]案内)(?:[(（].{2,6}[)）])?")
"""What a letter is on: 「第40回町民体育祭の開催について（通知）」 is no number of a first part."""
_ITEM = re.compile(r"(?:議案|報告|請願|陳情|承認|同意|諮問)第\d+号")
"""The first matter of a paper on many; 「提案理由.pdf」 is not called 「議案第1号」."""
_SHORT = 8
"""A longer line than this is kept even where it shares no word with the file's name."""
_SPREAD = re.compile(r"\S(?:\s+\S)+")
_PAGE = re.compile(
    r"^(?:[PpＰ]\s*[0-9０-９]+(?:\s*[~～〜\-－]\s*[0-9０-９]+)?|[※☆★◎○●]+|[0-9０-９]{1,3}[\s_.\-．、]+)[\s　]*"
)


def best_title(title: str, stem: str) -> str:
    """``title`` as the paper tells it, or the file's name where that says more.

    >>> best_title("令和７年度", "議案第３号：介護保険特別会計補正予算")
    '議案第３号：介護保険特別会計補正予算'
    >>> best_title("施政方針", "施政方針（446回）")
    '施政方針（446回）'
    >>> best_title("みどり市手話言語条例", "議案第18号：手話言語条例")
    'みどり市手話言語条例'
    >>> best_title("防災訓練の実施について", "資料1")
    '防災訓練の実施について'
    """
    shown = _closed(title)
    plain, said = _plain(shown), _plain(stem)
    if len(_SAYS_NOTHING.sub("", said)) < _FEW:
        return shown
    name = re.sub(r"[_\s　]+", " ", _PAGE.sub("", stem)).strip() or stem
    weak = _WEAK.fullmatch(plain) and not _SUBJECT.fullmatch(plain)
    if "|" in plain or weak or first_of_many(title, stem):
        return name
    if len(plain) <= _SHORT and not _shared(plain, said):
        return name
    return name if plain in said and len(plain) < len(said) else shown


def first_of_many(title: str, stem: str) -> bool:
    """Whether a paper begins with a matter that its file is not called by: a list of bills is none of them.

    >>> first_of_many("議案第 ２号 みどり市手数料条例の一部を改正する条例", "議案一覧表")
    True
    """
    item = _ITEM.match(_plain(title))
    return item is not None and item[0] not in _plain(stem)


def _shared(title: str, stem: str) -> bool:
    """Whether the two have a word in common: two characters in a row, kanji or katakana."""
    pairs = {a + b for a, b in pairwise(title) if not _SAYS_NOTHING.match(a + b)}
    return any(pair in stem for pair in pairs if not re.search("[^一-龠々ァ-ヶー]", pair))


def _closed(title: str) -> str:
    """「基　金　現　在　高」 → 「基金現在高」: spread out over the line, read as one word."""
    return re.sub(r"\s+", "", title) if _SPREAD.fullmatch(title.strip()) and len(title.split()) > 2 else title


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
