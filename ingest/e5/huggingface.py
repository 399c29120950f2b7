"""The same weights as a sentence-transformers folder in float32. Knows nothing of the 8-bit graph.

It proves that engine on the same model, and is a start for an office that wants to fine-tune on a GPU.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.e5.folder import PASSAGE, QUERY
from ingest.e5.tokenizer import build_tokenizer
from ingest.e5.weights import (
    HEADS,
    INNER,
    LAYERS,
    PIECES,
    POSITIONS,
    WIDTH,
    Weights,
    read_weights,
    weights_path,
)
from ingest.models.workplace import exclusive, require_room, write_json

NAME = "multilingual-e5-small"
_ROOM = 600_000_000
_CLASSES = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


def write_sentence_transformers(models: Path) -> Path:
    """Write ``models``/multilingual-e5-small (480 MB) unless it is there; whole or not at all. Raises ModelError."""
    target = models / NAME
    with exclusive(models, NAME, lambda: None) as work:
        if not target.exists():
            require_room(models, _ROOM)
            shutil.rmtree(work)
            work.mkdir()
            _write(work)
            work.rename(target)
        elif work.exists():
            shutil.rmtree(work)
    return target


def _write(work: Path) -> None:
    from safetensors.numpy import save_file

    weights = read_weights(weights_path())
    save_file(_tensors(weights), str(work / "model.safetensors"), metadata={"format": "pt"})
    build_tokenizer(weights).save(str(work / "tokenizer.json"), pretty=False)
    for name, value in _SETTINGS.items():
        path = work / name
        path.parent.mkdir(exist_ok=True)
        write_json(path, value)
    (work / "2_Normalize").mkdir()


def _tensors(weights: Weights) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names of transformers' BertModel."""
    words = np.zeros((PIECES, WIDTH), np.float32)
    stored = weights.matrix("emb.word")
    words[: len(stored)] = stored
    tensors = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": weights.vector("emb.pos").reshape(-1, WIDTH),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type").reshape(-1, WIDTH),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b"),
        "pooler.dense.weight": np.zeros((WIDTH, WIDTH), np.float32),
        "pooler.dense.bias": np.zeros(WIDTH, np.float32),
    }
    for layer in range(LAYERS):
        for short, long in _PARTS.items():
            name, here = f"l{layer}.{short}", f"encoder.layer.{layer}.{long}"
            inputs = INNER if short == "fo" else WIDTH
            norm = short.endswith("ln")
            tensors[f"{here}.weight"] = (
                weights.vector(f"{name}.w") if norm else weights.matrix(f"{name}.w", inputs=inputs)
            )
            tensors[f"{here}.bias"] = weights.vector(f"{name}.b")
    return tensors


_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SETTINGS: dict[str, object] = {
    "config.json": {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": INNER,
        "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2,
        "vocab_size": PIECES,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
        "torch_dtype": "float32",
    },
    "tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": POSITIONS,
        "mask_token": "<mask>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        **_CLASSES,
    },
    "sentence_bert_config.json": {"max_seq_length": POSITIONS, "do_lower_case": False},
    "config_sentence_transformers.json": {
        "prompts": {"query": QUERY, "document": PASSAGE},
        "similarity_fn_name": "cosine",
    },
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
    ],
    "1_Pooling/config.json": {"word_embedding_dimension": WIDTH, "pooling_mode_mean_tokens": True},
}
