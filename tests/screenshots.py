"""Takes the pictures of the README on みどり市: `make screenshots`. Knows nothing of what is right on them; look at them.

Pages at 1280 and 390 px wide, without a writing model, so that they come out the same each time.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.wire import Office  # noqa: E402
from ingest.ingestion import ingest  # noqa: E402
from ingest.settings import load_settings  # noqa: E402
from tests.browser import chromium, visit  # noqa: E402
from tests.web_office import serving  # noqa: E402

PICTURES = Path(__file__).with_name("screenshots")
SIZES = ((1280, 860), (390, 844))


def take(page: Any, name: str, width: int) -> None:
    page.wait_for_timeout(700)
    page.screenshot(path=str(PICTURES / f"{name}-{width}.png"))
    print(f"{name}-{width}.png")


def walk(page: Any, width: int) -> None:
    """Home, the library, a filled form, the finished draft, a source opened at its passage."""
    page.goto("/")
    page.get_by_text("あいさつ文案").first.wait_for()
    take(page, "home", width)
    page.goto("/library")
    page.wait_for_timeout(2500)
    take(page, "library", width)
    page.goto("/")
    page.get_by_text("あいさつ文案").first.click()
    page.get_by_role("button", name="記入例を入れる").first.click()
    take(page, "form", width)
    page.get_by_role("button", name="下書きを作る").click()
    page.get_by_text("確認してください").first.wait_for(timeout=60_000)
    page.evaluate("window.scrollTo(0, 0)")
    take(page, "workspace", width)
    if page.get_by_role("tab", name="根拠").is_visible():
        page.get_by_role("tab", name="根拠").click()
    page.locator("a[href^='/documents/']").first.click()
    page.locator("dialog[open]").wait_for()
    take(page, "source", width)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="shitagaki-pictures-") as home:
        office = Office(load_settings({"SHITAGAKI_HOME": home, "SHITAGAKI_LLM": "none"}))
        ingest([ROOT / "corpus"], index=office.index)
        with serving(office) as site, chromium() as browser:  # type: ignore[arg-type]
            for width, height in SIZES:
                with visit(browser, site, width=width, height=height, quiet=False) as page:
                    walk(page, width)


if __name__ == "__main__":
    main()
