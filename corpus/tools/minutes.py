"""Make the minutes that are published as web pages or kept as plain text, in Shift_JIS where an old system wrote them.

A text (corpus/texts/past/kaigiroku/NAME.txt) starts with ``@key value`` lines (as, title, day, page, path) and goes on in
office.py's marks. ``@as html`` becomes NAME.html, ``@as text`` and ``@as sjis`` become NAME.txt in UTF-8 and in Shift_JIS.
Run with no argument to make all of them, or name the texts to make.
"""

import re
import sys
from html import escape
from pathlib import Path

import office

TEXTS, PAST = office.CORPUS / "texts" / "past" / "kaigiroku", office.CORPUS / "past" / "kaigiroku"
RULE = "─" * 28
_SPEAKER = re.compile(r"^(?:[○◆◎][^（　]*（[^）]*）|[^\s：。、（）「」]{1,14}(?=：))")

PAGE = """<!DOCTYPE html>
<html lang="ja">
<head>
  <meta charset="utf-8">
  <title>{title}｜みどり市</title>
  <link rel="canonical" href="https://www.city.midori.example/{path}/">
  <link rel="stylesheet" href="/common/css/base.css">
</head>
<body class="kaigiroku">
  <p class="skip"><a href="#main">本文へ移動します</a></p>
  <header id="header">
    <div class="site-name"><a href="/"><img src="/common/img/logo.svg" alt="みどり市"></a></div>
    <nav id="gnav" aria-label="メインメニュー"><ul><li><a href="/gikai/">市議会</a></li><li><a href="/shisei/shingikai/">審議会等</a></li></ul></nav>
  </header>
  <main id="main">
    <article>
      <h1>{title}</h1>
      <p class="page-info">{page}</p>
      <p class="day">{day}</p>
{body}
    </article>
  </main>
  <footer id="footer"><p>みどり市役所　〒999-0111　若葉県みどり市中央一丁目1番1号　電話 0999-22-1111</p></footer>
</body>
</html>
"""


def read(file: Path) -> tuple[dict[str, str], str]:
    """The values of the ``@`` lines by key, and the rest."""
    head, body = {}, []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            head[key] = value
        else:
            body.append(line)
    return head, "\n".join(body).strip() + "\n"


def as_html(head: dict[str, str], body: str) -> str:
    """One paragraph a line, the speaker in bold; headings and tables as office.py's marks say."""
    parts = []
    for block in office.blocks(body):
        text = escape(block.text, quote=False)
        if block.kind == "table":
            first, *rows = block.rows
            tags = ("th", "td") if len(first) > 2 else ("td", "td")
            lines = [_row(first, tags[0])] + [_row(row, tags[1]) for row in rows]
            parts.append("<table>\n" + "\n".join(lines) + "\n</table>")
        elif block.kind == "heading":
            parts.append(f"<h{block.level + 1}>{text}</h{block.level + 1}>")
        elif spoken := _SPEAKER.match(text):
            parts.append(f'<p class="hatsugen"><b>{spoken[0]}</b>{text[spoken.end() :]}</p>')
        else:
            parts.append(f"<p>{text}</p>")
    return PAGE.format(body="\n".join(parts), **head)


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in cells) + "</tr>"


def as_text(head: dict[str, str], body: str) -> str:
    """The title pushed in, the day at the right, a rule above every heading."""
    top = f"　　　　{head['title']}\n"
    if "day" in head:
        top += f"{'　' * max(0, 36 - len(head['day']))}{head['day']}\n"
    return top + "\n" + re.sub(r"(?m)^#+ ", f"{RULE}\n", body)


def make(source: Path) -> Path:
    head, body = read(source)
    if head["as"] == "html":
        target = PAST / f"{source.stem}.html"
        target.write_text(as_html(head, body), encoding="utf-8")
    else:
        target = PAST / f"{source.stem}.txt"
        coding = {"text": "utf-8", "sjis": "cp932"}[head["as"]]
        ending = {"text": "\n", "sjis": "\r\n"}[head["as"]]
        target.write_text(as_text(head, body), encoding=coding, newline=ending)
    return target


if __name__ == "__main__":
    for source in [Path(each) for each in sys.argv[1:]] or sorted(TEXTS.glob("*.txt")):
        print(make(source.resolve()).relative_to(office.CORPUS))
