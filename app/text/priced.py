"""Rows of tables that tell what is asked: 「ふとんはいくらですか。」, 「燃えるごみ | 10枚 450円」. Knows nothing of sections.

A row answers when its first cell is named in the question, or when all that the question is about stands in its name
and in the names above it. Words in ひらがな count: 「ふとん」 and 「ごみ袋」 are what residents ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.text.wording import is_row
from ingest.document import Document, Passage

_AMOUNT = re.compile(r"お金[はがも]?かか|いくら|何円|値段|料金|費用|手数料|価格|代金")
_DAY = re.compile(r"いつ|何日|何曜日|日程|期限|期間|時期")
_ASKING = re.compile(
    r"(?:か|知りたい|教えて(?:ください|ほしい|欲しい)?|(?:伺い|お尋ねし)(?:たい|ます))[。？?]?$"
)
_TOLD = (
    (_AMOUNT, re.compile(r"[0-9０-９万千]円|無料|無償|免除|割引?|負担")),
    (re.compile(r"何日前"), re.compile(r"[0-9０-９]日前|前日|当日|前[々]日")),
    (_DAY, re.compile(r"[0-9０-９][日月時]|年度|曜|毎[日週月]|以内|随時|年末|まで")),
)
_COUNT = re.compile(
    r"何(点|人|名|回|枚|個|本|台|冊|件|戸|年(?!度)|歳|袋|匹|頭|軒|世帯|か月|週間|[ァ-ヴー]{2,8})"
)
_ALIKE = {"冊": "冊|点", "点": "点|冊|個", "人": "人|名", "名": "名|人", "個": "個|点|つ"}
"""Units by which a page may count what a question counts otherwise: a library lends 10点 to who asks 何冊."""
_MEASURE = re.compile(r"何[ァ-ヴー]{2,8}")
"""A unit that counts one thing alone: 「1点500円」 is no answer to 「何点まで」."""
_ABOUT = re.compile(
    r"^[　 ]*(?:また|なお|それと|あと)?[、　 ]?(?P<about>[^。、]+?)(?:は|って|が|を|の(?=値段|料金|手数料|費用|価格))"
)
_UNIT = re.compile(r"[一-龠々]+|[ァ-ヴー]+|[ぁ-ん]{2,}|[A-Za-z0-9]+")
_PRICE = re.compile(r"単価|金額|価格|定価|料金|費用|手数料|代金|値段|合計|総額")
"""A row of that name names no thing: 「量子コンピューターの単価」 is not told by the row 「単価」 of another matter."""
_BARE_PRICE = re.compile(r"(?:使用|利用|入場|参加|受講|借用)?料金?|費用|手数料|値段|代金|価格|金額|額|経費")
_NOT_UNITS = frozenset(("金", "こと", "もの", "とき", "ため", "から", "まで", "など"))
_OWN = re.compile(r"（[^（）]*）|\([^()]*\)")
_MONEY = re.compile(r"[（(](?:単位[：:])?円[）)]")
_MOST = 4


def asks(words: str) -> bool:
    """Whether a line asks something: 「手数料はいくらか。」, 「方法を知りたい。」"""
    return bool(_ASKING.search(words.strip()))


def asks_amount(words: str) -> bool:
    """Whether a line asks how much something costs."""
    return bool(_AMOUNT.search(words)) and asks(words)


def names_no_thing(question: str) -> bool:
    """Whether a question asks for a price without saying of what: 「使用料はいくらですか。」

    >>> names_no_thing("使用料はいくらですか。"), names_no_thing("調理室の使用料はいくらですか。")
    (True, False)
    """
    return all(_BARE_PRICE.fullmatch(unit) for unit in units(question))


def answers(question: str, said: str) -> bool:
    """Whether words have what is asked for: an amount for 「いくら」, a day for 「いつ」, 5点 for 「何点」; always, for another
    question.

    >>> answers("本は何冊借りられますか。", "10点までです。"), answers("本は何冊借りられますか。", "15日間です。")
    (True, False)
    """
    return all(has.search(said) for has in _wanted(question))


def counted(question: str, said: str) -> bool:
    """Whether a question asks how many of something, and words that answer another question say it: 何デシベル, 65デシベル."""
    return bool(_MEASURE.search(question)) and asks_figure(question) and answers(question, said)


def asks_figure(question: str) -> bool:
    """Whether a question asks for an amount, a day or a count, so that what answers it can be told by its form."""
    return bool(_wanted(question))


def _wanted(question: str) -> list[re.Pattern[str]]:
    """The forms that an answer has to have; none for a line that asks nothing of that kind."""
    if not asks(question):
        return []
    counted = [re.compile(rf"[0-9０-９](?:{_ALIKE.get(unit, unit)})") for unit in _COUNT.findall(question)]
    return [has for wants, has in _TOLD if wants.search(question)] + counted


def units(question: str, subject: str = "") -> tuple[str, ...]:
    """What a question is about, by its runs of letters: 「ごみ袋はいくらですか。」 → ごみ, 袋. A short name for what the
    ``subject`` says in full is that: 「登録は」 of 「犬の登録」 → 犬, 登録."""
    match = _ABOUT.match(question)
    own = _runs(match["about"]) if match else ()
    wholes = [_runs(topic) for topic in re.split(r"と|や|及び|、|・|について", subject)]
    return next((whole for whole in wholes if own and set(own) <= set(whole)), own)


def _runs(words: str) -> tuple[str, ...]:
    parts = re.split(r"の|や|と|・", words)
    found = (unit for part in parts for unit in _UNIT.findall(part))
    return tuple(unit for unit in found if unit not in _NOT_UNITS and not _AMOUNT.search(unit))


def priced(
    found: Iterable[tuple[Passage, Document]], question: str, subject: str = ""
) -> tuple[int, list[str]]:
    """The place of the first passage with rows that tell the amount that ``question`` asks for, and those rows as they
    are said (「ふとん：600円」); (-1, []) for another question and where no row tells it."""
    if not asks_amount(question):
        return -1, []
    places = list(found)
    about = units(question, subject)
    for by_name in (True, False):
        for at, (passage, document) in enumerate(places):
            if told := list(_rows(passage, document, question, about if not by_name else ())):
                return at, told[:_MOST]
    return -1, []


def _rows(passage: Passage, document: Document, question: str, about: Sequence[str]) -> Iterator[str]:
    """The rows whose name is in the question; with ``about``, those that have all of it in their name and above it."""
    header = [cell.strip() for cell in passage.context.split("\n")[-1].split(" | ")]
    heading = " ".join((document.title, *passage.headings))
    for line in passage.text.split("\n"):
        cells = [cell.strip() for cell in line.split(" | ")]
        if not is_row(line):
            if line.strip():
                heading, header = f"{document.title} {line.strip()}", []
        elif len(header) < 2:
            header = cells
        elif _fits(cells[0], heading, question, about) and (said := _told(header, cells)):
            yield said if cells[0].endswith(("か。", "か", "？")) else f"{cells[0]}：{said}"


def _fits(name: str, heading: str, question: str, about: Sequence[str]) -> bool:
    if about:
        return all(unit in f"{heading} {name}" for unit in about) and any(unit in name for unit in about)
    bare = _OWN.sub("", name)
    return len(bare) > 1 and bare in question and not _PRICE.fullmatch(bare)


def _told(header: Sequence[str], cells: Sequence[str]) -> str:
    """The cells with an amount, each with the name of its column where several have one; "" without any. A note right
    behind it (「1枚につき」) is told too."""
    pairs = list(zip(header[1:], cells[1:], strict=False))
    money = [
        (name, f"{cell}円" if _MONEY.search(name) and re.fullmatch(r"[0-9０-９,，]+", cell) else cell)
        for name, cell in pairs
    ]
    found = [(name, cell) for name, cell in money if re.search(r"[0-9０-９]円|無料", cell)]
    notes = [cell for name, cell in pairs if name == "備考" and cell and "。" not in cell]
    if not found:
        return ""
    told = "、".join(cell if len(found) == 1 else f"{name} {cell}" for name, cell in found)
    return told + (f"（{notes[0]}）" if notes and len(found) == 1 else "")
