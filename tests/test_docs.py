"""The README and the guides tell the truth: every setting, command and folder is there, links lead somewhere, commands run."""

import argparse
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
GUIDES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("app", "ingest", "evals", "prompts")
    for path in [*(ROOT / folder).rglob("README.md"), *(ROOT / folder).glob("OPERATIONS.md")]
)


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


@pytest.mark.parametrize("guide", ["README.md", *GUIDES])
def test_the_commands_of_a_guide_are_commands_of_the_program(guide):
    named = set(
        re.findall(r"`shitagaki ([a-z]+)|^shitagaki ([a-z]+)", (ROOT / guide).read_text("utf-8"), re.M)
    )
    assert {one or other for one, other in named} <= set(commands())


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
    """Told by what is loaded, not by a clock: no library, and of our own code only the commands themselves (54 modules; .2 s)."""
    code = (
        "import sys\nfrom app.cli import main\ntry:\n    main(['draft', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(*(f'{name} {getattr(module, \"__file__\", None)}' for name, module in sys.modules.items()), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "書き方：shitagaki" in done.stdout
    loaded = dict(line.split(" ", 1) for line in done.stderr.splitlines())
    assert "app.cli.main" in loaded, "the list is of this program"
    bought = {name for name, file in loaded.items() if "site-packages" in file and not name.startswith("_")}
    assert not bought, "a help text must not load libraries or models"
    own = [name for name in loaded if name.partition(".")[0] in ("app", "ingest", "evals")]
    assert len(own) < 80, "a help text must not load what the commands work with"


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


def test_the_file_tree_of_the_guide_to_the_code_is_that_of_the_code():
    block = re.search(r"```\n(app/.*?)```", (ROOT / "app" / "README.md").read_text("utf-8"), re.DOTALL)
    assert block
    folders = [line.split()[0] for line in block[1].splitlines() if line and not line.startswith(" ")]
    assert {"app/", "ingest/", "evals/", "prompts/", "corpus/", "tests/"} <= set(folders)
    top = ROOT
    for line in filter(None, block[1].splitlines()):
        first = line.split()[0]
        top = top if line.startswith(" ") else ROOT / first
        for name in re.findall(r"[\w./-]+/(?=\s)|[\w-]+\.(?:py|toml|sql|md)", line):
            assert any((folder / name).exists() for folder in (ROOT, top, top / first)), name
    told = re.findall(r"^  (\w+)/ ", block[1], re.MULTILINE)
    packages = [path.parent.name for top in ("app", "ingest") for path in (ROOT / top).glob("*/__init__.py")]
    assert sorted(told) == sorted(packages)


@pytest.mark.parametrize("guide", ["README.md", *GUIDES])
def test_the_files_that_a_guide_names_are_there(guide):
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = set(re.findall(r"[`(]((?:app|ingest|evals|prompts|tests|corpus)/[\w./*-]+)[`)]", text))
    assert sorted(name for name in named if not list(ROOT.glob(name.rstrip("/")))) == []


def test_the_guide_to_the_prompts_tells_of_each_of_their_files():
    guide = (ROOT / "prompts" / "README.md").read_text(encoding="utf-8")
    told = {path for name in re.findall(r"^\| `([^`]+)` \|", guide, flags=re.MULTILINE) for path in (ROOT / "prompts").glob(name)}  # fmt: skip
    files = {path for path in (ROOT / "prompts").rglob("*.*") if path.name != "README.md"}
    assert sorted(path.name for path in files - told) == []


def headings(path):
    """The names by which a page of GitHub links to its headings."""
    lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("guide", ["README.md", *GUIDES])
def test_every_link_of_a_guide_leads_to_a_heading_or_a_file(guide):
    page = ROOT / guide
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        name, _, heading = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.is_file(), target
        assert not heading or heading in headings(file), target


def test_every_guide_can_be_reached_from_the_readme():
    assert [guide for guide in GUIDES if f"]({guide}" not in README] == []


@pytest.mark.parametrize("guide", ["README.md", *GUIDES])
def test_the_pictures_are_there(guide):
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / guide).read_text(encoding="utf-8")):
        assert ((ROOT / guide).parent / picture).stat().st_size > 10_000


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
