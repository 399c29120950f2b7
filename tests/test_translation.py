"""A translation through a real server of LibreTranslate's protocol: lines, names, eras, denial, and what happens without it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.checks.running import run_checks
from app.checks.subject import Subject
from app.drafting import draft
from app.events import DraftRequest
from app.models.translation import CODES, TranslationWriter, load_glossary, western, writer_of
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from ingest.errors import SettingError
from tests.papers import ALL
from tests.tiny_index import TinyIndex
from tests.translation_server import translating

ROOT = Path(__file__).resolve().parent.parent
PROMPTS = load_prompts(ROOT / "prompts")
TEMPLATE = PROMPTS.templates["honyaku"]
TEXT = (
    "令和8年12月31日は、みどりクリーンセンターを閉めます。\n\n郵送での届出はできません。手数料は1,300円です。"
)
TABLE = {
    "2026年12月31日は、": "On December 31, 2026,",
    "を閉めます。": "is closed.",
    "郵送での届出はできません。": "You cannot apply by mail.",
    "手数料は1,300円です。": "The fee is 1,300 yen.",
}


def english(line):
    for japanese, words in TABLE.items():
        line = line.replace(japanese, f" {words} ")
    return " ".join(line.split())


def made(url, language="英語", text=TEXT):
    fields = {"言語": language, "原文": text, "用件": "年末の休み"}
    writer = writer_of(None, url, "k", template=TEMPLATE, fields=fields)
    request = DraftRequest("honyaku", fields)
    events = draft(request, index=TinyIndex(ALL), writer=writer, prompts=PROMPTS, viewer=CLERK)
    return list(events)[-1].draft


def translation(result):
    return result.text.split("【訳文】\n")[1].split("\n【")[0]


def test_the_lines_the_era_and_the_office_s_names_are_kept():
    with translating(english) as server:
        result = made(server.url)
    told = translation(result)
    assert told.split("\n") == [
        "On December 31, 2026, Midori Clean Center（みどりクリーンセンター） is closed.",
        "",
        "You cannot apply by mail. The fee is 1,300 yen.",
    ]
    assert "みどりクリーンセンター" not in str(server.requests)
    assert server.requests[0]["target"] == "en" and server.requests[0]["api_key"] == "k"
    assert result.trace.model.startswith("translate:127.0.0.1")
    assert not [one for one in result.findings if one.rule.startswith("translation.")]
    assert {one.number: one.met for one in result.checklist} == {0: True, 1: True, 5: True}


def test_a_lost_denial_a_changed_amount_and_a_lost_name_are_told():
    wrong = {"You cannot apply": "You can apply", "1,300": "1,800", "is closed.": "is closed!"}

    def careless(line):
        line = english(line).replace("[[0]]", "the facility")
        for good, bad in wrong.items():
            line = line.replace(good, bad)
        return line

    with translating(careless) as server:
        result = made(server.url)
    told = {one.rule: one.message for one in result.findings if one.rule.startswith("translation.")}
    assert set(told) == {"translation.denial", "translation.lost", "translation.added", "translation.term"}
    assert "郵送での届出はできません。" in told["translation.denial"]
    assert "1,300円" in told["translation.lost"] and "1800" in told["translation.added"]
    assert {one.number: one.met for one in result.checklist} == {0: False, 1: False, 5: True}


def test_a_language_that_the_server_has_not_is_said_with_those_that_it_has():
    with translating(english) as server:
        result = made(server.url, "ネパール語")
    assert result.status == "model_error"
    assert any(
        "ネパール語に訳せません。訳せるのは 英語、ベトナム語 です。" in one.message for one in result.findings
    )
    assert "【要確認：訳文" in translation(result)
    assert {one.number: one.met for one in result.checklist} == {0: False, 1: False, 5: True}


@pytest.mark.parametrize("gone", [True, False], ids=["nobody there", "too slow"])
def test_without_an_answer_the_draft_says_so_within_five_seconds(gone):
    began = time.monotonic()
    with translating(english, wait=6.0) as server:
        result = made("http://127.0.0.1:9" if gone else server.url)
        spent = time.monotonic() - began
    assert spent < 6.5  # five seconds and the draft itself, on a busy machine
    assert any("つながりません" in one.message for one in result.findings)


def test_easy_japanese_and_other_tasks_keep_the_office_s_writer():
    office = object()
    easy = {"言語": "やさしい日本語"}
    assert writer_of(office, "http://x:1", "", template=TEMPLATE, fields=easy) is office
    assert writer_of(office, "", "", template=TEMPLATE, fields={"言語": "英語"}) is office
    mail = PROMPTS.templates["mail"]
    assert writer_of(office, "http://x:1", "", template=mail, fields={"言語": "英語"}) is office


def test_an_address_that_is_none_is_refused_in_words():
    with pytest.raises(SettingError, match="http://ホスト:5000"):
        TranslationWriter("ftp://x", "", language="英語", glossary={})


def test_the_ten_languages_of_the_form_have_a_code():
    options = TEMPLATE.field("言語").options
    assert set(CODES) == set(options) - {"やさしい日本語"} and len(CODES) == 10


def test_years_of_the_era_become_western_and_fiscal_years_stay():
    assert western("令和元年5月1日から平成31年度まで") == "2019年5月1日から平成31年度まで"


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("英語", "You can't take it out.", "You can take it out."),
        ("中国語（簡体字）", "不能带出。", "可以带出。"),
        ("中国語（繁体字）", "不能帶出。", "可以帶出。"),
        ("韓国語", "가지고 나갈 수 없습니다.", "가지고 나갈 수 있습니다."),
        ("ベトナム語", "Không được mang ra.", "Được mang ra."),
        ("ポルトガル語", "Não pode levar.", "Pode levar."),
        ("フィリピノ語", "Hindi puwedeng ilabas.", "Puwedeng ilabas."),
        ("ネパール語", "बाहिर लैजान पाइँदैन। मिल्दैन।", "बाहिर लैजान पाइन्छ।"),
        ("インドネシア語", "Tidak boleh dibawa keluar.", "Boleh dibawa keluar."),
        ("タイ語", "ห้ามนำออก", "นำออกได้"),
        ("やさしい日本語", "そとに 出すことは できません。", "そとに 出すことが できます。"),
    ],
)
def test_denial_is_known_in_every_language(language, good, bad):
    values = {"言語": language, "原文": "持ち出すことはできません。", "用件": "x"}

    def rules(words):
        subject = Subject(f"【訳文】\n{words}\n【注記】\nx", values=values, template=TEMPLATE)
        return {one.rule for one in run_checks(subject, ("meaning.v1",)).findings}

    assert rules(good) == set()
    assert rules(bad) == {"translation.denial"}


def test_what_only_looks_like_a_denial_is_none():
    values = {
        "言語": "英語",
        "原文": "14日以内に届け出なければなりません。少なくとも1人が要ります。",
        "用件": "x",
    }
    subject = Subject(
        "【訳文】\nYou must report within 14 days. At least one is needed.\n【注記】\nx",
        values=values,
        template=TEMPLATE,
    )
    assert run_checks(subject, ("meaning.v1",)).findings == ()


def test_the_glossary_is_read_longest_first():
    names = list(load_glossary(ROOT / "prompts" / "glossary.toml"))
    assert names.index("みどりクリーンセンター") < names.index("みどり市") and len(names) >= 10
