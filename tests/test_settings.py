"""Settings are read from the environment, strictly."""

import pytest

from app.cli import main
from ingest.errors import SettingError
from ingest.settings import SETTINGS, load_settings


def test_defaults_are_those_of_the_table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load_settings({})
    assert settings.home == tmp_path / "var"
    assert (settings.tenant, settings.port, settings.llm) == ("midori", 7860, "embedded")
    assert {each.name for each in SETTINGS} == set(settings.__dataclass_fields__)


@pytest.mark.parametrize("name", ["home", "models", "corpus", "prompts"])
def test_an_empty_folder_is_the_one_of_the_table_and_not_where_the_program_runs(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert getattr(load_settings({f"SHITAGAKI_{name.upper()}": " "}), name) == getattr(
        load_settings({}), name
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SHITAGAKI_PORT", "八千", "0〜65535"),
        ("SHITAGAKI_PORT", "70000", "70000"),
        ("SHITAGAKI_TENANT", "みどり市", "半角英小文字"),
        ("SHITAGAKI_LOG_LEVEL", "LOUD", "LOUD"),
        ("SHITAGAKI_POTR", "1", "SHITAGAKI_POTR という設定はありません"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(name, value, said):
    with pytest.raises(SettingError, match=said):
        load_settings({name: value})


def test_a_key_is_shown_to_nobody(monkeypatch, capsys):
    keys = [each.variable for each in SETTINGS if each.variable.endswith("_KEY")]
    assert len(keys) >= 4
    for name in keys:
        monkeypatch.setenv(name, "himitsu-123")
    for given in (["settings"], ["settings", "--json"]):
        assert main(given) == 0
        assert "himitsu" not in capsys.readouterr().out


def test_values_are_taken_from_the_environment(tmp_path):
    settings = load_settings(
        {"SHITAGAKI_HOME": str(tmp_path), "SHITAGAKI_PORT": "8080", "SHITAGAKI_LLM": "none"}
    )
    assert (settings.home, settings.port, settings.llm) == (tmp_path, 8080, "none")
