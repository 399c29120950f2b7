"""Every check that needs the text alone, for a text looked over and for a draft. Knows no sources."""

from __future__ import annotations

from app.checks.alone.ages import check_ages
from app.checks.alone.attending import check_attending
from app.checks.alone.bookings import check_bookings
from app.checks.alone.changes import check_changes
from app.checks.alone.deadlines import check_deadlines
from app.checks.alone.lasting import check_lasting
from app.checks.alone.letter import check_letter
from app.checks.alone.listed import check_listed
from app.checks.alone.membership import check_membership
from app.checks.alone.misdirected import check_misdirected
from app.checks.alone.namesakes import check_namesakes
from app.checks.alone.own_articles import check_own_articles
from app.checks.alone.periods import check_periods
from app.checks.alone.products import check_products
from app.checks.alone.schedule import check_schedule
from app.checks.alone.shares import check_shares
from app.checks.alone.summed import check_summed
from app.checks.alone.thousands import check_thousands
from app.checks.alone.totals import check_totals
from app.checks.alone.twice import check_twice
from app.checks.alone.within import check_within
from app.checks.subject import Check, Checked, Subject

ALONE: tuple[Check, ...] = (
    check_totals,
    check_summed,
    check_shares,
    check_changes,
    check_within,
    check_twice,
    check_deadlines,
    check_bookings,
    check_listed,
    check_lasting,
    check_products,
    check_letter,
    check_namesakes,
    check_attending,
    check_periods,
    check_thousands,
    check_own_articles,
    check_ages,
    check_misdirected,
    check_membership,
    check_schedule,
)
"""What one text contradicts by itself."""


def check_alone(subject: Subject) -> Checked:
    """What a draft contradicts by itself, but for its sums: those are checked by themselves."""
    checks = (check for check in ALONE if check is not check_totals)
    return Checked(subject.text, (), tuple(one for check in checks for one in check(subject).findings))
