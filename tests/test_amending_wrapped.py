"""Regulations and amendments whose paper breaks every line at one width: read, compared and amended by whole sentences."""

from ingest.law.amending import amend, apply
from ingest.law.comparison import compare
from ingest.law.tree import parse
from ingest.law.wrapping import with_whole_lines, with_whole_sentences

WRAPPED = """　　　みどり市水防協力団体の指定に関する要綱
　　　　　　　　　　　　　　　　　　平成２９年６月１日
第１条（趣旨）　この要綱は、水防法（昭和２４年法律第１９３号。以下「法」という。）
　第３６条第１項の規定による水防協力団体の指定に関し、必要な事項を定めるものとす
　る。
第２条（要件）　市長は、次の各号のいずれにも該当する法人その他の団体を、水防協力団
　体として指定することができる。この場合において、市長は、当該団体の意見を聴くもの
　とする。
　（１）市内に事務所を有すること。
　　　　　　　　　　　－１－
２　市長は、前項の申請があったときは、６０日以内に指定の可否を決定し、水防協力団
　体指定（不指定）通知書により通知するものとする。
附則
この要綱は、公布の日から施行する。
"""
WHOLE = """　　　みどり市水防協力団体の指定に関する要綱
　　　　　　　　　　　　　　　　　　平成２９年６月１日
第１条（趣旨）　この要綱は、水防法（昭和２４年法律第１９３号。以下「法」という。）第３６条第１項の規定による水防協力団体の指定に関し、必要な事項を定めるものとする。
第２条（要件）　市長は、次の各号のいずれにも該当する法人その他の団体を、水防協力団体として指定することができる。この場合において、市長は、当該団体の意見を聴くものとする。
　（１）市内に事務所を有すること。
　　　　　　　　　　　－１－
２　市長は、前項の申請があったときは、６０日以内に指定の可否を決定し、水防協力団体指定（不指定）通知書により通知するものとする。
附則
この要綱は、公布の日から施行する。
"""
AMENDMENT = """　　　みどり市水防協力団体の指定に関する要綱の一部を改正する要綱
　みどり市水防協力団体の指定に関する要綱（平成２９年みどり市告示第７３号）の一部を次のよ
うに改正する。
　第１条中「の規定による水防協力団体」を「に規定する水防協力団体」に改め、同条の次に次の１
条を加える。
　（定義）
第１条の２　この要綱において「団体」とは、市内に事務所を有し、水防に関する活動を行う法人そ
の他の団体をいう。
　第２条第２項中「水防協力団体指定（不指定）通知書」を「指定（不指定）通知書」に、「６０日
以内」を「３０日以内」に改める。
　　　附　則
　この要綱は、令和９年４月１日から施行する。
"""


def test_broken_lines_are_joined_and_the_number_of_a_page_is_left():
    assert with_whole_lines(parse(WRAPPED)).text == WHOLE


def test_lines_that_are_meant_stay():
    """One long 項 tells that the paper was not set at a width: the lines of the formula are its own."""
    text = WHOLE.replace(
        "（１）市内に",
        "（１）次の算式により算定した額を超える資産\n　基準となる額に割合を乗じて得た額を加えた額\n　市内に",
    )
    tree = parse(text)
    assert with_whole_lines(tree) is tree


def test_a_wrapped_text_and_the_same_in_whole_lines_do_not_differ():
    assert compare(parse(WRAPPED), parse(WHOLE)).rows == ()
    assert amend(parse(WRAPPED), parse(WHOLE)).sentences == ()


def test_a_wrapped_amendment_is_carried_out_on_a_wrapped_text():
    found = apply(parse(WRAPPED), AMENDMENT)
    assert (found.failures, found.done) == ((), 3)
    assert "第３６条第１項に規定する水防協力団体の指定に関し、" in found.text
    assert (
        "第１条の２　この要綱において「団体」とは、市内に事務所を有し、水防に関する活動を行う法人その他の団体をいう。\n"
        in found.text
    )
    assert "３０日以内に指定の可否を決定し、指定（不指定）通知書により通知するものとする。" in found.text


def test_an_amendment_keeps_its_count_of_lines_and_one_in_whole_lines_stays():
    made = with_whole_sentences(AMENDMENT)
    assert made.count("\n") == AMENDMENT.count("\n")
    assert made.split("\n")[8].endswith("「６０日以内」を「３０日以内」に改める。")
    assert with_whole_sentences(made) == made


def test_what_stands_before_a_range_is_told_before_it():
    old = "みどり市試験条例\n第1条　市長は、会議を招集する。\n第2条から第4条まで　削除\n第5条　必要な事項は、規則で定める。\n"
    new = "みどり市試験条例\n第1条　市長は、会議を毎年招集する。\n（記録）\n第2条　会議の記録は、公表する。\n第3条及び第4条　削除\n第5条　必要な事項は、規則で定める。\n"
    assert amend(parse(old), parse(new)).sentences == (
        "　第1条中「招集」を「毎年招集」に改める。",
        "　第2条から第4条までを次のように改める。",
        "　（記録）",
        "第2条　会議の記録は、公表する。",
        "第3条及び第4条　削除",
    )
