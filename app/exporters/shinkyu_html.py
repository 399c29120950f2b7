"""A 新旧対照表 as HTML: a table whose changed words are <u>. Knows no law; everything is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app.exporters.layout import printable
from app.law.shinkyu import Block, Cells, Sheet

STYLE = (
    "body{font-family:'Yu Mincho','Hiragino Mincho ProN','Noto Serif CJK JP',serif;line-height:1.7;margin:2em;color:#1a1a1a}"
    "h1{font-size:1.2em;text-align:center}table{border-collapse:collapse}.shinkyu{width:100%;table-layout:fixed}"
    ".shinkyu>thead th,.shinkyu>tbody>tr>td{border:1px solid #333;padding:0 .6em;vertical-align:top}"
    ".shinkyu>tbody>tr.in>td{border-top:0}.shinkyu>tbody>tr.on>td{border-bottom:0}.shinkyu table{width:100%;margin:.3em 0}"
    ".shinkyu table td{border:1px solid #767676;padding:0 .3em}p{margin:0}td p{padding-left:1em;text-indent:-1em;overflow-wrap:anywhere}"
    "u{text-underline-offset:.2em}@page{size:A4 landscape;margin:20mm}"
)


def export_shinkyu_html(sheets: Sequence[Sheet]) -> bytes:
    """A whole page that prints on A4 on its side."""
    body = "".join(table_html(sheet) for sheet in sheets)
    title = escape(sheets[0].title)
    return printable(
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    ).encode()


def table_html(sheet: Sheet) -> str:
    """What stands above the table, the table, what stands below it."""
    above = "".join(f"<p>{escape(line)}</p>" for line in (*sheet.lead.split("\n"), sheet.heading) if line)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in sheet.heads)
    rows = "".join(_row(row) for row in sheet.rows)
    below = f"<p>{escape(sheet.remark)}</p>" if sheet.remark else ""
    return (
        f'{above}<table class="shinkyu"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{below}'
    )


def _row(row: Sequence[Block]) -> str:
    parts = []
    for at, block in enumerate(row):
        marks = " ".join(name for name, on in (("in", at > 0), ("on", at < len(row) - 1)) if on)
        named = f' class="{marks}"' if marks else ""
        parts.append(
            f"<tr{named}><td>{_side(block, block.left)}</td><td>{_side(block, block.right)}</td></tr>"
        )
    return "".join(parts)


def _side(block: Block, side: Sequence[Cells]) -> str:
    if block.kind == "text":
        words = _words(side[0])
        return f"<p>{words}</p>" if words else ""
    width = max(len(cells) for cells in side)
    lines = [cells for cells in side if len(cells) > 1 or _words(cells)]
    if width == 1:
        return "".join(f"<p>{_words(cells)}</p>" for cells in lines)
    rows = ("".join(_cell(cells, at, width) for at in range(len(cells))) for cells in lines)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(cells: Cells, at: int, width: int) -> str:
    span = width - at if at == len(cells) - 1 and len(cells) < width else 1
    wide = f' colspan="{span}"' if span > 1 else ""
    return f"<td{wide}>{_words((cells[at],))}</td>"


def _words(cells: Cells) -> str:
    runs = (run for cell in cells for run in cell)
    return "".join(f"<u>{escape(run.text)}</u>" if run.changed else escape(run.text) for run in runs)
