"""Parts of a letter that do not fit together: whom it addresses, what it calls the event, which 別紙 it has.

Knows nothing of sources; what a letter encloses as a file of its own is not known either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.checks.subject import Checked, Subject
from app.result import Finding

_HEAD = 12
_TO = re.compile(r"^(?P<who>[^。\n|]{2,60}?)[ 　]*(?:様|殿|御中|宛て?)[ 　]*$")
_ALL = re.compile(r"各位|関係|各[課校位市町団社会局]|皆様|保護者|様方|ほか|外[0-9０-９]")
_YOU = re.compile(
    r"(?<![一-龠])(?P<you>貴(?P<what>社|市|町|村|県|組合|会|校|院|課|部|団|園|議会|協会|法人|協議会))(?![一-龠金重])"
)
_ARE = {
    "社": r"会社|社|商店|商会|工務|製作所|建設|設備|工業|興業|産業|銀行|企業|事業者|業者|コーポレーション",
    "市": r"市",
    "町": r"町",
    "村": r"村",
    "県": r"県|知事",
    "組合": r"組合",
    "会": r"会|協|連盟|団体|クラブ",
    "校": r"校|学園",
    "院": r"院",
    "課": r"課",
    "部": r"部|隊",
    "団": r"団|協会|クラブ",
    "園": r"園",
    "議会": r"議会|議長",
    "協会": r"協会",
    "協議会": r"協議会",
    "法人": r"法人|会|園|所",
}
_EVENTS = "説明会|講演会|講習会|研修会|研修|講座|大会|訓練|懇談会|意見交換会|相談会|見学会|体験会|発表会|審査会|審議会|協議会|委員会|総会|検討会|セミナー|教室|競技会|式典"
_EVENT = re.compile(rf"(?P<event>{_EVENTS})(?=の|を|につ|（|$|[ 　])")
_HELD = re.compile(
    rf"(?:下記|次|別紙|以下)のとおり[、 　]?(?P<words>[一-龠々ァ-ヶー]{{0,16}}?(?P<event>{_EVENTS}))を(?:開催|実施|開[きく]|行[いう])"
)
_TITLE = re.compile(
    r"について|の開催|のお知らせ|の御案内|実施要[項領]|開催要[項領]|の実施|（通知）|（依頼）|（案内）"
)
_ENCLOSED = re.compile(
    r"(?P<kind>別紙|別添)[ 　]?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十])(?![0-9０-９年月日枚部])"
)
_LISTS = re.compile(
    r"^[ 　・○●◆■(（【［\[]*(?:(?:別紙|別添)[ 　]?[0-9０-９一二三四五六七八九十]|添付|同封|別添資料|関係(?:資料|書類)|配布資料|資料[ 　：:])"
)
_HEADER = re.compile(
    r"^(?:宛先|宛名|To)[ 　]?[：:][ 　]*(?P<who>[^、，,;；<＜@\n]{2,40}?)(?:[ 　]*(?:様|殿|御中))?[ 　]*$",
    re.I,
)
_OFFICE = re.compile(
    r"[一-龠々ァ-ヶー]{2,14}?(?:課|局|室|部|所|館|校|園|会|組合|株式会社|有限会社)(?=長|$|[ 　])"
)
_DATED = re.compile(
    r"^[ 　]*(?:令和|平成)[0-9０-９元]{1,2}年[ 　]?[0-9０-９]{1,2}月[ 　]?[0-9０-９]{1,2}日[ 　]*$"
)
_SENDER = re.compile(
    r"(?:市長|町長|村長|教育長|委員会|部長|課長|局長|所長|館長|会長)(?:[ 　].{0,12})?[ 　]*$|^(?:.{0,6}[市町村]).{0,20}(?:課|局|部|室)$"
)
_PERSON = re.compile(r"[一-龠々]{1,4}[ 　][一-龠々ぁ-んァ-ヶ]{1,5}")
_BODY = re.compile(
    r"(?:株式会社|有限会社|合同会社|法人).{1,20}|.{2,20}(?:株式会社|有限会社|連合会|協同組合|商工会|協議会)"
)
_HONOURED = re.compile(r"(?:様|殿|御中|宛て?|行|先生)$")
_MIXED = "「{words}」は、宛先の「{who}」と違います。どちらに送るものかを確かめてください。"
_PLAIN = "宛先の「{who}」に、敬称がありません。{title}を付けるかを確かめてください。"
_ADDRESSED = (
    "「{you}」とありますが、宛先は「{who}」です。前に送った文書の言い方が残っていないか、確かめてください。"
)
_CALLED = "「{words}」とありますが、件名では「{other}」です。どちらが正しいかを確かめてください。"
_MISSING = "「{words}」は、この文書の別紙の中に見当たりません（あるのは{known}）。番号か、添付の漏れを確かめてください。"


def check_letter(subject: Subject) -> Checked:
    """Findings fact.within."""
    text = subject.text
    return Checked(
        text, (), (*_addressed(text), *_called(text), *_enclosed(text), *_headed(text), *_bare(text))
    )


def _headed(text: str) -> Iterator[Finding]:
    """「宛先：産業建設課長」 above 「上下水道課長　様」."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_HEAD]
    header = next((found for line in lines if (found := _HEADER.match(line))), None)
    own = _OFFICE.search(header["who"]) if header else None
    if header is None or own is None or any(_ALL.search(line) for line in lines):
        return
    for line in lines:
        to = _TO.match(line) if not _HEADER.match(line) else None
        other = _OFFICE.search(to["who"]) if to else None
        if to and other and own[0] not in to["who"] and other[0] not in header["who"]:
            at = text.index(line)
            told = _MIXED.format(words=to["who"], who=header["who"])
            yield Finding("fact.within", "warning", told, at, at + len(to["who"]))


def _bare(text: str) -> Iterator[Finding]:
    """A person or a body all alone between the day of a letter and its sender, with nothing behind the name."""
    lines = [line for line in text.split("\n") if line.strip()][:_HEAD]
    for day, whom, sender in zip(lines, lines[1:], lines[2:], strict=False):
        who = whom.strip()
        title = "「様」" if _PERSON.fullmatch(who) else "「御中」" if _BODY.fullmatch(who) else ""
        if (
            title
            and not _ALL.search(who)
            and not _HONOURED.search(who)
            and _DATED.match(day)
            and _SENDER.search(sender.strip())
            and not _SENDER.search(who)
        ):
            at = text.index(whom) + whom.index(who)
            told = _PLAIN.format(who=who, title=title)
            yield Finding("fact.within", "warning", told, at, at + len(who))


def _addressed(text: str) -> Iterator[Finding]:
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_HEAD]
    whom = [found["who"].strip() for line in lines if (found := _TO.match(line))]
    if not whom or any(_ALL.search(who) for who in (*whom, *lines[:4])):
        return
    for match in _YOU.finditer(text):
        if not any(re.search(_ARE[match["what"]], who) for who in whom):
            told = _ADDRESSED.format(you=match["you"], who=whom[0])
            yield Finding("fact.within", "warning", told, match.start("you"), match.end("you"))


def _called(text: str) -> Iterator[Finding]:
    """The one event of the title, where the letter holds another and never names that one again."""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_HEAD]
    title = next((line for line in lines if _TITLE.search(line) and "。" not in line), "")
    events = {match["event"] for match in _EVENT.finditer(title)}
    if len(events) != 1:
        return
    event = events.pop()
    begin = text.index(title) + len(title)
    for match in _HELD.finditer(text, begin):
        if match["event"] not in title and event not in text[begin:] and event not in match["words"]:
            told = _CALLED.format(words=match["words"], other=event)
            yield Finding("fact.within", "warning", told, match.start("words"), match.end("words"))


def _enclosed(text: str) -> Iterator[Finding]:
    """「別紙3のとおり」 in a paper whose own 別紙 are 1 and 2."""
    known: dict[str, dict[int, str]] = {"別紙": {}, "別添": {}}
    told: list[re.Match[str]] = []
    at = 0
    for line in text.split("\n"):
        found = list(_ENCLOSED.finditer(text, at, at + len(line)))
        if _LISTS.match(line) and not line.rstrip().endswith("。"):
            for match in found:
                known[match["kind"]][_number(match)] = match[0]
        else:
            told += found
        at += len(line) + 1
    for match in told:
        there = known[match["kind"]]
        if there and _number(match) not in there:
            yield _missing(match, list(there.values()))


def _missing(match: re.Match[str], there: Sequence[str]) -> Finding:
    words = _MISSING.format(words=match[0], known="、".join(there))
    return Finding("fact.within", "warning", words, match.start(), match.end())


def _number(match: re.Match[str]) -> int:
    plain = normalize("NFKC", match["n"])
    return int(plain) if plain.isdigit() else "一二三四五六七八九十".index(plain) + 1
