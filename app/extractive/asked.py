"""What a line of a form asks for: its topic, and the kind of thing that answers it. Knows nothing of sources.

「図書室の貸出冊数」 is of 図書室 and asks for 冊; 「対象にならない費用」 asks for what is denied.
"""

from __future__ import annotations

import re
import unicodedata

from app.extractive.weighing import meaning_pairs, without_okurigana
from ingest.law.numbers import era_year

_KINDS_OF_ANSWER = (
    (r"いくら|料金|手数料|使用料|運賃|費用|経費|金額", r"円|無料"),
    (r"いつ|期限|何日|期間|時期|日時", r"[0-9]日|[0-9]月|年度|曜|毎[日週月年]"),
    (r"時間|何時|時刻", r"[0-9](?::[0-9]{2}|時)"),
    (r"方法|手順|どのように|どうすれば", r"ください。$|お願い(?:し|いたし)ます。$|できます。$"),
    (r"どこ|窓口|場所", r"窓口|支所|課（|センター|で申|で開"),
    (
        r"の数(?![字値])|[人件戸台回者客員]数|(?<!利用)(?<!利用の)状況|推移|割合|[率額高](?=$|[のとやは])|実績",
        r"[0-9０-９]",
    ),
    (r"利用の?(?:状況|実績)", r"[0-9０-９](?:人|名|件|回|世帯|冊|台)"),
    (r"(?:なら|でき|受けられ)ない|対象外|除かれ", r"ない。$|ません。$|(?:を|は)除く|対象外|受け付けない"),
)
_DEADLINE, _BY_WHEN = re.compile(r"(?:期限|締め?切り?)$"), re.compile(r"まで|以内|日前|期限|締め?切|随時")
"""A deadline is told by a day until which something is done: 「令和7年度は3店が開業しました。」 is none."""
_COUNTED = re.compile(
    r"(?P<unit>[件戸台回冊本組校]|世帯)数|(?P<people>人数|者の?数|員の?数|[来参利応申入]\S{1,2}者(?=$|[、と]))"
)
_SURE = ("戸", "冊", "世帯")
"""戸数 is told in 戸; 件数 in any count."""
_BONUS, _OTHERWISE, _UNIT_BONUS = 0.25, 0.6, 0.15
_LONGEST = 26
_QUESTION = re.compile(r"[。？?　 \n]|(?:は|か|たい)$|(?:とき|場合|には)")
_JOINS = re.compile(
    r"の|と|や|及び|並びに|・|、|「|」|（|）|ならない|できない|要する|掛かる|かかる|関する|係る|対する|受けられない|を|に(?!ん)|が|は|で(?!き)|した|する|された"
)
_BOTH = re.compile(
    r"(?P<subject>[^、。はが]{3,30})(?P<mark>は|が)(?P<first>[^、。]{0,8}?(?:いくら|いつ|どこ|だれ|誰|どのくらい|何[^、。]{1,6}))で(?:すか)?、(?:また、)?(?P<second>[^、。]{2,24}か。?)$"
)
_WHO = r"(?:利用|参加|来場|登録|申請|申込|対象|受講|応募|入場|来館)?(?:者|人|方)?"
_FIRST = re.compile(r"[一-龠]{2}|[ァ-ヺー]{3,}")
_NAME = re.compile(r"(?:^|(?<=[「『・、の\n 　]))([ぁ-ん]{3,8})(?=[一-龠ァ-ヶ])")
_NAME_SHORTEST = 3
_NO_NAMES = (
    "について",
    "における",
    "による",
    "まちの",
    "すべて",
    "どのような",
    "これまで",
    "あらかじめ",
    "ください",
    "ひとり",
    "こども",
    "みんなの",
    "わたしの",
    "おおむね",
    "すぐに",
)
_PARTS, _PART = re.compile(r"[、,，・/／][　 ]*|[　 ]+"), 14
_OF_YEAR = re.compile(
    r"(?:[昨今去本]年度?の)?(?P<topic>[^、。　 は]{2,20})[　 、]+(?P<year>(?:令和[0-9元]+|[昨今去本])年度?)は、?(?P<told>約?[0-9０-９][^。、　 ]{0,12})。?"
)
"""What is asked, and the clerk's own answer behind it: one fact."""
_TWO = re.compile(
    r"(?P<of>[^、。と]{1,16}の)?(?P<one>[一-龠ァ-ヶー]{2,8}|[数量率額])と(?P<other>[一-龠ァ-ヶー]{2,8})"
)
_COUNTS = re.compile(r"[数額量率費]$")
_SENTENCE = re.compile(
    r"[。？?]|か$|(?:たい|ない|ます|です|する|した|って|[たる]|ほしい)$|(?:たら|とき|場合|ので|から|まで|など)"
)
_ASKING = re.compile(
    r"(?:は|を)?(?:いくら|いつ|どこ|だれ|誰|何[人日時件円回]|どのくらい|どれくらい)(?:まで|から)?(?:です)?か?[。？?]?$"
)
_YEAR = re.compile(
    r"(?P<era>令和|平成)(?P<year>元|[0-9]{1,2})年(?!\S{0,10}(?:法律|条例|規則|政令|省令|訓令|告示)第)"
)
_THING = re.compile(r"[一-龠]{3,6}")
_SPAN = re.compile(r"から|[～〜]|年間")
_GENERAL = re.compile(
    rf"{_WHO}数?|[件戸台回冊本組人]数|延べ.{{0,4}}|数量?|量|推移|状況|現状|実績|割合|[^一-龠]*率|金?額|上限額?|限度額?|費用|経費|料金|手数料"
    r"|期限|期間|時期|時間|時刻|日時|日程|開催日|場所|会場|方法|手順|手続き?|理由|目的|概要|内容|対象|申請|申込み?|届出|効果|課題|確保|目標|見込み|条件|書類|日数|区分|値段|単価|持ち物|問合せ先?|連絡先|担当課?|結果"
    r"|件|今年度?|本年度?|昨年度?|去年|一昨年|前年度?|来年度?|前回|今回|最近|現在|これまで|こと|もの|ため|町民?|市民?|村民?|住民|県|国|町内|市内|村内|必要なもの|[^一-龠ァ-ヺ0-9A-Za-z]*"
)


def topic_of(about: str) -> frozenset[str]:
    """The pairs of what a short line is of, without what it asks of it; empty for a question or a list of words.

    >>> sorted(topic_of("図書室の貸出冊数")), topic_of("費用はいくらですか。")
    (['冊数', '出冊', '図書', '書室', '貸出'], frozenset())
    """
    if len(about) > _LONGEST or _QUESTION.search(about):
        return frozenset()
    return meaning_pairs("\n".join(unit for unit in _JOINS.split(about) if not _GENERAL.fullmatch(unit)))


def asked_word(about: str) -> frozenset[str]:
    """The pairs of the last word of a short line, where it names a thing of its own: 休館日 of 「体育館の休館日」; empty for
    one that may be asked of anything.

    >>> sorted(asked_word("総合体育館の休館日")), asked_word("児童クラブの料金"), asked_word("休館日")
    (['休館', '館日'], frozenset(), frozenset())
    """
    units = [unit for unit in about.split("の") if unit.strip()]
    named = len(units) > 1 and _THING.fullmatch(units[-1]) and not is_general(units[-1])
    return meaning_pairs(units[-1]) if named else frozenset()


def both_asked(question: str) -> tuple[str, ...]:
    """A question that asks two things of one subject as two, each with the subject; others as they are.

    >>> both_asked("児童クラブの利用料はいくらで、減免はありますか。")
    ('児童クラブの利用料はいくら', '児童クラブの利用料の減免はありますか。')
    """
    found = _BOTH.match(question.strip())
    if found is None:
        return (question,)
    subject = found["subject"]
    return f"{subject}{found['mark']}{found['first']}", f"{subject}の{found['second']}"


def parts_of(about: str) -> tuple[str, ...]:
    """The things of a line that names several: 「日時、場所」; one for a sentence or a question.

    >>> parts_of("日時、場所"), parts_of("回収量と費用　参加者"), parts_of("雨が降ったら、どうするか")
    (('日時', '場所'), ('回収量と費用', '参加者'), ('雨が降ったら、どうするか',))
    >>> parts_of("昨年の火災の件数　令和8年は4件")
    ('令和8年の火災の件数は4件',)
    >>> parts_of("昨年の来場者数と出店"), parts_of("ごみと資源"), parts_of("期間と時間")
    (('昨年の来場者数', '昨年の出店'), ('ごみと資源',), ('期間', '時間'))
    """
    if fact := _OF_YEAR.fullmatch(about.strip()):
        return (f"{fact['year']}の{fact['topic']}は{fact['told']}",)
    parts = [part.strip() for part in _PARTS.split(about.strip()) if part.strip()]
    if len(parts) == 1 and (both := _TWO.fullmatch(parts[0])):
        one, other, of = both["one"], both["other"], both["of"] or ""
        if any(_COUNTS.search(word) or _GENERAL.fullmatch(word) for word in (one, other)):
            return f"{of}{one}", f"{of}{other}"
    several = len(parts) > 1 and all(len(part) <= _PART and not _SENTENCE.search(part) for part in parts)
    return tuple(parts) if several else (about,)


def of_subject(about: str, subject: str) -> str:
    """A line that names only what may be asked of anything, with the subject that it is asked of.

    >>> of_subject("日時", "冬の海岸清掃"), of_subject("昨年の回収量", "冬の海岸清掃")
    ('冬の海岸清掃の日時', '昨年の回収量')
    """
    named = subject.strip().partition("\n")[0]
    return f"{named}の{about}" if named and about and not _own_units(about) else about


def has_topic(about: str) -> bool:
    """Whether a line, a question too, names a matter of its own, so that it may be asked off the subject."""
    return len(meaning_pairs("\n".join(_own_units(about)))) > 1


def _own_units(about: str) -> list[str]:
    return [unit for unit in _JOINS.split(_ASKING.sub("", about)) if not _GENERAL.fullmatch(unit)]


def is_general(word: str) -> bool:
    """Whether a word may be asked of anything (額, 期限, 手続): a source that answers need not say it."""
    return bool(_GENERAL.fullmatch(word))


def lead_of(about: str) -> str:
    """The word that a topic begins with (罹災 of 罹災証明書): what has it not is of something else."""
    units = (unit for unit in _JOINS.split(about) if not _GENERAL.fullmatch(unit))
    found = _FIRST.search(without_okurigana(next(units, "")))
    return found[0] if found else ""


def names_in(words: str) -> tuple[str, ...]:
    """Names in ひらがな that a text begins with or joins to 漢字, which no pair has: なぎさ of なぎさ広場, つづら of つづら号.

    >>> names_in("なぎさ広場の利用者数"), names_in("手続について知りたいこと"), names_in("引っ越しのごみと冷蔵庫")
    (('なぎさ',), (), ())
    """
    found = (name.rstrip("とやのはがをにも") for name in _NAME.findall(words) if name not in _NO_NAMES)
    return tuple(name for name in found if len(name) >= _NAME_SHORTEST)


def other_year(about: str, text: str, above: str = "") -> bool:
    """Whether a sentence (or, where it names no year, what stands above it) is of other years than the one that is asked of.

    >>> other_year("令和8年度の市税の見込み", "令和４年度の市税収入は、減収となります。")
    True
    >>> other_year("令和8年度の市税の見込み", "令和7年度から令和9年度までの見込みです。")
    False
    """
    asked = _years(about)
    said = _years(text) or _years(above)
    if not asked or not said or asked & said:
        return False
    span = _SPAN.search(text) and len(said) > 1
    return not (span and any(min(said) < year < max(said) for year in asked))


def _years(words: str) -> frozenset[int]:
    """The years that a text names, as 西暦; the year of a law is none."""
    found = _YEAR.finditer(unicodedata.normalize("NFKC", words))
    return frozenset(era_year(one["era"], one["year"]) for one in found)


def unit_asked(about: str) -> str:
    """The unit in which what is asked for is counted, "" for none: 人 of 「町営バスの利用者数」."""
    counted = _COUNTED.search(about)
    return (counted["unit"] or "人") if counted else ""


def has_unit(unit: str, text: str) -> bool:
    """Whether a text has a figure in a unit."""
    return bool(re.search(rf"[0-9０-９](?:人|名)?{unit}", text))


def has_kind(about: str, text: str) -> bool:
    """Whether a text has a thing of the kind that is asked for; always where no kind is."""
    kinds = [has for asks, has in _KINDS_OF_ANSWER if re.search(asks, about)]
    return not kinds or any(re.search(has, text) for has in kinds)


def as_asked(worth: float, about: str, text: str) -> float:
    """More for a sentence that has the kind of thing that is asked for (an amount, a day, 戸 for 戸数), less without it."""
    asked = [has for asks, has in _KINDS_OF_ANSWER if re.search(asks, about)]
    unit = unit_asked(about)
    if unit and has_unit(unit, text):
        worth += _UNIT_BONUS
    elif unit in _SURE:
        return 0.0
    if _DEADLINE.search(about) and not _BY_WHEN.search(text):
        return 0.0
    if any(re.search(has, text) for has in asked):
        return worth + _BONUS
    return worth * _OTHERWISE if asked else worth
