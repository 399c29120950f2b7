"""Tables without a header, which tell of one thing term by term: 「投票時間 | 午前8時から」. Knows no questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.text.wording import is_row

_CELLS = re.compile(r"\s*[|｜]\s*|\t")
_TERM = re.compile(
    r"(?:対象|期間|期日|期限|日時|日程|時間|開催日|相談日|受付|場所|会場|所在地|住所|費用|料金|負担額|負担金|手数料|参加費|月額|持ち物|持参|必要|"
    r"方法|申込|申し込み|申請|条件|資格|定員|内容|電話|連絡先|問い?合わ?せ|休館日|休業日|定休日|業務|目的|窓口|交通)"
)
_SAID = re.compile(r"[0-9０-９。、]|(?:から|まで|です|ます|する|無料|なし)|.{16}")
"""What a cell has that tells something; the name of a column (「料金」) has none of it."""


def are_terms(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table are terms with what is said of each, the first one too.

    >>> are_terms((("投票時間", "午前8時30分から午後8時"), ("持参するもの", "入場券")))
    True
    >>> are_terms((("区分", "料金"), ("大人", "300円"))), are_terms((("日時", "内容"), ("5月3日", "講座")))
    (False, False)
    """
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    terms = [bool(_TERM.search(row[0])) and len(row[0]) <= 16 for row in rows]
    return terms[0] and 2 * sum(terms) > len(rows) and bool(_SAID.search(rows[0][1]))


@lru_cache(maxsize=2048)
def with_terms(text: str) -> str:
    """``text`` with such tables as lines: 「投票時間：午前8時30分から午後8時」."""
    return "\n".join(_lines(text)) if "|" in text or "｜" in text else text


def _lines(text: str) -> Iterator[str]:
    run: list[str] = []
    for line in (*text.splitlines(), None):
        if line is not None and is_row(line):
            run.append(line)
            continue
        yield from _told(run)
        run = []
        if line is not None:
            yield line


def _told(run: Sequence[str]) -> Sequence[str]:
    rows = [tuple(_CELLS.split(line.strip())) for line in run]
    return [f"{term}：{said}" for term, said in rows] if are_terms(rows) else run
