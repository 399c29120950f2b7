"""`shitagaki law`: the tree, the references and who cites, for people and as one JSON object."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from public_data import public_data

ROOT = Path(__file__).resolve().parent.parent
TEXT = """○みどり市甲条例
平成20年3月1日
条例第3号
（趣旨）
第1条　この条例は、地方自治法（昭和22年法律第67号。以下「法」という。）に基づき定める。ただし、次条を除く。
（手数料）
第2条　法第227条の手数料は、第5条に定める。
附　則
この条例は、平成20年4月1日から施行する。
"""


@pytest.fixture
def run(tmp_path):
    environ = {**os.environ, "SHITAGAKI_HOME": str(tmp_path / "home"), "SHITAGAKI_EMBEDDER": "bigram-hash.v1"}

    def run(*arguments):
        program = [sys.executable, "-m", "app.cli", *arguments]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False, env=environ)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "甲条例.txt"
    path.write_text(TEXT, encoding="cp932")
    return str(path)


def test_parse_gives_the_tree_the_counts_the_days_and_the_findings(run, file):
    told = json.loads(run("law", "parse", file, "--json").stdout)
    assert (told["title"], told["number"]) == ("みどり市甲条例", "平成20年みどり市条例第3号")
    assert (told["counts"]["article"], told["counts"]["suppl"]) == (2, 1)
    assert told["force"]["current"] == "2008-04-01" and told["findings"] == []
    first = next(node for node in told["tree"] if node["anchor"] == "a1")
    assert (first["caption"], [part["name"] for part in first["children"][0]["parts"]]) == (
        "趣旨",
        ["本文", "ただし書"],
    )
    shown = run("law", "parse", file).stdout
    assert "条 2" in shown and "施行　制定　全体：平成20年4月1日" in shown


def test_refs_gives_every_reference_and_what_goes_nowhere(run, file):
    told = json.loads(run("law", "refs", file, "--json").stdout)
    found = [
        (each["text"], each["law"], each["anchors"], each["state"], each["line"])
        for each in told["references"]
    ]
    assert found == [
        ("次条", "", ["a2"], "found", 5),
        ("法第227条", "地方自治法", ["a227"], "outside", 7),
        ("第5条", "", ["a5"], "dangling", 7),
    ]
    assert told["dangling"] == 1
    assert "第5条 × 第5条　第5条はありません（最終は第2条）。" in run("law", "refs", file).stdout


def test_cites_lists_who_cites_and_says_which_name_is_meant(run, file):
    assert run("ingest", file).returncode == 0
    told = json.loads(run("law", "cites", "甲条例第2条", "--json").stdout)
    assert [(each["label"], each["text"]) for each in told["cited_by"]] == [("第1条第1項", "次条")]
    assert "みどり市甲条例　第1条第1項「次条」" in run("law", "cites", "みどり市甲条例第2条").stdout
    unknown = run("law", "cites", "なんとか条例第2条")
    assert unknown.returncode == 1 and "どの例規か分かりません" in unknown.stderr


def test_search_prints_the_notice_the_number_and_the_day(run, file):
    run("ingest", file)
    shown = run("search", "甲条例第1条").stdout
    assert shown.startswith("1. みどり市甲条例（平成20年みどり市条例第3号）第1条（平成20年4月1日施行）")
    missing = run("search", "甲条例第9条", "--as-of", "令和5年4月1日").stdout
    assert missing.startswith("第9条はありません（最終は第2条）。近い条を示します。")
    told = json.loads(run("search", "甲条例第9条", "--json").stdout)
    assert set(told) == {"hits", "notice", "confident", "seconds"} and not told["confident"]


def test_a_missing_file_and_wrong_usage(run, tmp_path):
    missing = run("law", "parse", str(tmp_path / "ない.txt"))
    assert missing.returncode == 1 and "見つかりません" in missing.stderr
    assert run("law").returncode == 2
    assert run("law", "cites").returncode == 2


def test_the_eval_of_references_asks_for_its_set(run, tmp_path):
    unsaid = run("eval", "run", "law")
    assert unsaid.returncode == 2 and "--law-set" in unsaid.stderr
    empty = run("eval", "run", "law", "--law-set", str(tmp_path))
    assert empty.returncode == 2 and "laws.jsonl がありません" in empty.stderr


def test_the_eval_of_references_prints_figures_with_intervals(run):
    shown = run("eval", "run", "law", "--law-set", str(public_data("egov_laws_50"))).stdout
    for scorer in ("link_article", "link_precision"):
        assert re.search(rf"{scorer}\.v1 \| [^|]+\| 0\.9\d\d \| \[0\.9\d\d, 0\.9\d\d\]", shown)
    assert re.search(r"tree\.v1 \| [^|]+\| 1\.000 \| [^|]+\| 46 \|", shown)


# ---- law amend, law apply


@pytest.fixture
def revised(tmp_path):
    path = tmp_path / "甲条例改正後.txt"
    new = TEXT.replace(
        "（手数料）\n第2条　",
        "（定義）\n第2条　この条例において、用語は、法の例による。\n（手数料）\n第3条　",
    ).replace("次条を除く", "第3条を除く")
    path.write_text(new, encoding="utf-8")
    return str(path)


def test_amend_gives_the_amendment_and_what_moved(run, file, revised):
    done = run("law", "amend", file, revised, "--day", "公布の日")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "　　　みどり市甲条例の一部を改正する条例\n"
        "　みどり市甲条例（平成20年みどり市条例第3号）の一部を次のように改正する。\n"
        "　第1条ただし書中「次条」を「第3条」に改める。\n"
        "　第2条を第3条とし、第1条の次に次の1条を加える。\n"
        "　（定義）\n第2条　この条例において、用語は、法の例による。\n"
        "　　　附　則\n　この条例は、公布の日から施行する。\n"
    )
    assert "移動　第2条 → 第3条" in done.stdout and "一字も違わない" in done.stdout
    told = json.loads(run("law", "amend", file, revised, "--json").stdout)
    assert (told["exact"], [each["verb"] for each in told["operations"]]) == (
        True,
        ["replace", "renumber", "add"],
    )
    assert told["displaced"][0]["new"] == "第3条"
    assert "違いはありません" in run("law", "amend", file, file).stdout


def test_an_amendment_written_to_word_is_carried_out_again(run, file, revised, tmp_path):
    word, out = tmp_path / "改め文.docx", tmp_path / "溶け込み.txt"
    assert run("law", "amend", file, revised, "--out", str(word)).returncode == 0
    done = run("law", "apply", file, str(word), "--out", str(out))
    assert (done.returncode, done.stdout.strip()) == (0, "3件の改正を溶け込ませました。")
    wanted = Path(revised).read_text(encoding="utf-8")
    assert out.read_text(encoding="utf-8") == wanted


def test_apply_tells_the_place_and_the_reason_of_what_failed(run, file, tmp_path):
    path = tmp_path / "改め文.txt"
    path.write_text(
        "　みどり市甲条例（平成20年条例第3号）の一部を次のように改正する。\n"
        "　第2条第3項を削る。\n　第2条中「手数料」を「使用料」に改める。\n",
        encoding="utf-8",
    )
    done = run("law", "apply", file, str(path))
    assert done.returncode == 1
    assert "2行目　第2条第3項を削り\n　　第3項がありません。" in done.stderr
    assert "法第227条の使用料は" in done.stdout
    told = json.loads(run("law", "apply", file, str(path), "--json").stdout)
    assert (told["done"], told["failures"][0]["code"], told["failures"][0]["line"]) == (1, "missing", 2)
    assert run("law", "apply", file, str(path), "--out", "x.pdf").returncode == 1


def test_apply_on_a_day_leaves_out_what_is_not_in_force(run, tmp_path):
    reiki = ROOT / "corpus" / "reiki"
    files = [str(reiki / "koen_jorei_20240401.txt"), str(reiki / "kaisei" / "koen_jorei_kaisei_r08.txt")]
    done = run("law", "apply", *files, "--on", "R8.5.1", "--out", str(tmp_path / "out.txt"))
    assert done.returncode == 0 and "令和8年4月1日、令和8年7月1日に分けて" in done.stderr
    assert "17行目「第21条第1号を次のように改める。」（令和8年7月1日）" in done.stderr
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "西原ふれあい公園" in text and "無人航空機を飛行させた者" not in text
    assert run("law", "apply", *files, "--promulgated", "R8.3.23").returncode == 1


def test_compare_takes_a_name_and_two_days_from_the_library(run, tmp_path):
    (tmp_path / "甲条例.txt").write_text(TEXT, encoding="utf-8")
    later = TEXT.replace("に基づき定める", "の規定に基づき定める")
    (tmp_path / "甲条例_新.txt").write_text(later, encoding="utf-8")
    rows = [
        f'[[document]]\npath = "{name}"\nkind = "条例"\nnumber = "平成20年みどり市条例第3号"\n{days}\n'
        for name, days in (
            ("甲条例.txt", "effective_from = 2008-04-01\neffective_to = 2025-03-31"),
            ("甲条例_新.txt", "effective_from = 2025-04-01"),
        )
    ]
    (tmp_path / "sources.toml").write_text("\n".join(rows), encoding="utf-8")
    assert run("ingest", str(tmp_path)).returncode == 0
    done = run("law", "compare", "甲条例", "--from", "令和7年3月31日", "--to", "R7.4.1", "--json")
    told = json.loads(done.stdout)
    assert told["counts"]["changed"] == 1 and len(told["revisions"]) == 2
    same = run("law", "compare", "甲条例", "--from", "令和7年4月1日")
    assert same.returncode == 1 and "同じ版です（版の施行日：平成20年4月1日、令和7年4月1日）" in same.stderr
    assert "例規の名と日" in run("law", "compare", "甲条例").stderr
    assert "取り込まれていません" in run("law", "compare", "乙条例", "--from", "R7.4.1").stderr
