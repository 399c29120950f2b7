"""The forms of a Japanese verb, from its dictionary form and Sudachi's 活用型. Knows nothing of sentences."""

from __future__ import annotations

from dataclasses import dataclass

_ROWS = {
    "う": "わいうえお", "く": "かきくけこ", "ぐ": "がぎぐげご", "す": "さしすせそ", "つ": "たちつてと",
    "ぬ": "なにぬねの", "ぶ": "ばびぶべぼ", "む": "まみむめも", "る": "らりるれろ",
}  # fmt: skip
_JOINING = {
    "う": ("っ", "た"), "く": ("い", "た"), "ぐ": ("い", "だ"), "す": ("し", "た"), "つ": ("っ", "た"),
    "ぬ": ("ん", "だ"), "ぶ": ("ん", "だ"), "む": ("ん", "だ"), "る": ("っ", "た"),
}  # fmt: skip
_POLITE = ("くださる", "下さる", "なさる", "いらっしゃる", "おっしゃる", "ござる")
_ONE = ("上一段", "下一段", "助動詞-レル", "助動詞-ラレル", "助動詞-セル", "助動詞-サセル")


@dataclass(frozen=True, slots=True)
class Forms:
    """書く: 書く, 書き, 書か(ない), 書い(た), た, 書こう. ``voice`` is た or だ."""

    ends: str
    follows: str
    denies: str
    joins: str
    voice: str
    wills: str

    @property
    def past(self) -> str:
        return self.joins + self.voice

    @property
    def and_then(self) -> str:
        return self.joins + ("で" if self.voice == "だ" else "て")


def forms(plain: str, kind: str) -> Forms | None:
    """The forms of a verb (or of れる, せる) by its dictionary form and 活用型; None for what is not known.

    >>> forms("行う", "五段-ワア行").past, forms("進める", "下一段-マ行").wills, forms("生ずる", "サ行変格").ends
    ('行った', '進めよう', '生じる')
    """
    if kind.startswith("五段") and plain[-1:] in _ROWS:
        return _five(plain)
    if kind.startswith(_ONE) and plain.endswith("る"):
        stem = plain[:-1]
        return Forms(plain, stem, stem, stem, "た", f"{stem}よう")
    if kind == "サ行変格":
        if plain.endswith("する"):
            stem = plain[:-2]
            return Forms(plain, f"{stem}し", f"{stem}し", f"{stem}し", "た", f"{stem}しよう")
        if plain.endswith("ずる"):  # 生ずる, 講ずる: as they are said now
            stem = f"{plain[:-2]}じ"
            return Forms(f"{stem}る", stem, stem, stem, "た", f"{stem}よう")
    if kind == "カ行変格":
        stem = plain[:-1]
        follows, denies = ("き", "こ") if stem == "く" else (stem, stem)
        return Forms(plain, follows, denies, follows, "た", f"{denies}よう")
    return None


def _five(plain: str) -> Forms:
    stem, last = plain[:-1], plain[-1]
    row = _ROWS[last]
    joins, voice = _JOINING[last]
    if plain.endswith(("行く", "いく", "ゆく")):
        joins = "っ"
    follows = f"{stem}い" if plain in _POLITE else stem + row[1]
    return Forms(plain, follows, stem + row[0], stem + joins, voice, f"{stem}{row[4]}う")
