"""What a sentence and the sentence of its source disagree on besides figures: bounds, negation, firmness. Knows no figures' values.

Only sentences that clearly follow one of a source are compared; a sentence in other words is left to the support check.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from app.checks.grounds.alignment import CLOSE, FOLLOWS, alike
from app.checks.grounds.firmness import firmness_changed
from app.checks.grounds.inputs import inputs_of
from app.checks.grounds.polarity import reversed_sense
from app.checks.grounds.pools import FORM, PAST, Pool, Said, read_sentences
from app.checks.grounds.rivals import stands_in_full
from app.checks.grounds.sources import Row, Sources, open_sources
from app.checks.grounds.tracing import cited_near
from app.checks.grounds.values import COUNTED, DATES, says
from app.checks.place import without_verbatim
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span

_MESSAGES = {
    "fact.bound": "「{mine}」は、{where}では「{theirs}」です。どちらが正しいかを確かめてください。",
    "fact.negation": "この文の「{mine}」は、{where}の「{theirs}」と、意味が逆です。どちらが正しいかを確かめてください。",
    "fact.strength": "「{mine}」は、{where}では「{theirs}」です。約束の強さが{change}います。出典に合わせてください。",
}
_LONG = 3
"""Digits from which a figure is one and the same wherever it stands."""
_CELL = " | "
_ABOUT, _FAINT = 0.4, 0.25
"""Likeness from which two sentences may be compared figure by figure; the only one of the cited that says the figure."""
_BOUND = re.compile(
    r"[ 　]*(?:程度|ほど|ごろ|頃|末|中|分)?(?:の(?=未満|以[上下内前後降]))?(以上|以下|未満|以内|以降|以後|以前|を?超え|を上回|を下回|まで|から|前(?=まで|に|の)|目(?![標的安]))"
)
_ASIDE = re.compile(r"【要確認[^】]*】|(?:[（(][^（）()\n]{1,30})?[）)](?=以[上下内]|未満|まで)")
"""What may stand between a figure and the word that bounds it: both of 「10日（工事については14日）以内」."""
_SCALE = re.compile(r"(?:以上|を?超え)[、 　]*$")
"""「60歳以上65歳未満」 is a step of a scale."""
_NOT_IT = re.compile(r"[^、。\n0-9０-９\[]{0,8}?(?:ません(?!か)|なかった|ではな[いくか]|ない(?=[。\[]))")
_ITSELF = re.compile(r"[ 　]*では(?:ありません(?!か)|な(?:い(?=[。\[])|かった))")
"""Right behind the figure: what it is, not what is done until then."""
_DENIED = re.compile(r"[^。\n]{0,24}?(?:ません|な[いくか]|ず)")
_SENSE = re.compile(r"[ 　]*(?:の|分の?|を?|が)?[（(]?(増|減|黒字|赤字|税込|税抜|上回|下回)")
_TURNED = {"増": "減", "黒字": "赤字", "税込": "税抜", "上回": "下回"}
_TURNED |= {other: one for one, other in _TURNED.items()}
_LIMITS = re.compile(r"(上限|下限|最大|最低|最高|最小|少なくとも|最長|最短)(?:は|を|で|額は|数は)?[、 　]*$")
_WHOLE = 12
"""Letters from which a sentence that stands in its source is a quote of it."""
_SAME = {"以後": "以降", "超え": "を超え", "最小": "最低", "少なくとも": "最低", "最高": "最大"}


def check_qualifiers(subject: Subject) -> Checked:
    """Findings fact.bound, fact.negation and fact.strength; the text stays as it is."""
    return Checked(subject.text, (), tuple(find_qualifiers(subject)))


def find_qualifiers(subject: Subject, *, sure: bool = False) -> Iterator[Finding]:
    """The findings; ``sure``: only what holds of a text that nobody drew from these sources.

    Then both places must bound the figure, and a sentence that means the reverse must share a figure with the source's.
    """
    evidence = [(one.number, one.words) for one in subject.evidence]
    sources = open_sources(evidence, inputs_of(subject), (subject.past_title, subject.past))
    for mine in read_sentences(without_verbatim(subject)):
        cited = cited_near(subject.text, max(mine.start, mine.end - 1)) | cited_near(subject.text, mine.start)
        followed = _followed(mine, sources, cited)
        faint = [
            (row, like) for row, like in sources.like(mine) if like >= _FAINT and row.pool.number in cited
        ]
        told = cited if sure else cited or frozenset(one.number for one in subject.evidence)
        quoted = {span for span in mine.spans if stands_in_full(span, mine, told, sources)}
        yield from _bounds(mine, quoted, followed, faint, sure)
        yield from _refuted(mine, followed, sure)
        turned = list(_turned(mine, followed))
        yield from turned
        if not turned and followed and followed[0][1] >= FOLLOWS and not _is_quoted(mine, followed[0][0]):
            same = mine.values & followed[0][0].said.values
            whole = not mine.text.endswith("。") or followed[0][0].said.text.endswith("。")
            if not sure or (followed[0][1] >= CLOSE and same and whole):
                yield from _meaning(mine, *followed[0], sure)


def _is_quoted(mine: Said, row: Row) -> bool:
    """Whether the source says the sentence letter for letter, as a row is told with other marks between its cells."""
    said = _letters(mine.text)
    return len(said) >= _WHOLE and said in _letters(row.pool.text)


@lru_cache(maxsize=512)
def _letters(text: str) -> str:
    return re.sub(r"\W", "", re.sub(r"\[[0-9]+\]", "", text))


def _followed(mine: Said, sources: Sources, cited: frozenset[int]) -> list[tuple[Row, float]]:
    """The sentences of the cited sources (of all and the form, where none is cited) that ``mine`` follows, likest first."""
    rows = [(row, like) for row, like in sources.like(mine) if like >= _ABOUT and row.pool.number != PAST]
    return [pair for pair in rows if pair[0].pool.number in cited] or ([] if cited else rows)


def _bounds(
    mine: Said,
    quoted: Container[Span],
    followed: Sequence[tuple[Row, float]],
    faint: Sequence[tuple[Row, float]],
    sure: bool,
) -> Iterator[Finding]:
    """以上 against 未満 at the same figure of the likest sentence that has it, or of the only ``faint`` one; nothing of
    what is ``quoted`` with the words around it."""
    for span in mine.spans:
        if span in quoted or span.kind in ("氏名", "組織", "施設", "例規名", "様式", "条番号", "例規番号"):
            continue
        near, far = _saying(span, followed), _saying(span, faint)
        if not near and len(far) != 1:
            continue
        pool, theirs, source = (near or far)[0]
        one, other = _bound(mine, span.start, span.end), _bound(theirs, source.start, source.end)
        scale = _SCALE.search(mine.text[: span.start - mine.start])
        if (sure and scale) or one in _all_bounds(span, pool, theirs, followed if sure else ()):
            continue  # 「320万円以上420万円未満」 above 「420万円以上」: a scale says both
        if one == other or not _disagree(one, other) or ((sure or not near) and not (one and other)):
            continue
        told = _MESSAGES["fact.bound"].format(
            mine=_worded(span.text, one), theirs=_worded(source.text, other), where=_name(pool)
        )
        yield Finding(
            "fact.bound",
            "error",
            told,
            span.start,
            span.end + (len(one) if one and one not in ("最大", "最低", "上限", "下限") else 0),
            source=pool.name,
        )


def _saying(span: Span, rows: Sequence[tuple[Row, float]]) -> list[tuple[Pool, Said, Span]]:
    """The places of the rows' sentences that say the figure."""
    return [
        (row.pool, row.said, source)
        for row, _ in rows
        for source in row.said.spans
        if alike(span, source) and says(source, span, row.pool.text)
    ]


def _all_bounds(span: Span, pool: Pool, theirs: Said, followed: Sequence[tuple[Row, float]]) -> set[str]:
    """The words that bound a figure in the sentence of the source, in the whole table whose row it is (「50万円以下」 and
    「50万円を超え」), and anywhere in the passages that are ``followed``."""
    whole = {row.pool.number: row.pool for row, _ in followed}
    whole |= {pool.number: pool} if _CELL in theirs.text else {}
    told = [(pool, theirs), *((each, said) for each in whole.values() for said in each.said)]
    return {
        _bound(said, each.start, each.end)
        for where, said in told
        for each in said.spans
        if alike(span, each) and says(each, span, where.text)
    }


def _refuted(mine: Said, followed: Sequence[tuple[Row, float]], sure: bool) -> Iterator[Finding]:
    """「520人ではありません」 where the likest place that says the figure does not deny it."""
    for span in mine.spans:
        denied = (_ITSELF if sure else _NOT_IT).match(mine.text, span.end - mine.start)
        if (
            denied is None
            or span.value == 0
            or span.kind not in (*COUNTED, *DATES, "時刻", "例規名", "例規番号")
        ):
            continue
        for row, _ in followed:
            said = [each for each in row.said.spans if says(each, span, row.pool.text)]
            if said and not any(_DENIED.match(row.said.text, each.end - row.said.start) for each in said):
                yield _finding(
                    "fact.negation",
                    row.pool,
                    mine.start + denied.start(),
                    f"{span.text}{denied[0]}",
                    said[0].text,
                )
                return


def _turned(mine: Said, followed: Sequence[tuple[Row, float]]) -> Iterator[Finding]:
    """「7,213万円の減収」 where every place that says the figure has 増収 behind it."""
    for span in mine.spans:
        own = _SENSE.match(mine.text, span.end - mine.start)
        if own is None or span.kind not in COUNTED or len(re.findall(r"[0-9０-９]", span.text)) < _LONG:
            continue
        told = [
            (row.pool, _SENSE.match(row.said.text, each.end - row.said.start))
            for row, _ in followed
            for each in row.said.spans
            if says(each, span, row.pool.text)
        ]
        words = {match[1] for _, match in told if match}
        if words == {_TURNED[own[1]]}:
            pool = next(pool for pool, match in told if match)
            at = span.end + len(own[0]) - len(own[1])
            yield _finding("fact.negation", pool, at, own[1], words.pop())
            return


def _disagree(one: str, other: str) -> bool:
    """Whether two bounding words (or none, "") cannot both be right: まで and 以後, 以上 and 未満, 以内 and nothing."""
    if {one, other} & {"前", "目"}:  # 「2人目以降」 is no 「2人以上」
        return "目" not in (one, other) and bool({one, other} & {"以内", "以降", "以後"})
    if {one, other} & {"まで", "から"}:
        late, early = {"以降", "から"}, {"まで", "以前", "以内"}
        return (one in late and other in early) or (one in early and other in late)
    return bool(one and other) or bool({one, other} & {"以上", "未満", "を超え", "以下", "以内", "以降"})


def _bound(said: Said, start: int, end: int) -> str:
    """The word that bounds the figure at start–end: 以上, 未満, 上限 …, or ""."""
    text, at = said.text, said.start
    aside = _ASIDE.match(text, end - at)
    after = _BOUND.match(text, aside.end() if aside else end - at)
    before = _LIMITS.search(text[: start - at])
    word = after[1] if after else before[1] if before else ""
    return _SAME.get(word, word)


def _worded(figure: str, bound: str) -> str:
    return f"{bound}{figure}" if bound in ("最大", "最低", "上限", "下限") else f"{figure}{bound}"


def _meaning(mine: Said, row: Row, like: float, sure: bool) -> Iterator[Finding]:
    pool, theirs = row.pool, row.said
    if like >= FOLLOWS and (found := reversed_sense(mine, theirs, words=sure)):
        at, word, other = found
        yield _finding("fact.negation", pool, mine.start + at, word, other)
        return
    if changed := firmness_changed(mine.text, theirs.text):
        at, word, other, raised = changed
        change, severity = ("強くなって", "error") if raised else ("弱くなって", "warning")
        yield _finding("fact.strength", pool, mine.start + at, word, other, change=change, severity=severity)


def _finding(
    rule: str, pool: Pool, at: int, mine: str, theirs: str, *, change: str = "", severity: str = "error"
) -> Finding:
    told = _MESSAGES[rule].format(mine=mine, theirs=theirs, where=_name(pool), change=change)
    return Finding(rule, severity, told, at, at + len(mine), source=pool.name)


def _name(pool: Pool) -> str:
    return f"出典の{pool.name}" if pool.number > FORM else pool.name
