"""Two places of one text that contradict each other: the day of an event, its place, the year of the title.

Knows nothing of sources. Only what the text ties to the very same words is compared; lists of sessions are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from app.checks.grounds.values import parts
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span, find_spans
from ingest.law.numbers import kanji_number

_EVENT = (
    r"(?:説明会|講演会|講座|教室|大会|訓練|式典|開会式|閉会式|研修会?|セミナー|マラソン|まつり|祭り|フェア|フェスタ|"
    r"意見交換会|懇談会|見学会|体験会|相談会|抽選会|発表会|運動会|敬老会|つどい|試験|面接|健診|検診|"
    r"入札|締切り?|期限|開設|開館|オープン|開通)"
)
_NAMED = re.compile(rf"[一-龠々ァ-ヶーA-Za-z0-9０-９]{{0,16}}{_EVENT}")
_JOIN = re.compile(
    r"[ 　：:]*(?:[（(][^（）()]{0,12}[）)])?(?:の?(?:日時|開催日|日程|期日)?[ 　：:]*|は|に|の|から|を、?|、|及び時間|は、|に開く|に開催する|に開催される|に行う|に行われる|に実施する|の)[ 　]*"
)
_LABEL = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*)?(?P<label>[一-龠ぁ-んァ-ヶー ]{2,14}?)(?:[ 　]{1,}|[：:])",
    re.M,
)
_PLACE = re.compile(
    r"(?:[一-龠ァ-ヶー0-9０-９第]{1,14}?)(?:大?会議室|小?ホール|体育館|公民館|文化会館|公園|研修室|講堂|多目的室|ロビー|プラザ|武道館)"
)
_PLACE_LABEL = re.compile(r"^(?:場所|会場|開催場所|ところ|集合場所)$")
_AT = re.compile(r"会場|開[くき催]|行[うい]|実施|説明会|大会|講座|式")
_MANY = re.compile(r"[、及又・]|から|まで|各|又は|第[0-9０-９一二三]+(?:回|部)")
_YEAR = re.compile(
    r"(?P<y>(?:令和|平成)[0-9０-９元]{1,2}|[0-9０-９]{4})年度(?:の)?(?P<what>[一-龠ァ-ヶー]{4,20})"
)
_PERIOD = re.compile("[ 　]*[〜～]")
_THEN = re.compile(
    r"前年|昨年|比べ|比較|前回|当時|元市長|前市長|就任|退任|変更|延期|当初(?:は|の予定|計画)|予定して"
)
_COUNT = re.compile(r"(?<![年度])第(?P<n>[0-9０-９]+)(?P<o>[回期])")
_PAST = re.compile(r"(?:した|ました|でした|まで|以来|以降|から)(?:[。、が\[]|$)|記録|続|経て|次回|来年|翌年")
_NOW = re.compile(
    r"開催|迎え|募集|実施(?:します|する)|開[きく会]|行(?:います|う)|参加|お越し|お集まり|御案内|ご案内"
)
_OFTEN = 2
"""A paper that names the count before more often speaks of it."""
_COUNTED = "「{text}」は、題名では「{other}」です。前の回のことでなければ、直してください。"
_DAYS = "「{text}」は、この文書のほかの所（「{other}」）と日が違います。どちらが正しいかを確かめてください。"
_PLACES = (
    "「{text}」は、この文書のほかの所（「{other}」）と場所が違います。どちらが正しいかを確かめてください。"
)
_YEARS = "「{text}」は、題名の「{other}」と年度が違います。どちらが正しいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a line ties to an event."""

    event: str
    span: Span
    line: int


def check_within(subject: Subject) -> Checked:
    """A warning fact.within for the later of two places that contradict each other."""
    text = subject.text
    found = [*_days(text), *_places(text), *_years(text), *_counts(text)]
    return Checked(text, (), tuple(sorted(found, key=lambda one: one.start)))


def _days(text: str) -> Iterator[Finding]:
    """One event, two days, each told once in lines that do not stand together."""
    by: dict[str, list[_Day]] = defaultdict(list)
    for day in _told(text):
        by[day.event].append(day)
    for event, days in by.items():
        longer = [other for other in by if other != event and other.endswith(event)]
        days = [
            *days,
            *(by[longer[0]] if len(longer) == 1 and not event.endswith(("期限", "締切", "締切り")) else ()),
        ]
        kinds = {parts(each.span)[1:] for each in days}
        if len(kinds) != 2 or len({each.line for each in days}) < 2:
            continue
        days.sort(key=lambda each: each.span.start)
        first = days[0]
        later = next(each for each in days if parts(each.span)[1:] != parts(first.span)[1:])
        if abs(later.line - first.line) == 1 and _row(text, first) == _row(text, later):
            continue
        years = {parts(each.span)[0] for each in (first, later)} - {None}
        if len(years) < 2:
            yield _finding(_DAYS, later.span, first.span.text)


def _told(text: str) -> Iterator[_Day]:
    """The days of events; a line with two days is a period or a list, and tells none."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        for sentence in re.finditer(r"[^。]+", line):
            days = [each for each in find_spans(sentence[0]) if each.kind == "日付"]
            if len(days) == 1 and not _THEN.search(sentence[0]) and " | " not in line:
                day, shift = days[0], at + sentence.start()
                if _PERIOD.match(sentence[0], day.end):
                    continue
                for event in _NAMED.finditer(sentence[0]):
                    left, right = sorted(((event.start(), event.end()), (day.start, day.end)))
                    if _JOIN.fullmatch(sentence[0][left[1] : right[0]]):
                        yield _Day(event[0], _moved(day, shift), number)
                        break
        at += len(line) + 1


def _row(text: str, day: _Day) -> str:
    """The line of a day with its figures taken out: rows of a list are alike."""
    return re.sub(r"[0-9０-９月火水木金土日]", "", text.split("\n")[day.line])


def _places(text: str) -> Iterator[Finding]:
    """The place on the line 「場所」, and another of its kind where the text says where it is held."""
    lines = text.split("\n")
    labelled = []
    at = 0
    for line in lines:
        label = _LABEL.match(line)
        if label and _PLACE_LABEL.fullmatch(re.sub("[ 　]", "", label["label"])):
            labelled.append((at, line[label.end() :], at + label.end()))
        at += len(line) + 1
    if len(labelled) != 1 or _MANY.search(labelled[0][1]):
        return
    start, place, begin = labelled[0]
    own = _PLACE.search(place)
    if own is None:
        return
    for match in re.finditer(r"[^。\n]+", text):
        other = _PLACE.search(match[0]) if not start <= match.start() < start + len(place) + 20 else None
        if other is None or not _AT.search(match[0]) or _THEN.search(match[0]) or " | " in match[0]:
            continue
        if len(_PLACE.findall(match[0])) > 1 or _tail(other[0]) != _tail(own[0]):
            continue
        if _bare(own[0]).endswith(_bare(other[0])) or _bare(other[0]).endswith(_bare(own[0])):
            continue
        late, early = (own[0], other[0]) if match.start() < start else (other[0], own[0])
        where = begin + own.start() if match.start() < start else match.start() + other.start()
        yield Finding(
            "fact.within", "warning", _PLACES.format(text=late, other=early), where, where + len(late)
        )
        return


def _years(text: str) -> Iterator[Finding]:
    """The year of the title, where the body names the same matter with another year only."""
    title = next((line for line in text.split("\n") if line.strip()), "")
    named = _YEAR.search(title)
    if named is None:
        return
    body = text.index(title) + len(title)
    what = named["what"][:6]
    told = [each for each in _YEAR.finditer(text, body) if each["what"].startswith(what)]
    if told and all(normalize("NFKC", each["y"]) != normalize("NFKC", named["y"]) for each in told):
        first = told[0]
        end = text.find("\n", first.start()) % (len(text) + 1)
        if not _THEN.search(text[text.rfind("\n", 0, first.start()) + 1 : end]):
            year, other = first["y"] + "年度", named["y"] + "年度"
            yield Finding(
                "fact.within",
                "warning",
                _YEARS.format(text=year, other=other),
                first.start(),
                first.start() + len(year),
            )


def _counts(text: str) -> Iterator[Finding]:
    """The count of the title, where a sentence of now tells the one before: 「第20回の大会を開催できます」."""
    title = next((line for line in text.split("\n") if line.strip()), "")
    named = _COUNT.search(title)
    own = _number(named) if named else None
    if named is None or own is None:
        return
    before = [each for each in _COUNT.finditer(text) if _number(each) == own - 1 and each["o"] == named["o"]]
    if len(before) > _OFTEN:
        return
    for match in re.finditer(r"[^。\n]+", text[(begin := text.index(title) + len(title)) :]):
        told = list(_COUNT.finditer(match[0]))
        past = _THEN.search(match[0]) or _PAST.search(match[0]) or not _NOW.search(match[0])
        if len(told) == 1 and told[0]["o"] == named["o"] and _number(told[0]) == own - 1 and not past:
            at = begin + match.start() + told[0].start()
            words = told[0][0]
            yield Finding(
                "fact.within", "warning", _COUNTED.format(text=words, other=named[0]), at, at + len(words)
            )


def _number(count: re.Match[str]) -> int | None:
    return kanji_number(normalize("NFKC", count["n"]))


def _finding(message: str, span: Span, other: str) -> Finding:
    return Finding(
        "fact.within", "warning", message.format(text=span.text, other=other), span.start, span.end
    )


def _moved(span: Span, shift: int) -> Span:
    return Span(
        span.kind, span.start + shift, span.end + shift, span.text, span.value, span.unit, span.weekday
    )


def _tail(place: str) -> str:
    return re.search(
        r"(?:会議室|ホール|体育館|公民館|文化会館|公園|研修室|講堂|多目的室|ロビー|プラザ|武道館)$", place
    )[0]  # type: ignore[index]


def _bare(place: str) -> str:
    return re.sub(r"[ 　0-9０-９階]", "", place) if not re.search("第[0-9０-９]", place) else place
