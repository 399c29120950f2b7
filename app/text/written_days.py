"""Days and hours as a hurried person notes them, as a paper writes them: 12/8～18, 17:00. Knows nothing of forms.

What may be a share (1/2, 2/3) stays, and so does what stands in an address.
"""

from __future__ import annotations

import re

from ingest.law.numbers import parse_day, to_wareki

_ERA = re.compile(
    r"(?<![A-Za-z0-9])[RＲ](?P<year>[1-9][0-9]?)(?:[.．/](?P<month>1[0-2]|0?[1-9])(?:[.．/](?P<day>3[01]|[12][0-9]|0?[1-9]))?(?![0-9.．/])|(?P<of>年度?)|(?=当初|予算|決算|補正|事業))"
)
"""R8.12, R8.12.1, R8年度, R9当初予算."""
_ISO = re.compile(
    r"(?<![0-9A-Za-z/.-])(?P<year>20[1-9][0-9])(?P<by>[-/])(?P<month>1[0-2]|0?[1-9])(?P=by)(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9/-])"
)
"""2027-04-01, 2027/4/1."""
_TO = r"[ 　]*[～〜~－–ー―‐-][ 　]*"
_DAY = r"(?P<{0}m>1[0-2]|0?[1-9])/(?P<{0}d>3[01]|[12][0-9]|0?[1-9])(?![0-9/]|[ 　]?(?:を|の(?:補助|割合|額)|以[上下内]|補助|相当))(?P<{0}w>[(（][月火水木金土日](?:・祝)?[)）])?"
_BEFORE = r"(?<![0-9A-Za-z/.:：,=_-])(?<!率)(?<!割合)(?<!約)(?<!額の)(?<!費の)(?<!価格の)"
_HOUR = r"(?:(?P<{0}half>午前|午後)[ 　]?)?(?<![0-9:：.])(?P<{0}h>[01]?[0-9]|2[0-4])(?:[:：](?P<{0}n>[0-5][0-9])(?![0-9:：])|時(?!間|点|期|代|刻|効|価)(?:(?P<{0}k>[0-5]?[0-9])分|(?P<{0}half30>半))?)"
_DAYS = re.compile(
    _BEFORE
    + _DAY.format("a")
    + rf"(?:{_TO}(?:{_DAY.format('b')}|(?P<cd>3[01]|[12][0-9]|0?[1-9])(?:日)?(?P<cw>[(（][月火水木金土日](?:・祝)?[)）])?(?![0-9/:：時人円件%％])))?"
)
_HOURS = re.compile(_HOUR.format("a") + rf"(?:{_TO}{_HOUR.format('b')}|{_TO}(?=[ 　\n]|$))?")
_QUIET = re.compile(r"https?://[^\s、。」）]+|[\w.+-]+@[\w.-]+|[\w./-]+\.(?:docx?|xlsx?|pdf|pptx?|txt|csv)")
_CUE = re.compile(r"^[ 　]*(?:[0-2]?[0-9][:：時]|(?:まで|から|に|は|必着|締|開催|付け))")
_SHARE_MOST = 10
_NOON = 12
_TWICE = re.compile(r"まで(?:まで)+|まで(?=で[^す])で")
"""「12/8～18でやる」 is done 「12月8日から18日まで」 and no 「までで」."""


def written_out(text: str) -> str:
    """``text`` with its days and hours in full.

    >>> written_out("12/8～18で、1課30分"), written_out("12/1(火)～3/31"), written_out("補助率2/3、11/4まで")
    ('12月8日から18日まで、1課30分', '12月1日（火）から3月31日まで', '補助率2/3、11月4日まで')
    >>> written_out("R8.12定例会、R9年度、R9当初予算、R8.4.1")
    '令和8年12月定例会、令和9年度、令和9年度当初予算、令和8年4月1日'
    >>> written_out("2027-04-01から2027/12/5まで、2027-02-30、C2027-04-01")
    '令和9年4月1日から令和9年12月5日まで、2027-02-30、C2027-04-01'
    >>> written_out("14:00-16:30"), written_out("17時～21時"), written_out("8:30集合"), written_out("午後5時半")
    ('午後2時から午後4時30分まで', '午後5時から午後9時まで', '午前8時30分集合', '午後5時半')
    """
    parts, at = list[str](), 0
    for quiet in _QUIET.finditer(text):
        parts += [_plain(text[at : quiet.start()]), quiet[0]]
        at = quiet.end()
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    text = _ERA.sub(_in_era, _ISO.sub(_in_full, text))
    made = _HOURS.sub(_hours, _DAYS.sub(_days, text))
    return made if made == text else _TWICE.sub("まで", made)


def _in_full(match: re.Match[str]) -> str:
    """2027-04-01 → 令和9年4月1日; a day that there is not stays."""
    day = parse_day("-".join((match["year"], match["month"], match["day"])))
    return to_wareki(day) if day else match[0]


def _in_era(match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    if match["of"]:
        return f"令和{year}{match['of']}"
    if not month:
        return f"令和{year}年度"
    return f"令和{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def _days(match: re.Match[str]) -> str:
    month, day = int(match["am"]), int(match["ad"])
    until = match["bm"] or match["cd"]
    share = month < day <= _SHARE_MOST and not (
        match["aw"] or until or _CUE.match(match.string[match.end() :])
    )
    if share:
        return match[0]
    first = f"{month}月{day}日{_week(match['aw'])}"
    if match["bm"]:
        return f"{first}から{int(match['bm'])}月{int(match['bd'])}日{_week(match['bw'])}まで"
    return f"{first}から{int(match['cd'])}日{_week(match['cw'])}まで" if until else first


def _week(written: str | None) -> str:
    return f"（{written[1:-1]}）" if written else ""


def _hours(match: re.Match[str]) -> str:
    first, last = _hour(match, "a"), _hour(match, "b") if match["bh"] else ""
    if last:
        return f"{first}から{last}まで"
    return f"{first}から" if re.search(rf"{_TO}$", match[0]) else first


def _hour(match: re.Match[str], one: str) -> str:
    """One time; as it is written where nobody can tell the half of the day."""
    half, hour = match[f"{one}half"], int(match[f"{one}h"])
    minute = int(match[f"{one}n"] or match[f"{one}k"] or (30 if match[f"{one}half30"] else 0))
    rest = f"{minute}分" if minute else ""
    clock = match[f"{one}n"] is not None
    if half or not (clock or hour > _NOON):
        said = match[f"{one}half30"] or rest
        return f"{half or ''}{hour}時{said}"
    if clock and hour < _NOON:
        return f"午前{hour}時{rest}"
    return f"午後{hour - _NOON}時{rest}" if hour < _NOON * 2 else f"{hour}時{rest}"
