"""A sentence of an answer in a resident's language by the writing model, used only where what can be compared is the same.

Compared are the figures, the months that English names, and the days of the week; nobody here can read the rest.
"""

from __future__ import annotations

import re
import threading

from app.checks.uses.kept import unkept
from app.residents.modelled import said_by
from app.residents.office import PublicOffice

_DAYS = "月火水木金土日"
_DAY = re.compile(rf"([{_DAYS}])曜")
_ALONE = re.compile(rf"(?:(?<=[：・、（\s|])|(?<=第\d)|^)[{_DAYS}](?=[・、（）。\s|]|$)")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")


def translated(office: PublicOffice, text: str, language: str, stop: threading.Event) -> str:
    """``text`` in ``language`` (its code); "" where there is no model, it fails, or the translation may not be used."""
    if office.writer is None:
        return ""
    plain = _with_days(text)
    made = _written(office, plain, office.phrases.languages[language], stop)
    lost, added = unkept(plain, made)
    days = office.phrases.weekdays.get(language, ())
    same = not lost and not added and _days(plain) == days_in(made, days)
    return made if made and same and not _KANA.search(made) else ""


def days_in(text: str, names: tuple[str, ...]) -> frozenset[str]:
    """The days of the week that a translation names, as 月火水木金土日. ``names``: a pattern for each day, Monday first."""
    plain = text.casefold()
    return frozenset(day for day, name in zip(_DAYS, names, strict=bool(names)) if re.search(name, plain))


def _days(text: str) -> frozenset[str]:
    return frozenset(_DAY.findall(text))


def _with_days(text: str) -> str:
    """「燃やすごみ：月・木」 with its days as 月曜日・木曜日: a letter alone is fire, water or the moon to who translates."""
    return _ALONE.sub(r"\g<0>曜日", text)


def _written(office: PublicOffice, text: str, language: str, stop: threading.Event) -> str:
    rule = office.phrases.text["translate"].replace("{language}", language)
    return said_by(office.writer, [("system", rule), ("user", text)], max_tokens=200, stop=stop)
