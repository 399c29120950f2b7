"""What of a web page is its own text: the main element, without menus and what is hidden. Knows nothing of blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from ingest.loaders.markup import descendants, local, plain_text

_DROPPED = re.compile(
    "(?:script|style|noscript|template|nav|aside|footer|select|input|button|textarea|iframe|svg|canvas|object|embed"
    "|audio|video|map|head|option|datalist|rt|rp)$"
)
_MAIN_IDS = (
    *(
        "main",
        "main-content",
        "maincontent",
        "main_content",
        "maincontents",
        "main-contents",
        "content",
        "contents",
    ),
    *("honbun", "tmp_contents", "primary", "article", "page-content"),
)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|pankuzu|topicpath|topic-path|gnavi?|lnavi?|globalnavi?|localnavi?|sidebar|side-?menu|"
    r"skip-?link|skip|sns|share|pagetop|page-?top|footer|global-?header|cookie|menu|navi|nav|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[;\s]|px|$)", re.IGNORECASE
)
_SITE = re.compile(
    r"^\S{1,8}[都道府県市区町村](?:役所|役場)?(?:の?(?:公式)?(?:ホームページ|ウェブサイト|Webサイト|サイト|HP))?(?:公式)?$",
    re.IGNORECASE,
)
"""The name of a site, which every page of it has in its title."""
_ENOUGH = 40
_CONTACT = re.compile(
    r"(?:問い?合わ?せ|担当|連絡先).*[0-9０-９]{2,5}[-－ー‐(（][0-9０-９]{1,4}[-－ー‐)）][0-9０-９]{3,4}", re.S
)
_CONTACT_LONGEST = 300
_SURVEY = re.compile(
    r"(?:ご|御)意見を(?:お聞かせ|お寄せ)|この(?:ページ|情報)[^。]{0,20}(?:役に立ち|見つけやす|分かりやす|わかりやす)"
)
_SURVEY_LONGEST = 400
"""The box at the end of every page that asks how the page was: its choices (「役に立った」) tell nobody anything."""


def dropped(element: etree._Element, *, shown: bool = False) -> bool:
    """Whether an element is no part of the text: scripts, menus, the page's head and foot, what is not shown.

    ``shown`` asks for its part on the page alone, whether or not a reader sees it.
    """
    name = local(element)
    if not name or (_DROPPED.match(name) and not _is_contact(element)):
        return True
    if shown:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    if name in ("div", "section", "form", "fieldset") and _is_survey(element):
        return True
    if name == "header":
        return not any(local(above) in ("main", "article") for above in element.iterancestors())
    return (
        name in ("div", "ul", "ol", "p", "section") and bool(_MENU.search(named)) and not _holds_main(element)
    )


def _is_survey(element: etree._Element) -> bool:
    """Whether a box asks the reader how he found the page: its first words say so, and it is short."""
    text = ""
    for piece in element.itertext():
        text += str(piece).strip()
        if len(text) > _SURVEY_LONGEST:
            return False
    return bool(_SURVEY.search(text[:60])) and ("役に立" in text or "分かりや" in text or "わかりや" in text)


def _is_contact(element: etree._Element) -> bool:
    """Whether an <aside> or <footer> within the page's own text says whom to ask, and has no list of other pages."""
    if local(element) not in ("aside", "footer") or any(True for _ in descendants(element, "li", "h1")):
        return False
    own = any(local(above) in ("main", "article") for above in element.iterancestors())
    text = " ".join(plain_text(element).split())
    return own and len(text) <= _CONTACT_LONGEST and bool(_CONTACT.search(text))


def _holds_main(element: etree._Element) -> bool:
    """A wrapper may be called "menu" or "banner" by its page; what has the page's h1 or main in it stays."""
    return any(True for _ in descendants(element, "main", "h1", "article"))


def main_element(root: etree._Element) -> etree._Element:
    """The element that holds the page's own text."""
    candidates = [*descendants(root, "main")]
    candidates += [each for each in root.iter() if each.get("role") == "main"]
    candidates += [each for key in _MAIN_IDS for each in root.iter() if (each.get("id") or "").lower() == key]
    articles = [*descendants(root, "article")]
    candidates += articles if len(articles) == 1 else []
    body = next(descendants(root, "body"), root)
    return next((each for each in candidates if len(plain_text(each).strip()) >= _ENOUGH), body)


def page_name(title: str, headings: Sequence[str] = ()) -> str:
    """The page's own name in its <title>: the part that a heading repeats, else the first that is not a site's name.

    >>> page_name("手数料一覧｜みどり市"), page_name("雪ノ沢村 - ごみの出し方"), page_name("みどり市")
    ('手数料一覧', 'ごみの出し方', 'みどり市')
    """
    parts = [part.strip() for part in re.split(r"\s*[|｜]\s*|\s+[-–—:：]\s+", title)]
    said = {re.sub(r"\s", "", each) for each in headings}
    own = [part for part in parts if part and re.sub(r"\s", "", part) in said]
    return next((part for part in (*own, *parts) if part and not _SITE.search(part)), parts[0])
