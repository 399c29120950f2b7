"""The pages as people see them who have set their machine otherwise: dark, with larger letters. Knows nothing of what they say."""

import pytest

from app.web.frame import PAGES
from app.web.tokens import DARK, TOKENS, stylesheet
from tests.browser import OVERFLOW, chromium, visit
from tests.web_office import open_office, serving
from tests.widget_page import axe

pytestmark = pytest.mark.slow
OWN = {"/": ".sg-card", "/library": "#sg-list table", "/draft": ".sg-choose"}
PLACES = [path for path, _ in PAGES] + ["/draft?task=aisatsu", "/documents/reiki-tesuryo-txt", "/nowhere"]
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(open_office(tmp_path_factory.mktemp("sight"))) as address:
        yield address


def opened(page, path):
    page.goto(path)
    page.wait_for_selector(OWN.get(path, "h1"))
    page.wait_for_selector(".loading", state="detached")  # the framework's own, outside of every landmark


def test_every_page_can_be_read_on_a_dark_machine(site):
    with chromium() as browser, visit(browser, site, quiet=False) as page:
        page.emulate_media(color_scheme="dark")
        for path in PLACES:
            opened(page, path)
            assert page.evaluate(GROUND) == "rgb(26, 26, 26)", path
            assert axe(page) == [], path
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"


def test_what_is_found_drafted_and_checked_can_be_read_in_the_dark(site):
    with chromium() as browser, visit(browser, site, quiet=False) as page:
        page.emulate_media(color_scheme="dark")
        opened(page, "/draft?task=aisatsu")
        page.get_by_role("button", name="記入例を入れる").first.click()
        page.get_by_role("button", name="下書きを作る").first.click()
        page.wait_for_selector('.sg-state:is([data-kind="ok"], [data-kind="needs_review"])')
        assert axe(page) == []
        opened(page, "/check")
        page.locator("textarea").fill("住民票の写しの手数料は500円です。御協力をお願い致します。")
        page.get_by_role("button", name="点検する").click()
        page.wait_for_selector(".sg-flag")
        assert axe(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_larger_letter_of_the_browser_makes_everything_larger_and_nothing_stands_out(site, width):
    with (
        chromium("--blink-settings=defaultFontSize=24") as browser,
        visit(browser, site, width=width, quiet=False) as page,
    ):
        for path in PLACES:
            opened(page, path)
            assert page.evaluate("getComputedStyle(document.body).fontSize") == "24px", path
            assert page.evaluate(OVERFLOW) == [], path


@pytest.mark.parametrize("width", [1280, 390])
def test_letters_of_twice_the_size_stay_within_the_window(site, width):
    with chromium() as browser, visit(browser, site, width=width, quiet=False) as page:
        for path in PLACES:
            opened(page, path)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate(OVERFLOW) == [], path


def test_dark_says_of_every_colour_that_differs_and_of_no_other():
    assert set(DARK) <= set(TOKENS)
    assert (
        stylesheet().count("--ground: ") == 2
        and "@media screen and (prefers-color-scheme: dark)" in stylesheet()
    )
    assert {name for name, value in TOKENS.items() if value.startswith("#")} - set(DARK) == set()
