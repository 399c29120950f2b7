"""The suite `checks`: planted errors that are caught, and correct facts that are flagged, by kind. Knows no single check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.checks.grounds.alignment import FOLLOWS, alike, likeness, nearest
from app.checks.grounds.pools import make_pool, read_sentences, read_spans
from app.checks.grounds.shelf import open_shelf
from app.checks.grounds.values import says
from app.checks.running import run_checks
from app.checks.subject import Checked, Subject
from app.result import Fact
from app.wire import Office
from evals.drafts import Correct, composed, written
from evals.metrics import mean_interval
from evals.plants.ground import Ground, Plant
from evals.plants.planting import DATED, KINDS, LEGAL, NUMERIC, plant
from ingest.errors import ShitagakiError

EACH = 3
"""Errors of a kind planted into one draft."""
BARS = {"数字・日付・条項": 0.97, "全て": 0.85, "正しい事実": 0.04}
_OPEN = ("unsupported", "conflict", "stale")
_SPEAKS = ("fact.negation", "fact.bound", "fact.strength", "stance.level", "support.weak")
Rate = tuple[float, float, float, int]
"""Mean, its 95% interval, and how many."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``caught`` by kind, ``by_task``; ``groups`` are the bars' groups; ``flagged`` of correct facts and sentences."""

    drafts: int
    caught: dict[str, Rate]
    by_task: dict[str, Rate]
    groups: dict[str, Rate]
    flagged: dict[str, Rate]
    missed: tuple[str, ...]
    wrongly: tuple[str, ...]
    index: str = ""

    @property
    def reached_bar(self) -> bool:
        return (
            self.groups["数字・日付・条項"][0] >= BARS["数字・日付・条項"]
            and self.groups["全て"][0] >= BARS["全て"]
            and self.flagged["正しい事実"][0] <= BARS["正しい事実"]
        )

    def text(self) -> str:
        lines = [f"checks（下書き {self.drafts} 件、索引 {self.index}）", "植えた誤りを見付けた割合"]
        for table in (self.caught, self.by_task, self.groups):
            lines += [_row(name, rate) for name, rate in table.items()]
        lines += ["誤って指摘した割合", *(_row(name, rate) for name, rate in self.flagged.items())]
        lines += ["見逃した誤り", *(f"  {each}" for each in self.missed)] if self.missed else []
        lines += ["誤った指摘", *(f"  {each}" for each in self.wrongly)] if self.wrongly else []
        return "\n".join(lines)


@dataclass(slots=True)
class Tally:
    caught: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    tasks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    facts: list[float] = field(default_factory=list)
    old: list[float] = field(default_factory=list)
    sentences: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrongly: list[str] = field(default_factory=list)


def run_checks_suite(office: Office, *, each: int = EACH, drafts: Iterable[Correct] | None = None) -> Outcome:
    """Plant ``each`` errors of every kind into every draft, one at a time, and check each text anew."""
    tally, count = Tally(), 0
    for correct in drafts if drafts is not None else (*written(office), *composed(office)):
        count += 1
        plant_all(correct, each, tally)
    if not count:
        raise ShitagakiError(
            "誤りを植える下書きがありません。`shitagaki ingest corpus` で文書を取り込んでください。"
        )
    every = [value for kind in KINDS for value in tally.caught[kind]]
    exact = [value for kind in (*NUMERIC, *DATED, *LEGAL) for value in tally.caught[kind]]
    return Outcome(
        count,
        {kind: _rate(tally.caught[kind]) for kind in KINDS if tally.caught[kind]},
        {task: _rate(values) for task, values in tally.tasks.items()},
        {"数字・日付・条項": _rate(exact), "全て": _rate(every)},
        {
            "正しい事実": _rate(tally.facts),
            "正しい文": _rate(tally.sentences),
            "前回のまま（旧い）": _rate(tally.old),
        },
        tuple(tally.missed),
        tuple(tally.wrongly),
        office.index.digest,
    )


def plant_all(correct: Correct, each: int, tally: Tally) -> None:
    subject = correct.subject
    before = run_checks(subject)
    _count_false(correct, before, tally)
    ground = ground_of(subject, before)
    for kind in KINDS:
        for planted in plant(ground, kind, 3 * each if kind == "旧年" else each, correct.name):
            after = run_checks(subject.with_text(planted.text))
            hit = caught(planted, before, after)
            tally.caught[kind].append(float(hit))
            tally.tasks[correct.task].append(float(hit))
            if not hit:
                around = planted.text[max(0, planted.start - 18) : planted.end + 14].replace("\n", "／")
                tally.missed.append(
                    f"{correct.name} {kind}：「{planted.right}」→「{planted.wrong}」 …{around}…"
                )


def ground_of(subject: Subject, checked: Checked) -> Ground:
    """The draft as ground for plants: only what is supported there can be made wrong."""
    sound = [fact for fact in checked.facts if fact.state in ("supported", "input", "derived")]
    text = checked.text
    told = "\n".join([*(one.words for one in subject.evidence), *subject.values.values(), subject.past])
    spans = read_spans(told)
    pools = [
        tuple(dict.fromkeys(each.text for each in spans if each.kind == kind))
        for kind in ("氏名", "組織", "施設")
    ]
    sections = tuple(each for each in pools[1] if each[-1] in "課係")
    return Ground(text, sound, told, pools[0], sections, pools[2], tuple(_older(subject, sound, text)))


def _older(subject: Subject, facts: Sequence[Fact], text: str) -> Iterator[tuple[Fact, str]]:
    """Facts with the value that an older paper of the same series has at the place that the source speaks of."""
    if subject.library is None or subject.viewer is None:
        return
    shelf = open_shelf(subject.library, subject.viewer, subject.library.digest)
    sources = {one.number: one for one in subject.evidence}
    sentences = read_sentences(text)
    for fact in facts:
        if fact.kind not in ("数", "金額", "割合", "回数") or fact.citation not in sources:
            continue
        said = next(each for each in sentences if each.start <= fact.start < each.end)
        span = next(each for each in said.spans if each.start == fact.start)
        for document in shelf.older(sources[fact.citation].document)[:1]:
            pool = make_pool(document.title, 0, shelf.text(document))
            rows = sorted(
                ((likeness(said, each), each.start, each) for each in pool.said if each.spans),
                key=lambda row: -row[0],
            )
            if rows and rows[0][0] >= FOLLOWS:
                others = [
                    each for each in rows[0][2].spans if alike(span, each) and not says(each, span, pool.text)
                ]
                standing = nearest(span, said, rows[0][2], others)
                if standing is not None:
                    yield fact, standing.text


def caught(planted: Plant, before: Checked, after: Checked) -> bool:
    """Whether the check speaks of the error: a fact at its place that is open, or a new finding there.

    A wrong word (否定, 以上, 約束) is caught by a finding about its sentence that the correct text did not have.
    """
    at, end = _moved(planted, after.text)
    if any(fact.start < end and at < fact.end and fact.state in _OPEN for fact in after.facts):
        return True
    known = {(one.rule, one.message) for one in before.findings}
    new = [one for one in after.findings if (one.rule, one.message) not in known and one.severity != "info"]
    begin = max(after.text.rfind("。", 0, at), after.text.rfind("\n", 0, at)) + 1
    stop = min(
        [place for mark in "。\n" if (place := after.text.find(mark, end)) >= 0], default=len(after.text)
    )
    return any(
        (one.start < end and at < one.end) or (one.rule in _SPEAKS and begin <= one.start < stop)
        for one in new
    )


def _moved(planted: Plant, text: str) -> tuple[int, int]:
    """Where the planted words stand in the text with the marks that the check has put in."""
    marks = 0
    at = planted.start
    for place, letter in enumerate(text):
        if place - marks == planted.start:
            at = place
            if text.startswith("【要確認】", place) and not planted.text.startswith(
                "【要確認】", place - marks
            ):
                marks += len("【要確認】")
                continue
            break
        if letter != planted.text[place - marks]:
            marks += 1
    return at, at + len(planted.wrong)


def _count_false(correct: Correct, checked: Checked, tally: Tally) -> None:
    subject = correct.subject
    for fact in checked.facts:
        old = fact.state == "stale" and _from_past(fact, subject)
        wrong = fact.state in _OPEN and not old
        tally.facts.append(float(wrong))
        tally.old.append(float(old))
        if wrong:
            around = checked.text[max(0, fact.start - 20) : fact.end + 12].replace("\n", "／")
            tally.wrongly.append(
                f"{correct.name} {fact.kind} {fact.state}「{fact.text}」{fact.evidence} …{around}…"
            )
    spoken = [
        one
        for one in checked.findings
        if one.severity != "info"
        and not one.rule.startswith(("fact.unsupp", "fact.conf", "fact.stale", "style", "personal"))
    ]
    sentences = max(1, checked.text.count("。"))
    tally.sentences += [1.0] * len(spoken) + [0.0] * max(0, sentences - len(spoken))
    tally.wrongly += [f"{correct.name} {one.rule} {one.message}" for one in spoken]


def _from_past(fact: Fact, subject: Subject) -> bool:
    return bool(subject.past) and fact.evidence.startswith(subject.past_title)


def _rate(values: Sequence[float]) -> Rate:
    mean, low, high = mean_interval(values)
    return round(mean, 4), round(low, 4), round(high, 4), len(values)


def _row(name: str, rate: Rate) -> str:
    mean, low, high, count = rate
    return f"  {name:<12}{mean:.3f} [{low:.3f}, {high:.3f}]（n={count}）"
