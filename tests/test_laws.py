"""Articles and forms against the library's 例規, older papers against newer ones, support by the cited passage, re-checking."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.checks.grounds.facts import check_facts
from app.checks.grounds.shelf import Shelf, series
from app.checks.grounds.support import check_support, support_value
from app.checks.library.laws import check_laws
from app.checks.subject import Subject
from app.rechecking import recheck
from app.retrieval import pack
from app.tasks.template_file import load_template
from app.text.likeness import Likeness
from app.text.named import find_named, plain_name, stands_in
from app.text.wording import pairs
from ingest.document import CLERK
from tests.tiny_index import TinyIndex, document

TODAY = date(2026, 11, 26)
LAW = """
○みどり市駐輪場条例
平成20年3月24日
条例第9号
　（趣旨）
第1条　この条例は、駐輪場の設置及び管理に関し必要な事項を定めるものとする。
　（使用料）
第2条　使用料は、1回につき{fee}円とする。
２　前項の使用料は、前納とする。
　（減免）
第3条　市長は、申請書（様式第1号）により使用料を減額することができる。
"""
OLD = document(
    "chu-r02",
    "みどり市駐輪場条例",
    "条例",
    LAW.format(fee=100),
    effective_from=date(2020, 4, 1),
    effective_to=date(2025, 3, 31),
)
NEW = document("chu-r07", "みどり市駐輪場条例", "条例", LAW.format(fee=150), effective_from=date(2025, 4, 1))
R06 = document(
    "bus-r06",
    "令和6年度みどり市循環バスの実績",
    "統計",
    "令和6年度みどり市循環バスの実績\n循環バスの1日の利用者は、平均で412人である。\n",
    issued=date(2025, 5, 1),
)
R07 = document(
    "bus-r07",
    "令和7年度みどり市循環バスの実績",
    "統計",
    "令和7年度みどり市循環バスの実績\n循環バスの1日の利用者は、平均で455人である。\n",
    issued=date(2026, 5, 1),
)
INDEX = TinyIndex([OLD, NEW, R06, R07])


def subject(text, *sources):
    found = [
        (passage, one)
        for one in sources
        for passage in INDEX.passages(one.id)
        if any(each.isdigit() for each in passage.text)
    ]
    evidence = pack(found, wanted=pairs(text + "使用料 循環バス 利用者"), limit=9)
    return Subject(text, evidence, today=TODAY, library=INDEX, viewer=CLERK)


PLACES = [
    ("みどり市駐輪場条例第2条第2項により前納とする。", None),
    ("みどり市駐輪場条例第5条により前納とする。", "第5条"),
    ("みどり市駐輪場条例（平成20年みどり市条例第9号）第2条第3項による。", "第2条第3項"),
    ("みどり市駐輪場条例（以下「駐輪場条例」という。）を定める。\n駐輪場条例第9条により免除する。", "第9条"),
    ("みどり市駐輪場条例の申請書（様式第1号）を出す。", None),
    ("みどり市駐輪場条例の申請書（様式第4号）を出す。", "様式第4号"),
    ("地方自治法第999条による。", None),  # not in the library: nothing can be said
    ("みどり市駐輪場条例を見た。契約書の第8条による。", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES, ids=[row[0][-14:] for row in PLACES])
def test_a_place_that_the_named_law_does_not_have_is_an_error(text, place):
    findings = check_laws(subject(text)).findings
    assert [text[one.start : one.end] for one in findings] == [place] * bool(place)
    assert all(one.severity == "error" and "令和7年4月1日施行" in one.message for one in findings)


def test_what_only_an_older_revision_or_paper_says_is_stale_and_shows_both():
    checked = check_facts(
        subject("使用料は、1回につき100円です[1]。循環バスの1日の利用者は、平均で412人です[4]。", OLD, R06)
    )
    stale = {fact.text: fact.evidence for fact in checked.facts if fact.state == "stale"}
    assert set(stale) == {"100円", "412人"}
    assert "150円" in stale["100円"] and "令和7年度みどり市循環バスの実績" in stale["412人"]
    assert "455人" in next(one.message for one in checked.findings if "412人" in one.message)


def test_an_old_figure_with_its_year_is_no_mistake():
    checked = check_facts(subject("循環バスの1日の利用者は、令和6年度の平均で412人です[1]。", R06))
    assert next(fact.state for fact in checked.facts if fact.text == "412人") == "supported"


def test_a_series_is_the_title_without_its_year():
    assert series(R06) == series(R07) and series(OLD) != series(R07)
    shelf = Shelf(INDEX, CLERK)
    assert [one.id for one in shelf.newer(R06, TODAY)] == ["bus-r07"] and list(shelf.newer(R07, TODAY)) == []
    assert [one.id for one in shelf.older(R07)] == ["bus-r06"]
    assert shelf.law("駐輪場条例", TODAY) == NEW and shelf.law("駐輪場条例", date(2024, 1, 1)) == OLD


NAMED = [
    ("みどり市文化会館で開きます", ["みどり市文化会館"]),
    ("福祉部高齢介護課高齢福祉係", ["高齢介護課", "高齢福祉係"]),
    ("みどり市契約規則第5条及び地方自治法", ["みどり市契約規則", "地方自治法"]),
    ("廃棄物の処理及び清掃に関する条例を改める", ["廃棄物の処理及び清掃に関する条例"]),
    ("別記様式第3号により", ["別記様式第3号"]),
    ("担当課と各課、同条例、本市、方法", []),
    ("放課後に社会福祉協議会へ", ["社会福祉協議会"]),
    ("さざなみ町企画課　電話", ["企画課"]),
    ("むつ市総務課とさざなみ町立北小学校", ["総務課", "北小学校"]),
    ("さざなみ町民体育館とこの町民会館", ["町民体育館", "町民会館"]),
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[row[0] for row in NAMED])
def test_named_things_are_found_whole(text, names):
    assert [span.text for span in find_named(text)] == names


def test_a_name_is_never_the_tail_of_another():
    assert plain_name("みどり市文化会館") == "文化会館"
    assert not stands_in("北公園", "東北公園") and stands_in("北公園", "市の北公園")


class Letters:
    """A real, tiny embedder: the letters of a text, counted."""

    name, dimensions = "letters", 512

    def __init__(self):
        self.asked = []

    def embed_passages(self, texts):
        self.asked.append(list(texts))
        made = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                made[row, ord(letter) % self.dimensions] += 1
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    def embed_query(self, text):
        return self.embed_passages([text])


def test_each_text_is_embedded_once_in_one_batch():
    embedder = Letters()
    likeness = Likeness(embedder)
    first = likeness.cosines([("ごみの収集", "ごみの収集は月曜日"), ("図書館", "ごみの収集は月曜日")])
    assert len(embedder.asked) == 1 and first[0] > first[1]
    assert likeness.cosines([("図書館", "ごみの収集は月曜日")]) == [first[1]]
    assert len(embedder.asked) == 1, "what is known is not embedded again"


def test_a_sentence_that_its_source_does_not_speak_of_is_weakly_supported():
    told = subject(
        "循環バスの1日の利用者は、平均で412人です[1]。図書館の休館日は毎週月曜日と祝日の翌日に決めています[1]。",
        R06,
    )
    (finding,) = check_support(told).findings
    assert finding.rule == "support.weak" and told.text[finding.start : finding.end].startswith(
        "図書館の休館日"
    )
    assert (
        support_value(0.92, 1.0) == 1.0
        and support_value(0.78, 0.0) == 0.0
        and support_value(None, 0.4) == 0.4
    )


def test_an_edited_text_is_checked_again_as_it_is():
    template = load_template(Path(__file__).resolve().parent.parent / "prompts" / "tasks" / "aisatsu.toml")
    passage = next(each for each in INDEX.passages("bus-r07") if "455人" in each.text)
    text = "循環バスの1日の利用者は、平均で455人、昨年は398人です[2]。"
    again = {
        "template": template,
        "fields": {"会場": "文化会館"},
        "past": "",
        "library": INDEX,
        "viewer": CLERK,
    }
    done = recheck(text, sources=[(2, passage.id), (3, "gone#p1")], **again)
    assert {fact.text: fact.state for fact in done.facts if fact.kind == "数" and "人" in fact.text} == {
        "455人": "supported",
        "398人": "unsupported",
    }
    assert all(text[fact.start : fact.end] == fact.text for fact in done.facts), (
        "nothing is put into the text"
    )
    assert done.missing == (3,)


ENDED = document(
    "home-old",
    "みどり市青少年ホーム条例",
    "条例",
    "みどり市青少年ホーム条例\n昭和52年3月25日\n条例第6号\n第1条　ホームを設置する。\n附　則\nこの条例は、昭和52年4月1日から施行する。",
    number="昭和52年みどり市条例第6号",
    effective_from=date(1977, 4, 1),
)
ENDING = document(
    "home-end",
    "みどり市青少年ホーム条例を廃止する条例",
    "条例",
    "みどり市青少年ホーム条例を廃止する条例\n令和7年12月19日\n条例第31号\nみどり市青少年ホーム条例（昭和52年条例第6号）は、廃止する。\n附　則\nこの条例は、令和8年4月1日から施行する。",
    number="令和7年みどり市条例第31号",
    effective_from=date(2026, 4, 1),
)
ANEW = document(
    "kojin",
    "みどり市個人情報の保護に関する法律施行条例",
    "条例",
    "みどり市個人情報の保護に関する法律施行条例\n令和4年12月20日\n条例第28号\n（趣旨）\n第1条　必要な事項を定める。\n附　則\n（施行期日）\n1　この条例は、令和5年4月1日から施行する。\n（みどり市個人情報保護条例の廃止）\n2　みどり市個人情報保護条例（平成15年条例第2号）は、廃止する。",
    number="令和4年みどり市条例第28号",
    effective_from=date(2023, 4, 1),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("乙は、みどり市個人情報保護条例（平成15年条例第2号）を守る。", "みどり市個人情報保護条例"),
        ("みどり市青少年ホーム条例の規定により使用を許可する。", "みどり市青少年ホーム条例"),
        ("令和5年3月1日\n乙は、みどり市個人情報保護条例を守る。", ""),  # the day of an old contract
        ("廃止前のみどり市個人情報保護条例の規定による請求は、なお従前の例による。", ""),
        ("みどり市青少年ホーム条例を廃止する条例により、閉館した。", ""),
        ("みどり市青少年ホーム条例（令和8年条例第40号）による。", ""),  # another of that name
        ("あさひ市個人情報保護条例による。", ""),
        ("みどり市個人情報の保護に関する法律施行条例による。", ""),
    ],
)
def test_a_repealed_law_is_no_ground_after_its_last_day(text, words):
    index = TinyIndex([ENDED, ENDING, ANEW])
    found = check_laws(Subject(text, today=TODAY, library=index, viewer=CLERK)).findings
    assert [text[one.start : one.end] for one in found] == [words] * bool(words)
    assert all(one.rule == "law.repealed" and "限りで廃止されています" in one.message for one in found)


def test_a_short_name_stands_for_its_law_across_the_full_stop_in_brackets():
    text = "第1条　みどり市駐輪場条例（平成20年条例第9号。以下「条例」という。）による。\n第4条　条例第3条第2項により減額する。\n手数料条例第8条は、別の条例である。"
    found = check_laws(Subject(text, today=TODAY, library=INDEX, viewer=CLERK)).findings
    assert [text[one.start : one.end] for one in found] == ["第3条第2項"]
    beyond = check_laws(Subject("みどり市駐輪場条例第5条", today=TODAY, library=INDEX, viewer=CLERK)).findings
    assert "第5条はありません（最終は第3条）" in beyond[0].message
    for free in ("改正後のみどり市駐輪場条例第5条による。", "あさひ市駐輪場条例第5条による。"):
        assert not check_laws(Subject(free, today=TODAY, library=INDEX, viewer=CLERK)).findings
