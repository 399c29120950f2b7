"""The grammar of amending sentences: 「第3条第1項中「A」を「B」に改め、同条に次の1項を加える。」 into operations.

Knows nothing of the text that is amended: whether a place exists is for the application to find out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place, Unreadable, read_place, read_places
from ingest.law.amending.unit import GROUPS
from ingest.law.numbers import NUMERAL, kanji_number

_Q = "\ue000[0-9]+\ue001"
_OLD = rf"{_Q}(?:(?:、|及び|又は|並びに){_Q})*"
_VERB = re.compile(r"(?:改め|加え|削り|とし|付し|繰り下げ|繰り上げ|繰下げ|繰上げ)(?=、|$)")
_FINALS = (
    ("改める", "改め"), ("加える", "加え"), ("削る", "削り"), ("とする", "とし"), ("付する", "付し"), ("付す", "付し"),
    ("繰り下げる", "繰り下げ"), ("繰り上げる", "繰り上げ"), ("繰下げる", "繰下げ"), ("繰上げる", "繰上げ"),
)  # fmt: skip
_START = re.compile(
    rf"^(?:第{NUMERAL}[編章節款目条項号]|同[条項号表章節様]|[附付]則|別表|別記|別図|別紙|様式|付表|目次|題名|本則|前文|この(?:条例|規則|要綱|規程)中|{_Q})"
)
_GROUP = re.compile(r"同[編章節款目]")
_UNITS = r"(?:条|項|号|章|節|款|目|編|部|表|様式|別表|別記様式)"
_CLAUSES = tuple(
    (name, re.compile(form))
    for name, form in (
        ("replace", rf"(?:(?P<at>.+)中)?(?P<list>{_OLD}を{_Q}に(?:、(?:及び)?{_OLD}を{_Q}に)*)改め"),
        ("delete", rf"(?:(?P<at>.+)中)?(?P<list>{_Q}(?:(?:、|及び|並びに){_Q})*)を削り"),
        ("insert", rf"(?:(?P<at>.+)中)?(?P<list>{_Q}の(?:下|次)に{_Q}を(?:、{_Q}の(?:下|次)に{_Q}を)*)加え"),
        ("rewrite", r"(?P<at>.+)を次のように改め"),
        ("set", rf"(?P<at>.+)を(?P<list>{_Q})に改め"),
        ("caption", rf"(?P<at>.+?)(?:の前)?に見出しとして(?P<list>{_Q})を付し"),
        ("uncaption", r"(?P<at>.+)の見出しを削り"),
        ("remove", r"(?P<at>.+)を削り"),
        ("shift", rf"(?P<at>.+)を(?P<step>{NUMERAL}){_UNITS}ずつ(?P<way>繰り?[上下])げ"),
        ("renumber", r"(?P<at>.+)を(?P<to>.+)とし"),
        (
            "add",
            rf"(?P<at>.+)の(?P<side>次|前)に次の(?:{NUMERAL})?(?P<what>目次(?:及び[編章節]名)?|前文|{_UNITS}|[編章節款目]名(?:及び.*)?)を(?:加え|付し)",
        ),
        ("add", r"(?P<at>.+)の(?P<side>次|前)に次のように加え"),
        ("append", r"(?P<at>.+)に次の(?P<what>ただし書)を加え"),
        ("append", r"(?P<at>.+)に(?P<what>後段)として次のように加え"),
        ("add", r"(?P<at>.+)に(?P<first>[(（]?[ア-ン][)）]?)として次のように加え"),
        ("add", rf"(?P<at>.+)に第(?P<first>{NUMERAL})[項号]として次の{NUMERAL}(?P<what>項|号)を加え"),
        ("add", rf"(?P<at>.+)に次の(?:{NUMERAL}|各)?(?P<what>{_UNITS}|[編章節款目]名)を(?:加え|付し)"),
        ("add", r"(?P<at>.+)に次のように加え"),
    )
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence; ``reason`` and ``clause`` say what of it cannot be read, after the operations before that."""

    text: str
    operations: tuple[Operation, ...]
    clause: str = ""
    reason: str = ""

    @property
    def takes_block(self) -> bool:
        return not self.reason and bool(self.operations) and self.operations[-1].takes_block


def looks_amending(line: str) -> bool:
    """Whether a line is an amending sentence by its form, readable or not; 「第5条　市長は…」 is new text."""
    skeleton, _ = _without_quotes(line.strip(" 　"))
    if not skeleton.endswith("。") or "　" in skeleton or not _START.match(skeleton):
        return False
    if "。" in re.sub(r"[（(][^（）()]*[）)]", "", skeleton)[:-1]:
        return False  # an amending sentence is one sentence, however many clauses it has
    return any(skeleton.endswith(final + "。") for final, _ in _FINALS)


def starts_amending(line: str) -> bool:
    """Whether a line begins as an amending sentence does: with a place, and nothing but that before its first 「…」."""
    return bool(_START.match(line)) and "　" not in line.partition("「")[0]


def read_sentence(text: str, before: Place | None = None) -> Sentence:
    """The operations of one sentence. Nothing is raised: what cannot be read is told in the result."""
    skeleton, quotes = _without_quotes(text.strip(" 　"))
    body = skeleton.rstrip("。")
    for final, joined in _FINALS:
        if body.endswith(final):
            body = body[: -len(final)] + joined
            break
    found: list[Operation] = []
    at = 0
    last: Place | None = before
    group: Place | None = None
    while at < len(body):
        verb = _VERB.search(body, at)
        clause = body[at : verb.end()] if verb else body[at:]
        try:
            if verb is None:
                raise Unreadable(clause)
            operation = _clause(clause, quotes, group if _GROUP.match(clause) and group else last, found)
        except Unreadable as error:
            return Sentence(text, tuple(found), _restored(clause, quotes), _restored(str(error), quotes))
        found.append(operation)
        group = next((each for each in map(_group_of, (operation.target, *operation.places)) if each), group)
        last = operation.target or operation.places[-1]
        at = verb.end() + 1
    return Sentence(text, tuple(found))


def _group_of(place: Place | None) -> Place | None:
    """The 章 or 節 that a place names or begins with, for 「同章」 further on in the sentence."""
    steps = place.steps if place else ()
    size = next((at for at, (kind, _) in enumerate(steps) if kind not in GROUPS), len(steps))
    return Place(steps[:size]) if size else None


def _clause(clause: str, quotes: list[str], last: Place | None, done: list[Operation]) -> Operation:
    failed = clause
    for verb, form in _CLAUSES:
        match = form.fullmatch(clause)
        if match is None:
            continue
        told = match.groupdict()
        try:
            return _operation(verb, told, quotes, last, done, clause)
        except Unreadable as error:
            failed = str(error)
    raise Unreadable(failed)


def _operation(
    verb: str,
    told: dict[str, str | None],
    quotes: list[str],
    last: Place | None,
    done: list[Operation],
    clause: str,
) -> Operation:
    at = told.get("at")
    if at:
        places = read_places(_restored(at, quotes), last)
    elif done and done[-1].verb in ("replace", "delete", "insert"):
        places = done[-1].places
    elif last is not None:
        places = (last,)
    else:
        raise Unreadable(_restored(clause, quotes))
    listed = [quotes[int(number)] for number in re.findall("\ue000([0-9]+)\ue001", told.get("list") or "")]
    source = _restored(clause, quotes)
    if verb == "replace":
        return Operation(verb, places, _pairs(told["list"] or "", quotes), source=source)
    if verb == "insert":
        return Operation(verb, places, tuple(zip(listed[::2], listed[1::2], strict=True)), source=source)
    if verb == "delete":
        return Operation(verb, places, tuple((words, "") for words in listed), source=source)
    if verb in ("set", "caption"):
        return Operation(verb, places, (("", listed[0]),), source=source)
    if verb == "shift":
        way = 1 if "下" in (told["way"] or "") else -1
        return Operation(verb, places, step=way * (kanji_number(told["step"] or "") or 1), source=source)
    if verb == "renumber":
        return Operation(
            verb, places, target=_target(_restored(told["to"] or "", quotes), places[0]), source=source
        )
    side = {"次": "after", "前": "before"}.get(told.get("side") or "", "first" if told.get("first") else "in")
    return Operation(verb, places, side=side, what=told.get("what") or "", source=source)


def _pairs(listed: str, quotes: list[str]) -> tuple[tuple[str, str], ...]:
    """「A」を「B」に、「C」及び「D」を「E」に → (A, B), (C, E), (D, E)."""
    found: list[tuple[str, str]] = []
    for part in re.findall(rf"({_OLD})を({_Q})に", listed):
        new = quotes[int(part[1][1:-1])]
        found += [(quotes[int(number)], new) for number in re.findall("\ue000([0-9]+)\ue001", part[0])]
    return tuple(found)


def _target(words: str, place: Place) -> Place:
    """「同条第4項」, 「第5条」, 「附則第1項」; a 項 alone stays in the 条 it is in."""
    target = read_place(words, place)
    if place.kind == "row" and target.kind == "row" and len(target.steps) < len(place.steps):
        return replace(target, steps=(*place.steps[:-1], target.steps[-1]))
    return target


def _without_quotes(text: str) -> tuple[str, list[str]]:
    """The text with each outermost 「…」 as a token, and the words that stood in them. An open one stays as it is."""
    out: list[str] = []
    quotes: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char == "「":
            start = at if depth == 0 else start
            depth += 1
        elif char == "」" and depth:
            depth -= 1
            if depth == 0:
                out.append(f"\ue000{len(quotes)}\ue001")
                quotes.append(_unpadded(text[start + 1 : at]))
        elif depth == 0:
            out.append(char)
    if depth:
        out.append(text[start:])
    return "".join(out), quotes


def _unpadded(quote: str) -> str:
    """Words of several lines without the gaps that only set them below each other on paper."""
    return "\n".join(line.strip(" 　") for line in quote.split("\n")) if "\n" in quote else quote


def _restored(words: str, quotes: list[str]) -> str:
    return re.sub("\ue000([0-9]+)\ue001", lambda found: f"「{quotes[int(found[1])]}」", words)
