"""Whether an answer holds what is asked: an amount for いくら, and the matter of the question. Knows no search and no wording.

Only told apart where there is a choice: a page found first that lacks the price against a table that has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.residents.composing import Line
from app.residents.focus import Spoken, place
from app.residents.matter import nouns_besides
from app.residents.phrases import Ask, put_as_questions
from app.text.wording import pairs, share
from ingest.regulations import KINDS
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

ENOUGH = 0.6
"""Share of the words of the question with which an answer of the right form is not looked for elsewhere."""
BETTER = 0.25
"""How much more another answer has to say to be told instead."""
SPOKEN = 0.5
"""What it counts against an answer that somebody said it in a meeting, or was told it in reply to a complaint."""


@dataclass(frozen=True, slots=True)
class Holding:
    """``wanted``: what the question is about; ``forms``: how an answer looks; ``spoken``: what records what was said."""

    wanted: frozenset[str]
    forms: tuple[re.Pattern[str], ...]
    spoken: Spoken = field(default_factory=Spoken)
    must: tuple[re.Pattern[str], ...] = ()
    """The forms of which an answer has one at least: what the question itself says, not the Japanese put for it."""
    strict: bool = False
    """Whether only what looks so answers, and nothing that was said in a meeting."""
    needed: bool = False
    """Whether only what looks so answers: 「火葬場の使用料はいくら」 is not told by who books the 火葬場."""
    things: tuple[str, ...] = ()
    """The nouns of the question, without those that only ask where it has others."""
    same: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    """(words of the question, the office's words for the same thing): 学童 is said where 放課後児童クラブ is."""

    @classmethod
    def of(cls, query: str, asked: str, asks: Sequence[Ask], spoken: Spoken) -> Holding:
        """``asked`` is the question as written, ``query`` what is searched for in Japanese."""
        said = [one for one in asks if one.asked_in(asked)]
        named = [one for one in asks if one.asked_in(query) or one in said]
        plain = {pair for one in named for word in one.words for pair in pairs(word)}
        put = put_as_questions(said, asked) or (named if asked in query else ())
        must = tuple(one.pattern for one in put)
        forms = tuple(one.pattern for one in put_as_questions(named, f"{query}　{asked}"))
        things = tuple(nouns_besides(query, named)) or nouns_of(query)
        strict = any(one.strict for one in put)
        needed = bool(put) and all(one.needed for one in put)
        return cls(pairs(query) - plain, forms, spoken, must, strict, needed, things)

    def speaks(self, lines: Sequence[Line]) -> bool:
        """Whether a line, or what it stands under, names a thing that the question names: 「切り捨てる」 of a subsidy is
        no answer to 「布団を捨てる」. True where the question names none."""
        said = [normalise(f"{place(line.hit)}\n{line.text}") for line in lines]
        return not self.things or any(thing in text for thing in self.things for text in said)

    def has_form(self, lines: Sequence[Line]) -> bool:
        """Whether a line looks as an answer must, always where nothing is known of that."""
        said = [normalise(line.text) for line in lines]
        return not self.must or any(form.search(text) for form in self.must for text in said)

    def answers(self, lines: Sequence[Line]) -> bool:
        """Whether ``lines`` look as an answer must, or at least say themselves most of what is asked about: that the page is
        on it is not enough, nor an article without the amount that is asked for, nor where no look is known that somebody
        said something in a speech."""
        if self.strict:
            return self.has_form(lines) and not self._in_meeting(lines)
        if self.needed and not self.has_form(lines):
            return False
        said = "\n".join(text for line in lines for text in (line.heading, line.text))
        law = bool(lines) and lines[0].hit.document.kind in KINDS
        tells = bool(lines) and share(self.wanted, said) >= ENOUGH and not (law and self.must)
        return tells or (self.has_form(lines) and (bool(self.must) or not self._in_meeting(lines)))

    def enough(self, lines: Sequence[Line]) -> bool:
        whole = bool(lines) and self._form(lines) == 1.0
        return whole and self._matter(lines) >= ENOUGH and not self._in_meeting(lines)

    def is_better(self, other: Sequence[Line], first: Sequence[Line]) -> bool:
        """Whether ``other`` is to be told instead of ``first``: it says clearly more, or it is no word of a meeting and
        answers in the form that is asked for."""
        if not other or not self.has_form(other) or not self.speaks(other):
            return False
        if not first or self.worth(other) >= self.worth(first) + BETTER:
            return (
                not self._in_meeting(first) or bool(self.forms) or self._matter(other) >= self._matter(first)
            )
        return self._in_meeting(first) and bool(self.forms) and self.worth(other) >= self.worth(first)

    def gives_way(self, other: Sequence[Line], first: Sequence[Line]) -> bool:
        """Whether what somebody said in a meeting would take the place of what the office has written."""
        return bool(first) and self._in_meeting(other) and not self._in_meeting(first)

    def is_spoken(self, lines: Sequence[Line]) -> bool:
        """Whether ``lines`` speak of the matter, and nobody only said so in a meeting."""
        return bool(lines) and self.speaks(lines) and not self._in_meeting(lines)

    def worth(self, lines: Sequence[Line]) -> float:
        """How well ``lines`` answer, for comparing; 0 for none."""
        if not lines:
            return 0.0
        return self._form(lines) + self._matter(lines) - SPOKEN * self._in_meeting(lines)

    def _form(self, lines: Sequence[Line]) -> float:
        """Share of what is asked for (where and when) of which a line has the form; 1 where nothing is known of that."""
        said = [normalise(line.text) for line in lines]
        held = sum(any(form.search(text) for text in said) for form in self.forms)
        return held / len(self.forms) if self.forms else 1.0

    def _matter(self, lines: Sequence[Line]) -> float:
        said = "\n".join((place(lines[0].hit), *(line.text for line in lines)))
        plain = normalise(said)
        meant = (word for words, same in self.same if any(one in plain for one in same) for word in words)
        return share(self.wanted, "\n".join((said, *meant)))

    def _in_meeting(self, lines: Sequence[Line]) -> bool:
        """Whether somebody said it in a meeting, or was told it in reply."""
        return bool(lines) and self.spoken.has(lines[0].hit)
