"""The 新旧対照表 of みどり市 as its office wrote them (corpus/reiki/shinkyu), read into lines with their underlines. Knows no product.

Underlined words stand between [ and ].
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

REIKI = Path(__file__).resolve().parent.parent / "corpus" / "reiki"
OF = {
    "gikai_iinkai_jorei_shinkyu_r06": [("gikai_iinkai_jorei_20170424.txt", "gikai_iinkai_jorei_20240401.txt")],
    "gikai_iinkai_jorei_shinkyu_r07": [("gikai_iinkai_jorei_20240401.txt", "gikai_iinkai_jorei_20250424.xml")],
    "gyosei_soshiki_kisoku_shinkyu_r06": [("gyosei_soshiki_kisoku_20170401.txt", "gyosei_soshiki_kisoku_20240401.md")],
    "gyosei_tetsuzuki_jorei_shinkyu_r08": [("gyosei_tetsuzuki_jorei_20150401.txt", "gyosei_tetsuzuki_jorei_20260521.xml")],
    "haiki_jorei_shinkyu_r07": [("haiki_jorei_20240401.txt", "haiki_jorei_20260401.html")],
    "hanzai_higaisha_jorei_shinkyu_r07": [("hanzai_higaisha_jorei_20240401.txt", "hanzai_higaisha_jorei_20250701.txt")],
    "kaigo_hoken_jorei_shinkyu_r06": [("kaigo_hoken_jorei_20210401.txt", "kaigo_hoken_jorei_20240401.docx")],
    "kinmujikan_jorei_shinkyu_r07": [("kinmujikan_jorei_20250101.txt", "kinmujikan_jorei_20251001.docx")],
    "kodomo_iryo_jorei_shinkyu_r06": [("kodomo_iryo_jorei_20211020.txt", "kodomo_iryo_jorei_20241001.html")],
    "koen_jorei_shinkyu_r08": [("koen_jorei_20240401.txt", "koen_jorei_20260701.html")],
    "kokuho_jorei_shinkyu_r05": [("kokuho_jorei_20220101.txt", "kokuho_jorei_20230401.txt")],
    "kokuho_jorei_shinkyu_r06": [("kokuho_jorei_20230401.txt", "kokuho_jorei_20241202.txt")],
    "kokuhozei_jorei_shinkyu_r08": [("kokuhozei_jorei_20250401.docx", "kokuhozei_jorei_20260401.html")],
    "kominkan_taiikukan_jorei_shinkyu_r07": [
        ("kominkan_jorei_20191001.docx", "kominkan_jorei_20260401.html"),
        ("taiikukan_jorei_20191001.txt", "taiikukan_jorei_20260401.docx"),
    ],
    "kyusui_jorei_shinkyu_r06": [("kyusui_jorei_20191001.txt", "kyusui_jorei_20241001.txt")],
    "kyuyo_jorei_shinkyu_r07": [
        ("kyuyo_jorei_20250601.docx", "kyuyo_jorei_20251219.html"),
        ("kyuyo_jorei_20251219.html", "kyuyo_jorei_20260401.html"),
    ],
    "namagomi_hojo_yoko_shinkyu_r08": [("namagomi_hojo_yoko_20210401.txt", "namagomi_hojo_yoko_20260401.txt")],
    "shizei_jorei_shinkyu_r07": [("shizei_jorei_20240401.txt", "shizei_jorei_20260401.html")],
    "tesuryo_jorei_shinkyu_r05": [("tesuryo_jorei_20191001.txt", "tesuryo_jorei_20240301.txt")],
    "tesuryo_jorei_shinkyu_r06": [("tesuryo_jorei_20240301.txt", "tesuryo_jorei_20250401.txt")],
}  # fmt: skip
"""The table, and for each of its parts the file of the old and of the new revision."""


def tables(name: str) -> list[list[tuple[list[str], list[str]]]]:
    """For each part of a table its rows: (lines of 改正後, lines of 改正前)."""
    document = Document(str(REIKI / "shinkyu" / f"{name}.docx"))
    return [
        [(lines(row.cells[0]), lines(row.cells[1])) for row in table.rows[1:]] for table in document.tables
    ]


def lines(cell) -> list[str]:
    """The lines of a cell; a row of a table inside it is one line with its cells between |."""
    found = []
    for element in cell._tc:
        if element.tag.endswith("}p"):
            words = marked(Paragraph(element, cell))
            found += [words] if words.strip() else []
        elif element.tag.endswith("}tbl"):
            for row in Table(element, cell).rows:
                found.append("|".join("".join(map(marked, each.paragraphs)) for each in row.cells))
    return found


def marked(paragraph: Paragraph) -> str:
    """A paragraph with [ ] around what is underlined."""
    words = "".join(f"[{run.text}]" if run.underline else run.text for run in paragraph.runs)
    return words.replace("][", "")
