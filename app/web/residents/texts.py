"""The words of the widget in every language, from prompts/widget.toml. Knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.web.residents.limits import in_units
from ingest.errors import SettingError
from ingest.toml_file import read_whole

LIMITS = ("question", "per_minute", "per_day", "conversations_per_day", "callbacks_per_day", "message")
_RUBY = re.compile(r"［([^［｜］]+)｜([^［｜］]+)］")


@dataclass(frozen=True, slots=True)
class Texts:
    """``languages`` maps codes to names in their own language; ``text`` and ``kinds`` are by code, then by key.
    ``hint_asks`` is what the example in the empty field asks, in Japanese; "" is not looked up."""

    languages: Mapping[str, str]
    limits: Mapping[str, int]
    text: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, Mapping[str, str]]
    buttons: tuple[Mapping[str, str], ...]
    hint_asks: str = ""

    def chosen(self, wanted: str) -> str:
        """The language to show: the one wanted, or the first of a browser's list that is here, or Japanese.

        >>> load_texts(Path("prompts/widget.toml")).chosen("auto;fr-FR,pt,en-US")
        'pt-BR'
        """
        if wanted in self.text:
            return wanted
        for one in wanted.removeprefix("auto;").split(","):
            if code := self._nearest(one.strip()):
                return code
        return "ja"

    def _nearest(self, code: str) -> str:
        lower = code.lower()
        if lower.startswith("zh"):
            return "zh-TW" if any(part in lower for part in ("tw", "hk", "hant", "mo")) else "zh-CN"
        lower = "tl" if lower.startswith("fil") else lower
        language = lower.split("-")[0]
        known = (each for each in self.text if each != "ja-easy")
        return next((each for each in known if each.lower().split("-")[0] == language), "")

    def page(self, language: str, offered: Collection[str] | None = None) -> dict[str, str]:
        """Every text of the page in ``language``; what it lacks comes from English, then from Japanese. The example in the
        field is left out where what it asks is not among the ``offered``."""
        text = {**self.text["ja"], **self.text.get("en", {}), **self.text[language]}
        asks_in_vain = self.hint_asks and offered is not None and self.hint_asks not in offered
        return text | {"hint": ""} if asks_in_vain else text

    def waiting(self, seconds: int) -> str:
        """A wait in the words of the first language."""
        unit, number = in_units(seconds)
        return self.text["ja"][f"wait_{unit}"].format(n=number)

    def examples(self) -> list[str]:
        """Every question that the page puts forward by itself."""
        return [*(one["question"] for one in self.buttons), *([self.hint_asks] if self.hint_asks else [])]

    def pressed(self, language: str, offered: Collection[str]) -> list[dict[str, str]]:
        """The common procedures as buttons: {label, question}; the question is in Japanese for the search. Only those whose
        question is among the ``offered``."""
        return [
            {"label": one.get(language) or one["ja"], "question": one["question"]}
            for one in self.buttons
            if one["question"] in offered
        ]


def without_ruby(text: str) -> str:
    """The text as it is said in a line of its own.

    >>> without_ruby("［質問｜しつもん］する")
    '質問する'
    """
    return _RUBY.sub(r"\1", text)


def load_texts(path: Path) -> Texts:
    """Read the file. Raises SettingError naming what is missing."""
    table = read_whole(path, "住民の窓口の文言", rows=("languages", "text", "kinds"))
    faults = [name for name in LIMITS if not isinstance(table.get("limits", {}).get(name), int)]
    faults += [code for code in table.get("languages", {}) if code not in (*table.get("text", {}), "auto")]
    faults += [name for name in ("ja", "en") if name not in table.get("text", {})]
    if faults:
        raise SettingError(f"{path}：{'、'.join(faults)} がありません。元のファイルと見比べてください。")
    return Texts(
        table["languages"],
        table["limits"],
        table["text"],
        table.get("kinds", {}),
        tuple(table.get("button", [])),
        str(table.get("hint_asks", "")),
    )
