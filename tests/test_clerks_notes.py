"""Forms filled in as clerks do, short and in their own words, on a small office: what the drafts say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import Done, DraftRequest
from app.extractive.spoken_rows import spoken_row
from app.tasks.template_file import load_prompts
from app.text.priced import answers, asks_figure
from app.text.stated import is_done, is_stated
from app.text.telephones import telephone_of
from ingest.document import CLERK
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")


def drafted(task, papers, **fields):
    """The text of the draft that a form makes from a few papers."""
    request = DraftRequest(task, fields)
    events = draft(request, index=TinyIndex(papers), writer=None, prompts=PROMPTS, viewer=CLERK)
    done = list(events)[-1]
    assert isinstance(done, Done)
    return done.draft.text


BULKY = document(
    "bulky",
    "よくある質問",
    "FAQ",
    """
よくある質問

## 粗大ごみはどうすればよいですか
環境係に電話で申し込んでください。1点につき500円の処理券を買って貼ります。1回に出せるのは5点までです。

## 犬を飼い始めたときの手続は何ですか
登録の手数料は1頭3,000円です。
""",
)


def test_a_question_in_a_residents_words_is_answered_by_the_page_on_its_subject():
    text = drafted(
        "kaitou",
        [BULKY],
        件名="粗大ごみの料金と出し方",
        質問="引っ越しでソファを捨てたいのですが、いくらかかりますか。一度に何点まで出せますか。",
        方法="メール",
        担当="環境係",
    )
    assert "1点につき500円の処理券を買って貼ります[1]。" in text
    assert "1回に出せるのは5点までです[1]。" in text
    assert "3,000円" not in text and "への答え】" not in text


def test_what_a_question_counts_is_what_answers_it():
    assert asks_figure("一度に何点まで出せますか。") and not asks_figure("犬も出せますか。")
    assert answers("一度に何点まで出せますか。", "1回に5点までです。")
    assert not answers("一度に何点まで出せますか。", "1回500円です。")


def test_minutes_of_a_meeting_without_a_chair_tell_tasks_and_the_next_day():
    said = """小舟：じゃあ始めます。書かない窓口の件なんですけど、費用は初年度で640万円です。
町民課長：うちは職員が疲れてます。補助はあるの？
総務課長：じゃあ、小舟さんが12月11日までに見積りを取って。町民課は業務の流れの洗い出しをお願いします。
総務課長：次は12月15日、10時から。"""
    text = drafted("gijiroku", [], 会議名="打合せ", 開催日="2026-11-24", 発言記録=said)
    assert "・小舟：書かない窓口の件だが、費用は初年度で640万円である[1]。" in text
    assert "・町民課長：うちは職員が疲れている。補助はあるのか[2]。" in text
    assert "・12月11日までに見積りを取ってもらうこと[3]。　担当：小舟さん　期限：12月11日" in text
    assert "・業務の流れの洗い出しをすること[3]。　担当：町民課" in text
    assert "次回：12月15日、10時から[4]。" in text


def test_a_majority_decision_names_what_was_decided_and_a_report_who_makes_it():
    said = """会長：議題は補助の案です。説明してください。
事務局：上限は50万円です。
A委員：反対です。
会長：反対もありましたが、令和9年4月から始める方向でまとめたいと思います。いかがでしょうか。（賛成多数）では、そのようにいたします。島の上乗せは、次回、1月22日に事務局から報告してください。"""
    text = drafted("gijiroku", [], 会議名="協議会", 開催日="2026-11-20", 発言記録=said)
    assert "令和9年4月から始める方向とする（賛成多数）[4]。" in text
    assert "担当：事務局　期限：1月22日" in text
    assert "次回：1月22日[4]　【要確認：時刻と場所】" in text


def test_figures_of_a_table_are_said_of_what_is_asked_alone():
    assert spoken_row("令和7年：観光入込客数（人） 184,500、宿泊客数（人） 23,600", "観光客は戻ったのか") == (
        "令和7年の観光入込客数は、184,500人である。"
    )
    assert (
        spoken_row("個別避難計画の作成率：現状値（令和4年度） 18％、目標値（令和10年度） 80％", "計画の目標")
        == ""
    )
    assert spoken_row("合計：外国人宿泊客数（人） 1,480", "宿泊客数") == ""


def test_another_paper_of_the_same_town_is_no_older_edition():
    plan = document(
        "plan",
        "つづら町観光振興計画（令和4年度〜令和8年度）",
        "計画",
        "つづら町観光振興計画（令和4年度〜令和8年度）\n1　計画の位置付け\n　第5次つづら町総合計画の部門別計画とする。\n2　計画の期間\n　5年間とする。",
    )
    text = drafted(
        "keikaku",
        [plan],
        計画名="第2次つづら町観光振興計画",
        期間="令和9年度から令和13年度まで",
        所属="商工課",
        趣旨="通年で人が訪れる町にする",
        調べること="宿泊客数",
        課題="夏に客が集中している",
        施策="冬の体験",
    )
    assert "第2次つづら町総合計画" not in text
    assert "【要確認：旧「第5次」】つづら町総合計画" in text


REPORT = document(
    "bus",
    "買物バス運行実績報告（令和7年度）",
    "報告",
    """
買物バス運行実績報告（令和7年度）
運行日数は152日、延べ利用者は9,874人でした。

地区 | 延べ利用者（人）
磯辺 | 3,120
大浦 | 2,894
""",
)


def test_a_notice_takes_the_figures_of_a_report_as_its_sources_and_a_table_whole():
    text = drafted(
        "sonota",
        [REPORT],
        題名="買物バスの利用状況のお知らせ",
        目的="地区に利用の状況を知らせる",
        読む人="区長",
        盛り込む事項="地区別の利用者数\n4月から午前の便を増やす",
    )
    assert "【要確認" not in text
    assert "地区 | 延べ利用者（人）\n磯辺 | 3,120\n大浦 | 2,894\n2　4月から午前の便を増やします。" in text


def test_what_a_line_does_is_the_clerks_own_word():
    assert is_stated("鍵を返す") and is_stated("記録を確認する") and is_done("飲酒運転をしない")
    assert not is_stated("来場者が増えていること") and not is_stated("補助金の対象となる経費")


def test_a_day_that_falls_on_another_weekday_this_year_is_marked_and_a_folders_number_is_not():
    old = document(
        "cars",
        "公用車の管理について（通知）",
        "通知",
        "公用車の管理について（通知）\n　このことについて、次のとおり取り扱います。\n1　公用車は、12月26日（金）までに戻し、フォルダ「05公用車」に届を入れること。",
        issued=date(2025, 12, 5),
    )
    text = drafted(
        "sonota",
        [old],
        題名="公用車の管理について（通知）",
        目的="公用車を管理する",
        読む人="各課長",
        日付="2026-12-04",
        盛り込む事項="期間は12月26日から1月3日まで",
    )
    assert "【要確認：旧「12月26日（金）」" in text
    assert "フォルダ「05公用車」" in text


def test_the_telephone_of_another_unit_of_the_office_is_not_given():
    page = "担当　町総務課防災係　電話0990-55-1204"
    assert telephone_of("総務課", page, own=False, unit="財政係") == ""
    assert telephone_of("総務課", page, own=False, unit="防災係") == "0990-55-1204"
    assert telephone_of("総務課", page, own=False) == "0990-55-1204"
    assert telephone_of("総務課", f"{page}\n総務課　電話0990-55-1200", own=False) == "0990-55-1200"
    lost = (
        "犬がいなくなったときは、町民課、つづら保健所、つづら警察署（電話0990-23-0110）に連絡してください。"
    )
    assert telephone_of("町民課", lost, own=False) == ""
    assert telephone_of("町民課", "町民課、町立中央小学校0990-55-2001", own=False) == ""


def test_a_translation_without_a_model_has_the_words_and_the_text_to_translate():
    said = "燃やすごみは、月曜日の午前8時までに出してください。\n指定袋は、1枚45円です。"
    text = drafted("honyaku", [], 言語="ベトナム語", 用件="ごみ", 原文=said)
    assert "燃やすごみ | rác cháy được\n月曜日 | thứ Hai\n指定袋 | túi rác quy định" in text
    assert "【訳す元にする文（やさしい日本語）】\n燃やすごみは、月曜日の午前8時までに出してください。" in text
    assert text.count("【要確認") == 1


def _contract(name, year, signer):
    return document(
        f"contract-{year}",
        name,
        "契約書",
        f"{name}\n（協議）\n第1条　この契約に定めのない事項は、協議して定める。\n"
        "　この契約の締結を証するため、本書2通を作成する。\n　　発注者　若葉県みどり市中央一丁目1番1号\n"
        f"　　　　　　みどり市長　{signer}　　印\n",
        issued=date(year, 7, 6),
    )


def test_a_contract_is_signed_by_the_head_of_the_office_whom_the_newest_paper_names():
    papers = [
        _contract("庁舎清掃　契約書", 2025, "柊木　真理子"),
        _contract("公園清掃　契約書", 2022, "鳴海　重雄"),
    ]
    fields = {"業務名": "公園清掃", "契約の種類": "業務委託", "所属": "都市計画課", "履行場所": "市内"}
    text = drafted("keiyaku", papers, **fields, 終了日="2028-03-31", 個人情報="扱わない")
    assert re.search(r"　　　　　　みどり市長　柊木　真理子\[\d\]　　印", text)
    assert "鳴海" not in text
    none = drafted("keiyaku", [BULKY], **fields, 終了日="2028-03-31", 個人情報="扱わない")
    assert "みどり市長　【要確認：市長の氏名】　　印" in none


def test_two_aspects_of_one_thing_are_told_where_the_thing_is_and_a_papers_number_is_not():
    """「台数と便」 asks of the 送迎バス, which a sentence need not call 台数; 受付番号 tells nothing of the matter."""
    answer = document(
        "reply",
        "敬老会の送迎への回答",
        "通知",
        """
敬老会の送迎への回答
受付番号 | R8-072
敬老会では、三つの支所から会場まで、送迎バスを1往復ずつ運行します。
""",
    )
    text = drafted(
        "mail",
        [answer],
        行動="回答依頼",
        用件="敬老会の送迎について",
        宛先="貸切バス事業者",
        相手="ほかの団体・事業者",
        期限="2027-01-29",
        依頼="運行の可否を教えてください",
        調べること="敬老会の送迎バスの台数と便",
        差出人="高齢介護課高齢福祉係",
    )
    assert "送迎バスを1往復ずつ運行します" in text
    assert "R8-072" not in text and "【要確認：敬老会の送迎バス" not in text


def test_a_contract_is_signed_by_who_came_into_office_since():
    news = "町長就任のあいさつ\n6月14日にみどり市長に就任した柊木　真理子です。市長に就任した柊木真理子から一言申し上げます。\n"
    papers = [
        _contract("公園清掃　契約書", 2022, "鳴海　重雄"),
        document("news", "広報みどり", "広報", news, issued=date(2025, 7, 1)),
    ]
    fields = {"業務名": "公園清掃", "契約の種類": "業務委託", "所属": "都市計画課", "履行場所": "市内"}
    text = drafted("keiyaku", papers, **fields, 終了日="2028-03-31", 個人情報="扱わない")
    assert re.search(r"　　　　　　みどり市長　柊木　?真理子\[\d\]　　印", text)


def test_a_paragraph_that_a_clerk_leaves_open_is_ended_and_a_list_is_not():
    asked = {
        "種類": "依頼",
        "件名": "防災訓練への参加",
        "宛先": "各区長",
        "発信者": "みどり市長　柊木　真理子",
    }
    form = asked | {"公印": "省略する", "あいさつ": "付けない", "内容": "避難訓練", "担当": "危機管理課"}
    assert "　訓練への参加をお願いします。\n" in drafted(
        "tsuuchi", [BULKY], **form, 趣旨="訓練への参加をお願いします"
    )
    assert "　訓練の実施\n" in drafted("tsuuchi", [BULKY], **form, 趣旨="訓練の実施")


@pytest.mark.parametrize("line", "-－‐―")
def test_a_telephone_is_found_in_either_width(line):
    number = f"０９９０{line}５５{line}１２０４"
    assert telephone_of("水道課", f"水道課浄水係（電話{number}）へ", own=False, unit="浄水係") == number
    assert telephone_of("水道課", f"水道課、土木課　電話{number}", own=False) == ""
    assert telephone_of("水道課", "水道課の定員は30―100人です。", own=False) == ""


OLD_SPEC = document(
    "spec-r07",
    "令和7年度北部体育館清掃業務仕様書",
    "仕様書",
    """
令和7年度北部体育館清掃業務仕様書
1　業務名
令和7年度北部体育館清掃業務
2　業務内容
(1)　床の掃除　週3回（月曜日を除く。）
3　成果物
作業計画書（契約後14日以内）、作業日報、作業完了報告書（翌月5日まで）
4　守秘義務
受注者は、業務上知り得た秘密を漏らしてはならない。
5　鍵の管理
受注者は、貸与された鍵を複製してはならない。
""",
    issued=date(2025, 3, 1),
)


def test_a_specification_marks_last_years_count_and_says_nothing_twice():
    wanted = DraftRequest(
        task="shiyousho",
        fields={
            "業務名": "令和8年度北部体育館清掃業務",
            "年度": "令和8年度",
            "所属": "スポーツ係",
            "目的": "体育館を清潔に保つ。",
            "開始日": "2026-04-01",
            "終了日": "2027-03-31",
            "履行場所": "北部体育館",
            "業務内容": "床の掃除　週2回\n窓の掃除　年3回",
            "成果物": "作業完了報告書　翌月10日まで",
            "支払": "毎月",
            "担当": "スポーツ係　電話0990-55-1300",
        },
    )
    index = TinyIndex([OLD_SPEC])
    made = list(draft(wanted, index=index, writer=None, prompts=PROMPTS, viewer=CLERK))[-1].draft
    assert "週【要確認：旧「3回」→「2回」か】（月曜日を除く。）" in made.text
    assert "守秘義務" not in made.text and "秘密を他に漏らしてはならない" in made.text
    assert "鍵を複製してはならない" in made.text
    assert made.text.count("作業完了報告書") == 1 and "作業日報" in made.text
    assert any("北部体育館清掃業務仕様書」を下敷きにした" in one.message for one in made.findings)


def test_what_no_model_wrote_says_so_in_its_own_form():
    text = drafted(
        "kian",
        [],
        件名="倉庫の修繕",
        性質="伺い",
        伺う事="倉庫を修繕する",
        理由="雨漏りのため",
        内容="屋根の修繕",
        起案者="管財係",
        公開区分="公開",
    )
    assert "備考 | 生成AIの利用　なし" in text and "生成AIを利用" not in text
