"""Last year's paper of the same series: what it says is no proof of what this year's says. Knows nothing of states.

The paper that a clerk writes over is always the one most like his own; where this year's plan says otherwise, it is wrong.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.checks.grounds.alignment import FOLLOWS, likeness
from app.checks.grounds.pools import Pool, Said, make_pool, read_sentences
from app.checks.grounds.values import DATES, parts, says
from app.checks.library.occasions import counts, other_issue
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.text.spans import Span, find_spans
from app.text.wording import pairs
from ingest.law.numbers import fiscal_year

_LINES = 9
_LIKE = 0.6
"""Share of a title's words that stand in the opening of the text, from which both are of one series."""
_FORM, _COPIED, _ROWS, _NAMED = 0.5, 0.75, 4, 0.5
"""Share of a paper's sentences that the text has with other figures, how many there must be, and the share of its
title then: a notice is written over last year's, whatever both are called."""
_TAIL = 6
"""Characters at the end of a title that say what the paper is: a long sender's name in both makes no series."""
_DATED = re.compile(
    r"(?:令和|平成|昭和)?[0-9０-９元]+年度?(?:[0-9０-９]+月)?(?:[0-9０-９]+[日号])?|第[0-9０-９]+[回期次号]"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ABOUT = re.compile(
    r"(?:の(?:開催|実施|締結|改定|決定|認定))?(?:について|に関する.*|のお知らせ|のお願い|の御案内|の件)$"
)
_BODY = re.compile(
    r"。|^時下|^記$| \| |^(?:[0-9０-９]{1,2}|[(（][0-9０-９]{1,2}[)）]|[○●・◆■])[ 　.．]?(?=[^0-9０-９年月])"
)
_ON = re.compile(r"[ 　]*(?:から|[〜～])")
_WORDS, _APRIL = 3, 4
_KEPT = "「{text}」は、前の「{older}」の値です。今回の「{source}」では「{told}」です。今回の値に直すかを確かめてください。"
_STILL = (
    "「{text}」は、前の「{older}」にある値で、今回の資料には見当たりません。今回も同じかを確かめてください。"
)


@dataclass(frozen=True, slots=True)
class Generations:
    """The evidence of now, and the pools of the papers that came before, with their titles."""

    now: tuple[Evidence, ...]
    before: tuple[tuple[str, Pool], ...]

    def kept(self, fact: Fact, text: str) -> str:
        """The title of the older paper that says what the fact says, or ""."""
        if not self.before:
            return ""
        span = next(
            (each for said in read_sentences(text) for each in said.spans if each.start == fact.start), None
        )
        if span is None:
            return ""
        return next((title for title, pool in self.before if _says(pool, span)), "")


def parted(text: str, evidence: Sequence[Evidence]) -> Generations:
    """The evidence without the papers of the same series that are of an earlier year or count than the text.

    All of it stays where nothing else would be left to hold the text against.
    """
    by: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by[one.document.id].append(one)
    came = {name for name, papers in by.items() if _came_before(text, papers)}
    older = [one for one in evidence if one.document.id in came]
    now = tuple(one for one in evidence if one.document.id not in came)
    if not older or not now:
        return Generations(tuple(evidence), ())
    before = ((one.document.title, make_pool(one.document.title, 1, one.words)) for one in older)
    return Generations(now, tuple(before))


def of_now(text: str, title: str) -> bool:
    """Whether a paper of that title may be of the occasion of the text: neither its year nor its count is another."""
    lines = list(_lines(text))
    own, told = _own(lines), _periods(title)
    mine, theirs = counts("\n".join(lines)), counts(title)
    if any(not mine[name] & theirs[name] for name in mine.keys() & theirs.keys()):
        return False
    if other_issue(text, title) or _calendar("\n".join(lines), title):
        return False
    return not own or not told or _meet(own, told)


def known_before(one: Finding, text: str, facts: Sequence[Fact], generations: Generations) -> Finding:
    """The finding told as what it is where last year's paper has the value: that, and what this year's says of it."""
    fact = next((each for each in facts if (each.start, each.end) == (one.start, one.end)), None)
    older = generations.kept(fact, text) if fact and one.rule in ("fact.unsupported", "fact.conflict") else ""
    if fact is None or not older:
        return one
    source = next((each for each in generations.now if each.number == fact.citation), None)
    if one.rule == "fact.conflict" and source:
        return replace(one, message=told_before(fact.text, older, source.citation.label, fact.quote))
    return replace(
        one, rule="fact.stale", severity="info", message=_STILL.format(text=fact.text, older=older)
    )


def told_before(words: str, older: str, source: str, told: str) -> str:
    return _KEPT.format(text=words, older=older, source=source, told=told)


def opening(text: str) -> str:
    """The lines in which a paper says what it is."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    """The lines in which a paper says what it is, up to its first sentence, item or row."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_LINES]
    for at, line in enumerate(lines):
        if at and _BODY.search(line):
            return
        yield line


def _came_before(text: str, papers: Sequence[Evidence]) -> bool:
    lines, one = list(_lines(text)), papers[0]
    title = one.document.title
    if one.document.effective_from is not None or not _of_series(text, "\n".join(lines), papers):
        return False  # a 例規 has revisions, not editions
    days, theirs_ = _whole_days(text), _whole_days("\n".join(each.words for each in papers))
    if days & theirs_ and max(days) in theirs_:
        return False  # the plan of an event is made the year before
    if days and theirs_ and max(theirs_) < min(days) and _form(text, papers, _COPIED):
        return True  # the notice of last month, word for word
    mine, theirs = counts("\n".join(lines)), counts(title)
    for name in mine.keys() & theirs.keys():
        if not mine[name] & theirs[name]:
            return max(map(int, theirs[name])) < min(map(int, mine[name]))
    if found := _calendar("\n".join(lines), title):
        return found < 0
    told = _periods(title) or _fiscal(one.document.issued) or _held("\n".join(each.words for each in papers))
    own = _own(lines) or _held(text)
    return (
        bool(own and told)
        and not _meet(own, told)
        and max(high for _, high in told) < max(low for low, _ in own)
    )


def _of_series(text: str, head: str, papers: Sequence[Evidence]) -> bool:
    """Whether a paper's title names what the opening names, or most of its sentences are the text's with other figures."""
    title, opened = _DATED.sub(" ", papers[0].document.title), pairs(head)
    words, tail = pairs(title), pairs(_ABOUT.sub("", _BRACKETS.sub("", title).strip())[-_TAIL:])
    named = len(tail & opened) >= _LIKE * len(tail)
    if len(words) >= _WORDS and len(words & opened) >= _LIKE * len(words) and named:
        return True
    core = pairs(_BRACKETS.sub("", title))
    return bool(core) and len(core & opened) >= _NAMED * len(core) and _form(text, papers)


def _form(text: str, papers: Sequence[Evidence], least: float = _FORM) -> bool:
    """Whether most sentences of a paper are the text's with other figures."""
    mine = read_sentences(text)
    rows = [said for one in papers for said in read_sentences(one.words) if said.words]
    like = sum(any(likeness(said, each) >= FOLLOWS for each in mine) for said in rows)
    return like >= max(_ROWS, least * len(rows))


def _whole_days(words: str) -> set[tuple[int, int, int]]:
    found = (parts(each) for said in read_sentences(words) for each in said.spans if each.kind == "日付")
    return {(year, month, day) for year, month, day in found if year and month and day}


def _calendar(head: str, title: str) -> int:
    """-1 or 1 where both name a calendar year only (「令和8年…開催要項」) and the title's is earlier or later, else 0."""
    own, told = (
        {parts(each)[0] or 0 for each in find_spans(words) if each.kind == "年"} for words in (head, title)
    )
    if not own or not told or own & told:
        return 0
    return -1 if max(told) < min(own) else 1


def _held(words: str) -> list[tuple[int, int]]:
    """The 年度 in which most whole days of a paper lie that tells its year nowhere else."""
    years = Counter(period for said in read_sentences(words) for period in _periods_of(said.spans))
    return [years.most_common(1)[0][0]] if years else []


def _periods_of(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for span in spans:
        year, month, day = parts(span) if span.kind == "日付" else (None, None, None)
        if year and month and day:
            yield (year - (month < _APRIL), year - (month < _APRIL))


def _meet(own: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]) -> bool:
    """Whether both may be of one year. Where each tells two (the issue of November 令和7, for 令和8年度), both count."""
    if len(set(own)) > 1 < len(set(told)) and max(told) < max(own) and min(told) < min(own):
        return False
    return any(low <= last and first <= high for low, high in own for first, last in told)


def _own(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The years of the opening; those of the day on which it is sent only where it tells no other."""
    days = [line for line in lines if (spans := find_spans(line)) and spans[0].text.strip() == line]
    return _periods("\n".join(line for line in lines if line not in days)) or _periods("\n".join(days))


def _periods(words: str) -> list[tuple[int, int]]:
    """The first and last 年度 that each year in ``words`` may belong to."""
    found = []
    for span in find_spans(words):
        year, month, _ = parts(span) if span.kind in (*DATES, "年度") else (None, None, None)
        if year and (month or span.kind == "年度"):
            fiscal = year - (bool(month) and (month or 0) < _APRIL)
            found.append((fiscal, fiscal + bool(month and _ON.match(words, span.end))))
        elif year:
            found.append((year - 1, year))
    return found


def _fiscal(day: date | None) -> list[tuple[int, int]]:
    return [(fiscal_year(day), fiscal_year(day))] if day else []


def _says(pool: Pool, span: Span) -> bool:
    return any(says(each, span, pool.text) for said in pool.said for each in _alike(said, span))


def _alike(said: Said, span: Span) -> Iterator[Span]:
    return (each for each in said.spans if each.kind == span.kind or span.unit)
