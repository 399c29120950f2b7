"""Takes the pictures of the README on みどり市: `make screenshots`. Knows nothing of what is right on them; look at them.

Pages at 1280 and 390 px wide, without a writing model, so that they come out the same each time.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.wire import Office  # noqa: E402
from ingest.ingestion import ingest  # noqa: E402
from ingest.models import prepare_embedding  # noqa: E402
from ingest.settings import load_settings  # noqa: E402
from tests.browser import chromium, visit  # noqa: E402
from tests.web_office import serving  # noqa: E402

PICTURES = Path(__file__).with_name("screenshots")
SIZES = ((1280, 860), (390, 844))
COLOURS = 160
"""Colours of a picture: enough for a page without photographs, and a third of the bytes."""

LETTER = """緑環第1234号
令和8年11月4日

各自治会長　様

みどり市長　柊木　真理子

粗大ごみの収集手数料の改定について

　平素より本市の環境行政にご協力いただき、有難うございます。
　さて、令和9年4月1日より、粗大ごみの収集手数料を改定する事になりました。申込みは、電話または窓口で受け付けます。
　つきましては、下記の通り説明会を開催致しますので、班長の山田太郎様（電話090-1234-5678）へお知らせ下さい。

　　　　　　　　　　　記

1　日時　令和8年12月6日（日）午後13時
3　会場　みどり市文化会館　小ホール
"""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="shitagaki-pictures-") as home:
        office = Office(load_settings({"SHITAGAKI_HOME": home, "SHITAGAKI_LLM": "none"}))
        prepare_embedding(office.settings.models, progress=lambda done, total, message: None)
        ingest([ROOT / "corpus"], index=office.index)
        evaluate(home)
        with serving(office) as site, chromium() as browser:  # type: ignore[arg-type]
            for width, height in SIZES:
                with visit(browser, site, width=width, height=height) as page:
                    for name in walk(page):
                        take(page, PICTURES / f"{name}-{width}.png")


def evaluate(home: str) -> None:
    """A run of the drafts, as the page of evaluations starts it."""
    environ = {"SHITAGAKI_HOME": home, "SHITAGAKI_LLM": "none"}
    command = [sys.executable, "-m", "app.cli", "eval", "run", "drafting"]
    subprocess.run(command, cwd=ROOT, env=os.environ | environ, stdout=subprocess.DEVNULL, check=False)


def walk(page: Any) -> Iterator[str]:
    """From page to page as a clerk goes; each name is a moment to take a picture of."""
    page.goto("/")
    page.wait_for_selector(".sg-card a")
    yield "home"
    box = page.get_by_label("さがす言葉、または質問")
    box.fill("住民票の写しの手数料はいくらですか")
    box.press("Enter")
    page.wait_for_selector(".sg-hit")
    yield "search"
    page.goto("/library")
    page.wait_for_selector("#sg-list table")
    yield "library"
    page.goto("/check")
    page.fill("#sg-check-text", LETTER)
    page.get_by_role("button", name="点検する", exact=True).click()
    page.wait_for_selector(".sg-check-row")
    page.keyboard.press("F8")
    page.evaluate("scrollTo(0, 0)")
    yield "check"
    page.goto("/evals")
    page.locator("tr[data-run]").get_by_role("button", name="比べる").first.click()
    page.locator("#sg-panel-compare").get_by_role("button", name="比べる", exact=True).click()
    page.wait_for_selector(".sg-evals-marks")
    yield "evals"
    page.goto("/draft?task=aisatsu")
    page.locator(".sg-examples button").first.click()
    page.wait_for_selector(".sg-source", state="attached")
    yield "form"
    page.locator("[type=submit].sg-make").click()
    page.wait_for_selector(".sg-textpane[data-view=text] .sg-checklist")
    page.evaluate("scrollTo(0, 0)")
    usual = page.viewport_size
    page.set_viewport_size(usual | {"height": 1060})
    yield "workspace"
    page.set_viewport_size(usual)
    page.get_by_role("button", name="根拠のあるもの").click()
    page.evaluate("document.querySelector('.sg-facts-pane').scrollIntoView(); scrollBy(0, -120)")
    yield "facts"
    if page.get_by_role("tab", name="根拠").is_visible():
        page.get_by_role("tab", name="根拠").click()
    page.locator(".sg-source a").first.click()
    page.locator("dialog .is-marked").first.wait_for()
    yield "source"


def take(page: Any, path: Path) -> None:
    from PIL import Image

    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.matches('dialog *') || document.activeElement?.blur()")
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name} {path.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    main()
