"""Drafts of a small office by what its clerks type: minutes, やさしい日本語, speeches, rows said in the council."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exporters.layout import read_blocks
from app.extractive.answer import addressed
from app.extractive.bygone import last_years, seasoned
from app.extractive.easy import easier, easy_words
from app.extractive.quoting import is_statement
from app.extractive.spoken_rows import spoken_row
from app.extractive.statements import is_furniture
from app.tasks.placeholder import fill
from app.text.matters import matters_of
from app.text.stated import courteous
from ingest.loaders.speakers import find_speakers
from tests.test_hurried_forms import _written

EASY = Path(__file__).parent.parent / "prompts" / "easy.toml"


def _minutes(said: str) -> str:
    return _written("gijiroku", {"会議名": "会議", "開催日": "2026-11-25", "発言記録": said}).text


def test_a_question_put_in_any_way_is_a_decision_and_a_vote_is_none():
    made = _minutes(
        "○会長（片山純）　議事（１）アンケートの結果について、説明願います。\n○事務局（長島課長）　回答は702人です。\n"
        "○会長（片山純）　議事（１）は、下半期に試験運行を行うということでよろしいでしょうか。\n　〔「異議なし」の声あり〕\n"
        "○会長（片山純）　御異議なしと認め、そのように決定します。\n○会長（片山純）　議事（２）運賃の改定について。\n"
        "○委員（大河原）　50円でも痛い。反対です。\n○会長（片山純）　採決します。賛成の方は挙手願います。（賛成多数）賛成多数で原案のとおり可決しました。"
    )
    assert "1　下半期に試験運行を行うこととする[3]。\n2　運賃の改定は、賛成多数で原案のとおり可決した" in made
    assert "3　" not in made.partition("【会議の経過】")[0]
    assert "（1）アンケートの結果\n" in made and "（2）運賃の改定\n" in made
    assert "・委員（大河原）：50円でも痛い。反対である" in made


def test_a_body_without_a_post_speaks_too_and_a_tag_question_stays_one():
    lines = [
        "課長　来場者は6,800人でした。",
        "商工会　駐車場が足りなかったです。",
        "課長　借ります。",
        "委員長　来年も同じですか。",
        "委員長　決めます。",
    ]
    assert find_speakers(lines)[1] == "商工会"
    made = _minutes("会長：始めます。\n委員：便を減らすことはないですよね。\n事務局：1月号の広報に載せます。")
    assert "便を減らすことはないか" in made and "・1月号の広報に載せる[3]。　担当：事務局" in made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ごみの収集は12月30日までです。", "ごみを 集めるのは12月30日までです。"),
        ("12月の収集はありません。", "12月の収集はありません。"),
        ("電話で予約してください。", "電話で先に 申し込んで ください（予約）。"),
    ],
)
def test_a_noun_explained_as_a_verb_keeps_the_grammar(text, said):
    assert easier(text, easy_words(EASY)) == said


def test_a_row_is_said_with_its_units_and_without_what_is_nought():
    row = "給食費の支援：担当課 教育委員会、令和8年度予算額（千円） 12,600、令和7年度予算額（千円） 0、財源 国1/2、一般財源"
    assert (
        spoken_row(row, "予算 財源")
        == "給食費の支援は、令和8年度予算額が12,600千円、財源が国1/2・一般財源である。"
    )
    counted = "令和7年度：利用者数（延べ人） 6,842、運行日数 243、1日平均（人） 28.2、登録者数（人） 1,198"
    assert spoken_row(counted, "運賃", first=True) == "令和7年度の利用者数は、延べ6,842人である。"


def test_a_line_of_two_matters_and_a_member_are_read_as_meant():
    assert matters_of("解体補助の実績と上限引上げ") == ("解体補助の実績", "解体補助の上限引上げ")
    assert addressed("8番 石倉健司議員") == "石倉議員"


def test_a_speech_of_last_year_takes_this_years_weather_and_keeps_its_guests():
    told = "　本日は、まつりを開催いたしましたところ、あいにくの曇り空ではございますが、早朝から大勢の皆様にお越しいただき、ありがとうございます。"
    assert (
        seasoned(told, "秋晴れの下")
        == "　本日は、まつりを開催いたしましたところ、秋晴れの下、早朝から大勢の皆様にお越しいただき、ありがとうございます。"
    )
    guests = (
        "　議長の【要確認：旧「堀越進」】様をはじめ、多くの御来賓の皆様に御臨席を賜り、お礼を申し上げます。"
    )
    assert last_years(guests) == guests
    assert (
        last_years("　【要確認：旧「80年」】の歳月が流れました。")
        == "　【要確認：旧「80年」】の歳月が流れました。"
    )


def test_a_form_is_not_said_twice_and_an_indent_holds_for_each_line():
    assert fill("{件名}を{する}。", {"件名": "新商品発売", "する": "発売します"}) == "新商品を発売します。"
    assert fill("{読む人}　様", {"読む人": "区の皆さん"}) == "区の皆さん"
    assert fill("　{要旨}", {"要旨": "一つ目\n二つ目"}) == "　一つ目\n　二つ目"
    assert courteous("これまでの協力へのお礼") == "これまでの協力に、お礼を申し上げます。"


def test_what_a_page_has_around_its_matter_is_not_said():
    assert is_furniture("お問い合わせは専用フォームをご利用ください。")
    assert not is_statement("お問い合わせは専用フォームをご利用ください。")


def test_the_last_item_above_a_part_is_no_heading_and_a_masthead_is_no_table():
    mail = "■お願い\n(1)　ポスターを貼ってください\n(2)　連絡してください\n■期限\n12月11日まで"
    assert [block.kind for block in read_blocks(mail)] == ["bullet", "item", "item", "bullet", "body"]
    blocks = read_blocks(
        "追加募集\n記者発表資料 | 令和8年12月1日（火）　建設課\n　建設課は、行います。", title="追加募集"
    )
    assert blocks[0].text == "記者発表資料　令和8年12月1日（火）　建設課"


def test_a_decision_is_heard_where_the_chair_asks_how_it_would_be():
    made = _minutes(
        "会長：1件は次回に持ち越すということでどうでしょうか。\n（異議なし）\n会長：ではそうします。\n会長：残りは、継続審議とします。\n事務局：次回は2月下旬を予定しています。"
    )
    assert (
        "1　1件は次回に持ち越すこととする[1]。\n2　残りは、継続審議とする" in made
        and "次回：2月下旬[" in made
    )
