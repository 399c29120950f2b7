"""Write the counts and the planned faults into corpus/README.md, from sources.toml and faults.toml; with --check only say whether they are right.

What stands between two marks (<!-- 数：はじめ --> … <!-- 数：おわり -->) is written by this; the rest of the page by hand.
"""

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
README = CORPUS / "README.md"
KINDS = {
    "superseded_copy": "旧版の写し", "contradiction": "数字の食い違い", "half_updated": "直しかけの文", "wrong_weekday": "曜日の誤り",
    "wrong_date": "あり得ない日付", "wrong_edition": "回数の誤り", "wrong_post": "役職の誤り", "wrong_amount": "金額の誤り",
    "wrong_sum": "合計の誤り", "wrong_number": "番号の誤り", "dangling_article": "もうない条", "hidden_instructions": "隠れた指示",
    "personal_data": "個人情報", "sensitive": "機密性3", "staff_only": "職員限り", "mojibake": "文字化け", "empty_file": "空のファイル",
    "wrong_suffix": "拡張子の誤り",
}  # fmt: skip


def counts(documents: list[dict[str, str]]) -> str:
    """One row a kind, the most first: how many, and in which formats."""
    by_kind: dict[str, Counter[str]] = {}
    for document in documents:
        by_kind.setdefault(document["kind"], Counter())[document["path"].rsplit(".", 1)[-1]] += 1
    rows = sorted(by_kind.items(), key=lambda each: (-each[1].total(), each[0]))
    formats = sum(by_kind.values(), Counter())
    lines = ["| 種類 | 件数 | 形式 |", "|---|---:|---|"]
    lines += [f"| {kind} | {found.total()} | {_formats(found)} |" for kind, found in rows]
    return "\n".join([*lines, f"| 計 | {formats.total()} | {_formats(formats)} |"])


def _formats(found: Counter[str]) -> str:
    return "、".join(
        f"{name} {count}" for name, count in sorted(found.items(), key=lambda each: (-each[1], each[0]))
    )


def planned(faults: list[dict[str, str]]) -> str:
    """One row a fault, in the order of faults.toml."""
    lines = ["| 不備 | 文書 | なぜ残してあるか |", "|---|---|---|"]
    lines += [f"| {KINDS[each['kind']]} | `{each['path']}` | {each['why']} |" for each in faults]
    return "\n".join(lines)


def written(text: str) -> str:
    sources = tomllib.loads((CORPUS / "sources.toml").read_text(encoding="utf-8"))["document"]
    faults = tomllib.loads((CORPUS / "faults.toml").read_text(encoding="utf-8"))["fault"]
    for name, table in (("数", counts(sources)), ("不備", planned(faults))):
        first, last = f"<!-- {name}：はじめ -->", f"<!-- {name}：おわり -->"
        text = re.sub(f"{first}.*?{last}", lambda _: f"{first}\n{table}\n{last}", text, flags=re.DOTALL)  # noqa: B023
    return text


def main() -> int:
    before = README.read_text(encoding="utf-8")
    after = written(before)
    if "--check" in sys.argv[1:]:
        print(
            ""
            if after == before
            else "README.md の表が古くなっています。python corpus/tools/readme.py で書き直してください。",
            end="",
            file=sys.stderr,
        )
        return int(after != before)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
