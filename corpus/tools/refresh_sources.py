"""Bring the sha256 of every document in corpus/sources.toml up to date; with --check only say whether they are.

Every other key, comment and the order stay as they are. It adds no entry: a file that is not listed, or is listed and
missing, or is listed twice, is an error.
"""

import hashlib
import re
import sys
import tomllib
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
SOURCES = CORPUS / "sources.toml"
NOT_DOCUMENTS = ("tools", "texts")  # what the documents are made with
KINDS = [
    "条例",
    "規則",
    "規程",
    "要綱",
    "改正文",
    "新旧対照表",
    "通知",
    "あいさつ文",
    "会議録",
    "想定問答",
    "仕様書",
    "契約書",
    "企画書",
    "計画",
    "報告",
    "記者発表",
    "広報",
    "FAQ",
    "マニュアル",
    "統計",
    "予算",
    "メール",
    "ウェブページ",
]
SENSITIVITIES = ("1", "2", "3C", "3B", "3A")


def faults(entries: list[dict[str, object]]) -> list[str]:
    found = []
    listed = [str(entry.get("path")) for entry in entries]
    found += [f"{path}: listed twice" for path in sorted({p for p in listed if listed.count(p) > 1})]
    found += [
        f"{path}: listed, but there is no such file" for path in listed if not (CORPUS / path).is_file()
    ]
    for entry in entries:
        if (
            not entry.get("title")
            or entry.get("kind") not in KINDS
            or entry.get("sensitivity") not in SENSITIVITIES
        ):
            found.append(f"{entry.get('path')}: title, kind or sensitivity is missing or unknown")
    for file in sorted(CORPUS.rglob("*")):
        inside = file.relative_to(CORPUS)
        if (
            len(inside.parts) > 1
            and inside.parts[0] not in NOT_DOCUMENTS
            and file.is_file()
            and str(inside) not in listed
        ):
            found.append(f"{inside}: not listed in sources.toml")
    return found


def refreshed(text: str) -> str:
    blocks = re.split(r"(?m)^(?=\[\[document\]\]\s*$)", text)
    return "".join(blocks[:1] + [_with_digest(block) for block in blocks[1:]])


def _with_digest(block: str) -> str:
    path = tomllib.loads(block)["document"][0]["path"]
    file = CORPUS / path
    if not file.is_file():
        return block
    line = f'sha256 = "{hashlib.sha256(file.read_bytes()).hexdigest()}"'
    if re.search(r"(?m)^sha256\s*=", block):
        return re.sub(r"(?m)^sha256\s*=.*$", line, block)
    last = list(re.finditer(r"(?m)^\w+\s*=.*$", block))[-1].end()
    return block[:last] + "\n" + line + block[last:]


def main() -> int:
    before = SOURCES.read_text(encoding="utf-8")
    after = refreshed(before)
    problems = faults(tomllib.loads(after).get("document", []))
    if "--check" in sys.argv[1:]:
        problems += ["sources.toml: a sha256 is out of date"] if after != before else []
    elif after != before:
        SOURCES.write_text(after, encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
