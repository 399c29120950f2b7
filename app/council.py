"""What was answered in the council: 会期, 議員, 答弁者, question and answer, out of its minutes. Knows no drafts and no search.

The minutes of the plenary meeting are read (一般質問, 質疑); each answer belongs to the member who asked last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.meeting import Utterance, read_meeting
from app.text.matters import core_of
from app.text.wording import pairs, sentences, share
from ingest.document import Document
from ingest.law.numbers import find_wareki

_SESSION = re.compile(
    r"(令和|平成|昭和)[ 　]?([元0-9０-９]{1,2})年[ 　]?([^\n。]{0,30}?)(定例会|臨時会|定例議会|通年会議)"
)
_NUMBERED = re.compile(r"第?[0-9０-９一二三四五六七八九十]+[回月](?:[（(][^（）()]*[）)])?")
_BODY = re.compile(r"[^ 　0-9０-９第回月年（）()]{0,12}議会")
_SEAT = re.compile(r"^[ 　]*[0-9０-９]{1,2}[ 　]*番|議員[ 　]*(?:[（(]|$)|^議員")
_PERSON = re.compile(r"[（(]([^（）()]{1,20})[）)]|番[ 　]*([^（）()0-9０-９]{2,12})$")
_PRESIDES = re.compile(r"^[ 　]*(?:仮|副)?議[ 　]*長|^[ 　]*臨時議長")
_REPORTS = re.compile(r"(?:常任|特別|運営)委員長|^委員長")
_POLITE = re.compile(r"(?:議員|君|さん|氏|様)$")
_AGAIN = re.compile(r"再(?:々|再)?質問|再(?:々)?質疑|(?:もう一度|重ねて)[^。]{0,8}(?:伺|お尋ね|お聞き)")
_COURTESY = re.compile(
    r"^[^。]{0,20}[0-9０-９]+(?:点|項目)目?[^。]{0,6}(?:ござい|であり)ます|お答え(?:いた)?します|お答えを(?:いた)?します|御質問に|ありがとうございま|再質問(?:いた)?します"
)
CONCLUDES = re.compile(
    r"取り?組|努め|検討(?:して|いたし|します|する|し)|研究(?:して|いたし|します|する)|注視|考えておりません|べきもの|考えはご|考えはあ|予定で|実施(?:して|いたし|します)|要望して|時期尚早"
)
"""What a sentence says that promises, or refuses."""
_ON_IT, _NEAR_IT, _ASKED, _ASKED_WHOLLY = 0.5, 0.3, 0.6, 0.8
"""Shares of the subject's pairs: that a paragraph of the answer must have to be on it, or that it needs where a
sentence of the question has the third; a question that has the fourth is on the subject, whatever its answer calls it."""
_QUESTION = re.compile(r"(?:か|伺う|伺います|伺いたい|お尋ねします|お聞きします|求めます?)。?$")
_QUESTION_LONGEST = 80
_ONE_THING = 240
"""Characters of a first question up to which it is of one thing."""
_OWN_SUBJECT = re.compile(r"について|に関して|の件")
_TOUCHES = 0.15
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer and what was asked. ``start``/``end`` are the answer's place in the document's text.

    ``session`` is 「令和7年第4回定例会」; ``again`` tells that it answers a 再質問.
    """

    document: str
    session: str
    day: date | None
    member: str
    asked: str
    post: str
    name: str
    answer: str
    start: int
    end: int
    again: bool

    @property
    def when(self) -> str:
        """The session with its day where the minutes tell it: 「令和7年第4回定例会（12月9日）」."""
        return f"{self.session}（{self.day.month}月{self.day.day}日）" if self.day else self.session


def session_of(document: Document) -> str:
    """The council's session that the minutes are of, "" for any other document.

    >>> session_of(Document("x", "令和7年第4回みどり市議会定例会会議録（第3号）", "会議録", "", "", ""))
    '令和7年第4回定例会'
    """
    found = _SESSION.search(document.title) or _SESSION.search(document.text[:600])
    if found is None or document.kind != "会議録":
        return ""
    numbered = _NUMBERED.search(found[3])
    which = numbered[0] if numbered else re.sub(r"[ 　]", "", _BODY.sub("", found[3]))
    return f"{found[1]}{found[2]}年{which}{found[4]}"


def exchanges(document: Document) -> tuple[Exchange, ...]:
    """Every answer to a member in the minutes, in order; none where the document is not of the council."""
    return _exchanges(document) if session_of(document) else ()


@lru_cache(maxsize=64)  # 140 utterances take 60 ms, and a draft is checked again with every change
def _exchanges(document: Document) -> tuple[Exchange, ...]:
    return tuple(_read(document))


def _read(document: Document) -> Iterator[Exchange]:
    session, day = session_of(document), _day_of(document)
    member, asked, times = "", "", 0
    for one in read_meeting(document.text).utterances:
        if not one.speaker or _PRESIDES.search(one.speaker):
            continue
        if _SEAT.search(one.speaker):
            name = _name_in(one.speaker)
            times = times + 1 if name == member else 1
            member, asked = name, one.text
        elif _REPORTS.search(one.speaker):
            member = ""
        elif member:
            again = times > 1 or bool(_AGAIN.search(asked[:120]))
            yield _exchange(document, session, day, member, asked, one, again=again)


def _exchange(
    document: Document,
    session: str,
    day: date | None,
    member: str,
    asked: str,
    one: Utterance,
    *,
    again: bool,
) -> Exchange:
    post = re.split(r"[（(]", one.speaker)[0].strip(" 　")
    name = _name_in(one.speaker)
    return Exchange(document.id, session, day, member, asked, post, name, one.text, one.start, one.end, again)


def _name_in(speaker: str) -> str:
    found = _PERSON.search(speaker)
    words = (found[1] or found[2]) if found else re.sub(r"^[ 　]*[0-9０-９]{1,2}[ 　]*番", "", speaker)
    return _POLITE.sub("", re.sub(r"[ 　]", "", words))


def _day_of(document: Document) -> date | None:
    if document.issued:
        return document.issued
    for found in find_wareki(document.text[:600]):
        if found.valid and found.month and found.day:
            return date(found.year, found.month, found.day)
    return None


# ---- what an answer says on a subject


def on_subject(one: Exchange, subject: str) -> float:
    """How much of the subject one paragraph of the answer has, 0 to 1; what was asked counts for a little."""
    wanted = pairs(core_of(subject))
    best = max((share(wanted, each) for each in one.answer.split("\n")), default=0.0)
    return best + 0.25 * _asked(one, wanted)


def is_on(one: Exchange, subject: str, matters: Sequence[str] = ()) -> bool:
    """Whether the answer is on the subject, and not only its question; a question that names the subject may be answered
    in the words of one of its ``matters`` (「ツキノワグマの目撃は47件」)."""
    wanted = pairs(core_of(subject))
    best = max((share(wanted, each) for each in one.answer.split("\n")), default=0.0)
    asked = _asked(one, wanted)
    said = asked >= _ASKED_WHOLLY and any(pairs(each) & pairs(one.answer) for each in matters)
    return best >= _ON_IT or (best >= _NEAR_IT and asked >= _ASKED) or said


def goes_on(one: Exchange, subject: str) -> bool:
    """Whether a further question and its answer both still speak of the subject."""
    wanted = pairs(core_of(subject))
    return one.again and share(wanted, one.answer) >= _NEAR_IT and _asked(one, wanted) >= _NEAR_IT


def follows_up(one: Exchange, before: Exchange | None) -> bool:
    """Whether a further question goes on from the answer ``before`` it, which is on the subject: a short question of no
    subject of its own (「運転手は何人いて、何人足りないのですか。」) after one that asked a single thing."""
    return (
        before is not None
        and one.again
        and one.member == before.member
        and len(one.asked) <= _QUESTION_LONGEST
        and (before.again or len(before.asked) <= _ONE_THING)
        and not _OWN_SUBJECT.search(one.asked)
    )


def answers_one_of(one: Exchange, matters: Sequence[str]) -> bool:
    """Whether the exchange is on one of the matters that a question names."""
    return any(is_on(one, each) for each in matters)


def asks_on(one: Exchange, matters: Sequence[str]) -> bool:
    """Whether a further question and its answer both have a word of one of the matters: 「浜浦地区はどうか。」 of 浜浦のタワー."""
    return one.again and any(pairs(each) & pairs(one.asked) & pairs(one.answer) for each in matters)


def nearest(one: Exchange, matters: Sequence[str]) -> str:
    """That of the matters which a sentence of the answer says most of; the first on a tie."""
    told = sentences(one.answer)
    return max(matters, key=lambda each: max((share(pairs(each), said) for said in told), default=0.0))


def _asked(one: Exchange, wanted: frozenset[str]) -> float:
    return max((share(wanted, each) for each in sentences(one.asked)), default=0.0)


def concluding(one: Exchange, subject: str) -> str:
    """The sentence of the answer that promises or refuses on the subject, as it was said; "" where none does."""
    wanted = pairs(subject)
    best: tuple[float, int, str] = (0.0, 0, "")
    for number, paragraph in enumerate(one.answer.split("\n")):
        near = share(wanted, paragraph)
        for sentence in sentences(paragraph):
            if CONCLUDES.search(sentence) and not sentence.rstrip("。").endswith("か"):
                worth = share(wanted, sentence) + near / 2
                best = max(best, (worth, number, sentence))
    return best[2] if best[0] > 0 else ""


def again_asked(one: Exchange) -> str:
    """What a further question asked, without its opening: 「通学路の安全はどうするのか。」; "" for a first question."""
    if not one.again:
        return ""
    told = [each.strip() for each in sentences(one.asked) if _QUESTION.search(each.strip())]
    return re.sub(r"\s*\n\s*", "", told[0]) if told and len(told[0]) <= _QUESTION_LONGEST else ""


def gist(one: Exchange, subject: str) -> str:
    """要旨: the sentence that says most on the subject and the one that concludes, verbatim, 120 characters or so."""
    from app.extractive.unsaid import announces

    wanted = pairs(subject)
    told = [
        each for each in sentences(one.answer) if not _COURTESY.search(each) and not announces(each.strip())
    ] or [one.answer]
    ranked = sorted(told, key=lambda each: -share(wanted, each) / (1 + max(0, len(each) - 60) / 120))
    last = concluding(one, subject)
    chosen = [last] if last else []
    for each in ranked:
        if (
            each not in chosen
            and share(wanted, each) >= _TOUCHES
            and sum(map(len, chosen)) + len(each) <= _LONGEST
        ):
            chosen.append(each)
            break
    ordered = sorted(chosen or ranked[:1], key=one.answer.find)
    return "".join(re.sub(r"\s*\n\s*", "", each).strip() for each in ordered)
