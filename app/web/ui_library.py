"""文書: files dropped and taken in, the list of what is there. Knows nothing of formats or of searching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from app.web.intake import Taken, take_in
from app.web.office import Office
from app.web.reading import address
from app.web.removal import is_own
from app.web.ui_home import kinds
from ingest.document import Document
from ingest.law.numbers import to_wareki
from ingest.wholeness import is_whole


def build(office: Office) -> None:
    """Lay the page out; called inside its Blocks."""
    import gradio as gr

    say = office.words.say
    gr.Markdown(f"# {say('library.title')}\n\n{say('library.lead')}", elem_id="sg-title")
    gr.Markdown(f"## {say('library.add')}")
    with gr.Row(elem_id="sg-add"):
        with gr.Column(scale=2, min_width=320):
            files = gr.File(label=say("library.drop"), file_count="multiple", height=190, elem_id="sg-drop")
            limit = office.upload_limit // 1024 // 1024
            gr.Markdown(say("library.kinds_read", limit=limit), elem_classes="sg-second")
        with gr.Column(scale=1, min_width=280):
            auto = say("library.kind_auto")
            kind = gr.Dropdown(
                [auto, *kinds(office)], value=auto, label=say("library.kind"), allow_custom_value=True
            )
            section = gr.Textbox(
                label=say("library.section"), placeholder=say("library.section_hint"), max_lines=1
            )
            button = gr.Button(say("library.take"), variant="primary", elem_id="sg-take")
    result = gr.Markdown("", elem_id="sg-taken", elem_classes="sg-html")
    gr.Markdown(f"## {say('library.list')}")
    with gr.Row(elem_id="sg-filter"):
        title = gr.Textbox(label=say("library.filter"), max_lines=1, scale=2)
        only = gr.Dropdown(
            [say("library.all"), *kinds(office)], value=say("library.all"), label=say("library.filter_kind")
        )
    listed = gr.Markdown("", elem_id="sg-list", elem_classes="sg-html")
    more = gr.Button(say("library.more"), visible=False)
    grown = gr.Button(elem_id="sg-grown")  # pressed by the script when documents have come in
    taking = _taking(office, files, kind, section, button, result)
    _listing(office, taking, grown, title, only, listed, more)
    _choosing(office, grown, kind, only)


def _taking(office: Office, files: Any, kind: Any, section: Any, button: Any, result: Any) -> Any:
    """What the button does; the event that the list follows."""
    import gradio as gr

    say = office.words.say

    def take(
        paths: list[str] | None, kind: str, section: str, progress: Any = gr.Progress()
    ) -> tuple[str, None]:
        def tell(done: int, total: int, message: str) -> None:
            progress(done / max(total, 1), desc=message or say("library.taking"))

        chosen = "" if kind == say("library.kind_auto") else kind
        return take_files(paths or [], office, kind=chosen, section=section, tell=tell), None

    return button.click(
        take, [files, kind, section], [result, files], show_progress_on=result, api_visibility="private"
    )


def _listing(office: Office, taking: Any, grown: Any, title: Any, only: Any, listed: Any, more: Any) -> None:
    """The list after each change, ``office.list_rows`` documents and as many again each time more are asked for."""
    import gradio as gr

    say, part = office.words.say, office.list_rows
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    rows = gr.State(part)

    def show(title: str, kind: str, rows: int) -> tuple[str, Any, int]:
        chosen = "" if kind == say("library.all") else kind
        html, count = document_list(office, title=title, kind=chosen, rows=rows)
        return html, gr.update(visible=count > rows), rows

    def first(title: str, kind: str) -> tuple[str, Any, int]:
        return show(title, kind, part)

    def further(title: str, kind: str, rows: int) -> tuple[str, Any, int]:
        return show(title, kind, rows + part)

    shown = [listed, more, rows]
    taking.then(first, [title, only], shown, **quiet)
    taking.then(lambda: gr.update(choices=[say("library.all"), *kinds(office)]), None, only, **quiet)
    title.change(first, [title, only], shown, **quiet)
    only.change(first, [title, only], shown, **quiet)
    grown.click(show, [title, only, rows], shown, **quiet)
    more.click(further, [title, only, rows], shown, **quiet)
    gr.context.Context.root_block.load(first, [title, only], shown, **quiet)


def _choosing(office: Office, grown: Any, kind: Any, only: Any) -> None:
    """The kinds to choose from, as they are when the page opens and when documents have come in behind it."""
    import gradio as gr

    say = office.words.say

    def read() -> tuple[Any, Any]:
        there = kinds(office)
        both = [say("library.kind_auto"), *there], [say("library.all"), *there]
        return gr.update(choices=both[0]), gr.update(choices=both[1])

    for happens in (gr.context.Context.root_block.load, grown.click):
        happens(read, None, [kind, only], show_progress="hidden", api_visibility="private")


def take_files(paths: Sequence[str], office: Office, *, kind: str, section: str, tell: Any) -> str:
    """Take the dropped files in and say what became of each, as HTML. The copies that Gradio made are removed."""
    say = office.words.say
    paths = [path for path in paths if Path(path).is_file()]
    if not paths:
        return f'<p class="sg-told" role="status">{escape(say("library.nothing_dropped"))}</p>'
    with _opened(paths) as files:
        taken = take_in(files, office, kind=kind.strip(), section=section.strip(), progress=tell)
    for path in paths:
        Path(path).unlink(missing_ok=True)
    summary = say("library.result_summary", count=len(taken), ok=sum(one.ok for one in taken))
    head = f'<th scope="col">{escape(say("library.result_name"))}</th><th scope="col">{escape(say("library.result"))}</th>'
    rows = "".join(_taken(one, office) for one in taken)
    return (
        f'<p class="sg-told" role="status">{escape(summary)}</p>'
        f'<table class="sg-list"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


@contextmanager
def _opened(paths: Sequence[str]) -> Iterator[list[tuple[str, BinaryIO]]]:
    with ExitStack() as stack:
        yield [(Path(path).name, stack.enter_context(Path(path).open("rb"))) for path in paths]


def _taken(one: Taken, office: Office) -> str:
    state = office.words.say("library.result_ok" if one.ok else "library.result_failed")
    mark = "✓" if one.ok else "×"
    name = escape(one.name)
    if len(one.documents) == 1:
        name = f'<a href="{escape(address(one.documents[0]))}">{name}</a>'
    kind = "ok" if one.ok else "bad"
    return (
        f'<tr><th scope="row">{name}</th>'
        f'<td><b class="sg-{kind}">{mark} {escape(state)}</b> {escape(" ".join(one.reason.split()))}</td></tr>'
    )


def document_list(office: Office, *, title: str = "", kind: str = "", rows: int) -> tuple[str, int]:
    """The documents as an HTML table, those whose title holds every word of ``title`` and are of ``kind``: the first
    ``rows`` of them, and how many there are."""
    say = office.words.say
    every = office.index.documents(office.viewer)
    if not every:
        name = "library.empty" if is_whole(office.index.ledger) else "indexing.empty"
        return f'<p class="sg-told">{escape(say(name))}</p>', 0
    wanted = title.split()
    chosen = [
        document
        for document in every
        if (not kind or document.kind == kind) and all(word in document.title for word in wanted)
    ]
    if not chosen:
        return f'<p class="sg-told" role="status">{escape(say("library.none"))}</p>', 0
    names = [say(f"library.column_{name}") for name in ("title", "kind", "section", "day", "file")]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(_row(document, names, office) for document in chosen[:rows])
    told = say(
        "library.count" if len(chosen) <= rows else "library.count_part", count=len(chosen), shown=rows
    )
    table = f'<table class="sg-list"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<p class="sg-told" role="status">{escape(told)}</p>{table}', len(chosen)


def _row(document: Document, names: Sequence[str], office: Office) -> str:
    from datetime import date

    day = document.effective_from or document.issued
    old = document.effective_to is not None and document.effective_to < date.today()
    badge = (
        f' <span class="sg-badge">{escape(office.words.say("library.past_version"))}</span>' if old else ""
    )
    title = f'<a href="{escape(address(document.id))}">{escape(document.title)}</a>{badge}{_remove(document, office)}'
    values = (document.kind, document.section, to_wareki(day) if day else "", Path(document.source).name)
    cells = "".join(
        f'<td><span class="sg-cell-name">{escape(name)}</span>{escape(value)}</td>'
        for name, value in zip(names[1:], values, strict=True)
    )
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'


def _remove(document: Document, office: Office) -> str:
    """The place of a button, for what was taken in on this page: the page's script makes it one."""
    if not is_own(document, office):
        return ""
    title, name = escape(document.title), escape(office.words.say("library.remove"))
    return f' <a class="sg-remove" href="#remove={escape(document.id)}" title="{title}">{name}</a>'
