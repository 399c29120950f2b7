"""A run as one HTML file that opens without a network: overview, trend, cases with their sources, the difference.

Knows nothing of how a run was made. Everything from outside is escaped; the only script is our own, for the filter.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from html import escape

from app.web import tokens
from evals import page_tables
from evals.case_view import LEGEND, case_of
from evals.comparison import OFFICE, Comparison, Table, may_gate
from evals.proofs import Proof
from evals.runs import Output, Run, Score
from evals.scorers import known
from evals.scorers.texts import suite_name
from evals.spending import changes, spent_of
from evals.variation import vary

_STYLE = """
body{margin:0;font:16px/1.7 "Noto Sans JP","Hiragino Sans","Yu Gothic UI",Meiryo,sans-serif;color:var(--text);background:var(--ground)}
main{max-width:1200px;margin:0 auto;padding:16px 24px 64px}h1{font-size:24px}h2{font-size:20px;margin-top:40px}
table{border-collapse:collapse;width:100%;font-size:15px}th,td{border-bottom:1px solid var(--line-soft);padding:6px 8px;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.proof{min-width:18em}.bar{display:inline-block;height:10px;background:var(--key);vertical-align:middle}
.grey td:not(.proof),td.grey,th.grey{color:var(--text-second)}.grey .bar{background:var(--line)}.bad{color:var(--error);font-weight:700}.doubt{color:var(--warning);font-weight:700}.good{color:var(--success);font-weight:700}
details{border:1px solid var(--line-soft);border-radius:8px;margin:8px 0;padding:4px 16px}summary{cursor:pointer;min-height:32px}
pre{white-space:pre-wrap;font:inherit;background:var(--ground-soft);padding:8px 12px;border-radius:8px}del{background:var(--error-soft)}ins{background:var(--success-soft)}
.fact{text-decoration:underline 2px var(--success);text-underline-offset:4px}.input,.derived{text-decoration:underline dotted 2px var(--key)}
.stale{text-decoration:underline wavy 2px var(--warning)}.unsupported,.conflict{text-decoration:none;outline:2px solid var(--error);outline-offset:1px}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:12px}.sides h4{margin:0}.legend span{margin-right:20px}svg{display:block}.wide{overflow-x:auto}.wide td:first-child{white-space:nowrap}
@media(max-width:700px){main{padding:12px}.bar{display:none}.sides{grid-template-columns:1fr}}
label{font-weight:700}input,select{font:inherit;color:inherit;background:var(--ground);padding:8px;border:1px solid var(--line);border-radius:8px}.tools{display:flex;gap:16px;flex-wrap:wrap;align-items:end}
:focus-visible{outline:4px solid var(--focus-line);outline-offset:2px;box-shadow:0 0 0 6px var(--focus)}
"""
_SCRIPT = """
const rows=[...document.querySelectorAll('details.case')],q=document.getElementById('q'),s=document.getElementById('s'),t=document.getElementById('t');
function show(){let n=0;for(const r of rows){const ok=(!q.value||r.textContent.includes(q.value))&&(s.value==='all'||r.dataset.state.includes(s.value));r.hidden=!ok;n+=ok}t.textContent=n+' 件'}
q.addEventListener('input',show);s.addEventListener('change',show);show();
function go(){const r=location.hash&&document.getElementById(decodeURIComponent(location.hash.slice(1)));if(!r)return;if(r.hidden){q.value='';s.value='all';show()}r.open=true;r.scrollIntoView()}
addEventListener('hashchange',go);go();
"""
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; script-src "
    f"'sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}'"
)
"""What the file may do wherever it is opened: show itself. A draft in it that were a script would not run."""


def page(
    run: Run,
    table: Table,
    outputs: Sequence[Output],
    scores: Sequence[Score],
    proofs: Mapping[str, Proof],
    *,
    trend: Sequence[tuple[Run, Table]] = (),
    against: tuple[str, Comparison, Mapping[str, Output]] | None = None,
    price: float | None = None,
) -> str:
    """The whole page. ``trend`` are the suite's runs, oldest first; ``against`` names a run or the baseline, the
    comparison with it, and its outputs by case (empty for a baseline). ``price``: yen for 1,000 tokens."""
    by_case: dict[tuple[str, int], list[Score]] = defaultdict(list)
    for one in scores:
        by_case[one.case, one.repeat].append(one)
    grey = frozenset(name for name, proof in proofs.items() if not may_gate(proof))
    compared = page_tables.compared(*against[:2], grey) if against else ""
    before = against[2] if against else {}
    took = page_tables.spent(
        spent_of(outputs, price=price, seed=run.seed),
        changes(before.values(), outputs, price=price, seed=run.seed),
        against[0] if against else "",
    )
    changed = {row[0]: row[3] - row[2] for row in against[1].changed} if against else {}
    cases = "".join(
        case_of(one, by_case[one.case, one.repeat], before.get(one.case), changed.get(one.case, 0), grey) for one in outputs
    )  # fmt: skip
    called = suite_name(run.suite)
    return (
        f"{_head(called)}<body><main>"
        f"<h1>{escape(called)}の評価</h1><p>{escape(run.id)}　{len(outputs)} 件<br>{_digests(run)}</p>"
        f"{_overview(run, table, proofs, grey)}{compared}{page_tables.tags(run, table, grey)}{page_tables.trend(trend, grey)}{took}"
        f"{page_tables.variation(vary(outputs, scores))}"
        '<h2>問い</h2><div class="tools"><p><label for="q">さがす</label><br><input id="q"></p><p><label for="s">しぼる</label><br>'
        '<select id="s"><option value="all">すべて</option><option value="bad">満点でないもの</option>'
        '<option value="worse">悪くなったもの</option><option value="better">良くなったもの</option></select></p>'
        f'<p id="t" role="status"></p></div>{LEGEND}{cases}</main><script>{_SCRIPT}</script></body></html>'
    )


def _head(called: str) -> str:
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(called)}の評価</title><style>{tokens.stylesheet()}{_STYLE}</style></head>"
    )


def _digests(run: Run) -> str:
    return "、".join(f"{escape(OFFICE.get(name, name))} {escape(each)}" for name, each in run.digests.items())


def _overview(run: Run, table: Table, proofs: Mapping[str, Proof], grey: Collection[str]) -> str:
    """Every scorer with its proof; what may not decide stands in grey."""
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
            f"<tr{' class=grey' if name in grey else ''}><td>{escape(name)}<br><small>{escape(known(name).asks)}</small></td>"
            f'<td class="n">{one.mean:.3f}</td><td>{bar}</td><td class="n">{max(one.low, 0):.3f}〜{min(one.high, 1):.3f}</td>'
            f'<td class="n">{one.n}</td><td class="proof">{told}</td></tr>'
        )
    head = "<tr><th>採点</th><th class='n'>平均</th><th>0〜1</th><th class='n'>95%区間</th><th class='n'>件数</th><th>採点そのものの確かめ（植えた誤り、無害な変更）</th></tr>"
    return f"<h2>全体</h2>{page_tables.wide(head + ''.join(rows), '採点の平均')}"
