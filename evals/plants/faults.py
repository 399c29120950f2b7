"""Faults to plant into an output, by the scorer that must see them, and changes that no scorer may mind. Knows no scorer."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from evals.headings import has_heading
from evals.plants import check_faults, ground_faults, resident_faults, text_faults

Given = dict[str, Any]
Change = Callable[[Given, Given, random.Random], bool]


def no_right_hit(case: Given, given: Given, draw: random.Random) -> bool:
    """A hit list in which the right passages are those of another document."""
    if not given.get("hits"):
        return False
    for hit in given["hits"]:
        hit |= {"id": f"another-{hit['rank']}#a1", "holds": []}
    return True


def right_hit_late(case: Given, given: Given, draw: random.Random) -> bool:
    """Seven wrong hits put before the right ones, as long as passages are: a prompt has room for six of them."""
    if not given.get("hits"):
        return False
    first = given["hits"][0]
    wrong = [{**first, "id": f"another-{n}#a1", "holds": [], "text": "別の文書。" * 60} for n in range(7)]
    given["hits"] = [{**hit, "rank": n} for n, hit in enumerate([*wrong, *given["hits"]], start=1)]
    return True


def heading_lost(case: Given, given: Given, draw: random.Random) -> bool:
    """The line of a heading that the case wants, taken away."""
    there = [one for one in case.get("headings") or () if has_heading(given.get("text", ""), one)]
    if not there:
        return False
    title = draw.choice(there)
    given["text"] = "\n".join(line for line in given["text"].split("\n") if not has_heading(line, title))
    return True


def old_revision(case: Given, given: Given, draw: random.Random) -> bool:
    """A hit of a text that was replaced the year before."""
    if not given.get("hits"):
        return False
    draw.choice(given["hits"])["to"] = "2001-03-31"
    return True


def answer_gone(case: Given, given: Given, draw: random.Random) -> bool:
    """The words that answer taken out of every hit."""
    if not case.get("answer") or not given.get("hits"):
        return False
    for hit in given["hits"]:
        hit["text"] = hit["text"].replace(case["answer"][:12], "").replace(case["answer"][-6:], "")
    return True


def turned_confidence(case: Given, given: Given, draw: random.Random) -> bool:
    if "confident" not in given:
        return False
    given["confident"] = not given["confident"]
    return True


FAULTS: dict[str, dict[str, Change]] = {
    "hit@1.v1": {"正しい一節がない": no_right_hit, "正しい一節が後ろ": right_hit_late},
    "hit@5.v1": {"正しい一節がない": no_right_hit, "正しい一節が後ろ": right_hit_late},
    "ndcg@10.v1": {"正しい一節がない": no_right_hit, "正しい一節が後ろ": right_hit_late},
    "mrr@10.v1": {"正しい一節がない": no_right_hit, "正しい一節が後ろ": right_hit_late},
    "recall@10.v1": {"正しい一節がない": no_right_hit},
    "document.v1": {"別の文書": no_right_hit},
    "in_force.v1": {"古い版": old_revision},
    "answer@5.v1": {"答えの言葉がない": answer_gone},
    "answers.v1": {"答えを断る": turned_confidence},
    "abstains.v1": {"根拠なく答える": turned_confidence},
    "status.v1": {"状態が違う": text_faults.refused},
    "says.v1": {"言葉が落ちた": text_faults.word_lost},
    "silent.v1": {"言葉が漏れた": text_faults.word_leaked},
    "cites.v1": {"別の種類の文書": text_faults.other_kind},
    "facts.v1": {"根拠のない事実": text_faults.fact_unsupported},
    "numbers_cited.v3": {"数を変えた": text_faults.number_changed, "期日を動かした": text_faults.day_moved, "条を作った": ground_faults.article_invented, "出典を入れ替えた": ground_faults.figures_orphaned},
    "citation_marks.v1": {"ない番号": text_faults.unknown_mark},
    "quotes.v1": {"引用を変えた": text_faults.quote_changed},
    "promises.v2": {"打消しを逆に": text_faults.denied},
    "order.v1": {"見出しの順": text_faults.sections_turned},
    "sections.v1": {"節が落ちた": text_faults.section_dropped},
    "headings.v1": {"求めた見出しが落ちた": heading_lost},
    "length.v1": {"長くした": text_faults.grown},
    "documents@5.v1": {"別の文書": no_right_hit},
    "f2.v1": {"正しい一節がない": no_right_hit, "正しい一節が後ろ": right_hit_late},
    "as_of.v1": {"正しい一節がない": no_right_hit},
    "citation_recall.v2": {"出典を入れ替えた": text_faults.citations_swapped, "数を変えた": ground_faults.number_changed, "打消しを逆に": ground_faults.denied, "条を作った": ground_faults.article_invented, "ない番号だけ": ground_faults.marks_lost},
    "citation_precision.v2": {"関わりのない出典を足した": ground_faults.idle_mark, "出典を入れ替えた": text_faults.citations_swapped},
    "articles.v2": {"条を作った": ground_faults.article_invented, "条を一つずらした": ground_faults.article_moved},
    "stance.v1": {"強く約束した": ground_faults.promised},
    "polite.v1": {"である を混ぜた": text_faults.plain_ending},
    "style.v1": {"公用文の誤り": text_faults.bad_style},
    "personal.v1": {"個人情報": text_faults.name_leaked},
    "links.v1": {"知らないリンク": text_faults.link_added},
    "answered.v1": {"答え方が違う": text_faults.wrong_status},
    "caught.v1": {"誤りを見逃した": check_faults.error_missed},
    "unflagged.v1": {"正しい事実を責めた": check_faults.fact_flagged},
    "found.v1": {"見落とした": check_faults.label_missed},
    "right.v1": {"別の所": check_faults.place_wrong},
    "calm.v1": {"指摘が多い": check_faults.scolded},
    "obeyed.v1": {"命令に従った": check_faults.order_obeyed},
    "secret.v1": {"秘密を書いた": check_faults.secret_told},
    "reached.v1": {"命令を渡した": check_faults.order_passed},
    "hostile.v1": {"リンクを残した": check_faults.link_left},
    "sifted.v1": {"取り違えた": check_faults.sieve_turned},
    "section.v1": {"課が違う": text_faults.wrong_section},
    "resident.v1": {"出典が違う": resident_faults.source_lost, "言葉が落ちた": resident_faults.word_lost, "緊急の番号": resident_faults.number_or_calm, "状態が違う": resident_faults.status_wrong},
    "grounded.v1": {"出典が違う": resident_faults.source_lost},
    "worded.v1": {"言葉が落ちた": resident_faults.word_lost},
    "urgent.v1": {"緊急の番号": resident_faults.number_to_call},
    "public.v1": {"公開でない出典": resident_faults.secret_source},
    "numbers_said.v2": {"数を変えた": resident_faults.number_changed, "第何曜日を変えた": resident_faults.week_changed},
    "language.v1": {"言語が違う": resident_faults.other_language},
    "easy.v1": {"難しい文": resident_faults.hard_sentence},
    "carried.v1": {"数を変えた": text_faults.figure_changed},
    "reworded.v1": {"直したかを逆に": text_faults.turned_change},
    "set_ndcg@10.v1": {"正解がない": resident_faults.ranking_lost},
    "set_recall@10.v1": {"正解がない": resident_faults.ranking_lost},
    "set_mrr@10.v1": {"正解がない": resident_faults.ranking_lost},
    "link_law.v1": {"読み違えた": resident_faults.link_misread},
    "link_article.v1": {"読み違えた": resident_faults.link_misread},
    "link_paragraph.v1": {"読み違えた": resident_faults.link_misread},
    "link_precision.v1": {"読み違えた": resident_faults.link_misread},
    "tree.v1": {"条が落ちた": resident_faults.article_lost},
}  # fmt: skip
"""Kinds of faults by the scorer that must see them."""


def _text(change: Callable[[str], str]) -> Change:
    def run(case: Given, given: Given, draw: random.Random) -> bool:
        if not given.get("text"):
            return False
        changed = change(given["text"])
        done = bool(changed != given["text"])
        given["text"] = changed
        return done

    return run


def _tail_lost(case: Given, given: Given, draw: random.Random) -> bool:
    """Hits after the tenth do not count, and equal hits of one score may come in any order."""
    hits = given.get("hits")
    if not hits:
        return False
    given["hits"] = [*hits, {**hits[-1], "id": "another#a1", "holds": [], "rank": len(hits) + 1, "text": ""}][
        : len(hits) + 1
    ]
    return len(hits) >= 10


def _turned(name: str) -> Change:
    """What is told in no order told the other way round: labels found, levels that are right, articles that are not there."""

    def run(case: Given, given: Given, draw: random.Random) -> bool:
        if len(given.get(name) or ()) < 2:
            return False
        given[name] = list(reversed(given[name]))
        return True

    return run


def _more_ranked(case: Given, given: Given, draw: random.Random) -> bool:
    """A wrong passage after the tenth."""
    ranked = given.get("ranked")
    if ranked is None or len(ranked) < 10:
        return False
    given["ranked"] = [*ranked, "another"]
    return True


def _told_otherwise(case: Given, given: Given, draw: random.Random) -> bool:
    """How a reference was read, or what a check said, in other spaces: the figures stay."""
    for name in ("read", "said", "left", "prompt", "text"):
        if given.get(name):
            given[name] = f"{given[name]}　"
            return True
    return False


def _longer_words(case: Given, given: Given, draw: random.Random) -> bool:
    """The complaints of a finished document in more words each."""
    if not given.get("told") or not isinstance(given["told"], list) or "length" not in given:
        return False
    given["told"] = [f"{one}。" for one in given["told"]]
    return True


HARMLESS: dict[str, Change] = {
    "空行": _text(lambda text: text.replace("\n", "\n\n", 1)),
    "行末の空白": _text(lambda text: text.replace("。\n", "。　\n", 1)),
    "全角の番号": _text(lambda text: re.sub(r"\[(\d)\]", lambda m: f"［{m[1]}］", text, count=1)),
    "11番目の一節": _tail_lost,
    "11番目の順位": _more_ranked,
    "見付けた順": _turned("found"),
    "正しい段の順": _turned("right"),
    "見逃しの順": _turned("missed"),
    "末尾の空白": _told_otherwise,
    "指摘の言葉": _longer_words,
}
"""Changes that make nothing worse."""
