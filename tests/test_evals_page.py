"""The evaluators' page and its API on a real server: run, take up again, stop, compare, label, make a draft a case."""

import itertools
import json
import time

import httpx
import pytest

from app.wire import Office
from evals.labels import order
from evals.runs import RunStore, Score
from ingest.ingestion import ingest
from ingest.settings import load_settings
from tests.browser import HEADINGS, NAMELESS, OVERFLOW, chromium, visit
from tests.web_office import FILES, SOURCES, open_office, serving
from tests.widget_page import AXE_TAGS, axe_source

PERSON = "電話090-1234-5678の山田太郎様からの問合せ"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    home = tmp_path_factory.mktemp("evals")
    for name, text in FILES.items():
        (home / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "corpus" / name).write_text(text, encoding="utf-8")
    (home / "corpus" / "sources.toml").write_text(SOURCES, encoding="utf-8")
    environ = {"HOME": str(home), "EMBEDDER": "bigram-hash.v1", "LLM": "none", "SPEECH": "none"}
    made = Office(load_settings({f"SHITAGAKI_{name}": value for name, value in environ.items()}))
    ingest([home / "corpus"], index=made.index)
    return made


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.fixture(scope="module")
def http(site):
    with httpx.Client(base_url=f"{site}/api/", timeout=60) as client:
        yield client


def ended(http, run, seconds=240):
    """The run when nothing asks any more."""
    until = time.monotonic() + seconds
    while True:
        told = http.get(f"evals/runs/{run}").json()
        if told.get("state") not in ("running", "preparing"):
            return told
        assert time.monotonic() < until, told
        time.sleep(0.2)


def idle(http, seconds=120):
    """Wait until the command of the last run has ended too, a moment after its last score."""
    until = time.monotonic() + seconds
    while http.get("evals").json()["running"]:
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.fixture(scope="module")
def drafted(http):
    """A kept run of six drafts."""
    answer = http.post("evals/runs", json={"suite": "drafting", "limit": 6})
    assert answer.status_code == 201, answer.text
    busy = http.post("evals/runs", json={"suite": "midori"})
    assert busy.status_code == 409 and "終わるか止めるか" in busy.json()["detail"]
    told = ended(http, answer.json()["id"])
    assert (told["state"], told["done"], told["total"]) == ("done", 6, 6)
    return told


def test_a_run_that_stopped_is_taken_up_with_the_same_choice_and_asks_nothing_twice(http, drafted, office):
    folder = office.folder / "evals" / "runs" / drafted["id"]
    lines = (folder / "outputs.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "outputs.jsonl").write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    told = json.loads((folder / "progress.json").read_text(encoding="utf-8")) | {"done": 3, "pid": 0}
    (folder / "progress.json").write_text(json.dumps(told), encoding="utf-8")
    assert ended(http, drafted["id"])["state"] == "stopped"
    cut = http.get(f"evals/runs/{drafted['id']}/compare?against=baseline")
    assert cut.status_code == 409 and "終わっていないので、比べられません" in cut.json()["detail"]
    http.post(f"evals/runs/{drafted['id']}/resume")
    again = ended(http, drafted["id"])
    assert (again["state"], again["done"], again["total"]) == ("done", 6, 6)
    kept = (folder / "outputs.jsonl").read_text(encoding="utf-8").splitlines()
    assert kept[:3] == lines[:3] and [json.loads(one)["case"] for one in kept] == [json.loads(one)["case"] for one in lines]  # fmt: skip


def test_a_run_is_stopped_from_the_page(http, drafted):
    idle(http)
    run = http.post("evals/runs", json={"suite": "drafting", "fresh": True}).json()["id"]
    time.sleep(1)
    assert http.post(f"evals/runs/{run}/cancel").json() == {"stopped": True}
    idle(http)
    assert http.post(f"evals/runs/{run}/cancel").json() == {"stopped": False}


def test_a_part_is_compared_with_the_same_part_of_the_baseline(http, drafted):
    found = http.get(f"evals/runs/{drafted['id']}/compare?against=baseline").json()
    assert found["part"] and found["gone"] == [] and found["code"] in (0, 1, 3)
    assert [one["name"] for one in found["tasks"]] == ["住民等からの質問への回答案"]
    assert "| 採点 | 差 |" in found["markdown"]
    assert http.get(f"evals/runs/{drafted['id']}/compare?against=nai").status_code == 409
    report = http.get(f"evals/runs/{drafted['id']}/report")
    nonce = report.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in report.text and "kaitou-1" in report.text
    saved = http.get(f"evals/runs/{drafted['id']}/report?save=true")
    assert "<script>" in saved.text and saved.headers["content-disposition"].startswith("attachment")


def test_labels_are_added_never_changed_and_pairs_hide_their_origin(http, drafted, office):
    items = http.get(f"evals/runs/{drafted['id']}/labels").json()["items"]
    case = items[0]["case"]
    for value, reason in (("bad", "数字が違う"), ("mend", "")):
        form = {"run": drafted["id"], "case": case, "value": value, "reason": reason}
        assert http.post("evals/labels", json=form).status_code == 200
    lines = (office.folder / "evals" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["value"] for line in lines] == ["bad", "mend"]
    again = http.get(f"evals/runs/{drafted['id']}/labels").json()["items"]
    assert {one["case"]: one["value"] for one in again}[case] == "mend"
    wrong = http.post("evals/labels", json={"run": drafted["id"], "case": case, "value": "a"})
    assert wrong.status_code == 409 and "1 から 3" in wrong.json()["detail"]


def test_a_judge_that_nobody_was_held_against_takes_no_full_marks(http, drafted, office):
    store = RunStore(office.folder / "evals" / "runs")
    run, name = store.find(drafted["id"]), "judge_usable.v1"
    told = [Score(one.case, 0, name, 0.0, "モデル openai:x の判断：C") for one in store.outputs(run)]
    store.judge(run, name, told)
    assert len(told) == 6 and http.get(f"evals/runs/{run.id}").json()["passed"] == drafted["passed"]
    store.judge(run, name, [])


def test_which_of_two_stands_first_is_chance_but_always_the_same():
    firsts = [order("eins", "zwei", f"case-{n}")[0] for n in range(200)]
    assert firsts == [order("zwei", "eins", f"case-{n}")[0] for n in range(200)]
    assert 70 < firsts.count("eins") < 130


def test_a_draft_becomes_a_case_without_anybody_s_name(http, office):
    state = {"values": {"件名": "住民票", "質問": f"{PERSON}です。手数料はいくらか。", "方法": "文書", "担当": "市民課"}, "text": f"{PERSON}。300円です。"}  # fmt: skip
    body = {"task": "kaitou", "title": "住民票", "state": state}
    assert http.put("saved/00000000000000aa", json=body).status_code == 200
    seen = http.get("evals/drafts/00000000000000aa").json()
    assert "090-1234-5678" not in json.dumps(seen["fields"]) + seen["text"]
    assert "090-1234-5678" in {one["words"] for one in seen["covered"]}
    file = office.folder / "evals" / "suites" / "own-drafting.jsonl"
    assert not file.is_file(), "nothing is written before a person has looked"
    fields = {one["id"]: one["value"] for one in seen["fields"]} | {"件名": "住民票 090-8765-4321"}
    form = {"task": "kaitou", "fields": fields, "says": ["300円"], "silent": ["200円"], "note": "窓口の声"}
    assert http.post("evals/cases", json=form).status_code == 201
    (row,) = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert row["says"] == ["300円"] and "090-" not in json.dumps(row), "what was typed in is covered too"
    bad = http.post("evals/cases", json=form | {"silent": ["300円"]})
    assert bad.status_code == 409 and "says と silent の両方" in bad.json()["detail"]
    bare = http.post("evals/cases", json=form | {"fields": fields | {"方法": ""}})
    assert bare.status_code == 409 and "「回答の方法」を入力してください。" in bare.json()["detail"]
    idle(http)
    run = http.post("evals/runs", json={"suite": "own-drafting"}).json()["id"]
    assert ended(http, run)["passed"]["n"] == 1


def test_an_office_without_the_package_is_told_what_to_do(tmp_path):
    with serving(open_office(tmp_path)) as bare:
        told = httpx.get(f"{bare}/api/evals", timeout=30)
        assert told.status_code == 503 and "shitagaki eval" in told.json()["detail"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_runs_compares_and_labels_by_keyboard(site, http, drafted, width):
    with chromium() as browser, visit(browser, site, width=width) as page:
        page.goto("/evals")
        row = page.locator(f"tr[data-run='{drafted['id']}']")
        row.get_by_role("button", name="比べる").click()
        page.locator("#sg-panel-compare").get_by_role("button", name="比べる", exact=True).click()
        page.wait_for_selector(".sg-evals-measures")
        page.evaluate(f"() => {{ {axe_source()} }}")
        found = []
        for name in ("runs", "compare", "labels", "cases"):
            page.click(f"#sg-tab-{name}")
            page.locator(f"#sg-panel-{name} h2").first.wait_for()
            found += page.evaluate(
                "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
                ".then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target}`)))",
                AXE_TAGS,
            )
            assert page.evaluate(OVERFLOW) == [] and page.evaluate(NAMELESS) == []
            levels = page.evaluate(HEADINGS)
            assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
        assert found == []
        page.click("#sg-tab-labels")
        page.select_option("#sg-label-run", drafted["id"])
        page.wait_for_selector(".sg-evals-paper")
        page.locator("#sg-panel-labels h2").click()
        before = page.locator(".sg-evals-paper h3").inner_text()
        page.keyboard.press("j")
        assert page.locator(".sg-evals-paper h3").inner_text() != before
        page.keyboard.press("k")
        page.keyboard.press("1")
        page.locator(f".sg-evals-paper h3:not(:text-is('{before}'))").wait_for()
        items = http.get(f"evals/runs/{drafted['id']}/labels").json()["items"]
        assert {one["case"]: one["value"] for one in items}[before] == "good"


@pytest.mark.slow
def test_the_page_keeps_what_was_chosen_and_quotes_the_number_of_an_error(site, http, drafted):
    problem = {"status": 500, "detail": "うまく動きませんでした。", "number": "K7M2"}
    with chromium() as browser, visit(browser, site, width=1280, quiet=False) as page:
        page.route("**/api/evals/runs", lambda route: route.fulfill(status=201, json={"id": drafted["id"]}))
        page.goto("/evals")
        page.select_option("#sg-eval-suite", "drafting")
        page.fill("#sg-eval-limit", "2")
        page.check("#sg-eval-fresh")
        page.get_by_role("button", name="始める", exact=True).click()
        page.locator("#sg-eval-fresh:not(:checked)").wait_for()  # the form is another one
        assert page.input_value("#sg-eval-suite") == "drafting" and page.input_value("#sg-eval-limit") == "2"
        page.route("**/api/evals", lambda route: route.fulfill(status=500, json=problem))
        page.click("#sg-tab-compare")
        page.get_by_text("うまく動きませんでした。　お問い合わせの番号：K7M2").first.wait_for()
