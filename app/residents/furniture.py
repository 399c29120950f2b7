"""What stands on every page of a site and tells nobody anything: the way back, file names, courtesies of the minutes.

Knows no questions.
"""

from __future__ import annotations

import re

from app.text.wording import is_row

_FURNITURE = re.compile(
    r"^[・ 　]*(?:PDF(?:形式の)?ファイルを|Adobe|ページ(?:番号|ID|id)|(?:最終)?(?:更新|公開|掲載|登録)日|最終更新|印刷(?:用|する|ページ|$)|本文へ|ここから本文|先頭へ戻る|(?:この)?ページの先頭|このページの(?:情報は|内容は)|(?:(?:役に立(?:った|たなかった)|見つけ(?:やすかった|にくかった)|[分わ]かり(?:やすかった|にくかった)|ふつう|普通|どちらともいえない|はい|いいえ|送信)[ 　・]*)+$|お問い合わせは専用フォーム|より(?:よ|良)い(?:ウェブ|ホーム)|(?:前の?ページ[にへ])?戻る$|(?:このページの)?(?:他|ほか)の(?:言語|言葉|ことば)(?:[ 　:：]|$))"
)
"""Lines that the site puts on every page."""
_FILE = re.compile(
    r"[（(\[](?:PDF|Word|Excel|エクセル|ワード)[^）)\]]{0,20}[0-9.]+ ?(?:[KM]B|キロバイト|メガバイト)[^）)\]]*[）)\]]$",
    re.I,
)
"""The name of a file to be fetched says nothing itself."""
_COURTESY = re.compile(r"^[○◎◆]?議長（[^）]*）[　 ]|御?質問にお答え(?:し|いたし|申し上げ)ます")
"""What the minutes say to nobody who asks."""


_NUMBERED = re.compile(r"^\D{2,30}[0-9]{6,}(?![0-9-]).{0,30}[0-9]{4}")
"""「页面编号 1002201　更新日期 2026年4月1日」, in any language."""
_TONGUES = re.compile(
    r"日本語|English|中文|한국어|Tiếng Việt|Português|Español|Filipino|Tagalog|नेपाली|Bahasa Indonesia|ไทย"
)


def of_every_page(text: str) -> bool:
    """Whether a line of a page in any language is its number with its day, or leads to it in other languages."""
    return bool(_NUMBERED.match(text.strip())) or len(set(_TONGUES.findall(text))) > 1


def without_furniture(text: str) -> str:
    """A sentence; "" for a question, for a row of a table, for what every page of the site has and for courtesies."""
    question = text.endswith(("か。", "か", "？", "?"))
    unsaid = (
        is_row(text)
        or question
        or _FURNITURE.match(text)
        or _COURTESY.search(text)
        or _FILE.search(text)
        or of_every_page(text)
    )
    return "" if unsaid else text
