"""A headless Chromium for the tests of the pages. Knows nothing of what the pages say."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
]

LEAVING = ("AbortError: signal is aborted", "Connection errored out. ")
"""What the framework says when it closes its own stream because the page is left before it had started."""


@contextmanager
def chromium(*more: str) -> Iterator[Any]:
    """The browser of the machine with ``more`` flags, or a skip that says what is missing."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium がないため、画面の試験を飛ばします（apt-get install chromium）")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Any, site: str, *, width: int = 1280, height: int = 800, quiet: bool = True
) -> Iterator[Any]:
    """A page of its own. When it is left: nothing was asked of another host, and no error stands on the console
    (unless not ``quiet``: the test breaks something on purpose)."""
    context = browser.new_context(
        base_url=site,
        locale="ja-JP",
        viewport={"width": width, "height": height},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(15000)
    try:
        yield page
        away = [
            url for url in asked if urlsplit(url).scheme in ("http", "https") and not url.startswith(site)
        ]
        assert away == []
        said = [words for words in said if not any(each in words for each in LEAVING)]
        assert said == [] or not quiet
    finally:
        context.close()


OVERFLOW = """() => {
  const wide = [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1) return false;
    for (let up = e.parentElement; up; up = up.parentElement) {
      const flow = getComputedStyle(up);
      if (['auto', 'scroll', 'hidden', 'clip'].includes(flow.overflowX) || flow.clipPath !== 'none') return false;
    }
    return getComputedStyle(e).clipPath === 'none';
  });
  return document.documentElement.scrollWidth > innerWidth + 1 ? wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) : [];
}"""
"""What stands out to the right of the window."""

HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter((e) => e.getClientRects().length && !e.closest('dialog')).map((e) => Number(e.tagName[1]))"""
"""The levels of the headings in order."""

NAMELESS = """() => [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea')]
  .filter((e) => e.checkVisibility() && !e.closest('[aria-hidden=true]'))
  .filter((e) => !(e.innerText?.trim() || e.getAttribute('aria-label')?.trim() || e.labels?.length ||
                   document.getElementById(e.getAttribute('aria-labelledby') ?? '')?.innerText.trim()))
  .map((e) => e.outerHTML.slice(0, 160))"""
"""Things to use that have no name to read out."""


def until(page: Any, wanted: str, *, seconds: float = 20.0) -> None:
    """Wait for a JavaScript expression to become true. (The page's own policy forbids what playwright would do.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(wanted):
        assert time.monotonic() < end, f"never became true: {wanted}"
        page.wait_for_timeout(30)
