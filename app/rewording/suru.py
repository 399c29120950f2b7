"""The forms of a する-verb beside those of the verb that is said instead: 返却する → 返す. Knows nothing of sentences."""

from __future__ import annotations

from collections.abc import Iterator

from app.rewording.conjugation import forms
from app.text.morphology import words

_DOES = "する"


def forms_of(word: str, instead: str) -> Iterator[tuple[str, str]]:
    """Each form of ``word`` (「返却する」) with the same form of ``instead`` (「返す」); of what is no such verb none.

    >>> dict(forms_of("返却する", "返す"))["返却しないでください"], dict(forms_of("購入する", "買う"))["御購入ください"]
    ('返さないでください', '買ってください')
    """
    verb = words(instead)[-1] if word.endswith(_DOES) and instead else None
    made = forms(verb.plain, verb.morpheme.part_of_speech()[4]) if verb else None
    if not verb or not made or verb.text != verb.plain:
        return
    noun, before = word.removesuffix(_DOES), instead[: verb.start]
    please = before + made.and_then + "ください"
    for do, polite in (("し", "ま"), ("いたし", "ま")):
        for ending in ("す", "した", "せん", "せんでした", "しょう"):
            yield f"{noun}{do}{polite}{ending}", f"{before}{made.follows}{polite}{ending}"
    for ending in ("ない", "なかった", "なければ", "なくて", "ないで"):
        yield f"{noun}し{ending}", f"{before}{made.denies}{ending}"
    for ending in ("る", "ます", "ません", "ない"):
        yield f"{noun}でき{ending}", f"{before}{made.ends}ことが でき{ending}"
    yield f"{noun}して", before + made.and_then
    yield f"{noun}した", before + made.past
    yield f"{noun}し、", before + made.and_then + "、"
    for asked in (
        "{0}してください",
        "御{0}ください",
        "御{0}願います",
        "御{0}をお願いします",
        "御{0}をお願いいたします",
    ):
        yield asked.format(noun), please
    yield f"{noun}しないでください", f"{before}{made.denies}ないでください"
