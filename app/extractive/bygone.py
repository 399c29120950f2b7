"""Last year's words in this year's text: news that is over, items that the old text tells better. Knows nothing of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from app.extractive.spoken_rows import spoken_row
from app.extractive.terms import LAW_KINDS
from app.retrieval import Evidence, PastDocument
from app.text.spans import Span, find_spans, supports
from app.text.wording import pairs

_STANDS = (*LAW_KINDS, "計画", "マニュアル", "ウェブページ", "FAQ", "契約書", "仕様書")
"""Kinds that hold until they are changed."""
OF_THEN = "【要確認：前回の話題】"
_RUN_OF_THEN = "【要確認：ここまでの{count}文は、前回の話題】"
_CITED = re.compile(r"\[[0-9]+\]")
_NEWS_END = re.compile(r"【要確認：(?:ここまでの(?P<count>[0-9]+)文は、)?前回の話題】")
_WEATHER = re.compile(
    r"[小大]?雨(?!水)|晴|曇|雪(?!害|対)|[寒暑冷暖涼][さくいか]|残暑|猛暑|酷暑|天候|天気|好天|日和|日差し|新緑|紅葉|桜|梅雨|新春|初[春夏秋冬]|[春夏秋冬]の|穏やかな"
)
_OF_THEN = re.compile(
    r"この[春夏秋冬]|[今昨](?:[春夏秋冬朝夜晩]|年(?!も|1年|一年))|本年(?!も)|先(?:日|月|頃|週|般)|[来翌]年度?|[春夏秋冬]の[^、。]{0,8}大会"
    r"|台風|地震|豪雨|大雨|【要確認：旧「[^」]*(?:月|日|(?:令和|平成|昭和)[0-9０-９元]+年|[0-9]{4}年|年度)(?:（.）)?」[^】]*】"
)
_PERSON_OF_THEN = re.compile(r"【要確認：旧「[^」0-9０-９]{2,9}」】(?:さん|様|氏|君|選手|先生)")
_GUESTS = re.compile(r"臨席|列席|来賓|お運び")
"""The guests of then stand in their marks; that guests are thanked is no news."""
_TOLD = re.compile(r"\[[0-9]+\]|季節|よき日|時候|災害のない|よい年|実り|祈念")
_CEREMONY = re.compile(
    r"お礼|御礼|感謝|敬意|お祝い|お喜び|お慶び|祈念|祈り|お願い|おめでとう|挨拶と|式辞と|祝辞と|言葉と|お見舞い|歓迎|ようこそ|(?:まいり|参り)ます|ございます。$"
)
_FOR_THEN = re.compile(r"(?:まし)?たこと[にをは]|てくださいました")
_OPENING_CLAUSE = re.compile(
    r"^(?P<indent>[　 ]*)(?P<clause>(?:[^、。【]{1,8}は、)?[^、。【]{2,30}(?:が|中|なか|下|もと|けれども|折|候|みぎり|今日|季節|を迎え|を迎えて))、(?=[^。]{8,})"
)
_INNER_CLAUSE = re.compile(
    r"(?<=、)(?P<clause>[^、。【]{2,20}(?:ございますが|ありますが|なりましたが|けれども|の中|の下|にもかかわらず))、(?=[^。]{8,})"
)
_DATED = re.compile(r"【要確認：旧「[^」]*」[^】]*】[^。]*\[[0-9]+\]")
"""A sentence of a day of then is of then, whatever source has a figure of it."""
_SENTENCES = re.compile(r"(?<=。)")
_CITED_ROW = re.compile(r"^(?P<row>[^：、。]{1,24}：[^。]* [^。]*?)(?:です)?(?P<mark>(?:\[[0-9]+\])+)。?$")
_NOUN = re.compile(r"(?:[一-龠々ァ-ヶー]|[0-9０-９]|）)((?:\[[0-9]+\])+。?)$")
_COUNT = re.compile(r"^([　 ]*)[(（][0-9０-９]{1,2}[)）]", re.MULTILINE)
_COUNTED_ITEM = re.compile(r"^(?P<mark>\([0-9]{1,2}\)　|・)(?P<words>[^0-9０-９]+)$")


def of_then(one: Evidence, past: PastDocument | None, occasion: Span | None) -> bool:
    """Whether a source tells of the past occasion too, which proves nothing of this one: a paper of its time that was
    written no later than the past document, or, where nobody knows when, that names its very day."""
    if past is None or one.document.kind in _STANDS:
        return False
    if one.document.issued and past.document.issued:
        return one.document.issued <= past.document.issued
    days = [span for span in find_spans(one.text) if span.kind == "日付"]
    return occasion is not None and any(supports(occasion, span) for span in days)


def last_years(paragraph: str) -> str:
    """A paragraph with a mark behind what it tells of its time: a storm, a person of then, 「この春」, and the sentences that
    go on about it. Thanks and wishes are said every year.

    >>> last_years("　7月の台風では、船が止まりました。皆様が声を掛けてくださいました。心からお礼を申し上げます。")
    '　7月の台風では、船が止まりました。皆様が声を掛けてくださいました。【要確認：ここまでの2文は、前回の話題】心からお礼を申し上げます。'
    """
    told, run = list[str](), 0
    for sentence in filter(None, _SENTENCES.split(paragraph)):
        goes_on = bool(run) and (not _CEREMONY.search(sentence) or bool(_FOR_THEN.search(sentence)))
        if run and not goes_on:
            told.append(_mark(run))
            run = 0
        if goes_on or _is_of_then(sentence):
            run += 1
        told.append(sentence)
    return "".join([*told, _mark(run)])


def _mark(run: int) -> str:
    return _RUN_OF_THEN.format(count=run) if run > 1 else OF_THEN if run else ""


def _is_of_then(sentence: str) -> bool:
    news = _OF_THEN.search(sentence) or (_WEATHER.search(sentence) and not _CEREMONY.search(sentence))
    person = _PERSON_OF_THEN.search(sentence) and not _GUESTS.search(sentence)
    return bool(person or (news and not _TOLD.search(_DATED.sub("", sentence))))


def without_old_news(paragraph: str, topics: Sequence[frozenset[str]]) -> str:
    """A paragraph without the run of sentences that is marked as of then, where this year's news are of the same: the new
    words stand in the place of the old.

    >>> without_old_news("　町では、体育館の照明のLED化を進めております。【要確認：前回の話題】よい一日を。", [frozenset({"照明"})])
    '　よい一日を。'
    """
    ended = _NEWS_END.search(paragraph)
    if ended is None:
        return paragraph
    told = [each for each in _SENTENCES.split(paragraph[: ended.start()]) if each]
    run = min(int(ended["count"] or 1), len(told))
    news, before = "".join(told[-run:]), "".join(told[:-run])
    said = pairs(news)
    of_now = any(topic and len(topic & said) * 2 >= len(topic) for topic in topics)
    if not of_now or _CITED.search(news):  # what a source of this year bears out stays
        return paragraph
    indent = news[: len(news) - len(news.lstrip("　 "))]
    left = before + paragraph[ended.end() :]
    return f"{indent}{left}" if left and not before else left


def seasoned(paragraph: str, season: str) -> str:
    """An opening with this year's ``season`` in the place of last year's weather, which is left out where the form says none.

    >>> seasoned("　今朝は、あいにくの小雨模様となりましたが、大勢の皆様にお越しいただきました。", "秋晴れの下")
    '　秋晴れの下、大勢の皆様にお越しいただきました。'
    """
    lines = _SENTENCES.split(paragraph, maxsplit=1)
    said = f"{season.rstrip('、')}、" if season else ""
    match = _OPENING_CLAUSE.match(lines[0])
    if match and _WEATHER.search(match["clause"]):
        return f"{match['indent']}{said}{lines[0][match.end() :]}{''.join(lines[1:])}"
    within = _INNER_CLAUSE.search(lines[0])
    if within and _CEREMONY.search(lines[0]) and _WEATHER.search(within["clause"]):
        return f"{lines[0][: within.start('clause')]}{said}{lines[0][within.end() :]}{''.join(lines[1:])}"
    return paragraph


def spoken_of(line: str, found: str) -> str:
    """A sentence that ends in a noun, or a row of a table, as it can be said aloud; "" for a row that tells no figure of it.

    >>> spoken_of("作品", "作品展示418点[1]。"), spoken_of("申込者数", "合計：申込者 1,742人です[1]。")
    ('作品は、作品展示418点です[1]。', '申込者は、合計1,742人です[1]。')
    """
    if row := _CITED_ROW.match(found):
        said = spoken_row(row["row"], line)
        return f"{said.removesuffix('である。')}です{row['mark']}。" if said else ""
    noun = _NOUN.search(found)
    return f"{line.rstrip('。')}は、{found[: noun.start(1)]}です{noun[1]}" if noun else found


def without_said(lead: str, body: str) -> str:
    """The lines of the form without those that only name an item of the old text: 「新雪除雪」 above 「１　新雪除雪　積雪深が…」."""
    told = [pairs(line) for line in body.split("\n")]
    kept, number = list[str](), count(1)
    for line in lead.split("\n"):
        item = _COUNTED_ITEM.match(line)
        if item and pairs(item["words"]) and any(pairs(item["words"]) <= words for words in told):
            continue
        counted = bool(item or re.match(r"\([0-9]{1,2}\)　", line))
        kept.append(re.sub(r"^\([0-9]{1,2}\)", lambda _: f"({next(number)})", line) if counted else line)
    return "\n".join(kept)


def counted_on(body: str, lead: str) -> str:
    """The old items counted on after those of the form: (1), (2), then (3)."""
    before = len(_COUNT.findall(lead))
    if not before:
        return body
    count = iter(range(before + 1, 99))
    return _COUNT.sub(lambda match: f"{match[1]}({next(count)})", body)
