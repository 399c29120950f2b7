"""Make the city's web pages as its CMS does: corpus/texts/web/NAME.txt → web/NAME.html, in the frame of texts/web/frames/.

A text starts with ``@key value`` lines:
    @title  @page (number)  @updated  @path  @section  @tel        what every page has
    @lead @mail @address @hours @desc                              the first paragraph, and what differs from the usual
    @crumb URL NAME   @related URL NAME   @popular URL NAME        one line for each
    @version LANG URL NAME                                         the same page in another language
    @lang en (words of the frame from words.toml)   @form old (the frame of the old CMS, in Shift_JIS)
Marks of the rest (a line is a paragraph):
    ## heading   ### smaller   - item   1. step   ? term   : what it means   !! warning   = caption of the next table
    | a | b |  table: the first row names the columns; a cell "^" joins the one above, "<" the one at its left, "!x" is a heading
    **strong**   [words](url)   {漢字|かんじ}
Eight older pages have no text here: they are kept as they are. Run with no argument to make all, or name the texts.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
TEXTS, TARGET = CORPUS / "texts" / "web", CORPUS / "web"
SITE = "https://www.city.midori.example"
HALL = "〒999-0111　若葉県みどり市中央一丁目1番1号"
POPULAR = (
    "/kurashi/gomi/calendar/ ごみ収集カレンダー",
    "/kurashi/shoumei/juminhyo/ 住民票の写しの請求",
    "/shisei/saiyo/ 職員採用",
)
PAD = " " * 8

Head = dict[str, list[str]]


def read(file: Path) -> tuple[Head, list[str]]:
    """The values of the ``@`` lines by key, in order, and the other lines that are not blank."""
    head: Head = {}
    body = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            head.setdefault(key, []).append(value.strip())
        elif line.strip():
            body.append(line.rstrip())
    return head, body


def inline(text: str) -> str:
    """``text`` as HTML: strong words, links and readings."""
    done = escape(text, quote=False)
    done = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", done)
    done = re.sub(r"\[([^\[\]]+)\]\(([^()\s]+)\)", r'<a href="\2">\1</a>', done)
    return re.sub(r"\{([^{}|]+)\|([^{}|]+)\}", r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", done)


def html(lines: Sequence[str]) -> Iterator[str]:
    """The lines of the article, each list and table as one."""
    at, caption = 0, ""
    while at < len(lines):
        line = lines[at]
        mark, _, rest = line.partition(" ")
        run = at + 1
        while run < len(lines) and family(lines[run]) == family(line) != "":
            run += 1
        match family(line):
            case "":
                yield PAD + paragraph(mark, rest, line)
            case "caption":
                caption, run = rest, at + 1
            case "table":
                yield from table([cells(row) for row in lines[at:run]], caption)
                caption = ""
            case "dl":
                pairs = "".join(
                    f"<{'dt' if row[0] == '?' else 'dd'}>{inline(row[2:])}</{'dt' if row[0] == '?' else 'dd'}>"
                    for row in lines[at:run]
                )
                yield f"{PAD}<dl>{pairs}</dl>"
            case kind:
                yield f"{PAD}<{kind}>"
                yield from (f"{PAD}  <li>{inline(row.partition(' ')[2])}</li>" for row in lines[at:run])
                yield f"{PAD}</{kind}>"
        at = run


def family(line: str) -> str:
    """Which lines belong together: a list's items, a table's rows; "" for a line that stands alone."""
    mark = line.partition(" ")[0]
    if line.startswith("|"):
        return "table"
    if re.fullmatch(r"[0-9]+\.", mark):
        return "ol"
    return {"-": "ul", "?": "dl", ":": "dl", "=": "caption"}.get(mark, "")


def paragraph(mark: str, rest: str, line: str) -> str:
    if mark in ("##", "###"):
        return f"<h{len(mark)}>{inline(rest)}</h{len(mark)}>"
    if mark == "!!":
        return f'<p class="important">{inline(rest)}</p>'
    return f"<p>{inline(line)}</p>"


def cells(row: str) -> list[str]:
    """The cells of a row; the bar of a reading, {漢字|かんじ}, divides none."""
    inside = row.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in re.split(r"\|(?![^{}]*\})", inside)]


def table(rows: Sequence[Sequence[str]], caption: str) -> Iterator[str]:
    yield f"{PAD}<table>"
    if caption:
        yield f"{PAD}  <caption>{inline(caption)}</caption>"
    heads = "".join(f'<th scope="col">{inline(name)}</th>' for name in rows[0])
    yield f"{PAD}  <thead><tr>{heads}</tr></thead>"
    yield f"{PAD}  <tbody>"
    for r, row in enumerate(rows[1:], 1):
        made = (cell(rows, r, c) for c in range(len(row)) if row[c] not in ("^", "<"))
        yield f"{PAD}    <tr>{''.join(made)}</tr>"
    yield f"{PAD}  </tbody>"
    yield f"{PAD}</table>"


def cell(rows: Sequence[Sequence[str]], r: int, c: int) -> str:
    down = across = 1
    while r + down < len(rows) and rows[r + down][c] == "^":
        down += 1
    while c + across < len(rows[r]) and rows[r][c + across] == "<":
        across += 1
    text = rows[r][c]
    name = "th" if text.startswith("!") else "td"
    spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
    scope = ' scope="row"' if name == "th" and down == 1 else ' scope="rowgroup"' if name == "th" else ""
    return f"<{name}{scope}{spans}>{inline(text.removeprefix('!'))}</{name}>"


def links(values: Sequence[str], pad: str) -> str:
    return "\n".join(
        f'{pad}<li><a href="{url}">{inline(name)}</a></li>'
        for url, _, name in (value.partition(" ") for value in values)
    )


def versions(head: Head, words: dict[str, str]) -> str:
    """The line that leads to the same page in other languages, or ""."""
    if "version" not in head:
        return ""
    each = (value.split(" ", 2) for value in head["version"])
    links_ = "　".join(
        f'<a lang="{lang}" hreflang="{lang}" href="{url}">{name}</a>' for lang, url, name in each
    )
    return f'\n{PAD}<p class="versions">{words["versions"]}{links_}</p>'


def page(head: Head, body: Sequence[str]) -> str:
    lang = head.get("lang", ["ja"])[0]
    words = tomllib.loads((TEXTS / "frames" / "words.toml").read_text(encoding="utf-8"))[lang]
    words |= {key: inline(value) for key, value in words.items() if key not in ("site", "desc", "home")}
    form = head.get("form", ["new" if lang == "ja" else "foreign"])[0]
    frame = (TEXTS / "frames" / f"{form}.html").read_text(encoding="utf-8")
    title = head["title"][0]
    contact = [inline(each) for each in (head["section"][0], head.get("address", [HALL])[0])]
    contact.append(words["tel"] + inline(head["tel"][0]))
    contact += [words["hours"] + inline(head["hours"][0])] if "hours" in head else []
    if "mail" in head:
        contact.append(f'<a href="mailto:{head["mail"][0]}@city.midori.example">{words["mail"]}</a>')
    article = [f"<p>{inline(each)}</p>" for each in head.get("lead", [])] + list(html(body))
    plain = re.sub(r"\{([^{}|]+)\|[^{}|]+\}", r"\1", title)
    values = {
        **words,
        "html_lang": "ja" if lang == "ja-easy" else lang,
        "plain_title": plain,
        "title": inline(title),
        "desc": head.get("desc", [words["desc"].format(title=plain)])[0],
        "canonical": SITE + head["path"][0],
        "crumbs": "\n".join(f"{PAD}{each.strip()}" for each in links(head["crumb"], PAD).splitlines()),
        "updated_only": head["updated"][0],
        "info": words["info"] % {"page": head["page"][0], "updated": inline(head["updated"][0])},
        "versions_line": versions(head, words),
        "article": "\n".join(article),
        "contact": "<br>".join(contact),
        "related": links(head.get("related", []), PAD + "  "),
        "popular": links(head.get("popular", POPULAR), PAD + "  "),
    }
    return re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], frame)


def make(source: Path) -> Path:
    head, body = read(source)
    target = TARGET / f"{source.stem}.html"
    text = page(head, body)
    if head.get("form", ["new"])[0] == "old":
        target.write_bytes(text.replace("〜", "～").encode("cp932"))
    else:
        target.write_text(text, encoding="utf-8")
    return target


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[1:]]
    for source in named or sorted(TEXTS.glob("*.txt")):
        print(make(source.resolve()).relative_to(CORPUS))
