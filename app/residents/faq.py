"""A FAQ that a member of staff writes: kept in the tenant's own folder, taken in, tried before it is public. Knows no pages.

While it is tried it is a document of 機密性 3C of a 課 that nobody belongs to, so that only its trial can find it.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from ingest.document import RESIDENT, Viewer
from ingest.errors import ShitagakiError
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.whole_file import write_whole

SOURCES = "sources.toml"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<(?:script|img|svg|iframe)\b|(?:java|vb)script:", re.I)
"""What residents are never shown (app/checks/instructions leaves such a sentence out): told to who writes it."""


class FaqError(ShitagakiError):
    """The FAQ could not be taken in; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Faq:
    """``page`` is the address or the name of the page that it is taken from; ``public`` False keeps it inside the office."""

    id: str
    question: str
    answer: str
    page: str
    section: str
    public: bool
    day: str
    by: str
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """Who sees what a resident will see when FAQ ``id`` is public: public documents and this one."""

    tenant: str
    id: str
    sections: frozenset[str] = frozenset()
    level: str = "3C"

    def may_read(self, sensitivity: str, section: str) -> bool:
        return sensitivity == RESIDENT.level or section == place(self.id)


class Faqs:
    """The FAQs of ``folder``, beside the index of the same tenant."""

    def __init__(self, folder: Path, index: Index) -> None:
        self.folder, self._index = folder, index
        self._rows = folder.with_name(f"{folder.name}-rows")

    def listed(self) -> list[Faq]:
        """Every FAQ written here, those on trial too, the newest first."""
        found = [
            Faq(**json.loads(path.read_text(encoding="utf-8"))) for path in self._rows.glob("faq-*.json")
        ]
        return sorted(found, key=lambda one: (one.day, one.id), reverse=True)

    def put(self, faq: Faq) -> Faq:
        """Write it (a new one gets its id) and bring the index up to it. Raises FaqError."""
        if tag := _TAG.search(f"{faq.question}\n{faq.answer}\n{faq.page}"):
            raise FaqError(
                f"「{tag[0][:40]}」は、このままでは住民に出せません。HTML の書き方を除き、文だけで書いてください。"
            )
        if not faq.id:
            faq = replace(faq, id=secrets.token_hex(4), day=faq.day or date.today().isoformat())
        if not re.fullmatch(r"[0-9a-f]{8}", faq.id):
            raise FaqError("このFAQは見つかりません。一覧から開き直してください。")
        for folder in (self.folder, self._rows):
            folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / f"faq-{faq.id}.md", _text(faq))
        write_whole(self._rows / f"faq-{faq.id}.json", json.dumps(_row(faq), ensure_ascii=False))
        self._settle()
        return faq

    def remove(self, faq_id: str) -> None:
        """Take it out of the folder and of the index; one that is not there is no fault."""
        if not re.fullmatch(r"[0-9a-f]{8}", faq_id) or not self._rows.is_dir():
            return
        (self._rows / f"faq-{faq_id}.json").unlink(missing_ok=True)
        (self.folder / f"faq-{faq_id}.md").unlink(missing_ok=True)
        self._settle()

    def viewer(self, faq_id: str) -> Viewer:
        """Who may see the public documents and FAQ ``faq_id`` on trial."""
        return cast(Viewer, Trial(self._index.tenant, faq_id))

    def _settle(self) -> None:
        rows = "\n".join(_source(faq) for faq in self.listed())
        write_whole(self.folder / SOURCES, rows)
        report = ingest([self.folder], index=self._index)
        if report.failed:
            raise FaqError(f"FAQを取り込めませんでした。{report.failed[0].reason}")


def place(faq_id: str) -> str:
    """The 課 of a FAQ on trial."""
    return f"FAQの確認用（{faq_id}）"


def _row(faq: Faq) -> dict[str, Any]:
    return {name: getattr(faq, name) for name in Faq.__slots__}


def _text(faq: Faq) -> str:
    page = f"\n\nくわしくは「{_line(faq.page)}」をご覧ください。" if faq.page.strip() else ""
    return f"# {_line(faq.question)}\n\n{faq.answer.strip()}{page}\n"


def _line(text: str) -> str:
    return " ".join(text.split()).lstrip("#").strip()


def _source(faq: Faq) -> str:
    public = "1" if faq.public else "2"
    values = {
        "path": f"faq-{faq.id}.md",
        "title": _line(faq.question),
        "kind": "FAQ",
        "section": place(faq.id) if faq.tried else faq.section,
        "sensitivity": "3C" if faq.tried else public,
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["[[document]]", *lines, f"issued = {faq.day}", ""])
