"""逐条解説: what a 条 does, its ground, what it cites and who cites it, what it leaves to rules, how it came to be."""

import json
from datetime import date

import pytest
from fastapi.testclient import TestClient

from app.exporters.commentary_docx import export_commentary_docx
from app.law.book import load_commentary_words
from app.law.commentary import Commentator
from app.law.repeal import following
from app.web.api import create_app
from ingest.document import CLERK
from ingest.law.effects import effects, terms
from ingest.law.tree import parse
from ingest.settings import load_settings
from tests.law_office import open_law_office

LAW = """みどり市灯台条例
（目的）
第1条　この条例は、灯台の保全を図ることを目的とする。
（定義）
第2条　この条例において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
(1)　見学者　灯台に立ち入る者をいう。
(2)　灯台守　灯台を管理する職員をいう。
（許可）
第3条　見学者は、市長の許可を受けなければならない。ただし、灯台守が同行するときは、この限りでない。
2　市長は、混雑するときは、許可に条件を付することができる。
3　見学者は、灯台の保全に努めるものとする。
4　何人も、灯台に火気を持ち込んではならない。
（罰則）
第4条　前条第4項の規定に違反した者は、5万円以下の過料に処する。
（準用）
第5条　第3条の規定は、展望台について準用する。
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return open_law_office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def told(office):
    words = load_commentary_words(load_settings().prompts)
    return Commentator(words, office.index.law, CLERK, date(2026, 11, 27))


def test_sentences_say_who_must_may_and_must_not():
    tree = parse(LAW)
    found = {(each.anchor, each.part): each for node in tree.articles() for each in effects(tree, node)}
    kinds = {key: (each.kind, each.who) for key, each in found.items()}
    assert kinds == {
        ("a1p1", ""): ("purpose", ""),
        ("a2p1", ""): ("defined", ""),
        ("a3p1", "本文"): ("bound", "見学者"),
        ("a3p1", "ただし書"): ("excepted", ""),
        ("a3p2", ""): ("able", "市長"),
        ("a3p3", ""): ("endeavour", "見学者"),
        ("a3p4", ""): ("forbidden", "何人も"),
        ("a4p1", ""): ("penalty", "前条第4項の規定に違反した者"),
        ("a5p1", ""): ("likewise", ""),
    }
    assert found["a2p1", ""].items == 2 and found["a3p2", ""].when.endswith("混雑するときは")
    assert [(each.name, each.anchor) for each in terms(tree)] == [("見学者", "a2p1i1"), ("灯台守", "a2p1i2")]


def test_a_new_text_is_explained_before_it_is_law(told):
    text = told.of_text(parse(LAW)).text()
    assert "・第1項ただし書は、当てはまらない場合を定めています（灯台守が同行するとき）。" in text
    assert (
        "・第2項は、市長ができることを定めています（混雑するとき）。「許可に条件を付することができる。」"
        in text
    )
    assert "・「見学者」の意味は、第2条第1項第1号にあります。" in text
    assert "・第5条第1項が「第3条」として引いています。" in text
    assert "【改正の経過】" not in text


def test_a_revision_tells_its_rule_its_citations_and_its_past(office, told):
    document = next(each for each in office.index.law.readable(CLERK) if each.id.endswith("koen-txt"))
    book = {each.anchor: dict(each.sections) for each in told.of_document(document).articles}
    assert [line.text for line in book["a4"]["改正の経過"]] == [
        "令和7年4月1日施行（令和7年3月1日条例第2号）：新たに加えられました。"
    ]
    assert (
        book["a5"]["改正の経過"][0].text
        == "令和7年4月1日施行（令和7年3月1日条例第2号）：第4条から移りました。"
    )
    assert book["a1"]["改正の経過"][0].text == "取り込んである版の中では、改められていません。"
    left = book["a2"]["規則等に委ねていること"]
    assert left[0].document.endswith("kisoku-txt") and "みどり市公園条例施行規則" in left[0].text
    assert any(
        line.document.endswith("hiroba-txt")
        for each in book.values()
        for line in each.get("この条を引いている規定", ())
    )


def test_over_http_and_as_a_word_file(office):
    with TestClient(create_app(office)) as http:
        rows = http.get("/api/law/regulations", params={"q": "公園条例"}).json()["regulations"]
        name = next(row["id"] for row in rows if row["title"] == "みどり市公園条例")
        one = http.get(f"/api/law/regulations/{name}/commentary", params={"anchor": "a2"}).json()
        assert [each["heading"] for each in one["articles"]] == ["第2条（許可）"]
        assert one["articles"][0]["sections"][0]["name"] == "趣旨と内容"
        assert (
            http.get(f"/api/law/regulations/{name}/commentary", params={"anchor": "a99"}).status_code == 404
        )
        file = http.get(f"/api/law/regulations/{name}/commentary/file")
        assert file.content[:2] == b"PK" and file.headers["content-type"].endswith(
            "wordprocessingml.document"
        )
        assert json.dumps(one, ensure_ascii=False).count("第2条") >= 1


def test_the_word_file_holds_every_article(told):
    import io

    from docx import Document

    book = told.of_text(parse(LAW))
    document = Document(io.BytesIO(export_commentary_docx(book)))
    heads = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert heads == ["第1条（目的）", "第2条（定義）", "第3条（許可）", "第4条（罰則）", "第5条（準用）"]


def test_a_repeal_names_the_rules_and_who_cites(office):
    document = next(each for each in office.index.law.readable(CLERK) if each.id.endswith("koen-txt"))
    lines = list(following(document, office.index.law, CLERK, date(2026, 11, 27)))
    assert lines[0].startswith(
        "みどり市公園条例施行規則（平成17年みどり市規則第12号）は、みどり市公園条例に基づくものです。"
    )
    assert any(line.startswith("みどり市広場条例") and "を引いています" in line for line in lines[1:])
