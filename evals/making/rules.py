"""Questions of what a regulation is: its aim, terms, penalties, permits, fees, days, what it rests on. Knows no wordings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evals.making.found import Found, at
from evals.making.provisions import Provision, Reading, Sentence, bare

_ACTS = "許可|承認|認定|登録|指定|決定"
_REFUSED = re.compile(rf"({_ACTS})(?:を)?(?:しては?ならない|しない|しないことができる|拒む|与えない)")
_NEEDED = re.compile(rf"({_ACTS})を(?:受け|得)なければならない")
_REVOKED = re.compile(rf"({_ACTS})[^。、]{{0,12}}を取り消")
_PENALTY = re.compile(r"(?:罰金|過料|科料|拘禁刑|懲役|禁錮)[^。]{0,30}(?:に処する|を科する)")
_TERM = re.compile(r"「([^「」]{2,20})」とは(?=、?([^「」]{4,400}?)を(?:いう|総称する))")
_LISTED = re.compile(
    r"^[(（]?[0-9０-９一二三四五六七八九十]+[)）]?[ 　]+([^ 　\n。、をは]{2,16})[ 　]+([^\n]{4,400}?)をいう。",
    re.S,
)
_AGAIN = ("同", "その他", "前", "上記")
_AMOUNT = re.compile(r"^[0-9０-９,，]+円$")
_CHARGED = re.compile(
    r"^(?P<item>[^。、「」]{2,30}?)(?:の額)?は、(?P<per>[^。、]{1,20}につき、?)?(?P<amount>金?[0-9０-９,，]+円)とする。$"
)
_EACH = re.compile(
    r"^(?:[0-9０-９一二三四五六七八九十]+[ 　]+)?(?P<item>[^ 　\n。、]{2,24})[ 　]+(?P<per>[^。、 　]{1,20}につき、?)(?P<amount>[0-9０-９,，]+円)$"
)
"""A charge told in a sentence of its own (「使用料は、1回につき300円とする。」), and one of several in a 号 (「(1)　大人　1回につき320円」)."""
_RESTS = re.compile("基づ|規定により|施行に関し|定めるもののほか")
_DATED = re.compile(r"[0-9０-９]月[0-9０-９]|公布の日から施行")
_FIRST_DAY = re.compile(r"は、([^。]{0,40}?(?:から施行する|公布の日から施行))")


def aims(law: Reading) -> Iterator[Found]:
    """目的: what the first 条 gives as the aim."""
    named = [one for one in law.main if re.match(r"目的|趣旨|設置$|設置及び", one.caption)]
    named.sort(key=lambda one: not one.caption.startswith("目的"))
    for one in named[:1]:
        for sentence in one.sentences[:1]:
            if re.search(
                r"目的とする|定めるものとする|定める。|定めるもの|ため|設置する|置く", sentence.text
            ):
                yield at("aim", one, sentence)


def definitions(law: Reading) -> Iterator[Found]:
    """定義: the 条 that says what the words mean."""
    named = [one for one in law.main if re.match(r"(?:用語の)?(?:定義|意義)|用語", one.caption)]
    if len({one.article for one in named}) == 1 and named[0].sentences:
        yield at("definition", named[0], named[0].sentences[0])


def terms(law: Reading) -> Iterator[Found]:
    """用語の意味: 「X」とは、…をいう, or a 号 「X　…をいう」 of the 条 of definitions."""
    for one in law.main:
        for sentence in one.sentences:
            for match in _TERM.finditer(sentence.text):
                if law.text.count(f"「{match[1]}」とは") == 1:
                    yield at("term", one, sentence, f"「{match[1]}」とは", term=match[1])
        if not re.match(r"(?:用語の)?(?:定義|意義)|用語", one.caption):
            continue
        for item in (each for each in one.node.children if each.kind == "item"):
            head = law.tree.head_of(item)
            listed = _LISTED.match(head)
            if listed and "\n" not in listed[2]:
                start = item.start + listed.start(2)
                span = ((start, start + len(listed[2])),)
                yield Found("term", item.anchor, span, listed[2], {"term": listed[1], "caption": one.caption})


def penalties(law: Reading) -> Iterator[Found]:
    yield from _all("penalty", law, law.main, _PENALTY.search, shown="penalty")


def permits(law: Reading) -> Iterator[Found]:
    """許可の要件: when it is needed, when it is refused."""
    for variant, pattern in (("needed", _NEEDED), ("refused", _REFUSED)):
        yield from _by_act("permit", variant, pattern, law)


def revocations(law: Reading) -> Iterator[Found]:
    yield from _by_act("revocation", "", _REVOKED, law)


def exclusions(law: Reading) -> Iterator[Found]:
    """適用除外, where a 見出し says so or the whole regulation is meant."""

    def excluded(text: str) -> bool:
        return bool(re.match(rf"この{law.kind}[^。]*適用しない", text))

    captioned = tuple(one for one in law.main if one.caption.startswith("適用除外"))
    found = captioned or tuple(one for one in law.main if any(excluded(each.text) for each in one.sentences))
    yield from _all("exclusion", law, found, lambda text: excluded(text) or bool(captioned))


def transitions(law: Reading) -> Iterator[Found]:
    """経過措置: every なお従前の例による of the 附則."""
    yield from _all(
        "transition", law, law.extra, lambda text: "なお従前の例による" in text, shown="従前の例による"
    )


def beginnings(law: Reading) -> Iterator[Found]:
    """附則: when the regulation began, by the first of its 附則."""
    first = [one for one in law.extra if one.article in ("s1", "s") or one.node.anchor.startswith("s1p")]
    for one in first[:1]:
        for sentence in one.sentences[:1]:
            day = _FIRST_DAY.search(sentence.text)
            if day and _DATED.search(day[1]) and sentence.text.startswith(f"この{law.kind}は、"):
                yield at("beginning", one, sentence, day[1].removesuffix("施行する").removesuffix("施行"))


def delegated(law: Reading) -> Iterator[Found]:
    """委任先: the 条 that leaves the rest to other rules."""
    for one in law.main:
        for sentence in one.sentences:
            found = re.search(r"(?:施行|実施)に(?:関し|ついて)[^。]{0,12}必要な事項は、([^。]{1,24}?)(?:で|が)[^。]{0,6}定める", sentence.text)  # fmt: skip
            if found:
                yield at("delegation", one, sentence, found[1])
                return


def bases(law: Reading) -> Iterator[Found]:
    """引用元: the national law that the first 条 rests on, where it names one."""
    for one in law.main[:1]:
        for sentence in one.sentences[:1]:
            named = [each for each in law.laws if sentence.start <= each.start < sentence.end and each.number]
            if len({each.name for each in named}) != 1 or not _RESTS.search(sentence.text):
                continue
            name = _whole_name(sentence.text, named[0].name)
            if re.search(r"法律$|法$", name):
                yield at("basis", one, sentence, name)


def _whole_name(text: str, name: str) -> str:
    """The name with the kana before it that belong to it: いじめ防止対策推進法, 子ども・子育て支援法."""
    place = text.find(name)
    if place < 0:
        return ""
    before = re.search(r"[^、。「」（）\s　はがをに及び又]*$", text[:place])
    return (before[0] if before else "") + name


def fees(law: Reading) -> Iterator[Found]:
    """手数料額: a row of a 別表 with one amount and a name that stands once in the regulation, or a charge told in the text."""
    yield from _charges(law)
    for node in law.tree.root.children:
        if node.kind != "appendix_table":
            continue
        place = node.start
        for line in law.tree.text_of(node).splitlines(keepends=True):
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            amounts = [cell for cell in cells if _AMOUNT.match(cell)]
            items = [cell for cell in cells if 5 <= len(cell) <= 60 and "円" not in cell and not re.match(r"[0-9０-９]", cell) and not cell.startswith(_AGAIN)]  # fmt: skip
            if (
                len(amounts) == 1
                and len(items) == 1
                and line.count("円") == 1
                and law.text.count(items[0]) == 1
            ):
                span = ((place, place + len(line.rstrip("\n"))),)
                yield Found(
                    "fee", f"{node.anchor}-{place - node.start}", span, amounts[0], {"item": items[0]}
                )
            place += len(line)


def _charges(law: Reading) -> Iterator[Found]:
    """The charges of sentences and of 号, each under a name that no other charge has."""
    told: dict[str, list[Found]] = {}
    for one in law.main:
        for each in one.sentences:
            if (match := _CHARGED.match(bare(each.text))) and not match["item"].startswith(
                (*_AGAIN, "第", "次")
            ):
                item = match["item"]
                told.setdefault(item, []).append(at("fee", one, each, match["amount"], item=item))
        for node in (each for each in one.node.children if each.kind == "item"):
            if match := _EACH.match(bare(law.tree.head_of(node)).strip()):
                item = f"{match['item']}の{one.caption}" if one.caption else match["item"]
                span = ((node.start, node.end),)
                told.setdefault(item, []).append(
                    Found("fee", node.anchor, span, match["amount"], {"item": item})
                )
    for found in told.values():
        yield from found if len(found) == 1 else ()


def _by_act(kind: str, variant: str, pattern: re.Pattern[str], law: Reading) -> Iterator[Found]:
    """One question for each act (許可, 承認 …), answered by every sentence that says it."""
    acts = dict.fromkeys(
        m[1] for one in law.main for each in one.sentences for m in pattern.finditer(bare(each.text))
    )
    for act in acts:
        told = [
            each
            for one in law.main
            for each in one.sentences
            if any(match[1] == act for match in pattern.finditer(bare(each.text)))
        ]
        quote = act if len(told) > 1 else ""
        spans = tuple((each.start, each.end) for each in told)
        yield Found(kind, f"{variant}{act}", spans, told[0].text, {"act": act}, quote, variant)


def _all(kind: str, law: Reading, among: tuple[Provision, ...], asks: Callable[[str], object], shown: str = "") -> Iterator[Found]:  # fmt: skip
    told: list[Sentence] = [each for one in among for each in one.sentences if asks(bare(each.text))]
    if told:
        quote = shown if len(told) > 1 and shown != kind else ""
        yield Found(kind, "", tuple((each.start, each.end) for each in told), told[0].text, {}, quote)
