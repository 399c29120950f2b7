"""The day and the section that a paper itself tells, where sources.toml is silent. Knows nothing of kinds of law or of indexes.

A wrong day is worse than none: only a whole day in a place that is kept for it counts (a line of its own at the head or the
end, a label such as 「更新日：」「日時」, the name of the file), never a day in a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise, zip_longest
from pathlib import PurePosixPath

from ingest.law.numbers import era_year, find_wareki

HEAD = 25
TAIL = 12
MASTHEAD = 3
"""Lines that are not empty; of a row in the masthead each cell may be the day: 「記者発表資料 | 令和8年1月8日」."""
TABLES = frozenset({".csv", ".tsv", ".xlsx"})
"""Their rows hold days of what they list; only the lines above the table speak of the paper."""
WESTERN = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})(?!\d)")
RUN = re.compile(r"(?<!\d)(20[0-4]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
SHORT = re.compile(r"(?<![A-Za-z0-9])[RrＲ](\d{1,2})[._\-年](\d{1,2})[._\-月](\d{1,2})(?!\d)")
MONTH = re.compile(r"(令和|平成)(元|\d{1,2})年(\d{1,2})月号|(20\d\d)年(\d{1,2})月号")
FILED = re.compile(
    r"(?<!\d)(?P<west>20\d\d)\s*(?:年|[_.\-])\s*(?P<month>1[0-2]|0?[1-9])(?:月|(?![\d_.\-]))"
    r"|(?:令和|(?<![A-Za-z])[RrＲ])\s*(?P<era>元|\d{1,2})\s*(?:年|[_.\-])\s*(?P<month_>1[0-2]|0?[1-9])(?:月|(?![\d_.\-]))"
)
"""A year and a month in the name of a file or folder: 「446_2026_03」, 「令和8年3月定例会」; of them the first day, as of a 10月号."""
WRITTEN = (
    r"(?:ページ|最終)?更新(?:年月)?日時?|公開日|掲載日|発行(?:年月)?日|発表(?:年月)?日|発信日時?|発送日|通知日|送信日時?|投稿日時?"
    r"|配信日時?|日付|作成(?:年月)?日|作成|起案(?:年月)?日|回答(?:年月)?日|処理日|締結日|契約(?:締結)?日|提出(?:年月)?日|Date|Sent|DATE"
)
HELD = r"(?:開催)?日\s*時|開催(?:年月)?日|と\s*き|期\s*日|日\s*程|会期"
DECOR = re.compile(r"^[\s■●◆○◎・※＊*【〔\[（(|\-]*")
LABEL_END = r"\s*[】〕\]）)]?\s*[:：|　 ]\s*"
LONELY = re.compile(
    r"[（(]?\s*(?:(?:No|\S{0,8}?第)\.?\s*\d+(?:[-の]\d+)?号?(?:の\d+)?\s*)?(?P<day>.{6,22}?)\s*(?:[（(][月火水木金土日](?:曜日)?[）)])?"
    r"\s*(?:付け?|現在|発行|発表|作成|更新|公開|提出|\S*[市町村区部課]\s*\S*[部課会館係室局]"
    r"|\S{0,8}(?:決定|決裁|策定|制定|改[正定訂])|(?:午[前後]\s*)?\d{1,2}時\S{0,6}?\s*(?:開[議会]|閉会|散会)|\S{1,10}(?:館|ホール|会議室|センター)|\S{1,10}長(?:\s+\S{1,6}){1,2})?\s*[）)]?"
)
"""A cell that holds a day and no sentence: 「令和8年6月18日（木曜日）」, 「No.235 令和6年10月1日発行」, 「令和8年1月8日 みどり市 市民課」,
「総第125号令和8年9月18日」 (the two lines at the right of a letter, which a PDF gives as one)."""
OWN_TIME = frozenset({"会議録", "あいさつ文", "メール"})
"""Kinds whose 「日時」 is their own day (held, sent), not that of an event they tell of."""
SECTION = r"[一-龠々ァ-ヶーぁ-ん・]{1,24}?(?:課|事務局|センター|(?<![議修和])室|館|支所)"
BOARD = r"(?:教育|農業|選挙管理|監査)委員会"
LABELLED = rf"\s*[】〕\]）)]?[:：|／/　 ]+(?:\S{{1,12}}\s)?(?P<section>{SECTION}|{BOARD}(?!\S))"
OWNER = re.compile(
    rf"(?:担当(?:課|部署|者)?|所管(?:課)?|主管課?|作成(?:者|課)?|発表(?:者|課)|起案(?:課|者)?){LABELLED}"
)
CONTACT = re.compile(rf"(?:(?:お)?問い?合わ?せ先?|連絡先|庶務){LABELLED}")
"""Whom to ask; a paper that names several (広報) has no one section."""
SENDER = re.compile(
    rf"(?:^|\s)(?P<section>{SECTION})長\s*(?:$|[一-龠々]{{1,4}}\s*[一-龠々ぁ-んァ-ヶ]{{0,4}}$)"
)
ADDRESSEE = re.compile(r"様|殿|御中|各|宛")
DESK = re.compile(
    rf"^[（(]?(?:\S{{1,12}}\s)?(?P<section>{SECTION})(?:\s*[一-龠々ァ-ヶーぁ-ん・A-Z]{{1,12}}(?:係|担当|グループ|班))?[）)]?"
    r"(?:\s*[（(]?\s*(?:電話|直通|内線|(?i:tel))(?![一-龠ぁ-ん])[^。]{0,40})?$"
)
"""A section by itself on a line, perhaps with its telephone: 「住民生活課 戸籍係　電話 0998-55-1121」."""
DATED = re.compile(rf"^(?:{WRITTEN})\s*:?\s*\S{{1,16}}?日\s+(?=\S)")
"""The day of a page where whom to ask stands behind it: 「更新日：2026年4月1日　企画政策課（電話 0999-62-1101）」."""
HOUSE = re.compile(r"(?:館|センター|支所)$")
"""What is also the name of a place, so by itself on a line a heading of what is told of it: 「南台公民館」 on a list of halls."""
NUMBERED = re.compile(
    rf"^[（(]?(?:\S{{1,12}}\s)?(?P<section>{SECTION}|{BOARD})(?:[（(][^（）()]{{1,16}}[）)])?(?:\s*\S{{1,16}})?"
    r"\s*(?:電話|直通|(?i:tel))?[:：\s]*[（(]?0\d{1,4}[-(（)）]\d{1,4}[-)）]\d{3,4}[）)]?$"
)
"""The same with its number alone behind it: 「住民課 環境係 0260-88-2130」; only in the last lines, where whom to ask stands."""
ASKED_OF = re.compile(r"(?:この(?:ページ|情報)に関する)?(?:お)?問い?合わ?せ先?")
"""A line by itself above whom to ask, as the systems of cities lay it out: the next line names who that is."""
BOXED = re.compile(rf"(?:\S{{1,12}}\s)?(?P<section>{SECTION}|[^\s:]{{0,9}}{BOARD})(?:\s*\S{{1,16}})?")
ABOVE = re.compile(r"^(?:.{1,7}?(?<!都)[市町村区](?![民街村])立?(?=..)|.{1,9}?(?:部|委員会)(?=..)(?!長))")
"""What stands before a section in its full name: the municipality, the 部, the board."""
NAMELESS = frozenset({"事務局", "センター", "支所"})
"""What is a name only with what stands before it: 「教育委員会事務局」."""
FOLDER = re.compile(
    rf"^(?:\d+[_\-. ]*)?(?:[一-龠々]{{1,10}}部)?(?P<section>{SECTION}|(?:教育|農業|選挙管理|監査)委員会?)$"
)


EARLY = timedelta(days=31)
"""A 12月号 is handed out in November."""


def day_of(text: str, *, kind: str, title: str, name: str, today: date) -> date | None:
    """The day the paper was written, sent or held; None when no place for a day has one up to ``today``."""
    lines, stem = _lines(text), PurePosixPath(_plain(name))
    head, tail = lines[:HEAD], lines[-TAIL:]
    if stem.suffix.lower() in TABLES:
        head, tail = _no_column_of_days(lines)[:MASTHEAD], []
    steps: list[Iterator[date]] = [_labelled(head, HELD)] if kind in OWN_TIME else []
    steps += [_alone(head), _labelled((*head, *tail), WRITTEN)]
    steps += [_inside([title]), _inside([stem.stem])]
    told = next((day for step in steps for day in step if day <= today), None)
    if told is None and (month := next(_months([title, *head[:4]]), None)):
        return month if month <= today + EARLY else None
    later = (_alone(reversed(tail)), _filed_in(stem))
    return told or next((day for step in later for day in step if day <= today), None)


def section_of(text: str, *, name: str) -> str:
    """The 課 in charge: of the folder it is filed in, of a label (「担当」「問合せ先」), of the sender, of a line of its own."""
    return _own(_named_section(text, name))


def _named_section(text: str, name: str) -> str:
    for folder in reversed(PurePosixPath(_plain(name)).parts[:-1]):
        if match := FOLDER.match(folder):
            return match["section"]
    lines = _lines(text)
    head, ends = lines[:HEAD], [*reversed(lines[-TAIL:]), *lines[:HEAD]]
    owners = [match["section"] for line in ends if (match := OWNER.search(line))]
    if owners:
        return owners[0]
    contacts = {_own(match["section"]) for line in lines if (match := CONTACT.search(line))}
    if len(contacts) > 1:
        return ""
    for line in () if contacts else head:
        if not ADDRESSEE.search(line) and (match := SENDER.search(line)):
            return match["section"]
    boxed = (match["section"] for line in _below(lines) if (match := BOXED.fullmatch(line)))
    desks = (
        match["section"]
        for line in ends
        if (match := DESK.match(DATED.sub("", line)))
        and (match[0] != match["section"] or not HOUSE.search(match["section"]))
    )
    numbered = (match["section"] for line in reversed(lines[-TAIL:]) if (match := NUMBERED.match(line)))
    return next(chain(contacts, boxed, desks, numbered), "")


def _below(lines: Sequence[str]) -> Iterator[str]:
    """The line after each that only says whom to ask stands here."""
    return (below for line, below in pairwise(lines) if ASKED_OF.fullmatch(line))


def _own(section: str) -> str:
    """「みどり市市民部市民課」 → 「市民課」."""
    while (rest := ABOVE.sub("", section)) != section and rest not in NAMELESS:
        section = rest
    return section


def _no_column_of_days(lines: Sequence[str]) -> list[str]:
    """The lines of a table but those of a column of days: 取得年月日 of a register is not the day of the paper."""
    at = [{place for place, cell in enumerate(line.split("|")) if _is_day(cell)} for line in lines]
    times = Counter(place for places in at for place in places)
    return [line for line, places in zip(lines, at, strict=True) if all(times[place] < 3 for place in places)]


def _is_day(cell: str) -> bool:
    match = LONELY.fullmatch(DECOR.sub("", cell.strip()))
    return match is not None and _only(match["day"])


def _lines(text: str) -> list[str]:
    return [plain for line in text.splitlines() if (plain := _plain(line))]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _alone(lines: Iterator[str] | Sequence[str]) -> Iterator[date]:
    """Days of lines that hold nothing else."""
    for order, line in enumerate(lines):
        for cell in line.split("|") if order < MASTHEAD else (line,):
            match = LONELY.fullmatch(DECOR.sub("", cell.strip()))
            found = list(_days(match["day"])) if match else []
            if match and len(found) == 1 and _only(match["day"]):
                yield found[0]


def _only(words: str) -> bool:
    rest = WESTERN.sub("", words)
    for one in find_wareki(words):
        rest = rest.replace(one.text, "")
    return not re.sub(r"[\s日]", "", rest)


def _labelled(lines: Sequence[str], labels: str) -> Iterator[date]:
    """Days behind a label, on its line or on the next one."""
    label = re.compile(
        rf"(?:^|[\s（(|]){DECOR.pattern.removeprefix('^')}(?:{labels}){LABEL_END}(?P<rest>.*)|^(?:{labels})$"
    )
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if match := label.search(line):
            yield from list(_days(match["rest"] or following))[:1]


def _inside(lines: Sequence[str]) -> Iterator[date]:
    for line in lines:
        yield from list(_days(line))[:1]


def _months(lines: Sequence[str]) -> Iterator[date]:
    """The first day of the month of a 「10月号」."""
    for line in lines:
        if match := MONTH.search(line):
            year = int(match[4] or 0) or era_year(match[1], match[2])
            yield from _valid(year, int(match[5] or match[3]), 1)


def _filed_in(path: PurePosixPath) -> Iterator[date]:
    """The first day of the month that the file is named or filed by, the nearest name first."""
    for name in (path.stem, *reversed(path.parts[:-1])):
        if match := FILED.search(name):
            year = int(match["west"] or 0) or era_year("令和", match["era"])
            yield from _valid(year, int(match["month"] or match["month_"]), 1)


def _days(words: str) -> Iterator[date]:
    """Whole days in the words: by era, by 西暦, as 20240916 and R6.9.16."""
    for one in find_wareki(words):
        if one.valid and one.month and one.day:
            yield from _valid(one.year, one.month, one.day)
    for pattern in (WESTERN, RUN):
        for match in pattern.finditer(words):
            yield from _valid(int(match[1]), int(match[2]), int(match[3]))
    for match in SHORT.finditer(words):
        yield from _valid(era_year("令和", match[1]), int(match[2]), int(match[3]))


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
