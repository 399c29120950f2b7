"""A file under prompts/ that an office broke: told with its place, for every file and every reader of one."""

import pytest

from app.extractive.easy import easy_words
from app.law.amending import load_amending_words
from app.law.book import load_commentary_words
from app.models.translation import load_glossary
from app.residents.phrases import load_phrases
from app.speech.vocabulary import read_vocabulary
from ingest.errors import SettingError
from ingest.toml_file import read_toml


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
