"""Changes that do not reckon: 「93.1％で、前年度の92.6％から0.7ポイント上がり」. Knows nothing of sources.

Wrong differences, shares and directions are wrong by themselves; only where the sentence gives all that they are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span, find_spans

_SENTENCE = re.compile(r"[^。\n]+")
_FROM = re.compile(
    r"(?:から|に比べ(?:て)?|と比べ(?:て)?|より(?:も)?|を|と比較して|に対し(?:て)?)[、 　]?(?:約|およそ|さらに)?"
)
_TO = re.compile(r"(?:に|へ|と|となり|まで)[、 　]?(?:約|およそ)?")
_BEFORE = re.compile(
    r"[^。]{0,6}、[^。、]{0,16}?(?:前(?:年|回|期)|昨年|(?:令和|平成)(?:[0-9０-９元]{1,2}年度?)?|[0-9０-９]{4}年)[^。、0-9０-９]{0,16}"
)
_AGO = re.compile(
    r"[^。]{0,6}、(?:前(?:年度?|回|期)|昨年度?)(?:末|同期)?(?:の実績)?(?:から|に比べ(?:て)?|より(?:も)?|と比べ(?:て)?|比)[、 　]?(?:約)?"
)
_UP = re.compile(r"(?:[（(][^）)]{1,12}[）)])?[ 　]*(?:の|分)?(?:増|上[がま回昇]|多[いくか]|伸び)")
_DOWN = re.compile(r"(?:[（(][^）)]{1,12}[）)])?[ 　]*(?:の|分)?(?:減|下[がま回]|少な|低下|縮)")
_SHARE = re.compile(r"[ 　]*[（(][ 　]*(?:約)?")
_IN_RATE = re.compile(r"[、 　]*(?:率|割合)に(?:して|すると)[、 　]?(?:約)?|、[ 　]?(?:約)?")
_AGAINST = re.compile(r"に対し(?:て)?[、 　]?(?:[^。、0-9０-９]{0,12}[はがを])?[ 　]?")
_RATE_IS = re.compile(r"(?:で|であり|となり)、[一-龠]{1,8}率は[、 　]?")
_AMONG = re.compile(r"(?:のうち|中|うち)[、 　]?(?:[^。、0-9０-９]{0,12}(?:は|が))?[ 　]?(?:約)?")
_THEN = re.compile(
    r"[ 　]*(?:これは、|また、|なお、)?(?:前(?:年度?|回|期)|昨年度?|(?:令和|平成)[0-9０-９元]{1,2}年度?)(?:末|の同じ[日月]|同期)?(?:の)?"
)
_LOOSE = re.compile(r"約|およそ|余り|程度|前後")
_DIFFERENCE = "「{text}」は、{one}と{other}の差（{right}）と合いません。数字を確かめてください。"
_DIRECTION = "{one}は{other}より{word}のに、「{text}」と書かれています。数字と増減を確かめてください。"
_RATE = "「{text}」は、書かれた数字から計算すると{right}です。数字と、何に対する割合かを確かめてください。"


def check_changes(subject: Subject) -> Checked:
    """A finding total.change for each difference, direction and share that its own sentence contradicts."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    for match in _SENTENCE.finditer(text):
        if " | " in match[0]:
            continue
        spans = [
            span
            for span in find_spans(match[0])
            if span.kind in ("金額", "数", "割合") and isinstance(span.value, Decimal) and span.unit
        ]
        yield from _sentence(match[0], match.start(), spans)
        yield from _since(text, match, spans)


def _since(text: str, match: re.Match[str], spans: Sequence[Span]) -> Iterator[Finding]:
    """「1,485人が参加した。令和7年度の1,402人から103人増えている。」: what there is now stands in the sentence before."""
    if len(spans) != 2 or len({each.unit for each in spans}) != 1:
        return
    base, change = spans
    up, down = _UP.match(match[0], change.end), _DOWN.match(match[0], change.end)
    joined = _FROM.fullmatch(match[0][base.end : change.start]) and _THEN.fullmatch(match[0][: base.start])
    before = re.search(r"[^。\n]+。$", text[: match.start()])
    if not joined or not (up or down) or before is None:
        return
    now = [each for each in find_spans(before[0]) if each.unit == base.unit]
    if len(now) == 1 and isinstance(now[0].value, Decimal):
        loose = _loose(f"{before[0]}", now[0]) + _loose(match[0], base, change)
        yield from _difference(now[0], base, change, bool(up), match.start(), loose)


def _sentence(text: str, shift: int, spans: Sequence[Span]) -> Iterator[Finding]:
    for at, change in enumerate(spans):
        after = spans[at + 1] if at + 1 < len(spans) else None
        joined = after and after.unit == "%" and _IN_RATE.fullmatch(text[change.end : after.start])
        end = after.end if after and joined else change.end
        up, down = _UP.match(text, end), _DOWN.match(text, end)
        if (up or down) and at:
            yield from _change(text, shift, spans, at, bool(up))
    for (whole, part), rate in zip(pairwise(spans), spans[2:], strict=False):
        gap, behind = text[whole.end : part.start], text[part.end : rate.start]
        among = _AMONG.fullmatch(gap) or (_AGAINST.fullmatch(gap) and _value(part) <= _value(whole))
        told = _SHARE.fullmatch(behind) or _RATE_IS.fullmatch(behind)
        if among and told and whole.unit == part.unit and rate.unit == "%":
            yield from _rate(rate, _value(part), _value(whole), shift, _loose(text, part, whole))


def _change(text: str, shift: int, spans: Sequence[Span], at: int, up: bool) -> Iterator[Finding]:
    """What is wrong with the change ``spans[at]``: its size, its direction, the share in brackets behind it."""
    change, base = spans[at], spans[at - 1]
    behind = spans[at + 1] if at + 1 < len(spans) else None
    gap = text[change.end : behind.start] if behind and behind.unit == "%" else ""
    rate = behind if _SHARE.fullmatch(gap) or _IN_RATE.fullmatch(gap) else None
    if _AGO.fullmatch(text[base.end : change.start]) and base.unit == change.unit:
        before = _value(base) - _value(change) if up else _value(base) + _value(change)
        if rate and before > 0:
            yield from _rate(rate, _value(change), before, shift, _loose(text, base, change))
        return
    other = spans[at - 2] if at > 1 else None
    if other is None or other.unit != base.unit:
        return
    same = change.unit == base.unit or (change.unit == "ポイント" and base.unit == "%")
    between, gap = text[other.end : base.start], text[base.end : change.start]
    if not same:
        return
    if _FROM.fullmatch(gap) and _BEFORE.fullmatch(between):
        now, before_ = other, base
    elif _TO.fullmatch(gap) and re.fullmatch(r"から[、 　]?", between):
        now, before_ = base, other
    else:
        return
    yield from _difference(now, before_, change, up, shift, _loose(text, now, before_, change))
    if rate and _value(before_) > 0:
        yield from _rate(rate, _value(change), _value(before_), shift, _loose(text, now, before_, change))


def _difference(
    now: Span, before: Span, change: Span, up: bool, shift: int, loose: Decimal
) -> Iterator[Finding]:
    grown = _value(now) - _value(before)
    told = {"one": now.text, "other": before.text, "text": change.text}
    start, end = change.start + shift, change.end + shift
    if abs(abs(grown) - _value(change)) > loose:
        right = f"{abs(grown):,}{change.unit}"
        yield Finding("total.change", "error", _DIFFERENCE.format(**told, right=right), start, end)
    elif grown and (grown > 0) != up:
        told["text"] += "増" if up else "減"
        word = "大きい" if grown > 0 else "小さい"
        yield Finding("total.change", "error", _DIRECTION.format(**told, word=word), start, end)


def _rate(rate: Span, part: Decimal, whole: Decimal, shift: int, loose: Decimal) -> Iterator[Finding]:
    if not whole or not part:
        return
    right = part / whole * 100
    written = re.search(r"[.．]([0-9０-９]+)", rate.text)
    step = Decimal(1).scaleb(-len(written[1])) if written else Decimal(1)
    slack, off = right * (loose / part + loose / whole), right - _value(rate)
    if off > step + slack or -off > step / 2 + slack:  # cut off or rounded, never one step up
        told = _RATE.format(text=rate.text, right=f"{right.quantize(step)}％")
        yield Finding("total.change", "error", told, rate.start + shift, rate.end + shift)


def _loose(text: str, *spans: Span) -> Decimal:
    """How much rounding may move a difference: 1 万円 where figures are written in 万, a tenth of a percent."""
    words = "".join(span.text for span in spans)
    around = "".join(
        text[max(0, span.start - 3) : span.start] + text[span.end : span.end + 2] for span in spans
    )
    if any(span.unit in ("%", "ポイント") for span in spans):
        places = [len(found[1]) for span in spans if (found := re.search(r"[.．]([0-9０-９]+)", span.text))]
        return Decimal(1).scaleb(-max(places, default=0))
    unit = Decimal(0)
    for sign, size in (("億", 10**8), ("万", 10**4), ("千円", 1000)):
        unit = Decimal(size) if sign in words else unit
    if not _LOOSE.search(around):
        return unit
    return max(unit, max(abs(_value(span)) for span in spans) * Decimal("0.02"))


def _value(span: Span) -> Decimal:
    assert isinstance(span.value, Decimal)
    return span.value
