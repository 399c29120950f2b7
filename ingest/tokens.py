"""Counting tokens, offline. Knows nothing of prompts or models: one vocabulary stands for all of them."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

VOCABULARY = "o200k_base"
"""1.26 characters of Japanese a token (cl100k_base: 0.90), close to what the Qwen and GPT-4o families count."""


@lru_cache(maxsize=1)
def _encoding() -> Encoding:
    """The vocabulary from the cache that llama-index-core carries; tiktoken would otherwise download it."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("llama_index.core")
    if spec is not None and spec.origin is not None:
        bundled = Path(spec.origin).parent / "_static" / "tiktoken_cache"
        if bundled.is_dir():
            os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(bundled))
    import tiktoken

    return tiktoken.get_encoding(VOCABULARY)


def count_tokens(text: str) -> int:
    """How many tokens ``text`` costs; special-token look-alikes in a document count as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))


def fit_tokens(text: str, limit: int) -> str:
    """The longest prefix of ``text`` of at most ``limit`` tokens, cut between characters.

    >>> fit_tokens("市民課の窓口", 0)
    ''
    """
    if limit <= 0:
        return ""
    tokens = _encoding().encode(text, disallowed_special=())
    if len(tokens) <= limit:
        return text
    kept = _encoding().decode_bytes(tokens[:limit])
    return kept.decode("utf-8", errors="ignore")
