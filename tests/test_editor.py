"""The editor by itself in a real browser: marks under the words, edits, undo, the keyboard, choices, the list of facts."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.web import tokens
from app.web.words import load_words
from tests.browser import NAMELESS, OVERFLOW, chromium, until, visit

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "app" / "web" / "assets"
TEXT = "手数料は300円です[1]。\n団員は999人【要確認】、昨年は412人、合わせて1,411人です。\n開会は【要確認：旧「9月14日」→「9月20日」か】です。\n𠮷野町の会場は文化会館です。"
PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>editor</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/base.css"><link rel="stylesheet" href="/workspace.css">
<script type="application/json" id="sg-words">{words}</script>
<script type="module">
import {{ makeEditor }} from "/editor.js";
import {{ makeFactList }} from "/factlist.js";
import * as facts from "/facts.js";
const log = [];
const list = makeFactList({{ go: (one) => editor.walk(one), open: (one) => log.push(`open ${{one.text}}`), tick }});
function tick(one) {{ one.ticked = !one.ticked; log.push(`tick ${{one.text}}`); editor.refresh(one); list.update([one]); }}
const editor = makeEditor({{ onInput: (text) => log.push("input"), onCite: (n) => log.push(`cite ${{n}}`),
  onFact: (all) => list.update(all), onOpen: (one) => log.push(`open ${{one.text}}`), onTick: tick }});
document.body.append(editor.element, list.element);
Object.assign(window, {{ editor, list, facts, log }});
</script></head><body id="sg"><label class="sg-hidden" for="sg-editor">文案</label></body></html>"""


def fact(text, words, state, evidence="", citation=0):
    at = text.index(words)
    return {
        "text": words,
        "kind": "数",
        "state": state,
        "start": at,
        "end": at + len(words),
        "evidence": evidence,
        "citation": citation,
        "quote": "",
    }


FACTS = [
    fact(TEXT, "300円", "supported", "[1] 1通につき300円", 1),
    fact(TEXT, "999人", "unsupported"),
    fact(TEXT, "412人", "input", "入力「団員」 412人"),
    fact(TEXT, "1,411人", "derived", "999人＋412人＝1,411人"),
    fact(TEXT, "文化会館", "conflict", "[1] 会場は中央公民館", 1),
]


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self):
        made = {
            "/": PAGE.format(words=load_words(ROOT / "prompts" / "ui.toml").for_script()),
            "/tokens.css": tokens.stylesheet(),
        }
        if self.path not in made:
            super().do_GET()
            return
        body = made[self.path].encode()
        self.send_response(200)
        self.send_header(
            "content-type", "text/css" if self.path.endswith("css") else "text/html; charset=utf-8"
        )
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ASSETS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(browser, site):
    with visit(browser, site, width=700) as opened:
        opened.goto("/")
        opened.wait_for_selector("#sg-editor", state="attached")
        opened.evaluate(
            "([text, made]) => { editor.text = text; editor.facts = facts.placed(made, text); list.show(editor.facts); }",
            [TEXT, FACTS],
        )
        yield opened


def marks(page):
    page.wait_for_timeout(50)
    return page.evaluate(
        "[...document.querySelectorAll('.sg-fact')].map((e) => [e.textContent, e.className.replace('sg-fact ', '')])"
    )


def states(page):
    return page.evaluate(
        "Object.fromEntries(editor.facts.map((one) => [one.text, one.gone ? 'gone' : one.state]))"
    )


def caret(page, before):
    page.evaluate(
        "(before) => { const area = document.querySelector('#sg-editor'); const at = area.value.indexOf(before); area.focus(); area.setSelectionRange(at, at); }",
        before,
    )


def test_each_fact_is_marked_at_its_words_with_a_shape_of_its_state(page):
    assert marks(page) == [
        ["300円", "is-supported"],
        ["999人", "is-unsupported"],
        ["412人", "is-input"],
        ["1,411人", "is-derived"],
        ["文化会館", "is-conflict"],  # behind a letter of two halves
    ]
    look = "(e) => { const s = getComputedStyle(e); return [s.textDecorationStyle, s.textDecorationLine, s.boxShadow.startsWith('rgb(206, 0, 0)')]; }"
    seen = {
        state: page.locator(f".sg-fact.is-{state}").first.evaluate(look)
        for state in ("supported", "input", "derived", "conflict")
    }
    assert seen == {
        "supported": ["solid", "underline", False],
        "input": ["dotted", "underline", False],
        "derived": ["wavy", "underline", False],
        "conflict": ["solid", "none", True],
    }


def test_the_marks_stand_exactly_behind_the_words(page):
    sizes = page.evaluate(
        "[document.querySelector('.sg-editor-back').offsetHeight, document.querySelector('#sg-editor').scrollHeight, document.querySelector('#sg-editor').clientHeight]"
    )
    assert sizes[0] == sizes[1] == sizes[2]


def test_typing_before_a_fact_moves_it_and_typing_in_it_takes_its_state_until_undone(page):
    caret(page, "手数料")
    page.keyboard.type("さて、")
    assert [each for each, _ in marks(page)] == ["300円", "999人", "412人", "1,411人", "文化会館"]
    assert set(states(page).values()) == {"supported", "unsupported", "input", "derived", "conflict"}
    caret(page, "00円")
    page.keyboard.type("5")
    assert states(page)["300円"] == "edited"
    assert marks(page)[0] == ["3500円", "is-edited"]
    page.keyboard.press("Backspace")
    assert states(page)["300円"] == "supported"
    assert marks(page)[0] == ["300円", "is-supported"]


def test_a_digit_right_before_or_behind_a_fact_makes_it_another_one(page):
    caret(page, "300円")
    page.keyboard.type("1")
    assert states(page)["300円"] == "edited"
    page.keyboard.press("Backspace")
    assert states(page)["300円"] == "supported"
    caret(page, "300円")
    page.keyboard.type("約")
    assert states(page)["300円"] == "supported"


def test_a_deleted_fact_is_gone_and_comes_back_with_undo(page):
    page.evaluate("editor.select(editor.facts[2].start, editor.facts[2].end)")
    page.keyboard.press("Delete")
    assert states(page)["412人"] == "gone"
    assert "412人" not in [each for each, _ in marks(page)]
    page.keyboard.press("Control+z")
    assert states(page)["412人"] == "input"
    assert ["412人", "is-input"] in marks(page)


def test_facts_within_words_that_were_replaced_come_back_with_undo(page):
    before, shown = states(page), marks(page)
    page.evaluate(
        "(() => { const area = document.querySelector('#sg-editor'); area.focus(); editor.select(editor.facts[0].start - 2, editor.facts[2].end + 1); document.execCommand('insertText', false, '書き直した文') })()"
    )
    assert {states(page)[each] for each in ("300円", "999人", "412人")} == {"edited"}
    page.keyboard.press("Control+z")
    assert states(page) == before and marks(page) == shown


def test_f8_walks_to_what_is_left_space_ticks_and_enter_opens(page):
    caret(page, "手数料")
    walked = []
    for _ in range(6):
        page.keyboard.press("F8")
        walked.append(
            page.evaluate(
                "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.querySelector('#sg-editor'))"
            )
        )
    assert walked == [
        "999人",
        "【要確認】",
        "1,411人",
        "【要確認：旧「9月14日」→「9月20日」か】",
        "文化会館",
        "999人",
    ]
    page.keyboard.press("Shift+F8")
    assert page.evaluate("document.querySelector('#sg-editor').selectionStart") == page.evaluate(
        "editor.facts[4].start"
    )
    assert "食い違い" in page.locator(".sg-fact-card").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.evaluate("log.filter((each) => each !== 'input')") == ["open 文化会館", "tick 文化会館"]
    assert page.evaluate("editor.text") == TEXT, "neither key has typed anything"
    page.keyboard.press("F8")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert page.evaluate("editor.text") != TEXT, "off the walk a blank is a blank"


def test_the_pointer_shows_where_a_value_comes_from(page):
    box = page.locator(".sg-fact.is-supported").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    card = page.locator(".sg-fact-card")
    card.wait_for()
    assert "根拠あり" in card.inner_text() and "[1] 1通につき300円" in card.inner_text()
    card.get_by_role("button", name="出典を開く").click()
    assert page.evaluate("log.at(-1)") == "open 300円"


@pytest.mark.parametrize(
    ("choice", "left"),
    [("「9月20日」にする", "9月20日"), ("「9月14日」のままにする", "9月14日"), ("印を残す", None)],
)
def test_a_proposed_value_is_taken_or_left_and_comes_back_with_undo(page, choice, left):
    mark = "【要確認：旧「9月14日」→「9月20日」か】"
    box = page.locator(".sg-check-mark", has_text="→").evaluate(
        "(e) => { const b = e.getClientRects()[0]; return {x: b.x, y: b.y}; }"
    )
    page.mouse.click(box["x"] + 30, box["y"] + 8)
    page.get_by_role("button", name=choice).click()
    assert page.evaluate("editor.text") == (TEXT if left is None else TEXT.replace(mark, left))
    page.keyboard.press("Control+z")
    assert mark in page.evaluate("editor.text")
    assert states(page)["文化会館"] == "conflict"


def test_a_choice_by_keyboard(page):
    caret(page, "開会")
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.innerText") == "「9月20日」にする"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert "開会は9月14日です" in page.evaluate("editor.text")
    assert page.evaluate("document.activeElement.id") == "sg-editor"


def test_the_list_is_walked_and_ticked_by_keyboard(page):
    first = page.locator(".sg-fact-list input").first
    assert page.locator(".sg-fact-list .sg-fact-words b").all_inner_texts() == [
        "文化会館",
        "999人",
        "1,411人",
    ]
    assert page.locator(".sg-facts-head [role=status]").inner_text() == "あと3件"
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.evaluate("editor.facts.filter((one) => one.ticked).map((one) => one.text)") == [
        "1,411人",
        "文化会館",
    ]
    assert page.locator(".sg-facts-head [role=status]").inner_text() == "あと1件"
    page.keyboard.press("F8")
    page.keyboard.press("Space")
    assert page.locator(".sg-facts-head [role=status]").inner_text() == "確かめる事実は、もうありません。"
    page.get_by_role("button", name="根拠のあるもの（2件）も出す").click()
    assert page.locator(".sg-fact-list .sg-fact-words b").all_inner_texts() == [
        "300円",
        "999人",
        "412人",
        "1,411人",
        "文化会館",
    ]
    assert page.evaluate(NAMELESS) == [] and page.evaluate(OVERFLOW) == []


def test_ticks_are_carried_to_the_same_words_of_a_new_check(page):
    carried = page.evaluate(
        """([text, made]) => { const old = editor.facts; old[1].ticked = old[0].ticked = true;
        const fresh = facts.placed(made.map((one) => one.text === '300円' ? {...one, state: 'conflict'} : one), text);
        return facts.carryTicks(fresh, old).map((one) => one.ticked); }""",
        [TEXT, FACTS],
    )
    assert carried == [False, True, False, False, False], "a state that changed has to be looked at again"


def test_places_are_counted_as_the_server_counts_them(page):
    back = page.evaluate("facts.counted(editor.facts, editor.text)")
    assert [TEXT[one["start"] : one["end"]] for one in back] == [one["text"] for one in FACTS]
    assert [(one["start"], one["end"], one["state"]) for one in back] == [
        (one["start"], one["end"], one["state"]) for one in FACTS
    ]


def test_only_the_lines_that_changed_are_painted_again(page):
    page.evaluate("for (const line of document.querySelector('.sg-editor-back').children) line.seen = true")
    caret(page, "団員は")
    page.keyboard.type("あ")
    until(page, "document.querySelector('.sg-editor-back').innerText.includes('あ団員')")
    assert page.evaluate(
        "[...document.querySelector('.sg-editor-back').children].map((line) => Boolean(line.seen))"
    ) == [True, False, True, True]
