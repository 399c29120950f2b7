"""A case: a question, what must be found, or that nothing may be. Knows nothing of how it is run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.rows import lines_of, made_of, row_of
from ingest.errors import ShitagakiError

_ARTICLE = re.compile(r"#(?:s\d+)?a\d+$")
FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True)
class Case:
    """``gold``: starts of passage ids, one of which must be found ("reiki-tesuryo#a2"), all of them with the tag
    "multi"; empty: the corpus has no answer.

    ``quote`` is a part of the text that the right passage holds; ``answer`` the words that answer, where they are
    known; ``as_of`` the day asked about.
    """

    id: str
    query: str
    gold: tuple[str, ...] = ()
    quote: str = ""
    answer: str = ""
    as_of: date | None = None
    tags: tuple[str, ...] = ()
    note: str = ""


def reaches(passage_id: str, golds: Iterable[str]) -> bool:
    """Whether a passage is, or is part of, one of ``golds``: #a2 reaches #a2p1 and not #a20 or #a2_2.

    >>> reaches("law#a2p1", ["law#a2"]), reaches("law#a20", ["law#a2"]), reaches("law#a2_2", ["law#a2"])
    (True, False, False)
    """
    for gold in golds:
        rest = passage_id[len(gold) :]
        another = rest[:1].isdigit() or (rest[:1] == "_" and _ARTICLE.search(gold) is not None)
        if passage_id.startswith(gold) and not (gold[-1:].isdigit() and another):
            return True
    return False


def is_of(hit: Mapping[str, Any], golds: Iterable[str]) -> bool:
    """Whether a kept hit is of one of ``golds``: by its own place, or, cut otherwise, by the places that it holds."""
    return any(reaches(each, golds) for each in hit.get("holds") or (hit["id"],))


def read_cases(suite: str, folder: Path = FOLDER) -> tuple[Case, ...]:
    """The cases of a suite; raises ShitagakiError naming the file and line of one that is wrong."""
    file = folder / f"{suite}.jsonl"
    if not file.is_file():
        known = "、".join(sorted(path.stem for path in folder.glob("*.jsonl")))
        raise ShitagakiError(
            f"「{suite}」という問いの組はありません。使えるもの：{known}、retrieval（--retrieval-set）"
        )
    found: dict[str, Case] = {}
    for place, line in lines_of(file):
        case = made_of(Case, row_of(place, line), place)
        if case.id in found:
            raise ShitagakiError(f"{place}：id「{case.id}」が重複しています。")
        found[case.id] = case
    return tuple(found.values())
