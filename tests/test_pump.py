"""Streams that are stopped at any moment: what writes hears of it, also when a first cancellation is lost below."""

import asyncio
import threading
from contextlib import suppress

import pytest

from app.models.pump import pump


class Deaf:
    """A source that loses the first cancellation, as asyncio.wait_for of Python 3.11 can, and goes on writing."""

    def __init__(self):
        self.ended, self.written = threading.Event(), 0

    async def pieces(self):
        try:
            while True:
                self.written += 1
                yield "字"
                if self.written == 1:
                    with suppress(asyncio.CancelledError):
                        await asyncio.sleep(60)
                else:
                    await asyncio.sleep(0.01)
        finally:
            self.ended.set()


@pytest.mark.parametrize("how", ["stopped", "left"])
def test_a_lost_cancellation_stops_the_model_at_its_next_piece(how):
    source, stop = Deaf(), threading.Event()
    given = pump(source.pieces, stop, seconds=120)
    assert next(given) == "字"
    if how == "stopped":
        stop.set()
        assert list(given) == []
    else:
        given.close()
    assert source.ended.wait(30), "nobody told the model"
    assert source.written == 2
