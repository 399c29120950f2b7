"""Whether a statement is of the subject of a draft where the subject names several matters."""

from app.extractive.statements import Statement
from app.extractive.touching import on_it_of
from app.extractive.weighing import meaning_pairs
from tests.held import paper

POOL = paper("町民プールの使用の取消しは、前日までに届け出る。", "町民プール規則")
GRANT = paper("町長は、交付の決定を取り消すことができる。", "補助金規則", 2)
TRASH = paper("粗大ごみは、電話で申し込む。", "ごみの手引", 3)


def judge(subject, number, text, heading):
    wanted = meaning_pairs(f"{subject}　前の日に取消しをしたら料金は戻るか")
    on_it = on_it_of((POOL, GRANT, TRASH), subject, wanted, {}, frozenset())
    return on_it(Statement(number, 0, text, heading, heading))


def test_what_is_done_is_done_to_the_thing_that_the_subject_names():
    subject = "町民プールの利用と取消し"
    assert judge(subject, 1, POOL.text, "使用の取消し")
    assert not judge(subject, 2, GRANT.text, "決定の取消し")


def test_a_part_that_names_a_thing_of_its_own_is_of_that():
    assert judge("町民プールの利用と粗大ごみ", 3, TRASH.text, "粗大ごみ")
