"""A complaint that also asks for something: what it asks, and what is said before the answer. Knows no documents."""

from __future__ import annotations

import re
from dataclasses import replace

from app.residents.clause import own_nouns
from app.residents.languages import with_ruby
from app.residents.phrases import Phrases
from app.result import Answer, AnswerPart

_SENTENCES = re.compile(r"[^。．！!？?、\n]+[。．！!？?、\n]*")


def beside_complaint(text: str, phrases: Phrases) -> str:
    """What of a complaint asks for something, its sentences that only complain left out; "" where they are all."""
    words = phrases.routes["complaint"]
    rest = "".join(one for one in _SENTENCES.findall(text) if not any(word in one for word in words))
    return rest if set(own_nouns(rest, phrases)).difference(phrases.words["halls"]) else ""


def after(said: str, made: Answer) -> Answer:
    """``made`` with ``said`` before it."""
    if not said:
        return made
    ruby = with_ruby(said) if made.language == "ja-easy" else ""
    parts = (AnswerPart("結論", said, (), ruby), *made.parts) if made.parts else ()
    rubied = f"{ruby}\n{made.ruby}" if made.ruby else ""
    return replace(made, text=f"{said}\n{made.text}", parts=parts, ruby=rubied)
