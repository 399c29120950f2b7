"""What the form itself says, which no source is asked for again. Knows nothing of sources."""

from __future__ import annotations

from app.material import Material
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.wording import pairs, sentences

_SENTENCE, _BOXES, _FEWEST = 8, 0.9, 3


def own_words(material: Material, section: Section) -> list[str]:
    """The sentences that the form itself says: a source is not asked for them again."""
    asking = names(section.about)
    texts = (value for name, value in material.values.items() if name not in asking)
    return [
        each for text in texts for each in sentences(text) if each.endswith("。") and len(each) > _SENTENCE
    ]


def form_pairs(material: Material, section: Section) -> frozenset[str]:
    """The pairs of what the form says, but for the boxes that ask."""
    asking = names(section.about)
    return pairs("\n".join(value for name, value in material.values.items() if name not in asking))


def in_form(text: str, given_words: frozenset[str]) -> bool:
    """Whether the form says all of a sentence in several of its boxes: the day in one, the place in another. A figure that
    it does not have is news."""
    own = pairs(text)
    if any(pair.isdigit() for pair in own - given_words):
        return False
    return len(own) > _FEWEST and len(own & given_words) >= _BOXES * len(own)
