"""The rules of official style: what one is, and the guide that an office keeps. Knows no files and no text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

PROFILES = ("formal", "reiki", "public", "mail", "chat")
"""告示・通知等、例規、広報、メール、住民向けの回答."""
SEVERITIES = ("error", "warning", "info")
CHANGES = ("@全角", "@半角", "@桁区切り", "@千百", "@漢数字")
"""What a fix may be besides a text: a change of the matched characters themselves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of style.json. ``word``: the match begins a word; ``pos``: the word there is of that 品詞, ``after``: the one before it; ``prose``: not
    in tables; ``once``: told once a document. ``unless_sentence`` and the like are patterns that must (not) be found;
    ``until`` is where the rule ends (the forms below a 規則); ``needs`` what a text must have (app.text.grams).
    ``fix`` (a template, or one of CHANGES) and ``words`` give the replacement where it is safe, else there is none."""

    id: str
    category: str
    pattern: re.Pattern[str]
    prefer: str
    reason: str
    severity: str
    profiles: tuple[str, ...]
    source: str
    match: tuple[str, ...]
    passes: tuple[str, ...]
    fix: str
    words: Mapping[str, str]
    word: bool
    pos: str
    after: str
    prose: bool
    once: bool
    unless_sentence: re.Pattern[str] | None
    unless_document: re.Pattern[str] | None
    with_document: re.Pattern[str] | None
    until: re.Pattern[str] | None
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A rule that reads the whole document; the program knows how, this says how it is told and how grave it is."""

    id: str
    category: str
    severity: str
    profiles: tuple[str, ...]
    message: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """The office's own spelling: ``use`` instead of what ``avoid`` matches, but not inside the terms ``unless``."""

    use: str
    avoid: re.Pattern[str]
    unless: tuple[str, ...]
    reason: str
    severity: str
    profiles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StyleGuide:
    """The rules with the office's exceptions put in. ``kinds`` maps a document's kind to its profile."""

    rules: tuple[Rule, ...] = ()
    whole: Mapping[str, DocumentRule] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    own: tuple[OfficeWord, ...] = ()
    digits: str = "free"
    honorific: str = ""

    def profile(self, kind: str) -> str:
        """The profile for a kind of document; "formal" for one that nobody named."""
        return self.kinds.get(kind, "formal")

    def of(self, profile: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if profile in rule.profiles)
