"""What something will cost, as the form notes it in lines, made a table with its sum. Knows no models.

「昼食　30食　1,200円」 is 30 times 1,200円; nothing is guessed: a line whose cost it does not say has 【要確認：金額】.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from app.extractive.cited import make_cited
from app.material import Material, Piece
from app.tasks.template import Section
from app.text.spans import Span, find_spans

_HEAD = "項目 | 積算 | 金額"
_OPEN = "【要確認：金額】"
_LEAST = 2
"""Lines of costs that make a table."""
_NAME = re.compile(
    r"^[　 ・\-*]*(?:[（(]?[0-9０-９]{1,2}[)）.．][　 ]*)?(?P<name>[^0-9０-９：:＠@×＝=]*[^0-9０-９：:＠@×＝=　 、,(（])"
)
_FOR_ONE = re.compile(
    r"[1１一](?:時間|日|回|人|名|か月|月|台|個|部|枚|本|食|件|泊)(?:につき|当たり|あたり)|(?:単価)"
)
_SUM = re.compile(r"^[　 ・]*(?:合?計|総額|小計)")
_TOTAL = re.compile(r"(?:計|＝|=)[　 ]*[0-9０-９,，万千]+円[　 ）)]*$")
_RANGE = re.compile(r"[～〜~]|程度|約|から")


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of the estimate: what it is, how it is reckoned, what it comes to (None where it does not say)."""

    name: str
    reckoned: str
    amount: int | None


def read_costs(text: str) -> tuple[tuple[Cost, ...], tuple[str, ...]]:
    """The lines with a cost, and the others as they are.

    >>> read_costs("昼食　30食　1,200円\\nバス借上げ 9万円\\n財源　一般財源")[0][0]
    Cost(name='昼食', reckoned='30食×1,200円', amount=36000)
    >>> read_costs("講師　1時間につき3,000円　4時間\\n印刷 500部")[0]
    (Cost(name='講師', reckoned='4時間×3,000円', amount=12000), Cost(name='印刷', reckoned='500部', amount=None))
    """
    costs, others = [], []
    for line in (each.strip() for each in text.split("\n")):
        if not line or _SUM.match(line):
            continue
        cost = _cost(line)
        if cost is None:
            others.append(line)
        else:
            costs.append(cost)
    return tuple(costs), tuple(others)


def make_estimate(section: Section, material: Material) -> Iterator[Piece]:
    """The costs of the box ``lead`` as a table with their sum; without two lines of costs what ``cited`` makes."""
    costs, others = read_costs(material.fill(section.lead)) if _is_given(section, material) else ((), ())
    if len(costs) < _LEAST:
        yield from make_cited(section, material)
        return
    rows = [_HEAD, *(f"{one.name} | {one.reckoned} | {_written(one.amount)}" for one in costs)]
    known = [one.amount for one in costs if one.amount is not None]
    rows.append(f"計 | | {_written(sum(known)) if len(known) == len(costs) else _OPEN}")
    yield Piece("\n".join((*rows, *others)), section)


def _is_given(section: Section, material: Material) -> bool:
    return "【要確認" not in material.fill(section.lead.replace("?", ""))


def _cost(line: str) -> Cost | None:
    named = _NAME.match(line)
    if named is None or _RANGE.search(line):
        return None
    rest = _TOTAL.sub("", _FOR_ONE.sub(" ", line[named.end() :]))
    spans = find_spans(rest)
    prices = [each for each in spans if each.kind == "金額" and isinstance(each.value, Decimal)]
    counts = [each for each in spans if each.kind == "数" and each.unit and isinstance(each.value, Decimal)]
    if len(prices) > 1 or not (prices or counts) or len(prices) + len(counts) < len(spans):
        return None
    return Cost(
        named["name"].strip(), "×".join(each.text for each in (*counts, *prices)), _amount(prices, counts)
    )


def _amount(prices: Sequence[Span], counts: Sequence[Span]) -> int | None:
    if not prices:
        return None
    made = prod(
        (each.value for each in (*prices, *counts) if isinstance(each.value, Decimal)), start=Decimal(1)
    )
    return int(made) if made == int(made) else None


def _written(amount: int | None) -> str:
    return _OPEN if amount is None else f"{amount:,}円"
