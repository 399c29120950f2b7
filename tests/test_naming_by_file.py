"""A paper that does not say what it is is called by its file's name; a bill filed under 議会 is no minutes."""

from datetime import date

import pytest

from ingest.papers.attributes import day_of
from ingest.papers.kinds import guess_kind
from ingest.papers.naming_by_file import best_title


@pytest.mark.parametrize(
    ("title", "stem", "best"),
    [
        ("令和７年度", "議案第３号：介護保険特別会計補正予算", "議案第３号：介護保険特別会計補正予算"),
        ("区 分 | 令和４年度当初予算 | 比 較", "Ｐ５　目的別歳出", "目的別歳出"),
        ("危機管理", "市政報告（444回）", "市政報告（444回）"),
        ("議案第１号：令和７年度一般会計補正予算", "提案理由（446回）", "提案理由（446回）"),
        ("１．提案の趣旨", "説明資料（光設備の譲渡）", "説明資料（光設備の譲渡）"),
        ("基　金　現　在　高", "Ｐ11　基金現在高", "基金現在高"),
        ("施政方針", "施政方針（446回）", "施政方針（446回）"),
        ("令和７年度　12月一般会計補正予算", "R7.12.1議員勉強会資料", "令和７年度　12月一般会計補正予算"),
        ("みどり市手話言語条例", "議案第18号：手話言語条例", "みどり市手話言語条例"),
        ("議案第９号　市道の認定について", "議案第９号", "議案第９号　市道の認定について"),
        ("防災訓練の実施について", "資料1", "防災訓練の実施について"),
        ("令和７年度", "別紙2", "令和７年度"),
        (
            "第40回町民体育祭の開催について（通知）",
            "R7_町民体育祭_通知",
            "第40回町民体育祭の開催について（通知）",
        ),
        ("第12回定例会", "R7_定例会", "R7 定例会"),
    ],
)
def test_the_file_s_name_serves_where_the_paper_says_nothing(title, stem, best):
    assert best_title(title, stem) == best


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("普通財産の無償譲渡について", "議案"),
        ("消防ポンプ自動車購入契約の締結について", "議案"),
        ("議案第19号：市道の認定", "議案"),
        ("専決処分の報告について", "報告"),
        ("施政方針（446回）", "報告"),
        ("議案第３号：介護保険特別会計補正予算", "予算"),
        ("議案第12号：計画の変更", "計画"),
    ],
)
def test_what_lies_in_the_assembly_s_folder_is_not_minutes(title, kind):
    assert guess_kind(title, "本文です。", "議会/446_2026_03/一件.pdf") == kind


def test_minutes_in_the_assembly_s_folder_are_minutes_by_their_form():
    said = "".join(f"○議長（山田太郎君）　ただいまから第{n}号を議題とします。\n" for n in range(5))
    assert guess_kind("第2日", said, "議会/446_2026_03/二日.txt") == "会議録"


def test_the_day_a_bill_is_put_before_the_assembly_is_its_day():
    text = "議案第２５号\n手数料条例の一部を改正する条例\n令和４年３月４日提出\nみどり市長　緑川　一郎\n本文です。"
    found = day_of(
        text,
        kind="改正文",
        title="手数料条例の一部を改正する条例",
        name="議案第25号.pdf",
        today=date(2026, 11, 27),
    )
    assert found == date(2022, 3, 4)
