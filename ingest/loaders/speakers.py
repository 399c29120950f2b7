"""The speakers of minutes and transcripts: which lines begin somebody's words, and whose.

Knows nothing of files; text, docx and pdf loaders ask it alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.loaders.memo import PRESENT, memo_speakers

_POSTS = (
    "議長 副議長 仮議長 委員長 副委員長 委員 議員 会長 副会長 会長職務代理 職務代理者 座長 副座長 部会長 副部会長 "
    "市長 副市長 町長 副町長 村長 副村長 区長 副区長 知事 副知事 教育長 教育次長 管理者 会計管理者 消防長 消防署長 "
    "部長 次長 局長 課長 室長 係長 所長 館長 園長 校長 支所長 センター長 参事 参事監 主幹 主査 主任 主事 理事 監事 "
    "書記 書記長 監査委員 事務局 事務局長 事務局次長 担当 担当者 担当課 司会 司会者 進行 進行役 講師 アドバイザー "
    "オブザーバー 説明員 説明者 参考人 公述人 請願者 質問者 質疑者 回答者 発言者 参加者 出席者 傍聴者 市民 住民 町民 "
    "村民 区民 利用者 保護者 事業者 受託者 職員 市 町 村 会長代理 議会事務局長 選挙管理委員長 農業委員会会長"
)
_POST = "|".join(sorted(set(_POSTS.split()), key=len, reverse=True))
_NAME = r"[^\s（）()「」、。：:]{1,16}(?:[ 　]{1,2}[^\s（）()「」、。：:]{1,8})?"
_WHO = rf"[^\s（）()【】「」。、：:]{{0,16}}?(?:{_POST})(?:[A-ZＡ-Ｚ0-9０-９])?(?:[（(]{_NAME}[）)])?|話者[ 　]?[A-ZＡ-Ｚ0-9０-９]{{1,2}}"
_STAMP = r"(?:[\[［(（]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\]］)）]?[ 　]*)?"

_MARK = "[○◯〇◆◇◎●△▲□■☆★]"

# ○議長（山田太郎君）　これより…   ◆３番（佐藤花子君）　…   ◎市民部長(佐藤花子)  …
_MARKED = re.compile(
    rf"^[ 　]*{_MARK}[ 　]*([^\s（）()「」。、：:]{{0,30}}[（(]{_NAME}(?:君|さん|氏|様|議員|委員)[）)]"
    rf"|[^\s（）()「」。、：:]{{0,29}}(?:{_POST}|[長員監官事]|[0-9０-９一二三四五六七八九十]番|番外)[（(](?![0-9０-９]){_NAME}[）)])"
    r"[ 　:：]*(.*)$"
)
# ○議長　これより…   ◎市民部長　お答えいたします。
_MARKED_POST = re.compile(rf"^[ 　]*{_MARK}[ 　]*([^\s（）()「」。、：:]{{0,16}}?(?:{_POST}))[ 　:：]+(.*)$")
# 【山田委員】…   ［事務局］…   〈委員〉…   （会長）…
_BRACED = re.compile(
    rf"^[ 　]*(?:[【\[［〈<《]({_WHO})[】\]］〉>》]|[（(]({_WHO})[）)](?=[ 　]*\S))[ 　:：]*(.*)$"
)
# 委員：…   市民部長（佐藤花子）：…   山田委員：…   会　長　　それでは…
_POSTED = re.compile(
    rf"^[ 　]*{_STAMP}[○◯〇◆◇◎●・]?[ 　]*((?:[^\s（）()「」、。：:]{{0,16}}?)(?:{_POST})(?:[A-ZＡ-Ｚ0-9０-９]{{1,2}})?"
    rf"(?:[（(]{_NAME}[）)])?(?:君|さん|様|氏)?)[ 　]*(?:[：:]|\t|[ 　]{{2,}})[ 　]*(.*)$"
)
# 会長（高見沢）　それでは…   滝沢委員　半日だと…   one space alone: only in a text where most lines are so
_SPACED = re.compile(
    rf"^[ 　]*((?:[^\s（）()「」、。：:0-9０-９]{{0,8}}?)(?:{_POST}|さん|氏)(?:[（(]{_NAME}[）)])?)[ 　](\S.*)$"
)
# 話者1：…   SPEAKER_00: …   [00:01:23] 山田：…   山田太郎：…   市民課　山田：…
_LABELLED = re.compile(
    rf"^[ 　]*{_STAMP}((?:[^\s：:。、「」（）()|｜/／]{{1,12}}(?:課|係|部|室|局|班|所|会|社|組合|センター)[ 　])?[^\s：:。、「」（）()|｜/／]{{1,14}}(?:[（(]{_NAME}[）)])?)[ 　]*[：:][ 　]*(.*)$"
)
# 0:18 観光協会：…   a bare time says so too, in a text where such labels return; 「9:00 受付：」 of a timetable does not
_CLOCKED = re.compile(
    r"^[ 　]*\d{1,2}:\d{2}(?::\d{2})?[ 　]+([^\s：:。、「」（）()|｜/／]{1,14})[ 　]*[：:][ 　]*\S"
)
# [00:01:23] 11番（郡司敏明君）：…   [00:01:23] 議長　稲葉光男：…   a transcript's line: its time says that somebody speaks
_STAMPED = re.compile(
    r"^[ 　]*[\[［]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\]］][ 　]*([^：:。、「」|｜]{1,40}?)[ 　]*[：:][ 　]*(\S.*)$"
)
_MACHINE = re.compile(r"^(?:話者|発言者|スピーカー|Speaker|SPEAKER)[ _]?[A-ZＡ-Ｚ0-9０-９]{1,3}$")

_NOT_A_SPEAKER = re.compile(
    "日時|日程|場所|会場|出席|欠席|傍聴|議題|次第|資料|電話|ＦＡＸ|FAX|メール|住所|所在|名称|件名|期間|期限|対象|内容|"
    "備考|注|※|目的|方法|定員|費用|料金|問合|申込|担当(?!者|課|[（(])|Ｑ|Ａ|問|答|https?|別紙|別表|例|第"
)
# 商工会　駐車場が足りません。   a body without a post: only where the others of the text are parted by one space
_BODY = re.compile(r"^[ 　]*([一-龠々ァ-ヶー]{2,8})[ 　](?=[^\s])(.*)$")
_THERE = re.compile(r"^[ 　]*(?:出席|参加)(?:者|委員)?[ 　]*[：:　 ]")
_ADDRESS = re.compile(r"(?:さん|氏|様|君)$")
_SENTENCE = re.compile("[。？！]|です|ます|ました|(?:ない|ある|いる|する)か$")
_LONG = 24
_SPACED_LEAST, _MOSTLY = 4, 0.5
"""Lines with a speaker before one space, and the share of a text's lines that are somebody's words, that make minutes of it."""
_POSTS_OF_MINUTES = 3
_GIST = 400
_WIDE_GAP = re.compile("([ 　\t]{4})[ 　\t]+")
_HONORIFIC = re.compile("[^（(](?:君|さん|氏|様|議員|委員)[）)]$|^(?:議長|委員長|[0-9０-９]+番)")
# 「会　長　　…」: posts are spread out with spaces to one width.
_SPREAD = re.compile(r"^[ 　]*\S(?:[ 　]\S){1,3}(?=[ 　]{2}|[：:\t])")
_ARTICLE = re.compile(r"第[0-9０-９一二三四五六七八九十百]+条|[0-9０-９]+[ 　]")

# What ends a speech without another speaker: the time the sitting opens or closes, an agenda line, a rule.
_STAGE = re.compile(
    r"^[ 　]*(?:[（(]?[ 　]*(?:午前|午後)[ 　]?[0-9０-９一二三四五六七八九十]+時[^。]{0,12}"
    r"(?:開議|開会|開式|再開|休憩|散会|閉会|延会|閉議|終了)|[◎○△]?[ 　]*日程第[0-9０-９一二三四五六七八九十]+[ 　][^。]*$"
    r"|[-─━―－＝=*＊・…]{3,}[ 　]*$)"
)


def gist(line: str) -> str:
    """The part of a line that says what it is: its first 400 characters, wide gaps made narrow.

    A line of 20,000 spaces took the patterns of this module 89 s without it.
    """
    return _WIDE_GAP.sub(r"\1", line[:_GIST])


def find_speakers(lines: Sequence[str]) -> list[str]:
    """For every line the speaker whose words begin there, as written (「市民部長（佐藤花子君）」), or "".

    「○議長（山田太郎君）」 and 「【山田委員】」 are taken wherever they stand. 「委員：」 must be followed by a sentence,
    so that a list of members (「会長：山田太郎」) is not taken for minutes; a bare 「山田：」 counts only in a text where
    at least two such labels return, or where the line of who was there names them.

    >>> find_speakers(["○議長（山田太郎君）　開会します。", "　次に進みます。"])
    ['議長（山田太郎君）', '']
    """
    lines = [gist(line) for line in lines]
    named, memo = _labels(lines), memo_speakers(lines)
    found = [_speaker(line, _following(lines, number), named) for number, line in enumerate(lines)]
    if memo is not None:
        found = [
            "" if PRESENT.match(line) else one or other
            for one, other, line in zip(found, memo, lines, strict=True)
        ]
    spaced = [_spaced(line) for line in lines]
    said = sum(bool(one or other) for one, other in zip(found, spaced, strict=True))
    if sum(map(bool, spaced)) < _SPACED_LEAST or said < _MOSTLY * sum(bool(line.strip()) for line in lines):
        return found
    known = {other for other in spaced if other}
    return [
        one or other or _spaced(line, _BODY) or _known(line, known)
        for one, other, line in zip(found, spaced, lines, strict=True)
    ]


def _known(line: str, speakers: set[str]) -> str:
    """Who has spoken elsewhere in the text, before words that are no sentence: 「会長　議題2　病児保育について」."""
    found = _SPACED.match(line)
    return _tidy(found[1]) if found and _tidy(found[1]) in speakers and not ends_speech(line) else ""


def _spaced(line: str, form: re.Pattern[str] = _SPACED) -> str:
    """The speaker whom one space parts from a sentence, or ""; a heading of two words is no sentence."""
    found = form.match(line)
    if (
        not found
        or (_NOT_A_SPEAKER.match(found[1]) and found[1] != "担当")
        or ends_speech(line)
        or _ARTICLE.match(found[2])
    ):
        return ""
    return _tidy(found[1]) if _SENTENCE.search(found[2]) else ""


def ends_speech(line: str) -> bool:
    """Whether a line of minutes is nobody's words: 「午前10時開議」「日程第1　…」, a rule."""
    return bool(_STAGE.match(gist(line)))


def _speaker(line: str, following: str, named: frozenset[str]) -> str:
    if ends_speech(line):
        return ""
    if (found := _STAMPED.match(line)) and not _NOT_A_SPEAKER.match(found[1]):
        return _tidy(found[1])
    line = _SPREAD.sub(lambda spread: re.sub("[ 　]", "", spread[0]), line)
    if found := _MARKED.match(line):
        named_so = _HONORIFIC.search(found[1]) or (
            _spoken(found[2], following) and not _NOT_A_SPEAKER.match(found[1])
        )
        return _tidy(found[1]) if named_so else ""
    if found := _BRACED.match(line):
        return _tidy(found[1] or found[2]) if _spoken(found[3], following) else ""
    found = _MARKED_POST.match(line) or _POSTED.match(line)
    if found and not _NOT_A_SPEAKER.match(found[1]):
        return _tidy(found[1]) if _spoken(found[2], following) else ""
    found = _LABELLED.match(line)
    if found and (found[1] in named or _MACHINE.match(found[1])):
        return _tidy(found[1])
    return ""


def _spoken(words: str, following: str) -> bool:
    said = words.strip() or following.strip()
    if _ARTICLE.match(said):  # 「（会長）」 above 「第3条　…」 is the caption of an article
        return False
    return bool(_SENTENCE.search(said)) or len(words) >= _LONG


def _following(lines: Sequence[str], number: int) -> str:
    return lines[number + 1] if number + 1 < len(lines) else ""


def _labels(lines: Sequence[str]) -> frozenset[str]:
    """Bare labels that behave like speakers: their lines are sentences, and at least two of them return, or most lines
    of the text are somebody's words already (「委員長：…」「青木：…」「委員長：…」)."""
    said: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for line in lines:
        found = _LABELLED.match(line)
        if found and not _NOT_A_SPEAKER.match(found[1]):
            said[found[1]] += 1
            sentences[found[1]] += bool(_SENTENCE.search(found[2]))
    if clocked := _clocked(lines):
        return clocked
    if present := _present(lines, said):
        return present
    speaking = frozenset(label for label in said if sentences[label] >= 0.7 * said[label])
    posts = sum(_speaker(line, "", frozenset()) != "" and bool(_POSTED.match(line)) for line in lines)
    minutes = posts >= _POSTS_OF_MINUTES and said.total() >= 0.5 * sum(bool(line.strip()) for line in lines)
    returning = sum(said[label] >= 2 for label in speaking) >= 2
    if not (minutes or returning) or sentences.total() < 0.7 * said.total():
        return frozenset()
    return speaking


def _present(lines: Sequence[str], said: Counter[str]) -> frozenset[str]:
    """The labels that the text's own line of who was there (「出席：磯部課長、三浦係長」) has names of: two of them, most of
    the labels, as a memo of a meeting has them."""
    there = "".join(line for line in lines if _THERE.match(line))
    known = frozenset(label for label in said if len(name := _ADDRESS.sub("", label)) > 1 and name in there)
    return known if len(known) > 1 and len(known) >= _MOSTLY * len(said) else frozenset()


def _clocked(lines: Sequence[str]) -> frozenset[str]:
    """The labels behind a bare time, where at least two of them return and most lines are so."""
    said = Counter(found[1] for line in lines if (found := _CLOCKED.match(line)))
    returning = sum(count >= 2 for count in said.values()) >= 2
    most = said.total() >= _MOSTLY * sum(bool(line.strip()) for line in lines)
    return frozenset(said) if returning and most else frozenset()


def _tidy(speaker: str) -> str:
    return speaker.strip(" 　")
