"""What the evidence is read with: neighbours and referenced articles, only what fits, and a record of the rest."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.context import MOST, read_with
from app.material import Material, Piece
from app.numbering import numbered_after
from app.prompt import build_messages, chosen
from app.retrieval import EVIDENCE_TOKENS, Choice, pack
from app.tasks.template_file import load_prompts
from app.text.wording import pairs
from evals.case import Case
from evals.context_share import _scores, share_in_context
from evals.suites.scored import SEARCHED
from evals.suites.suites import Suite, _searched
from ingest.document import CLERK, Viewer
from ingest.tokens import count_tokens
from tests.tiny_index import TinyIndex, document

LONG = (
    "市長は、申請の内容を審査し、現地を確かめ、交付の可否を決定し、その旨を申請者に通知しなければならない。"
    * 6
)
GRANTS = document(
    "grants",
    "みどり市甲補助金交付要綱",
    "要綱",
    f"""みどり市甲補助金交付要綱
令和6年みどり市告示第1号
（趣旨）
第1条　この要綱は、補助金の交付に関し必要な事項を定める。
（対象者）
第2条　補助の対象となる者は、市内に住所を有する者とする。
（額）
第3条　前条の者に交付する補助金の額は、別表に定める額とする。ただし、みどり市乙規則第2条の場合を除く。
（手続）
第4条　申請は、書面による。{LONG}
2　補助金の請求は、30日以内に行う。{LONG}
（削除）
第5条　第6条の規定は、適用しない。
第6条　削除
附　則
この要綱は、令和6年4月1日から施行する。
別表（第3条関係）
区分	額
個人	5万円
""",
    number="令和6年みどり市告示第1号",
)
RULES = """みどり市乙規則
平成30年みどり市規則第2号
（趣旨）
第1条　この規則は、乙について定める。
（除外）
第2条　次に掲げる者は、乙の対象とせず、補助金の額は定めない。
"""
EVERY = pairs("補助金の額 対象となる者 区分 個人 5万円 申請 乙の対象")


def rules(**about):
    return document("rules", "みどり市乙規則", "規則", RULES, number="平成30年みどり市規則第2号", **about)


def read(anchor, *others, choice=Choice(), viewer=CLERK, left=EVIDENCE_TOKENS, wanted=EVERY):
    """The evidence of one passage with what it is read with."""
    index = TinyIndex((GRANTS, *others))
    passage = next(each for each in index.passages("grants") if each.id == f"grants#{anchor}")
    evidence = pack([(passage, GRANTS)], wanted=pairs(passage.text), limit=8)
    assert [one.passage.id for one in evidence] == [f"grants#{anchor}"]
    return read_with(evidence, wanted=wanted, left=left, library=index, viewer=viewer, choice=choice)


def added(made):
    return [(one.number, one.passage.id, one.beside) for one in made[0][1:]]


def test_what_an_article_refers_to_follows_it_and_what_does_not_fit_is_named():
    made = read("a3", rules(), wanted=pairs("補助の対象となる者 市内に住所を有する者 個人 5万円 乙の対象"))
    assert added(made) == [
        (2, "grants#a2", 1),
        (3, "rules#a2", 1),
    ]  # what touches the question most comes first
    assert made[0][1].citation.number == 2 and "市内に住所を有する者" in made[0][1].text
    assert made[1] == ("みどり市甲補助金交付要綱（令和6年みどり市告示第1号）　別表（[1] から）",)
    assert len(made[0]) == 1 + MOST


def test_only_what_touches_the_question_is_read():
    assert added(read("a3", wanted=pairs("区分 個人 5万円"))) == [(2, "grants#t", 1)]
    assert added(read("a3", wanted=pairs("図書館"))) == []


def test_the_paragraph_above_is_read_with_the_one_below():
    assert [one.passage.id for one in read("a4p2")[0][1:]] == ["grants#a4p1"]


def test_where_no_tokens_are_left_nothing_is_added_and_all_is_named():
    made, left_out = read("a3", left=10)
    assert len(made) == 1 and len(left_out) == 2 and all("（[1] から）" in each for each in left_out)
    part = read("a4p2", left=60, wanted=pairs("市長は、申請の内容を審査し、申請は、書面による"))[0]
    assert len(part) == 2 and 0 < count_tokens(part[1].text) <= 60 < count_tokens(part[1].passage.text)


def test_the_last_hits_give_way_but_not_the_first_nor_what_the_clerk_pinned():
    memos = [
        document(
            f"m{n}",
            f"メモ{n}",
            "通知",
            f"メモ{n}\n\n補助金の額は、市民にとって大切なので、{n}年ごとに見直します。\n",
        )
        for n in range(1, 5)
    ]
    index = TinyIndex((GRANTS, *memos))
    first = next(each for each in index.passages("grants") if each.id == "grants#a3")
    found = [(first, GRANTS), *((index.passages(each.id)[-1], each) for each in memos)]
    evidence = pack(found, wanted=pairs("補助金の額"), limit=8)
    assert len(evidence) == 5

    def made(pinned=()):
        return read_with(
            evidence,
            wanted=pairs("補助の対象となる者 市内に住所を有する者"),
            left=0,
            library=index,
            viewer=CLERK,
            choice=Choice(pinned=pinned),
        )

    kept, left_out = made()
    assert [one.document.id for one in kept[:3]] == ["grants", "m1", "m2"]
    assert kept[-1].passage.id == "grants#a2" and kept[-1].number == len(kept)
    assert any("メモ4" in each for each in left_out)
    pinned, _ = made((evidence[-1].passage.id,))
    assert [one.document.id for one in pinned] == ["grants", "m1", "m2", "m3", "m4"]


def test_a_deleted_article_an_excluded_one_and_a_closed_rule_are_not_read():
    assert added(read("a5")) == []
    assert [p for _, p, _ in added(read("a3", choice=Choice(excluded=frozenset({"grants#a2"}))))] == [
        "grants#t"
    ]
    closed = rules(sensitivity="3C", section="税務課")
    stranger = Viewer(sections=frozenset({"環境課"}), level="3C")
    made, left_out = read("a3", closed, viewer=stranger)
    assert "乙規則" not in "".join((*[one.citation.label for one in made], *left_out))


def test_a_rule_is_read_as_it_was_on_the_day_asked_about():
    later = rules(effective_from=date(2027, 4, 1))
    wanted = pairs("乙の対象 補助金の額は定めない")
    assert added(read("a3", later, choice=Choice(as_of=date(2026, 4, 1)), wanted=wanted))[-1:] != [
        (3, "rules#a2", 1)
    ]
    then = read("a3", later, choice=Choice(as_of=date(2027, 4, 1)), wanted=wanted)
    assert "rules#a2" in [p for _, p, _ in added(then)]


def test_a_paper_that_is_no_regulation_is_read_alone():
    memo = document("memo", "メモ", "通知", "メモ\n\n補助金の額は、第3条による。\n")
    index = TinyIndex((GRANTS, memo))
    evidence = pack([(index.passages("memo")[-1], memo)], wanted=EVERY, limit=8)
    assert evidence
    read_alone = read_with(
        evidence, wanted=EVERY, left=EVIDENCE_TOKENS, library=index, viewer=CLERK, choice=Choice()
    )
    assert read_alone == (evidence, ())


@pytest.fixture(scope="module")
def prompts():
    from pathlib import Path

    return load_prompts(Path(__file__).resolve().parent.parent / "prompts")


def test_a_model_gets_it_with_its_source_and_is_told_which_one_refers_to_it(prompts):
    made, _ = read("a3")
    template = (
        prompts.templates["search"]
        if "search" in prompts.templates
        else next(iter(prompts.templates.values()))
    )
    section = next(s for t in (template, *prompts.templates.values()) for s in t.sections if s.by != "fields")
    material = Material(template, {}, evidence=made, whole=True)
    piece = Piece("", section, ask="書く", sources=(1,))
    assert [one.number for one in chosen(piece, material)] == [1, 2, 3]
    assert [one.number for one in chosen(Piece("", section, sources=(3,)), material)] == [3]
    text = "\n".join(words for _, words in build_messages(piece, material, {}))
    assert "[2] みどり市甲補助金交付要綱（[1]が引く）：" in text and "[1] みどり市甲補助金交付要綱：" in text


def test_the_gold_in_the_evidence_is_counted_with_and_without_what_it_is_read_with():
    index = TinyIndex((GRANTS, rules()))
    office = SimpleNamespace(index=index, viewer=CLERK)
    two = Case("1", "前条の者に交付する補助金の額", ("grants#a3", "grants#a2"), tags=("multi",))
    none = Case("2", "空港", ())
    suite = Suite("own", SEARCHED, tuple(_searched(case, 10, {}) for case in (two, none)))
    limited = share_in_context(suite, office)
    assert limited.cases == 1 and limited.whole == (1, 1) and limited.recall[0][0] == 1.0
    assert "1 → 1／1" in limited.text() and "差 +0.000" in limited.text()
    assert _scores(read("a3")[0], [("grants#a3",), ("grants#a2",)]) == (1.0, pytest.approx(10 / 11))
    assert _scores(read("a3")[0][:1], [("grants#a3",), ("grants#a2",)]) == (0.5, pytest.approx(2.5 / 4.5))


def test_the_numbers_of_a_long_document_keep_who_refers_to_what():
    made, _ = read("a3")
    renumbered = numbered_after(made, ("x#1", "grants#t"))
    assert [(one.number, one.beside) for one in renumbered] == [(3, 0), (2, 3), (4, 3)]
