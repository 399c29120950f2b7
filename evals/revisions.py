"""Pairs of neighbouring revisions of one regulation, and what each amendment of the corpus makes of which.

Knows nothing of how amendments are made or carried out.
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from ingest.law.tree import LawTree, parse
from ingest.loaders import load_safely

REIKI = Path(__file__).resolve().parent.parent / "corpus" / "reiki"


@cache
def tree(path: Path) -> LawTree:
    """The tree of a file, read once."""
    return parse(load_safely(path).text)


def neighbours(folder: Path) -> list[tuple[Path, Path]]:
    """(older, newer) of every regulation of which the folder has several: NAME_20240401.txt, ID_20230607_….xml."""
    held: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        match = re.match(r"(.+?)_(20\d{6})[._]", path.name)
        if match and path.is_file():
            held.setdefault(match[1], []).append(path)
    return [pair for paths in held.values() for pair in pairwise(paths)]


AMENDMENTS = {
    "gikai_iinkai_jorei_kaisei_r06.txt": [
        ("gikai_iinkai_jorei_20170424.txt", "gikai_iinkai_jorei_20240401.txt")
    ],
    "gikai_iinkai_jorei_kaisei_r07.txt": [
        ("gikai_iinkai_jorei_20240401.txt", "gikai_iinkai_jorei_20250424.xml")
    ],
    "gyosei_soshiki_kisoku_kaisei_r06.txt": [
        ("gyosei_soshiki_kisoku_20170401.txt", "gyosei_soshiki_kisoku_20240401.md")
    ],
    "gyosei_soshiki_kisoku_kaisei_r07.txt": [
        ("gyosei_soshiki_kisoku_20240401.md", "gyosei_soshiki_kisoku_20250401.docx")
    ],
    "gyosei_tetsuzuki_jorei_kaisei_r08.txt": [
        ("gyosei_tetsuzuki_jorei_20150401.txt", "gyosei_tetsuzuki_jorei_20260521.xml")
    ],
    "haiki_jorei_kaisei_r07.docx": [("haiki_jorei_20240401.txt", "haiki_jorei_20260401.html")],
    "hanzai_higaisha_jorei_kaisei_r07.txt": [
        ("hanzai_higaisha_jorei_20240401.txt", "hanzai_higaisha_jorei_20250701.txt")
    ],
    "kaigo_hoken_jorei_kaisei_r06.txt": [
        ("kaigo_hoken_jorei_20210401.txt", "kaigo_hoken_jorei_20240401.docx")
    ],
    "keiho_seiri_jorei_r07.txt": [("shobodan_jorei_20250401.md", "shobodan_jorei_20250601.html")],
    "kinmujikan_jorei_kaisei_r07.txt": [("kinmujikan_jorei_20250101.txt", "kinmujikan_jorei_20251001.docx")],
    "kodomo_iryo_jorei_kaisei_r06.txt": [
        ("kodomo_iryo_jorei_20211020.txt", "kodomo_iryo_jorei_20241001.html")
    ],
    "koen_jorei_kaisei_r08.txt": [("koen_jorei_20240401.txt", "koen_jorei_20260701.html")],
    "kokuho_jorei_kaisei_r05.txt": [("kokuho_jorei_20220101.txt", "kokuho_jorei_20230401.txt")],
    "kokuho_jorei_kaisei_r06.txt": [("kokuho_jorei_20230401.txt", "kokuho_jorei_20241202.txt")],
    "kokuhozei_jorei_kaisei_r08.txt": [("kokuhozei_jorei_20250401.docx", "kokuhozei_jorei_20260401.html")],
    "kominkan_taiikukan_jorei_kaisei_r07.docx": [
        ("kominkan_jorei_20191001.docx", "kominkan_jorei_20260401.html"),
        ("taiikukan_jorei_20191001.txt", "taiikukan_jorei_20260401.docx"),
    ],
    "kyusui_jorei_kaisei_r06.txt": [("kyusui_jorei_20191001.txt", "kyusui_jorei_20241001.txt")],
    "kyuyo_jorei_kaisei_r07.docx": [("kyuyo_jorei_20250601.docx", "kyuyo_jorei_20260401.html")],
    "namagomi_hojo_yoko_kaisei_r08.txt": [
        ("namagomi_hojo_yoko_20210401.txt", "namagomi_hojo_yoko_20260401.txt")
    ],
    "shizei_jorei_kaisei_r07.docx": [("shizei_jorei_20240401.txt", "shizei_jorei_20260401.html")],
    "tesuryo_jorei_kaisei_r05.txt": [("tesuryo_jorei_20191001.txt", "tesuryo_jorei_20240301.txt")],
    "tesuryo_jorei_kaisei_r06.txt": [("tesuryo_jorei_20240301.txt", "tesuryo_jorei_20250401.txt")],
}
"""What each amendment of the corpus makes of which revision; those that come into force by stages, in the end."""
