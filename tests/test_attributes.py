"""What a paper tells of itself where sources.toml is silent: kind, day, section; counted on the corpus, whose list is the gold."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from ingest.document import CLERK
from ingest.loaders.titles import find_title, issue_name
from ingest.papers.attributes import day_of, section_of
from ingest.papers.kinds import guess_kind

TODAY = date(2026, 11, 27)
LISTED = {
    entry["path"]: entry
    for entry in tomllib.loads(Path("corpus/sources.toml").read_text(encoding="utf-8"))["document"]
}
REGULATIONS = {"条例", "規則", "規程", "要綱", "法律"}


def _day(text: str, kind: str = "文書", title: str = "", name: str = "a.txt") -> date | None:
    return day_of(text, kind=kind, title=title, name=name, today=TODAY)


@pytest.mark.parametrize(
    ("title", "text", "name", "kind"),
    [
        ("令和8年度当初予算の説明会の開催について（通知）", "", "a.docx", "通知"),
        ("第3次環境基本計画を作りました", "更新日：2026年4月1日", "www/kankyo.html", "ウェブページ"),
        ("令和8年第2回定例会会議録", "", "www/kaigiroku.html", "会議録"),
        ("新しい窓口を開きます", "報道資料\n新しい窓口を開きます", "a.docx", "記者発表"),
        ("保育所の申込み", "広報けやき　令和8年10月号\n保育所の申込み", "a.pdf", "広報"),
        ("広報けやき印刷製本業務仕様書", "広報けやき印刷製本業務仕様書", "a.pdf", "仕様書"),
        ("明日の会議", "差出人: 総務課\n宛先: 各課長\n件名: 明日の会議", "a.txt", "メール"),
        ("開会に当たって", "本日は、お集まりいただき", "総務課/式辞・あいさつ/R6/a.docx", "あいさつ文"),
        ("R6.9", "本日は、お集まりいただき", "庶務/議事録/R6.9.docx", "会議録"),
        ("yokuaru", "番号 | 質問 | 回答\n1 | いつですか。 | 4月です。", "yokuaru.csv", "FAQ"),
        ("bango", "番号 | 名称\n1 | 公民館", "bango.xlsx", "統計"),
        (
            "議案第1号　補正予算",
            "○議長　開きます。\n○佐藤議員　問う。\n○市民部長（森）　答える。\n○議長　終わります。",
            "a.md",
            "会議録",
        ),
        ("体育施設の使用料", "施設 | 午前\n弓道場 | 110円", "R8/教育委員会/shisetsu.pdf", "文書"),
        ("第3回会議の概要", "委員8名", "R8/環境審議会/gaiyo.docx", "会議録"),
        ("入札結果", "開札日 | 案件名 | 落札者\nR8.10.27 | 除雪業務 | 北沢建設", "kekka.csv", "統計"),
        ("消防団の報酬の改定について（伺い）", "", "a.docx", "起案文"),
        ("R8.5 報酬", "消防団の報酬を改める。", "総務課/起案/R8.5.docx", "起案文"),
        ("覚え", "あしたの予定", "a.txt", "文書"),
    ],
)
def test_a_kind_comes_from_masthead_title_form_or_folder(title, text, name, kind):
    assert guess_kind(title, text, name) == kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("総総第12号\n令和６年４月１日\n各課長　様\n日時　令和6年5月10日", date(2024, 4, 1)),
        (
            "記者発表資料 | 令和8年1月8日（木） みどり市　市民課\n祭りを開きます\n日時 | 令和8年2月1日",
            date(2026, 1, 8),
        ),
        ("ごみの出し方\n更新日：2026年4月1日\n令和9年4月1日から変わります。", date(2026, 4, 1)),
        ("協定書\n第1条　\n本協定は2通作る。\n令和5年3月31日\n甲　みどり市\n乙　株式会社", date(2023, 3, 31)),
        ("広報けやき　令和7年10月号\nもくじ", date(2025, 10, 1)),
        ("この計画は、令和6年4月1日に始まる。", None),
        ("令和9年4月1日\n来年のこと", None),
        ("令和6年2月30日\n暦にない日", None),
        ("", None),
    ],
)
def test_a_day_counts_only_in_a_place_kept_for_it(text, day):
    assert _day(text) == day


def test_a_column_of_days_is_not_the_day_of_the_register():
    rows = "備品番号 | 品名 | 取得年月日\n" + "".join(f"B-{n} | 発電機 | 2021-0{n}-11\n" for n in range(1, 9))
    said = {"kind": "統計", "title": "備品台帳", "today": TODAY}
    assert day_of(rows, name="daicho.xlsx", **said) is None
    assert day_of(f"備品台帳 | 令和8年4月1日現在\n{rows}", name="daicho.xlsx", **said) == date(2026, 4, 1)


def test_minutes_and_speeches_have_the_day_they_were_held():
    text = "令和6年10月2日作成\n会議録\n日時：令和6年9月20日（金）午後2時"
    assert _day(text, kind="会議録") == date(2024, 9, 20)
    assert _day(text, kind="文書") == date(2024, 10, 2)


@pytest.mark.parametrize(
    "name",
    ["20240916_あいさつ.docx", "R6.9.16あいさつ.docx", "令和6年9月16日.docx", "2024-09-16 敬老会.docx"],
)
def test_a_file_name_tells_the_day(name):
    assert _day("皆様、おはようございます。", name=f"敬老会/{name}") == date(2024, 9, 16)


@pytest.mark.parametrize(
    ("text", "name", "section"),
    [
        ("何も言わない", "02_福祉部/高齢介護課/敬老会/a.docx", "高齢介護課"),
        ("担当　みどり市市民部市民課窓口係\n電話", "a.docx", "市民課"),
        ("担当課 | こども未来課", "a.docx", "こども未来課"),
        ("問合せ先　都市計画課\n問合せ先　環境課", "a.pdf", ""),
        ("問合せ先　都市計画課", "a.pdf", "都市計画課"),
        ("令和6年4月1日\n各課長　様\n総務部総務課長", "a.docx", "総務課"),
        ("市民課長　様", "a.docx", ""),
        ("予約できる会議室", "a.docx", ""),
        ("お問い合わせ先\n担当：教育委員会 社会教育係\n電話：0998-52-3000", "a.html", "教育委員会"),
        ("お問い合わせ先\n担当：教育委員会 社会教育課", "a.html", "社会教育課"),
    ],
)
def test_a_section_comes_from_folder_label_sender_or_its_own_line(text, name, section):
    assert section_of(text, name=name) == section


def test_the_corpus_without_its_list_keeps_kinds_days_and_sections(midori):
    """The same documents as if no one had listed them: counts as measured when this was written, less a small margin."""
    kinds = days = near = told = sections = papers = 0
    listed = [each for each in midori.index.ledger.documents() if _path(each.source) in LISTED]
    documents = [document for each in listed if (document := midori.index.document(each.id, CLERK))]
    assert len(documents) > 300
    for document in documents:
        path, gold = _path(document.source), LISTED[_path(document.source)]
        kind = guess_kind(document.title, document.text, path)
        kinds += kind == gold["kind"]
        if gold["kind"] in REGULATIONS:
            continue
        papers += 1
        day = day_of(document.text, kind=kind, title=document.title, name=path, today=TODAY)
        days += day is not None
        near += day is not None and abs((day - gold["issued"]).days) <= 31
        section = section_of(document.text, name=path)
        told += bool(section)
        sections += section == gold["section"]
    assert kinds >= 0.94 * len(documents)
    assert near >= 0.94 * days
    assert days >= 0.65 * papers
    assert sections >= 0.88 * told


def _path(source: str) -> str:
    return source.split("/corpus/", 1)[-1]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("令和８年４月１日　総務課長決定", date(2026, 4, 1)),
        ("令和８年６月10日（水曜日）午前10時開議", date(2026, 6, 10)),
        ("令和７年１月12日（日）　中央公民館", date(2025, 1, 12)),
        ("令和８年６月10日から受け付けます。", None),
    ],
)
def test_a_day_may_stand_with_who_decided_the_opening_or_the_hall(line, day):
    assert _day(f"旅費の取扱い\n{line}\n本文です。") == day


def test_the_board_of_education_is_the_section_of_its_folder():
    assert section_of("使用料の一覧", name="令和8年度/教育委員会/体育施設.pdf") == "教育委員会"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["令和8年11月10日", "くぬぎ町　産業課", "報道発表資料", "移住体験住宅の利用者を募集します"],
            "移住体験住宅の利用者を募集します",
        ),
        (
            [
                "令和8年度第3回公民館運営審議会　議事要旨",
                "日時　令和8年10月22日",
                "1.　使用料の見直しについて",
            ],
            "令和8年度第3回公民館運営審議会 議事要旨",
        ),
        (["会場　中央公民館", "夏祭りの手順"], "夏祭りの手順"),
    ],
)
def test_neither_the_sender_nor_an_item_is_the_title(lines, title):
    assert find_title(lines, "x") == title


def test_a_newsletter_is_called_by_its_issue():
    assert issue_name("広報くぬぎ_2026年6月号") == "広報くぬぎ 2026年6月号"
    assert issue_name("体育施設使用料一覧") == ""


def test_the_day_of_a_letter_stands_behind_its_number():
    head = "\n各行政区長　様\nくぬぎ町長　槙野　亮介\n総合防災訓練の実施について（依頼）\n１　日時　令和８年11月15日（日）午前９時"
    assert _day("く総第125号令和8年9月18日" + head, kind="通知") == date(2026, 9, 18)
    assert _day("８く教生第12号の3　令和8年9月18日" + head, kind="通知") == date(2026, 9, 18)
    assert _day("く総第125号" + head, kind="通知") is None
    assert _day("令和8年9月18日付けく総第125号で通知したとおり" + head, kind="通知") is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("議会/446_2026_03/施政方針.pdf", date(2026, 3, 1)),
        ("R8/令和8年6月定例会/町政報告.pdf", date(2026, 6, 1)),
        ("R8.4/町政報告.pdf", date(2026, 4, 1)),
        ("2026/町政報告.pdf", None),
        ("令和8年度/3月/町政報告.pdf", None),
        ("2026_13/町政報告.pdf", None),
        ("整理番号2026_03_1/町政報告.pdf", None),
    ],
)
def test_a_paper_without_a_day_is_of_the_month_it_is_filed_under(name, day):
    assert _day("町政報告\n御報告いたします。", kind="報告", title="町政報告", name=name) == day
