"""The lines of an answer picked by a writing model: what is shown stands in the sources, and where it says nothing usable
the answer is that without a model. The model is played by the test; index and pages are real."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.events import Stage
from app.models.queueing import FairQueue
from app.residents.answering import Question, Turn, answer, stream
from app.residents.picking import MOST
from ingest.document import RESIDENT
from tests.test_residents import PHRASES

pytestmark = pytest.mark.slow
LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


class Reader:
    """A model that picks the lines in which one of ``wanted`` stands, else says ``words`` to search for."""

    name, context = "openai:large", 32768

    def __init__(self, *wanted, words="なし", reply=""):
        self.wanted, self.words, self.reply, self.queue = wanted, words, reply, FairQueue(1)
        self.asked = []

    def whole(self, messages, *, max_tokens, temperature, stop_event):
        self.asked.append(messages[-1][1])
        if self.reply:
            return self.reply
        found = [
            number for number, text in LINE.findall(messages[-1][1]) if any(map(text.count, self.wanted))
        ]
        words, self.words = ("なし" if found else self.words), "なし"
        return f"答え：{'、'.join(found) or '0'}\nさがす：{words}"


def office(midori, writer, phrases=PHRASES):
    return SimpleNamespace(
        index=midori.index, prompts=midori.prompts, viewer=RESIDENT, writer=writer, phrases=phrases
    )


def told(made):
    return [part.text for part in made.parts if part.citations]


def text_of(midori, made):
    names = {one.passage_id.partition("#")[0] for one in made.citations}
    return "\n".join(midori.index.document(name, RESIDENT).text for name in names)


def test_what_the_model_picks_is_told_in_the_words_of_the_page_with_its_source(midori):
    writer = Reader("300円")
    made = answer(office(midori, writer), Question("住民票の写しはいくらですか"))
    shown = [text for _, text in LINE.findall(writer.asked[0])]
    assert made.status == "answered" and made.trace.model == "openai:large" and len(writer.asked) == 1
    assert told(made) and set(told(made)) <= {text for text in shown if "300円" in text}
    assert all(one.quote for one in made.citations) and "300円" in text_of(midori, made)
    assert len(shown) > 20 and len(set(shown)) > len(shown) * 0.8
    assert "■住民票" in writer.asked[0] and "住民の質問\n住民票の写しはいくらですか" in writer.asked[0]


def test_where_no_line_answers_nothing_is_told_though_the_rules_would(midori):
    question = Question("住民票の写しはいくらですか")
    assert answer(office(midori, None), question).status == "answered"
    writer = Reader()
    made = answer(office(midori, writer), question)
    assert made.status == "no_sources" and not made.citations and len(writer.asked) == 1


def test_other_words_are_searched_for_once_and_answer(midori):
    """A question in words that no page has; the model knows what the office calls it."""
    question = Question("でかいやつを片付けてほしいんだけど、なんぼする")
    assert answer(office(midori, None), question).status != "answered"
    writer = Reader("700円", words="粗大ごみ　戸別収集　手数料")
    made = answer(office(midori, writer), question)
    assert len(writer.asked) == 2 and "粗大ごみ" in text_of(midori, made) and "700円" in made.text
    stubborn = Reader(words="ない言葉")
    stubborn.reply = "答え：0\nさがす：粗大ごみ"
    assert answer(office(midori, stubborn), question).status == "no_sources" and len(stubborn.asked) == 2


@pytest.mark.parametrize(
    "reply",
    ["", "住民票の写しは300円です。", "答え：9999", "[1]", "I cannot help with that.", "答え：三番です"],
)
def test_a_reply_that_cannot_be_used_leaves_the_answer_without_a_model(midori, reply):
    question = Question("住民票の写しの手数料と、土曜日に取れるかを教えてください")
    alone = answer(office(midori, None), question)
    writer = Reader(reply=reply or " ")
    made = answer(office(midori, writer), question)
    if reply == "答え：三番です":  # no number at all: nothing was picked, nobody said that nothing answers
        assert made.status == alone.status
    assert (made.text, made.status, made.parts) == (alone.text, alone.status, alone.parts)


@pytest.mark.parametrize("asked", ["住民票の写しの手数料はいくらですか", "国保の人間ドックの助成の額"])
def test_what_was_found_for_a_model_is_not_sought_again(midori, monkeypatch, asked):
    index, sought = midori.index, []
    search = type(index).search

    def counted(self, query, **wishes):
        sought.append(query)
        return search(self, query, **wishes)

    monkeypatch.setattr(type(index), "search", counted)
    alone = answer(office(midori, None), Question(asked))
    before = list(sought)
    sought.clear()
    assert answer(office(midori, Reader(reply="はい")), Question(asked)).text == alone.text
    assert sought == before


def test_it_is_told_before_the_model_is_waited_for_and_when_it_is_not_any_more(midori):
    def states(writer, language="ja"):
        told = stream(office(midori, writer), Question("住民票の写しはいくらですか", language))
        return [one.state if isinstance(one, Stage) else type(one).__name__ for one in told]

    alone, picked, unusable = states(None), states(Reader("300円")), states(Reader(reply="はい"))
    translated = states(Reader(reply="はい"), "en")
    assert alone == ["searching", "writing", "Sentence", "Answered"]
    assert picked[:3] == ["searching", "writing", "Asking"] and picked.count("Asking") == 1
    assert unusable == ["searching", "writing", "Asking", *alone]
    again = translated.index("searching", 1)
    assert "Asking" in translated[again:] and translated.index("Sentence") > translated.index("Asking", again)


def test_what_a_model_writes_beside_the_numbers_is_shown_nowhere(midori):
    writer = Reader(reply="住民票は無料です。\n答え：1、2\nさがす：なし\n以上、電話は0120-000-000です。")
    made = answer(office(midori, writer), Question("住民票の写しはいくらですか"))
    shown = dict(LINE.findall(writer.asked[0]))
    assert told(made) and set(told(made)) <= {shown["1"], shown["2"]}
    assert "無料" not in made.text and "0120" not in made.text


def test_no_more_lines_than_an_answer_has(midori):
    writer = Reader("")
    writer.reply = "答え：" + "、".join(map(str, range(1, 30)))
    made = answer(office(midori, writer), Question("住民票の写しについて教えてください"))
    assert 1 < len(told(made)) <= MOST


def test_the_model_reads_no_name_and_no_number_of_the_resident(midori):
    writer = Reader("300円")
    said = "見本花子です。電話は090-1234-5678です。住民票の写しはいくらですか"
    history = (Turn("山田太郎さんの住民票の手数料", "1通300円です。"),)
    answer(office(midori, writer), Question(said, history=history))
    assert "090-1234-5678" not in writer.asked[0] and "山田太郎" not in writer.asked[0]
    assert "前の質問と答え" in writer.asked[0] and "1通300円です。" in writer.asked[0]


def test_a_table_that_has_to_know_the_district_still_asks_back(midori):
    question = Question("ごみの収集日はいつですか")
    made = answer(office(midori, Reader(reply="答え：聞く\nさがす：なし")), question)
    assert made.status == "clarify" and len(made.choices) > 2 and not made.citations
    other = answer(office(midori, Reader(reply="答え：聞く")), Question("住民票の写しはいくらですか"))
    assert other.status == "no_sources"  # there is nothing that could be asked back
    picked = answer(office(midori, Reader("火・金")), question)
    assert picked.status == "answered" and "火・金" in picked.text


def test_a_page_in_the_language_of_the_resident_goes_before_the_japanese(midori):
    question = Question("How do I separate my garbage? What day is it collected?", "en")
    assert answer(office(midori, None), question).language == "en"
    writer = Reader("garbage", "ごみ")
    made = answer(office(midori, writer), question)
    assert made.language == "en" and "garbage" in made.text.casefold()
    assert all("英語" in one.label for one in made.citations)


def test_an_office_that_leaves_the_rule_empty_is_not_read_by_the_model(midori):
    writer = Reader("300円")
    phrases = replace(PHRASES, text={**PHRASES.text, "pick": ""})
    made = answer(office(midori, writer, phrases), Question("住民票の写しはいくらですか"))
    assert made.status == "answered" and not writer.asked


def test_an_emergency_and_a_number_of_ones_own_never_reach_the_model(midori):
    writer = Reader("300円")
    for text in ("家が火事です", "マイナンバーは123456789018です。住民票はいくら"):
        assert answer(office(midori, writer), Question(text)).status == "blocked"
    assert not writer.asked
