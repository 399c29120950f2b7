"""The residents' side of one office: its public documents, its conversations, its limits. Knows nothing of HTTP."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from app.checks.personal.data import find_personal
from app.models import chat
from app.models.llm import EMBEDDED, Writer
from app.municipality import in_own_words
from app.records.callbacks import Callbacks
from app.records.conversations import Conversations
from app.records.hours import JAPAN, Hours, load_hours
from app.records.switches import Switches
from app.residents.answering import Question, answer
from app.residents.kana import in_kanji
from app.residents.phrases import Phrases, load_phrases
from app.tasks.template_file import Prompts
from app.text.pseudonyms import Pseudonyms
from app.web.office import Office
from app.web.residents.limits import Limits
from app.web.residents.offered import Offered
from app.web.residents.origins import Origins, read_origins
from app.web.residents.pool import Pool
from app.web.residents.texts import Texts, load_texts
from app.web.residents.watching import Watch
from app.web.words import Words
from ingest.document import RESIDENT, Viewer
from ingest.index import Index
from ingest.papers.belonging import unnamed
from ingest.wholeness import is_whole

T = TypeVar("T")
STOPPED = frozenset((
    "マイナンバー", "カード番号", "メール", "電話番号", "口座番号", "基礎年金番号",
    "免許証番号", "在留カード番号", "旅券番号", "住民票コード", "被保険者番号",
))  # fmt: skip
"""Kinds that nobody needs in a question; names and addresses are masked where the question is kept."""
ANSWERS = 200
"""Answers at once; those that wait for a model hold a thread each."""
KEEPING = 16
"""Threads that read and write conversations: those who wait for the disk together are written together."""


@dataclass(frozen=True)
class PublicOffice:
    """The office as a resident meets it: documents of 機密性 1, nothing else."""

    office: Office
    writer: Writer | None

    @property
    def city(self) -> str:
        return self.office.city

    @property
    def index(self) -> Index:
        return self.office.index

    @property
    def prompts(self) -> Prompts:
        return self.office.prompts

    @property
    def words(self) -> Words:
        return self.office.words

    @cached_property
    def phrases(self) -> Phrases:
        return in_own_words(
            load_phrases(self.office.widget_texts.with_name("residents.toml")), self.office.city
        )

    @cached_property
    def alone(self) -> PublicOffice:
        """The same office without a model; made once, since the phrases take 10 ms to read."""
        return self if self.writer is None else PublicOffice(self.office, None)

    @cached_property
    def viewer(self) -> Viewer:
        return Viewer(tenant=self.office.viewer.tenant, sections=RESIDENT.sections, level=RESIDENT.level)


@dataclass(frozen=True, slots=True)
class Shut:
    """An event of every answer on its way: the desk has been shut, ``text`` says why."""

    text: str


@dataclass
class Desk:
    """What the residents' routes share. ``questions``, ``starts`` and ``calls`` count visitors, ``pool`` works answers out,
    ``keeping`` reads and writes conversations, ``answering`` is how many questions have been let in."""

    office: PublicOffice
    texts: Texts
    origins: Origins
    conversations: Conversations
    callbacks: Callbacks
    switches: Switches
    hours: Hours
    questions: Limits
    starts: Limits
    calls: Limits
    messages: Limits
    pool: Pool = field(init=False)
    keeping: Executor = field(default_factory=lambda: ThreadPoolExecutor(KEEPING, "keeping"))
    followers: set[object] = field(default_factory=set)
    answering: int = 0
    whole: bool = False

    def __post_init__(self) -> None:
        self.pool = Pool(2 * ANSWERS, look=lambda: Shut(told) if (told := self.paused()) else None)

    @cached_property
    def _offered(self) -> Offered:
        def ask(question: str) -> str:
            return answer(self.office.alone, Question(question, language="ja")).status

        return Offered(ask, lambda: self.office.index.snapshot().name)

    def offered(self) -> frozenset[str]:
        """The example questions that the public documents answer; none before the first reading has ended."""
        return frozenset() if self.preparing() else self._offered.among(self.texts.examples())

    @cached_property
    def watch(self) -> Watch:
        """Who is told when the desk is shut or opened."""
        return Watch(self.state)

    @property
    def tenant(self) -> str:
        return self.office.viewer.tenant

    def paused(self) -> str:
        """Why the desk is shut, as staff have written it, or that it is not ready; "" while it is open."""
        return self.switches.state().paused or self.preparing()

    def preparing(self) -> str:
        """What residents read until the first reading of the documents has come to its end; "" ever after: from half of
        the documents nobody must hear that the city has no such service."""
        ledger = self.office.index.ledger
        now = self.whole or is_whole(ledger)
        self.whole = self.whole or (now and ledger.count()[0] > 0)  # an empty index may be read at any moment
        return "" if now else self.office.words.say("residents.preparing")

    def state(self) -> dict[str, Any]:
        """What the page is told of the desk: why it is shut, the banner, whether staff can be reached now."""
        now = self.switches.state()
        return {
            "paused": now.paused or self.preparing(),
            "banner": now.banner,
            "open": self.is_open(),
        }

    async def kept(self, work: Callable[..., T], *arguments: Any) -> T:
        """The result of ``work``, which reads or writes conversations, done beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.keeping, work, *arguments)

    def warm(self) -> None:
        """Ask something, so that the first resident does not wait for libraries, caches and dictionaries to be opened. The
        model is not asked: it may write for somebody."""
        answer(self.office.alone, Question(next(iter(self.office.phrases.queries), ""), language="ja"))
        in_kanji(self.office.index, "ひらがな", self.office.viewer)
        self.offered()
        if self.office.writer is not None:
            chat.load()

    def take_writer(self) -> None:
        """A model has come since the server was started."""
        self.office = public(self.office.office)

    def close(self) -> None:
        """At the end of the server."""
        self.pool.stop_all()
        self.keeping.shutdown(wait=False, cancel_futures=True)

    def is_open(self, section: str = "") -> bool:
        """Whether staff of ``section`` can be reached now; "" is any 課 without hours of its own."""
        return self.hours.is_open(section, datetime.now(JAPAN))

    def personal_kinds(self, text: str) -> tuple[str, ...]:
        """The kinds of personal data in ``text`` that stop it."""
        found = find_personal(text, self.office.prompts.public)
        return tuple(dict.fromkeys(one.kind for one in found if one.kind in STOPPED))

    @property
    def strange(self) -> tuple[str, ...]:
        """The files under prompts/ that are still another municipality's: residents are told nothing of them."""
        files = {
            "residents_hours.toml": self.hours.city,
            "public_names.toml": self.office.prompts.public.city,
        }
        return tuple(name for name, city in files.items() if city not in ("", self.office.city))

    @property
    def unnamed(self) -> str:
        """That residents are answered from an office's own papers in the name of the invented city, or ""."""
        return unnamed(self.office.index.ledger, self.office.city)

    @cached_property
    def phones(self) -> list[str]:
        """The telephones of the city, digits only: a question may name them."""
        return [re.sub(r"\D", "", phone) for phone in self.office.prompts.public.phones]


def public(office: Office) -> PublicOffice:
    """``office`` as residents meet it. The small model that comes with the product translates nothing for them: it takes
    minutes, and nobody here would see what it gets wrong."""
    writer = office.writer
    return PublicOffice(office, None if writer is None or writer.name.startswith(EMBEDDED) else writer)


def open_desk(office: Office) -> Desk:
    """The desk of ``office``; its conversations lie beside the index of the tenant."""
    texts = in_own_words(load_texts(office.widget_texts), office.city)
    most, folder = texts.limits, office.folder
    return Desk(
        public(office),
        texts,
        read_origins(office.widget_origins),
        open_conversations(office),
        Callbacks(folder / "residents.sqlite3"),
        Switches(folder / "switches.json"),
        load_hours(office.widget_texts.with_name("residents_hours.toml")).of(office.city),
        questions=Limits(most["per_minute"], most["per_day"]),
        starts=Limits(most["conversations_per_day"], most["conversations_per_day"]),
        calls=Limits(most["per_minute"], most["callbacks_per_day"]),
        messages=Limits(most["per_minute"] * 2, most["per_day"]),
    )


def open_conversations(office: Office) -> Conversations:
    """The conversations of ``office``; personal data is masked before anything is written."""
    public = office.prompts.public
    path = office.folder / "residents.sqlite3"
    return Conversations(path, mask=lambda text: Pseudonyms(public).hide(text))
