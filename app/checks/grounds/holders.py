"""Who holds a post, and which telephone a 課 has: pairs that a draft must not mix. Knows nothing of single facts' states.

Only posts that one person holds (市長, 議長, 環境課長) are compared; a 委員 or 議員 is one of many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.checks.grounds.pools import FORM, OFFICE, PAST, Pool, Said, read_sentences
from app.checks.grounds.values import one_name
from app.text.spans import Span

_ALONE = r"副市長|市長|副町長|町長|村長|副知事|知事|教育長|副議長|議長|会計管理者|消防長|代表監査委員"
_HEADED = (
    r"[一-龠ァ-ヶーA-Za-z]{2,10}(?:部長|課長|局長|室長|所長|館長|園長|校長|団長|会長|理事長|委員長|係長)"
)
_POST = rf"(?:{_HEADED}|{_ALONE})"
_BEFORE = re.compile(rf"({_POST})[ 　]*(?:の|、|・|（|\(|：)?[ 　]*$")
_AFTER = re.compile(rf"[ 　]*({_POST})")
_LISTS = re.compile("[、・][ 　]*$")
_TITLED = re.compile(r"[ 　]*(?:委員|議員|会員|理事|監事|さん|氏|様)")
_REACH = 40
Place = tuple[int, int]


def mixed_up(text: str, pools: Sequence[Pool]) -> dict[Place, tuple[str, str]]:
    """(start, end) of a name or telephone → (what the sources say instead, name of the source)."""
    wrong: dict[Place, tuple[str, str]] = {}
    told = [pool for pool in pools if pool.number not in (PAST, OFFICE)]
    for pairs, words in _PAIRED:
        known: dict[str, dict[str, str]] = defaultdict(dict)
        for pool in sorted(told, key=lambda each: each.number == FORM):
            if pairs is _asked and pool.number != FORM:
                continue  # other papers were asked by others
            for said in read_sentences(pool.text):
                for key, span in pairs(said):
                    known[key].setdefault(str(span.value), pool.name)
        for said in read_sentences(text):
            for key, span in pairs(said):
                if found := _other(known, key, span):
                    value, where = found
                    wrong[(span.start, span.end)] = (words.format(key=key, value=value), where)
    return wrong


def _asked(said: Said) -> Iterator[tuple[str, Span]]:
    """The 議員 whose question it is: 「白石議員の御質問に」, and the form's 「質問者：9番　白石のぞみ議員」."""
    for span in said.spans:
        if span.kind != "氏名":
            continue
        before, after = said.text[: span.start - said.start], said.text[span.end - said.start :]
        if re.match(r"[ 　]*議員の御?質問", after) or re.search(r"質問者：[0-9０-９番、 　]*$", before):
            yield "質問者", span


def _sections(said: Said) -> Iterator[tuple[str, Span]]:
    """(telephone, 課): the other way round, for a 課 that stands before another one's number."""
    for number, span in enumerate(said.spans):
        if span.kind == "電話":
            before = [
                each
                for each in said.spans[:number]
                if each.kind == "組織" and each.text[-1] == "課" and span.start - each.end <= _REACH
            ]
            yield from ((re.sub(r"[^0-9]", "", str(span.value)), each) for each in before[-1:])


def _other(known: Mapping[str, Mapping[str, str]], key: str, span: Span) -> tuple[str, str] | None:
    values = known.get(key, {})
    mine = str(span.value)
    if not values or any(_same(value, mine) for value in values):
        return None
    return next(iter(values.items()))


_HALL = re.compile(r"^(?:市役所|町役場|村役場|区役所|役場|役所|本庁)(?=.)")


def _same(one: str, other: str) -> bool:
    """Whether two values may be one: a name with and without its first name, a 課 with and without the body that it
    belongs to, a telephone with and without its area."""
    short, long = sorted((_HALL.sub("", each) for each in (one, other)), key=len)
    return long.startswith(short) or long.endswith(f"-{short}") or one_name(short, long)


def holders(said: Said) -> Iterator[tuple[str, Span]]:
    """(post, person) of a sentence: 「市長の柊木真理子」「鳴海重雄教育長」."""
    for span in said.spans:
        if span.kind != "氏名":
            continue
        at, end = span.start - said.start, span.end - said.start
        before, after = _BEFORE.search(said.text[:at]), _AFTER.match(said.text, end)
        if before and _LISTS.search(before[0]) and _TITLED.match(said.text, end):
            before = None  # 「若宮教育長、栗原委員」: the post is that of the one before
        if before and after and after.start(1) == end and _LISTS.search(before[0]):
            before = None  # 「瀬名拓也副市長、常盤圭一総務部長」
        post = before or after
        if post and not re.search(
            r"[前元]$|[前元](?=市長|副市長)", said.text[: post.start(1)][-1:] + post[1][:3]
        ):
            yield post[1], span


def _telephones(said: Said) -> Iterator[tuple[str, Span]]:
    """(課, telephone): the nearest 課 before a telephone in the same line."""
    for number, span in enumerate(said.spans):
        if span.kind != "電話":
            continue
        before = [
            each
            for each in said.spans[:number]
            if each.kind in ("組織", "施設") and span.start - each.end <= _REACH
        ]
        between = [each for each in said.spans[:number] if each.kind == "電話"]
        if before and not (between and between[-1].start > before[-1].start):
            yield str(before[-1].value), span


_PAIRED = (
    (holders, "{key}は{value}"),
    (_telephones, "{key}の電話は{value}"),
    (_sections, "その電話は{value}"),
    (_asked, "{key}は{value}議員"),
)
"""What belongs together, and how it is told when a draft mixes it."""
