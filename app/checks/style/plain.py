"""Readable for residents: the jReadability score and the rules of やさしい日本語 that a machine can check.

Knows nothing of official style. The score's kinds of words (漢語, 和語) are guessed from Sudachi's 品詞 and the
characters, not read from UniDic as the published formula does: it is an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.style.guide import StyleGuide
from app.checks.style.text import StyleText
from app.result import Finding

GOAL = 4.5
"""The score that a text for residents should reach (初級後半); the scale runs from .5 (超上級) to 6.5."""
_LEVELS = (
    (5.5, "初級前半"),
    (4.5, "初級後半"),
    (3.5, "中級前半"),
    (2.5, "中級後半"),
    (1.5, "上級前半"),
    (0.0, "上級後半"),
)
_SENTENCE = 40
_WHOLE = 1000
_NOT = re.compile(
    r"ない(?:わけ|こと)(?:では|も)(?:ない|あ|ありません)|なくは(?:ない|ありません)|ざるを得|ないとは(?:言え|限ら)|なければ(?:できません|なれません)"
)
_PASSIVE = re.compile(
    r"(?:[一-龠]さ|[かがさたなまらわば])れ(?:ます|ました|る|た|ません|ない)|させ(?:ます|る|られ)"
)
_RESPECT = re.compile(
    r"(?:お|ご|御)[一-龠ぁ-ん]{1,6}(?:になります|になる|いたします|いたし|申し上げ|いただき|くださいますよう)|ございます|いらっしゃい|"
    r"おります|存じます|申し上げます|いただきますよう|賜り|頂戴"
)
_NOUNS = re.compile(r"[一-龠]{2,6}(?:禁止|不可|厳禁|必須|必要)(?=。|です|$)")
_FOREIGN = re.compile(
    r"(?:オンライン|キャンセル|リユース|リサイクル|ハザードマップ|ライフライン|インフラ|ガイドライン|コミュニティ|アクセス|"
    r"サポート|ワンストップ|フレイル|デマンド|プラン|ケア|セミナー|ワークショップ|パブリックコメント|カウンター)(?!（|マネ|マネジャー)"
)
_VAGUE = re.compile(
    r"と思われます|おそれがあります|なるべく|適宜|できる(?:だけ|限り)|場合もあります|可能性があります|速やかに|適切に"
)
_ERA = re.compile(r"(?:令和|平成|昭和)[0-9０-９元]{1,2}年(?!（[0-9０-９]{4}年）)")
_CLOCK = re.compile(r"(?<![0-9０-９])(?:1[3-9]|2[0-4])(?:時|:[0-5][0-9])")
_SLASH = re.compile(r"(?<![0-9０-９])[0-9０-９]{1,2}[/／][0-9０-９]{1,2}(?![0-9０-９])")
_WAVE = re.compile(r"[0-9０-９時日分円][〜～][0-9０-９午]")
_LIST = re.compile(r"(?:[一-龠ァ-ヶー]{2,12}、){3,}[一-龠ァ-ヶー]{2,12}")


@dataclass(frozen=True, slots=True)
class Readability:
    """``score`` by the formula of jReadability (higher is easier), ``level`` its name, ``words`` and ``sentences`` counted."""

    score: float
    level: str
    words: int
    sentences: int


def readability(ready: StyleText) -> Readability | None:
    """None for a text too short to say (under 20 words).

    Marks count as words; verbs that may be auxiliary (ある, いる) do not count as verbs, as in the open implementation.
    −0.056·(words a sentence) −0.126·漢語% −0.042·和語% −0.145·動詞% −0.044·助詞% + 11.724 (Lee, Hasebe: jReadability).
    """
    counted = [word for word in ready.words if word.parts[0] != "空白"]
    sentences = [sentence for sentence in ready.sentences if not sentence.row and sentence.text.strip()]
    if len(counted) < 20 or not sentences:
        return None
    share = 100 / len(counted)
    chinese = sum(_is_chinese(word.text, word.parts) for word in counted) * share
    native = sum(_is_native(word.text, word.parts) for word in counted) * share
    verbs = sum(word.parts[:2] == ("動詞", "一般") for word in counted) * share
    particles = sum(word.parts[0] == "助詞" for word in counted) * share
    score = (
        11.724
        - 0.056 * len(counted) / len(sentences)
        - 0.126 * chinese
        - 0.042 * native
        - 0.145 * verbs
        - 0.044 * particles
    )
    level = next((name for least, name in _LEVELS if score >= least), "超上級")
    return Readability(round(score, 2), level, len(counted), len(sentences))


def check_plain(ready: StyleText, guide: StyleGuide) -> Iterator[Finding]:
    """What a resident, or somebody who learns Japanese, would stumble over. Told as ``guide.whole`` has it."""
    for name, span, values in (*_by_sentence(ready), *_by_word(ready), *_as_whole(ready)):
        rule = guide.whole.get(name)
        if rule is not None:
            source = f"{rule.reason}（{rule.source}）"
            yield Finding(f"style.{name}", rule.severity, rule.message.format(**values), *span, "", source)


Told = tuple[str, tuple[int, int], dict[str, object]]


def _by_sentence(ready: StyleText) -> Iterator[Told]:
    for sentence in ready.sentences:
        bare = re.sub(r"（[^（）]*）|\[\d+\]|【[^】]*】|https?://\S+", "", sentence.text).strip("　 ・")
        if sentence.row or not sentence.text.endswith("。"):
            continue
        span = (sentence.start, sentence.end)
        if len(bare) > _SENTENCE:
            yield "EASY01", span, {"count": len(bare)}
        elif bare.count("、") > 1:
            yield "EASY02", span, {"count": bare.count("、")}
        if found := _LIST.search(sentence.text):
            yield "EASY11", (sentence.start + found.start(), sentence.start + found.end()), {}


_WORDS = (
    ("EASY03", _NOT),
    ("EASY04", _PASSIVE),
    ("EASY05", _RESPECT),
    ("EASY06", _NOUNS),
    ("EASY07", _FOREIGN),
    ("EASY08", _VAGUE),
)
_FORMS = (
    (_ERA, "西暦も書いてください（例：2026年（令和8年））。"),
    (_CLOCK, "午前・午後を付けて12時間で書いてください。"),
    (_SLASH, "「○月○日」と書いてください。"),
    (_WAVE, "「〜」は「から」「まで」と書いてください。"),
)


def _by_word(ready: StyleText) -> Iterator[Told]:
    for name, pattern in _WORDS:
        for match in ready.matches(pattern):
            yield name, match.span(), {"words": match[0]}
    for pattern, advice in _FORMS:
        for match in ready.matches(pattern):
            yield "EASY10", match.span(), {"words": match[0], "advice": advice}


def _as_whole(ready: StyleText) -> Iterator[Told]:
    count = len(re.sub(r"\s", "", ready.text))
    if count > _WHOLE:
        yield "EASY12", (0, 0), {"count": f"{count:,}"}
    read = readability(ready)
    if read is not None and read.score < GOAL:
        yield "DOC14", (0, 0), {"score": read.score, "goal": GOAL}


def _is_chinese(text: str, parts: tuple[str, ...]) -> bool:
    """漢語: nouns of two characters and more, all 漢字 (and what is built of them: 実施する)."""
    return parts[0] in ("名詞", "接尾辞", "接頭辞", "形状詞") and bool(
        re.fullmatch(r"[一-龠々]{2,}|[者的性化]", text)
    )


def _is_native(text: str, parts: tuple[str, ...]) -> bool:
    """和語: verbs, adjectives, adverbs and nouns with ひらがな or of one 漢字."""
    if parts[0] in ("動詞", "形容詞", "副詞", "連体詞", "代名詞", "接続詞", "感動詞", "助詞", "助動詞"):
        return True
    return parts[0] == "名詞" and bool(re.search(r"[ぁ-ん]", text) or re.fullmatch(r"[一-龠]", text))
