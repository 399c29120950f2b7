"""What a document calls itself, found in its first lines. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The subject of a notice ends with its nature: 「…について（通知）」.
_SUBJECT = re.compile(
    "(?:について|のお知らせ|のお願い|の件|の報告|の送付|の開催|の実施)?"
    "[（(](?:通知|照会|回答|依頼|送付|報告|案内|協議|伺い?|進達|申請|答申|諮問|周知|回覧|通達|再照会|事務連絡)[)）]$"
)
_NAMED = re.compile(
    "^(?:件[ 　]*名|題[ 　]*名|表[ 　]*題|事業名|案件名|会議名|会議の名称)[ 　]*[：:｜|　][ 　]*(.+)$"
)
_NOT_A_TITLE = re.compile(
    r"^(?:[^\s]{0,8}第[0-9０-９]+号|(?:令和|平成|昭和)?[0-9０-９元一二三四五六七八九十 　]+年[0-9０-９一二三四五六七八九十 　]+月.{0,12}|[0-9/.\-年月日]+"
    r"|.{0,20}(?:様|殿|御中|各位|皆様へ)|媒体[：:].*|【(?:取扱注意|機密|秘|部外秘|庁内限り|回覧).*|[（(].{0,16}[)）]|目[ 　]*次|資料[0-9０-９\-－ー]*|[○◯〇].{0,30}[）)].*|[\W\d_]+"
    r"|\S{1,10}[都道府県市町村区](?:[ 　]*\S{1,16}(?:部|課|室|局|係|センター|委員会))*|(?:報道|記者)(?:発表|提供)?資料|プレスリリース|(?:日時|と き|ところ|会場|場所|出席者?)[ 　:：].*)$"
)
_ITEM = re.compile(r"^(?:[0-9０-９]{1,2}[.．、）) 　]|[（(][0-9０-９]{1,2}[）)]|[①-⑳])")
"""An item of a list; 「1. 使用料の見直しについて」 is a matter of the meeting, not the name of its paper."""
NEWSLETTER = re.compile(r"広報|だより|便り|ニュース|通信|会報|[0-9０-９]+月号")
_ENDING = re.compile(
    "(?:について|のお知らせ|のお願い|の件|の御?案内|のご案内|会議録|議事録|議事(?:要旨|概要)|会議概要|報告書|計画書?|仕様書|契約書|要綱|要領|条例|規則|規程|マニュアル|手引き?)$"
)
_LAW = re.compile("(?:条例|規則|規程|要綱)(?:の一部を改正する(?:条例|規則|規程|要綱))?$")
_CLAUSE = re.compile("。|[はがにで]、|この(?:条例|規則)|第[0-9０-９一二三四五六七八九十]+条")
"""What stands in a sentence that only ends a line in 「条例」, not in a title with its 「、」."""
_ASKING = re.compile(r"(?:[。？?]|(?:です|ます|でしょう|せん|した|たい|ない)か)$")
_LONGEST, _LONGEST_LAW = 60, 120


def find_title(lines: Sequence[str], fallback: str) -> str:
    """The title among the first lines of a text: the subject of a notice, a line that ends as
    titles do, else the first line that can be one.

    >>> find_title(["総総第12号", "令和6年4月1日", "各課長　様", "文書の保存について（通知）"], "a")
    '文書の保存について（通知）'
    >>> find_title(["みどり市職員の勤務時間、休日及び休暇に関する条例の一部を改正する条例", "みどり市長"], "a")
    'みどり市職員の勤務時間、休日及び休暇に関する条例の一部を改正する条例'
    >>> find_title(["これは本文であり、題名ではない。"], "議事録")
    '議事録'
    """
    head = [re.sub("[ 　]+", " ", line.strip().lstrip("○◯〇 　")) for line in lines[:15]]
    for line in head:
        if _SUBJECT.search(line, 1) and len(line) <= _LONGEST and line[0] not in "（(":
            return line  # 「（協議）」 alone is the 見出し of a 条
        if found := _NAMED.match(line):
            return found[1].strip()[:_LONGEST]
    for line in head[:8]:
        if _ITEM.match(line):
            continue
        if _ENDING.search(line) and len(line) <= _LONGEST and not re.search("[。、]", line):
            return _closed(line)
        if _LAW.search(line) and len(line) <= _LONGEST_LAW and not _CLAUSE.search(line):
            return line
    for line in head[:6]:
        if len(line) <= _LONGEST and not line.endswith(("。", "、")) and not _NOT_A_TITLE.match(line):
            return _closed(line)
    return fallback


def asks(heading: str) -> bool:
    """Whether a heading is a question or another sentence, as in a list of questions: what stands below is its answer.

    >>> asks("住民票は代理人でも取れますか"), asks("印鑑登録証をなくしました。"), asks("休館日")
    (True, True, False)
    """
    return bool(_ASKING.search(heading.strip()))


def issue_name(stem: str) -> str:
    """What a file calls a newsletter (「広報あさひ_2026年6月号」 → 「広報あさひ 2026年6月号」), "" for another paper.

    The largest line of a newsletter is the headline of one of its articles.
    """
    return re.sub(r"[_ 　]+", " ", stem).strip() if NEWSLETTER.search(stem) else ""


def _closed(line: str) -> str:
    """「会 議 録」 → 「会議録」: a title spread out over the line is read as one word."""
    return line.replace(" ", "") if re.fullmatch(r"\S(?: \S)+", line) else line
