"""The report on the documents: each kind of fault is found where it is, and what only looks like one is not."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from test_index import open_index, put

from app.hygiene import audit, load_groups
from ingest.document import CLERK, Document
from ingest.hashing import HashEmbedder
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.rows import Indexed
from ingest.scope import scope_of

ROOT = Path(__file__).resolve().parent.parent

GROUPS = load_groups(Path(__file__).resolve().parent.parent / "prompts" / "hygiene.toml")
DAY = date(2026, 11, 1)
FEES = "第1条　証明書の交付の手数料は、次のとおりとする。\n第2条　住民票の写しの交付の手数料は、1通につき{}円とする。"
LONG = "申請書は、毎年4月から6月までの間に、市役所の窓口又は支所に持参し、受付の印を受けてください。郵送の場合は、封筒に朱書きをしてください。"


@pytest.fixture
def index(tmp_path):
    return open_index(tmp_path / "index")


def paper(index, document_id, text, title, kind="通知", **about):
    about = {"section": "市民課", "issued": date(2026, 4, 1), **about}
    return put(index, document_id, text, title=title, kind=kind, **about)


def report(index, viewer=CLERK):
    return audit(index, GROUPS, viewer=viewer, day=DAY)


def found(index, kind):
    return [
        (issue.document.id, issue.other.id if issue.other else "", dict(issue.values))
        for issue in report(index).issues
        if issue.kind == kind
    ]


def test_nothing_is_wrong_with_papers_that_differ(index):
    paper(index, "one", LONG, "児童手当の申請について（通知）")
    paper(index, "two", "水道の検針は、偶数月に行います。", "水道の検針について（通知）")
    assert report(index).issues == ()


def test_the_same_text_under_two_names_is_told_once(index):
    paper(index, "first", LONG, "児童手当の申請について（通知）")
    paper(index, "second", LONG.replace("4月", "４月"), "児童手当の申請（写し）", kind="メール")
    assert [{one, two} for one, two, _ in found(index, "duplicate")] == [{"first", "second"}]
    assert found(index, "near_duplicate") == []


def test_a_text_that_is_mostly_the_same_is_told_but_not_last_years(index):
    changed = LONG.replace("朱書き", "赤字で記載")
    paper(index, "a", LONG, "児童手当の申請について（通知）")
    paper(index, "b", changed, "児童手当の申請の御案内")
    paper(index, "c", changed, "児童手当の申請について（令和7年度）", issued=date(2025, 4, 1))
    told = found(index, "near_duplicate")
    assert [(one, two) for one, two, _ in told] == [("a", "b")]
    assert int(told[0][2]["share"]) == 100


def test_an_old_copy_is_told_with_the_figures_that_only_it_has(index):
    paper(
        index,
        "now",
        "手数料は1通300円である。受付は3人で行う。",
        "窓口業務マニュアル（令和8年4月版）",
        "マニュアル",
    )
    paper(index, "old", "手数料は1通200円である。受付は3人で行う。", "窓口業務マニュアル（旧）", "マニュアル")
    assert found(index, "superseded_figures") == [("old", "now", {"figures": "200円"})]


@pytest.mark.parametrize("name", ["窓口の手引_旧", "窓口の手引 - コピー", "窓口の手引（写し）"])
def test_a_file_may_be_called_old_by_its_name_alone(index, name):
    paper(index, "now", "手数料は1通300円である。", "窓口の手引", "マニュアル")
    paper(index, name, "手数料は1通200円である。", "窓口の手引", "マニュアル")
    assert found(index, "superseded_figures") == [(name, "now", {"figures": "200円"})]


@pytest.mark.parametrize(
    ("title", "text", "about"),
    [
        ("窓口業務マニュアル（旧）", "手数料は1通200円である。", {"effective_to": date(2025, 3, 31)}),
        ("契約業務マニュアル（旧）", "収入印紙200円を契約書に貼る。", {}),
        ("窓口業務マニュアル（旧）", "手数料は1通200円である。", {"section": "税務課"}),
        ("窓口業務マニュアル（令和7年度速報）", "手数料は1通200円である。", {}),
    ],
)
def test_an_ended_copy_or_one_of_another_matter_is_none(index, title, text, about):
    paper(index, "now", "手数料は1通300円である。", "窓口業務マニュアル（令和8年4月版）", "マニュアル")
    paper(index, "old", text, title, "マニュアル", **about)
    assert found(index, "superseded_figures") == []


def test_two_revisions_in_force_at_once_are_told(index):
    for year, amount, end in ((2020, 200, None), (2025, 300, None)):
        put(
            index, f"r{year}", FEES.format(amount), title="みどり市手数料条例", number="令和元年みどり市条例第18号",
            anchors=("a1", "a2"), effective_from=date(year, 4, 1), effective_to=end, section="総務課",
        )  # fmt: skip
    assert [(one, two) for one, two, _ in found(index, "superseded_figures")] == [("r2020", "r2025")]


def revised(index):
    for year, amount, end in ((2020, 200, date(2025, 3, 31)), (2025, 300, None)):
        put(
            index, f"r{year}", FEES.format(amount), title="みどり市手数料条例", number="令和元年みどり市条例第18号",
            anchors=("a1", "a2"), effective_from=date(year, 4, 1), effective_to=end, section="総務課",
        )  # fmt: skip


def test_an_amount_that_only_the_old_revision_has_is_told(index):
    revised(index)
    paper(index, "faq", "住民票の写しの手数料は、1通200円です。", "よくある質問", "FAQ")
    told = found(index, "old_amount")
    assert [(one, two) for one, two, _ in told] == [("faq", "r2025")]
    assert (told[0][2]["mine"], told[0][2]["theirs"]) == ("200円", "300円")


@pytest.mark.parametrize(
    "text",
    [
        "住民票の写しの手数料は、1通300円です。",
        "住民票の写しの手数料は、1通200円から300円に変わりました。",
        "改正前の住民票の写しの手数料は、1通200円でした。",
        "駐車場は、1時間200円です。",
    ],
)
def test_todays_amount_the_history_of_it_and_other_amounts_are_none(index, text):
    revised(index)
    paper(index, "faq", text, "よくある質問", "FAQ")
    assert found(index, "old_amount") == []


def test_the_same_sentence_with_another_figure_is_told(index):
    paper(index, "web", "こども医療費の助成の対象は、18歳までの児童です。", "こども医療費", "ウェブページ")
    paper(index, "faq", "こども医療費の助成の対象は、15歳までの児童です。", "子育ての質問", "FAQ")
    told = found(index, "contradiction")
    assert [{one, two} for one, two, _ in told] == [{"web", "faq"}]
    assert {told[0][2]["mine"], told[0][2]["theirs"]} == {"18歳", "15歳"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("令和6年度の受診者は、市内で1,200人でした。", "令和7年度の受診者は、市内で1,300人でした。"),
        (
            "こども医療費の助成の対象は、18歳までの児童です。",
            "ひとり親医療費の助成の対象は、20歳までの児童です。",
        ),
        (
            "こども医療費の助成の対象は、18歳までの児童です。",
            "こども医療費の助成の対象は、１８歳までの児童です。",
        ),
    ],
)
def test_another_year_another_subject_and_another_width_are_none(index, one, two):
    paper(index, "web", one, "こども医療費", "ウェブページ")
    paper(index, "faq", two, "子育ての質問", "FAQ")
    assert found(index, "contradiction") == []


def test_the_number_of_a_heading_and_another_page_of_the_same_form_are_none(index):
    target = "市に住民登録のある{}歳以上の今年度偶数年齢に達する女性が対象です。"
    paper(index, "breast", f"７ 納税証明書の交付について\n{target.format(40)}", "乳がん検診", "ウェブページ")
    paper(
        index, "cervix", f"６ 納税証明書の交付について\n{target.format(20)}", "子宮頸がん検診", "ウェブページ"
    )
    assert found(index, "contradiction") == []
    paper(index, "again", target.format(30), "乳がん検診の御案内", "ウェブページ")
    assert [{one, two} for one, two, _ in found(index, "contradiction")] == [{"breast", "again"}]


def test_a_row_of_a_table_is_held_against_papers_of_the_same_matter_only(index):
    row = "住宅用の設備の設置の補助 | 1基につき{}円"
    paper(index, "one", row.format("40,000"), "太陽光発電設備の補助（ちらし）")
    paper(index, "two", row.format("50,000"), "太陽光発電設備の補助（手引）")
    paper(index, "three", row.format("90,000"), "合併処理浄化槽の設置について")
    assert [{one, two} for one, two, _ in found(index, "contradiction")] == [{"one", "two"}]


def test_another_time_behind_the_same_day_of_one_event_is_told(index):
    paper(index, "post", "10月24日（土）9:00から開きます。", "X投稿　第14回図書館まつり", "広報")
    paper(index, "paper", "日時は、10月24日（土）10:00から。", "第14回図書館まつり　要領", "広報")
    paper(index, "other", "10月24日（土）13:00から開きます。", "X投稿　第20回市民マラソン", "広報")
    assert [{one, two} for one, two, _ in found(index, "contradiction")] == [{"post", "paper"}]


def test_references_to_what_is_gone_are_told(index):
    text = "第1条　この条例は、第9条の規定により定める。\n第2条　削除\n第3条　市長は、別に定める。"
    put(
        index,
        "law",
        text,
        title="みどり市甲条例",
        number="平成20年みどり市条例第3号",
        anchors=("a1", "a2", "a3"),
        section="総務課",
    )
    paper(
        index,
        "memo",
        "支給は、みどり市甲条例第2条による。届出は、みどり市甲条例第3条による。",
        "窓口の手控え",
    )
    told = {(one, values["words"]): values["reason"] for one, _, values in found(index, "dangling")}
    assert told == {
        ("law", "第9条"): "第9条はありません（最終は第3条）。",
        ("memo", "みどり市甲条例第2条"): "削除された規定です。",
    }


def test_what_was_not_read_and_who_owns_it_is_told(index):
    notes = [
        "1頁は画像から文字を読み取りました（OCR）。数字や固有名詞は原本で確かめてください。",
        "2頁は画像（スキャン）で、文字を読み取れませんでした（OCRがありません）。",
        "様式・図など画像3点の中の文字は取り込んでいません。",
    ]
    document = Document("scan", "回覧", "通知", "お知らせ", "scan.pdf", "0")
    index.ledger.put(document, list[Indexed](), scope=scope_of(document), recipe="", notes=notes, vectors={})
    told = {issue.kind: issue.values.get("note", "") for issue in report(index).issues}
    assert told == {
        "scan_read": notes[0],
        "scan_unread": notes[1],
        "lost": notes[2],
        "no_section_no_date": "",
    }


def test_the_report_names_the_place_and_counts(index):
    paper(index, "web", "こども医療費の助成の対象は、18歳までの児童です。", "こども医療費", "ウェブページ")
    paper(index, "faq", "こども医療費の助成の対象は、15歳までの児童です。", "子育ての質問", "FAQ")
    paper(index, "secret", "こども医療費の助成の対象は、12歳までの児童です。", "予定", sensitivity="3C")
    made = report(index)
    told = made.as_dict()
    assert (told["documents"], told["hidden"], told["found"]) == (2, 1, 1)
    group = next(each for each in told["groups"] if each["count"])
    assert group["id"] == "contradictions" and group["issues"][0]["passage_id"].endswith("#h1")
    lines = "\n".join(made.lines())
    assert "■ 同じことの数字の食い違い：1 件" in lines and "直し方　原典を確かめて" in lines
    assert "「こども医療費の助成の対象は、1" in lines and "12歳" not in lines


def test_a_long_list_is_cut_on_paper_and_whole_in_json(index):
    for n in range(60):
        paper(index, f"p{n}", f"{n}番目の通知です。", f"通知{n}", section="")
    made = report(index)
    lines = list(made.lines())
    assert "■ 担当課・日付のない文書：60 件" in "\n".join(lines)
    assert lines.count("    担当課がありません。") == 50 and "  ほか 10 件（--json で全て出ます）" in lines
    assert [len(group["issues"]) for group in made.as_dict()["groups"] if group["count"]] == [60]


def test_the_command_reports_and_says_when_it_cannot(tmp_path):
    def run(*arguments):
        home = {"SHITAGAKI_HOME": str(tmp_path / "home"), "SHITAGAKI_EMBEDDER": "bigram-hash.v1"}
        program = [sys.executable, "-m", "app.cli", *arguments]
        done = subprocess.run(
            program, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **home}
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    empty = run("doctor", "--corpus")
    assert (empty.returncode, empty.stdout) == (1, "") and "shitagaki ingest" in empty.stderr
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("通知.txt", "通知の写し.txt"):
        (papers / name).write_text(LONG, encoding="utf-8")
    assert run("ingest", str(papers)).returncode == 0
    shown = run("doctor", "--corpus")
    assert shown.returncode == 0 and "■ 同じ文書・ほとんど同じ文書：1 件" in shown.stdout
    told = json.loads(run("doctor", "--corpus", "--json").stdout)
    assert {group["id"]: group["count"] for group in told["groups"] if group["count"]} == {
        "duplicates": 1,
        "unowned": 2,
    }


def test_files_that_could_not_be_read_are_told_until_they_can_be(tmp_path):
    papers = tmp_path / "papers"
    (papers / "控え").mkdir(parents=True)
    (papers / "空.docx").write_bytes(b"")
    for place in ("通知.txt", "控え/通知.txt"):
        (papers / place).write_text(LONG, encoding="utf-8")
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    ingest([papers], index=index)
    ingest([papers / "通知.txt"], index=index)  # one file by itself clears nothing of the folder
    lines = list(audit(index, GROUPS, viewer=CLERK).lines())
    at = lines.index("\n■ 読めなかったファイル：1 件")
    assert lines[at + 1] == "  ・空.docx" and lines[at + 2].startswith("    中身が空です（0バイト）。")
    at = next(at for at, line in enumerate(lines) if "と本文が同じです。" in line)
    told = {lines[at - 1].removeprefix("    ファイル　"), lines[at].rpartition("（")[2].partition("）")[0]}
    assert told == {str(papers / "通知.txt"), str(papers / "控え" / "通知.txt")}
    (papers / "空.docx").unlink()
    ingest([papers], index=index)
    assert audit(index, GROUPS, viewer=CLERK).unread == ()


def test_regulations_that_are_not_as_a_collection_has_them_are_told(tmp_path):
    """A doubled 条, two texts for one day, one that is cited by its number and not here."""
    law = """みどり市試験条例
令和5年3月20日
条例第3号
（趣旨）
第1条　この条例は、みどり市補助金等交付規則（昭和52年みどり市規則第19号）に定めるもののほか、試験について定める。
（会長）
第2条　会長を置く。
（会議）
第2条　会議は、会長が招集する。
附　則
この条例は、令和5年4月1日から施行する。
附　則（令和6年3月20日条例第9号）
この条例は、令和6年4月1日から施行する。
"""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(law, encoding="utf-8")
    (papers / "b.txt").write_text(law.replace("会長を置く", "会長1人を置く"), encoding="utf-8")
    index = Index(tmp_path / "index", tenant="midori", embedder=HashEmbedder())
    assert ingest([papers], index=index).failed == []
    made = audit(index, GROUPS, viewer=CLERK)
    told = {group.id: [made.message(group, each) for each in made.of(group)] for group in GROUPS}
    assert told["forms"] == ["第2条が二つあります。番号を確かめてください。"] * 2
    assert told["current"] == ["b.txt も今の条文とされています。施行日が本文から分かれません。"]
    assert set(told["absent"]) == {
        "「みどり市補助金等交付規則（昭和52年みどり市規則第19号）」を引用していますが、取り込まれていません。"
    }


def test_a_page_without_a_kind_contradicts_and_an_old_edition_is_told(index):
    head = "{}\n担当　教育課\n令和8年6月{}日\n"
    pool = (
        head.format("町民プールの御案内", 1)
        + "町民プールの利用料は、大人1回400円です。休館日は、月曜日です。"
    )
    guide = (
        head.format("夏の施設利用ガイド", 5)
        + "町民プールの利用料は、大人1回450円です。テニスコートは、1時間300円です。"
    )
    about = {"kind": "文書", "issued": date(2026, 6, 1)}
    paper(index, "pool", pool, "町民プールの御案内", **about)
    paper(index, "guide", guide, "夏の施設利用ガイド", **about)
    ((one, other, told),) = found(index, "contradiction")
    assert ({one, other}, {told["mine"], told["theirs"]}) == ({"pool", "guide"}, {"400円", "450円"})
    text = "1　住民票の写しは、1通{}円を受け取る。\n2　本人確認は、運転免許証又は個人番号カードで行う。\n3　代理人のときは、委任状を受け取る。"
    paper(index, "new", text.format(300), "窓口証明の手引（令和8年4月版）", kind="マニュアル")
    paper(index, "old", text.format(200), "窓口証明の手引（令和6年4月版）旧", kind="マニュアル")
    ((one, other, told),) = found(index, "superseded_figures")
    assert (one, other, told["figures"]) == ("old", "new", "200円")
