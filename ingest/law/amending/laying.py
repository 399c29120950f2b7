"""様式 laid out again as they stood: an amendment is carried out line by line, without what is blank before and between them.

Knows the lines of a form alone, not what was changed in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ingest.law.numbers import NUMERAL
from ingest.law.tree import LawTree, parse

_FORMS = ("form", "appendix")
_HEADING = re.compile(rf"[ 　]*(?:(?:別記)?様式(?:第{NUMERAL}号?)?|(?:別記)?第{NUMERAL}号様式)[^。]*$")
_SENTENCE = re.compile(
    r"[ 　]*(?:[附付][ 　]*則|[^\n]*(?:改め|加え|削り?|繰り[上下]げ|とす|付す|改正す)る。)[ 　]*$"
)
_LEAST = 0.5
"""The share of a form's lines that stand in a layout, below which it is not that of the form."""


def layouts_of(tree: LawTree) -> tuple[tuple[str, ...], ...]:
    """The lines of each 様式 of a regulation, as they stand."""
    nodes = (node for node in tree.walk() if node.kind in _FORMS)
    return tuple(tuple(tree.text_of(node).split("\n")) for node in nodes)


def layouts_in(amendment_text: str) -> tuple[tuple[str, ...], ...]:
    """The lines of each 様式 that an amendment gives."""
    found: list[list[str]] = []
    inside = False
    for line in amendment_text.split("\n"):
        if _SENTENCE.match(line):
            inside = False
        elif _HEADING.match(line):
            found.append([])
            inside = True
        if inside:
            found[-1].append(line)
    return tuple(map(tuple, found))


def laid(text: str, layouts: Sequence[Sequence[str]]) -> str:
    """The regulation with the lines of its 様式 where those of the likest layout stand; earlier ones go first."""
    kept = [each for each in layouts if any(line[:1] in " 　" or not line for line in each[:-1])]
    if not kept:
        return text
    tree, made, at = parse(text), "", 0
    for node in tree.walk():
        if node.kind in _FORMS and node.start >= at:
            lines = tree.text_of(node).rstrip("\n").split("\n")
            last = node.end == len(text)
            made += text[at : node.start] + "\n".join(_laid(lines, kept, last)) + "\n"
            at = node.end
    return made + text[at:]


def laid_in(amendment_text: str, tree: LawTree) -> str:
    """The amendment with each 様式 that it gives whole laid out as the new text has it."""
    lines = amendment_text.split("\n")
    for layout in layouts_of(tree):
        words = [_bare(line) for line in layout if line.strip(" 　")]
        for at in range(len(lines)):
            if [_bare(line) for line in lines[at : at + len(words)]] == words:
                lines[at : at + len(words)] = "\n".join(layout).rstrip("\n").split("\n")
                break
    return "\n".join(lines)


def _laid(lines: list[str], layouts: Sequence[Sequence[str]], last: bool) -> list[str]:
    keys = [_bare(line) for line in lines if _bare(line)]
    best, share = max(((layout, _share(keys, layout)) for layout in layouts), key=lambda each: each[1])
    if share < _LEAST:
        return lines
    found = list(_aligned([line for line in lines if _bare(line)], best))
    if not last and not best[-1]:
        found += [""] * (len(best) - 1 - len("\n".join(best).rstrip("\n").split("\n")))
    return found


def _share(keys: Sequence[str], layout: Sequence[str]) -> float:
    matched = SequenceMatcher(None, keys, [_bare(line) for line in layout], autojunk=False)
    return sum(block.size for block in matched.get_matching_blocks()) / max(1, len(keys))


def _aligned(lines: list[str], layout: Sequence[str]) -> Iterator[str]:
    """The lines with what stands before those of the layout that they answer to."""
    rows: list[tuple[str, str]] = []
    gap = ""
    for line in layout:
        if _bare(line):
            rows.append((gap, line))
            gap = ""
        else:
            gap += line + "\n"
    matcher = SequenceMatcher(
        None, [_bare(line) for line in lines], [_bare(line) for _, line in rows], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        for n in range(a, b):
            if c + n - a >= d:
                yield lines[n]
                continue
            before, line = rows[c + n - a]
            indent = line[: len(line) - len(line.lstrip(" 　"))]
            yield before + (line if tag == "equal" else indent + lines[n].lstrip(" 　"))


def _bare(line: str) -> str:
    return re.sub(r"[\s　|]", "", line)
