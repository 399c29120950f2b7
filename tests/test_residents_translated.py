"""Answers in another language: every sentence of them, and only where figures and days are those of the Japanese."""

import threading
from types import SimpleNamespace

import pytest

from app.models.queueing import FairQueue
from app.residents.answering import Question, answer
from app.residents.translating import days_in, translated
from app.web.residents.desk import public
from ingest.document import RESIDENT
from tests.test_residents import PHRASES


class Translator:
    """A model that has a translation for what it knows, and else says the Japanese figures with a word before them."""

    name, context = "openai:large", 8192

    def __init__(self, known=None):
        self.known, self.asked, self.queue = known or {}, [], FairQueue(1)

    def whole(self, messages, *, max_tokens, temperature, stop_event):
        text = messages[-1][1]
        if messages[0][1] == PHRASES.text["pick"]:
            return "I only translate."
        self.asked.append(text)
        for said, written in self.known.items():
            if text.startswith(said):
                return written
        return "Answer " + " ".join(one for one in "".join(c if c.isdigit() else " " for c in text).split())


def office(midori, writer):
    return SimpleNamespace(
        index=midori.index, prompts=midori.prompts, viewer=RESIDENT, writer=writer, phrases=PHRASES
    )


@pytest.mark.slow
def test_every_sentence_is_translated_and_what_cannot_be_is_said(midori):
    question = Question("児童手当の手続き", "vi")
    plain = answer(office(midori, None), question)
    told = [part.text for part in plain.parts if part.citations]
    assert len(told) > 1 and plain.language == "ja" and plain.notes
    writer = Translator()
    made = answer(office(midori, writer), question)
    assert writer.asked == told and made.language == "vi" and made.original
    assert all(part.text.startswith("Answer") for part in made.parts if part.citations) and not made.notes
    last = plain.parts[-1].text
    mixed = answer(office(midori, Translator({last: "On 31 February"})), question)
    assert mixed.parts[0].text.startswith("Answer") and mixed.parts[-1].text == last
    assert mixed.language == "vi" and mixed.notes == plain.notes


def said(text, written, language="en"):
    there = SimpleNamespace(writer=Translator({text[:4]: written}), phrases=PHRASES)
    return translated(there, text, language, threading.Event())


@pytest.mark.parametrize(
    ("text", "written", "language", "used"),
    [
        ("12月1日から受け付けます。", "Applications open on December 1.", "en", True),
        ("12月1日から受け付けます。", "Applications open on November 1.", "en", False),
        ("中央地区　燃やすごみ：月・木、紙：第1・第3金", "Chuo: burnable Mon and Thu, paper 1st and 3rd Fri", "en", True),
        ("中央地区　燃やすごみ：月・木、紙：第1・第3金", "Chuo: burnable Monday, Thursday, paper Jan 1st, Mar 3rd", "en", False),
        ("中央地区　燃やすごみ：月・木", "중앙지구 燃やすごみ：월요일・목요일", "ko", False),
        ("中央地区　燃やすごみ：月・木", "중앙지구 타는 쓰레기: 월요일, 목요일", "ko", True),
        ("手数料は300円です。", "A taxa é de 300 ienes.", "pt-BR", True),
        ("手数料は300円です。", "A taxa é de 3.000 ienes.", "pt-BR", False),
        ("手数料は300円です。", "", "vi", False),
    ],
)  # fmt: skip
def test_a_translation_is_used_where_figures_and_days_are_the_same(text, written, language, used):
    assert said(text, written, language) == (written if used else "")


def test_the_letters_of_days_go_to_the_translator_as_days():
    writer = Translator()
    there = SimpleNamespace(writer=writer, phrases=PHRASES)
    translated(there, "上沢地区　燃やすごみ：火・金、有害ごみ：第3水", "th", threading.Event())
    assert writer.asked == ["上沢地区　燃やすごみ：火曜日・金曜日、有害ごみ：第3水曜日"]


def test_every_language_that_is_translated_names_its_seven_days():
    assert set(PHRASES.weekdays) == set(PHRASES.languages)
    assert all(len(names) == 7 for names in PHRASES.weekdays.values())
    assert days_in("วันจันทร์และวันศุกร์", PHRASES.weekdays["th"]) == frozenset("月金")


def test_the_small_model_translates_nothing_for_residents():
    def of(name):
        return public(SimpleNamespace(writer=SimpleNamespace(name=name))).writer

    assert of("embedded:qwen2.5-coder-1.5b") is None and of("openai:large").name == "openai:large"
    assert public(SimpleNamespace(writer=None)).writer is None
