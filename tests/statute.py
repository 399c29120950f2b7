"""A statute in 法令標準XML as plain text, with the anchors its tree must have: gold for the tests of the tree.

Knows only the elements that the statutes at hand use; the product's own loader is not asked.
"""

from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

GROUPS = ("Part", "Chapter", "Section", "Subsection", "Division")
LISTS = ("Item", *(f"Subitem{n}" for n in range(1, 11)))
_KANA = "イロハニホヘト"


def as_text(path: Path) -> tuple[str, list[str]]:
    """(text, anchors of articles, paragraphs, items and 附則 in order)."""
    root = parse(path).getroot()
    body = root.find("LawBody")
    lines = [_words(body.find("LawTitle")), _words(root.find("LawNum"))]
    gold: list[str] = []
    _contents(body.find("TOC"), lines)
    for element in body:
        if element.tag in ("Preamble", "EnactStatement"):
            lines.append("　" + _words(element))
        if element.tag == "MainProvision":
            _provisions(element, "", lines, gold)
    for number, element in enumerate(body.findall("SupplProvision"), start=1):
        amended = f"（{element.get('AmendLawNum')}）" if element.get("AmendLawNum") else ""
        excerpt = "　抄" if element.get("Extract") else ""
        lines.append(f"　　　{_words(element.find('SupplProvisionLabel'))}{amended}{excerpt}")
        gold.append(f"s{number}")
        _provisions(element, f"s{number}", lines, gold)
    for table in body.findall("AppdxTable"):
        lines.append(_words(table.find("AppdxTableTitle")) + _words(table.find("RelatedArticleNum")))
        lines.extend("\t".join(map(_words, row)) for row in table.iter("TableRow"))
    return "\n".join(lines) + "\n", gold


def _words(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip().replace("\n", "")


def _contents(toc: Element | None, lines: list[str]) -> None:
    if toc is None:
        return
    parents = {child: parent for parent in toc.iter() for child in parent}
    lines.append("目次")
    for element in toc.iter():
        if element.tag.endswith("Title"):
            lines.append("　" + _words(element) + _words(parents[element].find("ArticleRange")))
        elif element.tag == "SupplProvisionLabel":
            lines.append("　" + _words(element))


def _provisions(parent: Element, prefix: str, lines: list[str], gold: list[str]) -> None:
    for element in parent:
        if element.tag in GROUPS:
            lines.append("　　" + _words(element.find(f"{element.tag}Title")))
            _provisions(element, prefix, lines, gold)
        elif element.tag == "Article":
            _article(element, prefix, lines, gold)
        elif element.tag == "Paragraph":
            _paragraph(element, prefix, lines, gold, joined=False)


def _article(element: Element, prefix: str, lines: list[str], gold: list[str]) -> None:
    if caption := _words(element.find("ArticleCaption")):
        lines.append("　" + caption)
    lines.append(_words(element.find("ArticleTitle")))
    anchor = f"{prefix}a{_number(element)}"
    gold.append(anchor)
    for count, paragraph in enumerate(element.findall("Paragraph")):
        _paragraph(paragraph, anchor, lines, gold, joined=count == 0)


def _paragraph(element: Element, prefix: str, lines: list[str], gold: list[str], *, joined: bool) -> None:
    if caption := _words(element.find("ParagraphCaption")):
        lines.append("　" + caption)
    number, sentence = _words(element.find("ParagraphNum")), _words(element.find("ParagraphSentence"))
    anchor = f"{prefix}p{_number(element)}"
    gold.append(anchor)
    if joined:
        lines[-1] += "　" + sentence
    else:
        lines.append(f"{number}　{sentence}")
    _list(element, anchor, 0, lines, gold)


def _list(parent: Element, prefix: str, level: int, lines: list[str], gold: list[str]) -> None:
    for element in parent:
        if element.tag == LISTS[level]:
            title, sentence = (
                _words(element.find(f"{element.tag}Title")),
                element.find(f"{element.tag}Sentence"),
            )
            columns = [] if sentence is None else sentence.findall("Column")
            words = "　".join(map(_words, columns)) if columns else _words(sentence)
            lines.append("　" * (level + 1) + f"{title}　{words}")
            # The XML numbers 「イからハまで」 and the ニ after it 1 and 2; the mark itself says 1 and 4.
            mark = str(_KANA.index(title) + 1) if len(title) == 1 and title in _KANA else _number(element)
            anchor = f"{prefix}{'e' if level else 'i'}{mark}"
            gold.append(anchor)
            _list(element, anchor, level + 1, lines, gold)
        elif element.tag == "TableStruct":
            lines.extend("\t".join(map(_words, row)) for row in element.iter("TableRow"))
        elif element.tag in ("List", "AmendProvision"):
            lines.append(_words(element))


def _number(element: Element) -> str:
    """第四号から第六号まで is "4:6" in the XML and stands at 4 in the tree."""
    return element.get("Num", "").split(":")[0]
