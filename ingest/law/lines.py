"""What each line of a regulation could be, by its own form alone: an article, a caption, an item, a 附則 …

Knows nothing of the lines around it: whether 「2　…」 is a paragraph or a table row is for the tree to say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from ingest.law.brackets import inside, outer_spans
from ingest.law.marks import branched, styles_of
from ingest.law.numbers import NUMERAL, branch_number, find_wareki
from ingest.law.width import close_up

GROUP_KINDS = {"編": "part", "章": "chapter", "節": "section", "款": "subsection", "目": "division"}
APPENDIX_KINDS = {"別表": "appendix_table", "様式": "form"}

# Possessive: a line of a hundred thousand spaces must not be tried in every division.
_S, _S1 = r"[ 　\t]*+", r"[ 　\t]++"
# Markdown headings, list marks and bold are layout, not structure.
_LEAD = rf"^{_S}(?:#{{1,6}}{_S1})?(?:[-*+]{_S1})?(?:\*\*)?{_S}"
_BOLD = r"(?:\*\*)?"
APART = 5
"""Characters that stand apart, from which a line is set so."""
_OLD = str.maketrans("條號", "条号")
_W = "[ 　]?"  # OCR parts what belongs together: 「第 3 条 の 2」, 「( 1 )」, 「第1 2条」
_SPLIT = rf"(?:[0-9]{{1,2}} [0-9]{{1,2}}|{NUMERAL})"
_BRANCHES = rf"(?:{_W}の{_W}{NUMERAL})*"
_PAREN = r"[（(]((?:[^（）()\n]|[（(][^（）()\n]{0,80}[）)]){1,80})[）)]"
_THROUGH = "(?:から|及び|・|、|～|〜)"

_GROUP = re.compile(rf"{_LEAD}第{_W}({NUMERAL}){_W}([編章節款目])({_BRANCHES})(?:{_S1}|{_BOLD}$)(.*)$")
_ARTICLE = re.compile(
    rf"{_LEAD}(?:{_PAREN}{_S})?第{_W}({_SPLIT}){_W}条({_BRANCHES})"
    rf"(?:{_THROUGH}第({NUMERAL})条({_BRANCHES})(?:まで)?)?{_BOLD}(.*)$"
)
_BEHIND = re.compile(rf"^{_S}{_PAREN}{_BOLD}")
_PARAGRAPH = re.compile(
    rf"{_LEAD}(?:([0-9０-９]++)({_BRANCHES})(?:{_THROUGH}([0-9０-９]++)(?:まで)?)?[.．]?{_BOLD}(?=[ 　\t]|$)|([①-⑳]))"
    rf"{_S}(.*)$"
)
_CAPTIONED = re.compile(rf"{_LEAD}{_PAREN}{_S}(?=[0-9０-９]++[ 　\t])")
"""「（施行期日）１　この条例は、…」: the 見出し on the line of its 項."""
_MARK = re.compile(rf"{NUMERAL}|[ア-ン]|[a-z]+")
_CAPTION = re.compile(rf"{_LEAD}{_PAREN}{_BOLD}{_S}$")
_SUPPL = re.compile(
    rf"{_LEAD}[附付]{_S}則{_BOLD}(?:{_S}{_PAREN})?(?:{_S}(抄))?{_BOLD}(?:{_S1}(\S.*。{_S}))?{_S}$"
)
_APPENDIX = re.compile(
    rf"{_LEAD}[（(]?(附則)?{_S}(別表|(?:別記)?様式|別記(?!様式)|別図|別紙|付表)"
    rf"(?:第({NUMERAL})号?({_BRANCHES})|({NUMERAL})(?=[ 　\t（(]|$))?"
    rf"{_BOLD}[）)]?(?:{_S}{_PAREN})?{_BOLD}(?:{_S}$|{_S1}([^。、\n]{{0,40}})$)"
)
_NUMBERED_FORM = re.compile(
    rf"{_LEAD}[（(]?(?:別記)?{_S}第({NUMERAL})号({_BRANCHES})様式({_BRANCHES}){_BOLD}[）)]?(?:{_S}{_PAREN})?{_BOLD}(?:{_S}$|{_S1}([^。、\n]{{0,40}})$)"
)
"""「第1号様式（第3条関係）」 for 様式第1号."""
_DONE = "(?:改正|追加|削除|繰上|繰下|全改|旧)"
_NOTE = re.compile(
    rf"^{_S}(?:[（(](?:[明大昭平令]|[MTSHR])[^（）()]{{1,200}}{_DONE}[^（）()]{{0,70}}[）)]"
    rf"|[（(](?:[明大昭平令](?:元|[0-9０-９]+)(?:[.．][0-9０-９]+)*(?:条例|規則|規程|告示|訓令|要綱)[0-9０-９]+[、・]?)+[）)]"
    rf"|[（(]?[^〔〕。（）()\n]{{0,20}}{_DONE}[^〔〕。（）()\n]{{0,20}}〔[明大昭平令][^〔〕\n]{{3,200}}〕[^。\n]{{0,200}}){_S}$"
)
"""「（令6条例12・一部改正）」, 「（平20条例15）」, 「（一部改正〔平成12年条例3号〕）」."""
_NUMBER = re.compile(
    r"(?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|法律|政令|勅令|省令|府令|内規|指令[^\s0-9０-９（）()]{0,6}?)"
    rf"{_S}第{_S}{NUMERAL}{_S}号"
)
_HISTORY = re.compile(
    rf"{_LEAD}(?:最終)?(?:改正|公布|施行|制定|沿革|例規番号|番号|所管|種別|改正経過)"
    r"(?:日|年月日|番号|履歴)?(?:[ 　\t:：]|$)"
)

_MANY = rf"(?:{_THROUGH}[（(]?({NUMERAL}|[ア-ン])[）)]?({_BRANCHES})(?:まで)?)?"
_ITEM = re.compile(
    rf"{_LEAD}(?:[（(]{_W}({NUMERAL}|[ア-ン]|[a-zａ-ｚ]{{1,4}}){_W}[）)]|([⑴-⒇])|([①-⑳])"
    rf"|([〇一二三四五六七八九十百]+|[ア-ンヰヱ]|[a-zａ-ｚ]{{1,4}})"
    rf"(?=(?:の{NUMERAL})*(?:{_THROUGH}(?:{NUMERAL}|[ア-ン])(?:の{NUMERAL})*(?:まで)?)?(?:[ 　\t]|$)))"
    rf"({_BRANCHES}){_MANY}{_S}(.*)$"
)


def is_note(line: str) -> bool:
    """Whether a line is a note of the history: 「（令6条例12・一部改正）」."""
    return bool(_NOTE.match(line))


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its break included: ``text[start:end]``.

    ``kind`` is blank, text, caption, note, suppl, paragraph, item, article, a value of GROUP_KINDS or of APPENDIX_KINDS, or
    "appendix". ``number`` and ``last`` are like "12_2" (``last`` only where one line stands for several: 「第5条から第8条まで　削除」).
    ``caption`` is the 見出し, the title of a chapter, or what a 附則 or 別表 has in parentheses. ``body`` is where the text behind
    the number begins. ``styles`` are the ways to read the mark of an item: (style, number, last): (("iroha", "1", ""), …).
    ``inside`` is True within 「…」 that began on an earlier line; ``numberlike`` where it looks like a 例規番号, a date or a note.
    """

    start: int
    end: int
    kind: str
    number: str = ""
    last: str = ""
    caption: str = ""
    body: int = 0
    styles: tuple[tuple[str, str, str], ...] = ()
    inside: bool = False
    numberlike: bool = False


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of the text, in order, covering it exactly. Only "\\n" breaks lines, as offsets elsewhere assume."""
    quoted = inside([match.end() for match in re.finditer("\n", text)], outer_spans(text, opening="「"))
    lines = []
    start = 0
    for piece in re.findall(r"[^\n]*\n|[^\n]+", text):
        end = start + len(piece)
        lines.append(_read(piece.rstrip("\r\n").translate(_OLD), start, end, start in quoted))
        start = end
    return tuple(_captions_of_articles(text, lines))


def _captions_of_articles(text: str, lines: list[Line]) -> list[Line]:
    """「（様式）」 and 「（別表）」 right above a 条 are its 見出し, no 様式."""
    for at, line in enumerate(lines[:-1]):
        words = text[line.start : line.end].strip()
        bracketed = words[:1] in ("（", "(") and words[-1:] in ("）", ")") and not line.number
        if bracketed and line.kind in (*APPENDIX_KINDS.values(), "appendix"):
            following = next((each for each in lines[at + 1 :] if each.kind != "blank"), None)
            if following and following.kind == "article":
                lines[at] = replace(line, kind="caption", caption=words[1:-1], body=line.start)
    return lines


def key(number: str) -> tuple[int, ...]:
    """Numbers in the order of the text: "12" < "12_2" < "13"."""
    return tuple(int(part) for part in number.split("_")) if number else ()


def follows(number: str, last: str) -> bool:
    """Whether a number can come right after the last one: 4 and 3_2 after 3, 4 after 3_2; 1 after nothing."""
    new, old = key(number), key(last)
    return new[:1] == (1,) if not old else old < new and new[0] - old[0] <= 1


def _read(line: str, start: int, end: int, quoted: bool) -> Line:
    if not line.strip():
        return Line(start, end, "blank", inside=quoted)
    for form in (_group, _article, _suppl, _appendix, _note, _caption, _paragraph, _item):
        found = form(line, start, end)
        if found is not None:
            return replace(found, inside=quoted, numberlike=_numberlike(line))
    return Line(start, end, "text", body=start, inside=quoted, numberlike=_numberlike(line))


def _numberlike(line: str) -> bool:
    line = close_up(line.strip())
    short = len(line) <= 120 and not line.endswith("。")
    return short and bool(_HISTORY.search(line) or _NUMBER.search(line) or find_wareki(line))


def _group(line: str, start: int, end: int) -> Line | None:
    match = _GROUP.match(line)
    if match is None or len(match[4]) > 80 or "。" in match[4]:
        return None
    title = match[4].strip(" 　\t*")
    return Line(
        start, end, GROUP_KINDS[match[2]], branch_number(match[1] + match[3]), caption=title, body=end
    )


def _article(line: str, start: int, end: int) -> Line | None:
    match = _ARTICLE.match(line)
    if match is None:
        return None
    caption, rest, body = match[1] or "", match[6], match.start(6)
    behind = None if caption else _BEHIND.match(rest)
    if (
        behind is not None
        and "。" not in behind[1]
        and not re.match(r"[のにをはがとへも及又若、。]", rest[behind.end() :])
    ):
        caption, body, rest = behind[1], body + behind.end(), rest[behind.end() :]
    elif rest and not rest.startswith((" ", "　", "\t", "削除")):
        return None
    body += len(rest) - len(rest.lstrip(" 　\t*"))
    number, last = (
        branch_number(match[2].replace(" ", "") + match[3]),
        branch_number((match[4] or "") + (match[5] or "")),
    )
    return Line(start, end, "article", number, last, caption, start + body)


def _suppl(line: str, start: int, end: int) -> Line | None:
    match = _SUPPL.match(line)
    if match is None:
        return None
    body = start + match.start(3) if match[3] else end
    return Line(start, end, "suppl", caption=match[1] or "", body=body)


def _appendix(line: str, start: int, end: int) -> Line | None:
    if form := _NUMBERED_FORM.match(line):
        number = branch_number(form[1] + form[2] + form[3])
        return Line(start, end, "form", number, caption=form[4] or (form[5] or "").strip(), body=end)
    match = _APPENDIX.match(line)
    if match is None:
        return None
    kind = APPENDIX_KINDS.get(match[2].removeprefix("別記") or match[2], "appendix")
    number = branch_number((match[3] or match[5] or "") + (match[4] or ""))
    return Line(start, end, kind, number, caption=match[6] or (match[7] or "").strip(), body=end)


def _note(line: str, start: int, end: int) -> Line | None:
    return Line(start, end, "note", body=start) if _NOTE.match(line) else None


def _caption(line: str, start: int, end: int) -> Line | None:
    match = _CAPTION.match(line)
    if match is None or _MARK.fullmatch(match[1]):
        return None
    return Line(start, end, "caption", caption=match[1].strip(), body=start)


def _paragraph(line: str, start: int, end: int) -> Line | None:
    captioned = _CAPTIONED.match(line)
    caption = captioned[1].strip() if captioned and not _MARK.fullmatch(captioned[1]) else ""
    match = _PARAGRAPH.match(line[captioned.end() :] if captioned and caption else line)
    if match is None:
        return None
    number = str(ord(match[4]) - ord("①") + 1) if match[4] else branch_number(match[1] + match[2])
    styles = (("circled" if match[4] else "digit", number, ""),)
    body = start + match.start(5) + (captioned.end() if captioned and caption else 0)
    return Line(start, end, "paragraph", number, branch_number(match[3] or ""), caption, body, styles)


def _item(line: str, start: int, end: int) -> Line | None:
    match = _ITEM.match(line)
    if match is None or (len(line.split()) >= APART and close_up(line.strip()) != line.strip()):
        return None  # the second: 「三 沢 村 条 例」, a line whose characters all stand apart; 「一　略」 is none
    bare = match[4] is not None
    ends = dict(styles_of(match[6], bare=bare)) if match[6] else {}
    mark = unicodedata.normalize("NFKC", match[1] or match[4] or match[2] or match[3] or "")
    styles = tuple(
        (style, branched(number, match[5]), branched(ends.get(style, ""), match[7] or ""))
        for style, number in styles_of(mark, bare=bare)
    )
    return Line(start, end, "item", body=start + match.start(8), styles=styles) if styles else None
