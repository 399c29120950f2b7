"""Which language a text is in, by its letters and a few words; readings above 漢字. Knows no documents and no models."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from app.text.morphology import hiragana, tokenizer

_KANA = re.compile(r"[ぁ-んァ-ヺ]")
_HAN = re.compile(r"[一-鿿]")
_SCRIPTS = {
    "ko": r"[가-힣]",
    "th": r"[ก-๛]",
    "ne": r"[ऀ-ॿ]",
    "vi": r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂĐƠƯ]",
}
_WORDS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_SAID = re.compile(r"(?<!自)我(?!孫子|慢|流|国|妻|田)|(?<![終完修満])了(?=$|[，,。！!？?])")
"""I (not 我孫子市), and what has happened, in Chinese without a character of its own: 「着火了」."""
_LONGEST = 400
_DAYS = {"月": "げつ", "火": "か", "水": "すい", "木": "もく", "金": "きん", "土": "ど", "日": "にち"}
_SEVERAL_DAYS = re.compile(r"(?<![一-龠0-9０-９])[月火水木金土日](?:[・、,][月火水木金土日])+(?![一-龠])")
_NTH_DAY = re.compile(r"第[0-9０-９][月火水木金土日](?![一-龠])")
_ONE_DAY = re.compile(r"(?<=[：:|｜\s])[月火水木金土日](?=[、|｜\s。]|$)")


def language_of(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The code of the language; "ja" where nothing tells otherwise.

    Kana make it Japanese unless another script outweighs them: a page in Vietnamese names things in Japanese too.
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    match _writing(text):
        case "latin":
            return _in_latin(_latin_words(text), known)
        case "han":
            return _chinese(text, known.get("zh", ()))
        case told:
            return told


@lru_cache(maxsize=4096)
def _writing(text: str) -> str:
    """The language that the letters tell, "latin" or "han" where they do not. Kept: the same passages come up for many
    questions, and counting their letters is a hundredth of an answer."""
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    for code, script in _SCRIPTS.items():
        if len(re.findall(script, text)) > max(1, kana):
            return code
    if sum(map(len, _latin_words(text))) > 2 * (kana + han):
        return "latin"
    return "han" if han and kana * 8 < han else "ja"


def _latin_words(text: str) -> list[str]:
    return [word for word in _WORDS.findall(text.lower()) if _LATIN.search(word)]


def _in_latin(words: list[str], known: Mapping[str, tuple[str, ...]]) -> str:
    """Whose words they are: one that several languages have counts for each of them in part; English where none is known."""
    share = Counter(word for code, listed in known.items() for word in listed)
    counts = dict.fromkeys(("en", *(code for code in known if code != "zh")), 0.0)
    for code in counts:
        for listed in known.get(code, ()):
            counts[code] += sum(fnmatchcase(word, listed) for word in words) / share[listed]
    return max(counts, key=lambda code: counts[code])


def _chinese(text: str, known: tuple[str, ...]) -> str:
    """zh-CN or zh-TW for a text with a character that only Chinese has, or one of ``known``; else "ja"."""
    letters = "".join(_HAN.findall(text))
    foreign = [
        one for one in letters if not _has("cp932", one) and (_has("gb2312", one) or _has("big5", one))
    ]
    if not foreign and not _SAID.search(text) and not any(word in text for word in known):
        return "ja"
    return "zh-TW" if not _has("gb2312", letters) and _has("big5", letters) else "zh-CN"


def _has(letters: str, text: str) -> bool:
    """Whether the set of characters has all of ``text``."""
    try:
        text.encode(letters)
    except UnicodeEncodeError:
        return False
    return True


def with_readings(text: str) -> str:
    """``text`` with the reading behind each word in 漢字: 「市役所（しやくしょ）」. A word is read once in a line."""
    return "\n".join(_line(line, "{word}（{reading}）") for line in text.splitlines())


def with_ruby(text: str) -> str:
    """The same with the reading tied to its word, for pages that set it above: 「［市役所｜しやくしょ］」."""
    return "\n".join(_line(line, "［{word}｜{reading}］") for line in text.splitlines())


def _line(line: str, form: str) -> str:
    parts: list[str] = []
    seen: set[tuple[str, str]] = set()
    days, at = _weekdays(line), 0
    for morpheme in tokenizer().tokenize(line):
        word = morpheme.surface()
        reading = _DAYS[word] if at in days and word in _DAYS else hiragana(morpheme.reading_form())
        at += len(word)
        if (
            _HAN.search(word)
            and reading
            and (word, reading) not in seen
            and not re.search(r"[0-9０-９]", word)
        ):
            seen.add((word, reading))
            word = form.format(word=word, reading=reading)
        parts.append(word)
    return "".join(parts)


def _weekdays(line: str) -> set[int]:
    """Where a letter is a day of the week: 「月・木」「第1・第3金」, and in such a line 「：水、」. 「水・食料」 is none."""
    sure = {
        place
        for found in (*_SEVERAL_DAYS.finditer(line), *_NTH_DAY.finditer(line))
        for place in range(*found.span())
        if line[place] in _DAYS
    }
    return sure | ({found.start() for found in _ONE_DAY.finditer(line)} if sure else set())
