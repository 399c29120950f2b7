"""What stands in a text as an office's own: a post's holder, a section's telephone, the address of a hall. Knows no list.

Only what is right beside it tells: a post, the name of a section, a label like 会場.
"""

from __future__ import annotations

import re

from app.text.names import find_names

_ELECTED = (
    "副市長|市長|副町長|町長|副村長|村長|副知事|知事|教育長|教育委員|副議長|議長|議員|部長|次長|局長|課長|室長|所長|館長|主査|主幹|係長|主任|"
    "消防長|会計管理者|監査委員"
)
_POSTS = (
    f"{_ELECTED}|課長補佐|主事|署長|校長|教頭|園長|院長|事務長|副団長|団長|分団長|副委員長|委員長|副会長|(?<!自治)(?<!町内)会長|組合長|理事長|理事|"
    "代表取締役|取締役|社長|支店長|教授|准教授|名誉教授|区長|職務代理者|委員|担当参事|参事|連合長|企業長|管理者"
)
_AFTER = re.compile(rf"[ 　（(]{{0,2}}[一-龠ァ-ヶー]{{0,10}}?(?:{_POSTS})")
_BEFORE = re.compile(
    rf"(?:{_POSTS})(?:(?:の|・|：|[ 　（(])?[ 　]?|[ 　]?[0-9０-９]{{1,2}}[人名][ 　：（(]{{1,2}}|[ 　][|][ 　])$"
)
_OF_ELECTED = (
    re.compile(rf"[ 　（(]{{0,2}}[一-龠ァ-ヶー]{{0,10}}?(?:{_ELECTED})"),
    re.compile(rf"(?:{_ELECTED})(?:の|・|：|[ 　（(])?[ 　]?$"),
)
_SEAT = re.compile(r"[0-9０-９]{1,2}番[ 　]?[（(]?$")
_CALLED_UP = re.compile(rf"(?:{_POSTS})[、 　（(]{{1,2}}[一-龠々ヶ]{{0,3}}$")
"""Before a name with 君: 「総務部長、常盤圭一君。」, in the minutes of a council."""
_PARTY = re.compile(r"[ 　]?[（(][^（）()\n]{0,12}(?:会派|議員団|市議団)")
_SPACE = 14
_UNIT = r"(?:課|係|室|局|署|所|部|センター|役場|病院|診療所|支所|館|園|校|窓口|本部|分署|組合|企業団|事務局|協議会)"
_NUMBER_OF = re.compile(
    rf"(?:{_UNIT}|(?:株式会社|有限会社|合同会社|法人)[一-龠々ァ-ヶーぁ-ん]{{0,12}}|[一-龠々ァ-ヶーぁ-ん]{{2,12}}(?:株式会社|有限会社|商工会|商店会|社))(?:内)?(?:[0-9０-９]階)?、?(?:へ|まで)?[ 　]*[（(]?(?:代表|直通)?[）)]?[ 　]*(?:、)?(?:電話|TEL|Tel|FAX|ファクス|ファックス|☎|℡)?(?:番号)?[ 　：:.（(]*$"
)
_ONLY_PHONE = re.compile(r"[ 　]*(?:電話|TEL|Tel|FAX|ファクス|直通)(?:番号)?[ 　：:]*")
_IN_CHARGE = re.compile(rf"[ 　]*(?:担当|問い?合わ?せ先?|お問い合わせ先?|連絡先|事務担当)[ 　：:].*{_UNIT}")
"""The line above 「電話　…」 in a letter."""
_MOBILE = re.compile(r"0[5-9]0")
_WORK_MAIL = re.compile(
    r"@(?:[a-z0-9\-]+\.)*(?:lg\.jp|go\.jp|(?:city|town|vill|village|pref)\.[a-z0-9\-]+\.[a-z0-9\-.]+)$", re.I
)
_HELD = re.compile(
    r"(?:^|[ 　0-9０-９)）．.・■○])(?:会場|場所|開催場所|開催地|集合場所|ところ|施設の位置)[ 　：:][^\n]{0,40}$"
)
_HALL = r"(?:駐車場|駐輪場|団地|市営住宅|広場|道の駅|墓園|墓地|霊園|浄水場|処理場|児童クラブ|クラブ室|児童館|避難所|会場|会館|公民館|図書館|体育館|センター|役場|市役所|庁舎|支所|出張所|学校|小学校|中学校|病院|診療所|ホール|プラザ|公園|斎場|消防署|分署|交流館|資料館|美術館|博物館|保育園|保育所|こども園|幼稚園)"
_COMPANY = r"(?:株式会社|有限会社|合同会社|法人|組合)"
_OF_HALL = re.compile(
    rf"(?:{_HALL}|{_COMPANY}[^、。（(\n]{{0,16}}|[^、。（(\n]{{1,16}}{_COMPANY})[ 　]*[（(](?:所在地|住所)?[ 　：:]?$"
)
_ROW_OF = re.compile(
    rf"^[ 　]*(?:[|]?[ 　]*(?:[0-9]*|[^|\n]{{1,8}}(?:地区|区域|校区))[ 　]*[|])*[^|\n]{{0,16}}(?:{_HALL}|{_UNIT}|{_COMPANY})[ 　]*[|][ 　]*$"
)
"""A row that begins with the name of a hall, behind its number and its district: no list of persons."""
_CELL_OF = re.compile(
    rf"(?:^|[|\t])[ 　]*[^|\t\n]{{0,24}}(?:{_HALL}|{_UNIT}|{_COMPANY}|第[0-9０-９]+)(?:（[^（）|\t]*）)?[ 　]*(?:[|]|\t)[ 　]*$"
)
"""The cell right before, in a row that names no person."""
_BEFORE_HALL = re.compile(rf"[ 　）)]{{0,2}}[^、。\n （(]{{0,12}}{_HALL}")
_BEFORE_COMPANY = re.compile(
    rf"[ 　]*\n?[ 　]*(?:(?!勤)[^、。|：:\n （(]){{0,12}}(?:{_COMPANY}|市役所|町役場|村役場)"
)
"""The party of a contract: its place, and its name behind it or on the next line."""


def in_office(text: str, start: int, end: int) -> bool:
    """Whether a name stands beside a post: 「校長　宇賀神 美津子」「真壁署長」「○5番（東條 一恵君）」."""
    before = text[max(0, start - _SPACE) : start]
    private = text.startswith(
        "さん", end
    )  # 「会長の後藤さんの自宅」 is told of a neighbour, not of an office
    after, first = _OF_ELECTED if private else (_AFTER, _BEFORE)
    called = text.startswith("君", end) and _CALLED_UP.search(before)
    beside = after.match(text, end) or first.search(before) or _SEAT.search(before)
    return bool(beside or called or _PARTY.match(text, end))


def of_office(kind: str, text: str, start: int, end: int) -> bool:
    """Whether a telephone, a mail address or a place is an office's, as the words right beside it say."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    if kind == "電話番号":
        above = text[: start - len(line)].rstrip("\n").rpartition("\n")[2]
        below = _ONLY_PHONE.fullmatch(line) and _IN_CHARGE.match(above)
        told = below or _NUMBER_OF.search(line) or _ROW_OF.search(line)
        return bool(told) and not _MOBILE.match(text, start)
    if kind == "メール":
        return bool(_WORK_MAIL.search(text[start:end]))
    if kind == "住所":
        told = _HELD.search(line) or _OF_HALL.search(line) or _ROW_OF.search(line)
        beside = _CELL_OF.search(line)
        hall = beside and not any(find_names(line[: beside.start()]))
        return bool(told or hall or _BEFORE_HALL.match(text, end) or _BEFORE_COMPANY.match(text, end))
    return False
