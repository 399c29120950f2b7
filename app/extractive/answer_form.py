"""The form that an answer has, by what a short question ends in: who, in which case, by which 様式, how much.

Knows nothing of sources. 「手数料を免除できる人」 asks for persons, not for an amount, although it says 手数料.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = r"(?:は|を|が)?(?:何|なに|どれ|どう)?(?:ですか|でしょうか|か)?[。？?]?$"
_AMOUNT = re.compile(
    rf"(?:(?<![資材燃飲原肥香史塗染無])料|料金|(?<![年世時近現交])代|額|賃|加入金|保証金|敷金){_END}"
)
_CASE = re.compile(
    r"(?P<done>[一-龠]{2})を?(?:した|して|された|しない)(?:ら|とき|場合|と)(?:に?は)?、?(?:どう|何|処分|罰)"
)
_HANDS_IN = re.compile(r"(?:書|書類)(?:（[^（）]*）)?(?:を|に)[^。]*(?:提出|申請|届け)")
"""What is to be handed in tells neither who may nor in which case."""
_DENIED, _DENIES = re.compile(r"ない(?:人|者|場合|とき|条件)"), re.compile(r"(?:ない|ません)(?:。|$)", re.M)
_OFFICE = re.compile(r"([一-龠]{2,6})は?(?:誰|だれ)")


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What ends in ``asks`` is answered by what ``has``; ``listed``: mostly by a list of 号 or rows."""

    asks: re.Pattern[str]
    has: re.Pattern[str]
    listed: bool = False


_FORMS = (
    AnswerForm(re.compile(rf"(?:人|者|対象者?|世帯|団体|資格){_END}"), re.compile(r"者|人|世帯|団体"), True),
    AnswerForm(
        re.compile(rf"(?:(?<!た)(?:場合|とき)|条件|要件|基準|規模|範囲){_END}|どんな(?:とき|場合)"),
        re.compile(r"とき|場合|以上|以下|未満|超え|限り|該当する|基準は"),
        True,
    ),
    AnswerForm(
        re.compile(r"誰|だれ|(?:どこ|どの|何)の?課"),
        re.compile(r"[長員者会課係部署関防](?:[はがをとに、・]|及び)"),
    ),
    AnswerForm(re.compile(rf"様式(?:番号|第何号)?{_END}"), re.compile(r"様式第?[0-9０-９]")),
)
_HAS, _LISTED, _LACKS, _CASED, _FILLED = 0.2, 0.4, 0.7, 0.5, 1.1


def form_of(question: str) -> AnswerForm | None:
    """The form of what answers, where the end of the question tells it; None where an amount, a day or nothing does."""
    return next((form for form in _FORMS if form.asks.search(question)), None)


def in_full(question: str) -> str:
    """A question that ends in the name of an amount, as one that asks for it.

    >>> in_full("飼い犬の登録料"), in_full("手数料を免除できる人")
    ('飼い犬の登録料はいくらか', '手数料を免除できる人')
    """
    return f"{re.sub('は?か?[。？?]?$', '', question)}はいくらか" if _AMOUNT.search(question) else question


def by_form(worth: float, question: str, form: AnswerForm, text: str, *, listed: bool) -> float:
    """More for a paragraph of the form, and for its list; less for one without it, or that denies nothing where a denial is
    asked for (「登録できない人」)."""
    if _DENIED.search(question) and not _DENIES.search(text):
        return worth * _LACKS
    if not form.has.search(text) or (form.listed and not listed and _HANDS_IN.search(text)):
        return worth * _LACKS
    return worth + _HAS + _LISTED * (form.listed and listed)


def by_case(question: str, text: str) -> float:
    """What a paragraph gains that says what follows when something is done (「滞納したらどうなる」, 「滞納したときは」), or who
    fills an office (「会長は誰」, 「会長は、市長をもって充てる」)."""
    case, office = _CASE.search(question), _OFFICE.search(question)
    if case and re.search(rf"{case['done']}を?(?:し|さ)[^。]{{0,8}}(?:とき|場合|者)", text):
        return _CASED
    filled = office and re.search(rf"(?:^|[。\n]){office[1]}は、[^。]*(?:充て|とする|です)", text)
    return _FILLED if filled else 0.0
