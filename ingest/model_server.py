"""A server of somebody's model: one question as JSON, one answer, and what is said when there is none. Knows no models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from ingest.errors import ModelError

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class ModelServer:
    """``called`` is what people call it (「埋込みのサーバ」), ``form`` the form of its answers (「`/rerank` の形」)."""

    called: str
    url: str
    model: str
    key: str
    seconds: float
    form: str

    def ask(self, body: Mapping[str, Any], read: Callable[[Any], Read], *, path: str = "") -> Read:
        """What ``read`` makes of the answer. Raises ModelError with what to do; ``read`` may raise KeyError, TypeError
        or ValueError for an answer that is not of the form."""
        import httpx

        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        name = f"{self.called} {self.url}"
        try:
            response = httpx.post(self.url + path, json=body, headers=headers, timeout=self.seconds)
            response.raise_for_status()
            return read(response.json())
        except httpx.HTTPStatusError as error:
            code = error.response.status_code
            raise ModelError(
                f"{name} が {code} を返しました。モデル名（{self.model}）と鍵を確かめてください。"
            ) from error
        except httpx.TimeoutException as error:
            raise ModelError(f"{name} が {self.seconds:g} 秒のうちに応えません。") from error
        except httpx.HTTPError as error:
            raise ModelError(
                f"{name} に接続できません（{type(error).__name__}）。起動しているか、アドレスが正しいか確かめてください。"
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"{name} の応答が、{self.form}ではありません。") from error

    def short(self, asked: int, given: int) -> ModelError:
        """The error for an answer with too few or too many rows."""
        return ModelError(f"{self.called} {self.url} が、{asked} 件に {given} 件を返しました。")
