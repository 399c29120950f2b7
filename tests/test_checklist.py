"""The checklist as far as a program decides it: met, not met with the reason, or left to the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.result import Fact, Finding
from app.tasks.checklist import verdicts
from app.tasks.schema import TemplateError
from app.tasks.template_file import load_prompts, load_template

TASKS = Path(__file__).resolve().parent.parent / "prompts"
PROMPTS = load_prompts(TASKS)


def told(task, text="", facts=(), findings=()):
    template = PROMPTS.templates[task]
    return {
        template.checklist[one.number]: (one.met, one.reason)
        for one in verdicts(template, text, facts, findings)
    }


def test_what_is_neither_met_nor_unmet_is_left_to_the_person():
    assert set(told("sns", "本文")) == {
        "日時・場所・対象・費用が正しい",
        "画像の説明文（代替テキスト）がある",
    }
    assert told("sns", "本文")["画像の説明文（代替テキスト）がある"][0] is False
    assert "発言した人を取り違えていない" not in told("gijiroku", "本文")


def test_a_fact_without_a_source_fails_its_item_until_a_person_ticks_it():
    item = "行事名・回数・日付・曜日は正しい"
    good = Fact("第22回", "回数", "input", 0, 4)
    open_ = Fact("12月6日", "日付", "unsupported", 5, 10)
    assert told("aisatsu", facts=[good])[item] == (True, "回数1件に、出典か入力があります。")
    assert told("aisatsu", facts=[good, open_])[item] == (False, "「12月6日」に根拠がありません（1件）。")
    ticked = Fact("12月6日", "日付", "unsupported", 5, 10, ticked=True)
    assert told("aisatsu", facts=[good, ticked])[item][0] is True
    wrong = Finding("fact.weekday", "error", "曜日が合いません。")
    assert told("aisatsu", facts=[good], findings=[wrong])[item] == (False, "曜日が合いません。")


def test_words_that_must_or_must_not_be_there():
    made = told("shiyousho", "予定価格は100円とする。生成AIは用いない。")
    assert made["予定価格や見積額を書いていない"] == (False, "「予定価格」と書かれています。")
    assert made["生成AIの利用の可否を書いた"][0] is True
    assert made["個人情報取扱特記事項を付けた（個人情報を扱うとき）"] == (False, "書かれていません。")
    assert told("kisha", "全国初の取組です。")["「初」「最大」などに根拠がある"][0] is False
    assert told("kisha", "全国初の取組です[1]。")["「初」「最大」などに根拠がある"][0] is True
    item = "発注者・受注者の呼び方がそろっている（甲乙が混じらない）"
    assert told("keiyaku", "発注者は、甲府市とする。")[item][0] is True
    assert told("keiyaku", "甲は、乙に支払う。")[item][0] is False


def test_a_contradiction_with_the_council_fails_its_item():
    item = "過去の答弁と食い違っていない"
    table = "会期 | 議員 | 答弁者 | 答弁の要旨\n令和6年第4回定例会 | …"
    against = Finding("council.stance", "warning", "今回の方針は「実施しない」ですが、前の答弁と違います。")
    assert told("souteimondou", table, findings=[against])[item] == (False, against.message)
    assert told("souteimondou", table, findings=[Finding("council.x", "info", "x")])[item][0] is True
    assert item not in told("souteimondou", "過去の答弁は見当たりません。", findings=[against])


def test_most_tasks_have_something_that_a_program_decides():
    decided = [template.id for template in PROMPTS.templates.values() if template.verified]
    assert len(decided) >= 16
    assert sum(len(template.verified) for template in PROMPTS.templates.values()) >= 30


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"そんな項目" = ["rule:x"]', "checklist にありません"),
        ('"過去の答弁と食い違っていない" = ["もし"]', "rule:、facts:、has:、lacks:、if:"),
        ('"過去の答弁と食い違っていない" = ["has:("]', "正規表現として読めません"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused_in_words(tmp_path, line, words):
    text = (TASKS / "tasks" / "souteimondou.toml").read_text(encoding="utf-8")
    head, _, tail = text.partition("[verified]\n")
    (tmp_path / "t.toml").write_text(
        f"{head}[verified]\n{line}\n[sources]{tail.partition('[sources]')[2]}", encoding="utf-8"
    )
    with pytest.raises(TemplateError, match=words):
        load_template(tmp_path / "t.toml")
