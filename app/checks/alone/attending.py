"""A number of people that the names behind it are not: 「出席委員（8人）」 before seven names. Knows nothing of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from app.checks.subject import Checked, Subject
from app.result import Finding
from ingest.law.numbers import kanji_number

_SAID = re.compile(
    r"(?:出席|欠席|遅参|早退|委員|議員|講師|受賞者|表彰者|構成員|参集|傍聴)(?:者|委員|議員)?[ 　]*[（(]?[ 　]*(?P<all>(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?[人名])[）)]?[ 　：:は]*(?P<rest>[^\n。]*)"
)
_NAME = re.compile(
    r"[一-龠々ヶケぁ-んァ-ヶー]{1,8}(?:[ 　][一-龠々ぁ-んァ-ヶー]{1,6})?(?:[ 　]?(?:委員長?|会長|副会長|議員|議長|教授|さん|氏|様|君))?(?:[（(][^（）()]{1,20}[）)])?"
)
_MORE = re.compile(r"ほか|外[0-9０-９]|他[0-9０-９]?|等$|など|うち|中$|及び")
_LEAST = 2
_TOLD = "「{text}」とありますが、並んでいる氏名は{found}人分です。人数と氏名のどちらが正しいかを確かめてください。"


def check_attending(subject: Subject) -> Checked:
    """A finding total.listed for each number that its names are not."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    for match in _SAID.finditer(text):
        rest, wanted = match["rest"], kanji_number(normalize("NFKC", match["n"]))
        following = text[match.end() : match.end() + 2].strip("\n")
        if not wanted or _MORE.search(rest) or (rest.rstrip().endswith(("、", "，")) and following):
            continue
        names = [each.strip(" 　") for each in re.split("[、，]", re.sub(r"[（(][^（）()]*[）)]", "", rest))]
        if len(names) < _LEAST or not all(_NAME.fullmatch(each) for each in names):
            continue
        if re.match(r"\n[ 　]+[^\n]*、", text[match.end() :]):
            continue  # the names go on below
        if len(names) != wanted:
            told = _TOLD.format(text=match["all"], found=len(names))
            yield Finding("total.listed", "warning", told, match.start("all"), match.end("all"))
