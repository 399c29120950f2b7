"""All checks of the corpus over all of its papers. ``python -m tests.corpus_check [FILE]`` prints what differs, by folder."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.corpus_articles import Laws, check_citations, check_own_articles
from tests.corpus_columns import check_columns
from tests.corpus_contacts import check_addresses, check_contacts
from tests.corpus_dates import check_dates, check_issued
from tests.corpus_events import check_events
from tests.corpus_faults import read_faults, unfound, unplanned
from tests.corpus_figures import check_figures
from tests.corpus_numbers import (
    check_amendments,
    check_letter_numbers,
    check_offices,
    check_regulations,
    check_titles,
)
from tests.corpus_oddities import check_oddities
from tests.corpus_people import check_names, check_people
from tests.corpus_sums import check_sums
from tests.corpus_texts import Paper, Violation, read_papers
from tests.corpus_world import World, read_world

BY_WORLD = (
    check_columns, check_people, check_names, check_contacts, check_addresses, check_regulations, check_titles, check_offices, check_events, check_figures,
)  # fmt: skip


def check_all(papers: list[Paper], world: World) -> tuple[list[Violation], Counter[str]]:
    """Every violation, in the order of the papers, and how many things each check looked at."""
    laws = Laws(papers)
    found: list[Violation] = []
    counts: Counter[str] = Counter()
    results = [check_letter_numbers(papers, world), check_amendments(papers)]
    for paper in papers:
        results += [check(paper) for check in (check_dates, check_issued, check_sums, check_oddities)]
        results += [check(paper, world) for check in BY_WORLD]
        results += [check(paper, laws) for check in (check_citations, check_own_articles)]
    for violations, looked_at in results:
        found += violations
        counts.update(looked_at)
    order = {paper.path: number for number, paper in enumerate(papers)}
    return sorted(found, key=lambda each: order[each.path]), counts


def main() -> None:
    """Print what is not planned, by folder; papers that sources.toml does not list yet are looked at too."""
    papers = read_papers(unlisted=True)
    found, counts = check_all(papers, read_world())
    faults = read_faults()
    lines: list[str] = []
    folder = None
    for violation in unplanned(found, faults):
        if str(Path(violation.path).parent) != folder:
            folder = str(Path(violation.path).parent)
            lines += ["", f"## {folder}"]
        lines.append(str(violation))
    lines += ["", "## 計画した不備で、見付からないもの", *unfound(found, faults, papers)]
    lines += ["", "## 読めないもの", *(f"{paper.path}: {paper.error}" for paper in papers if paper.error)]
    lines += ["", f"文書 {len(papers)} 件、検査した数: {dict(counts)}"]
    out = "\n".join(lines) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(out, encoding="utf-8")
    else:
        sys.stdout.write(out)


if __name__ == "__main__":
    main()
