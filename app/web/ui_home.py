"""はじめる: the search box, the task cards in the survey's order, the place of the recent drafts. Knows nothing of drafting."""

from __future__ import annotations

from html import escape

from app.tasks.template import Card
from app.web.office import Office
from app.web.reader_text import CELLS
from app.web.reading import address
from app.web.snippet import snippet
from ingest.document import Hit
from ingest.law.days import read_day
from ingest.law.numbers import to_wareki
from ingest.wholeness import is_whole

RESULTS = 10


def build(office: Office) -> None:
    """Lay the page out; called inside its Blocks."""
    import gradio as gr

    say = office.words.say

    def find(query: str, day: str, kind: str) -> str:
        return results(query, office, day=day, kind="" if kind == say("home.every_kind") else kind)

    gr.Markdown(f"# {say('home.title')}", elem_id="sg-title")
    with gr.Row(elem_id="sg-search"):
        box = gr.Textbox(
            label=say("home.search_label"), placeholder=say("home.search_hint"), max_lines=1, scale=1
        )
        button = gr.Button(say("home.search"), variant="primary", scale=0, min_width=120)
    with gr.Row(elem_id="sg-narrow"):
        day = gr.Textbox(
            label=say("home.day"), placeholder=say("home.day_hint"), max_lines=1, scale=1, min_width=240
        )
        every = say("home.every_kind")
        kind = gr.Dropdown([every, *kinds(office)], value=every, label=say("home.kind"), scale=1)
    shown = gr.Markdown("", elem_id="sg-results", elem_classes="sg-html")
    for happens in (box.submit, day.submit, button.click):
        happens(find, [box, day, kind], shown, show_progress="minimal", api_visibility="private")
    grown = gr.Button(elem_id="sg-grown")  # pressed by the script when documents have come in
    for happens in (gr.context.Context.root_block.load, grown.click):
        happens(
            lambda: gr.update(choices=[every, *kinds(office)]),
            None,
            kind,
            show_progress="hidden",
            api_visibility="private",
        )
    _tasks(office)
    gr.Markdown(f"## {say('home.recent')}")
    with gr.Column(elem_id="sg-recent"):
        gr.Markdown(say("site.loading"))


def _tasks(office: Office) -> None:
    """The tasks of the survey, and below them the others."""
    import gradio as gr

    gr.Markdown(f"## {office.words.say('home.tasks')}")
    gr.Markdown(cards(office), elem_id="sg-cards", elem_classes="sg-html")
    if more := cards(office, listed=False):
        gr.Markdown(f"## {office.words.say('home.more_tasks')}")
        gr.Markdown(more, elem_id="sg-more-cards", elem_classes="sg-html")


def cards(office: Office, *, listed: bool = True) -> str:
    """The cards as HTML, of the tasks that cards.toml lists or of the others: a link for each task that can be used, a plain
    box for one that is still to come; "" for none."""
    made = "".join(_card(card, office) for card in office.prompts.cards if card.listed == listed)
    return f'<ul class="sg-cards">{made}</ul>' if made else ""


def _card(card: Card, office: Office) -> str:
    name, result = escape(card.name), escape(card.result)
    if not card.available:
        state = escape(office.words.say("home.preparing"))
        return (
            f'<li class="sg-card sg-card-later"><span class="sg-card-name">{name}</span>'
            f'<span class="sg-card-result">{result}</span><span class="sg-badge">{state}</span></li>'
        )
    time = escape(office.words.say("home.minutes", minutes=card.minutes))
    return (
        f'<li class="sg-card"><a href="/draft?task={escape(card.id)}"><span class="sg-card-name">{name}</span></a>'
        f'<span class="sg-card-result">{result}</span><span class="sg-card-meta">{time}</span></li>'
    )


def kinds(office: Office) -> list[str]:
    """The kinds of document that there are, in the order of the characters."""
    return sorted({document.kind for document in office.index.documents(office.viewer) if document.kind})


def results(query: str, office: Office, *, day: str = "", kind: str = "") -> str:
    """What the search found, as HTML; a sentence that says what to do when it found nothing.

    ``day``, as a person writes it, asks for what was in force then; ``kind`` keeps to one kind of document.
    """
    say, query = office.words.say, " ".join(query.split())[:2000]
    if not query:
        return _sentence(say("home.empty_query"))
    whole = is_whole(office.index.ledger)
    if not office.index.documents(office.viewer):
        return _sentence(say("home.empty_index" if whole else "indexing.empty"))
    try:
        as_of = read_day(day) if day.strip() else None
    except ValueError as error:
        return _sentence(say("home.bad_day", day=" ".join(day.split())[:40], why=str(error)))
    narrowed = (kind,) if kind else ()
    found = office.index.search(query, viewer=office.viewer, k=RESULTS, as_of=as_of, kinds=narrowed)
    notice = f'<p class="sg-notice" role="status">{escape(found.notice)}</p>' if found.notice else ""
    if not found.hits:
        return notice or _sentence(say("home.none" if whole else "indexing.none", query=query))
    name = "home.found" if found.confident else "home.unsure"
    then = say("home.then", day=to_wareki(as_of)) if as_of else ""
    told = _sentence(then + say(name, count=len(found.hits), seconds=f"{found.seconds:.2f}"))
    items = "".join(_hit(hit, query, office) for hit in found.hits)
    return f'<h2 class="sg-hidden">{escape(say("home.results"))}</h2>{notice}{told}<ol class="sg-hits">{items}</ol>'


def _sentence(text: str) -> str:
    return f'<p class="sg-told" role="status">{escape(text)}</p>'


def _hit(hit: Hit, query: str, office: Office) -> str:
    document, passage = hit.document, hit.passage
    words = "".join(
        f"<b>{escape(text)}</b>" if marked else escape(text)
        for text, marked in snippet(passage.text.replace(CELLS, "　"), query)
    )
    facts = [document.kind, document.section]
    if document.effective_from:
        facts.append(f"{office.words.say('reader.effective')} {to_wareki(document.effective_from)}")
    elif document.issued:
        facts.append(to_wareki(document.issued))
    told = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    href = escape(address(document.id, passage.id))
    return (
        f'<li class="sg-hit"><h3><a href="{href}">{escape(document.title)}　{escape(passage.label)}</a></h3>'
        f'<p class="sg-hit-text">{words}</p><p class="sg-hit-facts">{told}</p></li>'
    )
