"""The parts of a record of a meeting: which lines begin its decisions, its 宿題, its next time. Knows no speakers."""

from __future__ import annotations

import re

from app.memo import ASSIGNED, DECIDED, noted_part, unmarked

SAID, NEXT = "said", "next"

_DECIDED = re.compile(r"^[ 　■●◆【0-9０-９.．]*(?:決まったこと|決定事項|会議の結果|結果の概要|決定した事項)")
_ASSIGNED = re.compile(r"^[ 　■●◆【0-9０-９.．]*(?:宿題|今後の対応|課題・宿題|ＴＯＤＯ|TODO|持ち帰り)")
_NEXT = re.compile(r"^[ 　■●◆【0-9０-９.．]*(?:次回)")
_NEXT_MARK = re.compile(r"^[ 　]*次回[はの]?[：:、　 ]*")
_BEGINS = re.compile(r"^[ 　■●◆【0-9０-９.．]*(?:会議の経過|話合いの記録|議事(?:の経過|録)?$|質疑|発言)")
_BARE_NEXT = 8
"""Characters of a line that only says that the next time follows."""


def begun(line: str, spoken: bool) -> tuple[bool, str, str] | None:
    """(whether a memo's arrow notes it, the part that a line begins or belongs to, its own words); None for others."""
    if noted := noted_part(line) if spoken else "":
        return True, noted, unmarked(line)
    heading = _part_of(line)
    return None if heading is None else (False, heading, _in_heading(heading, line))


def _in_heading(part: str, line: str) -> str:
    """What a line that begins a part says itself: 「次回：令和9年1月20日（水）午前10時」."""
    return _NEXT_MARK.sub("", line) if part == NEXT and len(line.strip()) > _BARE_NEXT else ""


def _part_of(line: str) -> str | None:
    for pattern, part in ((_DECIDED, DECIDED), (_ASSIGNED, ASSIGNED), (_NEXT, NEXT), (_BEGINS, SAID)):
        if pattern.match(line) and len(line) < 24:
            return part
    return NEXT if re.match(r"^[ 　]*(?:次回[はの：:]|次回会議)", line) else None
