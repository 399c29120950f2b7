"""Danger told by meaning: the fit on a few examples, what is kept, and unseen questions on the real examples."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.residents.answering import Question, stream
from app.residents.dangers import NO_EXAMPLES, fit, load_examples, open_recogniser
from app.residents.emergency import emergencies
from app.residents.letters import letters_of
from app.residents.phrases import load_phrases
from ingest.document import RESIDENT
from ingest.errors import SettingError
from ingest.hashing import HashEmbedder

ROOT = Path(__file__).resolve().parent.parent
PHRASES = load_phrases(ROOT / "prompts" / "residents.toml")
HELD_OUT, EVENTS = (
    [
        json.loads(line)
        for line in (ROOT / "evals" / "cases" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    for name in ("residents_held_out", "residents_events")
)


KANA_CALM = [
    "らいげつ ささなきちょうに ひっこします。やくばに なにを もっていきますか",
    "こどもが うまれました。なにを すれば いいですか",
    "ごみは なんようびに だしますか",
    "じゅうみんひょうが ほしいです。いくらですか",
    "がっこうの きゅうしょくは いくらですか",
    "としょかんは なんじまで あいていますか",
    "けっこんします。かみは どこで もらいますか",
    "ほけんしょうを なくしました。どうすれば いいですか",
    "にほんごを べんきょうしたいです。どこで できますか",
    "くるまの ぜいきんを はらいたいです",
    "みずが でません。どこに でんわしますか",
    "いぬを かいたいです。なにが いりますか",
    "びょうきの ときの ほけんに はいりたいです",
    "おかねが ないです。ぜいきんを まって もらえますか",
    "こどもの よぼうせっしゅは いつですか",
    "あかちゃんの けんしんは どこですか",
    "ひっこしました。でんきは どこに いいますか",
    "しやくしょは どようびも あいていますか",
    "やくばの でんわばんごうを おしえてください",
    "バスの じかんを しりたいです",
    "マイナンバーカードを つくりたい",
    "こうみんかんを つかいたい",
    "だいがたごみの すてかた",
    "ほいくえんに いれたいです",
    "ねんきんの ことを ききたいです",
    "おじいちゃんが しにました。なにを だしますか",
    "ちちが なくなりました。てつづきを おしえて",
    "いえを こわします。なにが ひつようですか",
    "やけどしたので びょういんに いきたい",
    "よなかに びょういんは あいていますか",
]
"""As who learns Japanese writes it: none of them is an example."""
KANA_DANGER = [
    "むねが いたくて うごけない",
    "うちが かじに なりました",
    "けむりが でています",
    "あかちゃんが いきを しない",
    "だんなに なぐられて こわい",
    "もう いきていたくない",
    "しらない ひとが いえに はいってきた",
    "くるまに ひかれた",
    "くすりを のみすぎました",
    "おばあちゃんが たおれた",
    "かわに こどもが おちた",
    "おやに たたかれます",
    "ナイフを もった ひとが います",
    "じしんで いえが つぶれて でられない",
    "しにたい きもちに なります",
]


@pytest.fixture(scope="module")
def desk(midori):
    class Desk:
        index, prompts, viewer, writer, phrases = midori.index, midori.prompts, RESIDENT, None, PHRASES

    return Desk()


def test_every_danger_of_the_examples_has_a_telephone_number():
    names = set(PHRASES.examples.names) - {""}
    assert names == {one.name for one in PHRASES.urgent} and len(names) == 8


def test_no_question_of_the_measure_is_an_example():
    said = set(PHRASES.examples.said)
    assert not said & {row["query"] for row in (*HELD_OUT, *EVENTS)} and len(said) == len(
        PHRASES.examples.said
    )


def test_letters_count_rare_runs_more():
    letters = letters_of(["家が火事だ", "山が火事だ", "家が広い"])
    near = letters.rows(["火事"]) @ letters.known.T
    assert near[0, 0] == pytest.approx(near[0, 1], rel=0.2) and near[0, 2] == 0


def test_a_fit_separates_its_own_examples_and_its_vectors_are_kept(tmp_path):
    file = tmp_path / "dangers.toml"
    file.write_text(
        'calm = ["ごみの日はいつ", "住民票がほしい", "転入届の期限", "図書館の時間"]\n'
        '[[danger]]\nname = "火事・救急"\nsaid = ["家が燃えている", "父が倒れた", "煙が出ている"]\n',
        encoding="utf-8",
    )
    examples, embedder = load_examples(file), HashEmbedder()
    made = open_recogniser(examples, embedder, tmp_path / "kept")
    kept = list((tmp_path / "kept").glob("dangers-*.npy"))
    assert len(kept) == 1 and np.load(kept[0]).shape == (7, embedder.dimensions)
    burning, calm = made.sense("家が燃えている"), made.sense("転入届の期限")
    assert burning.score > 0.5 > -0.5 > calm.score and burning.names == ("火事・救急",)
    again = fit(examples, embedder, np.load(kept[0]).astype(float))
    assert again.sense("煙が出ている").score == pytest.approx(made.sense("煙が出ている").score, abs=1e-5)
    assert made.sense("転入届の期限を教えてください。家が燃えている").score > 0.5
    assert open_recogniser(NO_EXAMPLES, embedder, tmp_path) is None


def test_a_broken_file_says_what_to_look_at(tmp_path):
    file = tmp_path / "dangers.toml"
    file.write_text('calm = ["ごみの日"]\n[[danger]]\nname = "火事"\n', encoding="utf-8")
    with pytest.raises(SettingError, match="said"):
        load_examples(file)


def test_unseen_emergencies_are_seen_and_near_misses_are_not(desk):
    rows = HELD_OUT[::3]
    urgent = [row for row in rows if row["kind"] == "emergency"]
    seen = [row for row in urgent if emergencies(desk, row["query"])[0]]
    calm = [row["query"] for row in rows if row["kind"] == "calm"]
    alarms = [query for query in calm if emergencies(desk, query)[0]]
    assert len(urgent) > 30 and len(seen) >= 0.97 * len(urgent)
    assert len(calm) > 30 and len(alarms) <= 2, alarms


def test_a_question_in_hiragana_is_no_emergency_by_its_letters(desk):
    assert not set(PHRASES.examples.said) & {*KANA_CALM, *KANA_DANGER}
    levels = [emergencies(desk, said)[0] for said in KANA_CALM]
    assert levels.count("sure") == 0 and levels.count("perhaps") <= 2
    assert all(emergencies(desk, said)[0] for said in KANA_DANGER)


def test_what_happened_in_a_life_is_no_emergency_where_the_office_is_asked(desk):
    calm = [row["query"] for row in EVENTS[::2] if row["kind"] == "calm"]
    urgent = [row["query"] for row in EVENTS[::2] if row["kind"] == "emergency"]
    levels = [emergencies(desk, query)[0] for query in calm]
    assert len(calm) > 70 and levels.count("sure") == 0 and len(calm) - levels.count("") <= 8
    assert len(urgent) > 50 and sum(bool(emergencies(desk, query)[0]) for query in urgent) >= 0.97 * len(
        urgent
    )


def test_beside_what_happened_the_question_is_answered_too(desk):
    level, shown = emergencies(desk, "家が燃えてしまいました。り災証明書の手続きを教えてください")
    assert level == "perhaps" and "119" in {one.contact.telephone for one in shown}
    assert emergencies(desk, "家が燃えてしまいそうです。助けて")[0] == "sure"


def test_an_illness_without_a_sign_of_worse_is_told_whom_to_ask_and_answered_too(desk):
    for text in (
        "夜中に子どもが熱を出しました",
        "二歳の息子の体温が三十九度です",
        "昨夜から胃がむかむかします",
    ):
        level, shown = emergencies(desk, text)
        assert level == "perhaps" and shown[0].contact.telephone == "#7119", text
    for text in (
        "子どもが熱を出してけいれんしています",
        "急に片方の手に力が入らなくなった",
        "吐くのが止まらず、目がうつろです",
    ):
        level, shown = emergencies(desk, text)
        assert level == "sure" and "119" in {one.contact.telephone for one in shown}, text


def test_perhaps_an_emergency_is_answered_below_its_number(desk):
    events = list(stream(desk, Question("家が燃えてしまいました。り災証明書の手続きを教えてください")))
    made = events[-1].answer
    assert made.status == "answered" and made.citations
    assert [one.telephone for one in made.urgent] == ["119"]
    assert "119" in events[0].text


def test_a_sure_emergency_is_only_its_number_in_the_language_of_the_question(desk):
    made = list(stream(desk, Question("My husband collapsed and is not breathing")))[-1].answer
    assert made.status == "blocked" and made.citations == () and made.language == "en"
    assert made.text.startswith("Call 119 now") and made.urgent[0].name == "Fire and ambulance"
    assert "110" in made.text  # whichever emergency it was taken for
