"""Words amending sentences as offices write them: 「第3条第1項中「A」を「B」に改め、同項第2号を削る。」 Knows nothing of the text amended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.amending import moving
from ingest.law.amending.groups import same_group
from ingest.law.amending.numerals import UNITS, Numerals
from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Place, Step

PART_NAMES = {
    "caption": "の見出し", "name": "の{unit}名", "head": "各号列記以外の部分", "main": "本文", "proviso": "ただし書",
    "first": "前段", "second": "後段",
}  # fmt: skip
_FINAL = {"改め": "改める", "加え": "加える", "削り": "削る", "とし": "とする", "付し": "付する", "繰り下げ": "繰り下げる", "繰り上げ": "繰り上げる"}  # fmt: skip
_SAME = {"article": "同条", "paragraph": "同項", "item": "同号", "row": "同項", "table": "同表", "chapter": "同章", "section": "同節"}  # fmt: skip
_BRACKETS = str.maketrans("()", "（）")
BEHIND = "\ue002"
"""Stands for 「の下に」 until the office's own word is put in; quoted words are left alone."""
CHANGING = ("replace", "insert", "delete")


@dataclass(frozen=True, slots=True)
class Clause:
    """An operation and the sentence it belongs to: clauses of one ``group`` are joined."""

    group: int
    operation: Operation


def phrase(clauses: Sequence[Clause], numerals: Numerals, *, behind: str = "下") -> list[str]:
    """The lines of the amendment: sentences, each indented by one, with the new text below them.

    ``behind``: words are added 「の下に」 or, in some offices, 「の次に」.
    """
    lines: list[str] = []
    for sentence in _sentences(clauses):
        moved, holder = moving.first(sentence)
        parts: list[str] = []
        before: Place | None = None
        last: Operation | None = None
        leads = moving.headed(sentence)
        for at, operation in enumerate(sentence):
            if at in leads:
                parts.append(moving.told(operation, leads[at], numerals))
            elif at < moved:
                lead = f"{words_of(holder, None, numerals)}中" if not parts else ""
                parts.append(lead + moving.within(operation, numerals))
            else:
                parts.append(_clause(operation, before, last, numerals))
            before, last = operation.target or operation.places[-1], operation
        lines.append("　" + _sentence(parts).replace(BEHIND, f"の{behind}に"))
        titled = sentence[-1].places[0].kind == "title" and sentence[-1].verb == "rewrite"
        lines += ["　　　" + line if titled else indented(line) for line in sentence[-1].block]
    return lines


def _sentences(clauses: Sequence[Clause]) -> Iterator[list[Operation]]:
    held: list[Operation] = []
    for at, clause in enumerate(clauses):
        held.append(clause.operation)
        if clause.operation.takes_block or at + 1 == len(clauses) or clauses[at + 1].group != clause.group:
            yield held
            held = []


def _sentence(parts: list[str]) -> str:
    text = "、".join(parts)
    ending = next(each for each in _FINAL if text.endswith(each))
    return text.removesuffix(ending) + _FINAL[ending] + "。"


def _clause(operation: Operation, before: Place | None, last: Operation | None, numerals: Numerals) -> str:
    same = last is not None and last.verb in CHANGING and last.places == operation.places
    where = "" if operation.verb in CHANGING and same else list_of(operation.places, before, numerals)
    quoted = [(f"「{old}」", f"「{new}」") for old, new in operation.words]
    inside = f"{where}{'の規定' if where.endswith('まで') else ''}中" if where else ""
    if operation.verb == "replace":
        return f"{inside}{'、'.join(f'{old}を{new}に' for old, new in quoted)}改め"
    if operation.verb == "insert":
        return f"{inside}{'、'.join(f'{old}{BEHIND}{new}を' for old, new in quoted)}加え"
    if operation.verb == "delete":
        return f"{inside}{_and([old for old, _ in quoted])}を削り"
    if operation.verb == "set":
        return f"{where}を{quoted[0][1]}に改め"
    if operation.verb == "caption":
        return f"{where}に見出しとして{quoted[0][1]}を付し"
    if operation.verb in ("rewrite", "remove", "uncaption"):
        ending = {"rewrite": "を次のように改め", "remove": "を削り", "uncaption": "の見出しを削り"}
        return where + ending[operation.verb]
    return moved(operation, where, numerals)


def clause_of(operation: Operation, numerals: Numerals) -> str:
    """A clause that follows nothing."""
    return _clause(operation, None, None, numerals)


def moved(operation: Operation, where: str, numerals: Numerals) -> str:
    if operation.verb == "renumber":
        assert operation.target is not None
        return f"{where}を{_target(operation, numerals)}とし"
    if operation.verb == "shift":
        unit = UNITS.get(operation.places[0].kind, "号")
        way = "下" if operation.step > 0 else "上"
        return f"{where}を{numerals.count(abs(operation.step))}{unit}ずつ繰り{way}げ"
    if operation.verb == "append":
        ending = "に次のただし書を加え" if operation.what == "ただし書" else "に後段として次のように加え"
        return where + ending
    what = (
        f"次の{numerals.count(operation.step)}{operation.what}を" if operation.what and operation.step else ""
    )
    what = what or (f"次の{operation.what}を" if operation.what else "次のように")
    done = "付し" if operation.what.endswith(("名", "目次", "前文")) else "加え"
    side = {
        "after": "の次に",
        "before": "の前に",
        "in": "に",
        "first": f"に{numerals.ordinal('1', operation.what)}として",
    }
    return f"{where}{side[operation.side]}{what}{done}"


def _target(operation: Operation, numerals: Numerals) -> str:
    target = operation.target
    assert target is not None
    if target.kind in ("paragraph", "item", "subitem", "row"):
        return words_of(target, operation.places[0], numerals, exact=False)
    return words_of(target, None, numerals)


def list_of(places: Sequence[Place], before: Place | None, numerals: Numerals) -> str:
    """One place or several beside each other: 「第2号及び第3号」, 「第3条から第6条まで」, 「第3条、第5条及び第9条」."""
    first = words_of(places[0], before, numerals)
    if len(places) == 1:
        return first
    rest = [_own(place, numerals) for place in places[1:]]
    if places[-1].through:
        return f"{first}から{rest[-1]}まで"
    return _and([first, *rest])


def _own(place: Place, numerals: Numerals) -> str:
    return step_words(place.steps[-1], numerals, behind=place.steps[-2:-1])


def words_of(place: Place, before: Place | None, numerals: Numerals, *, exact: bool = True) -> str:
    """A place in words, with 同条, 同項 and the like for what was named just before."""
    if again := same_group(place, before):
        return again
    steps = place.steps
    known = 0
    if before is not None:
        for at in range(1, min(len(steps), len(before.steps)) + 1):
            if steps[:at] != before.steps[:at]:
                break
            if steps[at - 1][0] in _SAME or _same_named(steps[at - 1]):
                known = at
    if not exact and known == len(steps):
        known -= 1
    if known and steps[known - 1][0] == "row" and (known < len(steps) or len(before.steps) != known):  # type: ignore[union-attr]
        known -= 1
    text = ""
    if known:
        text = _SAME.get(steps[known - 1][0]) or _same_named(steps[known - 1])
    for at in range(known, len(steps)):
        text += step_words(steps[at], numerals, behind=steps[at - 1 : at])
    if place.with_caption:
        text += "（見出しを含む。）"
    unit = UNITS.get(place.kind, "章")
    if place.shared:
        return f"{text}の前の見出し"
    return text + PART_NAMES.get(place.part, "").format(unit=unit)


def _same_named(step: Step) -> str:
    if step[0] != "named":
        return ""
    return "同表" if step[1].startswith(("別表", "付表")) else "同様式" if "様式" in step[1] else ""


def step_words(step: Step, numerals: Numerals, *, behind: Sequence[Step] = ()) -> str:
    kind, number = step
    if kind == "remarks":
        return re.sub("[0-9]+", lambda found: numerals.ordinal(found[0], "項"), number)
    fixed = {"title": "題名", "toc": "目次", "preamble": "前文", "suppl": "附則", "law": "本則", "table": "の表"}  # fmt: skip
    if kind in fixed:
        return fixed[kind]
    if kind == "row":
        joined = "の" if re.match(r"[0-9]|[〇一二三四五六七八九十百]+(?:の|$)", number) and behind else ""
        return f"{joined}{number.translate(_BRACKETS)}の項"
    if kind == "named":
        return re.sub("[0-9]+", lambda found: numerals.count(int(found[0])), number)
    if kind == "subitem":
        return number
    return numerals.ordinal(number, UNITS[kind])


def _and(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{'、'.join(items[:-1])}及び{items[-1]}"


def indented(line: str) -> str:
    """A line of new text as it is set in an amendment."""
    if "\t" in line or re.match(r"第[^\s　]+条|[0-9０-９]+　|別表|様式|別記", line):
        return line
    if re.match(r"第[^\s　]+[編章節款目]", line):
        return "　　　" + line
    if re.match(r"[ア-ン]　|[(（][ア-ン][)）]", line):
        return "　　" + line
    return "　" + line
