"""Citations in every form that people write, and what bears a sentence: ALCE's recall and precision without a model."""

import pytest

from app.checks.grounds.pools import read_sentences
from app.checks.grounds.values import checkable
from app.text.wording import pairs
from evals.citing import bears, cited_sentences, marks, weigh
from evals.joined import joined_pairs, joined_sentences, joined_spans
from evals.scorers import residents
from evals.scorers.answers import denials
from ingest.law.reference import find_anchors

OPENED = ["[{}]", "［{}］", "【{}】", "[出典{}]", "【出典{}】", "［資料{}］", "【根拠{}】", "[出典 {}]", "［ {} ］", "[{}］", "〔{}〕", "〔注{}〕",
          "（注{}）", "(注{})", "（出典{}）", "（資料{}）", "［注{}］", "【注{}】", "※注{}", "（参考{}）", "［文献{}］", "〔出典{}〕"]  # fmt: skip
ONE = {"1": (1,), "１": (1,), "12": (12,), "１２": (12,)}
MANY = {"1,2": (1, 2), "１、２": (1, 2), "1・3": (1, 3), "2, 4": (2, 4), "１，３": (1, 3)}
MARKS = [
    *((form.format(text), wanted) for form in OPENED for text, wanted in ONE.items()),
    *((form.format(text), wanted) for form in OPENED[:10] for text, wanted in MANY.items()),
    *((one + two, (1, 2)) for one in ("[1]", "［１］", "【1】") for two in ("[2]", "［２］", "【２】", "[出典2]")),
]  # fmt: skip
ARTICLES = {
    "第3条": "a3", "第３条": "a3", "第三条": "a3", "第3条の2": "a3_2", "第三条の二": "a3_2", "第３条の２": "a3_2", "第3条第2項": "a3p2", "第３条第２項": "a3p2",
    "第三条第二項": "a3p2", "第3条第2項第1号": "a3p2i1", "第三条第二項第一号": "a3p2i1", "第12条第3号": "a12p1i3", "第12条の2第1項": "a12_2p1",
    "第百二十三条": "a123", "第10条第4項": "a10p4", "第二十条": "a20", "第20条の8": "a20_8", "附則第2項": "s1p2", "附則第二項": "s1p2", "別表第1": "t1",
    "別表第一": "t1", "別表": "t", "様式第1号": "f1", "様式第３号": "f3",
}  # fmt: skip
AROUND = ("みどり市手数料条例{}", "同条例{}の規定により", "（{}）", "{}に定める額")


def test_every_form_of_a_citation_is_read():
    wrong = [(text, marks(f"手数料は300円です{text}。")) for text, wanted in MARKS if marks(f"手数料は300円です{text}。") != wanted]  # fmt: skip
    places = [(form.format(text), anchor) for text, anchor in ARTICLES.items() for form in AROUND]
    wrong += [(text, find_anchors(text)) for text, anchor in places if anchor not in find_anchors(text)]
    assert wrong == []
    assert len(MARKS) + len(places) >= 200


SOURCE = (
    "住民票の写しの手数料は、1通につき300円とする。ただし、公用のため請求があったときは、これを徴収しない。"
)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("住民票の写しの手数料は1通につき300円です。", ""),
        ("住民票の写しの手数料は、１通につき３００円です。", ""),
        ("住民票の写しの手数料は1通につき三百円です。", ""),
        ("住民票の写しの手数料は1通につき350円です。", "350円"),
        ("ただし、公用のため請求があったときは、徴収します。", "徴収"),
        ("図書館の開館時間は午前9時からです。", "離れて"),
    ],
)
def test_a_source_bears_what_it_says_and_nothing_else(sentence, why):
    found = bears(sentence, SOURCE)
    assert (found == "") if not why else why in found, found


def test_recall_counts_sentences_and_precision_counts_citations():
    other = "申請は、窓口又は郵送により行うことができる。"
    text = "住民票の写しの手数料は1通につき300円です[1]。申請は窓口又は郵送により行うことができます［２］。"
    assert weigh(text, {1: SOURCE, 2: other})[2:] == (2, 2)
    assert weigh(text, {1: SOURCE, 2: other})[:2] == ([], [])
    swapped, idle, _, _ = weigh(text, {1: other, 2: SOURCE})
    assert len(swapped) == 2 and len(idle) == 2
    bare, idle, cited, marked = weigh(text.replace("[1]", "[1][2]"), {1: SOURCE, 2: other})
    assert (bare, len(idle), cited, marked) == ([], 1, 2, 3), "a mark that bears nothing is idle"
    assert weigh(text.replace("[1]", "[9]"), {1: SOURCE, 2: other})[0][0].endswith("番号の出典がありません")


def test_headings_questions_and_bare_words_assert_nothing():
    told = cited_sentences(
        "1　手数料\n手数料はいくらですか。\n住民票の写しの手数料は1通につき300円です[1]。\n以上。"
    )
    assert [one.numbers for one in told] == [(1,)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("目標は、転入届などの手続に要する時間を、【要確認：旧「令和8年度」】末までに平均20分にすることではありません[1]。", 0.0),
        ("目標は、転入届などの手続に要する時間を、【要確認：旧「令和8年度」】末までに平均20分にすることです[1]。", 1.0),
        ("転入などの手続の平均は、28分から23分に短くなりました[1]。", 1.0),
        ("目標は、転入届などの手続に要する時間を、【要確認：旧「令和8年度」】末までに平均20分にすることではありません[2]。", 1.0),
    ],
)  # fmt: skip
def test_a_denial_is_seen_where_the_sentence_is_put_together_from_two_of_the_source(sentence, value):
    said = "転入などの手続の平均は、28分から23分に短くなった。令和8年度末の目標は20分である。"
    sources = [{"number": 1, "source": said}, {"number": 2, "source": f"{said}費用は増やさない。"}]
    assert denials({}, {"text": sentence, "citations": sources})[0] == value


def test_the_number_of_a_step_is_no_figure_and_the_second_sunday_is_one():
    source = "1. 電話で申し込む。2. 処理券を買う。第2日曜日　9:00〜12:00。手数料 150円"
    given = {"status": "answered", "language": "ja", "citations": [{"source": source}], "told": []}
    good = given | {"text": "手順：2. 処理券を買う。\n手順：3. 貼る。\n第2日曜日　9:00〜12:00\n手数料　150円"}
    assert residents.numbers({}, good) == (1.0, "")
    value, reason = residents.numbers({}, good | {"text": good["text"].replace("第2日曜日", "第5日曜日")})
    assert 0.5 < value < 1.0 and reason == "出典にない 第5"
    assert residents.numbers({}, good | {"text": "第1・第3土曜日に開きます。"})[0] == 0.0


JOINED = [
    (
        SOURCE,
        "申請は、令和7年4月1日から窓口又は郵送により行うことができる。",
        "会場：文化会館\n午後1時から3時まで",
    ),
    ("受付は午後1時", "5時まで", "（令和7年"),  # each ends where what follows may belong to it
    ("対象は次のとおり〔未定", "みどり市が定める〕", "手数料 1", "1"),
    ("担当は総務課長　山田太郎。", "第3条第2項の額は、500円とする。", ""),
]


@pytest.mark.parametrize("parts", JOINED)
def test_what_is_read_of_each_source_is_what_is_read_of_them_together(parts):
    whole = "\n".join(parts)
    assert joined_spans(parts) == tuple(checkable(whole))
    told = [(one.text, one.words, one.values) for one in read_sentences(whole)]
    assert [(one.text, one.words, one.values) for one in joined_sentences(parts)] == told
    assert joined_pairs(parts) == pairs(whole)
