"""draft --variants: several drafts of one form, one below the other. Knows nothing of how they differ."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.main import print_json
from ingest.errors import SettingError

if TYPE_CHECKING:
    from app.events import DraftRequest
    from app.wire import Office


def run_variants(options: argparse.Namespace, built: Office, request: DraftRequest) -> int:
    """Print the drafts, or one JSON object; 1 when there is none. Raises SettingError for a count out of range."""
    from app.events import Stage
    from app.rewording.guide import load_guide
    from app.variant_ways import MOST
    from app.variants import Variant, draft_variants

    if not 2 <= options.variants <= MOST:
        raise SettingError(f"--variants は2から{MOST}までです（今の値：{options.variants}）。")
    if options.out is not None:
        raise SettingError(
            "--variants と --out は一緒に使えません。案を選んでから --out で保存してください。"
        )
    made, note = [], ""
    for event in draft_variants(
        request,
        options.variants,
        guide=load_guide(built.settings.prompts),
        index=built.index,
        writer=built.writer,
        prompts=built.prompts,
        viewer=built.viewer,
    ):
        if isinstance(event, Stage):
            print(event.text, file=sys.stderr)
        elif isinstance(event, Variant):
            made.append(event)
            if not options.json:
                print(f"――― {event.number}案　{event.name} ―――\n{event.draft.text}\n")
        else:
            note = event.note
    if options.json:
        print_json({"variants": [asdict(one) for one in made], "note": note})
    elif note:
        print(note, file=sys.stderr)
    return 0 if made else 1
