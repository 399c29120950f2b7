"""How much of a question the passages found speak of: spellings, sounds, abbreviations, what the office's words explain."""

from dataclasses import replace

import pytest

from ingest.document import Document, Hit, Passage
from ingest.papers.kinds import guess_kind
from ingest.search.confidence import Confidence, Thresholds
from ingest.search.coverage import asks, cover, read_terms
from ingest.search.lexicon import Lexicon
from ingest.search.naming import RegulationNames
from ingest.search.premises import unmet
from ingest.search.synonyms import Group, Synonyms

SHARES = {"避難": 0.04, "図書": 0.03, "館": 0.08, "学習": 0.01, "室": 0.03, "コンセント": 0.001, "数": 0.03}
NO_SYNONYMS = Synonyms()


def hit(text, title="資料"):
    passage = Passage("a#1", "a", "", (), 0, len(text), "paragraph", text)
    return Hit(passage, Document("a", title, "文書", text, "a", ""), 1.0, 1, ("dense",))


def covered(query, *texts, shares=SHARES, synonyms=NO_SYNONYMS):
    return cover(query, [hit(text) for text in texts], shares, synonyms=synonyms)


def test_the_terms_are_what_a_question_is_about_without_figures_and_words_of_asking():
    terms = [term.written for term in read_terms("令和8年度の敬老会は、いつどこで何人に案内しますか")]
    assert terms == ["敬老", "会", "案内"]
    assert [term.written for term in read_terms("来週の転出届の仕方")] == ["転出", "届"]
    assert [term.written for term in read_terms("自分の知り合いの業者に頼めるか")] == [
        "知り合い",
        "業者",
        "頼める",
    ]


def test_a_noun_that_no_passage_speaks_of_stands_apart_from_its_neighbour():
    text = "図書館の学習室は、午後7時まで使えます。"
    whole, without = covered("図書館の学習室", text), covered("図書館の学習室のコンセントの数", text)
    assert (whole.best, whole.apart, whole.unspoken) == (1.0, 0.0, ())
    assert without.unspoken == ("コンセント", "数")
    assert without.apart == pytest.approx(0.5)  # 学習, the commoner of the two: 1 in 100
    assert 0.3 < without.best < 0.75


def test_a_second_noun_that_no_passage_speaks_of_counts_beside_the_rarest():
    text = "図書館の学習室は、午後7時まで使えます。"
    one, two = (
        covered("図書館のコンセント", text),
        covered("図書館のコンセントの材質", text, shares=SHARES | {"材質": 0.1}),
    )
    assert (one.second, two.second) == (0.0, pytest.approx(0.25))
    lacking = Confidence(0.9, 0.0, 0.0, second=two.second)
    line = replace(LINE, total=0.9 + 0.022)
    assert replace(lacking, second=0.0).reaches(line) and not lacking.reaches(line)


def test_neighbours_that_no_passage_speaks_of_together_are_apart():
    shares = {"奨学": 0.001, "月額": 0.01, "会場": 0.01}
    torn = covered("奨学金の月額", "奨学金の申請に使う証明書", "利用料は、月額4,000円", shares=shares)
    assert torn.unspoken == () and torn.best < 1.0
    assert torn.apart == pytest.approx(0.5), "of 奨学 and 月額, 月額 is the commoner"
    one = covered("奨学金の月額", "奨学金は、月額4,000円", "会場の一覧", shares=shares)
    assert (one.best, one.apart) == (1.0, 0.0)
    line = replace(LINE, total=0.9 + 0.022 - 0.001)
    sure = Confidence(0.9, 0.0, 0.0)
    assert sure.reaches(line) and not replace(sure, apart=torn.apart).reaches(line)


def test_a_counter_behind_what_asks_is_no_word_of_matter():
    assert [term.written for term in read_terms("法律相談は何分話せますか")] == ["法律", "相談", "話せ"]
    assert asks("何曜") and asks("何分") and not asks("幾何")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("指定非難所", "指定避難所の一覧"),  # typed wrong, sounds the same
        ("公文書の開示性求", "公文書の開示請求があった日から"),
        ("災対本部", "災害対策本部を設置する"),  # short for it
        ("申込の締切", "申し込みの締め切りは、3月です。"),  # another spelling
    ],
)
def test_a_word_is_spoken_of_in_any_spelling(query, text):
    found = covered(query, text)
    assert (found.best, found.unspoken) == (1.0, ())


def test_what_the_synonyms_explain_is_not_asked_of_the_passages():
    table = Synonyms((Group(("利用料", "月謝"), (), ()),))
    assert covered("月謝", "利用料は4,000円", synonyms=table).unspoken == ()
    assert covered("月謝", "利用料は4,000円").unspoken == ("月謝",)
    assert covered("月謝とコンセント", "利用料は4,000円", synonyms=table).unspoken == ("コンセント",)


def test_a_word_that_has_synonyms_is_asked_of_passages_that_have_none_of_them():
    table = Synonyms((Group(("太陽光発電設備", "太陽光パネル"), (), ()),))
    boars = covered("太陽光パネルの補助", "電気柵を設ける費用の補助があります。", synonyms=table)
    assert boars.unspoken == ("太陽", "パネル") and boars.best < 0.5
    assert covered("太陽光パネルの補助", "太陽光発電設備に補助があります。", synonyms=table).best == 1.0


def test_where_a_synonym_explains_every_noun_a_verb_alone_does_not_decide():
    table = Synonyms((Group(("道路の損傷",), ("道路に穴",), ()),))
    assert covered("道路に穴があいてる", "道路の損傷を見付けたら", synonyms=table).best == pytest.approx(
        2 / 3
    )


def test_nothing_found_covers_nothing_and_a_question_without_terms_is_answered():
    assert (covered("図書館").best, covered("図書館").apart) == (0.0, 0.0)
    assert covered("いつですか", "図書館").best == 1.0


NAMES = RegulationNames(
    [
        ("みどり市手数料条例", ""),
        ("みどり市廃棄物の処理及び清掃に関する条例", ""),
        ("みどり市空家等対策条例", ""),
    ]
)


@pytest.mark.parametrize(
    ("query", "stranger"),
    [
        ("みどり市屋外広告物条例の許可の手数料", "屋外広告物条例"),
        ("路上喫煙防止条例の罰則", "路上喫煙防止条例"),
        ("手数料条例の別表", ""),
        ("手数科条例の別表", ""),
        ("廃棄物条例の罰則", ""),
        ("ごみの条例はありますか", ""),
        ("条例と規則の違い", ""),
        ("景観条例で許可が要るのはどんなときですか", "景観条例"),
        ("みどり市動物の愛護及び管理に関する条例の目的", "動物の愛護及び管理に関する条例"),
        ("ドローンの飛行の制限に関する条例に罰則はありますか", "ドローンの飛行の制限に関する条例"),
        ("みどり市歩きたばこ防止条例はいつから", "歩きたばこ防止条例"),
        ("空き家の適正な管理に関する条例の罰則", ""),  # another spelling
        ("通勤手当に関する規則はどれですか", ""),  # a description
        ("何のための市の手数料条例ですか", ""),
        ("一部改正条例の書き方", ""),
        ("乗合タクシーの土曜日の試行運行 条例 規則 要綱", ""),
    ],
)
def test_a_regulation_that_is_not_here_is_a_stranger(query, stranger):
    assert NAMES.stranger_in(query) == stranger


def test_a_stranger_ends_it_unless_a_passage_speaks_of_it():
    lexicon = Lexicon()
    assert lexicon.barred("屋外広告物条例の手数料", [hit("手数料は300円")], stranger="屋外広告物条例")
    said = [hit("県の屋外広告物条例により、手数料は県に納めます。")]
    assert not lexicon.barred("屋外広告物条例の手数料", said, stranger="屋外広告物条例")


def test_a_paper_on_another_fiscal_year_does_not_speak_for_this_one():
    passing = hit("剰余金は令和9年度に繰り越します。", "令和7年度一般会計の決算")
    assert unmet("令和9年度の決算", [passing]) == ("令和9年度",)
    assert unmet("2027年度の決算", [passing]) == ("2027年度",)
    assert unmet("令和9年度の決算", [hit("令和9年度の決算は黒字でした。", "広報みどり 令和10年8月号")]) == ()
    assert unmet("令和7年度の決算", [passing]) == ()
    assert unmet("中央児童館は何時まで", [passing]) == ("中央児童館",)


def test_a_facility_typed_wrong_is_the_one_that_sounds_the_same():
    assert unmet("こども過程センターは何時まで", [hit("こども家庭センターは午後5時まで")]) == ()
    assert unmet("こども科学センターは何時まで", [hit("こども家庭センターは午後5時まで")]) != ()


def test_what_people_say_before_a_regulation_is_no_place():
    assert unmet("何のための市の手数料条例ですか", [hit("手数料は300円")]) == ()
    assert unmet("あおばの市の手数料", [hit("手数料は300円")], city="みどり市") == ()
    assert unmet("いわき市の手数料", [hit("手数料は300円")], city="みどり市") == ("いわき市",)


LINE = Thresholds(
    0.07,
    0.031,
    0.02,
    0.042,
    0.022,
    named_weight=0.025,
    pull_weight=1.0,
    total=0.9,
    unrelated=0.85,
    follow=0.5,
)


def test_where_questions_about_nothing_are_less_like_so_may_answers_be():
    near = Confidence(similarity=0.87, unknown=0.0, lead=0.0)
    assert 0.89 < near.worth(LINE) < 0.9 and near.reaches(LINE.on(0.83)) and not near.reaches(LINE.on(None))
    assert not near.reaches(LINE.on(0.85)) and not replace(near, unmet=True).reaches(LINE.on(0.5))


def test_a_regulation_that_the_question_names_needs_less_likeness():
    near = Confidence(similarity=0.86, unknown=0.0, lead=0.0)
    line = LINE
    assert not near.reaches(line)
    assert replace(near, named=True).reaches(line)
    assert not replace(near, named=True, unmet=True).reaches(line)


def test_a_name_is_known_by_a_part_by_its_first_characters_and_by_the_wrong_kind():
    order = "特定工場における公害防止組織の整備に関する法律施行令"
    names = RegulationNames([(order, ""), ("墓地、埋葬等に関する法律", ""), ("みどり市表彰規程", ""), ("関係条例の整備に関する条例", "")])  # fmt: skip
    part = names.meant_in("公害防止組織の整備に関する法律施行令第2条")
    short, wrong = names.meant_in("墓埋法第5条"), names.meant_in("表彰規定第3条")
    assert (part.titles, part.how) == ((order,), "short")
    assert (short.titles, short.how) == (("墓地、埋葬等に関する法律",), "short")
    assert (wrong.titles, wrong.how, wrong.words) == (("みどり市表彰規程",), "near", "表彰規定")
    assert names.meant_in("整備条例第1条") is None  # what amends others is never meant by a short name
    assert names.meant_in("委任規定の書き方") is None


def test_words_that_only_ask_are_not_unknown():
    assert asks("どんな") and asks("貰う") and not asks("返す")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("みどり市駐車場条例（案）", "条例"),
        ("みどり市契約規則（令和8年4月1日現在）", "規則"),
        ("みどり市職員服務規程（抄）", "規程"),
        ("防災だより（条例特集）", "文書"),
    ],
)
def test_what_stands_behind_a_title_does_not_hide_its_kind(title, kind):
    assert guess_kind(title, "本文です。") == kind
