"""What a question takes for granted: a year, a 第○回, a facility, another city. Knows nothing of scores or models.

「令和9年度の決算」 is near to every 決算 in meaning; that no passage found speaks of 令和9年度 is what tells that there
is no answer. A premise is met when a passage found states it, in any spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.document import Hit
from ingest.law.numbers import fiscal_year
from ingest.search.coverage import read_terms, sound_of
from ingest.search_key import normalise, years

LOOKED = 5
"""Hits in which a premise must be met."""
_EDITION = re.compile(r"第\d+回")
_YEAR = re.compile(r"(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?:19|20)\d\d)年(?:度|(?!\d{1,2}月))")
"""A year with a month is a day to ask as of, no premise: the rule of that day is older than the day."""
_FISCAL = re.compile(r"(?:元|\d+)年度")
_FACILITY = re.compile(
    r"(?:[一-龠々ァ-ヶー]+)?(?:児童館|美術館|博物館|水族館|動物園|植物園|遊園地|科学館|スキー場|キャンプ場|ドッグラン|競馬場|競輪場)"
    r"|[一-龠々ァ-ヶー]{2,}(?:病院|会館|体育館|公民館|図書館|美術館|博物館|郷土館|水族館|動物園|植物園|遊園地|球場|斎場|霊園|分館|支所|出張所"
    r"|センター|プール|スキー場|キャンプ場|温泉|ドッグラン|高校|高等学校|大学|空港|競技場|競馬場|競輪場|児童館|記念館|資料館|科学館"
    r"|文学館|保健所|水族園|牧場|プラザ|ホール|アリーナ|スタジアム|ドーム|ミュージアム|パーク|ランド|タワー|ガーデン)(?![ァ-ヶー])"
)
_PLACE = re.compile(
    r"([一-龠々ァ-ヶー]{1,6}?[ヶケ]?[一-龠々ァ-ヶー]{0,4}[市町村])(?=[のがはにでへとを、]|から|役所|役場|立)"
)
_PREFECTURES = (
    "北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 "
    "大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄"
)
_PREFECTURE = re.compile(rf"北海道|(?:{'|'.join(_PREFECTURES.split())})[都府県]")
_WARD = re.compile(
    r"(?:[市都]|(?<![一-龠々ァ-ヶー]))([一-龠々ヶケ]{1,4}区)(?=[のがはにでへとを、]|から|役所)"
)
_COMING = re.compile(
    r"^(?:[一-龠々ヶケ]{1,5}[市区町村郡])*(?:役所|役場)?(?:から|より|へ|に|を)[^、。]{0,8}(?:引っ?越|転入|転出|移|越して|来て|来た|住んで|住む|出る|行く|行き|戻)"
)
"""What follows a place that somebody comes from or goes to: the question is about the move, not about the place."""
_KANA_PLACE = re.compile(r"(?:^|[のはがを、])([ぁ-ん]{1,4}(?!の)[ぁ-ん][市町村])(?=[のがはにで])")
_NEXT = re.compile(
    r"(?:お?(?:隣|となり)|よそ|ほか|他|別)の(?:市町村|自治体|市|町|村)"
    r"(?=の(?!人|方|かた|住民|者|子|どこか)(?![^。、]{0,16}(?:使[えうい]|借り|利用|入[れる]|通[えう]|預け)))"
)
"""Another municipality without its name: 「隣の市の図書館の休館日」 is not ours; whether one may use it there may be."""
_NO_PLACE = re.compile(
    r"^(?:.|町村|市町村|(?:本|当|各|同|全|他|旧|新|両|近隣|合併).*|.*(?:都市|朝市|市町|市区町|政令|市町村)"
    r"|.*(?:地|校|学|選挙|投票|行政|保護|街|工|処理|管|漁|特|禁猟|自治|全|団地|分)区)$"
)
_SELF = r"(?:私|わたし|僕|ぼく|俺|うち|自分)(?:の|が|は)(?!地区|地域|近く|近所|前の|町内|まわり|周り|隣|裏)"
_FAMILY = r"(?:父|母|妻|夫|息子|娘|主人|祖父|祖母)(?:の(?!日)|が|は)"
_DONE = r"(?:ました|てい?ます|どうなりました|どこまで[^、。]{0,6}(?:進|でき)[^、。]{0,4})か?[?？。]?$"
_OWN = re.compile(
    rf"{_SELF}[^、。]{{0,16}}?(?:番号|何点|点数|結果|いくら|いつ|残高|滞納|金額|額|何[冊枚割番位]|順位|使用量|{_DONE})"
    rf"|{_FAMILY}[^、。]{{0,16}}?(?:番号は|何点|点数|結果|残高|滞納|何[冊枚割番位]|順位|要介護度|{_DONE})"
    rf"|(?:出し|申し?込ん|申請し|提出し|届け出|予約し|頼ん|送っ|納め|払っ)[ただ][^、。]{{1,16}}[はがも][^、。]{{0,8}}{_DONE}"
)
"""One's own case, or what became of what one handed in; 「いつ届きますか」 asks for the rule."""
_WHERE = re.compile(
    r"どこ(?:で|に行|へ行|の課)|(?:調べ|確かめ|確認する|知る)(?:方|方法|には)|どうやって|どうすれば"
)
"""Where or how one may see one's own record."""
_GREETING = re.compile(
    r"こんにちは|こんばんは|おはよう|ありがとう|有難う|はじめまして|初めまして|さようなら|お疲れ様|おやすみ"
)
_SMALL = frozenset(
    [
        "元気",
        "助かる",
        "寒い",
        "暑い",
        "天気",
        "御座る",
        "始める",
        "貴方",
        "今日",
        "疲れる",
        "嬉しい",
        "良い",
        "宜しい",
        "願う",
    ]
)
"""Words of politeness, in Sudachi's normal form; with a greeting and nothing else they ask for nothing."""


def unmet(query: str, hits: Iterable[Hit], *, city: str = "", also: str = "") -> tuple[str, ...]:
    """The premises of ``query``, and ``also``, that none of the first hits states; () when there are none or all are met.

    ``city`` is the own city's name: it needs no stating. What a paper on another 年度 says of a 年度 in passing does not
    make it one on that 年度.
    """
    taken = [*premises(query, city=city), *filter(None, [also])]
    told = [(_above(hit), _said(hit)) for hit in list(hits)[:LOOKED]] if taken else []
    return tuple(
        premise
        for premise in taken
        if not any(_states(text, premise) and not _on_another(title, premise) for title, text in told)
    )


def _above(hit: Hit) -> str:
    return normalise("\n".join((hit.document.title, *hit.passage.headings)))


def _on_another(title: str, premise: str) -> bool:
    """Whether a title, with the headings below it, names a 年度 and not this one."""
    named = _FISCAL.findall(title)
    return (
        bool(named) and premise.endswith("年度") and not _states("\n".join((title, *years(title))), premise)
    )


def facilities(text: str) -> tuple[str, ...]:
    """The facilities that a text names.

    >>> facilities("中央公民館と、町民体育館のプール")
    ('中央公民館', '町民体育館')
    """
    return tuple(dict.fromkeys(_FACILITY.findall(normalise(text))))


def premises(query: str, *, city: str = "") -> tuple[str, ...]:
    """Years (also in the other calendar), editions, facilities and other municipalities that ``query`` names."""
    text = normalise(query).replace(" ", "")
    named = [*_YEAR.findall(text), *_EDITION.findall(text)]
    named += _FACILITY.findall(text)
    return tuple(dict.fromkeys([*named, *places(query, city=city)]))


def places(query: str, *, city: str = "") -> tuple[str, ...]:
    """The other municipalities and prefectures of whose affairs ``query`` speaks; one that somebody moves from or to
    is none of them. A space stands between two things: 「バス 最終 市役所」 names no 最終市."""
    text = normalise(query)
    found = [
        match
        for pattern in (_PREFECTURE, _PLACE, _KANA_PLACE, _WARD)
        for match in pattern.finditer(text)
        if not _COMING.match(text[match.end() :])
    ]
    named = [match[1] if match.re.groups else match[0] for match in found]
    own = normalise(city)
    named = [each for each in named if not _NO_PLACE.match(each) and each != own]
    return tuple(dict.fromkeys([*named, *_NEXT.findall(text)]))


def asks_own_record(query: str) -> bool:
    """Whether somebody asks for what only his own records hold: 「私の印鑑登録証の番号は何番ですか」."""
    text = normalise(query).replace(" ", "")
    return bool(_OWN.search(text)) and not _WHERE.search(text)


def asks_nothing(query: str) -> bool:
    """Whether somebody only greets or thanks: 「こんにちは、元気ですか」."""
    terms = read_terms(_GREETING.sub("", normalise(query)))
    return bool(_GREETING.search(query)) and all(term.word in _SMALL for term in terms)


def _said(hit: Hit) -> str:
    document = hit.document
    day = document.issued
    issued = f"{day.year}年{fiscal_year(day)}年度" if day else ""
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
