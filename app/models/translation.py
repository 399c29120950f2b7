"""A translation server (LibreTranslate's protocol) as a writer of translations. Knows nothing of tasks' texts or pages.

The office's names are kept out of the machine's hands: they go as marks and come back as the glossary has them.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.models.chat import Message
from app.models.llm import Writer
from app.models.queueing import FairQueue
from app.tasks.template import TaskTemplate
from ingest.errors import ModelError, SettingError
from ingest.law.numbers import find_wareki
from ingest.loopback import on_this_machine
from ingest.toml_file import read_toml

CODES: Mapping[str, tuple[str, ...]] = {
    "英語": ("en",),
    "中国語（簡体字）": ("zh-Hans", "zh"),
    "中国語（繁体字）": ("zh-Hant", "zt"),
    "韓国語": ("ko",),
    "ベトナム語": ("vi",),
    "ポルトガル語": ("pt", "pt-BR"),
    "フィリピノ語": ("tl", "fil"),
    "ネパール語": ("ne",),
    "インドネシア語": ("id",),
    "タイ語": ("th",),
}
"""The names of the form, and what servers call each language."""
CONNECT, ANSWER = 4.0, 90.0
"""Seconds: to say which languages there are, and to translate a page on a slow machine."""
LANGUAGE = "言語"
_UNREACHED = "翻訳サーバ（{host}）につながりません（{reason}）。動いているか、設定 SHITAGAKI_TRANSLATOR を確かめてください。"
_NO_LANGUAGE = "翻訳サーバ（{host}）は{language}に訳せません。訳せるのは {known} です。"
_ODD = "翻訳サーバ（{host}）の答えを読めませんでした。LibreTranslate の形で答えるサーバか、確かめてください。"


def check_server(url: str) -> None:
    """Raises SettingError for what is no address of a server."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise SettingError(
            f"設定 SHITAGAKI_TRANSLATOR の「{url}」は読めません。http://ホスト:5000 の形で書いてください。"
        )


class TranslationWriter:
    """Translates what it is asked to write into one language. The text is what follows the request's first line."""

    context = 8192

    def __init__(
        self, url: str, key: str, *, language: str, glossary: Mapping[str, Mapping[str, str]]
    ) -> None:
        check_server(url)
        self._url, self._key, self._language, self._glossary = url.rstrip("/"), key, language, glossary
        self._host = urlsplit(url).netloc
        self.name = f"translate:{self._host}"
        self.local = on_this_machine(url)
        self.queue = FairQueue(4)

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        """The translation, line for line. Raises ModelError, in Japanese, when the server cannot."""
        original = messages[-1][1].partition("\n")[2]
        target = self._target()
        marked, names = hide(western(original), self._glossary, target)
        lines = marked.split("\n")
        asked = [line for line in lines if line.strip()]
        body = {"q": asked, "source": "ja", "target": target, "format": "text", "api_key": self._key}
        answer = self._call("/translate", body, ANSWER)
        told = answer.get("translatedText") if isinstance(answer, dict) else None
        if (
            not isinstance(told, list)
            or len(told) != len(asked)
            or not all(isinstance(one, str) for one in told)
        ):
            raise ModelError(_ODD.format(host=self._host))
        rest = iter(told)
        for number, line in enumerate(lines):
            if stop_event.is_set():
                return
            words = restore(next(rest).replace("\n", " "), names) if line.strip() else ""
            yield f"\n{words}" if number else words

    def whole(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> str:
        """The translation at once."""
        pieces = self.stream(messages, max_tokens=max_tokens, temperature=temperature, stop_event=stop_event)
        return "".join(pieces)

    def close(self) -> None:
        """Nothing is kept open."""

    def _target(self) -> str:
        """The server's own code for the language; this is also how it is found out that nobody is there."""
        known = self._call("/languages", None, CONNECT)
        if not isinstance(known, list):
            raise ModelError(_ODD.format(host=self._host))
        codes = {str(one.get("code")) for one in known if isinstance(one, dict)}
        found = next((code for code in CODES.get(self._language, ()) if code in codes), "")
        if not found:
            can = "、".join(name for name, given in CODES.items() if codes & set(given)) or "ありません"
            raise ModelError(_NO_LANGUAGE.format(host=self._host, language=self._language, known=can))
        return found

    def _call(self, path: str, body: Mapping[str, Any] | None, seconds: float) -> Any:
        data = json.dumps(body).encode() if body is not None else None
        headers = {"content-type": "application/json", "accept": "application/json"}
        request = urllib.request.Request(f"{self._url}{path}", data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=seconds) as response:
                return json.loads(response.read(4_000_000))
        except urllib.error.HTTPError as error:
            raise ModelError(_UNREACHED.format(host=self._host, reason=f"応答 {error.code}")) from error
        except (OSError, TimeoutError) as error:
            reason = f"{seconds:g}秒待ちました" if "timed out" in str(error) else "接続できません"
            raise ModelError(_UNREACHED.format(host=self._host, reason=reason)) from error
        except ValueError as error:
            raise ModelError(_ODD.format(host=self._host)) from error


def writer_of(
    writer: Writer | None, url: str, key: str, *, template: TaskTemplate | None, fields: Mapping[str, str]
) -> Writer | None:
    """The translation server where one is set and the form asks for a foreign language; else the office's ``writer``."""
    language = fields.get(LANGUAGE, "")
    if (
        not url
        or template is None
        or language not in CODES
        or not any(one.keeps for one in template.sections)
    ):
        return writer
    glossary = load_glossary(Path(template.file).parent.parent / "glossary.toml")
    return TranslationWriter(url, key, language=language, glossary=glossary)


# ---- the words that are the office's own


@lru_cache(maxsize=4)
def load_glossary(file: Path) -> Mapping[str, Mapping[str, str]]:
    """日本語 → language code → words; longest first, {} where there is no such file."""
    if not file.is_file():
        return {}
    rows = read_toml(file, "翻訳の用語の表").get("term", [])
    found = {row["ja"]: {code: words for code, words in row.items() if code != "ja"} for row in rows}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def spelled(term: str, words: Mapping[str, str], code: str) -> str:
    """A name as it stands in a translation: the language's word (or the English one) with the Japanese beside it.

    >>> spelled("市民課", {"en": "Citizens Division"}, "vi")
    'Citizens Division（市民課）'
    """
    own = words.get(code) or words.get(code.partition("-")[0]) or words.get("en", "")
    return f"{own}（{term}）" if own and own != term else term


def hide(text: str, glossary: Mapping[str, Mapping[str, str]], code: str) -> tuple[str, tuple[str, ...]]:
    """The text with marks ⟦0⟧ for the glossary's names, and what each mark stands for."""
    if not glossary:
        return text, ()
    names: list[str] = []

    def mark(match: re.Match[str]) -> str:
        names.append(spelled(match[0], glossary[match[0]], code))
        return f" [[{len(names) - 1}]] "

    return re.sub("|".join(re.escape(term) for term in glossary), mark, text), tuple(names)


def restore(text: str, names: Sequence[str]) -> str:
    """The names back in place of their marks, however the server has spaced them."""
    for number, words in enumerate(names):
        mark = rf"[\[［][ ]?[\[［]?[ ]?{number}[ ]?[\]］]?[ ]?[\]］]"
        text = re.sub(mark, words.replace("\\", ""), text)
    return text.strip()


def western(text: str) -> str:
    """The text with 令和8年4月1日 as 2026年4月1日: machines do not know the era.

    >>> western("令和9年1月3日まで")
    '2027年1月3日まで'
    """
    for found in reversed(list(find_wareki(text))):
        era = re.match(
            r"(?:令和|平成|昭和)[ 　]?[元0-9０-９〇一二三四五六七八九十]+年(?!度)",
            text[found.start : found.end],
        )
        if era and found.valid:
            text = f"{text[: found.start]}{found.year}年{text[found.start + era.end() :]}"
    return text
