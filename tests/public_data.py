"""Where the public data lie that some tests measure on; without them those tests skip and say which folder is missing."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def public_data(name: str) -> Path:
    """The folder ``name`` of the public data: under SHITAGAKI_PUBLIC_DATA, else beside the checkout (../shared/data)."""
    places = [os.environ.get("SHITAGAKI_PUBLIC_DATA", ""), str(ROOT.parent / "shared" / "data")]
    for place in filter(None, places):
        if (Path(place) / name).is_dir():
            return Path(place) / name
    pytest.skip(f"公開データ {name} がありません（SHITAGAKI_PUBLIC_DATA か ../shared/data に置くと試せます）")
