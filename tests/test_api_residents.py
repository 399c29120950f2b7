"""The residents' API over real HTTP: an answer as a stream, limits, the kill switch, personal data, a model that fails."""

from __future__ import annotations

import json
import re
import threading
import time

import httpx
import pytest

from app.models.chat import Patience
from app.models.llm import WriterOptions, open_writer
from app.records.callbacks import Callbacks
from app.records.switches import State, Switches
from app.web.residents.desk import open_conversations
from tests import openai_server
from tests.web_office import meaning, open_office, serving
from tests.widget_page import NOBODY, with_texts

QUESTION = "住民票の写しの交付手数料はいくらですか"
MANY = (
    ("per_minute = 15", "per_minute = 1000"),
    ("per_day = 200", "per_day = 1000"),
    ("callbacks_per_day = 60", "callbacks_per_day = 1000"),
    ("住民票の写しの取り方を教えてください", "住民票の写しの手数料はいくらですか"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("residents")
    made = open_office(folder, embedder=meaning())
    made.widget_texts = with_texts(folder, *MANY, *NOBODY)
    return made


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.fixture
def http(site):
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client


@pytest.fixture
def switches(office):
    """The kill switch as the staff page throws it; open again afterwards."""
    one = Switches(office.uploads.parent / "switches.json")
    yield one
    one.set(State(), by="test")


def begin(http):
    answer = http.post("/api/residents/conversations", json={"tenant": "midori", "language": "ja"})
    assert answer.status_code == 201, answer.text
    return answer.json()["conversation"]


def read(lines):
    """[(name, data, id)] of a stream of events."""
    found, name, number = [], "", 0
    for line in lines:
        if line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("id:"):
            number = int(line[3:])
        elif line.startswith("data:"):
            found.append((name, json.loads(line[5:]), number))
            number = 0
    return found


def ask(http, c, question=QUESTION, language="ja"):
    with http.stream(
        "POST",
        f"/api/residents/conversations/{c}/questions",
        json={"question": question, "language": language},
    ) as answer:
        assert answer.status_code == 200, answer.read()
        return read(answer.iter_lines())


def test_an_answer_comes_as_stages_sentences_and_the_whole_with_public_addresses(http, office):
    c = begin(http)
    events = ask(http, c)
    assert [name for name, _, _ in events][:1] == ["stage"] and events[-1][0] == "answer"
    told = "".join(data["text"] for name, data, _ in events if name == "sentence")
    assert "300円" in told
    whole = events[-1][1]
    assert whole["status"] == "answered" and whole["citations"] and "trace" not in whole
    kept = {event.id: event for event in open_conversations(office).events(c)}
    assert kept[events[-1][2]].kind == "answer" and kept[events[0][2]].kind == "question"
    url = whole["citations"][0]["url"]
    assert url.startswith("/residents/documents/")
    page = http.get(url)
    assert page.status_code == 200 and "1通につき300円" in page.text
    quoted = whole["citations"][0]["quote"].strip("　 ")
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", page.text))
    assert marked and all(part.strip() in marked for part in quoted.split("|")), (
        "the page marks what is quoted"
    )
    assert "/library" not in page.text and "/draft" not in page.text and 'href="/documents/' not in page.text


def test_an_internal_document_has_no_page_here_and_no_part_in_an_answer(http, office):
    """事務の文書 of 機密性 2 are found by clerks, and by no resident, by no address."""
    from ingest.document import CLERK

    inner = [one for one in office.index.documents(CLERK) if one.sensitivity != "1"]
    assert inner
    for one in inner:
        assert http.get(f"/documents/{one.id}").status_code == 200
        for path in (f"/residents/documents/{one.id}", f"/residents/documents/{one.id}/file"):
            assert http.get(path).status_code == 404
    c = begin(http)
    for question in ("自主防災組織の組織率の目標は何パーセントですか", "消防出初式の火災は何件でしたか"):
        whole = ask(http, c, question)[-1][1]
        assert not {one["passage_id"].split("#")[0] for one in whole["citations"]} & {one.id for one in inner}


def test_a_visitor_over_the_limit_is_told_the_seconds(tmp_path):
    office = open_office(tmp_path)
    office.widget_texts = with_texts(tmp_path, ("per_minute = 15", "per_minute = 3"))
    with serving(office) as site, httpx.Client(base_url=site, timeout=30) as http:
        c = begin(http)
        for _ in range(3):
            ask(http, c)
        started = time.perf_counter()
        refused = http.post(f"/api/residents/conversations/{c}/questions", json={"question": QUESTION})
        assert time.perf_counter() - started < 1
        told = refused.json()
        assert refused.status_code == 429 and refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["retry-after"] == str(told["seconds"]) and 1 <= told["seconds"] <= 60
        assert f"あと{told['seconds']}秒" in told["detail"]
        other = httpx.HTTPTransport(local_address="127.0.0.9")
        with httpx.Client(base_url=site, transport=other) as neighbour:
            assert ask(neighbour, begin(neighbour))[-1][0] == "answer"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("私は1234 5678 9018です", ["マイナンバー"]),
        ("０９０−１２３４−５６７８へ電話を", ["電話番号"]),
        ("4111111111111111で払う", ["カード番号"]),
    ],
)
def test_personal_data_is_refused_and_kept_nowhere(http, office, text, kinds):
    c = begin(http)
    refused = http.post(f"/api/residents/conversations/{c}/questions", json={"question": text})
    assert refused.status_code == 422 and refused.json()["kinds"] == kinds
    assert refused.json()["type"] == "urn:shitagaki:problem:personal"
    assert open_conversations(office).events(c) == []


def test_what_is_kept_has_no_names_or_addresses(http, office):
    c = begin(http)
    ask(http, c, "中央三丁目4番5号の山田太郎さんの住民票の写しの交付手数料はいくらですか")
    kept = open_conversations(office).events(c)[0].data["text"]
    assert "山田太郎" not in kept and "4番5号" not in kept and "手数料" in kept
    database = b"".join(path.read_bytes() for path in office.uploads.parent.glob("residents.sqlite3*"))
    assert "山田太郎".encode() not in database and c.encode() not in database


def test_an_open_window_hears_of_the_kill_switch_within_a_second(http, switches):
    """Also the second window that waits, and when it is opened again."""
    with (
        http.stream("GET", "/api/residents/watch?tenant=midori") as one,
        httpx.stream("GET", f"{str(http.base_url).rstrip(chr(47))}/api/residents/watch", timeout=30) as other,
    ):
        lines, second = one.iter_lines(), other.iter_lines()

        def next_of(stream):
            return json.loads(next(line for line in stream if line.startswith("data:"))[5:])

        assert next_of(lines)["paused"] == next_of(second)["paused"] == ""
        for text in ("本日は休みます。", ""):
            switches.set(State(paused=text), by="test")
            begun = time.monotonic()
            assert next_of(lines)["paused"] == next_of(second)["paused"] == text
            assert time.monotonic() - begun < 1.5, "half a second between two looks"
    assert http.get("/api/residents/watch?tenant=elsewhere").status_code == 404


def test_the_kill_switch_is_obeyed_at_once_also_by_what_is_open(http, switches):
    c = begin(http)
    heard, ready = [], threading.Event()

    def listen():
        with http.stream("GET", f"/api/residents/conversations/{c}/events") as answer:
            for line in answer.iter_lines():
                heard.append((time.monotonic(), line))
                if line == "event: ready":
                    ready.set()
                if "本日は休みます" in line:
                    return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert ready.wait(5)
    thrown = time.monotonic()
    switches.set(State(paused="本日は休みます。", banner="大雨に気を付けてください。"), by="test")
    thread.join(5)
    assert heard[-1][1].startswith("data:") and heard[-1][0] - thrown < 1
    refused = http.post(f"/api/residents/conversations/{c}/questions", json={"question": QUESTION})
    assert refused.status_code == 503 and refused.json()["detail"] == "本日は休みます。"
    assert http.get("/api/residents/config?tenant=midori").json()["paused"] == "本日は休みます。"
    switches.set(State(), by="test")
    assert ask(http, c)[-1][0] == "answer"


def test_events_go_on_after_the_last_one_that_was_seen(http, office):
    c = begin(http)
    first = ask(http, c)[-1][2]
    store = open_conversations(office)
    later = store.append(
        c, "staff_message", {"text": "市民課です。", "section": "市民課", "by": "職員の氏名", "note": "内部"}
    )
    with http.stream(
        "GET", f"/api/residents/conversations/{c}/events", headers={"last-event-id": str(first)}
    ) as answer:
        lines = []
        for line in answer.iter_lines():
            lines.append(line)
            if line == "event: ready":
                break
    assert read(lines) == [("staff_message", {"text": "市民課です。", "section": "市民課"}, later)]


def test_a_wrong_key_opens_nothing_and_looks_like_an_old_one(http):
    for c in ("x" * 43, begin(http)[:-1] + "~"):
        for method, path, body in (
            ("POST", "questions", {"question": QUESTION}),
            ("POST", "rating", {"answer": 1, "good": True}),
            ("POST", "messages", {"text": "あ"}),
            ("POST", "callback", {"name": "見本", "telephone": "0999990000", "about": "あ"}),
            ("GET", "events", None),
        ):
            answer = http.request(method, f"/api/residents/conversations/{c}/{path}", json=body)
            assert answer.status_code in (404, 422)
            assert answer.headers["content-type"] == "application/problem+json"


def test_a_rating_belongs_to_an_answer_of_this_conversation(http):
    one, other = begin(http), begin(http)
    number = ask(http, one)[-1][2]
    good = {"answer": number, "good": False, "comment": "窓口の場所も知りたい"}
    assert http.post(f"/api/residents/conversations/{one}/rating", json=good).status_code == 200
    assert http.post(f"/api/residents/conversations/{other}/rating", json=good).status_code == 404


def test_outside_the_hours_a_callback_is_taken_and_lies_encrypted(http, office):
    c = begin(http)
    refused = http.post(
        f"/api/residents/conversations/{c}/handoff", json={"section": "市民課", "summary_ok": True}
    )
    assert refused.status_code == 409 and "かけ直し" in refused.json()["detail"]
    wanted = {"name": "見本花子", "telephone": "０９９９-99-0000", "when": "午後", "about": "住民票のこと"}
    number = http.post(f"/api/residents/conversations/{c}/callback", json=wanted).json()["number"]
    folder = office.uploads.parent
    calls = Callbacks(folder / "residents.sqlite3")
    assert number in [str(one.id) for one in calls.listed()]
    kept = calls.open(int(number), by="市民課 佐藤")
    assert (kept["name"], kept["telephone"]) == ("見本花子", "0999990000")
    database = b"".join(path.read_bytes() for path in folder.glob("residents.sqlite3*"))
    assert "見本花子".encode() not in database and b"0999990000" not in database
    assert (folder / "residents.key").stat().st_mode & 0o77 == 0
    assert "見本花子" not in json.dumps(
        [dict(one.data) for one in open_conversations(office).events(c)], ensure_ascii=False
    )


@pytest.mark.parametrize("mode", ["hang", "e500", "garbage", "page", "empty", "half"])
def test_a_model_that_fails_leaves_the_sources_as_the_answer_within_five_seconds(tmp_path, office, mode):
    with openai_server.serving() as model:
        options = WriterOptions(patience=Patience(connect=2, piece=60, whole=60))
        office.writer = open_writer(model.spec(mode), models=tmp_path, key="k", options=options)
        try:
            with serving(office) as site, httpx.Client(base_url=site, timeout=30) as http:
                c = begin(http)
                started = time.perf_counter()
                whole = ask(http, c, language="en")[-1]
                assert time.perf_counter() - started < 5.5
        finally:
            office.writer = None
    assert whole[0] == "answer" and "300円" in whole[1]["text"] and whole[1]["notes"]


def test_when_the_resident_leaves_the_model_is_stopped_within_a_second(tmp_path, office):
    with openai_server.serving() as model:
        office.writer = open_writer(model.spec("steady"), models=tmp_path, key="k")
        try:
            with serving(office) as site, httpx.Client(base_url=site, timeout=30) as http:
                c = begin(http)
                body = {"question": QUESTION, "language": "en"}
                with http.stream("POST", f"/api/residents/conversations/{c}/questions", json=body) as answer:
                    lines = answer.iter_lines()  # held: httpx hangs up when it is let go
                    next(lines)
                    deadline = time.monotonic() + 3
                    while not model.open and time.monotonic() < deadline:
                        time.sleep(0.02)
                    assert model.open == 1
                gone = time.monotonic()
                while model.open and time.monotonic() < gone + 3:
                    time.sleep(0.02)
                assert time.monotonic() - gone < 1.2
        finally:
            office.writer = None


def test_only_what_the_public_documents_answer_is_put_forward(http):
    """The office has one public page, on the fees of copies: the hint asks for that, the buttons ask for more."""
    told = http.get("/api/residents/config", params={"tenant": "midori", "language": "ja"}).json()
    began = http.post("/api/residents/conversations", json={"tenant": "midori", "language": "ja"}).json()
    assert (
        [one["label"] for one in told["buttons"]]
        == ["住民票の写し"]
        == [one["label"] for one in began["buttons"]]
    )
    assert told["text"]["hint"] == "例：住民票の写しの手数料はいくらですか"
