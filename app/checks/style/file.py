"""Reading prompts/style.json and style_office.toml. Knows the files' layout; knows nothing of texts.

Both files are edited without a programmer: whatever is wrong in them is told with the file, the rule and the remedy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.checks.style.guide import CHANGES, PROFILES, SEVERITIES, DocumentRule, OfficeWord, Rule, StyleGuide
from app.tasks.schema import Key, TemplateError, optional, read_table, read_toml
from app.text.grams import needs

_RULE = {
    "id": Key("text"),
    "category": Key("text"),
    "pattern": Key("text"),
    "prefer": Key("text"),
    "reason": Key("text"),
    "severity": Key("text", choices=SEVERITIES),
    "profiles": Key("texts", choices=PROFILES),
    "source": Key("text"),
    "match": Key("texts"),
    "pass": optional("texts", ()),
    "fix": optional("text", ""),
    "words": optional("table", None),
    "word": optional("flag", False),
    "pos": optional("text", ""),
    "after": optional("text", ""),
    "prose": optional("flag", False),
    "once": optional("flag", False),
    "unless_sentence": optional("text", ""),
    "unless_document": optional("text", ""),
    "with_document": optional("text", ""),
    "until": optional("text", ""),
}
_PATTERNS = ("pattern", "unless_sentence", "unless_document", "with_document", "until")
_DOCUMENT = {
    "id": Key("text"),
    "category": Key("text"),
    "severity": Key("text", choices=SEVERITIES),
    "profiles": Key("texts", choices=PROFILES),
    "message": Key("text"),
    "reason": Key("text"),
    "source": Key("text"),
}
_OFFICE = {
    "profiles": optional("table", {}),
    "off": optional("texts", ()),
    "severity": optional("table", {}),
    "keep": optional("texts", ()),
    "words": optional("tables", ()),
    "digits": optional("text", "free", choices=("free", "half", "full", "one-full")),
    "honorific": optional("text", "", choices=("", "様", "殿")),
}
_WORD = {
    "use": Key("text"),
    "avoid": Key("texts"),
    "unless": optional("texts", ()),
    "reason": Key("text"),
    "severity": optional("text", "warning", choices=SEVERITIES),
    "profiles": optional("texts", PROFILES, choices=PROFILES),
}


def load_style(folder: Path) -> StyleGuide:
    """style.json with style_office.toml on top. Raises TemplateError naming the file, the rule and the remedy."""
    rules, whole = _read(folder / "style.json")
    path = folder / "style_office.toml"
    if not path.is_file():
        return StyleGuide(rules, whole)
    file = str(path)
    data = read_table(read_toml(path), _OFFICE, file=file)
    _check_office(data, {*(rule.id for rule in rules), *whole}, file)
    severity, off = data["severity"], data["off"]
    kept = tuple(
        replace(rule, severity=severity.get(rule.id, rule.severity)) for rule in rules if rule.id not in off
    )
    told = {
        name: replace(rule, severity=severity.get(name, rule.severity))
        for name, rule in whole.items()
        if name not in off
    }
    own = tuple(
        _office_word(row, f"words の{number}番目", file) for number, row in enumerate(data["words"], 1)
    )
    return StyleGuide(
        kept, told, data["profiles"], tuple(data["keep"]), own, data["digits"], data["honorific"]
    )


def _check_office(data: Mapping[str, Any], known: set[str], file: str) -> None:
    for name in (*data["off"], *data["severity"]):
        if name not in known:
            raise TemplateError(f"{file}：規則「{name}」は style.json にありません。id を確かめてください。")
    for table, allowed in (("severity", SEVERITIES), ("profiles", PROFILES)):
        for name, value in data[table].items():
            if value not in allowed:
                raise TemplateError(
                    f"{file}：{table} の「{name}」の値「{value}」は使えません。使えるのは {'、'.join(allowed)} です。"
                )


def _read(path: Path) -> tuple[tuple[Rule, ...], dict[str, DocumentRule]]:
    """The rows of style.json, every one tried on its own examples."""
    file = str(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"{file}：ファイルを開けません。置き場所と文字コード（UTF-8）を確かめてください。"
        ) from error
    except ValueError as error:
        raise TemplateError(
            f"{file}：JSON として読めません（{error}）。括弧や読点、引用符を確かめてください。"
        ) from error
    keys = {"sources": Key("table"), "rules": Key("tables"), "document": Key("tables")}
    table = read_table(data if isinstance(data, dict) else {}, keys, file=file)
    sources = table["sources"]
    rules = tuple(
        _rule(row | {"source": sources[row["source"]]}, file)
        for row in _rows(table["rules"], _RULE, sources, file)
    )
    whole = {
        row["id"]: DocumentRule(**row | {"source": sources[row["source"]]})
        for row in _rows(table["document"], _DOCUMENT, sources, file)
    }
    return rules, whole


def _rows(
    rows: Sequence[dict[str, Any]], keys: Mapping[str, Key], sources: Mapping[str, str], file: str
) -> Iterator[dict[str, Any]]:
    seen = set()
    for number, row in enumerate(rows, start=1):
        name = row.get("id", f"{number}番目")
        checked = read_table(row, keys, file=file, place=f"規則 {name}")
        if checked["id"] in seen:
            raise TemplateError(f"{file}：規則 {name} の id が重複しています。別の id にしてください。")
        seen.add(checked["id"])
        if checked["source"] not in sources:
            raise TemplateError(
                f"{file}：規則 {name} の source「{checked['source']}」が sources にありません。"
                f"使えるのは {'、'.join(sources)} です。"
            )
        yield checked


def _rule(row: dict[str, Any], file: str) -> Rule:
    place = f"{file}：規則 {row['id']}"
    patterns = {key: _pattern(row[key], f"{place} の {key}") for key in _PATTERNS}
    main = patterns["pattern"]
    if main is None or main.search("") is not None:
        raise TemplateError(
            f"{place} の pattern が空の文字列に当てはまります。1字以上に当てはまる形にしてください。"
        )
    _check_examples(row, main, place)
    made: dict[str, Any] = row | patterns | {"passes": row["pass"], "words": row["words"] or {}}
    del made["pass"]
    return Rule(**made, needs=needs(main.pattern, main.flags))


def _pattern(text: str, place: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text, re.MULTILINE) if text else None
    except re.error as error:
        raise TemplateError(
            f"{place} は正規表現として読めません（{error}）。括弧や \\ を確かめてください。"
        ) from error


def _check_examples(row: Mapping[str, Any], main: re.Pattern[str], place: str) -> None:
    """The examples that must match do, and the fix fits the pattern's groups."""
    if row["fix"].startswith("@") and row["fix"] not in CHANGES:
        raise TemplateError(
            f"{place} の fix「{row['fix']}」は使えません。@ で始まるものは {'、'.join(CHANGES)} です。"
        )
    if not row["match"]:
        raise TemplateError(f"{place} に match（当てはまる例）がありません。一つ以上書いてください。")
    for example in row["match"]:
        if not main.search(example):
            raise TemplateError(
                f"{place} の match の例「{example}」に pattern が当てはまりません。どちらかを直してください。"
            )
    try:
        re.sub(main, "" if row["fix"].startswith("@") else row["fix"], row["match"][0])
    except (re.error, IndexError) as error:
        raise TemplateError(
            f"{place} の fix「{row['fix']}」が pattern の括弧と合いません（{error}）。"
        ) from error


def _office_word(row: Mapping[str, Any], name: str, file: str) -> OfficeWord:
    data = read_table(row, _WORD, file=file, place=name)
    avoid = re.compile("|".join(re.escape(word) for word in sorted(data["avoid"], key=len, reverse=True)))
    return OfficeWord(
        data["use"], avoid, tuple(data["unless"]), data["reason"], data["severity"], tuple(data["profiles"])
    )
