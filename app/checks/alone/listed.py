"""A number of things that the list behind it does not have: 「次の4会場」 above three rows. Knows nothing of sources.

Only where the words say that the list follows, and the list is plainly one: marks in order, or the rows of one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.checks.grounds.pools import read_spans
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.rows import CELL, tables
from ingest.law.numbers import kanji_number

_UNITS = (
    "つ|点|項目|種目|種類|会場|件|か所|箇所|カ所|ヶ所|団体|区分|事項|施設|分野|本柱|コース|講座|校|社|地区|議案|議題|案件|"
    "課題|方針|要件|条件|書類|事業|部門|日程|組|班|チーム"
)
_SAID = re.compile(
    rf"(?:次|以下|下記)の(?P<all>(?P<n>[0-9０-９]{{1,2}}|[二三四五六七八九十])(?:{_UNITS}))(?!以上|以内|程度|のうち|のいずれか|の?いずれ)"
)
_MARKS = (
    re.compile(r"[①-⑳]"),
    re.compile(r"[(（](?P<n>[0-9０-９]{1,2})[)）]"),
    re.compile(r"^[ 　]*[(（](?P<n>[0-9０-９]{1,2})[)）]"),
    re.compile(r"^[ 　]*(?P<n>[0-9０-９]{1,2})[ 　.．、](?![0-9０-９])"),
    re.compile(r"^[ 　]*(?P<k>[ア-コ])[ 　.．、]"),
    re.compile(r"^[ 　]*[①-⑳]"),
)
_BILL = re.compile(r"^[ 　]*(?:議案|報告|諮問|認定|承認|同意|請願|陳情)第?[0-9０-９]+号[ 　]")
_BULLET = re.compile(r"^[ 　]*(?P<mark>[・○●◆■◇□])")
_KANA = "アイウエオカキクケコ"
_TOTAL = re.compile(r"^[ 　|]*(?:合[ 　]*計|総[ 　]*計|小[ 　]*計|計)")
_NAMED = re.compile(
    r"[ 　]*の(?P<all>(?P<n>[0-9０-９]{1,2}|[二三四五六七八九十])(?:か所|箇所|カ所|ヶ所|会場|校|施設|団体|課))(?!以上|以内|程度)"
)
_BEGINS = re.compile(r"(?:^|[\n。：:]|[はをにが]、?)[ 　]*$")
_JOIN = re.compile(r"[ 　]*(?:、|・|及び|並びに|と)[ 　]*")
_MOST, _LEAST = 20, 2
_COUNTED = "「{words}」とありますが、その一覧は{found}件です。数と一覧のどちらが正しいかを確かめてください。"


def check_listed(subject: Subject) -> Checked:
    """A finding total.listed for each number that its list does not have."""
    text = subject.text
    return Checked(text, (), (*_announced(text), *_named(text)))


def _announced(text: str) -> Iterator[Finding]:
    """「次の3会場で…」 with its list in the same line or right below."""
    for match in _SAID.finditer(text):
        end = text.find("\n", match.end()) % (len(text) + 1)
        wanted = _number(match["n"])
        rest = text[match.end() : end]
        found = _inline(rest) or _below(text[end + 1 :].split("\n"))
        if wanted and found and wanted not in found:
            yield _finding(match, found[0])


def _inline(line: str) -> tuple[int, ...]:
    for mark in _MARKS[:2]:
        found = [each[0] for each in mark.finditer(line)]
        if len(found) >= _LEAST and [_order(each) for each in found] == list(range(1, len(found) + 1)):
            return (len(found),)
    return ()


def _below(lines: Sequence[str]) -> tuple[int, ...]:
    """How many things the list or table at the head of ``lines`` has; () where there is none, or it is nested."""
    lines = [line for line in lines[: 4 * _MOST] if line.strip()]
    if not lines:
        return ()
    if CELL in lines[0]:
        return _rows(lines)
    for mark in _MARKS[2:]:
        if (first := mark.match(lines[0])) and _order(first[0]) == 1:
            count = 1
            for line in lines[1:]:
                here = mark.match(line)
                if here and _order(here[0]) == count + 1:
                    count += 1
                elif here:
                    break
            return (count,) if count >= _LEAST else ()
    bills = next((at for at, line in enumerate(lines) if not _BILL.match(line)), len(lines))
    if bills >= _LEAST:
        return (bills,)
    bullet = _BULLET.match(lines[0])
    if bullet is None:
        return ()
    count = next(
        (at for at, line in enumerate(lines) if not line.lstrip(" 　").startswith(bullet["mark"])), len(lines)
    )
    return (count,) if count >= _LEAST else ()


def _rows(lines: Sequence[str]) -> tuple[int, ...]:
    """The rows under the head of a table, and how many different words each of its columns has."""
    head, *below = next(tables("\n".join(lines)))
    rows = [row.cells for row in below if not _TOTAL.match(row.cells[0])]
    if len(rows) < _LEAST:
        return ()
    columns = [len({row[at] for row in rows}) for at in range(len(head.cells))]
    headless = 1 if re.search("[0-9０-９]", lines[0]) else 0
    return (len(rows) + headless, *columns)


def _named(text: str) -> Iterator[Finding]:
    """「神明公民館、川端児童公園の2か所」: names one behind the other, from the beginning of a clause on."""
    spans = [each for each in read_spans(text) if each.kind in ("施設", "組織")]
    for at, last in enumerate(spans):
        match = _NAMED.match(text, last.end)
        wanted = _number(match["n"]) if match else None
        if match is None or wanted is None:
            continue
        run = [last]
        for each in reversed(spans[:at]):
            if not _JOIN.fullmatch(text[each.end : run[-1].start]):
                break
            run.append(each)
        begins = _BEGINS.search(text[: run[-1].start])
        if len(run) >= _LEAST and begins and len(run) != wanted:
            yield _finding(match, len(run))


def _order(mark: str) -> int:
    plain = normalize("NFKC", mark).strip(" 　().、")
    if plain in _KANA and plain:
        return _KANA.index(plain) + 1
    return int(plain) if plain.isdigit() else 0


def _number(words: str) -> int | None:
    return kanji_number(normalize("NFKC", words))


def _finding(match: re.Match[str], found: int) -> Finding:
    told = _COUNTED.format(words=match["all"], found=found)
    return Finding("total.listed", "warning", told, match.start("all"), match.end("all"))
