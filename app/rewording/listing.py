"""A passage as a list: things that are enumerated, actions in a row, or its sentences. Knows nothing of what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.rewording.conjugation import forms
from app.rewording.reading import Edit, Passage, Sentence
from app.text.morphology import Word

_LAST = re.compile(r"(?:、?(?:及び|並びに|又は|若しくは|と|や|または|および)|、)")
_ITEM = r"[^、。「」『』\n]{1,40}?"
_THINGS = re.compile(
    rf"^(?P<head>.*?(?:は|には|として|では)、?)(?P<items>{_ITEM}(?:、{_ITEM})+(?:及び|並びに|又は|若しくは|と|や|または|および){_ITEM}|{_ITEM}(?:、{_ITEM}){{2,}})(?P<tail>(?:など)?(?:が必要(?:です|である)|を(?:持参|用意|提出|記入|添付)(?:してください|する|すること)|をお持ちください|です|である|があります|がある)[^、]{{0,4}})$"
)
_BULLET = re.compile(r"^[　 ]*(?:・|[(（]?[0-9０-９]{1,2}[)）.．　])")
_MOODS = ("てください", "でください", "ます", "ました", "すること")


def to_list(text: str) -> str:
    """``text`` with a line for each thing, action or sentence; "" when there is nothing to list.

    >>> print(to_list("申請には、申請書、本人確認書類及び手数料が必要です[1]。"))
    申請には、次のものが必要です[1]。
    ・申請書
    ・本人確認書類
    ・手数料
    """
    passage = Passage(text)
    sentences = [one for one in passage.sentences() if not _BULLET.match(one.text)]
    if not sentences or len(sentences) < len(passage.sentences()):
        return ""
    if len(sentences) == 1:
        return _things(passage, sentences[0]) or _actions(passage, sentences[0])
    return _sentences(text)


def _things(passage: Passage, sentence: Sentence) -> str:
    match = _THINGS.match(sentence.text.strip())
    if match is None:
        return ""
    items = [one.strip() for one in _LAST.split(match["items"]) if one.strip()]
    if len(items) < 3 or any(re.search(r"[をはが]", one) for one in items):
        return ""
    either = bool(re.search("又は|若しくは|または", match["items"]))
    tail = match["tail"].removeprefix("など")
    plain = tail.startswith(("です", "である"))
    if plain:
        named = "次のいずれかです" if either else "次のとおりです"
        named = named if tail.startswith("です") else named.replace("です", "である")
    else:
        named = ("次のいずれか" if either else "次のもの") + tail
    marks = "".join(re.findall(r"\[\d{1,3}\]", passage.text))
    return "\n".join([f"{match['head']}{named}{marks}。", *(f"・{one}" for one in items)])


def _actions(passage: Passage, sentence: Sentence) -> str:
    """「記入し、提出し、受け取ってください」: each action on a line of its own, in the mood of the last."""
    cuts = [
        at
        for at, word in enumerate(sentence.words[:-1])
        if word.parts[0] == "動詞"
        and word.parts[5].startswith("連用形-一般")
        and sentence.words[at + 1].text == "、"
    ]
    mood = next((each for each in _MOODS if sentence.text.strip().endswith(each)), "")
    if not cuts or not mood or passage.text.count("「"):
        return ""
    edits = []
    for at in cuts:
        said = _in_mood(sentence.words, at, mood)
        if not said:
            return ""
        edits.append(Edit(sentence.words[at].start, sentence.words[at + 1].end, f"{said}。\n"))
    return _bulleted(passage.edited(edits))


def _in_mood(words: Sequence[Word], at: int, mood: str) -> str:
    known = forms(words[at].plain, words[at].parts[4])
    if known is None:
        return ""
    return {
        "ます": f"{known.follows}ます",
        "ました": f"{known.follows}ました",
        "すること": f"{known.ends}こと",
    }.get(mood, f"{known.and_then}ください")


def _sentences(text: str) -> str:
    spaced = re.sub(r"(?<=[。！？])((?:\[\d{1,3}\]|【[^】]*】)*)(?=[^\n」』）)])", r"\1\n", text)
    return _bulleted(spaced)


def _bulleted(text: str) -> str:
    lines = (line.strip("　 ") for line in text.split("\n"))
    return "\n".join(f"・{line}" for line in lines if line)
