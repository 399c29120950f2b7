"""The rules of official style: what one is, and the guide that an office keeps. Knows no files and no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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


Learnt = tuple[tuple[Rule, ...], frozenset[int], dict[str, list[int]]]
"""The rules of a profile; which of them need nothing; letters and pairs → those that need one of them."""


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
    _known: dict[str, Learnt] = field(default_factory=dict, init=False, repr=False, compare=False)
    _errors: list[StyleGuide] = field(default_factory=list, init=False, repr=False, compare=False)

    def profile(self, kind: str) -> str:
        """The profile for a kind of document; "formal" for one that nobody named."""
        return self.kinds.get(kind, "formal")

    def of(self, profile: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if profile in rule.profiles)

    def errors(self) -> StyleGuide:
        """The guide without the rules that tell no errors, for who counts errors only. The office's own words stay:
        no rule corrects them."""
        if not self._errors:
            rules = tuple(rule for rule in self.rules if rule.severity == "error")
            whole = {name: rule for name, rule in self.whole.items() if rule.severity == "error"}
            self._errors.append(replace(self, rules=rules, whole=whole))
        return self._errors[0]

    def matching(self, profile: str, grams: frozenset[str]) -> Iterator[Rule]:
        """The rules of ``profile``, in order, that may match in a text of these ``grams``.

        Looked up from what the text has: of 220 rules some 30 may match, and asking each costs as much as their search.
        """
        rules, always, by_gram = self._known.get(profile) or self._learnt(profile)
        found = always.union(*[by_gram[gram] for gram in by_gram.keys() & grams])
        for at in sorted(found):
            rule = rules[at]
            if not any(map(grams.isdisjoint, rule.needs[1:])):
                yield rule

    def _learnt(self, profile: str) -> Learnt:
        rules = self.of(profile)
        by_gram: dict[str, list[int]] = {}
        for at, rule in enumerate(rules):
            for gram in rule.needs[0] if rule.needs else ():
                by_gram.setdefault(gram, []).append(at)
        always = frozenset(at for at, rule in enumerate(rules) if not rule.needs)
        self._known[profile] = rules, always, by_gram
        return self._known[profile]
