"""Drafts without a model, maker by maker: underlay, answers, lists, minutes; style of sentences; determinism."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import Done, DraftRequest
from app.extractive import TABLE, compose, join
from app.extractive.answer import addressed
from app.extractive.filler import Filler
from app.extractive.headed import find_part, paragraphs, split_headed
from app.extractive.quoting import cite, cited_sentence, is_statement, telling, with_sources
from app.following import choose_past
from app.material import Material
from app.meeting import read_meeting
from app.meeting_parts import NEXT, SAID
from app.memo import ASSIGNED, DECIDED
from app.queries import expand
from app.retrieval import Choice, PastDocument, gather
from app.tasks.form import read_form
from app.tasks.template import MAKERS
from app.tasks.template_file import load_prompts
from app.text.polite import make_plain, make_polite
from app.text.wording import best_sentence, pairs, sentences, share
from ingest.document import CLERK
from tests.papers import ALL, MINUTES, SPEC_CLEANING, SPEC_R07, SPEECH_R07, SPEECH_R08
from tests.tiny_index import TinyIndex, document

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
INDEX = TinyIndex(ALL)


def material(task, fields, past=None, **more):
    template = PROMPTS.templates[task]
    values = read_form(template, fields)
    evidence = gather(template, values, library=INDEX, viewer=CLERK, choice=Choice())
    return Material(template, values, evidence, PastDocument(past, True, ()) if past else None, **more)


SPEECH = dict(PROMPTS.templates["aisatsu"].examples[0].fields)


def test_the_table_has_every_maker_that_a_template_may_name():
    assert tuple(TABLE) == MAKERS


@pytest.mark.parametrize("task", list(PROMPTS.templates))
@pytest.mark.parametrize("number", [0, 1])
def test_every_worked_example_is_composed_alike_twice(task, number):
    fields = PROMPTS.templates[task].examples[number].fields
    texts = []
    for _ in range(2):
        events = list(
            draft(DraftRequest(task, fields), index=INDEX, writer=None, prompts=PROMPTS, viewer=CLERK)
        )
        assert isinstance(events[-1], Done)
        texts.append(events[-1].draft.text)
    assert texts[0] == texts[1]
    assert len(texts[0]) > 80


# ---- slots


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("第21回みどり市消防出初式", "第22回みどり市消防出初式"),
        ("令和8年1月11日（日）", "令和9年1月10日（日）"),
        ("令和8年1月11日", "令和9年1月10日"),
        ("1月11日に", "1月10日に"),
        ("市長の柊木真理子です。", "市長の柊木真理子です。"),
        ("第21回という節目", "【要確認：旧「第21回」】という節目"),
        ("火災は13件", "火災は【要確認：旧「13件」】"),
        ("福祉部長　本多　千秋", "福祉部長　【要確認：旧「本多　千秋」】"),
        ("皆様の御健勝を祈念し", "皆様の御健勝を祈念し"),
        ("地方自治法（昭和22年法律第67号）第234条", "地方自治法（昭和22年法律第67号）第234条"),
    ],
)
def test_each_slot_takes_the_forms_value_or_stays_marked(old, new):
    assert Filler(material("aisatsu", SPEECH, SPEECH_R08)).settle(old).text == new


def test_another_mayor_gets_the_forms_name():
    settled = Filler(material("aisatsu", SPEECH, SPEECH_R07)).settle(
        "市長の鳴海重雄です。\nみどり市長　鳴海　重雄"
    )
    assert settled.text == "市長の柊木真理子です。\nみどり市長　柊木　真理子"
    assert settled.open == 0


def test_what_every_specification_says_is_no_old_figure():
    fields = dict(PROMPTS.templates["shiyousho"].examples[0].fields)
    made = material("shiyousho", fields, SPEC_R07)
    made.past = PastDocument(SPEC_R07, True, (SPEC_CLEANING.text,))
    settled = Filler(made).settle("提出を受けた日から10日以内に検査し、16席設ける。")
    assert settled.text == "提出を受けた日から10日以内に検査し、【要確認：旧「16席」】設ける。"


def test_days_near_the_occasion_move_with_it_and_a_count_of_the_form_is_offered():
    """The past specification is for 令和7年9月15日（月）, the form's occasion is 令和9年9月20日（月）."""
    text = (CORPUS / "texts/past/shiyousho/keiroukai_r07.docx.md").read_text(encoding="utf-8")
    spec = replace(SPEC_R07, text=text)
    filler = Filler(material("shiyousho", dict(PROMPTS.templates["shiyousho"].examples[0].fields), spec))
    for old, suggested in (
        ("搬入・設営 | 令和7年9月14日（日）", "令和9年9月19日（日）"),
        ("9月14日の作業", "9月19日"),
        ("提出期限 | 令和7年8月22日（金）", "令和9年8月27日（金）"),
        ("客席 | 車椅子席の設置 | 16席", "20席"),
        ("正面玄関の外側に日よけのテントを6張り設ける", "4張り"),
    ):
        assert f"→「{suggested}」か】" in filler.settle(old).text, filler.settle(old).text
    for old in ("令和7年4月1日現在", "机10台", "紙コップ800個"):
        assert "→" not in filler.settle(old).text, filler.settle(old).text


def test_a_value_that_a_source_still_says_stays_with_its_number():
    made = material("aisatsu", SPEECH | {"盛り込む事項": "火災の件数"}, SPEECH_R08)
    assert (
        Filler(made).settle("市内で発生した火災は11件でした。").text == "市内で発生した火災は11件でした[1]。"
    )


@pytest.mark.parametrize(
    "file", sorted((CORPUS / "texts" / "past" / "aisatsu").glob("*.md")), ids=lambda path: path.name
)
def test_no_figure_of_a_real_speech_is_carried_over_silently(file):
    """Every figure of the old speech is in the form, is marked, or is the same law; the words around stay."""
    text = file.read_text(encoding="utf-8")
    speech = type(SPEECH_R08)(
        **{name: getattr(SPEECH_R08, name) for name in SPEECH_R08.__slots__} | {"text": text}
    )
    fields = SPEECH | {"行事名": "第99回まるで別の催し", "開催日": "2030-02-03", "盛り込む事項": ""}
    filler = Filler(material("aisatsu", fields, speech))
    for paragraph in paragraphs(text):
        settled = filler.settle(paragraph)
        plain = settled.text
        assert settled.open == plain.count("【要確認：旧「")
        restored = re.sub(r"【要確認：旧「([^」]*(?:「[^」]*」)?[^」]*)」(?:→「[^」]*」か)?】", r"\1", plain)
        if "柊木" not in paragraph and "鳴海" not in paragraph and "市長" not in paragraph:
            assert share(pairs(paragraph), restored) > 0.9


# ---- taking a past document apart


def test_parts_are_found_under_their_headings_and_aliases():
    parts = split_headed(SPEC_R07.text)
    assert [part.title for part in parts][1:] == [
        "業務名",
        "目的",
        "契約期間",
        "業務内容",
        "中止の取扱い",
        "検査及び支払",
        "協議その他",
    ]
    assert (
        find_part(parts, ("履行期間", "契約期間")).body == "契約締結の日から令和7年9月30日（火）までとする。"
    )
    assert find_part(parts, ("著作権",)) is None
    assert "電話" not in parts[-1].body


def test_the_paragraphs_of_a_speech_are_what_is_spoken():
    told = paragraphs(SPEECH_R08.text)
    assert told[0] == "　新年明けましておめでとうございます。市長の柊木真理子です。"
    assert told[-1] == "　結びに、皆様の御健勝を祈念し、式辞といたします。"
    assert len(told) == 4


# ---- sentences of the sources


def test_sentences_are_quoted_with_their_numbers():
    evidence = material("aisatsu", SPEECH | {"盛り込む事項": "火災の件数\n消防団の車両"}).evidence
    assert (
        cited_sentence(evidence, "火災の件数")
        == "令和8年中に市内で発生した火災は11件、救急の出動は2,701件であった[1]。"
    )
    assert cited_sentence(evidence, "姉妹都市との交流") == ""
    assert telling(evidence, "火災の件数", most=1)[0][1].startswith("令和8年中に市内で発生した火災は11件")
    assert cite("75歳以上 | 9,517人", 2) == "75歳以上：9,517人[2]"
    assert cite("　・目標は21か所とする。", 3) == "目標は21か所とする[3]。"
    assert cite("◎総務部長（常盤圭一君）　率は80.1パーセントです。", 1) == "率は80.1パーセントです[1]。"
    assert [
        is_statement(text) for text in ("件数は何件か。", "1　目的", "火災は11件、救急は2,701件であった。")
    ] == [
        False,
        False,
        True,
    ]


def test_a_clause_that_a_rule_demands_is_cited_and_others_are_not():
    fields = dict(PROMPTS.templates["shiyousho"].examples[0].fields)
    evidence = material("shiyousho", fields).evidence
    number = next(one.number for one in evidence if one.document.id == "keiyaku")
    text = (
        "発注者は、履行を完了した旨の届出を受けた日から10日以内に検査する。\n机にはクロスを掛けるものとする。"
    )
    assert with_sources(text, evidence).split("\n") == [
        f"発注者は、履行を完了した旨の届出を受けた日から10日以内に検査する[{number}]。",
        "机にはクロスを掛けるものとする。",
    ]


def test_members_are_addressed_by_their_family_name():
    assert addressed("9番　白石のぞみ議員（市民クラブ）") == "白石議員"
    assert addressed("市長") == "市長"
    assert addressed("6番 砂川美穂") == "砂川議員" and addressed("６番　砂川　美穂") == "砂川議員"


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("火災は11件である[1]。", "火災は11件です[1]。"),
        ("組織率を90.0％とする。", "組織率を90.0％としています。"),
        ("作成を委託する[2]。", "作成を委託します[2]。"),
        ("目標は21か所。", "目標は21か所です。"),
        ("申請が必要である。", "申請が必要です。"),
        ("増えている。", "増えています。"),
    ],
)
def test_sources_are_put_into_spoken_style(plain, polite):
    assert make_polite(plain) == polite
    assert make_polite(polite) == polite


def test_speech_is_put_into_written_style_but_questions_stay():
    text = "利用は3,412人でした。席を増やすのは難しいです。要望します。増やせますか。"
    assert make_plain(text) == "利用は3,412人であった。席を増やすのは難しい。要望する。増やせますか。"


# ---- minutes


def test_a_record_is_taken_apart_by_speaker_and_item():
    meeting = read_meeting(MINUTES)
    assert [one.speaker for one in meeting.of(SAID)] == [
        "会長",
        "事務局",
        "委員",
        "委員",
        "事務局",
        "会長",
        "会長",
    ]
    assert [one.number for one in meeting.utterances] == list(range(1, 8))
    for one in meeting.utterances:
        assert one.text.split("\n")[0] in MINUTES[one.start : one.end]
    assert meeting.items == ("議題1　自習室の利用", "議題2　その他")
    assert [one.item for one in meeting.of(SAID)] == [0, 0, 0, 0, 0, 0, 1]


def test_a_record_with_its_own_lists_keeps_them():
    record = (CORPUS / "past" / "kaigiroku" / "bunkasai_jikkoui_r08_2.txt").read_text(encoding="utf-8")
    meeting = read_meeting(record)
    assert len(meeting.of(DECIDED)) == 6
    assert [one.text.split("　")[0] for one in meeting.of(ASSIGNED)] == ["1", "2", "3", "4"]
    assert meeting.of(NEXT)[0].text.startswith("令和8年9月16日（水）")
    made = Material(PROMPTS.templates["gijiroku"], {}, meeting=meeting)
    section = next(one for one in made.template.sections if one.by == "decisions")
    first = "".join(piece.text for piece in TABLE["decisions"](section, made)).split("\n")[0]
    assert first == "1　開催日は、令和8年11月3日（火・祝）の1日とする。2日間の開催は行わない[1]。"


def test_the_council_is_read_by_questioner():
    record = (CORPUS / "past" / "kaigiroku" / "honkaigi_r07_12.txt").read_text(encoding="utf-8")
    meeting = read_meeting(record)
    assert [item.split("　")[-1] for item in meeting.items if "番" in item][:2] == ["梶原美咲", "室井孝之"]
    assert sum(len(one.text) for one in meeting.of(SAID)) > 0.75 * len(record)


def test_text_without_speakers_is_still_read():
    meeting = read_meeting("席を増やすことを決めた。\n来年度に要望する。")
    assert [one.text for one in meeting.utterances] == ["席を増やすことを決めた。", "来年度に要望する。"]
    assert read_meeting("").utterances == ()


# ---- search


def test_a_field_of_several_lines_asks_once_a_line():
    asked = list(
        expand(("{行事名} {事項}", "{なし}"), {"行事名": "式", "事項": "・火災\n・車両\n", "なし": ""})
    )
    assert asked == ["式 火災", "式 車両"]


def test_the_past_document_is_the_newest_of_the_same_event():
    template = PROMPTS.templates["aisatsu"]
    values = read_form(template, SPEECH)

    def chosen(**more):
        found = choose_past(template, values | more, library=INDEX, viewer=CLERK, choice=Choice())
        return (found.document.id, found.same) if found else None

    assert chosen() == ("dezome-r08", True)
    assert chosen(行事名="姉妹都市提携記念の夕べ") is None


def test_evidence_stays_within_its_tokens_and_three_of_a_document():
    template = PROMPTS.templates["souteimondou"]
    values = read_form(template, template.examples[0].fields)
    evidence = gather(template, values, library=INDEX, viewer=CLERK, choice=Choice())
    from ingest.tokens import count_tokens

    assert sum(count_tokens(one.text) for one in evidence) <= 900
    assert [one.number for one in evidence] == list(range(1, len(evidence) + 1))
    for one in evidence:
        assert one.citation.quote in one.document.text


RULE = document(
    "rule",
    "契約の規則",
    "規則",
    """
契約の規則
第1条　契約書には、契約の目的を記載しなければならない。
第2条　検査は、10日以内に行わなければならない。
第3条　代金の支払は、30日以内に行わなければならない。
第4条　保証金は、契約金額の100分の10以上とする。
第5条　再委託には、書面による承諾を要する。
第6条　保険の証券の写しを提出しなければならない。
""",
)


def test_what_answers_one_line_of_the_form_is_taken_however_much_its_document_says():
    """Five of one rule, each first for a query of its own; of what stands first for none, two."""
    template = PROMPTS.templates["keiyaku"]
    asked = ("契約書 記載", "検査 10日", "支払 30日", "保証金", "再委託 承諾")
    template = replace(template, sources=replace(template.sources, kinds=(), queries=asked, k=8))
    index = TinyIndex([RULE])
    found = gather(template, {}, library=index, viewer=CLERK, choice=Choice())
    text = "\n".join(one.text for one in found)
    assert all(word in text for word in ("10日以内", "30日以内", "100分の10", "承諾を要する", "目的を記載"))
    one_query = replace(template, sources=replace(template.sources, queries=("契約 検査 支払 保証金 保険",)))
    assert len(gather(one_query, {}, library=index, viewer=CLERK, choice=Choice())) == 3


def test_wording_counts_what_carries_meaning():
    assert pairs("病児保育は、する") == {"病児", "児保", "保育"}
    assert share(pairs("病児保育"), "病児保育の定員") == 1.0
    assert sentences("1　目的\n清潔に保つ。区分 | 数\n甲 | 3人") == [
        "1　目的",
        "清潔に保つ。",
        "区分 | 数",
        "甲 | 3人",
    ]
    assert best_sentence("甲を行う。火災は11件である。", pairs("火災の件数")) == "火災は11件である。"


def test_the_composed_text_numbers_its_headings():
    made = material("shiyousho", dict(PROMPTS.templates["shiyousho"].examples[1].fields))
    text = join(compose(made))
    numbers = [
        int(line.split("　")[0]) for line in text.split("\n") if line[:1].isdigit() and "　" in line[:3]
    ]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 15
    assert re.search(r"届出を受けた日から10日以内\[\d+\]に検査する", text), "as the rule of contracts has it"
