"""Tasks that clerks make: read strictly, kept in versions, shared as said, used like the shipped ones, never run."""

from __future__ import annotations

import json
import tomllib

import httpx
import pytest

from app.drafting import draft
from app.events import DraftRequest
from app.tasks.own_tasks import Owner, OwnTasks, read_task
from app.tasks.schema import TemplateError, parse_toml
from app.tasks.task_writing import write_task
from app.wire import Office
from ingest.settings import load_settings
from tests.browser import NAMELESS, OVERFLOW, chromium, until, visit
from tests.web_office import ROOT, serving

TASK = """id = "shukuden"
name = "祝電"
order = 30
result = "祝電の文ができます。"
minutes = 1
title = "{相手}様"
checklist = ["敬称が正しい"]
[[fields]]
id = "相手"
label = "相手の名前"
type = "text"
required = true
[[examples]]
title = "成人式"
[examples.fields]
"相手" = "柊木"
[sources]
needed = false
[[sections]]
by = "fields"
text = "おめでとうございます。BODY"
[writing]
instructions = "短く書く。"
"""
ME, YOU = Owner("山田", "総務課"), Owner("鈴木", "総務課")
EVIL = [
    "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "*{7*7}", "@(7*7)", "{%print(7*7)%}", "{{config}}", "{{''.__class__}}",
    "{0.__class__}", "{相手.__class__}", "{相手!r}", "{相手[0]}", "%(相手)s", "%s%n", "$(id)", "`id`", "{{self}}", "[[7*7]]",
    "{php}7*7{/php}", "<?php 7*7 ?>", "{{request.application}}", "${T(java.lang.Runtime)}", "{{=7*7}}", "~{7*7}", "{!7*7}",
    "{{constructor.constructor('x')()}}", "<script>alert(1)</script>", "javascript:alert(1)", "{{lipsum.__globals__}}", "\\\\u007b7*7\\\\u007d",
    "{{7*'7'}}", "{@7*7}", "[% 7*7 %]", "{$smarty.version}", "<#assign x=7*7>", "{{range.constructor}}", "f'{7*7}'", "__import__('os')", "eval(7*7)",
]  # fmt: skip
EVIL += [f"前{each}後" for each in EVIL]


@pytest.fixture
def office(tmp_path):
    environ = {
        "SHITAGAKI_HOME": str(tmp_path),
        "SHITAGAKI_EMBEDDER": "bigram-hash.v1",
        "SHITAGAKI_LLM": "none",
        "SHITAGAKI_PROMPTS": str(ROOT / "prompts"),
    }
    return Office(load_settings(environ))


def made(office, **fields):
    request = DraftRequest("shukuden", fields=fields)
    *_, done = draft(request, index=office.index, writer=None, prompts=office.prompts, viewer=office.viewer)
    return done.draft.text


def test_a_task_is_used_at_once_and_its_versions_come_back(office):
    tasks = OwnTasks(office.folder / "tasks")
    assert "shukuden" not in office.prompts.templates
    tasks.save(TASK, ME, shipped=office.prompts.templates)
    assert made(office, 相手="白石") == "白石様\nおめでとうございます。BODY"
    tasks.save(TASK.replace("BODY", "お元気で。"), ME, shipped={})
    assert made(office, 相手="白石").endswith("お元気で。") and tasks.read("shukuden").version == 2
    changed = [
        line
        for line in tasks.difference("shukuden", 1, 2)
        if line[0] in "+-" and line[:3] not in ("---", "+++")
    ]
    assert changed == ['-text = "おめでとうございます。BODY"', '+text = "おめでとうございます。お元気で。"']
    tasks.save(tasks.version("shukuden", 1), ME, shipped={})
    assert made(office, 相手="白石").endswith("BODY") and tasks.read("shukuden").version == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"text"\nrequired', '"moji"\nrequired', "「type」の値「moji」は使えません"),
        ("{相手}", "{相棒}", "「{相棒}」に当たる入力欄がありません"),
        ('id = "shukuden"', 'id = "../x"', "「id」は半角の英小文字"),
        ('id = "shukuden"', 'id = "mail"', "別の id"),
        ('minutes = 1', 'minutes = "一"', "「minutes」は 整数"),
        ('by = "fields"', 'by = "exec"', "「by」の値「exec」は使えません"),
        ("[writing]", "[writing", "TOML の書き方"),
    ],
)  # fmt: skip
def test_a_mistake_names_the_field_and_the_remedy(office, old, new, said):
    with pytest.raises(TemplateError, match=said.replace("{", r"\{")):
        OwnTasks(office.folder / "tasks").save(
            TASK.replace(old, new, 1), ME, shipped=office.prompts.templates
        )
    assert not list((office.folder / "tasks").glob("*.toml"))


def test_brackets_without_end_are_refused_in_words():
    with pytest.raises(TemplateError, match="括弧の重なりが深すぎます"):
        parse_toml("a=" + "[" * 100_000, file="用途のファイル")


def test_template_tricks_stay_characters(office):
    assert len(EVIL) == 80
    tasks = OwnTasks(office.folder / "tasks")
    tasks.save(TASK, ME, shipped={})
    for evil in EVIL:
        said = made(office, 相手=evil)
        assert said.startswith((evil[:3], "【要確認：相手の名前】")) and "49" not in said, evil
        literal = "'''" + evil.replace("'", "’") + "'''"
        text = TASK.replace('"おめでとうございます。BODY"', literal)
        try:
            tasks.save(text, ME, shipped={})
        except TemplateError as error:
            assert "入力欄がありません" in str(error)  # a brace that names no field is refused in words
            continue
        said = made(office, 相手="白石")
        assert "49" not in said, evil
        assert "<" in evil or "javascript:" in evil or evil.replace("'", "’")[:4] in said, (
            "markup and links are taken out, all else stays as written"
        )


def test_every_task_reads_back_from_its_table():
    for path in sorted((ROOT / "prompts" / "tasks").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert tomllib.loads(write_task(table)) == table, path.name


def test_who_sees_it_and_who_may_change_it(office):
    tasks = OwnTasks(office.folder / "tasks")
    kept = tasks.save(TASK, ME, shipped={})
    assert kept.owner.shows("山田", "総務課") and not kept.owner.shows("鈴木", "総務課")
    assert Owner("山田", "総務課", "section").shows("鈴木", "総務課") and not Owner(
        "山田", "総務課", "section"
    ).shows("鈴木", "税務課")
    assert tasks.free_id("shukuden", {"shukuden-2"}) == "shukuden-3" and tasks.free_id("mail", ()) == "mail-2"
    with pytest.raises(TemplateError, match="総務課の山田さん"):
        tasks.save(TASK, YOU, shipped={})
    quoted = (
        tasks.save(TASK, Owner('山"田\\', "総務課"), shipped={}) if tasks.remove("shukuden") is None else None
    )
    assert quoted.owner.name == '山"田\\' and read_task(quoted.text, file="f")[1] is None


def test_the_api_tries_saves_lists_exports_and_drafts(office):
    with serving(office) as site, httpx.Client(base_url=site, timeout=60) as web:
        tried = web.post("/api/own-tasks/try", json={"text": TASK}).json()
        assert tried["fields"][0]["label"] == "相手の名前"
        bad = web.post("/api/own-tasks/try", json={"text": TASK.replace("label", "rabel")})
        assert bad.status_code == 409 and "「rabel」という項目はありません" in bad.json()["detail"]
        nameless = {"text": TASK.replace("label = ", "help = ", 1), "form": True}
        told = web.post("/api/own-tasks/try", json=nameless).json()["detail"]
        assert told == "「入力欄」の1番目の「欄の名前」を入れてください。", "not the keys of the file"
        mail = tomllib.loads(web.get("/api/own-tasks/source/mail").json()["text"])
        mail["checklist"][0] += "（直した）"  # its automatic mark goes; the form has no place to mend it
        written = web.post("/api/own-tasks/write", json={"table": mail}).json()["text"]
        assert web.post("/api/own-tasks/try", json={"text": written}).status_code == 200
        assert len(tomllib.loads(written)["verified"]) == len(mail["verified"]) - 1
        body = {"text": TASK, "name": "山田", "section": "総務課", "share": "section"}
        assert web.post("/api/own-tasks", json=body).status_code == 201
        seen = web.get("/api/own-tasks", params={"name": "鈴木", "section": "総務課"}).json()["tasks"]
        assert [one["id"] for one in seen] == ["shukuden"]
        assert web.get("/api/own-tasks", params={"name": "鈴木", "section": "税務課"}).json()["tasks"] == []
        assert web.get("/api/own-tasks/shukuden/file").text.strip() == TASK.strip()
        done = web.post("/api/drafts", json={"task": "shukuden", "fields": {"相手": "白石"}}).json()
        assert done["text"].startswith("白石様") and web.get("/api/tasks/shukuden").json()["available"]
        assert 'id = "mail"' in web.get("/api/own-tasks/source/mail").json()["text"]
        assert (
            web.delete("/api/own-tasks/shukuden", params={"name": "鈴木", "section": "総務課"}).status_code
            == 404
        )
        assert (
            web.delete("/api/own-tasks/shukuden", params={"name": "山田", "section": "総務課"}).status_code
            == 200
        )


SLOW_PARTS = """() => {
  const real = fetch, wait = () => new Promise((done) => setTimeout(done, 700));
  window.fetch = async (to, ...rest) => {
    if (!String(to).endsWith("/parts")) return real(to, ...rest);
    await wait();
    try { return await real(to, ...rest); } finally { setTimeout(() => { window.partsRead = true; }, 100); }
  };
}"""


@pytest.mark.slow
def test_somebody_elses_task_is_copied_and_a_mistake_is_told_as_it_is_typed(office):
    text = (ROOT / "prompts" / "tasks" / "mail.toml").read_text(encoding="utf-8")
    kept = text.replace('id = "mail"', 'id = "josetsu"').replace('name = "メール文案"', 'name = "除雪の連絡"')
    with (
        serving(office) as site,
        chromium() as browser,
        visit(browser, site, width=1366, quiet=False) as page,
    ):
        given = {"text": kept, "name": "杉田", "section": "土木課", "share": "all"}
        assert page.request.post(f"{site}/api/own-tasks", data=given).status == 201
        page.goto("/making")
        page.get_by_role("button", name="除雪の連絡 写して始める").click()
        name, keep = page.get_by_label("用途の名前"), page.get_by_role("button", name="自分の用途として残す")
        until(page, "document.querySelector('.sg-parts input')?.value === '除雪の連絡（写し）'")
        name.fill("")
        page.get_by_text("「用途の名前」を入れてください。").wait_for()
        assert keep.is_disabled()
        name.fill("除雪の連絡（環境課）")
        page.locator("#sg-making .sg-making-view h3", has_text="除雪の連絡（環境課）").wait_for()
        page.get_by_label("あなたの名前").fill("森本")
        page.get_by_label("あなたの課").fill("環境課")
        keep.click()
        page.get_by_text("「除雪の連絡（環境課）」を残しました（1版）。").wait_for()
        picker = page.locator("input[accept='.toml']")
        picker.set_input_files({"name": "a.toml", "mimeType": "text/plain", "buffer": kept.encode()})
        until(page, "document.querySelector('.sg-parts input').value === '除雪の連絡'")
        keep.click()
        page.get_by_text("「除雪の連絡」を残しました（1版）。").wait_for()
        owners = page.request.get(f"{site}/api/own-tasks?name=森本&section=環境課").json()["tasks"]
        assert sorted((one["owner"], one["version"]) for one in owners) == [
            ("杉田", 1),
            ("森本", 1),
            ("森本", 1),
        ]


@pytest.mark.slow
def test_the_page_copies_shows_the_form_saves_and_restores(office):
    with (
        serving(office) as site,
        chromium() as browser,
        visit(browser, site, width=1366, quiet=False) as page,
    ):
        page.goto("/making")
        page.get_by_label("もとにする用途").select_option("mail")
        page.get_by_role("button", name="写して始める").click()
        page.get_by_text("この書き方で使えます。").wait_for()
        page.locator(".sg-part summary").first.click()
        page.get_by_label("説明", exact=True).first.fill("ここに書いた説明")
        page.get_by_label("説明", exact=True).first.press("Tab")
        page.locator(".sg-making-view .sg-help", has_text="ここに書いた説明").wait_for()
        assert page.evaluate(NAMELESS) == []
        fields = page.locator(".sg-parts section").first
        fields.get_by_role("button", name="足す").click()
        page.keyboard.type("苦情の重さ")
        page.keyboard.press("Tab")
        new = fields.locator("details").last
        assert new.locator("summary").inner_text() == "苦情の重さ"
        assert "「苦情の重さ」" in new.locator(".sg-part-id").inner_text(), (
            "it is called in the texts as it is named"
        )
        new.get_by_label("入れるもの").focus()
        new.get_by_label("入れるもの").select_option("select")
        assert new.get_attribute("open") is not None, "it stays open while it is filled"
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        new.get_by_label("選べるもの").fill("軽い\n重い")
        new.get_by_label("選べるもの").press("Tab")
        page.locator(".sg-making-view option", has_text="重い").wait_for(state="attached")
        page.get_by_role("button", name="苦情の重さ 上へ").click()
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "苦情の重さ 上へ"
        page.get_by_role("button", name="苦情の重さ 消す").click()
        page.get_by_label("ファイルのまま直す").check()
        kept = tomllib.loads((ROOT / "prompts" / "tasks" / "mail.toml").read_text(encoding="utf-8"))
        assert tomllib.loads(page.locator("#sg-making-text").input_value())["title"] == kept["title"]
        area = page.locator("#sg-making-text")
        text = area.input_value()
        assert 'id = "mail-2"' in text
        area.fill(text.replace("[[fields]]", "[[fields]]\nrabel = 1", 1))
        page.get_by_text("「rabel」という項目はありません").wait_for()
        assert page.get_by_role("button", name="自分の用途として残す").is_disabled()
        area.fill(text.replace('label = "', 'label = "新しい', 1))
        page.locator(".sg-making-view .sg-label", has_text="新しい").wait_for()
        page.get_by_label("あなたの名前").fill("山田")
        page.get_by_label("あなたの課").fill("総務課")
        page.get_by_role("button", name="自分の用途として残す").click()
        page.get_by_text("（1版）").wait_for()
        page.get_by_role("button", name="1版 今との違い").click()
        page.get_by_text("今の版と同じです。").wait_for()
        page.evaluate(SLOW_PARTS)
        page.get_by_label("ファイルのまま直す").uncheck()
        page.get_by_label("用途の名前").fill("二つ目の名前")  # not before the file was read
        until(page, "window.partsRead")
        page.get_by_label("用途の名前").press("Tab")
        page.locator(".sg-making-view h3", has_text="二つ目の名前").wait_for()
        page.get_by_role("button", name="自分の用途として残す").click()
        page.get_by_text("（2版）").wait_for()
        page.get_by_role("button", name="1版 今との違い").click()
        page.locator('[data-kind="+"]:visible', has_text="今の版：二つ目の名前").wait_for()
        page.set_viewport_size({"width": 390, "height": 768})
        page.get_by_role("button", name="この版に戻す").click()
        page.locator(".sg-making-kept", has_text="残すと新しい版になります").wait_for()
        until(page, "document.querySelector('.sg-parts input').value !== '二つ目の名前'")
        page.get_by_role("button", name="自分の用途として残す").click()
        page.get_by_text("（3版）").wait_for()
        assert page.evaluate(
            "(() => { const b = document.querySelector('.sg-making-kept').getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight })()"
        ), "what came of keeping is seen where it was pressed, on a narrow screen too"
        page.set_viewport_size({"width": 1366, "height": 768})
        with page.expect_download() as saved:
            page.get_by_role("button", name="ファイルに書き出す").click()
        file = saved.value.path().read_text(encoding="utf-8")
        assert "owner" not in file and "二つ目の名前" not in file
        picker = page.locator("input[accept='.toml']")
        picker.set_input_files({"name": "x.toml", "mimeType": "text/plain", "buffer": b'id = "x\n'})
        page.get_by_text("1行目の8字目の辺り").first.wait_for()
        picker.set_input_files(
            {"name": "s.toml", "mimeType": "text/plain", "buffer": file.encode("cp932", "replace")}
        )
        page.get_by_role("button", name="捨てて開く").click()
        page.get_by_text("文字コードが UTF-8 ではありません").first.wait_for()
        picker.set_input_files({"name": "空.toml", "mimeType": "text/plain", "buffer": b" \n"})
        page.get_by_text("「空.toml」には何も書かれていません。").wait_for()
        renamed = file.replace('id = "mail-2"', 'id = "torikomi"')
        picker.set_input_files({"name": "y.toml", "mimeType": "text/plain", "buffer": renamed.encode()})
        page.get_by_role("button", name="捨てて開く").click()
        page.get_by_text("この書き方で使えます。").wait_for()
        page.get_by_label("見せる人").select_option("section")
        page.get_by_role("button", name="自分の用途として残す").click()
        page.get_by_text("（1版）").wait_for()
        assert page.evaluate(NAMELESS) == []
        for width in (1366, 683, 390):
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate(OVERFLOW) == []
        page.goto("/")
        page.locator(".sg-card", has_text="総務課　山田").nth(1).wait_for()
        page.locator(".sg-card", has_text="総務課　山田").locator("a").first.click()
        page.locator(".sg-label", has_text="新しい").wait_for()
        page.goto("/making")  # with tasks of one's own there from the start
        link = page.locator("#sg-making .sg-recent a[href$='task=torikomi']")
        link.wait_for()
        name = link.inner_text()
        link.locator("xpath=..").get_by_role("button", name=f"{name} 消す").click()
        page.locator(".sg-undo").wait_for()
        assert link.count() == 0
        assert page.evaluate("document.activeElement.innerText") == "もとに戻す"
        page.keyboard.press("Enter")
        link.wait_for()
        until(page, "document.activeElement.matches('a[href$=\"task=torikomi\"]')")


@pytest.mark.slow
def test_what_is_not_kept_yet_survives_a_reload_and_a_removed_part_comes_back(office):
    # not quiet: while the part is off, the form that lacks it may be looked through, and is refused
    with serving(office) as site, chromium() as browser, visit(browser, site, quiet=False) as page:
        page.goto("/making")
        page.get_by_label("もとにする用途").select_option("mail")
        page.get_by_role("button", name="写して始める").click()
        name, view = page.get_by_label("用途の名前"), page.locator(".sg-making-view h3")
        until(page, "document.querySelector('.sg-parts input')?.value === 'メール文案（写し）'")
        fields = page.locator(".sg-parts section").first
        before = fields.locator("summary").all_inner_texts()
        fields.locator("summary").nth(1).click()
        page.get_by_role("button", name="用件 消す").click()
        assert fields.locator("summary").all_inner_texts() == before[:1] + before[2:]
        assert page.evaluate("document.activeElement.innerText") == "もとに戻す"
        page.keyboard.press("Enter")
        assert fields.locator("summary").all_inner_texts() == before
        name.fill("除雪のお知らせ")
        view.get_by_text("除雪のお知らせ").wait_for()
        page.reload()
        until(page, "document.querySelector('.sg-parts input')?.value === '除雪のお知らせ'")
        page.get_by_text("まだ残していない用途です").wait_for()
        page.get_by_label("あなたの名前").fill("山田")
        page.get_by_label("あなたの課").fill("総務課")
        page.get_by_role("button", name="自分の用途として残す").click()
        page.get_by_text("「除雪のお知らせ」を残しました（1版）。").wait_for()
        page.reload()
        page.get_by_text("もとにする用途を選んで").wait_for()
        assert page.locator(".sg-parts input").count() == 0, "what is kept is not opened as unkept"
        page.get_by_role("button", name="除雪のお知らせ 直す").click()
        until(page, "document.querySelector('.sg-parts input')?.value === '除雪のお知らせ'")
        made = "import('/site/makingdiff.js').then((one) => one.changes({}, {}))"
        old = {"name": "甲", "fields": [{"id": "宛先"}, {"id": "件", "label": "題", "type": "text"}]}
        new = {"name": "甲", "fields": [{"id": "件", "label": "件名", "type": "date"}, {"id": "路線"}]}
        assert page.evaluate(made.format(json.dumps(old), json.dumps(new))) == [
            {"place": "入力欄", "was": "宛先", "now": ""},
            {"place": "入力欄「件名」の欄の名前", "was": "題", "now": "件名"},
            {"place": "入力欄「件名」の入れるもの", "was": "1行の文", "now": "日付"},
            {"place": "入力欄", "was": "", "now": "路線"},
        ]
        name.fill("別の名前")
        view.get_by_text("別の名前").wait_for()
        page.reload()
        page.get_by_role("button", name="捨てて初めから").click()
        page.get_by_role("button", name="捨てて開く").click()
        page.get_by_text("もとにする用途を選んで").wait_for()
        assert page.locator(".sg-parts input").count() == 0
