"""Mail as it is saved from a mail program (.eml): subject, sender, addressees, day, then the words. Attachments are named only."""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from lxml import html

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.encodings import decode
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note
from ingest.loaders.source import Source

_HEADERS = (("Subject", "件名"), ("From", "差出人"), ("To", "宛先"), ("Cc", "写し"))
_BLOCKS = ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4")


def load(source: Source) -> Loaded:
    """The head in Japanese (「件名：…」「日時：2026年3月17日」), then the body as it reads; its title is the subject."""
    message = message_from_bytes(source.path.read_bytes(), policy=default)
    builder = TextBuilder(source.limits)
    head = [f"{label}：{value}" for name, label in _HEADERS if (value := _header(message, name))]
    sent = message["Date"].datetime if message["Date"] is not None else None
    if isinstance(sent, datetime):
        head.append(f"日時：{sent.year}年{sent.month}月{sent.day}日")
    add_lines(builder, [Line(line) for line in head])
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        add_lines(builder, [Line(line) for line in _words(body).splitlines() if line.strip()])
    names = [part.get_filename() or "名前なし" for part in message.iter_attachments()]
    if names:
        builder.note(note("attachments", count=len(names), names="、".join(names)))
    return builder.loaded(_header(message, "Subject") or source.stem)


def _header(message: Message, name: str) -> str:
    return re.sub(r"\s+", " ", str(message[name] or "")).strip()


def _words(part: Message) -> str:
    """The text of a part; one in HTML without its marks. What names a wrong encoding is told apart by its bytes."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        found = decode(data)
        text = found[0] if found else ""
    if part.get_content_type() != "text/html" or not text.strip():
        return text
    tree: Any = html.fromstring(text)
    for each in tree.xpath("//script|//style|//head"):
        each.drop_tree()
    for each in tree.iter(*_BLOCKS):
        each.tail = "\n" + (each.tail or "")
    return str(tree.text_content())
