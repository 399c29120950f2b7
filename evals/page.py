"""A run as one HTML file that opens without a network: overview, trend, cases with their sources, the difference.

Knows nothing of how a run was made. Everything from outside is escaped; the only script is our own, for the filter.
"""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from app.web import tokens
from evals.comparison import Comparison, Table
from evals.proofs import Proof
from evals.reading import VERDICTS, short
from evals.runs import Output, Run, Score
from evals.scorers import SCORERS

_STYLE = """
body{margin:0;font:16px/1.7 "Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;color:var(--text);background:#fff}
main{max-width:1200px;margin:0 auto;padding:16px 24px 64px}h1{font-size:24px}h2{font-size:20px;margin-top:40px}
table{border-collapse:collapse;width:100%;font-size:15px}th,td{border-bottom:1px solid var(--line-soft);padding:6px 8px;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bar{display:inline-block;height:10px;background:var(--key);vertical-align:middle}
.bad{color:var(--error);font-weight:700}.doubt{color:var(--warning);font-weight:700}.good{color:var(--success);font-weight:700}
details{border:1px solid var(--line-soft);border-radius:8px;margin:8px 0;padding:4px 16px}summary{cursor:pointer;min-height:32px}
pre{white-space:pre-wrap;font:inherit;background:#f2f2f2;padding:8px 12px;border-radius:8px}del{background:#ffe5e5}ins{background:#dff3e4}
.fact{text-decoration:underline;text-underline-offset:4px}.unsupported,.conflict{outline:2px solid var(--error)}.stale{text-decoration-style:wavy}
label{font-weight:700}input,select{font:inherit;padding:8px;border:1px solid var(--line);border-radius:8px}.tools{display:flex;gap:16px;flex-wrap:wrap;align-items:end}
:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 6px #ffd43d}
"""
_SCRIPT = """
const rows=[...document.querySelectorAll('details.case')],q=document.getElementById('q'),s=document.getElementById('s'),t=document.getElementById('t');
function show(){let n=0;for(const r of rows){const ok=(!q.value||r.textContent.includes(q.value))&&(s.value==='all'||r.dataset.state.includes(s.value));r.hidden=!ok;n+=ok}t.textContent=n+' 件'}
q.addEventListener('input',show);s.addEventListener('change',show);show();
if(location.hash){const r=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(r){r.open=true;r.scrollIntoView()}}
"""


def page(
    run: Run,
    table: Table,
    outputs: Sequence[Output],
    scores: Sequence[Score],
    proofs: Mapping[str, Proof],
    *,
    trend: Sequence[tuple[Run, Table]] = (),
    against: tuple[str, Comparison, Mapping[str, Output]] | None = None,
) -> str:
    """The whole page. ``trend`` are the suite's runs, oldest first; ``against`` names a run or the baseline, the
    comparison with it, and its outputs by case (empty for a baseline)."""
    by_case: dict[str, list[Score]] = defaultdict(list)
    for one in scores:
        by_case[one.case].append(one)
    compared = _compared(*against[:2]) if against else ""
    before = against[2] if against else {}
    changed = {row[0]: row[3] - row[2] for row in against[1].changed} if against else {}
    cases = "".join(
        _case(one, by_case[one.case], before.get(one.case), changed.get(one.case, 0.0)) for one in outputs
    )
    digests = "、".join(f"{escape(name)} {escape(value)}" for name, value in run.digests.items())
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(run.suite)} の評価</title><style>{tokens.stylesheet()}{_STYLE}</style></head><body><main>"
        f"<h1>{escape(run.suite)} の評価</h1><p>{escape(run.id)}　{len(outputs)} 件<br>{digests}</p>"
        f"{_overview(run, table, proofs)}{_tags(run, table)}{_trend(trend)}{compared}"
        '<h2>問い</h2><div class="tools"><p><label for="q">さがす</label><br><input id="q"></p><p><label for="s">しぼる</label><br>'
        '<select id="s"><option value="all">すべて</option><option value="bad">満点でないもの</option>'
        '<option value="worse">悪くなったもの</option><option value="better">良くなったもの</option></select></p>'
        f'<p id="t" role="status"></p></div>{cases}</main><script>{_SCRIPT}</script></body></html>'
    )


def _overview(run: Run, table: Table, proofs: Mapping[str, Proof]) -> str:
    rows = []
    for name, one in table.estimates(seed=run.seed).items():
        proof = proofs.get(name)
        told = "確かめていない"
        if proof and proof.planted:
            told = f"見付けた {proof.caught}／{proof.planted}、誤り {proof.false}／{proof.harmless}"
            told += "" if proof.tells else '　<span class="bad">見分けられない採点です</span>'
        if proof and proof.told:
            told = f'<span class="{"bad" if proof.refused else "good"}">{escape(proof.told)}</span>'
        bar = (
            f'<span class="bar" style="width:{max(one.mean, 0) * 120:.0f}px"></span>'
            if not math.isnan(one.mean)
            else ""
        )
        rows.append(
            f"<tr><td>{escape(name)}<br><small>{escape(SCORERS[name].asks)}</small></td>"
            f'<td class="n">{one.mean:.3f}</td><td>{bar}</td><td class="n">{one.low:.3f}〜{one.high:.3f}</td>'
            f'<td class="n">{one.n}</td><td>{told}</td></tr>'
        )
    head = "<tr><th>採点</th><th class='n'>平均</th><th></th><th class='n'>95%区間</th><th class='n'>件数</th><th>採点そのものの確かめ（植えた誤り、無害な変更）</th></tr>"
    return f"<h2>全体</h2><table>{head}{''.join(rows)}</table>"


def _tags(run: Run, table: Table) -> str:
    """The means by tag, for the scorers that can fail a run."""
    names = [name for name in table.values if SCORERS[name].gates]
    tags = sorted({tag for case in table.cases for tag in table.groups.get(case, ())})
    if not tags:
        return ""
    head = "".join(f"<th class='n'>{escape(short(name))}</th>" for name in names)
    rows = []
    for tag in tags:
        cells = []
        for name in names:
            of = [value for case, value in table.values[name].items() if tag in table.groups.get(case, ())]
            cells.append(f"<td class='n'>{sum(of) / len(of):.2f}（{len(of)}）</td>" if of else "<td></td>")
        rows.append(f"<tr><td>{escape(tag)}</td>{''.join(cells)}</tr>")
    return f"<h2>組ごと</h2><table><tr><th>組</th>{head}</tr>{''.join(rows)}</table>"


def _trend(trend: Sequence[tuple[Run, Table]]) -> str:
    if len(trend) < 2:
        return ""
    names = [name for name in trend[-1][1].values if SCORERS[name].gates]
    head = "".join(f"<th class='n'>{escape(short(name))}</th>" for name in names)
    rows = []
    for run, table in trend[-12:]:
        means = table.estimates(seed=run.seed)
        cells = "".join(
            f"<td class='n'>{means[n].mean:.3f}</td>" if n in means else "<td></td>" for n in names
        )
        rows.append(f"<tr><td>{escape(run.started)}</td>{cells}</tr>")
    return f"<h2>これまで</h2><table><tr><th>実行</th>{head}</tr>{''.join(rows)}</table>"


def _compared(name: str, found: Comparison) -> str:
    rows = []
    for scorer, one in found.measures.items():
        kind = {"worse": "bad", "better": "good", "undecided": "doubt"}.get(one.verdict, "")
        rows.append(
            f"<tr><td>{escape(scorer)}</td><td class='n'>{one.mean:+.3f}</td><td class='n'>{one.low:+.3f}〜{one.high:+.3f}</td>"
            f"<td class='n'>{one.worse}／{one.better}</td><td class='n'>{one.seen:.3f}</td><td class='{kind}'>{VERDICTS[one.verdict]}</td></tr>"
        )
    marks = "".join(f"<li>{escape(group)}：{found.mark(group)}</li>" for group in found.tasks)
    told = "".join(
        f"<p>{title}：{escape('、'.join(each))}</p>"
        for title, each in (
            ("変わったもの", found.suspects),
            ("なくなった問い", found.gone),
            ("新しい問い", found.new),
        )
        if each
    )
    head = "<tr><th>採点</th><th class='n'>差</th><th class='n'>95%区間</th><th class='n'>悪化／改善</th><th class='n'>見分けられる差</th><th>判定</th></tr>"
    return f"<h2>比較（{escape(name)}）</h2>{told}<table>{head}{''.join(rows)}</table><ul>{marks}</ul>"


def _case(one: Output, scores: Sequence[Score], before: Output | None, change: float) -> str:
    bad = [score for score in scores if score.value is not None and score.value < 1]
    state = " ".join(each for each, on in (("bad", bad), ("worse", change < 0), ("better", change > 0)) if on)
    told = "".join(
        f"<tr><td>{escape(score.scorer)}</td><td class='n'>{'—' if score.value is None else f'{score.value:.2f}'}</td>"
        f"<td>{escape(score.reason)}</td></tr>"
        for score in scores
    )
    mark = '<span class="bad">×</span>' if bad else '<span class="good">○</span>'
    asked = "".join(
        f"<li>{escape(str(name))}：{escape(str(value))}</li>" for name, value in one.input.items() if value
    )
    return (
        f'<details class="case" id="{escape(one.case)}" data-state="{state}"><summary>{mark} <a href="#{escape(one.case)}">{escape(one.case)}</a>　'
        f"{escape(str(one.input.get('query') or one.input.get('task') or ''))}</summary><ul>{asked}</ul>"
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
        told = f' class="fact {escape(fact["state"])}" title="{escape(fact["evidence"])}"'
        made += [escape(text[at : fact["start"]]), f"<span{told}>{words}</span>"]
        at = fact["end"]
    return "".join([*made, escape(text[at:])])


def _diff(before: Output | None, one: Output) -> str:
    """What the text lost and won since the other run, line by line."""
    old, new = (before.output.get("text", "") if before else ""), one.output.get("text", "")
    if not before or old == new or not (old or new):
        return ""
    lines = []
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        if line.startswith("- "):
            lines.append(f"<del>{escape(line[2:])}</del>")
        elif line.startswith("+ "):
            lines.append(f"<ins>{escape(line[2:])}</ins>")
    return f"<h3>前との違い</h3><pre>{chr(10).join(lines)}</pre>"
