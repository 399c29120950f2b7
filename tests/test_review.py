"""What a new text leaves in disorder: references, 委任, 様式, and the other regulations that have to follow."""

import itertools
import json
from datetime import date

import pytest
from test_graph import DAY, ORDINANCE, OTHER, RULE, document

from app.cli import main
from ingest.law.amending.displacement import displaced
from ingest.law.correspondence import places
from ingest.law.review import review
from ingest.law.tree import parse
from ingest.regulations import Regulations


@pytest.fixture
def net():
    made = [
        document("jorei", ORDINANCE, "平成17年みどり市条例第40号"),
        document("kisoku", RULE, "平成17年みどり市規則第12号"),
        document("hiroba", OTHER, "平成20年みどり市条例第5号"),
    ]
    by_id = {each.id: each for each in made}
    return Regulations(made, by_id.get)


def looked(net, new, source="jorei", old=None, day=DAY):
    graph = net.graph
    before = parse(old) if old else net.tree(source)
    return review(
        parse(new), old=before, graph=graph, regulation=graph.regulations[source], names=net.names, day=day
    )


def told(found, rule):
    return [each.message for each in found.findings if each.rule == rule]


NEW = ORDINANCE.replace(
    "（使用料）\n第3条", "（行為の禁止）\n第3条　公園では、火気を使用してはならない。\n（使用料）\n第4条"
).replace("（準用）\n第4条", "（準用）\n第5条")


def test_nothing_new_nothing_said(net):
    found = looked(net, ORDINANCE)
    assert found.findings == () and found.repercussions == ()


def test_where_each_provision_went():
    moved = places(parse(ORDINANCE), parse(NEW))
    assert (moved["a3"], moved["a3p1"], moved["a4"], moved["a2p2"]) == ("a4", "a4p1", "a5", "a2p2")
    assert places(parse(NEW), parse(ORDINANCE))["a3p1"] == ""


def test_words_that_stayed_while_what_they_meant_moved(net):
    found = looked(net, NEW)
    assert told(found, "astray") == [
        "第2条第2項の「第3条」は、改正前に指していた規定（改正後の第4条）ではなく、第3条を指すようになります。",
        "第5条第1項の「第3条」は、改正前に指していた規定（改正後の第4条）ではなく、第3条を指すようになります。",
    ]
    finding = next(each for each in found.findings if each.rule == "astray")
    assert (finding.severity, NEW[finding.start : finding.end]) == ("error", "第3条")
    mended = looked(net, NEW.replace("第3条の使用料を納めて", "第4条の使用料を納めて"))
    assert len(told(mended, "astray")) == 1, "the range in 第5条 is still to be mended"


def test_others_that_cite_what_moved_have_to_follow(net):
    found = looked(net, NEW)
    assert [(each.document, each.label, each.words, each.old, each.new) for each in found.repercussions] == [
        ("kisoku", "第3条第1項", "条例第3条", "第3条", "第4条")
    ]
    gone = ORDINANCE.replace("2　前項の申請は、第3条の使用料を納めてしなければならない。\n", "").replace(
        "（許可）\n第2条　許可を受けようとする者は、規則で定めるところにより、申請しなければならない。\n", ""
    )
    rows = {each.document: each.new for each in looked(net, gone).repercussions}
    assert rows["hiroba"] == "", "第2条 is gone: who cites it is told"


ITEMS = """○みどり市広場条例
（種類）
第2条　広場の種類は、次のとおりとする。
(1)　中央広場
(2)　駅前に設ける歩行者のための通路
(3)　川沿いの休憩所
"""


def test_an_item_under_its_number_with_all_new_words_is_rewritten_and_not_gone():
    new = ITEMS.replace("駅前に設ける歩行者のための通路", "市民農園")
    moved = places(parse(ITEMS), parse(new))
    assert (moved["a2p1i2"], moved.rewritten) == ("a2p1i2", {"a2p1i2"})
    shorter = places(parse(ITEMS), parse(new.replace("(2)　市民農園\n(3)", "(2)")))
    assert (shorter["a2p1i2"], shorter["a2p1i3"], shorter.rewritten) == ("", "a2p1i2", set())
    assert displaced(parse(ITEMS), parse(new)) == ()


def test_who_cites_what_was_rewritten_is_told_so(net):
    found = looked(
        net,
        ORDINANCE.replace(
            "許可を受けようとする者は、規則で定めるところにより、申請しなければならない。",
            "公園には、ベンチを置く。",
        ).replace("2　前項の申請は、第3条の使用料を納めてしなければならない。\n", ""),
    )
    assert [(each.document, each.told) for each in found.repercussions] == [
        ("kisoku", "第2条第1項は全部改められます")
    ]


def test_a_reference_to_nothing_is_told_once_it_is_new(net):
    new = ORDINANCE.replace("規則で定める。\n（準用）", "第9条の規則で定める。\n（準用）")
    assert "第9条はありません" in told(looked(net, new), "dangling")[0]
    assert told(looked(net, RULE, "kisoku"), "dangling") == [], "条例第9条 was there before"
    fresh = review(parse(RULE), graph=net.graph, names=net.names, day=DAY)
    assert "第9条はありません" in told(fresh, "dangling")[0]


def test_a_rule_needs_its_ground_in_the_ordinance(net):
    new = RULE.replace("条例第3条の使用料は、100円とする。", "条例第3条の規則で定める使用料は、100円とする。")
    assert told(looked(net, new, "kisoku"), "no_ground") == []
    new = RULE.replace(
        "条例第3条の使用料は、100円とする。", "条例第1条の規定により市長が定める公園は、次のとおりとする。"
    )
    assert (
        "みどり市公園条例第1条には規則等に委ねる定めがありません"
        in told(looked(net, new, "kisoku"), "no_ground")[0]
    )


def test_what_the_ordinance_leaves_to_a_rule_needs_the_rule(net):
    new = ORDINANCE.replace(
        "広場について準用する。", "広場について準用する。\n2　前項の準用に関し必要な手続は、規則で定める。"
    )
    messages = told(looked(net, new), "no_answer")
    assert messages == [
        "第4条第2項は規則に委ねていますが、みどり市公園条例施行規則に応じる規定が見当たりません。規則の改正が要るか確かめてください。"
    ]


def test_forms_left_out_doubled_and_named_by_nothing(net):
    new = RULE + "様式第3号（第2条関係）\n許可書\n様式第3号（第2条関係）\n許可書\n"
    found = looked(net, new, "kisoku")
    assert told(found, "form_gap") == [
        "様式第3号の前に様式第2号がありません。欠番なら、番号を繰り上げるか「削除」と書きます。"
    ]
    assert told(found, "form_twice") == ["様式第3号が二つあります。"]
    assert "様式第3号を定める規定がありません" in told(found, "form_unnamed")[0]
    cited = RULE.replace("申請書（様式第1号）", "申請書（様式第2号）")
    assert "様式第2号" in told(looked(net, cited, "kisoku"), "dangling")[0]


def test_the_revisions_of_the_city_are_hardly_found_fault_with(midori):
    """30 amendments that were made: what is said is true (a new 「規則で定める」 whose rule is not in the library)."""
    regulations = midori.index.law.regulations()
    graph, pairs, found = regulations.graph, 0, []
    for key in {each.key for each in graph.regulations.values()}:
        rows = graph.revisions(next(each for each in graph.regulations.values() if each.key == key))
        for old, new in itertools.pairwise(rows):
            if old.effective_from == new.effective_from:
                continue
            pairs += 1
            found += review(
                regulations.tree(new.id),
                old=regulations.tree(old.id),
                graph=graph,
                regulation=old,
                names=regulations.names,
                day=new.effective_from or date.today(),
            ).findings
    assert pairs >= 25
    found = [each for each in found if each.rule != "above_absent"]  # no law of the state is in this library
    assert {each.rule for each in found} == {"no_answer"} and len(found) <= 5


def test_the_command_tells_the_findings(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SHITAGAKI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SHITAGAKI_EMBEDDER", "bigram-hash.v1")
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(ORDINANCE, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    assert main(["law", "compare", str(old), str(new)]) == 0
    assert "指摘　8 行目　第2条第2項の「第3条」は" in capsys.readouterr().out
    assert main(["law", "compare", str(old), str(new), "--json"]) == 0
    assert next(each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]) == "astray"
