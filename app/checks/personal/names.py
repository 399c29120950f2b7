"""The names of private persons in a text. Knows nothing of other personal data.

A name beside a public post (市長, 議員, 課長) belongs to the office, not to the person; one on the list is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.personal.official import in_office
from app.checks.personal.public import PublicNames, plain
from app.text.morphology import words
from app.text.names import find_names

_KIN = "本人|母|父|夫|妻|児童|生徒"
"""Labels that begin other words: 児童館, 母子, 本人確認."""
_LABELS = r"(?:氏\s?名|名\s?前|申請者|請求者|届出人|世帯主|相談者|保護者|本人|受給者|被保険者|通報者|死亡者|被害者|申込者|名義人|口座名義|名義|申請人|申立人|請求人|代理人|代表者|連帯保証人|保証人|委任者|受任者|相続人|被相続人|納税義務者|滞納者|入居者|母|父|夫|妻|長男|長女|児童|生徒|子の名前)"
_LABEL = re.compile(
    rf"{_LABELS}"
    r"(?:名|氏名)?[ 　]{0,2}[:：はが、＝=の（(]?[ 　]{0,2}([一-龠々ぁ-んァ-ヶー・･A-Za-z]{1,14}(?:[ 　][一-龠々ぁ-んァ-ヶー・A-Za-z]{1,14}){0,2})"
)
_GLUED = re.compile(rf"(?:{_KIN})$")
_NEXT = re.compile(rf"[ 　]+(?={_LABELS})")
_HONOURED = re.compile(
    r"([ァ-ヶー]{2,12}(?:[・･ 　][ァ-ヶー]{2,12}){0,3}|[一-龠々]{1,3}[ 　]?[一-龠々ぁ-ん]{1,4})(?=(?:さん|様|氏|くん|ちゃん)(?![子式々名態相書]))(?<![仕模同])"
)
_BY_BIRTH = re.compile(
    r"旧[姓氏](?!名)(?:は|が|：|:|[ 　])?[ 　]?([一-龠々ヶ]{1,4}(?:[ 　][一-龠々ぁ-んァ-ヶ]{1,5})?)(?=[）)、。（(\s]|の|で|$)",
    re.M,
)
_LATIN = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z'\-]+(?:[ 　,]{1,2}[A-Z][A-Za-z'\-]+){1,4})(?=[ 　]?(?:さん|様(?![式々相態子])|氏(?!名)|[（(][一-龠ァ-ヶー]{2,10}(?:国籍|人|出身)?[）)]))"
)
"""A name in letters, only where somebody is addressed by it or its country stands behind it."""
_BY_LABEL = re.compile(
    r"(?:氏[ 　]?名|届出人|申請者|請求者|世帯主|受給者)[ 　：:]{1,2}(?!長男|長女|次男|次女|父|母|夫|妻|孫|子)([一-龠々﨑髙濵]{1,4}[ 　][一-龠々ぁ-んァ-ヶ]{1,5})(?=[ 　\n（(、]|$)"
)
"""A name in two parts right behind the label, whether the dictionary knows it or not: 「氏名　濵田 キヨ」."""
_LATIN_LABELLED = re.compile(
    r"(?:氏[ 　]?名|届出人|申請者|請求者|世帯主|受給者|本人)[ 　：:]{1,2}([A-Z][A-Za-z'\-]+(?:[ ,]{1,2}[A-Z][A-Za-z'\-]+){1,4})(?![A-Za-z])"
)
_STRANGE = re.compile(r"[ァ-ヶー]{2,12}(?:[・･][ァ-ヶー]{2,12}){1,4}")
_NOBODY = re.compile(
    r"(?:ご|御|お)?(?:皆|お客|客|業者|担当|担当者|利用者|参加者|申請者|保護者|市民|住民|議員|各位|会員|各|神|王|仏|奥|お子|子|お父|お母|お兄|お姉|看護師|医師|先生|御家族|家族|関係者|"
    r"事業者|高齢者|対象者|世帯主|皆々|代表者|社長|課長|部長|市長|会長|委員|店員|職員|介護|相談員|隣|お隣|近所|赤|患者|生徒|児童|団員|隊員|本人|ご本人|御本人|ボランティア|"
    r"ヘルパー|スタッフ|ドライバー|オーナー|ケアマネ|ケアマネジャー|マネジャー|リーダー|メンバー|ユーザー|パパ|ママ)"
)
_FAMILY = re.compile(
    r"(?:^|(?<=[、。：:\s（(]))([一-龠々]{1,3})[ 　]([一-龠々ぁ-んァ-ヶ]{1,4})(?=[（(、。\n]|さん|様|氏|$)",
    re.MULTILINE,
)
_WHOLE = 3
"""Characters of a 姓 and 名 together: one that the text names in a post is nobody's secret elsewhere in it."""
_NUMBERED = re.compile(r"第?[0-9０-９]+号")
"""「綾福第318号」 is the mark of a paper."""
_IN_LIST, _NEXT_NAME = re.compile(r"(?:君|氏|委員|会長|副会長)?[、，・][ 　]?"), 6
"""What stands between two names of a list of members, and its length at most."""
_TITLE = re.compile(r"(?:さん|様|氏|君|くん|ちゃん)?$")
_ONE = re.compile(
    r"(?<![一-龠ァ-ヶ])([林森原関東西南北泉星堀辻岡谷金今島浜沢畑桜梅松杉竹菅牧丸角平][ 　]?)(?=さん|様(?![式々相態])|氏(?!名))"
)
"""Family names of one character that are words too: only where somebody is addressed by them."""
_END = re.compile(r"(?:さん|様|氏|です|は|が|の|を|に|と|から|より|まで|及び|並びに|である|あて|宛).*$")


def find_people(text: str, public: PublicNames) -> Iterator[tuple[int, int]]:
    """(start, end) of each name of a private person, the longest first; some lie within others."""
    found = {*find_names(text), *_labelled(text), *_honoured(text), *_written_apart(text)}
    found |= {
        match.span(1)
        for form in (_BY_BIRTH, _LATIN, _BY_LABEL, _LATIN_LABELLED)
        for match in form.finditer(text)
    }
    places = [
        (start, end - len(_TITLE.search(text[start:end])[0]))  # type: ignore[index]  # it may be empty, never missing
        for start, end in sorted(found, key=lambda place: (place[0] - place[1], place))
    ]
    official = _with_the_list(text, places, [in_office(text, start, end) for start, end in places])
    named = {
        name
        for (start, end), held in zip(places, official, strict=True)
        if held and len(name := plain(text[start:end])) >= _WHOLE
    }
    for (start, end), held in zip(places, official, strict=True):
        words_ = text[start:end]
        told = plain(words_) in named and not text.startswith("さん", end)
        if (
            held
            or told
            or _NUMBERED.match(text, end)
            or _NOBODY.fullmatch(words_)
            or public.names_person(words_)
        ):
            continue
        yield start, end


def _with_the_list(text: str, places: list[tuple[int, int]], held: list[bool]) -> list[bool]:
    """The same, and true of each name that stands in one list behind one of a post: 「委員　赤尾健太、森泉さやか」."""
    ends = {end for (_, end), each in zip(places, held, strict=True) if each}
    for start, end in sorted(places):
        if any(_IN_LIST.fullmatch(text, each, start) for each in ends if each <= start <= each + _NEXT_NAME):
            ends.add(end)
    return [each or end in ends for (_, end), each in zip(places, held, strict=True)]


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    """What stands after 「氏名：」: a name in any script, cut where the sentence goes on."""
    for match in _LABEL.finditer(text):
        name = match[1]
        label = text[match.start() : match.start(1)]
        loose = not re.search(r"[:：]", label)
        kept = _END.sub("", name) if loose or re.search(r"[ぁ-ん]", name) else name
        kept = _NEXT.split(kept if kept or loose else name)[0]
        if not kept.strip():
            continue
        if loose and not _STRANGE.fullmatch(kept) and (not _person(kept) or _name_start(kept)):
            continue
        if _GLUED.search(label) and not _whole(kept):
            continue
        if len(kept.replace("　", "").replace(" ", "")) >= 2:
            yield match.start(1), match.start(1) + len(kept.rstrip())


def _honoured(text: str) -> Iterator[tuple[int, int]]:
    """What a person is addressed by, when the dictionary knows it for a name or nobody knows it (グエン・ヴァン・アンさん)."""
    for match in _HONOURED.finditer(text):
        name = match[1]
        if re.fullmatch(r"[ァ-ヶー・･ 　]+", name):
            if "・" in name or "･" in name or _person(name):
                yield match.span(1)
        elif _person(name):
            start = _name_start(name)
            yield match.start(1) + start, match.end(1)


def _written_apart(text: str) -> Iterator[tuple[int, int]]:
    """「遠藤　光」: a 姓, a space, and what need not be a name by itself; 「林様」."""
    for match in _FAMILY.finditer(text):
        if any(word.parts[3:4] == ("姓",) and word.text == match[1] for word in words(match[1])):
            yield match.span()
    yield from (match.span(1) for match in _ONE.finditer(text))


def _person(name: str) -> bool:
    return any(word.parts[2:3] == ("人名",) for word in words(name))


def _whole(name: str) -> bool:
    """Whether the dictionary knows every word for a name: of 「児童館条例」 it does not know 条例."""
    return all(word.parts[2:3] == ("人名",) for word in words(name) if word.text.strip())


def _name_start(name: str) -> int:
    """Where the name itself begins: 「市民山田」 begins at 山."""
    return next((word.start for word in words(name) if word.parts[2:3] == ("人名",)), 0)
