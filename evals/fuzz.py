"""Malformed requests over the whole API, made from our own OpenAPI: none may end in a 500. Knows nothing of right answers.

`python -m evals.fuzz [COUNT]` opens the product on a free port with the documents of SHITAGAKI_HOME.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe\x00",
    b'{"question": "\\ud800"}',
    b'{"question": "' + b"a" * 100_000 + b'"}',
    b"[" * 5_000 + b"]" * 5_000,
    b'{"answer": 1e400}',
    b'{"answer": 99999999999999999999999999999, "good": true}',
    b'{"question": "a", "question": {"a": []}}',
    b'{"text": "\\u0000\\u202e"}',
    b'{"tenant": "../../etc", "language": "\\n"}',
)
TYPES = ("application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "")
WAIT = 20.0
"""Seconds for one request."""


@dataclass
class Fuzzed:
    """How many requests ended how; ``failures`` are those with a 5xx that is no refusal of ours, or with no answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.statuses.values())

    def text(self) -> str:
        kinds = "、".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        failed = "".join(f"\n　{one}" for one in self.failures)
        return f"形の崩れた依頼 {self.count} 件（{kinds}）、500 は {len(self.failures)} 件{failed}"


def fuzz(site: str, count: int, *, seed: int = 1, skip: tuple[str, ...] = ()) -> Fuzzed:
    """About ``count`` requests spread over every operation at ``site``; ``skip`` are beginnings of paths left out."""
    import httpx
    import schemathesis

    schema = schemathesis.openapi.from_url(f"{site}/openapi.json")
    found: list[Any] = list(schema.get_all_operations())
    operations = [one.ok() for one in found]
    operations = [one for one in operations if not one.path.startswith(skip or ("-",))]
    outcome = Fuzzed()
    with httpx.Client(base_url=site, timeout=WAIT) as http:
        token = http.post("/api/residents/conversations", json={}).json().get("conversation", "")
        for at, operation in enumerate(operations):
            share = count // len(operations) + (at < count % len(operations))
            before = outcome.count
            _made(operation, share - share // 4, site, token, outcome, seed)
            _raw(operation, share - (outcome.count - before), http, token, outcome, seed)
    return outcome


def _made(operation: Any, count: int, site: str, token: str, outcome: Fuzzed, seed: int) -> None:
    """Requests that break the operation's own schema (three in four), or keep it with odd values."""
    import hypothesis
    import requests
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis import GenerationMode

    session = requests.Session()
    modes = [(GenerationMode.NEGATIVE, count - count // 4), (GenerationMode.POSITIVE, count // 4)]
    for mode, share in modes:
        if not share:
            continue
        known = {"path_parameters": {"c": token}} if "{c}" in operation.path else {}

        @hypothesis.seed(seed)
        @settings(
            max_examples=share,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode, **known))
        def send(case: Any) -> None:
            name = f"{case.method} {case.formatted_path}"
            try:
                made = case.as_transport_kwargs(base_url=site)
                answer = session.request(**made, stream=True, timeout=WAIT)
                answer.close()
            except requests.RequestException as error:
                outcome.failures.append(f"{name}: {type(error).__name__}")
                return
            _note(outcome, name, answer.status_code)

        try:
            send()
        except hypothesis.errors.Unsatisfiable:
            continue  # nothing of this operation can be broken: it takes no parameters


def _raw(operation: Any, count: int, http: Any, token: str, outcome: Fuzzed, seed: int) -> None:
    """Bytes that are no JSON, no UTF-8, of another type or far too deep."""
    draw = random.Random(f"{seed}{operation.path}{operation.method}")
    path = operation.path.replace("{c}", token or "x" * 43)
    for _ in range(count):
        kind = draw.choice(TYPES)
        headers = {"content-type": kind} if kind else {}
        target = path if "{" not in path else path.replace("{", "").replace("}", "%00")
        request = http.build_request(
            operation.method.upper(), target, content=draw.choice(BODIES), headers=headers
        )
        answer = http.send(request, stream=True)
        answer.close()
        _note(outcome, f"{operation.method.upper()} {target}", answer.status_code)


def _note(outcome: Fuzzed, name: str, status: int) -> None:
    outcome.statuses[status] += 1
    if status >= 500 and status != 503:
        outcome.failures.append(f"{name}: {status}")


def main(count: int = 1000) -> int:
    """Fuzz the product as the settings make it; 1 when something failed."""
    from app.wire import Office
    from evals.bench.load import limitless, serving
    from ingest.settings import load_settings

    with limitless(Office(load_settings())) as office, serving(office) as site:
        outcome = fuzz(site, count)
    print(outcome.text())
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
