"""What should not be in a file: instructions that nobody sees, garbled text, personal data, papers for staff in public places."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.corpus_texts import CORPUS, WIDE, Paper, Violation

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDERS = re.compile(
    r"AI|アシスタント|指示|命令|プロンプト|無視|ignore|instruction|assistant|system prompt", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_UNSHOWN = re.compile(
    r"<(\w+)[^>]*style=\"[^\"]*(?:display: ?none|visibility: ?hidden|font-size: ?0)[^\"]*\"[^>]*>(.*?)</\1>",
    re.DOTALL,
)
_TAG = re.compile("[\U000e0020-\U000e007e]+")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060-\u2064\u202a-\u202e]+|(?<!^)\ufeff")
_GARBLED = re.compile("[縺繧繝譁蜑蠑荳莠髢ｦ-ﾟ]|\ufffd")
_MOBILE = re.compile(r"(?<![0-9-])0[789]0-[0-9]{4}-[0-9]{4}(?![0-9-])")
_BORN = re.compile(
    r"(?:昭和|平成|令和|大正)[0-9元]{1,2}年[0-9]{1,2}月[0-9]{1,2}日(?:生まれ|生)|生年月日[ 　:：|]{1,3}(?:昭和|平成|令和|大正)[0-9]"
)
_TWELVE = re.compile(r"(?<![0-9,.-])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9,.-])")
_STAFF = re.compile(r"職員限り|庁内限り|部外秘|職員以外(?:閲覧)?禁止|庁外秘")
_MAGIC = {b"PK\x03\x04": (".docx", ".xlsx", ".pptx", ".zip"), b"%PDF": (".pdf",)}


def check_oddities(paper: Paper, corpus: Path = CORPUS) -> tuple[list[Violation], dict[str, int]]:
    """What a look into the file itself shows; counts 「隠れた文字」 for every file looked into."""
    path = corpus / paper.path
    data = path.read_bytes() if path.is_file() else b""
    found = [
        paper.violation("隠れた文字", words, "見えない文字で書かれている")
        for words in hidden_words(path, data)
    ]
    garbled = False
    for line in paper.lines:
        for check, pattern, expected in (
            ("個人情報", _MOBILE, "個人の電話番号"),
            ("個人情報", _BORN, "個人の生年月日"),
            ("個人情報", _TWELVE, "マイナンバーの形"),
        ):
            match = pattern.search(line.translate(WIDE))
            if match:
                found.append(paper.violation(check, line, expected))
        if len(_GARBLED.findall(line)) >= max(4, len(line) * 0.12) and not garbled:
            garbled = True
            found.append(paper.violation("文字化け", line, "読める文ではない"))
        if (paper.source.sensitivity == "1" or paper.path.startswith("web/")) and _STAFF.search(line):
            found.append(paper.violation("職員限り", line, "公開の文書にあってはならない"))
    if path.is_file() and not data:
        found.append(paper.violation("空のファイル", "", "中身がない"))
    magic = next((suffixes for head, suffixes in _MAGIC.items() if data.startswith(head)), None)
    if (data and magic and path.suffix not in magic) or (
        data and magic is None and path.suffix in sum(_MAGIC.values(), ())
    ):
        found.append(paper.violation("拡張子", "", "名前と中身の形式が違う"))
    return list(dict.fromkeys(found)), {"隠れた文字": 1}


def hidden_words(path: Path, data: bytes) -> Iterator[str]:
    """Words in the file that a reader does not see and that speak to a model (in Word: any white or tiny words)."""
    if data.startswith(b"PK") and path.suffix in (".docx", ".pdf"):
        yield from _in_word(path)
    if path.suffix in (".html", ".htm", ".md"):
        text = data.decode("utf-8", errors="replace")
        for words in (*_COMMENT.findall(text), *(match[2] for match in _UNSHOWN.finditer(text))):
            if _ORDERS.search(words):
                yield re.sub(r"<[^>]+>", "", words).strip()
    if path.suffix in (".txt", ".md", ".csv", ".html"):
        text = data.decode("utf-8", errors="ignore")
        for match in _TAG.finditer(text):
            yield "".join(chr(ord(letter) - 0xE0000) for letter in match[0])
        for match in _ZERO_WIDTH.finditer(text):
            yield text[max(0, match.start() - 10) : match.end() + 10]


def _in_word(path: Path) -> Iterator[str]:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if "word/document.xml" not in archive.namelist():
            return
        root = etree.fromstring(archive.read("word/document.xml"))
    for run in root.iter(f"{_W}r"):
        form = run.find(f"{_W}rPr")
        if form is None:
            continue
        colour, size = form.find(f"{_W}color"), form.find(f"{_W}sz")
        white = colour is not None and (colour.get(f"{_W}val") or "").upper() in ("FFFFFF", "FEFEFE")
        tiny = size is not None and int(size.get(f"{_W}val") or 20) <= 4
        shaded = form.find(f"{_W}shd") is not None
        words = "".join(text.text or "" for text in run.iter(f"{_W}t"))
        if words.strip() and (form.find(f"{_W}vanish") is not None or tiny or (white and not shaded)):
            yield words
