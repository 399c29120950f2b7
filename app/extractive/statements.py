"""What the sources say about something, sentence by sentence, as it can stand in a text. Knows nothing of sections.

A sentence is read with the heading above it; of a row of questions and answers only the answer is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.extractive.unsaid import announces, is_asked
from app.extractive.weighing import meaning_pairs, rarity, share
from app.retrieval import Evidence
from app.text.wording import is_row, sentences
from app.text.years import dated

MARK = re.compile(
    r"^[　 ]*(?:第[0-9０-９]+条?(?:の[0-9０-９]+)*|[0-9０-９]{1,2}[.．]?|[(（][0-9０-９ア-ン]{1,2}[)）]|[ア-ン]|[①-⑳]|[・●○◎◆■※→])[　 ]+"
)
_COURTESY = re.compile(
    r"ありがとうございま|申し訳|おわび|お礼|感謝|お困り|心配をお|よろしくお願い|お答えしま|お答えいたしま|御負担が増える|お寄せ|嬉しく|うれしく"
    r"|下記のとおり|次のとおり[^。]{0,12}(?:開催|実施|行|募集)|^さて、|御多用|御理解と御協力"
)
_DANGLING = re.compile(
    r"^(?:この(?!市|計画)|その|これ|それ|同じ|同|また|なお|ただし|しかし|さらに|一方|あわせて|次の|以下|下記|そこで|前項|前条|上記)"
    r"|昨年|今年|本年|来年|先月|今月|昨日"
)
_ASIDE = re.compile(r"お?問い?合わ?せ|より良いページ")
_PAGE = re.compile(
    r"^(?:ページ番号|更新日|このページ|メールでの|より良い|〒|前のページ)|役に立|御覧ください。$"
)
_ANSWERS = ("回答", "答え", "答弁", "内容")
_ASKS = ("質問", "件名", "御意見（要旨）", "問い")
_SAID_BY_OTHERS = re.compile(r"御意見|要望の内容|質問|処理の経過")
_SPEAKER = re.compile(r"^[　 ]*(?:[○◎◆][^（）\n]{1,12}（[^（）\n]{1,12}）|[^\s：:。、]{1,8}[：:])[　 ]*")
_QUESTION = re.compile(r"(?:か|でしょう|かな|よね|(?:伺い|お尋ねし|お聞きし)(?:ます|たい))[。？]?$")
_KINDS_OF_ANSWER = (
    (r"いくら|料金|手数料|費用|金額", r"円|無料"),
    (r"いつ|期限|何日|期間|時期", r"[0-9]日|[0-9]月|年度"),
    (r"時間|何時|時刻", r"[0-9](?::[0-9]{2}|時)"),
    (r"方法|手順|どのように|どうすれば", r"ください。$"),
    (r"どこ|窓口|場所", r"窓口|支所|課（|センター|で申"),
    (r"の数(?![字値])|[人件戸台回]数|推移|割合|[率額高](?=$|[のとやは])|実績", r"[0-9０-９]"),
)
_BONUS = 0.25
_OTHERWISE = 0.6
_TOPIC = 0.5
_BESIDE = 0.5
"""Of the best one's worth: what says much less stands beside it for nothing."""
_PREFERRED = 1.4
"""What a regulation says counts more than what somebody wrote by it."""
_SAME = 0.6
_LABEL = re.compile(r"(?:令和|平成)?[0-9０-９元]{1,4}年度?(?:[0-9０-９]{1,2}月)?(?:末)?|[^0-9０-９]*")
"""A cell that names its column: a year, or words without a figure."""
_SPACED = re.compile(r"[ぁ-ん] [ぁ-んァ-ヶ一-龠]")
_SHORTEST = 7
_HEADING_LONGEST = 30
_HEADING_WEIGHT = 0.5
_ASKED_WEIGHT = 0.8
_LEAST = 0.12
_TOUCHES = 0.3
_ON_IT = 0.6
_HALF = 0.5
_CONCERNS = 0.25


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of source ``number``, the ``order``-th of all; ``above`` is what it is read with, ``heading`` the
    line right above it. ``asked`` tells that it answers a question, ``row`` that it is a row of a table."""

    number: int
    order: int
    text: str
    above: str
    heading: str = ""
    asked: bool = False
    row: bool = False
    kind: str = ""


def statements(evidence: Sequence[Evidence], kinds: Sequence[str] = ()) -> Iterator[Statement]:
    """Every sentence that tells something by itself, in the order of the sources; of ``kinds`` only, unless empty."""
    order = 0
    for one in evidence:
        if (kinds and one.document.kind not in kinds) or is_asked(one):
            continue
        for each in _of(one):
            if each.row or _stands(each.text):
                text = dated(each.text, one.document.issued)
                yield replace(each, text=text, order=order, kind=one.document.kind)
            order += 1


def concerns(text: str, subject: str) -> bool:
    """Whether a text has to do with a subject at all; always, without a subject."""
    return not subject or share(meaning_pairs(subject), meaning_pairs(text), {}) >= _CONCERNS


def tell(
    evidence: Sequence[Evidence],
    about: str,
    *,
    most: int,
    subject: str = "",
    kinds: Sequence[str] = (),
    words: Sequence[str] = (),
    but: frozenset[str] = frozenset(),
    prose: bool = False,
    prefer: Sequence[str] = (),
) -> list[Statement]:
    """The ``most`` statements that say most ``about`` it, best first; with a ``subject`` only what is on it, with
    ``words`` only what has one of them. What says nearly the same as another, or as ``but``, is left out."""
    told = list(statements(evidence, kinds))
    rare, wanted, on_it = (
        rarity(f"{each.above}\n{each.text}" for each in told),
        meaning_pairs(about),
        _on_it(evidence, subject, meaning_pairs(about)),
    )
    ranked = []
    for each in told:
        long_row = prose and each.row and len(each.text) > _HEADING_LONGEST
        if long_row or (words and not any(word in each.text for word in words)) or not on_it(each):
            continue
        worth = _as_asked(_worth(each, wanted, rare), about, each.text)
        worth *= _PREFERRED if each.kind in prefer else 1
        if worth >= _LEAST:
            ranked.append((worth, each))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].order))
    chosen: list[Statement] = []
    said = [meaning_pairs(text) for text in but]
    for worth, each in ranked:
        own = meaning_pairs(each.text)
        same = any(share(own, other, {}) > _SAME for other in said)
        if len(chosen) < most and worth >= _BESIDE * ranked[0][0] and not same:
            chosen.append(each)
            said.append(own)
    return chosen


def _on_it(evidence: Sequence[Evidence], subject: str, wanted: frozenset[str]) -> Callable[[Statement], bool]:
    """Whether a statement touches the subject, or its whole source is about it; always, without a subject. Where the
    subject is ``wanted`` and half of it is in no source at all, nothing does: 市民 and 利用 alone are no 市民農園の利用."""
    named = meaning_pairs(subject)
    whole = {one.number: meaning_pairs(f"{one.document.title}\n{one.text}") for one in evidence}
    known = named & frozenset().union(*whole.values())
    if named and named <= wanted and len(known) <= _HALF * len(named):
        return lambda each: False

    def judge(each: Statement) -> bool:
        near = share(named, meaning_pairs(f"{each.above}\n{each.text}"), {})
        return not named or near >= _TOUCHES or share(named, whole[each.number], {}) >= _ON_IT

    return judge


def _as_asked(worth: float, about: str, text: str) -> float:
    """More for a sentence that has the kind of thing that is asked for (an amount, a day, a place), less without it."""
    asked = [has for asks, has in _KINDS_OF_ANSWER if re.search(asks, about)]
    if any(re.search(has, text) for has in asked):
        return worth + _BONUS
    return worth * _OTHERWISE if asked else worth


def _worth(each: Statement, wanted: frozenset[str], rare: dict[str, float]) -> float:
    """Overlap of the sentence and, for less, of what stands above it; rare words count more, long sentences less."""
    own = share(wanted, meaning_pairs(each.text), rare)
    heading = share(wanted, meaning_pairs(each.above), rare) * (
        _ASKED_WEIGHT if each.asked else _HEADING_WEIGHT
    )
    both = max(map(len, wanted & (meaning_pairs(each.text) | meaning_pairs(each.above))), default=0)
    if own + heading / 2 < _LEAST or (both == 1 and max(map(len, wanted)) > 1):
        return 0.0  # 「気を付ける」 is not what two texts have in common
    topic = meaning_pairs(each.heading)
    about_it = _TOPIC if topic and topic <= wanted and max(map(len, topic)) > 1 else 0.0
    worth = (own + heading + about_it) / (1 + max(0, len(each.text) - 70) / 200)
    return worth * (0.6 if _DANGLING.search(each.text) else 1)


def _of(one: Evidence) -> Iterator[Statement]:
    """The sentences of one source in order; what a resident asked or complained of is not said by the city."""
    title, parts = one.document.title, " ".join(one.passage.headings)
    header = [cell.strip() for cell in one.passage.context.split("\n")[-1].split(" | ")]
    heading = ""
    for line in one.passage.text.split("\n"):
        line = line.strip()
        if is_row(line):
            cells = [cell.strip() for cell in line.split(" | ")]
            named = header if len(header) >= len(cells) > 1 else []
            yield from _row(one.number, named, cells, f"{title} {heading or parts}")
            continue
        words = _SPEAKER.sub("", line) if one.document.kind in ("会議録", "想定問答") else line
        if len(words) <= _HEADING_LONGEST and "。" not in words:
            heading = MARK.sub("", words)
        elif not _SAID_BY_OTHERS.match(heading) and not _ASIDE.search(heading):
            for sentence in sentences(words):
                yield Statement(
                    one.number, 0, MARK.sub("", sentence.strip()), f"{title} {heading or parts}", heading
                )


def _row(number: int, header: list[str], cells: list[str], title: str) -> Iterator[Statement]:
    """A row as a sentence; an answer sentence by sentence, with its question above."""
    named = dict(zip(header, cells, strict=False))
    answer = next((named[name] for name in _ANSWERS if len(named.get(name, "")) > _HEADING_LONGEST), "")
    asks = " ".join(named[name] for name in _ASKS if name in named)
    if answer and asks:
        for sentence in sentences(answer):
            yield Statement(number, 0, sentence.strip(), asks, asked=True)
        return
    if any(name in ("質問", "受付番号", "媒体") for name in header):
        return
    if not header and (
        _several(cells) or any("。" in cell for cell in cells)
    ):  # nobody knows which cell says what
        return
    if len(cells) > 2 and all(not cell or _LABEL.fullmatch(cell) for cell in cells[1:]):
        return  # 「区分 | 令和5年度 | 令和6年度」 names columns
    names = header[1:] if len(cells) > 2 and header else [""] * len(cells)
    said = "、".join(f"{name} {cell}".strip() for name, cell in zip(names, cells[1:], strict=False) if cell)
    if re.search(r"[0-9０-９]", said):
        yield Statement(number, 0, f"{cells[0]}：{said}", title, row=True)


def _several(cells: Sequence[str]) -> bool:
    """Whether a row has two figures of one unit, which only the head of the table could tell apart."""
    units = Counter(
        re.sub(r"[0-9０-９,，.．]+", "", cell) for cell in cells if re.match(r"約?[0-9０-９]", cell)
    )
    return max(units.values(), default=0) > 1


def _stands(text: str) -> bool:
    plain = text.strip()
    if len(plain) < _SHORTEST or _COURTESY.search(plain) or _PAGE.search(plain) or _QUESTION.search(plain):
        return False
    if announces(plain) or _SPACED.search(plain):  # やさしい日本語 with a space between words
        return False
    return plain.endswith("。") or (plain.endswith("。）") and not plain.endswith("をいう。）"))
