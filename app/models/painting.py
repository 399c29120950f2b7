"""A picture for a poster from an image server (OpenAI's /v1/images/generations). Knows nothing of posters' layout.

Only the motif that the clerk wrote goes out, and not when it names a person or holds personal data.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from app.checks.personal.data import find_personal
from app.checks.personal.public import PublicNames
from app.text.names import find_names
from ingest.errors import ModelError, SettingError

MOTIF, ALT = "絵の題材", "絵の説明"
"""The form's fields: what is to be painted, and what is read out in place of the picture."""
SECONDS = 120.0
LARGEST = 2000
_PROMPT = (
    "市の掲示物に使う挿絵。題材：{motif}。やわらかな色の平面的な絵。"
    "文字、数字、ロゴ、商標、キャラクター、実在の人物や建物、人の顔を描かない。特定の作家の画風をまねない。"
)
_NO_ALT = "絵を入れるときは、「絵の説明」に、絵が見えない人に伝える文を書いてください。"
_PERSONAL = "「絵の題材」に個人情報（{text}）があるため、画像サーバには送らず、飾りで作りました。"
_NONE = "画像サーバの設定がないため、絵は入れず、飾りで作りました。"
_FAILED = "画像サーバ（{host}）から絵を受け取れませんでした（{reason}）。飾りで作りました。"


def picture_of(spec: str, key: str, fields: Mapping[str, str], public: PublicNames) -> tuple[bytes, str]:
    """(a PNG, "") or (b"", what the clerk is told); both empty where no picture is wanted.

    ``spec`` is 「モデル名@http://ホスト/v1」, "" for none. Raises SettingError where the alternative text is missing.
    """
    motif = " ".join(fields.get(MOTIF, "").split())[:200]
    if not motif:
        return b"", ""
    if not fields.get(ALT, "").strip():
        raise SettingError(_NO_ALT)
    if not spec:
        return b"", _NONE
    if told := personal_in(motif, public):
        return b"", _PERSONAL.format(text=told)
    try:
        return paint(spec, key, _PROMPT.format(motif=motif)), ""
    except ModelError as error:
        return b"", str(error)


def personal_in(motif: str, public: PublicNames) -> str:
    """The first words of the motif that name a person or tell of one, "" for none."""
    found = find_personal(motif, public)
    names = find_names(motif)
    return found[0].text if found else (motif[slice(*names[0])] if names else "")


def read_server(spec: str) -> tuple[str, str]:
    """(model, address) of 「モデル名@http://ホスト/v1」. Raises SettingError for another form."""
    model, _, url = spec.rpartition("@")
    if not model or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise SettingError(
            f"設定 SHITAGAKI_IMAGE の「{spec}」は読めません。「モデル名@http://ホスト/v1」の形で書いてください。"
        )
    return model, url


def paint(spec: str, key: str, prompt: str) -> bytes:
    """The server's picture as a PNG of at most 2,000 dots. Raises SettingError for a bad ``spec``, ModelError else."""
    model, url = read_server(spec)
    host = urlsplit(url).netloc
    body = {"model": model, "prompt": prompt, "n": 1, "size": "1024x1024", "response_format": "b64_json"}
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
    request = urllib.request.Request(
        f"{url.rstrip('/')}/images/generations", data=json.dumps(body).encode(), headers=headers
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            told = json.loads(response.read(40_000_000))
        return _png(base64.b64decode(told["data"][0]["b64_json"], validate=True))
    except urllib.error.HTTPError as error:
        raise ModelError(_FAILED.format(host=host, reason=f"応答 {error.code}")) from error
    except OSError as error:
        raise ModelError(_FAILED.format(host=host, reason="接続できないか、絵として読めません")) from error
    except (ValueError, KeyError, IndexError, TypeError, binascii.Error) as error:
        raise ModelError(_FAILED.format(host=host, reason="答えを読めません")) from error


def _png(content: bytes) -> bytes:
    """Any picture as a PNG without what it says of itself."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as opened:
        opened.thumbnail((LARGEST, LARGEST))
        plain = opened.convert("RGB")
    stream = io.BytesIO()
    plain.save(stream, "PNG")
    return stream.getvalue()
