"""GET /docs: how to call the API, as a page without a script, made from its own description. Knows nothing of what is called.

FastAPI's page would bring its scripts from another machine, and there is none.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.web import frame
from app.web.office import OfficeOf
from app.web.words import Words

router = APIRouter()
Row = tuple[str, str, str]
"""An entry: its name, where it goes, what it means."""


@router.get("/docs", include_in_schema=False)
def manual(request: Request, office: OfficeOf) -> HTMLResponse:
    header = frame.header("/docs", office.words, office.city, target="text")
    return HTMLResponse(page(request.app.openapi(), office.words, header=header))


def page(described: Mapping[str, Any], words: Words, *, header: str = "") -> str:
    """The whole HTML page of an OpenAPI description; ``header`` is what stands above every page, as HTML."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            (tag,) = call.get("tags", [""])[:1]
            groups[tag].append(_call(f"{method.upper()} {path}", call, described, words))
    say, title = words.say, escape(words.say("manual.title"))
    listed = "".join(f"<h2>{escape(tag)}</h2>{''.join(calls)}" for tag, calls in groups.items())
    sheets = "".join(f'<link rel="stylesheet" href="/site/{n}.css">' for n in ("tokens", "base", "document"))
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} - {escape(say("site.name"))}</title><link rel="icon" href="/site/icon.svg">{sheets}</head>'
        f'<body>{header}<main class="sg-page sg-manual" id="text"><h1>{title}</h1>'
        f"<p>{_marked(described['info'].get('description', ''))} {_marked(say('manual.lead'))}</p>{listed}</main></body></html>"
    )


def _call(name: str, call: Mapping[str, Any], described: Mapping[str, Any], words: Words) -> str:
    say = words.say
    rows = [*_parameters(call, words), *_body(call, described, words)]
    table = "".join(
        f'<tr><th scope="row"><code>{escape(one)}</code></th><td>{escape(where)}</td><td>{_marked(about)}</td></tr>'
        for one, where, about in rows
    )
    heads = "".join(
        f'<th scope="col">{escape(say(f"manual.{one}"))}</th>' for one in ("name", "where", "about")
    )
    shown = (
        f'<div class="sg-scroll"><table class="sg-table"><thead><tr>{heads}</tr></thead><tbody>{table}</tbody></table></div>'
        if rows
        else ""
    )
    answer = (
        call.get("responses", {}).get("200", {}).get("content", {}).get("application/json", {}).get("example")
    )
    if answer is not None:
        told = json.dumps(answer, ensure_ascii=False, indent=1)
        shown += (
            f'<p>{escape(say("manual.answer"))}</p><div class="sg-scroll"><pre>{escape(told)}</pre></div>'
        )
    return (
        f"<details><summary><code>{escape(name)}</code>　{escape(call.get('summary', ''))}</summary>"
        f"<p>{_marked(call.get('description', ''))}</p>{shown}</details>"
    )


def _parameters(call: Mapping[str, Any], words: Words) -> Iterator[Row]:
    for one in call.get("parameters", ()):
        yield one["name"], _where(words, one["in"], one.get("required", False)), one.get("description", "")


def _body(call: Mapping[str, Any], described: Mapping[str, Any], words: Words) -> Iterator[Row]:
    for kind, content in call.get("requestBody", {}).get("content", {}).items():
        schema = content.get("schema", {})
        named = schema.get("$ref", "").rpartition("/")[2]
        schema = described["components"]["schemas"].get(named, schema)
        where = "body" if kind == "application/json" else "form"
        for name, one in schema.get("properties", {}).items():
            needed = name in schema.get("required", ())
            yield name, _where(words, where, needed), one.get("description", "")


def _where(words: Words, place: str, needed: bool) -> str:
    return words.say(f"manual.in_{place}") + (words.say("manual.needed") if needed else "")


def _marked(text: str) -> str:
    """Words in backticks as code; an empty line ends a paragraph."""
    said = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return re.sub(r"\n\s*\n", "</p><p>", said)
