"""A small office with two revisions of an ordinance, its rule and another that cites it. Knows no browser."""

from __future__ import annotations

from pathlib import Path

from ingest.ingestion import ingest
from tests.test_graph import OTHER, RULE
from tests.web_office import SmallOffice, open_office

OLD = """○みどり市公園条例
平成17年4月1日
条例第40号
（趣旨）
第1条　この条例は、公園に関し必要な事項を定める。
（許可）
第2条　許可を受けようとする者は、規則で定めるところにより、申請しなければならない。
2　前項の申請は、第3条の使用料を納めてしなければならない。
（使用料）
第3条　使用料は、規則で定める。
（準用）
第4条　第1条の規定は、広場について準用する。
附　則
この条例は、平成17年4月1日から施行する。
別表（第3条関係）
区分\t金額
広場\t100円
"""
NEW = OLD.replace(
    "（準用）\n第4条", "（減免）\n第4条　市長は、使用料を減免することができる。\n（準用）\n第5条"
).replace("別表（", "附　則（令和7年3月1日条例第2号）\nこの条例は、令和7年4月1日から施行する。\n別表（")
SOURCES = """
[[document]]
path = "koen_old.txt"
kind = "条例"
number = "平成17年みどり市条例第40号"
section = "都市計画課"
sensitivity = "1"
effective_from = 2005-04-01
effective_to = 2025-03-31

[[document]]
path = "koen.txt"
kind = "条例"
number = "平成17年みどり市条例第40号"
section = "都市計画課"
sensitivity = "1"
effective_from = 2025-04-01

[[document]]
path = "kisoku.txt"
title = "みどり市公園条例施行規則"
kind = "規則"
number = "平成17年みどり市規則第12号"
sensitivity = "1"
effective_from = 2005-04-01

[[document]]
path = "hiroba.txt"
kind = "条例"
number = "平成20年みどり市条例第5号"
sensitivity = "1"
effective_from = 2008-04-01
"""


def open_law_office(folder: Path) -> SmallOffice:
    """The office of tests.web_office, with the regulations above besides."""
    office = open_office(folder)
    reiki = folder / "reiki2"
    reiki.mkdir()
    for name, text in {"koen_old": OLD, "koen": NEW, "kisoku": RULE, "hiroba": OTHER}.items():
        (reiki / f"{name}.txt").write_text(text, encoding="utf-8")
    (reiki / "sources.toml").write_text(SOURCES, encoding="utf-8")
    report = ingest([reiki], index=office.index)
    assert report.failed == [], report.failed
    return office
