"""改め文 and 溶け込み: what an amendment makes of a regulation, and the amendment between two texts."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.amending import MORE, gives, hand_written
from evals.edits.words import edited
from evals.revisions import AMENDMENTS, REIKI, neighbours, tree
from ingest.law.amending import amend, apply
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.entire import entire, mostly_new
from ingest.law.amending.grammar import looks_amending, read_sentence
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.staging import apply_on
from ingest.law.amending.unit import provisions, read
from ingest.law.tree import parse
from tests.public_data import public_data

PAIRS = neighbours(REIKI)


def as_told(text, habit):
    """The provisions of a text in the widths of another."""
    return lines_of(read(parse(widths(text, habit))))


# ---- the corpus


@pytest.mark.parametrize("name", sorted(AMENDMENTS))
def test_amendments_of_the_corpus_give_the_next_revision(name):
    text = tree(REIKI / "kaisei" / name).text
    for old_name, new_name in AMENDMENTS[name]:
        old, new = tree(REIKI / old_name), tree(REIKI / new_name)
        found = apply(old, text)
        assert found.failures == ()
        assert found.done > 0
        habit = habit_of(old.text)
        assert as_told(found.text, habit) == as_told(new.text, habit)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0].stem}-{pair[1].stem}")
def test_amending_and_applying_gives_the_new_revision_to_the_letter(pair):
    old, new = map(tree, pair)
    made = amend(old, new)
    assert made.exact, made.rest
    applied = apply(old, made.text)
    assert applied.failures == ()
    habit = habit_of(old.text)
    assert as_told(applied.text, habit) == as_told(new.text, habit)


def test_texts_of_one_form_are_equal_without_any_allowance():
    pairs = [tuple(map(tree, pair)) for pair in PAIRS if {path.suffix for path in pair} == {".txt"}]
    pairs = [(old, new) for old, new in pairs if habit_of(old.text) == habit_of(new.text)]
    assert len(pairs) == 12
    for old, new in pairs:
        assert provisions(read(apply(old, amend(old, new).text).tree)) == provisions(read(new))


def test_statutes_with_kanji_numbers_come_out_to_the_letter():
    pairs = neighbours(public_data("egov_xml"))
    assert len(pairs) == 10
    for old, new in (map(tree, pair) for pair in pairs):
        made = amend(old, new)
        assert made.exact, made.rest
        assert provisions(read(apply(old, made.text).tree)) == provisions(read(new))
        assert not re.search("[0-9]", made.text)


# ---- random edits and amendments written by hand


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 10**6))
def test_any_edit_is_told_exactly(chance, at):
    files = sorted(path for path in REIKI.iterdir() if path.suffix in (".txt", ".md", ".xml"))
    old = tree(files[at % len(files)])
    new = edited(old, chance, edits=2)
    made = amend(old, new)
    assert made.exact, made.rest
    assert not made.text or gives(old, made.text, new)


def test_a_range_of_sub_items_ends_under_the_same_item():
    lines = ["みどり市試験条例", "", "（税率）", "第1条　税率は、次のとおりとする。", "(1)　軽自動車"]
    old = parse(
        "\n".join(
            [*lines, "ア　四輪のもの", "(ア)　営業用", "(イ)　自家用", "(ウ)　その他", "イ　三輪のもの", ""]
        )
    )
    new = parse("\n".join([*lines, "ア　四輪以上のもの", "イ　三輪のもの", ""]))
    made = amend(old, new)
    assert made.exact and "同号ア(ア)から(ウ)までを削る" in made.text
    assert gives(old, made.text, new)


HAND = hand_written()


@pytest.mark.parametrize("case", HAND, ids=lambda case: case["name"])
def test_amendments_written_by_hand_are_read_and_written_alike(case):
    old, new = parse(case["old"]), parse(case["new"])
    assert gives(old, case["text"], new)
    assert "\n".join(amend(old, new).sentences) == case["text"].rstrip("\n")


OTHERWISE = {
    "附則の2字句", "目次と末尾の条", "目次の全部を改め、章を加える", "様式の字句を削る", "様式を加え、繰り下げる",
    "細分の字句、削り、繰上げ", "章の追加", "各号列記以外の部分", "後段を削り、ただし書を加える", "二つの項を削る",
    "二つの号を改める", "節を加える",
}  # fmt: skip
"""Further forms that are told in other words than the hand's: a longer quote, 「次のように改める」 for a line, an indentation."""


@pytest.mark.parametrize("case", hand_written(MORE), ids=lambda case: case["name"])
def test_further_forms_are_carried_out_and_told_exactly(case):
    old, new = parse(case["old"]), parse(case["new"])
    made = amend(old, new)
    assert gives(old, case["text"], new)
    assert gives(old, made.text, new)
    alike = "\n".join(made.sentences) == case["text"].rstrip("\n")
    assert alike == (case["name"] not in OTHERWISE), made.text


def test_a_supplement_given_anew_is_carried_out_again():
    new = LAW.replace(
        "この条例は、令和6年4月1日から施行する。",
        "（施行の日）\n1　この条例は、令和7年10月1日から施行する。\n（準備）\n2　手続は、前においても行う。",
    )
    made = amend(parse(LAW), parse(new))
    assert made.exact and gives(parse(LAW), made.text, parse(new))


def test_a_regulation_given_anew_as_a_whole():
    new = parse(
        "みどり市岬の館条例\n（設置）\n第1条　岬の館を置く。\n（使用料）\n第2条　使用料は、600円とする。\n附　則\nこの条例は、令和9年4月1日から施行する。\n"
    )
    old = parse(LAW.replace("（趣旨）", "令和6年3月1日\n条例第5号\n（趣旨）", 1))
    made = entire(old, new)
    assert made.text.split("\n")[:3] == [
        "　　　みどり市岬の館条例",
        "　みどり市灯台条例（令和6年みどり市条例第5号）の全部を改正する。",
        "　（設置）",
    ]
    assert made.exact and mostly_new(old, new) and not mostly_new(old, old)
    assert lines_of(read(apply(old, made.text).tree)) == lines_of(read(new))
    assert apply(new, made.text).failures, "it gives another regulation anew"
    before, after = (apply_on(old, made.text, date(2027, month, 1)) for month in (3, 4))
    assert before.applied.text == old.text and [each.day for each in before.pending] == [date(2027, 4, 1)]
    assert after.pending == () and after.days == (date(2027, 4, 1),)
    assert lines_of(read(after.applied.tree)) == lines_of(read(new))


def test_there_are_thirty_amendments_written_by_hand():
    assert len(HAND) == 30


# ---- what fails is told, the rest goes on

LAW = """みどり市灯台条例
（趣旨）
第1条　この条例は、灯台の管理に関し必要な事項を定める。
（入館料）
第2条　入館料は、1人300円とする。
2　前項の入館料は、前納とする。
（委任）
第3条　必要な事項は、規則で定める。
附　則
この条例は、令和6年4月1日から施行する。
"""
LEAD = "　みどり市灯台条例（令和6年みどり市条例第5号）の一部を次のように改正する。\n"


def failures(text):
    return [(each.line, each.code, each.detail) for each in apply(parse(LAW), text).failures]


def test_each_sentence_that_cannot_be_carried_out_is_told_with_its_place():
    text = LEAD + (
        "　第2条第1項中「500円」を「600円」に改める。\n"
        "　第2条第5項を削る。\n"
        "　第2条第1項を同条第2項とする。\n"
        "　第3条ただし書を削る。\n"
        "　第1条の次に次の1条を加える。\n"
        "　第2条第2項中「前納」を「後納」に改める。\n"
        "　第3条をうまく直すことに改める。\n"
    )
    found = apply(parse(LAW), text)
    assert [(each.line, each.code, each.detail) for each in found.failures] == [
        (2, "words", "500円"),
        (3, "missing", "第5項"),
        (4, "taken", "第2項"),
        (5, "part", "proviso"),
        (6, "block", ""),
        (8, "unreadable", "第3条をうまく直すことに改め"),
    ]
    assert found.text == LAW.replace("前納", "後納")
    assert found.done == 1


def test_a_clause_that_fails_changes_nothing_of_its_own():
    text = LEAD + "　第2条第1項中「入館料」を「使用料」に、「千円」を「二千円」に改める。\n"
    found = apply(parse(LAW), text)
    assert found.text == LAW
    assert [each.code for each in found.failures] == ["words"]


def test_a_number_that_is_there_is_not_given_twice():
    text = LEAD + "　第2条に次の1項を加える。\n2　二つめの第2項\n"
    assert failures(text) == [(2, "taken", "第2項")]


def test_an_amendment_of_another_regulation_is_refused():
    text = "　みどり市港湾条例の一部を次のように改正する。\n　第2条第2項を削る。\n"
    assert failures(text) == [(0, "law", "みどり市灯台条例")]


def test_only_the_part_for_this_regulation_is_carried_out():
    text = (
        "　（みどり市港湾条例の一部改正）\n第1条　みどり市港湾条例（平成17年みどり市条例第1号）の一部を次のように改正する。\n"
        "　第2条第1項中「300円」を「900円」に改める。\n"
        "　（みどり市灯台条例の一部改正）\n第2条　みどり市灯台条例（令和6年みどり市条例第5号）の一部を次のように改正する。\n"
        "　第2条第1項中「300円」を「350円」に改める。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
    )
    found = apply(parse(LAW), text)
    assert found.failures == ()
    assert found.text == LAW.replace("300円", "350円")


# ---- the grammar


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "第3条第1項中「A」を「B」に改め、同項第2号中「C」の次に「D」を加え、同項第3号を削り、同項第4号を同項第3号とし、同条に次の1項を加える。",
            ["replace", "insert", "remove", "renumber", "add"],
        ),
        ("第十二条の二第三項各号列記以外の部分中「甲」の下に「乙」を加える。", ["insert"]),
        (
            "第6条第2項ただし書中「「甲」とあるのは「乙」と」を「「甲」とあるのは「丙」と」に改める。",
            ["replace"],
        ),
        (
            "第六十一条を第六十二条とし、第五十六条から第六十条までを一条ずつ繰り下げ、第五十五条の次に次の一条を加える。",
            ["renumber", "shift", "add"],
        ),
        ("目次中「・第十八条」を「―第十八条」に改める。", ["replace"]),
        ("第3条（見出しを含む。）中「甲」を「乙」に改める。", ["replace"]),
        (
            "第2条中第3項を第4項とし、第2項を第3項とし、第1項の次に次の1項を加える。",
            ["renumber", "renumber", "add"],
        ),
        (
            "附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。",
            ["renumber", "caption", "add"],
        ),
        ("題名を「みどり市新灯台条例」に改める。", ["set"]),
        (
            "別表第2の1の項から5の項まで及び7の項から11の項までの規定中「200円」を「300円」に改める。",
            ["replace"],
        ),
        ("第4条の見出しを削り、同条の前に見出しとして「（罰則）」を付する。", ["uncaption", "caption"]),
        ("第２条第１項第３号ア中「子」を「こども」に改める。", ["replace"]),
        ("第5条第2項第3号及び第4号並びに第6条を削る。", ["remove"]),
        (
            "第三十八条中第七項を第九項とし、第四項から第六項までを二項ずつ繰り下げ、同条第三項中「前項」を「第三項」に改め、同項を同条第五項とし、同項の次に次の一項を加える。",
            ["renumber", "shift", "replace", "renumber", "add"],
        ),
        (
            "第4条第1号カを同号キとし、同号中オをカとし、エをオとし、アの次に次のように加える。",
            ["renumber"] * 3 + ["add"],
        ),
        (
            "第2条中第2号を第3号とし、第1号を第2号とし、同条に第1号として次の1号を加える。",
            ["renumber", "renumber", "add"],
        ),
        ("第8条中「場合」の次に「、必要に応じて」を、「証明書」の次に「の写し」を加える。", ["insert"]),
        ("第3条中「甲」、「乙」及び「丙」を「丁」に改める。", ["replace"]),
        (
            "別表第1中「700円」を「0円」に改め、同表備考2中「第1条」を「第2条」に改める。",
            ["replace", "replace"],
        ),
        ("第1号様式から第3号様式までを削る。", ["remove"]),
        ("この条例中「懲役」を「拘禁刑」に改める。", ["replace"]),
        ("第3条各号を次のように改める。", ["rewrite"]),
        ("第9条の見出し及び同条第1項中「甲」を「乙」に改める。", ["replace"]),
        ("第2章第1節中第3条の前に次の1条を加える。", ["add"]),
        (
            "第5条第3項から第5項までを削り、同条第6項中「甲」を削り、同項を同条第3項とする。",
            ["remove", "delete", "renumber"],
        ),
    ],
)
def test_sentences_are_read_into_operations(sentence, told):
    found = read_sentence(sentence)
    assert (found.reason, [each.verb for each in found.operations]) == ("", told)


def test_places_are_followed_through_a_sentence():
    found = read_sentence("第3条第1項中「A」を「B」に改め、同項第2号を削り、同条第4項を同条第3項とする。")
    assert [each.places[0].steps for each in found.operations] == [
        (("article", "3"), ("paragraph", "1")),
        (("article", "3"), ("paragraph", "1"), ("item", "2")),
        (("article", "3"), ("paragraph", "4")),
    ]


def test_new_text_is_not_taken_for_an_amending_sentence():
    assert looks_amending("　第3条中「甲」を「乙」に改める。")
    assert not looks_amending("第3条　市長は、「甲」を「乙」に改める。")
    assert not looks_amending("2　前項の場合において、「甲」を「乙」に改める。")


def test_words_that_become_one_and_remarks_of_a_table():
    law = (
        LAW
        + "別表（第2条関係）\n区分\t入館料\n大人\t300円\n備考\n1　団体は、2割引とする。\n2　団体は、市長が認めるものをいう。\n"
    )
    text = LEAD + (
        "　第2条第1項中「入館料」及び「1人」を「使用料」に改める。\n"
        "　別表備考2中「団体」を「学校の団体」に改める。\n"
    )
    found = apply(parse(law), text)
    assert found.failures == ()
    assert "使用料は、使用料300円とする。" in found.text
    assert "1　団体は、2割引" in found.text and "2　学校の団体は、" in found.text


def test_a_range_takes_in_branch_numbers():
    law = LAW.replace("（委任）", "（特例）\n第2条の2　入館料の特例は、規則で定める。\n（委任）")
    found = apply(parse(law), LEAD + "　第2条から第3条までを削る。\n")
    assert (found.failures, [node.anchor for node in found.tree.articles()]) == ((), ["a1"])


def test_offices_that_say_behind_with_another_word_get_it():
    new = parse(LAW.replace("1人300円", "市内に住所を有する者1人300円"))
    made = amend(
        parse(LAW), parse(LAW.replace("灯台の管理に", "灯台の管理及び運営に")), behind="次", day="公布の日"
    )
    assert made.sentences == ("　第1条中「管理」の次に「及び運営」を加える。",)
    assert "この条例は、公布の日から施行する。" in made.text
    assert amend(parse(LAW), new).exact


def test_a_new_chapter_a_new_table_and_a_longer_supplement_are_told():
    old = LAW.replace("（趣旨）", "第1章　総則\n（趣旨）").replace("（入館料）", "第2章　入館料\n（入館料）")
    new = old.replace(
        "（委任）\n第3条", "第3章　会議\n（会議）\n第3条　会議を置く。\n第4章　雑則\n（委任）\n第4条"
    ).replace("から施行する。\n", "から施行する。\n別表（第2条関係）\n区分\t入館料\n大人\t300円\n")
    made = amend(parse(old), parse(new))
    assert made.exact, made.rest
    assert gives(parse(old), made.text, parse(new))
    assert "　附則の次に次の1表を加える。" in made.sentences


def test_a_caption_named_like_an_appendix_stays_a_caption():
    tree_ = parse(LAW.replace("（入館料）", "（様式）"))
    assert [(node.kind, node.caption) for node in tree_.articles()][1] == ("article", "様式")
    assert [node for node in tree_.walk() if node.kind == "form"] == []


def test_a_text_of_one_paragraph_without_a_number_is_written_anew():
    made = amend(
        parse("甲条例\n市長は、台帳を備える。\n"),
        parse("甲条例\n1　市長は、台帳を備える。\n2　台帳は、公開する。\n"),
    )
    assert made.exact
    assert made.text.splitlines()[2:5] == [
        "　本則を次のように改める。",
        "1　市長は、台帳を備える。",
        "2　台帳は、公開する。",
    ]


@pytest.mark.parametrize(
    "new", ["", "0", "甲条例\n", "附　則\n1　この条例は、公布の日から施行する。\n", "目次\n第1章 総則\n"]
)
@pytest.mark.parametrize("old", ["甲条例\n市長は、台帳を備える。\n", "別表\nあ | い\n", "(1)　証票\n"])
def test_a_text_that_is_gone_is_no_amendment_and_no_failure(old, new):
    made = amend(parse(old), parse(new))
    assert not made.exact and made.rest[0][0] != made.rest[0][1]
