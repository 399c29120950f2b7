"""What ends a short question tells the form of its answer: who, in which case, by which office, how much."""

import pytest

from app.extractive.answer_form import by_case, by_form, form_of, in_full
from app.extractive.paragraphs import paragraphs_of
from tests.test_looked_up import _evidence, asked, index
from tests.tiny_index import document

FEES = """みなと町ごみ処理手数料条例

（手数料の免除の申請）
第6条　手数料の免除を受けようとする者は、免除申請書を町長に提出しなければならない。

（手数料の免除）
第7条　町長は、次の各号のいずれかに該当する者の手数料を免除することができる。
(1)　生活保護を受けている者
(2)　災害を受けた者
"""
COUNCIL = """みなと町防災会議条例

（会議）
第4条　防災会議の会議は、会長が招集し、会長がその議長となる。

（会長）
第3条　会長は、町長をもって充てる。
"""
HOUSES = """みなと町営住宅条例

（家賃の納付）
第5条　家賃は、毎月末日までに納めなければならない。

（明渡し）
第9条　町長は、入居者が家賃を3月以上滞納したときは、明渡しを請求することができる。
"""


def answer(question, text):
    shelf = index(document("one", text.split("\n")[0], "条例", text))
    return asked(question, shelf).text.partition("【答え】\n")[2].partition("\n【根拠】")[0]


def test_who_may_is_answered_by_the_list_of_persons_and_not_by_what_is_handed_in():
    told = answer("ごみ処理手数料を免除できる人", FEES)
    assert "・生活保護を受けている者" in told and "免除申請書" not in told


def test_who_is_an_officer_is_answered_by_the_office_that_fills_it():
    assert answer("防災会議の会長は誰か", COUNCIL).startswith("　会長は、町長をもって充てます")


def test_what_follows_when_something_is_done_is_the_paragraph_of_that_case():
    assert "明渡しを請求する" in answer("家賃を3か月滞納したらどうなる", HOUSES)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("飼い犬の登録料", "飼い犬の登録料はいくらか"),
        ("出動手当の金額は？", "出動手当の金額はいくらか"),
        ("手数料を免除できる人", "手数料を免除できる人"),
        ("住民票の写しの資料", "住民票の写しの資料"),
    ],
)
def test_the_name_of_an_amount_asks_for_it(question, whole):
    assert in_full(question) == whole


def test_a_form_counts_for_what_has_it_and_against_what_has_not():
    persons = form_of("登録できない人")
    assert persons and form_of("職員が来たとき") is None and form_of("納期はいつ") is None
    assert by_form(1.0, "登録できる人", persons, "15歳以上の者", listed=True) == pytest.approx(1.6)
    assert by_form(1.0, "登録できる人", persons, "手数料は300円とする。", listed=False) == 0.7
    assert by_form(1.0, "登録できない人", persons, "15歳以上の者とする。", listed=False) == 0.7
    assert by_case("会長は誰か", "会長がその議長となる。") == 0.0


def test_a_word_in_katakana_at_the_head_of_a_line_is_no_item():
    page = document("page", "調べ", "計画", "調べ\n\nアンケートでは、利用が48.0％でした。\nア　窓口：市民課")
    told = [each for one in _evidence(page, "アンケートの利用と窓口") for each in paragraphs_of(one)]
    assert [each.lead for each in told if each.lead] == [("アンケートでは、利用が48.0％でした。",)]
    assert [each.items for each in told if each.items] == [("ア　窓口：市民課",)]


def test_the_group_of_a_question_counts_as_what_it_is_read_below():
    page = document(
        "faq",
        "よくある質問",
        "FAQ",
        "よくある質問\n\n分類 | 質問 | 回答\n図書館 | 本は何冊借りられますか。 | 10点まで借りられます。",
    )
    told = [each for one in _evidence(page, "図書館で本を何冊") for each in paragraphs_of(one)]
    assert [each.above for each in told] == ["図書館 本は何冊借りられますか。"]
    assert [each.heading for each in told] == ["本は何冊借りられますか。"]


BUDGET = """みなと町当初予算（単位：千円）

事業名 | 担当 | 今年度
移動図書館事業 | 教育課 | 4120
"""
LOAN = """みなと町移動図書館規則

（貸出し）
第3条　移動図書館の資料は、１人１０冊を限度として貸し出す。

（申請）
第4条　移動図書館の利用券の交付を受けようとする者は、利用券交付申請書を館長に提出しなければならない。

（敷金）
第5条　移動図書館の車庫の敷金は、賃料の３月分とする。
"""


def test_what_lacks_the_figure_asked_for_comes_after_what_has_it():
    assert "１０冊" in answer("移動図書館の利用券で何冊借りられるか", LOAN)
    told = answer("移動図書館の車庫の敷金は何か月分か", LOAN)
    assert "３月分" in told and "【要確認" not in told


def test_a_table_in_thousand_yen_has_the_amount_that_is_asked_for_though_its_cells_are_bare():
    shelf = index(
        document("rule", "みなと町移動図書館規則", "規則", LOAN),
        document("budget", "みなと町当初予算（単位：千円）", "予算", BUDGET),
    )
    told = asked("移動図書館事業の当初予算はいくらか", shelf).text.partition("【答え】\n")[2]
    assert "4120" in told.partition("\n【根拠】")[0]
