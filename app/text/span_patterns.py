"""How the checkable spans of a text are written, most telling first. Knows nothing of their values."""

from __future__ import annotations

import re

_DIGIT = r"[0-9０-９]"
_KANJI = r"[〇一二三四五六七八九十百千]"
_GROUPED = rf"{_DIGIT}+(?:[,，]{_DIGIT}{{3}})*(?:[.．]{_DIGIT}+)?"
_BIG = rf"(?:{_GROUPED}[兆億万千百]?)+(?:[兆億万千](?:{_GROUPED}[兆億万千]?)*)?"
_N = rf"(?:{_DIGIT}+|{_KANJI}+|元)"
_ERA = r"(?:令和|平成|昭和|大正|明治|(?<![A-Za-z])[RHS](?=[0-9０-９元]))"
_YEAR = rf"(?:{_ERA}[ 　]*{_N}|(?<![0-9０-９]){_DIGIT}{{4}})"
_WEEK = r"(?:[ 　]*[（(](?P<week>[月火水木金土日])(?:曜日?|・?[祝休])?(?:[・、][^（）()]{1,6})?[）)])?"

_UNITS = (
    "平方メートル 平方キロメートル 立方メートル キロメートル センチメートル ミリメートル メートル キログラム グラム トン リットル "
    "世帯 周年 分団 か所 箇所 カ所 ヶ所 か国 か月 箇月 カ月 ヶ月 週間 日間 年間 時間 分間 営業日 開庁日 週 "
    "人 名 件 戸 棟 台 枚 冊 個 本 部 式 脚 張り 張 団体 手続 通 校 園 室 席 点 回 度 歳 組 社 地区 路線 食 着 種類 種 "
    "票 位 倍 基 頭 匹 羽 隻 両 店 橋 区画 区 字 頁 ページ ポイント 階 段 畳 袋 箱 束 杯 km ㎞ m ㎡ cm mm kg g t L ha 間 割 問 項目 "
    "号車 年 日 時 分 秒 施設 会場 隊 班 便 曲 作品 クラス 学級 線 床 口 株 缶 双 対 張 色 案 市 町 村 国 言語 団 つ"
)
UNITS = "|".join(sorted(set(_UNITS.split()), key=len, reverse=True))
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("URL", re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]+")),
    ("メール", re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")),
    (
        "電話",
        re.compile(
            rf"(?<![0-9０-９\-－])[0０]{_DIGIT}{{1,4}}[-－(（]{_DIGIT}{{1,4}}[-－)）]{_DIGIT}{{3,4}}(?![0-9０-９])"
        ),
    ),
    (
        "郵便番号",
        re.compile(rf"(?:〒[ 　]*)?(?<![0-9０-９\-－]){_DIGIT}{{3}}[-－]{_DIGIT}{{4}}(?![0-9０-９\-－])"),
    ),
    (
        "例規番号",
        re.compile(
            rf"{_ERA}{_N}年(?:[^\s（）()「」、。0-9０-９]{{0,16}}?)"
            rf"(?:法律|政令|勅令|省令|府令|条例|規則|規程|告示|訓令|要綱)第{_N}号"
        ),
    ),
    ("文書番号", re.compile(rf"(?<![一-龠第])(?![条項号]第|日)[一-龠]{{1,4}}第{_DIGIT}+号(?:の{_DIGIT}+)?")),
    ("日付", re.compile(rf"(?P<y>{_YEAR})年[ 　]*(?P<m>{_N})月[ 　]*(?P<d>{_N})日{_WEEK}")),
    (
        "日付",
        re.compile(
            rf"(?<![0-9０-９/])(?P<y>{_DIGIT}{{4}})[-/](?P<m>{_DIGIT}{{1,2}})[-/](?P<d>{_DIGIT}{{1,2}})(?![0-9０-９])"
        ),
    ),
    (
        "日付",
        re.compile(rf"(?<![0-9０-９])(?P<m>{_DIGIT}{{1,2}})月[ 　]*(?P<d>{_DIGIT}{{1,2}})日(?!間){_WEEK}"),
    ),
    ("年月", re.compile(rf"(?P<y>{_YEAR})年[ 　]*(?P<m>{_N})月(?!間)")),
    ("年度", re.compile(rf"(?P<y>{_YEAR})年度")),
    ("年", re.compile(rf"(?P<y>{_YEAR})年(?!間|生|度)")),
    ("月", re.compile(rf"(?<![0-9０-９か箇カヶ])(?P<m>{_DIGIT}{{1,2}})月(?!間)")),
    (
        "時刻",
        re.compile(
            rf"(?P<half>午前|午後)?[ 　]*(?P<h>{_DIGIT}{{1,2}})時(?!間)(?:(?P<half2>半)|(?P<min>{_DIGIT}{{1,2}})分)?"
        ),
    ),
    ("時刻", re.compile(rf"(?<![0-9０-９])(?P<h>{_DIGIT}{{1,2}})[:：](?P<min>{_DIGIT}{{2}})(?![0-9０-９])")),
    (
        "条番号",
        re.compile(
            rf"第(?:{_DIGIT}+条(?:の{_DIGIT}+(?![者人方]))*|{_KANJI}+条(?:の{_KANJI}+(?![者人方部定般切環時種例つ]))*)(?:第{_N}項)?(?:第{_N}号)?|別表第{_N}|第{_N}項(?:第{_N}号)?"
        ),
    ),
    ("回数", re.compile(rf"第{_N}(?P<o>回|次|期|版|位|弾|代)")),
    ("金額", re.compile(rf"(?P<n>{_BIG}|{_KANJI}{{2,}})(?P<u>千円|百万円|円)")),
    ("割合", re.compile(rf"(?P<n>{_GROUPED})[ 　]*(?P<u>[%％]|パーセント)")),
    ("数", re.compile(rf"(?<![0-9０-９第,，.．])(?P<n>{_BIG})(?: ?(?P<u>{UNITS}))?")),
    (
        "数",
        re.compile(
            rf"(?<![一-龠])(?P<n>{_KANJI}{{2,}})(?P<u>人|名|件|世帯|円|台|回|か所|年間|日間|か月)(?![一-龠])"
        ),
    ),
)
