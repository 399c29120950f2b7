"""The residents' desk under load (`python -m evals.bench.residents [SECONDS]`, part of `make bench`). Knows nothing of quality.

A server of its own on the documents of SHITAGAKI_HOME; L1, L3 and L4 with a model stub that writes 20 tokens a second.
Server, crowd and stub share this machine, so the figures are what is left after the crowd has had its part.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.bench.crowd import Resident, Told, share
from evals.bench.process import memory, threads, worked
from evals.bench.stub import Stub, stub
from evals.bench.volley import refuser, volley

CROWD, STREAMS, HALF_OPEN = 100, 200, 500
RUSH = 5.0
"""Seconds within which the residents of a rush ask."""
THINKING = (3.0, 9.0)
"""Seconds between two questions of one resident: about as often as the limit of a visitor allows, 15 in a minute."""
LOOK = 30.0
"""Seconds between two looks at the memory."""
SEARCHED = ("answerable", "judgement", "unanswerable", "outside", "follow")
SUITES = ("residents", "midori", "answering")
"""Whose questions are asked, each in its turn: what was asked just before is quick to answer again."""


def questions() -> tuple[str, ...]:
    """The questions of the suites, without emergencies, greetings and the like, which need no search; always one order."""
    found = []
    for name in SUITES:
        path = Path(__file__).resolve().parent.parent / "cases" / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        found += [row["query"] for row in rows if row.get("kind", "answerable") in SEARCHED]
    made = sorted(set(found))
    random.Random(1).shuffle(made)
    return tuple(made)


@contextmanager
def server(llm: str) -> Iterator[tuple[str, int]]:
    """(address, process id) of the product in a process of its own."""
    environ = {**os.environ, "SHITAGAKI_LLM": llm, "SHITAGAKI_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "evals.bench.load"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


async def crowd(site: str, pid: int, seconds: float, number: int = CROWD) -> str:
    """``number`` residents: all ask at the same moment, then each goes on asking after a while of reading.

    Meanwhile somebody asks faster than a visitor may, and is refused.
    """
    draw, asked = random.Random(3), iter(questions() * 100)
    people = await _people(site, number)
    first = await people[0].ask(next(asked))
    used = worked(pid)
    burst = await asyncio.gather(*(one.ask(next(asked)) for one in people))
    burst_used, told = worked(pid) - used, []
    used, end = worked(pid), time.monotonic() + seconds

    async def live(one: Resident) -> None:
        await asyncio.sleep(draw.uniform(0, THINKING[1]))
        while time.monotonic() < end:
            told.append(await one.ask(next(asked)))
            await asyncio.sleep(draw.uniform(*THINKING))

    watching = asyncio.gather(_hasty(site, end), _sizes(pid, end))
    await asyncio.gather(*(live(one) for one in people))
    hasty, sizes = await watching
    used = worked(pid) - used
    again = await asyncio.gather(*(one.ask(next(asked)) for one in people))
    return "\n".join(
        (
            f"起動した直後の一問　最初の言葉 {first.words * 1000:.0f} ms",
            f"住民 {number} 人が同時に質問　{_row(burst)}、処理 {burst_used / number * 1000:.1f} ms/問",
            f"住民 {number} 人が {seconds:.0f} 秒、答えの後 3〜9 秒おいて質問　{_row(told)}、処理 {used / max(1, len(told)) * 1000:.1f} ms/問",
            f"そのあと、もう一度 {number} 人が同時に質問　{_row(again)}",
            f"　メモリ（{LOOK:.0f} 秒ごと） {'、'.join(f'{size:.0f}' for size in sizes)} MB",
            f"　その間に、上限を超えて質問する人への断り（429） {_refusals(hasty)}",
        )
    )


async def _hasty(site: str, end: float) -> list[Told]:
    """Who asks every half second: the refusals."""
    one = (await _people(site, 1, first=9000))[0]
    refused = []
    while time.monotonic() < end:
        told = await one.ask("住民票の写しの手数料はいくらですか")
        refused += [told] if told.status == 429 else []
        await asyncio.sleep(0.5)
    return refused


async def _sizes(pid: int, end: float) -> list[float]:
    found = [memory(pid)]
    while time.monotonic() < end:
        await asyncio.sleep(min(LOOK, max(0.1, end - time.monotonic())))
        found.append(memory(pid))
    return found


def _refusals(refused: list[Told]) -> str:
    heads = [one.head for one in refused]
    p50, p95 = share(heads, 0.5) * 1000, share(heads, 0.95) * 1000
    return f"{len(heads)} 件、p50 {p50:.0f}・p95 {p95:.0f} ms"


async def streams(site: str, pid: int, number: int = STREAMS) -> str:
    """L1: ``number`` answers streaming at the same time, begun within ten seconds, the model writing 20 tokens a second."""
    people, asked = await _people(site, number), questions()
    await people[0].ask(asked[0], "en")  # what starting costs is measured by `crowd`
    used = worked(pid)

    async def one(at: int) -> Told:
        await asyncio.sleep(at * 10 / number)
        return await people[at].ask(asked[at % len(asked)], "en")

    told = await asyncio.gather(*(one(at) for at in range(number)))
    return (
        f"L1　{number} 本の流れ、モデルは毎秒 20 字句　{_row(told)}、"
        f"処理 {(worked(pid) - used) / number * 1000:.1f} ms/問、メモリ {memory(pid):.0f} MB"
    )


async def overload(site: str, number: int = 4 * STREAMS) -> str:
    """L3: four times as many as fit, each visitor once; those too many are refused at once. A server that does nothing
    but refuse (`refuser`) is asked by the same crowd: what it takes is no part of the product."""
    people, asked = await _people(site, number), questions()
    wanted = [asked[at % len(asked)] for at in range(number)]
    with refuser() as bare:
        least = volley([one.to(bare) for one in people], wanted, "en")
    told = volley(people, wanted, "en")
    await asyncio.sleep(10)
    again = await people[0].ask(asked[0])
    return (
        f"L3　{number} 件を一度に　{_parted(told)}、10 秒後の最初の言葉 {again.words * 1000:.0f} ms、"
        f"断るだけのサーバーの断り p95 {share([one.head for one in least], 0.95) * 1000:.0f} ms"
    )


async def rush(site: str, number: int = 4 * STREAMS, seconds: float = RUSH) -> str:
    """L3 as it comes about: four times as many as fit, one after the other within ``seconds``."""
    people, asked = await _people(site, number), questions()

    async def one(at: int) -> Told:
        await asyncio.sleep(at * seconds / number)
        return await people[at].ask(asked[at % len(asked)], "en")

    told = await asyncio.gather(*(one(at) for at in range(number)))
    return f"L3　{number} 件を {seconds:.0f} 秒のうちに　{_parted(told)}"


def _parted(told: list[Told]) -> str:
    refused = [one for one in told if one.status in (429, 503)]
    return f"断り {_refusals(refused)}、受けた {_row([one for one in told if one not in refused])}"


async def leaving(site: str, pid: int, model: Stub, number: int = STREAMS // 2) -> str:
    """L4: half-open connections, and residents who leave in the middle: no work and no thread is left."""
    people = await _people(site, number)
    before = threads(pid)
    idle = [await asyncio.open_connection(people[0].host, people[0].port) for _ in range(HALF_OPEN)]
    asked = questions()
    told = await asyncio.gather(*(one.ask(asked[at], "en", leave_after=0.5) for at, one in enumerate(people)))
    left = time.monotonic()
    while model.writing() and time.monotonic() - left < 20:
        await asyncio.sleep(0.02)
    seconds = time.monotonic() - left
    bystander = await people[0].ask(asked[-1])
    for _, writer in idle:
        writer.close()
    await asyncio.sleep(3)
    return (
        f"L4　半開き {HALF_OPEN} 本と、途中で去る {len(told)} 人　モデルへの呼出しが全部止まるまで {seconds:.2f} 秒、"
        f"その間の質問の最初の言葉 {bystander.words * 1000:.0f} ms、スレッド {before} → {threads(pid)}"
    )


async def _people(site: str, number: int, first: int = 0) -> list[Resident]:
    people = [Resident(site, first + at) for at in range(number)]
    for at in range(0, number, 50):
        await asyncio.gather(*(one.begin() for one in people[at : at + 50]))
    return people


def _row(told: list[Told]) -> str:
    good = [one for one in told if one.good]
    wrong = Counter(one.error or str(one.status) for one in told if not one.good)
    kinds = f"（{'、'.join(f'{name} {count}' for name, count in wrong.items())}）" if wrong else ""
    first, words = [one.first for one in good], [one.words for one in good]
    return (
        f"{len(told)} 問、誤り {len(told) - len(good)}{kinds}、最初の知らせ p50 {share(first, 0.5) * 1000:.0f}・p95 {share(first, 0.95) * 1000:.0f} ms、"
        f"最初の言葉 p50 {share(words, 0.5) * 1000:.0f}・p95 {share(words, 0.95) * 1000:.0f} ms"
    )


def has_documents() -> bool:
    """Whether there are public documents to answer from: refusals from an empty index are quick and tell nothing."""
    from app.wire import Office
    from ingest.document import RESIDENT
    from ingest.settings import load_settings

    return bool(Office(load_settings()).index.documents(RESIDENT))


def main(seconds: float = 180.0) -> None:
    if not has_documents():
        print(
            "測りませんでした：索引に公開の文書がありません。先に `shitagaki ingest corpus` で取り込んでください。"
        )
        return
    print(f"この機械のほかの仕事：平均 {os.getloadavg()[0]:.1f}（{os.cpu_count()} コア）")
    with server("none") as (site, pid):
        print(asyncio.run(crowd(site, pid, seconds)), flush=True)
    with stub() as model, server(model.spec) as (site, pid):
        print(asyncio.run(streams(site, pid)), flush=True)
        print(asyncio.run(leaving(site, pid, model)), flush=True)
        print(asyncio.run(rush(site)), flush=True)
        print(asyncio.run(overload(site)), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 180.0)
