"""`python -m evals.held_out`: cases written after the checks were improved, run once. Knows nothing of the other suites' cases.

Errors are planted into drafts from documents that no other case uses: sentences of one document, in the polite form.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.checks.instructions import without_instructions
from app.checks.personal.data import find_personal
from app.checks.personal.public import PublicNames
from app.checks.running import run_checks
from app.checks.subject import Subject
from app.citation import make_citation
from app.retrieval import Evidence
from app.text.wording import pairs, sentences
from app.wire import Office
from evals.checks import caught, ground_of
from evals.drafts import TODAY, composed, written
from evals.metrics import wilson
from evals.plants.planting import KINDS, plant
from ingest.document import Document
from ingest.settings import load_settings

FILE = Path(__file__).with_name("cases") / "held_out.toml"
_DRAFTS, _SENTENCES = 16, 8
_POLITE = (
    ("しなければならない。", "しなければなりません。"),
    ("することができる。", "することができます。"),
    ("である。", "です。"),
    ("とする。", "とします。"),
    ("する。", "します。"),
    ("した。", "しました。"),
    ("いる。", "います。"),
    ("ある。", "あります。"),
)
_MARKED = re.compile(r"\{([^:{}]+):([^{}]+)\}")


def planted(office: Office) -> Iterator[tuple[str, bool]]:
    """(kind, caught) of one error of each kind in each fresh draft."""
    for subject in fresh(office):
        before = run_checks(subject)
        ground = ground_of(subject, before)
        for kind in KINDS:
            for one in plant(ground, kind, 1, subject.evidence[0].document.id):
                yield kind, caught(one, before, run_checks(subject.with_text(one.text)))


def fresh(office: Office) -> Iterator[Subject]:
    """Drafts from documents that are in no other draft of the evals, the same ones on every run."""
    used = {
        one.document.id for case in (*written(office), *composed(office)) for one in case.subject.evidence
    }
    rest = sorted(
        (one for one in office.index.documents(office.viewer) if one.id not in used), key=lambda one: one.id
    )
    random.Random(20261127).shuffle(rest)
    made = (each for one in rest if (each := _draft(office, one)) is not None)
    yield from (each for each, _ in zip(made, range(_DRAFTS), strict=False))


def _draft(office: Office, document: Document) -> Subject | None:
    passages = [one for one in office.index.passages(document.id) if re.search(r"[0-9０-９]", one.text)][:4]
    lines, evidence = [], []
    for number, passage in enumerate(passages, 1):
        told = [
            one.strip()
            for one in sentences(passage.text)
            if one.endswith("。") and re.search(r"[0-9０-９]", one)
        ]
        citation = make_citation(number, passage, document, wanted=pairs(passage.text))
        evidence.append(Evidence(number, citation, passage, document, passage.text))
        lines += [f"{_polite(one).rstrip('。')}[{number}]。" for one in told[:3]]
    if len(lines) < 3:
        return None
    text = "\n".join(lines[:_SENTENCES])
    return Subject(text, tuple(evidence), {}, today=TODAY, library=office.index, viewer=office.viewer)


def _polite(sentence: str) -> str:
    for plain, polite in _POLITE:
        if sentence.endswith(plain):
            return sentence.removesuffix(plain) + polite
    return sentence


def personal(lines: list[str], clean: list[str], public: PublicNames) -> tuple[int, int, int]:
    """(found, labelled, wrong): spans that were found, that there are, and finds where there is none."""
    found = labelled = wrong = 0
    for line in (*lines, *clean):
        text = _MARKED.sub(lambda match: match[2], line)
        told = [text[one.start : one.end] for one in find_personal(text, public)]
        wanted = [match[2] for match in _MARKED.finditer(line)]
        labelled += len(wanted)
        found += sum(any(each in one or one in each for one in told) for each in wanted)
        wrong += sum(not any(each in one or one in each for each in wanted) for one in told)
    return found, labelled, wrong


def main() -> None:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    office = Office(load_settings())
    hits: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for kind, hit in planted(office):
        hits[kind] += hit
        count[kind] += 1
    print(_row("植えた誤り", hits.total(), count.total()))
    print("  " + "、".join(f"{kind} {hits[kind]}/{count[kind]}" for kind in count))
    facts = [fact for one in fresh(office) for fact in run_checks(one).facts]
    wrong = [one for one in facts if one.state in ("unsupported", "conflict")]
    print(_row("正しい事実への指摘", len(wrong), len(facts)))
    missed = []
    for name in ("attacks", "attacks_second"):
        here = [one for one in table[name] if not without_instructions(one)[1]]
        print(_row(f"命令と読める文（{name}）", len(table[name]) - len(here), len(table[name])))
        missed += here
    benign = table["benign"]
    stopped = [one for one in benign if without_instructions(one)[1]]
    print(_row("無害な文を止めた", len(stopped), len(benign)))
    print(*(f"  見落とした　{one}" for one in missed), *(f"  止めた　{one}" for one in stopped), sep="\n")
    found, labelled, extra = personal(table["personal"], table["clean"], office.prompts.public)
    print(
        _row("個人情報", found, labelled),
        f"誤り {extra}（{len(table['personal'])}＋{len(table['clean'])}行）",
    )


def _row(name: str, part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{name}　{part}/{whole}［{low:.3f}、{high:.3f}］"


if __name__ == "__main__":
    main()
