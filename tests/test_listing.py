"""Telephones and posts that the library gives otherwise, slips of the key, the office's name: each with exact words."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from app.checks.library.forms import misformed
from app.checks.library.listing import listed
from app.checks.library.own_name import misnamed_office
from app.checks.library.recounted import miscounted
from app.checks.library.slips import mistyped
from ingest.document import Viewer
from tests.held import paper

TODAY = date(2026, 11, 28)


class _Library:
    """A library that finds all of its papers whatever is asked."""

    digest = "1"

    def __init__(self, *papers):
        self._papers = papers

    def search(self, query, **_):
        hits = [SimpleNamespace(passage=one.passage, document=one.document) for one in self._papers]
        return SimpleNamespace(hits=tuple(hits), confident=True)

    def documents(self, viewer):
        return tuple(one.document for one in self._papers)


def told(text, *papers):
    found = listed(text, _Library(*papers), Viewer(), TODAY)
    return {text[one.start : one.end]: one.message for one in found.findings}


LIST = paper(
    "健康づくり課健康増進係　電話　0988-22-4100\n危機管理課防災係　電話　0988-22-1125", "相談窓口の一覧"
)


def test_a_swapped_digit_of_a_telephone_is_told():
    text = "詳しくは健康づくり課健康増進係（電話 0988-22-4010）へお申し込みください。"
    assert told(text, LIST) == {
        "0988-22-4010": "「0988-22-4010」は、「相談窓口の一覧」では健康づくり課の電話が「0988-22-4100」です。番号を確かめてください。"
    }


def test_the_telephone_of_another_section_is_told_and_the_right_one_is_proved():
    text = "12月11日（金）までに危機管理室防災係（電話 0988-22-1125）へお知らせください。"
    assert told(text, LIST) == {
        "0988-22-1125": "「0988-22-1125」は、「相談窓口の一覧」では危機管理課の電話です。課の名前（危機管理室）と番号を確かめてください。"
    }
    right = text.replace("危機管理室", "危機管理課")
    found = listed(right, _Library(LIST), Viewer(), TODAY)
    assert not found.findings
    assert [right[start:end] for start, end in found.proved] == ["0988-22-1125"]


def test_no_section_s_name_begins_in_its_middle():
    lead = "みどり市立図書館" + "の案内です。" * 9
    papers = paper("みどり市立図書館　電話　0988-22-3100", "図書館の利用")
    said = told(f"{lead}図書館　電話0988-22-3110", papers)
    assert said == {
        "0988-22-3110": "「0988-22-3110」は、「図書館の利用」では図書館の電話が「0988-22-3100」です。番号を確かめてください。"
    }


def test_two_papers_that_agree_on_a_telephone_are_right():
    page = paper("総務部危機管理課　電話　0988-22-1125", "防災の手引", 2)
    text = "直ちに危機管理課（電話 0988-22-5212）へ報告してください。"
    assert told(text, LIST) == {}
    assert told(text, LIST, page) == {
        "0988-22-5212": "「0988-22-5212」は、「相談窓口の一覧」では危機管理課の電話が「0988-22-1125」です。番号を確かめてください。"
    }


def test_an_old_paper_proves_no_telephone_that_a_newer_one_has_otherwise():
    old = paper("危機管理課　電話　0988-22-1110", "防災の手引", 1, issued=date(2019, 4, 1))
    new = paper("危機管理課　電話　0988-22-1125", "相談窓口の一覧", 2, issued=date(2026, 4, 1))
    text = "危機管理課（電話 0988-22-1110）へお知らせください。"
    assert not listed(text, _Library(old, new), Viewer(), TODAY).proved
    assert listed(text.replace("1110", "1125"), _Library(old, new), Viewer(), TODAY).proved


def test_the_holder_of_a_post_of_this_year_is_told():
    minutes = paper(
        "出席者　総務部長　常盤　圭一、企画部長　堀切　純", "庁議　会議録", issued=date(2026, 10, 26)
    )
    text = "令和9年1月22日（金）\n事務局　総務部長　堀切　純、教育部長　榊　理恵"
    assert told(text, minutes) == {
        "堀切　純": "「堀切　純」とありますが、「庁議　会議録」では、総務部長は常盤圭一です。氏名を確かめてください。"
    }
    assert told(text.replace("令和9年1月22日（金）", "令和7年1月22日（水）"), minutes) == {}


def test_slips_of_the_key_and_a_lost_unit_are_told():
    page = paper("令和8年4月1日現在の75歳以上の方は、9,517人です。", "統計")
    text = "4月1日現在の75歳以上の方は、9,157人です。"
    assert [text[one.start : one.end] for one in mistyped(text, [page])] == ["9,157人"]
    assert not list(mistyped(text.replace("9,157", "9,517"), [page]))
    budget = paper("令和8年度一般会計予算書では、寄附金の予算は520,000千円です。", "予算")
    text = "寄附金の目標額は、令和8年度の一般会計予算で520,000円です。"
    assert [text[one.start : one.end] for one in mistyped(text, [budget])] == ["520,000円"]


def test_a_form_of_another_number_is_told():
    law = paper("生ごみ処理機補助金交付申請書（様式第1号）に領収書を添える。", "要綱")
    text = "生ごみ処理機補助金交付申請書（様式第3号）を出してください。"
    assert [text[one.start : one.end] for one in misformed(text, [law])] == ["様式第3号"]
    assert not list(misformed(text.replace("第3号", "第1号"), [law]))


def test_the_count_of_last_year_is_told():
    last = paper(
        "第11回さくらウオークの開催について\n1　日時　令和8年4月5日（日）　午前9時から",
        "第11回さくらウオークの開催について（通知）",
    )
    text = "第11回さくらウオークの開催について（通知）\n記\n1　日時　令和9年4月4日（日）　午前9時から"
    found = list(miscounted(text, [last]))
    assert [text[one.start : one.end] for one in found] == ["第11回"]
    assert "（令和8年4月5日（日））の回数です" in found[0].message
    assert not list(miscounted(text.replace("第11回", "第12回"), [last]))


def test_the_name_of_the_office_with_another_ending_is_told():
    papers = [
        paper("…", "霧原町補助金交付要綱", 1),
        paper("…", "令和8年9月霧原町議会定例会会議録", 2),
    ]
    text = "株式会社ひなた設備　御中\n霧原市長　綾部　和代\n旧霧原村の水道"
    found = list(misnamed_office(text, _Library(*papers), Viewer()))
    assert [text[one.start : one.end] for one in found] == ["霧原市"]
