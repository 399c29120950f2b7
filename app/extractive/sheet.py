"""The table that a clerk describes in words: its columns, its sheets, the rows that are wanted. Knows no formulas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TOLD = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2})列(.*?)(?=[A-Z]{1,2}列|[。\n]|$)", re.IGNORECASE)
_RUN = re.compile(r"(?<![A-Z0-9])([A-Z])(?:列)?[~〜～から-]+([A-Z])列", re.IGNORECASE)
_WISHED = re.compile(r"出したい|出す|求めたい|入れたい|表示したい|結果|計算したい|書きたい")
_SHEET = re.compile(
    r"シート「([^」]{1,20})」|「([^」]{1,20})」の?(?:シート|(?=[A-Z]列))|(?<![A-Za-z])([A-Za-z]*sheet[0-9]+)|(?<![一-龠ァ-ヶー])([一-龠ァ-ヶー]{2,10}?)の?シート",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![A-Za-z0-9])([A-Z])(?:列)?[ 　:：=＝は]?([一-龠ァ-ヶーぁ-ん（）()]{1,12})")
"""「A地区 B世帯主 C会費」: columns without the word 列."""
_NO_SHEET = ("別", "別の", "各", "新規", "同", "元", "全", "一つ", "複数", "課ごと", "他")
_TARGET = re.compile(r"^(?:シート)?[にへ]")
_COMPARED = re.compile(
    r"(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<times>[万千]?)(?P<unit>[^0-9、。\s]{0,3}?)(?P<how>以上|以下|未満|を?超え|より大き|より小さ)"
)
_HOW = {"以上": ">=", "以下": "<=", "未満": "<", "超え": ">", "を超え": ">", "より大き": ">", "より小さ": "<"}
_TIMES = {"": 1, "千": 1_000, "万": 10_000}
_OF_UNIT = {"歳": "年齢", "才": "年齢", "円": "額|料|費", "人": "人", "回": "回", "点": "点", "日": "日数"}
_EQUAL = re.compile(
    r"(?:(?P<of>[一-龠ァ-ヶー]{1,8})が)?(?:「(?P<quoted>[^」]{1,20})」|(?P<bare>[一-龠ァ-ヶーA-Za-z0-9○×]{1,12}))"
    r"(?:の|になっている|である|と書いた)(?:人|行|もの|者|件|世帯|方|住所|団体|施設)?の?(?:行|人)?(?:だけ|のみ|を抜)"
)
_SHORT = 8
_ANY = "条件の言葉"


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows are wanted: the ``column``, ``how`` it is compared (=, >=, …), and the ``value``."""

    column: str
    how: str
    value: str

    @property
    def written(self) -> str:
        """The value as a formula has it."""
        return self.value if re.fullmatch(r"[0-9.]+", self.value) else f'"{self.value}"'


def _flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def columns_told(text: str) -> list[tuple[str, str]]:
    """(letter, what it holds) of each column that the words name, in their order.

    >>> columns_told("A列：氏名　B列：生年月日　C列：年齢。75歳以上の行だけを写す")
    [('A', '氏名'), ('B', '生年月日'), ('C', '年齢')]
    >>> columns_told("1行目見出し、A地区 B世帯主 C会費。約800行")
    [('A', '地区'), ('B', '世帯主'), ('C', '会費')]
    """
    flat = _flat(text)
    found = [(match[1].upper(), match[2]) for match in _TOLD.finditer(flat)]
    bare = [(match[1], match[2]) for match in _BARE.finditer(flat)]
    if not found and [letter for letter, _ in bare[:2]] == ["A", "B"]:
        found = bare
    return [(letter, what.strip(" :：がにはの、，,=＝")) for letter, what in found]


def is_wished(what: str, purpose: str = "") -> bool:
    """Whether a column is told as the one that is to be filled, or holds what the purpose makes of the others.

    >>> is_wished("西暦", "和暦を西暦にしたい"), is_wished("和暦", "和暦を西暦にしたい")
    (True, False)
    """
    made = len(what) <= _SHORT and re.search(
        rf"{re.escape(what)}(?:の[^、。]{{1,6}})?に(?:し|直|変|そろ)", purpose
    )
    return bool(_WISHED.search(what) or (what and made))


def next_free(letters: Sequence[str], wider: str = "") -> str:
    """The column after the last that is told, 「A列からF列まで」 with it; "B" where none is.

    >>> next_free(["A", "C"]), next_free([], "A〜F列に名簿がある"), next_free([])
    ('D', 'G', 'B')
    """
    every = [*letters, *(match[2].upper() for match in _RUN.finditer(_flat(wider)))]
    last = max(every, key=lambda letter: (len(letter), letter), default="A")
    return chr(ord(last) + 1) if len(last) == 1 and last < "Z" else "AA" if last == "Z" else "B"


def sheets_told(text: str) -> tuple[str, str]:
    """The sheet that is read and the other one (a second list, or where rows go); "" for one that is not named.

    >>> sheets_told("名簿シート。75歳以上の行だけを「対象者」シートに")
    ('名簿', '対象者')
    >>> sheets_told("Sheet1のA列に去年の番号、Sheet2のA列に今年の番号")
    ('Sheet1', 'Sheet2')
    >>> sheets_told("シート「対象者」A列番号、シート「申請」A列番号")
    ('対象者', '申請')
    """
    flat, read, other = _flat(text), list[str](), list[str]()
    for match in _SHEET.finditer(flat):
        name = next(part for part in match.groups() if part)
        if name not in _NO_SHEET:
            (other if _TARGET.match(flat[match.end() :]) else read).append(name)
    read = list(dict.fromkeys(read))
    second = other[0] if other else read[1] if len(read) > 1 else ""
    return (read[0] if read else ""), second


def condition_of(values: Mapping[str, str]) -> Condition:
    """The rows that the purpose and the explanation want.

    >>> condition_of({"目的": "75歳以上の人を抜き出す", "説明": "A列：氏名　C列：年齢"})
    Condition(column='C', how='>=', value='75')
    >>> condition_of({"目的": "3万円以上の支払を探す", "説明": "A列＝支払日　C列＝金額"}).value
    '30000'
    >>> condition_of({"目的": "未納の人だけ抜き出す", "説明": "A列に氏名、D列に納付の状況（納付済・未納）"})
    Condition(column='D', how='=', value='未納')
    """
    text = _flat(f"{values.get('目的', '')}。{values.get('説明', '')}")
    told = [each for each in columns_told(values.get("説明", "")) if not is_wished(each[1])]
    if match := _COMPARED.search(text):
        wanted = _OF_UNIT.get(match["unit"][:1], "数|額|点|率|年齢")
        figure = float(match["value"].replace(",", "")) * _TIMES[match["times"]]
        return Condition(_holding(wanted, told), _HOW[match["how"]], f"{figure:.10g}")
    if match := _EQUAL.search(text):
        value = match["quoted"] or match["bare"]
        wanted = "|".join(map(re.escape, filter(None, (match["of"], value))))
        return Condition(_holding(wanted, told), "=", value)
    return Condition(_holding("区分|状況|地区|種別", told), "=", _ANY)


def _holding(wanted: str, told: Sequence[tuple[str, str]]) -> str:
    """The letter of the first column that holds what is wanted, else of the last one."""
    return next((letter for letter, what in told if re.search(wanted, what)), told[-1][0] if told else "A")
