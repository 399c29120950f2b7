"""What of a question the pages of an answer do not speak of at all. Knows no search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.ages import without_age
from app.residents.answering import Talk
from app.residents.asking import DOING, WHO
from app.residents.clause import POLITE, VAGUE, core_of, names, own_nouns, tells_story, things
from app.residents.composing import Line
from app.residents.focus import place
from app.residents.inother import in_other_words
from app.residents.matter import COUNTED, matter_of
from app.text.wording import overlaps
from ingest.document import Hit
from ingest.search.coverage import nouns_of, squeezed, unspoken
from ingest.search.premises import facilities
from ingest.search.synonyms import Synonyms
from ingest.search_key import normalise, solid

_AT = re.compile(
    r"[ぁ-ん一-龠]{1,3}に(?=行|来|いけ|いく|いっ)|(?:[一-龠々ァ-ヺーA-Za-z]+の)?お?[一-龠々ァ-ヺー]+[りし]?で(?![すきはもしあな])(?=.)"
)
"""Where or at what something is done: 「町内のお祭りで」 AED を借りる is no thing that a page has to speak of."""
_TOPIC = re.compile(r"([^、。？?ただのをがで]{2,16}?)(?:(?<![にと])は|(?<=[一-龠々ァ-ヺー])って)(?=.)")
"""What a question is about: 「紙おむつはどこのメーカーですか」 is not answered by a page that speaks of a メーカー of other things."""
_OWNER = re.compile(r"^([一-龠々ァ-ヺーA-Za-z]{2,12})の([一-龠々ァ-ヺー]{2,})")
"""Whose a thing is, and the thing: 「ペットの火葬」 is not answered by a page on 火葬 that speaks of no ペット, nor by one on ペット
where there is no word of 火葬."""
STEM = re.compile(r"(?<=[一-龠])[いきしちにひみりぎびえけせてねべめれ]$")
"""The end of a noun made of a verb: 持ち込み and 持ち込む are one."""

KIND = 3
"""The last letters of the name of a facility, which say what it is: 公民館, センター."""
APART = 3
"""Letters before the last noun of a name that make it another thing: 帯状疱疹 of 帯状疱疹ワクチン, not 町営 of 町営住宅."""
_ANY = re.compile(r"手続き?|方法|利用|案内|手順|仕方")
"""What any page tells of its matter: nothing is lacking where a page on り災証明書 has no word of 手続き."""
_ACTS = ("申し?込", "予約", "登録", "修理|修繕", "交換", "変更")
"""What people want to do, as they and the office write it."""
_AGES = (
    re.compile(r"子(?:ども|供)|こども|小学生|中学生|高校生|乳幼児|未就学児|赤ちゃん"),
    re.compile(r"高齢者|お年寄り|老人|シニア"),
)


def unsaid(talk: Talk, lines: Sequence[Line]) -> tuple[str, ...]:
    """The nouns of the question beside the title of the page of ``lines``, where the page, as far as it was found, says none
    of them in any spelling: 薪 of 「キャンプ場の薪」 on the page of its fees. () where it says one, or nothing is asked beside."""
    hits = _pages(talk.sources.hits, lines)
    if not hits:
        return ()
    found = _unsaid(talk, talk.query, hits) or _unsaid(talk, talk.question.text, hits)
    return (found if found and not in_other_words(talk, found, lines) else ()) or beside_it(talk, lines)


def beside_it(talk: Talk, lines: Sequence[Line]) -> tuple[str, ...]:
    """What the question asks of that is not in the pages of ``lines``: with it, nothing there answers. () where a row is told that
    is named as one of the things asked of."""
    if others := for_others(talk.question.text, lines) or of_other_place(talk.question.text, lines):
        return others
    rows = [line.text for line in lines if line.kind == "表"]
    asked = things(core_of(talk.question.text, talk.phrases), talk.phrases)
    if any(normalise(row).startswith(thing) for row in rows for thing in asked):
        return ()
    found = missing(talk, _pages(talk.sources.hits, lines)) or untold(talk, lines)
    return () if in_other_words(talk, found, lines) else found


def for_others(question: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """For whom it is asked, children or the old, where all ``lines`` stand on pages titled as of the others alone: the 予防接種 of
    the 高齢者 are no answer on those of 子ども."""
    titles = [normalise(line.hit.document.title) for line in lines]
    for own, other in (_AGES, _AGES[::-1]):
        asked = own.search(normalise(question))
        of_others = all(other.search(title) and not own.search(title) for title in titles)
        if asked and titles and of_others and not other.search(normalise(question)):
            return (asked[0],)
    return ()


def of_other_place(question: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The facilities asked of, where the lines and what they stand in tell of no 公民館: the hours of the gym are none of 中央公民館."""
    if not (asked := facilities(question)):
        return ()
    rows = (line.hit.passage.text for line in lines if "\n" not in line.hit.passage.text)
    said = (text for line in lines for text in (line.heading, line.text, line.hit.document.title))
    told = normalise("\n".join((*said, *rows)))
    meant = any(one in told or one[-KIND:] in told for one in asked)
    return () if meant or not lines else asked


def untold(talk: Talk, lines: Sequence[Line]) -> tuple[str, ...]:
    """The nouns of a message whose last clause names no thing, where what is told of it says none of them: 「手すりを付けたい。補助
    はいくら」 is not answered with the 補助 for a wall."""
    text = talk.question.text
    if not tells_story(text) or core_of(text, talk.phrases) != text:
        return ()
    found = own_nouns(text, talk.phrases)
    hits = [line.hit for line in lines]
    told = normalise("\n".join(f"{place(hit)}\n{hit.passage.text}" for hit in hits))
    synonyms = talk.office.index.lexicon.synonyms
    return () if any(is_said(noun, text, told, hits, synonyms) for noun in found) else found


def missing(talk: Talk, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The things that the question asks of, its story left out, of which the pages of ``hits`` do not speak."""
    text = talk.question.text
    asked = core_of(text, talk.phrases)
    if asked == text and tells_story(text):
        return ()
    index, halls = talk.office.index, talk.phrases.words["halls"]
    alone = {hit.document.id for hit in hits if matter_of(hit) != hit.document.id}
    pages = [index.document(name, talk.office.viewer) for name in {hit.document.id for hit in hits} - alone]
    whole = normalise("\n".join((*(page.text for page in pages if page), *map(_said, hits))))

    def told(noun: str) -> bool:
        return is_said(noun, asked, whole, hits, index.lexicon.synonyms)

    lacking = [one for one in things(asked, talk.phrases) if one not in halls and not told(one)]
    for name in names(asked, talk.phrases):
        before = own_nouns(name, talk.phrases)[:-1]
        if len("".join(before)) >= APART and not any(map(told, before)):
            lacking.append(name)
    return tuple(dict.fromkeys(lacking))


def _said(hit: Hit) -> str:
    return f"{hit.document.title}\n{hit.passage.text}"


def is_said(thing: str, asked: str, whole: str, hits: Sequence[Hit], synonyms: Synonyms) -> bool:
    """Whether pages speak of a thing: in these letters, in another spelling or by another name of the office."""
    stem = POLITE.sub("", STEM.sub("", thing))
    if stem in whole or squeezed(thing) in whole:
        return True
    named = (same for words, same in synonyms.explained(asked) if overlaps(solid(thing), words))
    if any(word in whole for same in named for word in same):
        return True
    nouns = nouns_of(thing)
    short = len(nouns) > 1 and not COUNTED.fullmatch(nouns[-1])  # 機 is in many words, 処理機 is one
    return bool(nouns) and not short and nouns[0] not in unspoken(thing, hits, synonyms=synonyms)


def is_of_another(talk: Talk, lacking: Sequence[str]) -> bool:
    """Whether ``lacking`` is the owner or the thing of 「…の…」: what is told is then of something else that shares the other."""
    owner = _OWNER.search(normalise(talk.query))
    parts = [tuple(nouns_of(part)) for part in owner.groups()] if owner else []
    return bool(lacking) and any(set(lacking) <= set(part) for part in parts)


def unsaid_of(talk: Talk, words: Sequence[str], hits: Sequence[Hit], lines: Sequence[Line]) -> bool:
    """Whether the pages of ``lines`` say none of ``words``, what the first ones lacked; False where they lacked nothing."""
    told = _pages(hits, lines)
    return bool(words) and set(words) <= set(
        unspoken("、".join(words), told, synonyms=talk.office.index.lexicon.synonyms)
    )


def _pages(hits: Sequence[Hit], lines: Sequence[Line]) -> list[Hit]:
    """What was found of the pages of ``lines``; of a list of questions each is a page of its own."""
    told = {matter_of(line.hit) for line in lines}
    return [hit for hit in hits if matter_of(hit) in told]


def _unsaid(talk: Talk, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What of ``question`` is lacking, also when where and at what something is done is left out."""
    question = without_age(normalise(question))
    lacking = _lacking(talk, question, hits)
    asked = _AT.sub("", question) if lacking else question
    return _lacking(talk, asked, hits) if asked != question else lacking


def _lacking(talk: Talk, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    title = normalise("".join(hit.document.title for hit in hits))
    asked = [word for one in talk.phrases.asks if one.asked_in(question) for word in one.words]
    left = (noun for noun in nouns_of(question) if noun not in title and not WHO.fullmatch(noun))
    nouns = [noun for noun in left if not overlaps(noun, asked)]
    acts = (noun for noun in nouns if not _ANY.fullmatch(noun))
    beside = tuple(noun for noun in nouns if not DOING.fullmatch(noun)) or tuple(acts)
    words = unspoken(question, hits, synonyms=talk.office.index.lexicon.synonyms)
    said = normalise("\n".join(hit.passage.text for hit in hits))
    silent = {word for word in words if word == (stem := STEM.sub("", word)) or stem not in said}
    beside = tuple(noun for noun in beside if noun not in silent or not VAGUE.fullmatch(noun))
    if lacks := undone(question, said, hits):
        return lacks
    if silent.issuperset(beside):
        return beside
    if own := alone(question, beside, silent, said):
        return own
    topic = _TOPIC.match(question)
    own = tuple(noun for noun in nouns_of(topic[1] if topic else "") if noun in beside)
    return own if own and own[-1] in silent and len(own[-1]) > 1 else ()


def undone(question: str, said: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What is asked to be done, of which questions with their answers say nothing: 「がん検診の費用」 is no answer to its 申込み."""
    rows = all(matter_of(hit) != hit.document.id for hit in hits)
    nouns = nouns_of(question) if rows else ()
    acts = tuple(noun for noun in nouns if any(re.match(act, noun) for act in _ACTS))
    told = any(re.match(act, noun) and re.search(act, said) for act in _ACTS for noun in acts)
    return () if told else acts


def alone(question: str, beside: Sequence[str], silent: set[str], said: str) -> tuple[str, ...]:
    """The nouns of the owner or of the thing of 「…の…」, where of one of the two nothing is said."""
    for part in owner.groups() if (owner := _OWNER.search(question)) else ():
        own = tuple(noun for noun in nouns_of(part) if noun in beside)
        if own and silent.issuperset(own) and normalise(part) not in said:
            return own
    return ()
