"""宿題 and the next meeting of minutes, each line with its utterance. Knows no models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.assigned import FOLLOWING, NEXT_TIME, Assigned, assigned
from app.extractive.proceedings import tidy
from app.extractive.quoting import cite
from app.material import Material, Piece
from app.meeting import Meeting, Utterance
from app.meeting_parts import NEXT, SAID
from app.memo import ASSIGNED, noted_task
from app.rewording.plain_style import to_plain
from app.tasks.template import Section
from app.text.wording import sentences

_CALLED = re.compile(r"宿題(?:と(?:し|いたし|いう|させ)|にし|で(?:す|お願い|ござい))")
_NEXT_DAY = re.compile(
    r"次回(?:の会議)?[、（(の]?[　 ]*(?P<day>[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:（.）)?)"
)


def make_assignments(section: Section, material: Material) -> Iterator[Piece]:
    """宿題 with who and until when, and the next meeting: the record's own list, else what was promised."""
    meeting = material.meeting
    if meeting is None:
        return
    listed = [_noted(one) for one in meeting.of(ASSIGNED)]
    if not listed:
        listed = list(_promised(meeting.of(SAID)))
    lines = [f"・{line}" for line in dict.fromkeys(listed)]
    yield Piece("\n".join([*lines, *_next_meeting(meeting)]), section)


def _promised(said: Sequence[Utterance]) -> Iterator[str]:
    """What was promised and told to be done; what the chair calls 宿題 is what was said last before."""
    for one, after in zip(said, (*said[1:], None), strict=True):
        tasks = list(assigned(one, said))
        if not tasks and not one.chairs and after and after.chairs and _CALLED.search(after.text):
            tasks = [Assigned(to_plain(tidy(sentences(one.text)[-1]))[0], "", "")]
        yield from (task.line(one.number) for task in tasks)


def _noted(one: Utterance) -> str:
    """A task of the record's own list; behind an arrow of a memo with who is to do it, until when."""
    noted = noted_task(one.text)
    if not (noted.who or noted.until):
        return cite(tidy(one.text), one.number)
    return Assigned(tidy(noted.task), noted.who, noted.until).line(one.number)


def _next_meeting(meeting: Meeting) -> list[str]:
    """When and where they meet again, as the record says it; a day that is only named in passing needs the hour and the place."""
    said = [(one, sentence) for one in meeting.of(SAID) for sentence in sentences(one.text)]
    told = [(one, sentence) for one, sentence in said if FOLLOWING.search(sentence)]
    listed = [(one, one.text) for one in meeting.of(NEXT)]
    for one, words in listed or told[-1:]:
        plain = re.sub(
            rf"^次回?は、?|^[^。]{{0,24}}{NEXT_TIME}(?:ですが|でございますが|は|について(?:は)?|につきましては)、?|(?:です|でございます|になります|を予定して(?:い|おり)ます|(?<=[時分間日曜])で|でお願い(?:(?:し|いたし)ます|(?:し|いたし)たいと(?:思い|考えて(?:い|おり))ます)|と(?:し|いたし)ます)。?$",
            "",
            tidy(words),
        )
        return [f"次回：{cite(plain, one.number)}"]
    for one, sentence in reversed(said):
        if day := _NEXT_DAY.search(sentence):
            return [f"次回：{day['day']}[{one.number}]　【要確認：時刻と場所】"]
    return ["次回：【要確認：次回の日時と場所】"]
