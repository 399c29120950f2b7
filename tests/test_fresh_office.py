"""What an office that nobody tuned to showed: widths of a regulation, minutes with one space, questions and their matters."""

from datetime import date

import pytest

from app.council import again_asked, exchanges
from app.extractive.bygone import last_years, spoken_of, without_said
from app.extractive.headed import split_headed
from app.extractive.recipe import told_columns
from app.extractive.statements import statements
from app.extractive.touching import on_it_of
from app.extractive.weighing import meaning_pairs, rarity
from app.masking import find_slots
from app.meeting import read_meeting
from app.retrieval import Evidence
from app.text.matters import matter_of, matters_of
from app.text.parties import in_names_of
from app.text.spans import find_spans, supports
from app.text.stated import is_stated
from app.text.telephones import telephone_of
from ingest.document import Document, Passage
from ingest.law.amending import apply
from ingest.law.tree import parse
from ingest.papers.attributes import day_of
from ingest.papers.kinds import guess_kind

LAW = """○霧ヶ原村温泉施設条例
平成11年12月21日条例第27号
（設置）
第１条　霧ヶ原村温泉施設を設置する。
（使用料）
第２条　施設を利用する者は、別表に定める使用料を納付しなければならない。
附　則
この条例は、平成12年４月１日から施行する。
別表（第２条関係）
区分 | 使用料（１回）
大人（中学生以上） | {adult}
小学生 | 250円
"""
COUNCIL = """令和８年第３回（９月）霧ヶ原村議会定例会会議録（第２号）
○議長（小池善一君）　一般質問を行います。
○３番（牧野さと子君）　クマの出没について伺います。
○村長（大峡義彦君）　ツキノワグマの目撃情報は、４月から８月末までに47件であります。
○３番（牧野さと子君）　再質問です。通学路の安全はどうするのか。
○教育長（北原久美子君）　中学生68人の全員にクマ鈴を配布いたしました。
"""


@pytest.mark.parametrize("adult", ["500円", "５００円"])
@pytest.mark.parametrize("quoted", ["500円", "５００円"])
def test_a_fee_is_amended_in_whatever_width_it_stands_beside_wide_articles(adult, quoted):
    done = apply(parse(LAW.format(adult=adult)), f"別表中「{quoted}」を「600円」に改める。")
    row = next(line for line in done.text.split("\n") if line.startswith("大人"))
    assert not done.failures and ("600円" in row or "６００円" in row) and "500" not in row


def test_a_transcript_with_one_space_behind_the_speaker_is_read_as_minutes():
    said = read_meeting(
        "会長（高見沢）　定刻になりましたので、始めます。\n事務局（企画係・小山）　資料1をご覧ください。\n"
        "滝沢委員　午後2時までにできませんか。\n関委員　午後1時までなら対応できます。"
    )
    assert [one.speaker for one in said.utterances] == [
        "会長（高見沢）",
        "事務局（企画係・小山）",
        "滝沢委員",
        "関委員",
    ]
    assert not any(one.speaker for one in read_meeting("委員　山田太郎\n会長　佐藤花子\n議題").utterances)


def test_a_further_question_of_the_minutes_and_members_words_are_told_apart():
    document = Document("c", "令和８年第３回霧ヶ原村議会定例会会議録", "会議録", COUNCIL, "", "")
    assert [again_asked(one) for one in exchanges(document)] == ["", "通学路の安全はどうするのか。"]
    passage = Passage("c#1", "c", "答弁 村長（大峡義彦君）", (), 0, len(COUNCIL), "utterance", COUNCIL)
    told = [each.text for each in statements([Evidence(1, None, passage, document, COUNCIL)])]
    assert any("47件" in each for each in told) and not any(
        "伺います" in each or "再質問" in each for each in told
    )


def test_matters_of_a_question():
    assert matter_of("クマの出没対策について") == "クマの出没" and matter_of("状況") == "状況"
    assert matters_of("土曜日の運行について、利用者の数を伺う。") == ("土曜日の運行", "利用者の数")


def test_what_the_clerk_states_is_not_looked_up():
    assert is_stated("提出期限は11月27日（金）") and is_stated("受付は午前9時から")
    assert not is_stated("令和8年度の支援世帯数") and not is_stated("11月の行事の日程")


def test_parties_are_called_as_last_year():
    past = "霧ヶ原村（以下「村」という。）が委託する。受託者は報告する。受託者は協議する。"
    assert in_names_of("受注者は、発注者に届け出る。", past) == "受託者は、村に届け出る。"
    assert in_names_of("受注者は、発注者に届け出る。", "受注者と発注者") == "受注者は、発注者に届け出る。"


def test_old_news_and_items_that_the_old_text_tells():
    assert last_years("この春に改修を終えました。ありがとうございます。") == (
        "この春に改修を終えました。【要確認：前回の話題】ありがとうございます。"
    )
    assert spoken_of("作品の数", "作品展示418点[1]。") == "作品の数は、作品展示418点です[1]。"
    lead = without_said("(1)　新雪除雪\n(2)　散布（10か所）", "　１　新雪除雪　積雪深が10cmを超えたとき。")
    assert lead == "(1)　散布（10か所）"


def test_headings_spread_out_and_the_items_of_a_mail():
    parts = split_headed(
        "企画書\n１．趣　旨\n　まつりを開催し、交流を図る。\n２．予　算　（単位：千円）\n収入 | 1,800"
    )
    assert [part.title for part in parts] == ["", "趣旨", "予　算　（単位：千円）"] or parts[
        2
    ].title.startswith("予算")
    mail = split_headed("お疲れ様です。\n■日時　10月21日（火）\n■場所　役場\n■内容　予算編成方針")
    assert (mail[1].title, mail[1].body) == ("日時", "　10月21日（火）")


def test_a_short_telephone_is_the_long_one_and_an_item_mark_is_no_slot():
    (short,), (long,) = find_spans("電話 55-3112"), find_spans("電話 0269-55-3112")
    assert short.kind == "電話" and supports(long, short) and supports(short, long)
    assert telephone_of("産業振興課", "役場産業振興課（55-3112、夜間は宿直55-3111）", own=False) == "55-3112"
    assert [slot.text for slot in find_slots("(1) 方針　(2) 入力方法　３階")] == ["３階"]


def test_columns_told_in_words_are_taken_unless_the_boxes_are_filled():
    told = {"列": "A", "出す列": "B", "説明": "A列に氏名、B列に生年月日、C列に行政区が入っている"}
    assert (told_columns(told, ["生年月日"])["列"], told_columns(told, ["生年月日"])["出す列"]) == ("B", "D")
    assert told_columns({**told, "列": "C"}, ["生年月日"])["列"] == "C"


def test_minutes_on_a_matter_need_not_name_the_bus_again():
    text = "令和７年度の運行経費は1,487万円でございます。第２・第４土曜日の試行は検討します。"
    document = Document("d", "定例会会議録", "会議録", text, "", "")
    one = Evidence(1, None, Passage("d#1", "d", "答弁", (), 0, len(text), "utterance", text), document, text)
    told = list(statements([one]))
    rare = rarity(each.text for each in told)
    subject = "デマンドタクシー「きりのこ号」の土曜日試行運行"
    about = "運行経費"
    judge = on_it_of([one], subject, meaning_pairs(about), rare, meaning_pairs(about))
    assert judge(told[0])
    other = on_it_of([one], "なぎさ広場の利用者数", meaning_pairs(about), rare, meaning_pairs(about))
    assert not other(told[0])


def test_days_and_kinds_of_messy_papers():
    head = "第1回会議　議事録\n日　時：Ｒ８．６．２５（木）１３：３０～"
    assert day_of(head, kind="会議録", title="議事録", name="x.txt", today=date(2026, 11, 1)) == date(
        2026, 6, 25
    )
    plan = "まつり２０２５　実施企画書\n2025.5.12　産業振興課観光係\n１．趣旨"
    assert day_of(plan, kind="企画書", title="まつり", name="x.docx", today=date(2026, 11, 1)) == date(
        2025, 5, 12
    )
    assert guess_kind("きりのこ号に関する村民アンケート　結果（概要）", "調査期間") == "報告"
