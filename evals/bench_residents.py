"""The residents' desk under load (`python -m evals.bench_residents [SECONDS]`, part of `make bench`). Knows nothing of quality.

A server of its own on the documents of SHITAGAKI_HOME; L1, L3 and L4 with a model stub that writes 20 tokens a second.
Server, crowd and stub share this machine, so the figures are what is left after the crowd has had its part.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.crowd import Resident, Told, share
from evals.stub import Stub, stub

CROWD, STREAMS, HALF_OPEN = 100, 200, 500
THINKING = (3.0, 9.0)
"""Seconds between two questions of one resident."""
QUESTIONS = (
    "住民票の写しの手数料はいくらですか",
    "粗大ごみの申込みの仕方を教えてください",
    "児童手当の申請に必要なものは何ですか",
    "引っ越しの手続を教えてください",
    "印鑑登録の手数料はいくらですか",
    "国民健康保険の届出はどこですか",
    "図書館は何時まで開いていますか",
    "犬の登録の手続を教えてください",
    "保育所の申込みはいつまでですか",
    "避難所はどこですか",
    "水道を使い始める手続は",
    "マイナンバーカードの受取りに必要なもの",
)


@contextmanager
def server(llm: str) -> Iterator[tuple[str, int]]:
    """(address, process id) of the product in a process of its own, without limits on visitors."""
    environ = {**os.environ, "SHITAGAKI_LLM": llm, "SHITAGAKI_LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "evals.load"]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def memory(pid: int) -> float:
    """Resident megabytes of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


async def crowd(site: str, pid: int, seconds: float, number: int = CROWD) -> str:
    """``number`` residents: all ask at the same moment, then each goes on asking after a while of reading."""
    draw = random.Random(3)
    people = await _people(site, number)
    burst = await asyncio.gather(*(one.ask(draw.choice(QUESTIONS)) for one in people))
    before, told = memory(pid), []
    end = time.monotonic() + seconds

    async def live(one: Resident) -> None:
        await asyncio.sleep(draw.uniform(0, THINKING[1]))
        while time.monotonic() < end:
            told.append(await one.ask(draw.choice(QUESTIONS)))
            await asyncio.sleep(draw.uniform(*THINKING))

    await asyncio.gather(*(live(one) for one in people))
    after = memory(pid)
    return "\n".join(
        (
            f"住民 {number} 人が同時に質問　{_row(burst)}",
            f"住民 {number} 人が {seconds:.0f} 秒、答えの後 3〜9 秒おいて質問　{_row(told)}",
            f"　メモリ {before:.0f} MB → {after:.0f} MB",
        )
    )


async def streams(site: str, pid: int, number: int = STREAMS) -> str:
    """L1: ``number`` answers streaming at the same time, begun within ten seconds, the model writing 20 tokens a second."""
    people = await _people(site, number)

    async def one(at: int) -> Told:
        await asyncio.sleep(at * 10 / number)
        return await people[at].ask(QUESTIONS[at % len(QUESTIONS)], "en")

    told = await asyncio.gather(*(one(at) for at in range(number)))
    return f"L1　{number} 本の流れ、モデルは毎秒 20 字句　{_row(told)}、メモリ {memory(pid):.0f} MB"


async def overload(site: str, number: int = 4 * STREAMS) -> str:
    """L3: four times as many as fit; those too many are refused at once."""
    people = await _people(site, number // 8)
    told = await asyncio.gather(*(people[at % len(people)].ask(QUESTIONS[0], "en") for at in range(number)))
    refused = [one.head for one in told if one.status in (429, 503)]
    rest = [one for one in told if one.status not in (429, 503)]
    await asyncio.sleep(10)
    again = await people[0].ask(QUESTIONS[0])
    return (
        f"L3　{number} 件を一度に　断り {len(refused)} 件（p95 {share(refused, 0.95) * 1000:.0f} ms）、受けた {_row(rest)}、"
        f"10 秒後の最初の言葉 {again.words * 1000:.0f} ms"
    )


async def leaving(site: str, pid: int, model: Stub, number: int = STREAMS // 2) -> str:
    """L4: half-open connections, and residents who leave in the middle: no work and no thread is left."""
    people = await _people(site, number)
    before = threads(pid)
    idle = [await asyncio.open_connection(people[0].host, people[0].port) for _ in range(HALF_OPEN)]
    told = await asyncio.gather(*(one.ask(QUESTIONS[0], "en", leave_after=0.5) for one in people))
    left = time.monotonic()
    while model.writing() and time.monotonic() - left < 20:
        await asyncio.sleep(0.02)
    seconds = time.monotonic() - left
    bystander = await people[0].ask(QUESTIONS[1])
    for _, writer in idle:
        writer.close()
    await asyncio.sleep(3)
    return (
        f"L4　半開き {HALF_OPEN} 本と、途中で去る {len(told)} 人　モデルへの呼出しが全部止まるまで {seconds:.2f} 秒、"
        f"その間の質問の最初の言葉 {bystander.words * 1000:.0f} ms、スレッド {before} → {threads(pid)}"
    )


async def _people(site: str, number: int) -> list[Resident]:
    people = [Resident(site) for _ in range(number)]
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


def main(seconds: float = 180.0) -> None:
    print(f"この機械のほかの仕事：平均 {os.getloadavg()[0]:.1f}（{os.cpu_count()} コア）")
    with server("none") as (site, pid):
        print(asyncio.run(crowd(site, pid, seconds)), flush=True)
    with stub() as model, server(model.spec) as (site, pid):
        print(asyncio.run(streams(site, pid)), flush=True)
        print(asyncio.run(leaving(site, pid, model)), flush=True)
        print(asyncio.run(overload(site)), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 180.0)
