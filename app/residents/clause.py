"""What a message asks, apart from the story it tells first, and the things that are asked of. Knows no documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.residents.apart import asks
from app.residents.asking import DOING, GIVEN, WHO
from app.text.morphology import words
from app.text.wording import overlaps
from ingest.search.coverage import asks as only_asks
from ingest.search.coverage import nouns_of

if TYPE_CHECKING:
    from app.residents.phrases import Phrases

_ENDS = re.compile(
    r"[。．.？?！!\n]+[ 　]*|(?:(?:の|ん)?(?:です|だ)|ました|ます|ません|(?<=[たるいうくぐすつぶむ]))(?:けれど|けど|が|[のん]で(?!しょ|す)|から)[、，]?[ 　]*|(?<=く)て[、，][ 　]*"
)
"""Where a story ends and the question may begin: 「…をなくしたのですが、」."""
_NAMES = ("名詞", "接頭辞", "接尾辞")
_FOREIGN = re.compile(r"[ァ-ヺー]+")
_COUNTED = re.compile(r"[0-9０-９]")
"""What a name of a thing has nothing of, and an amount has: 「所得割額5万円」."""
_ASIDE = ("で", "から", "より", "まで", "へ")
"""Particles behind where, when and with what something is done: no thing that is asked of."""
_GOES = re.compile(r"に[、 　]?(?:行|来|い(?:け|く|っ|ま|る)|住|お(?:り|ら)|出(?:か|る)|帰|戻|引っ?越)")
_TIME = re.compile(
    r"(?:[今先来再昨]?[年月週日朝夕晩夜春夏秋冬]|[平休祝]日|土日|[月火水木金土日]曜日?|最近|以前|昔|正月|年末|年始|年度|昼間?|午[前後]|月末|前|後|間|まえ|あと|とき|ころ|半日|一日|夜中|深夜|早朝|夜間|休日|何[年月日時])+(?:間|頃|ごろ)?"
)


VAGUE = re.compile(
    r"やつ|もの|こと|背|とこ|ところ|所|場所|先|(?:旅行|外出|出張|滞在|勤め|勤務)先|[上下隣横]|うち|以[上下内外]|大人|(?:お)?子(?:ども|供|さん|様)?|赤(?:ちゃん|ん坊)|結果|急|無理|暮らし|[一二三四五六七八九十0-9]+人?|(?:センチ|ミリ|キロ)(?:メートル|グラム)?|メートル|グラム|リットル|[長高大広重](?:き)?さ|名前|具合|調子|体調|病院|医者|割|分|円|[市町村区]民|住民|家庭|家族|世帯|自分|私"
)
"""Nouns that name no thing, or one that is said of anything."""
POLITE = re.compile(r"^お(?=[一-龠])")
"""What residents say before a thing and pages do not: お祝い for 祝い金."""


def core_of(text: str, phrases: Phrases) -> str:
    """The last clause, where it names a thing of its own: 「来週引っ越します。水道はいつまでに言えば止まりますか」 asks of the
    水道. The whole where it tells no story or the clause names nothing."""
    ends = [match.end() for match in _ENDS.finditer(text.rstrip("。．？?！! 　\n"))]
    for end in reversed(ends):
        if asks(text[end:], phrases) and set(things(text[end:], phrases)).difference(phrases.words["halls"]):
            return text[end:]
    return text


def tells_story(text: str) -> bool:
    """Whether a message has a clause before the one that asks."""
    return bool(_ENDS.search(text.rstrip("。．？?！! 　\n")))


def things(text: str, phrases: Phrases) -> tuple[str, ...]:
    """The last noun of each name that ``text`` asks of, not where, when, by whom or with what: 農園 of 「市民農園を駅前で」."""
    found = (
        _head(name, own)
        for name in _named(text)
        if not (_TIME.fullmatch(name) or WHO.fullmatch(name) or _COUNTED.search(name))
        and (own := nouns_of(name))
    )
    return _besides(found, text, phrases)


def names(text: str, phrases: Phrases) -> tuple[str, ...]:
    """The whole names of the ``things`` of ``text``: クリーンセンター."""
    kept = things(text, phrases)
    return tuple(name for name in _named(text) if (own := nouns_of(name)) and _head(name, own) in kept)


def own_nouns(text: str, phrases: Phrases) -> tuple[str, ...]:
    """Every noun of ``text`` that names a thing."""
    return _besides((noun for noun in nouns_of(text) if not _TIME.fullmatch(noun)), text, phrases)


def nouns_asked(text: str, phrases: Phrases) -> tuple[str, ...]:
    """The nouns that name a thing in the sentences that ask, in all of ``text`` where those name none: of 「私は非課税になりますか？
    年金が月9万円です」 the 課税. What a name ends in counts twice: 一時保育 is a 保育."""
    asking = "、".join(one for one in _ENDS.split(text) if asks(one, phrases))
    found = own_nouns(asking, phrases)
    return (
        (*found, *things(asking, phrases)) if found else (*own_nouns(text, phrases), *things(text, phrases))
    )


def _besides(nouns: Iterable[str], text: str, phrases: Phrases) -> tuple[str, ...]:
    """``nouns`` without those that only ask, and those that are said of anything."""
    asked = [word for one in phrases.asks if one.asked_in(text) for word in one.words]
    other = (DOING, GIVEN, WHO, VAGUE)
    return tuple(
        dict.fromkeys(
            noun
            for noun in nouns
            if not overlaps(noun, asked) and not any(each.fullmatch(noun) for each in other)
        )
    )


def _head(name: str, nouns: Sequence[str]) -> str:
    """What a name names: its last noun, with the one before it where it is of one letter (住民票, 処理機, 霧ノ湯)."""
    before = name.rfind(nouns[-2]) if len(nouns) > 1 and len(nouns[-1]) == 1 else -1
    return name[before:] if before >= 0 else nouns[-1]


def _named(text: str) -> Iterator[str]:
    """The runs of nouns that are no adverbials."""
    found = words(text)
    start = -1
    for at, word in enumerate(found):
        if (word.parts[0] in _NAMES and not only_asks(word.same)) or _FOREIGN.fullmatch(
            word.text
        ):  # クリーン of クリーンセンター is no noun by itself
            start = at if start < 0 else start
            continue
        if start >= 0:
            aside = word.parts[0] == "助詞" and word.text in _ASIDE
            like = at - start == 1 and "形状詞可能" in "".join(found[start].parts)  # 「普通のごみ」
            if not aside and not like and not _GOES.match(text, word.start):
                yield text[found[start].start : word.start]
        start = -1
    if start >= 0:
        yield text[found[start].start :]
