"""The name of a law or 例規 that ends at a place in a text: 「…に規定する地方自治法（昭和22年法律第67号）」. Knows nothing of 条.

A name known from elsewhere wins. An unknown one is cut by its form: a run of 漢字 and カタカナ, or, for names
that end in 法律 or 条例, as far back as words that no name holds (は, が, により, 又は …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.law.numbers import NUMERAL, branch_number

LAW_NUMBER = re.compile(
    rf"(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年(?:{NUMERAL}月{NUMERAL}日)?"
    r"[^\s（）()「」、。第0-9０-９]{0,20}?"
    rf"(?:法律|政令|勅令|省令|府令|閣令|条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|条約|内規)第{NUMERAL}号"
)
"""昭和22年法律第67号, 令和元年みどり市条例第18号, 昭和四十六年厚生省令第三十五号."""
SUFFIX = r"(?:法律|施行法|法|施行令|政令|省令|府令|令|施行規則|規則|条例|規程|要綱|要領|細則|訓令|告示|憲法|協定|条約|皇室典範|典範)"
_SHORT = re.compile(rf"[一-龠々〆ァ-ヶー・０-９0-9Ａ-Ｚ]+?{SUFFIX}$")
_YEAR = re.compile(r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9０-９〇一二三四五六七八九十百]+)年")
_LONGEST = 90
_STOP = re.compile(
    r"[。「」『』\n\t　]|(?<=[ぁ-ん])、|(?<!・)[（）]|[はが]|(?:又は|若しくは|により|による|に基づく|に基づき|において|について|とし|として|場合|"
    r"(?:第|前|同|次|この)[^、及並の]{0,12}[条項号](?:の[0-9０-９一二三四五六七八九十]+)*(?:及び|並びに|、|から|まで|中)?|に規定する|準用する|総合的に(?=障害者の)|に掲げる|に定める|の規定|当該|その他|又|ただし|ほか)"
)
_HEAD = re.compile(
    r"^(?:[、　 ]|[0-9０-９]+|同?(?:法|令|条例|規則)(?:及び|並びに|、)|及び|並びに|と|の|を|に|で|も|から|より|当該|同じく|又は|若しくは|又|等)+"
)
_NAMES_WITH_KANA = re.compile(r"(?:条例|規則|規程|要綱|要領|細則|訓令|告示)$")
_WORDS = re.compile(
    r"(?:方法|手法|用法|司法|立法|作法|技法|療法|解法|文法|寸法|命令|法令|政令|省令|府令|号令|辞令|指令|訓令|勅令|発令|条令|"
    r"例規|同法|同令|同条例|同規則|同規程|他法|各法|諸法|本法|条例|規則|規程|要綱|要領|細則|告示|法律|この法|会則|不法|合法|違法|適法|旧法|新法)$"
)


_GENERIC = re.compile(
    r"(?:(?:緊急|臨時|特別|暫定)?(?:措置法|特例法)|法律|条例|規則|規程|要綱|要領|政令|省令|訓令|告示)(?:施行令|施行規則|施行規程|施行細則)?$"
)
_AUTHORITY = re.compile(
    r"(?:元|[0-9０-９〇一二三四五六七八九十百])年([^\s（）()「」、。第0-9０-９]{1,12}?[都道府県市町村区])(?:[^\s（）()「」、。第0-9０-９]{0,10})(?:条例|規則|規程|告示|訓令|要綱)"
)


_OWN_AUTHORITY = re.compile(
    r"\A(?:[^\n]{0,60}\n){0,4}?[#*○◯〇 　]*([一-龠々ァ-ヶー]{0,3}[ぁ-ん][ぁ-んァ-ヶー一-龠々]{0,5}?[都道府県市町村区])"
    r"[^\n。、]{2,60}(?:条例|規則|規程|要綱|要領|細則|訓令|告示)"
)
"""A name with ひらがな in one of the first lines (「かすみ野市手数料条例」); one in 漢字 alone needs no help."""


def authorities_in(text: str) -> tuple[str, ...]:
    """The 団体 whose 例規番号 the text gives (「令和元年みどり市条例第18号」 → みどり市) or whose own it is, each once."""
    own = _OWN_AUTHORITY.match(text)
    return tuple(dict.fromkeys([*_AUTHORITY.findall(text), *([own[1]] if own else [])]))


@dataclass(frozen=True, slots=True)
class Names:
    """Known names of laws and 例規 (name → number, "" where unknown), found fast by their last characters.

    ``authorities`` are the 団体 whose name may begin one (みどり市). A table may lie over another (``below``):
    the names of one document over those of the whole library.
    """

    numbers: Mapping[str, str]
    authorities: tuple[str, ...] = ()
    below: Names | None = None
    _by_tail: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _by_number: dict[str, str] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(numbers: Mapping[str, str], authorities: Iterable[str] = (), below: Names | None = None) -> Names:
        """The table; of names with one number only those are kept that end in no shorter one of them.

        「職員に関する〇〇法」 was cut too far back where another place has 「〇〇法」 with the same number.
        """
        shortest: dict[str, str] = {}
        for name, number in numbers.items():
            key = number_key(number)
            if key and len(name) <= len(shortest.get(key, name)):
                shortest[key] = name
        tails: dict[str, list[str]] = {}
        kept: dict[str, str] = {}
        for name, number in numbers.items():
            key = number_key(number)
            short = (below.named(key) if below else "") or shortest.get(key, name)
            if name == short or not name.endswith(short):
                kept[name] = number
                tails.setdefault(name[-3:], []).append(name)
        ordered = {tail: tuple(sorted(names, key=len, reverse=True)) for tail, names in tails.items()}
        return Names(kept, tuple(dict.fromkeys(authorities)), below, ordered, shortest)

    def named(self, key: str) -> str:
        """The shortest name with a number (``number_key``), or ""."""
        return self._by_number.get(key, "") or (self.below.named(key) if self.below else "")

    def number_of(self, name: str) -> str:
        """The number of a name, or ""."""
        return self.numbers.get(name, "") or (self.below.number_of(name) if self.below else "")

    def ending(self, text: str, end: int) -> str:
        """The longest known name that ends at ``end``, or ""."""
        tail = text[max(0, end - 3) : end]
        own = next((n for n in self._by_tail.get(tail, ()) if text.startswith(n, end - len(n), end)), "")
        other = self.below.ending(text, end) if self.below else ""
        return max(own, other, key=len)

    def joined(self, more: Iterable[tuple[str, str]], authorities: Iterable[str] = ()) -> Names:
        """A table of more names over this one; a number that is known stays."""
        numbers: dict[str, str] = {}
        for name, number in more:
            numbers[name] = self.number_of(name) or numbers.get(name) or number
        return Names.of(numbers, (*self.authorities, *authorities), self)


NO_NAMES = Names.of({})


def name_ending(text: str, end: int, known: Names = NO_NAMES) -> str:
    """The name that ends at ``end``; "" where the words there name nothing (「この法律」, 「方法」).

    >>> name_ending("市長は、墓地、埋葬等に関する法律", 16)
    '墓地、埋葬等に関する法律'
    """
    short = _short(text, end)
    window = text[max(0, end - _LONGEST) : end]
    stops = [match.end() for match in _STOP.finditer(window[:-2])]
    clause = window[stops[-1] if stops else 0 :]
    own = max((clause.rfind(each) for each in known.authorities), default=-1)
    if own >= 0 and _NAMES_WITH_KANA.search(window):
        short = clause[own:]
    if found := known.ending(text, end):
        # 「学校教育法施行令」 known as 「施行令」 only, or 「教育法」 within a longer 漢字 name
        return (
            short if short.endswith(found) and len(short) > len(found) and not _glued(short, found) else found
        )
    if short or not re.search(rf"{_GENERIC.pattern}", window):
        return short
    name = _HEAD.sub("", clause)
    if re.fullmatch(r".*改正[前後]の(?:条例|規則|法律|規程|要綱)", name):
        return ""
    return (
        name
        if len(name) > 4
        and not _YEAR.match(name)
        and not _WORDS.fullmatch(name)
        and not _GENERIC.fullmatch(name)
        else ""
    )


def _glued(short: str, found: str) -> bool:
    """Whether what stands before a known name in one run of 漢字 is a word of its own (当該, 旧, 改正後)."""
    return bool(
        re.fullmatch(
            r"(?:[〇一二三四五六七八九十]|当該|改正[前後]|旧|新|各|同|本市|市|及|並|又)+",
            short.removesuffix(found),
        )
    )


def _short(text: str, end: int) -> str:
    """A name in 漢字 and カタカナ alone; "" for one that goes on in ひらがな before it (〜に関する法律)."""
    window = text[max(0, end - 40) : end]
    match = re.search(r"[一-龠々〆ァ-ヶー・]+$", window)
    if match is None:
        return ""
    run = re.sub(r"^(?:.*[条項号]中|当該|各)+", "", match[0])
    if _YEAR.match(run):
        return ""
    if not re.search(SUFFIX + "$", run) or _WORDS.fullmatch(run) or len(run) < 2:
        return ""
    before = window[: match.start()]
    before = window[: match.start()]
    if run.startswith("等"):  # 地すべり等防止法
        return re.split(r"[。、はがをの　（）「」]|及び|又は|並びに|若しくは|[条項号]", before)[-1] + run
    generic = _GENERIC.search(run)
    if generic and (generic[0] == run or re.search(r"(?:する|ための|等の|係る|べき)$", before)):
        return ""
    return run


@lru_cache(maxsize=65536)
def number_key(number: str) -> str:
    """A 例規番号 as it is compared: era, year, kind and number (昭和四十六年厚生省令第三十五号 → 昭和46厚生省令35)."""
    match = re.match(
        rf"(明治|大正|昭和|平成|令和)(元|{NUMERAL})年(?:{NUMERAL}月{NUMERAL}日)?(.*?)第({NUMERAL})号", number
    )
    if match is None:
        return ""
    year = "1" if match[2] == "元" else branch_number(match[2])
    return f"{match[1]}{year}{match[3].strip()}{branch_number(match[4])}"
