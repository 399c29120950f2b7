"""A file under prompts/ that an office broke: told with its place, for every file and every reader of one."""

import re

import pytest

from app.extractive.easy import easy_words
from app.law.amending import load_amending_words
from app.law.book import load_commentary_words
from app.models.translation import load_glossary
from app.residents.phrases import load_phrases
from app.speech.vocabulary import read_vocabulary
from app.tasks.schema import read_texts
from app.web.residents.texts import load_texts
from ingest.errors import SettingError
from ingest.toml_file import SHIPPED, read_toml


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b'a = "1"\nb = @', "2行目の5字目の辺り）。その行の引用符と括弧を確かめてください。"),
        ("a = 'あ'".encode("cp932"), "文字コードが UTF-8 ではありません）。UTF-8 で保存し直してください。"),
        (b"a = " + b"[" * 100_000, "括弧の重なりが深すぎます）。括弧の閉じ忘れを確かめてください。"),
        (None, "No such file or directory）。ファイルの置き場所と権限を確かめてください。"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(tmp_path, held, said):
    path = tmp_path / "hours.toml"
    if held is not None:
        path.write_bytes(held)
    with pytest.raises(SettingError) as told:
        read_toml(path, "受付時間")
    assert str(told.value) == f"{path}：受付時間を読めません（{said}"


@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("easy.toml", easy_words),
        ("glossary.toml", load_glossary),
        ("residents.toml", load_phrases),
        ("amending.toml", lambda path: load_amending_words(path.parent)),
        ("commentary.toml", lambda path: load_commentary_words(path.parent)),
        ("speech.toml", lambda path: read_vocabulary(path.parent)),
    ],
)
def test_every_reader_tells_of_a_broken_file(tmp_path, name, load):
    path = tmp_path / name
    path.write_text("a = @", encoding="utf-8")
    with pytest.raises(SettingError, match=f"{name}：.*を読めません（1行目の5字目の辺り）。"):
        load(path)


def test_an_offices_older_copy_of_the_words_lacks_nothing_of_a_new_version(tmp_path):
    """A list, a sentence, a file that is not there yet: each is as the product ships it; what the office wrote stays."""
    usual = load_phrases(SHIPPED / "residents.toml")
    older = (SHIPPED / "residents.toml").read_text(encoding="utf-8")
    for newer in (r"(?m)^halls = .*\n", r"(?m)^near = .*\n", r"(?m)^danger = .*\n"):
        older = re.sub(newer, "", older, count=1)
    (tmp_path / "residents.toml").write_text(
        older.replace("市の公開の文書から", "村の文書から"), encoding="utf-8"
    )
    made = load_phrases(tmp_path / "residents.toml")
    assert made.words["halls"] == usual.words["halls"] and made.text["near"] == usual.text["near"]
    assert made.say("danger", "ja") == usual.say("danger", "ja")
    assert made.say("no_sources", "ja").startswith("村の文書からは、")
    assert load_commentary_words(tmp_path) == load_commentary_words(SHIPPED)


def test_messages_of_a_draft_are_filled_and_a_language_taken_out_stays_out(tmp_path):
    (tmp_path / "messages.toml").write_text('near = "近いものです。"', encoding="utf-8")
    usual, made = read_texts(SHIPPED / "messages.toml"), read_texts(tmp_path / "messages.toml")
    assert made == usual | {"near": "近いものです。"}
    widget = (SHIPPED / "widget.toml").read_text(encoding="utf-8")
    taken = re.sub(r'(?m)^th = "ไทย"\n', "", widget.replace("hint_asks", "hint_of"), count=1)
    (tmp_path / "widget.toml").write_text(taken.partition("[text.th]")[0], encoding="utf-8")
    texts = load_texts(tmp_path / "widget.toml")
    assert "th" not in texts.languages and "th" not in texts.text and texts.chosen("auto;th,en") == "en"
    assert texts.hint_asks == "住民票の写しの手数料はいくらですか"
