"""Questions of who must do what, until when, where to, with which exception, and what else follows. Knows no wordings.

Each is made only where the tree gives one clear answer: a doubtful question is worth less than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.making.found import Found, at
from evals.making.provisions import Provision, Reading, Sentence, bare, parts

_AGENT = re.compile(
    r"(?:者|人|市長|町長|村長|市|町|村|委員会|委員|会長|議会|議長|議員|職員|機関|事業者|事業主|団体|世帯主|館長|管理者|所有者|占有者|保護者|部長|課長|団長|等)$"
)
_NOT_AGENT = re.compile(r"とき|場合|ところ|について|において|ため|日|額|期間|その他|のうち")
_MUST = "なければならない"
_WITHIN = re.compile(r"((?:[0-9０-９]+|[一二三四五六七八九十]+)(?:日|月|か月|箇月|週間|年))以内に")
_VERBS = {
    "届け出": "届け出る", "提出し": "提出する", "申請し": "申請する", "申し出": "申し出る", "報告し": "報告する", "申し込ま": "申し込む", "返還し": "返す", "納付し": "納める",
}  # fmt: skip
_TO = re.compile(
    rf"(?:を(?:経|通じ|経由し)て)?([^、。はがをにへ（）]{{2,16}})に({'|'.join(_VERBS)})なければならない"
)
_VAGUE = re.compile(r"^(?:これ|それ|その|当該|同|前|次|他|本)")
_POINTS = re.compile(r"その旨|そのこと|これを|当該|前項|同項|各号|前条|同条|第[0-9０-９]+[項号]|次に掲げる")
_WIDE = ("目的", "定義", "趣旨", "委任", "雑則", "補則")


def duties(law: Reading) -> Iterator[Found]:
    """義務者: 「A は、…しなければならない。」, asked by what must be done."""
    for one, sentence in _sentences(law):
        words = bare(sentence.text)
        subject = re.match(r"([^、。]{2,40}?)は、", words)
        if subject is None or not words.endswith(f"{_MUST}。") or not _is_agent(subject[1]):
            continue
        clause = _clause(words)
        if clause and law.text.count(clause.split("、")[-1]) == 1:
            yield at("duty", one, sentence, subject[1], clause=clause)


def deadlines(law: Reading) -> Iterator[Found]:
    """期限: the one 「○日以内に」 of a 条 with a 見出し."""
    for one, sentence in _captioned(law):
        whole = "".join(each.text for part in law.of_article(one.article) for each in part.sentences)
        found = _WITHIN.findall(bare(whole))
        here = _WITHIN.search(bare(sentence.text))
        if "不" in one.caption or "還付" in one.caption:
            continue
        if here and len(found) == 1 and re.search(r"(?:なければならない|ものとする|する)。$", sentence.text):
            yield at("deadline", one, sentence, f"{here[1]}以内")


def exceptions(law: Reading) -> Iterator[Found]:
    """例外: the ただし書 of a 項 that has one."""
    for one in law.main:
        provisos = [each for each in one.sentences[1:] if each.text.startswith("ただし")]
        if len(provisos) == 1 and one.caption:
            yield at("exception", one, provisos[0])


def destinations(law: Reading) -> Iterator[Found]:
    """届出先: to whom something is handed in."""
    for one, sentence in _captioned(law):
        words = bare(sentence.text)
        found = _TO.findall(words)
        whole = _TO.findall(
            "".join(bare(each.text) for part in law.of_article(one.article) for each in part.sentences)
        )
        if len(found) == len(whole) == 1 and not _VAGUE.match(found[0][0]) and _is_agent(found[0][0]):
            yield at("destination", one, sentence, found[0][0], verb=_VERBS[found[0][1]])


def places(law: Reading) -> Iterator[Found]:
    """第○条第○項, by its number."""
    for one in law.main:
        if one.article.startswith("a") and one.sentences and len(one.sentences[0].text) >= 15:
            yield at("place", one, one.sentences[0])


def forms(law: Reading) -> Iterator[Found]:
    """様式: the one form that a 条 names."""
    named = re.compile(r"様式第[0-9０-９一二三四五六七八九十]+号")
    for one in law.main:
        if not one.caption or one.caption in _WIDE:
            continue
        whole = "".join(each.text for part in law.of_article(one.article) for each in part.sentences)
        told = set(named.findall(whole))
        here = [each for each in one.sentences if named.search(each.text)]
        if len(told) == 1 and here:
            form = told.pop()
            yield Found("form", one.node.anchor, ((here[0].start, here[0].end),), form, {"caption": one.caption, "place": one.place})  # fmt: skip


def _sentences(law: Reading) -> Iterator[tuple[Provision, Sentence]]:
    for one in law.main:
        for sentence in one.sentences:
            yield one, sentence


def _captioned(law: Reading) -> Iterator[tuple[Provision, Sentence]]:
    """The sentences of 条 whose 見出し says what they are about, and is the only one of that name."""
    for one, sentence in _sentences(law):
        same = {each.article for each in law.main if each.caption == one.caption}
        if one.caption and len(same) == 1 and one.caption not in _WIDE:
            yield one, sentence


def _is_agent(words: str) -> bool:
    return bool(_AGENT.search(words)) and not _VAGUE.match(words) and not _NOT_AGENT.search(words)


def _clause(words: str) -> str:
    """The last clauses that say by themselves what must be done: an object and its verb, 10 to 45 characters."""
    pieces, clause = parts(words)[1:], ""
    while pieces:
        piece = pieces.pop()
        clause = f"{piece}、{clause}" if clause else piece
        if len(clause) > 45:
            return ""
        if len(clause) >= 10 and "を" in clause:
            return "" if _VAGUE.match(clause) or _POINTS.search(clause) else clause
    return ""
