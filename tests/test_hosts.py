"""Under which names the server answers: a page whose name was turned to this machine gets nothing of the clerks' side."""

import socket

import pytest
from fastapi.testclient import TestClient

from app.web.api import create_app
from app.web.hosts import Hosts, read_hosts
from ingest.errors import SettingError
from tests.web_office import open_office

EVIL = "evil.example.com:7860"


@pytest.fixture(scope="module")
def http(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("hosts"))
    office.hosts = ("shitagaki.city.example.jp", "naibu.example.jp")
    office.widget_origins = "https://www.city.example.jp"
    with TestClient(create_app(office)) as client:
        yield client


def test_a_name_of_somebody_else_gets_nothing_of_the_clerks_side(http):
    """DNS rebinding: Host and Origin agree, so that the rule of foreign pages alone would let it through."""
    turned = {"host": EVIL, "origin": f"http://{EVIL}", "sec-fetch-site": "same-origin"}
    asked = [("GET", "/"), ("GET", "/api/documents"), ("GET", "/api/search?q=手数料"), ("GET", "/health")]
    for method, path in (*asked, ("POST", "/api/drafts"), ("GET", "/api/staff/gaps")):
        answer = http.request(method, path, headers=turned)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:shitagaki:problem:unknown_host"), (
            path
        )
        assert "手数料" not in answer.text
    told = http.get("/", headers={"host": EVIL, "accept": "text/html"}).text
    assert "SHITAGAKI_HOSTS=evil.example.com と設定" in told and "127.0.0.1" in told


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:7860",
        "localhost:7860",
        "[::1]:7860",
        "192.168.10.5:7860",
        "joho-pc1",
        f"{socket.gethostname()}:7860",
        "SHITAGAKI.city.example.jp",
        "naibu.example.jp:80",
        "www.city.example.jp",
    ],
)
def test_addresses_names_of_the_office_and_listed_names_are_answered(http, host):
    assert http.get("/api/documents", headers={"host": host}).status_code == 200


def test_what_residents_reach_is_answered_under_any_name(http):
    """A proxy brings the name that residents know it by."""
    proxied = {"host": "madoguchi.example.jp", "origin": "https://madoguchi.example.jp"}
    for path in ("/widget.js", "/residents", "/api/residents/config", "/site/tokens.css"):
        assert http.get(path, headers={"host": "madoguchi.example.jp"}).status_code == 200, path
    assert http.post("/api/residents/conversations", json={}, headers=proxied).status_code == 201


def test_a_star_is_every_name_and_what_is_no_name_is_told():
    assert read_hosts("*").allows(EVIL) and not Hosts().allows(EVIL)
    assert not Hosts().allows("127.0.0.1.example.com") and not Hosts().allows("localhost.example.com")
    for wrong in ("https://a.example.jp", "a.example.jp:8080", "*.example.jp"):
        with pytest.raises(SettingError, match="名前だけを"):
            read_hosts(wrong)
