"""The lines of a draft as an office sees them: headings, items, tables, body. Knows no file format.

Levels of marks follow the usual order of an office: 第1 → 1 → (1) → ア → (ア) → a.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.exporters.letter import DAY, NUMBER, lay_letter, width

LONGEST_HEADING = 40
_N = r"[0-9０-９]+"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^{_N}(?:[ 　]+|[.．][ 　]*(?![0-9０-９]))(?=\S)")),
    (2, re.compile(rf"^[(（]{_N}[)）][ 　]*(?=\S)")),
    (3, re.compile(r"^[ア-ン][ 　]+(?=\S)")),
    (4, re.compile(r"^[(（][ア-ン][)）][ 　]*(?=\S)")),
    (5, re.compile(r"^[a-zａ-ｚ][ 　]+(?=\S)")),
)
_BULLET = re.compile(r"^[・･○●■◆□◇※*-][ 　]*(?=\S)")
_CHAPTER = re.compile(r"^第[0-9０-９一二三四五六七八九十百]+(?:編|章|節|部)(?:[ 　]|$)")
_ARTICLE = re.compile(r"^第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９]+)*(?:[ 　（(]|$)")
_CAPTION = re.compile(r"^（.{1,40}）(?:【要確認[^】]*】)?$")
"""（届出）: what stands under it is the article itself, however short."""
_BRACED = re.compile(r"^【(?!要確認)[^【】]{1,40}】$")
_PART = re.compile(r"^(?:[■◆]|-{2,3}$)")
"""What begins the next part of a mail: an item right above it names nothing."""
_ASKED, _ANSWERED = (re.compile(rf"^{letters}(?:{_N})?[　 ．.：:]") for letters in ("[問QＱ]", "[答AＡ]"))
_MASTHEAD = 4
_HASHES = re.compile(r"^(#{1,6})[ 　]+")
_RULE = re.compile(r"^(?:\|?[ 　]*:?-{3,}:?[ 　]*)(?:\|[ 　]*:?-{3,}:?[ 　]*)*\|?$")
_ROW = re.compile(r"^\|.*\|$|\S *[ 　]\|(?:[ 　]|$)")
# What XML cannot hold: control characters and halves of surrogate pairs, as pasted text sometimes has them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIGURE = re.compile(r"^[△▲-]?[0-9０-９,，.．]+[万千億]?[一-龠か-こ%％]{0,3}$")


CODE = "【コード】"
"""What stands under it up to the next heading is code: one block, each line as it is written."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table. ``kind``: heading, item, bullet, body, article (a 条 and its text), caption (what a 条 is of), deep (附則,
    who signs: a line that begins further in), code, right, centre, blank, table; in a letter also head, to, sender, subject,
    contact (app.exporters.letter tells of them).

    ``level`` of a heading is 1 or 2, of an item its mark's place in the order above, of body text and of a
    bullet the level of what it stands under, of a deep line its place. ``indent`` tells that its first
    line stands one character in.
    """

    kind: str
    text: str = ""
    level: int = 0
    indent: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def read_blocks(text: str, *, title: str = "") -> tuple[Block, ...]:
    """The blocks of ``text`` in order. A first line that only repeats ``title`` is left out; runs of empty lines
    become one."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    if lines and title and _plain(lines[0]) == _plain(title):
        lines = lines[1:]
    else:
        title = ""
    blocks: list[Block] = []
    at = level = 0
    while at < len(lines):
        code = _code(lines, at) if blocks and blocks[-1].text == CODE else []
        if code:
            blocks.append(Block("code", "\n".join(code).strip("\n")))
            at += len(code)
            continue
        rows, used = _table(lines, at)
        if rows:
            blocks.append(Block("table", rows=rows))
            at += used
            continue
        block = _block(lines, at, level)
        if block.kind == "heading":
            level = _depth(block.text)
        if block.kind != "blank" or (blocks and blocks[-1].kind != "blank"):
            blocks.append(block)
        at += 1
    while blocks and blocks[-1].kind == "blank":
        blocks.pop()
    return tuple(lay_letter(blocks, title=title))


def _code(lines: list[str], at: int) -> list[str]:
    """The lines of code from a line on, up to the next heading in braces; none where it is still to be written."""
    end = next((n for n in range(at, len(lines)) if _BRACED.match(lines[n])), len(lines))
    return [] if "【要確認" in lines[at] else [line.rstrip() for line in lines[at:end]]


def _block(lines: list[str], at: int, level: int) -> Block:
    line = lines[at].rstrip()
    words = line.strip(" 　\t")
    if not words or _RULE.match(words):
        return Block("blank")
    if hashes := _HASHES.match(words):
        return Block("heading", words[hashes.end() :].replace("**", ""), 1 if len(hashes[1]) < 3 else 2)
    if words == "記":
        return Block("centre", words)
    if words in ("以上", "（公印省略）") or (at < 6 and (NUMBER.match(words) or DAY.match(words))):
        return Block("right", words)
    if _BRACED.match(words) or (_CHAPTER.match(words) and _short(words)):
        return Block("heading", words, 1)
    above = lines[at - 1].strip(" 　\t") if at else ""
    if _ARTICLE.match(words) and _short(words) and not _CAPTION.match(above):
        return Block("heading", words, 2)
    for mark, pattern in _MARKS:
        if pattern.match(words):
            return _marked(words, mark, lines, at)
    if _BULLET.match(words):
        return Block("bullet", words, level=level, indent=line != words)
    if at < _MASTHEAD and _is_row(words):  # 「記者発表資料 | 令和8年12月1日　建設課」 is no table
        words = re.sub(r"[ 　]*[|｜][ 　]*", "　", words)
    following = lines[at + 1].strip(" 　\t") if at + 1 < len(lines) else ""
    if _ARTICLE.match(words):
        return Block("article", words)
    if _CAPTION.match(words) and _ARTICLE.match(following):
        return Block("caption", words)
    deep = len(line) - len(line.lstrip("　"))
    if deep > 1:
        return Block("deep", words, level=deep)
    return Block("body", words, level=level, indent=line.startswith((" ", "　", "\t")))


def kept_together(block: Block, following: Block) -> bool:
    """Whether a page must not end between two blocks: a 条 and what it is of, a question and its answer; the lines of
    who signs, with their day."""
    if block.kind == "caption" or (_ASKED.match(block.text) and _ANSWERED.match(following.text)):
        return True
    return following.kind == "deep" and block.kind in ("body", "deep")


def _marked(words: str, mark: int, lines: list[str], at: int) -> Block:
    """A heading where it names what follows; an item where it says something itself."""
    following = next((after.strip(" 　\t") for after in lines[at + 1 :] if after.strip(" 　\t")), "")
    sibling = dict(_MARKS)[mark].match(following) or any(
        pattern.match(following) for level, pattern in _MARKS if level < mark
    )
    ends = _BRACED.match(following) or _PART.match(following)
    above = lines[at - 1].strip(" 　\t") if at else ""  # the last of a run of items is one too
    last = bool(dict(_MARKS)[mark].match(above))
    names = _short(words) and following not in ("", "以上") and not (sibling or ends or last)
    return Block("heading" if mark <= 2 and names else "item", words, mark)


def printable(text: str) -> str:
    """``text`` without what no XML can hold."""
    return _UNPRINTABLE.sub("", text)


CHARACTERS = 42
"""Characters of the body's size on a line of the paper."""
LONGEST_CELL = 34
"""Characters after which a longer cell asks for no more room than another long one."""


def column_widths(rows: tuple[tuple[str, ...], ...], total: float) -> list[float]:
    """``total`` millimetres or points shared by the columns: one whose longest cell fits in its share stands on one line
    (ホワイエ is not set letter by letter because a sentence stands beside it), the others share what is left by length.
    """
    wanted = [max(4.0, *(width(row[column]) / 2 + 1.5 for row in rows)) for column in range(len(rows[0]))]
    left, shares = float(CHARACTERS), [0.0] * len(wanted)
    long = list(range(len(wanted)))
    for column in sorted(long, key=wanted.__getitem__):
        if wanted[column] > left / len(long):
            break
        shares[column] = wanted[column]
        left -= wanted[column]
        long.remove(column)
    for column in long:
        shares[column] = (
            left * min(wanted[column], LONGEST_CELL) / sum(min(wanted[c], LONGEST_CELL) for c in long)
        )
    return [total * share / sum(shares) for share in shares]


def figure_columns(rows: tuple[tuple[str, ...], ...]) -> frozenset[int]:
    """The columns that are set to the right: figures with their units below the head, and nothing else but marks.

    >>> sorted(figure_columns((("品目", "数", "時刻"), ("机", "12台", "3時"), ("椅子", "【要確認】", "8:30"))))
    [1]
    """
    return frozenset(
        column
        for column in range(len(rows[0]))
        if any(_bare(row[column]) for row in rows[1:])
        and all(_FIGURE.match(cell) for row in rows[1:] if (cell := _bare(row[column])))
    )


def _bare(cell: str) -> str:
    return re.sub(r"\[\d+\]|【[^】]*】", "", cell).strip(" 　")


def _short(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and not re.search(r"[。．.]$|[。]|\[\d+\]", words)


def _depth(heading: str) -> int:
    """How many characters what stands under a heading moves in: 1 under 「1　」, 2 under 「(1)　」, else 0."""
    return next((mark for mark, pattern in _MARKS if pattern.match(heading)), 0)


def _table(lines: list[str], at: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The table that begins at a line, and how many lines it takes: Markdown rows, or two and more of 「a | b」."""
    end = at
    while end < len(lines) and (_is_row(lines[end]) or (end > at and _RULE.match(lines[end].strip()))):
        end += 1
    taken = [line.strip() for line in lines[at:end]]
    rows = [_cells(line) for line in taken if not _RULE.match(line)]
    if len(taken) < 2 or not rows:
        return (), 0
    width = max(map(len, rows))
    return tuple((*row, *[""] * (width - len(row))) for row in rows), end - at


def _is_row(line: str) -> bool:
    return bool(_ROW.search(line.strip().replace("｜", "|")))


def _cells(line: str) -> tuple[str, ...]:
    plain = line.replace("｜", "|")
    inner = plain[1:-1] if plain.startswith("|") and plain.endswith("|") and len(plain) > 1 else plain
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(re.sub(r"<br ?/?>", "\n", cell.replace("\\|", "|")).strip(" 　\t") for cell in cells)


def _plain(text: str) -> str:
    return re.sub(r"[\s#*【】]", "", text)
