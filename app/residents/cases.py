"""Whether a section is of the case that is asked about, and whether it tells days of rest. Knows no other sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.asking import DOING, WHO, Asked, has_form
from app.residents.composing import term_of
from app.residents.sections import Section
from app.residents.ways import names_papers
from app.text.wording import asked_in, is_row, pairs
from ingest.patterns import made_of
from ingest.search_key import normalise

_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_CLOSED = re.compile(
    r"休(?:館|業|園|診|場|校|止)?日|定休|運休|(?<![夏冬春])休み|休(?:館|業|園|診)(?!中)|閉まって|閉館日"
)
_YEAR_END = r"(?:年末年始|三が日|12月(?:29|3[01])日|(?<![0-9])1月[1-3]日)"
_HOLIDAY = re.compile(
    rf"{_YEAR_END}[^。]{{0,16}}(?:開|あ[いく]|空[いく]|営業|やって|使え|休)|(?:開館|営業|開いて|休み)[^。]{{0,8}}{_YEAR_END}"
)
"""Whether a place is open at the end of the year, when nearly all are closed."""
_SHUT = re.compile(r"休|閉")


def is_asked_case(heading: str, question: str) -> bool:
    """Whether a heading is of the very case that ``question`` tells of, a verb and not only its noun: 「カードをなくしたとき」.

    >>> is_asked_case("カードをなくしたとき", "マイナカードなくした"), is_asked_case("カードの更新", "カードなくした")
    (True, False)
    """
    whole = re.sub(r"[(（][^()（）]*[)）]$", "", normalise(heading))
    head = re.sub(r"(?:の)?(?:とき|場合)[はに]?$", "", whole)
    if head == whole:
        return False
    words = re.split(r"[をがにでへとはの・、]|とき|場合", head)
    stems = [re.sub(r"(?:した|する|った|いた|んだ|[るたいうくむす])$", "", word) for word in words]
    said = normalise(question)
    return any(
        stem != word and (word in said or (len(stem) > 1 and stem in said))
        for stem, word in zip(stems, words, strict=True)
    )


_NOTE = re.compile(
    r"[(（](?:参考|旧)[)）]$|^[※◎●・■]?(?:ご?注意|注釈|注記|備考|留意|その他|関連|リンク|参考|ダウンロード|(?:申請|届出)?(?:様式|書類)のダウンロード)"
)


_REMARK = re.compile(r"^[※・ ]*(?:備考|注記|注釈|注意)[0-9０-９]?[：:）)]")


def is_note(section: Section, question: str) -> bool:
    """Whether a section is a note, or beside the matter (「ご注意」「その他」), and the question does not ask for that."""
    found = _NOTE.search(normalise(section.heading)) or _REMARK.search(section.text)
    return bool(found) and not pairs(found[0] if found else "") & pairs(question)


def is_beneath(asked: Asked, section: Section, leader: Section | None) -> bool:
    """Whether a section stands beside ``leader`` on one page, below the same heading, and neither is a thing of its own that
    the question names: 「支給金額」 beside 「支給要件」 is of the same matter, 「胃がん検診」 beside 「乳がん検診」 is not."""
    if leader is None or section.hit.document.id != leader.hit.document.id:
        return False
    if names_papers(asked.question, section.heading):
        return True
    above, passage = "\n".join(section.hit.passage.headings), section.hit.passage
    if passage.id != leader.hit.passage.id and passage.headings != leader.hit.passage.headings:
        return False
    named = (asked.matter - pairs(leader.hit.document.title)) & pairs(leader.heading)
    beside = passage.id == leader.hit.passage.id and leader.heading in passage.headings
    return bool(section.heading) and named <= pairs(above) and not (named and beside)


def is_entry(asked: Asked, section: Section, leader: Section | None) -> bool:
    """Whether a section is an entry of a list below the heading of ``leader`` that has the form asked for: 「受付：月曜日から」."""
    above = section.above[-1:] if leader and section.hit.passage.id == leader.hit.passage.id else ()
    return bool(leader and above == (leader.heading,)) and has_form(asked.forms, section.text)


def is_asked_itself(asked: Asked, section: Section) -> bool:
    """Whether a row of a list of questions is the question that is asked: it names every thing and figure that ``asked`` does."""
    question = normalise("".join(asked_in(section.text)))
    named = (*asked.nouns, *re.findall("[0-9]+", normalise(asked.question)))
    return bool(question and asked.nouns) and all(each in question for each in named)


def is_called(asked: Asked, section: Section) -> bool:
    """Whether the heading has the office's name of what the question tells without naming a thing beside the title, and the
    title has not: 転入届 for 「引っ越してきました」 on a page of all that is to be done by those who move."""
    title, heading = normalise(section.hit.document.title), normalise(section.heading)
    said = (
        noun in title or noun in asked.told or DOING.fullmatch(noun) or WHO.fullmatch(noun)
        for noun in asked.nouns
    )
    if not all(said):
        return False
    named = (
        normalise(word)
        for word in asked.meant
        if word not in asked.question and not pairs(word) <= asked.plain
    )
    return any(word in heading and word not in title for word in named)


_LONGER = re.compile(r"[下副再非未旧]")
"""What before a word makes it that of another thing: 下水道."""


def is_of_longer(asked: Asked, title: str) -> bool:
    """Whether a page is titled by another thing of which a thing of the question is only the end: 下水道 for 水道."""
    plain, question = normalise(title), normalise(asked.question)
    nouns = [noun for noun in asked.nouns if len(noun) > 1 and noun in plain and not _LONGER.search(noun)]
    return any(
        not made_of(rf"(?<!{_LONGER.pattern}){re.escape(noun)}").search(plain)
        for noun in nouns
        if not made_of(rf"{_LONGER.pattern}{re.escape(noun)}").search(question)
    )


def lacks_rest(question: str, said: str) -> bool:
    """Whether days of rest, or what is open on such a day, are asked for and ``said`` tells none.

    >>> lacks_rest("図書館の休館日は", "本館　開館時間：9:00〜19:00"), lacks_rest("図書館の電話は", "本館　電話")
    (True, False)
    """
    return bool(_CLOSED.search(question) or asks_holiday(question)) and not _SHUT.search(said)


def asks_holiday(question: str) -> bool:
    """Whether it is asked if a place is open at the end of the year: that is told by days, not by hours."""
    return bool(_HOLIDAY.search(question))


def tells_rest(question: str, said: str) -> bool:
    """Whether days of rest are asked for and told: 「あいている時間」 has days and hours too.

    >>> tells_rest("図書室の休館日は", "お休み：月曜日"), tells_rest("図書室の休館日は", "あいている時間：10時から")
    (True, False)
    """
    return bool((_CLOSED.search(question) or asks_holiday(question)) and _SHUT.search(said))


def is_beside(asked: Asked, section: Section, said: Sequence[str]) -> bool:
    """Whether lines stand beside a table of which nothing is asked and say no more of the matter than the title does:
    「検針は2か月に1回です。」 below the charges is no answer to 「水道止めたい」."""
    own = asked.wanted - pairs(section.hit.document.title)
    table = any(map(is_row, section.text.splitlines()))
    return table and not any(
        own & pairs(text) or (asked.forms and has_form(asked.forms, text)) for text in said
    )


def is_beside_rows(asked: Asked, section: Section) -> bool:
    """Whether the office's word for what is asked stands beside a table and not in it: 延長 below how many books one may have."""
    meant = [word for word in asked.meant if word not in asked.question]
    rows, lines = list[str](), list[str]()
    for line in section.text.splitlines():
        (rows if is_row(line) else lines).append(line)
    return (
        bool(rows and lines)
        and any(word in "\n".join(lines) for word in meant)
        and not any(word in "\n".join((section.head, *rows)) for word in meant)
    )


def names_row(asked: Asked, section: Section) -> bool:
    """Whether a table has a row, named as the question names it, that has the form asked for: 「均等割（1人） | 24,000円」."""
    question = normalise(asked.question)
    rows = (line for line in section.text.splitlines() if is_row(line) and has_form(asked.forms, line))
    names = (_ASIDE.sub("", normalise(row.split("|")[0])).strip() for row in rows)
    return bool(asked.forms) and any(len(name) > 1 and name in question for name in names)


def is_headed(asked: Asked, section: Section) -> bool:
    """Whether a heading names the kind of answer that is asked for, 「投票時間」 for 何時, or the term of a line that has it:
    「開館：9:00〜21:30」."""
    terms = (term_of(line) for line in section.text.splitlines() if has_form(asked.forms, line))
    named = asked.plain & pairs("　".join((section.heading, *terms)))
    return bool(named) or names_papers(asked.question, section.heading)
