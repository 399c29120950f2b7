"""`shitagaki law amend --hane`: the other regulations that have to follow are amended in the same bill. Knows nothing of how they are found."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from ingest.law.amending.bill import Change
    from ingest.law.tree import LawTree


def register(action: Any) -> None:
    """Add the option to `law amend`."""
    action.add_argument(
        "--hane", action="store_true",
        help="動いた条を引用している、取り込んだほかの例規も、併せて改めます（ハネ改正。規則などは別の改正文になります）",
    )  # fmt: skip


def with_followers(
    options: argparse.Namespace, old: LawTree, new: LawTree, day: str
) -> tuple[list[list[Change]], list[str]]:
    """(the changes by kind of regulation, those of OLD first; what a person must decide). Raises ShitagakiError where OLD is not in the library."""
    from app.cli.main import office
    from app.law.bill import followed
    from app.law.review import regulation_in
    from ingest.law.amending.bill import Change

    built, when = office(), options.as_of or date.today()
    desk = built.index.law
    known = regulation_in(desk, old, when)
    if known is None:
        raise ShitagakiError(
            f"「{old.title}」が取り込まれていないため、引用している例規が分かりません。例規を取り込んでから、もう一度実行してください。"
        )
    return followed(Change(old, new, day), known, desk=desk, viewer=built.viewer, when=when)
