"""How sure the gate is: a degraded build must be blocked and the same build again must pass, each many times.

`python -m evals.gate_repeats --times 20`. The degraded builds are a search that reads one hit, and prompts that lost the
rules on figures and marks (evals.drawn). Each time another half of the cases is asked, other drafts are drawn, and another
seed draws the intervals. Knows nothing of how anything is scored.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
from typing import Any

from evals.comparison import FAILED, PASSED, compare
from evals.drawn import SEEN, pool, without_rules
from evals.margins import load_margins
from evals.metrics import wilson
from evals.proofs import prove
from evals.runner import Report, run_cases
from evals.suites.suites import Suite, open_suite, shared_out


def half(suite: Suite, seed: int) -> Suite:
    """Half of the cases, drawn by chance."""
    drawn = random.Random(seed).sample(suite.cases, (len(suite.cases) + 1) // 2)
    return dataclasses.replace(suite, cases=tuple(one for one in suite.cases if one in drawn))


def code(old: Report, new: Report, seed: int) -> int:
    proofs = prove(new.outputs, new.table.values, each=12)
    return compare(old.table, new.table, proofs=proofs, margins=load_margins(new.suite), seed=seed).code


def searched(office: Any, seed: int) -> tuple[int, int]:
    """(exit code of a search that reads one hit, of the same search again) held against the search."""
    whole = half(open_suite("answering"), seed)
    asked = {one.id for one in whole.cases}
    one_hit = open_suite("answering", k=1)
    cut = dataclasses.replace(one_hit, cases=tuple(one for one in one_hit.cases if one.id in asked))
    runs = [run_cases("answering", office, suite=suite) for suite in (whole, cut, whole)]
    return code(runs[0], runs[1], seed), code(runs[0], runs[2], seed)


def written(office: Any, options: argparse.Namespace) -> None:
    """Prompts without the rules, and the same prompts with other chance, for every number of repeats."""
    suite = dataclasses.replace(open_suite("drafting", office=office), scorers=SEEN)
    suite = shared_out(suite, options.cases) if options.cases else suite
    with without_rules(office.settings.prompts) as poor:
        builds = [(office.prompts, 1), (poor, 2)]
        pools = [pool(office, suite, prompts, options.draws, seed=options.seed * 10 + at, slips=options.slips) for prompts, at in builds]  # fmt: skip
    for repeats in options.repeats:
        codes = []
        for at in range(options.times):
            draw = random.Random(f"{options.seed}:{at}:{repeats}")
            cases = draw.sample(sorted(pools[0].drafts), (len(pools[0].drafts) + 1) // 2)
            old, same = pools[0].tables(cases, repeats, draw)
            worse, _ = pools[1].tables(cases, repeats, draw)
            found = [compare(old, new, proofs=each.proofs, margins=load_margins("drafting"), seed=at) for new, each in ((worse, pools[1]), (same, pools[0]))]  # fmt: skip
            codes.append((found[0].code, found[1].code))
        _tell(f"rules（{repeats}回ずつ、外れる割合 {options.slips:g}）", codes)


def _tell(name: str, codes: list[tuple[int, int]]) -> None:
    for told, good in (
        ("劣る版を止めた", [bad == FAILED for bad, _ in codes]),
        ("同じ版を通した", [same == PASSED for _, same in codes]),
        ("同じ版を悪化とした", [same == FAILED for _, same in codes]),
    ):
        low, high = wilson(sum(good), len(good))
        print(f"{name}　{told}：{sum(good)}／{len(good)} [{low:.2f}, {high:.2f}]", flush=True)


def main() -> None:
    from evals.cli.runs import open_office

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", choices=("search", "rules"), action="append", default=[])
    parser.add_argument("--repeats", type=int, nargs="+", default=[1, 3], help="rules: how often each question is asked")  # fmt: skip
    parser.add_argument("--draws", type=int, default=12, help="rules: drafts written of each case and build")
    parser.add_argument("--slips", type=float, default=0.0, help="rules: how often the writer invents a figure all the same")  # fmt: skip
    parser.add_argument("--cases", type=int, default=0, help="rules: of how many cases half are drawn (0: all)")  # fmt: skip
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    office = open_office()
    wanted = options.only or ("search", "rules")
    if "search" in wanted:
        seeds = range(options.seed * 1000, options.seed * 1000 + options.times)
        _tell("search", [searched(office, seed) for seed in seeds])
    if "rules" in wanted:
        written(office, options)


if __name__ == "__main__":
    main()
