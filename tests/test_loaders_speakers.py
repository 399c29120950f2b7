"""Who speaks: every form of minutes and transcripts is known, lists of members and captions are not taken for it."""

from __future__ import annotations

import time

import pytest

from ingest.loaders.lines import mark_lines
from ingest.loaders.speakers import ends_speech, find_speakers


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("○議長（山田太郎君）　これより会議を開きます。", "議長（山田太郎君）"),
        ("◆３番（佐藤花子君）　質問します。", "３番（佐藤花子君）"),
        ("◎市民部長(佐藤花子)  お答えいたします。", "市民部長(佐藤花子)"),
        ("○市民課長（菊池原　恵）　お答えします。", "市民課長（菊池原　恵）"),
        ("○議長　これより会議を開きます。", "議長"),
        ("【山田委員】賛成です。", "山田委員"),
        ("［事務局］資料を説明します。", "事務局"),
        ("（会長）　それでは始めます。", "会長"),
        ("委員：予算の増額を求めます。", "委員"),
        ("市民部長（佐藤花子）：お答えします。", "市民部長（佐藤花子）"),
        ("委員（白石）：増収の見込みを伺う。", "委員（白石）"),
        ("A委員：反対です。", "A委員"),
        ("会　長　　それでは始めます。", "会長"),
        ("事務局\t説明いたします。", "事務局"),
        ("質問者：費用はいくらですか。", "質問者"),
        ("担当課長：お答えします。", "担当課長"),
        ("話者1：はい。", "話者1"),
        ("[00:01:23] SPEAKER_01: 始めます。", "SPEAKER_01"),
        ("[00:00:00] 議長（稲葉光男君）：郡司敏明君", "議長（稲葉光男君）"),
        ("[00:00:01] 11番（郡司敏明君）：よく言ってくれた", "11番（郡司敏明君）"),
        ("[1:02:03] 議長　稲葉光男：はい", "議長　稲葉光男"),
        ("［12:30］ 田中：賛成です。", "田中"),
    ],
)
def test_a_line_that_begins_somebodys_words(line, speaker):
    assert find_speakers([line]) == [speaker]


@pytest.mark.parametrize(
    "lines",
    [
        ["○みどり市手数料条例（令和元年みどり市条例第12号）"],
        ["（会長）", "第3条　協議会に会長を置く。"],
        ["（会長及び副会長）", "第4条　会長は、委員の互選により定める。"],
        ["会長：山田太郎", "委員：佐藤　花子"],
        ["●申込方法（電話）", "市民課へ電話してください。"],
        ["○出席者（委員）　山田、佐藤"],
        ["◆会場（みどり市役所）"],
        ["日時：令和6年12月2日に開きます。"],
        ["場所：市役所3階です。"],
        ["担当：市民課です。"],
        ["(1)　会長　1人", "(2)　委員　10人以内"],
        ["電話：0999-22-1141です。"],
        ["傍聴：なし"],
        ["[10:00] 会場：市民会館"],
        ["10:00 会長：山田太郎"],
    ],
)
def test_a_line_that_does_not(lines):
    assert find_speakers(lines) == [""] * len(lines)


def test_bare_names_count_where_they_return():
    talk = [
        "山田：始めます。",
        "佐藤：はい、お願いします。",
        "山田：では、一つ目です。",
        "佐藤：賛成です。",
        "鈴木：私もです。",
    ]
    assert find_speakers(talk) == ["山田", "佐藤", "山田", "佐藤", "鈴木"]
    assert find_speakers(talk[:2]) == ["", ""]


@pytest.mark.parametrize(
    "line", ["午前10時　開議", "（午後3時30分　散会）", "日程第1　会議録署名議員の指名", "────────"]
)
def test_what_ends_a_speech(line):
    assert ends_speech(line)


@pytest.mark.parametrize(
    "line", ["　日程第1、一般質問を行います。", "午前10時に集合してください。", "賛成です。"]
)
def test_what_does_not_end_a_speech(line):
    assert not ends_speech(line)


@pytest.mark.parametrize(
    "line", [" " * 20_000 + "x", "a" + "　" * 20_000 + "b", "委員 " * 7_000, "（" * 20_000]
)
def test_no_line_keeps_the_patterns_busy(line):
    began = time.monotonic()
    mark_lines([line, line])
    assert time.monotonic() - began < 1


def test_a_bare_name_among_posts_is_a_speaker_too():
    lines = [
        "委員長：開会します。",
        "青木：近隣の5町村を調べました。",
        "小林委員：加算を上げるのはどうですか。",
        "委員長：よろしいですか。",
    ]
    assert find_speakers(lines) == ["委員長", "青木", "小林委員", "委員長"]
    notes = [
        "資料について説明します。",
        "青木：近隣の5町村を調べました。",
        "以上のとおり決めました。",
        "次回は4月です。",
    ]
    assert find_speakers(notes) == ["", "", "", ""]


def test_bare_names_count_where_the_line_of_who_was_there_has_them():
    memo = ["出席：磯部課長、三浦係長、社協 高波さん", "三浦：登録は61人。", "高波さん：手伝える。"]
    assert find_speakers(memo) == ["", "三浦", "高波さん"]
    assert find_speakers(["出席：磯部課長", "会費：500円。", "場所：会議室です。"]) == ["", "", ""]
