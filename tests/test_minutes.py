"""Minutes: the matters that a chair opens, decisions, 宿題 with person and day, an opinion with its reason."""

from __future__ import annotations

import pytest

from app.extractive import TABLE
from app.extractive.assigned import assigned
from app.extractive.resolved import resolved
from app.material import Material
from app.meeting import Utterance, read_meeting
from app.meeting_parts import SAID
from app.meeting_sources import meeting_evidence
from app.memo import with_head
from tests.test_makers import PROMPTS

RECORD = """会長：それでは始めます。議題1、空家等の実態調査の結果について、事務局から説明してください。
事務局：市内の空き家は612戸で、5年前から74戸増えました。
村田委員：所有者とは連絡が取れているのか。
事務局：29戸は連絡が取れています。9戸は相続人が分かりません。
会長：議題2に移ります。除却補助の上限を上げる案について説明を。
木下委員：上限を上げるだけでは所有者が動かない。私は反対です。先に特例の見直しをすべきだ。
会長：上限を80万円とし、対象は危険度の高いものに限ることで進めてよろしいですか。
（異議なし）
会長：事務局は要綱の改正案を12月10日までに委員に送ってください。相続人の調査は税務課と相談して次回報告を。次回は1月19日です。閉会します。
"""


def made(by, record=RECORD):
    meeting = read_meeting(record)
    template = PROMPTS.templates["gijiroku"]
    material = Material(template, {}, meeting_evidence(meeting), meeting=meeting)
    section = next(one for one in template.sections if one.by == by)
    return "\n".join(piece.text for piece in TABLE[by](section, material))


def test_a_chair_opens_the_matters_by_their_numbers():
    assert read_meeting(RECORD).items == ("空家等の実態調査の結果", "除却補助の上限を上げる案")
    text = made("proceedings")
    assert "説明" not in text and "始め" not in text and "閉会" not in text
    assert text.index("（2）除却補助の上限を上げる案") < text.index("木下委員")


def test_an_opinion_is_told_with_its_reason_in_one_manner():
    text = made("proceedings")
    said = "上限を上げるだけでは所有者が動かない。私は反対である。先に特例の見直しをすべきだ"
    assert f"・木下委員：{said}[6]。" in text
    assert "・事務局：29戸は連絡が取れている。9戸は相続人が分からない[4]。" in text


def test_what_nobody_objects_to_is_decided_in_its_own_words():
    assert made("decisions") == "1　上限を80万円とし、対象は危険度の高いものに限ることで進める[7]。"


@pytest.mark.parametrize(
    ("question", "decision"),
    [
        ("来年度の予算で増設を求めてよろしいですか。", "来年度の予算で増設を求める。"),
        ("条件を一つ加えてよろしいでしょうか。", "条件を一つ加える。"),
        ("これを始めてよろしいですか。", "これを始める。"),
    ],
)
def test_a_question_of_another_verb_is_decided_too(question, decision):
    assert resolved(question) == decision


def test_tasks_name_who_and_until_when():
    assert made("assignments").split("\n") == [
        "・要綱の改正案を12月10日までに委員に送ること[8]。　担当：事務局　期限：12月10日",
        "・相続人の調査は税務課と相談して次回報告すること[8]。　担当：事務局　期限：次回",
        "次回：1月19日[8]",
    ]


def test_nobody_is_charged_who_was_not_named():
    chair = Utterance(1, "会長", "資料を3月末までに作ること。", SAID, 0, 0, 10)
    (task,) = assigned(chair, (chair,))
    assert (task.who, task.until) == ("", "3月末")
    assert task.line(1) == "資料を3月末までに作ること[1]。　担当：【要確認：担当】　期限：3月末"
    own = Utterance(2, "事務局", "次回までに調べます。", SAID, 0, 0, 10)
    assert [(one.who, one.until) for one in assigned(own, (chair, own))] == [("事務局", "次回")]


HEARD = """[00:00:00] 委員長：ただいまから、総務文教委員会を開会します。
[00:00:12] 柏木課長：利用料を月額5,000円から6,000円に改めます。
[00:00:44] 委員長：それでは、利用料の改定は、次回に採決することといたします。御異議ありませんか。御異議なしと認め、そのように決定しました。
[00:00:55] 委員長：次に、議題の2、駐車場の増設について説明をお願いします。
[00:01:03] 委員長：お諮りします。本案は、原案のとおり決定することに御異議ありませんか。（「異議なし」と呼ぶ者あり）御異議なしと認めます。よって、本案は原案のとおり可決されました。
[00:01:20] 委員長：駐車場は都市整備課が現地を調べ、11月の委員会で報告してください。お手元の資料を御確認ください。以上で閉会します。
"""


def test_what_was_put_and_agreed_to_is_decided_once_and_an_order_of_the_chair_is_kept():
    meeting = read_meeting(HEARD)
    material = Material(PROMPTS.templates["gijiroku"], {}, meeting_evidence(meeting), meeting=meeting)
    sections = {one.by: one for one in PROMPTS.templates["gijiroku"].sections}
    decided = "".join(piece.text for piece in TABLE["decisions"](sections["decisions"], material))
    assert decided.split("\n") == [
        "1　利用料の改定は、次回に採決することとする[3]。",
        "2　本案は、原案のとおり決定する[5]。",
    ]
    said = meeting.of(SAID)
    tasks = [each for one in said for each in assigned(one, said) if each.until != "次回"]
    assert [(each.task, each.who, each.until) for each in tasks] == [
        ("駐車場は都市整備課が現地を調べ、11月の委員会で報告すること。", "都市整備課", "11月の委員会")
    ]
    assert meeting.items == ("議事", "駐車場の増設"), "what came before is not of the second matter"
    assert [one.item for one in said] == [0, 0, 0, 1, 1, 1]
    opened = "事務局：定刻になりましたので開会します。\n会長：議題1、空き家の調査について、説明を。\n事務局：612戸です。\n"
    assert read_meeting(opened).items == ("空き家の調査",), "an opening is no matter"


MEMO = """見守りの打合せ　11/12 10:00
出席：磯部課長、三浦係長、社協 高波さん、井口会長
三浦：登録は61人、電話の担当は2人。
高波さん：ボランティア5人が手伝える。
井口会長：これ以上の訪問には反対。
→ まず未登録の人に案内を送る（三浦、12/15まで）。
→ 検討中
"""


def test_a_memo_names_who_was_there_and_what_stands_behind_an_arrow_with_a_day_is_a_task():
    meeting = read_meeting(MEMO)
    assert [(one.speaker, one.part) for one in meeting.utterances] == [
        ("三浦", "said"),
        ("高波さん", "said"),
        ("井口会長", "said"),
        ("", "assigned"),
    ]
    assert meeting.of("assigned")[0].text == "まず未登録の人に案内を送る（三浦、12月15日まで）。"


BUSES = """町営バス検討会（第2回）メモ
8/19（水）13:30〜15:00　役場2階会議室
出席：鳴海総務課長、磯部委員（利用者代表）、辻村委員（社協）、交通係 奥寺

■日曜の試行運行
鳴海　10月から月2回、当番医の日に試しに走らせたい。
辻村　反対。まず人を雇うのが先。
→　試行は10月4日から月2回で案を作る。辻村委員の反対意見は記録に残す。
→　奥寺：委託の見積りを3社から取る（9/5まで）

■停留所の移設
・奥寺：停留所を玄関側に30m移したい。費用は18万円くらい。
・磯部：届出はいる？
・奥寺：要る。
全員　異議なし
⇒鳴海：看板の案を出す（来週）
"""


def test_a_memo_with_names_before_a_space_has_its_matters_decisions_tasks_and_who_objected():
    meeting = read_meeting(BUSES)
    assert meeting.items == ("日曜の試行運行", "停留所の移設")
    assert [(one.speaker, one.part, one.item) for one in meeting.utterances] == [
        ("鳴海", "said", 0),
        ("辻村", "said", 0),
        ("", "decided", 0),
        ("", "assigned", 0),
        ("奥寺", "said", 1),
        ("磯部", "said", 1),
        ("奥寺", "said", 1),
        ("全員", "said", 1),
        ("", "assigned", 1),
    ]
    told = made("assignments", BUSES)
    assert "・委託の見積りを3社から取る[4]　担当：奥寺　期限：9月5日" in told
    assert "・看板の案を出す[9]　担当：鳴海　期限：来週" in told
    assert "試行は10月4日から月2回で案を作る。辻村委員の反対意見は記録に残す[3]。" in made("decisions", BUSES)
    proceedings = made("proceedings", BUSES)
    assert "・辻村：反対。まず人を雇うのが先[2]" in proceedings
    assert "・奥寺：要る[7]" in proceedings, "an answer in one word stays"


def test_what_nobody_objects_to_is_decided_in_the_words_of_who_proposed_it():
    memo = BUSES.replace("・磯部：届出はいる？\n・奥寺：要る。\n", "")
    assert "奥寺の「停留所を玄関側に30m移したい」との提案に、異議はなかった[5]。" in made("decisions", memo)


def test_the_empty_boxes_of_the_form_take_what_the_memo_tells_at_its_top():
    told = with_head({"出席者": "", "時刻": "", "場所": "第1研修室", "公開": "公開"}, BUSES)
    assert told == {
        "出席者": "鳴海総務課長、磯部委員（利用者代表）、辻村委員（社協）、交通係 奥寺",
        "時刻": "午後1時30分から午後3時まで",
        "場所": "第1研修室",
        "公開": "公開",
    }


TURNING = """会長：始めます。議題1、バスの運賃の見直しについて、説明してください。
事務局：大人300円とする案です。
会長：高齢者を安くする案も、事務局で次回までに作ってください。では次に、予約のしくみについてですが、交通係から説明を。
事務局：電話のほかにLINEで予約できるようにします。費用は165万円です。
会長：原案のとおり了承してよろしいですか。（異議なし）それから、その他として、停留所の名前ですが、事務局どうぞ。
事務局：港前を港公園前に改めたいと考えています。
会長：運賃の見直しについては、次回も話し合います。
"""


def test_a_chair_who_goes_on_to_the_next_matter_in_one_breath_ends_the_first_where_it_ends():
    meeting = read_meeting(TURNING)
    assert meeting.items == ("バスの運賃の見直し", "予約のしくみ", "その他")
    assert [one.item for one in meeting.of(SAID)] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    fourth, seventh = meeting.utterances[3], meeting.utterances[6]
    assert TURNING[fourth.start : fourth.end].startswith("では次に、予約のしくみについて")
    assert (seventh.speaker, seventh.text[:12]) == ("会長", "それから、その他として、")
    assert made("decisions", TURNING) == "1　予約のしくみは、原案のとおり了承する[6]。"
    text = made("proceedings", TURNING)
    assert text.index("安くする案") < text.index("（2）予約のしくみ") < text.index("165万円")


def test_a_chair_who_counts_the_matters_of_the_day_opens_one_of_them():
    record = "会長：まず、運賃の見直しについて、次に、予約のしくみについて伺います。\n委員：高いです。\n"
    assert read_meeting(record).items == ("運賃の見直し",)


def test_the_day_of_the_next_meeting_is_no_task():
    record = f"{TURNING}会長：それから、次回の日程ですが、令和9年2月16日火曜日、午後1時半からとします。\n"
    text = made("assignments", record)
    assert text.split("\n")[-1] == "次回：令和9年2月16日火曜日、午後1時半から[10]"
    assert text.count("次回の日程") == 0


NUMBERED = """会長（坂井副町長）：それでは始めます。はい、議題の１番、渡船の利用状況について、事務局からお願いします。
事務局（小野課長）：はい、企画課の小野です。はい、昨年度は２，１００人、日曜は１８人です。費用は１隻２０万円、あ、失礼しました、３０万円ですね、町の負担です。
会長（坂井副町長）：堀委員、いかがですか。
堀委員（島自治会長）：はい、４月から減らすのはですね、困ります。夕方の便は残していただきたい。
会長（坂井副町長）：はい、それでは、５月から夕方の便を再開するということで、よろしいでしょうか。（「異議なし」の声）はい、じゃあ、そのように決定いたします。えー、次、議題の２番ですね。桟橋の改修案について、事務局お願いします。
事務局（小野課長）：はい、工事は令和９年の６月にですね、始める予定です。
堀委員（島自治会長）：子どもの運賃はどうなりますか。
事務局（小野課長）：えーっと、すみません、それは福祉課の所管ですので、調べましてお伝えします。
会長（坂井副町長）：はい、じゃあ宿題ということで。計画の大枠については、御了承いただけますでしょうか。（「異議なし」の声）はい、ありがとうございます。それでは大枠は了承と。
会長（坂井副町長）：次、議題の３番、案内板の設置について。
堀委員（島自治会長）：船着場にも欲しいです。
会長（坂井副町長）：では港は原案どおり、船着場は継続ということで、よろしいでしょうか。（「異議なし」の声）はい。
事務局（小野課長）：次回は令和９年の３月４日、あ、すみません、４日は議会の関係で、えー、３月１１日の木曜日、午後２時から、第１会議室でお願いしたいと思います。
"""


def test_matters_that_are_numbered_in_speech_are_told_apart():
    assert read_meeting(NUMBERED).items == ("渡船の利用状況", "桟橋の改修案", "案内板の設置")


def test_what_was_asked_and_agreed_is_decided_once_in_whole_words():
    decided = made("decisions", NUMBERED).split("\n")
    assert [line.split("[")[0] for line in decided] == [
        "1　５月から夕方の便を再開することとする",
        "2　計画の大枠について了承する",
        "3　港は原案どおり、船着場は継続とする",
    ]


def test_what_is_told_behind_an_interjection_stays_and_a_call_goes():
    told = made("proceedings", NUMBERED)
    assert "昨年度は２，１００人、日曜は１８人である" in told
    assert "１隻３０万円【要確認：「２０万円」を言い直し】、町の負担である" in told
    assert "工事は令和９年の６月に、始める予定である" in told
    assert "４月から減らすのは、困る。夕方の便は残していただきたい" in told
    assert all(gone not in told for gone in ("いかが", "企画課の小野", "事務局お願い", "すまない", "議題の"))


def test_what_the_chair_calls_homework_is_a_task_and_the_next_day_is_as_corrected():
    told = made("assignments", NUMBERED).split("\n")
    assert any(
        "それは福祉課の所管であるので、調べて" in line and "担当：【要確認：担当】" in line for line in told
    )
    assert told[-1].startswith(
        "次回：令和９年の３月１１日【要確認：「３月４日」を言い直し】の木曜日、午後２時から、第１会議室["
    )
