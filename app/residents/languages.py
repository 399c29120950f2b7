"""Which language a text is in, by its letters and a few words; readings above 漢字. Knows no documents and no models."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.text.morphology import hiragana, tokenizer

_KANA = re.compile(r"[ぁ-んァ-ヺ]")
_HAN = re.compile(r"[一-鿿]")
_SCRIPTS = {
    "ko": r"[가-힣]",
    "th": r"[ก-๛]",
    "ne": r"[ऀ-ॿ]",
    "vi": r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂĐƠƯ]",
}
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LONGEST = 400


def language_of(text: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The code of the language; "ja" where nothing tells otherwise.

    Kana make it Japanese unless another script outweighs them: a page in Vietnamese names things in Japanese too.
    """
    text = text[:_LONGEST]
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    for code, script in _SCRIPTS.items():
        if len(re.findall(script, text)) > max(1, kana):
            return code
    latin = sum(len(word) for word in _LATIN.findall(text))
    if latin > 2 * (kana + han):
        lower = text.lower()
        counts = {
            code: sum(bool(re.search(rf"(?<![a-z]){re.escape(word)}", lower)) for word in words)
            for code, words in known.items()
            if not code.startswith("zh")
        }
        best = max(counts, key=lambda code: counts[code], default="en")
        return best if counts.get(best, 0) >= 2 or (counts.get(best, 0) and latin < 16) else "en"
    if han and kana * 8 < han:
        for code in ("zh-TW", "zh-CN"):
            if any(word in text for word in known.get(code, ())):
                return code
    return "ja"


def with_readings(text: str) -> str:
    """``text`` with the reading behind each word in 漢字: 「市役所（しやくしょ）」. A word is read once in a line."""
    return "\n".join(_line(line, "{word}（{reading}）") for line in text.splitlines())


def with_ruby(text: str) -> str:
    """The same with the reading tied to its word, for pages that set it above: 「［市役所｜しやくしょ］」."""
    return "\n".join(_line(line, "［{word}｜{reading}］") for line in text.splitlines())


def _line(line: str, form: str) -> str:
    parts: list[str] = []
    seen: set[str] = set()
    for morpheme in tokenizer().tokenize(line):
        word = morpheme.surface()
        reading = hiragana(morpheme.reading_form())
        if _HAN.search(word) and reading and word not in seen and not re.search(r"[0-9０-９]", word):
            seen.add(word)
            word = form.format(word=word, reading=reading)
        parts.append(word)
    return "".join(parts)
