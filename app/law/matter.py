"""例規案: what a clerk's form asks of a regulation, read before anything is written. Knows nothing of sections or pages.

The wanted change is an amending sentence (「第2条中「A」を「B」に改める。」), or the 条 as they shall read; anything else is
left to the clerk, with the place open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from app.law.amending import AmendingWords
from app.law.commentary import Commentator
from app.law.draft import law_draft
from app.law.naming import revision_of
from app.law.noted import Noted, noted
from app.law.repeal import following
from app.law.review import look_over
from app.law.said import as_amending
from app.law.task import AMENDS, NEW, REPEAL, LawMatter, Similar
from app.law.width import in_width_of
from app.library import Library
from app.material import Material
from app.tasks.template_file import Prompts
from ingest.document import Document, Viewer
from ingest.law.amending import apply
from ingest.law.amending.grammar import looks_amending
from ingest.law.lines import key, read_lines
from ingest.law.outline import Part, outline
from ingest.law.pairing import common
from ingest.law.respacing import barred, unbarred
from ingest.law.tree import LawTree, parse

_SIMILAR = 2
_ALIKE = 1.5
"""Names of 条 that both have, 目的 and 委任 among them, below which a regulation teaches nothing."""


def read_matter(
    made: Material, library: Library, viewer: Viewer, day: date | None, prompts: Prompts
) -> LawMatter:
    """The matter of a form: which regulation, and what becomes of it on ``day`` (None: today). ``missing`` where it is not in the library."""
    sources, values, when = made.template.sources, made.values, day or date.today()
    kind, title = values.get(sources.law_kind, AMENDS), values.get(sources.law, "")
    wanted = values.get(sources.change, "")
    document = regulation_named(title, library=library, viewer=viewer, day=when)
    teller = Commentator(prompts.law.commentary, library.law, viewer, when)
    if kind != NEW and document is None:
        return LawMatter(kind, None, missing=title)
    if kind == REPEAL and document is not None:
        after = tuple(following(document, library.law, viewer, when))
        return LawMatter(kind, document, pinned=_first(document, library), repealed=after)
    if kind == AMENDS and document is not None:
        found = _amended(document, wanted, library, viewer, when, prompts)
        return replace(found, commentator=teller)
    own = ["目的", "定義", "委任", *re.findall(r"^[ 　]*（?([^｜（）\n]{1,40})[｜）]", wanted, re.M)]
    near = tuple(_similar(title, own, library, viewer, when))
    reviewed = None
    if re.search(r"^[ 　]*第1条[ 　]", wanted, re.M):
        tree = parse(f"{title}\n{wanted}")
        looked = look_over(tree, old=None, desk=library.law, viewer=viewer, day=when)
        kept = tuple(each for each in looked.findings if each.rule != "supplement")  # the draft adds its 附則
        reviewed = replace(looked, findings=kept)
    shown = tuple(each.passage for each in near)
    return LawMatter(kind, document, None, (), near, shown, reviewed, commentator=teller)


def _first(document: Document, library: Library) -> tuple[str, ...]:
    """The passage in which 第1条 stands."""
    return tuple(_holding(document, library.law.regulations().tree(document.id), ["a1"], library))


def regulation_named(words: str, *, library: Library, viewer: Viewer, day: date) -> Document | None:
    """The revision in force on ``day`` of the regulation that the words name, whole or shortened."""
    return revision_of(words, library.law.readable(viewer), day)


def _amended(
    document: Document, wanted: str, library: Library, viewer: Viewer, day: date, prompts: Prompts
) -> LawMatter:
    tree = library.law.regulations().tree(document.id)
    text, open_ = changed_text(tree, wanted, prompts.law.amending)
    made = law_draft(document, text, form=prompts.tables.get(""), desk=library.law, viewer=viewer, day=day)
    anchors = [row.old_anchor for row in made.comparison.rows if row.old_anchor]
    return LawMatter(AMENDS, document, made, open_, pinned=tuple(_holding(document, tree, anchors, library)))


def changed_text(
    tree: LawTree, wanted: str, words: AmendingWords | None = None
) -> tuple[str, tuple[str, ...]]:
    """(the whole text after the change, what of it could not be carried out or is in doubt and why, told in ``words``)."""
    said = as_amending(wanted)
    if any(looks_amending(line) for line in said.split("\n")):
        done = apply(tree, in_width_of(said, tree.text))
        if not done.done and (read := _noted(tree, wanted)).told:
            return read.text, _as_read(read, words)
        told = tuple(
            f"「{each.sentence[:60]}」：{words.reason(each) if words else each.detail}"
            for each in (*done.failures, *done.doubts)
        )
        return done.text, told
    chunks = list(_chunks(wanted))
    if not chunks:
        read = _noted(tree, wanted)
        if read.told:
            return read.text, _as_read(read, words)
        return tree.text, (wanted.strip()[:120],) if wanted.strip() else ()
    texts = [(part, tree.text[part.start : part.end]) for part in outline(tree)]
    for number, said in chunks:
        _place(texts, number, said)
    return "".join(each for _, each in texts), ()


def _noted(tree: LawTree, wanted: str) -> Noted:
    """A note read in the rows of the regulation's tables, however they are set, and the text set so again."""
    read = noted(barred(tree), wanted)
    return replace(read, text=unbarred(read.text, tree))


def _as_read(read: Noted, words: AmendingWords | None) -> tuple[str, ...]:
    """How a note was read, for a person to confirm."""
    change = "、".join(read.told)
    return (words.texts["read"].format(change=change) if words else change,)


def _chunks(wanted: str) -> Iterator[tuple[str, str]]:
    """(number, words) of each 条 in a text, its 見出し with it."""
    lines = read_lines(wanted if wanted.endswith("\n") else wanted + "\n")
    starts = []
    for at, line in enumerate(lines):
        if line.kind == "article" and not line.inside:
            captioned = at > 0 and lines[at - 1].kind == "caption"
            starts.append((line.number, lines[at - 1].start if captioned else line.start))
    ends = [*(start for _, start in starts[1:]), len(wanted)][: len(starts)]
    for (number, start), end in zip(starts, ends, strict=True):
        yield number, wanted[start:end].strip("\n") + "\n"


def _place(texts: list[tuple[Part, str]], number: str, words: str) -> None:
    """Put a 条 in the place of the one with its number, or behind the one that it follows."""
    articles = [
        at for at, (part, _) in enumerate(texts) if part.kind == "article" and not part.anchor.startswith("s")
    ]
    for at in articles:
        part, _ = texts[at]
        if part.anchor == f"a{number}":
            texts[at] = (part, words)
            return
    before = [at for at in articles if key(texts[at][0].anchor[1:]) < key(number)]
    at = before[-1] if before else (articles[0] - 1 if articles else len(texts) - 1)
    part, own = texts[at]
    texts[at] = (part, own.rstrip("\n") + "\n" + words)


def _holding(document: Document, tree: LawTree, anchors: list[str], library: Library) -> Iterator[str]:
    """The passages in which the places stand, each once."""
    passages = library.passages(document.id)
    seen: set[str] = set()
    for anchor in anchors:
        node = tree.find(anchor)
        held = [each for each in passages if node and each.start < node.end and node.start < each.end]
        for each in held[:1]:
            if each.id not in seen:
                seen.add(each.id)
                yield each.id


def _similar(
    title: str, own: Collection[str], library: Library, viewer: Viewer, day: date
) -> Iterator[Similar]:
    """Regulations of the city that are built most alike: by the names of their 条, the nearest in meaning first."""
    kind = next((each for each in ("規則", "規程", "要綱") if title.endswith(each)), "条例")
    near = library.search(title, viewer=viewer, k=30, as_of=day, kinds=(kind,))
    hits = [hit.document.title for hit in near.hits] if near.confident else []
    worth: list[tuple[float, str, Document, tuple[str, ...]]] = []
    for document in library.law.readable(viewer):
        last = document.effective_to or date.max
        if document.kind != kind or document.title == title.strip() or last < day:
            continue
        nodes = library.law.regulations().tree(document.id).articles()
        captions = tuple(node.caption for node in nodes if node.caption)
        shared = sum(max((common(name, each) for each in captions), default=0.0) ** 2 for name in own)
        worth.append((shared + 0.5 * (document.title in hits), document.title, document, captions))
    seen: set[str] = set()
    for value, name, document, captions in sorted(worth, key=lambda each: (-each[0], each[1])):
        held = list(_holding(document, library.law.regulations().tree(document.id), ["a1"], library))
        if name in seen or len(seen) == _SIMILAR or value < _ALIKE or not held:
            continue
        seen.add(name)
        yield Similar(document, captions, held[0])
