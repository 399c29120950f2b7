"""です・ます and である on sentences that we wrote, shortening, lists and reading aloud."""

from pathlib import Path

import pytest

from app.checks.uses.carried import Lost, carried
from app.rewording.conjugation import forms
from app.rewording.guide import MODES, load_guide
from app.rewording.listing import to_list
from app.rewording.plain_style import to_plain
from app.rewording.polite_style import to_polite
from app.rewording.shortening import shorten
from app.rewording.spoken import spoken
from app.rewriting import LONGEST, RewritingError, rewrite, rewrite_by_model
from app.tasks.template_file import load_prompts
from app.text.differences import differences
from tests.conftest import ROOT
from tests.openai_server import serving

LINES = (Path(__file__).parent / "sentences_styles.txt").read_text(encoding="utf-8").splitlines()[1:]
PAIRS = [line.split("\t") for line in LINES]
MIXED = (
    "お忙しいところ恐縮ですが、令和8年4月1日（水）9:30から、みどり市文化会館で説明会を開催いたします[1]。"
    "当該説明会は、20人以上の申込みがあった場合に限り行うものとする。参加費1,375,000円は必要ない[2]。"
    "持ち物は、筆記用具、上履き及び飲み物である。"
)


@pytest.fixture(scope="module")
def guide():
    return load_guide(ROOT / "prompts")


@pytest.fixture(scope="module")
def prompts():
    return load_prompts(ROOT / "prompts")


def test_there_are_more_than_a_hundred_sentences():
    assert len(PAIRS) > 120


def test_a_case_is_told_with_wa_and_even_in_it_with_demo(guide):
    assert (
        shorten("欠席する場合においては、連絡してください。", guide.short)
        == "欠席する場合は、連絡してください。"
    )
    assert shorten("雨のときにおいても、開きます。", guide.short) == "雨のときでも、開きます。"
    assert shorten("会場においては、静かにしてください。", guide.short) == "会場では、静かにしてください。"


def only(arrow):
    return [pair for pair in PAIRS if arrow not in pair[2:]]


@pytest.mark.parametrize("pair", only("→"), ids=lambda pair: pair[0][:20])
def test_desu_masu_becomes_dearu(pair):
    assert to_plain(pair[0]) == (pair[1], ())


@pytest.mark.parametrize("pair", only("←"), ids=lambda pair: pair[1][:20])
def test_dearu_becomes_desu_masu(pair):
    assert to_polite(pair[1]) == (pair[0], ())


def test_what_is_in_that_style_already_stays_and_what_cannot_be_changed_is_told():
    assert to_polite("受付は9時からです。係員が案内します。") == ("受付は9時からです。係員が案内します。", ())
    assert to_polite("（土日を除く。）に開きます。")[0] == "（土日を除く。）に開きます。"
    assert to_polite("申請書を提出。人数は20人。") == ("申請書を提出。人数は20人です。", ("申請書を提出",))
    assert to_plain("資料をください。") == ("資料をください。", ("資料をください",))
    table = "区分 | 内容\n対象 | 65歳以上です。"
    assert to_plain(table)[0] == table
    greeting = "新年明けましておめでとうございます。"
    assert to_plain(f"{greeting}市長の鳴海です。") == (f"{greeting}市長の鳴海である。", (greeting[:-1],)), (
        "a sentence is of one style or stays whole"
    )


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("特にですね、坂の上が困っています。", "特に、坂の上が困っている。"),
        ("道がですね、狭くてですね、通れません。", "道が、狭くて、通れない。"),
        ("で、ですね、二つ目は安いです。", "で、二つ目は安い。"),
        ("工期が延びましてね、終わらないんです。", "工期が延びて、終わらないのである。"),
        ("5件でしてね、少ないんですけどね、続けます。", "5件であって、少ないのであるけど、続ける。"),
        ("担当と相談させてください。", "担当と相談させてほしい。"),
        ("橋の改修を進めてまいりました。", "橋の改修を進めてきた。"),
        (
            "名簿を出していただけないかと思いまして、伺いました。",
            "名簿を出していただけないかと思って、伺った。",
        ),
    ],
)
def test_what_is_spoken_keeps_its_sense_in_plain_style(said, written):
    assert to_plain(said) == (written, ())


@pytest.mark.parametrize(
    "said",
    [
        "あの坂ですね、夜は暗いです。",
        "そうですね、考えておきます。",
        "雨が多うございましたので、遅れました。",
        "お疲れさまでした。",
        "本日は御苦労さまでございました。",
        "よく見てくださいね。",
        "月末までに話を聞いてまいります。",
    ],
)
def test_what_has_no_sure_plain_form_stays_whole(said):
    assert to_plain(said) == (said, (said.removesuffix("。"),))


def test_verbs_are_bent_by_their_row():
    assert forms("泳ぐ", "五段-ガ行").past == "泳いだ"
    assert forms("持って行く", "五段-カ行").past == "持って行った"
    assert forms("くださる", "五段-ラ行").follows == "ください"
    assert forms("くる", "カ行変格").denies == "こ"
    assert forms("べし", "文語助動詞-ベシ") is None


def test_roundabout_phrases_go_and_the_facts_stay(guide):
    said = "詳細につきましては、市のホームページで確認することができます[3]。"
    assert shorten(said, guide.short) == "詳細は、市のホームページで確認できます[3]。"
    said = "別紙を御確認いただきますようお願い申し上げます。"
    assert shorten(said, guide.short) == "別紙を御確認ください。"
    said = "処理券は使うことができます。選んだ文を書き直すことができない。確認することを行う。"
    assert shorten(said, guide.short) == "処理券は使えます。選んだ文を書き直せない。確認する。"
    assert (
        shorten("現地調査を行った。丁寧な説明を行った。", guide.short) == "現地調査した。丁寧な説明を行った。"
    )
    quoted = "「確認することができる」と定めている。"
    assert shorten(quoted, guide.short) == quoted


def test_a_list_is_made_of_things_of_actions_or_of_sentences():
    made = to_list("申請には、申請書、本人確認書類及び手数料が必要です[1]。")
    assert made == "申請には、次のものが必要です[1]。\n・申請書\n・本人確認書類\n・手数料"
    made = to_list("支払は、現金、口座振替又はカードである。")
    assert made == "支払は、次のいずれかである。\n・現金\n・口座振替\n・カード"
    made = to_list("申請書を記入し、窓口に提出し、番号札を受け取ってください。")
    assert made.splitlines()[1] == "・窓口に提出してください。" and len(made.splitlines()) == 3
    assert to_list("受付は9時から[1]。会場は2階です[2]。") == "・受付は9時から[1]。\n・会場は2階です[2]。"
    assert to_list("調査した。") == ""


def test_reading_aloud_says_clock_range_weekday_units_sums_and_hard_words(guide):
    made, names = spoken("4月1日（水）9:00〜17:00、面積30㎡、費用206,400,000円、進捗は20%。", guide)
    assert made == (
        "4月1日、水曜日、9時から17時まで、面積30平方メートル、費用2億640万円、進捗（しんちょく）は20パーセント。"
    )
    assert names == ()
    made, names = spoken("市長の鳴海重雄です。DXとDX。電話0123-45-6789", guide)
    assert made == "市長の鳴海重雄です。DX（ディーエックス）とDX。電話0123の45の6789"
    assert names == ("鳴海重雄",)


@pytest.mark.parametrize("mode", MODES)
def test_no_rule_loses_or_adds_a_fact(mode, guide, prompts):
    made = rewrite(MIXED, mode, guide=guide, prompts=prompts)
    assert made.changed and made.carried.whole and "[1]" in made.text and "[2]" in made.text
    assert "".join(one.text for one in made.parts if one.kind != "ins") == MIXED
    assert "".join(one.text for one in made.parts if one.kind != "del") == made.text
    again = rewrite("火災は11件。", "plain", guide=guide, prompts=prompts)
    assert not again.changed and again.text == "火災は11件。" and again.notes == (guide.modes["plain"].none,)


def test_facts_that_went_or_came_are_told():
    old = "4月1日に20人以上が来る。市長の鳴海重雄は出ない[1]。"
    told = carried(old, "4月2日に25人が来る。市長は出る。")
    kinds = {(one.kind, one.text) for one in told.lost}
    assert {
        ("日付", "4月1日"),
        ("数", "20人"),
        ("条件", "以上"),
        ("出典", "[1]"),
        ("否定", "否定の言葉"),
    } <= kinds
    assert ("氏名", "鳴海重雄") in kinds
    assert Lost("数", "25人") in told.added
    same = carried("費用は1,375,000円で、4月1日9:30から。", "費用は137万5,000円で、4月1日の午前9時30分から。")
    assert same.whole


def test_differences_put_together_are_both_texts():
    parts = differences("火災は1,111件である。", "火災は1,112件です。")
    assert [(one.kind, one.text) for one in parts][1:3] == [("del", "1,111"), ("ins", "1,112")]


def test_a_model_that_loses_a_fact_is_asked_again_and_what_it_lost_is_told(guide, prompts):
    from app.models.llm import open_writer

    office = {"guide": guide, "prompts": prompts}
    with serving(
        lambda messages: "定員は20人です[1]。" if "前の案" in messages[-1]["content"] else "定員は多いです。"
    ) as server:
        writer = open_writer(server.spec("m"), models=ROOT)
        made = rewrite_by_model("定員は20人である[1]。", "shorter", writer=writer, **office)
        assert made.text == "定員は20人です[1]。" and made.carried.whole and len(server.requests) == 2
        assert "20人" in server.requests[1]["messages"][-1]["content"].split("前の案")[1]
    with serving(lambda messages: "定員は25人です。") as server:
        writer = open_writer(server.spec("m"), models=ROOT)
        made = rewrite_by_model("定員は20人である[1]。", "shorter", writer=writer, **office)
        assert {one.text for one in made.carried.lost} == {"20人", "[1]"}
        assert [one.text for one in made.carried.added] == ["25人"]


def test_what_cannot_be_asked_says_what_to_do(guide, prompts):
    office = {"guide": guide, "prompts": prompts}
    with pytest.raises(RewritingError, match="shorter（もっと短く）"):
        rewrite("文。", "nothing", **office)
    with pytest.raises(RewritingError, match="分けて選んで"):
        rewrite("あ" * (LONGEST + 1), "polite", **office)
    with pytest.raises(RewritingError, match="SHITAGAKI_LLM=none"):
        rewrite_by_model("文。", "shorter", writer=None, **office)
