"""Passages taken apart at the headings that stand in them. Knows no questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from app.residents.composing import WHOM, begins_whom, term_of
from app.residents.heads import Heads
from app.residents.terms import with_terms
from app.text.wording import QUESTION, is_row
from ingest.document import Hit
from ingest.splitters import embedding_text

_ASKED = re.compile(r"^(?:[QＱ][0-9０-９]{0,3}|問[0-9０-９]{1,3})[.．:：、　 ]|(?:か|のですが)。?$|[?？]$")
_ANSWERED = re.compile(
    r"^(?:[AＡ][0-9０-９]{0,3}[.．:：、　 ]|(?:お?答え|回答)[0-9０-９]{0,3}[.．:：　 ])[　 ]*"
)
JUDGED = 300
"""Characters of a part of a passage that its meaning is taken from."""
MARKS = "・-*● 　"
"""What stands before an entry of a list."""
_TERMS, _MANY = 2, 4
"""Terms that make a list of matters of their own; below a heading of theirs (開く時間) it takes more."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for none) and the text below it, in one passage."""

    heading: str
    text: str
    hit: Hit
    alone: bool = False
    """Whether the passage is this section and no other."""
    above: tuple[str, ...] = ()
    """The headings above that of a term in a list."""

    @property
    def place(self) -> str:
        passage = self.hit.passage
        heads = (*self.above, self.heading) if self.heading else passage.headings
        return "\n".join((self.hit.document.title, *heads, passage.context))

    @property
    def head(self) -> str:
        """The heading it stands under, also where that stands in the passage before."""
        return self.heading or next(iter(self.hit.passage.headings[-1:]), "")

    @property
    def read_as(self) -> str:
        """What its meaning is taken from: its passage as the index has embedded it, of one among others the beginning."""
        if self.alone:
            return embedding_text(self.hit.passage, self.hit.document.title)
        return f"{self.place}\n{self.text[:JUDGED]}"


def is_asked(heading: str) -> bool:
    """Whether a heading is the question of a list of questions.

    >>> is_asked("Q　休日に住民票は取れますか。"), is_asked("犬を飼うには？"), is_asked("転入について")
    (True, True, False)
    """
    return bool(_ASKED.search(heading.strip()))


def without_answer_mark(line: str) -> str:
    """What stands below a question without the letter that only says that it is the answer.

    >>> without_answer_mark("A　役場では取れません。"), without_answer_mark("A棟の2階です。")
    ('役場では取れません。', 'A棟の2階です。')
    """
    return _ANSWERED.sub("", line)


def answer_in(text: str) -> str:
    """The longest sentence among the cells of a row that asks or says something."""
    cells = [cell.strip() for cell in re.split(r"[|｜\t]", text)]
    said = [cell for cell in cells if "。" in cell and not QUESTION.search(cell)]
    if said or any(QUESTION.search(cell) for cell in cells):
        return max(said, key=len, default="")
    return text.strip("| 　") if re.search(r"\d", text) else ""


def read(hit: Hit, heads: Heads | None) -> list[Section]:
    return sections_of(hit, heads(hit.document) if heads else frozenset())


def sections_of(hit: Hit, heads: frozenset[str] = frozenset()) -> list[Section]:
    """A passage taken apart at the headings that its label names, and at those of its document."""
    found = list(_by_heading(hit, heads))
    return [replace(one, alone=len(found) == 1) for one in found]


def _by_heading(hit: Hit, heads: frozenset[str]) -> Iterator[Section]:
    passage, title = hit.passage, hit.document.title.strip()
    above = (*passage.headings, passage.label)
    names = {title, *heads, *(name.strip() for each in above for name in (each, *each.split("・")))}
    heading, lines = "", list[str]()
    for line in with_terms(passage.text).splitlines():
        named = line.strip() in names or begins_whom(line)
        if not named or is_row(line):  # a row is no heading, also where the title was read from it
            lines.append(line)
            continue
        if text := "\n".join(lines).strip():
            yield from _by_term(Section(heading, text, hit))
        heading, lines = "" if line.strip() == title else line.strip(), []
    if text := "\n".join(lines).strip():
        yield from _by_term(Section(heading, text, hit))


def _by_term(section: Section) -> Iterator[Section]:
    """Of a list of terms (「休館日：毎週月曜日」) each with what is said of it; a section without such a list is one."""
    lines = section.text.splitlines()
    terms = [at for at, line in enumerate(lines) if term_of(line.strip(MARKS))]
    if len(terms) < (_MANY if section.heading else _TERMS) or WHOM.search(section.heading):
        yield section
        return
    if text := "\n".join(lines[: terms[0]]).strip():
        yield replace(section, text=text)
    above = (section.heading,) if section.heading else section.hit.passage.headings[-1:]
    for start, end in pairwise((*terms, len(lines))):
        text = "\n".join(lines[start:end])
        yield replace(section, heading=term_of(lines[start].strip(MARKS)), text=text, above=above)
