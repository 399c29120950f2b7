"""Hostile text in every place where the widget shows text: nothing runs, nothing is fetched, no foreign link stands. Real browser."""

from __future__ import annotations

import itertools

import pytest

from app.web.residents.desk import open_conversations
from tests.browser import chromium, visit
from tests.web_office import open_office, serving
from tests.widget_page import CITED, OFFICE, answer, remember

pytestmark = pytest.mark.slow
RUN = "window.hacked=1"
MARKUP = [
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<a href=javascript:{RUN}>押す</a>", f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>", f"<input autofocus onfocus={RUN}>", f"<video><source onerror={RUN}>", "<style>*{display:none}</style>",
    "<base href=https://evil.example/>", "<link rel=stylesheet href=https://evil.example/x.css>", "<form action=https://evil.example><button>送る</button>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>", f"\"><img src=x onerror={RUN}>", f"'-{RUN}-'", f"</textarea><script>{RUN}</script>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>", f"<object data=javascript:{RUN}>", f"<template><script>{RUN}</script></template>",
    "<slot name=x></slot>", f"<marquee onstart={RUN}>", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\u202e<script>{RUN}</script>", f"＜script＞{RUN}＜/script＞",
]  # fmt: skip
LINKS = [
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f" javascript:{RUN}", f"data:text/html,<script>{RUN}</script>", f"vbscript:{RUN}",
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "https://city.midori.example.evil.example/", "https://city.midori.example@evil.example/",
    "https://evil.example/?city.midori.example", "https:\\\\evil.example", "http://city.midori.example/", "https://evil。example/", "blob:https://evil.example/x",
    "file:///etc/passwd", "ftp://city.midori.example/", "https://city.midori.example\u0000.evil.example/", "https://www.city.midori.example%2eevil.example/",
]  # fmt: skip
MARKDOWN = [
    "![見る](https://evil.example/p.png)", "[市役所](https://evil.example/)", "[x]: https://evil.example/", "<https://evil.example/>", "![a][x]", "https://evil.example/?q=秘密",
]  # fmt: skip
RUBIES = [f"［<img src=x onerror={RUN}>｜<script>{RUN}</script>］", "［［｜］］", "｜".join("［" * 50)]
PAYLOADS = [*MARKUP, *LINKS, *MARKDOWN, *RUBIES]


def places(payload):
    """Answers with the payload in each place where text of others stands."""
    yield answer(text=payload, citations=[], handoff={})
    yield answer(
        parts=[
            {"kind": payload, "text": f"{payload}\n・{payload}", "citations": [1]},
            {"kind": "表", "text": f"a\t{payload}\n{payload}\tb", "citations": []},
        ]
    )
    yield answer(
        citations=[CITED | {"label": payload, "url": payload, "quote": payload, "effective": payload}]
    )
    yield answer(
        handoff=OFFICE | {"section": payload, "telephone": payload, "hours": payload, "page": payload},
        urgent=[{"name": payload, "telephone": payload, "hours": payload}],
    )
    yield answer(
        near=[payload],
        choices=[{"label": payload, "question": payload}],
        notes=[payload],
        original=payload,
        language=payload[:8],
        status=payload,
    )


WRONG = """(host) => {
  const root = document.querySelector('shitagaki-chat').shadowRoot, found = [];
  if (window.hacked) found.push('a script ran');
  for (const e of root.querySelectorAll('*')) {
    if (/^(script|iframe|img|object|embed|base|link|meta|style|template|slot|video|math|marquee|body)$/i.test(e.tagName)) found.push(e.outerHTML.slice(0, 80));
    for (const a of e.attributes) {
      if (/^on|^src|^style$/i.test(a.name)) found.push(`${a.name}=${a.value}`.slice(0, 80));
      if (/^(href|action|formaction|xlink:href)$/i.test(a.name)) {
        const url = new URL(a.value, location.href), name = url.hostname;
        const good = url.protocol === 'tel:' || url.origin === host || (url.protocol === 'https:' && /(^|\\.)(city\\.midori\\.example|lg\\.jp|go\\.jp)$/.test(name) && !url.username);
        if (!good) found.push(`${a.name}=${a.value}`.slice(0, 100));
      }
    }
  }
  return found;
}"""


def test_hostile_text_never_becomes_more_than_text(tmp_path):
    """Five places for each payload, and as question, message of staff, section and comment: several hundred in all."""
    assert len(PAYLOADS) >= 50
    office = open_office(tmp_path)
    with serving(office) as site, chromium() as browser:
        store = open_conversations(office)
        told = 0
        for batch in (
            itertools.batched(PAYLOADS, 14)
            if hasattr(itertools, "batched")
            else [PAYLOADS[at : at + 14] for at in range(0, len(PAYLOADS), 14)]
        ):
            token = store.open("ja")
            for payload in batch:
                store.append(token, "question", {"text": payload, "language": "ja"})
                for one in places(payload):
                    store.append(token, "answer", one)
                    told += 1
                store.append(token, "taken", {"section": payload})
                store.append(token, "staff_message", {"text": payload, "section": payload})
                store.append(token, "resident_message", {"text": payload})
                store.append(token, "transferred", {"section": payload})
                store.append(token, "returned", {})
            with visit(browser, site) as page:  # asserts that nothing was asked of another host
                remember(page, site, token)
                page.goto("/residents")
                page.locator(".turn").nth(len(batch) * 10).wait_for()
                assert page.locator(".answer").count() == len(batch) * 5
                assert page.evaluate(WRONG, site) == []
        assert told >= 250
