"""Regulations as pages of a 例規集 (the form of ぎょうせい) and as 法令標準XML, from the lines that reiki.py reads.

Knows nothing of files. A sentence is a span or a Sentence of its own, so that ただし書 and 後段 can be told apart.
"""

import re
from html import escape

import reiki

_ERA = {"平成": "Heisei", "令和": "Reiwa"}
_GROUP = {"編": "Part", "章": "Chapter", "節": "Section", "款": "Subsection", "目": "Division"}
_PAGE = """<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1.0">
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="reiki.css">
</head>
<body>
<div id="header"><p>みどり市例規集</p><ul><li><a href="../index.html">体系目次</a></li><li><a href="../search.html">検索</a></li></ul></div>
<div id="wrapper">
<div id="container">
<!-- 本文 -->
<div id="primary" class="joubun showhistory">
<div id="primaryInner">
<div id="primaryInner2">
{body}</div>
</div>
</div>
<!-- /本文 -->
<div id="secondary">
<div class="heading-area"><h2 class="heading-lv2A">{title}</h2></div>
<p class="datenumber-area">{date}　{number}</p>
<p class="datenumber-area">（{effective}施行）</p>
<table class="enkaku"><tr><td class="taikei-item">{taikei}</td></tr>
{history}</table>
</div>
</div>
</div>
<div id="num-ids" style="display:none;">
{ids}</div>
</body>
</html>
"""


def sentences(text: str) -> list[str]:
    """The sentences of a provision; a 。 inside （…） or 「…」 ends none."""
    found, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "（「") - (letter in "）」")
        if letter == "。" and depth == 0:
            found.append(text[start : place + 1])
            start = place + 1
    return [*found, text[start:]] if text[start:] else found


def as_html(head: dict[str, str], lines: list[reiki.Line]) -> str:
    body, ids, caption, place = "", "", "", {"j": "", "k": "", "g": ""}
    main, n = True, 0
    for line in lines:
        if line.kind == "caption":
            caption = f'<p class="title"><span class="cm">{escape(line.text)}</span></p>'
            continue
        main = main and line.kind not in ("suppl", "appendix")
        body += f'<div>\n<div id="l{n:09}" class="eline">{_eline(line, caption)}</div>\n</div>\n'
        ids += _ids(line, place, f"l{n:09}") if main else ""
        caption, n = "", n + 1
    values = {line.kind: line.text for line in reversed(lines)}
    history = _row("制定", f"{values['date']}　{values['number']}")
    for line in lines:
        if found := re.search(r"附　則（(.+?日)(.+?)）", line.text if line.kind == "suppl" else ""):
            history += _row("一部改正", f"{found[1]}　{found[2]}")
    return _PAGE.format(
        title=values["title"],
        body=body,
        date=values["date"],
        number=values["number"],
        effective=head["effective"],
        taikei=head["taikei"],
        history=history,
        ids=ids,
    )


def _row(name: str, text: str) -> str:
    return f'<tr><td class="seitei-icon">{name}</td><td>{text}</td></tr>\n'


def _eline(line: reiki.Line, caption: str) -> str:
    text = escape(line.text)
    spans = "".join(f'<span class="p cm">{escape(each)}</span>' for each in sentences(line.text))
    if line.kind in ("title", "date", "number"):
        name = "title-irregular" if line.kind == "title" else line.kind
        mark = "○" if line.kind == "title" else ""
        return f'<div class="head"><p class="{name}"><span class="cm">{mark}{text}</span></p></div>'
    if line.kind == "toc":
        name = "title" if line.text == "目次" else "p"
        return f'<div class="toc"><p class="{name}"><span class="cm">{text}</span></p></div>'
    if line.kind == "group":
        name = _GROUP[re.sub("の[0-9]+", "", line.mark)[-1]].lower()
        return f'<div class="{name}"><p class="title"><span class="cm">{line.mark}　{text}</span></p></div>'
    if line.kind == "article":
        mark = f'<span class="num cm">{line.mark}</span>　<span class="clause">{spans}</span>'
        return f'<div class="article">{caption}<p class="num">{mark}</p></div>'
    if line.kind in ("paragraph", "item", "subitem1", "subitem2"):
        name = "clause" if line.kind == "paragraph" else line.kind
        return f'<div class="{name}">{caption}<p class="num"><span class="num cm">{line.mark}</span>　{spans}</p></div>'
    if line.kind == "suppl":
        date = re.search("（(.+?日)(.+?）.*)", text)
        tail = (
            f'<span class="date cm">（{date[1]}</span><span class="number cm">{date[2]}</span>'
            if date
            else ""
        )
        return (
            f'<p class="s-head"><span class="title cm"><span class="word-space">附</span>則</span>{tail}</p>'
        )
    if line.kind == "appendix":
        name = "form_section" if line.text.startswith("様式") else "table_section"
        return f'<div class="{name}"><p class="title"><span class="cm">{text}</span></p></div>'
    if line.kind == "note":
        return f'<p class="history"><span class="cm">{text}</span></p>'
    if line.kind == "table":
        return _html_table(line.rows)
    return f'<div class="clause"><p class="p">{spans}</p></div>'


def _html_table(rows: tuple[tuple[str, ...], ...]) -> str:
    page = "<td></td>" * len(rows[0])
    page = f'<table class="b-on"><thead><tr class="fixed-colspec">{page}</tr></thead>\n'
    for row in reiki.spans(rows):
        page += "<tr>"
        for text, across, down in row:
            size = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            lines = "".join(
                f'<p class="p"><span class="cm">{escape(each)}</span></p>' for each in text.split("⏎")
            )
            page += f"<td{size}>{lines}</td>"
        page += "</tr>\n"
    return f'<div class="table_frame"><div class="table-wrapper">{page}</table></div></div>'


def _ids(line: reiki.Line, place: dict[str, str], element: str) -> str:
    number = re.sub("の", "_", re.sub("[第条()]", "", line.mark))
    if line.kind == "article":
        place.update(j=number, k="1", g="")
        keys = [f"j{number}", f"j{number}_k1"]
    elif line.kind == "paragraph" and place["j"]:
        place.update(k=number, g="")
        keys = [f"j{place['j']}_k{number}"]
    elif line.kind == "item" and place["j"]:
        keys = [f"j{place['j']}_k{place['k']}_g{number}"]
    else:
        return ""
    return "".join(f'<div id="{key}">{element}</div>\n' for key in keys)


def as_xml(head: dict[str, str], lines: list[reiki.Line]) -> str:
    """Articles, 項 and 号 become elements inside one another; what is open is closed by the next of its rank."""
    rank = {
        "Part": 1,
        "Chapter": 2,
        "Section": 3,
        "Subsection": 4,
        "Division": 5,
        "Article": 6,
        "Paragraph": 7,
    }
    rank |= {"Item": 8, "Subitem1": 9, "Subitem2": 10}
    values = {line.kind: line.text for line in reversed(lines)}
    date = re.fullmatch("(..)([0-9元]+)年([0-9]+)月([0-9]+)日", values["date"])
    year = date[2].replace("元", "1")
    number = re.search("[0-9]+", values["number"])[0]
    law = f'<Law Era="{_ERA[date[1]]}" Lang="ja" LawType="Misc" Num="{number}" Year="{year}"'
    law += f' PromulgateMonth="{int(date[3]):02}" PromulgateDay="{int(date[4]):02}">'
    out = ['<?xml version="1.0" encoding="UTF-8"?>', law]
    out += [f"<LawNum>{date[1]}{date[2]}年みどり市{values['number']}</LawNum>", "<LawBody>"]
    out += [f"<LawTitle>{values['title']}</LawTitle>"]
    stack: list[str] = []
    caption, counts, scope = "", {}, ""

    def close(level: int) -> None:
        while stack and rank.get(stack[-1], 0) >= level:
            out.append(f"</{stack.pop()}>")

    def start(name: str, number: str) -> None:
        close(rank[name])
        out.append(f'<{name} Num="{number}">')
        stack.append(name)

    def enter(name: str, tag: str) -> None:
        nonlocal scope
        close(1)
        if scope:
            out.append(f"</{scope}>")
        if name:
            out.append(tag)
        scope = name

    def paragraph(mark: str, text: str) -> None:
        start("Paragraph", mark or "1")
        if caption and stack[-2:-1] != ["Article"]:
            out.append(f"<ParagraphCaption>{caption}</ParagraphCaption>")
        out.append(f"<ParagraphNum>{mark}</ParagraphNum>" if mark else "<ParagraphNum/>")
        out.append(f"<ParagraphSentence>{_sentences(text)}</ParagraphSentence>")

    for line in lines:
        mark = re.sub("の", "_", re.sub("[第編章節款目条()]", "", line.mark))
        if line.kind == "toc":
            out.append(_contents(line.text))
        elif line.kind == "text" and not scope:
            enter("Preamble", "<Preamble>")
            paragraph("", line.text)
        elif line.kind == "suppl":
            found = re.search("（(.+?年).+?日(.+?)）", line.text)
            kind = f' AmendLawNum="{found[1]}みどり市{found[2]}" Type="Amend"' if found else ' Type="New"'
            kind += ' Extract="true"' if line.text.endswith("抄") else ""
            enter("SupplProvision", f"<SupplProvision{kind}>")
            out.append("<SupplProvisionLabel>附　則</SupplProvisionLabel>")
        elif line.kind == "appendix":
            found = re.fullmatch("(別表|様式)(?:第([0-9]+)号?)?(（.+）)?", line.text)
            name = "AppdxTable" if found[1] == "別表" else "AppdxStyle"
            counts[name] = counts.get(name, 0) + 1
            enter(name, f'<{name} Num="{counts[name]}">')
            related = f"<RelatedArticleNum>{found[3]}</RelatedArticleNum>" if found[3] else ""
            out.append(f"<{name}Title>{line.text.removesuffix(found[3] or '')}</{name}Title>{related}")
        elif line.kind in ("group", "article") and scope in ("", "Preamble"):
            enter("MainProvision", "<MainProvision>")
        if line.kind == "group":
            name = _GROUP[re.sub("の[0-9]+", "", line.mark)[-1]]
            start(name, mark)
            out.append(f"<{name}Title>{line.whole}</{name}Title>")
        elif line.kind == "article":
            start("Article", mark)
            out.append(f"<ArticleCaption>{caption}</ArticleCaption>" if caption else "")
            out.append(f"<ArticleTitle>{line.mark}</ArticleTitle>")
            paragraph("", line.text)
        elif line.kind == "paragraph" or (line.kind == "text" and scope == "SupplProvision"):
            paragraph(line.mark, line.text)
        elif line.kind in ("item", "subitem1", "subitem2"):
            name = line.kind.capitalize()
            counts[name] = counts.get(name, 0) + 1 if stack[-1:] == [name] else 1
            start(name, mark if line.kind == "item" else str(counts[name]))
            out.append(
                f"<{name}Title>{line.mark}</{name}Title><{name}Sentence>{_columns(line.text)}</{name}Sentence>"
            )
        elif line.kind == "note" and "Article" in stack:
            close(7)
            out.append(f"<SupplNote>{line.text}</SupplNote>")
        elif line.kind == "table":
            out.append(_xml_table(line.rows))
        caption = line.text if line.kind == "caption" else ""
    enter("", "")
    return "\n".join([*filter(None, out), "</LawBody>", "</Law>", ""]).replace("<TOC>\n\n", "<TOC>")


def _sentences(text: str) -> str:
    parts = sentences(text)
    page = ""
    for n, each in enumerate(parts, 1):
        kind = f' Num="{n}"' if len(parts) > 1 else ""
        if any(part.startswith("ただし、") for part in parts):
            kind += ' Function="proviso"' if each.startswith("ただし、") else ' Function="main"'
        page += f'<Sentence{kind} WritingMode="horizontal">{escape(each)}</Sentence>'
    return page


def _columns(text: str) -> str:
    parts = text.split("　")
    if len(parts) != 2:
        return _sentences(text)
    return "".join(f'<Column Num="{n}">{_sentences(part)}</Column>' for n, part in enumerate(parts, 1))


def _contents(text: str) -> str:
    if text == "目次":
        return "<TOC><TOCLabel>目次</TOCLabel>"
    if text == "附則":
        return "<TOCSupplProvision><SupplProvisionLabel>附則</SupplProvisionLabel></TOCSupplProvision></TOC>"
    found = re.fullmatch("(第([0-9]+)(.).+?)(（第.+）)?", text)
    name = _GROUP[found[3]]
    related = f"<ArticleRange>{found[4]}</ArticleRange>" if found[4] else ""
    return f'<TOC{name} Num="{found[2]}"><{name}Title>{found[1]}</{name}Title>{related}</TOC{name}>'


def _xml_table(rows: tuple[tuple[str, ...], ...]) -> str:
    page = ""
    line = " ".join(f'Border{side}="solid"' for side in ("Top", "Bottom", "Left", "Right"))
    for n, row in enumerate(reiki.spans(rows)):
        kind, column = ("TableHeaderRow", "TableHeaderColumn") if n == 0 else ("TableRow", "TableColumn")
        page += f"<{kind}>"
        for text, across, down in row:
            size = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            lines = "".join(
                f'<Sentence WritingMode="horizontal">{escape(each)}</Sentence>' for each in text.split("⏎")
            )
            page += (
                f"<{column}{size}>{escape(text)}</{column}>"
                if n == 0
                else f"<{column} {line}{size}>{lines}</{column}>"
            )
        page += f"</{kind}>\n"
    return f"<TableStruct><Table>\n{page}</Table></TableStruct>"
