"""The text of a new 例規, of one in the place of an old one, of a 廃止条例; and the city's own that are built alike. Knows no search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.extractive.legislation import supplement
from app.law.task import ANEW, NEW, REPEAL, kind_named
from app.material import Material, Piece
from app.tasks.placeholder import names
from app.tasks.template import BILL, Section
from app.text.aims import aim_of, reason_of
from ingest.document import Document
from ingest.law.tree import parse

_PROVIDES = re.compile(
    r"(?:する|ならない|できる|できない|とおりとする|ある|ない|定める|よる|限る|負う|行う|いう)。$"
)
"""How the sentence of a 条 ends."""


def make_ordinance(section: Section, material: Material) -> Iterator[Piece]:
    """A new regulation: the 条 of the form as they are, or 目的, 定義, 主な規定, 委任, 罰則 in their order, and the 附則."""
    values, matter = material.values, material.law
    sources = material.template.sources
    title, wanted = values.get(sources.law, ""), values.get(sources.change, "").strip("\n")
    if matter and matter.kind == REPEAL and matter.document:
        yield Piece(f"{_repealing(matter.document)}\n{supplement(material)}", section)
        return
    lines = [f"　　　{title}"]
    if matter and matter.kind == ANEW and matter.document:
        number = f"（{matter.document.number}）" if matter.document.number else ""
        lines.append(f"　{matter.document.title}{number}の全部を改正する。")
    whole = re.search(r"^[ 　]*第1条[ 　]", wanted, re.M)
    lines += [wanted] if whole else list(_skeleton(values, wanted, kind_named(title)))
    yield Piece(_closed("\n".join(lines), supplement(material)), section)


def _closed(text: str, supplement: str) -> str:
    """The text with its 附則: behind the 本則 and ahead of 別表 and 様式; a 附則 that is there stays as it is."""
    parts = parse(text.replace("　　　", "", 1)).root.children
    if any(each.kind == "suppl" for each in parts):
        return text
    first = next((each for each in parts if each.kind in ("appendix_table", "form", "appendix")), None)
    if first is None:
        return f"{text}\n{supplement}"
    at = first.start + 3  # behind the spaces ahead of the 題名
    return f"{text[:at].rstrip()}\n{supplement}\n{text[at:]}"


def _repealing(document: Document) -> str:
    """題名 and the one sentence of a 廃止条例."""
    number = f"（{document.number}）" if document.number else ""
    title = f"{document.title}を廃止する{kind_named(document.title)}"
    return f"　　　{title}\n　{document.title}{number}は、廃止する。"


def _skeleton(given: Mapping[str, str], wanted: str, kind: str) -> Iterator[str]:
    articles: list[tuple[str, str]] = [
        ("目的", aim_of(f"この{kind}", given.get("目的", "").strip() or "【要確認：目的】"))
    ]
    terms = [line.split("｜", 1) for line in given.get("定義", "").splitlines() if "｜" in line]
    if terms:
        rows = [
            f"({number})　{name.strip()}　{meaning.strip()}"
            for number, (name, meaning) in enumerate(terms, 1)
        ]
        lead = f"この{kind}において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。"
        articles.append(("定義", "\n".join([lead, *rows])))
    for line in filter(str.strip, wanted.splitlines()):
        caption, found, body = line.partition("｜")
        articles.append((caption.strip(), body.strip()) if found else _noted(line.strip("・ 　")))
    if not wanted.strip():
        articles.append(("【要確認：見出し】", "【要確認：主な規定】"))
    rest = "規則で定める" if kind == "条例" else "市長が別に定める"
    articles.append(("委任", f"この{kind}の施行に関し必要な事項は、{rest}。"))
    if penalty := given.get("罰則", "").strip():
        articles.append(("罰則", penalty))
    for number, (caption, body) in enumerate(articles, start=1):
        yield f"　（{caption}）\n第{number}条　{body}"


def _noted(line: str) -> tuple[str, str]:
    """A line without its 見出し: a sentence of a 条 stands, a note is told as what the 条 has to say."""
    if _PROVIDES.search(line):
        return "【要確認：見出し】", line
    return "【要確認：見出し】", f"【要確認：次のことを条文に書く「{line}」】"


def make_reason(section: Section, material: Material) -> Iterator[Piece]:
    """The section's text with the reason that the field of ``about`` gives, as a sentence of what is made: 「…ため、この要綱を
    制定する必要がある。」"""
    values, matter = material.values, material.law
    kind, title = values.get(BILL, "") or "例規", values.get(material.template.sources.law, "")
    made = matter.kind if matter else ""
    deed = {
        REPEAL: f"{title}を廃止する",
        ANEW: f"{title}の全部を改正する",
        NEW: f"この{kind}を制定する",
    }.get(made, "所要の改正を行う")
    field = names(section.about)[0]
    told = {**values, field: reason_of(values.get(field, ""), deed)}
    yield Piece(material.template.fill(section.text, told), section)


def make_models(section: Section, material: Material) -> Iterator[Piece]:
    """Similar regulations of the city: how they are built, and which of their 条 this draft does not have."""
    matter = material.law
    if matter is None:
        return
    own = set(re.findall(r"^[ 　]*（([^（）]+)）", next(make_ordinance(section, material)).text, re.M))
    lines = []
    for each in matter.similar:
        number = next((one.number for one in material.evidence if one.passage.id == each.passage), 0)
        mark = f"[{number}]" if number else ""
        lines.append(f"・{each.document.title}{mark}：{'、'.join(each.captions[:20])}")
        missing = [
            name for name in each.captions if name not in own and not name.startswith(("趣旨", "目的"))
        ]
        if missing:
            lines.append(f"　この案にない条：{'、'.join(missing[:12])}。要るものがないか確かめてください。")
    yield Piece("\n".join(lines) or material.fill(section.text), section)
