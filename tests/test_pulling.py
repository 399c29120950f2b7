"""A word that no passage speaks of and that draws the question away from what was found tells that there is no answer."""

from dataclasses import replace

import pytest

from ingest.document import Document, Hit, Passage
from ingest.hashing import HashEmbedder
from ingest.search.confidence import Confidence, Thresholds
from ingest.search.coverage import cover, read_terms
from ingest.search.pulling import pull
from ingest.search.query import read_query
from ingest.search.synonyms import Group, Synonyms

EMBEDDER = HashEmbedder()
TEXT = "印鑑登録証のカードは、登録したその日に窓口でお渡しします。"
LINE = replace(Thresholds.of("e5-small.int8"), total=0.9, pull_weight=1.0)


def hit():
    document = Document("d", "印鑑登録", "ウェブページ", TEXT, "d.html", "x")
    return Hit(
        Passage("d#p1", "d", "冒頭", (), 0, len(TEXT), "text", TEXT), document, 1.0, 1, ("dense",), 0.9
    )


def drawn(query, *, synonyms=Synonyms()):
    asked = read_query(query, synonyms=synonyms, embedder=EMBEDDER)
    unspoken = cover(query, [hit()], {}, synonyms=synonyms).unspoken
    vectors = EMBEDDER.embed_passages([TEXT])
    return unspoken, pull(
        asked, [hit()], EMBEDDER, synonyms, lambda passages: vectors[: len(passages)], unspoken
    )


def test_the_word_that_nothing_speaks_of_is_left_out_and_the_question_comes_nearer():
    unspoken, away = drawn("印鑑登録証のカードの材質")
    asked = read_query("印鑑登録証のカードの材質", synonyms=Synonyms(), embedder=EMBEDDER)
    rest = EMBEDDER.embed_query("印鑑登録証のカード")
    vector = EMBEDDER.embed_passages([TEXT])[0]
    assert unspoken == ("材質",)
    assert away == pytest.approx(float(vector @ rest) - float(vector @ asked.vector)) and away > 0.05


def test_words_that_tell_nothing_or_have_another_word_here_draw_nothing():
    assert drawn("印鑑登録証のカードは全部でいくつ")[1] == 0.0
    assert drawn("印鑑登録証のカードをその日のうちに渡す")[1] == 0.0
    assert drawn("印鑑登録証のカードをお渡しする窓口と、登録の廃止の材質")[1] == 0.0, "two things are asked"
    told = Synonyms((Group(("印鑑登録証", "はんこの札"), (), ()),))
    assert drawn("はんこの札", synonyms=told) == ((), 0.0)


def test_it_decides_only_what_else_would_be_told_as_sure():
    near, asked = Confidence(0.905, 0.0, 0.0, best=0.0, unspoken=("材質",)), []

    def away(words, enough):
        asked.append(words)
        assert enough == pytest.approx(0.005)
        return 0.01

    assert near.reaches(LINE) and not near.reaches(LINE, away) and asked == [("材質",)]
    assert near.reaches(LINE, lambda words, enough: 0.004)
    for other in (replace(near, similarity=0.8), replace(near, unspoken=()), replace(near, exact=True), replace(near, unmet=True)):  # fmt: skip
        other.reaches(LINE, away)
    assert asked == [("材質",)], "nothing is embedded where it cannot decide"


class Counting(HashEmbedder):
    """The same vectors, and what was asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def embed_query(self, text):
        self.asked.append(text)
        return super().embed_query(text)


def test_where_one_word_tells_enough_no_other_is_left_out():
    embedder, vectors = Counting(), EMBEDDER.embed_passages([TEXT])
    asked = read_query("印鑑登録証のカードの材質の写真", synonyms=Synonyms(), embedder=EMBEDDER)

    def away(enough):
        embedder.asked.clear()
        words = ("材質の写真", "写真")
        return pull(asked, [hit()], embedder, Synonyms(), lambda passages: vectors, words, enough)

    whole = away(1.0)
    assert embedder.asked == ["印鑑登録証のカード", "印鑑登録証のカードの材質"]
    assert away(0.01) == whole > 0.01 and embedder.asked == ["印鑑登録証のカード"]


def test_a_letter_before_a_year_is_no_word_of_matter():
    assert {"r", "R"}.isdisjoint(term.written for term in read_terms("財調のR7末の残高"))
