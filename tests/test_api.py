"""The API over real HTTP: search, documents, uploads, headers, closed paths, problems. Drafts are in test_api_drafts."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from app.web.api import create_app
from app.web.ui import CLERKS
from app.web.words import load_words
from ingest.document import Viewer
from tests.web_office import EVIL, open_office, serving

CLOSED = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file/etc/passwd",
    "/gradio_api/proxy=http://127.0.0.1:1/",
    "/file=/etc/passwd",
    "/proxy=http://127.0.0.1:1/",
    "/gradio_api/info",
    "/gradio_api/openapi.json",
    "/gradio_api/mcp/sse",
    "/gradio_api/vibe-edit",
    "/gradio_api/runs",
    "/gradio_api/deep_link",
    "/gradio_api/run/find",
    "/gradio_api/call/find",
    "/gradio_api/stream/x/y/z/playlist.m3u8",
    "/gradio_api/custom_component/x/client/component/index.js",
    "/gradio_api/dev/reload",
    "/gradio_api/queue/../file=/etc/passwd",
    "//gradio_api/file=/etc/passwd",
    "/gradio_api//file=/etc/passwd",
    "/gradio_api/heartbeat/..%2f..%2ffile=/etc/passwd",
    "/static/../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2fetc/passwd",
    "/site/..%2fapi.py",
    "/assets/..%5c..%5cetc%5cpasswd",
    "/monitoring",
    "/redoc",
    "/login",
    "/token",
    "/user",
    "/manifest.json",
    "/robots.txt",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def site(office):
    with serving(office) as address:
        yield address


@pytest.fixture
def http(site):
    with httpx.Client(base_url=site, timeout=30) as client:
        yield client


def test_tasks_are_the_eighteen_uses_then_the_others_and_an_available_one_has_its_form(http, office):
    tasks = http.get("/api/tasks").json()["tasks"]
    assert [task["order"] for task in tasks] == list(range(1, 21))
    assert tasks[0]["name"] == "あいさつ文案"
    available = [task for task in tasks if task["available"]]
    assert {task["id"] for task in available} == set(office.prompts.templates)
    for task in available:
        template = office.prompts.templates[task["id"]]
        assert [field["id"] for field in task["fields"]] == [field.id for field in template.fields]
        assert [field["required"] for field in task["fields"]] == [
            field.required for field in template.fields
        ]
        assert http.get(f"/api/tasks/{task['id']}").json() == task
    assert all("fields" not in task for task in tasks if not task["available"])


def test_an_unknown_task_is_a_problem_that_names_the_known_ones(http, office):
    answer = http.get("/api/tasks/nai")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == 404 and told["title"] == "見つかりません"
    assert "nai" in told["detail"] and next(iter(office.prompts.templates)) in told["detail"]
    assert (
        re.fullmatch(r"[0-9a-f]{8}", told["number"]) and told["number"] == answer.headers["x-request-number"]
    )


def test_a_resident_whose_page_is_gone_is_led_back_to_the_desk(http):
    page = {"accept": "text/html"}
    told = http.get("/residents/documents/nai", headers=page)
    assert told.status_code == 404 and '<a href="/residents">窓口にもどる</a>' in told.text
    assert "窓口で、もう一度お尋ねください。" in told.text and "課" not in told.text
    clerk = http.get("/documents/nai", headers=page).text
    assert '<a href="/">はじめのページへ</a>' in clerk and "あなたの課では読めない文書です。" in clerk


def test_search_gives_passages_with_their_place_and_words(http):
    found = http.get("/api/search", params={"q": "住民票の写しの交付手数料はいくらか", "k": 3}).json()
    first = found["hits"][0]
    assert first["document"] == "みどり市手数料条例"
    assert "1通につき300円" in first["text"]
    assert first["label"].startswith("第2条") and first["effective"] == "令和元年7月1日"
    assert first["url"].startswith(f"/documents/{first['document_id']}?passage=a2")
    assert len(found["hits"]) <= 3
    before = http.get("/api/search", params={"q": "住民票の写しの交付手数料", "as_of": "2019-06-30"}).json()
    assert "みどり市手数料条例" not in {hit["document"] for hit in before["hits"]}


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": ""},
        {"q": "あ", "k": 0},
        {"q": "あ", "k": 51},
        {"q": "あ", "as_of": "昨日"},
        {"q": "あ" * 2001},
    ],
)
def test_a_search_that_cannot_be_done_says_which_value(http, params):
    answer = http.get("/api/search", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "入力を確かめてください"
    assert any(name in answer.json()["detail"] for name in ("q", "k", "as_of"))


def test_documents_are_listed_and_read_without_the_servers_paths(http, office):
    documents = http.get("/api/documents").json()["documents"]
    assert len(documents) == 6
    fees = next(one for one in documents if one["title"] == "みどり市手数料条例")
    assert (fees["kind"], fees["section"], fees["effective"], fees["file"]) == (
        "条例",
        "市民課",
        "令和元年7月1日",
        "tesuryo.txt",
    )
    whole = http.get(f"/api/documents/{fees['id']}").json()
    assert "".join(passage["text"] for passage in whole["passages"]) == whole["text"]
    folder = str(office.uploads.parent)
    for path in (
        "/api/documents",
        f"/api/documents/{fees['id']}",
        "/api/search?q=手数料",
        f"/documents/{fees['id']}",
        "/config",
    ):
        assert folder not in http.get(path).text, path


def test_a_document_that_may_not_be_read_looks_like_one_that_is_not_there(http, office):
    every = Viewer(tenant="midori", sections=None, level="3A")
    closed = next(document.id for document in office.index.documents(every) if "jinji" in document.source)
    for path in ("/api/documents/{}", "/documents/{}", "/documents/{}/file"):
        closed_answer, missing_answer = http.get(path.format(closed)), http.get(path.format("nai"))
        assert closed_answer.status_code == missing_answer.status_code == 404
        for one in (closed_answer, missing_answer):
            assert (
                one.json()["detail"] == "その文書はありません。消されたか、あなたの課では読めない文書です。"
            )
    assert "機密の一節" not in http.get("/api/search", params={"q": "職員の評価に関する機密の一節"}).text


def test_the_page_of_a_document_marks_the_passage_and_carries_its_facts(http, office):
    hit = http.get("/api/search", params={"q": "住民票の写しの交付手数料"}).json()["hits"][0]
    url = hit["url"].replace("#", "&quote=1%E9%80%9A%E3%81%AB%E3%81%A4%E3%81%8D300%E5%86%86#")
    page = http.get(url)
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    anchor = hit["passage_id"].split("#")[1]
    assert f'class="sg-passage is-marked" id="{anchor}"' in page.text
    assert "<mark>1通につき300円</mark>" in page.text
    assert page.text.count("is-marked") == 1
    for words in ("令和元年みどり市条例第12号", "令和元年7月1日", "市民課", "元のファイルを開く"):
        assert words in page.text
    assert page.text.count(f'id="{anchor}"') == 1


def test_a_table_is_one_table_with_its_column_names(http):
    documents = http.get("/api/documents").json()["documents"]
    table = next(one for one in documents if one["file"] == "tokei.csv")
    page = http.get(table["url"]).text
    assert page.count("<table") == 1
    assert '<th scope="col">住民票の写し</th>' in page
    assert "<td>令和6年度</td><td>10234</td><td>8123</td>" in page


def test_the_original_file_comes_back_byte_for_byte(http):
    documents = http.get("/api/documents").json()["documents"]
    fees = next(one for one in documents if one["file"] == "tesuryo.txt")
    answer = http.get(f"/documents/{fees['id']}/file")
    assert answer.text.startswith("○みどり市手数料条例")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_text_of_documents_never_becomes_markup(http):
    documents = http.get("/api/documents").json()["documents"]
    evil = next(one for one in documents if one["file"] == "evil.txt")
    page = http.get(evil["url"]).text
    assert "&lt;img src=x onerror=" in page
    assert EVIL not in page and "<script" not in page and "<img src=x" not in page


@pytest.mark.parametrize("path", CLOSED)
def test_what_frameworks_add_of_their_own_is_closed(site, path):
    with httpx.Client() as client:
        for method in ("GET", "POST"):
            request = client.build_request(method, site)
            request.url = httpx.URL(site).copy_with(raw_path=path.encode())
            answer = client.send(request)
            assert answer.status_code == 404, (method, path, answer.status_code)
            assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/", "/draft", "/library", "/health", "/api/tasks", "/site/base.css", "/gradio_api/file=x", "/api/nai"],
)
def test_every_answer_carries_the_security_headers(http, path):
    headers = http.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_a_page_runs_only_scripts_with_its_own_nonce(http):
    first, second = http.get("/"), http.get("/")
    nonces = []
    for page in (first, second):
        nonce = re.search(
            r"script-src 'self' 'nonce-([^']+)' 'strict-dynamic'", page.headers["content-security-policy"]
        )[1]
        scripts = re.findall(r"<script[^>]*>", page.text)
        assert len(scripts) >= 4 and all(f'nonce="{nonce}"' in script for script in scripts)
        nonces.append(nonce)
    assert nonces[0] != nonces[1]
    assert (
        '<html lang="ja"' in first.text
        and "og:" not in first.text
        and "https://" not in first.text.split("gradio_config")[0]
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_can_send_nothing(http, headers):
    for path in ("/api/drafts", "/api/documents", "/gradio_api/queue/join", "/gradio_api/upload"):
        answer = http.post(path, headers=headers, json={})
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:shitagaki:problem:foreign")


def test_uploads_are_taken_in_one_result_each_and_found_at_once(http, office):
    files = [
        (
            "files",
            ("水道使用料の手引.md", "# 水道使用料の手引\n\n水道使用料は、2か月ごとに納めます。\n".encode()),
        ),
        ("files", ("空.txt", b"")),
        ("files", ("絵.xyz", b"\x00\x01\x02\x03" * 50)),
        ("files", ("../../../etc/悪い名前.txt", "粗大ごみの申込みは電話で受け付けます。".encode())),
    ]
    taken = http.post("/api/documents", files=files, params={"kind": "手引", "section": "水道課"}).json()[
        "files"
    ]
    assert [one["name"] for one in taken] == ["水道使用料の手引.md", "空.txt", "絵.xyz", "悪い名前.txt"]
    assert [one["ok"] for one in taken] == [True, False, False, True]
    assert all(one["reason"] for one in taken if not one["ok"])
    hit = http.get("/api/search", params={"q": "水道使用料は何か月ごとに納めるか"}).json()["hits"][0]
    assert (hit["document"], hit["kind"], hit["section"]) == ("水道使用料の手引", "手引", "水道課")
    kept = sorted(path.name for path in office.uploads.rglob("*") if path.is_file())
    assert kept == ["悪い名前.txt", "水道使用料の手引.md"]


def test_a_body_too_large_is_refused_with_or_without_its_length(http, office):
    large = b"x" * (office.upload_limit + 1)
    answer = http.post("/api/documents", files={"files": ("大きい.txt", large)})
    assert answer.status_code == 413 and "2MB" in answer.json()["detail"]
    head = b'--x\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    pieces = [head, *(large[at : at + 65536] for at in range(0, len(large), 65536)), b"\r\n--x--\r\n"]
    unsized = {"content-type": "multipart/form-data; boundary=x"}
    answer = http.post("/api/documents", content=iter(pieces), headers=unsized)
    assert answer.status_code == 413


def test_a_wrong_address_is_a_page_for_a_person_and_a_problem_for_a_program(http):
    page = http.get("/nai", headers={"accept": "text/html,*/*"})
    assert (
        page.status_code == 404
        and "<h1>見つかりません</h1>" in page.text
        and page.headers["x-request-number"] in page.text
    )
    assert http.get("/nai").json()["title"] == "見つかりません"
    assert http.put("/api/tasks").json()["title"] == "この方法では受け付けられません"


def test_health_tells_what_answers_come_from(http, office):
    told = http.get("/health").json()
    assert told["status"] == "ok" and told["index"] == office.index.digest
    assert (told["embedder"], told["writer"], told["waiting"]) == ("bigram-hash.v1", "none", 0)
    assert told["documents"] >= 6 and told["passages"] > told["documents"]


def test_health_is_503_while_there_is_nothing_to_answer_from(tmp_path):
    with serving(open_office(tmp_path, empty=True)) as site:
        answer = httpx.get(f"{site}/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "empty")


def test_the_description_of_the_api_is_in_japanese_with_examples(http):
    described = http.get("/openapi.json").json()
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]")
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert japanese.search(operation["summary"]), (method, path)
    examples = json.dumps(described, ensure_ascii=False)
    assert "第15回" in examples or "総合防災訓練" in examples
    assert not [path for path in described["paths"] if path.startswith("/gradio_api")]


def test_a_file_becomes_text_for_a_field_and_is_not_kept(http, office):
    minutes = "会議録\n○議長（山田太郎）　開会します。\n".encode("cp932")
    before = len(http.get("/api/documents").json()["documents"])
    told = http.post("/api/text", files={"file": ("会議録.txt", minutes)}).json()
    assert "○議長（山田太郎）　開会します。" in told["text"]
    assert len(http.get("/api/documents").json()["documents"]) == before
    assert not list(office.uploads.rglob("会議録*"))
    refused = http.post("/api/text", files={"file": ("絵.xyz", b"\x00\x01" * 99)})
    assert refused.status_code == 409 and "絵.xyz" in refused.json()["detail"]


def test_forty_people_search_on_the_page_at_once(site):
    """Gradio would serve them one by one; ours go side by side, through its own queue."""

    every = load_words(Path("prompts/ui.toml")).say("home.every_kind")

    def search(number):
        with httpx.Client(base_url=site, timeout=60) as client:
            event = {
                "data": ["住民票の写しの交付手数料", "", every],
                "fn_index": 0,
                "session_hash": f"clerk{number}",
            }
            assert client.post("/gradio_api/queue/join", json=event).status_code == 200
            with client.stream(
                "GET", "/gradio_api/queue/data", params={"session_hash": f"clerk{number}"}
            ) as answer:
                for line in answer.iter_lines():
                    told = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                    if told.get("msg") == "process_completed":
                        return told["output"]["data"][0]

    with ThreadPoolExecutor(40) as pool:
        found = list(pool.map(search, range(40)))
    assert all("みどり市手数料条例" in html for html in found)


def test_the_queue_of_the_pages_lets_forty_work_at_a_time(office):
    served = [getattr(route, "app", None) for route in create_app(office).routes]
    (pages,) = [each.get_blocks() for each in served if hasattr(each, "get_blocks")]
    limits = {fn.concurrency_limit for fn in pages.fns.values()}
    assert pages._queue.default_concurrency_limit == CLERKS == 40 and limits == {"default"}


def test_the_description_is_a_page_too(http):
    page = http.get("/docs").text
    for path in http.get("/openapi.json").json()["paths"]:
        assert f" {path}</code>" in page, path
    assert '<th scope="row"><code>as_of</code></th>' in page and "この日に効力がある文書だけ" in page
    assert '<th scope="row"><code>task</code></th><td>本文（JSON）（必須）</td>' in page
    assert "<script" not in page and "住民票の写しの交付手数料は" in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/api/search?q=", "「q」は、1字以上で書いてください。"),
        (f"/api/search?q={'あ' * 2001}", "「q」は、2000字までです（今は2001字）。短くしてください。"),
        ("/api/search", "「q」は、なくてはならない項目です。値を入れてください。"),
        (
            "/api/search?q=x&as_of=昨日",
            "「as_of」は、日付ではありません。2023-04-01 か 令和5年4月1日 の形で書いてください。",
        ),
        (
            "/api/search?q=x&as_of=平成31年5月1日",
            "「as_of」は、年号と日が合いません。その日は令和元年5月1日です。",
        ),
        ("/api/search?q=x&k=多め", "「k」は、数で書いてください。"),
        ("/api/search?q=x&k=51", "「k」は、50までの数で書いてください。"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_remedy(http, path, said):
    answer = http.get(path)
    assert (answer.status_code, answer.json()["detail"]) == (422, said)
