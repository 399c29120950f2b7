"""The kept drafts: the file, the API, and in a real browser what is there after everything in the browser is gone but its key."""

from __future__ import annotations

import threading

import httpx
import pytest

from app.records.drafts import DraftConflictError, Drafts, DraftSizeError
from tests.browser import NAMELESS, OVERFLOW, chromium, until, visit
from tests.web_office import open_office, serving

A, B = "a" * 16, "b" * 16


@pytest.fixture
def drafts(tmp_path):
    return Drafts(tmp_path / "tenant" / "drafts.sqlite")


def save(drafts, draft=A, *, owner="鍵", base=0, **state):
    return drafts.save(owner, draft, task="aisatsu", title="題", named=False, state=state, base=base)


def test_a_draft_comes_back_as_it_was_and_only_to_its_owner(drafts):
    save(drafts, text="本日は", ticks=[1, 3], marks=[{"text": "300円", "ticked": True}])
    found = drafts.read("鍵", A)
    assert found.state == {"text": "本日は", "ticks": [1, 3], "marks": [{"text": "300円", "ticked": True}]}
    assert (found.version, found.title) == (1, "題")
    assert drafts.read("別の鍵", A) is None and drafts.all("別の鍵") == ()
    assert not drafts.remove("別の鍵", A) and drafts.rename("別の鍵", A, "盗") is None
    assert "鍵".encode() not in drafts.path.read_bytes()


def test_what_another_window_saved_is_not_overwritten(drafts):
    first = save(drafts, text="一")
    save(drafts, text="二", base=first.version)
    with pytest.raises(DraftConflictError, match="別の画面"):
        save(drafts, text="三", base=first.version)
    assert drafts.read("鍵", A).state["text"] == "二"
    assert save(drafts, text="二", base=first.version).version == 2, "the same text is no conflict"


def test_a_removed_draft_is_put_back_and_a_copy_stands_alone(drafts):
    save(drafts, text="一")
    copied = drafts.copy("鍵", A, new=B, title="題（写し）")
    assert copied.named and drafts.read("鍵", B).state["text"] == "一"
    assert drafts.remove("鍵", A) and [one.id for one in drafts.all("鍵")] == [B]
    assert not drafts.remove("鍵", A)
    assert drafts.put_back("鍵", A) and {one.id for one in drafts.all("鍵")} == {A, B}


def test_what_is_too_large_is_refused_in_words_and_twenty_at_once_are_all_kept(drafts):
    with pytest.raises(DraftSizeError, match="Word"):
        save(drafts, text="あ" * 3_000_001)
    threads = [
        threading.Thread(target=save, args=(drafts, f"{n:016x}"), kwargs={"text": str(n)}) for n in range(20)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(drafts.all("鍵")) == 20


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(open_office(tmp_path_factory.mktemp("office"))) as address:
        yield address


def test_the_api_knows_a_browser_by_its_cookie_and_keeps_no_my_number(site):
    body = {"task": "mail", "title": "件名", "base": 0, "state": {"text": "本文", "values": {}}}
    with httpx.Client(base_url=site) as mine, httpx.Client(base_url=site) as other:
        made = mine.put(f"/api/saved/{A}", json=body)
        assert made.status_code == 200 and made.json()["version"] == 1
        assert "httponly" in made.headers["set-cookie"].lower()
        assert [one["id"] for one in mine.get("/api/saved").json()["drafts"]] == [A]
        assert other.get("/api/saved").json() == {"drafts": []}
        assert other.get(f"/api/saved/{A}").status_code == 404
        number = {**body, "base": 1, "state": {"values": {"備考": "個人番号 1234 5678 9018"}}}
        refused = mine.put(f"/api/saved/{A}", json=number)
        assert refused.status_code == 422 and "マイナンバー" in refused.json()["detail"]
        stale = mine.put(f"/api/saved/{A}", json={**body, "state": {"text": "別"}})
        assert stale.status_code == 409 and mine.get(f"/api/saved/{A}").json()["state"]["text"] == "本文"
        assert mine.patch(f"/api/saved/{A}", json={"title": "新しい名"}).json()["named"] is True
        assert mine.put("/api/saved/..%2f", json=body).status_code in (404, 422)


@pytest.mark.slow
def test_a_draft_is_kept_renamed_copied_and_undone_over_a_regeneration(site):
    with chromium() as browser, visit(browser, site) as page:
        page.goto("/draft?task=mail")
        page.locator(".sg-examples button").first.click()
        page.get_by_role("button", name="下書きを作る").click()
        page.locator("#sg-editor").wait_for(state="visible")
        until(page, "!document.querySelector('#sg-editor').readOnly")
        page.locator("#sg-editor").press("Control+End")
        page.keyboard.type("手で足した文。")
        page.locator("#sg-tick-1").check()
        edited = page.locator("#sg-editor").input_value()
        page.get_by_role("button", name="条件を変えて作り直す").click()
        page.get_by_role("button", name="作り直す", exact=True).click()
        until(page, "!document.querySelector('#sg-editor').value.includes('手で足した文')")
        until(page, "!document.querySelector('#sg-editor').readOnly")
        page.locator("#sg-editor").press("Control+z")
        until(page, "document.querySelector('#sg-editor').value.endsWith('手で足した文。')")
        assert page.locator("#sg-tick-1").is_checked()
        page.locator("#sg-editor").press("Control+y")
        until(page, "!document.querySelector('#sg-editor').value.includes('手で足した文')")
        page.get_by_role("button", name="作り直す前の文案に戻す").click()
        page.wait_for_selector("text=/^保存しました/")
        # a closed laptop that lost what the browser kept: the server has it
        page.goto("/health")
        page.evaluate("localStorage.clear()")
        page.goto("/")
        page.locator(".sg-recent a").click()
        until(page, "document.querySelector('#sg-editor')?.value.length > 0")
        assert page.locator("#sg-editor").input_value() == edited
        assert page.locator("#sg-tick-1").is_checked()
        late: list[tuple] = []  # the server's list is slow, and comes while the new name is being typed
        page.route("**/api/saved", lambda route: late.append((route, route.fetch())))
        page.goto("/")
        page.get_by_role("button", name="名前を変える").click()
        until(page, "document.activeElement.tagName === 'INPUT'")
        page.keyboard.type("会議の案内")
        for _ in range(200):
            if not late:
                page.wait_for_timeout(50)
        route, answer = late[0]
        with page.expect_response("**/api/saved"):
            route.fulfill(response=answer)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="会議の案内").wait_for()
        page.get_by_role("button", name="写しを作る").click()
        page.get_by_role("link", name="会議の案内（写し）").wait_for()
        assert page.evaluate(NAMELESS) == []
        for width in (1366, 683, 390):
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate(OVERFLOW) == []
