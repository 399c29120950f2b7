"""The writing model through LangChain's real client, against a real HTTP server and the real embedded model."""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path

import pytest

from app.models.chat import Patience
from app.models.llm import EMBEDDED_FILE, WRITERS, WriterOptions, open_writer
from app.models.writer_server import ServerOptions
from ingest.errors import ModelError, SettingError
from tests.openai_server import serving, stop_once_asked

NOWHERE = Path("/nonexistent")
SHORT = WriterOptions(patience=Patience(connect=1.0, piece=0.6, whole=2.0))
MODELS = Path("~/.cache/shitagaki/models").expanduser()


def ask(writer, text="こんにちは", stop=None, **options):
    options = {"max_tokens": 50, "temperature": 0.1} | options
    return writer.stream(
        [("system", "規則"), ("user", text)], stop_event=stop or threading.Event(), **options
    )


def test_text_streams_in_pieces_and_the_request_says_what_was_asked():
    with serving() as server:
        writer = open_writer(server.spec("m"), models=NOWHERE, key="secret-1")
        pieces = list(ask(writer, "図書館まつりのあいさつ", max_tokens=77, temperature=0.3))
    assert "".join(pieces) == "図書館まつりのあいさつ"
    assert len(pieces) >= 3
    body = server.requests[0]
    assert body["messages"] == [
        {"role": "system", "content": "規則"},
        {"role": "user", "content": "図書館まつりのあいさつ"},
    ]
    assert (body["max_tokens"], body["temperature"], body["stream"]) == (77, 0.3, True)
    assert server.headers[0]["Authorization"] == "Bearer secret-1"
    assert writer.name == "openai:m"


def test_azure_calls_its_deployment_with_the_api_version():
    with serving() as server:
        base = server.url.removesuffix("/v1")
        writer = open_writer(f"azure:dep@{base}?api-version=2025-01-01", models=NOWHERE, key="k2")
        assert "".join(ask(writer)) == "こんにちは"
    assert server.headers[0]["path"] == "/openai/deployments/dep/chat/completions?api-version=2025-01-01"
    assert server.headers[0]["api-key"] == "k2"


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("e500", ("500", "管理者")),
        ("e401", ("401", "SHITAGAKI_LLM_KEY")),
        ("e404", ("404", "モデル名")),
        ("e429", ("429", "混み合って")),
        ("e400", ("400", "長すぎ")),
        ("garbage", ("読めない応答",)),
        ("page", ("SHITAGAKI",)),
        ("empty", ("何も書かず",)),
        ("hang", ("待ち時間", "0.6秒")),
        ("slow", ("待ち時間", "2秒")),
    ],
)
def test_every_failure_of_a_server_is_a_japanese_model_error(model, words):
    with serving() as server:
        writer = open_writer(server.spec(model), models=NOWHERE, options=SHORT)
        with pytest.raises(ModelError) as failure:
            list(ask(writer))
    message = str(failure.value)
    if model != "page":
        assert all(word in message for word in words), message
    assert f"openai:{model}" in message


def test_what_came_before_the_line_went_dead_is_kept():
    got = []
    with serving() as server:
        writer = open_writer(server.spec("half"), models=NOWHERE, options=SHORT)
        with pytest.raises(ModelError):
            for piece in ask(writer):
                got.append(piece)
    assert "".join(got) == "前半"


def test_a_server_that_is_not_there_is_named_with_what_to_check():
    with serving() as server:
        spec = server.spec("m")
    with pytest.raises(ModelError, match="つながりません"):
        list(ask(open_writer(spec, models=NOWHERE, options=SHORT)))


@pytest.mark.parametrize("model", ["slow", "hang"])
def test_the_stop_event_ends_the_stream_and_the_connection_within_a_second(model):
    """The best of three: a busy machine may hold one up, a stop that is not heard holds up all."""
    tries = [_stopped(model) for _ in range(3)]
    assert all(set(pieces) <= {"字"} for _, _, pieces in tries)
    assert min(ended for ended, _, _ in tries) < 1
    assert min(left for _, left, _ in tries) < 1


def _stopped(model):
    """Seconds from the stop to the end of the stream and of the connection, and what was read."""
    stop = threading.Event()
    with serving() as server:
        writer = open_writer(server.spec(model), models=NOWHERE)
        times = stop_once_asked(server, stop)
        pieces = list(ask(writer, stop=stop))
        ended = time.monotonic()
        while not server.left and time.monotonic() - ended < 10:
            time.sleep(0.01)
        left = server.left[0] - times[0] if server.left else math.inf
    return ended - times[0], left, pieces


def test_the_stop_event_is_heard_although_nobody_reads():
    stop = threading.Event()
    with serving() as server:
        stream = ask(open_writer(server.spec("slow"), models=NOWHERE), stop=stop)
        assert next(stream) == "字"
        stop.set()
        deadline = time.monotonic() + 3
        while not server.left and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.left
        assert list(stream) == []


def test_leaving_the_stream_hangs_up():
    with serving() as server:
        stream = ask(open_writer(server.spec("slow"), models=NOWHERE))
        next(stream)
        stream.close()
        deadline = time.monotonic() + 3
        while not server.left and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.left


def test_forty_calls_at_once_each_get_their_own_answer():
    answers: dict[int, str] = {}
    with serving() as server:
        writer = open_writer(server.spec("m"), models=NOWHERE)

        def call(number):
            answers[number] = "".join(ask(writer, f"質問{number}番"))

        threads = [threading.Thread(target=call, args=(n,)) for n in range(40)]
        [thread.start() for thread in threads]
        [thread.join(60) for thread in threads]
    assert answers == {n: f"質問{n}番" for n in range(40)}


@pytest.mark.parametrize(
    "spec", ["", "gpt", "openai", "openai:m", "openai:m@ftp://x/v1", "azure:@https://x", "openai:m@http://"]
)
def test_a_wrong_spec_says_the_form_that_is_allowed(spec):
    with pytest.raises(SettingError) as failure:
        open_writer(spec, models=NOWHERE)
    assert "SHITAGAKI_LLM" in str(failure.value)
    assert "@http" in str(failure.value)


def test_every_row_of_the_table_opens_without_calling_anyone():
    arguments = {"openai": ":m@http://127.0.0.1:9/v1", "azure": ":d@https://example.invalid"}
    for name in WRITERS:
        writer = open_writer(name + arguments.get(name, ""), models=NOWHERE)
        assert (writer is None) == (name == "none")
        if writer is not None:
            assert writer.name.startswith(name)
            assert writer.context >= 8192
            assert writer.queue.slots >= 1
            writer.close()


def test_a_missing_model_file_says_what_to_do():
    writer = open_writer("embedded", models=NOWHERE)
    with pytest.raises(ModelError, match="make up"):
        list(ask(writer))


def test_a_file_that_is_no_model_says_so(tmp_path):
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"GGUF" + b"\0" * 100)
    options = WriterOptions(server=ServerOptions(start_seconds=30))
    writer = open_writer("embedded", models=NOWHERE, file=file, options=options)
    with pytest.raises(ModelError, match=r"起動できませんでした（broken\.gguf"):
        list(ask(writer))
    assert not writer.server.running()


@pytest.mark.slow
@pytest.mark.skipif(not (MODELS / EMBEDDED_FILE).is_file(), reason="the writing model is not prepared")
def test_the_embedded_model_answers_stays_warm_and_stops():
    writer = open_writer(
        "embedded", models=MODELS, options=WriterOptions(server=ServerOptions(context=4096, slots=1))
    )
    try:
        answer = "".join(ask(writer, "「みどり市」とだけ書いてください。", max_tokens=12, temperature=0.0))
        assert "みどり市" in answer
        address = writer.server.address()
        stop = threading.Event()
        threading.Timer(1.0, stop.set).start()
        started = time.monotonic()
        list(ask(writer, "数を順に書いてください。" * 100, stop=stop, max_tokens=500))
        assert time.monotonic() - started < 2.0
        assert "みどり" in "".join(
            ask(writer, "「みどり」とだけ書いてください。", max_tokens=12, temperature=0.0)
        )
        assert writer.server.address() == address
        writer.server.stop()
        assert "みどり" in "".join(
            ask(writer, "「みどり」とだけ書いてください。", max_tokens=12, temperature=0.0)
        )
    finally:
        writer.close()
    assert not writer.server.running()


def whole(writer, stop=None):
    messages = [("system", "短く答える。"), ("user", "住民票の写しは300円です。")]
    return writer.whole(messages, max_tokens=50, temperature=0.0, stop_event=stop or threading.Event())


def test_a_text_that_nobody_reads_along_is_asked_for_in_one_piece():
    with serving() as server:
        writer = open_writer(server.spec("m"), models=NOWHERE, key="k")
        assert (
            whole(writer) == "住民票の写しは300円です。" == "".join(ask(writer, "住民票の写しは300円です。"))
        )
    assert [bool(body.get("stream")) for body in server.requests] == [False, True]


@pytest.mark.parametrize("mode", ["e500", "garbage", "page", "empty", "half"])
def test_a_server_that_answers_nonsense_in_one_piece_is_a_model_error(mode):
    with serving() as server, pytest.raises(ModelError):
        whole(open_writer(server.spec(mode), models=NOWHERE, key="k"))


def test_a_text_in_one_piece_can_be_stopped_at_any_moment():
    with serving() as server:
        stop = threading.Event()
        said = stop_once_asked(server, stop)
        assert whole(open_writer(server.spec("hang"), models=NOWHERE, key="k"), stop) == ""
        assert time.monotonic() - said[0] < 1
        deadline = time.monotonic() + 2
        while server.open and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.open == 0, "the connection is closed"
