"""A clerk's search in the office's documents: the paragraph that answers, with its 号, rows and 別表, or what is near."""

from datetime import date
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import DraftRequest
from app.extractive.paragraphs import paragraphs_of, told_row
from app.queries import named_articles
from app.retrieval import Choice, gather
from app.tasks.form import read_form
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from ingest.search.lexicon import Lexicon
from ingest.search.synonyms import load_synonyms
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
SYNONYMS = load_synonyms(Path(__file__).resolve().parent.parent / "prompts" / "synonyms.toml")
RULE = """みなと町契約規則

（契約書の省略）
第12条　契約担当者は、次の各号のいずれかに該当するときは、契約書の作成を省略することができる。
(1)　契約金額が80万円を超えない契約をするとき。
(2)　せり売りに付するとき。
2　前項第1号の場合において、契約金額が20万円以上であるときは、請書を徴さなければならない。
（令6規則3・一部改正）

（少額の随意契約）
第13条　随意契約によることができる額は、次の表の左欄に掲げる契約の種類に応じ、同表の右欄に定める額とする。
契約の種類\t額
工事の請負\t180万円
物件の借入れ\t70万円
"""
CREW = """みなと町消防団条例

（報酬）
第8条　団員には、年額報酬を支給する。
2　年額報酬の額は、別表第1に定める額とする。

別表第1（第8条関係）
階級 | 年額報酬
団長 | 82,000円
団員 | 36,000円
"""
LEAVE = """みなと町職員の休暇に関する規則

（趣旨）
第1条　この規則は、職員の休暇について定める。

（介護休暇）
第15条　介護休暇の期間は、通算して6月を超えない範囲内で、任命権者が指定する期間とする。
"""
FILES = """みなと町文書規程

（保存）
第20条　文書の保存期間は、30年、10年、5年及び1年とする。
"""
FAQ = """よくある質問

質問 | 回答
給食費は、だれに納めますか。 | 給食費は、通っている園に納めてください。
"""


def papers():
    day = date(2026, 4, 1)
    rows = (
        ("rule", RULE, "規則"),
        ("crew", CREW, "条例"),
        ("leave", LEAVE, "規則"),
        ("files", FILES, "規程"),
    )
    made = [document(key, text.split("\n")[0], kind, text, effective_from=day) for key, text, kind in rows]
    return [*made, document("faq", "よくある質問", "FAQ", FAQ)]


def index(*documents):
    made = TinyIndex(documents or papers())
    made.lexicon = Lexicon(synonyms=SYNONYMS)
    return made


def asked(question, shelf=None):
    events = list(
        draft(
            DraftRequest("chounai", {"質問": question}),
            index=shelf or index(),
            writer=None,
            prompts=PROMPTS,
            viewer=CLERK,
        )
    )
    return events[-1].draft


def answer_to(question):
    text = asked(question).text
    return text.partition("【答え】\n")[2].partition("\n【根拠】")[0].split("\n")


def test_an_article_is_told_with_its_items_and_its_further_paragraph():
    assert answer_to("契約書の作成を省略できるのはどんなときか") == [
        "　契約担当者は、次の各号のいずれかに該当するときは、契約書の作成を省略することができます[1]。",
        "・契約金額が80万円を超えない契約をするとき[1]。",
        "・せり売りに付するとき[1]。",
        "　前項第1号の場合において、契約金額が20万円以上であるときは、請書を徴さなければなりません[1]。",
    ]


def test_a_table_below_the_sentence_is_told_row_by_row_without_the_names_of_its_columns():
    assert answer_to("随意契約によることができる額はいくらまでか")[1:] == [
        "・工事の請負：180万円[1]",
        "・物件の借入れ：70万円[1]",
    ]


def test_the_table_that_an_article_refers_to_is_told_below_it():
    told = answer_to("消防団の団員の年額報酬の額")
    assert told[1].startswith("　年額報酬の額は、別表第1に定める額とし")
    assert [line[: line.index("[")] for line in told[2:]] == ["・団員：36,000円"]


def test_the_offices_other_word_is_looked_for_in_the_paragraph_too():
    shelf = index(*papers())
    shelf.search = lambda query, **how: TinyIndex.search(shelf, query.replace("保存年限", "保存期間"), **how)
    assert "30年、10年、5年及び1年" in asked("文書の保存年限は何年か", shelf).text


def test_what_asks_for_a_figure_that_its_source_does_not_tell_is_marked():
    assert answer_to("給食費はいくらか")[-1] == (
        "　【要確認：お尋ねの額、日、数は、この根拠には書かれていません。別表や担当課で確かめてください。】"
    )


def test_the_figure_of_another_year_is_not_told_and_what_only_points_at_it_neither():
    budgets = [
        document(
            f"b{year}", f"令和{year}年度予算", "予算", f"令和{year}年度予算\n\n予算の総額は、{year}億円です。"
        )
        for year in (6, 7)
    ]
    shelf = index(*budgets)
    shelf.search = lambda query, **how: _sure(TinyIndex.search(shelf, query, **how))
    told = asked("令和6年度の予算の総額はいくらか", shelf).text.partition("【根拠】")[0]
    assert "6億円" in told and "7億円" not in told
    told = asked("令和9年度の予算の総額はいくらか", shelf).text.partition("【根拠】")[0]
    assert "億円" not in told and "【要確認" in told


def test_what_is_of_the_same_thing_but_says_nothing_of_what_is_asked_is_no_answer():
    place = "文化会館条例\n\n（名称）\n第2条　文化会館の位置は、中央三丁目とする。"
    shelf = index(document("hall", "文化会館条例", "条例", place))
    shelf.search = lambda query, **how: _sure(TinyIndex.search(shelf, query, **how))
    told = asked("文化会館の取消料", shelf).text.partition("【根拠】")[0]
    assert "三丁目" not in told and "【要確認" in told


def test_of_a_cell_of_many_items_the_one_that_is_asked_is_told():
    table = "予算書\n\n目 | 本年度 | 説明\n諸費 | 149 | ○総務諸費　72 路線バス維持費補助金　19,232 生活路線補助金　6,625"
    shelf = index(document("budget", "令和8年度予算書", "予算", table))
    shelf.search = lambda query, **how: _sure(TinyIndex.search(shelf, query, **how))
    told = (
        asked("路線バス維持費補助金はいくらか", shelf)
        .text.partition("【答え】\n")[2]
        .partition("\n【根拠】")[0]
    )
    assert told.split("\n")[0] == "・路線バス維持費補助金：19,232（単位は、表のとおり）[1]"


def test_where_nothing_answers_the_nearest_are_named_and_not_written_from():
    made = asked("公用車で鹿とぶつかった職員の休暇の届けの色")
    assert made.status == "no_sources"
    below = made.text.partition("似ている文書（根拠にはしていません）\n")[2].split("\n")
    assert below and all(line.startswith("・") and "[" not in line for line in below)
    assert [one.label for one in made.citations] == [line[1:] for line in below]


def test_an_article_whose_caption_is_asked_is_a_source_though_the_search_is_not_sure():
    shelf, question = index(), "介護休暇について、来年から実家の母親と同居する場合の申出様式"
    found = shelf.search(question, viewer=CLERK)
    assert not found.confident and found.hits[0].passage.headings[-1] == "第15条（介護休暇）"
    assert [hit.document.id for hit in named_articles(question, found.hits)] == ["leave"]
    assert named_articles("休暇は何か月か", found.hits) == []
    template = PROMPTS.templates["chounai"]
    values = read_form(template, {"質問": question})
    evidence = gather(template, values, library=shelf, viewer=CLERK, choice=Choice())
    assert [one.passage.label for one in evidence] == ["第15条"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("費用：500円（非課税の世帯は無料）\n場所：保健センター", ["費用：500円（非課税の世帯は無料）"]),
        ("・名札を見せ、名乗る。\n・用件を聞く。", []),
    ],
)
def test_labelled_lines_are_items_and_sentences_of_a_list_stand_alone(text, told):
    page = document("page", "手引", "マニュアル", f"手引\n\n{text}")
    (evidence, *_) = _evidence(page)
    made = paragraphs_of(evidence)
    items = [item for each in made for item in each.items]
    assert items[: len(told)] == told
    assert [each.lead for each in made if each.lead] == (
        [] if told else [("名札を見せ、名乗る。",), ("用件を聞く。",)]
    )


def test_minutes_of_which_only_a_member_speaks_say_nothing():
    minutes = document("m", "会議録", "会議録", "会議録\n\n○3番（牧野さと子君）　通告の期限はいつか。")
    for evidence in _evidence(minutes, "通告の期限"):
        assert paragraphs_of(evidence) == ()


def test_a_row_is_told_without_its_number():
    page = document(
        "list",
        "避難所一覧",
        "統計",
        "避難所一覧\n\n番号 | 施設 | 収容人数\n17 | 健康センター | 180人\n18 | 保育所 | 90人",
    )
    rows = [
        row for one in _evidence(page, "避難所の収容人数") for each in paragraphs_of(one) for row in each.rows
    ]
    assert [told_row(row) for row in rows] == ["健康センター：180人", "保育所：90人"]


def _evidence(page, question="手引の費用と名札"):
    template = PROMPTS.templates["chounai"]
    values = read_form(template, {"質問": question})
    shelf = TinyIndex([page])
    shelf.search = lambda query, **how: _sure(TinyIndex.search(shelf, query, **how))
    return gather(template, values, library=shelf, viewer=CLERK, choice=Choice())


def _sure(found):
    return type(found)(found.hits, bool(found.hits))


BIDS = """みなと町契約規則

（随意契約によることができる額）
第21条　随意契約によることができる予定価格の額は、次のとおりとする。
(1)　工事の請負　200万円
(2)　財産の買入れ　150万円
2　随意契約によるときは、2人以上の者から見積書を徴するものとする。ただし、予定価格が10万円未満のときは、1人の者から徴することができる。
"""
DECIDING = """みなと町事務決裁規程

（副町長の専決）
第5条　副町長は、1件100万円以上500万円未満の支出負担行為を専決することができる。

（課長の専決）
第6条　課長は、次に掲げる事項を専決することができる。
(1)　1件100万円未満の支出負担行為に関すること。
(2)　所属職員の休暇に関すること。
"""
RIDERS = """みなと町営バス利用実績

年度 | 本線 | 浜線
令和6年度 | 20,110人 | 10,070人
令和7年度 | 20,640人 | 9,730人
"""
DESKS = """よくある質問

体育館の予約を取り消したら、使用料は戻りますか。

使用する日の3日前までに申し出た場合は、全額をお返しします。
生涯学習課体育係　電話 0999-61-3305
"""


def test_a_further_paragraph_alone_is_told_where_it_answers_and_nothing_of_its_article_belongs_to_it():
    shelf = index(document("bids", "みなと町契約規則", "規則", BIDS))
    text = asked("見積書は何者から徴するのか", shelf).text
    assert text.partition("【答え】\n")[2].partition("\n【根拠】")[0] == (
        "　随意契約によるときは、2人以上の者から見積書を徴することとしています[1]。"
        "ただし、予定価格が10万円未満のときは、1人の者から徴することができます[1]。"
    )


@pytest.mark.parametrize(("amount", "who"), [("200万円", "副町長"), ("60万円", "課長")])
def test_an_amount_is_looked_for_in_the_range_that_holds_it(amount, who):
    shelf = index(document("deciding", "みなと町事務決裁規程", "規程", DECIDING))
    text = asked(f"{amount}の支出負担行為は誰の専決か", shelf).text
    assert text.partition("【答え】\n")[2].startswith(f"　{who}は、")


def test_a_row_is_told_with_the_column_that_the_question_names_alone():
    shelf = index(document("riders", "みなと町営バス利用実績", "統計", RIDERS))
    text = asked("浜線の利用者数は？", shelf).text
    assert text.partition("【答え】\n")[2].partition("\n【根拠】")[0].split("\n") == [
        "・令和6年度：浜線 10,070人[1]",
        "・令和7年度：浜線 9,730人[1]",
    ]


def test_the_office_to_ask_is_the_one_that_the_part_of_a_page_names_and_none_of_a_source_off_the_question():
    other = document("move", "転入の届出", "FAQ", "転入の届出は、14日以内にしてください。", section="町民課")
    page = document("desks", "よくある質問", "FAQ", DESKS, section="町民課")
    text = asked("体育館の使用料の取消し", index(page, other)).text
    assert text.partition("【確かめる先】\n")[2] == "生涯学習課　電話0999-61-3305（体育係）[1]"
    rule = document("bids", "みなと町契約規則", "規則", BIDS)
    text = asked("見積書は何者から徴するのか", index(rule, other)).text
    assert text.partition("【確かめる先】\n")[2] == "【要確認：担当課と電話】"
