"""Pages that are pictures, read by rapidocr where it is installed, else by tesseract. Knows nothing of PDF."""

from __future__ import annotations

import functools
import importlib.util
import shutil
import subprocess
from typing import Any, Protocol

from ingest.loaders.layout.fragments import Fragment

DOTS_PER_INCH = 200
"""Enough for both engines: a clean page has .001 errors a character, at 300 dpi it takes twice the time."""
_POINTS = 72 / DOTS_PER_INCH
_LEAST_SURE = 0.5
_TESSERACT_SECONDS = 120


class Reader(Protocol):
    """Reads a picture: an RGB image of PIL, at DOTS_PER_INCH, into fragments in points."""

    def __call__(self, image: Any) -> list[Fragment]: ...


@functools.cache
def find_reader() -> Reader | None:
    """The reader of this machine, None where neither engine is installed (or has no Japanese)."""
    if importlib.util.find_spec("rapidocr"):
        return _rapidocr()
    if shutil.which("tesseract") and "jpn" in _tesseract_languages():
        return _tesseract
    return None


def _rapidocr() -> Reader:
    import numpy
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})

    def read(image: Any) -> list[Fragment]:
        result = engine(numpy.asarray(image))
        if result.boxes is None or result.txts is None or result.scores is None:
            return []
        fragments = []
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            if score >= _LEAST_SURE and text.strip():
                xs, ys = [point[0] * _POINTS for point in box], [point[1] * _POINTS for point in box]
                fragments.append(_placed(text, min(xs), max(xs), min(ys), max(ys)))
        return fragments

    return read


def _tesseract_languages() -> list[str]:
    command = ["tesseract", "--list-langs"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=_TESSERACT_SECONDS, check=False)
    return listed.stdout.split()


def _tesseract(image: Any) -> list[Fragment]:
    """Words of one line put together: tesseract parts Japanese words by spaces that are not there."""
    import io

    picture = io.BytesIO()
    image.save(picture, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    command = ["tesseract", "stdin", "stdout", "-l", "jpn", "--psm", "3", "tsv"]
    done = subprocess.run(
        command, input=picture.getvalue(), capture_output=True, timeout=_TESSERACT_SECONDS, check=False
    )
    fragments = []
    for row in done.stdout.decode("utf-8", errors="replace").split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) >= 12 and fields[11].strip() and float(fields[10]) >= 0:
            left, top, width, height = (float(value) * _POINTS for value in fields[6:10])
            fragments.append(_placed(fields[11], left, left + width, top, top + height))
    return fragments


def _placed(text: str, x0: float, x1: float, top: float, bottom: float) -> Fragment:
    return Fragment(text.strip(), x0, x1, top, bottom, bottom - top)
