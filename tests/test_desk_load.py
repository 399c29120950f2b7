"""Many residents at once: the door, the threads that search, what is written together. Real parts, no crowd (`make bench`)."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import event

from app.records.conversations import Conversations
from app.records.store import writing
from app.residents.letters import letters_of
from app.web.residents import door as door_module
from app.web.residents.desk import ANSWERS, open_desk
from app.web.residents.door import CROWD, Door
from app.web.residents.limits import Limits
from app.web.residents.pool import Pool
from app.web.runs import BusyError
from ingest.search.coverage import _is_short
from tests.web_office import open_office
from tests.widget_page import with_texts

ASKING = "/api/residents/conversations/" + "x" * 43 + "/questions"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("load")
    made = open_office(folder)
    made.widget_texts = with_texts(folder, ("per_minute = 15", "per_minute = 2"))
    return made


async def knock(door, path=ASKING, method="POST", client="192.0.2.1"):
    """(status, headers, body) of one request; the body of the request cannot be read."""
    sent = []

    async def receive():
        raise AssertionError("nothing is read")

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [], "client": (client, 1)}
    await door(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}
    return sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent).decode()


def test_who_is_too_many_or_too_often_is_refused_before_anything_is_read(office):
    desk, let_in = open_desk(office), []

    async def inside(scope, receive, send):
        let_in.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def visit():
        door = Door(inside, desk=desk, words=office.words)
        first = await knock(door)
        for _ in range(2):
            assert desk.questions.take("192.0.2.1") == 0
        often, other = await knock(door), await knock(door, client="192.0.2.2")
        desk.answering = ANSWERS
        many = await knock(door, client="192.0.2.3")
        beside = await knock(door, path="/api/residents/config", method="GET")
        return first, often, other, many, beside

    try:
        first, often, other, many, beside = asyncio.run(visit())
    finally:
        desk.close()
    assert (first[0], other[0], beside[0]) == (200, 200, 200) and len(let_in) == 3
    assert often[0] == 429 and 1 <= int(often[1]["retry-after"]) <= 60
    assert f"あと{often[1]['retry-after']}秒" in often[2]
    assert many[0] == 503 and many[1]["retry-after"] == "10" and "urn:shitagaki:problem:crowded" in many[2]
    assert often[1]["content-type"] == many[1]["content-type"] == "application/problem+json"


def test_of_a_crowd_those_let_in_stand_aside_until_the_others_have_been_told(office, monkeypatch):
    desk, order, fits = open_desk(office), [], 5
    at_once = time.monotonic() + 60
    rest = 90 - fits - CROWD

    def clock():  # stands still until all have come: however slow the machine, they came within one slice
        return at_once + (time.monotonic() if order.count(503) == rest else 0.0)

    async def inside(scope, receive, send):
        order.append("in")
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def visit():
        door = Door(inside, desk=desk, words=office.words)
        await knock(door, client="198.51.100.99")
        alone = door.is_crowd()
        monkeypatch.setattr(door_module, "time", SimpleNamespace(monotonic=clock))
        order.clear()

        async def one(at):
            status = (await knock(door, client=f"198.51.100.{at}"))[0]
            order.append(status)
            return status

        desk.answering = ANSWERS - fits
        return alone, await asyncio.gather(*(one(at) for at in range(90)))

    try:
        alone, told = asyncio.run(visit())
    finally:
        desk.close()
    assert not alone  # and who is alone does not stand aside
    assert (
        told.count(200) == order.count("in") == CROWD + fits
    )  # who came before it was a crowd was in already
    assert told.count(503) == rest
    late = [at for at, one in enumerate(order) if one == "in"][-fits:]
    assert max(at for at, one in enumerate(order) if one == 503) < late[0]


def test_asking_how_long_to_wait_counts_nothing_and_says_what_will_be_said():
    now, draw = [0.0], random.Random(4)
    limits = Limits(3, 8, clock=lambda: now[0])
    assert limits.wait("192.0.2.9") == 0 and len(limits) == 0
    for _ in range(300):
        now[0] += draw.uniform(0, 40)
        told = [limits.wait("192.0.2.1") for _ in range(3)]
        assert told == [limits.take("192.0.2.1")] * 3


def test_what_waits_for_the_disk_is_written_together_and_a_wrong_key_fails_alone(tmp_path):
    kept = Conversations(tmp_path / "residents.sqlite3")
    tokens = [kept.open("ja") for _ in range(12)]
    commits, ids, lost = [], {}, []
    event.listen(kept.store, "commit", commits.append)

    def write(number, token):
        try:
            ids[number] = kept.append(token, "question", {"text": f"質問{number}"})
        except KeyError:
            lost.append(number)

    rows = [*enumerate(tokens), (99, "x" * 43)]
    threads = [threading.Thread(target=write, args=row) for row in rows]
    with writing(kept.store):  # the file is taken: all but the first stand in line
        for thread in threads:
            thread.start()
        until = time.monotonic() + 10
        while len(kept._waiting) < len(rows) - 1 and time.monotonic() < until:
            time.sleep(0.005)
    for thread in threads:
        thread.join(10)
    assert lost == [99] and len(set(ids.values())) == 12
    assert len(commits) == 3, "the one that held the file, the first in line, all the others"
    for number, token in enumerate(tokens):
        assert [(one.id, one.data["text"]) for one in kept.events(token)] == [(ids[number], f"質問{number}")]


async def heard(run):
    told = []
    while (said := await run.next(5.0)) is not None:
        told.append(said)
    return told


def test_an_answer_that_waits_for_a_model_holds_nobody_up():
    model, pool = threading.Event(), Pool(10, searching=1)

    def slow(stop):
        yield "found"
        assert model.wait(5)
        yield "translated"

    def quick(stop):
        yield "found"
        yield "answered"

    async def ask():
        first = pool.start(slow, leaves=lambda said: said == "found")
        rest = [pool.start(quick, leaves=lambda said: False) for _ in range(3)]
        told = [await heard(run) for run in rest]
        model.set()
        return await heard(first), told

    first, told = asyncio.run(ask())
    assert told == [["found", "answered"]] * 3
    assert first == ["found", "translated"] and len(pool) == 0
    pool.stop_all()


def test_an_answer_that_has_waited_for_a_model_is_worked_out_in_the_line_again():
    names, pool = [], Pool(10, searching=1)

    def read(stop):
        for each in ("found", "read", "searching", "answered"):
            names.append((each, threading.current_thread().name))
            yield each

    async def ask():
        return await heard(
            pool.start(read, leaves=lambda said: said == "found", returns=lambda said: said == "searching")
        )

    assert asyncio.run(ask()) == ["found", "read", "searching", "answered"] and len(pool) == 0
    assert [name for _, name in names] == ["searching_0", "waiting", "waiting", "searching_0"]
    pool.stop_all()


def test_an_answer_that_comes_back_when_the_server_has_ended_is_over():
    asked, model, pool = threading.Event(), threading.Event(), Pool(10, searching=1)

    def read(stop):
        yield "found"
        asked.set()
        assert model.wait(5)
        yield "searching"
        yield "answered"

    async def ask():
        run = pool.start(read, leaves=lambda said: said == "found", returns=lambda said: said == "searching")
        assert await run.next(5.0) == "found"
        assert await asyncio.to_thread(asked.wait, 5)
        pool.stop_all()
        model.set()
        return await heard(run)

    assert asyncio.run(ask()) == ["searching"] and len(pool) == 0


def test_an_answer_given_up_in_line_is_not_begun_and_a_failure_is_told():
    gate, begun, pool = threading.Event(), [], Pool(3, searching=1)

    def holding(stop):
        gate.wait(5)
        yield "done"

    def given_up(stop):
        begun.append(1)
        yield "nothing"

    def broken(stop):
        yield "found"
        raise ValueError("the index is gone")

    async def ask():
        first = pool.start(holding, leaves=lambda said: False)
        second = pool.start(given_up, leaves=lambda said: False)
        third = pool.start(broken, leaves=lambda said: False)
        with pytest.raises(BusyError):
            pool.start(holding, leaves=lambda said: False)
        second.stop.set()
        gate.set()
        told = await heard(first), await heard(second)
        found = await third.next(5.0)
        with pytest.raises(ValueError, match="the index is gone"):
            await third.next(5.0)
        return told, found

    assert asyncio.run(ask()) == ((["done"], []), "found")
    assert begun == []
    pool.stop_all()


def test_one_look_tells_all_answers_on_their_way_and_ends_with_the_last():
    gate, looks = threading.Event(), []

    def look():
        looks.append(1)
        return "shut" if len(looks) == 2 else None

    def waiting(stop):
        assert gate.wait(5)
        yield "done"

    async def ask():
        pool = Pool(3, searching=2, look=look)
        runs = [pool.start(waiting, leaves=lambda said: False) for _ in range(3)]
        first = [await run.next(5.0) for run in runs]
        gate.set()
        rest = [await heard(run) for run in runs]
        await asyncio.wait_for(pool._looking, 5)
        pool.stop_all()
        return first, rest

    assert asyncio.run(ask()) == (["shut"] * 3, [["done"]] * 3)
    assert len(looks) <= 3, "one look for all of them"


def test_the_letters_of_a_question_are_as_near_as_when_all_columns_are_looked_at():
    draw = random.Random(9)
    said = [
        "".join(draw.choices("火事煙が出た家手続き窓口番号電話", k=draw.randint(3, 12))) for _ in range(60)
    ]
    letters = letters_of(said)
    for text in (*said[:20], "火事だ", "煙が出ています、電話", "ＸＹＺ", ""):
        assert np.allclose(letters.alike(text), (letters.rows([text]) @ letters.known.T)[0], atol=1e-12)


def test_an_abbreviation_is_found_where_its_characters_begin_the_parts():
    draw = random.Random(11)
    texts = ["".join(draw.choices("災害対策本部のをa", k=14)) for _ in range(400)]
    for text in texts:
        for word in ("災対", "災対本", "本部", "災策"):
            assert _is_short(word, text) is bool(re.search("[一-龠]".join(word), text)), (word, text)
    assert _is_short("災対", "災害対策本部") and not _is_short("災対", "災対本部の災")
