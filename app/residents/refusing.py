"""Why there is no answer, said politely, and whom to ask instead. Knows nothing of searching."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.residents.folded import folded
from app.residents.languages import with_ruby
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
    return _unknown(talk)


def unanswered(talk: Talk) -> Answer:
    """The answer where what was found does not hold what is asked; its 課 only where it speaks of the matter at all."""
    hits = speaking(talk.sources.hits, talk.query, talk.phrases)
    talk.sources = replace(talk.sources, hits=hits, near=hits)
    return _unknown(talk)


def asks_for_judgement(talk: Talk) -> bool:
    """Whether it is asked how somebody's own case will be decided: 「うちだといくらになりますか」."""
    phrases, asked = talk.phrases, f"{talk.query}\n{folded(talk.question.text)}"
    return all(
        any(word in asked for word in phrases.words[name]) or re.search(phrases.text[f"{name}_shape"], asked)
        for name in ("mine", "decide")
    )


def _unknown(talk: Talk) -> Answer:
    """That there is no answer, or that nobody here can judge."""
    made = talk.canned("no_sources", "no_sources")
    if talk.language not in JAPANESE or not asks_for_judgement(talk):
        return made
    section = made.handoff.get("section") or talk.phrases.text["office"]
    text = talk.phrases.text["judged"].format(section=section)
    return replace(made, text=text, ruby=with_ruby(text) if talk.language == "ja-easy" else "")


def _outside(talk: Talk, ask: str) -> Answer:
    """``ask`` is who is responsible, or a whole sentence."""
    if ask.endswith("。"):
        made = talk.canned("no_sources", "out_of_scope")
        made = replace(made, text=ask) if talk.language in JAPANESE else made
    else:
        made = talk.canned("outside", "out_of_scope", ask=ask)
    return replace(made, handoff={})
