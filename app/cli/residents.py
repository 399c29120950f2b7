"""The command about residents: ask. Knows nothing of how an answer is made."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from app.cli.main import add_command, day, office, print_json, words


def register(commands: Any) -> None:
    parser = add_command(
        commands,
        "ask",
        run_ask,
        "住民の質問に、公開の文書から答えます。",
        "緊急のことには電話番号を、出典がなければ担当課を示します。",
    )
    parser.add_argument("question", type=words, metavar="質問", help="住民の質問（どの言葉でも）")
    parser.add_argument(
        "--lang", default="auto", metavar="言語", help="ja、ja-easy、en など（省くと質問から）"
    )
    parser.add_argument("--as-of", type=day, metavar="日", help="この日の文書で答えます")
    parser.add_argument("--json", action="store_true", help="結果を JSON で出します")


def run_ask(options: argparse.Namespace) -> int:
    from app.residents.answering import Question, answer
    from app.result import answer_json
    from app.web.residents.desk import public
    from ingest.errors import SettingError

    built = office()
    desk = public(built)
    if options.lang != "auto" and options.lang not in desk.phrases.said:
        known = "、".join(desk.phrases.said)
        raise SettingError(f"「{options.lang}」という言語はありません。使えるもの：{known}、auto")
    made = answer(desk, Question(options.question, options.lang, as_of=options.as_of))
    if options.json:
        print_json(answer_json(made))
        return 0
    for one in made.urgent:
        print(f"{one.name}　{one.telephone}（{one.hours}）")
    print(made.text)
    for citation in made.citations:
        since = f"（{citation.effective}施行）" if citation.effective else ""
        print(f"[{citation.number}] {citation.label}{since}")
    for near in made.related:
        print(f"関係がありそうなところ（答えとは限りません）　{near.label}")
        for line in near.quote.splitlines():
            print(f"　{line}")
    for choice in made.choices:
        print(f"・{choice.label}")
    if made.handoff:
        print(
            f"お問い合わせ　{made.handoff['section'] or made.handoff['name']}　{made.handoff['telephone']}",
            file=sys.stderr,
        )
    return 0
