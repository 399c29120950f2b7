"""Long documents section by section: the outline, a section alone, the whole by the command line, and the page."""

from __future__ import annotations

import re

import httpx
import pytest

from app.drafting import draft
from app.events import Done, DraftRequest, FormError, Found
from app.long_draft import draft_by_parts
from app.outline import Part, assemble, focused, outline_of, read_outline, without_heading, write_outline
from app.tasks.template_file import load_prompts
from ingest.document import CLERK
from ingest.errors import SettingError
from tests.browser import NAMELESS, OVERFLOW, chromium, until, visit
from tests.web_office import ROOT, meaning, open_office, serving

PROMPTS = load_prompts(ROOT / "prompts")
PLAN = PROMPTS.templates["keikaku"]
FORM = {
    "計画名": "みどり市避難支援プラン",
    "期間": "令和9年度から令和12年度まで",
    "所属": "危機管理課",
    "趣旨": "自主防災組織を支える。",
    "調べること": "自主防災組織の組織率\n個別避難計画の作成",
    "課題": "組織率が目標に届いていない",
    "施策": "講習会を開く",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"), embedder=meaning())


def written(office, part, **request):
    events = list(
        draft(
            DraftRequest("keikaku", fields=FORM, **request),
            index=office.index,
            writer=None,
            prompts=focused(PROMPTS, "keikaku", part),
            viewer=CLERK,
        )
    )
    found = next((each for each in events if isinstance(each, Found)), None)
    return events[-1].draft, found


def test_the_outline_is_the_sections_of_the_form_and_comes_back_from_a_text_file():
    parts = outline_of(PLAN, FORM)
    assert [part.title for part in parts[:4]] == ["", "策定の趣旨", "計画の位置付け", "計画の期間"]
    edited = (
        write_outline(parts).replace("## 策定の体制\n", "").replace("## 現状\n", "## 現状\n> 組織率だけ\n")
    )
    edited += "## 議会の意見\n> 避難所\n"
    read = read_outline(edited, PLAN)
    assert "策定の体制" not in [part.title for part in read]
    assert next(part for part in read if part.title == "現状").note == "組織率だけ"
    assert (read[-1].origin, read[-1].note, read[-1].chapter) == (-1, "避難所", parts[-1].chapter)
    assert [part.origin for part in read[:4]] == [0, 1, 2, 3]
    with pytest.raises(SettingError, match="3行目"):
        read_outline("# 章\n## 節\nただの文\n", PLAN)
    with pytest.raises(FormError, match="99番目"):
        focused(PROMPTS, "keikaku", Part("現状", origin=99))


def test_a_section_alone_searches_for_itself_and_goes_on_with_the_numbers(office):
    part = next(part for part in outline_of(PLAN, FORM) if part.title == "これまでの議論")
    added = Part("個別避難計画の目標", note="個別避難計画の作成の人数")
    alone, found = written(office, added)
    assert "120人分" in alone.text and "組織率" not in alone.text.replace("自主防災組織", "")
    target = next(one for one in found.citations if "個別避難計画" in one.label)
    later, again = written(office, added, numbered=("ほか#a1", target.passage_id))
    numbers = {one.passage_id: one.number for one in again.citations}
    assert numbers[target.passage_id] == 2 and 1 not in numbers.values()
    assert set(re.findall(r"\[(\d+)\]", later.text)) <= {str(n) for n in numbers.values()}
    once, _ = written(office, added, said=re.sub(r"\[\d+\]", "", alone.text))
    assert "120人分" not in once.text, "what another section says is not said again"
    assert without_heading(alone.text, added).startswith("・")
    nothing, _ = written(office, part)
    assert "【要確認" in nothing.text or nothing.text.strip() == "", "without a source nothing is invented"


def test_a_contract_by_sections_is_the_contract_in_one_go_and_its_parts_have_names(midori):
    contract = PROMPTS.templates["keiyaku"]
    fields = dict(contract.examples[0].fields)
    parts = outline_of(contract, fields)
    assert [part.label for part in parts][2:5] == ["前文", "契約条項", "記名押印"]
    assert read_outline(write_outline(parts), contract) == parts
    asked, more = (
        DraftRequest("keiyaku", fields=fields),
        {"index": midori.index, "writer": None, "viewer": CLERK},
    )
    whole = list(draft(asked, prompts=PROMPTS, **more))[-1].draft
    made = list(draft_by_parts(asked, parts, prompts=PROMPTS, **more))[-1].draft
    assert made.text == whole.text and "条　この契約に定めのない事項" in made.text
    articles = [part for part in parts if part.label == "契約条項"]
    alone = list(draft_by_parts(asked, articles, prompts=PROMPTS, **more))[-1].draft
    assert "（生成AIの利用）" in alone.text and "記名押印" not in alone.text


def test_all_long_documents_go_by_outline():
    assert {name for name, each in PROMPTS.templates.items() if each.long} >= {
        "keikaku", "kikakusho", "shiyousho", "keiyaku", "reiki", "manual",
    }  # fmt: skip


def test_braces_in_a_note_or_title_are_only_characters(office):
    made, _ = written(office, Part("{計画名}{7*7}", note="{{7*7}} ${7*7} {趣旨}"))
    assert "49" not in made.text and "自主防災組織を支える" not in made.text and made.status != "blocked"


def test_the_whole_is_written_in_the_order_of_the_outline_and_checked_as_one(office):
    parts = [
        part for part in outline_of(PLAN, FORM) if part.title in ("策定の趣旨", "現状", "課題", "施策と取組")
    ]
    events = list(
        draft_by_parts(
            DraftRequest("keikaku", fields=FORM),
            list(reversed(parts)),
            index=office.index,
            writer=None,
            prompts=PROMPTS,
            viewer=CLERK,
        )
    )
    done = events[-1]
    assert isinstance(done, Done)
    heads = [line for line in done.draft.text.split("\n") if re.match(r"第?\d", line)]
    assert heads == [
        "第1章　施策の展開", "1　施策と取組", "第2章　現状と課題", "1　課題", "2　現状",
        "第3章　計画の策定に当たって", "1　策定の趣旨",
    ]  # fmt: skip
    assert "第1章　施策の展開" in assemble(PLAN, "題", [(parts[-1], "文")])
    for fact in done.draft.facts:
        assert done.draft.text[fact.start : fact.end] == fact.text
    assert {one.number for one in done.draft.citations} == set(
        map(int, re.findall(r"\[(\d+)\]", done.draft.text))
    )


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


def test_the_api_gives_the_outline_and_writes_one_section(site):
    told = httpx.post(f"{site}/api/drafts/outline", json={"task": "keikaku", "fields": FORM}).json()
    assert told["heading"] == PLAN.heading and told["title"].endswith("（素案のたたき台）")
    part = next(one for one in told["parts"] if one["title"] == "策定の趣旨")
    made = httpx.post(
        f"{site}/api/drafts", json={"task": "keikaku", "fields": FORM, "section": part}, timeout=60
    ).json()
    assert made["text"] == "策定の趣旨\n　自主防災組織を支える。"
    bad = httpx.post(f"{site}/api/drafts/outline", json={"task": "keikaku", "fields": {}})
    assert bad.status_code == 422 and bad.json()["fields"][0]["field"] == "計画名"


CONTRACT = dict(PROMPTS.templates["keiyaku"].examples[0].fields)


def test_the_articles_of_a_contract_are_sections_and_each_is_written_alone(site):
    told = httpx.post(f"{site}/api/drafts/outline", json={"task": "keiyaku", "fields": CONTRACT}).json()
    articles = [one for one in told["parts"] if one["article"]]
    assert [one["article"] for one in articles] == list(range(1, 18))
    assert [told["parts"][at]["label"] for at in (0, 2)] == ["所属と頭書の見出し", "前文"]
    part = next(one for one in articles if one["title"] == "再委託") | {"note": ""}

    def alone(section):
        form = {"task": "keiyaku", "fields": CONTRACT, "section": section}
        return httpx.post(f"{site}/api/drafts", json=form, timeout=60).json()["text"]

    assert alone(part).startswith("第3条　受注者は、業務の全部を一括して第三者に委託してはならない")
    assert "検査" not in alone(part), "no other article"
    assert alone(part | {"title": "下請"}).startswith("第3条　受注者は、業務の全部"), (
        "a new name stays its article"
    )
    assert alone(part | {"article": 40, "title": "支払"}).startswith("第7条　"), "found by its name"
    assert "【要確認" in alone(part | {"article": -1, "origin": -1, "title": "駐車場の使用"})


@pytest.mark.slow
def test_on_the_page_the_articles_are_written_moved_and_numbered_anew(site):
    with chromium() as browser, visit(browser, site, width=1366) as page:
        page.goto("/draft?task=keiyaku")
        page.locator(".sg-examples button").first.click()
        page.get_by_role("button", name="構成から一節ずつ作る").click()
        page.get_by_role("button", name="構成どおりに書く").click()
        until(
            page,
            "document.querySelectorAll('.sg-outline-row:not([data-state=done])').length === 0",
            seconds=60,
        )
        until(page, "!document.querySelector('#sg-editor').readOnly")
        whole = page.locator("#sg-editor").input_value()
        assert re.findall(r"\n第(\d+)条　", whole) == [str(n) for n in range(1, 18)]
        assert "\n　上記の業務委託について" in whole and whole.endswith("を付ける。）")
        page.evaluate(
            "(() => { const area = document.querySelector('#sg-editor'); const at = area.value.indexOf('（管轄裁判所）') - 1;"
            " area.focus(); area.setSelectionRange(at, at); })()"
        )
        page.keyboard.type("第6条及び第4条による。地方自治法第2条")
        page.wait_for_selector("[data-state=edited]")
        page.get_by_role("button", name="「監督及び報告」を消す").click()
        until(
            page,
            "document.querySelector('#sg-editor').value.includes('【要確認：消した条（旧第4条）】による。地方自治法第2条')",
        )
        text = page.locator("#sg-editor").input_value()
        assert "第5条及び【要確認" in text, "the article that was cited is the fifth now"
        assert re.findall(r"\n第(\d+)条　", text) == [str(n) for n in range(1, 17)]
        page.get_by_role("button", name="節を足す").click()
        page.keyboard.type("駐車場の使用")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="「駐車場の使用」を書く").click()
        until(page, "/（駐車場の使用）\\n第17条　/.test(document.querySelector('#sg-editor').value)")
        assert (
            "第17条"
            in page.locator(
                ".sg-outline-row", has=page.get_by_role("button", name="「駐車場の使用」を上へ")
            ).inner_text()
        )


@pytest.mark.slow
def test_the_clerk_arranges_the_outline_and_nothing_edited_is_lost(site):
    with chromium() as browser, visit(browser, site, width=1366) as page:
        page.goto("/draft?task=keikaku")
        page.locator(".sg-examples button").first.click()
        page.get_by_role("button", name="構成から一節ずつ作る").click()
        rows = page.locator(".sg-outline-row")
        rows.first.wait_for()
        count = rows.count()
        page.get_by_role("button", name="「計画の位置付け」を消す").click()
        page.get_by_role("button", name="節を足す").click()
        page.keyboard.type("議会の意見")
        page.keyboard.press("Enter")
        assert rows.count() == count
        page.get_by_role("button", name="「策定の趣旨」を書く", exact=True).click()
        page.wait_for_selector("[data-state=done]")
        until(page, "!document.querySelector('#sg-editor').readOnly")
        until(
            page, "/^書いていない節が[0-9]+あります/.test(document.querySelector('.sg-state-text').innerText)"
        )
        assert page.get_by_role("button", name="下書きとして保存").count() == 1, (
            "not confirmed with sections missing"
        )
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("手で足した文。")
        page.wait_for_selector("[data-state=edited]")
        page.get_by_role("button", name="構成どおりに書く").click()
        page.get_by_role("button", name="手で直した節は残す").click()
        page.wait_for_selector("text=/^(3|4|5|6|7|8|9|1\\d)節を書きました/")
        until(page, "!document.querySelector('#sg-editor').readOnly")
        text = page.locator("#sg-editor").input_value()
        assert "手で足した文。" in text and "計画の位置付け" not in text
        assert text.index("1　策定の趣旨") < text.index("第2章　現状と課題")
        page.get_by_role("button", name="「計画の期間」を上へ").click()
        until(page, "/1　計画の期間\\n[^]*2　策定の趣旨/.test(document.querySelector('#sg-editor').value)")
        box = page.get_by_label("節の見出し").nth(1)
        box.fill("策定のねらい")
        box.press("Enter")
        until(page, "document.querySelector('#sg-editor').value.includes('　策定のねらい\\n')")
        assert "手で足した文。" in page.locator("#sg-editor").input_value()
        page.wait_for_selector("text=/^保存しました/")
        kept = page.locator("#sg-editor").input_value()
        page.reload()
        until(page, "document.querySelector('#sg-editor')?.value.length > 0")
        assert page.locator("#sg-editor").input_value() == kept and rows.count() == count
        assert page.evaluate(NAMELESS) == []
        for width in (1366, 683, 390):
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate(OVERFLOW) == []
