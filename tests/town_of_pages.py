"""A town whose public pages are HTML, and how it answers. Real index, no model."""

from pathlib import Path

from app.residents.answering import Question, answer
from app.wire import Office
from ingest.document import RESIDENT
from ingest.ingestion import ingest
from ingest.settings import load_settings
from tests.test_residents import PHRASES


def ask_of(place, pages, *, as_of=None):
    """question → its answer, from ``pages`` (name → (title, what stands in main)) taken in at ``place``."""
    prompts = str(Path(__file__).parent.parent / "prompts")
    given = {"SHITAGAKI_HOME": str(place / "home"), "SHITAGAKI_LLM": "none", "SHITAGAKI_PROMPTS": prompts}
    office = Office(load_settings(given))
    rows = []
    (place / "papers").mkdir()
    for name, (title, text) in pages.items():
        whole = (
            f"<!doctype html><html lang='ja'><title>{title}</title><main><h1>{title}</h1>{text}</main></html>"
        )
        (place / "papers" / f"{name}.html").write_text(whole, encoding="utf-8")
        rows.append(f'[[document]]\npath = "{name}.html"\nkind = "ウェブページ"\nsensitivity = "1"\n')
    (place / "papers" / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    assert not ingest([place / "papers"], index=office.index).failed

    class Desk:
        index, prompts, viewer, writer, phrases = office.index, office.prompts, RESIDENT, None, PHRASES

    return lambda text: answer(Desk(), Question(text, as_of=as_of))
