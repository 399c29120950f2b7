"""What is wrong with a task in the words of its form, for those who never see the file. Knows nothing of what is right."""

from __future__ import annotations

import re
from collections.abc import Callable

_NAMES = {
    "name": "part_name", "result": "part_result", "title": "part_title", "label": "part_label", "help": "part_help", "example": "part_example",
    "options": "part_options", "text": "part_text", "about": "part_about", "fields": "part_fields", "sections": "part_sections",
    "kinds": "part_kinds", "queries": "part_queries", "checklist": "part_checklist", "type": "part_type",
}  # fmt: skip
"""The keys that the form shows, and what it calls them."""
_KEY = re.compile(rf"「?(?<![A-Za-z_])({'|'.join(_NAMES)})(?![A-Za-z_])」?[ ]?")


def in_form_words(message: str, say: Callable[[str], str]) -> str:
    """The message about a file as the form would say it; ``say`` gives the words of the page by their key.

    「用途のファイル：「name」がありません。文字列（"…"）で書いてください。」 → 「「用途の名前」を入れてください。」
    """
    told = re.sub(r"^[^：]*：", "", message)
    told = re.sub(r'文字列（"…"）で書いてください', "入れてください", told)
    told = re.sub(r"が(?:ありません|空です)。入れてください", "を入れてください", told)
    told = re.sub(
        r"options は type が select の欄に必ず書き、ほかの欄には書きません",
        f"「{_plain(say('making.part_type'))}」が「{say('making.type_select')}」の欄には、「{_plain(say('making.part_options'))}」を一つ以上書いてください",
        told,
    )
    return _KEY.sub(lambda found: f"「{_plain(say(f'making.{_NAMES[found[1]]}'))}」", told)


def _plain(words: str) -> str:
    """「選べるもの（1行に一つ）」 without what is said in brackets."""
    return words.partition("（")[0]
