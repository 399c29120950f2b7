"""The residents' questions, case by case, asked as the residents' desk asks them. Knows nothing of runs or scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from app.residents.answering import Question, Turn, answer
from app.result import Answer, answer_json
from app.web.residents.desk import PublicOffice, public
from app.wire import Office
from evals.case import FOLDER
from evals.residents import read_questions, statuses_of

Given = tuple[dict[str, Any], int]
Row = tuple[str, str, Mapping[str, Any], Callable[[Office], Given]]


def questions(name: str) -> Callable[[Office], list[Row]]:
    """The reader of a file of residents' questions."""

    def read(office: Office) -> list[Row]:
        file = FOLDER / f"{name}.jsonl"
        return read_rows(file) if file.is_file() else []

    return read


def read_rows(file: Path) -> list[Row]:
    """The questions of a file, ready to be asked."""
    return [_row(one) for one in read_questions(file)]


def _row(row: dict[str, Any]) -> Row:
    phones = row.get("phones") or ([row["phone"]] if row.get("phone") else [])
    gold = list(row.get("gold", ()))
    given = {
        "query": row["query"], "kind": row["kind"], "gold": gold, "quote": row.get("quote", ""), "phones": phones,
        "language": row.get("language", ""), "history": list(row.get("history", ())), "answer": list(statuses_of(row)),
        "as_of": row.get("as_of", ""), "section": row.get("section", ""),
    }  # fmt: skip

    def ask(office: Office) -> Given:
        desk = public(office)
        history = tuple(Turn(text, "") for text in given["history"])
        language = "ja-easy" if given["language"] == "ja-easy" else "auto"
        as_of = date.fromisoformat(given["as_of"]) if given["as_of"] else None
        made = answer(desk, Question(row["query"], language, history, as_of))
        return answer_kept(
            made, desk, [row["query"], *given["history"]]
        ), made.trace.tokens if made.trace else 0

    return row["id"], row["kind"], given, ask


def answer_kept(made: Answer, desk: PublicOffice, told: list[str]) -> dict[str, Any]:
    """An answer as it is kept: with the words and the kind of each source, and whether a resident may read it."""
    kept = {**answer_json(made), "told": told}
    for one in kept["citations"]:
        document_id = one["passage_id"].partition("#")[0]
        document = desk.index.document(document_id, desk.viewer)
        passage = next(
            (each for each in desk.index.passages(document_id) if each.id == one["passage_id"]), None
        )
        title = f"{document.title}\n{document.text if passage is None else ''}" if document else ""
        said = f"{passage.context}\n{passage.text}" if passage else ""
        one |= {
            "kind": document.kind if document else "",
            "source": f"{title}\n{said}",
            "public": document is not None,
        }
    kept["trace"] = {name: kept["trace"][name] for name in ("index", "model")} if kept["trace"] else {}
    return kept
