"""Putting form values into template text. Knows nothing of templates: it never evaluates, formats or nests.

``{行事名}`` becomes the value; ``{備考?}`` drops its whole line when the value is empty, ``{備考!}`` when there is one
(and itself writes nothing). A value that holds braces stays as it is: text from people is data and is never read as a template again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.text.aims import as_aim

PLACEHOLDER = re.compile(r"\{([^{}\n?!]+)([?!]?)\}")

_INDENTED = re.compile(r"([　 ]+)\{[^{}\n]+\}")
"""A value of several lines below an indent: each of its lines has it."""
_ALL_TWICE = re.compile(r"(皆様|皆さん|方々)の皆(?:様|さん)")
_ADDRESSED_TWICE = re.compile(r"(皆様|皆さん|各位|御中|殿|様)[　 ]?様(?=\n|$)")
_CALLED = re.compile(r"(?<=[一-龠々ァ-ヴーぁ-ん])(?:さま|さん|氏)(?=[　 ]?様(?=\n|$))")
"""「高波さま　様」: the name of the form with what the template says behind it."""
_DONE_TWICE = re.compile(r"の?([一-龠]{2})を\1(?=[しいす])")
"""「新商品発売を発売します」: what is done stands in its name already."""
_SIGNED = re.compile(r"　+[^　]{1,6}　")
_HAPPENS = re.compile(r"(完成|完了|竣工|開業|開館|開園|達成|受賞|就任|着任|終了)を(?:行い|始め|開き)ます")
"""What comes about is not done or begun: 「…の完成についてお知らせします」."""
_MAY = r"も?(?:よい|良い|いい|よろしい)(?:です|でしょう)?か(?:について)?"
_TO_DO = re.compile(rf"して{_MAY}こととしてよろしいか")
_ASKED_TWICE = re.compile(rf"(?P<te>[てで]){_MAY}こととしてよろしいか")
"""「購入してよいかこととしてよろしいか」: a clerk writes the whole question into the box of what is to be done."""
_ABOUT_TWICE = re.compile(r"について(」?)について")
"""A subject that ends in 「について」, as many do, before the 「について」 of the text."""


def names(text: str) -> tuple[str, ...]:
    """The ids that ``text`` asks for, in order of first appearance."""
    return tuple(dict.fromkeys(match[1] for match in PLACEHOLDER.finditer(text)))


def fill(
    text: str,
    values: Mapping[str, str],
    *,
    missing: Callable[[str], str] = lambda name: "",
) -> str:
    """``text`` with each placeholder replaced once; ``missing(id)`` says what stands for an empty value.

    >>> fill("{名}様\\n住所 {住所?}", {"名": "{住所}"})
    '{住所}様'
    """
    lines = []
    for line in text.split("\n"):
        marks = [(match[2], bool(values.get(match[1], "").strip())) for match in PLACEHOLDER.finditer(line)]
        if ("?", False) in marks or ("!", True) in marks:
            continue
        filled = PLACEHOLDER.sub(lambda match: _value(match, values) or _missing(match, missing), line)
        lone = _INDENTED.fullmatch(line)
        filled = filled.replace("\n", f"\n{lone[1]}") if lone else filled
        lines.append(as_aim(filled) if filled != line else line)
    text = _ADDRESSED_TWICE.sub(r"\1", _DONE_TWICE.sub(r"を\1", "\n".join(lines)))
    text = _CALLED.sub("", text)
    text = _ASKED_TWICE.sub(r"\g<te>よろしいか", _TO_DO.sub(r"することとしてよろしいか", text))
    text = _HAPPENS.sub(r"\1についてお知らせします", text)
    return _ALL_TWICE.sub(r"\1", _ABOUT_TWICE.sub(r"\1について", text))


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    """The value; in the middle of a line without the full stop that a clerk may have ended it with, and without a
    「について」 that the template says too."""
    value, after = values.get(match[1], "").strip(), match.string[match.end() :]
    value = value.removesuffix("。") if after else value
    before = match.string[: match.start()]
    if _SIGNED.fullmatch(before):  # the lines of a signature stand under each other
        value = value.replace("\n", "\n" + "　" * len(before))
    return value.removesuffix("について") if after.startswith("について") else value


def _missing(match: re.Match[str], missing: Callable[[str], str]) -> str:
    return "" if match[2] == "!" else missing(match[1])
