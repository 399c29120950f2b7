"""Which loader reads a file: one table, decided by the file's content first and its suffix second.

Knows nothing of how a kind is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import UnreadableFile
from ingest.loaders.conversion import Old, soffice
from ingest.loaders.messages import refuse
from ingest.loaders.source import LIMITS, Limits
from ingest.loaders.zips import map_zip, open_zip, read_part


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
    "odt": Row("odt:load", (".odt", ".ott"), "OpenDocumentの文書"),
    "ods": Row("ods:load", (".ods", ".ots"), "OpenDocumentの表"),
    "odp": Row("odp:load", (".odp", ".otp"), "OpenDocumentのスライド"),
    "rtf": Row("rtf:load", (".rtf",), "リッチテキスト"),
    "pdf": Row("pdf:load", (".pdf",), "PDF"),
    "html": Row("html:load", (".html", ".htm", ".xhtml"), "HTML"),
    "mail": Row("mail:load", (".eml",), "メール"),
    "law_xml": Row("law_xml:load", (".xml",), "法令標準XML"),
}
"""Every kind that can be loaded. zip files and folders are not kinds: ``discover`` opens them."""


CONVERTED: dict[str, Old] = {
    "doc": Old("Word 97-2003の文書", "Word", "docx", "MS Word 97"),
    "xls": Old("Excel 97-2003のブック", "Excel", "xlsx", "MS Excel 97"),
    "ppt": Old("PowerPoint 97-2003のスライド", "PowerPoint", "pptx", "MS PowerPoint 97"),
    "xlsb": Old("Excelのバイナリブック（xlsb）", "Excel", "xlsx", "Calc MS Excel 2007 Binary"),
}
"""The kinds that are read only where LibreOffice is on the machine."""

_BY_SUFFIX = {suffix: kind for kind, row in LOADERS.items() for suffix in row.suffixes}
_PARTS = (
    (re.compile(r"word/document[0-9]*\.xml"), "docx"),
    (re.compile(r"xl/workbook\.xml"), "xlsx"),
    (re.compile(r"ppt/presentation\.xml"), "pptx"),
)
_OFFICE = {
    ".jtd": ("一太郎の文書", "一太郎", "docx"),
    ".jtdc": ("一太郎の文書", "一太郎", "docx"),
    ".jtt": ("一太郎のテンプレート", "一太郎", "docx"),
    ".jttc": ("一太郎のテンプレート", "一太郎", "docx"),
    ".jaw": ("一太郎の文書", "一太郎", "docx"),
    ".pages": ("Pagesの文書", "Pages", "docx"),
    ".numbers": ("Numbersの表", "Numbers", "xlsx"),
    ".xdw": ("DocuWorksの文書", "DocuWorks", "PDF"),
    ".xbd": ("DocuWorksのバインダー", "DocuWorks", "PDF"),
    ".odg": ("OpenDocumentの図", "LibreOffice", "PDF"),
    ".wps": ("Worksの文書", "Word", "docx"),
    ".msg": ("Outlookのメール", "Outlook", "txt"),
}
"""What nobody but its own program reads."""
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".webp")
_OLD_SUFFIXES = {".dot": "doc", ".xlt": "xls", ".pps": "ppt", ".pot": "ppt"} | {
    f".{kind}": kind for kind in CONVERTED
}
_MIMES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("DocumentText", ".jtd"),
    ("__substg1.0_", ".msg"),
    ("Book", "xls"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body|table)[\s>]", re.IGNORECASE)
_LAW = re.compile(rb"<Law[\s>]")
SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_HEAD = 8192


def recognise(path: Path, name: str, *, limits: Limits = LIMITS) -> str:
    """The kind of a file: a key of LOADERS or of CONVERTED, or "zip".

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
        return _ole(path, name, suffix)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if kind := _marked_up(head, suffix):
        return kind
    if suffix in _OFFICE:
        raise _foreign(name, suffix)
    kind = _BY_SUFFIX.get(suffix, "")
    if suffix in _OLD_SUFFIXES:
        raise refuse(name, "broken", kind=CONVERTED[_OLD_SUFFIXES[suffix]].called)
    if kind in ("docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "pdf"):
        raise refuse(name, "broken", kind=LOADERS[kind].called)
    if kind == "law_xml":
        raise refuse(name, "sitemap" if SITEMAP.search(head) else "other_xml")
    if kind or (not suffix and b"\x00" not in head):
        return kind or "text"
    raise unknown(name, suffix)


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters, with its dot, or ""."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def unknown(name: str, suffix: str) -> UnreadableFile:
    """The error for a kind of file that no loader reads, listing those that are read."""
    if suffix in _PICTURES:
        return refuse(name, "picture", suffix=suffix)
    read = [each.removeprefix(".") for row in LOADERS.values() for each in row.suffixes[:1]]
    read += [*CONVERTED] if soffice() else []
    return refuse(name, "unknown", suffix=suffix or "拡張子なし", known="、".join([*read, "zip"]))


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
    if "xl/workbook.bin" in contents.names:
        return "xlsb"
    if "mimetype" in contents.names and (kind := _opendocument(path, name)):
        return kind
    if suffix in _OFFICE:
        raise _foreign(name, suffix)
    if suffix in _BY_SUFFIX:
        raise refuse(name, "broken", kind=LOADERS[_BY_SUFFIX[suffix]].called)
    return "zip"


def _opendocument(path: Path, name: str) -> str:
    """odt, ods or odp by what the container says of itself; "" for other containers with a mimetype (epub)."""
    try:
        with open_zip(path, name) as archive:
            kind = read_part(archive, "mimetype").strip().removesuffix(b"-template")
            locked = kind in _MIMES and b"encryption-data" in read_part(archive, "META-INF/manifest.xml")
    except (OSError, NotImplementedError, RuntimeError) as error:  # a directory that points outside the file
        raise refuse(name, "broken", kind="圧縮ファイル") from error
    if locked:
        raise refuse(name, "locked", program="LibreOffice")
    if kind.startswith(b"application/vnd.oasis.opendocument.") and kind not in _MIMES:
        raise _foreign(name, ".odg")
    return _MIMES.get(kind, "")


def _foreign(name: str, suffix: str) -> UnreadableFile:
    """The error for a file that only its own program reads."""
    called, program, better = _OFFICE[suffix]
    return refuse(name, "foreign", kind=called, program=program, suffix=better)


def _ole(path: Path, name: str, suffix: str) -> str:
    """The kind of a compound file. Raises for an encrypted docx, for 一太郎 and for what nobody knows."""
    with path.open("rb") as file:
        data = file.read(64 * 1024 * 1024)
    for stream, legacy in _STREAMS:
        if stream.encode("utf-16-le") in data:
            if not legacy:
                raise refuse(name, "locked", program=_program(suffix))
            if legacy in CONVERTED:
                return legacy
            raise _foreign(name, suffix if suffix in _OFFICE else legacy)
    if suffix in _OFFICE:
        raise _foreign(name, suffix)
    if suffix in _OLD_SUFFIXES:
        raise refuse(name, "broken", kind=CONVERTED[_OLD_SUFFIXES[suffix]].called)
    raise unknown(name, suffix)


def _program(suffix: str) -> str:
    kind = _BY_SUFFIX.get(suffix, "")
    if suffix in _OLD_SUFFIXES:
        return CONVERTED[_OLD_SUFFIXES[suffix]].program
    return {"docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint"}.get(kind, "WordやExcelなど元のソフト")
