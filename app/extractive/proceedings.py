"""Minutes without a model: decisions and what was said by item, each line with its utterance. Knows no models.

The record is the only source: nothing is said here that a person did not say there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.assigned import PROMISES
from app.extractive.colloquial import in_minutes
from app.extractive.corrected import as_corrected
from app.extractive.courtesies import is_empty
from app.extractive.quoting import cite
from app.extractive.resolved import OBJECTS, UNOPPOSED, WISH, after_assent, resolved, taken
from app.extractive.settled import DECIDES, settled, with_what_is_asked
from app.material import Material, Piece
from app.meeting import Meeting, Utterance
from app.meeting_parts import SAID
from app.memo import DECIDED
from app.rewording.plain_style import to_plain
from app.tasks.template import Section
from app.text.spans import find_spans
from app.text.wording import is_row, sentences
from ingest.tokens import count_tokens

WHOLE_TOKENS = 4000
"""Tokens of utterances that a large model reads at once; a small one mixes up the speakers of a long stretch."""
SHORT_TOKENS = 60
"""An utterance up to this long needs no summary."""

_OPINION = re.compile(
    r"反対|賛成|べき|ほしい|欲しい|懸念|心配|早いのではないか|支持|よいと考え|遅い|足りない|難しい|慎重|いただきたい|してはどうか|たらどうか"
)
_AS_TOPIC = re.compile(r"^([^、。はがも]{2,20})(?:です|である)が、")
"""「開設の時期ですが、」 names a topic; 「医院は前向きですが、」 says something of one."""
_THEN = re.compile(
    r"^[　 ]*(?:それでは|では|じゃあ|ただ|ただし|なお|ほかに御?意見がなければ|特に御?意見がなければ|御?意見がなければ|では(?=[そこ]の)|(?:議題|議事|案件)[（(]?[0-9０-９]{1,2}[)）]?(?:は|について(?:は)?|につきまして(?:は)?)(?=、[^。]{16})|[（(](?:賛成(?:多数|全員)|全員賛成|異議なし)[）)])、?[　 ]*"
)
_ENDS = re.compile(
    r"^[　 ]*(?:それでは|では)、(?!(?:その|さ)よう|そう)[^。]*(?:承認|了承|可決|決定|採択)(?:と|を|い|し)"
)
_AS_PUT = re.compile(
    r"^(?:賛成(?:多数|全員)(?:で|により)、?)?(?:原案|提案|事務局案|説明|案)のとおり|^[そこ]の(?:日程|案|方向|内容|方針|金額|形)"
)
"""A decision that names no matter: its item is said with it."""


def make_decisions(section: Section, material: Material) -> Iterator[Piece]:
    """What was decided: the record's own list, else the chair's conclusions."""
    if material.meeting is None:
        return
    listed = [(one, tidy(one.text)) for one in material.meeting.of(DECIDED)]
    found = _with_assents(listed, material.meeting) if listed else list(_conclusions(material.meeting))
    lines = [f"{number}　{cite(text, one.number)}" for number, (one, text) in enumerate(found, start=1)]
    yield Piece("\n".join(lines) or "【要確認：この会議で決まったこと】", section)


def make_proceedings(section: Section, material: Material) -> Iterator[Piece]:
    """Item by item: what was explained, asked and answered, which opinions there were. Long items in groups."""
    meeting = material.meeting
    if meeting is None:
        return
    for number, title in enumerate(meeting.items):
        said = meeting.under(number)
        if not said:
            continue
        yield Piece(f"（{number + 1}）{_bare(title)}", section)
        if material.whole:
            yield from _in_groups(said, section, material, _bare(title))
        else:
            yield from (_one(one, section, material) for one in said)


def _in_groups(
    said: Sequence[Utterance], section: Section, material: Material, title: str
) -> Iterator[Piece]:
    """For a large model: as many utterances at once as it reads well."""
    for group in _groups(said, WHOLE_TOKENS):
        text = "\n".join(filter(None, (_line(one, section.limit) for one in group))) or "（発言の記録のみ）"
        ask = material.ask(section)
        yield Piece(
            text,
            section,
            ask=f"{ask}\n議題：{title}" if ask else "",
            target=section.length,
            sources=tuple(one.number for one in group),
        )


def _one(one: Utterance, section: Section, material: Material) -> Piece:
    """For a small model: one utterance at a time, so that no speaker and no number can be mixed up. A short one, or
    one of the chair's turns, stays as it was said."""
    lead = f"・{one.speaker or '発言'}："
    text = _line(one, section.limit)
    long = count_tokens(one.text) > SHORT_TOKENS and text
    return Piece(text, section, ask=material.ask(section) if long else "", sources=(one.number,), lead=lead)


def _conclusions(meeting: Meeting) -> Iterator[tuple[Utterance, str]]:
    """What the chair ends a matter with; 「…でよろしいですか。」（異議なし）「そのようにします。」 is one decision."""
    said = meeting.of(SAID)
    if not any(one.chairs for one in said):
        yield from _agreed(said)
    for one, after in zip(said, (*said[1:], None), strict=True):
        if not one.chairs:
            continue
        told = with_what_is_asked(sentences(one.text))
        if told and told[-1].endswith("か。") and after and after_assent(after.text) == "":
            told.append(after.text)
        if after and after.chairs and after.item == one.item and _ENDS.match(after.text):
            continue  # 「…で進めてよろしいですか。（異議なし）」「では、…と修正して承認とします。」 is one decision
        for words in settled(told):
            plain = _AS_TOPIC.sub(r"\1は、", to_plain(tidy(_THEN.sub("", words)))[0])
            title = _bare(meeting.items[one.item]) if one.item < len(meeting.items) else ""
            yield one, f"{title}は、{plain}" if _AS_PUT.match(plain) and len(meeting.items) > 1 else plain


def _with_assents(listed: list[tuple[Utterance, str]], meeting: Meeting) -> list[tuple[Utterance, str]]:
    """What the record lists as decided, and what nobody objected to where nobody presides."""
    said = meeting.of(SAID)
    agreed = [] if any(one.chairs for one in said) else list(_agreed(said))
    return sorted([*listed, *agreed], key=lambda each: each[0].number)


def _agreed(said: Sequence[Utterance]) -> Iterator[tuple[Utterance, str]]:
    """What one proposed and the next took, in talk that nobody presides over."""
    for one, after in zip(said, (*said[1:], None), strict=True):
        wish = next((each for each in sentences(one.text) if WISH.search(each)), "")
        below = [line.strip("・ 　") for line in one.text.split("\n")[1:]]
        if wish and any(map(UNOPPOSED.match, [*below, after.text if after else ""])):
            yield one, f"{one.speaker}の「{wish.rstrip('。')}」との提案に、異議はなかった。"
            continue
        asked = next(reversed(sentences(one.text)), "")
        made = resolved(in_minutes(asked).strip()) if after and taken(after.text) else ""
        if made and after and one.speaker != after.speaker:
            yield one, to_plain(made)[0]


def _groups(said: Sequence[Utterance], limit: int) -> Iterator[tuple[Utterance, ...]]:
    """Runs of utterances of at most ``limit`` tokens; an utterance is never cut. A question stays with its answer
    where the limit allows: a group does not end with a question."""
    group: list[Utterance] = []
    spent = 0
    for one in said:
        cost = count_tokens(one.text)
        if group and spent + cost > limit and not group[-1].text.rstrip().endswith(("か。", "か")):
            yield tuple(group)
            group, spent = [], 0
        group.append(one)
        spent += cost
    if group:
        yield tuple(group)


def _line(one: Utterance, limit: int) -> str:
    """The sentences that carry the meeting: decisions, figures, dates, opinions, questions; "" when there are none."""
    told = [(_weight(sentence, one), at, sentence) for at, sentence in enumerate(sentences(one.text))]
    opinion = bool(_OPINION.search(one.text))
    if count_tokens(one.text) <= SHORT_TOKENS * (1 + opinion):  # an opinion is told with its reason
        limit = len(told)
    ranked = sorted(told, key=lambda each: (-each[0], each[1]))
    figures = [
        each for each in ranked[limit:] if find_spans(each[2])
    ]  # 「4,026人でした。」 is never left out for space
    kept = [*ranked[:limit], *figures[:limit]]
    chosen = [sentence for weight, _, sentence in sorted(kept, key=lambda each: each[1]) if weight > 0]
    words = to_plain("".join(_closed(_AS_TOPIC.sub(r"\1は、", tidy(sentence))) for sentence in chosen))[0]
    return f"・{one.speaker or '発言'}：{cite(words, one.number)}" if words else ""


def _closed(sentence: str) -> str:
    """A note that its writer did not end, with its 。: 「利用料は1日2,000円を想定」."""
    return (
        sentence if not sentence or sentence[-1] in "。？?！）」】" or is_row(sentence) else f"{sentence}。"
    )


def _weight(sentence: str, one: Utterance) -> float:
    if is_empty(sentence, one) and not (len(sentence) < 6 and _OPINION.search(sentence)):
        return 0.0
    weight = 0.5 + min(len(find_spans(sentence)), 3)
    weight += 3 * bool(DECIDES.search(sentence) and one.chairs) + 2 * bool(_OPINION.search(sentence))
    return weight + 1.5 * bool(PROMISES.search(sentence)) + 1.0 * sentence.endswith("か。")


def tidy(text: str) -> str:
    """A line of the record as minutes write it, on one line, without its mark."""
    said = as_corrected(re.sub(r"\s*\n\s*", "", text).strip("　 ・"))
    words = in_minutes(said).replace("につきまして", "について")
    words = OBJECTS.sub(lambda found: f"{'について、' if found.start() else ''}異議がないかを諮った。", words)
    words = re.sub(r"^(?:\([0-9]{1,2}\)|[0-9０-９]{1,2}[.．　 ])[　 ]*", "", words)
    return words if is_row(words) else re.sub(r"[　 ]{2,}", "　", words)


def _bare(title: str) -> str:
    return re.sub(
        r"^(?:議題|議案|案件)?第?[0-9０-９一二三四五六七八九十]{0,2}(?:号)?[ 　.．：:]+", "", title
    ).strip("「」")
