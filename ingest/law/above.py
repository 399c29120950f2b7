"""What stands above a regulation (上位法): the national provisions it cites, whether they leave anything to it, penalties beyond what it may set.

Knows the net of regulations; a law that is not in it is named as not looked up, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.law.findings import LawFinding, finding_at
from ingest.law.graph import Graph
from ingest.law.link import Link
from ingest.law.numbers import NUMERAL, kanji_number
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node
from ingest.law.width import narrow

NATIONAL = re.compile(r"(?:法律|政令|勅令|省令|府令)第|憲法")
"""In the number (昭和22年法律第67号) of what is above an ordinance."""
_STATE_NAME = re.compile(r"(?:法|法律|令|憲法)$|(?:法|令|に関する法律)施行規則$")
JOINED = r"(?:(?:、|及び|並びに|又は)[^。、]{0,10}?第[^。、]{1,14}?)*"
"""Further references in one breath: 「法第2条【及び第3条】の規定に基づき」."""
_GROUND = re.compile(
    rf"{JOINED}(?:の(?:条例|規則)で定め(?:る|て)|の?(?:規定)?に(?:より|基づき|基づく|よる)(?:(?!規定に)(?:[^。]|。(?=[）」]))){{0,60}}?(?:定め|設置|置く|制定|設け))"
)
"""Behind a reference that a provision gives as its ground: 「法第228条第1項の規定に基づき、手数料に関し必要な事項を定める」, 「法第3条第1項の条例で定める基準は」."""
_LEFT = {
    "条例": r"条例(?:で|の定め|を定め|により|によら|に特別|には|に定め|において|をもつ?っ?て)",
    "規則": r"規則(?:で|の定め|を定め|により|に定め|において|をもつ?っ?て)|条例",
}
_MONEY = rf"(?P<yen>(?:{NUMERAL}|[0-9０-９]{{1,3}}(?:[,，][0-9０-９]{{3}})+)(?P<man>万)?円)以下の(?P<kind>罰金|過料)"
_TERM = rf"(?P<count>{NUMERAL})(?P<unit>年|月)以下の(?P<prison>拘禁刑|懲役|禁錮)"
_PENALTY = re.compile(f"{_MONEY}|{_TERM}")
_OLD_TERM = re.compile(r"懲役|禁[錮固]")
CONFINEMENT = date(2025, 6, 1)
"""From this day 懲役 and 禁錮 are 拘禁刑 (刑法等の一部を改正する法律, 令和4年法律第67号)."""
SOURCE = "地方自治法第14条第3項"
LIMITS = {"罰金": 1_000_000, "過料": 50_000}
MONTHS = 24
SPECIAL = (
    ("介護保険", 100_000, "介護保険法第214条"), ("国民健康保険条例", 100_000, "国民健康保険法第127条"),
    ("後期高齢者医療", 100_000, "高齢者の医療の確保に関する法律第171条"), ("税条例", 100_000, "地方税法"),
)  # fmt: skip
"""法令に特別の定めがあるもの: words in the 題名, the highest 過料 in yen, the law that allows it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A national provision that is cited: in which place of the regulation, as which ground, and what it says.

    ``state``: found, dangling (``reason``), absent (the law is not on hand). ``leaves``: whether its text leaves something to
    a regulation of this kind; None where that is not known or the reference is no ground. ``says`` are its words.
    """

    anchor: str
    words: str
    law: str
    place: str
    state: str
    ground: bool
    leaves: bool | None
    says: str = ""
    reason: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Excess:
    """A penalty that a regulation of its kind may not set, or that is called as it was before; ``limit`` says what holds."""

    kind: str
    anchor: str
    words: str
    limit: str
    start: int
    end: int


def kind_of_rule(title: str) -> str:
    """条例, 規則 or 要綱 (everything below a rule)."""
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    return next((each for each in ("条例", "規則") if bare.endswith(each)), "要綱")


def grounds(tree: LawTree, links: Sequence[Link], graph: Graph, day: date) -> tuple[Ground, ...]:
    """Every reference to a national provision outside the 附則 of amendments, in order; ``links`` are checked (``Graph.checked``)."""
    return tuple(
        _ground(tree, link, graph, day)
        for link in links
        if link.law and link.anchors and link.state in ("found", "outside", "dangling") and _national(link)
        and not re.match(r"s\d", link.source)
    )  # fmt: skip


def _national(link: Link) -> bool:
    if link.number:
        return bool(NATIONAL.search(link.number))
    return bool(_STATE_NAME.search(link.law)) and not re.search(r"条例|規程|要綱", link.law)


def _ground(tree: LawTree, link: Link, graph: Graph, day: date) -> Ground:
    place = "、".join(filter(None, map(label_of, link.anchors)))
    ground = bool(_GROUND.match(tree.text, link.end))
    law = graph.find(link.law, link.number, day)
    if link.state == "outside" or law is None:
        return Ground(
            link.source, link.text, link.law, place, "absent", ground, None, "", "", link.start, link.end
        )
    above = graph.read(law.id)
    nodes = [node for anchor in link.anchors if (node := above.find(anchor))]
    says = "".join(above.text_of(node) for node in nodes)
    leaves = None
    if ground and nodes:
        leaves = bool(
            re.search(
                _LEFT.get(kind_of_rule(tree.title), "条例|規則"),
                _whole(above, nodes[0]) if len(nodes) == 1 else says,
            )
        )
    return Ground(
        link.source, link.text, law.title, place, link.state, ground, leaves,
        " ".join(says.split()), link.reason, link.start, link.end,
    )  # fmt: skip


def _whole(tree: LawTree, node: Node) -> str:
    """The words of a provision; of a 号 with the 項 that it completes (「次に掲げる事項は、条例で定める」)."""
    path = tree.path(node.anchor)
    holder = next((each for each in reversed(path) if each.kind == "paragraph"), node)
    return tree.text_of(holder if node.kind in ("item", "subitem") else node)


def excesses(tree: LawTree, day: date) -> Iterator[Excess]:
    """Penalties beyond 地方自治法第14条第3項 (of a 規則: 第15条第2項), and old names of 拘禁刑, in the order of the text."""
    rule = kind_of_rule(tree.title)
    if re.search(r"(?:法|法律|令)$", tree.title):
        return
    for node in tree.walk():
        if node.kind not in ("paragraph", "item", "subitem") or node.anchor.startswith("s"):
            continue
        head = tree.head_of(node)
        for match in _PENALTY.finditer(head):
            if said := _limit(rule, match, head, tree.title):
                yield Excess(
                    "penalty",
                    node.anchor,
                    match[0],
                    said,
                    node.start + match.start(),
                    node.start + match.end(),
                )
        for match in _OLD_TERM.finditer(head) if day >= CONFINEMENT else ():
            told = "令和7年6月1日から、懲役と禁錮は拘禁刑です（令和4年法律第67号）。"
            yield Excess(
                "term", node.anchor, match[0], told, node.start + match.start(), node.start + match.end()
            )


def _limit(rule: str, match: re.Match[str], head: str, title: str) -> str:
    """What a penalty breaks, in words; "" where it is within bounds."""
    if not re.search(r"処する|科する|科すること|処せられる", head):
        return ""
    if rule == "要綱":
        return "要綱などの内部の定めには、罰則を置けません（地方自治法第14条第3項、第15条第2項）。"
    if rule == "規則" and match["kind"] != "過料":
        return "規則に置ける罰則は、5万円以下の過料だけです（地方自治法第15条第2項）。"
    own = "地方自治法第15条第2項" if rule == "規則" else SOURCE
    if match["prison"]:
        months = (kanji_number(match["count"]) or 0) * (12 if match["unit"] == "年" else 1)
        return f"条例に置ける拘禁刑は、2年以下です（{own}）。" if months > MONTHS else ""
    yen, limit = _yen(match["yen"]), LIMITS[match["kind"]]
    allowed = max([each for words, each, _ in SPECIAL if words in title], default=0)
    if yen <= max(limit, allowed if match["kind"] == "過料" else 0):
        return ""
    return f"{rule}に置ける{match['kind']}は、{limit // 10000}万円以下です（{own}。法律に特別の定めがあるときは、その定めによります）。"


def _yen(words: str) -> int:
    plain = re.sub("[,，]", "", narrow(words)).rstrip("円")
    scale = 10_000 if plain.endswith("万") else 1
    return (kanji_number(plain.removesuffix("万")) or 0) * scale


def findings_above(
    new: LawTree,
    old: LawTree | None,
    links: Sequence[Link],
    before: Sequence[Link],
    graph: Graph | None,
    day: date,
) -> Iterator[LawFinding]:
    """Penalties and grounds that are out of order in ``new`` and were not so in ``old``; laws not on hand in one note."""
    known = {(each.kind, each.words) for each in excesses(old, day)} if old else set()
    for each in excesses(new, day):
        if (each.kind, each.words) not in known:
            severity = "error" if each.kind == "penalty" else "warn"
            message = f"{label_of(each.anchor)}の「{each.words}」：{each.limit}"
            yield finding_at(new, each.kind, severity, message, each.anchor, each.start, each.end)
    if graph is None:
        return
    seen = {(link.text, link.law, link.anchors) for link in before}
    fresh = [link for link in links if (link.text, link.law, link.anchors) not in seen]
    absent: dict[str, list[Ground]] = {}
    for one in grounds(new, fresh, graph, day):
        if one.state == "absent":
            absent.setdefault(one.law, []).append(one)
        elif one.leaves is False:
            rule = kind_of_rule(new.title)
            message = f"{label_of(one.anchor)}は「{one.words}」を根拠にしていますが、{one.law}{one.place}には{rule}に委ねる文言が見当たりません。根拠の条項を確かめてください。"
            yield finding_at(new, "no_ground", "info", message, one.anchor, one.start, one.end)
    if absent:
        told = "、".join(
            f"{law}（{'、'.join(dict.fromkeys(each.place for each in rows))}）"
            for law, rows in list(absent.items())[:6]
        )
        first = next(iter(absent.values()))[0]
        message = f"国の法令が取り込まれていないため、引用した条項があるか、何を定めているかは確かめていません：{told}。e-Gov法令検索の XML を文書に取り込むと確かめます。"
        yield finding_at(new, "above_absent", "info", message, first.anchor, first.start, first.end)
