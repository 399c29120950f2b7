"""Which words differ between two wordings of one provision, cut where words end. Knows nothing of 条 or of tables.

A word is the smallest piece that means something by itself: a compound noun whole (看護等休暇), an amount with its unit
(48万8,000円), 第3項, a verb with its endings. 公用文 underlines and quotes such pieces, never half a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.law.width import narrow_marks
from ingest.search_key import morphemes

_N = r"[0-9０-９〇一二三四五六七八九十百千]+"
_UNIT = re.compile(
    rf"(?<![おひもさ])とし(?=、)|(?<![おひもさ])とする|並びに|若しくは|又は|及び|かつ|なければならない|ものとする|ことができる|第{_N}条(?:の{_N})*(?:・第{_N}条(?:の{_N})*)+|第{_N}(?:編|章|節|款|目|条|項|号|期|欄|様式|次)(?:の{_N})*"
    rf"|(?<=和|成|昭|正|治)[0-9０-９元]{{1,2}}(?=年)"
    r"|[0-9０-９]{1,2}日[（(][月火水木金土日](?:曜日?)?(?:[・･][祝休]日?)?[）)]"
    r"|[0-9０-９][0-9０-９,，]*分の[0-9０-９][0-9０-９.,．，]*"
    r"|[0-9０-９][0-9０-９,，.．]*(?:[万千億][0-9０-９,，]*)*"
    r"(?:[日年分]間|(?:か|箇)月間|時間|年度|歳以上|[円人日月年歳回件枚通点級台級倍割時分％%]|か月|箇月|週間|キログラム|グラム|トン|平方メートル|立方メートル|(?:ミリ|センチ|キロ)?メートル|アール|ヘクタール|番地|番|丁目|戸|名|冊|頭|棟|室|席|区画|か所|箇所|リットル|パーセント)?"
)
_ENDINGS = ("助動詞",)
_NOUNS = ("名詞", "接頭辞", "接尾辞")
_VERBS = ("動詞", "形容詞")
_BOUNDS = ("以外", "以上", "以下", "以内", "未満", "以後", "以前", "以降")
_LIGHT = ("又は", "及び", "並びに", "若しくは", "当該", "その他")
MOST_CELLS = 250_000
"""Words of one side times words of the other, above which difflib's quicker way is taken (0.3 s)."""
BESIDE = 0.5
LEAST_ALIKE = 0.25
"""Below this share of equal characters two wordings have nothing to do with each other: all of both is changed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line; ``changed`` where the other side says something else or nothing."""

    text: str
    changed: bool = False


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a line, in order; joined they are the line again."""
    found: list[str] = []
    at = 0
    for match in _UNIT.finditer(text):
        found += _apart(list(_grouped(text[at : match.start()])), match[0])
        found.append(match[0])
        at = match.end()
    return (*found, *_grouped(text[at:]))


def _apart(found: list[str], unit: str) -> list[str]:
    """「納期限前」 before 「7日」 is 納期限 and 前7日."""
    if found and unit[0].isdigit() and len(found[-1]) > 1 and found[-1][-1] in "前後約各計":
        return [*found[:-1], found[-1][:-1], found[-1][-1]]
    return found


def _grouped(text: str) -> Iterator[str]:
    """Neighbouring nouns as one word (but 以外: 「駐車場以外」 is 駐車場 and 以外), a verb with the endings behind it as one."""
    held, kind = "", ""
    for surface, part in morphemes(text):
        group = "noun" if part in _NOUNS else "verb" if part in _VERBS else part
        written = bool(re.search(r"[^ぁ-ん\s　]", surface)) and bool(re.search(r"[^ぁ-ん]", held))
        joins = (
            group == kind == "noun" and written and surface not in _BOUNDS and held not in _BOUNDS[1:]
        ) or (kind == "verb" and part in _ENDINGS)
        if held and not joins:
            yield held
            held = ""
        kind = kind if joins else group
        held += surface
    if held:
        yield held


def differing(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The two lines in runs, the words that differ marked in both.

    >>> differing("手数料は、300円とする。", "手数料は、350円とする。")[1]
    (Run(text='手数料は、', changed=False), Run(text='350円', changed=True), Run(text='とする。', changed=False))
    """
    if old == new:
        return (Run(old),) if old else (), (Run(new),) if new else ()
    before, after = words(old), words(new)
    parts = list(blocks([narrow_marks(word) for word in before], [narrow_marks(word) for word in after]))
    same = sum(len(word) for tag, a, b, _, _ in parts if tag == "equal" for word in before[a:b])
    if same < LEAST_ALIKE * min(len(old), len(new)):
        return _whole(old), _whole(new)
    left = [Run("".join(before[a:b]), tag != "equal") for tag, a, b, _, _ in parts]
    right = [Run("".join(after[a:b]), tag != "equal") for tag, _, _, a, b in parts]
    return joined(left), joined(right)


def blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Opcodes as difflib has them, by the heaviest common words; what begins or ends both sides is set apart first."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (a - head) * (b - head) > MOST_CELLS:
        for tag, i, j, k, m in SequenceMatcher(None, old[head:a], new[head:b], autojunk=False).get_opcodes():
            yield tag, head + i, head + j, head + k, head + m
    else:
        i = j = head
        for x, y in [*_common(old[head:a], new[head:b]), (a - head, b - head)]:
            if (i, j) != (head + x, head + y):
                yield "replace", i, head + x, j, head + y
            i, j = head + x + 1, head + y + 1
            if x < a - head:
                yield "equal", head + x, i, head + y, j
    if tail:
        yield "equal", a, len(old), b, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The common words, in order, that weigh most together; words beside each other weigh a little more."""
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    joined_ = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        weight = _weight(old[i])
        for j in range(columns - 1, -1, -1):
            if old[i] == new[j]:
                follows = joined_[i + 1][j + 1] + BESIDE if joined_[i + 1][j + 1] else 0.0
                joined_[i][j] = weight + max(best[i + 1][j + 1], follows)
            best[i][j] = max(joined_[i][j], best[i + 1][j], best[i][j + 1])
    found, i, j, beside = [], 0, 0, False
    while i < rows and j < columns:
        if joined_[i][j] and (beside or joined_[i][j] >= best[i][j]):
            found.append((i, j))
            follows = joined_[i + 1][j + 1] + BESIDE if joined_[i + 1][j + 1] else 0.0
            beside = follows > best[i + 1][j + 1]
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _weight(word: str) -> float:
    """Words that mean something hold a sentence together; particles, commas and conjunctions hardly do."""
    if word in _LIGHT or not re.search(r"[一-龠々ァ-ヶー0-9０-９A-Za-z]", word):
        return 0.3 * len(word)
    return len(word) + 1.0


def _whole(text: str) -> tuple[Run, ...]:
    return (Run(text, True),) if text else ()


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Runs without empty ones, neighbours of one kind as one."""
    found: list[Run] = []
    for run in runs:
        if run.text and found and found[-1].changed == run.changed:
            found[-1] = Run(found[-1].text + run.text, run.changed)
        elif run.text:
            found.append(run)
    return tuple(found)
