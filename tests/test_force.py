"""When a regulation is in force: what its 附則 say, the arithmetic of 「起算して」, revisions and repeals in an index."""

import shutil
from datetime import date
from itertools import pairwise

import pytest
from public_data import public_data

from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.force import read_force
from ingest.law.front import own_number
from ingest.law.periods import period
from ingest.law.tree import parse


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "unit", "inclusive", "last"),
    [
        ("2026-03-25", 3, "月", True, "2026-06-24"),
        ("2026-03-25", 3, "月", False, "2026-06-25"),
        ("2026-03-25", 10, "日", True, "2026-04-03"),
        ("2026-03-25", 10, "日", False, "2026-04-04"),
        ("2026-11-30", 3, "月", True, "2027-02-28"),
        ("2027-11-30", 3, "月", True, "2028-02-29"),
        ("2026-01-31", 1, "月", True, "2026-02-28"),
        ("2026-03-01", 1, "年", True, "2027-02-28"),
        ("2028-02-29", 1, "年", True, "2029-02-28"),
        ("2026-03-25", 2, "週間", True, "2026-04-07"),
    ],
)
def test_periods_end_as_the_civil_code_says(start, count, unit, inclusive, last):
    counted = period(d(start), count, unit, inclusive=inclusive)
    assert counted.last == d(last)
    assert (counted.after - counted.last).days == 1


def force_of(supplement, *, head="みどり市甲条例\n令和8年3月25日\n条例第5号\n"):
    return read_force(parse(f"{head}第1条　甲とする。\n{supplement}\n"))


@pytest.mark.parametrize(
    ("supplement", "day"),
    [
        ("附　則\nこの条例は、公布の日から施行する。", "2026-03-25"),
        ("附　則\nこの条例は、令和８年４月１日から施行する。", "2026-04-01"),
        ("附則\n（施行期日）\n1　この条例は、令和八年四月一日から施行する。", "2026-04-01"),
        (
            "附則\n（施行期日）\n第1条　この条例は、公布の日から施行し、令和8年1月1日から適用する。",
            "2026-03-25",
        ),
        ("附則\nこの条例は、公布の日から起算して10日を経過した日から施行する。", "2026-04-04"),
        ("附則\nこの条例は、公布の日から10日を経過した日から施行する。", "2026-04-05"),
        ("附則\nこの条例は、公布の日から起算して三月を経過した日から施行する。", "2026-06-25"),
        ("附則\nこの条例は、公布の日の翌日から起算して1月を経過した日から施行する。", "2026-04-26"),
        (
            "附則\nこの条例は、公布の日から起算して三月を超えない範囲内において規則で定める日から施行する。",
            None,
        ),
        ("附則\nこの条例は、規則で定める日から施行する。", None),
        ("附則\nこの条例は、公布の日以後初めて告示される選挙から適用する。", None),
        (
            "附則（令和7年3月3日条例第1号）\nこの条例は、刑法等の一部を改正する法律（令和4年法律第67号）の施行の日から施行する。",
            "2025-06-01",
        ),
    ],
)
def test_the_day_from_which_a_text_is_in_force(supplement, day):
    assert force_of(supplement).current == (d(day) if day else None)


def test_a_day_left_to_a_rule_is_bounded_and_the_arithmetic_is_shown():
    start = (
        force_of(
            "附則\nこの条例は、公布の日から起算して三月を超えない範囲内において規則で定める日から施行する。"
        )
        .enactments[0]
        .main
    )
    assert (start.day, start.latest) == (None, d("2026-06-24"))
    assert start.shown == (
        "公布の日は令和8年3月25日。初日を算入するので令和8年3月25日から数え、3か月は令和8年6月24日に満了します。"
        "遅くとも令和8年6月24日までに施行されます。"
    )


def test_parts_begin_on_their_own_days():
    one = force_of(
        "附則\n1　この条例は、令和8年4月1日から施行する。ただし、第3条の規定（第2項に係る部分に限る。）は令和8年10月1日から、"
        "第5条の規定は公布の日から施行する。"
    ).enactments[0]
    assert one.main.day == d("2026-04-01")
    assert [(part.what, part.day) for part in one.parts] == [
        ("第3条の規定（第2項に係る部分に限る。）", d("2026-10-01")),
        ("第5条の規定", d("2026-03-25")),
    ]


def test_parts_in_a_list():
    one = force_of(
        "附則\n（施行期日）\n第1条　この条例は、令和8年4月1日から施行する。ただし、次の各号に掲げる規定は、当該各号に定める日から施行する。\n"
        "(1)　第22条の改正規定　令和9年1月1日\n(2)　第35条の改正規定及び次条の規定　令和9年4月1日\n"
    ).enactments[0]
    assert [(part.what, part.day) for part in one.parts] == [
        ("第22条の改正規定", d("2027-01-01")),
        ("第35条の改正規定及び次条の規定", d("2027-04-01")),
    ]


def test_what_it_applies_to_and_what_it_repeals():
    one = force_of(
        "附則\n1　この条例は、公布の日から施行し、令和8年1月1日から適用する。\n"
        "2　みどり市乙条例（平成17年みどり市条例第9号）は、廃止する。"
    ).enactments[0]
    assert one.applied == d("2026-01-01")
    assert one.repeals == (("みどり市乙条例", "平成17年みどり市条例第9号"),)


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("○みどり市甲条例\n平成17年4月1日\n条例第98号\n", "平成17年みどり市条例第98号"),
        ("みどり市甲規則\n平成十七年四月一日\n規則第五号\n", "平成17年みどり市規則第5号"),
        ("みどり市甲規則\n平成17年4月1日\n教育委員会規則第21号\n", "平成17年みどり市教育委員会規則第21号"),
        ("みどり市甲条例（令和元年みどり市条例第12号）\n", "令和元年みどり市条例第12号"),
    ],
)
def test_the_number_as_citations_write_it(head, number):
    assert own_number(parse(f"{head}第1条　甲とする。\n")) == number


# ---- in an index, without a list of dates


def index_of(folder, tmp_path):
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    report = ingest([folder], index=index)
    assert report.failed == []
    return index


def text(index, query, day):
    found = index.search(query, viewer=CLERK, as_of=day)
    assert found.confident and len(found.hits) == 1, (query, day, found.notice)
    return found.hits[0]


@pytest.mark.parametrize(("law", "revisions"), [("330AC1000000186", 3), ("346CO0000000264", 9)])
def test_each_revision_of_a_national_law_is_found_on_its_days_and_no_other(law, revisions, tmp_path):
    """On the day of each change the new text, the day before it the old one."""
    files = sorted(public_data("egov_xml").glob(f"{law}_*.xml"))
    assert len(files) == revisions
    (tmp_path / "files").mkdir()
    for file in files:
        shutil.copy(file, tmp_path / "files")
    index = index_of(tmp_path / "files", tmp_path)
    title = index.ledger.documents()[0].title
    days = [date(int(f.name[16:20]), int(f.name[20:22]), int(f.name[22:24])) for f in files]
    for older, newer, day in zip(files, files[1:], days[1:], strict=False):
        before = text(index, f"{title}第1条", date.fromordinal(day.toordinal() - 1))
        after = text(index, f"{title}第1条", day)
        assert before.document.source.endswith(older.name) and after.document.source.endswith(newer.name)
        assert (before.document.effective_to, after.document.effective_from) == (
            date.fromordinal(day.toordinal() - 1),
            day,
        )
    assert text(index, f"{title}第1条", None).document.source.endswith(files[-1].name)
    early = index.search(f"{title}第1条", viewer=CLERK, as_of=date(2015, 7, 31))
    assert (early.hits, early.confident) == ((), False)
    assert "平成27年8月1日から施行される版があります" in early.notice


def write(folder, name, title, body, supplements):
    folder.mkdir(exist_ok=True)
    head = f"○{title}\n平成17年4月1日\n条例第7号\n"
    (folder / name).write_text(head + body + "".join(supplements), encoding="utf-8")


FIRST = "附　則\nこの条例は、平成17年4月1日から施行する。\n"
SECOND = "附　則（令和6年3月22日条例第8号）\nこの条例は、令和6年4月1日から施行する。\n"
THIRD = "附　則（令和8年3月23日条例第9号）\nこの条例は、公布の日から起算して10日を経過した日から施行する。\n"


def test_revisions_without_a_list_follow_one_another(tmp_path):
    for n, supplements in enumerate(([FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]), start=1):
        body = f"（額）\n第1条　使用料は、{n}00円とする。\n（委任）\n第2条　規則で定める。\n"
        write(tmp_path / "files", f"v{n}.txt", "みどり市甲条例", body, supplements)
    index = index_of(tmp_path / "files", tmp_path)
    changes = [(d("2024-04-01"), "200円"), (d("2026-04-02"), "300円")]
    before = "100円"
    for day, amount in changes:
        assert before in text(index, "甲条例第1条", date.fromordinal(day.toordinal() - 1)).passage.text
        assert amount in text(index, "甲条例第1条", day).passage.text
        before = amount
    ranges = sorted((x.effective_from, x.effective_to) for x in index.ledger.documents() if x.effective_to)
    assert ranges == [(d("2005-04-01"), d("2024-03-31")), (d("2024-04-01"), d("2026-04-01"))]
    found = index.search("使用料の額", viewer=CLERK, as_of=d("2025-01-01"), k=50).hits
    assert {hit.document.source.rpartition("/")[2] for hit in found} == {"v2.txt"}


def test_a_repealed_regulation_ends_the_day_before(tmp_path):
    write(tmp_path / "files", "a.txt", "みどり市甲条例", "第1条　甲とする。\n第2条　乙とする。\n", [FIRST])
    (tmp_path / "files" / "b.txt").write_text(
        "○みどり市丙条例\n令和7年3月20日\n条例第3号\n第1条　丙とする。\n第2条　丁とする。\n附　則\n（施行期日）\n1　この条例は、令和7年4月1日から施行する。\n"
        "（みどり市甲条例の廃止）\n2　みどり市甲条例（平成17年みどり市条例第7号）は、廃止する。\n",
        encoding="utf-8",
    )
    index = index_of(tmp_path / "files", tmp_path)
    assert text(index, "甲条例第1条", d("2025-03-31")).document.title == "みどり市甲条例"
    gone = index.search("甲条例第1条", viewer=CLERK, as_of=d("2025-04-01"))
    assert gone.hits == () and "みどり市甲条例は、令和7年4月1日に効力を失っています" in gone.notice


def test_a_repeal_that_leaves_the_city_out_of_the_number_ends_the_law(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    (files / "old.txt").write_text(
        "みどり市青少年ホーム条例\n昭和52年3月25日\n条例第6号\n（設置）\n第1条　ホームを設置する。\n（委任）\n第2条　規則で定める。\n附　則\nこの条例は、昭和52年4月1日から施行する。\n",
        encoding="utf-8",
    )
    (files / "end.txt").write_text(
        "みどり市青少年ホーム条例を廃止する条例\n令和7年12月19日\n条例第31号\nみどり市青少年ホーム条例（昭和52年条例第6号）は、廃止する。\n附　則\nこの条例は、令和8年4月1日から施行する。\n",
        encoding="utf-8",
    )
    index = index_of(files, tmp_path)
    old = next(each for each in index.documents(CLERK) if "廃止" not in each.title)
    assert (old.number, old.effective_to) == ("昭和52年みどり市条例第6号", d("2026-03-31"))
    ended = {each.name: (each.last, each.by) for each in index.law.ended(CLERK)}
    assert ended == {"みどり市青少年ホーム条例": (d("2026-03-31"), "みどり市青少年ホーム条例を廃止する条例")}


def test_what_the_office_says_stands(tmp_path):
    write(tmp_path / "files", "a.txt", "みどり市甲条例", "第1条　甲とする。\n第2条　乙とする。\n", [FIRST])
    (tmp_path / "files" / "sources.toml").write_text(
        '[[document]]\npath = "a.txt"\nkind = "条例"\neffective_from = 2010-01-01\neffective_to = 2011-12-31\n',
        encoding="utf-8",
    )
    document = index_of(tmp_path / "files", tmp_path).ledger.documents()[0]
    assert (document.effective_from, document.effective_to) == (d("2010-01-01"), d("2011-12-31"))


def test_days_that_the_corpus_says_are_those_its_texts_say(midori):
    """Of the corpus's regulations, those whose own 附則 give a day give the one that sources.toml has."""
    listed = [
        each for each in midori.index.ledger.documents() if each.kind in ("条例", "規則", "規程", "要綱")
    ]
    told = 0
    for each in listed:
        days = {
            x for e in read_force(midori.index.law.regulations().tree(each.id)).enactments for x in e.days
        }
        told += each.effective_from in days
    assert len(listed) >= 20 and told / len(listed) > 0.9
    groups = {}
    for each in listed:
        groups.setdefault(each.number, []).append(each)
    for rows in groups.values():
        for older, newer in pairwise(sorted(rows, key=lambda x: x.effective_from)):
            assert older.effective_to == date.fromordinal(newer.effective_from.toordinal() - 1)
