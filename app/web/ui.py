"""Gradio's pages in our FastAPI: はじめる, 下書き, 文書, 例規, 点検, 録音, 評価. Knows nothing of what stands on each page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from app.web import ui_home, ui_library
from app.web.office import Office
from app.web.ui_theme import theme

if TYPE_CHECKING:
    from gradio import Blocks

CLERKS = 40
"""People served at once; Gradio's own default is one."""


def mount_pages(app: FastAPI, office: Office) -> None:
    """Put the pages at / of ``app``. They send nothing to anyone but this server."""
    import gradio as gr

    with _one_server():
        pages = build_pages(office)
        pages.queue(default_concurrency_limit=CLERKS, max_size=CLERKS * 10, api_open=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that server-side rendering is off; we ask for that
        gr.mount_gradio_app(
            app,
            pages,
            path="/",
            theme=theme(),
            footer_links=[],
            max_file_size=office.upload_limit,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
        )


@contextmanager
def _one_server() -> Iterator[None]:
    """Gradio makes its whole server after every page and for the queue, and anew where it is mounted: only that one is asked
    for, and each of the others takes a tenth of a second or more."""
    from gradio import blocks

    made, blocks.App = blocks.App, SimpleNamespace(create_app=lambda *_, **__: None)
    try:
        yield
    finally:
        blocks.App = made


def build_pages(office: Office) -> Blocks:
    """The pages. The header is ours (app.web.frame), so Gradio's own bar stays hidden."""
    import gradio as gr

    pages: Any = gr.Blocks(title=office.words.say("site.name"), analytics_enabled=False, fill_width=True)
    with pages:
        ui_home.build(office)
    with pages.route("draft", "/draft", show_in_navbar=False), gr.Column(elem_id="sg-workspace"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("check", "/check", show_in_navbar=False), gr.Column(elem_id="sg-check"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("making", "/making", show_in_navbar=False), gr.Column(elem_id="sg-making"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("speech", "/speech", show_in_navbar=False), gr.Column(elem_id="sg-speech"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("staff", "/staff", show_in_navbar=False), gr.Column(elem_id="sg-staff"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("evals", "/evals", show_in_navbar=False), gr.Column(elem_id="sg-evals"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("reiki", "/reiki", show_in_navbar=False), gr.Column(elem_id="sg-reiki"):
        gr.Markdown(office.words.say("site.loading"))
    with pages.route("library", "/library", show_in_navbar=False):
        ui_library.build(office)
    return pages
