"""A closing day that comes after the very event that one applies for. Knows nothing of sources: one text is enough.

Only of one event with one day, and of what must come before it: to apply, to book, to say that one comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.grounds.values import calendar_day, parts
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span, find_spans

_LABEL = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*|[○●・◆■【]+)?(?P<label>[一-龠ぁ-んァ-ヶ]{1,10}?)[】]?(?:[ 　：:]+|(?=[0-9０-９令]))",
    re.M,
)
_EVENT = re.compile(
    r"^(?:日時|期日|開催日|開催日時|開催期日|日程|とき|試験日|試験期日|面接|面接日|審査|抽選日|講習日|実施日|本番)$"
)
_CLOSES = re.compile(
    r"^(?:申込み?|お?申し?込み|申込期[限間]|申込締切日?|締切日?|締め切り|応募期[限間]|応募|受付期間|受付|募集期間|予約|参加報告|出欠の?(?:報告|回答|連絡)|(?:回答|返信)(?:期限|締切日?|期日)|参加申込|申込方法)$"
)
_SENT = re.compile(r"^(?:報告|提出|回答|推薦|連絡|返信|提出期限|報告期限|推薦期限)$")
"""What a clerk asks for by a day; it comes before the event where the paper asks who takes part."""
_WHO = re.compile(r"(?:受講|参加|出席|出場|受験|従事)者?(?:数|名簿|の(?:報告|推薦|有無))?|出欠|推薦")
_BY = re.compile(r"(?:まで|締切|必着|消印有効)")
_AFTERWARDS = re.compile(
    r"当日|追加|二次|第2次|後期|次回|アンケート|実績|報告書|請求|支払|見逃し|キャンセル|取消"
)
_HEAD = 10
"""Lines in which a letter says what it is about."""
_LATE = "申込みなどの期限「{text}」が、行う日「{other}」より後です。どちらが正しいかを確かめてください。"


def check_deadlines(subject: Subject) -> Checked:
    """A warning for the closing day that lies after the day of the event."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    events: list[Span] = []
    closing: list[tuple[int, Span]] = []
    at = 0
    year: int | None = None
    asks = bool(_WHO.search(" ".join(line for line in text.split("\n")[:_HEAD] if "について" in line)))
    for line in text.split("\n"):
        label = _LABEL.match(line)
        days = [each for each in find_spans(line) if each.kind == "日付"]
        year = next((parts(each)[0] for each in days if parts(each)[0]), year)
        if label and days and " | " not in line:
            if _EVENT.match(label["label"]):
                events.append(days[-1] if len(days) == 1 else days[0])
            elif (
                _CLOSES.match(label["label"]) or (asks and _SENT.match(label["label"]))
            ) and not _AFTERWARDS.search(line):
                last = days[-1]
                ends = re.search(r"期限|締切|期日", label["label"]) and len(days) == 1
                if ends or _BY.search(line[last.end : last.end + 24]):
                    closing.append((at, last))
        at += len(line) + 1
    if len(events) != 1 or len(closing) != 1:
        return
    (shift, last), event = closing[0], events[0]
    end, held = calendar_day(last, year), calendar_day(event, year)
    if end and held and held < end and (end - held).days < 100:
        told = _LATE.format(text=last.text, other=event.text)
        yield Finding("fact.within", "warning", told, shift + last.start, shift + last.end)
