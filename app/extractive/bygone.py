"""Last year's words in this year's text: news that is over, items that the old text tells better. Knows nothing of sections."""

from __future__ import annotations

import re
from itertools import count

from app.text.wording import pairs

OF_THEN = "【要確認：前回の話題】"
_OF_THEN = re.compile(
    r"この[春夏秋冬]|[今昨](?:[春夏秋冬]|年)|本年|先(?:日|月|頃|週)|[春夏秋冬]の[^、。]{0,8}大会"
)
_TOLD = re.compile(r"【要確認|\[[0-9]+\]|[0-9０-９]|季節|よき日|時候")
_SENTENCES = re.compile(r"(?<=。)")
_NOUN = re.compile(r"(?:[一-龠々ァ-ヶー]|[0-9０-９]|）)((?:\[[0-9]+\])+。?)$")
_COUNT = re.compile(r"^([　 ]*)[(（][0-9０-９]{1,2}[)）]", re.MULTILINE)
_COUNTED_ITEM = re.compile(r"^(?P<mark>\([0-9]{1,2}\)　|・)(?P<words>[^0-9０-９]+)$")


def last_years(paragraph: str) -> str:
    """A paragraph with a mark behind each sentence that tells of its time (「この春」) and has no slot to tell it by."""
    return "".join(
        f"{sentence}{OF_THEN}" if _OF_THEN.search(sentence) and not _TOLD.search(sentence) else sentence
        for sentence in _SENTENCES.split(paragraph)
    )


def spoken_of(line: str, found: str) -> str:
    """A sentence that ends in a noun, as it can be said aloud: 「作品展示418点[1]。」 is no sentence of a speech."""
    noun = _NOUN.search(found)
    return f"{line.rstrip('。')}は、{found[: noun.start(1)]}です{noun[1]}" if noun else found


def without_said(lead: str, body: str) -> str:
    """The lines of the form without those that only name an item of the old text: 「新雪除雪」 above 「１　新雪除雪　積雪深が…」."""
    told = [pairs(line) for line in body.split("\n")]
    kept, number = list[str](), count(1)
    for line in lead.split("\n"):
        item = _COUNTED_ITEM.match(line)
        if item and pairs(item["words"]) and any(pairs(item["words"]) <= words for words in told):
            continue
        counted = bool(item or re.match(r"\([0-9]{1,2}\)　", line))
        kept.append(re.sub(r"^\([0-9]{1,2}\)", lambda _: f"({next(number)})", line) if counted else line)
    return "\n".join(kept)


def counted_on(body: str, lead: str) -> str:
    """The old items counted on after those of the form: (1), (2), then (3)."""
    before = len(_COUNT.findall(lead))
    if not before:
        return body
    count = iter(range(before + 1, 99))
    return _COUNT.sub(lambda match: f"{match[1]}({next(count)})", body)
