"""A formula or macro of the library, as data. Knows nothing of tasks."""

from __future__ import annotations

from dataclasses import dataclass

OF_A_TABLE = (
    "元の列",
    "結果",
    "別シート",
    "写し先",
    "一覧",
    "条件の列",
    "比べ方",
    "条件の値",
    "条件の式の値",
    "入れるセル",
)
"""What a recipe's text may name besides fields: what the form's words tell of the table (app.extractive.sheet)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A formula or macro that works: what it is for (``words``), of which ``kind`` (関数, VBA), ``code``, ``use``, ``test``.
    ``sample`` are rows 「元の値 | 出る値」 that the formula is computed on, ``cells`` what else stands on the sheet (E1=…).
    ``wish`` is a pattern of what asks for it, ``inputs`` are patterns of what the columns that it reads hold,
    ``to`` is what the sheet is called that it makes, where the form does not say."""

    name: str
    kind: str
    words: tuple[str, ...]
    code: str
    use: str
    test: str
    sample: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    wish: str = ""
    inputs: tuple[str, ...] = ()
    to: str = ""
