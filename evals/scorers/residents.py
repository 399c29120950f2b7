"""Scorers of a resident's answer: right source, right words, right number to call, readable. Knows nothing of how it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.checks.grounds.pools import read_spans
from app.checks.grounds.values import follows, says
from app.checks.style.plain import check_plain
from app.checks.style.text import StyleText
from evals.case import reaches
from evals.scorers.texts import prompts

Judged = tuple[float | None, str]
CHECKED = ("数", "金額", "割合", "回数", "日付", "年月", "時刻", "電話")
_STEP = re.compile(r"^((?:[^\s：]{1,8}：)?)[0-9０-９]{1,2}[.．)）][ 　]?", re.MULTILINE)
"""The number of a step (手順：2. 処理券を買う。): where it stands in its list, no figure of the answer."""
_WEEK = re.compile(
    r"第[0-9０-９一二三四五](?:[・、と及び]{1,2}第?[0-9０-９一二三四五])*(?=[月火水木金土日]曜)"
)
_READING = re.compile(r"（[ぁ-んァ-ヶー]+）")


def right(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """All that the case asks for at once: the status, a gold source, the words, the number to call (a needless one is
    urgent.v1's, but for a calm question that sounds like danger)."""
    if "kind" not in case or "answer" not in case:
        return None, ""
    parts = [_status(case, given), grounded(case, given), worded(case, given)]
    parts += [urgent(case, given)] if case["phones"] or case["kind"] == "calm" else []
    wrong = [reason for value, reason in parts if value == 0]
    return float(not wrong), "、".join(wrong)


def grounded(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """One of the sources is among the gold."""
    if not case.get("gold") or "citations" not in given:
        return None, ""
    cited = [one["passage_id"] for one in given["citations"]]
    good = any(reaches(one, case["gold"]) for one in cited)
    return float(good), "" if good else f"出典が違う（{'、'.join(cited[:3]) or 'なし'}）"


def worded(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    words = case.get("quote", "")
    if not words or "answer" not in case:
        return None, ""
    good = words in given["text"]
    return float(good), "" if good else f"「{words}」がない"


def urgent(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """A number to call where there is danger, the right one, and none where there is not."""
    if "kind" not in case or "urgent" not in given:
        return None, ""
    told = {one["telephone"] for one in given["urgent"]}
    if case["phones"]:
        good = bool(told & set(case["phones"]))
        return float(good), "" if good else f"緊急の番号が出ない（{'、'.join(case['phones'])}）"
    return float(not told), f"緊急でないのに番号を出した（{'、'.join(sorted(told))}）" if told else ""


def public(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Every source may be read by anybody."""
    cited = [one for one in given.get("citations", ()) if "public" in one]
    if not cited:
        return None, ""
    secret = [one["passage_id"] for one in cited if not one["public"]]
    return float(not secret), f"公開でない文書の引用 {secret[0]}" if secret else ""


def numbers(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the figures of a Japanese answer that one of its sources, or the question, says; 第2日曜日 is one too."""
    if given.get("status") not in ("answered", "partial") or given.get("language") not in ("ja", "ja-easy"):
        return None, ""
    ground = "\n".join([*(one["source"] for one in given["citations"]), *map(str, given.get("told", ())), *given.get("handoff", {}).values()])  # fmt: skip
    known = read_spans(ground)
    text = _STEP.sub(r"\1", _READING.sub("", given["text"]))
    weeks = [one[0] for one in _WEEK.finditer(text)]
    spans = [one for one in read_spans(text) if one.kind in CHECKED]
    if not spans and not weeks:
        return None, ""
    lost = [one for one in weeks if one not in ground]
    lost += [
        one.text
        for one in spans
        if not any(says(each, one, ground) or follows(each, one, ground) for each in known)
    ]
    return 1 - len(lost) / (len(spans) + len(weeks)), f"出典にない {'、'.join(lost[:3])}" if lost else ""


def language(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The answer is in the language that was asked for."""
    wanted = case.get("language", "")
    if not wanted or "language" not in given:
        return None, ""
    return float(given["language"] == wanted), "" if given[
        "language"
    ] == wanted else f"言語が {given['language']}"


def easy(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the sentences of an answer in やさしい日本語 that keep its rules (EASY01 to EASY08); readings above
    words do not count for their length. None where another language was asked for."""
    if given.get("language") != "ja-easy" or given.get("status") not in ("answered", "partial"):
        return None, ""
    ready = StyleText(_READING.sub("", given["text"]).replace(" ", ""), prompts().style.keep)
    whole = [one for one in ready.sentences if not one.row and one.text.endswith("。")]
    if not whole:
        return None, ""
    found = list(check_plain(ready, prompts().style))
    hard = [one for one in whole if any(each.start < one.end and one.start < each.end for each in found if each.end - each.start < len(ready.text))]  # fmt: skip
    told = next((one.message for one in found), "")
    return 1 - len(hard) / len(whole), f"{len(whole)} 文のうち {len(hard)} 文：{told}" if hard else ""


def _status(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    good = not case["answer"] or given["status"] in case["answer"]
    return float(good), "" if good else f"{given['status']}（期待は {'、'.join(case['answer'])}）"
