"""What a clerk puts down as an aim or a reason, in a few words, as the sentence that a paper has there. Knows no papers."""

from __future__ import annotations

import re

_AIMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"{before}ことを目的と"), f"{instead}を目的と")
    for before, instead in (
        (r"(?<=[一-龠々ァ-ヶー])のため(?:に)?", ""),
        (r"ため(?:に)?", "こと"),
        (r"よう(?:に)?", "ようにすること"),
        (r"こと", "こと"),
        (r"(?<=(?:資料|材料|基礎|参考|一助|契機|拠点))", "とすること"),
        (r"(?<=データ)", "とすること"),
        (r"(?<=[一-龠々ァ-ヶー])", ""),
    )
)
"""How words end where a sentence was asked for: 「交通の確保」「守るため」「安全に使えるように」「計画の基礎資料」."""
_WHOLE = re.compile(r"目的と(?:する|した|します)|^この[^、]{2,8}は、")
_NOUN = re.compile(r"[一-龠々ァ-ヶー）]$")
_SINCE = re.compile(r"(?P<noun>の)?ため(?:に)?$|(?:から|ので)$")
_NEED = "必要がある"


def as_aim(text: str) -> str:
    """``text`` with 「…ことを目的とする」 as its words ask for.

    >>> as_aim("本業務は、安全に使えるようにことを目的とする。"), as_aim("本業務は、交通の確保ことを目的とする。")
    ('本業務は、安全に使えるようにすることを目的とする。', '本業務は、交通の確保を目的とする。')
    """
    for pattern, instead in _AIMS:
        if pattern.search(text):
            return pattern.sub(instead, text)
    return text


def aim_of(subject: str, words: str) -> str:
    """The sentence 「{subject}は、…を目的とする。」 of a clerk's words; a sentence that says it already stays.

    >>> aim_of("この条例", "生活環境を守る"), aim_of("この要綱", "在宅での生活を支援すること")
    ('この条例は、生活環境を守ることを目的とする。', 'この要綱は、在宅での生活を支援することを目的とする。')
    """
    bare = words.strip()
    if bare.startswith("【要確認"):
        return f"{subject}は、{bare}を目的とする。"
    if _WHOLE.search(bare) or bare.removesuffix("。").count("。"):
        return bare
    return as_aim(f"{subject}は、{bare.removesuffix('。')}ことを目的とする。")


def reason_of(words: str, deed: str) -> str:
    """Why something is made: the clerk's words, and 「{deed}必要がある」 where they end in no sentence.

    >>> reason_of("近隣トラブル防止", "この条例を制定する"), reason_of("手数料を下げる", "所要の改正を行う")
    ('近隣トラブル防止のため、この条例を制定する必要がある。', '手数料を下げるため、所要の改正を行う必要がある。')
    >>> reason_of("法の改正に伴い、所要の改正を行う必要がある。", "所要の改正を行う")
    '法の改正に伴い、所要の改正を行う必要がある。'
    """
    bare = words.strip()
    if not bare or bare.endswith(("。", _NEED)) or "\n" in bare:
        return bare if not bare.endswith(_NEED) else f"{bare}。"
    if found := _SINCE.search(bare):
        return f"{bare[: found.start()]}{found['noun'] or ''}ため、{deed}{_NEED}。"
    return f"{bare}{'の' if _NOUN.search(bare) else ''}ため、{deed}{_NEED}。"
