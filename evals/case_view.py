"""One case in a run's report: what was asked, the text with its facts marked, sources, scores, what changed. Knows no run.

Everything from outside is escaped.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

from evals.runs import Output, Score
from evals.scorers.texts import task_name

_NAMES = {
    "headings": "なければならない見出し", "query": "質問", "task": "用途", "fields": "条件", "says": "なければならない言葉", "silent": "あってはならない言葉",
    "kinds": "根拠の種類", "status": "期待する状態", "gold": "正しい一節", "quote": "正しい一節の言葉", "as_of": "時点", "tags": "札",
    "example": "記入例", "k": "さがす数",
}  # fmt: skip
_STATES = {
    "supported": "根拠あり",
    "input": "入力",
    "derived": "計算",
    "stale": "旧い",
    "unsupported": "根拠なし",
    "conflict": "食い違い",
}
LEGEND = (
    '<p class="legend">文案の印：'
    + "".join(f'<span class="fact {name}">{told}</span>' for name, told in _STATES.items())
    + "</p>"
)


def case_of(
    one: Output, scores: Sequence[Score], before: Output | None, change: float, grey: Collection[str] = ()
) -> str:
    """``grey``: scorers that may not decide; by them no case is a bad one."""
    bad = [
        score for score in scores if score.value is not None and score.value < 1 and score.scorer not in grey
    ]
    place = f"{one.case}.{one.repeat + 1}" if one.repeat else one.case
    state = " ".join(each for each, on in (("bad", bad), ("worse", change < 0), ("better", change > 0)) if on)
    told = "".join(
        f"<tr{' class=grey' if score.scorer in grey else ''}><td>{escape(score.scorer)}</td><td class='n'>{'—' if score.value is None else f'{score.value:.2f}'}</td>"
        f"<td>{escape(score.reason)}</td></tr>"
        for score in scores
    )
    again = f"（{one.repeat + 1}回目）" if one.repeat else ""
    mark = '<span class="bad">×</span>' if bad else '<span class="good">○</span>'
    asked = "".join(
        f"<li>{escape(_NAMES.get(str(name), str(name)))}：{escape(_said(value))}</li>"
        for name, value in {
            **one.input,
            "task": task_name(one.input.get("task") or ""),
            "fields": one.output.get("values") or one.input.get("fields"),
        }.items()
        if value and name != "id"
    )
    return (
        f'<details class="case" id="{escape(place)}" data-state="{state}"><summary>{mark} {escape(one.case)}　'
        f"{escape(str(one.input.get('query') or task_name(one.input.get('task') or '')))}{again}</summary>"
        f'<p><a href="#{escape(place)}">この問いへのリンク</a></p><ul>{asked}</ul>'
        f"{_given(one)}{_diff(before, one)}<table>{told}</table></details>"
    )


def _given(one: Output) -> str:
    """What came back: a text with its facts and sources, or the hits."""
    given: Mapping[str, Any] = one.output
    if one.error:
        return f'<p class="bad">{escape(one.error)}</p>'
    if "text" not in given:
        hits = "".join(
            f"<li><b>{escape(hit['title'])}　{escape(hit['label'])}</b><br>{escape(hit['text'][:200])}</li>"
            for hit in given.get("hits", ())
        )
        return f"<ol>{hits}</ol>"
    sources = "".join(
        f"<li>[{source['number']}] {escape(source['label'])}<br><small>{escape(source['quote'])}</small></li>"
        for source in given.get("citations", ())
    )
    return f"<pre>{_coloured(given)}</pre><ul>{sources}</ul>"


def _coloured(given: Mapping[str, Any]) -> str:
    text, made, at = given["text"], [], 0
    for fact in sorted(given.get("facts") or (), key=lambda fact: fact["start"]):
        if fact["start"] < at:
            continue
        words = escape(text[fact["start"] : fact["end"]])
        told = f' class="fact {escape(fact["state"])}" title="{escape(_STATES.get(fact["state"], ""))}：{escape(fact["evidence"])}"'
        made += [escape(text[at : fact["start"]]), f"<span{told}>{words}</span>"]
        at = fact["end"]
    return "".join([*made, escape(text[at:])])


def _diff(before: Output | None, one: Output) -> str:
    """The text of the other run and this one side by side, what was lost and won marked."""
    old, new = (before.output.get("text", "") if before else ""), one.output.get("text", "")
    if not before or old == new or not (old or new):
        return ""
    left, right = old.split("\n"), new.split("\n")
    sides: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        marks = ("{}", "{}") if kind == "equal" else ("<del>{}</del>", "<ins>{}</ins>")
        for side, lines, mark in ((sides[0], left[a:b], marks[0]), (sides[1], right[c:d], marks[1])):
            side += [mark.format(escape(line)) for line in lines]
    shown = "".join(
        f"<div><h4>{title}</h4><pre>{chr(10).join(side)}</pre></div>"
        for title, side in zip(("前", "今"), sides, strict=True)
    )
    return f'<h3>前との違い</h3><div class="sides">{shown}</div>'


def _said(value: Any) -> str:
    """A value of a case's input in words."""
    if isinstance(value, Mapping):
        return "、".join(f"{name} {_said(each)}" for name, each in value.items() if each)
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
