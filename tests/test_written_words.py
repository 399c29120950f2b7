"""Nothing that staff write goes to another resident, twice, or is lost; a server that is away is told in words."""

from __future__ import annotations

import json

import pytest

from app.records.callbacks import Callbacks
from app.web.residents.desk import open_conversations
from tests.browser import chromium, until, visit
from tests.test_staff import ME, waiting
from tests.web_office import open_office, serving
from tests.widget_page import shadow

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


def at_the_desk(page):
    page.add_init_script(f"localStorage.setItem('sg-staff', '{json.dumps(ME)}')")
    page.goto("/staff")


def row(page, asked):
    return page.locator(".sg-staff-row", has_text=asked)


def take(page, asked):
    row(page, asked).get_by_role("button", name="受け持つ").click()
    page.locator("#sg-staff-reply").wait_for(state="visible")


def show(page, asked):
    row(page, asked).get_by_role("button", name="開く", exact=True).click()
    page.locator(".is-question", has_text=asked).wait_for()


def test_a_reply_stays_with_its_resident_and_goes_once(browser, site, office):
    tokens = [waiting(office, asked) for asked in ("一人目の質問", "二人目の質問")]
    with visit(browser, site) as page:
        at_the_desk(page)
        take(page, "一人目の質問")
        page.fill("#sg-staff-reply", "一人目への返事です。")
        take(page, "二人目の質問")
        page.locator(".is-question", has_text="二人目の質問").wait_for()
        assert page.input_value("#sg-staff-reply") == ""
        show(page, "一人目の質問")
        assert page.input_value("#sg-staff-reply") == "一人目への返事です。"
        page.reload()
        show(page, "一人目の質問")
        assert page.input_value("#sg-staff-reply") == "一人目への返事です。"
        page.route("**/messages", lambda route: (page.wait_for_timeout(300), route.continue_()))
        page.get_by_role("button", name="送る", exact=True).dblclick()
        page.locator(".is-staff_message", has_text="一人目への返事です。").wait_for()
        page.wait_for_timeout(800)
        assert page.input_value("#sg-staff-reply") == ""
    kept = open_conversations(office)
    said = [[one.kind for one in kept.events(token)].count("staff_message") for token in tokens]
    assert said == [1, 0]


def test_a_faq_that_is_being_written_outlives_a_look_at_another_tab(browser, site, office):
    waiting(office, "公園の花火はいつですか", status="no_sources")
    with visit(browser, site) as page:
        at_the_desk(page)
        page.click("#sg-tab-gaps")
        row(page, "公園の花火").get_by_role("button", name="FAQを書く").first.click()
        answer = page.locator(".sg-staff-faq textarea")
        answer.fill("8月の第1土曜日です。")
        page.click("#sg-tab-queue")
        page.click("#sg-tab-gaps")
        page.wait_for_timeout(800)
        assert answer.input_value() == "8月の第1土曜日です。"


def test_a_faq_opened_while_the_desk_is_still_on_its_way_stays_open(browser, site, office):
    waiting(office, "公園の噴水はいつ出ますか", status="no_sources")
    with visit(browser, site) as page:
        late = []
        page.route("**/staff/desk", lambda route: late.append(route))  # noqa: PLW0108  Playwright takes no builtin
        at_the_desk(page)
        page.click("#sg-tab-gaps")
        row(page, "公園の噴水").get_by_role("button", name="FAQを書く").first.click()
        answer = page.locator(".sg-staff-faq textarea")
        answer.wait_for()
        assert len(late) == 1
        with page.expect_response("**/staff/queue"):
            late[0].continue_()
        page.wait_for_timeout(500)
        answer.fill("5月からです。")
        assert page.locator(".sg-staff-faq").count() == 1


def test_a_request_to_be_called_back_is_not_deleted_by_one_press(browser, site, office):
    calls = Callbacks(office.folder / "residents.sqlite3")
    calls.add("x", {"name": "見本花子", "telephone": "0999990000", "about": "住民票"}, section="市民課")
    with visit(browser, site) as page:
        at_the_desk(page)
        page.click("#sg-tab-callbacks")
        done = page.get_by_role("button", name="折返しが済んだ")
        done.click()
        page.get_by_role("button", name="まだ消さない").click()
        page.get_by_role("button", name="名前と電話番号を開く").click()
        page.get_by_text("見本花子").wait_for()
        done.click()
        page.get_by_role("button", name="済んだので消す").click()
        page.get_by_text("を済みにし、名前と電話番号を消しました。").first.wait_for()
        assert page.get_by_text("見本花子").count() == 0


@pytest.mark.parametrize(
    ("path", "role", "press"),
    [
        ("/evals", "tab", "使った人の声"),
        ("/making", "button", "写して始める"),
        ("/check", "button", "点検する"),
    ],
)
def test_a_server_that_is_away_is_told_in_japanese(browser, site, path, role, press):
    with visit(browser, site, quiet=False) as page:
        page.goto(path)
        button = page.get_by_role(role, name=press, exact=True)
        button.wait_for()
        if path == "/check":
            page.fill("#sg-check-text", "点検する文です。")
        page.context.set_offline(True)
        button.click()
        page.locator(".sg-note-error", has_text="サーバーにつながりません。").first.wait_for()
        assert "fetch" not in page.locator("body").inner_text()


def test_a_line_that_ends_before_the_draft_does_is_told(browser, site):
    begun = "".join(
        f"event: {name}\ndata: {json.dumps(data)}\n\n"
        for name, data in (("start", {"id": "1"}), ("delta", {"text": "ここまで書けた文です。"}))
    )
    with visit(browser, site) as page:
        page.route("**/api/drafts", lambda route: route.fulfill(body=begun, content_type="text/event-stream"))
        page.goto("/draft?task=aisatsu")
        page.locator(".sg-examples button").first.click()
        page.locator("[type=submit].sg-make").click()
        page.locator(".sg-note-error", has_text="サーバーにつながりません。").wait_for()
        assert page.locator("#sg-editor").input_value() == "ここまで書けた文です。"
        assert page.locator(".sg-state").get_attribute("data-kind") == "failed"


def test_the_residents_page_comes_when_a_service_that_was_away_is_back(browser, site):
    with visit(browser, site, quiet=False) as page:
        away = "**/api/residents/config?*"
        page.route(away, lambda route: route.fulfill(status=502, body="Bad Gateway"))
        page.goto("/residents")
        page.get_by_text("窓口を開いています。").wait_for()
        page.unroute(away)
        until(page, shadow("root.querySelector('#field') !== null"))
        assert not page.get_by_text("窓口を開いています。").is_visible()
