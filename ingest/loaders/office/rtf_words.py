"""The words of a rich text: its control words walked through, paragraphs and rows of tables kept in their order.

Knows nothing of blocks. Left out: headers, footers, pictures, comments, hidden and deleted text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_UNREAD = frozenset((
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "pict", "object", "header", "headerl",
    "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "themedata", "colorschememapping", "datastore",
    "latentstyles", "rsidtbl", "generator", "xmlnstbl", "fldinst", "annotation", "atnid", "atnauthor", "bkmkstart",
    "bkmkend", "nonshppict", "pnseclvl", "filetbl", "revtbl", "mmathPr", "docvar", "private",
))  # fmt: skip
_KEPT = frozenset(("shpinst", "shptxt", "footnote", "ud", "pn", "listtext", "pntext"))
"""What begins with \\* and holds words all the same."""
_WRITTEN = {
    "line": "\n", "emdash": "―", "endash": "–", "bullet": "・", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": "　", "enspace": " ",
}  # fmt: skip
_PAGES = {128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950"}
"""The code pages of \\fcharset; others are the document's own."""
_DEEPEST = 500
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class RtfCell:
    """A cell of a row: ``edge`` is where it ends on the page, ``merged`` whether it goes on from the row above."""

    text: str
    edge: int
    merged: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within { }: whether its words are read, of which font, how many letters follow \\u, and so on."""

    read: bool = True
    hidden: bool = False
    page: str = ""
    fallback: int = 1
    fonts: bool = False
    table: bool = False
    note: bool = False
    number: bool = False


@dataclass(slots=True)
class RtfWords:
    """``parts`` are paragraphs (text) and tables (their rows), ``notes`` the footnotes in their order."""

    parts: list[str | list[list[RtfCell]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    objects: int = 0
    unseen: Counter[str] = field(default_factory=Counter)
    _page: str = "cp932"
    _group: _Group = field(default_factory=_Group)
    _stack: list[_Group] = field(default_factory=list)
    _pages: dict[int, str] = field(default_factory=dict)
    _raw: bytearray = field(default_factory=bytearray)
    _words: list[str] = field(default_factory=list)
    _note: list[str] = field(default_factory=list)
    _row: list[str] = field(default_factory=list)
    _edges: list[tuple[int, bool]] = field(default_factory=list)
    _merged: bool = False
    _skip: int = 0
    _font: int = 0
    _starred: bool = False

    def read(self, data: bytes) -> RtfWords:
        """All of a file. Raises ValueError for groups that never end."""
        for token in _TOKEN.finditer(data):
            word, number, code, sign, brace, text = token.groups()
            if code or text:
                self._bytes(bytes((int(code, 16),)) if code else text)
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)
            elif word:
                self._control(word.decode(), int(number) if number else None)
        self._paragraph()
        return self

    def _put(self, text: str) -> None:
        self._flush()
        if not self._group.read:
            return
        if self._group.hidden:
            self.unseen["非表示の文字"] += bool(text.strip())
        elif self._group.note:
            self._note.append(text)
        else:
            self._words.append(_PRIVATE.sub("・", text).lstrip(" ") if self._group.number else text)

    def _flush(self) -> None:
        """Decode the bytes that have come together: a letter of Japanese is two of them."""
        if self._raw:
            data, self._raw = bytes(self._raw), bytearray()
            self._put(data.decode(self._group.page or self._page, "replace"))

    def _bytes(self, data: bytes) -> None:
        """Bytes of text, but for those that only stand in for a \\u before them."""
        left = max(0, self._skip - len(data))
        self._raw += data[self._skip :]
        self._skip = left

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            if len(self._stack) > _DEEPEST:
                raise ValueError("groups too deep")
            self._stack.append(self._group)
            return
        inner, self._group = self._group, self._stack.pop() if self._stack else _Group()
        if inner.note and not self._group.note:
            self.notes.append(" ".join("".join(self._note).split()))
            self._note = []
            self._put(f"（注{len(self.notes)}）")

    def _sign(self, sign: bytes) -> None:
        self._starred = sign == b"*"
        if sign in b"\\{}":
            self._bytes(sign)
        elif sign in b"~_":
            self._put(" " if sign == b"~" else "-")
        elif sign in b"\r\n":
            self._end("par")

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._put(chr(number % 65536))
            self._skip = self._group.fallback
            return
        self._flush()
        self._skip = 0
        if word in _UNREAD or (starred and word not in _KEPT):
            self.objects += word == "object"
            self._group = replace(self._group, read=False, fonts=word == "fonttbl")
        elif word in _WRITTEN:
            self._put(_WRITTEN[word])
        elif word == "tab":
            self._put("　" if self._group.number else "\t")
        elif word in ("par", "sect", "page", "cell", "nestcell", "row", "nestrow"):
            self._end(word)
        elif word in ("f", "fcharset", "ansicpg", "uc"):
            self._code(word, number or 0)
        else:
            self._state(word, number)

    def _code(self, word: str, number: int) -> None:
        """What says in which code the bytes are."""
        if word == "uc":
            self._group = replace(self._group, fallback=number)
        elif word == "ansicpg":
            self._page = f"cp{number}" if number in (932, 936, 949, 950, 1252) else self._page
        elif word == "fcharset":
            self._pages |= {self._font: _PAGES[number]} if self._group.fonts and number in _PAGES else {}
        elif self._group.fonts:
            self._font = number
        else:
            self._group = replace(self._group, page=self._pages.get(number, ""))

    def _state(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in ("v", "deleted"):
            self._group = replace(self._group, hidden=on)
        elif word in ("plain", "pard"):
            self._group = replace(self._group, hidden=False, table=self._group.table and word == "plain")
        elif word == "intbl":
            self._group = replace(self._group, table=True)
        elif word == "footnote":
            self._group = replace(self._group, note=True)
        elif word in ("listtext", "pntext"):
            self._group = replace(self._group, number=True)
        elif word == "trowd":
            self._edges, self._merged = [], False
        elif word == "clvmrg":
            self._merged = True
        elif word == "cellx":
            self._edges.append((number or 0, self._merged))
            self._merged = False

    def _end(self, word: str) -> None:
        """The end of a paragraph, a cell or a row."""
        if not self._group.read or self._group.note:
            self._note.append(" ")
        elif word in ("cell", "nestcell"):
            self._row.append("".join(self._words).strip())
            self._words = []
        elif word in ("row", "nestrow"):
            self._table()
        elif self._group.table:
            self._words.append("\n")
        else:
            self._paragraph()

    def _paragraph(self) -> None:
        self._flush()
        self.parts.append("".join(self._words))
        self._words = []

    def _table(self) -> None:
        """One more row of the table at hand, or the first of a new one."""
        if not self.parts or isinstance(self.parts[-1], str):
            self.parts.append([])
        edges = self._edges if len(self._edges) == len(self._row) else []
        edges = edges or [(number, False) for number in range(1, len(self._row) + 1)]
        row = [RtfCell(text, *edge) for text, edge in zip(self._row, edges, strict=True)]
        self.parts[-1].append(row)  # type: ignore[union-attr]  # a table was put there just now
        self._row = []
