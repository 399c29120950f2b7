"""A selected passage said another way, by rules or by the writing model, and what that did to its facts.

Knows no pages and no drafts: a text goes in, an offer comes out, and a person takes it or not.
"""

from __future__ import annotations

import re
import threading
from contextlib import closing
from dataclasses import dataclass

from app import safeguards
from app.checks.instructions import inert
from app.checks.personal.data import has_my_number
from app.checks.uses.carried import Carried, carried
from app.models.chat import Message
from app.models.llm import Writer
from app.prompt import new_fence
from app.result import Finding
from app.rewording.guide import Guide, Mode
from app.rewording.modes import MODES
from app.rewording.rules import BY_RULE
from app.tasks.template_file import Prompts
from app.text.differences import Part, differences
from ingest.errors import ShitagakiError
from ingest.tokens import count_tokens

LONGEST = 8000
"""Characters of a passage."""
_WAIT = 0.25
_TEMPERATURE = 0.2


class RewritingError(ShitagakiError):
    """The passage cannot be reworded as asked: what was asked, and what to do."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An offer. ``by`` is "rule" or the model's name; ``parts`` mark what differs; ``carried`` compares the facts;
    ``notes`` are for the person who decides. An offer without a change has the old text."""

    mode: str
    by: str
    text: str
    parts: tuple[Part, ...]
    carried: Carried
    notes: tuple[str, ...] = ()
    changed: bool = True


def rewrite(text: str, mode: str, *, guide: Guide, prompts: Prompts) -> Rewritten:
    """The passage by rules: always at once, always the same, no fact touched. Raises RewritingError."""
    way = _way(text, mode, guide)
    made = BY_RULE[mode](text, way, guide, prompts)
    if not made.text.strip() or made.text == text:
        return Rewritten(mode, "rule", text, (), Carried(), (way.none, *made.notes), changed=False)
    return _offer(text, made.text, way, "rule", made.notes)


def rewrite_by_model(
    text: str,
    mode: str,
    *,
    guide: Guide,
    prompts: Prompts,
    writer: Writer | None,
    sensitivity: str = "",
    owner: str = "",
    stop_event: threading.Event | None = None,
) -> Rewritten:
    """The passage by the writing model, asked once more when a fact went. Raises RewritingError and ModelError."""
    way = _way(text, mode, guide)
    allowed, told = _allowed(text, way, writer, sensitivity, prompts)
    stop = stop_event or threading.Event()
    made = _Asking(allowed, guide, way, text, owner, stop).twice()
    notes = tuple(one.message for one in (*told, *safeguards.replaced(allowed)))
    if not made or stop.is_set():
        stopped = (
            "途中で止めました。"
            if stop.is_set()
            else "文章モデルは何も書きませんでした。もう一度お試しください。"
        )
        return Rewritten(mode, allowed.name, text, (), Carried(), (stopped,), changed=False)
    return _offer(text, made, way, allowed.name, notes)


def _allowed(
    text: str, way: Mode, writer: Writer | None, sensitivity: str, prompts: Prompts
) -> tuple[Writer, tuple[Finding, ...]]:
    """The writer that may see the passage; raises RewritingError where none may."""
    if not way.model:
        raise RewritingError(f"「{way.label}」は、文章モデルを使わずに作ります。")
    allowed, told = safeguards.writer_for(writer, sensitivity, prompts.public)
    if allowed is None:
        reason = told[0].message if told else "文章モデルを使わない設定です（SHITAGAKI_LLM=none）。"
        raise RewritingError(f"文章モデルの案は作れません。{reason}")
    if has_my_number(text):
        raise RewritingError(
            "選んだ文にマイナンバーと思われる番号があるため、文章モデルには渡しません。番号を消してからお試しください。"
        )
    return allowed, told


def _offer(old: str, new: str, way: Mode, by: str, notes: tuple[str, ...]) -> Rewritten:
    return Rewritten(way.id, by, new, differences(old, new), carried(old, new), notes, changed=new != old)


def _way(text: str, mode: str, guide: Guide) -> Mode:
    if mode not in MODES:
        known = "、".join(f"{name}（{guide.modes[name].label}）" for name in MODES)
        raise RewritingError(f"「{mode}」という書き直しはありません。使えるのは {known} です。")
    if not text.strip():
        raise RewritingError("書き直す文がありません。文案の中の文を選んでください。")
    if len(text) > LONGEST:
        raise RewritingError(
            f"一度に書き直せるのは{LONGEST:,}字までです（今は{len(text):,}字）。分けて選んでください。"
        )
    return guide.modes[mode]


@dataclass(slots=True)
class _Asking:
    """The calls for one passage: first plainly, then with what the first one lost."""

    writer: Writer
    guide: Guide
    way: Mode
    text: str
    owner: str
    stop: threading.Event

    def twice(self) -> str:
        """The answer; asked once more with what went or came, the better of the two."""
        made = self.once()
        found = carried(self.text, made)
        if found.whole or not made or self.stop.is_set():
            return made
        facts = "、".join(one.text for one in (*found.lost, *found.added))
        again = self.once(self.guide.again.format(facts=facts))
        better = carried(self.text, again)
        fewer = len(better.lost) + len(better.added) <= len(found.lost) + len(found.added)
        return again if again and fewer else made

    def once(self, more: str = "") -> str:
        fence = new_fence()
        asked = "\n".join(filter(None, (self.way.model, more)))
        data = f"文\n―{fence}―\n{inert(self.text, fence)}\n―{fence}―\n\n{asked}"
        messages: tuple[Message, ...] = (("system", self.guide.system), ("user", data))
        most = max(128, round(count_tokens(self.text) * 2.2))
        pieces = []
        with self.writer.queue.ticket(self.owner) as ticket:
            while not ticket.called.wait(_WAIT) and not self.stop.is_set():
                pass
            if self.stop.is_set():
                return ""
            stream = self.writer.stream(
                messages, max_tokens=most, temperature=_TEMPERATURE, stop_event=self.stop
            )
            with closing(stream):
                pieces = list(stream)
        return _cleaned("".join(pieces), fence, self.text)


def _cleaned(text: str, fence: str, original: str) -> str:
    """A model's answer without fences, labels and quotation marks around it."""
    lines = [line for line in text.strip().splitlines() if fence not in line and not line.startswith("```")]
    made = "\n".join(lines).replace("**", "").strip("\n ")
    made = re.sub(r"^(?:書き直した文|書き直し|文)[：:]\s*", "", made)
    quoted = re.fullmatch(r"「([^「」]+)」", made)
    made = quoted[1] if quoted and not original.strip().startswith("「") else made
    indent = re.match(r"[　 ]*", original)
    return (indent[0] if indent and not made.startswith(("　", " ")) else "") + made if made else ""
