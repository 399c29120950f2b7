"""The suites that are run case by case: how a case is asked of the product, and which scorers look at it.

The same functions that the pages call. Knows nothing of runs or statistics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.drafting import draft
from app.events import Done, DraftRequest
from app.result import Draft
from app.tasks.form import read_form
from app.text.years import dated
from app.wire import Office
from evals.case import FOLDER, Case, read_cases
from evals.drafting import DraftCase, filled, read_draft_cases
from evals.forms import DRAFT, RESIDENT, SEARCH, form_of
from evals.own import OWN
from evals.place import place_of
from evals.shelf import kept
from evals.suites.checks import READERS
from evals.suites.residents import Row, read_rows
from evals.suites.scored import DRAFTED, OF_SUITE, SEARCHED
from evals.suites.scored import RESIDENT as RESIDENT_SCORERS
from ingest.document import Viewer
from ingest.errors import ShitagakiError

LONGEST = 1200
"""Characters of a hit that are kept: longer than any quote of a case."""
Holds = Mapping[str, tuple[str, ...]]
_NOTHING: Holds = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """One case made ready: its input as it is kept, what it shares with others, its tags, and how to ask it."""

    id: str
    cluster: str
    tags: tuple[str, ...]
    input: Mapping[str, Any]
    ask: Callable[[Office], tuple[dict[str, Any], int]]


@dataclass(frozen=True, slots=True)
class Suite:
    """``file`` holds the cases; ``group`` tells from a case's tags and cluster which row of the table it belongs to."""

    name: str
    scorers: tuple[str, ...]
    cases: tuple[Asked, ...]


def open_suite(name: str, *, k: int = 10, office: Office | None = None, holds: Holds = _NOTHING) -> Suite:
    """The suite of that name; those of the checks have cases only with an ``office``, for they come from what it has.
    ``holds``: see evals.copies. Raises ShitagakiError with the known ones."""
    if name in READERS:
        return Suite(name, OF_SUITE[name], _made(READERS[name](office) if office is not None else ()))
    if name == "drafting":
        return Suite(name, DRAFTED, tuple(map(_drafted, read_draft_cases())))
    if (FOLDER / f"{name}.jsonl").is_file():
        return Suite(name, SEARCHED, tuple(_searched(case, k, holds) for case in read_cases(name)))
    if name in OWN and (office is None or not kept(place_of(office), name).is_file()):
        return Suite(name, DRAFTED if name == OWN[0] else SEARCHED, ())
    if office is not None and (file := kept(place_of(office), name)).is_file():
        return _own(name, file, k, holds)
    raise ShitagakiError(
        f"「{name}」という問いの組はありません。使えるもの：{'、'.join(names(place_of(office) if office is not None else None))}。"
    )


def _own(name: str, file: Path, k: int, holds: Holds) -> Suite:
    """A suite of the office, of the form that its file has."""
    form = form_of(file)
    if form == DRAFT:
        return Suite(name, DRAFTED, tuple(map(_drafted, read_draft_cases(file))))
    if form == RESIDENT:
        return Suite(name, RESIDENT_SCORERS, _made(read_rows(file)))
    return Suite(name, SEARCHED, tuple(_searched(case, k, holds) for case in read_cases(name, file.parent)))


def _made(rows: Iterable[Row]) -> tuple[Asked, ...]:
    return tuple(Asked(row[0], _cluster(row[2], row[0]), (row[1],), row[2], row[3]) for row in rows)


def names(home: Path | None = None) -> tuple[str, ...]:
    """The suites that `open_suite` opens; with ``home`` the office's own too."""
    found = ["drafting", *READERS]
    own = sorted((home / "evals" / "suites").glob("*.jsonl")) if home else ()
    known = [file.stem for file in sorted(FOLDER.glob("*.jsonl")) if form_of(file) == SEARCH]
    known += [file.stem for file in own if form_of(file)]
    found += [name for name in dict.fromkeys(known) if name not in (*found, *OWN)]
    return (*found, *OWN)


def _searched(case: Case, k: int, holds: Holds) -> Asked:
    def ask(office: Office) -> tuple[dict[str, Any], int]:
        found = office.index.search(case.query, viewer=office.viewer, k=k, as_of=case.as_of)
        hits: list[dict[str, Any]] = [
            {
                "id": hit.passage.id,
                "rank": hit.rank,
                "title": hit.document.title,
                "label": hit.passage.label,
                "text": hit.passage.text[:LONGEST],
                "from": str(hit.document.effective_from or ""),
                "to": str(hit.document.effective_to or ""),
            }
            for hit in found.hits
        ]
        for place, hit in enumerate(hits, start=1):
            hit["rank"] = place
            if held := holds.get(str(hit["id"])):
                hit["holds"] = list(held)
        day = str(case.as_of or date.today())
        return {"confident": found.confident, "notice": found.notice, "hits": hits, "day": day}, 0

    given = {
        "query": case.query,
        "gold": list(case.gold),
        "quote": case.quote,
        "as_of": str(case.as_of or ""),
        "tags": list(case.tags),
        "k": k,
    }
    if case.answer:
        given["answer"] = case.answer
    return Asked(case.id, _cluster(given, case.id), case.tags, given, ask)


def _cluster(given: Mapping[str, Any], case: str) -> str:
    """The document of the first gold: what makes cases alike."""
    return str(given["gold"][0]).split("#")[0] if given.get("gold") else case


def _drafted(case: DraftCase) -> Asked:
    given: dict[str, Any] = {name: value for name, value in asdict(case).items() if name != "note"}

    def ask(office: Office) -> tuple[dict[str, Any], int]:
        template = office.prompts.templates.get(case.task)
        if template is None:
            raise ShitagakiError(f"用途「{case.task}」がありません。")
        request = DraftRequest(case.task, fields=filled(template, case.example, case.fields))
        made: Draft | None = None
        for event in draft(
            request, index=office.index, writer=office.writer, prompts=office.prompts, viewer=office.viewer
        ):
            if isinstance(event, Done):
                made = event.draft
        assert made is not None, "the last event is Done"
        return draft_json(made, read_form(template, request.fields), office), made.trace.tokens

    return Asked(case.id, case.id, (case.task,), given, ask)


def draft_json(made: Draft, values: Mapping[str, str], office: Office) -> dict[str, Any]:
    """A draft as it is kept: with the whole passage of each citation, so that it can be scored without the index."""
    kept = asdict(made) | {"values": dict(values), "told": list(values.values())}
    for one in kept["citations"]:
        one |= source_of(one["passage_id"], office.index, office.viewer, values)
    kept["trace"] = {name: kept["trace"][name] for name in ("template", "index", "model", "hits", "rejected")}
    return kept


def source_of(passage_id: str, index: Any, viewer: Viewer, values: Mapping[str, str]) -> dict[str, str]:
    """The kind of the document and all that the passage says; of the form's own text the longest field."""
    document_id = passage_id.split("#", maxsplit=1)[0]
    document = index.document(document_id, viewer)
    if document is None:
        return {"kind": "", "source": max(values.values(), key=len, default="")}
    passage = next((one for one in index.passages(document_id) if one.id == passage_id), None)
    told = passage.text if passage else document.text
    said = "\n".join(dict.fromkeys((passage.context if passage else "", told, dated(told, document.issued))))
    heads = (document.title, document.number, document.section, *(passage.headings if passage else ()))
    days = [str(day) for day in (document.issued, document.effective_from) if day]
    return {"kind": document.kind, "source": "\n".join([*filter(None, heads), *days, said])}


def shared_out(suite: Suite, most: int) -> Suite:
    """The suite with ``most`` of its cases, of every group of tags its share, the first of each."""
    by_group: dict[tuple[str, ...], list[Asked]] = {}
    for one in suite.cases:
        by_group.setdefault(one.tags, []).append(one)
    turns = (
        group[turn] for turn in range(len(suite.cases)) for group in by_group.values() if turn < len(group)
    )
    taken = {one.id for one in islice(turns, most)}
    return Suite(suite.name, suite.scorers, tuple(one for one in suite.cases if one.id in taken))


def chosen(
    suite: Suite, *, limit: int = 0, tags: Iterable[str] = (), cases: Iterable[str] = ()
) -> tuple[Asked, ...]:
    """The cases to ask: those with any of ``tags`` (all without), of ``cases`` (all without), the first ``limit``."""
    wanted, named = set(tags), set(cases)
    found = [
        one
        for one in suite.cases
        if (not wanted or wanted & set(one.tags)) and (not named or one.id in named)
    ]
    if not found:
        raise ShitagakiError("条件に合う問いがありません。--tag と --case を確かめてください。")
    return tuple(found[:limit] if limit else found)
