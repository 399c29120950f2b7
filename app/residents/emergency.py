"""Which emergencies a question tells of, by its meaning and by the fixed words. Knows nothing of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.residents.dangers import CALIBRATED, CLEARLY_CALM, open_recogniser
from app.residents.phrases import Urgent

if TYPE_CHECKING:
    from app.residents.office import PublicOffice

URGENT = 3
"""Numbers to call that are shown at once: more would have to be read."""


def emergencies(office: PublicOffice, question: str) -> tuple[str, tuple[Urgent, ...]]:
    """How sure it is ("perhaps", "sure" or "") that ``question`` tells of an emergency, and of which.

    Its meaning decides, where there are examples and an embedder to tell it by; the fixed words add to it.
    """
    phrases, index = office.phrases, office.index
    worded = phrases.urgent_in(question)
    known = index.embedder.name in CALIBRATED
    recogniser = open_recogniser(phrases.examples, index.embedder, index.folder) if known else None
    if recogniser is None:
        return ("sure" if worded else ""), worded
    sense = recogniser.sense(question)
    if not sense.level and (not worded or sense.score < CLEARLY_CALM):
        return "", ()
    near = phrases.named(sense.names) if sense.level else ()
    # 「夜中に熱を出しました」: nearest to whom one asks whether to go to hospital, and no word of worse.
    mild = bool(near) and near[0].goes_on and all(one.goes_on for one in worded)
    urgent = tuple({one.name: one for one in (*near, *worded)}.values())
    # 「火事で家が焼けました。り災証明の手続きは」: the number is shown, and so is the answer.
    sure = (sense.level == "sure" or bool(worded and sense.level)) and not sense.asks and not mild
    return ("sure" if sure else "perhaps"), urgent[:URGENT]
