"""The rules of official style: every rule on its own examples, the document rules, the office's exceptions, fixes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.checks.running import run_checks
from app.checks.style.file import load_style
from app.checks.style.official import apply_fixes, check_style, find_style
from app.checks.style.plain import readability
from app.checks.style.text import StyleText
from app.checks.subject import Subject
from app.tasks.schema import TemplateError
from tests.held import paper

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
GUIDE = load_style(PROMPTS)
BARE = replace(GUIDE, own=(), whole={}, keep=())


def rules(text, profile="formal", *, guide=GUIDE, kind=""):
    return [one.rule.removeprefix("style.") for one in find_style(text, guide, profile, kind=kind)]


def words(text, rule, profile="formal", guide=GUIDE):
    return [
        text[one.start : one.end] for one in find_style(text, guide, profile) if one.rule == f"style.{rule}"
    ]


def test_who_counts_errors_only_finds_the_same_errors():
    office = replace(GUIDE, keep=("お願い致します",))
    text = "日程\n御出席くださいます様お願い致します。申請および届出は、緑川市長の通りとする。致します（致します）。「致します」\n"
    for profile in ("formal", "public", "mail", "chat"):
        for guide in (GUIDE, office):
            whole = [one for one in find_style(text, guide, profile) if one.severity == "error"]
            assert whole and [one for one in find_style(text, guide.errors(), profile) if one.severity == "error"] == whole  # fmt: skip


def test_a_text_in_which_no_rule_finds_anything_is_not_cut_into_words(monkeypatch):
    def refuse(*_):
        raise AssertionError("cut into words")

    monkeypatch.setattr("app.checks.style.text.Words", refuse)
    assert find_style("みどり市長の鳴海重雄です。会場は文化会館です。\n", GUIDE.errors(), "formal") == ()
    with pytest.raises(AssertionError, match="cut into words"):
        find_style("申請および届出", GUIDE.errors(), "formal")


def test_a_finding_quotes_whole_words_and_what_stands_instead():
    text = "御出席くださいます様お願い致します。市民課まで連絡下さい。この様な例。利用出来ません。ご確認を。"
    told = [one.message for one in find_style(text, GUIDE, "formal")]
    assert told == [
        "「ます様」は「ますよう」と書きます。",
        "「致します」は「いたします」と書きます。",
        "「連絡下さい」は「連絡ください」と書きます。",
        "「この様」は「このよう」と書きます。",
        "「出来ません」は「できません」と書きます。",
        "「ご確認」は「御確認」と書きます。",
    ]


def test_there_are_225_rules_and_each_has_its_examples():
    assert len(GUIDE.rules) == 225
    assert [rule.id for rule in GUIDE.rules if not rule.match] == []
    assert sum(bool(rule.passes) for rule in GUIDE.rules) == 225


@pytest.mark.parametrize("rule", GUIDE.rules, ids=lambda rule: rule.id)
def test_a_rule_matches_what_it_must_and_nothing_else(rule):
    alone = replace(BARE, rules=(rule,))
    for text in rule.match:
        assert rules(text, rule.profiles[0], guide=alone) == [rule.id] * len(
            find_style(text, alone, rule.profiles[0])
        )
        assert find_style(text, alone, rule.profiles[0]), text
    for text in rule.passes:
        assert rules(text, rule.profiles[0], guide=alone) == [], text


@pytest.mark.parametrize(
    "rule", [rule for rule in GUIDE.rules if rule.fix or rule.words], ids=lambda rule: rule.id
)
def test_a_fix_is_no_fault_by_the_same_rule(rule):
    alone = replace(BARE, rules=(rule,))
    for text in rule.match:
        found = find_style(text, alone, rule.profiles[0])
        if all(one.suggestion for one in found):
            assert rules(apply_fixes(text, found), rule.profiles[0], guide=alone) == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("申請および届出を、次の通り受け付けます。", "申請及び届出を、次のとおり受け付けます。"),
        ("3ヶ月で12000円です。", "3か月で12,000円です。"),
        ("4千円、1つ、令和1年", "4,000円、一つ、令和元年"),
        ("資料をご確認下さい。", "資料を御確認ください。"),
        ("送付致します。予め御了承ください。", "送付いたします。あらかじめ御了承ください。"),
        ("ﾏｲﾅﾝﾊﾞｰの手続き等", "マイナンバーの手続等"),
        ("見れる人は、午後13時に来て下さい。", "見られる人は、午後1時に来てください。"),
    ],
)
def test_all_fixes_at_once(text, fixed):
    found = find_style(text, GUIDE, "formal")
    assert apply_fixes(text, found) == fixed


def test_a_fix_is_told_with_its_place_reason_and_source():
    (found,) = [one for one in find_style("甲および乙", GUIDE, "formal") if one.rule == "style.CON01"]
    assert (found.start, found.end, found.suggestion, found.severity) == (1, 4, "及び", "error")
    assert found.message == "「および」は「及び」と書きます。"
    assert "内閣訓令" in found.source


@pytest.mark.parametrize(
    "text",
    [
        "「予め御了承下さい」という看板を付ける。",
        "https://example.lg.jp/および/下さい/ を見る。",
        "障害者総合支援法（平成17年法律第123号）に基づく。",
        "下さい川という川の名前",
    ],
)
def test_quotations_addresses_and_titles_of_laws_are_left_alone(text):
    assert [one for one in rules(text) if one.startswith(("KAN", "CON", "OWN"))] == []


def test_morphology_tells_what_a_plain_pattern_cannot():
    assert rules("習い事を始めることを言い訳にはしない。", "formal", guide=BARE) == []
    assert rules("海外人材と、合致した一致した意見", "formal", guide=BARE) == []
    assert "KAN01" in rules("変更する事がある。")
    assert "KAN21" in rules("御案内致します。")
    assert rules("窓口で受け付け、申し込みます。", guide=BARE) == []
    assert words("受け付けの窓口で申し込みの書類を出す。", "OKU03") == ["受け付け"]


def test_a_profile_has_its_own_rules():
    text = "申請またはお問い合わせのご案内です。"
    assert {"CON03", "KNJ10"} <= set(rules(text, "formal"))
    assert rules(text, "public") == []
    assert "STR10" in rules("この条例は、公布の日から施行します。", "reiki")
    assert "STR10" not in rules("この条例は、公布の日から施行します。", "public")
    assert GUIDE.profile("条例") == "reiki" and GUIDE.profile("広報") == "public"
    assert GUIDE.profile("メール") == "mail" and GUIDE.profile("通知") == "formal"


def test_forms_below_a_regulation_may_ask_politely():
    text = "第1条　この規則は、公布の日から施行する。\n様式第1号（第2条関係）\n次のとおり申請します。\n"
    assert "STR10" not in rules(text, "reiki")


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        ("1　目的\n本文\n2　日時\n本文\n4　会場\n本文", "DOC01", ["4"]),
        ("1　目的\nア　日時\nイ　会場\n", "DOC02", ["ア"]),
        ("下記のとおり行います。\n　　　記\n1　日時\n", "DOC03", ["記"]),
        ("甲及び乙及び丙を定める。", "DOC05", ["甲及び乙及び丙"]),
        ("甲又は乙又は丙を定める。", "DOC06", ["甲又は乙又は丙"]),
        ("（市民課）の窓口（総務課\n本文", "DOC09", ["（"]),
    ],
)
def test_rules_of_the_whole_document(text, rule, at):
    assert words(text, rule) == at


def test_the_names_of_the_sources_that_a_draft_lists_are_left_alone():
    label = "広報さざなみ（平成18年さざなみ町教育委員会規則第5号）　1頁"
    text = f"・{label}[1]\n　写しは1頁にする。\n"
    found = check_style(
        Subject(text, (paper("本文", "広報さざなみ", label=label),), style=GUIDE, profile="public")
    )
    assert [(one.rule, text[one.start : one.end]) for one in found.findings] == [("style.KAN40", "頁")]
    assert text[: found.findings[0].start].endswith("写しは1")


def test_one_word_in_two_spellings_is_told_once():
    text = "取組の例と、取り組みの例と、取り組みの表を示す。"
    assert words(text, "DOC10", "public") == ["取り組み"]
    assert words("取組の例と、取組の表を示す。", "DOC10", "public") == []


def test_documents_that_are_right_are_left_alone():
    text = "1　目的\n(1)　一\n(2)　二\nア　い\nイ　ろ\n2　日時\n3　会場\n下記\n　記\n　以上\n"
    assert not {"DOC01", "DOC02", "DOC03", "STR04"} & set(rules(text))
    assert "DOC05" not in rules("甲及び乙並びに丙及び丁を定める。")


def test_one_sentence_in_another_manner_is_told_and_a_paper_of_two_manners_is_not():
    polite = "案内します。" * 6
    assert words(f"{polite}市が実施する。", "DOC04", "public") == ["市が実施する。"]
    assert words(f"{polite}収集は毎月第3土曜日に行う。", "DOC04", "public") == ["3土曜日に行う。"]
    assert words(f"{polite}「市が実施する。」", "DOC04", "public") == []
    assert words("案内します。市が実施する。市が定める。", "DOC04", "public") == []
    assert words("実施した。会場は公園でした。\n参加は百人であった。次も行います。", "DOC04", "public") == [
        "実施した。",
        "は百人であった。",
    ]
    assert words("実施しました。会場は公園でした。\n参加は百人であった。次も行う。", "DOC04", "public") == []


def test_a_letter_says_what_it_is_in_its_subject():
    letter = "緑総第12号\n各自治会長　様\n\n{}\n\n　案内します。"
    assert words(letter.format("説明会の開催について"), "DOC08") == ["説明会の開催について"]
    assert words(letter.format("説明会の開催について（通知）"), "DOC08") == []


def test_digits_are_mixed_or_follow_the_office():
    assert "DOC07" in rules("１２人と34人")
    assert "DOC07" not in rules("３人と34人")
    full = replace(GUIDE, digits="one-full")
    found = [one for one in find_style("3人と３４人", full, "formal") if one.rule == "style.DOC12"]
    assert [one.suggestion for one in found] == ["３", "34"]
    assert apply_fixes("3人と３４人", found) == "３人と34人"


def test_the_office_has_the_last_word(tmp_path):
    assert [one.suggestion for one in find_style("障害のある人", GUIDE, "public") if "OWN" in one.rule] == [
        "障がい"
    ]
    assert "OWN01" not in rules("障害者総合支援法と身体障害者手帳", "public")
    assert words("子どもと子供とこども家庭庁", "OWN02") == ["子ども"]
    (tmp_path / "style.json").write_bytes((PROMPTS / "style.json").read_bytes())
    (tmp_path / "style_office.toml").write_text(
        'off = ["CON01"]\nhonorific = "殿"\n[severity]\nCON02 = "info"\n[profiles]\n"通知" = "mail"\n',
        encoding="utf-8",
    )
    own = load_style(tmp_path)
    assert rules("甲および乙", guide=own) == []
    assert [one.severity for one in find_style("甲ならびに乙及び丙", own, "formal")] == ["info"]
    assert own.profile("通知") == "mail"
    assert [one.suggestion for one in find_style("山田　様\n", own, "formal")] == ["殿"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"severity": "grave"}, "使えるのは error、warning、info"),
        ({"pattern": "("}, "正規表現として読めません"),
        ({"pattern": "x?"}, "空の文字列"),
        ({"pattern": "別の"}, "match の例「申請および届出」に pattern が当てはまりません"),
        ({"fix": "@大文字"}, "@ で始まるものは"),
        ({"fix": r"\3"}, "pattern の括弧と合いません"),
        ({"source": "XX"}, "sources にありません"),
        ({"profiles": ["letter"]}, "使えるのは formal"),
        ({"match": []}, "当てはまる例"),
        ({"colour": "red"}, "という項目はありません"),
    ],
)
def test_a_mistake_in_the_file_names_the_rule_and_the_remedy(tmp_path, change, said):
    data = json.loads((PROMPTS / "style.json").read_text(encoding="utf-8"))
    row = next(row for row in data["rules"] if row["id"] == "CON01")
    row.update(change)
    (tmp_path / "style.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_style(tmp_path)
    assert "style.json" in str(caught.value) and "規則 CON01" in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_is_no_json_and_an_office_that_names_no_rule(tmp_path):
    (tmp_path / "style.json").write_text("{", encoding="utf-8")
    with pytest.raises(TemplateError, match="JSON として読めません"):
        load_style(tmp_path)
    (tmp_path / "style.json").write_bytes((PROMPTS / "style.json").read_bytes())
    (tmp_path / "style_office.toml").write_text('off = ["ABC99"]\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="規則「ABC99」は"):
        load_style(tmp_path)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "この制度を使うことができるのは、みどり市に住んでいて、小学校に入る前の子供を育てている人です。",
            "EASY01",
        ),
        ("行かなければできません。", "EASY03"),
        ("書類が送られます。", "EASY04"),
        ("窓口へお越しいただきますようお願いいたします。", "EASY05"),
        ("館内は飲食禁止です。", "EASY06"),
        ("オンラインで申し込みます。", "EASY07"),
        ("早めに行くほうがよいと思われます。", "EASY08"),
        ("令和8年に始まります。", "EASY10"),
        ("15時から始まります。", "EASY10"),
        ("住民票、印鑑証明、納税証明、戸籍謄本が要ります。", "EASY11"),
    ],
)
def test_plain_japanese_for_residents(text, rule):
    assert rule in rules(text, "chat")
    assert rule not in rules(text, "public")


def test_plain_sentences_pass():
    assert [one for one in rules("市役所で紙を出します。お金は要りません。", "chat") if "EASY" in one] == []
    assert "EASY07" not in rules("ハザードマップ（危ない場所の地図）を見ます。", "chat")


def test_readability_orders_texts_as_people_do():
    easy = "今日は学校へ行きます。友達と本を読みます。家でご飯を食べます。明日は休みです。雨が降ります。"
    hard = "住民基本台帳法第十二条に規定する住民票記載事項証明書交付請求者本人確認書類提示義務履行状況等に関する調査結果報告書を提出する。"
    scores = [readability(StyleText(text)) for text in (easy, hard * 2)]
    assert scores[0] is not None and scores[1] is not None
    assert scores[0].score > 4 > 1 > scores[1].score
    known = readability(StyleText("おはようございます！今日は天気がいいですね。" * 3))
    assert known is not None and abs(known.score - 5.596) < 0.6  # what the open implementation says of it
    assert readability(StyleText("短い。")) is None


def test_style_is_one_of_the_checks_of_a_draft():
    checked = run_checks(Subject("甲および乙", style=GUIDE, profile="formal"), ("style.v1",))
    assert [one.rule for one in checked.findings] == ["style.CON01"]
    assert run_checks(Subject("甲および乙"), ("style.v1",)).findings == ()
