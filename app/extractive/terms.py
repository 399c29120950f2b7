"""What a rule of the office settles in a contract or a specification: days of 検査 and 支払, the rule's own name.

Knows nothing of sections. What no rule among the sources says stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.retrieval import Evidence
from app.text.wording import sentences

LAW_KINDS = ("条例", "規則", "規程", "要綱")
_OPEN = re.compile(r"【要確認：[^】]{1,40}】以内(?=に、?[^。]{0,16}?(?P<what>検査|支払))")
_DAYS = re.compile(r"(?P<days>[0-9０-９]+日)以内")
_RULE = re.compile(r"【要確認：契約に関する規則の名前と番号】")
_OF_CONTRACTS = re.compile(r"(?:契約(?:事務)?(?:取扱)?|財務|会計|財務会計)規則(?:（抄）)?$")


def with_terms(text: str, evidence: Sequence[Evidence]) -> str:
    """``text`` with an open term of days as the rule has it: 【要確認：検査の期限】以内に検査 → 10日以内[1]に検査."""

    def settled(match: re.Match[str]) -> str:
        return _days(match["what"], evidence) or match[0]

    return _named(_OPEN.sub(settled, text), evidence) if "【要確認" in text else text


def _days(what: str, evidence: Sequence[Evidence]) -> str:
    rules = [each for each in evidence if each.document.kind in LAW_KINDS]
    rules.sort(key=lambda each: _OF_CONTRACTS.search(each.document.title) is None)  # theirs is the first word
    for one in rules:
        for sentence in sentences(one.passage.text):
            found = _DAYS.search(sentence)
            if found and re.search(
                rf"{what}(?:を|は|し|金|又|す|する|わ|う|い)",
                sentence[found.end() - 40 if found.end() > 40 else 0 :],
            ):
                return f"{found['days']}以内[{one.number}]"
    return ""


def _named(text: str, evidence: Sequence[Evidence]) -> str:
    named = (
        f"{one.document.title.removesuffix('（抄）')}（{one.document.number}）"
        for one in evidence
        if one.document.number and _OF_CONTRACTS.search(one.document.title)
    )
    rule = next(named, "")
    return _RULE.sub(rule, text) if rule else text
