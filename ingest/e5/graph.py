"""The encoder of multilingual-e5-small as an ONNX graph with 8-bit products. Knows nothing of text or folders.

Three things make it exact enough to replace the float model (cosine ≥ .999, plain dynamic int8 had .992–.997):
the embedding table keeps its 4 bits unchanged; one neuron per layer that carries the attention sink stays in
float; three loud channels are made quieter before they are rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.e5.weights import HEADS, INNER, LAYERS, PIECES, WIDTH, Weights

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

_CONTRIB = "com.microsoft"
_EPSILON = 1e-12

SINKS = {0: 318, 1: 1462, 2: 354, 3: 408, 4: 778, 5: 658, 6: 1152, 7: 413, 8: 563, 9: 361}
"""Layer → the inner neuron that answers to <s> and </s> alone, with up to 58 where all others stay below 4.

One scale for a whole matrix would leave the others a dozen levels: rounded with it, cosines to the float
model fall from .9995 to .9968 and the same first neighbour from 95 % to 83 % (150 Japanese texts).
"""
LEVELS = 127
"""Steps that two neighbouring weights of one sign have together; one by itself has no more.

Processors without VNNI sum two products of 8 bits in 16 and clip what is beyond ±32,767 without a word. With 127 steps
for each weight they gave one of twelve nearest passages another; so shared, no sum is clipped, all processors sum the
same integers, a sixth of the steps is lost on average and cosines to the float model stay at .9995 (n = 150).
"""
LOUD = (15, 35, 321)
"""Channels of the residual stream several times louder than the rest; divided before rounding, weights multiplied."""


@dataclass(slots=True)
class _Sheet:
    """The graph being written: nodes and constants in order."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        # np.ascontiguousarray would turn 0-d into 1-d, so copies are asked for by order.
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(
        self, kind: str, inputs: list[str], *, domain: str = "", outputs: int = 1, **options: Any
    ) -> list[str]:
        from onnx import helper

        names = [f"{kind}.{len(self.nodes)}.{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **options))
        return names

    def one(self, kind: str, inputs: list[str], *, domain: str = "", **options: Any) -> str:
        return self.node(kind, inputs, domain=domain, **options)[0]


def write_graph(weights: Weights, path: Path) -> None:
    """Write the model: input ``ids`` int64[batch, tokens], output ``vectors`` float32[batch, 384], L2-normalised.

    All rows of a batch have the same number of tokens and none is padding: there is no mask, so attention runs
    in its fused form and a text's vector does not depend on its neighbours.
    """
    from onnx import TensorProto, helper, save

    sheet = _Sheet()
    stream = _embeddings(sheet, weights)
    for layer in range(LAYERS):
        stream = _attention(sheet, weights, stream, layer)
        stream = _feed_forward(sheet, weights, stream, layer)
    mean = sheet.one("ReduceMean", [stream, sheet.constant("tokens", np.array([1], np.int64))], keepdims=0)
    sheet.nodes.append(helper.make_node("LpNormalization", [mean], ["vectors"], axis=1, p=2))
    graph = helper.make_graph(
        sheet.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])],
        sheet.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)]
    save(helper.make_model(graph, opset_imports=opsets, ir_version=10), str(path))


def _embeddings(sheet: _Sheet, weights: Weights) -> str:
    from onnx import TensorProto, helper

    values, scales = weights.nibbles("emb.word", inputs=WIDTH)
    packed = (values[:, 0::2] | (values[:, 1::2] << 4)) ^ 0x88  # nibble − 8 as two's complement
    table = helper.make_tensor("word", TensorProto.INT4, [PIECES, WIDTH], packed.tobytes(), raw=True)
    sheet.constants.append(table)
    word = sheet.one(
        "GatherBlockQuantized",
        ["word", "ids", sheet.constant("word.scale", scales)],
        domain=_CONTRIB,
        block_size=32,
        gather_axis=0,
        quantize_axis=1,
    )
    position = weights.vector("emb.pos").reshape(-1, WIDTH) + weights.vector("emb.type")[:WIDTH]
    first, axis = (
        sheet.constant("first", np.array([0], np.int64)),
        sheet.constant("axis", np.array([0], np.int64)),
    )
    length = sheet.one("Shape", ["ids"], start=1, end=2)
    position_rows = sheet.one("Slice", [sheet.constant("position", position), first, length, axis])
    return _normalise(sheet, weights, word, position_rows, "emb.ln")


def _normalise(sheet: _Sheet, weights: Weights, left: str, right: str, name: str) -> str:
    """LayerNorm(left + right). The fused SkipLayerNormalization is five times slower on CPU."""
    scale = sheet.constant(f"{name}.w", weights.vector(f"{name}.w"))
    shift = sheet.constant(f"{name}.b", weights.vector(f"{name}.b"))
    total = sheet.one("Add", [left, right])
    return sheet.one("LayerNormalization", [total, scale, shift], axis=-1, epsilon=_EPSILON)


def _product(
    sheet: _Sheet, name: str, stream: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]
) -> str:
    """stream · matrixᵀ + bias with both sides rounded to 8 bits; ``matrix`` is [outputs, inputs]."""
    scale = np.maximum(_loudest_pair(matrix), 1e-9) / LEVELS
    inputs = [
        stream,
        sheet.constant(f"{name}.w", np.rint(matrix / scale[:, None]).T.astype(np.int8)),
        sheet.constant(f"{name}.scale", scale),
        "",
        sheet.constant(f"{name}.b", bias),
    ]
    return sheet.one("DynamicQuantizeMatMul", inputs, domain=_CONTRIB)


def _loudest_pair(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32[outputs]: the most that two neighbours of one sign, which a processor sums first, come to."""
    signed = np.stack([matrix, -matrix]).clip(0)
    loudest: NDArray[np.float32] = (signed[:, :, 0::2] + signed[:, :, 1::2]).max(axis=(0, 2))
    return loudest


def _quieter(
    sheet: _Sheet, name: str, stream: str, matrix: NDArray[np.float32], factor: float
) -> tuple[str, NDArray[np.float32]]:
    """The same product with the loud channels divided by ``factor`` and their weights multiplied by it."""
    loudness = np.ones(WIDTH, np.float32)
    loudness[list(LOUD)] = factor
    return sheet.one("Mul", [stream, sheet.constant(f"{name}.quiet", 1 / loudness)]), matrix * loudness


def _attention(sheet: _Sheet, weights: Weights, stream: str, layer: int) -> str:
    at = f"l{layer}."
    matrix = np.concatenate([weights.matrix(f"{at}{part}.w") for part in "qkv"])
    bias = np.concatenate([weights.vector(f"{at}{part}.b") for part in "qkv"])
    quiet, matrix = _quieter(sheet, f"{at}qkv", stream, matrix, 2)
    joined = _product(sheet, f"{at}qkv", quiet, matrix, bias)
    parts = sheet.node("Split", [joined], outputs=3, axis=2, num_outputs=3)
    context = sheet.one("MultiHeadAttention", parts, domain=_CONTRIB, num_heads=HEADS)
    output = _product(sheet, f"{at}ao", context, weights.matrix(f"{at}ao.w"), weights.vector(f"{at}ao.b"))
    return _normalise(sheet, weights, output, stream, f"{at}aln")


def _feed_forward(sheet: _Sheet, weights: Weights, stream: str, layer: int) -> str:
    at = f"l{layer}."
    inward, inward_bias = weights.matrix(f"{at}fi.w"), weights.vector(f"{at}fi.b")
    outward = weights.matrix(f"{at}fo.w", inputs=INNER)
    rest = stream
    if layer in SINKS:
        neuron = SINKS[layer]
        # The sink neuron alone, in float: GELU(stream · its inward row + bias) times its outward column.
        ear = sheet.constant(f"{at}sink.in", inward[neuron][:, None])
        level = sheet.one(
            "Add", [sheet.one("MatMul", [stream, ear]), sheet.constant(f"{at}sink.b", inward_bias[[neuron]])]
        )
        voice = sheet.constant(f"{at}sink.out", outward[:, neuron][None, :])
        rest = sheet.one("Add", [stream, sheet.one("MatMul", [sheet.one("Gelu", [level]), voice])])
        inward[neuron], inward_bias[neuron] = 0, 0  # GELU(0) = 0: silent in the rounded product
    quiet, inward = _quieter(sheet, f"{at}fi", stream, inward, 4)
    inner = sheet.one("Gelu", [_product(sheet, f"{at}fi", quiet, inward, inward_bias)])
    output = _product(sheet, f"{at}fo", inner, outward, weights.vector(f"{at}fo.b"))
    return _normalise(sheet, weights, output, rest, f"{at}oln")
