"""法令標準XML (the schema of e-Gov) as plain 例規 text: 題名, 番号, 目次, then 見出し, 条, 項 and 号 line by line.

Knows nothing of dates of force; numbers stay as the law writes them (第一条, ２, 一).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.markup import attribute, child, children, descendants, local, parse_xml, plain_text
from ingest.loaders.messages import note
from ingest.loaders.source import Source
from ingest.loaders.tables import Cell, lay_out, read_table

_GROUPS = {"Part": 1, "Chapter": 2, "Section": 3, "Subsection": 4, "Division": 5}
_APPENDIX = (
    *("AppdxTable", "AppdxNote", "AppdxStyle", "AppdxFormat", "AppdxFig", "Appdx"),
    *("SupplProvisionAppdxTable", "SupplProvisionAppdxStyle", "SupplProvisionAppdx"),
)
_ITEMS = ("Item", *(f"Subitem{depth}" for depth in range(1, 11)))
_LEAVES = ("EnactStatement", "SupplNote", "RelatedArticleNum", "ArticleRange", "Sentence", "Line")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def load(source: Source) -> Loaded:
    """The law's text, a 条, 項 or 号 a line. Raises lxml's XMLSyntaxError for a damaged file."""
    root = parse_xml(source.path.read_bytes())
    law = root if local(root) == "Law" else next(descendants(root, "Law"))
    body = child(law, "LawBody")
    builder = TextBuilder(source.limits)
    title = _text(child(body, "LawTitle"))
    builder.add("heading", title, level=1)
    builder.add("paragraph", _text(child(law, "LawNum")))
    for part in children(
        body, "EnactStatement", "TOC", "Preamble", "MainProvision", "SupplProvision", *_APPENDIX
    ):
        _add(builder, part)
    pictures = sum(1 for _ in descendants(law, "Fig"))
    if pictures:
        builder.note(note("images", count=pictures))
    return builder.loaded(title or source.stem)


def _add(builder: TextBuilder, element: etree._Element) -> None:
    """Add one element of the law and what is in it, in its order."""
    name = local(element)
    if name in _GROUPS:
        _add_group(builder, element, _GROUPS[name])
    elif name == "Article":
        _add_article(builder, element)
    elif name == "Paragraph":
        _add_paragraph(builder, element, "")
    elif name in _ITEMS:
        _add_item(builder, element)
    elif name == "TableStruct":
        builder.add("paragraph", _text(child(element, "TableStructTitle")))
        _add_all(builder, element, without=("TableStructTitle",))
    elif name == "Table":
        _add_table(builder, element)
    elif name == "SupplProvision":
        _add_supplement(builder, element)
    elif name == "TOC":
        _add_contents(builder, element)
    elif name in _APPENDIX:
        _add_appendix(builder, element)
    elif name in _LEAVES or name.endswith(("Title", "Label", "Sentence")):
        builder.add("paragraph", _text(element))
    else:
        _add_all(builder, element)


def _add_all(builder: TextBuilder, element: etree._Element, without: tuple[str, ...] = ()) -> None:
    for each in element:
        if local(each) and local(each) not in without:
            _add(builder, each)


def _add_group(builder: TextBuilder, element: etree._Element, level: int) -> None:
    name = f"{local(element)}Title"
    builder.add("heading", _text(child(element, name)), level=level)
    _add_all(builder, element, without=(name,))


def _add_article(builder: TextBuilder, article: etree._Element) -> None:
    builder.add("paragraph", _text(child(article, "ArticleCaption")))
    title = _text(child(article, "ArticleTitle"))
    for each in children(article, "Paragraph", "SupplNote"):
        if local(each) == "Paragraph":
            _add_paragraph(builder, each, title)
            title = ""
        else:
            builder.add("paragraph", _text(each))


def _add_paragraph(builder: TextBuilder, paragraph: etree._Element, article: str) -> None:
    """「第一条　…」 for an article's first paragraph, 「２　…」 for the others.

    Old laws do not number their paragraphs: e-Gov shows them as ②, ③, and so does this.
    """
    builder.add("paragraph", _text(child(paragraph, "ParagraphCaption")))
    number = _text(child(paragraph, "ParagraphNum"))
    position = attribute(paragraph, "Num")
    if not number and position.isdigit() and 1 < int(position) <= len(_CIRCLED):
        number = _CIRCLED[int(position) - 1]
    sentence = _sentences(child(paragraph, "ParagraphSentence"))
    builder.add("paragraph", "　".join(filter(None, (article, number, sentence))))
    _add_all(builder, paragraph, without=("ParagraphCaption", "ParagraphNum", "ParagraphSentence"))


def _add_item(builder: TextBuilder, item: etree._Element) -> None:
    name = local(item)
    sentence = _sentences(child(item, f"{name}Sentence"))
    builder.add("item", "　".join(filter(None, (_text(child(item, f"{name}Title")), sentence))))
    for table in children(child(item, f"{name}Sentence"), "Table"):
        _add_table(builder, table)
    _add_all(builder, item, without=(f"{name}Title", f"{name}Sentence"))


def _add_supplement(builder: TextBuilder, supplement: etree._Element) -> None:
    """「附　則　（平成五年…法律第九号）　抄」, then its articles or paragraphs."""
    label = _text(child(supplement, "SupplProvisionLabel")) or "附　則"
    amending = attribute(supplement, "AmendLawNum")
    extract = "抄" if attribute(supplement, "Extract") == "true" else ""
    label += f"（{amending}）" if amending and amending not in label else ""
    label += f"　{extract}" if extract and extract not in label else ""
    builder.add("heading", label, level=2)
    _add_all(builder, supplement, without=("SupplProvisionLabel",))


def _add_appendix(builder: TextBuilder, appendix: etree._Element) -> None:
    """「別表第一（第三条関係）」, then its items and rows."""
    titles = [
        each for each in appendix if local(each).endswith("Title") or local(each) == "RelatedArticleNum"
    ]
    builder.add("heading", "".join(map(_text, titles)), level=2)
    for each in appendix:
        if local(each) and each not in titles:
            _add(builder, each)


def _add_contents(builder: TextBuilder, contents: etree._Element) -> None:
    """The lines of the 目次: each title with its range of articles."""
    for each in contents:
        if local(each) == "TOCLabel":
            builder.add("paragraph", _text(each))
        elif local(each):
            own = [part for part in each if not local(part).startswith("TOC")]
            builder.add("paragraph", "".join(map(_text, own)))
            _add_contents(builder, each)


def _add_table(builder: TextBuilder, table: etree._Element) -> None:
    rows = []
    marked = 0
    for row in children(table, "TableHeaderRow", "TableRow"):
        marked += local(row) == "TableHeaderRow"
        cells = children(row, "TableColumn", "TableHeaderColumn")
        rows.append([Cell(_cell(each), _span(each, "colspan"), _span(each, "rowspan")) for each in cells])
    builder.table(read_table(lay_out(rows), lay_out(rows, spread=True), marked=marked))


def _cell(cell: etree._Element) -> str:
    return "\n".join(filter(None, _lines(cell))) or _text(cell)


def _lines(element: etree._Element) -> Iterator[str]:
    """The sentences and items of a cell, each a line; items with their numbers."""
    for each in element:
        name = local(each)
        if name in ("Sentence", "Column"):
            yield _text(each)
        elif name.endswith("Sentence") and local(element) in _ITEMS:
            title = _text(child(element, f"{local(element)}Title"))
            yield "　".join(filter(None, (title, _sentences(each))))
        elif name and not name.endswith("Title"):
            yield from _lines(each)


def _sentences(element: etree._Element | None) -> str:
    """Sentences follow one another (ただし書 too); columns of a definition are parted by a space."""
    columns = [_text(each) for each in children(element, "Column")]
    return "　".join(columns) if columns else _text(element)


def _text(element: etree._Element | None) -> str:
    """All the words of an element, without the readings of ruby, without breaks of the file's layout."""
    if element is None:
        return ""
    text = plain_text(element, without=("Rt", "Fig", "Table", "TableStruct"))
    return re.sub(r"[ \t]*\n[ \t\n]*", "", text).strip()


def _span(cell: etree._Element, name: str) -> int:
    value = attribute(cell, name)
    return max(1, int(value)) if value.isdigit() else 1
