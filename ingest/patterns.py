"""Patterns that are made of the words of a question or a title, compiled once: ``re`` itself forgets all but the last 512."""

from __future__ import annotations

import re
from functools import lru_cache

made_of = lru_cache(maxsize=4096)(re.compile)
