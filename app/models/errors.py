"""What goes wrong with a model's server, in words a clerk can act on. Knows nothing of how the call was made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import ModelError


@contextmanager
def explained(name: str, limits: str) -> Iterator[None]:
    """Whatever goes wrong inside becomes a ModelError that says what to do. ``limits`` words the waiting times."""
    import httpx
    import openai

    try:
        yield
    except (TimeoutError, openai.APITimeoutError, httpx.TimeoutException) as error:
        raise ModelError(
            f"モデル（{name}）の応答が、待ち時間（{limits}）"
            "以内に終わりませんでした。混み合っていないかを確かめ、もう一度お試しください。"
        ) from error
    except openai.APIConnectionError as error:
        raise ModelError(
            f"モデル（{name}）のサーバーにつながりません。サーバーが動いているか、"
            "設定 SHITAGAKI_LLM のアドレスが正しいかを確かめてください。"
        ) from error
    except openai.APIStatusError as error:
        detail = error.body.get("message") if isinstance(error.body, dict) else None
        raise ModelError(_status_message(name, error.status_code, str(detail or error.message))) from error
    except (openai.OpenAIError, httpx.HTTPError) as error:
        raise ModelError(
            f"モデル（{name}）との通信が途中で切れました（{error}）。もう一度お試しください。"
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(
            f"モデル（{name}）のサーバーが読めない応答を返しました（{type(error).__name__}）。"
            "OpenAI 互換の API（/v1/chat/completions）のアドレスかを確かめてください。"
        ) from error


def _status_message(name: str, status: int, message: str) -> str:
    remedy = {
        400: "入力が長すぎないか、モデル名が正しいかを確かめてください。",
        401: "設定 SHITAGAKI_LLM_KEY の鍵を確かめてください。",
        403: "設定 SHITAGAKI_LLM_KEY の鍵に、このモデルを使う権利があるかを確かめてください。",
        404: "設定 SHITAGAKI_LLM のモデル名とアドレスを確かめてください。",
        413: "入力が長すぎます。入力を分けてお試しください。",
        429: "混み合っています。少し待ってから、もう一度お試しください。",
    }.get(
        status, "しばらく待ってから、もう一度お試しください。続くときは、サーバーの管理者に伝えてください。"
    )
    return f"モデル（{name}）のサーバーが {status} を返しました（{message[:200]}）。{remedy}"
