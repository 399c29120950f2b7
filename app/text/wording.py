"""Sentences, and how much of one text another one says. Knows nothing of documents: it compares characters.

Pairs of neighbouring characters that carry meaning (漢字, カタカナ, digits, letters) stand for words: no dictionary
is needed, and a name that no dictionary has counts as much as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.text.marks import MARKS
from ingest.search_key import normalise
from ingest.splitters.sentences import sentence_ends

REMEMBERED = 2048
"""Texts whose pairs are kept, 4 KB for a sentence and 30 KB for a passage: a sixth of the time of a resident's answer."""
_RUN = re.compile(r"[0-9a-z]+|[ァ-ヺー一-鿿㐀-䶿々〆〇]+")
_HEADING = re.compile(
    r"(?:第?[0-9０-９]{1,2}[　 .．]|[(（][0-9０-９]{1,2}[)）]|【|■|●)[^。、\n]{1,30}\n(?=.)"
)
QUESTION = re.compile(r"(?:か。?|？|\?|たい。?|について|のですが。?)$")
"""How a cell ends that asks what the next one answers."""
_TABLE = re.compile(r"\s[|｜]\s|\t")


def sentences(text: str) -> list[str]:
    """The sentences (and table rows) of ``text`` as they stand, without the white space around them."""
    found: list[str] = []
    start = 0
    for end in sentence_ends(text, 0, len(text)):
        piece = text[start:end].strip()
        start = end
        if "\n" in piece and is_row(piece):  # a heading may stand right above the row
            found.extend(line.strip() for line in piece.splitlines() if line.strip())
        elif heading := _HEADING.match(piece):
            found.extend((heading[0].strip(), piece[heading.end() :].strip()))
        elif piece:
            found.append(piece)
    return found


def is_row(text: str) -> bool:
    """Whether a line is a row of a table as the loaders write them: 「出席の見込み | 720人」."""
    return bool(_TABLE.search(text))


def asked_in(text: str) -> tuple[str, ...]:
    """The question of a row that is one with its answer; () for another text."""
    row = is_row(text) and "\n" not in text.strip()
    return tuple(cell for cell in map(str.strip, text.split("|")) if QUESTION.search(cell))[:1] if row else ()


@lru_cache(maxsize=REMEMBERED)
def pairs(text: str) -> frozenset[str]:
    """The meaning-bearing pairs of ``text``: 病児保育 → 病児, 児保, 保育; a number counts whole."""
    found: set[str] = set()
    for run in _RUN.findall(normalise(text)):
        if run[0].isascii() or len(run) == 1:
            found.add(run)
        else:
            found.update(map(str.__add__, run, run[1:]))
    return frozenset(found)


def share(wanted: frozenset[str], text: str) -> float:
    """How much of ``wanted`` the text has, 0 to 1; 0 for nothing wanted."""
    return len(wanted & pairs(text)) / len(wanted) if wanted else 0.0


def overlaps(word: str, words: Iterable[str]) -> bool:
    """Whether ``word`` stands in one of ``words``, or one of them in it."""
    return any(word in each or each in word for each in words)


def best_sentence(text: str, wanted: frozenset[str]) -> str:
    """The sentence that has most of ``wanted`` for its length; the first on a tie, "" for a blank text."""
    found = sentences(text)
    if not found:
        return ""
    return max(found, key=lambda sentence: (_worth(sentence, wanted), -found.index(sentence)))


def named_row(text: str, wanted: frozenset[str]) -> str:
    """The row of a table in ``text`` whose first cell ``wanted`` names in full, the longest name first; "" for none.

    The row of the column names shares more with 「紙おむつの令和6年度の量」 than the row of 紙おむつ does, and says nothing.

    >>> named_row("区分 | 令和6年度\\n紙おむつ | 6.6", pairs("紙おむつの令和6年度の量"))
    '紙おむつ | 6.6'
    """
    rows = [line.strip() for line in text.splitlines() if is_row(line)]
    named = [
        (len(name), at > 0, share(wanted, row), row)  # the first may be that of the column names
        for at, row in enumerate(rows)
        if (name := _name(row)) and name <= wanted
    ]
    return max(named, key=lambda each: each[:3])[-1] if named and len(rows) > 1 else ""


def _name(row: str) -> frozenset[str]:
    """The pairs of the first cell; none where it is only a number."""
    cell = pairs(_TABLE.split(row, maxsplit=1)[0])
    return cell if any(not pair.isdigit() for pair in cell) else frozenset()


def bare_sentences(text: str) -> frozenset[str]:
    """The sentences of a draft without their marks [1] and 【要確認】."""
    plain = MARKS.sub("", text)
    return frozenset(sentence.strip("・　 ") for sentence in sentences(plain))


def rank_sentences(texts: Iterable[str], wanted: frozenset[str]) -> list[tuple[float, str]]:
    """Every sentence of ``texts`` with its worth, best first."""
    ranked = [(_worth(sentence, wanted), sentence) for text in texts for sentence in sentences(text)]
    return sorted(ranked, key=lambda pair: -pair[0])


def _worth(sentence: str, wanted: frozenset[str]) -> float:
    """Overlap, a little less for very long sentences: of two that say it, the shorter is the quotation."""
    return share(wanted, sentence) / (1 + max(0, len(sentence) - 60) / 400)
