"""The sentences of the sources about each line of a section, with their numbers. Knows nothing of how they are laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise

from app.extractive.asked import both_asked, has_topic, has_unit, is_general, of_subject, parts_of, unit_asked
from app.extractive.form_words import form_pairs, in_form, own_words
from app.extractive.newer import year_of
from app.extractive.relevance import COURSE, tell
from app.extractive.statements import RECORDS, Statement, statements
from app.extractive.subjects import day_told, of_another_year, of_its_heading
from app.extractive.unsaid import is_opinion, is_said, names_form
from app.material import Material
from app.queries import expand
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.wording import pairs

SPARE = 2
"""Sentences more than asked for, of which some say nothing."""
_ASKS = re.compile(r"(?<=か。)|(?<=知りたい。)|(?<=ほしい。)|(?<=教えて。)")
_ADDRESSING = re.compile(
    r"貴(?:市|町|村|県|職|課|団体|会)(?![重金])|(?:のですね|ますね|ですか|ますか|でしょうか)[。？]?$"
    r"|お手数|くださいますよう|頂きたく|いただきたく|同封の|(?:伺いま|伺いたい|お尋ね)"
)
"""A sentence said to somebody (貴市におかれては, …のですね) asks or repeats: it states nothing of ours."""
_PROMISES = re.compile(
    r"(?:する|連絡する|提出する)こと。$|^[^0-9０-９]*(?:検討|研究|注視|努め)(?:を(?:進め|続け))?(?:して|て)?(?:まいり|いき|いたし|し)?ます。$"
)
"""What the council was promised then, or what a notice demands of its reader, is no news of today."""
_OF_A_RULE = re.compile(r"この(?:条例|規則|要綱|規程|要領|告示)は、")
"""What a rule is for tells a reader nothing of what it gives."""
_OF_A_FORM = re.compile(r"書類|様式|申請書|必要なもの|手続|提出")
_LOOKED_UP = "{調べること}"
_ASKED_OF = re.compile(r"^(?P<of>[^。、？はが]{2,20}?)(?:を教えて|は(?:いつ|どこ|何|いくら|だれ|誰))")
_SUBJECT = re.compile(r"[^（）]{1,20}[はがも]、|[一-龠ァ-ヶー][はが](?![、。])")
_OF_A_MEETING = re.compile(r"打合せ|打ち合わせ|会議|協議|メモ|決まったこと|意見|議論")
_AND_MORE = re.compile("数[と、・]")
_RUN = re.compile(r"[一-龠々ァ-ヶー]{2,}")
_ASPECT = r"(?:[一-龠]?数|便|推移|状況|実績|金額|額|費用|内容|現状|割合|期限|期間|締切り?|申請|申込み?|手続き?|方法)"
_TAIL = re.compile(rf"(?:の{_ASPECT}(?:[とや・]{_ASPECT})*)+$")
_NAME, _NAMED = 14, 4
_BARE = re.compile(
    r"^(?:午前|午後|毎[週月日]|[0-9０-９])|され(?:る|ます|た|ました)。$|(?:制度|もの|こと)(?:です|である|をいう)。$"
)
"""A sentence that says of something what is done with it, or what it is."""


def abouts_of(section: Section, material: Material) -> list[str]:
    """The lines of ``about``, a line of several questions or of several things as each of them."""
    lines = expand(section.about.split("\n"), material.values)
    parts = [part.strip() for line in lines for part in _ASKS.split(line) if part.strip()]
    return [each for part in parts for whole in both_asked(part) for each in parts_of(whole)]


def notes_of(
    section: Section,
    material: Material,
    abouts: Sequence[str],
    each_most: int,
    *,
    subject: str = "",
    unanswered: list[str] | None = None,
) -> tuple[tuple[int, str], ...]:
    """(number, sentence) about each of ``abouts``, in the order of the sources; the best first where the section
    prefers a kind. Those that no source tells anything of are added to ``unanswered``."""
    subject = subject or material.fill(material.template.sources.subject)
    found: dict[str, Statement] = {}
    own = own_words(material, section)
    given_words = form_pairs(material, section)
    papers = [each for each in material.evidence if not is_said(each)]
    for about in abouts:
        telling = partial(
            tell,
            material.evidence if _OF_A_MEETING.search(about) else papers,
            of_subject(about, subject),
            most=each_most + SPARE,
            kinds=section.kinds,
            words=section.words,
            prefer=section.prefer,
            prose=section.polite,
            but=frozenset((*material.told, *found, *own)),
        )
        told = _first_told(telling, about, subject, section, everywhere=unanswered is not None)
        told = _kept(told, section, material, given_words)[: each_most + bool(COURSE.search(about))]
        if not section.prefer:
            told.sort(key=lambda each: each.order)
        for each in told:
            found |= {own.text: own for own in (*_led(each, papers, material), each)}
        if not told and unanswered is not None:
            unanswered.append(about)
    headed = not section.polite
    said = _headed if headed else _of_its_question if section.by == "cited" else None
    return tuple((each.number, said(each) if said else each.text) for each in found.values())


def _of_talk(section: Section) -> bool:
    """Whether a section tells what was said in meetings."""
    return bool(section.kinds) and set(section.kinds) <= set(RECORDS)


def _led(each: Statement, papers: Sequence[Evidence], material: Material) -> list[Statement]:
    """The sentence that a ただし書 is of, where it is not told yet: 「ただし、次の者を除く。」 excludes from something."""
    if not each.text.startswith("ただし、"):
        return []
    rows = [one for one in statements(papers) if (one.number, one.heading) == (each.number, each.heading)]
    before = [one for one, after in pairwise(rows) if after.text == each.text]
    return [one for one in before if one.text not in material.told]


def _kept(
    told: Sequence[Statement], section: Section, material: Material, given_words: frozenset[str]
) -> list[Statement]:
    """Without what asks or repeats, what was promised then, what only says what a rule is for, and what the form says."""
    speech = section.polite and not material.template.sources.council
    day = day_told(material.values.values(), material.evidence)
    return [
        each
        for each in told
        if not _ADDRESSING.search(each.text)
        and not (speech and _PROMISES.search(each.text))
        and not (is_opinion(each.text) and not _of_talk(section))
        and not ((not section.plain or section.about == _LOOKED_UP) and _OF_A_RULE.match(each.text))
        and not in_form(each.text, given_words)
        and not (names_form(each.text) and not _OF_A_FORM.search(material.fill(section.about)))
        and not of_another_year(each.text, day)
    ]


def _first_told(
    telling: Callable[..., list[Statement]], about: str, subject: str, section: Section, *, everywhere: bool
) -> list[Statement]:
    """What is told on the subject; else, where the section looks wider, on the line alone; else by any kind of source."""
    told = telling(subject=subject)
    if section.wider:
        # 「台数と便」: what tells of the other thing has no number of the first
        unit = "" if _AND_MORE.search(about) else unit_asked(about)
        counting = [each for each in told if not unit or each.row or has_unit(unit, each.text)]
        told = [each for each in counting if _says_thing(each, about)]
    if not told and section.wider and has_topic(about) and not _names(about, subject):
        told = [each for each in telling() if _says_thing(each, about)]
    if not told and everywhere and section.kinds:
        told = telling(kinds=(), subject=subject)
    return told


def _says_thing(each: Statement, about: str) -> bool:
    """Whether a statement says the thing that a line asks of: 来館者 of 「海の交流館の来館者の数」, half of it at least."""
    things = _RUN.findall(_TAIL.sub("", about.strip("　 ・。？?")))
    if not things or is_general(about.strip("　 ・。？?")):
        return True
    wanted, said = pairs(things[-1]), pairs(f"{each.above}\n{each.text}")
    return not wanted or 2 * len(wanted & said) >= len(wanted)


def _names(about: str, subject: str) -> bool:
    """Whether a line names the subject itself (「かきまつりの時間」): what other matters have of that kind is no answer."""
    found = SequenceMatcher(None, about, subject, autojunk=False).find_longest_match()
    return found.size >= _NAMED


def _of_its_question(each: Statement) -> str:
    """An answer that names nothing, of what its question names: 「図書館の休館日は、月曜日…です。」"""
    match = _ASKED_OF.match(each.above) if each.asked and not _SUBJECT.search(each.text) else None
    return f"{match['of']}は、{each.text}" if match else of_its_heading(each)


def _headed(each: Statement) -> str:
    """A sentence that names nothing, with its heading: 「熱中症警戒アラート：暑さ指数が33以上と予測された日に発表されます。」"""
    named, own = pairs(each.heading), pairs(each.text)
    plain = len(each.heading) <= _NAME and not re.search(
        r"[（(]|方法|手続|お知らせ|もの$|こと$|とは$|結果|状況", each.heading
    )
    if each.row and year_of(each):
        head = each.above.split(" ")[-1]
        named_row = len(head) <= _NAME and not (pairs(head) & pairs(each.text)) and _RUN.match(head)
        return f"{head}　{each.text}" if named_row else each.text
    bare = bool(_BARE.search(each.text)) and not each.row and not each.asked
    if bare and plain and named and not named & own:
        return f"{each.heading}：{each.text}"
    return of_its_heading(each)
