"""Why there is no answer, said politely, and whom to ask instead. Knows nothing of searching."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.residents.matter import speaking
from app.result import Answer

if TYPE_CHECKING:
    from app.residents.answering import Talk

JAPANESE = ("ja", "ja-easy")


def refuse(talk: Talk) -> Answer:
    """The answer where nothing may be answered: another office's matter, another municipality, somebody's own record,
    something that the city's documents do not have, or simply no source."""
    barred = talk.sources.barred
    talk.sources = replace(talk.sources, near=speaking(talk.sources.near, talk.query, talk.phrases))
    if barred.own:
        return talk.canned("own", "no_sources")
    if barred.ask:
        return _outside(talk, barred.ask)
    if barred.places:
        office = talk.phrases.say("office_of", talk.language).format(place=barred.places[0])
        return _outside(talk, office)
    if barred.unmet:
        return talk.canned("unmet", "no_sources", what="、".join(barred.unmet))
    return talk.canned("no_sources", "no_sources")


def unanswered(talk: Talk) -> Answer:
    """The answer where what was found does not hold what is asked; its 課 only where it speaks of the matter at all."""
    hits = speaking(talk.sources.hits, talk.query, talk.phrases)
    talk.sources = replace(talk.sources, hits=hits, near=hits)
    return talk.canned("no_sources", "no_sources")


def _outside(talk: Talk, ask: str) -> Answer:
    """``ask`` is who is responsible, or a whole sentence."""
    if ask.endswith("。"):
        made = talk.canned("no_sources", "out_of_scope")
        made = replace(made, text=ask) if talk.language in JAPANESE else made
    else:
        made = talk.canned("outside", "out_of_scope", ask=ask)
    return replace(made, handoff={})
