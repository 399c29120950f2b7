"""Bytes of a Japanese text file into text: UTF-8, Shift_JIS, EUC-JP, UTF-16 and ISO-2022-JP told apart.

Knows nothing of what the text is about.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([BJI])")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_LEGACY = ("utf-8", "cp932", "euc_jp", "euc_jis_2004", "shift_jis_2004")
_UTF16 = ("utf-16-le", "utf-16-be")
_SAMPLE = 100_000
_BAD_SHARE = 0.01
_PLAUSIBLE = 0.35

_WEIGHTS = (
    (re.compile("[ぁ-んー、。]"), 2.0),
    (re.compile("[ァ-ヶ「」・（）　々〇0-9０-９]"), 1.0),
    (re.compile("[\t\n\r\x20-\x7e]"), 0.5),
    (re.compile("[ｦ-ﾟ]"), -0.5),
    (re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]"), -4.0),
)
_KANJI = re.compile("[\u4e00-\u9fff]")


def decode(data: bytes) -> tuple[str, str, int] | None:
    """The text of ``data``, the name of its encoding, and how many bytes had to be replaced by U+FFFD.

    Strict decoders come first; between Shift_JIS and EUC-JP, which can both accept the same bytes, the reading that
    looks more like Japanese wins; charset-normalizer is the last resort. None when no reading is believable
    (binary data). A text with a few broken bytes (up to 1%) is read, with the count.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text, encoding, text.count("\ufffd")
    if _ESCAPES.search(data) and max(data) < 0x80:
        return _iso_2022_jp(data)
    if b"\x00" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if not _CONTROLS.search(text):
                return text, "utf-8", 0
    return _most_japanese(data) or _with_replacements(data) or _last_resort(data)


def plausibility(text: str) -> float:
    """How much ``text`` looks like Japanese or plain ASCII, about -4 to 2; real texts score above 0.35."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    score = sum(weight * len(pattern.findall(sample)) for pattern, weight in _WEIGHTS)
    kanji = _KANJI.findall(sample)
    return (score + sum(1.0 if _everyday(char) else -1.0 for char in kanji)) / len(sample)


def _everyday(kanji: str) -> bool:
    """Whether a kanji is of JIS level 1 (ordered by reading, 2,965 of them), which everyday text is made of."""
    try:
        return kanji.encode("cp932")[0] < 0x98
    except UnicodeEncodeError:
        return False


def _most_japanese(data: bytes) -> tuple[str, str, int] | None:
    readings = []
    for order, encoding in enumerate((*_LEGACY, *(_UTF16 if len(data) % 2 == 0 else ()))):
        if b"\x00" in data and encoding not in _UTF16:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((plausibility(text), -order, text, encoding))
    if not readings:
        return None
    score, _, text, encoding = max(readings)
    return (text, encoding, 0) if score >= _PLAUSIBLE else None


def _with_replacements(data: bytes) -> tuple[str, str, int] | None:
    if b"\x00" in data:
        return None
    readings = []
    for order, encoding in enumerate(("utf-8", "cp932", "euc_jp")):
        text = data.decode(encoding, errors="replace")
        readings.append((text.count("\ufffd"), order, text, encoding))
    bad, _, text, encoding = min(readings)
    if bad <= max(1, len(text) * _BAD_SHARE) and plausibility(text) >= _PLAUSIBLE:
        return text, encoding, bad
    return None


def _iso_2022_jp(data: bytes) -> tuple[str, str, int]:
    for encoding in ("iso2022_jp_ext", "iso2022_jp_2004"):
        try:
            return data.decode(encoding), encoding, 0
        except UnicodeDecodeError:
            continue
    text = _through_euc(data)
    return text, "iso2022_jp", text.count("\ufffd")


def _through_euc(data: bytes) -> str:
    """ISO-2022-JP with the vendors' characters (①, ㈱), which the strict decoders refuse: read as EUC.

    The two-byte runs are the same codes as EUC-JP with the high bits off.
    """
    parts: list[str] = []
    double, last = False, 0
    for found in [*_ESCAPES.finditer(data), None]:
        run = data[last : found.start() if found else len(data)]
        high = bytes(byte | 0x80 if 0x20 < byte < 0x7F else byte for byte in run) if double else run
        parts.append(high.decode("euc_jis_2004", errors="replace"))
        if found:
            double, last = found.group().startswith(b"\x1b$"), found.end()
    return "".join(parts)


def _last_resort(data: bytes) -> tuple[str, str, int] | None:
    if b"\x00" in data[:_SAMPLE]:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        return None
    text = data.decode(best.encoding, errors="replace")
    bad = text.count("\ufffd")
    return (text, best.encoding, bad) if bad <= len(text) * _BAD_SHARE else None
