"""A task as data: the form, what to search, the sections and how each is made. Knows nothing of models or files' layout.

The shapes are read from prompts/tasks/*.toml by ``app.tasks.template_file``; a task is a file, never code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.manner import Manner
from app.tasks.placeholder import fill
from app.tasks.recipe import Recipe

FIELD_TYPES = ("text", "textarea", "date", "select", "number", "check")

COUNTS = ("", "X")
"""How a medium counts: characters, or X's way (全角 1, 半角 0.5, a URL 23 半角)."""
SHORT, NAMED = "（月日）", "（名称）"  # behind the id of a field: a day without its year, the company alone
BILL = "議案"  # of a 例規案 what is made: 条例, 規則 …
YEARS = "複数年度"  # 「複数の年度」 where 開始日 and 終了日 are not in one 年度, else ""
MAKERS = (
    "fields", "items", "table", "pairs", "cited", "looked_up", "asked", "points", "found", "contact", "signed", "laws", "faq", "references", "articles",
    "evaluation", "figures", "easy", "recipe", "underlay", "whole", "answer", "questions", "decisions",
    "proceedings", "assignments", "sources", "dates", "amendment", "comparison", "provisions",
    "repercussions", "ordinance", "models", "reason", "answers", "explained", "above", "left", "estimate",
)  # fmt: skip
"""How a section is made without a model: from the form, on the past document, from cited sentences …"""


@dataclass(frozen=True, slots=True)
class Field:
    """入力欄. ``type`` is one of FIELD_TYPES; a check's value is "はい" or "", a date's is ISO (2026-12-06)."""

    id: str
    label: str
    type: str
    required: bool
    help: str
    options: tuple[str, ...]
    example: str
    default: str


@dataclass(frozen=True, slots=True)
class Example:
    """A form filled in, that one click puts into the page."""

    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """What to search: document ``kinds`` (empty: all), ``k`` hits a query, query patterns of field ids.
    ``input`` names the field whose text is the only source (minutes: nothing else may enter), or is "".
    ``subject`` is what a cited sentence has to be on ("": anything). ``needed`` False lets a draft be made of the form alone; ``tokens`` is what all passages may cost together.
    ``wider``: kinds for a query of which ``kinds`` tell nothing sure. ``others``: the clerk's own words are looked for in papers of every other kind too, which weigh less. ``law``, ``law_kind`` and ``change`` name the fields of a 例規案: the regulation, what is made of it, the change; or are "".
    ``council`` is the pattern of a subject on which the council's minutes are asked for past answers ("": they are not).
    """

    kinds: tuple[str, ...]
    k: int
    queries: tuple[str, ...]
    input: str
    subject: str = ""
    needed: bool = True
    tokens: int = 900
    law: str = ""
    law_kind: str = ""
    change: str = ""
    council: str = ""
    wider: tuple[str, ...] = ()
    others: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """Where the similar past document is looked for: its kinds and the query pattern. No kinds: none is.
    ``keep`` tells that parts which only the past document has stay in the draft, where they stood in it; ``plain`` that its です・ます become である.
    ``day`` names the field with the day of this year's occasion ("": none): other days are suggested from it. ``stands``: what it says holds until it is changed (a manual), so that it is cited."""

    kinds: tuple[str, ...]
    query: str
    keep: bool
    day: str
    plain: bool = False
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the draft. ``by`` is the maker (of MAKERS) that works without a model; ``model`` lets the
    writer rewrite it with ``instruction`` (``instruction_whole`` for a large model, which needs no sample). ``text`` stands where no past document has the part, ``lead`` above either. ``length`` is the target in characters (0: none), or
    ``length_rate`` × the number in field ``length_from``. ``aliases`` are its other names in past documents;
    ``limit`` the most cited sentences; ``questions`` pairs 「問い｜さがす語」; ``parts`` names the field written line by line. ``polite`` puts what comes from sources into です・ます, ``plain`` into である. ``sample_request`` and ``sample_answer`` show the model one worked case.
    ``when`` (「媒体=X|LINE」) leaves the section out for other choices. ``chapter`` is the heading above it, from which
    numbers count anew. ``about`` is what cited sentences have to tell, of documents of ``kinds`` (empty: all), those of ``prefer`` first, and with one of ``words`` in them, ``wider`` where a topic of its own may be off the subject. ``most`` is the longest it may be, counted as
    ``count`` says (of COUNTS). ``verbatim`` takes a model's text as it comes (a translation, code), and no figure in it
    is marked; ``label`` names it in an outline where it has no title; ``keeps`` names the field whose figures have all to be in it. ``ground`` stands where the sources tell nothing, with the {規定} of the city; of past answers where the {出典} may have some."""

    title: str
    by: str
    model: bool
    text: str
    lead: str
    instruction: str
    instruction_whole: str
    length: int
    length_from: str
    length_rate: int
    limit: int
    aliases: tuple[str, ...]
    questions: tuple[str, ...]
    parts: str
    polite: bool
    sample_request: str
    sample_answer: str
    when: str = ""
    chapter: str = ""
    about: str = ""
    plain: bool = False
    kinds: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    wider: bool = False
    most: int = 0
    count: str = ""
    verbatim: bool = False
    keeps: str = ""
    label: str = ""
    ground: str = ""

    def applies(self, values: Mapping[str, str]) -> bool:
        """Whether the form's choice is one that the section is for."""
        name, _, options = self.when.partition("=")
        return not self.when or values.get(name, "") in options.split("|")

    def target(self, values: Mapping[str, str]) -> int:
        """The target length in characters for this form; 0 where there is none."""
        given = values.get(self.length_from, "").strip()
        try:
            return round(float(given) * self.length_rate) if given else self.length
        except ValueError:
            return self.length


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of the stance: the form's ``option``, the ``words`` that say it, the ``closing`` sentence, and the
    further ``question`` that it calls forth (as one of a section's ``questions``; "": none)."""

    option: str
    words: tuple[str, ...]
    closing: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """温度語: how firmly an answer may promise, strongest level first; ``field`` is where the clerk chose, ``reason`` where
    the reason for it stands ("": nowhere)."""

    field: str
    levels: tuple[Level, ...]
    reason: str = ""

    def level(self, values: Mapping[str, str]) -> Level | None:
        chosen = values.get(self.field, "").strip()
        return next((level for level in self.levels if level.option == chosen), None)


@dataclass(frozen=True, slots=True)
class Writing:
    """How the model writes: the task's instructions and the sampling."""

    instructions: str
    temperature: float
    max_tokens: int


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """One task, whole. ``digest`` is the sha256 of its file; ``heading`` is the pattern of a section's heading
    with {番号} and {見出し}; ``title`` the pattern of the draft's first line. ``paper`` names a layout of its own
    (of app.exporters.PAPERS), "" for an office's usual paper;
    ``verified`` the conditions (app.tasks.checklist) by item of the checklist."""

    id: str
    name: str
    order: int
    result: str
    minutes: int
    title: str
    heading: str
    fields: tuple[Field, ...]
    examples: tuple[Example, ...]
    sources: Sources
    past: Past
    sections: tuple[Section, ...]
    writing: Writing
    stance: Stance | None
    checklist: tuple[str, ...]
    digest: str
    file: str
    recipes: tuple[Recipe, ...] = ()
    long: bool = False
    paper: str = ""
    manners: tuple[Manner, ...] = ()
    verified: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.id == name), None)

    @property
    def labels(self) -> dict[str, str]:
        """Every field's label by its id."""
        return {field.id: field.label for field in self.fields}

    def label(self, name: str) -> str:
        """The label of a field without its note in brackets, for 【要確認：…】."""
        found = self.field(name)
        return (found.label if found else name).split("（")[0]

    def fill(self, text: str, values: Mapping[str, str]) -> str:
        """``text`` with the form's values; what is missing stands as 【要確認：欄の名前】, never guessed."""
        return fill(text, values, missing=lambda name: f"【要確認：{self.label(name)}】")


@dataclass(frozen=True, slots=True)
class Card:
    """One task on the first page, in the survey's order; ``available`` False is shown as 「準備中」. One that cards.toml does
    not list (``listed`` False) stands under a heading of its own."""

    id: str
    name: str
    order: int
    result: str
    minutes: int
    available: bool
    listed: bool = True
