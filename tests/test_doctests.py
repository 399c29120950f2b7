"""The examples in the docstrings say what is true."""

import doctest
from importlib import import_module

import pytest

from tests.test_layers import DOTTED

WITH_EXAMPLES = [name for path, name in DOTTED.items() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_hold(name):
    tried = doctest.testmod(import_module(name))
    assert tried.attempted > 0
    assert tried.failed == 0, "what was expected and what came stands in the captured output"
