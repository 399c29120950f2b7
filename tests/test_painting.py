"""A poster's picture from a real server of OpenAI's image protocol: what goes out, what comes in, what happens without."""

from __future__ import annotations

import base64
import io
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from app.exporters import export_paper
from app.models.painting import ALT, MOTIF, paint, picture_of
from app.tasks.template_file import load_prompts
from ingest.errors import SettingError
from tests.test_exporters import draft
from tests.test_poster import DRAFT

PUBLIC = load_prompts(Path(__file__).resolve().parent.parent / "prompts").public
FIELDS = {MOTIF: "川沿いの道と秋の山", ALT: "川沿いの道の絵"}


def png(colour=(20, 120, 60)):
    stream = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(stream, "PNG")
    return stream.getvalue()


@contextmanager
def painting(answer=None, status=200):
    seen = []
    answer = answer if answer is not None else {"data": [{"b64_json": base64.b64encode(png()).decode()}]}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            seen.append((self.path, self.headers.get("authorization"), body))
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"painter@http://127.0.0.1:{http.server_port}/v1", seen
    finally:
        http.shutdown()
        http.server_close()


def test_only_the_motif_goes_out_and_a_picture_comes_in():
    others = {"題名": "相談会", "担当": "福祉課　田中一郎　090-1234-5678"}
    with painting() as (spec, seen):
        made, note = picture_of(spec, "secret", FIELDS | others, PUBLIC)
    assert note == "" and Image.open(io.BytesIO(made)).getpixel((5, 5)) == (20, 120, 60)
    ((path, key, body),) = seen
    assert (path, key, body["model"], body["n"]) == ("/v1/images/generations", "Bearer secret", "painter", 1)
    assert "川沿いの道と秋の山" in body["prompt"] and "文字" in body["prompt"]
    assert not any(words in json.dumps(body, ensure_ascii=False) for words in ("田中", "090", "相談会"))


@pytest.mark.parametrize("motif", ["山田太郎さんの似顔絵", "090-1234-5678の電話", "taro@example.jp の封筒"])
def test_a_person_s_data_never_goes_out(motif):
    with painting() as (spec, seen):
        made, note = picture_of(spec, "", {MOTIF: motif, ALT: "絵"}, PUBLIC)
    assert made == b"" and seen == [] and "画像サーバには送らず" in note


def test_a_picture_needs_words_for_those_who_do_not_see_it():
    with painting() as (spec, seen), pytest.raises(SettingError, match="絵の説明"):
        picture_of(spec, "", {MOTIF: "川"}, PUBLIC)
    assert seen == []


def test_without_a_server_or_a_wish_there_is_the_ornament():
    assert picture_of("", "", {}, PUBLIC) == (b"", "")
    assert picture_of("", "", FIELDS, PUBLIC)[1].startswith("画像サーバの設定がないため")
    assert "接続できない" in picture_of("m@http://127.0.0.1:9/v1", "", FIELDS, PUBLIC)[1]
    with painting(status=500) as (spec, _):
        assert "応答 500" in picture_of(spec, "", FIELDS, PUBLIC)[1]
    for answer in ({"data": []}, {"data": [{"b64_json": "!"}]}, {"data": [{"b64_json": "aGVsbG8="}]}):
        with painting(answer) as (spec, _):
            made, note = picture_of(spec, "", FIELDS, PUBLIC)
        assert made == b"" and "受け取れませんでした" in note
    with pytest.raises(SettingError, match="モデル名@http"):
        paint("ftp://x", "", "x")


def test_the_picture_stands_on_the_poster_with_its_words():
    fields = FIELDS | {"体裁": "帯", "色": "青"}
    picture = png((200, 30, 30))
    for layout in ("帯", "枠", "余白"):
        content = export_paper(
            "poster", "pdf", draft(DRAFT), fields | {"体裁": layout}, title="案", picture=picture
        )
        page = pypdfium2.PdfDocument(content)[0]
        assert [one.type for one in page.get_objects()].count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 1
        assert "緑川河川敷公園" in page.get_textpage().get_text_range()
    word = export_paper("poster", "docx", draft(DRAFT), fields, title="案", picture=picture)
    shapes = Document(io.BytesIO(word)).inline_shapes
    assert next(shape._inline.find(qn("wp:docPr")).get("descr") for shape in shapes) == "川沿いの道の絵"
    bare = export_paper("poster", "pdf", draft(DRAFT), fields, title="案")
    kinds = [one.type for one in pypdfium2.PdfDocument(bare)[0].get_objects()]
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
