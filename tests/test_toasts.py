"""What is said when the server is gone, in the pages that Gradio draws, in headless Chromium."""

from __future__ import annotations

import re

import pytest

from tests.browser import chromium, visit
from tests.web_office import open_office, serving

pytestmark = pytest.mark.slow


def test_a_lost_server_is_told_in_japanese(tmp_path):
    site = serving(open_office(tmp_path))
    with chromium() as browser, site as address, visit(browser, address, quiet=False) as page:
        page.goto("/library")
        page.get_by_label("題名で絞る").wait_for()
        page.context.set_offline(True)
        page.get_by_label("題名で絞る").fill("手数料")
        page.keyboard.press("Enter")
        page.get_by_text("サーバーとの接続が切れました").wait_for(timeout=30000)
        told = page.locator(".toast-wrap")
        told.get_by_text("うまくいきませんでした").wait_for()
        assert not re.search("[A-Za-z]{3}", told.inner_text())
        told.get_by_role("button", name="閉じる", exact=True).wait_for()
