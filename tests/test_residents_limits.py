"""Limits of a visitor, allowed origins, the words of the widget: no server, no browser."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.residents.bundle import bundle, colours
from app.web.residents.limits import Limits, visitor
from app.web.residents.origins import Origins, read_origins
from app.web.residents.texts import load_texts
from app.web.tokens import DARK, TOKENS
from ingest.errors import SettingError
from tests.web_office import ROOT

TEXTS = load_texts(ROOT / "prompts" / "widget.toml")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.floats(0, 40), min_size=1, max_size=80))
def test_no_schedule_of_one_visitor_gets_more_than_the_limit(pauses):
    now = [0.0]
    limits = Limits(5, 20, clock=lambda: now[0])
    let = []
    for pause in pauses:
        now[0] += pause
        wait = limits.take("192.0.2.7")
        if wait == 0:
            let.append(now[0])
        else:
            assert 1 <= wait <= 86400
    for at in let:
        assert sum(at - 60 < one <= at for one in let) <= 5
    assert len(let) <= 20


def test_after_the_time_that_was_named_the_visitor_may_go_on():
    now = [1000.0]
    limits = Limits(3, 100, clock=lambda: now[0])
    assert [limits.take("192.0.2.1") for _ in range(3)] == [0, 0, 0]
    now[0] += 12.5
    wait = limits.take("192.0.2.1")
    assert wait == 48
    assert limits.take("192.0.2.2") == 0, "another visitor is not held up"
    now[0] += wait
    assert limits.take("192.0.2.1") == 0


def test_a_flood_of_addresses_does_not_fill_the_memory():
    limits = Limits(3, 10, clock=lambda: 5.0, most=100)
    for number in range(1000):
        limits.take(f"198.51.{number // 256}.{number % 256}")
    assert len(limits) <= 101


@pytest.mark.parametrize(
    ("address", "same"),
    [("2001:db8:1:2::9", True), ("2001:db8:1:2:ffff::1", True), ("2001:db8:1:3::9", False)],
)
def test_a_household_with_many_addresses_is_one_visitor(address, same):
    assert (visitor(address) == visitor("2001:db8:1:2:3:4:5:6")) is same


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "https://*.city.example.jp",
        "https://city.example.jp/",
        "http://city.example.jp",
        "city.example.jp",
        "https://city.example.jp/path",
        "null",
        "https://user@city.example.jp",
        "https://city.example.jp;frame-ancestors *",
    ],
)
def test_what_is_no_single_https_origin_is_refused_with_an_example(text):
    with pytest.raises(SettingError, match=r"https://www\.city\.example\.jp"):
        read_origins(text)


def test_origins_are_exact():
    origins = read_origins("https://www.city.example.jp https://kosodate.example.jp")
    assert origins.allows("https://www.city.example.jp")
    for other in (
        "https://city.example.jp",
        "https://www.city.example.jp.evil.example",
        "https://evil.example",
        "http://www.city.example.jp",
        "null",
        "",
    ):
        assert not origins.allows(other), other
    assert origins.ancestors() == "'self' https://www.city.example.jp https://kosodate.example.jp"
    assert Origins().ancestors() == "'self'"


def test_every_language_has_every_text_with_the_same_values_to_fill_in():
    assert len(TEXTS.text) == 12
    wanted = TEXTS.text["ja"]
    for code, text in TEXTS.text.items():
        assert text.keys() == wanted.keys(), code
        for name, words in text.items():
            assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", wanted[name])), (
                code,
                name,
            )
        assert all(one[code] for one in TEXTS.buttons), code


def test_every_language_names_what_the_browser_stops():
    script = (ROOT / "app" / "web" / "widget" / "personal.js").read_text("utf-8")
    kinds = set(re.findall(r'^  \["([^"]+)", /', script, re.M))
    assert len(kinds) == 7
    for code in TEXTS.text.keys() - {"ja"}:
        assert kinds <= TEXTS.kinds[code].keys(), code


def test_every_kanji_of_the_easy_japanese_has_its_reading():
    for name, words in TEXTS.text["ja-easy"].items():
        bare = re.sub(r"［[^［｜］]+｜[^［｜］]+］", "", words)
        assert not re.search(r"[一-龠]", bare), (name, bare)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("ja-easy", "ja-easy"),
        ("auto;en-US,ja", "en"),
        ("auto;zh-Hant-HK", "zh-TW"),
        ("auto;zh", "zh-CN"),
        ("auto;fil-PH", "tl"),
        ("auto;de-DE,fr", "ja"),
        ("auto", "ja"),
        ("xx", "ja"),
    ],
)
def test_the_language_of_the_browser_is_followed_where_it_is_here(wanted, chosen):
    assert TEXTS.chosen(wanted) == chosen


def test_the_script_is_one_file_small_enough_and_runs_nothing_it_was_not_given():
    import gzip

    script = bundle().script.decode()
    assert len(script) < 60_000
    assert len(gzip.compress(script.encode())) < 30_000
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "new Function",
        "document.cookie",
        "localStorage",
        ".src =",
    ):
        assert forbidden not in script, forbidden
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)[a-z]", script)


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("table", [TOKENS, {**TOKENS, **DARK}], ids=["light", "dark"])
def test_text_keeps_its_contrast_on_every_ground_it_stands_on(table):
    pairs = [
        ("text", "ground"), ("text", "ground-soft"), ("text", "key-soft"), ("text", "warning-soft"),
        ("text-second", "ground"), ("text-second", "ground-soft"), ("text-second", "key-soft"),
        ("text-soft", "ground"), ("key", "ground"), ("key", "key-soft"), ("key", "ground-soft"),
        ("key-hover", "ground"), ("on-key", "key"), ("on-key", "key-hover"),
        ("error", "ground"), ("error", "error-soft"), ("error", "ground-soft"),
        ("success", "success-soft"), ("text-second", "success-soft"),
    ]  # fmt: skip
    for text, ground in pairs:
        assert _contrast(table[text], table[ground]) >= 4.5, (text, ground)
    assert _contrast(table["line"], table["ground"]) >= 3
    assert f"--key:{TOKENS['key']}" in colours() and f"--key:{DARK['key']}" in colours()


def test_a_wait_is_told_in_seconds_minutes_or_hours():
    assert [TEXTS.waiting(seconds) for seconds in (42, 400, 85_680)] == ["42秒", "約7分", "約24時間"]


def test_nobody_behind_a_shared_address_is_shut_out_by_conversations_before_questions():
    limits = TEXTS.limits
    assert limits["conversations_per_day"] >= 10 * limits["per_day"]
    readme = (ROOT / "app" / "residents" / "README.md").read_text(encoding="utf-8")
    for name, unit in (
        ("per_minute", "問"),
        ("per_day", "問"),
        ("conversations_per_day", "回"),
        ("callbacks_per_day", "件"),
    ):
        assert f"{limits[name]:,} {unit}" in readme, name
