"""What goes with a draft on paper: the notice, what is not confirmed yet, the sources. Knows no file format."""

from __future__ import annotations

import re

from app.result import Citation, Draft, Fact

NOTICE = "AIが作成した下書きです。内容を確認してから使用してください。"
NOTICE_PLAIN = "AIは使っていません。資料から組み立てた下書きです。内容を確認してから使用してください。"
MADE, MADE_PLAIN = "AIが作成した下書き", "AIは使っていません。資料からの組み立て"
NO_MODEL = ("", "none", "extractive.v1")
"""What a trace names where no writing model wrote a word."""
OPEN_HEADING = "未確認の事項"
NOTHING_OPEN = "未確認の事項はありません。"
SOURCES_HEADING = "出典"
TICKED_HEADING = "確かめた事項"
NO_SOURCES = "番号を付けた出典はありません。"
FOLLOWED = "下敷きにした文書　{title}"

STATES = {
    "supported": "根拠あり",
    "input": "入力",
    "derived": "計算",
    "conflict": "食い違い",
    "stale": "旧い",
    "unsupported": "根拠なし",
}
_WORDS = {
    "unsupported": "「{text}」の根拠が、出典にも入力にも見当たりません。",
    "conflict": "「{text}」は食い違っています（{evidence}）。",
    "stale": "「{text}」は前回の値のままです（{evidence}）。",
}
_OLD, _FEW = "旧「", 5
"""How a mark for a value of the past document begins, and how many of them are told one by one."""
_MARK = re.compile(r"【要確認(?:[：:]([^】]*))?】")


def by_model(draft: Draft) -> bool:
    """Whether a writing model wrote any of it."""
    return draft.trace.model not in NO_MODEL


def notice_of(draft: Draft) -> str:
    """The sentence above the draft: what made it is told as it was."""
    return NOTICE if by_model(draft) else NOTICE_PLAIN


def made_of(draft: Draft) -> str:
    """What made it, for a file's properties."""
    return MADE if by_model(draft) else MADE_PLAIN


def open_lines(draft: Draft) -> tuple[str, ...]:
    """One line for each thing a person has still to look at, in the order of the text; empty when there is none.

    A fact that a finding speaks of is told once. Marks left in the text are told even when no check spoke of them.
    """
    done = {(fact.start, fact.end) for fact in draft.facts if fact.ticked}
    left = [finding for finding in draft.findings if (finding.start, finding.end) not in done]
    spoken = {(finding.start, finding.end) for finding in left}
    lines = [(fact.start, fact_line(fact)) for fact in draft.facts if _open(fact, spoken)]
    lines += [(finding.start, _one_line(finding.message)) for finding in left]
    told = list(dict.fromkeys(line for _, line in sorted(lines, key=lambda pair: pair[0])))
    return (*told, *_marks(draft.text, bool(told)))


def ticked_lines(draft: Draft) -> tuple[str, ...]:
    """「☑　「300円」　根拠あり：[1] 1通につき300円」 for each fact that a person has ticked, in the order of the text."""
    ticked = sorted((fact for fact in draft.facts if fact.ticked), key=lambda fact: fact.start)
    return tuple(_one_line(f"☑　「{fact.text}」　{_told(fact)}") for fact in ticked)


def _told(fact: Fact) -> str:
    state = STATES.get(fact.state, "直した値")
    return f"{state}：{fact.evidence}" if fact.evidence else state


def source_lines(citation: Citation) -> tuple[str, str]:
    """「[1]　label（施行日：…）」 and the quotation in 「」; the quotation is "" where there is none."""
    effective = f"（施行日：{citation.effective}）" if citation.effective else ""
    quote = _one_line(citation.quote)
    return f"[{citation.number}]　{citation.label}{effective}", f"「{quote}」" if quote else ""


def end_of_sources(draft: Draft) -> tuple[str, ...]:
    """What stands below the numbered sources: that there are none, and the document that the draft follows."""
    none = () if draft.citations else (NO_SOURCES,)
    return (*none, FOLLOWED.format(title=_one_line(draft.trace.past))) if draft.trace.past else none


def _open(fact: Fact, spoken: set[tuple[int, int]]) -> bool:
    return not fact.ticked and fact.state in _WORDS and (fact.start, fact.end) not in spoken


def fact_line(fact: Fact) -> str:
    """What is open about a fact, or "" when its state asks for nothing."""
    line = _WORDS.get(fact.state, "").format(text=fact.text, evidence=fact.evidence)
    return _one_line(line.replace("（）", ""))


def _marks(text: str, told: bool) -> list[str]:
    """The marks that name what is missing; bare ones only when nothing else tells of them."""
    found = [match[1] for match in _MARK.finditer(text)]
    old = [label for label in found if label and label.startswith(_OLD)]
    named = [label for label in found if label and (label not in old or len(old) <= _FEW)]
    lines = [f"本文の【要確認：{label}】を埋めてください。" for label in dict.fromkeys(named)]
    if len(old) > _FEW:
        lines.append(
            f"本文の{len(old)}か所は、前回の値のままです。【要確認：旧「…」】の印を順に確かめてください。"
        )
    bare = sum(not label for label in found)
    return lines if told or not bare else [*lines, f"本文に【要確認】の印が{bare}か所残っています。"]


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text).strip()
