"""Numbered sources: how one is named, which words are quoted, which [n] in a text are real. Knows nothing of search."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import quote

from app.result import Citation
from app.text.wording import best_sentence, is_row, named_row, pairs, sentences, share
from ingest.document import Document, Passage
from ingest.law.numbers import to_wareki

MARK = re.compile(
    r"[\[［【](?:出典|資料|根拠)?[ 　]*([0-9０-９]{1,3}(?:[ 　]*[,，、・][ 　]*[0-9０-９]{1,3})*)[ 　]*[\]］】]"
)
"""[1], ［１］, 【2】, [1, 3], 【出典2】: what models and people write for a citation."""
_CAPTION = re.compile(r"[（(][^（）()。]+[）)]")
_PLAIN = re.compile(r"\[(\d+)\]")
_TWICE, _AFTER_STOP = re.compile(r"(\[\d+\])(?:[ 　]*\1)+"), re.compile(r"([。．])[ 　]*((?:\[\d+\])+)")
QUOTE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose citations are all real: ``text`` with plain [n], the numbers ``used``, the marks ``rejected``."""

    text: str
    used: frozenset[int]
    rejected: tuple[str, ...]


def make_citation(number: int, passage: Passage, document: Document, *, wanted: frozenset[str]) -> Citation:
    """The citation of a passage; the quote is its sentence that has most of ``wanted``."""
    return Citation(
        number=number,
        passage_id=passage.id,
        label=source_label(document, passage),
        quote=best_quote(passage.text, wanted),
        url=source_url(passage.id),
        effective=to_wareki(document.effective_from) if document.effective_from else "",
    )


def source_label(document: Document, passage: Passage) -> str:
    """「みどり市手数料条例（令和元年みどり市条例第18号）第3条第1項」; without the part for a passage that is all of it."""
    numbered = f"{document.title}（{document.number}）" if document.number else document.title
    return (
        numbered
        if passage.label in ("", "全文")
        else f"{numbered}{_gap(numbered, passage.label)}{passage.label}"
    )


def _gap(title: str, label: str) -> str:
    return "" if label.startswith("第") and title.endswith("）") else "　"


def source_url(passage_id: str) -> str:
    """/documents/<document>#<anchor>; the document may be named in Japanese."""
    document, _, anchor = passage_id.partition("#")
    return f"/documents/{quote(document)}" + (f"#{quote(anchor)}" if anchor else "")


def best_quote(text: str, wanted: frozenset[str]) -> str:
    """A verbatim part of ``text`` of at most QUOTE_LIMIT characters: its best sentence, or the row of its table that
    is asked for; its beginning if longer."""
    sentence = best_sentence(text, wanted)
    if sentence.startswith("|"):  # what stood between two cells is none of the words
        sentence = sentence.lstrip("| ")
    if _CAPTION.fullmatch(
        sentence
    ):  # 「（祝金の額）」 has most of what is asked, and what stands below it says it
        below = sentences(text[text.index(sentence) + len(sentence) :])
        sentence = below[0] if below else sentence
    if is_row(sentence) or not sentence.rstrip("」）)").endswith("。"):
        sentence = named_row(text, wanted) or sentence
    if len(sentence) <= QUOTE_LIMIT:
        return sentence
    if is_row(sentence):
        return sentence[:QUOTE_LIMIT]
    cut = max(sentence.rfind(mark, 0, QUOTE_LIMIT) for mark in "、，")
    return sentence[: cut + 1] if cut > QUOTE_LIMIT // 2 else sentence[:QUOTE_LIMIT]


def drawn_from(text: str, citation: Citation, passage: str) -> Citation:
    """``citation`` with the words of its ``passage`` that the sentences of ``text`` marked with its number stand on.

    The quote was chosen for what was asked; a draft may take another sentence of the same passage, and who follows
    the mark must not be shown one that does not say it.
    """
    mark = f"[{citation.number}]"
    said = pairs(MARK.sub("", "".join(one for one in sentences(text) if mark in one)))
    found = best_quote(passage, said)
    return replace(citation, quote=found) if share(said, found) > share(said, citation.quote) else citation


def keep_known(text: str, known: Collection[int]) -> Marked:
    """``text`` with every mark written as [n]; numbers that were not handed over are taken out and reported.

    >>> keep_known("料金は300円です［１］【9】。", {1})
    Marked(text='料金は300円です[1]。', used=frozenset({1}), rejected=('[9]',))
    """
    used: set[int] = set()
    rejected: list[str] = []

    def settle(match: re.Match[str]) -> str:
        numbers = [int(part) for part in re.findall(r"[0-9０-９]+", match[1])]
        good = [number for number in dict.fromkeys(numbers) if number in known]
        used.update(good)
        rejected.extend(f"[{number}]" for number in numbers if number not in known)
        return "".join(f"[{number}]" for number in good)

    settled = MARK.sub(settle, text)
    return Marked(_once(settled), frozenset(used), tuple(dict.fromkeys(rejected)))


def cited_numbers(text: str) -> tuple[int, ...]:
    """The numbers of the plain [n] in ``text``, in order, each once."""
    return tuple(dict.fromkeys(map(int, _PLAIN.findall(text)))) if "[" in text else ()


def _once(text: str) -> str:
    """「[1][1]」 → 「[1]」, 「。[1]」 → 「[1]。」: the mark belongs to the sentence before the full stop."""
    text = _TWICE.sub(r"\1", text)
    return _AFTER_STOP.sub(r"\2\1", text)
