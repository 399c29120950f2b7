"""Makes the pictures of the README: the real pages on みどり市's corpus, at 1280 and 390 px. Run by `make screenshots`.

Knows nothing of what the pictures should look like: a person looks at them before they are committed.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.llm import EMBEDDED_FILE  # noqa: E402
from app.wire import Office  # noqa: E402
from ingest.ingestion import ingest  # noqa: E402
from ingest.models import prepare_embedding  # noqa: E402
from ingest.settings import load_settings  # noqa: E402
from tests.browser import chromium, until  # noqa: E402
from tests.web_office import serving  # noqa: E402

FOLDER = ROOT / "tests" / "screenshots"
SIZES = {1280: 800, 390: 844}
COLOURS = 160
"""Colours of a picture: enough for a page without photographs, and a quarter of the bytes."""


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        office = _open(Path(home))
        FOLDER.mkdir(exist_ok=True)
        with serving(office) as site, chromium() as browser:
            for width, height in SIZES.items():
                viewport = {"width": width, "height": height}
                context = browser.new_context(base_url=site, locale="ja-JP", viewport=viewport)
                page = context.new_page()
                for name in visits(page, width):
                    _save(page, FOLDER / f"{name}-{width}.png")
                context.close()
    return 0


def _open(home: Path) -> Office:
    written = (load_settings({}).models / EMBEDDED_FILE).exists()
    settings = load_settings(
        {"SHITAGAKI_HOME": str(home), "SHITAGAKI_LLM": "embedded" if written else "none"}
    )
    office = Office(settings)
    prepare_embedding(settings.models, progress=lambda done, total, message: None)
    print(f"文書を取り込んでいます（文章モデル：{'あり' if written else 'なし'}）", flush=True)
    report = ingest([ROOT / "corpus"], index=office.index)
    print(f"{report.documents} 文書、{report.passages} 節", flush=True)
    return office


def visits(page: Any, width: int) -> Iterator[str]:
    """Goes from page to page; each name is a moment to take a picture of."""
    page.goto("/")
    page.wait_for_selector(".sg-card a")
    yield "home"
    box = page.get_by_label("さがす言葉、または質問")
    box.fill("住民票の写しの手数料はいくらですか")
    box.press("Enter")
    page.wait_for_selector(".sg-hit")
    box.evaluate("e => e.blur()")
    yield "search"
    page.goto("/draft?task=aisatsu")
    page.locator(".sg-examples button").first.click()
    page.wait_for_selector(".sg-source", state="attached")
    yield "form"
    page.locator(".sg-make").click()
    until(page, "document.querySelector('.sg-source-list .sg-number') !== null", seconds=60)
    page.wait_for_timeout(4000)
    yield "writing"
    page.wait_for_selector(".sg-textpane[data-view=text] .sg-checklist", timeout=300_000)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    yield "draft"
    if width < 1100:
        page.get_by_role("tab", name="根拠").click()
    page.locator(".sg-source a").first.click()
    page.locator("dialog .is-marked").first.wait_for()
    yield "source"
    page.keyboard.press("Escape")
    page.goto("/library")
    page.wait_for_selector("#sg-list table")
    yield "library"


def _save(page: Any, path: Path) -> None:
    from PIL import Image

    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
