"""What several scorers read of a text: its sentences, the office's prompts. Knows nothing of scores."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from app.tasks.template_file import Prompts, load_prompts
from app.text.wording import is_row, sentences
from app.web.words import Words, load_words
from evals.citing import SENTENCE
from ingest.settings import load_settings

GROUPS = Path(__file__).parent.parent / "groups.toml"
_LIST = re.compile(r"^[ 　]*(?:[・●○■◆]|[(（]?[0-9０-９ア-ン]{1,2}[)）]?[ 　])")


@lru_cache(maxsize=1)
def prompts() -> Prompts:
    """The office's templates, style guide and public names."""
    return load_prompts(load_settings().prompts)


def task_name(group: str) -> str:
    """What a task is called, or a group of cases that is no task; one that nobody has named keeps its own name."""
    template = prompts().templates.get(group)
    return template.name if template else group_name(group)


def suite_name(suite: str) -> str:
    """What the evaluators' page calls a suite; one that nobody has named keeps its own name."""
    try:
        return _words().say(f"evals.suite_{suite.replace('-', '_')}")
    except KeyError:
        return suite


@lru_cache(maxsize=1)
def _words() -> Words:
    return load_words(load_settings().prompts / "ui.toml")


def group_name(group: str) -> str:
    """The words of groups.toml for a group of cases."""
    return _groups().get(group, group)


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(GROUPS.read_text(encoding="utf-8"))
    return found


def sentences_of(text: str) -> list[str]:
    """The running sentences: no rows of tables, no items of lists, no headings."""
    return [one for one in sentences(text) if not is_row(one) and not _LIST.match(one)]


def marked(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of what each mark is for: a sentence with the marks behind it, or a whole row of a table."""
    at = 0
    for line in text.split("\n"):
        rows = [(0, len(line))] if is_row(line) else (one.span() for one in SENTENCE.finditer(line))
        yield from ((at + start, at + end) for start, end in rows)
        at += len(line) + 1
