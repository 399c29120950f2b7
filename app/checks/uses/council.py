"""Whether an answer agrees with what the council was told before: policy, figures, denial. Knows no pages.

What has changed may be right: it is told with both places, so that whoever answers can say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.checks.grounds.alignment import FOLLOWS, alike, likeness, nearest
from app.checks.grounds.polarity import denials, is_opposite, reversed_sense
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED, DATES, agrees, says
from app.checks.library.matter import CHANGED
from app.checks.place import section_places
from app.checks.subject import Checked, Subject
from app.citation import cited_numbers
from app.recalling import Answered, recalled, subject_of_form
from app.result import Finding
from app.text.spans import Span

_SHARED = 3
"""Pairs that a sentence must share with the past one before the two are compared."""
_FEW, _NEARLY = 2, 0.9
"""Enough for a short sentence that is nearly the same."""
RUNGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("実施しない", re.compile(r"考えておりません|考えは(?:ございません|ありません|ない)|予定は(?:ございません|ありません|ない)|実施(?:いた)?しません|困難である|困難です|できません")),
    ("時期尚早", re.compile(r"時期尚早")),
    ("研究する", re.compile(r"研究")),
    ("注視する", re.compile(r"注視|見守")),
    ("慎重に検討する", re.compile(r"(?:慎重に|可否を含め[^。]{0,6})検討")),
    ("検討する", re.compile(r"検討")),
    ("努める", re.compile(r"努め|努力")),
    ("実施する", re.compile(r"取り?組|実施(?:して|いたし|します|する)|(?:設置|導入|整備|作成|更新)(?:して|いたし|します)")),
)  # fmt: skip
"""What a concluding sentence promises, the first that fits."""
_WEEKDAYS = re.compile(r"[月火水木金土日]曜|平日")
_TOLD_AS_CHANGED = re.compile(
    r"前回は|以前は|これまでは|(?:昨年|先般|このたび|新たに)[^。]{0,16}(?:により|し(?:た|まし))"
)
"""What tells that something is no longer as it was."""
_GOAL = re.compile(
    r"[ 　]*(?:末|中|当初|度末|度中)?(?:まで|から|に(?:は|、)?[^。]{0,20}(?:予定|目指|実施して|結論))"
)
_SAID = "{when}で、{member}議員に{post}が「{words}」と答弁しています"
_STANCE = "今回の方針は「{mine}」ですが、{said}（{theirs}）。方針を変えるときは、理由を答えられるようにしてください。"
_FIGURE = (
    "「{mine}」は、前の答弁では「{theirs}」です。{said}。変わった理由と、いつの時点の値かを確かめてください。"
)
_NEGATION = "この文の「{mine}」は、前の答弁の「{theirs}」と意味が逆です。{said}。"
_PROMISE = (
    "この文は「{mine}」ですが、{said}（{theirs}）。約束を変えるときは、理由を答えられるようにしてください。"
)


def check_council(subject: Subject) -> Checked:
    """A warning for each difference of the answer from the past answers on the same subject; the text stays."""
    template, library, viewer = subject.template, subject.library, subject.viewer
    wanted = subject_of_form(template, subject.values) if template else ""
    if not wanted or template is None or library is None or viewer is None:
        return Checked(subject.text)
    past = recalled(wanted, library=library, viewer=viewer)
    found = [*_stance(subject, past), *_sentences(subject, past)]
    return Checked(subject.text, (), tuple(found))


def rung_of(sentence: str) -> str:
    """What a sentence promises, by the names of RUNGS; "" when it promises nothing.

    >>> rung_of("自己負担の無料化につきましては、引き続き研究してまいります。")
    '研究する'
    """
    return next((name for name, pattern in RUNGS if pattern.search(sentence)), "")


def _stance(subject: Subject, past: Sequence[Answered]) -> Iterator[Finding]:
    """The chosen policy against the newest past answer that concludes."""
    stance = subject.template.stance if subject.template else None
    chosen = stance.level(subject.values) if stance else None
    before = next((one for one in past if rung_of(one.conclusion)), None)
    if chosen is None or before is None:
        return
    mine, theirs = rung_of(chosen.closing), rung_of(before.conclusion)
    if not mine or mine == theirs:
        return
    at = max((subject.text.rfind(word) for word in chosen.words), default=-1)
    start = subject.text.rfind("\n", 0, at) + 1 if at >= 0 else 0
    end = subject.text.find("\n", start) if at >= 0 else 0
    message = _STANCE.format(mine=chosen.option, theirs=theirs, said=_said(before))
    yield Finding(
        "council.stance",
        "warning",
        message,
        start,
        end if end >= 0 else len(subject.text),
        source=before.citation.label,
    )


def _sentences(subject: Subject, past: Sequence[Answered]) -> Iterator[Finding]:
    passages = {one.passage.id for one in past}
    quoted = {one.number for one in subject.evidence if one.passage.id in passages}
    told = [(one, said) for one in past for said in read_sentences(one.exchange.answer)]
    for section, start, end in section_places(subject):
        if section.by not in ("answer", "questions"):
            continue
        seen: set[tuple[int, int, str]] = set()
        for mine in read_sentences(subject.text[start:end]):
            if quoted & set(cited_numbers(mine.text)):
                continue  # it tells what was said before, and is traced to it
            for finding in _differences(mine, told):
                key = (finding.start, finding.end, finding.rule)
                if key not in seen:  # the newest answer speaks
                    seen.add(key)
                    yield _moved(finding, start)


def _differences(mine: Said, told: Sequence[tuple[Answered, Said]]) -> Iterator[Finding]:
    for one, theirs in told:
        for told_of in compared(mine, theirs):
            said = _said(one, theirs.text.strip())
            message = told_of.message.format(mine=told_of.mine, theirs=told_of.theirs, said=said)
            yield Finding(
                told_of.rule,
                told_of.severity,
                message,
                told_of.start,
                told_of.end,
                source=one.citation.label,
            )


@dataclass(frozen=True, slots=True)
class Difference:
    """What one sentence says otherwise than an earlier one: a warning, or "info" where both tell their own day."""

    rule: str
    severity: str
    message: str
    mine: str
    theirs: str
    start: int
    end: int


def compared(mine: Said, theirs: Said) -> Iterator[Difference]:
    """The differences of two sentences on the same thing; nothing where they are on different things."""
    shared, like = len(mine.words & theirs.words), likeness(mine, theirs)
    if shared < (_FEW if like >= _NEARLY else _SHARED) or like < FOLLOWS or _of_other_weekdays(mine, theirs):
        return
    moved_on = _of_another_day(mine, theirs) or bool(_TOLD_AS_CHANGED.search(mine.text))
    severity = "info" if moved_on else "warning"
    for span, other in _changed(mine, theirs):
        if not (moved_on and span.kind in (*DATES, "年度")):
            yield Difference("council.figure", severity, _FIGURE, span.text, other.text, span.start, span.end)
    if (reverse := reversed_sense(mine, theirs)) and not _denies_alike(mine, theirs, reverse[1]):
        at, words, others = reverse
        start = mine.start + at
        yield Difference("council.negation", severity, _NEGATION, words, others, start, start + len(words))
    rung, before = rung_of(mine.text), rung_of(theirs.text)
    if rung and before and rung != before:
        yield Difference("council.promise", severity, _PROMISE, rung, before, mine.start, mine.end)


def _changed(mine: Said, theirs: Said) -> Iterator[tuple[Span, Span]]:
    """The figures and days of ``mine`` that stand where the past sentence has another of the same kind."""
    for span in mine.spans:
        if span.kind not in (*COUNTED, *DATES, "年度") or any(
            says(each, span, theirs.text) for each in theirs.spans
        ):
            continue
        others = [
            each
            for each in theirs.spans
            if alike(span, each)
            and not agrees(span, each)
            and _is_change(mine, span) == _is_change(theirs, each)
            and not any(says(each, own, mine.text) for own in mine.spans)
        ]
        if standing := nearest(span, mine, theirs, others):
            yield span, standing


def _is_change(said: Said, amount: Span) -> bool:
    """Whether an amount is what something grew or shrank by: 「1,050人の減」 is no other total than 「29,800人」."""
    return bool(CHANGED.match(said.text, amount.end - said.start))


def _denies_alike(mine: Said, theirs: Said, words: str) -> bool:
    """Whether two sentences deny equally often as wholes (「立たないため、考えておりません」 and 「立たず、…」), or one
    says 0 where the other says that there is none; words that are opposites of each other are told all the same."""
    if is_opposite(words):
        return False
    none = any(span.value == 0 for said in (mine, theirs) for span in said.spans)
    return none or denials(mine.text) % 2 == denials(theirs.text) % 2


def _of_other_weekdays(mine: Said, theirs: Said) -> bool:
    """Whether one sentence is of Sundays and the other of weekdays and Saturdays: neither says anything of the other."""
    own, other = set(_WEEKDAYS.findall(mine.text)), set(_WEEKDAYS.findall(theirs.text))
    return bool(own and other) and not own & other


def _of_another_day(mine: Said, theirs: Said) -> bool:
    """Whether each sentence tells the past day or year that its figure is of, and not the same one."""
    own = [each for each in mine.spans if each.kind in (*DATES, "年度") and not _is_goal(mine, each)]
    other = [each for each in theirs.spans if each.kind in (*DATES, "年度") and not _is_goal(theirs, each)]
    return bool(own and other) and not any(
        one.value == each.value or agrees(one, each) for one in own for each in other
    )


def _is_goal(said: Said, day: Span) -> bool:
    """Whether a day is one until or from which something is to be done: another such day is another promise."""
    return bool(_GOAL.match(said.text, day.end - said.start))


def _said(one: Answered, words: str = "") -> str:
    told = one.exchange
    return _SAID.format(
        when=told.when, member=told.member, post=told.post, words=_short(words or one.conclusion)
    )


def _short(words: str) -> str:
    return words if len(words) <= 70 else f"…{words[-69:]}"


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=finding.start + by, end=finding.end + by)
