"""Days as people send them to the API: 2025-04-01, 令和7年4月1日 or R7.4.1. Knows nothing of documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from ingest.law import days
from ingest.law.days import FIRST


def read_day(value: object) -> object:
    """The day that a text names; anything else as it came. Raises ValueError for a text that names no day."""
    return days.read_day(value) if isinstance(value, str) else value


def in_an_era(day: date) -> date:
    """The day, if it can be written as 和暦; before 明治 there is no law to look up. Raises ValueError."""
    if day < FIRST:
        raise ValueError("明治より前の日は使えません")
    return day


Day = Annotated[date, BeforeValidator(read_day), AfterValidator(in_an_era)]
