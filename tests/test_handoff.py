"""The hand-off: one holder, nothing lost, hours, callbacks nobody else can read, switches, what is forgotten."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.records.callbacks import Callbacks, GoneError
from app.records.conversations import Conversations
from app.records.handoff import HandOff, NotHeldError, Staff
from app.records.hours import JAPAN, load_hours
from app.records.switches import State, Switches
from ingest.errors import IndexUnusable, SettingError

ROOT = Path(__file__).resolve().parent.parent
SATO, SUZUKI = Staff("佐藤", "市民課"), Staff("鈴木", "税務課")


@pytest.fixture
def kept(tmp_path):
    return Conversations(tmp_path / "residents.sqlite3")


def waiting(kept, section="市民課"):
    token = kept.open("ja")
    kept.append(token, "question", {"text": "住民票の手数料は"})
    kept.append(token, "answer", {"text": "300円です。", "status": "answered", "citations": []})
    kept.append(token, "handoff_requested", {"section": section, "summary_ok": True})
    return token


def test_a_conversation_goes_from_hand_to_hand(kept):
    token, desk = waiting(kept), HandOff(kept)
    (held,) = desk.queue()
    assert (held.state, held.section, held.asked) == ("waiting", "市民課", ("住民票の手数料は",))
    assert held.answers[0]["text"] == "300円です。"
    with pytest.raises(NotHeldError, match="先に「受け持つ」"):
        desk.write(held.number, SATO, "こんにちは。")
    desk.take(held.number, SATO)
    with pytest.raises(NotHeldError, match="市民課 佐藤さんが対応しています"):
        desk.take(held.number, SUZUKI)
    with pytest.raises(NotHeldError, match="送っていません"):
        desk.write(held.number, SUZUKI, "横から失礼します。")
    desk.write(held.number, SATO, "こんにちは。")
    kept.append(token, "resident_message", {"text": "税のことでした。"})
    desk.transfer(held.number, SATO, "税務課")
    (moved,) = desk.queue()
    assert (moved.state, moved.section, moved.holder) == ("waiting", "税務課", "")
    desk.take(held.number, SUZUKI)
    desk.close(held.number, SUZUKI)
    assert desk.queue() == []
    with pytest.raises(NotHeldError, match="終わっています"):
        desk.write(held.number, SUZUKI, "まだですか。")
    told = [(one.kind, one.data.get("by", "")) for one in kept.events(token)][3:]
    assert told == [
        ("taken", "佐藤"),
        ("staff_message", "佐藤"),
        ("resident_message", ""),
        ("transferred", "佐藤"),
        ("taken", "鈴木"),
        ("closed", "鈴木"),
    ]
    kept.append(token, "handoff_requested", {"section": "市民課"})
    assert [one.state for one in desk.queue()] == ["waiting"], "closed is not the end of the conversation"


def test_a_resident_waits_and_talks_no_longer_than_he_wishes(kept):
    token, desk = waiting(kept), HandOff(kept)
    number = kept.number(token)
    desk.leave(number)
    assert desk.queue() == []
    kept.append(token, "handoff_requested", {"section": "市民課"})
    desk.take(number, SATO)
    desk.leave(number)
    with pytest.raises(NotHeldError, match="終わっています"):
        desk.write(number, SATO, "まだ書いています。")
    with pytest.raises(NotHeldError, match="終わっています"):
        desk.leave(number)
    assert [one.kind for one in kept.events(token)][3:] == ["left", "handoff_requested", "taken", "left"]


def test_of_two_who_take_at_once_exactly_one_has_it(kept, tmp_path):
    desks = [HandOff(Conversations(tmp_path / "residents.sqlite3")) for _ in range(2)]
    for _ in range(100):
        token = waiting(kept)
        number = next(one.number for one in desks[0].queue() if one.state == "waiting")
        barrier, won = threading.Barrier(2), []

        def take(desk, staff, number=number, barrier=barrier, won=won):
            barrier.wait()
            try:
                desk.take(number, staff)
                won.append(staff)
            except NotHeldError:
                pass

        both = [threading.Thread(target=take, args=pair) for pair in zip(desks, (SATO, SUZUKI), strict=True)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert len(won) == 1
        assert [one.data["by"] for one in kept.events(token) if one.kind == "taken"] == [won[0].name]
        desks[0].close(number, won[0])


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    """A process appends and says each id; it is killed at some moment: every id that it said is there."""
    path = tmp_path / "residents.sqlite3"
    program = (
        "import sys; from pathlib import Path; from app.records.conversations import Conversations\n"
        "kept = Conversations(Path(sys.argv[1])); token = kept.open('ja'); print(token, flush=True)\n"
        "for n in range(100000): print(kept.append(token, 'question', {'text': str(n)}), flush=True)\n"
    )
    for round_ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        token = process.stdout.readline().strip()
        said = [int(process.stdout.readline()) for _ in range(20 + 13 * round_)]
        os.kill(process.pid, signal.SIGKILL)
        said += [int(line) for line in process.stdout.read().split("\n")[:-1] if line]
        process.wait()
        process.stdout.close()
        found = Conversations(path).events(token)
        assert set(said) <= {one.id for one in found}
        assert [one.data["text"] for one in found] == [str(n) for n in range(len(found))]
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_who_comes_back_with_the_last_id_misses_nothing_and_hears_nothing_twice(kept):
    token, desk = waiting(kept), HandOff(kept)
    number = desk.queue()[0].number
    desk.take(number, SATO)
    heard, after = [], 0
    for n in range(12):
        desk.write(number, SATO, f"{n}")
        kept.append(token, "resident_message", {"text": f"{n}"})
        if n % 5 == 4:  # away in between, then back with the last id
            for which, event in desk.feed(after):
                assert which == number
                heard.append(event.id)
                after = event.id
    heard += [event.id for _, event in desk.feed(after)]
    assert heard == [e.id for e in kept.events(token) if e.kind not in ("question", "answer")]
    assert len(heard) == len(set(heard)) == 2 + 24


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("section", "when", "open_"),
    [
        ("税務課", "2026-11-27T08:29", False),
        ("税務課", "2026-11-27T08:30", True),
        ("税務課", "2026-11-27T17:14", True),
        ("税務課", "2026-11-27T17:15", False),
        ("税務課", "2026-11-28T10:00", False),  # 土曜日
        ("税務課", "2026-11-23T10:00", False),  # 勤労感謝の日
        ("税務課", "2026-09-22T10:00", False),  # 敬老の日と秋分の日の間
        ("税務課", "2027-03-22T10:00", False),  # 春分の日の振替休日
        ("税務課", "2026-12-28T10:00", True),
        ("税務課", "2026-12-29T10:00", False),
        ("税務課", "2027-01-03T10:00", False),
        ("税務課", "2027-01-04T10:00", True),
        ("市民課", "2026-11-26T18:59", True),  # 木曜日の延長
        ("市民課", "2026-11-27T18:00", False),
        ("市民課", "2026-12-31T18:00", False),  # 木曜日でも年末
    ],
)
def test_staff_are_there_in_their_hours(section, when, open_):
    assert load_hours(ROOT / "prompts" / "residents_hours.toml").is_open(section, at(when)) is open_


def test_a_break_at_noon_and_the_next_time_they_are_there(tmp_path):
    path = tmp_path / "hours.toml"
    path.write_text(
        '[default]\ndays = "月火水木金"\nfrom = "09:00"\nto = "17:00"\nclosed = ["2026-11-30"]\n'
        '[[section]]\nname = "出張所"\nbreaks = ["12:00-13:00"]\n',
        encoding="utf-8",
    )
    hours = load_hours(path)
    assert [hours.is_open("出張所", at(f"2026-11-27T{t}")) for t in ("11:59", "12:00", "12:59", "13:00")] == [
        True,
        False,
        False,
        True,
    ]
    assert hours.opens("出張所", at("2026-11-27T12:10")) == at("2026-11-27T13:00")
    assert hours.opens("税務課", at("2026-11-27T17:00")) == at("2026-12-01T09:00"), "土日と臨時の休みの後"
    path.write_text('[default]\ndays = "月"\nfrom = "8時"\nto = "17:00"\n', encoding="utf-8")
    with pytest.raises(SettingError, match="8時"):
        load_hours(path)


@pytest.mark.parametrize(
    ("section", "when", "opens"),
    [
        ("税務課", "2026-12-28T17:15", "2027-01-04T08:30:00+09:00"),  # 年末年始
        ("市民課", "2026-12-31T10:00", "2027-01-04T08:30:00+09:00"),
        ("税務課", "2026-11-21T10:00", "2026-11-24T08:30:00+09:00"),  # 土曜日、日曜日、勤労感謝の日
        ("税務課", "2026-11-24T08:30", ""),
    ],
)
def test_who_is_not_there_says_when_they_next_are(section, when, opens):
    hours = load_hours(ROOT / "prompts" / "residents_hours.toml")
    assert hours.now(section, at(when)) == {"open": "" if opens else "1", "opens": opens}


def test_hours_in_words():
    hours = load_hours(ROOT / "prompts" / "residents_hours.toml")
    assert hours.text("市民課") == "月〜金 8:30〜17:15、木 8:30〜19:00（祝日、12月29日〜1月3日を除く）"


def test_a_callback_is_read_by_who_calls_and_by_no_file(tmp_path, caplog):
    path = tmp_path / "residents.sqlite3"
    calls = Callbacks(path)
    secret = {"name": "山田花子", "telephone": "09012345678", "when": "夕方", "about": "国保の脱退"}
    with caplog.at_level("DEBUG"):
        number = calls.add("token", secret, section="市民課")
        (listed,) = calls.listed()
        assert (listed.id, listed.section, listed.seen, listed.done) == (number, "市民課", "", "")
        assert calls.open(number, by="市民課 佐藤") == secret
        calls.done(number, by="市民課 佐藤")
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir()) + caplog.text.encode()
    assert [word for word in secret.values() if word.encode() in everything] == []
    (listed,) = calls.listed()
    assert listed.seen.startswith("市民課 佐藤") and listed.done.startswith("市民課 佐藤")
    with pytest.raises(GoneError):
        calls.open(number, by="市民課 佐藤")
    assert path.with_suffix(".key").stat().st_mode & 0o777 == 0o600
    assert calls.forget(14, today=datetime.now(UTC) + timedelta(days=13)) == 0
    assert calls.forget(14, today=datetime.now(UTC) + timedelta(days=15)) == 1
    assert calls.listed() == []


def test_switches_are_in_force_at_once_and_remember_who(tmp_path, caplog):
    caplog.set_level("INFO")
    here, there = Switches(tmp_path / "s.json"), Switches(tmp_path / "s.json")
    assert there.state() == State()
    here.set(State(paused="点検しています。"), by="情報課 高橋")
    assert there.state().paused == "点検しています。"
    here.set(State(banner="大雨警報が出ています。"), by="防災課 伊藤")
    assert there.state() == State(banner="大雨警報が出ています。")
    assert [(one["by"], one["paused"]) for one in there.history()] == [
        ("防災課 伊藤", ""),
        ("情報課 高橋", "点検しています。"),
    ]
    assert "the residents' desk is shut" in caplog.text and "高橋" not in caplog.text  # no name in the log


def test_a_file_of_the_first_version_is_brought_up_and_a_newer_one_is_left_alone(tmp_path):
    path = tmp_path / "residents.sqlite3"
    with sqlite3.connect(path) as db:
        db.executescript(
            "CREATE TABLE conversation (id INTEGER PRIMARY KEY, digest VARCHAR NOT NULL UNIQUE, language VARCHAR NOT NULL, begun VARCHAR NOT NULL);"
            "CREATE TABLE event (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL, kind VARCHAR NOT NULL, data VARCHAR NOT NULL, at VARCHAR NOT NULL);"
            "CREATE TABLE callback (id INTEGER PRIMARY KEY, conversation VARCHAR NOT NULL, sealed BLOB NOT NULL, at VARCHAR NOT NULL);"
            "INSERT INTO conversation VALUES (7, 'd', 'ja', '2026-11-01T00:00:00+00:00');"
        )
    kept = Conversations(path)
    waiting(kept)
    assert [one.number for one in HandOff(kept).queue()] == [8]
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(IndexUnusable, match="新しい版"):
        Conversations(path)


def test_what_was_said_before_is_seen_by_staff_only_where_the_resident_agreed(kept):
    token = kept.open("ja")
    kept.append(token, "question", {"text": "住民票の手数料は"})
    kept.append(token, "answer", {"text": "300円です。", "status": "answered", "citations": []})
    kept.append(token, "handoff_requested", {"section": "市民課", "summary_ok": False})
    kept.append(token, "resident_message", {"text": "税のことです。"})
    desk = HandOff(kept)
    (held,) = desk.queue()
    assert held.asked == () and held.answers == ()
    told = [one.kind for one in desk.events(held.number)]
    assert told == ["handoff_requested", "resident_message"]
    assert len(kept.events(token)) == 4, "it is hidden from staff, not lost to the resident"
