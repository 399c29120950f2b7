"""What the gate says of each suite: what it will cost, what it cost, what got worse or stays open. Knows no comparison's rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.wire import Office
    from evals.comparison import Comparison
    from evals.runs import Run
    from evals.suites.suites import Suite

TOOK = "took.txt"
"""In the folder of a run: the seconds that it took as a whole, opened, asked, scored and compared."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One suite's result: the exit code of its comparison and what it cost."""

    suite: str
    code: int
    cases: int
    seconds: float
    tokens: int
    cost: float | None
    worse: tuple[str, ...]
    suspects: tuple[str, ...]
    over: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def before(office: Office, suite: Suite) -> str:
    """What the newest kept run of the suite says that it will cost."""
    from evals.cli.runs import store_of
    from evals.cost import price_of
    from evals.place import model_of
    from evals.watching import DONE, state_of

    store, model = store_of(office), model_of(office)
    alike = (one for one in store.all() if one.suite == suite.name and one.digests.get("model") == model)
    run = next((one for one in alike if state_of(store, one) == DONE and store.outputs(one)), None)
    if run is None:
        return "（前の実行がないので、かかる時間と費用は分かりません）"
    outputs = store.outputs(run)
    took = store.folder / run.id / TOOK
    asked = sum(one.seconds for one in outputs)
    seconds = max(asked, float(took.read_text(encoding="utf-8")) if took.is_file() else 0.0)
    share = len(suite.cases) / len(outputs)
    tokens = sum(one.tokens for one in outputs)
    return f"（前回から、およそ {_cost(seconds * share, tokens * share, price_of(office.settings))}）"


def _cost(seconds: float, tokens: float, price: float | None) -> str:
    """Seconds, tokens and money; what nothing was written for costs nothing."""
    money = f"{tokens / 1000 * price:,.1f} 円" if price is not None else "0 円" if not tokens else "単価なし"
    return f"{seconds:.0f} 秒、{tokens:,.0f} トークン、{money}"


def told_of(done: Passed, found: Comparison, run: Run, price: float | None) -> str:
    from evals.verdict_words import chance_in_words, measure_in_words, unheld_in_words

    mark = {0: "悪化なし", 1: "悪化", 3: "決められない"}[done.code]
    lines = [f"　{mark}　{_cost(done.seconds, done.tokens, price)}　{run.id}"]
    lines += [f"　悪くなったもの：{'、'.join(map(measure_in_words, done.worse))}"] if done.worse else []
    lines += [f"　決められないもの：{'、'.join(done.open)}"] if done.open else []
    lines += [f"　{one}" for one in done.over]
    lines += [f"　{one}" for one in chance_in_words(found, repeats=run.repeats)]
    lines += [f"　{unheld}"] if (unheld := unheld_in_words(found)) else []
    lines += [f"　なくなった問い：{'、'.join(found.gone[:10])}"] if found.gone else []
    lines += [f"　変わったもの：{'、'.join(found.suspects)}"] if done.code and found.suspects else []
    return "\n".join(lines)


def summed(passed: list[Passed], code: int, price: float | None) -> str:
    took = _cost(sum(one.seconds for one in passed), sum(one.tokens for one in passed), price)
    mark = {0: "悪化はありません", 1: "悪化があります", 3: "決められない組があります"}[code]
    return f"{mark}（{len(passed)} 組、{sum(one.cases for one in passed)} 件、{took}）"
