"""Which package may import which, and where each framework may be named."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ingest.loaders import LOADERS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "app", "evals")
MAY_IMPORT = {"ingest": {"ingest"}, "app": {"app", "ingest"}, "evals": {"evals", "app", "ingest"}}
FRAMEWORKS = {
    "langchain_openai": ("app/models/chat.py",),
    "langchain_core": ("app/models/chat.py",),
    "langchain_text_splitters": ("evals/frameworks.py",),
    "llama_index": ("ingest/vectors.py", "ingest/tokens.py", "evals/frameworks.py"),
    "chromadb": ("ingest/vectors.py", "evals/frameworks.py"),
    "sentence_transformers": ("ingest/embedders.py", "ingest/sentence_models.py"),
    "torch": ("ingest/embedders.py", "ingest/sentence_models.py"),
    "tiktoken": ("ingest/tokens.py",),
    "tantivy": ("ingest/lexical.py",),
    "sudachipy": ("ingest/search_key.py", "app/text/morphology.py"),
    "fastapi": ("app/web/",),
    "gradio": ("app/web/",),
    "xllamacpp": ("app/models/writer_server.py",),
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
DOTTED = {
    path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in MODULES
}


def imported(path):
    """(name, is at module level) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", id(node) in top


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_layers(path):
    relative = path.relative_to(ROOT).as_posix()
    package = relative.split("/")[0]
    for name, at_top in imported(path):
        root = name.split(".")[0]
        assert root not in (*PACKAGES, "tests") or root in MAY_IMPORT[package], f"{relative} imports {name}"
        homes = FRAMEWORKS.get(root)
        if homes:
            assert relative.startswith(homes), f"{relative} imports {name}; it belongs in {'、'.join(homes)}"
            if root not in ("fastapi",):
                assert not at_top, f"{relative} imports {name} when it is loaded; import it where it is used"


def packages_of(name):
    """The packages that Python loads before a module."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def loaded_by(path):
    """The modules of ours that a file loads when it is loaded itself: what it names, with their packages, but for its own.

    What stands under ``if TYPE_CHECKING`` or in a function is not at module level.
    """
    own, ours = DOTTED[path], set(DOTTED.values())
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules = {f"{node.module}.{alias.name}" for alias in node.names} & ours
            found |= modules if len(modules) == len(node.names) else {node.module, *modules}
    above = {package for name in found for package in packages_of(name)}
    return (found | above) & ours - packages_of(own) - {own}


def test_every_module_can_be_imported_first():
    """No module loads itself over others: where one does, it depends on who comes first whether a name is there yet."""
    TopologicalSorter({DOTTED[path]: loaded_by(path) for path in MODULES}).prepare()


def test_every_module_is_used_by_the_product():
    """By another module, by the table of the loaders, or as a program of its own (`python -m`); tests alone are no use."""
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    used = {f"ingest.loaders.{row.loader.partition(':')[0]}" for row in LOADERS.values()}
    for text in texts.values():
        for folder, names in re.findall(r"from ([\w.]+) import (\([^)]*\)|.+)", text):
            used |= {folder, *(f"{folder}.{name}" for name in re.findall(r"\w+", names))}
        used |= set(re.findall(r"^\s*import ([\w.]+)", text, flags=re.MULTILINE))
    programs = {path for path in MODULES if path.stem in ("__init__", "__main__") or '__name__ == "__main__"' in texts[path]}  # fmt: skip
    assert sorted(name for path, name in DOTTED.items() if name not in used and path not in programs) == []
