"""What tokens cost, by the office's own price. Knows no provider's prices."""

from __future__ import annotations

from ingest.settings import Settings


def price_of(settings: Settings) -> float | None:
    """Yen for 1,000 tokens; None where the office has not said."""
    return float(settings.llm_price) if settings.llm_price else None


def cost_of(tokens: int, settings: Settings) -> float | None:
    """In yen; None where the office has not said what 1,000 tokens cost it."""
    return tokens / 1000 * float(settings.llm_price) if settings.llm_price else None
