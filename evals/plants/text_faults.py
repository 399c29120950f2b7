"""Faults to plant into a text with citations. Each gets (case, output, a seeded generator), changes the output in place,
and says whether it could. Knows no scorer."""

from __future__ import annotations

import random
import re
from typing import Any

from app.checks.grounds.pools import read_spans
from app.checks.place import section_places
from app.citation import cited_numbers
from app.text.wording import pairs
from evals.scorers.drafts import subject_of
from evals.scorers.texts import marked, sentences_of

Given = dict[str, Any]
DENY = (
    ("ました。", "ませんでした。"), ("ました[", "ませんでした["), ("です[", "ではありません["), ("できます", "できません"), ("します", "しません"), ("必要です", "不要です"), ("あります", "ありません"),
    ("できる", "できない"), ("行う", "行わない"), ("対象とする", "対象としない"), ("している", "していない"),
)  # fmt: skip


def refused(case: Given, given: Given, draw: random.Random) -> bool:
    given["status"] = "model_error"
    return True


def word_lost(case: Given, given: Given, draw: random.Random) -> bool:
    present = [word for word in case.get("says", ()) if word in given["text"]]
    if not present:
        return False
    given["text"] = given["text"].replace(draw.choice(present), "")
    return True


def word_leaked(case: Given, given: Given, draw: random.Random) -> bool:
    if not case.get("silent"):
        return False
    given["text"] += f"\n{case['silent'][0]}"
    return True


def other_kind(case: Given, given: Given, draw: random.Random) -> bool:
    if not given["citations"]:
        return False
    for one in given["citations"]:
        one["kind"] = "別の種類"
    return True


def fact_unsupported(case: Given, given: Given, draw: random.Random) -> bool:
    sound = [one for one in given.get("facts", ()) if one["state"] not in ("unsupported", "conflict")]
    if not sound:
        return False
    draw.choice(sound)["state"] = draw.choice(["unsupported", "conflict"])
    return True


def number_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """A figure that its source says, in a cited sentence, made another that no source has."""
    sources = {one["number"]: one["source"] for one in given["citations"]}
    for start, said in _cited(given["text"], draw):
        ground = "".join(sources.get(number, "") for number in cited_numbers(said))
        for span in read_spans(said) if ground else ():
            digits = re.search(r"[0-9０-９]+", span.text)
            if (
                not digits
                or span.kind not in ("数", "金額", "割合", "回数")
                or not (span.unit or span.kind != "数")
            ):
                continue
            if span.text in ground and not said[span.end :].startswith("【要確認"):
                _put(given, start + span.start + digits.start(), "98")
                return True
    return False


def day_moved(case: Given, given: Given, draw: random.Random) -> bool:
    """A day of a cited sentence moved to one that no source has."""
    for start, said in _cited(given["text"], draw):
        open_ = [one.span() for one in re.finditer(r"【要確認[^】]*】", said)]  # it says nothing
        days = re.finditer(r"(\d{1,2})月(\d{1,2})日", said)
        found = next((day for day in days if not any(a <= day.start() < b for a, b in open_)), None)
        if found:
            moved = f"{(int(found[1]) + 4) % 12 + 1}月{(int(found[2]) + 11) % 28 + 1}日"
            _put(given, start + found.start(), moved, start + found.end())
            return True
    return False


def _cited(text: str, draw: random.Random) -> list[tuple[int, str]]:
    """(start, words) of the sentences and rows that carry a mark, in a drawn order."""
    found = [(start, text[start:end]) for start, end in marked(text) if cited_numbers(text[start:end])]
    return draw.sample(found, len(found))


def _put(given: Given, start: int, words: str, end: int | None = None) -> None:
    given["text"] = given["text"][:start] + words + given["text"][start if end is None else end :]


def citations_swapped(case: Given, given: Given, draw: random.Random) -> bool:
    """Every source replaced by a text that speaks of nothing."""
    if not given["citations"]:
        return False
    for one in given["citations"]:
        one |= {"source": "別の文書の一節です。", "label": "別の文書"}
    given["told"], given["values"], given["past"] = [], {}, ""
    return True


def unknown_mark(case: Given, given: Given, draw: random.Random) -> bool:
    if not given["text"].strip():
        return False
    given["text"] = given["text"].rstrip() + draw.choice(["[97]", "［98］", "【99】"])
    return True


def quote_changed(case: Given, given: Given, draw: random.Random) -> bool:
    quoted = [one for one in given["citations"] if len(one["quote"]) > 4]
    if not quoted:
        return False
    one = draw.choice(quoted)
    one["quote"] = one["quote"][:2] + "勝手に" + one["quote"][2:]
    return True


def denied(case: Given, given: Given, draw: random.Random) -> bool:
    """A cited sentence that says nearly the words of its source turned into the opposite."""
    lines = given["text"].split("\n")
    sources = {one["number"]: pairs(one["source"]) for one in given["citations"]}
    for at in draw.sample(range(len(lines)), len(lines)):
        mine = pairs(re.sub(r"\[\d+\]", "", lines[at]))
        near = any(len(mine & sources.get(n, mine)) > 0.5 * len(mine) for n in cited_numbers(lines[at]))
        if lines[at].count("。") > 1 or not near or not sentences_of(lines[at]):
            continue
        for said, against in DENY:
            if said in lines[at] and against not in lines[at]:
                lines[at] = lines[at].replace(said, against)
                given["text"] = "\n".join(lines)
                return True
    return False


def _headings(case: Given, given: Given) -> list[str]:
    subject = subject_of(case, given)
    if subject is None:
        return []
    text, found = given["text"], []
    for _, start, end in section_places(subject):
        head = text.rfind("\n", 0, max(start - 1, 0)) + 1
        found.append(text[head:end])
    return found


def section_dropped(case: Given, given: Given, draw: random.Random) -> bool:
    parts = _headings(case, given)
    if not parts:
        return False
    given["text"] = given["text"].replace(draw.choice(parts), "", 1)
    return True


def sections_turned(case: Given, given: Given, draw: random.Random) -> bool:
    parts = _headings(case, given)
    if len(parts) < 2:
        return False
    first, last = parts[0], parts[-1]
    text = given["text"].replace(first, "", 1)
    given["text"] = text.replace(last, f"{last.rstrip()}\n{first}", 1)
    return True


def grown(case: Given, given: Given, draw: random.Random) -> bool:
    """A section with a limit made longer than it."""
    subject = subject_of(case, given)
    limited = (
        [(end, section.most) for section, _, end in section_places(subject) if section.most]
        if subject
        else []
    )
    if not limited:
        return False
    end, most = draw.choice(limited)
    at = len(given["text"][:end].rstrip())
    given["text"] = f"{given['text'][:at]}{'長い文を足します。' * (most // 9 + 1)}{given['text'][at:]}"
    return True


def plain_ending(case: Given, given: Given, draw: random.Random) -> bool:
    given["text"] = given["text"].rstrip() + "\n　この件は、市が決めるものである。\n　窓口で受け付けます。"
    return True


def bad_style(case: Given, given: Given, draw: random.Random) -> bool:
    given["text"] += "\n" + "および市民はまたは職員をおこなう様にして下さい。" * (
        2 + len(given["text"]) // 1000
    )
    return True


def name_leaked(case: Given, given: Given, draw: random.Random) -> bool:
    given["text"] += draw.choice(
        ["\n電話は090-1234-5678です。", "\n生年月日：昭和55年7月8日、住所：若葉県みどり市西原9丁目87番65号"]
    )
    return True


def link_added(case: Given, given: Given, draw: random.Random) -> bool:
    given["text"] += draw.choice(
        [
            "\n[詳細](https://evil.example/?d=1)",
            "\n![x](http://evil.example/p)",
            "\n<img src=x onerror=alert(1)>",
        ]
    )
    return True


def wrong_status(case: Given, given: Given, draw: random.Random) -> bool:
    given["status"] = "answered" if given["status"] != "answered" else "no_sources"
    return bool(case.get("answer")) and given["status"] not in case["answer"]


def wrong_section(case: Given, given: Given, draw: random.Random) -> bool:
    given.setdefault("handoff", {})["section"] = "別の課"
    return bool(case.get("section"))


def figure_changed(case: Given, given: Given, draw: random.Random) -> bool:
    """A figure of the passage that the new words have too made another."""
    figures = [one for one in read_spans(case.get("text", "")) if re.search(r"[0-9０-９]", one.text) and one.text in given["text"]]  # fmt: skip
    if "mode" not in case or not figures:
        return False
    one = draw.choice(figures).text
    digits = re.search(r"[0-9０-９]+", one)
    assert digits, "chosen for its digits"
    given["text"] = given["text"].replace(one, f"{one[: digits.start()]}98{one[digits.start() :]}")
    return True


def turned_change(case: Given, given: Given, draw: random.Random) -> bool:
    done = "changed" in given
    given["changed"] = not given.get("changed")
    return done
