"""The bodies that residents' pages send. Knows nothing of what is done with them."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_BROKEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def _clean(text: str) -> str:
    """Without what nobody types: control characters, halves of characters, marks that turn the direction."""
    return _BROKEN.sub("", text).strip()


def _written(text: str) -> str:
    cleaned = _clean(text)
    if not cleaned:
        raise ValueError("空でない文で書いてください")
    return cleaned


def _number(text: str) -> str:
    digits = re.sub(r"[-()‐−ー\s]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\+?[0-9]{10,13}", digits):
        raise ValueError("電話番号の形（例：0465-00-0000）で書いてください")
    return digits


Text = Annotated[str, AfterValidator(_clean)]
Written = Annotated[str, AfterValidator(_written)]
Telephone = Annotated[str, Field(max_length=40), AfterValidator(_number)]
LANGUAGE = r"^[A-Za-z]{2,4}(?:-[A-Za-z]{2,4})?$"
Language = Annotated[
    str, Field(max_length=10, pattern=LANGUAGE, description="ことばの符号（ja、ja-easy、en …）か auto")
]
NUMBERS = 2**53
"""Ids are whole numbers that JavaScript can hold."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ConversationForm(_Form):
    """The beginning of a conversation."""

    tenant: str = Field(default="", max_length=40, description="団体の符号")
    language: Language = "auto"


class QuestionForm(_Form):
    """One question; longer than the limit of the page is refused with the same words as on the page."""

    question: Written = Field(max_length=4000, description="質問", examples=["ごみの収集日を知りたい"])
    language: Language = "auto"


class RatingForm(_Form):
    """Whether an answer was of use. ``answer`` is the id of its event."""

    answer: int = Field(ge=1, le=NUMBERS, description="答えの番号（answer の id）")
    good: bool
    comment: Text = Field(default="", max_length=400)


class HandoffForm(_Form):
    """The wish to talk to a member of staff, who may see what was said so far."""

    section: Text = Field(default="", max_length=60, description="担当の課（分からなければ空）")
    summary_ok: bool = Field(description="ここまでのやり取りを職員が見てよいか")


class MessageForm(_Form):
    """A line to the member of staff."""

    text: Written = Field(max_length=1000)


class CallbackForm(_Form):
    """The wish to be called back. Kept in a place of its own, encrypted; goes to no model and into no log."""

    name: Written = Field(max_length=80, description="名前")
    telephone: Telephone = Field(description="電話番号")
    when: Text = Field(default="", max_length=100, description="電話してほしい日や時間")
    about: Written = Field(max_length=400, description="用件")
