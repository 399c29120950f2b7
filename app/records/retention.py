"""How long what residents wrote is kept, and its deletion. Knows no pages; the days are rows that staff may change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.records.callbacks import Callbacks
from app.records.conversations import Conversations
from app.records.store import tables, wipe, writing

DEFAULTS = {"conversation_days": 90, "callback_days": 14}
LEAST, MOST = 1, 1095
"""Days: a day, three years."""


class Retention:
    """The rows of ``conversations``' file, and what follows from them."""

    def __init__(self, conversations: Conversations, callbacks: Callbacks) -> None:
        self._store, self._callbacks = conversations.store, callbacks

    def days(self) -> dict[str, int]:
        """The days in force, by name."""
        with self._store.connect() as connection:
            rows = connection.execute(tables.setting.select()).all()
        return DEFAULTS | {row.name: int(row.value) for row in rows if row.name in DEFAULTS}

    def set(self, name: str, days: int) -> None:
        """Keep for ``days`` from now on. Raises ValueError for an unknown name or a number out of range."""
        if name not in DEFAULTS or not LEAST <= days <= MOST:
            raise ValueError(name)
        with writing(self._store) as connection:
            connection.execute(tables.setting.delete().where(tables.setting.c.name == name))
            connection.execute(tables.setting.insert().values(name=name, value=str(days)))

    def forget(self, *, today: datetime | None = None) -> tuple[int, int]:
        """Delete what is over its time; (conversations, requests to be called back).

        A conversation is over its time when nothing was said in it for the days set, also one for which nobody ever came.
        """
        days, now = self.days(), today or datetime.now(UTC)
        oldest = (now - timedelta(days=days["conversation_days"])).isoformat(timespec="milliseconds")
        gone = (
            "SELECT id FROM conversation WHERE begun < :oldest AND NOT EXISTS "
            "(SELECT 1 FROM event WHERE event.conversation = conversation.id AND event.at >= :oldest)"
        )
        with writing(self._store) as connection:
            numbers = [row[0] for row in connection.exec_driver_sql(gone, {"oldest": oldest})]
            for number in numbers:
                connection.execute(tables.event.delete().where(tables.event.c.conversation == number))
                connection.execute(tables.conversation.delete().where(tables.conversation.c.id == number))
        if numbers:
            wipe(self._store)
        return len(numbers), self._callbacks.forget(days["callback_days"], today=now)
