"""Our frame around Gradio's pages: language, title, header, skip link, stylesheets, scripts with a nonce. Knows nothing of content.

Gradio sends one HTML shell for every page and fills it in the browser. What it puts there for sharing on the web
is taken out, what a Japanese office page needs is put in, before the browser sees a byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from app.web.words import Words

SHEETS = (
    "tokens.css",
    "base.css",
    "gradio.css",
    "home.css",
    "workspace.css",
    "check.css",
    "speech.css",
    "staff.css",
    "evals.css",
    "reiki.css",
    "document.css",
    "media.css",
)
PAGES = (
    ("/", "home"),
    ("/draft", "draft"),
    ("/library", "library"),
    ("/reiki", "reiki"),
    ("/check", "check"),
    ("/speech", "speech"),
    ("/making", "making"),
    ("/staff", "staff"),
    ("/evals", "evals"),
)
BELOW = ("making",)
"""Pages that another page leads to: they do not stand in the header."""
_SOCIAL = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*?/?>', re.S)
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')
_IFRAME = re.compile(r"\s*<script>\s*\(\(\) => \{\s*const root = .*?iframeResizer.*?</script>", re.S)
_HTML = re.compile(r'<html\s+lang="en"')
_BODY = re.compile(r"(<body[^>]*>)")
_TITLE = re.compile(r"<title>.*?</title>", re.S)
# Gradio picks its own labels by the browser's language; this product is in Japanese on every machine.
_LANGUAGE = (
    "for (const [name, value] of [['language', 'ja'], ['languages', ['ja']]])"
    " Object.defineProperty(navigator, name, {get: () => value});"
)


def dress(
    html: bytes,
    path: str,
    nonce: str,
    *,
    words: Words,
    state: Callable[[], Mapping[str, str]],
    strip: Callable[[], str] = lambda: "",
) -> bytes:
    """The shell of the page at ``path`` in our frame. ``state`` is what the scripts are told (city, writer), ``strip``
    the HTML that stands below the header now."""
    text, told = html.decode("utf-8"), state()
    for pattern in (_SOCIAL, _MANIFEST, _IFRAME, _TITLE):
        text = pattern.sub("", text)
    text = _HTML.sub('<html lang="ja"', text)
    text = text.replace("<head>", f"<head>{_head(path, words, told)}", 1)
    above = header(path, words, told["city"]) + strip()
    text = _BODY.sub(lambda found: found[1] + above, text, count=1)
    text = text.replace("<gradio-app", '<gradio-app id="main" tabindex="-1"', 1)
    text = text.replace('control_page_title="true"', 'control_page_title="false"', 1)
    text = text.replace("</body>", f"{_footer(words)}</body>", 1)
    return text.replace("<script", f'<script nonce="{nonce}"').encode("utf-8")


def _head(path: str, words: Words, state: Mapping[str, str]) -> str:
    name = dict(PAGES)[path]
    title = f"{words.say(f'nav.{name}')} - {words.say('site.name')} - {state['city']}"
    sheets = "".join(f'<link rel="stylesheet" href="/site/{sheet}">' for sheet in SHEETS)
    told = "".join(f' data-{key}="{escape(value)}"' for key, value in state.items())
    return (
        f"<title>{escape(title)}</title><script>{_LANGUAGE}</script>"
        f'<link rel="icon" href="/site/icon.svg" type="image/svg+xml">{sheets}'
        f'<script type="application/json" id="sg-words"{told}>{words.for_script()}</script>'
        '<script type="module" src="/site/main.js"></script>'
    )


def header(path: str, words: Words, city: str, *, target: str = "main") -> str:
    """The skip link to ``target``, the name of the product and of the city, and the pages; ``path`` is where we are."""
    links = []
    for href, name in PAGES:
        if name in BELOW:
            continue
        here = ' aria-current="page"' if href == path else ""
        links.append(f'<li><a href="{href}"{here}>{escape(words.say(f"nav.{name}"))}</a></li>')
    return (
        f'<a class="sg-skip" href="#{target}">{escape(words.say("site.skip"))}</a>'
        '<header class="sg-header"><div class="sg-header-in">'
        f'<a class="sg-brand" href="/"><img src="/site/icon.svg" alt="" width="32" height="32"><span>{escape(words.say("site.name"))}</span></a>'
        f'<span class="sg-city">{escape(city)}</span>'
        f'<nav aria-label="{escape(words.say("nav.label"))}"><ul>{"".join(links)}</ul></nav>'
        "</div></header>"
    )


def _footer(words: Words) -> str:
    return f'<footer class="sg-footer"><p>{escape(words.say("site.footer"))}</p></footer>'
