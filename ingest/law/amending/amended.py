"""溶け込み: the text of a regulation after an amendment, with every sentence that could not be carried out and why.

Knows nothing of files. Nothing is guessed: a sentence that fails changes nothing, the rest goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.law.amending.application import perform
from ingest.law.amending.block import rows_of_block
from ingest.law.amending.grammar import looks_amending, read_sentence, starts_amending
from ingest.law.amending.laying import laid, layouts_in, layouts_of
from ingest.law.amending.numerals import Numerals, habit_of, habit_within, widths
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.unit import Unit, plain, read
from ingest.law.numbers import branch_number
from ingest.law.respacing import respaced, tables_of
from ingest.law.tree import LawTree, parse
from ingest.law.wrapping import readied, with_whole_lines, with_whole_sentences

_LEAD = re.compile(
    r"^(?:第(?P<at>[^\s　]+)条[ 　]+|[0-9０-９]+[ 　]+)?(?P<law>[^「」。]{2,120}?)(?:[（(][^（）()]*第[^（）()]*号[^（）()]*[）)])?の一部を(?:次|以下)の(?:よう|とおり)に?改正する。?$"
)
_SUPPL = re.compile(r"^[附付][ 　]*則(?:[（(].*[）)])?$")
_CAPTION = re.compile(r"^[（(].{1,60}[）)]$")


@dataclass(frozen=True, slots=True)
class Failure:
    """A clause that could not be carried out: its line in the amendment (1-based), its sentence, why.

    ``code``: unreadable, missing (the place), words (do not occur), part, taken (the number), block (no new text below),
    count, number, captioned, law (no part of the text amends this regulation), stage (a day for what is not there).
    A doubt is told alike, though it was carried out: within and inside, of words quoted too short.
    """

    line: int
    sentence: str
    clause: str
    code: str
    detail: str


DOUBTS = ("within", "inside")
LONGEST = 60
"""Lines that one sentence may go over."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The amended text and its tree; () failures when everything was carried out. ``done`` counts operations,
    ``doubts`` are of those that may not be what is meant."""

    text: str
    tree: LawTree
    failures: tuple[Failure, ...]
    done: int
    doubts: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence of an amendment with the new text below it; ``line`` is 1-based.

    ``article`` is the 条 of the amendment in which it stands (「第2条　…の一部を次のように改正する。」), "" without one.
    """

    line: int
    text: str
    block: tuple[str, ...] = ()
    article: str = ""


def apply(old: LawTree, amendment_text: str) -> Applied:
    """What the amendment makes of the regulation. Never raises on what the amendment says."""
    from ingest.law.amending.entire import renewed

    if (text := renewed(amendment_text, old.title)) is not None:
        return Applied(text, parse(text), (), 1)
    law = read(readied(old))
    failures: list[Failure] = []
    instructions = read_instructions(in_habit(old, amendment_text), title=old.title)
    if not instructions:
        failures.append(Failure(0, "", "", "law", old.title))
    done = sum(carry_out(law, each, failures) for each in instructions)
    return result(law, failures, done, old, amendment_text)


def result(law: Unit, told: list[Failure], done: int, old: LawTree, amendment_text: str) -> Applied:
    """The working copy as text again, its tables and 様式 set as they were, with what is told of it."""
    text = respaced("\n".join(law.lines()) + "\n", tables_of(with_whole_lines(old)))
    text = laid(text, (*layouts_in(amendment_text), *layouts_of(old)))
    failures = tuple(each for each in told if each.code not in DOUBTS)
    return Applied(text, parse(text), failures, done, tuple(each for each in told if each.code in DOUBTS))


def in_habit(old: LawTree, amendment_text: str) -> str:
    """The amendment in the kind of numerals that the regulation has; words of the regulation that it quotes, and what
    takes their place, stay as they are written: 第４条 and 「500円」 stand side by side in many."""
    habit = habit_of(old.text)
    if habit_within(amendment_text) == habit:
        return amendment_text
    parts = re.split(r"(「[^「」]*」を「[^「」]*」|「[^「」]*」)", amendment_text)
    return "".join(
        _as_quoted(part, old.text, habit) if at % 2 else widths(part, habit) for at, part in enumerate(parts)
    )


def _as_quoted(part: str, text: str, habit: Numerals) -> str:
    """「A」を「B」 in the width in which the regulation has A; in its habit where it has it in none."""
    usual = widths(part, habit)
    ways = (part, usual, widths(part, Numerals("full")), widths(part, Numerals("half")))
    return next((way for way in ways if way[1 : way.index("」")] in text), usual)


def carry_out(law: Unit, instruction: Instruction, failures: list[Failure]) -> int:
    """Do what a sentence says on the working copy; how many operations were done. Failures are added."""
    operations, unread = operations_of(instruction, law)
    done = sum(attempt(law, instruction, each, failures) for each in operations)
    failures += unread
    return done


def operations_of(instruction: Instruction, law: Unit) -> tuple[list[Operation], list[Failure]]:
    """The operations of a sentence with its new text, and what of it cannot be read."""
    sentence = read_sentence(instruction.text)
    operations = list(sentence.operations)
    if operations and sentence.takes_block:
        operations[-1] = replace(
            operations[-1], block=rows_of_block(law, instruction.text, instruction.block)
        )
    line, words = instruction.line, instruction.text.strip()
    unread = [Failure(line, words, sentence.clause, "unreadable", sentence.reason)] if sentence.reason else []
    return operations, unread


def attempt(law: Unit, instruction: Instruction, operation: Operation, failures: list[Failure]) -> bool:
    """Carry out one operation; a failure is added, and nothing changed. A doubt is added to what was done."""
    line, words = instruction.line, instruction.text.strip()
    try:
        doubts = perform(law, operation)
    except Refused as refused:
        failures.append(Failure(line, words, operation.source, refused.code, refused.detail))
        return False
    failures += [Failure(line, words, each.words, each.code, each.whole) for each in doubts]
    return True


def read_instructions(text: str, *, title: str = "") -> tuple[Instruction, ...]:
    """The amending sentences for a regulation: those below its own 柱書 where several are amended, all where one is.

    Without a 柱書 (「…の一部を次のように改正する。」) the whole text is taken as amending sentences.
    """
    lines = with_whole_sentences(text).split("\n")
    leads = [
        (n, found["law"], branch_number(found["at"] or ""))
        for n, line in enumerate(lines)
        if (found := _LEAD.match(line.strip(" 　\r")))
    ]
    if not leads:
        return tuple(_instructions(lines, 0))
    wanted = [(n, at) for n, law, at in leads if _same(law, title)]
    if not wanted and len(leads) == 1 and not title:
        wanted = [(leads[0][0], leads[0][2])]
    return tuple(replace(each, article=at) for n, at in wanted for each in _instructions(lines, n + 1))


def _same(law: str, title: str) -> bool:
    bare, wanted = (re.sub(r"[\s　○◯]", "", plain(name)) for name in (law, title))
    return bool(title) and bare == wanted


def _whole(lines: list[str]) -> list[str]:
    """The lines, a sentence that goes over several because of what it quotes (「目次中「…」を\n「…\n…」に改める。」) in its first."""
    found = list(lines)
    for at, line in enumerate(lines):
        bare = line.strip(" 　\r")
        if not found[at] or bare.endswith("。") or not starts_amending(bare) or "「" not in bare:
            continue
        for end in range(at + 1, min(at + LONGEST, len(lines))):
            bare += ("\n" if bare.count("「") > bare.count("」") else "") + lines[end].strip(" 　\r")
            if bare.endswith("。") and bare.count("「") == bare.count("」"):
                if looks_amending(bare):
                    found[at : end + 1] = [bare, *[""] * (end - at)]
                break
    return found


def _instructions(lines: list[str], start: int) -> list[Instruction]:
    lines = _whole(lines)
    found: list[Instruction] = []
    block: list[str] = []
    head: tuple[int, str] | None = None
    takes = False
    for at in range(start, len(lines) + 1):
        line = lines[at] if at < len(lines) else ""
        bare = line.strip(" 　\r")
        over = at == len(lines) or _ends(lines, at, takes, block, head)
        stray = not takes and bare.endswith("。")  # a sentence where no new text is due: told as unreadable
        if not over and bare and not looks_amending(line) and head is not None and not stray:
            block.append(line.rstrip("\r"))
            continue
        if not over and not bare:
            continue
        if head is not None:
            found.append(Instruction(head[0], head[1], tuple(block) if takes else ()))
        if over:
            break
        head, block = (at + 1, bare), []
        takes = read_sentence(bare).takes_block
    return found


def _closes_contents(sentence: str, block: list[str], rest: list[str]) -> bool:
    """Whether a line 「附則」 is the last one of a 目次 that is given anew, not the 附則 of the amendment."""
    if "目次" not in sentence.partition("「")[0] or any(_SUPPL.match(line.strip(" 　")) for line in block):
        return False
    following = next((line for line in rest if line), "")
    own = _CAPTION.match(following) or re.match(r"(?:[1１][ 　]+)?この", following)
    return not own or any(_SUPPL.match(line) for line in rest)


def _ends(lines: list[str], at: int, takes: bool, block: list[str], head: tuple[int, str] | None) -> bool:
    """Whether the part that amends this regulation is over: its own 附則, or the 柱書 of the next one."""
    bare = lines[at].strip(" 　\r")
    rest = [line.strip(" 　\r") for line in lines[at + 1 :]]
    if _SUPPL.match(bare):
        if head is not None and takes and _closes_contents(head[1], block, rest):
            return False
        new = takes and not block and head is not None and head[1].startswith(("附則を", "付則を"))
        return not (new and any(_SUPPL.match(line) for line in rest))
    following = next((line for line in rest if line), "")
    if _LEAD.match(bare) or (_CAPTION.match(bare) and _LEAD.match(following)):
        return True
    return (
        not takes
        and bool(bare)
        and not looks_amending(bare)
        and bool(_CAPTION.match(bare) or re.match(r"[0-9０-９]+[ 　]", bare))
    )
