"""The first lines of a regulation: 題名, 例規番号, 公布日, 目次. Knows nothing of what follows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from ingest.law.lines import GROUP_KINDS, Line
from ingest.law.numbers import ERAS, NUMERAL, branch_number, find_wareki, parse_wareki, to_wareki
from ingest.law.tree import LawTree
from ingest.law.width import close_up

_NUMBER = re.compile(
    rf"(?:(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年(?:{NUMERAL}月{NUMERAL}日)?[ 　]*)?"
    r"[^\s（）()「」、。:：0-9０-９]{0,20}?"
    rf"(?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|法律|政令|勅令|省令|府令|内規|指令[^\s0-9０-９（）()]{{0,6}}?)[ 　]*第[ 　]*{NUMERAL}[ 　]*号"
)
_SHORT = re.compile(
    rf"(?<![一-龠])(?P<era>令和|平成|昭和|大正|明治|[令平昭大明])(?P<year>元|[0-9０-９]+)(?P<day>[.．][ 　]*[0-9０-９]+[.．][ 　]*[0-9０-９]+)?[ 　]*"
    rf"(?P<kind>条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告)第?(?P<count>{NUMERAL})号?(?=[）)]?$)"
)
"""「平9.3.10条例5」 and 「平9条例5」 for 平成9年（3月10日）条例第5号."""
_ERAS = {name[0]: name for name, *_ in ERAS}
_DECORATION = re.compile(r"^[ 　\t]*(?:#{1,6}[ 　]+)?(?:[○◯●◎〇][ 　]*)?(?:\*\*)?|(?:\*\*)?[ 　\t]*$")
_AMENDS = re.compile(r"改正する")
_PROMULGATED = re.compile(
    r"(?:ここに(?:公布|制定|告示)する|の全部を(?:次のように)?改正する|"
    r"(?:条例|規則|規程|要綱|要領|細則|基準|訓令)を(?:次のように|次のとおり|別紙のとおり|ここに)(?:定める|制定する|告示する))。?$"
)
_SIGNED = re.compile(
    r"[^\s。、]{1,14}(?:市長|町長|村長|区長|知事|教育長|委員長|議長|管理者)(?:[ 　]+[^\s。]+){1,6}$"
)
"""「みどり市長　柊木　真理子」 below the 公布文, its characters apart or not."""
NAMED = re.compile(r"(?:条例|規則|規程|規約|要綱|要領|細則|訓令|告示)(?:[（(][^（）()]*[）)])?$")
LAID = re.compile(r"日[ 　]*提出[ 　]*$", re.MULTILINE)
"""「令和7年12月5日提出」: the day on which a bill was laid before the assembly, which is not its promulgation."""
_MENU = re.compile(r"[｜|>＞]|目次|トップ|ホーム|印刷|検索|例規集|戻る")
"""A line of links."""
ABOVE, MOST = 12, 4
"""Lines above the 題名 at most, and lines there that are called 条例: more are a list of regulations."""
_READING = re.compile(r"[（(][ぁ-んー・\s]+[）)]$")
_EXCERPT = re.compile(r"(?<=[例則程綱領])[ 　]*[（(]?抄[)）]?$")
_WRAPPED = re.compile(r"[【「『〔](.+)[】」』〕]")
_HALF = re.compile(r"(?:する|の|及び|並びに|又は|・|、|等)$")
"""What a 題名 of two lines has at the end of its first."""
_BODY_KINDS = (*GROUP_KINDS.values(), "article", "suppl", "paragraph", "item", "note")
_OPENS_BODY = ("article", "suppl", "paragraph", "item", "note", "caption")


def read_title(line: str) -> tuple[str, str]:
    """(name, 例規番号) of a line: 「○みどり市手数料条例（令和元年みどり市条例第12号）」; either may be ""."""
    words = _SHORT.sub(_spelled, close_up(_DECORATION.sub("", line.strip())))
    if (wrapped := _WRAPPED.fullmatch(words)) and NAMED.search(wrapped[1]):
        words = wrapped[1]
    if NAMED.search(_READING.sub("", words)):
        words = _READING.sub("", words)
    words = _EXCERPT.sub("", words)
    match = _NUMBER.search(words)
    if match is None:
        return words, ""
    outside = words[: match.start()] + words[match.end() :]
    return re.sub(r"[（(][ 　]*[）)]", "", outside).strip(), match[0].strip()


def _spelled(found: re.Match[str]) -> str:
    year = f"{_ERAS[found['era'][0]]}{found['year']}{found['day'] or '年'}"
    return f"{year}{' ' if found['day'] else ''}{found['kind']}第{found['count']}号"


def title_start(text: str, lines: Sequence[Line]) -> int:
    """Where the 題名 begins when links to other pages or its place in the 例規集 stand above it (「例規集トップ｜印刷」,
    「第8編　建設」); 0 else."""
    front = list(takewhile(lambda line: line.kind not in _OPENS_BODY and not line.inside, lines))
    words = [text[line.start : line.end].strip() for line in front]
    first = next((at for at, line in enumerate(front) if line.kind != "blank"), None)
    named = [at for at, line in enumerate(words) if NAMED.search(read_title(line)[0]) and "。" not in line]
    if first is None or not named or len(named) > MOST or named[-1] - first > ABOVE:
        return 0
    marked = [at for at in named if re.match(r"[○◯〇◎●]", words[at])]
    plain = [at for at in named if not _MENU.search(words[at])]
    start = (marked or plain or named)[0]
    while start > first and goes_on(read_title(words[start - 1])[0], words[start]):
        start -= 1
    above = range(first, start)
    told = any(front[at].numberlike or words[at].endswith("。") or _SIGNED.match(words[at]) for at in above)
    linked = bool(_MENU.search(words[first])) or any(front[at].kind in GROUP_KINDS.values() for at in above)
    return front[start].start if start > first and (linked or not told) else 0


def front_role(text: str, line: Line, *, title: str, above: bool = False) -> str:
    """ "title", "number" or "" (the front is over, or this line is a preamble) for a line at the top; ``above`` the 題名, which
    is ``title`` where it has been read, and stands once more below the sentence that promulgates it."""
    if above:
        return "number"
    titled = bool(title)
    words = close_up(text[line.start : line.end].strip())
    name, number = read_title(words)
    if titled and ((line.kind == "note" and number) or name == title):
        return "number"
    if line.kind in _BODY_KINDS:
        return ""
    if _PROMULGATED.search(words) or _SIGNED.match(words):
        return "number"
    if line.numberlike and (
        titled or not re.search(r"(?:条例|規則|規程|要綱|要領|法律|法|令|訓令|告示)$", name)
    ):
        return "number" if line.kind != "caption" or number or re.search(r"[日号]|改正|公布", words) else ""
    if titled or line.kind == "caption" or words.endswith("。") or len(words) > 120:
        return ""
    return "title"


def goes_on(title: str, line: str) -> bool:
    """Whether a line is the second half of a 題名 that was broken: 「町営公園の設置及び管理に関する」, 「条例」."""
    words = close_up(line.strip())
    return bool(_HALF.search(title) and NAMED.search(words)) and len(words) <= 40 and "。" not in words


def toc_range(text: str, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """(first, one past the last) index of the lines of the 目次, or None.

    A chapter line belongs to it when the same chapter comes again before the first article.
    """
    first_article = next((n for n, line in enumerate(lines) if line.kind == "article"), len(lines))
    front = range(first_article)
    label = next(
        (n for n in front if re.sub(r"[\s#*　]", "", text[lines[n].start : lines[n].end]) == "目次"), None
    )
    groups = [n for n in front if lines[n].kind in GROUP_KINDS.values() and (label is None or n > label)]
    again = None
    if groups:
        head = lines[groups[0]]
        same = [n for n in groups[1:] if (lines[n].kind, lines[n].number) == (head.kind, head.number)]
        again = same[-1] if same else None
    if label is None:
        return (groups[0], again) if again is not None else None
    ends = [n for n in range(label + 1, len(lines)) if _ends_toc(text, lines[n])]
    return label, min(again if again is not None else len(lines), ends[0] if ends else len(lines))


def _ends_toc(text: str, line: Line) -> bool:
    return line.kind in ("article", "caption") or text[line.start : line.end].rstrip().endswith("。")


def has_main_articles(text: str, lines: tuple[Line, ...], toc: tuple[int, int] | None) -> bool:
    """Whether the main part is written in 条, and not in 項 alone or as a 改め文."""
    amending = False
    for index, line in enumerate(lines):
        if line.inside or (toc and toc[0] <= index < toc[1]):
            continue
        if line.kind == "suppl":
            return False
        words = text[line.start : line.end]
        if line.kind == "article" and (not amending or _AMENDS.search(words)):
            return True
        amending = amending or "の一部を次のように改正する" in words
    return False


def own_promulgation(tree: LawTree) -> date | None:
    """The day in the lines under the 題名 (「平成17年4月1日」), where it is one day; not that of an amendment or a bill."""
    for node in tree.root.children:
        if node.kind in ("title", "number"):
            for line in tree.text_of(node).split("\n"):
                if LAID.search(line):
                    continue
                days = find_wareki(re.split(r"改正|沿革|施行|変更許可", line)[0])
                if days and days[0].valid and days[0].day:
                    return parse_wareki(days[0].text)
    return None


def own_number(tree: LawTree) -> str:
    """The 例規番号 as citations write it: 「平成17年みどり市条例第98号」 from 「平成17年4月1日／条例第98号」; "" without one."""
    number = re.sub(r"[ 　]", "", tree.number)
    bare = re.search(
        rf"((?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|内規|指令[^\s0-9０-９（）()]{{0,6}}?)第{NUMERAL}号)$",
        number,
    )
    if not bare:
        return number
    authority = re.match(r"([^\s]{2,20}?(?:組合|広域連合|企業団)|[^\s]{1,8}?[市町村区])(?=.{2})", tree.title)
    body = number[: bare.start()]
    day = own_promulgation(tree)
    year = re.match(rf"(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年", body) or (
        re.match(r".+?年", to_wareki(day)) if day else None
    )
    who = re.sub(rf"^(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年(?:{NUMERAL}月{NUMERAL}日)?", "", body)
    if year is None:
        return number
    if authority and not who.startswith(authority[1]) and "指令" not in bare[1]:
        who = authority[1] + who
    count = branch_number(bare[1])
    era, since = year[0][:2], year[0][2:-1]  # 平成三十年 is cited as 平成30年
    told = since if since == "元" else branch_number(since)
    return f"{era}{told}年{who}{bare[1].partition('第')[0]}第{count}号"
