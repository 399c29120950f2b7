"""How well an answer is compared with past ones: `python -m evals.council_pairs`. Knows nothing of how they are compared.

Pairs of sentences written by hand: the same, changed with time, against each other. A pair counts as told "against"
when the check warns, as "changed" when it only informs.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from app.checks.grounds.pools import read_sentences
from app.checks.uses.council import compared

CASES = Path(__file__).with_name("cases") / "council_pairs.toml"

HELD_OUT = CASES.with_name("council_pairs_held_out.toml")
"""Written after the rules were settled; nothing is made to fit these."""


def told(now: str, then: str) -> str:
    """same, changed or against, as the check sees two sentences.

    >>> told("定数は400人でございます。消防団員です。", "図書館は休館です。")
    'same'
    """
    found = [
        one.severity
        for mine in read_sentences(now)
        for theirs in read_sentences(then)
        for one in compared(mine, theirs)
    ]
    return "against" if "warning" in found else "changed" if found else "same"


def measure(file: Path = CASES) -> tuple[Counter[tuple[str, str]], list[tuple[str, str, str]]]:
    """How many pairs of each kind were told as which, and those that were told wrongly: (kind, told, now)."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    for kind, pairs in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for now, then in pairs:
            got = told(now, then)
            counts[kind, got] += 1
            if got != kind:
                wrong.append((kind, got, now))
    return counts, wrong


def precision(counts: Counter[tuple[str, str]]) -> tuple[int, int]:
    """Of the pairs that the check warns of, how many are against each other: (right, all)."""
    warned = [(kind, count) for (kind, got), count in counts.items() if got == "against"]
    return sum(count for kind, count in warned if kind == "against"), sum(count for _, count in warned)


def main() -> None:
    for file in (CASES, HELD_OUT):
        tell(file)


def tell(file: Path) -> None:
    """Print the figures of one file of pairs and the pairs that were told wrongly."""
    counts, wrong = measure(file)
    right, warned = precision(counts)
    wanted = sum(count for (kind, _), count in counts.items() if kind == "against")
    print(
        f"{file.name}　食い違いの指摘 {warned} 件のうち正しいもの {right}、食い違う {wanted} 組のうち指摘 {right}、組 {counts.total()}"
    )
    for kind, got, now in wrong:
        print(f"{kind} を {got} とした：{now}")


if __name__ == "__main__":
    main()
