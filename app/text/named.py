"""Things that bear a name in a text: 例規, 様式, 課 and outside bodies, facilities. Knows nothing of who or where they are.

A name is recognised by how it ends (…条例, …課, …会館) and by where it must begin. 「担当課」 and 「本市」 name nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.text.grams import may_stand
from app.text.morphology import words
from app.text.spans import Span
from ingest.law.numbers import normalise_ordinals

_GAPS = re.compile(
    r"【要確認[^】]*】|〔[^〕]*〕|\[\d+\]|https?://\S+|[\w.+-]+@[\w.-]+|(?:令和|平成|昭和|大正|明治)[元0-9０-９〇一二三四五六七八九十]+年[^\s（）()「」、。0-9０-９]{0,16}?第[0-9０-９〇一二三四五六七八九十百]+号"
)
_KANA = (
    "みどり|こども|子ども|子育て|まちづくり|ふるさと|くらし|すこやか|いきいき|ふれあい|やすらぎ|はばたき|けやき|やまゆり|"
    "障がい|ひとり親|いじめ|かわせみ|ひだまり|みらい|あおば|さくら|ひまわり|ごみ|しごと|まなび|いこい|つどい|ものづくり"
)
_CHAR = rf"(?:{_KANA}|[一-龠々〇ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９])"
_LAW_CHAR = rf"(?:{_KANA}|[一-龠々ァ-ヶー・]|の(?!規定|施行期日|定め)|及び|又は|並びに|に関する|に係る|における|等|を図る|のための|すべての)"
_LAW_ENDS = "条例施行規則|施行条例|施行規則|施行規程|施行細則|施行令|条例|規則|規程|要綱|要領|細則|法律|法"
_ORG_ENDS = (
    "実行委員会|教育委員会|委員会|協議会|審議会|運営会議|連合会|連盟|協会|商工会議所|商工会|組合|公社|財団|推進本部|対策本部|"
    "消防本部|消防署|消防団|警察署|保健所|税務署|法務局|労働局|農業委員会|事務局|事務所|自治会|町内会|自主防災会|振興会|クラブ|株式会社|"
    "(?<!賦)課(?!後)|(?<!関)係|(?<!薬)局"
)
_PLACE_ENDS = (
    "文化会館|会館|公民館|図書館|体育館|博物館|美術館|資料館|交流館|記念館|児童館|センター|大ホール|小ホール|ホール|公園|"
    "小学校|中学校|高等学校|高校|保育所|保育園|幼稚園|こども園|庁舎|広場|グラウンド|競技場|運動場|陸上競技場|プラザ|病院|診療所|斎場|河川敷公園|河川敷|市役所|役場|支所|出張所|浄水場|処理場"
)
_WHO = re.compile(rf"{_CHAR}{{1,18}}?(?:{_ORG_ENDS})(?!題|程|税|金|目|数|外|内閣|員|業)")
_WHERE = re.compile(rf"{_CHAR}{{1,18}}?(?:{_PLACE_ENDS})(?!公園|長|司書|員|利用|使用料)")
_LAW = re.compile(
    rf"{_LAW_CHAR}{{2,40}}?(?:{_LAW_ENDS})(?=第|（|\(|に|の|を|は|が|で|と|、|。|」|及び|又は|並びに|若しくは|\[|[ 　\n]|$)"
)
_PATTERNS = (
    ("例規名", _LAW, re.compile(_LAW_ENDS)),
    ("施設", _WHERE, re.compile(_PLACE_ENDS)),
    ("組織", _WHO, re.compile(_ORG_ENDS)),
)
_FORM = re.compile(
    r"(?:別記)?様式第[0-9０-９一二三四五六七八九十]+号(?:の[0-9０-９]+)?|第[0-9０-９一二三四五六七八九十]+号様式"
)
_GENERIC = re.compile(
    r"^(?:各|同|本|当|他|両|全|その|この|関係|担当|所管|主管|主務|筆頭|事務部|庁内|市内|地域|近隣|最寄り|新|旧|公立|市立|県立|町立|民間|私立|認可|指定|県内|対象|利用|主催|共催|当該|前|上記|下記|小|中|大|市|町|村|県|国|一|二|三|両|本庁|会議|"
    r"[0-9０-９一二三四五六七八九十]+|第[0-9０-９]+回?|コール|スポーツ|ボランティア|子ども|こども|関係各|担当の|屋外|屋内|駅前|都市|マン|データ|学校|動物|認定|公共|野外|多目的|各地区の|地区)*$"
)
_BEFORE_LAW = re.compile(
    r"(?:の|及び|又は|並びに|等|に関する|に係る|における|改正後の|現行の|新しい|廃止前の|[条項号法](?:及び|又は|並びに))+"
)
_JOINED = re.compile(r".+(?:及び|又は|並びに)(?=[一-龠]+(?:法|条例|規則|要綱|規程)$)")
"""「法人及び地方自治法」 is two things, 「処理及び清掃に関する条例」 one."""
_NO_LAW = re.compile(
    r"^(?:この|同|本|当該|関係|前|各|新|旧|現行|当|別の|他の|上位|国の|市の|町村の|法令|法律|現在の|教育委員会|議会|訓令|運用上の|前項の|条|項|号|日|施行|改正|条例|規則|要綱|の|等|方|手|用|作|書|技|文|寸|憲|司|立|製|工|話)*$"
)
_WORDS = {
    "方法",
    "手法",
    "用法",
    "司法",
    "立法",
    "文法",
    "作法",
    "技法",
    "工法",
    "違法",
    "合法",
    "不法",
    "適法",
    "寸法",
    "話法",
    "療法",
    "憲法",
    "国法",
}
_CITY = re.compile(r"^(?:若葉県)?[^\s市町村]{1,6}[市町村](?:立)?(?=.{3})")
_KANA_BEFORE = re.compile(r"(?:及び|並びに|又は|若しくは)?([ぁ-ん]{2,8})$")
_TOWN_BEFORE = re.compile(r"[市町村]立?(?![民有営道長議役内外税街政町村場立])(?=.{2})")
"""The end of the name of a municipality whose beginning is in hiragana (さざなみ｜町企画課), not 町民会館."""
_STOPS = ("。", "\n")
_MUNICIPALITY = re.compile(r"[一-龠]{0,3}?[市町村]")
_LONGEST_PARTICLE = 2
_CHAIN = re.compile(
    r"(?:(?:若葉県)?(?:[ぁ-ん一-龠]{1,4}市)?[一-龠]{2,4}部(?=[一-龠ぁ-んァ-ヶ]{2,10}[課局室])|[一-龠ァ-ヶー]{1,10}課(?=[一-龠ァ-ヶー]{1,8}係))"
)


@lru_cache(maxsize=2048)
def find_named(text: str) -> tuple[Span, ...]:
    """The named things of ``text`` in order, none overlapping: kinds 様式, 例規名, 組織, 施設. ``value`` is the name
    in one spelling without the name of the city in front (みどり市文化会館 → 文化会館)."""
    taken = bytearray(len(text))
    for gap in _GAPS.finditer(text) if may_stand(_GAPS, text) else ():
        taken[gap.start() : gap.end()] = b"\1" * (gap.end() - gap.start())
    found: list[Span] = []
    for kind, match in _matches(text):
        start, end = _trimmed(kind, text, *match.span())
        if end - start < 3 or any(taken[start:end]) or _names_nothing(kind, text[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        found.append(Span(kind, start, end, text[start:end], plain_name(text[start:end])))
    return tuple(sorted(found, key=lambda span: span.start))


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every match with its kind, kind by kind. No name goes over a 。 or the end of a line, so only the sentences that have an
    ending of the kind are read."""
    for match in _FORM.finditer(text) if may_stand(_FORM, text) else ():
        yield "様式", match
    for kind, pattern, ending in _PATTERNS:
        read = 0
        for one in ending.finditer(text):
            if one.start() < read:
                continue
            begins = 1 + max(text.rfind(stop, 0, one.start()) for stop in _STOPS)
            stops = [at for stop in _STOPS if (at := text.find(stop, one.end())) >= 0]
            read = min(stops, default=len(text))
            for match in pattern.finditer(text, begins, read):
                yield kind, match


def plain_name(text: str) -> str:
    """A name in one spelling, without the city in front of it.

    >>> plain_name("みどり市文化会館"), plain_name("様式第三号")
    ('文化会館', '様式第3号')
    """
    plain = re.sub(r"\s", "", normalise_ordinals(unicodedata.normalize("NFKC", text))).removeprefix("別記")
    if number := re.fullmatch(r"第(\d+)号様式", plain):
        return f"様式第{number[1]}号"
    return _CITY.sub("", plain)


def stands_in(name: str, text: str) -> bool:
    """Whether ``text`` (in one spelling) names ``name`` as a whole, not as the tail of a longer name.

    >>> stands_in("北公園", "東北公園"), stands_in("文化会館", "みどり市文化会館で")
    (False, True)
    """
    at = text.find(name)
    while at >= 0:
        before = text[max(0, at - 2) : at]
        if not re.search(r"[一-龠々ァ-ヶー]$", before) or re.search(r"[市町村県立部課]$|員会$", before):
            return True
        at = text.find(name, at + 1)
    return False


def _trimmed(kind: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The match without what only stands before the name: 「福祉部」 before its 課, 「及び」, 「なお、」."""
    if kind == "例規名":
        start += _lead(text[start:end])
        start -= _kana_before(text, start)
    if (
        kind in ("組織", "施設")
        and (town := _TOWN_BEFORE.match(text, start, end))
        and _kana_before(text, start)
    ):
        start = town.end()
    if kind == "組織":
        while chain := _CHAIN.match(text[start:end]):
            start += chain.end()
    if kind in ("組織", "施設") and (
        lead := re.match(
            r"(?:[一-龠]{1,3}[、・])?(?:午前|午後|第?[0-9０-９]+[回月日時分年度人件])+", text[start:end]
        )
    ):
        start += lead.end()
    return start, end


def _lead(name: str) -> int:
    """How many characters of a law's name only join it to what stands before: 「項及び地方公務員法」, 「現行の…」."""
    if name[0] == "・":  # the mark of a list
        return 1 + _lead(name[1:])
    if joined := _JOINED.match(name):
        return joined.end()
    return found.end() if (found := _BEFORE_LAW.match(name)) else 0


def _kana_before(text: str, start: int) -> int:
    """How many characters before a law's name belong to the name of its city: 「つくば｜市手数料条例」,
    「あさひ｜沢町手数料徴収条例」, and none of 「かつ市条例」."""
    kana, rest = _KANA_BEFORE.search(text[:start]), _MUNICIPALITY.match(text, start)
    if kana is None or rest is None:
        return 0
    own, named = kana[1], 0
    for word in words(own + rest[0]):
        whole = word.end > len(own) and word.proper
        noun = word.end == len(own) and word.parts[0] == "名詞" and "副詞可能" not in word.parts
        if word.start < len(own) and (whole or (noun and len(word.text) > _LONGEST_PARTICLE)):
            named = len(own) - word.start
    return named


def _names_nothing(kind: str, text: str) -> bool:
    if kind == "様式":
        return False
    if kind == "例規名":
        stem = re.sub(rf"(?:{_LAW_ENDS})$", "", text)
        return (
            bool(_NO_LAW.match(stem))
            or text[-2:] in _WORDS
            or (text.endswith("法") and len(text) < 4 and "（" not in text)
        )
    stem = re.sub(rf"(?:{_ORG_ENDS if kind == '組織' else _PLACE_ENDS})$", "", text)
    return bool(_GENERIC.match(stem)) or len(stem) < 1
