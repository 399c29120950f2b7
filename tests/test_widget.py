"""The residents' widget in a real browser: every state at every width without a fault that axe can find, by keyboard."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.records.switches import State, Switches
from app.web.residents.desk import open_conversations
from tests.browser import chromium, until, visit
from tests.cut_line import line_to
from tests.web_office import meaning, open_office, serving
from tests.widget_page import (
    ALWAYS,
    NOBODY,
    OFFICE,
    OVERFLOW,
    PARTS,
    SMALL,
    STATES,
    answer,
    axe,
    remember,
    shadow,
    with_texts,
)

pytestmark = pytest.mark.slow
WIDTHS = ((320, 640), (390, 844), (1280, 800))
TITLE = shadow("root.querySelector('#title').innerText")
PICTURES = os.environ.get("WIDGET_PICTURES", "")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Its documents, a model that can be confident, and staff who are never there: the rest comes as events."""
    folder = tmp_path_factory.mktemp("widget")
    made = open_office(folder, embedder=meaning())
    made.widget_texts = with_texts(folder, *NOBODY)
    return made


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.fixture(scope="module")
def store(office, site):
    """The conversations of the served office, as the staff's side writes into them."""
    return open_conversations(office)


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


def well(page, name, width):
    """A state is well: axe finds nothing, nothing stands out, nothing is too small to touch."""
    assert axe(page) == [], name
    assert page.evaluate(OVERFLOW) == [], name
    assert page.evaluate(SMALL) == [], name
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"))


def say(store, answers):
    """A conversation with these answers, as it lies on the server."""
    token = store.open("ja")
    for one in answers:
        store.append(token, "question", {"text": "住民票の写しの手数料はいくらですか", "language": "ja"})
        store.append(token, "answer", one)
    return token


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_every_state_is_without_a_fault(browser, site, store, width, height):
    with visit(browser, site, width=width, height=height) as page:
        page.goto("/residents/demo")
        page.locator(".launch").wait_for()
        well(page, "closed", width)
        page.locator(".launch").click()
        page.locator(".turn").first.wait_for()
        assert not page.locator(".launch").is_visible()
        title = page.evaluate(TITLE)
        assert "みどり市" in title
        well(page, "open", width)
        for language in ("ja-easy", "en", "th", "ne") if width == 320 else ("ko",):
            page.get_by_role("combobox").select_option(language)
            until(
                page,
                shadow(
                    f"root.querySelector('#panel').lang === {('ja' if language == 'ja-easy' else language)!r}"
                ),
            )
            until(page, f"{TITLE} !== {title!r}")  # 'ja' is the language of やさしい日本語 too
            title = page.evaluate(TITLE)
            well(page, f"language-{language}", width)
    for name, one in STATES.items():
        with visit(browser, site, width=width, height=height) as page:
            remember(page, site, say(store, [one]))
            page.goto("/residents/demo")
            page.locator(".launch").click()
            page.locator(".answer").wait_for()
            well(page, f"state-{name}", width)


@pytest.mark.parametrize(("width", "height"), [WIDTHS[0], WIDTHS[2]])
def test_forms_and_a_person_are_without_a_fault(browser, site, store, width, height):
    token = say(store, [STATES["refusal"]])
    with visit(browser, site, width=width, height=height) as page:
        remember(page, site, token)
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.get_by_role("button", name="いいえ").click()
        page.get_by_label("足りなかったこと").wait_for()
        well(page, "rating", width)
        store.append(token, "handoff_requested", {"section": "市民課", "summary_ok": True})
        page.reload()
        page.locator(".launch").click()
        page.get_by_text("職員を呼んでいます").wait_for()
        well(page, "waiting", width)
        store.append(token, "taken", {"section": "市民課"})
        page.get_by_text("ここからは人が書いています").wait_for()
        store.append(token, "staff_message", {"text": "市民課です。どの証明ですか。", "section": "市民課"})
        page.locator(".turn.staff").wait_for()
        assert page.locator(".turn.staff .who").inner_text() == "職員（市民課）"
        assert page.get_by_role("textbox", name="職員へのメッセージ").is_visible()
        page.get_by_role("textbox").fill("住民票です")
        page.keyboard.press("Enter")
        page.locator(".turn.you", has_text="住民票です").wait_for()
        well(page, "staff", width)
        assert page.locator(".turn.you", has_text="住民票です").count() == 1
        store.append(token, "returned", {})
        page.get_by_text("自動の回答に戻ります").wait_for()
        assert page.get_by_role("textbox", name="質問").is_visible()


def test_by_keyboard_alone_a_question_is_asked_its_source_reached_and_the_panel_left(browser, site):
    with visit(browser, site) as page:
        page.goto("/residents/demo")
        page.locator(".launch").wait_for()
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate(shadow("root.activeElement?.className === 'launch'")):
                break
        page.keyboard.press("Enter")
        until(page, shadow("root.activeElement?.id === 'field'"))
        assert page.evaluate(shadow("root.querySelector('.launch').getAttribute('aria-expanded')")) == "true"
        page.keyboard.type("住民票の写しの交付手数料はいくらですか")
        page.keyboard.press("Enter")
        page.locator(".turn[data-whole]").wait_for()
        assert page.evaluate(shadow("root.activeElement?.id")) == "field", (
            "the focus is kept while the answer comes"
        )
        seen = set()
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            seen.add(
                page.evaluate(
                    shadow(
                        "root.activeElement?.closest('.sources') ? 'source' : root.activeElement?.id ?? ''"
                    )
                )
            )
            if "source" in seen:
                break
        assert "source" in seen
        page.keyboard.press("Escape")
        until(
            page, shadow("root.querySelector('#panel').hidden && root.activeElement?.className === 'launch'")
        )
        page.keyboard.press("Enter")
        until(page, shadow("root.activeElement?.id === 'field'"))


def test_the_log_says_every_sentence_once_and_in_order(browser, site):
    watch = """() => {
      const log = document.querySelector('shitagaki-chat').shadowRoot.querySelector('[role=log]');
      window.heard = [];
      new MutationObserver((all) => { for (const one of all) for (const node of one.addedNodes)
        if (log.getAttribute('aria-live') === 'polite' && node.textContent.trim()) window.heard.push(node.textContent.trim()); })
        .observe(log, {childList: true, subtree: true});
    }"""
    with visit(browser, site) as page:
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".turn").first.wait_for()
        assert page.locator("[role=log]").get_attribute("aria-live") == "polite"
        page.evaluate(watch)
        page.get_by_role("textbox").fill("住民票の写しの交付手数料はいくらですか")
        page.keyboard.press("Enter")
        page.locator(".turn[data-whole]").wait_for()
        page.wait_for_timeout(600)
        heard = page.evaluate("window.heard")
        told = [one for one in heard if "300円" in one]
        assert told, heard
        assert len(told) == len(set(told)), "what was read out is not read out again"
        assert page.locator(".state").inner_text().startswith("答えがそろいました")


PERSONAL = {
    "私の番号は１２３４　５６７８　９０１８です": "マイナンバー",
    "カード4111-1111-1111-1111で払えますか": "カード番号",
    "090-1234-5678に電話してください": "電話番号",
    "taro@example.com に送って": "メール",
    "普通 1234567 に振り込んで": "口座番号",
}


def test_personal_data_does_not_leave_the_browser(browser, site):
    with visit(browser, site) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.post_data or ""))
        page.goto("/residents/demo")
        page.locator(".launch").click()
        field = page.get_by_role("textbox")
        for text, kind in PERSONAL.items():
            field.fill(text)
            page.keyboard.press("Enter")
            page.get_by_text(f"{kind}と思われるもの").wait_for()
            assert field.input_value() == text, "nothing that was written is lost"
            assert field.get_attribute("aria-invalid") == "true"
        assert axe(page) == []
        assert [one for one in asked if one] == []
        field.fill("市民課の電話は0999-22-1121ですか")
        page.keyboard.press("Enter")
        page.locator(".turn.you").wait_for()


def test_the_browser_and_the_server_agree_on_numbers(browser, site):
    import random

    from app.checks.personal.data import luhn_ok, my_number_ok

    draw = random.Random(8)
    source = (Path(__file__).parents[1] / "app/web/widget/personal.js").read_text(encoding="utf-8")
    twelve = ["123456789018"] + ["".join(draw.choices("0123456789", k=12)) for _ in range(400)]
    sixteen = ["4111111111111111"] + ["".join(draw.choices("0123456789", k=16)) for _ in range(400)]
    with visit(browser, site) as page:
        page.goto("/residents/demo")
        ours = page.evaluate(
            f"([a, b]) => {{ {source}; return [a.map((t) => myNumber(t)), b.map((t) => card(t))]; }}",
            [twelve, sixteen],
        )
    assert ours == [[my_number_ok(one) for one in twelve], [luhn_ok(one) for one in sixteen]]
    assert sum(ours[0]) > 20 and sum(ours[1]) > 20


def test_what_is_wrong_with_the_callback_is_said_at_the_field(browser, site):
    with visit(browser, site) as page:
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.get_by_role("button", name="電話をかけ直してもらう").click()
        until(page, shadow("root.activeElement?.tagName === 'H3'"))
        page.get_by_role("button", name="申し込む").click()
        until(page, shadow("root.activeElement?.name === 'name'"))
        assert (
            page.evaluate(
                shadow("[...root.querySelectorAll('[aria-invalid=true]')].map((e) => e.name).join()")
            )
            == "name,telephone,about"
        )
        assert axe(page) == []
        page.get_by_label("名前").fill("見本 花子")
        page.get_by_label("電話番号").fill("0999-99-0000")
        page.get_by_label("用件").fill("住民票のこと")
        page.get_by_role("button", name="申し込む").click()
        page.get_by_text("受け付けました。受付番号は").wait_for()
        assert page.evaluate(shadow("root.activeElement?.textContent")) != "", "the focus has a place"


def test_text_twice_as_large_stays_in_the_window(browser, site, store):
    with visit(browser, site, width=390) as page:
        remember(page, site, say(store, [STATES["answer"], STATES["table"]]))
        page.goto("/residents")
        page.evaluate("document.documentElement.style.fontSize = '32px'")
        page.locator(".answer").last.wait_for()
        assert page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize(
    ("looks", "part", "usual", "then"),
    [
        ({"color_scheme": "dark"}, ".panel.backgroundColor", "rgb(255, 255, 255)", "rgb(26, 26, 26)"),
        ({"forced_colors": "active"}, ".turn.borderTopWidth", "1px", "2px"),
        ({"reduced_motion": "reduce"}, ".launch.transitionDuration", "0.15s", "0s"),
        ({"contrast": "more"}, ".turn.borderTopWidth", "1px", "2px"),
    ],
)
def test_other_looks_are_without_a_fault(browser, site, store, looks, part, usual, then):
    _, name, style = part.split(".")
    look = shadow(f"getComputedStyle(root.querySelector('.{name}')).{style}")
    with visit(browser, site) as page:
        remember(page, site, say(store, [STATES["urgent"], STATES["refusal"], answer()]))
        page.goto("/residents")
        page.locator(".answer").last.wait_for()
        assert page.evaluate(look) == usual
        page.emulate_media(**looks)
        assert page.evaluate(look) == then
        well(page, "look-" + "-".join(looks), 1280)


def test_what_goes_wrong_is_said_and_nothing_written_is_lost(browser, site, office):
    """The line is cut, the service is busy, broken or shut: four states, each with what to do."""
    question = "住民票の写しの交付手数料はいくらですか"
    with visit(browser, site, width=390, height=844, quiet=False) as page:
        page.goto("/residents/demo")
        page.locator(".launch").click()
        field = page.get_by_role("textbox")
        page.context.set_offline(True)
        field.fill(question)
        page.keyboard.press("Enter")
        page.locator(".turn.wrong", has_text="通信が切れています").wait_for()
        well(page, "offline", 390)
        page.context.set_offline(False)
        page.get_by_role("button", name="もう一度送る").click()
        page.locator(".turn[data-whole]").wait_for()
        assert page.locator(".turn.you").count() == 1, "the question stands there once"

    def answering(status, body, **headers):
        def route(one):
            one.fulfill(
                status=status, json=body, headers={"content-type": "application/problem+json", **headers}
            )

        return route

    broken = answering(500, {"status": 500, "detail": "x", "type": "urn:shitagaki:problem:500"})
    busy = answering(
        429, {"status": 429, "seconds": 42, "detail": "x", "type": "urn:shitagaki:problem:limited"}
    )
    over = answering(
        429, {"status": 429, "seconds": 10_000, "detail": "x", "type": "urn:shitagaki:problem:limited"}
    )
    for name, route, said in (
        ("broken", broken, "こちらの誤りで"),
        ("limited", busy, "あと42秒"),
        ("over", over, "あと約3時間"),
    ):
        with visit(browser, site, width=320, height=640, quiet=False) as page:
            page.route("**/questions", route)
            page.goto("/residents/demo")
            page.locator(".launch").click()
            page.get_by_role("textbox").fill(question)
            page.keyboard.press("Enter")
            page.locator(".turn.wrong", has_text=said).wait_for()
            assert page.evaluate(shadow("root.activeElement?.id")) == "field"
            well(page, name, 320)
    switches = Switches(office.folder / "switches.json")
    with visit(browser, site, width=320, height=640) as page:
        switches.set(
            State(paused="システムの点検のため、午後5時まで休みます。", banner="大雨警報が出ています。"),
            by="test",
        )
        try:
            page.goto("/residents/demo")
            page.locator(".launch").click()
            page.get_by_text("午後5時まで休みます").wait_for()
            assert not page.get_by_role("textbox").is_visible()
            well(page, "paused", 320)
            switches.set(State(banner="大雨警報が出ています。避難所は市民体育館です。"), by="test")
            page.reload()
            page.locator(".launch").click()
            page.locator(".banner", has_text="避難所").wait_for()
            well(page, "banner", 320)
        finally:
            switches.set(State(), by="test")


def test_a_heading_stands_once_above_what_goes_on_under_it(browser, site, store):
    parts = [
        {"kind": kind, "text": f"{kind}{at}", "citations": []}
        for at, kind in enumerate(("結論", "結論", "費用", "費用"))
    ]
    token = store.open("ja")
    store.append(token, "question", {"text": "手数料は"})
    store.append(token, "answer", answer(parts=parts, citations=[]))
    with visit(browser, site) as page:
        remember(page, site, token)
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".answer").wait_for()
        assert page.locator(".answer .part .kind").all_inner_texts() == ["費用"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", "次は、1月4日(月) 8:30から電話で聞けます"),
        ("en", "You can call from Mon, January 4 at 8:30 AM"),
    ],
)
def test_an_office_that_is_shut_says_when_it_can_be_called(browser, site, store, language, told):
    shut = OFFICE | {"open": "", "opens": "2027-01-04T08:30:00+09:00"}
    token = say(store, [answer(language=language, handoff=shut)])
    with visit(browser, site) as page:
        remember(page, site, token, language=language)
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".contact", has_text=told).wait_for()


IN_SIGHT = """(wanted) => {
  const root = document.querySelector('shitagaki-chat').shadowRoot;
  const log = root.querySelector('.log').getBoundingClientRect();
  return [...root.querySelectorAll(wanted)].map((e) => e.getBoundingClientRect()).map((box) => box.top >= log.top && box.bottom <= log.bottom);
}"""


@pytest.mark.parametrize("path", ["/residents", "/residents/demo"])
def test_on_a_small_phone_the_numbers_to_call_and_what_went_wrong_are_in_sight(browser, site, store, path):
    with visit(browser, site, width=320, height=640, quiet=False) as page:
        remember(page, site, say(store, [STATES["answer"], STATES["urgent"]]))
        page.goto(path)
        if path.endswith("demo"):
            page.locator(".launch").click()
        page.locator(".urgent").wait_for()
        assert page.evaluate(IN_SIGHT, ".urgent .call") == [True, True]
        page.route("**/questions", lambda route: route.fulfill(status=429, json={"seconds": 42}))
        page.get_by_role("textbox").fill("住民票の写しの手数料はいくらですか")
        page.keyboard.press("Enter")
        page.locator(".turn.wrong").wait_for()
        assert page.evaluate(IN_SIGHT, ".turn.wrong") == [True]


def test_an_open_window_learns_of_a_warning_and_of_the_switch(browser, site, office):
    switches = Switches(office.folder / "switches.json")
    with visit(browser, site) as page:
        page.clock.install()
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".turn").first.wait_for()
        try:
            for state, told in (
                (State("", "避難所を開きました"), ".banner"),
                (State("夕方まで休みます", ""), ".turn.notice"),
            ):
                switches.set(state, by="防災課 佐藤")
                page.clock.fast_forward(21_000)
                page.locator(told, has_text=state.banner or state.paused).wait_for()
            assert not page.get_by_role("textbox").is_visible()
        finally:
            switches.set(State("", ""), by="防災課 佐藤")
        page.clock.fast_forward(21_000)
        page.get_by_role("textbox").wait_for()


def test_readings_stand_above_the_words_of_easy_japanese(browser, site, store):
    with visit(browser, site, width=390, height=844) as page:
        remember(page, site, say(store, [STATES["easy"]]))
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".answer ruby").first.wait_for()
        told = page.evaluate(
            shadow(
                "[...root.querySelectorAll('.answer .lead ruby')].map((e) => [e.firstChild.data, e.querySelector('rt').textContent])"
            )
        )
        assert told == [["住民票", "じゅうみんひょう"]]
        well(page, "easy-ruby", 390)
    easy = [
        answer(
            language="ja-easy", asked="ja-easy", original="もとの文です。", parts=PARTS, notes=["注です。"]
        )
    ]
    with visit(browser, site, width=390, height=844) as page:
        token = say(store, easy)
        page.add_init_script(
            f"if (location.origin === {site!r}) sessionStorage.setItem('shitagaki:midori', JSON.stringify({{c: {token!r}, language: 'ja-easy'}}));"
        )
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".original").wait_for()
        assert "［" not in page.evaluate(shadow("root.querySelector('#panel').innerText"))


@pytest.mark.parametrize("agreed", [True, False])
def test_a_resident_says_whether_staff_see_what_was_said(browser, tmp_path, agreed):
    office = open_office(tmp_path)
    office.widget_texts = with_texts(tmp_path, *ALWAYS)
    with serving(office) as site, visit(browser, site, width=390, height=844) as page:
        store = open_conversations(office)
        token = say(store, [STATES["answer"]])
        remember(page, site, token)
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".state", has_text="答えがそろいました").wait_for()
        page.get_by_role("button", name="職員と話す").click()
        tick = page.get_by_role("checkbox", name="ここまでの質問と答えを、職員に見せる")
        assert tick.is_checked()
        well(page, "handover-share", 390)
        if not agreed:
            tick.uncheck()
        page.locator(".turn.notice").get_by_role("button", name="職員と話す").click()
        page.get_by_text("職員を呼んでいます").wait_for()
        assert page.locator(".state").inner_text() == "", "what the machine did is not said of a person"
        asked = [one for one in store.events(token) if one.kind == "handoff_requested"]
        assert [one.data["summary_ok"] for one in asked] == [agreed]


def test_a_talk_with_staff_loses_nothing_when_the_line_is_cut(browser, tmp_path):
    office = open_office(tmp_path)
    office.widget_texts = with_texts(tmp_path, *ALWAYS)
    with serving(office) as site, line_to(site) as line, visit(browser, line.address, quiet=False) as page:
        store = open_conversations(office)
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.get_by_role("button", name="職員と話す").click()
        page.get_by_text("職員につなぎますか").wait_for()
        well(page, "handover", 1280)
        page.locator(".turn.notice").get_by_role("button", name="職員と話す").click()
        page.get_by_text("職員を呼んでいます").wait_for()
        token = page.evaluate("JSON.parse(sessionStorage.getItem('shitagaki:midori')).c")
        store.append(token, "taken", {"section": "市民課"})
        page.get_by_text("ここからは人が書いています").wait_for()
        store.append(token, "staff_message", {"text": "一つ目です。", "section": "市民課"})
        page.locator(".turn.staff", has_text="一つ目").wait_for()
        assert line.cut() >= 2, "the stream was open"
        page.locator(".state", has_text="通信が切れています").wait_for()
        store.append(token, "staff_message", {"text": "二つ目です。", "section": "市民課"})
        store.append(token, "staff_message", {"text": "三つ目です。", "section": "市民課"})
        page.wait_for_timeout(1500)
        assert page.locator(".turn.staff").count() == 1, "nothing gets through a line that is cut"
        line.mend()
        page.locator(".turn.staff", has_text="三つ目").wait_for()
        assert page.locator(".turn.staff p:last-child").all_inner_texts() == [
            "一つ目です。",
            "二つ目です。",
            "三つ目です。",
        ]
        page.keyboard.press("Escape")
        store.append(token, "staff_message", {"text": "四つ目です。", "section": "市民課"})
        page.locator(".launch .badge", has_text="職員").wait_for()
        Switches(office.folder / "switches.json").set(State("保守のため休止しています。", ""), by="試験")
        until(page, shadow("!root.querySelector('.composer').hidden"))  # who talks to a person ends the talk
        page.locator(".launch").click()
        page.get_by_role("button", name="職員と話すのをやめる").click()
        page.get_by_text("保守のため休止しています。").wait_for()
        assert not page.get_by_role("textbox").is_visible()
        Switches(office.folder / "switches.json").set(State("", ""), by="試験")
        page.get_by_text("やり取りが終わりました").wait_for()
        page.get_by_role("textbox", name="質問").wait_for()


def test_who_presses_a_button_in_a_language_stays_in_it(browser, site, store):
    shown = answer(
        language="ja",
        asked="en",
        parts=[
            {"kind": "費用", "text": "1通300円です。", "citations": [1], "ruby": "1［通｜つう］300円です。"}
        ],
        choices=[{"label": "中央地区", "question": "中央地区のごみの日"}],
        notes=["This could not be translated here."],
    )
    context = browser.new_context(base_url=site, locale="en-US")
    try:
        page = context.new_page()
        token = say(store, [shown])
        page.add_init_script(
            f"if (location.origin === {site!r} && !sessionStorage.getItem('shitagaki:midori'))"
            f" sessionStorage.setItem('shitagaki:midori', JSON.stringify({{c: {token!r}, language: 'auto'}}));"
        )
        page.goto("/residents/demo")
        page.locator(".launch").click()
        page.locator(".answer").wait_for()
        assert page.evaluate(shadow("root.querySelector('#panel').lang")) == "en"
        spoken = "(wanted) => document.querySelector('shitagaki-chat').shadowRoot.querySelector(wanted).closest('[lang]').lang"
        langs = [
            page.evaluate(spoken, wanted) for wanted in (".told p", ".note", ".answer .choice", ".rating")
        ]
        assert langs == ["ja", "en", "ja", "en"]
        with page.expect_request("**/questions") as asked:
            page.get_by_role("button", name="中央地区").click()
        assert asked.value.post_data_json == {"question": "中央地区のごみの日", "language": "en"}
    finally:
        context.close()
