"""One amending 例規 for several changes: two steps, several regulations, each day proved; 経過措置 by what changed."""

import json
from datetime import date
from itertools import islice

import pytest

from evals.revisions import REIKI, tree
from ingest.errors import ShitagakiError
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.bill import Change, enact
from ingest.law.amending.staging import apply_on
from ingest.law.amending.transition import occasions
from ingest.law.amending.unit import read
from ingest.law.tree import parse
from tests.public_data import public_data
from tests.test_cli_law import run

__all__ = ["run"]
FIRST, SECOND = "令和9年4月1日", "令和10年4月1日"


def chain(folder, start):
    """Every three revisions of a regulation that follow each other."""
    files = sorted(path for path in folder.iterdir() if path.name.startswith(start))
    return list(zip(files, files[1:], files[2:], strict=False))


TRIPLES = [
    *chain(REIKI, "koen_jorei_"), *chain(REIKI, "kyuyo_jorei_"), *chain(REIKI, "shizei_jorei_"),
    *chain(REIKI, "kinmujikan_jorei_"), *chain(REIKI, "tesuryo_jorei_"),
]  # fmt: skip


@pytest.mark.parametrize("articles", [False, True])
@pytest.mark.parametrize("files", TRIPLES, ids=lambda files: files[0].stem)
def test_two_steps_of_one_ordinance_give_the_text_of_each_day(files, articles):
    old, middle, new = map(tree, files)
    made = enact([Change(old, middle, FIRST), Change(middle, new, SECOND)], articles=articles)
    assert made.exact, made.wrong
    assert made.form == "articles" if articles else made.form in ("proviso", "articles")
    found = apply_on(old, made.text, date(2027, 12, 31))
    assert found.pending and found.days == (date(2027, 4, 1), date(2028, 4, 1))


def test_statutes_in_two_steps_give_the_text_of_each_day():
    triples = chain(public_data("egov_xml"), "346CO")
    for files in islice(triples, 3):
        old, middle, new = map(tree, files)
        made = enact([Change(old, middle, FIRST), Change(middle, new, SECOND)], articles=True)
        assert made.exact, made.wrong
        assert made.text.split("\n")[1].startswith("第一条　")


def last_line(*changes, **options):
    return enact(changes, **options).text.rstrip("\n").split("\n")[-1]


def steps(name):
    return list(map(tree, sorted(REIKI.glob(f"{name}_20*"))))


def test_what_comes_later_is_named_as_offices_name_it():
    old, middle, new = steps("koen_jorei")
    line = last_line(Change(old, middle, "令和8年4月1日"), Change(middle, new, "令和8年7月1日"))
    assert (
        line
        == "　この条例は、令和8年4月1日から施行する。ただし、第21条第1号の改正規定は、令和8年7月1日から施行する。"
    )
    old, middle, new = steps("kyuyo_jorei")
    line = last_line(Change(old, middle, "公布の日"), Change(middle, new, "令和8年4月1日"))
    assert line == "　この条例は、公布の日から施行する。ただし、第2条の規定は、令和8年4月1日から施行する。"
    old, middle, new = steps("kyusui_jorei")
    line = last_line(Change(old, middle, "公布の日"), Change(middle, new, SECOND))
    assert "ただし、第25条、第28条及び別表第2の改正規定は、" in line


def test_new_articles_that_come_later_are_named_by_where_they_go():
    law = (
        "みどり市灯台条例\n第1条　甲とする。\n第2条　乙とする。\n附　則\nこの条例は、公布の日から施行する。\n"
    )
    middle = law.replace("甲とする", "丙とする")
    new = middle.replace("第2条　乙", "第1条の2　丁とする。\n第1条の3　戊とする。\n第2条　乙")
    old, middle, new = map(parse, (law, middle, new))
    made = enact([Change(old, middle, FIRST), Change(middle, new, SECOND)])
    assert made.form == "proviso" and "ただし、第1条の次に2条を加える改正規定は、" in made.text
    assert "丁" not in apply_on(old, made.text, date(2027, 5, 1)).applied.text


def test_several_ordinances_in_one_amendment():
    one, two = steps("kominkan_jorei"), steps("taiikukan_jorei")
    made = enact([Change(*one, FIRST), Change(*two, SECOND)], measures=["なお従前の例による。"])
    lines = made.text.split("\n")
    assert made.exact and made.title == "みどり市公民館条例及びみどり市総合体育館条例の一部を改正する条例"
    assert lines[1] == "　（みどり市公民館条例の一部改正）"
    assert lines[2].startswith("第1条　みどり市公民館条例（平成17年みどり市条例第80号）の一部を")
    assert lines[-5:] == [
        "　（施行期日）",
        "1　この条例は、令和9年4月1日から施行する。ただし、第2条の規定は、令和10年4月1日から施行する。",
        "　（経過措置）",
        "2　なお従前の例による。",
        "",
    ]
    for pair, day in ((one, date(2027, 4, 1)), (two, date(2028, 4, 1))):
        found = apply_on(pair[0], made.text, day)
        assert found.applied.failures == () and found.applied.done > 0
    before = apply_on(two[0], made.text, date(2027, 4, 1)).applied.tree
    assert lines_of(read(before)) == lines_of(read(two[0]))


def test_changes_that_cannot_stand_together_are_refused():
    old, middle, new = steps("koen_jorei")
    rule = tree(REIKI / "tesuryo_kisoku.txt")
    with pytest.raises(ShitagakiError, match="種類の違う例規"):
        enact([Change(old, middle, FIRST), Change(rule, rule, FIRST)])
    with pytest.raises(ShitagakiError, match="後の日"):
        enact([Change(old, middle, SECOND), Change(middle, new, FIRST)])


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("haiki_jorei", [("fee", ("別表第1",))]),
        ("kaigo_hoken_jorei", [("tax", ("第4条",))]),
        ("shobodan_jorei", [("person", ("第5条",))]),
        ("kyuyo_jorei", [("pay", ("第14条", "第20条", "第21条", "第22条"))]),
        ("gikai_iinkai_jorei", []),
    ],
)
def test_what_changed_gives_the_occasions_for_a_transitional_measure(name, kinds):
    old, new = steps(name)[:2]
    found = [(each.kind, each.places) for each in occasions(old, new)]
    assert [each for each in found if each[0] != "permit"] == kinds


def test_the_command_makes_steps_and_measures(run, tmp_path):
    files = [str(path) for path in sorted(REIKI.glob("koen_jorei_20*"))]
    done = run(
        "law",
        "amend",
        files[0],
        files[1],
        "--day",
        "R8.4.1",
        "--next",
        files[2],
        "R8.7.1",
        "--measures",
        "--json",
    )
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["exact"] and told["form"] == "proviso"
    assert (
        "1　この条例は、令和8年4月1日から施行する。ただし、第21条第1号の改正規定は、令和8年7月1日から"
        in told["text"]
    )
    assert "にした行為に対する罰則の適用については" in told["text"] and len(told["measures"]) == 3
    done = run("law", "amend", files[0], files[1], "--with", files[1])
    assert done.returncode == 1 and "--with には" in done.stderr
