"""What an island town showed that nobody tuned to: lines that count, a FAQ as text, last year's storm, a plan's first draft."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.drafting import draft
from app.events import DraftRequest
from app.models.llm import WriterOptions, open_writer
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from tests.openai_server import serving
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
SPEECH = document(
    "keirou-r07",
    "令和7年度汐見島町敬老会　町長挨拶",
    "あいさつ文",
    """
令和7年度汐見島町敬老会　町長挨拶
　皆様、おはようございます。町長の磯村辰夫でございます。
　今朝は、あいにくの小雨模様となりましたが、大勢の皆様にお越しいただき、心から感謝を申し上げます。
　7月の台風6号では、船が5日間欠航しました。皆様が、一軒一軒声を掛けて回ってくださいましたことに、お礼を申し上げます。
　町の水揚高は、8億4,200万円でした。
　結びに、皆様の御健勝を祈念し、挨拶といたします。
令和7年9月15日
""",
    issued=date(2025, 9, 15),
)
CATCH = document(
    "suisan",
    "汐見島町の水産の概要（令和7年度）",
    "統計",
    "\n汐見島町の水産の概要（令和7年度）\n\n水揚高　7億9,600万円（前年度8億4,200万円）\n問合せ　水産課　0997-55-2140\n",
)
FAQ = document(
    "faq",
    "ごみの出し方　よくある質問",
    "FAQ",
    """
ごみの出し方　よくある質問

Q　冷蔵庫を捨てたいのですが。
A　家電リサイクル法の対象です。島外への運搬料として3,850円が掛かります。
Q　引っ越しで大量のごみが出ます。
A　クリーンセンターに直接持ち込めます。10キログラムにつき120円です。
""",
)
PLAN = document(
    "kikaku-1",
    "第20回磯釣り大会　企画書（第1案）",
    "企画書",
    """
第20回磯釣り大会　企画書（第1案）
1　目的
　島に来る人を増やす。
2　事業の内容
　参加者は、300人を見込む。
3　概算予算と財源
　賞品は、45万円とする。
""",
)
RELEASE = document(
    "kisha-r07",
    "第14回汐見島磯釣り大会を開きます",
    "記者発表",
    "\n第14回汐見島磯釣り大会を開きます\n　汐見島町は、大会を開きます。\n1　問合せ先\n　観光課観光係　電話0997-55-2130\n",
    issued=date(2025, 8, 20),
)
ENGLISH = {
    "言語": "英語",
    "原文": "10月17日（土）は、東浦の磯では釣りができません。",
    "用件": "大会",
    "対象": "観光客",
}


def made(task, fields, *papers, writer=None):
    wanted = DraftRequest(task, fields=fields)
    return list(draft(wanted, index=TinyIndex(papers), writer=writer, prompts=PROMPTS, viewer=CLERK))[
        -1
    ].draft


def speech(**fields):
    form = {
        "行事名": "令和8年度汐見島町敬老会",
        "立場": "主催者",
        "話者": "汐見島町長　磯村　辰夫",
        "開催日": "2026-09-21",
        "盛り込む事項": "水揚高",
    }
    return made("aisatsu", form | fields, SPEECH, CATCH).text


def test_last_years_weather_gives_way_and_its_storm_is_marked_to_the_last_sentence_on_it():
    text = speech(季節="秋の気配を感じる今日", 感謝="漁業協同組合")
    assert "　秋の気配を感じる今日、大勢の皆様にお越しいただき、心から感謝を申し上げます。" in text
    assert "小雨" not in text and "小雨" not in speech(), "left out where the form tells no season"
    assert "お礼を申し上げます。【要確認：ここまでの2文は、前回の話題】" in text
    assert "　漁業協同組合の皆様には、日頃から" in text, "whom the form thanks and last year's text did not"
    assert "御健勝を祈念し、挨拶といたします。" in text


def test_who_is_only_named_is_thanked_too_and_a_short_speech_is_told_to_be():
    danced = replace(
        SPEECH, text=SPEECH.text.replace("　今朝は", "　老人会の皆様による踊りを用意しました。\n　今朝は")
    )
    form = {
        "行事名": "令和8年度汐見島町敬老会",
        "立場": "主催者",
        "話者": "汐見島町長　磯村　辰夫",
        "開催日": "2026-09-21",
        "時間": "5",
        "感謝": "老人会",
    }
    told = made("aisatsu", form, danced, CATCH)
    assert "　老人会の皆様には、日頃から" in told.text
    short = [one.message for one in told.findings if one.rule == "length.short"]
    assert len(short) == 1 and "約1,500字" in short[0]
    assert not [
        one
        for one in made("aisatsu", form | {"時間": "1"}, danced, CATCH).findings
        if one.rule == "length.short"
    ]


def test_a_line_that_counts_is_said_with_its_year_and_last_years_figure_is_no_source():
    text = speech()
    assert "　令和7年度の水揚高は、7億9,600万円（前年度8億4,200万円）です[1]。" in text
    assert "町の水揚高は、【要確認：旧「8億4,200万円」】でした。" in text


def test_a_faq_that_is_written_as_text_answers():
    fields = {
        "件名": "引っ越しのごみと冷蔵庫",
        "質問": "引っ越しでごみがたくさん出ます。どこに持っていけばよいですか。\n古い冷蔵庫は捨てられますか。",
        "方法": "メール",
        "担当": "住民課環境係",
    }
    text = made("kaitou", fields, FAQ).text
    assert "クリーンセンターに直接持ち込めます[" in text
    assert "家電リサイクル法の対象です[" in text and "3,850円が掛かります[" in text
    assert "への答え】" not in text


@pytest.mark.parametrize(("edition", "stands"), [("第20回", True), ("第21回", False)])
def test_the_first_draft_of_the_same_plan_stands_and_one_of_another_year_does_not(edition, stands):
    fields = {
        "事業名": f"{edition}磯釣り大会",
        "所属": "観光課",
        "目的": "島に来る人を増やす。",
        "課題": "参加者の数",
        "対象": "島内外の人",
        "内容": "初心者の部を加える",
    }
    text = made("kikakusho", fields, PLAN).text
    assert ("45万円とする[" in text) is stands
    assert ("【要確認：旧「45万円」】" in text) is not stands


def test_a_plan_without_a_past_one_asks_for_each_thing_once():
    fields = dict(PROMPTS.templates["kikakusho"].examples[0].fields)
    assert made("kikakusho", fields, FAQ).text.count("【要確認") <= 16


def test_the_telephone_that_only_last_years_release_has_is_told_as_old():
    fields = dict(PROMPTS.templates["kisha"].examples[0].fields) | {
        "件名": "第15回汐見島磯釣り大会",
        "問合せ": "観光課観光係",
    }
    assert "担当　観光課観光係　電話【要確認：旧「0997-55-2130」】" in made("kisha", fields, RELEASE).text


def test_japanese_left_in_a_translation_is_told_and_the_table_of_days_is_not_doubted():
    with serving(
        lambda messages: "On October 17 (Sat), you cannot fish at the bay of East浦 (東浦)."
    ) as server:
        writer = open_writer(server.spec("m"), models=Path(), options=WriterOptions(context=8192, slots=1))
        plain = made("honyaku", ENGLISH, writer=writer)
        writer.name = "embedded:small"
        small = made("honyaku", ENGLISH, writer=writer)
    left = [one for one in plain.findings if one.rule == "translation.japanese"]
    assert [plain.text[one.start : one.end] for one in left] == ["浦"]
    assert "10月17日（土） | October 17 (Sat)" in plain.text and "17【要確認】" not in plain.text
    assert "model.small" not in {one.rule for one in plain.findings}
    assert "model.small" in {one.rule for one in small.findings}


def test_chinese_may_have_the_characters_that_japanese_has():
    template = PROMPTS.templates["honyaku"]
    values = ENGLISH | {"言語": "中国語（簡体字）"}
    text = "翻訳（案）　中国語（簡体字）\n【訳文】\n10月17日（星期六），在東浦のイソ不能钓鱼。\n"
    seen = run_checks(replace(Subject(text, (), values), template=template))
    left = [one for one in seen.findings if one.rule == "translation.japanese"]
    assert [text[one.start : one.end] for one in left] == ["のイソ"]
