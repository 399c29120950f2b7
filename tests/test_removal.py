"""Papers taken off the shelf again: gone from the search, put back while they are kept, gone for good after that."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest
from fastapi.testclient import TestClient

from app.web import removal
from app.web.api import create_app
from app.web.intake import take_in
from tests.web_office import open_office

WORDS = "公園を催しに使うときは、10日前までに使用届を出します。"
PAPER = f"# 公園の使用について\n\n{WORDS}\n".encode()


@pytest.fixture
def office(tmp_path):
    return open_office(tmp_path)


def taken(office, name="公園.md", content=PAPER, **said):
    (one,) = take_in([(name, io.BytesIO(content))], office, **said)
    assert one.ok, one
    return [office.index.document(each, office.viewer) for each in one.documents]


def found(office, words=WORDS):
    hits = office.index.search(words, viewer=office.viewer, k=10).hits
    return [hit.passage.id for hit in hits if WORDS in hit.passage.text]


def copies(office):
    """The files below the tenant's folder that hold the words of the paper."""
    return sorted(
        path.relative_to(office.folder).parts[0]
        for path in office.folder.rglob("*")
        if path.is_file() and path.stat().st_size == len(PAPER) and path.read_bytes() == PAPER
    )


def test_a_paper_taken_off_is_found_no_more_and_comes_back_as_it_was(office):
    (paper,) = taken(office, kind="手引", section="都市計画課")
    before = found(office)
    assert before and copies(office) == ["index", "uploads"]
    gone = removal.remove(paper, office)
    assert gone.title == "公園の使用について"
    assert found(office) == [] and office.index.document(paper.id, office.viewer) is None
    assert copies(office) == ["removed"]
    (back,) = removal.restore(gone.key, office)
    assert back.ok and back.documents == (paper.id,)
    assert office.index.document(paper.id, office.viewer) == paper
    assert found(office) == before and copies(office) == ["index", "uploads"]


def test_what_was_taken_off_is_gone_for_good_after_seven_days(office):
    (paper,) = taken(office)
    gone = removal.remove(paper, office)
    assert removal.forget(office, now=time.time() + 6.9 * 86400) == 0
    assert removal.forget(office, now=time.time() + 7.1 * 86400) == 1
    assert copies(office) == []
    assert removal.restore(gone.key, office) == []


def test_one_paper_of_an_archive_goes_alone_and_the_file_with_the_last(office):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("公園.md", PAPER)
        archive.writestr("川.md", "# 川の使い方\n\n川で泳いではいけません。川の水は冷たいためです。\n")
    both = taken(office, "まとめ.zip", packed.getvalue())
    park = next(one for one in both if "公園" in one.title)
    other = next(one for one in both if one is not park)
    first = removal.remove(park, office)
    assert found(office) == [] and office.index.document(other.id, office.viewer) == other
    last = removal.remove(other, office)
    assert first.key == last.key and not (office.uploads / last.key).exists()
    (back,) = removal.restore(last.key, office)
    assert set(back.documents) == {park.id, other.id} and found(office)


def test_the_interface_takes_off_only_what_was_taken_in_on_the_page(office):
    (paper,) = taken(office)
    own = next(one for one in office.index.documents(office.viewer) if "手数料条例" in one.title)
    client = TestClient(create_app(office), base_url="http://127.0.0.1")
    refused = client.delete(f"/api/documents/{own.id}")
    assert refused.status_code == 409 and "フォルダから取り込んだ文書" in refused.json()["detail"]
    assert office.index.document(own.id, office.viewer) is not None
    assert client.delete("/api/documents/nowhere").status_code == 404
    gone = client.delete(f"/api/documents/{paper.id}")
    assert gone.status_code == 200 and gone.json()["title"] == "公園の使用について"
    assert client.delete(f"/api/documents/{paper.id}").status_code == 404
    back = client.post(f"/api/documents/removed/{gone.json()['key']}").json()
    assert back["files"][0]["documents"] == [paper.id]
    for key in ("0" * 16, "%2e%2e%2findex", "index", "x" * 16):
        assert client.post(f"/api/documents/removed/{key}").status_code == 404


def test_what_cannot_be_deleted_keeps_nothing_else_from_it(office):
    (paper,) = taken(office)
    aside = office.folder / "removed" / removal.remove(paper, office).key
    over = time.time() - 8 * 86400
    os.utime(aside, (over, over))
    app = create_app(office)
    with app.state.desk.conversations.store.begin() as connection:
        connection.exec_driver_sql("DROP TABLE callback")
    with TestClient(app):
        end = time.monotonic() + 60
        while aside.exists():
            assert time.monotonic() < end, (
                "the request to be called back could not be deleted, and the paper was not"
            )
            time.sleep(0.02)
