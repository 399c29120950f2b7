"""One thing that an amending sentence does. Knows neither how it was worded nor how it is carried out."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.law.amending.place import Place

VERBS = (
    "replace", "insert", "delete", "rewrite", "set", "remove", "renumber", "shift", "add", "append", "caption", "uncaption",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """``verb`` is one of VERBS; ``places`` say where.

    replace: ``words`` are (old, new); insert: (behind what, what); delete: (what, ""). rewrite: the places get the
    lines of ``block``. set, caption: ``words`` is (("", new),). renumber: to ``target``. shift: from the first place
    to the last by ``step``. add: ``block`` goes before, after or into (``side``) the place, ``what`` names its kind
    (「条」, 「ただし書」, "" for 「次のように加える」). append: a sentence behind the words of the unit.
    """

    verb: str
    places: tuple[Place, ...]
    words: tuple[tuple[str, str], ...] = ()
    target: Place | None = None
    step: int = 0
    side: str = ""
    what: str = ""
    block: tuple[str, ...] = ()
    source: str = ""

    @property
    def takes_block(self) -> bool:
        """Whether new text stands below the sentence."""
        return self.verb in ("rewrite", "add", "append")


class Refused(Exception):
    """An operation that cannot be carried out; ``code`` names why, ``detail`` the words or number concerned."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was carried out and may not be what is meant. ``code``: within (``whole``, which has the quoted
    ``words`` in it, was left as it is), inside (the words stand in ``whole`` only, and were changed there)."""

    code: str
    words: str
    whole: str
