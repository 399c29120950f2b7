"""Make what lies about on a shared drive and should not: corpus/texts/past/kyouyuu → past/kyouyuu.

A proposal with white words for a model, a Word file under the name of a PDF, a text decoded in the wrong encoding and saved
again, a letter with unseen characters. The same texts always give the same bytes. corpus/faults.toml says why each is there.
"""

import re
from pathlib import Path

import docx
import office
from docx.shared import Pt, RGBColor

TEXTS, TARGET = office.CORPUS / "texts" / "past" / "kyouyuu", office.CORPUS / "past" / "kyouyuu"
WHITE = "〔白〕"
HIDDEN = re.compile("〔隠す〕(.*?)〔ここまで〕", re.DOTALL)
TAGS = 0xE0000
"""The block of characters that no font shows; TAGS + the code of an ASCII letter is that letter, unseen."""


def whiten(source: Path, target: Path) -> None:
    """A Word file in which the paragraphs marked 〔白〕 are set in white, 1 point high."""
    office.write_docx(source.read_text(encoding="utf-8"), target)
    paper = docx.Document(str(target))
    for paragraph in paper.paragraphs:
        if paragraph.text.startswith(WHITE):
            run = paragraph.runs[0]
            run.text = run.text.removeprefix(WHITE)
            run.font.color.rgb, run.font.size = RGBColor(255, 255, 255), Pt(1)
    paper.save(str(target))
    office._settle(target)


def misname(source: Path, target: Path) -> None:
    """A Word file under another suffix, as when someone renames a file to turn it into a PDF."""
    made = target.with_suffix(".docx")
    office.write_docx(source.read_text(encoding="utf-8"), made)
    made.replace(target)


def garble(source: Path, target: Path) -> None:
    """UTF-8 read as Shift_JIS and saved: 「引継ぎ」 becomes 「蠑慕ｶ吶℃」."""
    broken = source.read_bytes().decode("cp932", errors="replace")
    target.write_text(broken.replace("\ufffd", "・"), encoding="utf-8")


def hide(source: Path, target: Path) -> None:
    """What stands between 〔隠す〕 and 〔ここまで〕 in characters that nobody sees."""
    text = source.read_text(encoding="utf-8")
    target.write_text(
        HIDDEN.sub(lambda match: "".join(chr(TAGS + ord(letter)) for letter in match[1]), text),
        encoding="utf-8",
    )


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    whiten(TEXTS / "teian_r08.md", TARGET / "teian_r08.docx")
    misname(TEXTS / "kaigishitsu_r08.md", TARGET / "kaigishitsu_r08.pdf")
    garble(TEXTS / "hikitsugi_memo.txt", TARGET / "hikitsugi_memo.txt")
    hide(TEXTS / "chousa_meeru.txt", TARGET / "chousa_meeru.txt")
