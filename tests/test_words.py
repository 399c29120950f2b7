"""The words on the pages and the table of the look: nothing missing, nothing unreadable, nothing scattered."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app.web.tokens import TOKENS, stylesheet
from app.web.words import Words, load_words
from ingest.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "app" / "web"
SOURCES = [*WEB.glob("*.py"), *(WEB / "assets").glob("*.js")]
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@pytest.fixture(scope="module")
def words():
    return load_words(ROOT / "prompts" / "ui.toml")


def test_every_text_that_a_page_asks_for_is_there(words):
    asked = {
        name
        for path in SOURCES
        for name in re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""", path.read_text("utf-8"))
    }
    assert len(asked) > 100
    assert sorted(name for name in asked if name.split(".")[1] not in words.table[name.split(".")[0]]) == []


def test_the_scripts_hold_no_words_of_their_own():
    for path in (WEB / "assets").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text("utf-8"), flags=re.S)
        said = [line.strip() for line in code.split("\n") if JAPANESE.search(line)]
        allowed = (
            "{番号}",
            "{見出し}",
            "（見出し）",
            ".test(line)",
            "条/g",
            "WHOLE = ",
            "}条`",
            "【要確認",
            "はい",
            "（${",
            "年",
            "例：",
            "　",
            "「",
        )
        assert [line for line in said if not any(word in line for word in allowed)] == [], path.name


def test_words_are_filled_in_and_safe_inside_a_script():
    table = Words({"a": {"b": "{人}さん、{数}件です。"}})
    assert table.say("a.b", 人="{数}", 数=3) == "{数}さん、3件です。"
    evil = Words({"a": {"b": "</script><!--\u2028"}}).for_script()
    assert "<" not in evil and "\u2028" not in evil
    assert json.loads(evil) == {"a": {"b": "</script><!--\u2028"}}


def test_words_that_an_older_file_lacks_are_said_as_shipped(tmp_path, words):
    path = tmp_path / "ui.toml"
    path.write_text('[nav]\nhome = "玄関"\n', encoding="utf-8")
    older = load_words(path)
    assert older.say("nav.home") == "玄関" and older.say("nav.library") == words.say("nav.library")
    assert older.table.keys() == words.table.keys() and len(older.table["evals"]) == len(words.table["evals"])


def test_a_file_of_words_that_cannot_be_read_is_named(tmp_path):
    broken = tmp_path / "ui.toml"
    broken.write_text("[site\n", encoding="utf-8")
    for path in (broken, tmp_path / "nai.toml"):
        with pytest.raises(SettingError, match=path.name):
            load_words(path)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "text", ["text", "text-soft", "text-second", "key", "key-hover", "error", "success", "warning"]
)
def test_text_can_be_read_on_white(text):
    assert contrast(text, "ground") >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "mark"),
        ("text", "focus"),
        ("mark-text", "mark"),
        ("text", "key-soft"),
        ("text", "error-soft"),
        ("text-second", "ground-soft"),
        ("key", "key-soft"),
        ("ground", "key"),
        ("ground", "key-hover"),
    ],
)
def test_text_can_be_read_on_the_grounds_it_stands_on(text, ground):
    assert contrast(text, ground) >= 4.5


def test_lines_of_fields_can_be_seen():
    assert contrast("line", "ground") >= 3.0


def test_the_stylesheets_name_no_colour_that_is_not_in_the_table():
    assert "--key: #0017c1;" in stylesheet()
    known = set(TOKENS.values()) | {"#000", "#fff"}
    for path in (WEB / "assets").glob("*.css"):
        used = set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?![^{}]*\{)", path.read_text("utf-8")))
        assert used <= known, (path.name, used - known)
