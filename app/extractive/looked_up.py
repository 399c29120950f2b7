"""The answer of a search in the office's own documents: the paragraph that answers, whole, with its 号, its rows and the 別表
that it refers to. Knows nothing of models.

A clerk who looks a rule up needs its ただし書 and its list as much as its first sentence: a sentence alone that says
「次の表のとおりとする」 answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.extractive.answer_form import AnswerForm, by_case, by_form, form_of, in_full
from app.extractive.asked import as_asked, is_general, other_year
from app.extractive.paragraphs import Paragraph, paragraphs_of
from app.extractive.ranged import amount_in, in_range
from app.extractive.retelling import retell
from app.extractive.statements import RECORDS
from app.extractive.weighing import meaning_pairs, rarity, share
from app.law.task import KINDS
from app.material import Material, Piece
from app.queries import expand
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.priced import answers, asks, asks_figure
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

_LEAST = 0.15
_HEADING, _NAMED, _NOUNS, _RANK = 0.5, 0.4, 0.3, 0.08
"""What words in what stands above are worth, a heading that the question says whole, all nouns of the question, and what
a rank costs."""
_POINTS = re.compile(
    r"(?:次|下記|別紙|以下)のとおり[^。]{0,20}(?:ました|ます|通知|知らせ)|は、次に定めるところによる。$"
)
"""A sentence that only points at what comes below, in another passage."""
_QUESTION, _PLACE = 0.8, 0.02
"""What the words of a question of a FAQ are worth, and what it costs to stand further down."""
_PREFERRED, _LESS, _OTHERWISE = 1.2, 0.75, 0.6
"""A regulation counts more than what was written by it; what is of one case, and a table where no figure is asked, less;
what was said in a meeting, what only changes a regulation and a 特例 that is not asked for, less still."""
_CHANGES = ("新旧対照表",)
_ONE_CASE = ("契約書", "仕様書", "メール")
"""What was agreed or written for one case is no rule for others."""
_SPECIAL = re.compile(r"特例|経過措置|準用|読替え|定義")
_FORM = 0.3
"""What a figure of the kind asked for is worth."""
_OUTSIDE = 0.4
"""What a paragraph keeps whose amounts do not hold that of the question."""
_BESIDE, _MORE = 0.75, 0.3
"""Of the best one's worth, and of what the best one does not say: what has less stands beside it for nothing."""
_SHORT = 400
"""Characters of a 条 that is told whole."""
_UNSAID = "【要確認：お尋ねの額、日、数は、この根拠には書かれていません。別表や担当課で確かめてください。】"
_FIGURE = re.compile(r"[0-9０-９](?:円|パーセント|[％%]|分の[0-9]|月分|か月)")
_LEADS, _HEAD = re.compile(r"別表|に定める[額数日]|乗じて"), re.compile(r"は(?:いくら|何|どれ|どの)")
"""What leads to a figure without saying it; what stands before は is what is asked, and its noun is the last."""
_MONEY, _IN_YEN = re.compile(r"いくら|何[万千]?円"), re.compile(r"単位[：: 　]*(?:百万|千|万)?円")
_HOW_MANY = re.compile(r"何[一-龠か]月?")
_COUNTER = re.compile(r"[かヶ]月|回|週間|時間")
_REFERS = re.compile(r"前[0-9０-９二三]?項|(?<!条)第[0-9０-９]+項|同項")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: its words with the office's other words for them, each noun with those for it, whether it asks for a
    figure, and the form of what answers it."""

    question: str
    wanted: frozenset[str]
    nouns: tuple[tuple[str, ...], ...]
    figure: bool
    form: AnswerForm | None
    amount: Decimal | None


def make_looked_up(section: Section, material: Material) -> Iterator[Piece]:
    """The paragraph that answers each line of ``about``, with what belongs to it; for want of one the section's ``text``."""
    told = [paragraph for one in material.evidence for paragraph in paragraphs_of(one)]
    lines, numbers = list[str](), list[int]()
    for about in expand(section.about.split("\n"), material.values):
        asked = _asked(about, material)
        chosen = list(_chosen(asked, told, section, material))
        said = [
            line for paragraph in chosen for line in retell(paragraph, asked.question, asked.wanted, told)
        ]
        material.told.update(words for paragraph in chosen for words in paragraph.lead)
        lines += [line for line in said if line not in lines]
        numbers += [paragraph.number for paragraph in chosen]
        if said and asked.figure and not _tells(asked, "\n".join(said), chosen):
            lines.append(f"　{_UNSAID}")
    yield Piece(
        "\n".join(lines) or material.fill(section.text),
        section,
        ask=material.ask(section) if lines else "",
        target=section.target(material.values),
        sources=tuple(dict.fromkeys(numbers)),
    )


def _says(asked: _Asked, each: Paragraph) -> bool:
    """Whether a paragraph has a figure where one is asked for, or at least the last noun, what is asked of the others: the
    place of 文化会館 says nothing of 「文化会館のキャンセル料」."""
    if not asked.figure or not asked.nouns or _has_figure(asked.question, each):
        return True
    said = normalise(f"{each.above}\n{each.text}")
    return bool(_FIGURE.search(each.text)) or any(word in said for word in asked.nouns[-1])


def _tells(asked: _Asked, said: str, chosen: Sequence[Paragraph]) -> bool:
    """Whether a figure of the kind asked for is there; a share (10分の7) is one, whatever it was asked by."""
    had = any(_has_figure(asked.question, each) for each in chosen)
    return had or answers(asked.question, said) or bool(_FIGURE.search(said))


def _asked(about: str, material: Material) -> _Asked:
    others, explained = material.synonyms.expand(about), material.synonyms.explained(about)
    nouns = tuple(
        (noun, *(word for words, same in explained if _of(noun, words) for word in same))
        for noun in map(normalise, nouns_of(about))
        if not is_general(noun) and not _COUNTER.fullmatch(noun)
    )
    wanted = meaning_pairs(f"{about}\n{'　'.join(others)}")
    form, about = form_of(about), in_full(about)
    figure = asks_figure(f"{about.rstrip('。？?か')}か") and (form is None or asks_figure(about))
    about = f"{about.rstrip('。？?か')}か" if figure else about
    return _Asked(about, wanted, nouns, figure, form, amount_in(about))


def _of(noun: str, words: Sequence[str]) -> bool:
    return any(noun in normalise(word) or normalise(word) in noun for word in words)


def _chosen(
    asked: _Asked, told: Sequence[Paragraph], section: Section, material: Material
) -> Iterator[Paragraph]:
    """The paragraph that answers best, with the rest of its 条 where that is short, else with one that is about as good."""
    sources = {one.number: (rank, one) for rank, one in enumerate(material.evidence)}
    rare = rarity(f"{each.above}\n{each.text}" for each in told)
    worths = [(_worth(asked, each, rare, *sources[each.number], section.prefer), each) for each in told]
    ranked = [pair for pair in sorted(worths, key=lambda pair: -pair[0]) if _says(asked, pair[1])]
    if not ranked or ranked[0][0] < _LEAST:
        return
    best, first = ranked[0]
    article = [each for each in told if each.number == first.number and each.above == first.above]
    law = sources[first.number][1].document.kind in KINDS
    if law and sum(len(each.text) for each in article) <= _SHORT:
        yield from (each for each in article if _belongs(each, first, asked))
        return
    yield first
    lacks = asked.wanted - meaning_pairs(f"{first.above}\n{first.text}")
    for worth, each in ranked[1:]:
        beside = each.above == first.above or (
            lacks and share(lacks, meaning_pairs(each.text), rare) >= _MORE
        )
        if worth >= _BESIDE * best and beside and each.lead != first.lead:
            yield each
            return


def _belongs(each: Paragraph, first: Paragraph, asked: _Asked) -> bool:
    """Whether a 項 of the 条 is told beside the one that answers: it says a word of the question, or one of
    the two refers to the other."""
    if (
        each is first
        or _REFERS.search(each.text)
        or (_REFERS.search(first.text) and each.place < first.place)
    ):
        return True
    said = normalise(each.text)
    return any(word in said for words in asked.nouns for word in words)


def _worth(
    asked: _Asked,
    each: Paragraph,
    rare: dict[str, float],
    rank: int,
    one: Evidence,
    prefer: Sequence[str],
) -> float:
    """By the words of the paragraph and of what it stands below, by the form of the answer, by where the search put it."""
    said = normalise(f"{each.above}\n{each.columns}\n{each.text}")
    spoken = [any(word in said for word in words) for words in asked.nouns]
    if spoken and sum(spoken) < len(spoken) / 2:
        return 0.0
    if other_year(asked.question, f"{each.above}\n{each.text}"):
        return 0.0
    form = any(head.startswith("様式") for head in one.passage.headings) and "様式" not in asked.question
    if form or (not each.items and not each.rows and _POINTS.search(each.text)):
        return 0.0
    head = meaning_pairs(each.heading)
    worth = share(asked.wanted, meaning_pairs(each.text), rare) / (1 + max(0, len(each.text) - 200) / 800)
    above = meaning_pairs(f"{each.above}\n{each.columns}")
    worth += (_QUESTION if each.asked else _HEADING) * share(asked.wanted, above, rare)
    worth += _NAMED * (bool(head and head <= asked.wanted) or (each.asked and asked.wanted <= head))
    worth += _NOUNS * sum(spoken) / max(1, len(spoken))
    if asked.form and not asked.figure:
        worth = by_form(worth, asked.question, asked.form, each.text, listed=bool(each.items or each.rows))
    else:
        worth = as_asked(worth, asked.question, each.text)
    worth += by_case(asked.question, each.text)
    worth = _figured(asked, each, worth, apart=bool(spoken) and not spoken[-1])
    worth *= _PREFERRED if one.document.kind in prefer else 1
    worth *= _OTHERWISE if one.document.kind in (*RECORDS, *_CHANGES) else 1
    worth *= _LESS if one.document.kind in _ONE_CASE else 1
    worth *= _OTHERWISE if other_year(asked.question, each.text, each.above) else 1
    other = _SPECIAL.search(each.above)
    worth *= _OTHERWISE if other and other[0] not in asked.question else 1
    worth *= _OTHERWISE if spoken and not spoken[0] else 1
    worth *= _LESS if not each.lead and not asked.figure and asks(asked.question) else 1
    return worth - _RANK * rank - _PLACE * each.place


def _figured(asked: _Asked, each: Paragraph, worth: float, *, apart: bool) -> float:
    """More for a paragraph that has the figure asked for, less for one that neither has it nor leads to it, and for one
    ``apart`` from what the figure is of: 枚数 of a 助成 for its 当初予算."""
    figured = asked.figure and _has_figure(asked.question, each)
    worth = _ranged(asked, each, worth + _FORM * figured)
    worth *= _OTHERWISE if asked.figure and not (figured or _LEADS.search(each.text)) else 1
    return worth * (_OTHERWISE if apart and _HEAD.search(asked.question) else 1)


def _ranged(asked: _Asked, each: Paragraph, worth: float) -> float:
    """More for a paragraph whose amounts hold that of the question, less for one whose amounts do not."""
    held = in_range(asked.amount, each.text) if asked.amount is not None else None
    return worth if held is None else worth + _FORM if held else worth * _OUTSIDE


def _has_figure(question: str, each: Paragraph) -> bool:
    """Whether a paragraph has the figure asked for; what answers 「何冊」 in a FAQ does, though it says 「10点」, and a table
    that names its unit above, though its cells are bare."""
    counts = _HOW_MANY.findall(question)
    asked = each.asked and counts and all(count in each.above for count in counts)
    amounts = each.rows and _MONEY.search(question) and _IN_YEN.search(f"{each.above}\n{each.columns}")
    return bool(asked or amounts) or answers(question, each.text)
