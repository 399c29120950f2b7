"""The rules of the house that a machine can check: lengths, docstrings, printing, paths of one machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for package in ("ingest", "app", "evals") for path in (ROOT / package).rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40
NAMES = [str(path.relative_to(ROOT)) for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_are_short_and_say_what_they_are(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= LONGEST_MODULE
    assert ast.get_docstring(tree), "the first line of a module says what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_nothing_is_called_core_common_utils_helpers_manager_or_base():
    banned = {"core", "common", "utils", "helpers", "manager", "base"}
    assert [path for path in MODULES if path.stem in banned or path.parent.name in banned] == []


def test_no_tracked_file_names_the_machine_it_was_written_on():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    text_files = [
        name
        for name in tracked
        if name.endswith((".py", ".toml", ".md", ".sh", ".js", ".css", ".html", "Makefile"))
    ]
    places = re.compile(r"/(?:work|farm|root)/|/tmp/[a-z]")
    found = [
        f"{name}: {line.strip()[:80]}"
        for name in text_files
        if name != "tests/test_house.py"
        for line in (ROOT / name).read_text(encoding="utf-8", errors="replace").split("\n")
        if places.search(line)
    ]
    assert found == []
