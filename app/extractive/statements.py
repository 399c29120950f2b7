"""What the sources say about something, sentence by sentence, as it can stand in a text. Knows nothing of sections.

A sentence is read with the heading above it; of a row of questions and answers only the answer is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.extractive.tables import grouped, read_lines, spanned, told, without_counter
from app.extractive.unsaid import announces, answered_only, counts_part, is_asked, requests
from app.retrieval import Evidence
from app.text.wording import pairs, sentences
from app.text.years import dated

MARK = re.compile(
    r"^[　 ]*(?:第[0-9０-９]+条?(?:の[0-9０-９]+)*|[0-9０-９]{1,2}[.．]?|[(（][0-9０-９ア-ン]{1,2}[)）]|[ア-ン]|[①-⑳]|[・●○◎◆■※→*-])[　 ]+"
)
_COURTESY = re.compile(
    r"ありがとうございま|申し訳|おわび|お礼|感謝|お困り|心配をお|よろしくお願い|お答えしま|お答えいたしま|御負担が増える|お待たせ|お寄せ|嬉しく|うれしく"
    r"|喜びました|お大切に|ますように。$|次のように[^。]{0,12}ます。$"
    r"|下記のとおり|次のとおり(?:です|である|とする)。$|次のとおり[^。]{0,12}(?:開催|実施|行|募集)|^さて、|御多用|御理解と御協力"
)
DANGLING = re.compile(
    r"^(?:この(?!市|計画)|その|これ|それ|同じ|同|また|なお|ただし|しかし|さらに|一方|あわせて|次の|以下|下記|そこで|前項|前条|上記)"
    r"|昨年|今年|本年|来年|先月|今月|昨日"
)
OF_ANY_YEAR = re.compile(r"[昨今来]年(?!来|齢|頃|中)度?|先月")
"""What says nothing where nobody knows when it was written."""
_ASIDE = re.compile(r"お?問い?合わ?せ|より良いページ")
_PAGE = re.compile(
    r"^(?:ページ番号|更新日|このページ|メールでの|より良い|〒|前のページ)|役に立|御覧ください。$"
    r"|専用フォーム|問い?合わせフォーム|見つけやす|(?:ご|御)(?:意見|感想)を|Adobe|Acrobat|プラグイン|ブラウザ"
)
_ANSWERS = ("回答", "答え", "答弁", "内容")
_Q_OR_A = re.compile(
    r"[ 　]*(?:(?P<q>[QＱ]|問(?!合|い合))|[AＡ]|答)[0-9０-９]{0,3}[ 　.．:：、]+(?P<words>\S.*)$"
)
"""A line of a FAQ that is written as text: 「Q　粗大ごみは、どう出すのですか。」"""
_OF_THE_PAPER = ("年", "年度", "区分", "項目", "受付番号", "整理番号", "管理番号", "文書番号", "受付日")
"""First cells of rows that name columns, or tell of the paper and not of its matter."""
_ASKS = ("質問", "件名", "御意見（要旨）", "問い")
_SAID_BY_OTHERS = re.compile(r"御意見|要望の内容|質問|処理の経過")
_SPEAKER = re.compile(
    r"^[　 ]*(?:[○◎◆][^（）\n]{1,12}（[^（）\n]{1,12}）|[^\s：:。、0-9０-９]{1,12}(?:（[^（）\n]{1,20}）)?[：:]"
    r"|(?:事務局|(?:副?会|委員|座|議)長|[一-龠々ぁ-んァ-ヶー]{1,6}(?:委員|課長|係長|部長|局長|教育長|[市町村]長))(?:（[^（）\n]{1,20}）)?　+(?=\S))[　 ]*"
)
_CAPTIONED = re.compile(r"^第[0-9０-９]+条(?:の[0-9０-９]+)*[（(][^（）()]{1,30}[）)][ 　]+")
"""Where a rule is written with its captions behind its numbers."""
_QUESTION = re.compile(
    r"(?:か|でしょう|かな|よね|(?:伺い|お尋ねし|お聞きし)(?:ます|たい)|(?:を|について|、)(?:お?伺う|問う|尋ねる|お尋ねする|お聞きする))[。？]?$"
)
_LABEL = re.compile(
    r"第[0-9０-９]{1,3}回(?:（[^（）]*）)?|(?:令和|平成)?[0-9０-９元]{1,4}年度?(?:[0-9０-９]{1,2}月)?(?:末)?|[^0-9０-９]*"
)
"""A cell that names its column: a year, or words without a figure."""
_ITEM_LABEL = re.compile(r"([^　 、。：0-9０-９]{2,12})　+(\S[^\n]*。)$")
_OWN_SUBJECT = re.compile(r"[^。]*(?:は|が|こと。)")
_GENERAL_LABEL = re.compile(r"現状|課題|内容|結果|目的|概要|理由|効果|経過|備考|その他|再?答弁|回答")
_UNIT, _MEASURED = (
    re.compile(r"（単位：[^（）]{1,6}）"),
    re.compile(r"[0-9](?:人|円|件|千円|%|％|戸|台|世帯)"),
)
"""「（単位：千円）」 of a table, and a row that says its units itself."""
_SPACED = re.compile(r"[ぁ-ん] [ぁ-んァ-ヶ一-龠]")
_SHORTEST = 7
HEADING_LONGEST = 30
RECORDS = ("会議録", "想定問答")


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
    day: date | None = None
    block: str = ""
    """All that stands under the same heading; of a row its table's names of columns."""


def unlabelled(text: str) -> str:
    """A sentence without the label of its item, or that says what its label names.

    >>> unlabelled("課題　受入家庭の負担が大きい。"), unlabelled("支援金　139隻に、1,112万円を交付した。")
    ('受入家庭の負担が大きい。', '支援金については、139隻に、1,112万円を交付した。')
    >>> unlabelled("第4条（費用）　利用料は、無料とする。")
    '利用料は、無料とする。'
    """
    text = _CAPTIONED.sub("", text)
    match = _ITEM_LABEL.match(text)
    if match is None:
        return text
    if _GENERAL_LABEL.fullmatch(match[1]) or pairs(match[1]) & pairs(match[2]):
        return match[2]
    bare = _OWN_SUBJECT.search(match[2]) is None and match[2].count("。") == 1
    return f"{match[1]}については、{match[2]}" if bare else text


def is_furniture(text: str) -> bool:
    """Whether a line is of the page and not of its matter: 「ページ番号 1000417　更新日 …」."""
    return bool(_PAGE.search(text.lstrip("・ 　")))


def statements(evidence: Sequence[Evidence], kinds: Sequence[str] = ()) -> Iterator[Statement]:
    """Every sentence that tells something by itself, in the order of the sources; of ``kinds`` only, unless empty."""
    order = 0
    for one in evidence:
        if (kinds and one.document.kind not in kinds) or is_asked(one):
            continue
        for each in _of(one):
            text = dated(each.text, one.document.issued)
            if (each.row or _stands(each.text)) and (one.document.issued or not OF_ANY_YEAR.search(text)):
                yield replace(each, text=text, order=order, kind=one.document.kind, day=one.document.issued)
            order += 1


def _of(one: Evidence) -> Iterator[Statement]:
    """The sentences of one source in order; what a resident asked or complained of is not said by the city."""
    title, parts = one.document.title, " ".join(one.passage.headings)
    heading, question, under = "", "", list[Statement]()
    record = one.document.kind in RECORDS
    passage = replace(one.passage, text=answered_only(one.passage.text)) if record else one.passage
    headed = _asked_above(one)
    for line in read_lines(passage):
        if line.cells:
            above = f"{title} {heading or parts}"
            found = _row(one.number, line.header, line.cells, above)
            under += [replace(each, block=f"{each.above}\n{each.text}\n{line.header}") for each in found]
            continue
        words = _SPEAKER.sub("", line.text) if record else line.text
        if match := _Q_OR_A.match(words):
            question = match["words"] if match["q"] else question
            if not match["q"] and question:
                said = _answered(match["words"])
                under += [Statement(one.number, 0, each.strip(), question, asked=True) for each in said]
            continue
        if counted := told(MARK.sub("", words), title):
            above, row = f"{title} {heading or parts}", not counted.endswith("。")
            under.append(Statement(one.number, 0, counted, above, heading, row=row))
        elif len(words) <= HEADING_LONGEST and "。" not in words:
            yield from _parted(heading, under)
            heading, under = MARK.sub("", words), []
        elif headed:
            said = sentences(words) if MARK.sub("", words) != headed else []
            under += [Statement(one.number, 0, each.strip(), headed, asked=True) for each in said]
        elif not _SAID_BY_OTHERS.match(heading) and not _ASIDE.search(heading):
            for sentence in sentences(words):
                text = unlabelled(MARK.sub("", sentence.strip()))
                under.append(Statement(one.number, 0, text, f"{title} {heading or parts}", heading))
    yield from _parted(heading, under)


def _answered(answer: str) -> list[str]:
    """The sentences of an answer; one too short to stand alone (「無料です。」) with the next, which is said of it."""
    made: list[str] = []
    for each in (sentence.strip() for sentence in sentences(answer)):
        if made and len(made[-1]) < _SHORTEST:
            made[-1] += each
        elif each:
            made.append(each)
    return made


def _asked_above(one: Evidence) -> str:
    """The heading of a passage that is a question (「鍵を失くしたときは、どうすればよいですか。」), "" for another: what stands
    under it answers it. Minutes ask in another way."""
    heading = one.passage.headings[-1] if one.passage.headings and one.document.kind not in RECORDS else ""
    asked = heading if _QUESTION.search(heading) else ""
    return MARK.sub("", re.sub(r"^(?:[QＱ問][0-9０-９]*|[0-9０-９]{1,3})[.．:：　 ]+", "", asked))


def _parted(heading: str, under: Sequence[Statement]) -> Iterator[Statement]:
    """The statements under one heading, each with all of them as its block."""
    block = "\n".join([heading, *(each.text for each in under)])
    yield from (each if each.row or each.asked else replace(each, block=block) for each in under)


def _row(number: int, header: Sequence[str], cells: Sequence[str], title: str) -> Iterator[Statement]:
    """A row as a sentence; an answer sentence by sentence, with its question above."""
    named = dict(zip(header, cells, strict=False))
    answer = next((named[name] for name in _ANSWERS if _answers(named.get(name, ""))), "")
    asks = " ".join(named[name] for name in _ASKS if name in named)
    if answer and asks:
        for sentence in _answered(answer):
            yield Statement(number, 0, sentence, asks, asked=True)
        return
    if any(name in ("質問", "受付番号", "媒体", "本文", "投稿文") for name in header):
        return
    if not header and (
        _several(cells) or any("。" in cell for cell in cells)
    ):  # nobody knows which cell says what
        return
    if cells[0] in _OF_THE_PAPER:
        return
    if len(cells) > 2 and all(not cell or _LABEL.fullmatch(cell) for cell in cells[1:]):
        return  # 「区分 | 令和5年度 | 令和6年度」 names columns
    header, cells = without_counter(tuple(header), tuple(cells))
    names = spanned(header, cells)[1:] if len(cells) > 2 and header else [""] * len(cells)
    shown = [grouped(cell) for cell in cells]
    said = "、".join(f"{name} {cell}".strip() for name, cell in zip(names, shown[1:], strict=False) if cell)
    if re.search(r"[0-9０-９]", said):
        told = _UNIT.search(f"{''.join(header)}\n{title}") if not _MEASURED.search(said) else None
        yield Statement(number, 0, f"{cells[0]}：{said}{told[0] if told else ''}", title, row=True)


def _answers(cell: str) -> bool:
    """Whether a cell is an answer, and not 「済」 or 「口頭」."""
    return len(cell) > HEADING_LONGEST or cell.endswith("。")


def _several(cells: Sequence[str]) -> bool:
    """Whether a row has two figures of one unit, which only the head of the table could tell apart."""
    units = Counter(
        re.sub(r"[0-9０-９,，.．]+", "", cell) for cell in cells if re.match(r"約?[0-9０-９]", cell)
    )
    return max(units.values(), default=0) > 1


def _stands(text: str) -> bool:
    plain = text.strip()
    if (
        len(plain) < _SHORTEST
        or counts_part(plain)
        or _COURTESY.search(plain)
        or _PAGE.search(plain)
        or _QUESTION.search(plain)
    ):
        return False
    if (
        announces(plain) or requests(plain) or _SPACED.search(plain)
    ):  # やさしい日本語 with a space between words
        return False
    return plain.endswith("。") or (plain.endswith("。）") and not plain.endswith("をいう。）"))
