"""What a draft is held against besides its own sources: each telephone, each post and each 課 is asked of the whole library by
its name. Knows nothing of what the draft cites.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.library.listing import listed
from app.checks.library.old_names import outworn_names
from app.checks.library.own_name import misnamed_office
from app.checks.subject import Checked, Subject
from app.result import Finding


def check_library(subject: Subject) -> Checked:
    """Findings fact.conflict; without a library nothing is said."""
    return Checked(subject.text, (), tuple(_findings(subject)))


def _findings(subject: Subject) -> Iterator[Finding]:
    library, viewer = subject.library, subject.viewer
    if library is None or viewer is None:
        return
    yield from listed(subject.text, library, viewer, subject.today).findings
    yield from outworn_names(subject)
    yield from misnamed_office(subject.text, library, viewer)
