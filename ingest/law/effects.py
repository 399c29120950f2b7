"""What a provision does, by the form of its sentences: who must, may or must not, what is defined, left to rules, punished. Knows no net.

Read from the endings that legal drafting fixes (しなければならない, することができる, をいう …); nothing is composed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.sentences import parts_of, sentence_ends
from ingest.law.tree import LawTree, Node

_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        ("endeavour", r"努め(?:なければならない|るものとする|る)。$|よう配慮(?:しなければならない|するものとする|する)。$"),
        ("forbidden", r"[てで](?:は)?ならない。$|(?:こと|行為)を禁止する。$"),
        ("bound", r"(?:なければならない|義務を負う|責務を有する)。$"),
        ("unable", r"(?:こと(?:が|は)できない|を得ない)。$"),
        ("able", r"ことができる。$|ことを妨げない。$"),
        ("penalty", r"(?:処する|科する|処せられる)。$"),
        ("deemed", r"とみなす。$"),
        ("presumed", r"と推定する。$"),
        ("likewise", r"(?:準用する|準用される|例による|読み替えるものとする|同様とする)。$"),
        ("left", r"(?:規則|条例|規程|要綱|別に|市長が|町長が|村長が|区長が|知事が|教育委員会が|管理者が|長が)[^。]{0,20}定める(?:ものとする)?。$"),
        ("excepted", r"(?:適用しない|この限りでない|妨げるものではない)。$"),
        ("defined", r"(?:をいう|とする。ただし、[^。]*をいう|当該各号に定めるところによる)。$"),
        ("purpose", r"を目的とする。$|ことを目的とし、[^。]*。$"),
        ("about", r"(?:必要な事項|関し[^。]{0,30}事項)を定める(?:ものとする)?。$"),
        ("set_up", r"を(?:設置する|置く|設ける)(?:ものとする)?。$"),
        ("shall", r"ものとする。$"),
        ("is", r"とする。$|による。$|とおりとする。$"),
    )
)  # fmt: skip
_WHO = re.compile(
    r"(?:^|、)((?:何人も|[^、。「」]{0,40}?(?:者|長|会|人|市|町|村|県|区|員|議員|職員|事業者|市民|町民|村民|住民|団体|機関|議会|委員|施設|法人|保護者|所有者|管理者|局)))(?:は|が|も|に(?=対し))、"
)
_WHEN = re.compile(r"^(?:[^。]{0,120}?)(?:ときは|場合(?:には|は|において(?:は)?)|とき(?=、)|限り)、")
_TERM = re.compile(r"以下(?:[^「」。]{0,30})?「([^「」]{1,20})」と(?:いう|総称する)")
_LISTED = re.compile(r"^[^\S\n]*(?:[(（]?[0-9０-９]+[)）]?)[ 　]*([^ 　\n。、]{1,20})[ 　]+[^\n]*をいう。")


@dataclass(frozen=True, slots=True)
class Effect:
    """One sentence: ``kind`` is a name of _FORMS or "other", ``who`` it binds, ``when`` it applies ("" where it does not say).

    ``part`` is 本文, ただし書, 前段 or 後段 where the 項 has several sentences; ``items`` the number of 号 below it.
    """

    anchor: str
    part: str
    kind: str
    who: str
    when: str
    words: str
    items: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the regulation gives a meaning of its own, and where."""

    name: str
    anchor: str
    start: int

    def used_in(self, words: str) -> bool:
        """Whether it stands in some words by itself, not as the end of a longer one (公園 in 都市公園)."""
        return bool(re.search(rf"(?<![一-龠々ァ-ヶー]){re.escape(self.name)}", words))


def effects(tree: LawTree, node: Node) -> Iterator[Effect]:
    """Every sentence of the 項 of a 条 (or of a 項 alone), in order."""
    for each in node.walk():
        if each.kind != "paragraph" or each.deleted:
            continue
        listed = sum(child.kind == "item" for child in each.children)
        parts = parts_of(tree, each)
        rows = [(part.name, tree.text[part.start : part.end]) for part in parts] or [("", _body(tree, each))]
        found = [(name, sentence) for name, words in rows for sentence in _sentences(words)]
        for at, (name, sentence) in enumerate(found):
            yield _effect(
                each.anchor, name, sentence, listed if at == len(found) - 1 or "各号" in sentence else 0
            )


def _body(tree: LawTree, node: Node) -> str:
    return tree.head_of(node)


def _sentences(words: str) -> Iterator[str]:
    lines = [line.strip(" 　\t") for line in words.split("\n")]
    lines = [
        line
        for line in lines
        if line
        and "\t" not in line
        and " | " not in line
        and not re.fullmatch(r"[（(][^（）()]{1,40}[）)]", line)
    ]
    text = re.sub(
        r"^(?:第[^\s　]{1,12}条(?:の[0-9０-９一二三四五六七八九十]+)*|[0-9０-９]{1,2})[ 　]+",
        "",
        "".join(lines),
    )
    ends = sentence_ends(text)
    for begin, end in zip([0, *ends], [*ends, len(text)], strict=True):
        if text[begin:end].strip():
            yield text[begin:end].strip()


def _effect(anchor: str, part: str, sentence: str, listed: int) -> Effect:
    bare = re.sub(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）", "", sentence)
    kind = next((name for name, form in _FORMS if form.search(bare)), "other")
    when = _WHEN.match(bare)
    rest = bare.removeprefix("ただし、")
    who = _WHO.search(rest)
    said = f"{who[1]}も" if who and who[1] == "何人" else who[1] if who else ""
    return Effect(
        anchor,
        part,
        kind,
        "" if len(said) > 40 else said,
        when[0].rstrip("、").removeprefix("ただし、") if when else "",
        sentence,
        listed,
    )


def terms(tree: LawTree) -> tuple[Term, ...]:
    """The words with a meaning of their own: 「以下「使用者」という。」, and the 号 of a 条 of 定義."""
    found: dict[str, Term] = {}
    for node in tree.walk():
        if node.kind in ("paragraph", "item") and not node.anchor.startswith("s"):
            head = tree.head_of(node)
            names = [match[1] for match in _TERM.finditer(head)]
            listed = _LISTED.match(head) if node.kind == "item" else None
            for name in [*names, *([listed[1]] if listed else [])]:
                if len(name) < 2 or re.search(r"(?:法|令|条例|規則)$", name):
                    continue  # what a law is called for short is told with the law
                found.setdefault(name, Term(name, node.anchor, node.start))
    return tuple(found.values())
