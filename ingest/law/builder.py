"""Puts the lines of a regulation together into its tree, by what can follow what. Knows nothing of search.

A line is only what its form says when it fits: 項 2 comes after 項 1, イ after ア or at the head of イロハ, and
an article number never goes back. Everything else is text of the node that is open.
"""

from __future__ import annotations

import re

from ingest.law.astep import kanji_paragraph, skipped_item, skips_paragraph
from ingest.law.beside import settled
from ingest.law.front import front_role, goes_on, has_main_articles, read_title, title_start, toc_range
from ingest.law.lines import Line, follows, key, read_lines
from ingest.law.sequence import articles_in_order
from ingest.law.stack import APPENDICES, GROUPS, Stack, may_follow, place
from ingest.law.tree import LawTree

AMENDS = re.compile(
    r"の一部を(?:次|以下)の(?:ように|とおり)改正する|に、?下線で示すように改正する|次の表のように改正する"
)
_GIVES_NEW_TEXT = re.compile(r"(?:次のように(?:改め|加え)|次の[^。]{1,12}を加え)る?。?$")
_DELETED = re.compile(r"削[ 　]*除[ 　]*(?:[（(].*)?$")


def build(text: str) -> LawTree:
    """The tree of any text; see ``tree.parse``."""
    lines = settled(text, read_lines(text))
    builder = _Builder(text, lines)
    for index, line in enumerate(lines):
        builder.take(index, line)
    root = builder.stack.finish(len(text), title=builder.title)
    return LawTree(text, root, builder.title, builder.number)


class _Builder:
    """Reads line by line.

    ``front`` is True until the first provision. ``pending`` is a 見出し line waiting for its node. ``amending``
    is True inside a 改め文, ``new_text`` right after an instruction that gives new provisions.
    """

    def __init__(self, text: str, lines: tuple[Line, ...]) -> None:
        self.text = text
        self.toc = toc_range(text, lines)
        self.has_articles = has_main_articles(text, lines, self.toc)
        self.in_order = articles_in_order(lines)
        self.index = 0
        bare = any(line.kind == "article" and line.styles for line in lines)
        self.stack = Stack(has_articles=self.has_articles, bare=bare)
        self.front, self.title_start = True, title_start(text, lines)
        self.title = self.number = ""
        self.pending: tuple[int, str] | None = None
        self.amending = False
        self.new_text = False

    def take(self, index: int, line: Line) -> None:
        """Read the next line."""
        self.index = index
        if line.kind == "blank":
            return
        if self.toc and self.toc[0] <= index < self.toc[1]:
            if self.stack.top.kind != "toc":
                self.stack.open("toc", line.start)
            self.pending = None  # a 見出し above the 目次 belongs to no article below it
            return
        if self.front and self._take_front(line):
            self.pending = None  # nor does one above a line of the front
            return
        if line.kind == "caption" and not line.inside:
            self.pending = (line.start, line.caption)
            return
        if line.inside or not self._take_structure(line):
            self._take_text(line)
        self.pending = None

    def _take_front(self, line: Line) -> bool:
        top, words = self.stack.top, self.text[line.start : line.end]
        if top.kind == "title" and not line.inside and goes_on(self.title, words):
            self.title += read_title(words)[0]
            top.caption = self.title
            return True
        role = front_role(self.text, line, title=self.title, above=line.start < self.title_start)
        if not role or line.inside:
            return False
        name, number = read_title(self.text[line.start : line.end])
        self.number = self.number or number
        if role == "title":
            self.title = name
        if self.stack.top.kind != role:
            self.stack.open(role, line.start, caption=self.title if role == "title" else "")
        return True

    def _take_structure(self, line: Line) -> bool:
        if line.kind == "suppl":
            return self._take_suppl(line)
        if line.kind in APPENDICES:
            return self._take_appendix(line)
        if self.stack.in_appendix:
            return line.kind == "item" and self._take_listed(line)
        if line.kind in GROUPS:
            return self._take_group(line)
        if line.kind == "article":
            return self._take_article(line)
        if line.kind == "paragraph":
            return (not self._continues_list(line) and self._take_paragraph(line)) or self._take_item(line)
        if line.kind == "item":
            return self._take_item(line)
        return line.kind == "note" and self._take_note(line)

    def _take_group(self, line: Line) -> bool:
        if self.amending:
            return False
        self.stack.open(line.kind, line.start, number=line.number, caption=line.caption)
        self.front = False
        return True

    def _take_suppl(self, line: Line) -> bool:
        if self.amending and self.new_text:
            return False
        node = self.stack.open("suppl", line.start, caption=line.caption)
        node.excerpt = "抄" in self.text[line.start : line.body]
        self.front = self.amending = self.new_text = False
        if line.body < line.end:
            self.stack.open_paragraph("1", line.body)
        return True

    def _take_appendix(self, line: Line) -> bool:
        if self.front or (self.amending and self.stack.scope.kind == "law"):
            return False
        self.stack.open(line.kind, line.start, number=line.number, caption=line.caption)
        return True

    def _take_article(self, line: Line) -> bool:
        scope = self.stack.scope
        body = self._body(line)
        again = line.number == scope.last_article and bool(self.pending or line.caption) and not self.amending
        if key(line.number) <= key(scope.last_article) and not again:
            return False
        if not self.amending and self.index not in self.in_order and not again:
            return False
        if self.amending and not AMENDS.search(body):
            if self.new_text or not scope.last_article or not follows(line.number, scope.last_article):
                return False
            self.amending = False
        start, caption = self.pending or (line.start, "")
        deleted = bool(_DELETED.match(body))
        self.stack.open(
            "article",
            start,
            number=line.number,
            caption=line.caption or caption,
            last=line.last,
            deleted=deleted,
        )
        scope.last_article = line.last or line.number
        self.front = False
        if body and not deleted:
            self.stack.open_paragraph("1", line.body)
        self._watch(body)
        return True

    def _take_paragraph(self, line: Line) -> bool:
        holder = self.stack.holder()
        if holder is None or holder.deleted:
            return False
        body = self._body(line)
        if not may_follow(line.number, holder) and (self.amending or not skips_paragraph(line, holder, body)):
            return False
        if self.amending:
            if self.new_text or not (self.pending or AMENDS.search(body)):
                return False
            self.amending = False
        start, caption = self.pending or (line.start, "")
        deleted = bool(_DELETED.match(body))
        self.stack.open_paragraph(
            line.number, start, caption=line.caption or caption, last=line.last, deleted=deleted
        )
        self.front = False
        self._watch(body)
        return True

    def _take_item(self, line: Line) -> bool:
        if self.amending:
            return False
        paragraph, items = self.stack.nearest("paragraph"), self.stack.items
        levels = paragraph.levels if paragraph else []
        found = place(levels, line.styles)
        if kanji_paragraph(self.text, line, self.stack.holder(), items, listed=found is not None):
            self._open_paragraph(line.styles[0][1], line.start)
            return True
        found = found or skipped_item(self.text, line, levels, items)
        if found is None:
            return False
        if paragraph is None:
            if not self._wants_paragraph():
                return False
            self._open_paragraph("1", line.start)
        self.stack.open_item(*found, line.start, deleted=bool(_DELETED.match(self._body(line))))
        return True

    def _take_listed(self, line: Line) -> bool:
        """「一　…」 of a 別表 that is a list, as 法令標準XML has it; the rows of a table are none."""
        holder, words = self.stack.list_holder(), self.text[line.start : line.end]
        if holder is None or "\t" in words or "|" in words:
            return False
        found = place(holder.levels, line.styles)
        if found is not None:
            self.stack.open_item(*found, line.start, deleted=bool(_DELETED.match(self._body(line))))
        return found is not None

    def _take_note(self, line: Line) -> bool:
        if self.stack.nearest("article") is None:
            return False
        self.stack.open("note", line.start)
        return True

    def _take_text(self, line: Line) -> None:
        in_front = self.stack.top.kind in ("law", "title", "number", "toc")
        if in_front and self.has_articles:
            self.stack.open("preamble", self.pending[0] if self.pending else line.start)
        elif in_front or self._wants_paragraph():
            self._open_paragraph("1", line.start)
            self.front = False
        self._watch(self.text[line.start : line.end].strip())

    def _wants_paragraph(self) -> bool:
        top = self.stack.top
        return top.kind in ("article", "suppl") and not top.children and not top.deleted

    def _open_paragraph(self, number: str, start: int) -> None:
        start, caption = self.pending or (start, "")
        self.stack.open_paragraph(number, start, caption=caption)

    def _continues_list(self, line: Line) -> bool:
        paragraph = self.stack.nearest("paragraph")
        return paragraph is not None and any(
            level[0] == style and follows(number, level[1])
            for level in paragraph.levels
            for style, number, _ in line.styles
        )

    def _body(self, line: Line) -> str:
        return self.text[line.body : line.end].strip()

    def _watch(self, words: str) -> None:
        self.amending = self.amending or bool(AMENDS.search(words))
        self.new_text = self.amending and bool(_GIVES_NEW_TEXT.search(words))
