"""Amounts beside the name of a fee: that they are the fee's, of the days before or after it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tests.corpus_texts import Paper
from tests.corpus_world import World

_REFORM = date(2025, 4, 1)
_REFORM_WASTE = date(2026, 4, 1)


@lru_cache(maxsize=4)
def _fee_table(world: World) -> tuple[tuple[re.Pattern[str], dict[str, set[int]], date], ...]:
    """(name, {"now": amounts, "before": amounts}, the day they changed) of every fee that has a name of its own."""
    found = []
    for fee in world.all("fee"):
        name = re.sub(r"（.*", "", fee["item"])
        now = {fee["counter"], *([fee["convenience"]] if "convenience" in fee else [])}
        found.append(
            (
                re.compile(_loose(name) + r"(?!の(?:広域|第三者|交付の請求書))"),
                {"now": now, "before": {fee["before"], *now}},
                _REFORM,
            )
        )
    for size in ("大", "中", "小"):
        fee = next((each for each in world.all("waste_fee") if f"ごみ袋 {size}" in each["item"]), None)
        if fee:
            pattern = re.compile(rf"(?:ごみ袋|袋)(?:の)?[ 　（(、はを・]*{size}(?:[（(]\d+リットル[）)])?")
            found.append(
                (pattern, {"now": {fee["now"]}, "before": {fee["now"], fee["before"]}}, _REFORM_WASTE)
            )
    return tuple(found)


def _loose(name: str) -> str:
    return re.escape(name).replace("\\ ", "[ 　]*")


def fee_slips(plain: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    """An amount within a few words after the name of a fee, no other name between."""
    if paper.issued is None:
        return
    table = _fee_table(world)
    for pattern, amounts, changed in table:
        for match in pattern.finditer(plain):
            rest = re.split(r"。", plain[match.end() : match.end() + 34])[0]
            money = re.search(r"(?<![0-9,])([0-9][0-9,]*)円", rest)
            if "|" in rest[: money.start() if money else 0] and re.search(
                r"改定|値上げ|変わります", paper.text
            ):
                continue  # a table of the old and the new
            if money is None or any(other.search(rest[: money.start()]) for other, _, _ in table):
                continue
            if (
                re.search(
                    r"税|郵送|送料|証明(?!書)|再交付|免除|減免|減額|差額|分の|ごとに|改定前|これまで|から",
                    rest[: money.start()],
                )
                or len(rest[: money.start()]) > 22
            ):
                continue
            amount = int(money[1].replace(",", ""))
            old = paper.issued < changed or re.search(
                r"改定|変わ|改め|改正|引き上げ|引上げ|値上げ|前|旧|から", plain
            )
            known = amounts["before"] if old else amounts["now"]
            words = plain[match.start() : match.end() + money.end()]
            yield (
                words,
                ""
                if amount in known
                else f"{'、'.join(f'{each}円' for each in sorted(amounts['now']))}（改定前を含め {sorted(amounts['before'])}）",
            )
