"""What of the sources answers a question: the section of a page that is nearest in words, meaning and form, told in its own
order; of a table the rows asked for. Knows no search.

A section is judged with the title and headings it stands under: below 「乳がん検診」「自己負担金」 the line 「1,500円」 answers,
below another page's title the same line does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.residents.amounts import amounts_in, narrowed, without_amounts
from app.residents.composing import Line, term_of
from app.residents.tables import read_tables
from app.text.wording import is_row, pairs, sentences, share
from ingest.document import Document, Hit
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

Cosines = Callable[[str, Sequence[str]], Sequence[float]]
"""(question, texts) → the cosine of each text to the question."""
READ = 4
"""Hits that are read for the conclusion; the others only where none of these has the form of an answer."""
LINES, ROWS = 5, 2
LONGEST = 220
"""Characters of a conclusion, after which no further line is begun."""
SHORTEST = 12
JUDGED = 300
"""Characters of a section that its meaning is taken from."""
BY_RANK, BY_PLACE, BY_FORM, BY_MATTER, BY_MEANING = 0.03, 0.3, 0.25, 0.3, 2.0
"""What a rank costs; what words in the headings, an answer of the form asked for, the matter known, and nearness in meaning
are worth (cosines of an answer and of its neighbours differ by some hundredths)."""
MARGIN = 0.4
"""How much less a section that answers in the form asked for may be worth than one that does not."""
_QUESTION = re.compile(r"(?:か。?|？|\?|たい。?|について)$")
_FURNITURE = re.compile(
    r"^(?:ページ(?:番号|ID|id)|(?:最終)?(?:更新|公開|掲載|登録)日|印刷(?:用|する|ページ)|本文へ|ここから本文|先頭へ戻る|このページの先頭)"
)
"""Lines that the site puts on every page."""
_COURTESY = re.compile(r"^[○◎◆]?議長（[^）]*）[　 ]|御?質問にお答え(?:し|いたし|申し上げ)ます")
"""What the minutes say to nobody who asks."""
_BULLET = re.compile(r"^(?:[-*・●○■※＊]|[(（]?\d{1,2}[)）.]|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" for none) and the text below it, in one passage."""

    heading: str
    text: str
    hit: Hit

    @property
    def place(self) -> str:
        passage = self.hit.passage
        heads = (self.heading,) if self.heading else passage.headings
        return "\n".join((self.hit.document.title, *heads, passage.context))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: its pairs of characters, its words of matter, and how an answer to it looks."""

    wanted: frozenset[str]
    terms: tuple[str, ...]
    forms: tuple[re.Pattern[str], ...]
    question: str = ""

    @classmethod
    def of(cls, question: str, forms: tuple[re.Pattern[str], ...]) -> Asked:
        return cls(
            pairs(without_amounts(question)),
            tuple(term.written for term in read_terms(question)),
            forms,
            question,
        )


def conclusion(
    question: str,
    hits: Sequence[Hit],
    cosines: Cosines,
    forms: tuple[re.Pattern[str], ...] = (),
    heads: Callable[[Document], frozenset[str]] | None = None,
) -> list[Line]:
    """The rows or lines of the section that answers best, in its order; [] when no hit says anything.

    ``forms``: how an answer of the kind that is asked for looks (円 for いくら), in normalised text: what lacks it is told
    only where no section that is about as good has it. ``heads``: the headings of a document, where they are known.
    """
    asked = Asked.of(question, forms)
    found = [section for hit in hits[:READ] for section in _read(hit, heads)]
    if forms and not any(_has(forms, section.text) for section in found):
        found += [one for hit in hits[READ:] for one in _read(hit, heads) if _has(forms, one.text)]
    near = cosines(question, [f"{one.place}\n{one.text[:JUDGED]}" for one in found])
    ranked = sorted(
        ((_worth(asked, *pair), pair[0]) for pair in zip(found, near, strict=True)), key=_by_worth
    )
    first: list[Line] = []
    best = 0.0
    for worth, section in ranked:
        if first and worth < best - MARGIN:
            break
        said = _rows(asked, section) or _lines(asked, section)
        if sum(map(len, said)) < SHORTEST and not _short(asked, said):
            continue
        lines = [Line("結論", text, section.hit, section.heading) for text in said]
        if not forms or any(_has(forms, text) for text in said):
            return lines
        first, best = first or lines, best or worth
    return first


def _by_worth(pair: tuple[float, Section]) -> float:
    return -pair[0]


def _short(asked: Asked, said: Sequence[str]) -> bool:
    """Whether a few words are a whole answer all the same: 「毎週木曜日」 below 「休館日」."""
    return bool(asked.forms) and any(_has(asked.forms, text) for text in said)


def _read(hit: Hit, heads: Callable[[Document], frozenset[str]] | None) -> Iterator[Section]:
    return sections_of(hit, heads(hit.document) if heads else frozenset())


def sections_of(hit: Hit, heads: frozenset[str] = frozenset()) -> Iterator[Section]:
    """A passage taken apart at the headings that its label names, and at those of its document."""
    passage, title = hit.passage, hit.document.title.strip()
    above = (*passage.headings, passage.label)
    names = {title, *heads, *(name.strip() for each in above for name in (each, *each.split("・")))}
    heading, lines = "", list[str]()
    for line in passage.text.splitlines():
        if line.strip() not in names:
            lines.append(line)
            continue
        if text := "\n".join(lines).strip():
            yield Section(heading, text, hit)
        heading, lines = "" if line.strip() == title else line.strip(), []
    if text := "\n".join(lines).strip():
        yield Section(heading, text, hit)


def _has(forms: Sequence[re.Pattern[str]], text: str) -> bool:
    plain = normalise(text)
    return any(form.search(plain) for form in forms)


def _worth(asked: Asked, section: Section, cosine: float) -> float:
    wanted, terms, forms = asked.wanted, asked.terms, asked.forms
    place, text = normalise(section.place), normalise(section.text)
    matter = sum(term in place + text for term in terms) / len(terms) if terms else 1.0
    form = sum(bool(form.search(text)) for form in forms) / len(forms) if forms else 0.0
    # What the title says already tells nothing between the sections below it.
    rest = (wanted - pairs(section.hit.document.title)) or wanted
    own = share(rest, f"{section.heading}\n{section.text}") / (1 + max(0, len(text) - 120) / 600)
    worth = own + BY_PLACE * share(wanted, section.place) + BY_MATTER * matter + BY_FORM * form
    return worth + BY_MEANING * cosine - BY_RANK * section.hit.rank


def _rows(asked: Asked, section: Section) -> list[str]:
    """The rows whose first cell the question names, read with their columns; of a question with its answer, the answer."""
    if "\n" not in section.text and is_row(section.text):
        return [said] if (said := _answer_in(section.text)) else []
    told: list[tuple[float, str]] = []
    spoken: list[str] = []
    amounts = amounts_in(asked.question)
    for read in read_tables(section.text):
        fit = narrowed(read, amounts, section.place)
        table = read if fit is None else fit
        rows = {row: table.told(row, range(1, len(table.header))) for row in table.rows}
        told += [(share(asked.wanted, row[0]), text) for row, text in rows.items()]
        spoken += [rows[row] for row in table.spoken_of(asked.question)]
    if asked.forms and not any(_has(asked.forms, text) for _, text in told):
        return []  # a table none of whose columns answers is no better than the text beside it
    best = max((worth for worth, _ in told), default=0.0)
    if best or len(told) <= ROWS:
        return [text for worth, text in told if worth == best][:ROWS]
    if len(spoken) <= ROWS and spoken:
        return spoken
    if not asked.forms:
        return []
    return [text for _, text in told if all(form.search(normalise(text)) for form in asked.forms)][:LINES]


def _lines(asked: Asked, section: Section) -> list[str]:
    """The lines in their order, from the one that answers best when the section is longer than an answer may be."""
    whole = [text for line in section.text.splitlines() for text in sentences(line)]
    said = [line for text in whole if (line := _BULLET.sub("", _plain(text)).strip())]
    if not said:
        return []

    def worth(at: int) -> float:
        form = any(form.search(normalise(said[at])) for form in asked.forms)
        return share(asked.wanted, said[at]) + 2 * BY_FORM * form - 0.01 * at

    terms = [at for at, line in enumerate(said) if term_of(line)]
    start = 0 if sum(map(len, said)) <= LONGEST else max(range(len(said)), key=worth)
    if len(terms) > 1:  # each is a matter of its own
        best = max(range(len(said)), key=worth)
        start = max((at for at in terms if at <= best), default=best)
        said = said[: min((at for at in terms if at > best), default=len(said))]
    chosen: list[str] = []
    for line in said[start:]:
        if len(chosen) < LINES and sum(map(len, chosen)) < LONGEST:
            chosen.append(line)
    return chosen


def _plain(text: str) -> str:
    """A sentence; "" for a question, for a row of a table, for what every page of the site has and for courtesies."""
    question = text.endswith(("か。", "か", "？", "?"))
    unsaid = is_row(text) or question or _FURNITURE.match(text) or _COURTESY.search(text)
    return "" if unsaid else text


def _answer_in(text: str) -> str:
    """The longest sentence among the cells of a row that asks or says something."""
    cells = [cell.strip() for cell in re.split(r"[|｜\t]", text)]
    said = [cell for cell in cells if "。" in cell and not _QUESTION.search(cell)]
    if said or any(_QUESTION.search(cell) for cell in cells):
        return max(said, key=len, default="")
    return text.strip("| 　") if re.search(r"\d", text) else ""
