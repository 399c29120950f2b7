"""The bodies that the API takes: a filled form, an edited draft. Knows nothing of what is done with them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.events import DraftRequest
from app.outline import Part
from app.web.days import Day

EXAMPLE: dict[str, Any] = {
    "task": "greeting",
    "fields": {"行事名": "令和8年度みどり市総合防災訓練", "話者": "市長", "時間": "3"},
    "as_of": None,
    "pinned": [],
    "excluded": [],
    "past": "",
}


class PartForm(BaseModel):
    """One section of an outline, as /api/drafts/outline gave it or as the clerk added it (origin -1)."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=100)
    chapter: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=2000, description="この節に書くこと")
    origin: int = Field(default=-1, ge=-1, le=200)
    label: str = Field(default="", max_length=100, description="見出しのない節の呼び名")

    article: int = Field(default=0, ge=-1, le=300, description="契約の条の番号（-1は足した条）")

    def part(self) -> Part:
        title = " ".join(self.title.split())
        return Part(title, self.chapter.strip(), self.note.strip(), self.origin, self.label, self.article)


class OutlineForm(BaseModel):
    """A filled form whose outline is wanted."""

    model_config = ConfigDict(extra="forbid")

    task: str = Field(max_length=100, description="用途の id")
    fields: dict[str, str] = Field(default_factory=dict, max_length=100)


class DraftForm(BaseModel):
    """A filled form. ``fields`` maps the ids of the task's fields to text; dates are 2026-12-06."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    task: str = Field(max_length=100, description="用途の id（/api/tasks にあります）")
    fields: dict[str, str] = Field(default_factory=dict, description="入力欄の id と値", max_length=100)
    as_of: Day | None = Field(
        default=None, description="この日に効力がある例規で書きます（省くと今日。和暦でも書けます）"
    )
    pinned: list[str] = Field(default_factory=list, max_length=50, description="必ず使う一節か文書の id")
    excluded: list[str] = Field(default_factory=list, max_length=200, description="使わない一節か文書の id")
    past: str = Field(default="", max_length=300, description='下敷きにする過去の文書の id。"-" は使わない')
    sensitivity: str = Field(
        default="",
        pattern="^(?:|1|2|3|3A|3B|3C)$",
        description="入力の機密性。3、3A、3B、3C のときは、外の文章モデルを使いません",
    )

    section: PartForm | None = Field(default=None, description="この節だけを書く（長い文書）")
    numbered: list[str] = Field(
        default_factory=list, max_length=1000, description="文書にもう付いている出典の一節の id。1から順に"
    )
    said: str = Field(default="", max_length=400_000, description="ほかの節の文。同じ文を二度書きません")

    def request(self, owner: str) -> DraftRequest:
        return DraftRequest(
            numbered=tuple(self.numbered),
            said=self.said,
            task=self.task,
            fields=self.fields,
            as_of=self.as_of,
            pinned=tuple(self.pinned),
            excluded=tuple(self.excluded),
            past=self.past,
            owner=owner,
            sensitivity=self.sensitivity,
        )


class CitationForm(BaseModel):
    """A source as the draft's answer gave it."""

    number: int
    passage_id: str = Field(default="", max_length=500)
    label: str = Field(max_length=1000)
    quote: str = Field(default="", max_length=5000)
    url: str = Field(default="", max_length=2000)
    effective: str = Field(default="", max_length=100)


class FindingForm(BaseModel):
    """A finding as the draft's answer gave it."""

    rule: str = Field(max_length=200)
    severity: str = Field(max_length=20)
    message: str = Field(max_length=5000)
    start: int = 0
    end: int = 0
    suggestion: str = Field(default="", max_length=5000)
    source: str = Field(default="", max_length=1000)


class FactForm(BaseModel):
    """A fact as the draft's answer gave it, and whether a person has ticked it."""

    text: str = Field(max_length=1000)
    kind: str = Field(default="", max_length=40)
    state: str = Field(max_length=20)
    start: int = 0
    end: int = 0
    evidence: str = Field(default="", max_length=2000)
    citation: int = 0
    quote: str = Field(default="", max_length=2000)
    ticked: bool = False


class CheckForm(BaseModel):
    """A draft as a person has edited it, to be checked again. ``hits`` are the passages that the draft was made
    from (``trace.hits``), numbered from 1: uncited ones may support a figure too."""

    model_config = ConfigDict(extra="forbid")

    task: str = Field(max_length=100, description="用途の id")
    text: str = Field(max_length=400_000, description="文案")
    fields: dict[str, str] = Field(default_factory=dict, max_length=100, description="入力欄の id と値")
    citations: list[CitationForm] = Field(default_factory=list, max_length=500)
    hits: list[str] = Field(
        default_factory=list, max_length=2000, description="trace.hits（省くと citations だけ）"
    )
    past: str = Field(default="", max_length=300, description="下敷きにした文書の id")

    def sources(self) -> list[tuple[int, str]]:
        """(number, passage id) of everything that the draft stands on, each number once."""
        found = dict(enumerate(self.hits, start=1))
        found |= {one.number: one.passage_id for one in self.citations}
        return sorted(found.items())


class DocumentForm(BaseModel):
    """A draft as a person has edited it, to be made into a file."""

    task: str = Field(max_length=100, description="用途の id")
    text: str = Field(max_length=400_000, description="文案")
    title: str = Field(default="", max_length=300, description="題名（省くと用途の名前）")
    citations: list[CitationForm] = Field(default_factory=list, max_length=500)
    findings: list[FindingForm] = Field(default_factory=list, max_length=2000)
    facts: list[FactForm] = Field(default_factory=list, max_length=5000, description="確かめた印の付いた事実")
    status: str = Field(default="needs_review", max_length=40)
    fields: dict[str, str] = Field(
        default_factory=dict, max_length=100, description="入力欄の値（様式に入れるとき）"
    )
    model: str | None = Field(
        default=None, max_length=200, description="書いたもの（trace.model）。省くと、今の文章モデル"
    )
    past: str = Field(default="", max_length=300, description="下敷きにした文書の id")
