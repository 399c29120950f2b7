"""What a question takes for granted: a year, a 第○回, a facility, another city. Knows nothing of scores or models.

「令和9年度の決算」 is near to every 決算 in meaning; that no passage found speaks of 令和9年度 is what tells that there
is no answer. A premise is met when a passage found states it, in any spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.coverage import sound_of
from ingest.document import Hit
from ingest.search_key import normalise, years

LOOKED = 5
"""Hits in which a premise must be met."""
_EDITION = re.compile(r"第\d+回")
_YEAR = re.compile(r"(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?:19|20)\d\d)年(?:度|(?!\d{1,2}月))")
"""A year with a month is a day to ask as of, no premise: the rule of that day is older than the day."""
_FISCAL = re.compile(r"(?:元|\d+)年度")
_FACILITY = re.compile(
    r"[一-龠々ァ-ヶー]{2,}(?:病院|会館|体育館|公民館|図書館|美術館|博物館|水族館|動物園|植物園|遊園地|球場|斎場|霊園|分館|支所|出張所"
    r"|センター|プール|スキー場|キャンプ場|温泉|ドッグラン|高校|高等学校|大学|空港|競技場)"
)
_PLACE = re.compile(
    r"([一-龠々ァ-ヶー]{1,6}?[ヶケ]?[一-龠々ァ-ヶー]{0,4}[市町村])(?=[のがはにでへとを、]|から|役所|役場|立)"
)
_KANA_PLACE = re.compile(r"(?:^|[のはがを、])([ぁ-ん]{2,5}[市町村])(?=[のがはにで])")
_NO_PLACE = re.compile(
    r"^(?:.|町村|市町村|(?:本|当|各|同|全|他|旧|新|両|近隣|合併).*|.*(?:都市|朝市|市町|市区町|政令|市町村))$"
)
_OWN = re.compile(
    r"(?:私|わたし|僕|ぼく|俺|うち|自分)(?:の|が|は)[^、。]{0,16}?(?:番号|何点|点数|結果|いくら|いつ|残高|滞納|金額|額)"
)


def unmet(query: str, hits: Iterable[Hit], *, city: str = "", also: str = "") -> tuple[str, ...]:
    """The premises of ``query``, and ``also``, that none of the first hits states; () when there are none or all are met.

    ``city`` is the own city's name: it needs no stating. What a paper on another 年度 says of a 年度 in passing does not
    make it one on that 年度.
    """
    taken = [*premises(query, city=city), *filter(None, [also])]
    told = [(normalise(hit.document.title), _said(hit)) for hit in list(hits)[:LOOKED]] if taken else []
    return tuple(
        premise
        for premise in taken
        if not any(_states(text, premise) and not _on_another(title, premise) for title, text in told)
    )


def _on_another(title: str, premise: str) -> bool:
    """Whether a title names a 年度 and not this one."""
    named = _FISCAL.findall(title)
    return (
        bool(named) and premise.endswith("年度") and not _states("\n".join((title, *years(title))), premise)
    )


def premises(query: str, *, city: str = "") -> tuple[str, ...]:
    """Years (also in the other calendar), editions, facilities and other municipalities that ``query`` names."""
    text = normalise(query).replace(" ", "")
    named = [*_YEAR.findall(text), *_EDITION.findall(text)]
    named += _FACILITY.findall(text)
    places = (*_PLACE.findall(text), *_KANA_PLACE.findall(text))
    named += [each for each in places if not _NO_PLACE.match(each) and each != normalise(city)]
    return tuple(dict.fromkeys(named))


def asks_own_record(query: str) -> bool:
    """Whether somebody asks for what only his own records hold: 「私の印鑑登録証の番号は何番ですか」."""
    return bool(_OWN.search(query))


def _said(hit: Hit) -> str:
    document = hit.document
    issued = (
        f"{document.issued.year}年{document.issued.year - (document.issued.month < 4)}年度"
        if document.issued
        else ""
    )
    parts = (
        document.title,
        document.number,
        issued,
        *hit.passage.headings,
        hit.passage.context,
        hit.passage.text,
    )
    text = normalise("\n".join(parts)).replace(" ", "")
    return "\n".join((text, *years(text)))


def _states(text: str, premise: str) -> bool:
    """Whether a text states a premise: as written, its year in the other calendar, or a facility that sounds the same
    (「こども過程センター」 is a typing error)."""
    if premise in text or any(year in text for year in years(premise)):
        return True
    return bool(_FACILITY.search(premise)) and sound_of(premise) in sound_of(text)
