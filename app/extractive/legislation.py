"""The sections of a 例規案: 改正文, 新旧対照表, 逐条の説明, what else has to follow. Knows nothing of models or search.

The text of the law comes from the law engine and the form alone; nothing is composed from other cities' words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.law.shinkyu import Cells
from app.law.task import LawMatter, kind_named
from app.material import Material, Piece
from app.tasks.template import Section
from ingest.law.comparison import Row
from ingest.law.difference import Run
from ingest.law.width import wide

_MOST = 4
_PENAL = re.compile(r"拘禁刑|懲役|禁錮|罰金|過料")
_MARK = re.compile(
    r"^(?:[(（]?[0-9０-９]+[)）]?|[ア-ン]|第[0-9０-９]+条(?:の[0-9０-９]+)*)(?:の[0-9０-９]+)*$"
)
_ALIKE = 0.6
_WIDE_ARTICLE = re.compile(r"^[ 　]*第[０-９]+条", re.M)


def make_amendment(section: Section, material: Material) -> Iterator[Piece]:
    """題名, 柱書, the amending sentences and the 附則 of the form."""
    matter = material.law
    if matter is None or matter.draft is None:
        return
    made = matter.draft.amendment
    if not made.sentences:
        title, number = matter.draft.title, matter.draft.number
        own = f"{title}（{number}）" if number else title
        head = f"　　　{title}の一部を改正する{kind_named(title)}\n　{own}の一部を次のように改正する。"
        yield Piece(f"{head}\n{material.fill(section.text)}\n{supplement(material)}", section)
        return
    head = made.text[: made.text.rindex("　　　附　則")].rstrip("\n")
    told = (
        ""
        if made.exact
        else "【要確認：この改正文では改正後の条文と同じになりません。新旧対照表と見比べてください】\n"
    )
    yield Piece(f"{told}{head}\n{supplement(material)}", section)


def supplement(material: Material) -> str:
    """The 附則 in the width of the regulation that it amends."""
    draft = material.law.draft if material.law else None
    full = draft is not None and bool(_WIDE_ARTICLE.search(draft.old.text))
    return wide(_supplement(material)) if full else _supplement(material)


def _supplement(material: Material) -> str:
    """The 附則: the day of the form, and 経過措置 where there are any."""
    values = material.values
    kind = kind_named(values.get(material.template.sources.law, ""))
    day = re.sub(r"（.）$", "", values.get("施行日", ""))
    if values.get("施行", "").startswith("公布の日から施行") and not day:
        when = "公布の日"
    else:
        when = day or "【要確認：施行日】"
    force = f"この{kind}は、{when}から施行する。"
    if since := re.sub(r"（.）$", "", values.get("適用日", "")):
        amended = material.law.document if material.law and material.law.draft else None
        what = f"この{kind}による改正後の{amended.title}の規定は、" if amended else ""
        force = f"この{kind}は、{when}から施行し、{what}{since}から適用する。"
    steps = [line.strip("・ 　") for line in values.get("経過措置", "").splitlines() if line.strip()]
    if not steps:
        return f"　　　附　則\n　{force}"
    rows = [f"　（施行期日）\n1　{force}", "　（経過措置）"]
    rows += [f"{number}　{step}" for number, step in enumerate(steps, start=2)]
    return "\n".join(["　　　附　則", *rows])


def make_comparison(section: Section, material: Material) -> Iterator[Piece]:
    """The table of 改正後 and 改正前, a line a row; what changed stands between 〔 and 〕."""
    matter = material.law
    if matter is None or matter.draft is None or not matter.draft.changed:
        return
    made = matter.draft.sheet
    lines = [" | ".join(made.heads)]
    for row in made.rows:
        for block in row:
            for left, right in zip(block.left, block.right, strict=True):
                lines.append(f"{_words(left)} | {_words(right)}")
    yield Piece("\n".join([material.fill(section.text), *lines]), section)


def _words(cells: Cells) -> str:
    return "／".join(
        "".join(f"〔{run.text}〕" if run.changed else run.text for run in cell) for cell in cells if cell
    )


def make_provisions(section: Section, material: Material) -> Iterator[Piece]:
    """条 by 条 what changes, each with the source that it stands in now."""
    matter = material.law
    if matter is None or matter.draft is None:
        return
    rows = matter.draft.comparison.rows
    yield Piece("\n".join(_provision(row, material, matter) for row in rows), section)


def _provision(row: Row, material: Material, matter: LawMatter) -> str:
    assert matter.draft is not None
    tree = matter.draft.new if row.new_anchor else matter.draft.old
    node = tree.find(row.new_anchor or row.old_anchor)
    caption = f"（{node.caption}）" if node and node.caption and node.kind == "article" else ""
    number = _source_of(row.old_anchor, material, matter)
    mark = f"[{number}]" if number else ""
    if row.kind == "added":
        told = "新たに加えます。"
    elif row.kind == "removed":
        told = "削ります。"
    elif row.kind == "moved":
        told = "番号だけが変わります。"
    else:
        steps = list(_changes(row)) or ["表記を改めます"]
        told = "、".join([*(step.removesuffix("ます") for step in steps[:-1]), steps[-1]]) + "。"
    return f"・{row.label}{caption}　{told[:-1]}{mark}。"


def _changes(row: Row) -> Iterator[str]:
    """「A」を「B」に for the words that changed, the first few of them."""
    found = [
        change
        for pair in row.pairs
        if pair.old and pair.new
        for change in _between(pair.old.cells, pair.new.cells)
    ]
    added = sum(pair.old is not None and pair.old.kind == "absent" for pair in row.pairs)
    gone = sum(pair.new is not None and pair.new.kind == "absent" for pair in row.pairs)
    yield from dict.fromkeys(found[:_MOST])
    if len(found) > _MOST:
        yield f"ほか{len(found) - _MOST}か所を改めます"
    if added:
        yield "規定を加えます"
    if gone:
        yield "規定を削ります"


def _between(old: Sequence[Sequence[Run]], new: Sequence[Sequence[Run]]) -> Iterator[str]:
    for one, two in zip(old, new, strict=False):
        before = [run.text for run in one if run.changed]
        after = [run.text for run in two if run.changed]
        if len(before) == len(after):
            for was, now in zip(before, after, strict=True):
                if _MARK.match(was) and _MARK.match(now):
                    yield "番号を改めます"
                    continue
                yield f"「{_short(was)}」を「{_short(now)}」に改めます"
        elif after and not before:
            yield f"「{_short(after[0])}」を加えます"
        elif before and not after:
            yield f"「{_short(before[0])}」を削ります"
        else:
            yield "語句を改めます"


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:38]}……"


def _source_of(anchor: str, material: Material, matter: LawMatter) -> int:
    if not anchor or matter.document is None or matter.draft is None:
        return 0
    node = matter.draft.old.find(anchor)
    for one in material.evidence:
        own = one.document.id == matter.document.id
        if own and node and one.passage.start < node.end and node.start < one.passage.end:
            return one.number
    return 0


def make_repercussions(section: Section, material: Material) -> Iterator[Piece]:
    """What could not be carried out, what the new text leaves in disorder, which others have to follow."""
    matter = material.law
    if matter is None:
        return
    lines = [f"・【要確認：条文での書き方】{each}" for each in matter.open]
    lines += [f"・{each}" for each in matter.repealed]
    found = matter.draft.review if matter.draft else matter.reviewed
    for each in found.findings if found else ():
        lines.append(f"・{each.message}")
    for one in found.repercussions if found else ():
        lines.append(
            f"・{one.title}{one.label}の「{one.words}」（{one.told}。ハネ改正が要るか確かめてください）"
        )
    penal = matter.draft.comparison.rows if matter.draft else ()
    if any(_PENAL.search(_text(row)) for row in penal) or (
        not matter.draft and _PENAL.search(material.values.get("罰則", ""))
    ):
        lines.append("・罰則に関わる規定があります。罰金以上の刑を定めるときは、検察庁との協議が要ります。")
    yield Piece("\n".join(lines) or material.fill(section.text), section)


def _text(row: Row) -> str:
    return "".join(
        pair.new.text for pair in row.pairs if pair.new and any(r.changed for c in pair.new.cells for r in c)
    )
