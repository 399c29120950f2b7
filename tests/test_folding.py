"""The same article in many ordinances is shown once."""

import random
from dataclasses import replace
from datetime import date

from ingest.document import Document, Hit, Passage
from ingest.search.folding import ALIKE, alike, fold, jaccard, said_in
from ingest.search_key import bigrams

DAY = date(2025, 3, 31)
DELEGATION = "第{n}条　この条例に定めるもののほか、{name}の管理に関し必要な事項は、教育委員会規則で定める。"


def hit(document, text, *, rank=1, via=("dense",), anchor="a9"):
    passage = Passage(f"{document}#{anchor}", document, anchor, (), 0, len(text), "article", text)
    return Hit(passage, Document(document, document, "条例", text, document, "0"), 1 / rank, rank, via)


def test_the_same_article_of_other_ordinances_is_folded_into_the_first():
    names = ["文化会館", "総合体育館", "中央公民館"]
    hits = [hit(f"d{i}", DELEGATION.format(n=i + 9, name=name), rank=i + 1) for i, name in enumerate(names)]
    other = hit("d9", "第3条　会館の使用時間は、午前9時から午後9時までとする。", rank=4)
    folded = fold([*hits, other], k=10, day=DAY)
    assert [each.document.id for each in folded] == ["d0", "d9"]
    assert folded[0].folded == ("d1#a9", "d2#a9")
    assert [each.rank for each in folded] == [1, 2]


def test_room_made_by_folding_is_filled_with_the_next_hits():
    same = [hit(f"d{i}", DELEGATION.format(n=9, name="みどり市公園"), rank=i + 1) for i in range(4)]
    others = [
        hit(f"e{i}", f"別の事項{i}について、市長は{'あいうえお'[i]}{i * 7}件を公表する。", rank=i + 5)
        for i in range(3)
    ]
    assert [each.document.id for each in fold([*same, *others], k=3, day=DAY)] == ["d0", "e0", "e1"]


def test_a_passage_that_was_named_is_never_folded():
    text = DELEGATION.format(n=9, name="みどり市公園")
    named = hit("named", text, rank=2, via=("dense", "title"))
    assert [each.document.id for each in fold([hit("d0", text), named], k=10, day=DAY)] == ["d0", "named"]


def test_passages_of_one_document_stay_apart():
    text = "第9条　委員会の庶務は、総務課において処理する。"
    assert len(fold([hit("d", text, anchor="a9"), hit("d", text, anchor="a19", rank=2)], k=10, day=DAY)) == 2


def test_what_differs_in_one_sentence_of_two_is_not_the_same():
    one = "使用料は、1時間につき300円とする。市長は、特別の理由があると認めるときは、これを減免することができる。"
    other = (
        "使用料は、1時間につき300円とする。使用者は、使用を終えたときは、施設を原状に復さなければならない。"
    )
    assert len(fold([hit("d", one), hit("e", other, rank=2)], k=10, day=DAY)) == 2


def test_a_comparison_of_old_and_new_gives_way_to_the_text_itself():
    text = "第20条　宿日直勤務を命ぜられた職員には、その勤務1回につき、4,700円を宿日直手当として支給する。"
    compared = hit("compared", text)
    compared = replace(compared, document=replace(compared.document, kind="新旧対照表"))
    (shown,) = fold([compared, hit("law", text, rank=2)], k=10, day=DAY)
    assert (shown.document.id, shown.rank, shown.score) == ("law", 1, 1.0)
    assert shown.folded == ("compared#a9",)
    bygone = hit("law", text, rank=2)
    bygone = replace(bygone, document=replace(bygone.document, effective_to=DAY))
    asked = {day: fold([compared, bygone], k=10, day=day)[0].document.id for day in (DAY, date(2025, 4, 1))}
    assert asked == {DAY: "law", date(2025, 4, 1): "compared"}, (
        "of an earlier day the text of that day, not the coming one"
    )


def test_the_marks_let_go_only_what_is_not_alike():
    draw = random.Random(11)
    base = "".join(draw.choice("市民税課窓口手数料条例規則届出申請許可期限費用免除") for _ in range(240))
    texts = [base]
    for share in range(0, 60, 2):
        letters = list(base)
        for at in draw.sample(range(len(letters)), share):
            letters[at] = draw.choice("亜伊宇江於加木久計己")
        texts.append("".join(letters))
    texts += [base[:170], base[:169] + "。", "届出", "", "水道の料金は、使った量によります。"]
    told = [[alike(said_in(one), said_in(other)) for other in texts] for one in texts]
    known = [frozenset(bigrams(text)) for text in texts]
    assert told == [[jaccard(one, other) >= ALIKE for other in known] for one in known]
    assert sum(told[0]) == 16, "as many differ too much"
