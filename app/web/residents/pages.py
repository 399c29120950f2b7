"""The pages for residents: the whole page, the one for a frame, the demonstration, a public document. Knows no conversation."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import quote, urlsplit

from app.residents.whom import address_of
from app.web import reader
from app.web.reading import Reading
from app.web.words import Words
from ingest.document import Viewer
from ingest.index import Index

QUOTED = 120
"""Characters of a quotation that an address has."""
_SHEETS = ("tokens", "base", "residents")


def _html(title: str, body: str, *, sheets: tuple[str, ...] = _SHEETS, kind: str = "") -> str:
    links = "".join(f'<link rel="stylesheet" href="/site/{name}.css">' for name in sheets)
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/site/icon.svg">{links}</head>'
        f'<body class="rs {kind}">{body}</body></html>'
    )


def _chat(tenant: str, words: Words) -> str:
    return (
        f'<shitagaki-chat mode="page" tenant="{escape(tenant)}"><p>{escape(words.say("residents.opening"))}</p></shitagaki-chat>'
        f"<noscript><p>{escape(words.say('residents.noscript'))}</p></noscript>"
        '<script src="/widget.js" async></script>'
    )


def _head(words: Words, city: str, *, target: str = "main", note: str = "") -> str:
    more = f"<p>{escape(note)}</p>" if note else ""
    return (
        f'<header class="rs-head"><a class="sg-skip" href="#{target}">{escape(words.say("site.skip"))}</a>'
        f'<p class="rs-city">{escape(city)}</p>{more}</header>'
    )


def full(words: Words, city: str, tenant: str) -> str:
    """/residents: the conversation as a page of its own."""
    title = words.say("residents.title", city=city)
    return _html(
        title,
        f'{_head(words, city)}<main id="main" tabindex="-1"><h1>{escape(title)}</h1>{_chat(tenant, words)}</main>',
        kind="rs-full",
    )


def embed(words: Words, city: str, tenant: str) -> str:
    """/residents/embed: nothing but the conversation, for a frame of a listed site."""
    title = words.say("residents.title", city=city)
    return _html(
        title,
        f'<main><h1 class="sg-hidden">{escape(title)}</h1>{_chat(tenant, words)}</main>',
        kind="rs-embed",
    )


def demo(words: Words, city: str, tenant: str, *, address: str, integrity: str) -> str:
    """/residents/demo: a page as cities have them, with the one line in it; below, the line to copy."""
    say = words.say
    items = "".join(f"<li>{escape(one)}</li>" for one in say("residents.demo_news").split("\n") if one)
    line = f'<script src="{address}/widget.js" data-tenant="{tenant}" async></script>'
    frame = f'<iframe src="{address}/residents/embed" title="{say("residents.title", city=city)}"></iframe>'
    sealed = line.replace(" async", f' integrity="{integrity}" crossorigin="anonymous" async')
    codes = "".join(
        f'<h3>{escape(say(f"residents.{name}"))}</h3><pre tabindex="0"><code>{escape(code)}</code></pre>'
        for name, code in (("code_line", line), ("code_frame", frame), ("code_sealed", sealed))
    )
    return _html(
        say("residents.demo_title", city=city),
        f'{_head(words, city, note=say("residents.demo_mock"))}<main id="main" tabindex="-1"><h1>{escape(say("residents.demo_title", city=city))}</h1>'
        f"<section><h2>{escape(say('residents.demo_heading'))}</h2><ul>{items}</ul></section>"
        f'<section class="rs-code"><h2>{escape(say("residents.code"))}</h2><p>{escape(say("residents.code_lead"))}</p>{codes}'
        f'<p><a href="/residents">{escape(say("residents.to_full"))}</a></p></section></main>'
        f'<script src="/widget.js" data-tenant="{escape(tenant)}" async></script>',
        kind="rs-demo",
    )


def document(reading: Reading, words: Words, city: str) -> str:
    """A public document for residents: the same text and marks as the clerks see, without their pages around it."""
    back = f'<p class="sg-back"><a href="/residents">{escape(words.say("residents.back"))}</a></p>'
    return _html(
        f"{reading.document.title} - {city}",
        f'{_head(words, city, target="text")}<main class="sg-page">{back}{public(reader.article(reading, words))}</main>',
        sheets=(*_SHEETS, "document"),
    )


def public(html: str) -> str:
    """The links between documents lead to the residents' pages of them, not to the clerks'."""
    return html.replace('href="/documents/', 'href="/residents/documents/')


def public_address(url: str) -> str:
    """The residents' page of a document for the clerks' one; other addresses as they are."""
    return f"/residents{url}" if url.startswith("/documents/") else url


def quoted_address(url: str, words: str) -> str:
    """``public_address`` with the quoted words, which the page marks."""
    address = public_address(url)
    place, hash_, anchor = address.partition("#")
    if not words or not address.startswith("/residents/documents/"):
        return address
    asked = f"passage={anchor}&quote={quote(words[:QUOTED])}" if anchor else f"quote={quote(words[:QUOTED])}"
    return f"{place}?{asked}{hash_}{anchor}"


def titles_by_address(index: Index, viewer: Viewer) -> dict[str, str]:
    """The titles of the public documents by the addresses that residents see."""
    return {public_address(address_of(one)): one.title for one in index.documents(viewer)}


def own_hosts(index: Index, viewer: Viewer) -> tuple[str, ...]:
    """The hosts of the city's own pages, by the addresses that the office has given with its public documents."""
    return _hosts(index, viewer, index.ledger.generation)


@lru_cache(maxsize=4)
def _hosts(index: Index, viewer: Viewer, generation: int) -> tuple[str, ...]:
    named = (urlsplit(one.url).hostname for one in index.documents(viewer) if one.url)
    return tuple(dict.fromkeys(host for host in named if host))
