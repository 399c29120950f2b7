"""What is looked for, from the patterns of a task and the values of a form. Knows nothing of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.tasks.placeholder import fill, names
from ingest.document import Hit
from ingest.search_key import normalise

_LINES = 8
_CAPTION = re.compile(r"^第[^（]*条[^（]*（([^（）]{3,})）$")
_FIELDS = re.compile(r"\{[^{}]*\}")
_QUESTIONS = re.compile(r"(?<=か。)(?=.)|(?<=[？?])(?=.)")
"""Where a line of several questions parts: each is looked for by itself."""
_MANY = re.compile(rf"\n|{_QUESTIONS.pattern}")


def expand(patterns: Sequence[str], values: Mapping[str, str]) -> Iterator[str]:
    """The queries of a form. A field of several lines makes a query of each; a pattern with nothing in it is left out."""
    for pattern in patterns:
        many = next((name for name in names(pattern) if _MANY.search(values.get(name, "").strip())), "")
        alone = many == pattern.strip("{}")
        if many and not alone and "\n" not in values[many].strip():
            many = ""
        lines = values[many].splitlines() if many else [""]
        if alone:
            lines = [each for line in lines for each in _QUESTIONS.split(line)]
        for line in [line.strip("・- 　\t") for line in lines][:_LINES]:
            query = fill(pattern, {**values, many: line} if many else values).strip()
            if query and (line or not many):
                yield query


def own_words(patterns: Sequence[str]) -> tuple[str, ...]:
    """The patterns that hold nothing but fields: what the clerk wrote, and no word of the task's (「電話 お問い合わせ」)."""
    return tuple(each for each in patterns if not _FIELDS.sub("", each).strip())


def named_articles(query: str, hits: Sequence[Hit]) -> list[Hit]:
    """Of hits that are not sure the first, where it is a 条 whose 見出し the query says whole: （介護休暇） for
    「介護休暇は何か月とれる」."""
    first = [hit for hit in hits[:1] if hit.passage.headings]
    captions = [(_CAPTION.search(hit.passage.headings[-1]), hit) for hit in first]
    return [hit for caption, hit in captions if caption and normalise(caption[1]) in normalise(query)]
