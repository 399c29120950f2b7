"""Which regulation a person means: by its name, without the city's own, abbreviated (廃棄物条例), or mistyped. Knows nothing of 条."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ingest.search.misspelt import mend_kind, sound_of_name, words_in_sound
from ingest.search_key import analyse, normalise

KIND = r"(?:条例施行規則|施行規則|施行細則|条例|規則|規程|規約|要綱|要領|細則|訓令|法律|法|令)"
_KIND_AT_END = re.compile(KIND + "$")
_TOKEN = re.compile(
    rf"[一-龠々〆ヶァ-ヺーぁ-ゖa-z0-9・]*?{KIND}(?=$|[^一-龠々ァ-ヺー])|[一-龠々〆ヶァ-ヺーぁ-ゖa-z0-9・]+?{KIND}(?=第|附則|別表|様式)"
)
_AUTHORITY = re.compile(
    r"^(?:[^\s]{2,20}?(?:組合|広域連合|企業団)(?!員|議|[^一-龠])|[^\s]{1,8}?(?:市|町|村|区|県)立?)(?=.{3})"
)
_NUMBER = re.compile(
    r"(?:明治|大正|昭和|平成|令和)(?:元|\d+)年[^\s\d]{0,12}?(?:条例|規則|規程|要綱|告示|訓令|法律|政令)第\d+号"
)
_ITS_RULE = re.compile(r"施行(?:規則|細則|規程|令)")
"""What makes the name of a 条例 that of its rule, which may be called otherwise (管理規則)."""
_OF_WHOM = re.compile(r"(?<=年)[^\s\d]+?(?=(?:条例|規則|規程|要綱|告示|訓令|法律|政令)第)")
"""「みどり市」 of 平成12年みどり市条例第8号, which the office itself leaves out."""
_AMENDING = re.compile(
    r"を(?:改正|廃止)する|の施行期日を定める|(?:条例|規則|規程|要綱|例規|法律|法令|政令)等?の整[備理]に関する"
)
"""Titles that are never meant by a short name: 「廃棄物条例」 is not what amends it."""
_NAMED = re.compile(
    r"[^、。,.?!をはがで]+?(?:条例|規則|規程|要綱|要領)(?=第[0-9]|附則|別表|様式|[^一-龠々ァ-ヺー]|$)"
)
_OWNER = re.compile(r"^.*(?:[市町村区県]|こ|そ|他)の(?=.{4})")
"""What may stand before a name: 「何のための市の」."""
_PLAIN = re.compile(r"[一-龠々ァ-ヺー]+")
_OF_ANY = re.compile(
    r"^(?:.*の|.*(?:改正|関係|関連|当該|現行|個別|既存|類似|独自|自主|新旧|廃止|制定|委任|上位|市町村|当市|他市|本市|地方|一般|同名|同じ|各種|国|県))$"
)
"""What makes 条例 or 規則 no name: 「一部改正条例」, 「ごみの条例」."""
_MATTERS = 3
"""Runs of 漢字 or カタカナ that make words a name without the city's own: 「ドローンの飛行の制限に関する」, not 「通勤手当に関する」."""
_MISTYPED = 0.78
"""One character in nine: 手数科条例 has .80 to 手数料条例; 屋外広告物条例 .46 to the nearest."""
NEAR = 0.62
"""difflib ratio from which a mistyped name is offered: 手数科条例 .80 to 手数料条例, 図書館規則 .5 to 契約規則."""


@dataclass(frozen=True, slots=True)
class Meant:
    """``titles``: what may be meant, the likeliest first. ``how``: full, short (abbreviated, one candidate),
    several (abbreviated, more than one), near (no such name; these look like it). ``words`` is what was read as the name."""

    titles: tuple[str, ...]
    how: str
    words: str


class RegulationNames:
    """The names of the regulations: (title, number) pairs."""

    def __init__(self, regulations: Iterable[tuple[str, str]]) -> None:
        self._full: list[tuple[str, str]] = []
        self._short: list[tuple[str, str]] = []
        for title, number in dict.fromkeys(regulations):
            name = _plain(title)
            short = _AUTHORITY.sub("", name)
            local = re.sub(r"^[^\s]{1,8}?(?=[市町村区](?!立).{3})", "", name)  # 市税条例
            self._full += [(each, title) for each in dict.fromkeys((name, short, local)) if len(each) >= 3]
            for told in _NUMBER.findall(_plain(number)):
                self._full += [(each, title) for each in dict.fromkeys((told, _OF_WHOM.sub("", told)))]
            if not _AMENDING.search(title):
                self._short.append((short, title))
        self._full.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def meant_in(self, query: str) -> Meant | None:
        """What regulation a query names; None when it names none. ``query`` need not be normalised.

        A name within a longer word is none: 「税条例」 in 「国民健康保険税条例」.
        """
        text = _plain(query)
        for name, title in self._full:
            at = text.find(name)
            if (
                at >= 0
                and not re.search(r"[一-龠々ァ-ヺー]$", text[:at])
                and not _ITS_RULE.match(text, at + len(name))
            ):
                titles = dict.fromkeys(other for each, other in self._full if each == name)
                return Meant(tuple(titles) or (title,), "full", name)
        token = _TOKEN.search(text)
        return (self._abbreviated(token[0]) if token else None) or self._mistaken(text)

    def stranger_in(self, query: str) -> str:
        """The name of a regulation that the query says and none here has or resembles; "" when there is none.

        A typing error (手数科条例), an abbreviation (廃棄物条例) and a description (通勤手当に関する規則) are no strangers;
        nor are words that stand apart (「試行運行 条例 規則」 names none).
        """
        found = next(filter(None, map(_NAMED.search, normalise(query).split())), None)
        if found is None:
            return ""
        told = _OWNER.sub("", found[0])
        name = re.sub(r"^[市町村区県](?=.{4})", "", _AUTHORITY.sub("", told))
        stem = _KIND_AT_END.sub("", name)
        if len(stem) < 2 or _OF_ANY.match(stem):
            return ""
        meant = self.meant_in(name)
        if meant is not None and meant.how != "near":
            return ""
        in_words = not _PLAIN.fullmatch(stem)
        if in_words and (self._speaks_of(stem) or (name == told and len(_PLAIN.findall(stem)) < _MATTERS)):
            return ""
        like = (difflib.SequenceMatcher(None, name, short).ratio() for short, _ in self._short)
        return "" if max(like, default=0.0) >= _MISTYPED else name

    def _speaks_of(self, stem: str) -> bool:
        """Whether a title has the first noun of a name: what it is about."""
        nouns = [word for _, word, kind, _ in analyse(stem) if kind == "名詞"]
        return not nouns or any(nouns[0] in _words_of(short) for short, _ in self._short)

    def _abbreviated(self, words: str) -> Meant | None:
        """「廃棄物条例」, 「国保条例」 by their characters in order; else the nearest in spelling."""
        for at in [0, *(match.end() for match in re.finditer(r"[のはをがにとでも]", words))]:
            name = words[at:]
            kind = _KIND_AT_END.search(name)
            stem = _AUTHORITY.sub("", name[: kind.start()] + "　　　").rstrip("　") if kind else ""
            if kind is None or len(stem) < 1 or (at and not re.fullmatch(r"[一-龠々ァ-ヺー]{2,}", stem)):
                continue
            if titles := self._fitting(stem, kind[0]):
                return Meant(titles, "short" if len(titles) == 1 else "several", name)
        return self._near(words)

    def _fitting(self, stem: str, kind: str) -> tuple[str, ...]:
        """The titles that an abbreviation fits best; where none does as it is written, in another spelling (空き家 for 空家),
        then by the things it names, in any order (放置自転車条例 for 自転車等の放置の防止に関する条例)."""
        for written in (str, _spelling):
            ranked = [(_fit(written(stem), kind, written(short)), title) for short, title in self._short]
            best = max((score for score, _ in ranked), default=0)
            if best > 0:
                return tuple(dict.fromkeys(title for score, title in ranked if score == best))
        nouns = _nouns_of(stem)
        named = [(short, title) for short, title in self._short if short.endswith(kind)]
        several = len(nouns) > 1 and _PLAIN.fullmatch(stem)
        held = [title for short, title in named if nouns <= _nouns_of(short)] if several else []
        return tuple(dict.fromkeys(held))

    def _mistaken(self, text: str) -> Meant | None:
        """「表彰規定第3条」 for the 規程 of that name, 「市税じょうれい」 by its kind, 「てすうりょう条例」 by its sound."""
        if mended := mend_kind(text):
            meant = self._abbreviated(mended.name)
            if meant and (meant.how != "near" or mended.alone):
                return Meant(meant.titles, "near", mended.words)
        words, sound = words_in_sound(text)
        titles = dict.fromkeys(title for name, title in self._full if sound and sound_of_name(name) == sound)
        return Meant(tuple(titles), "near", words) if titles else None

    def _near(self, words: str) -> Meant | None:
        name = _AUTHORITY.sub("", words)
        if len(name) < 4:
            return None
        kind = _KIND_AT_END.search(name)
        stem = name[: kind.start()] if kind else name
        scored = [
            (1.0, title)
            for short, title in self._short
            if len(stem) > 1 and _KIND_AT_END.sub("", short) == stem
        ]
        scored += [
            (difflib.SequenceMatcher(None, name, short).ratio(), title) for short, title in self._short
        ]
        close = sorted((pair for pair in scored if pair[0] >= NEAR), key=lambda pair: -pair[0])
        titles = tuple(dict.fromkeys(title for _, title in close))[:3]
        return Meant(titles, "near", words) if titles else None


def as_typed(words: str, query: str) -> str:
    """The name as the person wrote it (「生成AI要綱」, not 「生成ai要綱」)."""
    at = query.lower().find(words)
    return query[at : at + len(words)] if at >= 0 else words


def which(meant: Meant, query: str) -> str:
    """What is told of a name that is none, or of several."""
    words = as_typed(meant.words, query)
    names = "、".join(f"「{title}」" for title in meant.titles[:5])
    if meant.how == "several":
        return f"「{words}」に当たる例規がいくつかあります：{names}。正しい名前で探してください。"
    return f"「{words}」という例規はありません。{names}ではありませんか。"


def _fit(stem: str, kind: str, short: str) -> int:
    """How well an abbreviation fits a name: 4 its beginning, 3 a part, 2 its characters in order from the first, 0 not."""
    if kind == "法" and short.endswith("法律"):
        short = re.sub(r"に関する法律$", "法", short).replace("等法", "法")  # 墓埋法
    if not short.endswith(kind):
        return 0
    core = short[: -len(kind)]
    if not core or (kind in ("規則", "令", "法") and re.search(r"施行$", core) and "施行" not in stem):
        core = re.sub(r"(?:条例|法律|法)?施行$", "", core)
    if core.startswith(stem):
        return 4
    if len(stem) >= 2 and stem in core:
        return 3
    if len(stem) >= 2 and core[:1] == stem[0] and in_order(stem, core):
        return 2
    return 0


def in_order(stem: str, core: str) -> bool:
    """Whether ``core`` only adds characters to ``stem``."""
    rest = iter(core)
    return all(character in rest for character in stem)


def _plain(text: str) -> str:
    return re.sub(r"[\s　○◯「」『』]", "", normalise(text))


@lru_cache(maxsize=8192)
def _spelling(name: str) -> str:
    """A name in one spelling of its words: 空き家 and 空家, 取り扱い and 取扱 are one."""
    return "".join(part[1] for part in analyse(name))


@lru_cache(maxsize=8192)
def _nouns_of(name: str) -> frozenset[str]:
    return frozenset(word for _, word, kind, _ in analyse(name) if kind == "名詞")


@lru_cache(maxsize=2048)
def _words_of(title: str) -> frozenset[str]:
    return frozenset(part[1] for part in analyse(title))
