"""Days as people send them to the API: 2025-04-01, 令和7年4月1日 or R7.4.1. Knows nothing of documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from ingest.law.numbers import parse_day


def read_day(value: object) -> object:
    """The day that a text names; anything else as it came. Raises ValueError for a text that names no day."""
    if not isinstance(value, str):
        return value
    found = parse_day(value)
    if found is None:
        raise ValueError("2025-04-01 か 令和7年4月1日 の形で書いてください")
    return found


Day = Annotated[date, BeforeValidator(read_day)]
