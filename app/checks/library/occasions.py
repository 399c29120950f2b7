"""Whether a paper speaks of another occasion than a text: last year's event, the next session. Knows nothing of states.

Another year's paper may say other figures; the day on which a page was brought up to date says nothing of its matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from unicodedata import normalize

from app.checks.grounds.values import DATES
from app.result import Fact
from app.retrieval import Evidence
from app.text.spans import find_spans, years
from app.text.wording import pairs

_COUNT = re.compile(r"第([0-9０-９]+)(回|期|次|版)([一-龠]{0,2})")
_ISSUE = re.compile(r"([0-9０-９]{1,2})月号")
_MONTH = re.compile(r"(?<![0-9０-９])([0-9０-９]{1,2})月[ 　]*(?:一般会計)?(補正予算|定例会)")
"""「３月補正予算」 is another than 「12月一般会計補正予算」."""
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_LINES, _LEAST, _SAME = 3, 4, 0.8
_NOT_NAME = re.compile(
    r"^○|(?:令和|平成|昭和)?[0-9元]+年度?(?:[0-9]+月)?(?:[0-9]+日)?|第[0-9]+[回期次号]|議案第?[0-9]*号?|[ ]|の一部を改正する(?:条例|規則|要綱|規程)?"
)
_ABOUT = re.compile(
    r"(?:の(?:開催|実施|締結|改定|決定|一部改正))?(?:について|に関する.*|のお知らせ|のお願い|の件)$"
)
_KEPT = re.compile(
    r"(?:更新|作成|発行|発信|掲載|公開|印刷|配信|投稿|送信|受信)(?:予定)?(?:日時?)?[ 　：:]*$|^[ 　]*日時[：:][ ]*$"
)


def sibling(text: str, title: str) -> bool:
    """Whether a paper of that title is of another thing of the same sort: 「子宮頸がん検診」 beside 「乳がん検診」, another
    条例. Only where no line of the text's beginning is of that title."""
    theirs = _core(title)
    own = [core for line in first_lines(text).split("\n") if len(core := _core(line)) >= _LEAST]
    if len(theirs) < _LEAST or any(core in theirs or theirs in core or _much(core, theirs) for core in own):
        return False
    return any(core[-2:] == theirs[-2:] for core in own)


def _much(one: str, other: str) -> bool:
    """Whether all but a word of one is in the other: 「救急出動の状況」 and 「10月末救急出動状況」."""
    mine, theirs = pairs(one), pairs(other)
    return bool(mine and theirs) and len(mine & theirs) >= _SAME * min(len(mine), len(theirs))


def _core(title: str) -> str:
    """A title without its year, count, brackets and what is done about it."""
    plain = normalize("NFKC", _BRACKETS.sub("", title))
    return _ABOUT.sub("", _NOT_NAME.sub("", plain))


def other_occasion(text: str, fact: Fact, source: Evidence) -> bool:
    """Whether what contradicts ``fact`` is no contradiction: a paper whose title names another year or another count
    of the same series than the text's first line, or the day that a page bears."""
    if fact.kind in DATES and _KEPT.search(fact.quote.rpartition(" ")[0] or fact.quote[:4]):
        return True
    head = next((line for line in text.split("\n") if line.strip()), "")
    title = source.document.title
    mine, theirs = years(find_spans(head)), years(find_spans(title))
    if mine and theirs and not mine & theirs:
        return True
    if other_issue(text, title):
        return True
    ours, told = counts(first_lines(text)), counts(title)
    return any(not ours[name] & told[name] for name in ours.keys() & told.keys())


def other_issue(text: str, title: str) -> bool:
    """Whether the paper is another month's issue of a newsletter than the text."""
    own, told = (set(_ISSUE.findall(normalize("NFKC", each))) for each in (first_lines(text), title))
    return bool(own and told and not own & told)


def first_lines(text: str) -> str:
    """The first lines, in which a paper says what it is: 「議案第25号」 and its title below. A sentence is no title."""
    lines = [line for line in text.split("\n") if line.strip()][:_LINES]
    return "\n".join(line for at, line in enumerate(lines) if not at or "。" not in line)


def counts(words: str) -> dict[str, set[str]]:
    """The counts of a paper's first lines by what they count: 「第21回大会」 is {"回大会": {"21"}}."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in _COUNT.finditer(f"{words}\n{_BRACKETS.sub('', words)}"):
        found[f"{each[2]}{each[3]}"].add(normalize("NFKC", each[1]))
    for each in _MONTH.finditer(words):
        found[each[2]].add(normalize("NFKC", each[1]))
    return found
