"""やさしい日本語 by rule: short sentences, hard words replaced. Knows nothing of models; 振り仮名 where they are asked for.

A rule cannot turn a text around: it is a beginning for the person who knows the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from app.material import Material, Piece
from app.rewording.furigana import with_readings
from app.rewording.suru import forms_of
from app.tasks.template import Section
from ingest.toml_file import read_toml

READINGS, WITH_READINGS = "振り仮名", "文の中に《》で付ける"
"""The field that asks for readings in the text, and its value."""
_CLOCK = re.compile(
    r"(?P<half>午前|午後)?[ 　]*(?<![0-9])(?P<hour>[01]?[0-9]|2[0-4])[:：](?P<minute>[0-5][0-9])(?![0-9])"
)
_NOON = 12
KANJI = re.compile(r"[一-龠々]+")
_AND, _AND_BEFORE = re.compile(r"及び|並びに|又は|若しくは"), re.compile(r"(?:及び|並びに|又は|若しくは)$")
"""「飲料水及び常備薬」 are two words, though 及 is written like a part of one."""
_NOUN = re.compile(r"こと(?:（[^（）]*）)?$")
_OBJECT = re.compile(r"(?<=[一-龠々ァ-ヶーぁ-ん])(?<![者人方日月年時回前後別])(?<![でへら])の$")
"""「ごみの収集」 is ごみを 集めること; 「12月の収集」 is of a day, and stays."""
_WAY = re.compile(r"(?P<way>で|へ|から)の$")
"""「車での避難」 is 車で 逃げること."""
_PERSON = re.compile(r"(?<=[るたいな])[　 ]?方(?=[はがをにのもでと、。]|$)")
_DOING = re.compile(
    r"(?P<verb>[^、。「」（）]{1,10}?)こと(?:（[^（）]*）)?は(?P<how>ふつうは |ぜったいに )?しないで"
)
_ARE = re.compile(r"(?<=[うくぐすつぬぶむる])こと((?:（[^（）]*）)?)は(?=[0-9０-９]|午前|午後|毎)")
_WHEN = re.compile(r"(?<=[うくぐすつぬぶむる])ことの(?:際|とき|時|場合)(?:に)?は")
VERB = re.compile(r"する|すれ|し(?!か)|さ[れせ]|でき|いた|くだ|下さ|願")


def make_easy(section: Section, material: Material) -> Iterator[Piece]:
    """The field that ``keeps`` names in easier words, a sentence a line."""
    words = easy_words(Path(material.template.file).parent.parent / "easy.toml")
    lines = [easier(line, words) for line in _sentences(material.values.get(section.keeps, ""))]
    if material.values.get(READINGS, "") == WITH_READINGS:
        lines = [with_readings(line) for line in lines]
    yield Piece("\n".join(lines), section, ask=material.ask(section))


@lru_cache(maxsize=4)
def easy_words(file: Path) -> Mapping[str, str]:
    """The office's list of hard words and what to say instead, longest first; empty when there is no such file.

    A verb (「返却する」) stands for all its forms, 御 for ご; what the list says itself comes before those.
    """
    if not file.is_file():
        return {}
    said = read_toml(file, "やさしい日本語の言い換え")
    made = dict(pair for word, instead in said.items() for pair in forms_of(word, instead)) | said
    spelled = {f"ご{word[1:]}": made[word] for word in made if word[0] == "御"}
    return dict(sorted((spelled | made).items(), key=lambda pair: -len(pair[0])))


def easier(sentence: str, words: Mapping[str, str]) -> str:
    """``sentence`` with its hard words replaced; a word that is part of a longer one stays, figures too.

    >>> easier("至急、避難してください。", {"避難してください": "逃げてください", "至急": "すぐに"})
    'すぐに、逃げてください。'
    >>> easier("納付書で納付する人、納付の方法", {"納付": "払うこと"})
    '納付書で納付する人、払うことの方法'
    """
    if not words:
        return sentence
    pattern = _any_of(tuple(words))
    plain = _CLOCK.sub(lambda match: spoken_time(match[0]), sentence)
    text = ""
    at = 0
    for match in pattern.finditer(plain):
        instead = words[match[0]]
        if _fits(match, instead):
            before = plain[at : match.start()]
            text += (
                _WAY.sub(r"\g<way> ", _OBJECT.sub("を ", before)) if _NOUN.search(instead) else before
            ) + instead
            at = match.end()
    made = _WHEN.sub("ときは", _ARE.sub(r"の\1は", text + plain[at:]))
    made = _PERSON.sub(" 人", made)
    return re.sub(r" {2,}", " ", _DOING.sub(r"\g<how>\g<verb>ことを しないで", made))


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The first of the words that stands at a place: apart by their first letters, as there are thousands."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(lead)}(?:{'|'.join(each)})" for lead, each in rest.items()))


def spoken_time(text: str) -> str:
    """A time by the clock as it is said in やさしい日本語.

    >>> spoken_time("8:30"), spoken_time("17:15"), spoken_time("午後1:00"), spoken_time("12:00")
    ('午前8時30分', '午後5時15分', '午後1時', '昼の12時')
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return text
    hour, minute = int(match["hour"]), int(match["minute"])
    rest = f"{minute}分" if minute else ""
    if match["half"]:
        return f"{match['half']}{hour}時{rest}"
    if hour == _NOON:
        return f"昼の12時{rest}"
    return f"午前{hour}時{rest}" if hour < _NOON else f"午後{hour - _NOON}時{rest}"


def _fits(match: re.Match[str], instead: str) -> bool:
    """Whether the replacement can stand there: 届出 may not fall out of 妊娠届出書, 「申し込むことする」 is no verb."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if _NOUN.search(instead) and (
        VERB.match(after) or (before.endswith("の") and not (_OBJECT.search(before) or _WAY.search(before)))
    ):
        return False
    if not KANJI.fullmatch(match[0]):
        return True
    explained = instead.startswith(match[0])
    ended = not KANJI.match(after[:1]) or bool(_AND.match(after))
    begun = not KANJI.match(before[-1:]) or bool(_AND_BEFORE.search(before))
    return (ended and (explained or begun)) or bool(_AND.fullmatch(match[0]))


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for sentence in re.split(r"(?<=。)", line):
            if sentence.strip():
                yield sentence.strip()
