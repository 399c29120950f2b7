"""Sentences of the sources in a draft, each with its [n]. Knows nothing of sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.attribution import attach
from app.checks.grounds.polarity import denials
from app.citation import cited_numbers
from app.extractive.asked import names_in
from app.extractive.statements import OF_ANY_YEAR, is_furniture, unlabelled
from app.extractive.tables import said_rows
from app.extractive.unsaid import announces, answered_only, counts_part, facts_kept, greets, is_asked
from app.retrieval import Evidence
from app.text.spans import find_spans, supports
from app.text.wording import is_row, pairs, rank_sentences, share
from app.text.years import dated
from ingest.law.numbers import era_year

_SAYS = 0.34
_SAYS_WITHOUT_FIGURES = 0.6
_FIGURES = ("数", "金額", "割合", "日付", "年月", "時刻")
_TELLS = 0.12
_ON_IT = 0.6
_PAIRS = 6
_FIGURE = 0.15
_ASKS_FIGURE = re.compile(r"数$|率$|額$|件数|人数|費用|実績|目標|推移|状況")
_ROW = re.compile(r"^[^。、：]{1,40}：[^。：]*、[^。：]*。$")
"""A row of a table as a sentence."""
_COUNTS = re.compile(r"[0-9０-９](?![0-9０-９,，.．]|[ 　]*(?:[|｜、]|$))")
"""A figure with its unit: 「教育課 | 23,900」 does not say of what."""
_FEWEST = 12
"""Characters: shorter ones are labels and headings."""
_ENDS = re.compile(r"(?<=。)|(?=\n)")
_HEADED = re.compile(r"^(?:[^。、\n]{1,50}\n)+(?=[^\n]*。|[^\n]* [|｜] )")
"""Short lines above a sentence, as a web page has them: its title, 「ページ番号 1000951」, a heading."""


def cited_sentence(
    evidence: tuple[Evidence, ...],
    about: str,
    *,
    also: str = "",
    fit: Callable[[str], bool] = lambda sentence: True,
) -> str:
    """The sentence of the sources that says most ``about`` it, with its [n]; "" when none says enough.

    With ``also`` the source has to be about it, and the sentence to say something of ``also`` (「費用 財源」). Only what
    is ``fit`` counts.
    """
    best, words, last = 0.0, "", ""
    asked = bool(_ASKS_FIGURE.search(about))
    named = names_in(about)
    wanted, needed = pairs(about), pairs(also)
    for one in evidence:
        if is_asked(one) or (needed and share(wanted, one.text) < _SAYS):
            continue
        if not all(name in f"{one.document.title}{one.passage.text}" for name in named):
            continue
        for worth, sentence in rank_sentences([_said(one)], wanted):
            if asked and re.search(r"[0-9０-９]", sentence):
                worth += _FIGURE
            worth = worth / 2 if is_said_row(sentence) and not needed else worth
            told = share(needed, sentence) if needed else worth - _SAYS
            later = is_said_row(sentence) and _is_later(sentence, last)
            if (
                told > 0
                and (worth + told > best or later)
                and not _is_later(last, sentence)
                and _stands(sentence, one)
                and fit(sentence)
            ):
                best, words = worth + told, cite(dated(sentence, one.document.issued), one.number)
                last = sentence
    return words


_YEARS = re.compile(r"(令和|平成)([0-9０-９元]+)年")


def _is_later(row: str, other: str) -> bool:
    """Whether two rows are of one table, the first of a later year."""
    mine, its = _YEARS.match(row), _YEARS.match(other)
    if not (mine and its and is_said_row(row) and is_said_row(other)):
        return False
    return _shape(row) == _shape(other) and era_year(*mine.groups()) > era_year(*its.groups())


def _shape(row: str) -> str:
    return re.sub(r"[0-9０-９,，.．元]+", "", row)


def near_sources(evidence: tuple[Evidence, ...], about: str, *, most: int = 2) -> tuple[int, ...]:
    """The numbers of the sources that have to do with ``about``, the nearest first."""
    wanted = pairs(about)
    worth = sorted(((share(wanted, one.text), -one.number) for one in evidence), reverse=True)
    return tuple(-number for value, number in worth[:most] if value >= _SAYS / 2)


def telling(
    evidence: tuple[Evidence, ...], about: str, *, most: int, subject: str = ""
) -> tuple[tuple[int, str], ...]:
    """(number, sentence) of the statements that say most ``about`` it, best first; rows of tables only for want of better.

    With a ``subject`` a sentence has to touch it, and to name it where its source is about something else.
    """
    wanted, named = pairs(about), pairs(subject)
    told: list[tuple[float, int, str]] = []
    days = {one.number: one.document.issued for one in evidence}
    for one in (each for each in evidence if not is_asked(each)):
        on_it = not named or share(named, one.text) >= _ON_IT
        for worth, sentence in rank_sentences([_spoken(_said(one))], wanted)[:3]:
            near = not named or share(named, sentence) > (0 if on_it else _ON_IT / 2)
            if worth >= _TELLS and near and _stands(sentence, one):
                words = bare(dated(sentence, one.document.issued))
                row = is_row(sentence) or is_said_row(sentence)
                told.append((worth / (2 if row else 1), one.number, words))
    told = [
        (worth / (2 if _said_later(number, words, told, days, wanted) else 1), number, words)
        for worth, number, words in told
    ]
    told.sort(key=lambda each: -each[0])
    chosen = {words: number for _, number, words in reversed(told)}
    return tuple((chosen[words], words) for words in dict.fromkeys(words for _, _, words in told))[:most]


def said_of(one: Evidence, about: str) -> str:
    """The quotation of a source where it states something; else what the source itself says most ``about`` it: a member's
    question, or the question of a FAQ, proves nothing."""
    quote = bare(one.citation.quote)
    if is_statement(quote) and not is_row(quote) and "ページ番号" not in quote:
        return quote
    told = [each for _, each in rank_sentences([_said(one)], pairs(about)) if _stands(each, one)]
    for each in told[1:]:
        told[0] = each if _is_later(each, told[0]) else told[0]
    return bare(told[0]) if told else quote


def _said(one: Evidence) -> str:
    """The text of a source with its rows as sentences, of minutes without what members ask."""
    text = facts_kept(answered_only(one.text)) if one.document.kind == "会議録" else one.text
    return said_rows(text, one.passage, one.document.title)


def _stands(sentence: str, one: Evidence) -> bool:
    """Whether it is a statement, of a year that is known."""
    return is_statement(sentence) and (one.document.issued is not None or not OF_ANY_YEAR.search(sentence))


def is_said_row(sentence: str) -> bool:
    """Whether a sentence is a row of a table: 「無償化事業：担当課 教育課、予算額（千円） 23,900。」 is not spoken."""
    return bool(_ROW.match(sentence))


def _said_later(
    number: int,
    words: str,
    told: Sequence[tuple[float, int, str]],
    days: Mapping[int, date | None],
    wanted: frozenset[str],
) -> bool:
    """Whether a newer paper says as much of what is asked, with figures where this has some: 83件, then 68件 before."""
    day, own = days[number], wanted & pairs(words)
    return day is not None and any(
        (later := days[other]) is not None
        and later > day
        and own <= pairs(text)
        and bool(_COUNTS.search(text)) >= bool(_COUNTS.search(words))
        for _, other, text in told
    )


_WHO = re.compile(r"^[　 ]*[○◎◆][^（）\n]{1,12}（[^（）\n]{1,12}）[　 ]*", re.MULTILINE)
"""Who speaks, as minutes of a council write it: ◎総務部長（常盤圭一君）."""


def bare(sentence: str) -> str:
    """The sentence without the marks of an item; a row of a table as it is read."""
    words = re.sub(r"^(?:[　 ・●○◎◆]+|[-*] )+", "", _HEADED.sub("", sentence.strip()))
    words = unlabelled(
        re.sub(r"^(?:[0-9０-９]{1,2}|[(（][0-9０-９]{1,2}[)）])[　 ]+", "", re.sub(r"\s*\n\s*", "", words))
    )
    return words.replace(" | ", "：", 1).replace(" | ", "、") if is_row(words) else words


def _spoken(text: str) -> str:
    """The words of an utterance without who says them, and without the courtesy that opens an answer."""
    plain = _WHO.sub("", text)
    plain = re.sub(
        r"^[　 ]*(?:事務局|委員|会長|委員長|座長|議長|[^\s：:。、]{1,8}[長員])[：:]",
        "",
        plain,
        flags=re.MULTILINE,
    )
    return re.sub(r"[^。\n]*(?:お答えいたします|お答えします|御質問)[^。\n]*。", "", plain)


def is_statement(sentence: str) -> bool:
    """Whether it tells something by itself: no question, no label, no row that only names the subject."""
    plain = re.sub(r"^[　 ・●]+", "", sentence.strip())
    if (
        len(plain) < _FEWEST
        or plain.startswith("|")
        or plain.endswith(("か。", "か", "？", "伺います。", "伺う。", "お尋ねします。"))
        or announces(_WHO.sub("", plain))
        or greets(plain)
        or counts_part(plain)
        or is_furniture(plain)
    ):
        return False
    return plain.endswith("。") or (is_row(plain) and bool(_COUNTS.search(plain)))


def cite(sentence: str, number: int) -> str:
    """「…である。」 and 2 → 「…である[2]。」; a row of a table is read as 「出席の見込み：720人」."""
    words = bare(_WHO.sub("", sentence))
    return f"{words[:-1]}[{number}]。" if words.endswith("。") else f"{words}[{number}]"


def with_sources(text: str, evidence: tuple[Evidence, ...]) -> str:
    """``text`` with [n] on the sentences that a source says too: the clause of a specification that a rule demands."""
    return "".join(_sourced(part, evidence) for part in _ENDS.split(text)) if evidence else text


def _sourced(sentence: str, evidence: tuple[Evidence, ...]) -> str:
    if len(sentence.strip()) < _FEWEST or is_row(sentence) or cited_numbers(sentence) or "【要" in sentence:
        return sentence
    said = sentence.strip()
    own = next((one for one in evidence if said.endswith("。") and said in one.passage.text), None)
    if own:
        return attach(sentence, (own,))
    made = attach(sentence, evidence)
    number = next(iter(cited_numbers(made)), 0)
    source = next((one for one in evidence if one.number == number), None)
    wanted = pairs(sentence)
    enough = _SAYS if find_spans(sentence) else _SAYS_WITHOUT_FIGURES
    told = source is not None and len(wanted) >= _PAIRS and share(wanted, source.passage.text) >= enough
    unsaid = source is not None and denials(sentence) > 0 and not denials(source.passage.text)
    known = find_spans(source.words) if source else []
    figures = [each for each in find_spans(sentence) if each.kind in _FIGURES]
    unsaid = unsaid or not all(any(supports(one, each) for one in known) for each in figures)
    return made if told and not unsaid else sentence
