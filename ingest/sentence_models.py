"""Any Hugging Face sentence-transformers folder as an Embedder, on CPU or GPU. Knows nothing of the default model."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ingest.embedders import Vectors, prefixes
from ingest.errors import ModelError
from ingest.models.workplace import sha256_of

_BATCH = 32
_PASSAGE_PROMPTS = ("passage", "document", "corpus")


class SentenceModel:
    """A model folder with modules.json, read by sentence-transformers; on a GPU where torch finds one.

    ``name`` holds a digest of the folder's files, so that an index notices when the model was exchanged.
    Prefixes are the folder's own prompts, else those its family was trained with.
    """

    def __init__(self, folder: Path) -> None:
        """Opens in seconds (torch alone takes 5). Raises ModelError for a missing or broken folder or engine."""
        folder = folder.expanduser()
        if not (folder / "modules.json").is_file():
            raise ModelError(
                f"{folder} は sentence-transformers のモデルのフォルダではありません（modules.json がありません）。"
                "モデルを置いたフォルダを `sentence-transformers:フォルダ` と指定してください。"
            )
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ImportError as error:
            raise ModelError(
                f"sentence-transformers が使えません（{error}）。`pip install torch sentence-transformers` で入れるか、"
                "SHITAGAKI_EMBEDDER を e5-small.int8 に戻してください。"
            ) from error
        disable_progress_bar()
        try:
            self._model = SentenceTransformer(str(folder), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(f"埋込みモデル {folder} を開けません（{_first_line(error)}）。") from error
        self.name = f"sentence-transformers:{folder.resolve().name}:{_digest(folder)}"
        self.dimensions = int(self._model.get_embedding_dimension())
        self._query, self._passage = _prompts(self._model.prompts, folder.resolve().name)

    @property
    def device(self) -> str:
        """Where it runs: "cpu", "cuda:0" …"""
        return str(self._model.device)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode([self._passage + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([self._query + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self._model.encode(
            texts,
            prompt="",
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=True,
            normalize_embeddings=True,
        )
        return np.asarray(vectors, np.float32)


class CrossModel:
    """A cross-encoder's folder (config.json) as a Reranker: question and passage are read together."""

    outside = False

    def __init__(self, folder: Path) -> None:
        """Raises ModelError for a missing or broken folder or engine."""
        folder = folder.expanduser()
        if not (folder / "config.json").is_file():
            raise ModelError(
                f"{folder} は並べ直しのモデルのフォルダではありません（config.json がありません）。"
                "cross-encoder のモデルを置いたフォルダを `sentence-transformers:フォルダ` と指定してください。"
            )
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise ModelError(
                f"sentence-transformers が使えません（{error}）。`pip install torch sentence-transformers` で入れるか、"
                "SHITAGAKI_RERANKER を空にしてください。"
            ) from error
        try:
            self._model = CrossEncoder(str(folder), local_files_only=True, num_labels=1)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(f"並べ直しのモデル {folder} を開けません（{_first_line(error)}）。") from error
        self.name = folder.resolve().name

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        try:
            found = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        except (RuntimeError, ValueError, IndexError) as error:
            raise ModelError(
                f"並べ直しのモデル {self.name} が動きません（{_first_line(error)}）。"
            ) from error
        return [float(score) for score in np.ravel(found)]


def _prompts(own: Mapping[str, str], name: str) -> tuple[str, str]:
    """What goes before a query and before a passage."""
    query = own.get("query", "")
    passage = next((own[each] for each in _PASSAGE_PROMPTS if own.get(each)), "")
    return (query, passage) if query or passage else prefixes(name)


def _digest(folder: Path) -> str:
    """Twelve hexadecimal digits over the names and bytes of the folder's files (about 1 s a gigabyte)."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and path.suffix.lower() != ".md":
            digest.update(f"{inside.as_posix()}\0{sha256_of(path)}\n".encode())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
