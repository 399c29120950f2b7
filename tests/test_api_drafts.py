"""Drafts over real HTTP: the order of the events, the same result as JSON, stopping within a second, many at once."""

from __future__ import annotations

import io
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import unquote

import httpx
import pytest

from app.models.llm import WriterOptions, open_writer
from tests.openai_server import serving as serving_model
from tests.web_office import meaning, open_office, serving

WRITTEN = "自主防災組織の皆様には、日頃から地域の防災活動に御尽力をいただいております[1]。\n"
KEYS = {"status", "text", "citations", "facts", "findings", "trace", "checklist"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"), embedder=meaning())


@pytest.fixture(scope="module")
def model():
    with serving_model(lambda messages: WRITTEN) as server:
        yield server


def with_writer(office, model, tmp_path_factory, name, slots=8):
    options = WriterOptions(slots=slots)
    writer = open_writer(model.spec(name), models=tmp_path_factory.mktemp(name), options=options)
    return replace(office, writer=writer)


@pytest.fixture(scope="module")
def plain(office):
    with serving(office) as address:
        yield address


@pytest.fixture(scope="module")
def site(office, model, tmp_path_factory):
    with serving(with_writer(office, model, tmp_path_factory, "m")) as address:
        yield address


@pytest.fixture(scope="module")
def slow(office, model, tmp_path_factory):
    with serving(with_writer(office, model, tmp_path_factory, "steady", slots=2)) as address:
        yield address


@pytest.fixture
def form(office):
    return {"task": "aisatsu", "fields": dict(office.prompts.templates["aisatsu"].examples[0].fields)}


def events(answer):
    """[(name, data)] of a stream as it comes."""
    name = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def streamed(site, form):
    with httpx.stream(
        "POST", f"{site}/api/drafts", json=form, headers={"accept": "text/event-stream"}, timeout=60
    ) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return list(events(answer))


def test_the_events_come_in_the_order_that_the_page_shows_them(site, form):
    told = streamed(site, form)
    names = [name for name, _ in told]
    assert names[0] == "start" and names[-1] == "done" and names.count("done") == 1
    assert set(names) <= {"start", "stage", "found", "outline", "delta", "done"}
    assert names.index("stage") < names.index("found") < names.index("delta")
    states = [data["state"] for name, data in told if name == "stage"]
    order = ["searching", "waiting", "writing", "checking"]
    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)
    found = next(data for name, data in told if name == "found")
    assert [one["number"] for one in found["citations"]] == list(range(1, len(found["citations"]) + 1))
    done = told[-1][1]
    assert set(done) == KEYS and done["status"] in ("ok", "needs_review") and done["text"]
    assert done["trace"]["model"] == "openai:m"
    assert all(f"[{one['number']}]" in done["text"] for one in done["citations"] if one["number"] == 1)


def test_the_same_form_as_json_gives_the_same_draft(plain, form):
    answer = httpx.post(f"{plain}/api/drafts", json=form, timeout=60)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/json"
    whole, last = answer.json(), streamed(plain, form)[-1][1]
    assert set(whole) == KEYS
    for name in ("status", "text", "citations", "facts", "findings"):
        assert whole[name] == last[name], name


def test_a_form_with_mistakes_is_a_problem_that_names_the_fields(plain, office, form):
    required = [
        field.id
        for field in office.prompts.templates["aisatsu"].fields
        if field.required and not field.default
    ]
    answer = httpx.post(
        f"{plain}/api/drafts", json={"task": "aisatsu"}, headers={"accept": "text/event-stream"}
    )
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    assert [one["field"] for one in answer.json()["fields"]] == required
    assert all(one["message"] for one in answer.json()["fields"])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"task": 1}',
        b'{"task": "aisatsu", "nai": 1}',
        b'{"task":"aisatsu","fields":{"a":1}}',
        b'{"task":"aisatsu","as_of":"x"}',
        b"\xff",
    ],
)
def test_what_is_no_form_is_refused_in_words(plain, body):
    answer = httpx.post(f"{plain}/api/drafts", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json" and answer.json()["number"]


def test_an_unknown_task_is_not_there(plain):
    answer = httpx.post(f"{plain}/api/drafts", json={"task": "nai"})
    assert answer.status_code == 404 and "aisatsu" in answer.json()["detail"]


def begin(slow, form, out):
    """Start a draft in a thread; ``out`` gets its events until the test closes the client."""
    client = httpx.Client(timeout=60)

    def run():
        try:
            with client.stream(
                "POST", f"{slow}/api/drafts", json=form, headers={"accept": "text/event-stream"}
            ) as answer:
                for one in events(answer):
                    out.append(one)
        except (httpx.HTTPError, RuntimeError):
            pass

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return client, thread


def until(wanted, seconds=20.0):
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def test_stopping_by_id_keeps_what_is_written_and_stops_the_model_within_a_second(slow, form, model):
    told: list = []
    _, thread = begin(slow, form, told)
    until(lambda: any("番目の文" in data.get("text", "") for name, data in told if name == "delta"))
    before, stopped = len(model.left), time.monotonic()
    answer = httpx.post(f"{slow}/api/drafts/{told[0][1]['id']}/cancel")
    assert (answer.status_code, answer.json()) == (202, {"stopping": True})
    until(lambda: len(model.left) > before)
    assert model.left[-1] - stopped < 1.0
    thread.join(timeout=5)
    assert told[-1][0] == "done" and "番目の文" in told[-1][1]["text"]
    assert httpx.post(f"{slow}/api/drafts/{told[0][1]['id']}/cancel").status_code == 404


def test_a_client_that_goes_away_stops_the_model_within_a_second(slow, form, model):
    before = len(model.left)
    with httpx.stream(
        "POST", f"{slow}/api/drafts", json=form, headers={"accept": "text/event-stream"}, timeout=60
    ) as answer:
        for name, data in events(answer):
            if name == "delta" and "番目の文" in data["text"]:
                break
        left = time.monotonic()
    until(lambda: len(model.left) > before)
    assert model.left[-1] - left < 1.0


def test_a_client_that_waits_for_json_and_goes_away_stops_the_model(slow, form, model):
    before, opened = len(model.left), model.open
    line = HTTPConnection(slow.removeprefix("http://"), timeout=60)
    line.request("POST", "/api/drafts", json.dumps(form), {"content-type": "application/json"})
    until(lambda: model.open > opened)
    line.close()
    left = time.monotonic()
    until(lambda: len(model.left) > before and model.open <= opened)
    assert model.left[-1] - left < 1.0


def test_who_waits_for_the_model_is_told_the_place_in_line(slow, form, model):
    runs = []
    for _ in range(3):
        told: list = []
        runs.append((told, *begin(slow, form, told)))
    until(lambda: any(data.get("place") == 1 for told, *_ in runs for name, data in told if name == "stage"))
    waiting = next(
        data for told, *_ in runs for name, data in told if name == "stage" and data["state"] == "waiting"
    )
    assert waiting["text"]
    for told, _, _ in runs:
        httpx.post(f"{slow}/api/drafts/{told[0][1]['id']}/cancel")
    for _, _, thread in runs:
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_forty_clerks_at_once_all_get_their_draft(plain, form):
    def one(number):
        started = time.monotonic()
        with httpx.stream(
            "POST", f"{plain}/api/drafts", json=form, headers={"accept": "text/event-stream"}, timeout=120
        ) as answer:
            first = None
            for name, data in events(answer):
                first = first or time.monotonic() - started
                last = name, data
        return first, last

    with ThreadPoolExecutor(40) as pool:
        results = list(pool.map(one, range(40)))
    assert {name for _, (name, _) in results} == {"done"}
    assert len({data["text"] for _, (_, data) in results}) == 1


def test_a_draft_becomes_a_word_file_with_its_text_and_sources(plain, form):
    from docx import Document

    whole = httpx.post(f"{plain}/api/drafts", json=form, timeout=60).json()
    text = whole["text"] + "\n手で足した段落です。\n"
    body = {
        "task": "aisatsu",
        "text": text,
        "citations": whole["citations"],
        "findings": whole["findings"],
        "status": whole["status"],
    }
    answer = httpx.post(f"{plain}/api/drafts/docx", json=body)
    assert answer.status_code == 200 and answer.headers["content-disposition"].startswith("attachment")
    read = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
    assert "手で足した段落です。" in read and "下敷きにした文書" not in read
    followed = body | {"past": whole["citations"][0]["passage_id"].partition("#")[0]}
    answer = httpx.post(f"{plain}/api/drafts/docx", json=followed)
    last = [
        paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs if paragraph.text
    ][-1]
    assert last.startswith("下敷きにした文書　") and last.partition("　")[2]
    assert httpx.post(f"{plain}/api/drafts/docx", json={"task": "nai", "text": "x"}).status_code == 404


def test_an_edited_draft_is_checked_again_without_changing_it(plain, form):
    made = httpx.post(f"{plain}/api/drafts", json=form, timeout=60).json()
    edited = made["text"] + "\n昨年の来場者は7,777人でした。"
    again = {
        "task": form["task"],
        "fields": form["fields"],
        "text": edited,
        "citations": made["citations"],
        "hits": made["trace"]["hits"],
    }
    told = httpx.post(f"{plain}/api/drafts/check", json=again, timeout=60).json()
    (fresh,) = [one for one in told["facts"] if one["text"] == "7,777人"]
    assert (fresh["state"], edited[fresh["start"] : fresh["end"]]) == ("unsupported", "7,777人")
    before = {(one["text"], one["state"]) for one in made["facts"]}
    after = {(one["text"], one["state"]) for one in told["facts"]} - {("7,777人", "unsupported")}
    assert after and after <= before, "the same sources say the same"
    assert told["missing"] == []
    unknown = httpx.post(f"{plain}/api/drafts/check", json=again | {"task": "ない"})
    assert unknown.status_code == 404 and "ない" in unknown.json()["detail"]


def test_ticked_facts_stand_on_the_paper(plain, form):
    from docx import Document

    fact = {
        "text": "300円",
        "kind": "金額",
        "state": "supported",
        "start": 4,
        "end": 8,
        "evidence": "[1] 1通につき300円",
        "ticked": True,
    }
    body = {"task": form["task"], "text": "手数料は300円です。", "facts": [fact], "status": "confirmed"}
    paper = Document(io.BytesIO(httpx.post(f"{plain}/api/drafts/docx", json=body, timeout=60).content))
    lines = [paragraph.text for paragraph in paper.paragraphs]
    assert lines[lines.index("確かめた事項") + 1] == "☑　「300円」　根拠あり：[1] 1通につき300円"


def test_a_draft_becomes_every_kind_of_file_and_fills_the_office_s_own_form(plain):
    from docx import Document

    body = {
        "task": "aisatsu",
        "title": "敬老会のあいさつ",
        "text": "本文です。",
        "fields": {"行事名": "敬老会"},
    }
    for kind, start in (("pdf", b"%PDF"), ("md", b"> AI"), ("txt", b"\xef\xbb\xbf")):
        answer = httpx.post(f"{plain}/api/drafts/export/{kind}", json=body, timeout=60)
        assert answer.status_code == 200 and answer.content.startswith(start), kind
    refused = httpx.post(f"{plain}/api/drafts/export/xlsx", json=body, timeout=60)
    assert refused.status_code == 409 and "表がない" in refused.json()["detail"]
    assert "docx、pdf" in httpx.post(f"{plain}/api/drafts/export/jtd", json=body).json()["detail"]

    paper, stream = Document(), io.BytesIO()
    paper.add_paragraph("{{件名}}／{{行事名}}／{{本文}}／{{文書番号}}")
    paper.save(stream)
    files = {"file": ("様式.docx", stream.getvalue())}
    answer = httpx.post(f"{plain}/api/drafts/fill", data={"draft": json.dumps(body)}, files=files, timeout=60)
    (line,) = Document(io.BytesIO(answer.content)).paragraphs
    assert line.text == "敬老会のあいさつ／敬老会／本文です。／【要確認：文書番号】"
    assert unquote(answer.headers["x-missing"]) == "文書番号"
    bad = httpx.post(f"{plain}/api/drafts/fill", data={"draft": "{"}, files=files, timeout=60)
    assert bad.status_code == 422 and bad.json()["type"]
