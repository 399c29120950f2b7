"""Personal data: what is found, what is public, the pseudonyms, and that none of it reaches a model outside."""

import random
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.personal.data import check_personal, find_personal, has_my_number, luhn_ok, my_number_ok
from app.checks.personal.public import PublicNames, load_public_names
from app.models.discreet import DiscreetWriter
from app.models.llm import open_writer
from app.text.pseudonyms import Pseudonyms
from evals.personal import read_lines, run_personal
from ingest.loopback import on_this_machine
from tests.openai_server import serving

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
PUBLIC = load_public_names(PROMPTS / "public_names.toml")
LINES = read_lines()


def kinds(text, public=PUBLIC):
    return [(one.kind, one.text) for one in find_personal(text, public)]


def test_the_labelled_set_is_large_and_its_labels_are_words_of_its_lines():
    assert len(LINES) >= 300
    assert sum(not line.spans for line in LINES) >= 150
    assert all(line.text[start:end].strip() for line in LINES for _, start, end in line.spans)


def test_the_bars_of_the_labelled_set():
    outcome = run_personal(PUBLIC)
    assert outcome.recall["マイナンバー"][0] == 1.0
    assert outcome.reached_bar, outcome.text()


@pytest.mark.parametrize(
    "number", ["123456789018", "1234 5678 9018", "1234-5678-9018", "１２３４ ５６７８ ９０１８"]
)
def test_a_my_number_is_known_by_its_check_digit(number):
    assert kinds(f"番号は{number}です") == [("マイナンバー", number)]
    assert has_my_number(f"x\n{number}\n")


def test_the_check_digit_is_that_of_the_ordinance():
    assert my_number_ok("123456789018")
    assert not any(my_number_ok(f"12345678901{digit}") for digit in "012345679")
    assert not my_number_ok("000000000000")
    assert luhn_ok("4111111111111111") and not luhn_ok("4111111111111112")


@pytest.mark.parametrize(
    "text",
    [
        "番号 123456789012",
        "7123456789012",
        "合計 123,456,789,018円",
        "JAN 4901234567894",
        "0123456789012345678",
    ],
)
def test_other_long_numbers_are_none(text):
    assert not has_my_number(text)


def test_what_is_public_is_left():
    assert (
        kinds("柊木真理子市長、市役所（中央一丁目1番1号、電話0999-22-1111、info@city.midori.example）") == []
    )
    assert kinds("電話0999-22-9999") == [("電話番号", "0999-22-9999")]
    assert kinds("電話0999-22-9999", PUBLIC.with_text("受付 0999-22-9999")) == []
    assert kinds("山田太郎市民部長が説明した。") == []
    assert kinds("山田太郎さんが来た。") == [("氏名", "山田太郎")]


def test_findings_say_what_to_do_and_offer_a_placeholder():
    found = check_personal("氏名：山田太郎、123456789018、山田太郎", PUBLIC)
    assert [(one.rule, one.severity, one.suggestion) for one in found] == [
        ("personal.氏名", "warning", "［氏名1］"),
        ("personal.マイナンバー", "error", "［マイナンバー1］"),
        *[("personal.氏名", "warning", "［氏名1］")] * (len(found) - 2),
    ]
    assert "123456789018" not in found[1].message


def test_the_same_words_have_the_same_placeholder():
    hidden = Pseudonyms(PUBLIC)
    text = hidden.hide("山田太郎さんと田中花子さん。")
    assert text == "［氏名1］さんと［氏名2］さん。"
    assert hidden.hide("田中花子さん") == "［氏名2］さん"
    assert (
        hidden.restore("［氏名２］様、[氏名1]様、【氏名9】様") == "田中花子様、山田太郎様、【要確認：氏名】様"
    )
    assert hidden.replaced == (("［氏名1］", "山田太郎"), ("［氏名2］", "田中花子"))


PIECES = [line.text for line in LINES] + [
    "［氏名1］",
    "[電話番号2]",
    "【住所1】",
    "［原文1］",
    "［",
    "］",
    "\n",
    "1",
    "氏名",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=6).map("".join))
def test_what_is_hidden_comes_back_exactly(text):
    hidden = Pseudonyms(PublicNames())
    covered = hidden.hide(text)
    assert hidden.restore(covered) == text
    cuts = random.Random(len(text))
    pieces, at = [], 0
    while at < len(covered):
        step = cuts.randint(1, 5)
        pieces.append(covered[at : at + step])
        at += step
    assert "".join(hidden.restored(pieces)) == text


@pytest.mark.parametrize("line", [line for line in LINES if line.spans], ids=lambda line: line.id)
def test_nothing_labelled_is_left_in_what_goes_out(line):
    covered = Pseudonyms(PUBLIC).hide(line.text)
    for _, start, end in line.spans:
        words = line.text[start:end]
        assert len(words) < 2 or words not in covered


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:1/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://0.0.0.0:80/v1", False),
        ("http://10.0.0.5/v1", False),
        ("https://localhost.example.jp/v1", False),
        ("http://127.0.0.1.example.jp/v1", False),
        ("http://localhost@203.0.113.5/v1", False),
    ],
)
def test_this_machine_is_loopback_and_nothing_else(url, here):
    assert on_this_machine(url) is here


def ask(writer, text):
    stream = writer.stream((("user", text),), max_tokens=50, temperature=0.0, stop_event=threading.Event())
    return "".join(stream)


def test_a_model_outside_never_sees_names_and_the_clerk_gets_them_back(tmp_path):
    def answer(messages):
        return f"承りました。{messages[-1]['content']}"

    with serving(answer) as server:
        outside = open_writer(f"openai:text@{server.url.replace('127.0.0.1', '0.0.0.0')}", models=tmp_path)
        assert outside is not None and not outside.local
        writer = DiscreetWriter(outside, PUBLIC)
        text = "山田太郎様（電話090-1234-5678）、柊木真理子市長、［氏名1］"
        assert ask(writer, text) == f"承りました。{text}"
        sent = str(server.requests)
        assert "山田" not in sent and "090-1234-5678" not in sent and "柊木真理子" in sent
        assert [words for _, words in writer.replaced] == ["山田太郎", "090-1234-5678"]
        assert open_writer(server.spec("text"), models=tmp_path).local  # type: ignore[union-attr]


def test_the_list_of_public_names_is_read_strictly(tmp_path):
    assert load_public_names(tmp_path / "none.toml") == PublicNames()
    file = tmp_path / "public_names.toml"
    file.write_text("name = []\n", encoding="utf-8")
    from app.tasks.schema import TemplateError

    with pytest.raises(TemplateError, match="という項目はありません"):
        load_public_names(file)


def test_a_day_of_birth_is_personal_and_a_day_is_not():
    assert kinds("昭和55年3月4日生") == [("生年月日", "昭和55年3月4日")]
    assert kinds(f"{date(2026, 4, 1):%Y年%-m月%-d日}に施行する。昭和55年3月4日に開館した。") == []


def test_names_in_unusual_places_and_what_only_looks_like_data():
    public = PublicNames()
    lines = {
        "相談者は大澤（旧姓　熊谷）美和子さん": "熊谷",
        "NGUYEN THI HUONG（ベトナム国籍）の届出": "NGUYEN THI HUONG",
        "申請人　マリア・クルーズ・サントス（フィリピン）": "マリア・クルーズ・サントス",
        "委任者　菊地原ヨネ　受任者　菊地原　渉": "菊地原ヨネ",
        "療育手帳B1、番号第20456号を所持する。": "20456",
    }
    for text, name in lines.items():
        assert name in [one.text for one in find_personal(text, public)], text
    assert [one.kind for one in find_personal("運転免許証番号　401234567890", public)] == ["免許証番号"]
    for text in (
        "Private Const 様式名 As String",
        "令和8年4月1日生効の規約",
        "高松駅から徒歩10分",
        "代表者が出席すること。",
        "名義の変更届",
    ):
        assert find_personal(text, public) == (), text


def test_the_number_of_a_pension_book_is_a_pension_number():
    (found,) = check_personal("年金手帳の番号は9876-543210です。", PUBLIC)
    assert "基礎年金番号" in found.message
    (found,) = check_personal("身体障害者手帳の番号は12345です。", PUBLIC)
    assert "手帳" in found.message
