"""XML parsed without entities, DTDs or the network, and its elements read by their local names.

Knows nothing of any vocabulary. Local names, because ISO "strict" and ECMA "transitional" Office files differ
only in their namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def parse_xml(data: bytes) -> etree._Element:
    """The root element. Raises lxml's XMLSyntaxError (a SyntaxError) for text that is not XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and unresolved entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name, or ""."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of that name, and so on down the path; None where the path ends early."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The children of those names, in order."""
    if element is not None:
        for each in element:
            if local(each) in names:
                yield each


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All elements of those names below, in document order."""
    for each in element.iter():
        if local(each) in names:
            yield each


def plain_text(element: etree._Element, *, without: tuple[str, ...] = ()) -> str:
    """All text below an element, leaving out elements of the names ``without`` (but not what follows them)."""
    parts = [element.text or ""]
    for each in element:
        if local(each) not in without:
            parts.append(plain_text(each, without=without))
        parts.append(each.tail or "")
    return "".join(parts)
