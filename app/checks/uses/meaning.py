"""Whether a translation still denies as often as its original, and keeps the office's names. Knows no grammar.

It counts words of denial line by line: what is denied, and whether rightly, is for the person who reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.checks.place import section_places
from app.checks.subject import NEEDS_REVIEW, Checked, Subject
from app.models.translation import CODES, LANGUAGE, load_glossary, spelled
from app.result import Finding

_DENIES = re.compile(r"ません|な[いく](?=[。、でとのがわ場たよ]|$)|不可|禁止|禁じ|できず|対象外|不要")
_NO_DENIAL = re.compile(
    r"なければな(?:りません|らない)|(?:かもしれ|ませんか|ないか)|少なくとも|だけで(?:は)?なく|のみならず|ないように|ないよう"
)
_FOREIGN: Mapping[str, str] = {
    "やさしい日本語": r"ません|ない(?=[。、でとのがた]|$)|だめ|いけ|いりま|要りま|禁止",
    "英語": r"\bnot\b|n['’]t\b|\bcannot\b|\bno\b|\bnever\b|\bwithout\b|\bunable\b|\bprohibit|\bneither\b|\bnor\b|\bunnecessary\b|\bexcept",
    "中国語（簡体字）": r"不|没|无|勿|禁止|未|非",
    "中国語（繁体字）": r"不|沒|無|勿|禁止|未|非",
    "韓国語": r"않|없|못|아니|아닙|안 |금지|마세요|마십|불가|불필요",
    "ベトナム語": r"không|chưa|đừng|cấm|chẳng",
    "ポルトガル語": r"\bnão\b|\bnem\b|\bsem\b|\bnunca\b|proibid|\bdispensa|desnecess",
    "フィリピノ語": r"\bhindi\b|\bwala|\bhuwag\b|bawal|ipinagbabawal|\bdi\b",
    "ネパール語": r"छैन|हुँदैन|हुदैन|नगर|सकिँदैन|सकिदैन|पर्दैन|होइन|निषेध|मिल्दैन|न[ ]?गर",
    "インドネシア語": r"\btidak\b|\bbukan\b|\bjangan\b|\btanpa\b|dilarang|\bbelum\b|\btak\b",
    "タイ語": r"ไม่|ห้าม|มิ|งด",
}
_DENIAL = "原文の「{original}」は打ち消していますが、訳文に打消しの言葉が見当たりません。意味が逆になっていないか、確かめてください。"
_KANA, _JAPANESE = (
    re.compile(r"[ぁ-んァ-ヶー]{2,}"),
    re.compile(r"[ぁ-んァ-ヶ一-龠々]+[ぁ-んァ-ヶ一-龠々ー]*"),
)
_BRACKETS = re.compile(r"（[^（）\n]*）|\([^()\n]*\)")
_LEFT = "訳文に日本語の「{words}」が残っています。地名や施設の名は読みをその言語の文字で書き、元の字は（　）に入れます。"
_TERM = "「{term}」の決まった訳（{words}）が、訳文にありません。市の用語集（prompts/glossary.toml）に合わせてください。"


def check_meaning(subject: Subject) -> Checked:
    """A warning for each line whose denial is lost, and for each name of the glossary that is."""
    return Checked(subject.text, (), tuple(_findings(subject)))


def _findings(subject: Subject) -> Iterator[Finding]:
    language = subject.values.get(LANGUAGE, "")
    denial = _FOREIGN.get(language)
    for section, start, end in section_places(subject):
        original = subject.values.get(section.keeps, "") if section.verbatim else ""
        text = subject.text[start:end]
        if not original or not denial or not text.strip() or text.strip().startswith(NEEDS_REVIEW):
            continue
        yield from _denials(original, text, start, denial)
        yield from _untranslated(text, start, language)
        if language in CODES and subject.template is not None:
            yield from _terms(original, text, (start, end), CODES[language][0], subject.template.file)


def _denials(original: str, text: str, start: int, denial: str) -> Iterator[Finding]:
    """Line against line where both have as many; else the count of the whole."""
    mine = [line for line in original.splitlines() if line.strip()]
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    if len(mine) != len(lines):
        mine, lines = [original], [(0, text)]
    for told, (at, said) in zip(mine, lines, strict=True):
        wanted = list(_DENIES.finditer(_NO_DENIAL.sub("＿", told)))
        if len(wanted) > len(re.findall(denial, said, re.IGNORECASE)):
            sentence = next(each for each in re.split(r"(?<=。)|\n", told) if wanted[0][0] in each).strip()
            message = _DENIAL.format(original=sentence[-40:])
            yield Finding("translation.denial", "warning", message, start + at, start + at + len(said))


def _untranslated(text: str, start: int, language: str) -> Iterator[Finding]:
    """Japanese that is left in a translation, but for a name's own writing in brackets: 「the bay of East浦」."""
    if language.endswith("日本語"):
        return
    plain = _BRACKETS.sub(lambda match: "　" * len(match[0]), text)
    left = _KANA if language.startswith("中国語") else _JAPANESE
    for match in left.finditer(plain):
        yield Finding(
            "translation.japanese",
            "warning",
            _LEFT.format(words=match[0]),
            start + match.start(),
            start + match.end(),
        )


def _terms(original: str, text: str, place: tuple[int, int], code: str, file: str) -> Iterator[Finding]:
    for term, words in load_glossary(Path(file).parent.parent / "glossary.toml").items():
        wanted = spelled(term, words, code)
        own = wanted.partition("（")[0]
        if term in original and term not in text and own.casefold() not in text.casefold():
            yield Finding("translation.term", "warning", _TERM.format(term=term, words=wanted), *place)
