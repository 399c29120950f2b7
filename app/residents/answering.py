"""A resident's question answered from public documents, step by step: emergency, personal data, route, search, answer.

Knows nothing of pages or of where conversations are kept. Sentences are shown only after the checks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.checks.instructions import without_instructions
from app.checks.personal.data import has_my_number
from app.events import Stage
from app.residents.bareword import ask_which
from app.residents.calming import after, beside_complaint
from app.residents.clause import nouns_asked
from app.residents.emergency import emergencies
from app.residents.events import Answered, AnswerEvent, Sentence
from app.residents.finding import Sources, find, named_as_here
from app.residents.following import read_on
from app.residents.kana import as_written, in_kanji
from app.residents.languages import language_of, with_ruby
from app.residents.office import PublicOffice
from app.residents.past import without_years
from app.residents.phrases import Phrases, Urgent
from app.residents.refusing import refuse
from app.residents.unclear import read_wish, says_nothing
from app.residents.whom import Signs, contact
from app.result import Answer, Choice, Trace
from app.text.telephones import WITH_AREA
from ingest.document import Hit

_HOURS = r"[0-9]{1,2}:[0-9]{2}〜[0-9]{1,2}:[0-9]{2}"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question before, its answer, and the passages it stood on."""

    question: str
    answer: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``history`` is oldest first, ``as_of`` the day whose documents apply (None: today)."""

    text: str
    language: str = "auto"
    history: tuple[Turn, ...] = ()
    as_of: date | None = None


@dataclass(slots=True)
class Talk:
    """One question on its way. ``query`` is what is searched for, in Japanese; ``finished`` ends it."""

    office: PublicOffice
    question: Question
    stop: threading.Event
    language: str
    query: str
    sources: Sources = field(default_factory=lambda: Sources(()))
    sought: tuple[str, str, Sources] | None = None
    """What was sought, the words under which it was found, and what was found: a step that comes to nothing leaves it."""
    finished: Answer | None = None
    before: str = ""
    """What is said before the answer."""
    urgent: tuple[Urgent, ...] = ()

    @property
    def phrases(self) -> Phrases:
        return self.office.phrases

    def canned(self, name: str, status: str, **values: str) -> Answer:
        """An answer in the resident's language from the fixed sentences, with the 課 where one was found."""
        text = self.phrases.say(name, self.language).format(**values)
        ruby = with_ruby(text) if self.language == "ja-easy" else ""
        handoff = {} if status in ("blocked", "out_of_scope") else self.handoff()
        return Answer(text, (), status, handoff, self.trace(), self.language, ruby=ruby)

    def handoff(self, used: Sequence[Hit] = (), told: str = "") -> dict[str, str]:
        """The 課 of the page that answers (``used``) or of its row ``told``, else of what was found, else of what was near."""
        found = self.sources.hits or self.sources.near
        words = self.phrases.words
        signs = Signs(WITH_AREA, _HOURS, words["owners"], words["halls"], self.phrases.text["hall"])
        asked = nouns_asked(self.query, self.phrases)
        return contact(self.office.index, used, found, self.office.viewer, signs, told, asked)

    def trace(self) -> Trace:
        name = self.office.writer.name if self.office.writer else "none"
        hits = tuple(hit.passage.id for hit in self.sources.hits)
        return Trace("", self.office.index.digest, name, hits)


def answer(office: PublicOffice, question: Question) -> Answer:
    """The whole answer at once."""
    last = list(stream(office, question))[-1]
    assert isinstance(last, Answered)
    return last.answer


def stream(
    office: PublicOffice, question: Question, *, stop_event: threading.Event | None = None
) -> Iterator[AnswerEvent]:
    """Stages, then sentences as they are ready, then the answer. Ends early once ``stop_event`` is set."""
    from app.residents.telling import with_related

    text, chosen = read_wish(question.text, question.language)
    plain = in_kanji(office.index, office.phrases.plainly(text), office.viewer)
    question = replace(question, text=plain)
    language = chosen if chosen != "auto" else language_of(text, office.phrases.known)
    talk = Talk(office, question, stop_event or threading.Event(), language, question.text)
    for step in STEPS:
        yield from step(talk)
        if talk.stop.is_set():
            return
        if talk.finished is not None:
            made = after(talk.before, with_related(talk, talk.finished))
            urgent = talk.phrases.contacts(talk.urgent, talk.language)
            yield Answered(replace(made, urgent=urgent, asked=language))
            return


def see_emergency(talk: Talk) -> Iterator[AnswerEvent]:
    """緊急なら、電話番号だけを先に出す. Perhaps an emergency: the number first, then the answer."""
    level, talk.urgent = emergencies(talk.office, talk.question.text)
    if not talk.urgent:
        return
    text = talk.phrases.advice(talk.urgent, talk.language)
    if level == "sure":
        talk.finished = Answer(text, (), "blocked", {}, talk.trace(), talk.language)
    else:
        yield Sentence(text, language=talk.language)


def stop_personal(talk: Talk) -> Iterator[AnswerEvent]:
    """マイナンバーなどは使わない."""
    if has_my_number(talk.question.text):
        talk.finished = talk.canned("number", "blocked")
    yield from ()


def follow_up(talk: Talk) -> Iterator[AnswerEvent]:
    """前の質問の続きなら、つないで読む; orders to the program are left out."""
    text, taken = without_instructions(talk.question.text)
    if taken and not text.strip(" 　。"):
        talk.finished = talk.canned("no_sources", "out_of_scope")
    japanese = "" if talk.language in ("ja", "ja-easy") else talk.phrases.japanese_query(text)
    if japanese:
        asked = (one.words[0] for one in talk.phrases.asks if one.asked_in(text))
        text = "　".join((japanese, *asked))
    talk.query = text if japanese else read_on(talk, text)
    yield from ()


def route(talk: Talk) -> Iterator[AnswerEvent]:
    """あいさつ、お礼、苦情には決まった文で. Where a complaint also names a matter, that is answered."""
    name = "nothing" if says_nothing(talk.question.text) else talk.phrases.route(talk.question.text)
    match name:
        case "complaint" if matter := beside_complaint(talk.question.text, talk.phrases):
            talk.question, talk.query = replace(talk.question, text=matter), matter
            talk.before = talk.phrases.text["calmly"]
            yield Sentence(talk.before, language=talk.language)
        case "thanks" | "complaint" as name:
            made = talk.canned(name, "clarify")
            talk.finished = made if name == "complaint" else replace(made, handoff={})
        case "hello" | "machine" | "nothing":
            choices = tuple(Choice(name, name) for name in list(talk.phrases.queries)[:6])
            said = "nothing" if name == "nothing" else "hello"
            talk.finished = replace(talk.canned(said, "clarify"), choices=choices, handoff={})
    yield from ()


def pick(talk: Talk) -> Iterator[AnswerEvent]:
    """文章モデルがあれば、答えになる行を選ばせる. Where it says nothing usable, the next steps answer without it."""
    from app.residents.picking import pick_lines

    yield from pick_lines(talk)


def apart(talk: Talk) -> Iterator[AnswerEvent]:
    """二つのことを聞いていればそれぞれに、先に事情を書いていれば聞いていることに答える."""
    from app.residents.retelling import without_story
    from app.residents.several import tell_each

    for step in (tell_each, without_story):
        yield from step(talk) if talk.finished is None else ()


def search(talk: Talk) -> Iterator[AnswerEvent]:
    """公開の文書からさがす. Without a source there is no answer, the 課 instead."""
    yield from seek(talk)
    if not talk.sources.hits and not talk.sources.own:
        talk.finished = refuse(talk)


def seek(talk: Talk) -> Iterator[AnswerEvent]:
    """The sources of ``talk``, and the words under which they were found."""
    yield Stage("searching", talk.phrases.text["searching"])
    asked = talk.query
    if talk.sought is not None and talk.sought[0] == asked:
        _, talk.query, talk.sources = talk.sought
        return
    for query in talk.phrases.reworded(named_as_here(talk.office.index, talk.query, talk.office.viewer)):
        talk.query = query
        talk.sources = find(
            talk.office.index,
            query,
            phrases=talk.phrases,
            viewer=talk.office.viewer,
            language=talk.language,
            as_of=talk.question.as_of,
            asked=talk.question.text,
        )
        if talk.sources.hits or talk.sources.own:
            break
    if talk.sources.day is not None:
        talk.query = without_years(talk.query)
    talk.query = as_written(talk.query, talk.sources.hits)
    talk.sought = asked, talk.query, talk.sources


def write(talk: Talk) -> Iterator[AnswerEvent]:
    """答えを組み立て、確かめてから出す."""
    from app.residents.telling import tell

    yield Stage("writing", talk.phrases.text["writing"])
    for event in tell(talk):
        if isinstance(event, Answered):
            talk.finished = event.answer
        else:
            yield event


STEPS: tuple[Callable[[Talk], Iterator[AnswerEvent]], ...] = (
    see_emergency,
    stop_personal,
    follow_up,
    route,
    ask_which,
    pick,
    apart,
    search,
    write,
)
"""緊急かを見て、個人情報を止め、続きを読み、振り分け、用件の分からないものは聞き返し、モデルに選ばせ、なければ、二つのことなら分け、さがし、答える."""
