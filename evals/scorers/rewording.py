"""Scorers of a passage said another way: what it must keep, and whether there was anything to do. Knows no way of rewording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.checks.grounds.values import follows, says
from evals.joined import joined_figures

Judged = tuple[float | None, str]
_BESIDE = re.compile(r"（(?:令和|平成|昭和)[0-9０-９元]{1,2}年）|（[12][0-9]{3}年）")
"""The other calendar beside a year: 2026年（令和8年）4月1日 is one day."""


def carried(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the figures, days and 条 of the passage that the new words say too, in whatever spelling."""
    spans = joined_figures((case["text"],)) if "mode" in case else ()
    if not spans:
        return None, ""
    text = _BESIDE.sub("", given["text"])
    known = joined_figures((text,))
    lost = [
        one.text
        for one in spans
        if not re.search(rf"(?<![0-9０-９,.]){re.escape(one.text)}", text)
        and not any(says(each, one, text) or follows(each, one, text) for each in known)
    ]
    return 1 - len(lost) / len(spans), f"落ちた {'、'.join(lost[:5])}" if lost else ""


def reworded(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Changed where there was something to do, left alone where there was not."""
    if "mode" not in case or "changed" not in given:
        return None, ""
    good = given["changed"] == case["changed"]
    return float(good), "" if good else "直すところを直していない" if case[
        "changed"
    ] else "直さなくてよい文を直した"
