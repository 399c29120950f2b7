"""The task 例規案: an amendment from words or from the 条, a new ordinance, what is left open, what is never made up."""

from functools import lru_cache
from pathlib import Path

import pytest

from app.drafting import draft
from app.events import DraftRequest
from app.law.matter import changed_text
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from ingest.law.tree import parse
from tests.test_comparison import OLD

PROMPTS = load_prompts(Path(__file__).resolve().parent.parent / "prompts")


@pytest.fixture(scope="module")
def made(midori):
    @lru_cache
    def make(example, *changed):
        fields = {**PROMPTS.templates["reiki"].examples[example].fields, **dict(changed)}
        request = DraftRequest("reiki", fields=fields)
        events = draft(request, index=midori.index, writer=None, prompts=PROMPTS, viewer=CLERK)
        return list(events)[-1].draft

    return make


def test_the_change_may_be_an_amending_sentence():
    text, left = changed_text(parse(OLD), "第2条第1項第2号中「200円」を「250円」に改める。")
    assert text == OLD.replace("200円", "250円") and left == ()
    text, left = changed_text(parse(OLD), "第9条中「甲」を「乙」に改める。")
    assert text == OLD and left[0].startswith("「第9条中「甲」を「乙」に改める。」：")


def test_the_change_may_be_the_provisions_as_they_shall_read():
    third = "（雑則）\n第3条　この条例の施行に関し必要な事項は、市長が定める。"
    text, left = changed_text(parse(OLD), third)
    assert text == OLD.replace("規則で定める。", "市長が定める。") and left == ()
    added = "（還付）\n第3条の2　手数料は、還付しない。"
    text, _ = changed_text(parse(OLD), added)
    assert text == OLD.replace("（罰則）\n", f"{added}\n（罰則）\n")
    assert changed_text(parse(OLD), "手数料を上げる。") == (OLD, ("手数料を上げる。",))


def test_an_amendment_has_its_parts(made):
    text = made(0).text
    body = text.index("第4条中第5号を第6号とし、第4号の次に次の1号を加える。")
    assert body < text.index("（経過措置）\n2　改正後の第4条の規定は") < text.index("【新旧対照表】")
    assert "改正後 | 改正前" in text and "〔(6)〕　道路運送車両法" in text and "| （新設）" in text
    assert "・第4条（免除）　番号を改め、規定を加えます[1]。" in text
    assert made(0).citations[0].label.endswith("第4条")


def test_what_is_not_given_stays_open(made):
    text = made(0, ("施行日", ""), ("経過措置", "")).text
    assert "この条例は、【要確認：施行日】から施行する。" in text and "（経過措置）" not in text
    vague = made(0, ("改正の内容", "手数料を1割上げる。"))
    assert vague.status == "needs_review" and "law.unchanged" in {each.rule for each in vague.findings}
    assert "（令和元年みどり市条例第18号）の一部を次のように改正する。\n　【要確認：改正の内容" in vague.text
    assert "手数料を1割上げる。" in vague.text
    unknown = made(0, ("対象の例規", "みどり市宇宙港設置条例"))
    assert unknown.status == "no_sources" and "取り込まれていない" in unknown.text


def test_a_new_ordinance_is_built_in_order_and_shows_what_it_learnt_from(made):
    text = made(1).text
    names = ["（目的）", "（定義）", "（基本理念）", "（市の責務）", "（市民及び事業者の役割）", "（委任）"]
    places = [text.index(name) for name in names]
    assert places == sorted(places) and "第6条　この条例の施行に関し必要な事項は、規則で定める。" in text
    assert "・みどり市犯罪被害者等支援条例[" in text and "この案にない条：" in text
    assert "罰則" not in text.split("【提案理由】")[0]
    penal = made(1, ("罰則", "第4条の規定に違反した者は、5万円以下の過料に処する。")).text
    assert "（罰則）\n第7条　第4条の規定に違反した者" in penal and "検察庁との協議" in penal


def test_a_whole_amendment_says_what_it_replaces(made):
    text = made(1, ("種類", "全部改正"), ("対象の例規", "みどり市情報公開条例")).text
    assert "みどり市情報公開条例（" in text and "）の全部を改正する。" in text


def test_who_has_to_follow_is_told(made):
    change = "第2条の2の次に次の1条を加える。\n（特例）\n第2条の3　特例は、第40条に定める。"
    text = made(0, ("改正の内容", change), ("経過措置", "")).text
    assert "第40条" in text.split("【ほかの例規への影響と確かめること】")[1]


def test_a_law_may_apply_from_an_earlier_day(made):
    text = made(
        0, ("施行", "公布の日から施行する"), ("施行日", ""), ("適用日", "2026-04-01"), ("経過措置", "")
    ).text
    assert (
        "　この条例は、公布の日から施行し、この条例による改正後のみどり市手数料条例の規定は、令和8年4月1日から適用する。"
        in text
    )
    new = made(1, ("適用日", "2026-04-01")).text
    assert "　この条例は、公布の日から施行し、令和8年4月1日から適用する。" in new


def test_a_draft_explains_itself(made):
    text = made(1).text
    assert "■ 第5条（市民及び事業者の役割）" in text
    assert "・市民及び事業者が努めることを定めています。" in text
    assert "・「事業者」の意味は、第2条第1項第2号にあります。" in text
    assert (
        "・第6条：「この条例の施行に関し必要な事項は、規則で定める。」に応じる規則等は、取り込まれている中にありません。"
        in text
    )
    fee = made(1, ("罰則", "第3条の規定に違反した者は、200万円以下の罰金に処する。")).text
    assert "条例に置ける罰金は、100万円以下です" in fee.partition("【上位法対応表】")[2]


def test_a_repeal_is_one_sentence_and_names_what_follows(made):
    text = made(0, ("種類", "廃止"), ("改正の内容", ""), ("経過措置", "")).text
    assert (
        "　　　みどり市手数料条例を廃止する条例\n　みどり市手数料条例（令和元年みどり市条例第18号）は、廃止する。\n　　　附　則"
        in text
    )
    assert (
        "・みどり市手数料条例施行規則（令和元年みどり市規則第22号）は、みどり市手数料条例に基づくものです。"
        in text
    )
    assert "【改正文】" not in text and "【新旧対照表】" not in text


RULE = """（趣旨）
第1条　この規則は、灯台の見学に関し必要な事項を定める。
（申請）
第2条　見学を希望する者は、見学申請書（様式）を提出しなければならない。
様式（第2条関係）
見学申請書
年　　月　　日
"""


def test_the_supplement_stands_ahead_of_the_forms(made):
    rule = (("対象の例規", "みどり市灯台見学規則"), ("目的", ""), ("定義", ""))
    text = made(1, *rule, ("改正の内容", RULE)).text
    assert (
        "提出しなければならない。\n　　　附　則\n　この規則は、公布の日から施行する。\n様式（第2条関係）"
        in text
    )
    assert "附則がありません" not in text
    own = RULE.replace("様式（第2", "附　則\nこの規則は、令和9年4月1日から施行する。\n様式（第2")
    text = made(1, *rule, ("改正の内容", own)).text
    assert text.count("施行する。") == 1 and "公布の日から施行" not in text
