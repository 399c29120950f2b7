"""The words on the pages, read from prompts/ui.toml. Knows nothing of pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.tasks.placeholder import fill
from ingest.toml_file import read_whole


@dataclass(frozen=True, slots=True)
class Words:
    """The table of ui.toml; ``say`` is how Python reads it, ``for_script`` what the pages' JavaScript gets."""

    table: Mapping[str, Any]

    def say(self, name: str, **values: object) -> str:
        """The text at "section.key" with {値} filled in. Raises KeyError for a name that is not in the file."""
        section, key = name.split(".", 1)
        text = str(self.table[section][key])
        return fill(text, {key: str(value) for key, value in values.items()})

    def for_script(self) -> str:
        """The whole table as JSON that is safe inside a script element."""
        text = json.dumps(self.table, ensure_ascii=False, separators=(",", ":"))
        return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def load_words(path: Path) -> Words:
    """Read the file; what it lacks is said as the product says it, so that an office's own words outlive a new version.

    Raises SettingError when it is no TOML.
    """
    return Words(read_whole(path, "画面の文言"))
