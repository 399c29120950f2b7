"""What must change in an old text is found and covered: figures, dates, names; nothing of it is left to copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.masking import find_slots, mask
from app.text import names
from app.text.names import family_name, find_names, never_a_person
from app.text.spans import find_spans

SPEECHES = sorted(
    (Path(__file__).resolve().parent.parent / "corpus" / "texts" / "past" / "aisatsu").glob("*.md")
)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("第20回は9,288人でした。", "第〔数〕回は〔数〕人でした。"),
        ("令和7年9月15日（月・祝）午前10時から", "〔日付〕〔時刻〕から"),
        ("市長の鳴海重雄です。", "市長の〔氏名〕です。"),
        ("みどり市長　柊木　真理子", "みどり市長　〔氏名〕"),
        ("予算は2億640万円で、8.2％増えました。", "予算は〔金額〕で、〔数〕％増えました。"),
        ("電話0999-22-1152、a.b@city.example", "電話〔電話〕、〔メール〕"),
        ("梶原議員の御質問", "〔氏名〕議員の御質問"),
        ("緑川の流れと、けやき並木", "緑川の流れと、けやき並木"),
        ("著作権法（昭和45年法律第48号）第27条", "著作権法（昭和45年法律第48号）第27条"),
        ("鳴海市長は本日、出席しておりません。", "〔氏名〕市長は本日、出席しておりません。"),
        ("二十歳のつどい", "二十歳のつどい"),
        ("手洗い用石けん液", "手洗い用石けん液"),
        ("今年1年が穏やかな年", "今年1年が穏やかな年"),
        ("総総第123号", "〔文書番号〕"),
        ("皆様、おはようございます。", "皆様、おはようございます。"),
    ],
)
def test_slots_are_covered_and_the_rest_stays(text, covered):
    assert mask(text) == covered


def test_slots_say_where_they_are():
    text = "第20回みどり市敬老会を、令和7年9月15日に開きます。"
    assert [(slot.kind, slot.text, text[slot.start : slot.end]) for slot in find_slots(text)] == [
        ("回数", "第20回", "第20回"),
        ("日付", "令和7年9月15日", "令和7年9月15日"),
    ]


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda path: path.name)
def test_no_figure_date_or_name_of_a_real_speech_survives(speech):
    covered = mask(speech.read_text(encoding="utf-8"))
    assert [span.text for span in find_spans(covered) if span.kind not in ("条番号", "例規番号")] == []
    for name in ("柊木", "鳴海", "真理子", "重雄", "神尾", "久世", "瀬名"):
        assert name not in covered


def test_names_stand_where_names_stand():
    text = "会長　有働和恵、副会長　千葉原誠、小鳥遊健一こども未来課長、浜口副委員長"
    assert [text[start:end] for start, end in find_names(text)] == [
        "有働和恵",
        "千葉原誠",
        "小鳥遊健一",
        "浜口",
    ]
    assert family_name("9番　白石のぞみ議員（市民クラブ）") == "白石"
    assert family_name("防災会議") == ""


def test_long_texts_are_read_to_their_end():
    text = "市の施策を進めます。" * 2000 + "市長の柊木真理子です。"
    assert [text[start:end] for start, end in find_names(text)] == ["柊木真理子"]


def test_a_name_is_whole_wherever_a_long_text_is_cut_for_the_dictionary():
    for before in range(7990, 8001):
        text = ("市の施策を進めます。\n" * 800)[: before - 1] + "\n議長（稲葉光男君）\n"
        assert [text[start:end] for start, end in find_names(text)] == ["稲葉光男"], before


def test_a_towns_own_name_is_no_persons():
    text = "申請者　日月乃木町長　様"
    assert find_names(text) == ()
    assert [text[a:b] for text in ("前回山田委員、副会長梶原議員",) for a, b in find_names(text)] == [
        "山田",
        "梶原",
    ]
    assert find_names("梶原市長は、森本　健太と会った。")[:1] == ((0, 2),)
    never_a_person("梶原市")
    try:
        assert [
            ("梶原市長は、森本　健太と会った。")[a:b]
            for a, b in find_names("梶原市長は、森本　健太と会った。")
        ] == ["森本　健太"]
        assert find_names("梶原議員") == ((0, 2),)
    finally:
        names._places.discard("梶原市")
        names._in_line.cache_clear()
