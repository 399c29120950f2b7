"""The regulations of one file, each as a document of its own: a volume of the 例規集 kept as one text. Knows no index.

The file itself stands for what is above the first of them, else for the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ingest.law.shared_file import Section, find_sections
from ingest.loaders import Loaded
from ingest.loaders.titles import find_title
from ingest.papers.candidates import Candidate, Survey, document_id_of, is_under
from ingest.papers.moves import Known, file_of


def apart(candidate: Candidate, loaded: Loaded) -> Iterator[tuple[Candidate, Loaded]]:
    """The documents of a file; one where it holds one regulation or none, or where the office says what it is called."""
    sections = () if candidate.said.title else find_sections(loaded.text)
    if not sections:
        yield candidate, loaded
        return
    above = Section("", 0, sections[0].start)
    rest = sections if loaded.text[: above.end].strip() else sections[1:]
    first = above if rest is sections else replace(sections[0], start=0)
    yield _named(candidate, first.title), replace(_cut(loaded, first), notes=loaded.notes)
    suffix = PurePosixPath(candidate.name).suffix
    for section in rest:
        own = replace(
            candidate,
            source=f"{candidate.source}/{section.title.replace('/', '／')}{suffix}",
            document_id=f"{candidate.document_id}-{document_id_of(section.title)}",
        )
        yield _named(own, section.title), _cut(loaded, section)


def gone(
    known: Known, found: Survey, standing: Sequence[Path], read: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """The ids of the documents whose files were taken away, and of the regulations that are no longer in theirs. ``read``:
    the files that were read now → the documents in them."""
    for source, (document_id, _, _) in known.items():
        file = file_of(source, known) or source
        looked = is_under(file, standing) and not is_under(file, found.unlisted)
        taken = file in found.left or (file not in found.seen and looked)
        if taken or (file in read and source not in read[file]):
            yield document_id


def held(known: Known, files: Collection[str]) -> list[str]:
    """The ids of the documents that are in the files, by the sources of those."""
    return [name for source, (name, _, _) in known.items() if (file_of(source, known) or source) in files]


def _named(candidate: Candidate, title: str) -> Candidate:
    return replace(candidate, said=replace(candidate.said, title=title)) if title else candidate


def _cut(loaded: Loaded, section: Section) -> Loaded:
    """The section's text with the blocks that cover it; a block that goes over its edge is cut there."""
    start, end = section.start, section.end
    blocks = tuple(
        replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
        for each in loaded.blocks
        if each.start < end and each.end > start
    )
    text = loaded.text[start:end]
    return Loaded(text, blocks, section.title or find_title(text.strip().splitlines(), loaded.title))
