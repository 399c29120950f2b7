"""What a hurried memo of a meeting notes beside what was said: where and when it was, what was decided, who is to do what.

Knows nothing of drafts. A line behind an arrow is a task where it names who or until when, a decision where it ends as
one; everything else stays what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.text.written_days import written_out
from ingest.loaders.memo import PRESENT

DECIDED, ASSIGNED = "decided", "assigned"

_ARROW = re.compile(r"^[ 　]*[・]?[ 　]*(?:[→⇒➡]|=>|->)[ 　]*")
_WHEN = r"(?:[0-9０-９]{1,2}(?:[/／][0-9０-９]{1,2}|月)|まで|[今来](?:週|月|年)|次回|至急|年内|年度内|[中末]$|[中末]に)"
_ASIDE = re.compile(rf"[ 　]*[（(](?P<aside>[^（）()]*{_WHEN}[^（）()]*)[）)]。?[ 　]*$")
_FOR = re.compile(r"^(?P<who>[^\s：:。、「」（）()]{2,12})[ 　]*[：:][ 　]*(?P<task>\S.*)$")
_DECIDES = re.compile(
    r"(?:[るうくすつぬむぶぐ]|こと|とのこと|決定|決まり|了承|承認|見送り|延期|中止|採用|継続|次回(?:へ|に)(?:持ち越し)?)。?[ 　]*$"
)
_OPEN = re.compile(r"検討中|未定|保留|要(?:確認|検討|相談)|どうする|わからない|分からない|[？?]")
_UNTIL = re.compile(r"(?:まで)?に?$")
_DAY = re.compile(r"[0-9０-９]{1,2}[/／][0-9０-９]{1,2}|[0-9０-９]{1,2}月[0-9０-９]{1,2}日")
_HOUR = re.compile(
    r"[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?(?:[ 　]*[～〜~\-－から]+[ 　]*[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?)?"
)
_LABELLED = re.compile(
    r"^[ 　]*[・■●○◆]?[ 　]*(?P<label>日時|時間|時刻|場所|会場|欠席者?)[ 　]*[：:　][ 　]*(?P<value>\S.*)$"
)
_WEEKDAY = re.compile(r"^[ 　]*[（(][月火水木金土日](?:・祝)?[）)][ 　]*")
_PLACE = re.compile(r"室|館|場|所|ホール|センター|庁舎|役場|Zoom|オンライン|階|委員会$")
_TOP = 8
"""Lines above the first matter of a memo that tell when and where it was."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A task of a memo; ``who`` and ``until`` are "" where it does not say."""

    task: str
    who: str
    until: str


def noted_part(line: str) -> str:
    """DECIDED or ASSIGNED for a line behind an arrow, "" for every other one.

    >>> noted_part("→ 奥寺：見積りを取る（9/5まで）"), noted_part("⇒袋を50枚配る。"), noted_part("→ 検討中")
    ('assigned', 'decided', '')
    """
    if not _ARROW.match(line):
        return ""
    words = unmarked(line)
    if _ASIDE.search(words) or (_FOR.match(words) and not _OPEN.search(words)):
        return ASSIGNED
    return DECIDED if _DECIDES.search(words) and not _OPEN.search(words) else ""


def unmarked(line: str) -> str:
    """The words behind the arrow."""
    return _ARROW.sub("", line).strip(" 　")


def noted_task(words: str) -> Noted:
    """Who is to do what until when.

    >>> noted_task("奥寺：見積りを3社から取る（9月5日まで）"), noted_task("案内を送る（三浦、12月15日まで）。")
    (Noted(task='見積りを3社から取る', who='奥寺', until='9月5日'), Noted(task='案内を送る', who='三浦', until='12月15日'))
    """
    who, until, task = "", "", words.strip()
    if aside := _ASIDE.search(task):
        task = task[: aside.start()]
        for part in re.split("[、,，・ 　]+", aside["aside"]):
            if re.search(_WHEN, part):
                until = _UNTIL.sub("", part)
            else:
                who = part
    if named := _FOR.match(task):
        who, task = named["who"], named["task"]
    return Noted(task.rstrip("。"), who, until)


def read_head(text: str) -> dict[str, str]:
    """What stands above a record: 出席者, 欠席者, 時刻, 場所, each as it is written there, without what is not told.

    >>> read_head("打合せ\\n8/19（水）13:30〜15:00　役場2階会議室\\n出席：水谷課長、入江")
    {'時刻': '午後1時30分から午後3時まで', '場所': '役場2階会議室', '出席者': '水谷課長、入江'}
    """
    told: dict[str, str] = {}
    for line in [each for each in text.split("\n") if each.strip()][:_TOP]:
        if there := PRESENT.match(line):
            told.setdefault("出席者", there["names"].strip())
        elif labelled := _LABELLED.match(line):
            label, value = labelled["label"], labelled["value"].strip()
            if label in ("場所", "会場"):
                told.setdefault("場所", value)
            elif label.startswith("欠席"):
                told.setdefault("欠席者", value)
            else:
                _when_and_where(value, told)
        elif _DAY.search(line):
            _when_and_where(line, told)
    return told


def with_head(values: Mapping[str, str], record: str) -> Mapping[str, str]:
    """The form's values, and in its empty boxes what the record itself tells at its top."""
    told = read_head(record)
    return {name: value or told.get(name, "") for name, value in values.items()}


def _when_and_where(line: str, told: dict[str, str]) -> None:
    """The hours of a line with a day, and the place that stands behind them."""
    rest = _without_day(line)
    hours = _HOUR.search(rest)
    if hours is None:
        return
    told.setdefault("時刻", written_out(hours[0]).strip())
    place = rest[hours.end() :].strip(" 　、，,於@＠")
    if _PLACE.search(place) and "。" not in place:
        told.setdefault("場所", place)


def _without_day(line: str) -> str:
    day = _DAY.search(line)
    return _WEEKDAY.sub("", line[day.end() :]) if day else line
