"""Whether a text only says what a thing is where it is asked how something is done. Knows no other sections."""

from __future__ import annotations

import re

_HOW = re.compile(
    r"ど(?:う|の様に|のように)(?:やって|やれば|やったら|すれば|したら|する|やる)|方法|[しりえてきみ]方|かた(?:は|を|が|って|教)|手順|流れ"
)
_WHAT = re.compile(
    r"とは|って(?:何|なに|なん)|(?:何|なん|なに)(?:です|の(?:こと|制度)|ですか)|どんな|どういう|意味"
)
_WISH = re.compile(r"たい(?:です|ん|の|けど|が)?(?:[。、？?]|$)")
_DEFINED = re.compile(
    r"^[^。\n]{1,40}(?:とは|というのは)、?[^。\n]*(?:をいいます|のことです|を(?:指|さ)します|制度です|ものです|です)。"
)
_DONE = re.compile(
    r"(?:申し?込|提出|持参|持ち込|届け出|電話|予約|連絡|貼|出して|入れて|記入|送)[^。]{0,12}(?:ください|下さい|ます)"
)
_BRINGS = re.compile(
    r"(?:何|なに)(?:が|を|か)?(?:い[るり]|要[るり]|必要|持|用意)|必要な(?:もの|物|書類)|持ち物|書類"
)
_PAPERS = re.compile(r"(?:提出|添付|申請|必要)書類|必要な(?:もの|物|書類)|持ち物|持参|用意する")
_FOLLOWING = 2
"""Lines that may follow a definition which still only defines."""


def asks_how(question: str) -> bool:
    """Whether it is asked how something is done, or what to do."""
    return bool(_HOW.search(question))


def only_defines(question: str, text: str) -> bool:
    """Whether ``text`` says what a thing is, and what is asked is how something is done, or wished for.

    >>> only_defines("粗大ごみを出したい", "粗大ごみとは、指定袋に入らないものをいいます。")
    True
    >>> only_defines("粗大ごみとは何ですか", "粗大ごみとは、指定袋に入らないものをいいます。")
    False
    """
    if _WHAT.search(question) or not (_HOW.search(question) or _WISH.search(question)):
        return False
    lines = [line for line in text.strip().splitlines() if line.strip()]
    said = next((line.strip() for line in lines if _DEFINED.search(line.strip())), "")
    return bool(said) and len(lines) <= 1 + _FOLLOWING and not _DONE.search(text)


def names_papers(question: str, heading: str) -> bool:
    """Whether it is asked what to bring, and the heading is that of the papers.

    >>> names_papers("申込みに何がいりますか", "4 提出書類"), names_papers("申込みはいつ", "提出書類")
    (True, False)
    """
    return bool(_BRINGS.search(question) and _PAPERS.search(heading))
