"""The office's own cases: real drafts and questions with personal data covered, in its own folder. Knows no HTTP.

They stand beside the suites that were made for its corpus, in the same form as the package's.
Nothing is written that still has personal data in it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.tasks.template_file import Prompts
from app.text.pseudonyms import Pseudonyms
from evals.forms import DRAFT, SEARCH
from evals.lint import Ground, lint_file
from evals.shelf import kept
from ingest.errors import ShitagakiError
from ingest.whole_file import write_whole

OWN = ("own-drafting", "own-answering")
"""The suites of what people wrote down on the page."""


def covered(texts: Mapping[str, str], prompts: Prompts) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The texts with personal data covered, one placeholder for one thing in all of them, and (placeholder, words)."""
    hidden = Pseudonyms(prompts.public)
    made = {name: hidden.hide(text) for name, text in texts.items()}
    return made, list(hidden.replaced)


def preview(task: str, values: Mapping[str, str], text: str, prompts: Prompts) -> dict[str, Any]:
    """A draft as it would become a case, for a person to look at. Raises ShitagakiError for an unknown task."""
    template = prompts.templates.get(task)
    if template is None:
        raise ShitagakiError(f"用途「{task}」は今はありません。別の下書きを選んでください。")
    fields = {field.id: str(values.get(field.id, "")) for field in template.fields}
    made, replaced = covered(
        {**{f"field.{name}": value for name, value in fields.items()}, "text": text}, prompts
    )
    names = {field.id: field.label for field in template.fields}
    return {
        "task": task,
        "taskName": template.name,
        "fields": [{"id": name, "label": names[name], "value": made[f"field.{name}"]} for name in fields],
        "text": made["text"],
        "covered": [{"placeholder": mark, "words": words} for mark, words in replaced],
    }


def add_draft(
    home: Path,
    prompts: Prompts,
    *,
    task: str,
    fields: Mapping[str, str],
    says: Sequence[str],
    silent: Sequence[str],
    note: str,
) -> dict[str, Any]:
    """Write a draft's form as a case; returns its row. Raises ShitagakiError naming what is wrong with it."""
    texts = {f"f:{name}": value for name, value in fields.items()}
    texts |= {f"s:{at}": word for at, word in enumerate(says)} | {
        f"n:{at}": word for at, word in enumerate(silent)
    }
    made, _ = covered(texts | {"note": note}, prompts)
    row: dict[str, Any] = {"task": task, "fields": {name: made[f"f:{name}"] for name in fields}}
    row |= {
        "says": [made[f"s:{at}"] for at in range(len(says))],
        "silent": [made[f"n:{at}"] for at in range(len(silent))],
    }
    return _add(home, "own-drafting", row | {"note": made["note"]}, Ground(prompts))


def add_question(
    home: Path, ground: Ground, *, query: str, gold: Sequence[str], quote: str, note: str
) -> dict[str, Any]:
    """Write a question as a case: ``gold`` are the passages that answer it; none: nothing may be found."""
    made, _ = covered({"query": query, "note": note}, ground.prompts)
    row: dict[str, Any] = {"query": made["query"], "gold": list(gold), "quote": quote, "note": made["note"]}
    if not gold:
        row["tags"] = ["no_sources"]
    return _add(home, "own-answering", row, ground)


def _add(home: Path, suite: str, row: Mapping[str, Any], ground: Ground) -> dict[str, Any]:
    file = kept(home, suite)
    there = file.read_text(encoding="utf-8") if file.is_file() else ""
    count = sum(1 for line in there.splitlines() if line.strip())
    made = {
        "id": f"own-{count + 1:03d}",
        **{name: value for name, value in row.items() if value not in ("", [])},
    }
    text = there + json.dumps(made, ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / file.name
        trial.write_text(text, encoding="utf-8")
        found = lint_file(trial, ground, DRAFT if suite == "own-drafting" else SEARCH)
    last = len(text.splitlines())
    if wrong := [one.message for one in found if one.line == last]:
        raise ShitagakiError("この問いは足せません。" + "".join(wrong))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text, private=True)
    return made
