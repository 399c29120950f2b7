"""Days of one paper in an order that cannot be: the answers before the questions close, a letter that answers one of a later
day, tenders opened on a 祝日. Knows nothing of sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.checks.grounds.values import calendar_day
from app.checks.subject import Checked, Subject
from app.records.holidays import holidays
from app.result import Finding
from app.text.rows import CELL
from app.text.spans import Span, find_spans, is_whole_day

_MARK = r"^[ 　|]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９ア-ン]{1,2}[)）][ 　]*|[ア-ン][ 　]+|[○●・◆■])?"
_STAGES = (
    ("質問", re.compile(r"質問(?:書)?(?:の)?(?:受付|提出|期限|締切|受領)|質疑(?:の)?(?:受付|期限|締切)")),
    ("回答", re.compile(r"(?:質問|質疑)(?:書)?(?:に対する|への|の)?回答")),
    ("参加申請", re.compile(r"参加(?:の?資格)?(?:確認)?の?(?:申請|申込み?|表明)")),
    ("参加資格の通知", re.compile(r"(?:参加資格|資格審査|確認)(?:の)?結果")),
    ("入札", re.compile(r"入札(?:書)?の?(?:提出|期間|受付|期限|締切)")),
    ("開札", re.compile(r"開札")),
    ("企画提案", re.compile(r"(?:企画)?提案書?の?(?:提出|受付|期限|締切)")),
    ("審査", re.compile(r"(?:プレゼンテーション|ヒアリング|審査(?:会|日|の実施)|最終審査)")),
    ("結果", re.compile(r"(?:審査|選定|選考|抽選)(?:の)?結果|選定通知|当選発表|結果(?:の)?(?:通知|発表)")),
    ("契約", re.compile(r"契約(?:の)?締結")),
)
"""What is done one after another, by the label of its line."""
_ORDER = (
    ("質問", "回答"),
    ("回答", "入札"),
    ("参加申請", "参加資格の通知"),
    ("参加申請", "入札"),
    ("入札", "開札"),
    ("企画提案", "審査"),
    ("企画提案", "結果"),
    ("審査", "結果"),
    ("結果", "契約"),
    ("開札", "契約"),
)
_ANSWERS = re.compile(
    r"[ 　]*(?:付け|付|づけ)(?=[^。\n]{0,16}第[0-9０-９]+号|で(?:照会|依頼|通知|報告|申請|請求|提出|送付)(?:の|が)?(?:あっ|あり|され|を受け|いただ))"
)
_ALONE = re.compile(
    r"^[ 　]*((?:令和|平成)[0-9０-９元]{1,2}年[ 　]?[0-9０-９]{1,2}月[ 　]?[0-9０-９]{1,2}日)[ 　]*$"
)
_OFFICE = re.compile(
    r"開札|入札|受付(?!番号)|締切|締め切り|申込[みむ]?期限|提出期限|申請期限|回答期限|納入期限|納期限|窓口|検査日|面接|縦覧|閲覧"
)
_HEAD, _LABEL, _A_YEAR = 12, 24, 366
_LATE = "「{text}」（{what}）が、「{other}」（{after}）より後です。日程の順を確かめてください。"
_ANSWERED = "「{text}付け」は、この文書の日付（{own}）より後です。どちらの日付が正しいかを確かめてください。"
_CLOSED = "「{text}」は国民の祝日です。役所が開いている日でよいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Step:
    stage: str
    first: date
    last: date
    span: Span


def check_schedule(subject: Subject) -> Checked:
    """A warning fact.within for each day that the paper's other days, or the calendar of 祝日, contradict."""
    text = subject.text
    found = [*_in_order(text), *_answers(text), *_closed(text)]
    return Checked(text, (), tuple(sorted(found, key=lambda one: one.start)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _in_order(text: str) -> Iterator[Finding]:
    steps = {}
    for at, line in _lines(text):
        if step := _step(line, at):
            steps[step.stage] = None if step.stage in steps else step
    for before, after in _ORDER:
        one, other = steps.get(before), steps.get(after)
        if one and other and other.first < one.last and (one.last - other.first).days < _A_YEAR:
            words = _LATE.format(text=one.span.text, what=before, other=other.span.text, after=after)
            yield Finding("fact.within", "warning", words, other.span.start, other.span.end)


def _step(line: str, at: int) -> _Step | None:
    days = [each for each in find_spans(line) if each.kind == "日付"]
    if not days or not is_whole_day(days[0]):
        return None
    label = re.sub(_MARK, "", line[: days[0].start])[:_LABEL]
    named = [stage for stage, pattern in _STAGES if pattern.search(label)]
    stage = "回答" if named[:2] == ["質問", "回答"] else named[0] if len(named) == 1 else ""
    first = calendar_day(days[0])
    last = calendar_day(days[-1], first.year) if first else None
    if not stage or first is None or last is None or last < first or len(days) > 2:
        return None
    own = days[-1]
    moved = Span(own.kind, own.start + at, own.end + at, own.text, own.value, own.unit, own.weekday)
    return _Step(stage, first, last, moved)


def _answers(text: str) -> Iterator[Finding]:
    """「令和8年12月18日付け若住第441号で照会のあった」 in a letter of 14 December."""
    head = [line for _, line in _lines(text)][:_HEAD]
    dated = next((match for line in head if (match := _ALONE.match(line))), None)
    spans = find_spans(dated[1]) if dated else ()
    own = calendar_day(spans[0]) if spans else None
    if own is None or dated is None:
        return
    for span in find_spans(text):
        if span.kind == "日付" and is_whole_day(span) and _ANSWERS.match(text, span.end):
            day = calendar_day(span)
            if day and own < day and (day - own).days < _A_YEAR:
                words = _ANSWERED.format(text=span.text, own=dated[1].strip())
                yield Finding("fact.within", "warning", words, span.start, span.end)


def _closed(text: str) -> Iterator[Finding]:
    """A 祝日 on which tenders are opened or papers taken in, written like any weekday."""
    for at, line in _lines(text):
        if not _OFFICE.search(line) or re.search(r"休|除[くき]|祝", line):
            continue
        for span in find_spans(line):
            day = calendar_day(span) if span.kind == "日付" and is_whole_day(span) else None
            between = re.match(r"[ 　]*(?:から|より|[~〜～―–－-])", line[span.end :])
            if day and not between and day.weekday() < 5 and day in holidays(day.year):
                label = line[: span.start].partition(CELL)[0] + line[span.start - _LABEL : span.end + _LABEL]
                if _OFFICE.search(label):
                    words = _CLOSED.format(text=span.text)
                    yield Finding("fact.within", "warning", words, at + span.start, at + span.end)
