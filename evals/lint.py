"""The case files read as strictly as a compiler reads: what would run but mean nothing. Knows nothing of scores.

Each complaint names file and line. Gold is held against the index, where there is one: a place that does not exist,
a quote that no gold passage has.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from app.events import FormError
from app.result import DRAFT_STATUSES
from app.tasks.form import read_form
from app.tasks.template import TaskTemplate
from app.tasks.template_file import Prompts
from evals.case import FOLDER, Case, reaches
from evals.drafting import DraftCase, filled
from evals.forms import DRAFT, RESIDENT, SEARCH, form_of, form_of_row, is_foreign
from evals.residents import KINDS, STATUSES, ResidentCase
from ingest.document import RESIDENT as TOWN
from ingest.document import Viewer
from ingest.errors import ShitagakiError
from ingest.index import Index
from ingest.search_key import normalise

_LISTS = ("gold", "tags", "says", "silent", "kinds", "headings", "status", "history", "phones")
_FORMS: dict[str, tuple[type, tuple[str, ...]]] = {
    SEARCH: (Case, ("id", "query")),
    DRAFT: (DraftCase, ("id", "task")),
    RESIDENT: (ResidentCase, ("id", "kind", "query")),
}
"""Form of a file → what a row is made into, and what it cannot do without."""
_NAMES = {SEARCH: "検索の問い", DRAFT: "下書きの問い", RESIDENT: "住民の質問"}
_UNKNOWN = "どの形の問いか分かりません。検索は query、下書きは task、住民の質問は kind と query のある {…} を、一行に一つ書きます。"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong in a line of a case file, in words that say what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}　{self.message}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What cases are held against: the office's tasks, and passages (id → text), the kinds of its documents and those that
    residents may not read; None and nothing without an index."""

    prompts: Prompts
    passages: Mapping[str, str] | None = None
    kinds: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


def read_ground(prompts: Prompts, index: Index, viewer: Viewer) -> Ground:
    """The ground of an office with all its passages."""
    documents = index.documents(viewer)
    passages = {one.id: one.text for each in documents for one in index.passages(each.id)}
    closed = frozenset(one.id for one in documents if not TOWN.may_read(one.sensitivity, one.section))
    return Ground(prompts, passages, frozenset(one.kind for one in documents), closed)


def files_of(place: Path) -> list[Path]:
    """The case files at ``place`` (a file, or all *.jsonl of a folder), without the package's of other kinds. Raises
    ShitagakiError where there is none."""
    files = [place] if place.is_file() else sorted(place.glob("*.jsonl"))
    if not files:
        raise ShitagakiError(f"{place} に、問いのファイル（.jsonl）がありません。")
    if place.is_file() and is_foreign(place):
        raise ShitagakiError(
            f"{place.name} は、検索・下書き・住民の質問のどれでもないので、lint では見ません（個人情報・安全・書き直し・植えた誤り・印の組は、動かすときに確かめます）。"
        )
    return [file for file in files if not is_foreign(file)]


def lint(ground: Ground, place: Path = FOLDER) -> list[Complaint]:
    """Every complaint about the case files at ``place``, in order."""
    return [one for file in files_of(place) for one in lint_file(file, ground)]


def lint_file(file: Path, ground: Ground, form: str = "") -> list[Complaint]:
    """Every complaint about one file, read as of ``form`` ("": of the form that its first row has)."""
    form = form or form_of(file)
    if form not in _FORMS:
        return [Complaint(file.name, 1, _UNKNOWN)]
    found: list[Complaint] = []
    seen: dict[str, int] = {}
    asked: dict[str, int] = {}
    for number, raw in enumerate(file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        row, told = _row(raw)
        if row is not None:
            told = [*_shape(row, form), *_twice(row, number, seen, asked)]
            if not told:
                told = [*(_draft(row, ground) if form == DRAFT else _question(row, ground, form))]
        found += [Complaint(file.name, number, each) for each in told]
    return found


def _row(line: bytes) -> tuple[dict[str, Any] | None, list[str]]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            raise ValueError("同じ項目が二度あります")
        return dict(pairs)

    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=unique)
        json.dumps(row, ensure_ascii=False).encode()  # half a character (\ud800)
    except UnicodeError:
        return None, ["文字コードが UTF-8 ではないか、文字の半分（\\ud800 など）があります。"]
    except RecursionError:
        return None, ["入れ子が深すぎます。"]
    except json.JSONDecodeError as error:
        around = error.doc[max(0, error.pos - 12) : error.pos + 1].strip()
        told = f"{error.pos + 1}文字目の「{around}」のあたりの、括弧・読点・引用符を確かめてください"
        return None, [f"JSON として読めません（{told}）。"]
    except ValueError as error:
        return None, [f"JSON として読めません（{error}）。"]
    return (row, []) if isinstance(row, dict) else (None, ["一行に一つの {…} を書きます。"])


def _shape(row: dict[str, Any], form: str) -> Iterator[str]:
    """Names, types, empty words."""
    kind, needed = _FORMS[form]
    if (own := form_of_row(row)) not in ("", form):
        yield f"{_NAMES[own]}の行です。形の違う問いは、別のファイルに書きます（このファイルは{_NAMES[form]}）。"
        return
    known = {one.name for one in fields(kind)}
    for name in sorted(set(row) - known):
        yield f"「{name}」という項目はありません。使えるもの：{'、'.join(sorted(known))}。"
    for name in sorted(set(needed) - set(row)):
        yield f"「{name}」がありません。"
    for name, value in row.items():
        if name not in known:
            continue
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
                yield f'「{name}」は、空でない文字列の並び ["…"] です。'
            elif len(set(value)) < len(value):
                yield f"「{name}」に同じものが二度あります。"
        elif name == "example":
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                yield "「example」は 0 以上の整数です。"
        elif name == "fields":
            if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
                yield "「fields」は、入力欄の名前と文字列の組 {…} です。"
        elif not isinstance(value, str):
            yield f"「{name}」は文字列です。"
        elif name in needed and not value.strip():
            yield f"「{name}」が空です。"
        if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
            yield f"「{name}」に分かれた濁点などがあります（NFC にしてください）。"


def _twice(row: dict[str, Any], number: int, seen: dict[str, int], asked: dict[str, int]) -> Iterator[str]:
    name = row.get("id")
    if isinstance(name, str) and seen.setdefault(name, number) != number:
        yield f"id「{name}」は {seen[name]} 行目にもあります。"
    content = json.dumps({k: v for k, v in row.items() if k in ("query", "as_of", "kind", "history", "language", "task", "example", "fields")}, sort_keys=True)  # fmt: skip
    if "query" in row and asked.setdefault(content, number) != number:
        yield f"同じ問いが {asked[content]} 行目にもあります。"


def _question(row: dict[str, Any], ground: Ground, form: str) -> Iterator[str]:
    """A search or a resident's question; of the latter the words of ``quote`` stand in the answer, not in each source."""
    gold, tags = row.get("gold", []), row.get("tags", [])
    quote = row.get("quote", "") if form == SEARCH else ""
    if form == RESIDENT:
        yield from _resident(row)
    if day := row.get("as_of", ""):
        try:
            date.fromisoformat(day)
        except ValueError:
            yield f"as_of「{day}」は日付として読めません。ある日を 2026-04-01 の形で書きます。"
    if quote and not gold:
        yield "quote があるのに gold がありません。"
    if "multi" in tags and len(gold) < 2:
        yield "札「multi」には、二つ以上の gold が要ります。"
    if "no_sources" in tags and gold:
        yield "札「no_sources」の問いに gold があります。"
    for one in gold if ground.passages is not None else ():
        reached = {name: text for name, text in (ground.passages or {}).items() if reaches(name, (one,))}
        if not reached:
            yield f"gold「{one}」で始まる一節が索引にありません。"
        elif quote and not any(quote in text for text in reached.values()):
            folded = any(normalise(quote) in normalise(text) for text in reached.values())
            more = "文書のとおりの全角・半角で書きます。" if folded else ""
            yield f"gold「{one}」の一節に「{quote}」という語がありません。{more}"
        elif form == RESIDENT and all(name.partition("#")[0] in ground.closed for name in reached):
            yield f"gold「{one}」の文書は住民に公開していないため、答えの出典になりません。公開する文書は `shitagaki ingest --sensitivity 1` で取り込みます。"


def _resident(row: dict[str, Any]) -> Iterator[str]:
    if row["kind"] not in KINDS:
        yield f"kind「{row['kind']}」はありません。使えるもの：{'、'.join(sorted(KINDS))}。"
    if row["kind"] in ("answerable", "partial") and not row.get("gold"):
        yield f"kind「{row['kind']}」には gold が要ります。"
    if row["kind"] in STATUSES and row["kind"] not in ("judgement", "partial") and row.get("gold"):
        yield f"kind「{row['kind']}」の問いに gold があります。"
    if row["kind"] == "emergency" and not (row.get("phone") or row.get("phones")):
        yield "kind「emergency」には、出すべき番号 phones が要ります。"
    if row.get("quote") and not row.get("gold"):
        yield "quote があるのに gold がありません。"


def _draft(row: dict[str, Any], ground: Ground) -> Iterator[str]:
    template = ground.prompts.templates.get(row["task"])
    if template is None:
        yield f"用途「{row['task']}」がありません。使えるもの：{'、'.join(sorted(ground.prompts.templates))}。"
        return
    example = row.get("example", 0)
    if example >= max(1, len(template.examples)):
        yield f"用途「{row['task']}」の例は {len(template.examples)} 件です（example は 0 から）。"
        return
    known = {field.id for field in template.fields}
    for name in sorted(set(row.get("fields", {})) - known):
        yield f"用途「{row['task']}」に入力欄「{name}」がありません。使えるもの：{'、'.join(sorted(known))}。"
    if known >= set(row.get("fields", {})):
        yield from _filled(template, filled(template, example, row.get("fields", {})))
    for name in row.get("status", ()):
        if name not in DRAFT_STATUSES:
            yield f"status「{name}」はありません。使えるもの：{'、'.join(DRAFT_STATUSES)}。"
    for word in sorted(set(row.get("says", ())) & set(row.get("silent", ()))):
        yield f"「{word}」が says と silent の両方にあります。"
    yield from (f"文書の種類「{one}」はありません。" for one in row.get("kinds", ()) if ground.kinds and one not in ground.kinds)  # fmt: skip


def _filled(template: TaskTemplate, fields: Mapping[str, str]) -> Iterator[str]:
    """What the form itself would say, before anything is asked of it."""
    try:
        read_form(template, fields)
    except FormError as error:
        yield from (f"入力欄：{message}" for _, message in error.problems)
