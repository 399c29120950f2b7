"""Cases made from regulations: the standard questions, each with the one place that answers it, or none at all."""

import json
import random
from collections import Counter
from datetime import date

import pytest

from app.cli import main
from evals.case import reaches, read_cases
from evals.lint import lint_file, read_ground
from evals.making import duties, rules
from evals.making.amended import changed_places, changed_rows
from evals.making.hinted import hinted_cases
from evals.making.making import STANDARD, Source, make_cases, shortened
from evals.making.provisions import read
from evals.making.wordings import load_wordings, names_of, written
from ingest.document import CLERK
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.law.numbers import fiscal_year
from ingest.law.tree import parse
from tests.public_data import public_data
from tests.test_partly import AFTER, BATH

DAY = date(2026, 11, 27)
LAW = """青空市公園条例
令和元年青空市条例第3号
（目的）
第1条　この条例は、都市公園法（昭和31年法律第79号）に定めるもののほか、公園の管理に関し必要な事項を定めることを目的とする。
（定義）
第2条　この条例において「公園」とは、市が設ける広場をいう。
（使用の許可）
第3条　公園で集会を開こうとする者は、使用の10日前までに、市長の許可を受けなければならない。
2　前項の許可を受けた者は、許可の日から7日以内に、使用計画書を市長に提出しなければならない。ただし、災害のときは、この限りでない。
（許可の取消し）
第4条　市長は、使用者がこの条例に違反したときは、許可を取り消すことができる。
（清掃）
第5条　使用者は、公園の使用を終えたときは、直ちに広場を清掃しなければならない。
（過料）
第6条　第3条第1項の規定に違反した者は、5万円以下の過料に処する。
（適用除外）
第7条　この条例の規定は、国の行う事業には、適用しない。
（委任）
第8条　この条例の施行に関し必要な事項は、規則で定める。
附　則
この条例は、令和2年4月1日から施行する。
附　則（令和4年条例第9号）
この条例の施行の日前にした許可については、なお従前の例による。
"""


def law(text=LAW):
    return read("d", "青空市公園条例", "条例", parse(text))


def told(find, text=LAW):
    made = law(text)
    return [(one.anchor, one.answer, made.text[slice(*one.spans[0])]) for one in find(made)]


@pytest.mark.parametrize(
    ("find", "anchor", "answer", "words"),
    [
        (rules.aims, "a1p1", "この条例は、都市公園法", "目的とする。"),
        (rules.definitions, "a2p1", "この条例において「公園」とは", "をいう。"),
        (rules.terms, "a2p1", "「公園」とは", "市が設ける広場"),
        (duties.duties, "a5p1", "使用者", "清掃しなければならない"),
        (duties.deadlines, "a3p2", "7日以内", "使用計画書"),
        (duties.exceptions, "a3p2", "ただし、災害のときは", "この限りでない。"),
        (duties.destinations, "a3p2", "市長", "使用計画書を市長に"),
        (rules.penalties, "", "第3条第1項の規定に違反", "5万円以下の過料"),
        (rules.permits, "needed許可", "公園で集会", "市長の許可を受けなければ"),
        (rules.revocations, "許可", "市長は、使用者が", "許可を取り消す"),
        (rules.exclusions, "", "この条例の規定は、国の", "適用しない。"),
        (rules.transitions, "", "この条例の施行の日前", "なお従前の例による。"),
        (rules.beginnings, "s1p1", "令和2年4月1日から", "施行する。"),
        (rules.delegated, "a8p1", "規則", "必要な事項は、規則で定める"),
        (rules.bases, "a1p1", "都市公園法", "都市公園法（昭和31年法律第79号）"),
    ],
)  # fmt: skip
def test_each_standard_question_is_answered_by_its_place(find, anchor, answer, words):
    found = told(find)
    assert (anchor, True, True) in [(a, b.startswith(answer), words in c) for a, b, c in found], found


def test_what_the_tree_does_not_have_is_not_asked():
    bare = "青空市名称条例\n第1条　市の名は、青空市とする。\n第2条　市の花は、菜の花とする。\n第3条　市の木は、松とする。\n"
    assert [told(find, bare) for find, _ in STANDARD if find is not duties.places] == [[]] * 17
    assert [anchor for anchor, _, _ in told(duties.places, bare)] == []
    two = LAW.replace("集会を開こうとする者は、使用の10日前までに", "集会を開こうとする者は、3日以内に")
    assert told(duties.deadlines, two) == [], "two terms in one 条: which one is meant?"


def test_a_charge_that_an_article_tells_is_asked_by_its_name():
    text = (
        "青空市渡船条例\n（手数料）\n第1条　手数料の額は、1通につき300円とする。\n2　前項の再交付の額は、200円とする。\n"
        "（使用料）\n第2条　渡船を利用する者は、次の使用料を納めなければならない。\n(1)　大人　1回につき320円\n"
        "(2)　小人（小学生以下の者をいう。）　1回につき160円\n(3)　団体　市長が定める額\n"
        "（減免）\n第3条　島民の使用料は、1回につき、金50円とする。ただし、通院のときは、10円とする。\n"
        "（駐車料）\n第4条　駐車料は、1日につき500円とする。\n2　駐車料は、1時間につき100円とする。\n"
    )
    found = [(one.anchor, one.slots["item"], one.answer) for one in rules.fees(law(text))]
    assert found == [
        ("a1p1", "手数料", "300円"),
        ("a2p1i1", "大人の使用料", "320円"),
        ("a2p1i2", "小人の使用料", "160円"),
        ("a3p1", "島民の使用料", "金50円"),
    ], "two charges of one name: which one is meant?"


def test_an_amendment_gives_words_that_only_one_revision_has():
    new = LAW.replace("7日以内", "14日以内").replace("第5条", "第５条")
    (only,) = changed_places(parse(LAW), parse(new))
    assert only.anchor == "a3" and "7日以内" in only.before.quote and "14日以内" in only.after.quote


def test_a_part_of_an_amendment_is_asked_about_on_its_own_days(tmp_path):
    (tmp_path / "files").mkdir()
    for name, text in {"old": BATH, "new": AFTER}.items():
        (tmp_path / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([tmp_path / "files"], index=made).failed == []
    rows = [
        row for row in make_cases(Source(made, CLERK, "みなと町", DAY)) if row["id"].startswith("revision-")
    ]
    assert [(row["as_of"], row["gold"][0].partition("#")[2]) for row in rows] == [
        ("2024-09-30", "a1"), ("2024-10-01", "a1"), ("2024-12-31", "a2"), ("2025-01-01", "a2")
    ]  # fmt: skip
    assert len({row["gold"][0] for row in rows}) == 4


def test_a_row_of_a_table_is_known_by_what_heads_it_and_asked_about_where_its_words_changed():
    table = (
        LAW
        + "別表（第3条関係）\n区分\t面積\t使用料\n広場\t全面\t1,200円\n広場\t半面\t700円\n野外ステージ\t1日\t2,500円\n備考\t9時\n"
    )
    new = (
        table.replace("\t", " | ")
        .replace("700円", "840円")
        .replace("2,500円", "２,５００円")
        .replace("備考 | 9時", "備考 | 10時")
    )
    (only,) = changed_rows(parse(table), parse(new))  # 「9時」 is too short to be known again, 全角 no change
    assert (only.label, only.caption, only.before.quote, only.after.quote) == (
        "別表",
        "広場・半面",
        "700円",
        "840円",
    )
    old, now = parse(table).text, parse(new).text
    assert (
        old[only.before.start : only.before.end] == "700円"
        and now[only.after.start : only.after.end] == "840円"
    )
    assert changed_rows(parse(table), parse(table.replace("\t", " | "))) == []


def test_names_and_places_as_people_write_them():
    titles = ["みどり市印鑑条例", "みどり市営墓地条例", "みどり市公園条例", "みどり市公園条例施行規則"]
    assert [names_of(each, "みどり市", titles)[-1] for each in titles[:3]] == [
        "市の印鑑条例",
        titles[1],
        titles[2],
    ]
    draw = random.Random(1)
    assert {written("第12条の2", draw) for _ in range(40)} == {"第12条の2", "第１２条の２", "第十二条の二"}
    assert reaches("a#a2p1", ["a#a2"]) and not reaches("a#a20", ["a#a2"]) and not reaches("a#a2_2", ["a#a2"])
    assert reaches("a#h1_1", ["a#h1"]) and reaches("web-x#r1", ["web-"])


@pytest.fixture(scope="module")
def made(midori):
    return make_cases(Source(midori.index, midori.viewer, midori.city, DAY))


def test_every_regulation_of_the_corpus_gets_its_suite(midori, made, tmp_path):
    file = tmp_path / "made.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in made), encoding="utf-8")
    assert lint_file(file, read_ground(midori.prompts, midori.index, midori.viewer)) == []
    assert len(read_cases("made", tmp_path)) == len(made) >= 800
    kinds = {row["tags"][-1] for row in made}
    assert kinds >= {one.label for name, one in load_wordings().kinds.items()}
    current = {one.id for one in midori.index.law.readable(midori.viewer) if one.in_force(DAY) and one.kind in ("条例", "規則", "規程", "要綱")}  # fmt: skip
    asked = {row["gold"][0].partition("#")[0] for row in made if row["gold"]}
    assert len(current - asked) <= 2, current - asked
    assert sum(not row["gold"] for row in made) >= 0.15 * len(made)
    pairs = [row for row in made if row["tags"][-1] == "時点"]
    assert len(pairs) >= 80 and len({row["as_of"] for row in pairs}) >= 10
    dated = [row["id"].rpartition("-")[0] for row in made if row.get("as_of")]
    assert len(dated) == 2 * len(set(dated)) >= 200, "a hundred questions, each of the day before and after"


def test_the_same_seed_gives_the_same_cases_and_another_other_words(midori, made):
    source = Source(midori.index, midori.viewer, midori.city, DAY)
    assert make_cases(source, kinds=("条例",)) == make_cases(source, kinds=("条例",))
    other = make_cases(source, kinds=("条例",), seed=1)
    assert {row["query"] for row in other} != {
        row["query"] for row in made if row["id"] in {r["id"] for r in other}
    }
    few = shortened(made, 100)
    assert len(few) == 100 and {row["tags"][-1] for row in few} == {row["tags"][-1] for row in made}


def test_another_citys_pages_get_questions_too(tmp_path, midori):
    index = Index(tmp_path, tenant="x", embedder=HashEmbedder())
    ingest([public_data("reiki_html")], index=index)
    rows = make_cases(Source(index, midori.viewer, "紀北町", DAY))
    laws = {row["gold"][0].partition("#")[0] for row in rows if row["gold"]}
    assert len(laws) == 2 and len({row["tags"][-1] for row in rows if row["gold"]}) >= 6, rows


def test_questions_that_say_when_or_of_what_kind_are_answered_by_such_papers_alone(midori):
    rows = hinted_cases(Source(midori.index, midori.viewer, midori.city, DAY))
    tags = Counter(row["tags"][-1] for row in rows)
    assert min(tags[each] for each in ("種類", "年度", "月")) >= 40, tags
    documents = {each.id: each for each in midori.index.documents(midori.viewer)}
    of_year = [row for row in rows if row["query"].startswith("令和7年度の")]
    assert of_year and {
        fiscal_year(documents[gold.partition("#")[0]].issued) for row in of_year for gold in row["gold"]
    } == {2025}
    minutes = [row for row in rows if row["query"].startswith("会議録での")]
    assert {documents[gold.partition("#")[0]].kind for row in minutes for gold in row["gold"]} == {"会議録"}


def test_the_command_writes_a_file_that_run_takes(midori, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(midori.settings.home))
    monkeypatch.setenv("SHITAGAKI_LLM", "none")
    out = tmp_path / "mine.jsonl"
    assert main(["eval", "make-cases", "--out", str(out), "--kind", "条例", "--most", "12", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cases"] == 12 and told["suite"] == "mine" and told["wrong"] == []
    assert main(["eval", "run", str(out), "--json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert run["suite"] == "mine" and run["means"]["hit@5"]["n"] >= 8
    assert main(["eval", "compare", "mine"]) == 3, "without a baseline nothing can be decided"
    assert "基準がまだありません" in capsys.readouterr().err
    for words in (["accept", "mine"], ["compare", "mine", "--json"], ["score", "mine", "--json"]):
        assert main(["eval", *words]) == 0, words
    assert (midori.folder / "evals" / "baselines" / "mine.json").is_file()
    capsys.readouterr()
    assert main(["eval", "make-cases", "--out", str(tmp_path / "midori.jsonl")]) == 2
    assert "付属の組と違う" in capsys.readouterr().err
