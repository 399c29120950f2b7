"""Whose pages may show the widget, proven in a real browser: the city's with a strict policy, nobody else's. Real HTTP."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from app.web.residents.bundle import bundle
from tests.browser import chromium
from tests.web_office import meaning, open_office, serving
from tests.widget_page import shadow

pytestmark = pytest.mark.slow


@contextmanager
def host(pages):
    """Another site on a port of its own: path → HTML; the row "policy" is its content security policy."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            if "policy" in pages:
                self.send_header("content-security-policy", pages["policy"])
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def pages(site):
    line = f'<script src="{site}/widget.js" data-tenant="midori" async></script>'
    sealed = line.replace(" async", f' integrity="{bundle().integrity}" crossorigin="anonymous" async')
    start = '<!doctype html><html lang="ja"><meta charset="utf-8"><title>市</title><body><h1>市のページ</h1>'
    return {
        "/": f"{start}{line}",
        "/sealed": f"{start}{sealed}",
        "/frame": f'{start}<iframe src="{site}/residents/embed" title="窓口" width="400" height="600"></iframe>',
        "/full": f'{start}<iframe src="{site}/residents" title="窓口" width="400" height="600"></iframe>',
        "/clerks": f'{start}<iframe src="{site}/" title="職員" width="400" height="600"></iframe>',
    }


STRICT = (
    "default-src 'none'; script-src {0}; connect-src {0}; frame-src {0}; require-trusted-types-for 'script'"
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """(our server, the city's site on the list, somebody else's site with the same code copied)."""
    office = open_office(tmp_path_factory.mktemp("sites"), embedder=meaning())
    table, copied = {}, {}
    with host(table) as city, host(copied) as thief:
        office.widget_origins = city
        with serving(office) as site:
            table.update(pages(site), policy=STRICT.format(site))
            copied.update(pages(site))
            yield site, city, thief


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@contextmanager
def reading(browser, address):
    """A page at ``address`` with everything that its console said."""
    context = browser.new_context(locale="ja-JP")
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.wait_for_timeout(700)
    try:
        yield page, said, context
    finally:
        context.close()


@pytest.mark.parametrize("path", ["/", "/sealed"])
def test_on_the_citys_page_it_works_under_a_policy_without_inline_and_without_cookies(browser, sites, path):
    _, city, _ = sites
    with reading(browser, f"{city}{path}") as (page, said, context):
        page.locator(".launch").click()
        assert page.locator(".launch").evaluate("e => getComputedStyle(e).position") == "fixed", (
            "its own styles are in force"
        )
        page.get_by_role("textbox").fill("住民票の写しの交付手数料はいくらですか")
        page.keyboard.press("Enter")
        page.locator(".turn[data-whole]").wait_for()
        assert "300円" in page.locator(".answer").inner_text()
        assert context.cookies() == []
        assert [one for one in said if "Content Security Policy" in one or "Refused" in one] == []


def test_a_page_that_colours_everything_does_not_colour_the_widget(browser, sites):
    """`* { color: … !important }` reached the widget's own element, and all that inherits from it."""
    with reading(browser, sites[1]) as (page, _, _):
        page.evaluate(
            "() => { const s = new CSSStyleSheet(); s.replaceSync('* { color: red !important; font-size: 40px !important }');"
            " document.adoptedStyleSheets = [s]; }"
        )
        looks = page.evaluate(
            "() => { const s = getComputedStyle(document.querySelector('shitagaki-chat').shadowRoot.querySelector('.log'));"
            " return [s.color, s.fontSize]; }"
        )
        assert looks == ["rgb(26, 26, 26)", "40px"]  # the page's own size of text (1rem) is kept


def test_a_copied_line_on_another_site_gives_nothing(browser, sites):
    site, _, thief = sites
    with reading(browser, f"{thief}/") as (page, _, _):
        assert page.locator("shitagaki-chat").count() == 1
        assert page.evaluate(shadow("1")) is None, "nothing appears"
        assert page.locator("button").count() == 0
        told = page.evaluate(
            f"fetch('{site}/api/residents/config?tenant=midori').then((r) => r.text(), (e) => e.name)"
        )
        assert told == "TypeError"
        begun = page.evaluate(
            f"fetch('{site}/api/residents/conversations', {{method: 'POST', body: '{{}}', headers: {{'content-type': 'application/json'}}}}).then((r) => r.status, (e) => e.name)"
        )
        assert begun == "TypeError"


def test_only_the_listed_site_can_frame_the_page_and_no_site_the_others(browser, sites):
    _, city, thief = sites
    with reading(browser, f"{city}/frame") as (page, _, _):
        frame = next(one for one in page.frames if one.url.endswith("/residents/embed"))
        frame.locator("shitagaki-chat .turn").first.wait_for()
    for origin, path in (
        (thief, "/frame"),
        (thief, "/full"),
        (thief, "/clerks"),
        (city, "/full"),
        (city, "/clerks"),
    ):
        with reading(browser, f"{origin}{path}") as (page, _, _):
            inside = [one for one in page.frames if one is not page.main_frame]
            assert all(
                one.url.startswith("chrome-error:") or one.locator("body").inner_text() == ""
                for one in inside
            ), (origin, path)


def test_the_headers_say_who_may_call(sites):
    site, city, thief = sites
    with httpx.Client(base_url=site) as http:
        ours = http.get("/api/residents/config?tenant=midori", headers={"origin": city})
        assert ours.status_code == 200 and ours.headers["access-control-allow-origin"] == city
        assert "access-control-allow-credentials" not in ours.headers and ours.headers["vary"] == "origin"
        for origin in (
            thief,
            "null",
            f"{city}.evil.example",
            f"http://127.0.0.1.evil.example:{city.rsplit(':')[-1]}",
        ):
            for answer in (
                http.get("/api/residents/config?tenant=midori", headers={"origin": origin}),
                http.post("/api/residents/conversations", json={}, headers={"origin": origin}),
                http.options(
                    "/api/residents/conversations",
                    headers={"origin": origin, "access-control-request-method": "POST"},
                ),
            ):
                assert answer.status_code == 403, (origin, answer.request)
                assert "access-control-allow-origin" not in answer.headers
        asked = http.options(
            "/api/residents/conversations", headers={"origin": city, "access-control-request-method": "POST"}
        )
        assert asked.status_code == 204 and asked.headers["access-control-allow-methods"] == "GET, POST"
        assert http.post("/api/drafts", json={}, headers={"origin": city}).status_code == 403, (
            "the clerks' side stays shut"
        )
        assert (
            http.get("/api/documents", headers={"origin": city}).headers.get("access-control-allow-origin")
            is None
        )
        embed = http.get("/residents/embed")
        assert f"frame-ancestors 'self' {city}" in embed.headers["content-security-policy"]
        assert (
            "x-frame-options" not in embed.headers
            and "unsafe-inline" not in embed.headers["content-security-policy"]
        )
        for path in ("/residents", "/residents/demo", "/"):
            assert http.get(path).headers["x-frame-options"] == "DENY"
        script = http.get("/widget.js")
        assert script.headers["access-control-allow-origin"] == "*" and "set-cookie" not in script.headers
        assert http.get("/widget.js", headers={"if-none-match": script.headers["etag"]}).status_code == 304
