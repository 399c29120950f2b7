"""The report on the documents tells who names a regulation that is no longer in force."""

from datetime import date
from pathlib import Path

from test_index import open_index, put

from app.hygiene import audit, load_groups
from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest

GROUPS = load_groups(Path(__file__).parents[1] / "prompts/hygiene.toml")
GIFT = """みどり市敬老祝金支給条例
平成17年4月1日
条例第91号
（目的）
第1条　この条例は、敬老祝金の支給に関し必要な事項を定める。
附　則
この条例は、平成17年4月1日から施行する。
"""
REPEAL = """みどり市敬老祝金支給条例を廃止する条例
令和6年3月22日
条例第6号
みどり市敬老祝金支給条例（平成17年みどり市条例第91号）は、廃止する。
附　則
この条例は、令和6年4月1日から施行する。
"""
SUNSET = """みどり市合併記念事業補助金交付要綱
平成27年3月2日
告示第20号
（趣旨）
第1条　この要綱は、補助金の交付に関し必要な事項を定める。
附　則
1　この要綱は、平成27年4月1日から施行する。
2　この要綱は、平成28年3月31日限り、その効力を失う。
"""
RULES = """みどり市長寿祝品贈呈要綱
令和7年3月3日
告示第9号
（趣旨）
第1条　この要綱は、みどり市敬老祝金支給条例（平成17年みどり市条例第91号）第1条の目的を達するため、必要な事項を定める。
（区分）
第2条　贈呈の区分は、みどり市敬老祝金支給条例の例による。
（手続）
第3条　手続は、みどり市合併記念事業補助金交付要綱の例による。
附　則
1　この要綱は、令和7年4月1日から施行する。
2　廃止前のみどり市敬老祝金支給条例の規定による支給については、みどり市敬老祝金支給条例第1条の例による。
"""
GIFT_TOLD = "みどり市敬老祝金支給条例（平成17年みどり市条例第91号）を引用していますが、令和6年4月1日に効力を失っています。"
SUNSET_TOLD = "みどり市合併記念事業補助金交付要綱（平成27年みどり市告示第20号）を引用していますが、平成28年4月1日に効力を失っています。"


def told(tmp_path, day=date(2026, 11, 28), **files):
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, text in files.items():
        (papers / f"{name}.txt").write_text(text, encoding="utf-8")
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([papers], index=index).failed == []
    made = audit(index, GROUPS, viewer=CLERK, day=day)
    return {
        group.id: [(each.passage.label if each.passage else "", made.message(group, each)) for each in made.of(group)]
        for group in GROUPS
        if group.id in ("repealed", "absent")
    }  # fmt: skip


def test_a_rule_that_names_what_is_repealed_or_lapsed_is_told_once_for_each(tmp_path):
    found = told(tmp_path, gift=GIFT, repeal=REPEAL, sunset=SUNSET, rules=RULES)
    assert found["repealed"] == [("第1条", GIFT_TOLD), ("第3条", SUNSET_TOLD)]


def test_what_is_repealed_is_told_though_its_text_is_not_here(tmp_path):
    """The 廃止条例 alone says that it is over: the report does not ask to fetch its text."""
    found = told(tmp_path, repeal=REPEAL, rules=RULES)
    assert found == {"repealed": [("第1条", GIFT_TOLD)], "absent": []}


def test_before_the_repeal_nothing_is_told(tmp_path):
    rules = RULES.replace("令和7年", "令和5年").replace("合併記念事業", "創業支援")
    files = {"gift": GIFT, "repeal": REPEAL, "rules": rules}
    assert told(tmp_path, day=date(2024, 3, 31), **files)["repealed"] == []


def test_words_of_the_past_and_another_law_of_that_name_are_not_told(tmp_path):
    rules = RULES.replace(
        "第1条　この要綱は、みどり市敬老祝金支給条例（平成17年みどり市条例第91号）第1条",
        "第1条　この要綱は、廃止前のみどり市敬老祝金支給条例、旧みどり市敬老祝金支給条例（平成17年みどり市条例第91号）第1条、"
        "若葉県敬老祝金支給条例及びみどり市敬老祝金支給条例施行規則",
    ).replace("は、みどり市敬老祝金支給条例の例", "は、みどり市敬老祝金支給条例（令和6年廃止）の例")
    found = told(tmp_path, gift=GIFT, repeal=REPEAL, rules=rules)
    assert found["repealed"] == []


def test_a_new_one_of_the_same_name_is_in_force(tmp_path):
    new = GIFT.replace("平成17年4月1日\n条例第91号", "令和7年3月3日\n条例第4号").replace(
        "平成17年4月1日から", "令和7年4月1日から"
    )
    found = told(tmp_path, gift=GIFT, repeal=REPEAL, new=new, rules=RULES)
    assert ("第1条", GIFT_TOLD) not in found["repealed"]


def test_a_manual_is_told_and_minutes_of_that_time_are_not(tmp_path):
    index = open_index(tmp_path / "index")
    gone = {"number": "平成17年みどり市条例第91号", "effective_to": date(2024, 3, 31), "section": "福祉課"}
    put(index, "gift", GIFT, title="みどり市敬老祝金支給条例", kind="条例", **gone)
    words = "祝金は、敬老祝金支給条例により、9月に支給します。"
    for key, kind, issued in (
        ("manual", "マニュアル", date(2022, 4, 1)),
        ("minutes", "会議録", date(2022, 6, 1)),
        ("notice", "通知", date(2025, 4, 1)),
    ):
        put(index, key, words, title=f"敬老会の{kind}", kind=kind, section="福祉課", issued=issued)
    made = audit(index, GROUPS, viewer=CLERK, day=date(2026, 11, 28))
    assert [each.document.id for each in made.issues if each.kind == "repealed"] == ["manual", "notice"]
