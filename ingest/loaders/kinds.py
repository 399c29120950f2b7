"""Which loader reads a file: one table, decided by the file's content first and its suffix second.

Knows nothing of how a kind is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableFile
from ingest.loaders.messages import refuse
from ingest.loaders.source import LIMITS, Limits
from ingest.loaders.zips import map_zip


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of file: the function that loads it (``module:function`` in this package) and its suffixes."""

    loader: str
    suffixes: tuple[str, ...]
    called: str


LOADERS: dict[str, Row] = {
    "text": Row("text:load", (".txt", ".text"), "テキスト"),
    "markdown": Row("text:load_markdown", (".md", ".markdown"), "Markdown"),
    "csv": Row("csv:load", (".csv", ".tsv"), "CSV"),
    "docx": Row("docx:load", (".docx", ".docm", ".dotx"), "Word文書"),
    "xlsx": Row("sheet:load", (".xlsx", ".xlsm", ".xltx"), "Excelブック"),
    "pptx": Row("slides:load", (".pptx", ".pptm", ".ppsx"), "PowerPointスライド"),
    "pdf": Row("pdf:load", (".pdf",), "PDF"),
    "html": Row("html:load", (".html", ".htm", ".xhtml"), "HTML"),
    "mail": Row("mail:load", (".eml",), "メール"),
    "law_xml": Row("law_xml:load", (".xml",), "法令標準XML"),
}
"""Every kind that can be loaded. zip files and folders are not kinds: ``discover`` opens them."""

_BY_SUFFIX = {suffix: kind for kind, row in LOADERS.items() for suffix in row.suffixes}
_PARTS = (
    (re.compile(r"word/document[0-9]*\.xml"), "docx"),
    (re.compile(r"xl/workbook\.xml"), "xlsx"),
    (re.compile(r"ppt/presentation\.xml"), "pptx"),
)
_OFFICE = {
    ".doc": ("Word 97-2003の文書", "Word", "docx"),
    ".dot": ("Word 97-2003の文書", "Word", "docx"),
    ".xls": ("Excel 97-2003のブック", "Excel", "xlsx"),
    ".ppt": ("PowerPoint 97-2003のスライド", "PowerPoint", "pptx"),
    ".jtd": ("一太郎の文書", "一太郎", "docx"),
    ".jtdc": ("一太郎の文書", "一太郎", "docx"),
    ".jtt": ("一太郎のテンプレート", "一太郎", "docx"),
    ".jttc": ("一太郎のテンプレート", "一太郎", "docx"),
    ".jaw": ("一太郎の文書", "一太郎", "docx"),
    ".odt": ("OpenDocumentの文書", "LibreOfficeまたはWord", "docx"),
    ".ods": ("OpenDocumentの表", "LibreOfficeまたはExcel", "xlsx"),
    ".odp": ("OpenDocumentのスライド", "LibreOfficeまたはPowerPoint", "pptx"),
    ".rtf": ("リッチテキスト（RTF）", "Word", "docx"),
    ".pages": ("Pagesの文書", "Pages", "docx"),
    ".numbers": ("Numbersの表", "Numbers", "xlsx"),
    ".xlsb": ("Excelのバイナリブック（xlsb）", "Excel", "xlsx"),
    ".wps": ("Worksの文書", "Word", "docx"),
    ".xdw": ("DocuWorksの文書", "DocuWorks", "PDF"),
    ".xbd": ("DocuWorksのバインダー", "DocuWorks", "PDF"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
    ("DocumentText", ".jtd"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body|table)[\s>]", re.IGNORECASE)
_LAW = re.compile(rb"<Law[\s>]")
_HEAD = 8192


def recognise(path: Path, name: str, *, limits: Limits = LIMITS) -> str:
    """The kind of a file, a key of LOADERS, or "zip".

    Raises UnreadableFile naming the file, the reason and the remedy when no loader reads it.
    """
    suffix = suffix_of(name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _in_zip(path, name, suffix, limits)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        raise _ole(path, name, suffix)
    if kind := _marked_up(head, suffix):
        return kind
    if suffix in _OFFICE or head.startswith(b"{\\rtf"):
        called, program, better = _OFFICE.get(suffix, _OFFICE[".rtf"])
        raise refuse(name, "old_office", kind=called, program=program, suffix=better)
    kind = _BY_SUFFIX.get(suffix, "")
    if kind in ("docx", "xlsx", "pptx", "pdf"):
        raise refuse(name, "broken", kind=LOADERS[kind].called)
    if kind == "law_xml":
        raise refuse(name, "other_xml")
    if kind or (not suffix and b"\x00" not in head):
        return kind or "text"
    raise unknown(name, suffix)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters, with its dot, or ""."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def unknown(name: str, suffix: str) -> UnreadableFile:
    """The error for a kind of file that no loader reads, listing those that are read."""
    known = "、".join(suffix.removeprefix(".") for row in LOADERS.values() for suffix in row.suffixes[:1])
    return refuse(name, "unknown", suffix=suffix or "拡張子なし", known=f"{known}、zip")


def _marked_up(head: bytes, suffix: str) -> str:
    """law_xml or html by the first tags, whatever the suffix says (exports named .xls are often HTML)."""
    if suffix in (".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".eml"):
        return ""
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    if (_LAW.search(plain) and b"<?xml" in plain[:100]) or (suffix == ".xml" and _LAW.search(plain)):
        return "law_xml"
    return "html" if _HTML.search(plain) else ""


def _in_zip(path: Path, name: str, suffix: str, limits: Limits) -> str:
    contents = map_zip(path, name, limits=limits)
    for part, kind in _PARTS:
        if any(map(part.fullmatch, contents.names)):
            return kind
    if suffix in _OFFICE or "mimetype" in contents.names:
        called, program, better = _OFFICE.get(suffix, _OFFICE[".odt"])
        raise refuse(name, "old_office", kind=called, program=program, suffix=better)
    if suffix in _BY_SUFFIX:
        raise refuse(name, "broken", kind=LOADERS[_BY_SUFFIX[suffix]].called)
    return "zip"


def _ole(path: Path, name: str, suffix: str) -> UnreadableFile:
    """The error for a compound file: an encrypted docx, an old Office file, or 一太郎."""
    with path.open("rb") as file:
        data = file.read(64 * 1024 * 1024)
    for stream, legacy in _STREAMS:
        if stream.encode("utf-16-le") in data:
            if not legacy:
                return refuse(name, "locked", program=_program(suffix))
            called, program, better = _OFFICE[suffix if suffix in _OFFICE else legacy]
            return refuse(name, "old_office", kind=called, program=program, suffix=better)
    if suffix in _OFFICE:
        called, program, better = _OFFICE[suffix]
        return refuse(name, "old_office", kind=called, program=program, suffix=better)
    return unknown(name, suffix)


def _program(suffix: str) -> str:
    kind = _BY_SUFFIX.get(suffix, "")
    return {"docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint"}.get(kind, "WordやExcelなど元のソフト")
