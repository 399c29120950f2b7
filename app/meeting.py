"""Minutes or a transcript, taken apart: who said what under which item. Knows nothing of drafts or models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.meeting_parts import NEXT, SAID, begun
from app.meeting_turns import CHAIR, turns
from app.memo import ASSIGNED, DECIDED
from app.text.wording import is_row
from app.text.written_days import written_out
from ingest.loaders.lines import Mark, mark_lines

OTHER = "議事"

_ITEM = re.compile(
    r"^[ 　]*(?:[■●◆○◎]?[ 　]*)?(?:【[^】]{2,30}】|(?:議題|議案|案件|協議事項|報告事項|審議事項|報告|協議|日程)[（(]?第?[0-9０-９一二三四五六七八九十]{0,3}[)）]?(?:号)?"
    r"[ 　：:「].{2,60}|第?[0-9０-９]{1,2}[ 　.．][^。｜|]{3,50}|[(（][0-9０-９]{1,2}[)）][^。｜|]{3,50})$"
)
_WITH = re.compile(r"^[ 　]*(?:担当|期限)")
_OPENS = re.compile(r"始めます|開会|開催します|定刻|お集まり")
_FORMAL = re.compile(
    r"始めます|開会|開催します|定刻|お集まり|あいさつ|挨拶|お忙しい|ありがとうございま|出席|欠席|定足数|資料の(?:御|ご)?確認|傍聴|よろしくお願い"
)
"""What is said before a meeting comes to its matters."""
_LEADS = re.compile(r"(?:次に|続いて|最後に|それでは|では|以上で)")
_ASSENT = re.compile(
    r"[〔［\[](?P<words>[^〔〕［］\[\]]{0,16}(?:異議|賛成|声|挙手|拍手)[^〔〕［］\[\]]{0,16})[〕］\]]"
)
"""「〔「異議なし」の声あり〕」, which other records write in round brackets."""
_FILLERS = re.compile(
    r"(?:(?<=[。、　：])|^)(?:えーと|えー+っ?と?|あのー+|あの、|そのー+|まあ、|えっと)[、 　]?|(?<=[。：])す[みい]ません、"
)
_UNCLOSED = re.compile(
    r"(?:です|ます|ました|でした|ません|ください|下さい|ですか|ますか|ませんか|でしょうか|んです|である|[いるたすな]か)$"
)
_TURNS = 2
"""Times that somebody must lead on to be the chair."""
_STAMP = re.compile(r"^[ 　]*[\[［(（]?(\d{1,2}:\d{2}(?::\d{2})?)")
_WHO = re.compile(r"^[ 　]*(?:[\[［(（]?\d{1,2}:\d{2}(?::\d{2})?[\]］)）]?)?[ 　]*[○◯〇◆◇◎●・]?[ 　]*")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One person's words, or one line of a record. ``number`` is its citation; ``part`` one of SAID, DECIDED …"""

    number: int
    speaker: str
    text: str
    part: str
    item: int
    start: int
    end: int
    stamp: str = ""
    presides: bool = False

    @property
    def chairs(self) -> bool:
        return self.presides or bool(CHAIR.search(self.speaker))

    @property
    def label(self) -> str:
        who = f"　{self.speaker}" if self.speaker else ""
        return f"発言{self.number}{who}" + (f"（{self.stamp}）" if self.stamp else "")


@dataclass(frozen=True, slots=True)
class Meeting:
    """The whole record. ``items`` are the titles of the agenda; an utterance's ``item`` points into them."""

    text: str
    utterances: tuple[Utterance, ...]
    items: tuple[str, ...]

    def of(self, part: str) -> tuple[Utterance, ...]:
        return tuple(one for one in self.utterances if one.part == part)

    def under(self, item: int) -> tuple[Utterance, ...]:
        return tuple(one for one in self.utterances if one.part == SAID and one.item == item)


@dataclass(slots=True)
class _Open:
    """An utterance being read."""

    speaker: str
    part: str
    item: int
    start: int
    lines: list[str]
    end: int


def read_meeting(text: str) -> Meeting:
    """Take minutes apart. Without any speaker every paragraph counts as one utterance of nobody."""
    items: list[str] = []
    found: list[_Open] = []
    marks = mark_lines(lines := text.split("\n"))
    spoken = any(mark.kind == "utterance" for mark in marks)
    part, at, current, chair = ("" if spoken else SAID), 0, None, _presiding(lines, marks)
    for line, mark in zip(lines, marks, strict=True):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        starts = mark.kind == "utterance" and mark.starts
        if (opened := None if starts else begun(line, spoken)) is not None:
            noted, heading, words = opened
            part, current = (part if noted else heading), None
            if words:
                found.append(_Open("", heading, max(len(items) - 1, 0), start, [words], at - 1))
        elif not starts and part not in (DECIDED, ASSIGNED, NEXT) and _opens(line, mark, spoken):
            items.append(_title(line))
            part, current = (SAID if spoken or part == SAID else part), None
        elif starts or (part == SAID and mark.kind != "utterance" and not spoken):
            part = SAID
            current = _Open(mark.header, SAID, len(items) - 1, start, [], at - 1)
            found.append(current)
            current = _spoken(line, start, current, items, found, leads=_leads(mark, chair))
        elif current is not None and part == SAID:
            current = _spoken(line, start, current, items, found, leads=_leads(mark, chair))
        elif part == ASSIGNED and _WITH.match(line) and found and found[-1].part == ASSIGNED:
            found[-1].lines.append(line)
            found[-1].end = at - 1
        elif part in (DECIDED, ASSIGNED, NEXT):
            found.append(_Open("", part, max(len(items) - 1, 0), start, [line], at - 1))
    return Meeting(text, tuple(_number(_placed(found, items), chair)), tuple(items) or (OTHER,))


def _leads(mark: Mark, chair: str) -> bool:
    return bool(CHAIR.search(mark.header) or (chair and mark.header == chair))


def _spoken(
    line: str, start: int, current: _Open, items: list[str], found: list[_Open], *, leads: bool
) -> _Open:
    """Add a line to what is being said. Where it closes one matter and opens the next, what comes after is said anew,
    under the next: 「…了承とします。次に、予約のしくみについて…」."""
    at = 0
    for cut, title in list(turns(line, items)) if leads else ():
        items.append(title)
        if current.item >= 0 and (cut or current.lines):
            current.lines += [line[at:cut]] * bool(cut)
            current.end = start + cut
            current = _Open(current.speaker, SAID, 0, start + cut, [], start + cut)
            found.append(current)
            at = cut
        current.item = len(items) - 1
    current.lines.append(line[at:])
    current.end = start + len(line)
    return current


def _placed(found: list[_Open], items: list[str]) -> list[_Open]:
    """What was said before the first item that has a name is not of that item, but where only the chair opens."""
    early = [one for one in found if one.item < 0 and one.speaker and not CHAIR.search(one.speaker)]
    matter = bool(items) and any(not _FORMAL.search("".join(one.lines)) for one in early)
    if matter:
        items.insert(0, OTHER)
    for one in found:
        one.item = max(one.item + matter, 0)
    return found


def _presiding(lines: Sequence[str], marks: Sequence[Mark]) -> str:
    """Who leads a meeting that names no chair: the one who opens it and goes from one matter to the next."""
    said = [
        (mark.header, line)
        for line, mark in zip(lines, marks, strict=True)
        if mark.kind == "utterance" and mark.starts
    ]
    if not said or any(CHAIR.search(who) for who, _ in said):
        return ""
    first, words = said[0]
    led = sum(who == first and bool(_LEADS.search(line)) for who, line in said)
    return first if led >= _TURNS and (_OPENS.search(words) or led > _TURNS) else ""


def _number(found: list[_Open], chair: str) -> Iterator[Utterance]:
    number = 0
    for one in found:
        words = _FILLERS.sub("", "\n".join(map(_closed, one.lines) if one.speaker else one.lines)).strip()
        stamp = _STAMP.match(one.lines[0])
        said = written_out(_said(words, one.speaker) if one.speaker else words.strip("・●- 　"))
        if len(said) < 2 or (
            one.part == ASSIGNED and is_row(said) and "期限" in said and "担当" in said and len(said) < 20
        ):
            continue
        number += 1
        yield Utterance(
            number,
            one.speaker,
            said,
            one.part,
            one.item,
            one.start,
            one.end,
            stamp[1] if stamp else "",
            presides=bool(chair) and one.speaker == chair,
        )


def _closed(line: str) -> str:
    """A hurried line of speech with the 。 that its writer left out."""
    return f"{line.rstrip()}。" if _UNCLOSED.search(line.rstrip()) else line


def _said(words: str, speaker: str) -> str:
    """The words without the speaker that stands before them."""
    rest = _ASSENT.sub(r"（\g<words>）", _WHO.sub("", words, count=1))
    spread = r"[ 　]*".join(re.escape(character) for character in re.sub(r"[ 　]", "", speaker))
    return re.sub(
        rf"^[【\[［〈<《（(]?{spread}[】\]］〉>》）)]?[ 　]*[：:]?[ 　]*", "", rest, count=1
    ).strip()


def _opens(line: str, mark: Mark, spoken: bool) -> bool:
    """Whether a line opens a matter; in what people said a heading with a sign does too: 「■停留所の移設」."""
    return bool(_ITEM.match(line)) or (spoken and mark.kind == "heading" and line.strip()[0] in "■□◆◇▼●◎★")


def _title(line: str) -> str:
    return re.sub(r"^[ 　■□▼★●◆◇○◎]+", "", line).strip(" 　【】")
