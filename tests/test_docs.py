"""The README tells the truth: every setting, command and folder is in it, and its commands run."""

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import build_parser
from ingest.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands():
    actions = [action for action in build_parser()._actions if getattr(action, "choices", None)]
    return sorted(actions[0].choices)


def test_the_settings_table_is_that_of_the_program():
    rows = [f"| `{each.variable}` | `{each.default or '（なし）'}` | {each.help} |" for each in SETTINGS]
    table = "\n".join(["| 名前 | 既定 | 意味 |", "|---|---|---|", *rows])
    assert table in README, f"README に次の表を入れてください：\n{table}"


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme(name):
    assert f"`shitagaki {name}" in README


def test_the_commands_of_the_readme_are_commands_of_the_program():
    named = set(re.findall(r"shitagaki ([a-z]+)", README))
    assert named <= set(commands())


def test_the_drafts_of_the_readme_fill_in_what_their_tasks_require():
    from app.tasks.template_file import load_prompts

    templates = load_prompts(ROOT / "prompts").templates
    shown = re.findall(r"^shitagaki (draft .+?)$", README.replace("\\\n", " "), flags=re.MULTILINE)
    assert shown
    for line in shown:
        options = build_parser().parse_args(shlex.split(line))
        given = {each.partition("=")[0] for each in options.field}
        fields = templates[options.task].fields
        assert {each.id for each in fields if each.required and not each.default} <= given
        assert given <= {each.id for each in fields}


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([name, "--help"])
    assert ended.value.code == 0 and f"書き方：shitagaki {name}" in capsys.readouterr().out


def test_a_command_explains_itself_without_what_costs_seconds():
    """In time of the processor: 0.8 s, of which Python and its patterns are the most; a framework alone costs more."""
    program = [sys.executable, "-m", "app.cli", "draft", "--help"]
    before = os.times()
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "書き方：shitagaki" in done.stdout
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 2, "a help text must not load models"


def parsers(parser):
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in dict.fromkeys(action.choices.values()):
                yield from parsers(below)


@pytest.mark.parametrize("parser", parsers(build_parser()), ids=lambda parser: parser.prog)
def test_every_command_and_everything_it_takes_is_explained_in_japanese(parser):
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    assert japanese.search(parser.description or ""), parser.prog
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction) and action.help != argparse.SUPPRESS:
            assert japanese.search(action.help or ""), (parser.prog, action.dest)
            assert action.nargs == 0 or action.choices or action.metavar, "no English name of a variable"


def test_the_file_tree_of_the_readme_exists():
    block = re.search(r"```\n(app/.*?)```", README, re.DOTALL)
    assert block
    folders = [line.split()[0] for line in block[1].splitlines() if line and not line.startswith(" ")]
    assert {"app/", "ingest/", "evals/", "prompts/", "corpus/", "tests/"} <= set(folders)
    top = ROOT
    for line in filter(None, block[1].splitlines()):
        first = line.split()[0]
        top = top if line.startswith(" ") else ROOT / first
        for name in re.findall(r"[\w./-]+/(?=\s)|[\w-]+\.(?:py|toml|sql|md)", line):
            assert any((folder / name).exists() for folder in (ROOT, top, top / first)), name


@pytest.mark.parametrize("guide", ["README.md", "prompts/README.md", "evals/README.md", "app/OPERATIONS.md"])
def test_the_files_that_a_guide_names_are_there(guide):
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = set(re.findall(r"[`(]((?:app|ingest|evals|prompts|tests|corpus)/[\w./*-]+)[`)]", text))
    assert sorted(name for name in named if not list(ROOT.glob(name.rstrip("/")))) == []


def test_the_guide_to_the_prompts_tells_of_each_of_their_files():
    guide = (ROOT / "prompts" / "README.md").read_text(encoding="utf-8")
    told = {path for name in re.findall(r"^\| `([^`]+)` \|", guide, flags=re.MULTILINE) for path in (ROOT / "prompts").glob(name)}  # fmt: skip
    files = {path for path in (ROOT / "prompts").rglob("*.*") if path.name != "README.md"}
    assert sorted(path.name for path in files - told) == []


@pytest.mark.parametrize("picture", re.findall(r"\]\((tests/screenshots/[^)]+)\)", README))
def test_the_pictures_are_there(picture):
    assert (ROOT / picture).stat().st_size > 10_000


def test_wrong_usage_exits_with_2_and_failure_with_1_without_a_traceback(tmp_path):
    def run(*arguments, **environ):
        program = [sys.executable, "-m", "app.cli", *arguments]
        base = {
            "PATH": "/usr/bin:/bin",
            "SHITAGAKI_HOME": str(tmp_path),
            "SHITAGAKI_EMBEDDER": "bigram-hash.v1",
        }
        return subprocess.run(
            program, cwd=ROOT, capture_output=True, text=True, check=False, env={**base, **environ}
        )

    assert run().returncode == 2
    assert run("ingest").returncode == 2
    missing = run("ingest", str(tmp_path / "ない"))
    assert (missing.returncode, "見つかりません" in missing.stderr, "Traceback" in missing.stderr) == (
        1,
        True,
        False,
    )
    wrong = run("settings", SHITAGAKI_PORT="abc")
    assert (wrong.returncode, "0〜65535" in wrong.stderr, "Traceback" in wrong.stderr) == (1, True, False)
