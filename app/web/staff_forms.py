"""The bodies that the staff page sends. Knows nothing of what is done with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.records.handoff import Staff
from app.web.residents.forms import NUMBERS, Text, Written

Number = Annotated[int, Field(ge=1, le=NUMBERS)]
Section = Annotated[Written, Field(max_length=60)]
_FAQ = r"^(?:[0-9a-f]{8})?$"


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StaffForm(_Form):
    """Who acts: given once on the page, written into every event."""

    name: Written = Field(max_length=40, description="職員の氏名")
    section: Section = Field(description="職員の課")

    def staff(self) -> Staff:
        return Staff(self.name, self.section)

    @property
    def by(self) -> str:
        """As it stands in lists."""
        return f"{self.section} {self.name}"


class LineForm(StaffForm):
    text: Written = Field(max_length=2000, description="住民に送る文")


class TransferForm(StaffForm):
    to: Section = Field(description="引き継ぐ課")


class SwitchForm(StaffForm):
    """``paused`` is what residents read instead of answers ("" opens); ``banner`` stands above."""

    paused: Text = Field(default="", max_length=400)
    banner: Text = Field(default="", max_length=400)


class RetentionForm(StaffForm):
    conversation_days: int = Field(ge=1, le=1095)
    callback_days: int = Field(ge=1, le=1095)


class DealForm(StaffForm):
    """Questions that nobody need look at again."""

    questions: list[Number] = Field(min_length=1, max_length=500)


class SendForm(DealForm):
    """Questions that are another 課's to answer."""

    to: Section = Field(description="答える課")


class FaqForm(StaffForm):
    """A FAQ on trial; ``id`` "" is a new one. ``asked`` is the resident's question that is tried with it."""

    id: str = Field(default="", pattern=_FAQ)
    question: Written = Field(max_length=200)
    answer: Written = Field(max_length=3000)
    page: Text = Field(default="", max_length=300)
    owner: Section
    public: bool = True
    asked: Text = Field(default="", max_length=400)


class PublishForm(StaffForm):
    id: str = Field(pattern=r"^[0-9a-f]{8}$")
    questions: list[Number] = Field(default=[], max_length=500)


class TrialForm(StaffForm):
    """One question of the checklist by its place in the list."""

    number: int = Field(ge=0, le=200)
